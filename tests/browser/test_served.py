"""What people do in the served record, in a real browser: each journey from the first page to its end."""

import json
import os
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser.chromium import Chromium

Tour = Callable[..., Chromium]

LIT = "[...document.querySelectorAll('#reports .lit')].map(s => s.textContent).join('')"
PIECES = "[...document.querySelectorAll('#reports .lit')].map(s => s.textContent)"
IN_SIGHT = """[...document.querySelectorAll('.lit')].some(s => { const b = s.getBoundingClientRect();
  return b.top >= 0 && b.bottom <= innerHeight && b.width > 0 && s.checkVisibility(); })"""
SETTLED = "document.querySelector('#job')?.textContent.includes('record is up to date') ?? true"
TITLES = "[...document.querySelectorAll('#list .text')].map(e => e.textContent)"


def ask(site: str, path: str) -> Any:
    """What the API of the same server says."""
    with urllib.request.urlopen(f"{site}/api/v1{path}") as answer:
        return json.load(answer)


def dam_story(site: str) -> str:
    """The id of the story of the dam."""
    return str(ask(site, "/stories?words=Tamlalt")["stories"][0]["story"])


def dam_reports(site: str) -> list[str]:
    """Ids of its reports, one an account."""
    return [a["reports"][0] for a in ask(site, f"/stories/{dam_story(site)}")["accounts"]]


def test_a_story_is_found_by_its_words_and_its_dossier_read(tour: Tour) -> None:
    page = tour("/")
    assert len(page.run(TITLES)) == 4
    page.type("#f-q", "Tamlalt")
    page.press("Enter", 13, "\r")
    page.wait(f"{TITLES}.length === 1")
    assert "q=Tamlalt" in page.run("location.search"), "the address can be passed on"
    assert page.run("document.activeElement.id") == "f-q", "the list changed, not the reader's place"
    page.follow("#list .text a")
    assert "Moroccan dam" in page.run("document.querySelector('h1').textContent")
    facts = page.run("document.querySelector('.facts').textContent")
    assert "3 independent accounts" in facts
    assert page.run("document.querySelector('.site [aria-current]').textContent") == "Stories"
    sections = page.run("[...document.querySelectorAll('main h2')].map(h => h.textContent)")
    assert {"Accounts", "What stands", "Who said what", "Timeline"} <= set(sections)


def test_a_claim_is_followed_to_its_characters(tour: Tour, site: str) -> None:
    story = dam_story(site)
    claim = next(c for c in ask(site, f"/stories/{story}")["claims"] if c["alignment"] == "corroborated")
    page = tour(f"/stories/{story}")
    page.click(f"#claim-{claim['claim']} .it")
    told = ["".join(t["words"]["exact"].split()) for t in claim["told"]]
    lit = page.run(PIECES)
    assert lit
    assert all(any("".join(piece.split()) in words for words in told) for piece in lit)
    assert page.run(IN_SIGHT)
    assert page.run("location.hash") == f"#claim-{claim['claim']}"
    page.follow(".report[open]:not([hidden]) .url a[href^='/report']")
    item = page.run("document.querySelector('#said .item').id")
    page.click(f"#{item} .it")
    quotation = page.run(f"document.querySelector('#{item} .text').textContent").split(" … ")
    assert all("".join(q.split()) in "".join(page.run(LIT).split()) for q in quotation)
    assert page.run(IN_SIGHT)


def test_a_wrong_merge_is_parted_and_the_correction_taken_back(tour: Tour, site: str) -> None:
    def bearers() -> list[int]:
        actors = ask(site, "/actors?words=mans&kind=person")["actors"]
        return sorted(a["reports"] for a in actors)

    page = tour("/actors")
    page.type("#f-q", "Mans")
    page.wait("location.search.includes('q=Mans') && document.querySelectorAll('#list .text a').length === 1")
    whole = bearers()
    page.follow("#list .text a")
    page.follow(".sections a[href^='/correct/actor']")
    page.click("label.choice input[type=checkbox]")
    page.type("#note-split", "another man of that name")
    page.follow("form.form button.main")
    assert page.run("location.pathname") == "/history"
    assert "Kept as correction" in page.run("document.querySelector('[role=status]').textContent")
    page.wait(SETTLED, 60)
    assert bearers() == [1, whole[0] - 1]
    row = page.run("document.querySelector('.rows li').textContent")
    assert "is apart from" in row
    assert "another man of that name" in row
    page.follow(".rows li form button")
    page.wait("document.querySelector('.rows li').textContent.includes('taken back')")
    page.wait(SETTLED, 60)
    assert bearers() == whole


def test_a_search_is_narrowed_by_filters(tour: Tour) -> None:
    page = tour("/")
    page.press("/", 191, "/")
    assert page.run("document.activeElement.name") == "q", "the slash goes to the search field"
    page.type(".find input", "dam")
    page.enter()
    assert page.run("location.pathname + location.search") == "/search?q=dam"
    assert page.run("[...document.querySelectorAll('#list mark')].every(m => /^dam$/i.test(m.textContent))")
    reports = len(page.run(TITLES))
    page.choose("#f-what", "statements")
    page.wait("document.querySelector('#f-speaker') && location.search.includes('what=statements')")
    assert page.run("document.activeElement.id") == "f-what"
    page.type("#f-speaker", "Benhaddou")
    page.press("Enter", 13, "\r")
    page.wait("location.search.includes('speaker=Benhaddou')")
    said = page.run("[...document.querySelectorAll('#list li')].map(e => e.textContent)")
    assert said
    assert all("Benhaddou" in row for row in said)
    page.follow("#list .text a")
    assert page.run("document.querySelector('.item.on, .item:target').id").startswith("quotation-")
    assert page.run(LIT)
    assert reports > 1
    page = tour("/search?q=dam&outlet=Lantern+TV")
    assert len(page.run(TITLES)) == 1


HOSTILE = """Harbour <script>window.owned=1</script> closed after <img src=x onerror="window.owned=2"> storm

The harbour of Quillmoor was closed on Monday, <b onmouseover="window.owned=3">the harbour master</b> said. "</p></body>
<script>window.owned=4</script>" said Edna Marsh. A\u202etxet desrever\u202c mark and a \x00 nul, a \x1b[31mred\x1b[0m bell \x07
and {{{{ 7 * 7 }}}} {{% x %}}
javascript:window.owned=5 said the mayor, "<svg/onload=window.owned=6>".
{long}
"""


def test_a_hostile_report_is_uploaded_and_stays_text(tour: Tour, site: str, tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text(HOSTILE.format(long="x<i>" * 20_000), encoding="utf-8")
    row = {
        "id": '"><script>window.owned=7</script>',
        "outlet": "<script>window.owned=8</script>",
        "published": "2025-03-14",
    }
    row |= {"title": "</title><script>window.owned=9</script>", "url": "javascript:window.owned=10"}
    lines = tmp_path / "more.jsonl"
    lines.write_text(json.dumps({**row, "text": "Quillmoor harbour closed\nThe mayor said the harbour was closed."}))
    page = tour("/add")
    page.attach("#files", [path, lines])
    page.follow("form button.main")
    assert page.run("location.pathname").startswith("/jobs/")
    page.wait("document.querySelector('#job').textContent.includes('2 reports new')", 60)
    ids = ["evil", row["id"]]
    addresses = ["/", "/outlets", "/actors", "/problems", "/search?q=harbour", "/search?q=harbour&what=statements"]
    addresses += [f"/report?id={quote(i)}" for i in ids] + [f"/compare?a={quote(ids[0])}&b={quote(ids[1])}"]
    addresses += [f"/outlet?name={quote(row['outlet'])}", "/search?q=harbour&what=claims"]
    addresses += [f"/stories/{s['story']}" for s in ask(site, "/stories?words=harbour")["stories"]]
    for address in addresses:
        page = tour(address)
        assert page.run("document.body.innerText.length") > 0
        assert page.run("window.owned") is None, address
        assert page.run("[...document.scripts].every(s => new URL(s.src).pathname.startsWith('/static/'))"), address
        assert page.run(
            "[...document.querySelectorAll('*')].every(e => ![...e.attributes].some(a => /^on/.test(a.name)))"
        )
        assert page.run("[...document.links].every(a => /^https?:$/.test(a.protocol))"), address
        assert "\u202e" not in page.run("document.body.textContent"), address
        assert page.run("document.documentElement.scrollWidth <= innerWidth"), address
        assert page.console == [], address
    page = tour("/report?id=evil")
    text = page.run("document.querySelector('#reports').textContent")
    assert '<img src=x onerror="window.owned=2">' in text
    assert "{{ 7 * 7 }}" in text


def pair_of_copies(site: str) -> str:
    """The address of a report beside one that prints its text."""
    wanted = ("Halyard+Press", "The+Saltmarsh+Post")
    a, b = (ask(site, f"/reports?words=Tamlalt&outlet={o}")["reports"][0]["report"] for o in wanted)
    return f"/compare?a={a}&b={b}"


def test_two_reports_are_laid_side_by_side(tour: Tour, site: str) -> None:
    page = tour(f"/stories/{dam_story(site)}")
    page.follow("#reports .report[open] .url a[href^='/compare']")
    assert len(page.run("[...document.querySelectorAll('.rows a')].map(a => a.href)")) == 6
    page = tour(pair_of_copies(site))
    assert "word for word" in page.run("document.querySelector('.lede').textContent")
    assert page.run("document.querySelectorAll('.sheet').length") == 2
    number = page.run("document.querySelector('.sheet .same').dataset.same")
    page.click(f".sheet .same[data-same='{number}']")
    lit = page.run(
        "[...document.querySelectorAll('.sheet')].map(s => [...s.querySelectorAll('.lit')].map(e => e.textContent).join(' '))"
    )
    assert all(lit)
    assert page.run(IN_SIGHT)
    ids = page.run("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_an_outlets_profile_leads_to_what_it_stands_on(tour: Tour) -> None:
    page = tour("/outlets")
    page.follow("a[href$='name=Quillmoor+Evening']")
    sections = page.run("[...document.querySelectorAll('main h2')].map(h => h.textContent)")
    assert sections == ["What it leaves out", "How it names", "What it copies", "Whom it cites", "Its latest reports"]
    assert "Halyard Press" in page.run("document.querySelectorAll('main h2')[2].parentElement.textContent")
    words = page.run("document.querySelector('td .ev').textContent")
    page.follow("td .ev")
    assert page.run(LIT) == words


def test_the_pages_work_without_scripts(tour: Tour, browser: Chromium) -> None:
    browser.scripts(False)
    try:
        page = tour("/?q=dam")
        assert "Moroccan dam" in page.run("document.querySelector('#list').textContent")
        page.follow("#list .text a")
        page.follow("#reports .report .url a[href^='/report']")
        assert page.run("document.querySelector('#said .item') !== null")
    finally:
        browser.scripts(True)


def test_the_keyboard_reaches_the_content_first(tour: Tour) -> None:
    page = tour("/")
    page.press("Tab", 9)
    assert page.run("document.activeElement.textContent") == "To the content"
    assert page.run("document.activeElement.getBoundingClientRect().left >= 0"), "it shows when it has the focus"
    page.press("Enter", 13, "\r")
    assert page.run("document.activeElement.id") == "content"
    page.press("Tab", 9)
    assert page.run("document.activeElement.id") == "f-q"


def every_page(site: str) -> dict[str, str]:
    """Name -> address of one page of each kind."""
    story, (a, b, *_) = dam_story(site), dam_reports(site)
    actor = ask(site, "/actors?words=Benhaddou")["actors"][0]["actor"]
    claim = ask(site, f"/stories/{story}")["claims"][0]["claim"]
    statement = ask(site, "/statements?limit=1&words=dam")["statements"][0]["content"][0]
    quotation = ask(site, f"/annotations/{quote(statement['report'])}")["quotations"][0]["id"]
    return {
        "stories": "/",
        "story": f"/stories/{story}",
        "actors": "/actors",
        "actor": f"/actors/{actor}",
        "outlets": "/outlets",
        "outlet": "/outlet?name=Quillmoor+Evening",
        "search": "/search?q=dam",
        "statements": "/search?q=dam&what=statements",
        "claims": "/search?q=dam&what=claims",
        "events": "/search?q=dam&what=events",
        "report": f"/report?id={quote(a)}",
        "beside": f"/compare?a={quote(a)}",
        "compare": f"/compare?a={quote(a)}&b={quote(b)}",
        "correct actor": f"/correct/actor?actor={actor}&q=a",
        "correct story": f"/correct/story?story={story}&q=a",
        "correct claim": f"/correct/claim?story={story}&claim={claim}",
        "correct speaker": f"/correct/speaker?report={quote(statement['report'])}&quotation={quotation}",
        "history": "/history",
        "problems": "/problems",
        "questions": "/questions",
        "add": "/add",
        "help": "/help",
        "login": "/login",
    }


SERIOUS = """axe.run({resultTypes: ['violations']}).then(r => r.violations
  .filter(v => ['serious', 'critical'].includes(v.impact)).map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))]))"""


IN_THE_DARK = ("stories", "story", "search", "compare", "correct story", "report")


def test_no_page_shuts_anybody_out(tour: Tour, site: str, axe: str) -> None:
    """axe-core: colours, labels, names, roles, landmarks, headings; the same pages in the dark for their colours."""
    found = {}
    for name, address in every_page(site).items():
        page = tour(address)
        page.run(axe + "; 0")
        if wrong := page.run(SERIOUS):
            found[name] = wrong
        if name in IN_THE_DARK:
            page.size(1280, 900, dark=True)
            page.settle()
            if wrong := page.run(SERIOUS.replace("{result", "{runOnly: ['color-contrast'], result")):
                found[f"{name}, dark"] = wrong
    assert found == {}


def test_no_page_scrolls_sideways_on_a_narrow_screen(tour: Tour, site: str) -> None:
    wide = {}
    for name, address in every_page(site).items():
        page = tour(address, 390)
        if page.run("document.documentElement.scrollWidth") > 390:
            wide[name] = page.run("document.documentElement.scrollWidth")
    assert wide == {}


@pytest.mark.skipif("ONRECORD_PICTURES" not in os.environ, reason="writes the guide's pictures to ONRECORD_PICTURES")
def test_the_pictures_of_the_guide_show_what_is_served(tour: Tour, site: str) -> None:
    """`just pictures`: pages of the example reports, each as a reader has it before them."""
    folder = Path(os.environ["ONRECORD_PICTURES"])
    folder.mkdir(exist_ok=True)
    places = every_page(site)
    chosen = {
        "stories": (places["stories"], ""),
        "story": (places["story"], "#stands .claim .it"),
        "search": ("/search?q=dam&what=statements", ""),
        "compare": (pair_of_copies(site), ".sheet .same"),
        "outlet": (places["outlet"], ""),
    }
    for name, (address, pressed) in chosen.items():
        page = tour(address, 1280 if name == "story" else 1120, 760)
        if pressed:
            page.click(pressed)
            page.run("scrollTo({top: 0, behavior: 'instant'})")
        page.run("document.activeElement.blur()")
        page.settle()
        page.picture(folder / f"{name}.png")
        assert (folder / f"{name}.png").stat().st_size < 200_000
