# ruff: noqa: E501 - markup in one line
"""The day beside the headline dates a page that states none; other days on it do not."""

import pytest

from onrecord.model import Report
from onrecord.reading.html import read_html
from onrecord.reading.reports import Fields

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The harbour board will close the northern basin for two weeks, its chairman said after a meeting with the pilots.",
        "The basin has not been dredged since the winter of 1998, and two coasters touched the ground in the past month.",
        "Ships will be led to the southern quay, where the fish market has to make room until the work is done.",
    )
)
TEASER = '<aside class="related"><h3>Also</h3><p>Pilots on strike</p><span>2 January 2017</span></aside>'


def page(line: str, lang: str = "en", head: str = "") -> Report:
    html = (
        f'<html lang="{lang}"><head><title>Basin closes</title>{head}</head><body><header><span>Sunday 9 August 2020</span></header>'
        f"<article><h1>Basin closes</h1>{line}{BODY}</article>{TEASER}</body></html>"
    )
    return read_html(html, Fields(text="", id="p"), "p.html", "")


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("<div class=date>Published: 6 May 2019, 14:05</div>", "en"),
        ("<p>By Kari Holm | May 6, 2019</p>", "en"),
        ("<div><span>Datum:</span> 06.05.2019</div>", "de"),
        ("<p class=meta>Le 6 mai 2019 à 10h</p>", "fr"),
        ("<p>6 de mayo de 2019</p>", "es"),
        ("<p>06/05/2019</p>", "it"),
        ("<p>05/06/2019</p>", "en-US"),
        ("<p>2019/05/06 08:00</p>", "en"),
        ("<div>Updated: 8 May 2019</div><div>6 May 2019</div>", "en"),
        ("<p><b>6 May 2019.</b> The board has decided at last, and it was a long evening for all who waited at the door.</p>", "en"),
        ('<meta itemprop="datePublished" content="2019-05-06">', "en"),
        ('<span itemprop="datePublished" content="2019-05-06T10:00:00">on Monday</span>', "en"),
    ],
)  # fmt: skip
def test_the_date_line_dates_the_page(line: str, lang: str) -> None:
    assert (page(line, lang).published or "")[:10] == "2019-05-06"


def test_metadata_goes_first() -> None:
    head = '<meta property="article:published_time" content="2019-05-04T09:00:00Z">'
    report = page("<p>6 May 2019</p>", head=head)
    assert (report.published, report.published_basis) == ("2019-05-04T09:00:00Z", "metadata")


def test_both_dates_are_kept() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Basin closes","datePublished":"2019-05-04","dateModified":"2019-05-09"}</script>'
    report = page("", head=head)
    assert (report.published, report.updated) == ("2019-05-04", "2019-05-09")


def test_the_object_of_the_page_itself_counts() -> None:
    other = '{"@type":"NewsArticle","headline":"Pilots strike again","datePublished":"2017-01-02","author":"A","publisher":{"name":"X"},"articleBody":"b"}'
    own = '{"@type":"NewsArticle","headline":"Basin closes\n","datePublished":"2019-05-04",}'
    head = "".join(f'<script type="application/ld+json">{text}</script>' for text in (other, own))
    assert page("", head=head).published == "2019-05-04"
