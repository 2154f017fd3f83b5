"""What a page says of itself: JSON-LD (schema.org), OpenGraph and other meta elements, and the date by htmldate."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any

import msgspec
from htmldate import find_date

from onrecord.reading.dates import try_parse_published

_JSON_LD = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_META = re.compile(r"<meta\b((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]*\blang\s*=\s*[\"']?([a-zA-Z]{2,3})", re.IGNORECASE)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:/|-|$)")
_CANONICAL = re.compile(r"<link[^>]*\brel\s*=\s*[\"']?canonical[\"']?[^>]*>", re.IGNORECASE)
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
_MAX_DEPTH, _MAX_NODES = 12, 2000


def read_metadata(html: str, url: str | None = None) -> dict[str, Any]:
    """What the page states of outlet, publisher, title, url, language, authors, provider and publication date; missing ones are left out.

    Args:
        html: the decoded page.
        url: its address, which htmldate may read a date from.
    """
    head = html[: max(html.lower().find("<body"), 0) or 200_000]
    meta = _meta(html)
    node = _best_node(html)
    title = _text(node.get("headline")) or meta.get("og:title") or meta.get("twitter:title") or _page_title(head)
    found = {
        "title": title,
        "outlet": meta.get("og:site_name") or _name(node.get("publisher")) or meta.get("application-name"),
        "publisher": _name(node.get("sourceOrganization")),
        "provider": _name(node.get("provider")) or _text(node.get("creditText")),
        "url": url or meta.get("og:url") or _canonical(head),
        "language": _language(node, html),
        "authors": _authors(node, meta),
        "published": find_published(html, node, meta, url),
    }
    return {name: value for name, value in found.items() if value}


def find_published(html: str, node: dict[str, Any], meta: dict[str, str], url: str | None) -> str | None:
    """The publication date: JSON-LD, then meta elements, then htmldate over the page and its address; None where none is found."""
    stated = [node.get("datePublished"), *(meta.get(name) for name in _DATE_NAMES)]
    for value in stated:
        date = try_parse_published(value)
        if date is not None and len(date) >= len("2020-05-17"):
            return _local_day(date, url)
    try:
        return find_date(html, url=url, original_date=True, extensive_search=True)  # type: ignore[no-any-return]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


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
    found: dict[str, str] = {}
    for match in _META.finditer(html):
        attributes = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(match[1])}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content", "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _best_node(html: str) -> dict[str, Any]:
    """The JSON-LD node that describes the report, else an empty one."""
    best: dict[str, Any] = {}
    for match in _JSON_LD.finditer(html):
        try:
            content = msgspec.json.decode(
                match[1].strip().removeprefix("<!--").removesuffix("-->").encode("utf-8", "replace")
            )
        except (msgspec.DecodeError, RecursionError):
            continue
        for node in _nodes(content):
            kinds = node.get("@type")
            words = " ".join(k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)).lower()
            if any(kind in words for kind in _REPORT_TYPES) and len(_known(node)) > len(_known(best)):
                best = node
    return best


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


def _canonical(head: str) -> str | None:
    match = _CANONICAL.search(head)
    links = dict((n.lower(), a or b or c) for n, a, b, c in _ATTRIBUTE.findall(match[0])) if match else {}
    return links.get("href") or None
