"""The dossier in a real browser: linking, keyboard, narrow screens, hostile reports, no scripts, no requests."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.chromium import Chromium

Visit = Callable[..., Chromium]

LIT = """[...document.querySelectorAll('#reports .report')].map(r => [r.querySelector('.tag').textContent,
  [...r.querySelectorAll('.lit')].map(s => s.textContent).join('')]).filter(pair => pair[1])"""
SHOWN = "[...document.querySelectorAll('#reports .report:not([hidden]) > summary .tag')].map(t => t.textContent)"
IN_SIGHT = """[...document.querySelectorAll('.lit')].some(s => { const b = s.getBoundingClientRect();
  return b.top >= 0 && b.bottom <= innerHeight && b.width > 0 && s.checkVisibility(); })"""

WARNING = "her ministry had received any warning"


def test_a_click_on_a_claim_lights_its_characters_in_every_report(visit: Visit) -> None:
    page = visit("dam")
    page.click("#claim-c3 .it")
    assert dict(page.run(LIT)) == {
        "A1": WARNING,
        "A4": WARNING,
        "A5": "her ministry was warned",
        "C": "The water ministry knew for months that the Tamlalt dam was cracking",
    }
    assert page.run(SHOWN) == ["A1", "C"], "one report an account, side by side; copies are lit behind “Show all”"
    assert page.run(IN_SIGHT)
    assert page.run("location.hash") == "#claim-c3"


def test_a_click_beside_the_words_of_an_item_is_a_click_on_it(visit: Visit) -> None:
    page = visit("dam")
    page.click("#claim-c7 .shape")
    assert dict(page.run(LIT)) == {"A1": "She announced an inquiry", "B": "Salma Benhaddou has announced an inquiry"}


def test_a_place_lights_that_place_alone(visit: Visit) -> None:
    page = visit("dam")
    page.click("#claim-c3 .telling:nth-child(2) .ev")
    assert [tag for tag, _ in page.run(LIT)] == ["C"]


def test_the_address_names_the_item(visit: Visit) -> None:
    page = visit("dam", "#claim-c7")
    assert [tag for tag, _ in page.run(LIT)] == ["A1", "B"]
    assert page.run("document.getElementById('claim-c7').classList.contains('on')")


def test_the_browsers_own_back_goes_to_the_item_before(visit: Visit) -> None:
    page = visit("dam")
    page.click("#claim-c3 .it")
    page.click("#claim-c7 .it")
    page.run(
        "new Promise(d => { addEventListener('popstate', () => setTimeout(d, 50), {once: true}); history.back(); })"
    )
    assert "C" in dict(page.run(LIT))


def test_it_all_works_by_keyboard(visit: Visit) -> None:
    page = visit("dam")
    page.run("document.querySelector('#claim-c7 .it').focus()")
    page.press("Enter", 13, "\r")
    assert [tag for tag, _ in page.run(LIT)] == ["A1", "B"]
    assert page.run("document.activeElement.closest('.item').id") == "claim-c7"
    assert "2 reports shown" in page.run("document.getElementById('status').textContent")
    page.press("Escape", 27)
    assert page.run(LIT) == []
    assert len(page.run(SHOWN)) == 7


def test_a_click_in_a_report_leads_to_the_item_that_rests_there(visit: Visit) -> None:
    page = visit("dam")
    at = page.run(
        "[...document.querySelectorAll('.s.c')].find(s => s.textContent.includes('so-called inspection')).dataset.s"
    )
    page.click(f".s[data-s='{at}'].c")
    assert page.run("location.hash").startswith("#claim-c6")


@pytest.mark.parametrize("section", ["said", "timeline", "figures", "named"])
def test_every_section_lights_what_it_stands_on(visit: Visit, section: str) -> None:
    page = visit("dam")
    page.click(f"#{section} .item .it")
    assert page.run(LIT)
    assert page.run(IN_SIGHT)


def test_what_is_lit_is_exactly_what_the_item_names(visit: Visit) -> None:
    page = visit("dam")
    wrong = page.run(
        """[...document.querySelectorAll('main .item[id]')].filter(item => {
          item.querySelector('.it').click();
          const named = item.dataset.ev.split(' ').map(t => t.match(/(\\d+):(\\d+)-(\\d+)/).slice(1).map(Number));
          const lit = [...document.querySelectorAll('.lit')];
          const inside = s => named.some(([r, a, b]) => +s.closest('.report').id.slice(1) === r && +s.dataset.s >= a && +s.dataset.e <= b);
          const covered = named.every(([r, a, b]) => lit.filter(s => +s.closest('.report').id.slice(1) === r && +s.dataset.s >= a
            && +s.dataset.e <= b).reduce((n, s) => n + (+s.dataset.e - +s.dataset.s), 0) === b - a);
          return !lit.length || !lit.every(inside) || !covered; }).map(item => item.id)"""
    )
    assert wrong == []


def test_a_filter_says_how_many_items_it_leaves(visit: Visit) -> None:
    page = visit("dam")
    page.run(
        "(f => { f.value = 'inquiry'; f.dispatchEvent(new Event('input')); })(document.querySelector('.toc input'))"
    )
    shown = page.run(
        "[...document.querySelectorAll('main .item')].filter(i => !i.hidden).every(i => i.textContent.includes('inquiry'))"
    )
    assert shown
    assert " of " in page.run("document.querySelector('.toc output').textContent")


def test_a_hostile_report_stays_text(visit: Visit) -> None:
    page = visit("hostile")
    assert "owned" not in page.run("document.title")
    assert page.run("document.scripts.length") == 1
    page.click("#stands .item .it")
    assert dict(page.run(LIT))["A"] == "</p></body><script>document.title='owned'</script>"
    assert page.run("getComputedStyle(document.querySelector('h1')).display") == "block"
    text = page.run("document.getElementById('reports').textContent")
    assert "RLO" in text
    assert "NUL" in text
    assert "\u202e" not in text


def test_the_policy_stops_what_would_be_put_in(browser: Chromium, visit: Visit) -> None:
    page = visit("dam")
    page.run("(s => { s.textContent = 'window.ran = 1'; document.body.append(s); })(document.createElement('script'))")
    page.run("(i => { i.src = 'https://example.org/x.png'; document.body.append(i); })(new Image())")
    page.settle()
    assert page.run("window.ran") is None
    assert any("Content Security Policy" in line for line in browser.console)
    browser.console.clear()
    browser.requests.clear()


def test_without_scripts_the_places_still_lead_into_the_reports(visit: Visit) -> None:
    page = visit("dam", scripts=False)
    page.click("#claim-c3 .telling:nth-child(2) .ev")
    assert page.run("document.querySelector(':target').closest('.report').querySelector('.tag').textContent") == "C"
    assert (
        page.run("getComputedStyle(document.querySelector(':target').closest('.p')).backgroundColor")
        != "rgba(0, 0, 0, 0)"
    )
    assert page.run("[...document.querySelectorAll('button, .toc input')].filter(e => e.checkVisibility()).length") == 0


@pytest.mark.parametrize("name", ["dam", "many", "hostile"])
@pytest.mark.parametrize("width", [1280, 768, 390])
def test_no_width_makes_the_page_scroll_sideways(visit: Visit, name: str, width: int) -> None:
    page = visit(name, "", width, 850)
    assert page.run("document.documentElement.scrollWidth") <= width


def test_on_a_narrow_screen_the_reports_come_up_and_go_again(visit: Visit) -> None:
    page = visit("dam", "", 390, 800)
    page.click("#claim-c7 .it")
    assert page.run("getComputedStyle(document.getElementById('reports')).position") == "fixed"
    assert page.run("document.querySelector('#claim-c7 .it').getBoundingClientRect().bottom") < 800 * 0.44
    assert page.run(IN_SIGHT)
    page.click("#close")
    assert page.run("getComputedStyle(document.getElementById('reports')).position") == "static"


def test_forty_reports_are_not_all_opened_at_once(visit: Visit) -> None:
    page = visit("many")
    page.click("#claim-c0 .it")
    assert len(page.run(LIT)) == 40
    assert len(page.run(SHOWN)) == 6
    page.click("#all")
    assert len(page.run(SHOWN)) == 40


CONTRAST = """(() => {
  const lum = c => c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; })
    .reduce((n, v, i) => n + v * [.2126, .7152, .0722][i], 0);
  const rgb = s => s.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (!/, 0\\)|transparent/.test(c)) return rgb(c); } return [255, 255, 255]; };
  const hasText = e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  return [...document.querySelectorAll('body *')].filter(hasText)
    .map(e => { const a = lum(e instanceof SVGElement ? rgb(getComputedStyle(e).fill) : rgb(getComputedStyle(e).color)), b = lum(ground(e));
      return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.className.baseVal ?? e.className, e.textContent.slice(0, 30)]; })
    .filter(row => row[0] < 4.5).slice(0, 5);
})()"""


@pytest.mark.parametrize("dark", [False, True])
def test_all_text_stands_out_from_its_ground(visit: Visit, browser: Chromium, dark: bool) -> None:
    page = visit("dam", "#claim-c3")
    browser.size(1280, 900, dark=dark)
    browser.settle()
    assert page.run(CONTRAST) == []


def test_two_reports_scroll_together_at_what_both_tell(visit: Visit) -> None:
    page = visit("dam", "#claim-c7", 1280, 620)
    assert page.run(SHOWN) == ["A1", "B"]
    page.run("document.querySelector('#r1 .text').dispatchEvent(new Event('pointerover', {bubbles: true}))")
    before = page.run("document.getElementById('r6').scrollTop")
    page.run("document.getElementById('r1').scrollTop = 0")
    page.settle()
    page.settle()
    assert page.run("document.getElementById('r6').scrollTop") < before


@pytest.mark.skipif(
    "ONRECORD_PICTURE" not in os.environ, reason="writes the README's picture to the path in ONRECORD_PICTURE"
)
def test_the_picture_for_the_readme_shows_what_onrecord_finds(browser: Chromium, tmp_path: Path) -> None:
    """Of the example reports, by the whole chain: nothing in the picture is made by hand."""
    import onrecord
    from onrecord.api import annotate_many
    from onrecord.dossier.html import render_html
    from onrecord.examples import example_paths

    with example_paths() as paths:
        annotated = list(annotate_many(onrecord.read(paths)))
    story = max(onrecord.group(annotated).stories, key=lambda s: len(s.reports))
    page = tmp_path / "dossier.html"
    page.write_text(render_html(onrecord.compile_dossier(story, annotated), annotated), encoding="utf-8")
    browser.size(1440, 1000)
    browser.open(page.as_uri())
    browser.click("#stands .claim .it")
    browser.run("scrollTo({top: 0, behavior: 'instant'})")
    browser.settle()
    path = Path(os.environ["ONRECORD_PICTURE"])
    browser.picture(path)
    assert path.stat().st_size < 400_000
