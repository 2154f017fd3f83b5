"""What a page says of itself: JSON-LD (schema.org), OpenGraph and other meta elements, and the date by htmldate."""

import itertools
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any

import msgspec
from htmldate import find_date

from onrecord.model import Record
from onrecord.reading.dates import try_parse_published
from onrecord.reading.html_blocks import INSIDE

_SCRIPT = re.compile(rf"<script\b({INSIDE})>((?:[^<]++|<(?!/script\b))*+)", re.IGNORECASE)
_META = re.compile(rf"<(meta|link)\b({INSIDE})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++))")
_TITLE = re.compile(r"<title[^<>]*+>([^<]*+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]*\blang\s*=\s*[\"']?([a-zA-Z]{2,3})", re.IGNORECASE)
_NEW_YEAR = re.compile(
    r"(?<![\d.])0?1([-/.])0?1\1(?:19|20)\d\d\b|(?:19|20)\d\d(?:[-/.]0?1[-/.]0?1|0101)(?!\d)"
    r"|\b0?1(?:st|\.|er)? jan|\bjan\w*\.? 0?1(?:st)?\b",
    re.IGNORECASE,
)
_CAPTIONS = re.compile(r"<figcaption\b[^>]*+>(?:[^<]++|<(?!/figcaption\b))*+", re.IGNORECASE)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:/|-|$)")
_REPORT_TYPES = ("article", "posting", "report", "opinion")
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
_MAX_DEPTH, _MAX_NODES = 12, 2000
_MAX_SEARCHED = 600_000  # characters of a page that are searched for what it does not state


class Metadata(Record, frozen=True):
    """What a page says of itself."""

    fields: dict[str, Any]  # of Fields, missing ones left out
    is_live: bool = False  # a live blog: many entries, no one text
    is_locked: bool = False  # its text is not free to read


def read_metadata(html: str, url: str | None = None) -> Metadata:
    """What the page states of outlet, publisher, title, url, language, authors, provider and dates; missing ones are left out.

    Args:
        html: the decoded page.
        url: its address, which htmldate may read a date from.
    """
    end = html.find("<body", 0, _MAX_SEARCHED)
    head = html[: end if end > 0 else 200_000]
    meta = _meta(html)
    nodes = _report_nodes(html)
    node = max(nodes, key=lambda n: len(_known(n)), default={})
    published, basis = find_published(html, node, meta, url)
    found = {
        "title": _text(node.get("headline")) or meta.get("og:title") or meta.get("twitter:title") or _page_title(head),
        "outlet": meta.get("og:site_name") or _name(node.get("publisher")) or meta.get("application-name"),
        "publisher": _name(node.get("sourceOrganization")),
        "provider": _name(node.get("provider")) or _text(node.get("creditText")),
        "url": url or meta.get("og:url") or meta.get("canonical"),
        "language": _language(node, html),
        "authors": _authors(node, meta),
        "published": published,
        "published_basis": basis,
        "updated": _stated([node.get("dateModified"), *(meta.get(name) for name in _UPDATE_NAMES)]),
    }
    return Metadata(
        fields={name: value for name, value in found.items() if value},
        is_live=any("liveblogposting" in _kinds(n) for n in nodes),
        is_locked=_is_locked(node, meta),
    )


def _is_locked(node: dict[str, Any], meta: dict[str, str]) -> bool:
    free = str(node.get("isAccessibleForFree", "")).strip().lower()
    return free == "false" or meta.get("article:content_tier", "").lower() in ("locked", "metered")


def _stated(values: list[Any]) -> str | None:
    """The first of some values that is a date with a day."""
    dates = (try_parse_published(value) for value in values)
    return next((d for d in dates if d is not None and len(d) >= len("2020-05-17")), None)


def find_published(
    html: str, node: dict[str, Any], meta: dict[str, str], url: str | None
) -> tuple[str | None, str | None]:
    """The publication date and what says it: JSON-LD or meta elements ("metadata"), else the page's address or a date line that htmldate
    finds on it ("page"); None where none is found. Captions are taken out before: a picture's date dates no report."""
    stated = _stated([node.get("datePublished"), *(meta.get(name) for name in _DATE_NAMES)])
    if stated is not None:
        return _local_day(stated, url), "metadata"
    page = _CAPTIONS.sub(" ", html[:_MAX_SEARCHED])
    try:
        found = find_date(page, url=url, original_date=True, extensive_search=True)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError, KeyError, IndexError):
        return None, None
    return (None, None) if found is None or _is_bare_year(found, page) else (str(found), "page")


def _is_bare_year(date: str, html: str) -> bool:
    """Whether a first of January was made from a year alone: the page prints no such day."""
    return date.endswith("-01-01") and not _NEW_YEAR.search(html)


def _local_day(date: str, url: str | None) -> str:
    """The date, or the day in the page's address where the two lie a day apart: the address has the outlet's own calendar day, and a
    time in UTC may have passed midnight. "On Saturday" is told by the outlet's calendar."""
    match = _URL_DAY.search(url or "")
    if match is None or try_parse_published("-".join(match.groups())) is None:
        return date
    day = "-".join(match.groups())
    apart = abs((datetime.fromisoformat(day) - datetime.fromisoformat(date[:10])).days)
    return day if apart == 1 else date


def _meta(html: str) -> dict[str, str]:
    """The meta elements by name, the first of each; the canonical address under "canonical"."""
    found: dict[str, str] = {}
    for match in itertools.islice(_META.finditer(html), _MAX_NODES):
        attributes = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(match[2][:20_000])}
        if match[1].lower() == "link":
            if attributes.get("rel") == "canonical" and attributes.get("href"):
                found.setdefault("canonical", attributes["href"])
            continue
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content", "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _report_nodes(html: str) -> list[dict[str, Any]]:
    """The JSON-LD nodes that describe a report, in page order."""
    found = []
    for match in itertools.islice(_SCRIPT.finditer(html), _MAX_NODES):
        if "ld+json" not in match[1].lower():
            continue
        try:
            content = msgspec.json.decode(
                match[2].strip().removeprefix("<!--").removesuffix("-->").encode("utf-8", "replace")
            )
        except (msgspec.DecodeError, RecursionError):
            continue
        found += [n for n in _nodes(content) if any(kind in _kinds(n) for kind in _REPORT_TYPES)]
    return found


def _kinds(node: dict[str, Any]) -> str:
    kinds = node.get("@type")
    return " ".join(k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)).lower()


def _known(node: dict[str, Any]) -> list[str]:
    return [
        k
        for k in ("headline", "datePublished", "author", "publisher", "articleBody", "sourceOrganization")
        if node.get(k)
    ]


def _nodes(content: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD document, breadth first, within bounds: hostile pages nest without end."""
    level, seen = [content], 0
    for _ in range(_MAX_DEPTH):
        following: list[Any] = []
        for item in level:
            seen += 1
            if seen > _MAX_NODES:
                return
            if isinstance(item, dict):
                yield item
                following += item.values()
            elif isinstance(item, list):
                following += item
        level = [i for i in following if isinstance(i, (dict, list))]


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(unescape(value).split()) or None


def _authors(node: dict[str, Any], meta: dict[str, str]) -> tuple[str, ...]:
    value = node.get("author")
    names = [_name(v) for v in (value if isinstance(value, list) else [value])] if value else [meta.get("author")]
    return tuple(dict.fromkeys(n for n in names if n and not n.startswith("http")))


def _language(node: dict[str, Any], html: str) -> str | None:
    declared = _text(node.get("inLanguage"))
    match = _LANGUAGE.search(html[:5000])
    return declared[:2].lower() if declared else match[1][:2].lower() if match else None


def _page_title(head: str) -> str | None:
    match = _TITLE.search(head)
    return _text(match[1]) if match else None
