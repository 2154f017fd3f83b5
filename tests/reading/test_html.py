"""A page becomes a report each character of which is found again in the page."""

import random
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Report
from onrecord.reading.html import read_html
from onrecord.reading.html_blocks import walk_blocks
from onrecord.reading.reports import Fields

PARAGRAPHS = [
    "The ferry &ldquo;Nordlys&rdquo; left Bergen at noon on Tuesday, four hours late, the coastguard said in a short note.",
    "Its captain told   passengers &amp; crew that the wind had turned; nobody was hurt, and no cargo was lost at sea.",
    "The company, which runs six <b>ferries</b> on the coast, has cancelled all crossings until the storm has passed by.",
    "A spokeswoman said on Wednesday that passengers would get their money back within a week of asking for it.",
]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Ferry late again | The Courier</title>
<meta property="og:site_name" content="The Courier"><link rel="canonical" href="https://courier.example/ferry">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry late again",
"datePublished": "2020-03-03T10:00:00Z", "author": {{"name": "Kari Nordmann"}}, "provider": {{"name": "AP"}}}}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry late again</h1><figure><img src="x.jpg"><figcaption>The Nordlys (L) in Bergen, May 3, 2018. AFP</figcaption></figure>
{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}<script>alert("never text")</script></article>
<footer>Copyright The Courier. All rights reserved.</footer></body></html>"""


def page(html: str = PAGE) -> Report:
    return read_html(html, Fields(text="", id="p"), path="p.html", digest="")


def test_headline_and_paragraphs_are_the_text() -> None:
    report = page()
    kinds = [(p.kind, report.text[p.start : p.end]) for p in report.parts]
    assert kinds[0] == ("headline", "Ferry late again")
    assert [k for k, _ in kinds[1:]] == ["body"] * 4
    assert kinds[1][1].startswith("The ferry “Nordlys” left Bergen")
    assert "alert" not in report.text


def test_metadata_of_the_page() -> None:
    report = page()
    assert (report.outlet, report.title, report.provider) == ("The Courier", "Ferry late again", "AP")
    assert (report.published, report.published_basis) == ("2020-03-03T10:00:00Z", "metadata")
    assert (report.url, report.language, report.authors) == ("https://courier.example/ferry", "en", ("Kari Nordmann",))


def test_every_character_is_found_again_where_the_map_says() -> None:
    report = page()
    assert report.origin is not None
    for offset, character in enumerate(report.text):
        raw = report.origin.raw_offset(offset)
        if raw is None:
            assert character == "\n"
        elif PAGE[raw] == "&":
            assert character in "“”&"
        else:
            assert character == PAGE[raw] or (character == " " and PAGE[raw].isspace())


@pytest.mark.parametrize("number", range(40))
def test_the_map_holds_on_made_up_pages(number: int) -> None:
    draw = random.Random(number)
    pieces = [
        "&amp; ",
        "&nbsp;",
        "<b>bold</b> ",
        "<!-- no -->",
        "<br>",
        "é",
        "𝛼 ",
        "&#8211;",
        " \t\n ",
        "&bogus; ",
        "<a href='x'>link</a> ",
        "\u200b",
    ]
    rows = [
        "".join(p + " " + draw.choice(pieces) for p in draw.sample(PARAGRAPHS, 2)) for _ in range(draw.randrange(3, 9))
    ]
    shapes = [
        "<p>{}</p>",
        "<p>{}",
        "<div class=x>{}</div>",
        "<ul><li>{}</ul>",
        "<table><tr><td>{}<td>cell</table>",
        "<blockquote>{}</blockquote>",
    ]
    html = (
        PAGE.split("<figure>")[0]
        + "".join(draw.choice(shapes).format(row) for row in rows)
        + "</article></body></html>"
    )
    report = page(html)
    assert report.origin is not None
    assert len(report.text) > 300
    for offset, character in enumerate(report.text):
        raw = report.origin.raw_offset(offset)
        if raw is None:
            assert character == "\n"
        elif html[raw] == "&":
            assert unescape(html[raw : html.index(";", raw) + 1]).startswith(character) or character in "& "
        else:
            assert character == html[raw] or (character == " " and (html[raw].isspace() or html[raw] in "<\u200b"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ('"provider": {"name": "AP"}', "beginning of the text"),
        ('"@type": "NewsArticle"', "live blog"),
    ],
)
def test_stubs_and_live_blogs_are_told(change: str, says: str) -> None:
    marked = {"beginning of the text": '"isAccessibleForFree": false', "live blog": '"@type": "LiveBlogPosting"'}[says]
    assert any(says in p.message for p in page(PAGE.replace(change, marked)).problems)
    assert not page().problems


def test_updates_stand_beside_the_publication() -> None:
    report = page(PAGE.replace('"datePublished"', '"dateModified": "2020-03-04T09:00:00Z", "datePublished"'))
    assert (report.published, report.updated) == ("2020-03-03T10:00:00Z", "2020-03-04T09:00:00Z")


def test_no_day_is_made_of_a_bare_year() -> None:
    assert (
        page(PAGE.replace('"datePublished": "2020-03-03T10:00:00Z", ', "").replace("May 3, 2018", "")).published is None
    )
    assert page("<html><body><p>All rights reserved 2020</p></body></html>").published is None


def test_a_page_without_text_is_a_problem() -> None:
    assert any("No main text" in p.message for p in page("<html><body><nav>Home</nav></body></html>").problems)


def test_markup_in_the_text_stays_text() -> None:
    report = page(PAGE.replace("nobody was hurt", "nobody &lt;script&gt; was hurt"))
    assert "nobody <script> was hurt" in report.text


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class='a'>",
                "</div>",
                "<!--",
                "-->",
                "<",
                ">",
                "&amp;",
                "&#x41;",
                "&#999999999;",
                "Rain in Oslo ",
                "<script>",
                "</script>",
                '<a href="\'>">',
                "</a>",
                "<li>",
                "\x00",
                "\u202e",
                "'",
                '"',
            ]
        ),
        max_size=40,
    )
)
def test_blocks_are_written_from_the_page(pieces: list[str]) -> None:
    html = "".join(pieces)
    for block in walk_blocks(html):
        for run in block.runs:
            here = html[run.raw : run.raw + len(run.text)]
            assert (
                run.text == here
                or html[run.raw] == "&"
                or (run.text == " " and html[run.raw].isspace())
                or here in "\u200b\ufeff\u00a0"
            )


def test_a_caption_on_a_page_dates_nothing() -> None:
    undated = PAGE.replace('"datePublished": "2020-03-03T10:00:00Z", ', "")
    report = page(undated)
    assert (report.published, report.published_basis) == (None, None)


def test_a_date_line_on_the_page_is_no_metadata() -> None:
    undated = PAGE.replace('"datePublished": "2020-03-03T10:00:00Z", ', "")
    report = page(undated.replace("<h1>", '<p class="date">Published: 4 March 2020</p><h1>'))
    assert (report.published, report.published_basis) == ("2020-03-04", "page")


@pytest.mark.parametrize(
    ("line", "published"), [("", "2018-08"), ("<p>On 1 August 2018 we came to Dublin.</p>", "2018-08-01")]
)
def test_the_first_of_a_month_is_not_made_of_an_address(line: str, published: str) -> None:
    body = "".join(
        f"<p>{n} times the road went along the coast, and the rain came in from the sea.</p>" for n in range(9)
    )
    link = '<link rel="canonical" href="https://a.example/2018/08/road.html">'
    page = f"<html><head>{link}</head><body><article><h1>On the road</h1>{body}{line}</article></body></html>"
    fields = Fields(text="", url="https://a.example/2018/08/road.html")
    assert read_html(page, fields, path="p", digest="").published == published


@pytest.mark.parametrize("value", ['["https://a.example/x"]', '[["y"]]', "5", '{"@id": ["z"]}', "true"])
def test_linked_data_of_any_shape_is_read(value: str) -> None:
    node = f'{{"@type": "NewsArticle", "headline": "Ferry late again", "url": {value}, "@id": {value}, "mainEntityOfPage": {value}}}'
    page = PAGE.replace("</head>", f'<script type="application/ld+json">{node}</script></head>')
    assert read_html(page, Fields(text=""), path="p", digest="").outlet == "The Courier"
