"""When a web page was published, and what says so: metadata, microdata, the date line by its headline, or a search of the page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import unescape
from typing import Any

from htmldate import find_date

from onrecord.reading.dates import try_parse_published
from onrecord.reading.html_blocks import INSIDE, Block
from onrecord.reading.printed_dates import try_find_printed_date

_NEW_YEAR = re.compile(
    r"(?<![\d.])0?1([-/.])0?1\1(?:19|20)\d\d\b|(?:19|20)\d\d(?:[-/.]0?1[-/.]0?1|0101)(?!\d)"
    r"|\b0?1(?:st|\.|er)? jan|\bjan\w*\.? 0?1(?:st)?\b",
    re.IGNORECASE,
)
#: How a month begins, by number, in the languages of the news: what tells whether "1 August" is printed somewhere.
_MONTHS = (
    "jan|ene|gen", "feb|fév|fev", "mar|mär|maa", "apr|abr|avr", "ma[yij]|mag", "jun|jui|giu", "jul|jui|lug", "aug|ago|aoû", "sep|set",
    "oct|okt|ott|out", "nov", "dec|dez|dic|déc",
)  # fmt: skip
_CAPTIONS = re.compile(r"<figcaption\b[^>]*+>(?:[^<]++|<(?!/figcaption\b))*+", re.IGNORECASE)
_MICRODATA = re.compile(
    rf"<[a-z][a-z0-9]*+\b(?=[^<>]{{0,2000}}\bdatePublished\b)({INSIDE})>([^<>]{{0,60}})", re.IGNORECASE
)
_PUBLISHED = re.compile(r"\b(?:itemprop|property)\s*+=\s*+[\"']?[^\"'<>]{0,60}\bdatePublished\b", re.IGNORECASE)
_MOMENT = re.compile(r"(?<![\w-])(?:datetime|content)\s*+=\s*+[\"']?([^\"'<>]{8,40})", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]*\blang\s*=\s*[\"']?([a-zA-Z]{2,3}(?:[-_][a-zA-Z]{2})?)\b", re.IGNORECASE)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:/|-|$)")
_DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "sailthru.date",
    "parsely-pub-date",
    "article.published",
    "cxenseparse:recs:publishtime",
)
_UPDATE_NAMES = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_DAY = len("2020-05-17")
_MAX_SEARCHED = 600_000  # characters of a page that are searched for what it does not state


def find_stated_dates(node: Mapping[str, Any], meta: Mapping[str, str], html: str) -> tuple[str | None, str | None]:
    """The publication date and that of the last change that a page states: JSON-LD, then meta elements, then microdata.

    Args:
        node: the JSON-LD object of the report.
        meta: the meta elements by name.
        html: the decoded page.
    """
    published = _first_day([node.get("datePublished"), *(meta.get(name) for name in _DATE_NAMES)])
    updated = _first_day([node.get("dateModified"), *(meta.get(name) for name in _UPDATE_NAMES)])
    return published or _in_microdata(html[:_MAX_SEARCHED]), updated


def find_published(
    html: str, stated: str | None, url: str | None, page: tuple[Sequence[Block], Sequence[int]]
) -> tuple[str | None, str | None]:
    """The publication date and what says it: what the page states ("metadata"), else its date line, its address or what htmldate finds
    on it ("page"); None where none is found. Captions are taken out before: a picture's date dates no report.

    Args:
        html: the decoded page.
        stated: from `find_stated_dates`.
        url: the page's address.
        page: its blocks, and which of them are its text.
    """
    if stated is not None:
        return local_day(stated, url), "metadata"
    language = _LANGUAGE.search(html[:5000])
    printed = try_find_printed_date(*page, language[1] if language else None)
    if printed is not None:
        return printed, "page"
    searched = _CAPTIONS.sub(" ", html[:_MAX_SEARCHED])
    try:
        found = find_date(searched, url=url, original_date=True, extensive_search=True)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError, KeyError, IndexError):
        return None, None
    if found is None or _is_bare_year(found, searched):
        return None, None
    return (found[: len("2020-05")] if _is_bare_month(found, searched) else str(found)), "page"


def local_day(date: str, url: str | None) -> str:
    """The date, or the day in the page's address where the two lie a day apart: the address has the outlet's own calendar day, and a
    time in UTC may have passed midnight. "On Saturday" is told by the outlet's calendar."""
    match = _URL_DAY.search(url or "")
    if match is None or try_parse_published("-".join(match.groups())) is None:
        return date
    day = "-".join(match.groups())
    apart = abs((datetime.fromisoformat(day) - datetime.fromisoformat(date[:_DAY])).days)
    return day if apart == 1 else date


def _first_day(values: Iterable[Any]) -> str | None:
    """The first of some values that is a date with a day."""
    dates = (try_parse_published(value) for value in values)
    return next((d for d in dates if d is not None and len(d) >= _DAY), None)


def _in_microdata(html: str) -> str | None:
    """The one day that schema.org microdata of the page gives; teasers on it bear days of their own, so several are none."""
    found: dict[str, str] = {}
    for match in _MICRODATA.finditer(html):
        if not _PUBLISHED.search(match[1]):
            continue
        moment = _MOMENT.search(match[1])
        date = _first_day((unescape(moment[1]).strip() if moment else None, match[2].strip()))
        if date is not None:
            found.setdefault(date[:_DAY], date)
    return next(iter(found.values())) if len(found) == 1 else None


def _is_bare_year(date: str, html: str) -> bool:
    """Whether a first of January was made from a year alone: the page prints no such day."""
    return date.endswith("-01-01") and not _NEW_YEAR.search(html)


def _is_bare_month(date: str, html: str) -> bool:
    """Whether the first of a month was made from a month alone, such as "/2018/08/" in an address: the page prints no such day."""
    if not date.endswith("-01"):
        return False
    year, month, name = date[:4], int(date[5:7]), _MONTHS[int(date[5:7]) - 1]
    printed = (
        rf"(?<![\d.])0?1([-/.])0?{month}\1(?:{year}|{year[2:]})(?!\d)|(?<!\d)0?{month}([-/.])0?1\2(?:{year}|{year[2:]})(?!\d)"
        rf"|(?<!\d){year}(?:[-/.]0?{month}[-/.]0?1|{date[5:7]}01)(?!\d)"
        rf"|(?<!\d)0?1(?:st|\.|er|º)?(?:\sde)?\s(?:{name})|\b(?:{name})\w*\.? 0?1(?:st)?(?!\d)"
    )
    return re.search(printed, html, re.IGNORECASE) is None
