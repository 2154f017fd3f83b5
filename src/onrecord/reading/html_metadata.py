"""What a page says of itself: JSON-LD (schema.org), OpenGraph and other meta elements."""

import itertools
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import msgspec

from onrecord.model import Record
from onrecord.reading.html_blocks import INSIDE
from onrecord.reading.html_dates import find_stated_dates
from onrecord.reading.layout import fold

_SCRIPT = re.compile(rf"<script\b({INSIDE})>((?:[^<]++|<(?!/script\b))*+)", re.IGNORECASE)
_META = re.compile(rf"<(meta|link)\b({INSIDE})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++))")
_TITLE = re.compile(r"<title[^<>]*+>([^<]*+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]*\blang\s*=\s*[\"']?([a-zA-Z]{2,3})", re.IGNORECASE)
_REPORT_TYPES = ("article", "posting", "report", "opinion")
_WRAPPING = re.compile(
    r"\A\s*+(?:<!--|//\s*+<!\[CDATA\[|<!\[CDATA\[|/\*\s*+<!\[CDATA\[\s*+\*/)|(?:-->|//\s*+\]\]>|\]\]>|/\*\s*+\]\]>\s*+\*/)\s*+\Z|;\s*+\Z"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_TRAILING_COMMA = re.compile(r",\s*+([}\]])")
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
        url: its address.
    """
    end = html.find("<body", 0, _MAX_SEARCHED)
    head = html[: end if end > 0 else 200_000]
    meta = _meta(html)
    nodes = _report_nodes(html)
    title = meta.get("og:title") or meta.get("twitter:title") or _page_title(head)
    here = {a for a in (url, meta.get("og:url"), meta.get("canonical")) if a}
    node = max(nodes, key=lambda n: (_is_of(n, title, here), len(_known(n))), default={})
    published, updated = find_stated_dates(node, meta, html)
    found = {
        "title": _text(node.get("headline")) or title,
        "outlet": meta.get("og:site_name") or _name(node.get("publisher")) or meta.get("application-name"),
        "publisher": _name(node.get("sourceOrganization")),
        "provider": _name(node.get("provider")) or _text(node.get("creditText")),
        "url": url or _address(meta.get("canonical")) or _address(meta.get("og:url")),
        "language": _language(node, html),
        "authors": _authors(node, meta),
        "published": published,
        "updated": updated,
    }
    return Metadata(
        fields={name: value for name, value in found.items() if value},
        is_live=any("liveblogposting" in _kinds(n) for n in nodes),
        is_locked=_is_locked(node, meta),
    )


def _is_of(node: dict[str, Any], title: str | None, here: set[str]) -> bool:
    """Whether a JSON-LD object is of the page's own report: pages describe those that they link to as well."""
    main = node.get("mainEntityOfPage")
    own = (node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main)
    if any(isinstance(a, str) and a.split("#")[0] in here for a in own):
        return True
    headline = fold(_text(node.get("headline")) or "")
    return len(headline) > 10 and headline in fold(title or "")


def _address(value: str | None) -> str | None:
    """The value where it is the address of a web page."""
    return value if value and re.match(r"https?://[^\s/]+", value, re.IGNORECASE) else None


def _is_locked(node: dict[str, Any], meta: dict[str, str]) -> bool:
    free = str(node.get("isAccessibleForFree", "")).strip().lower()
    return free == "false" or meta.get("article:content_tier", "").lower() in ("locked", "metered")


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
        found += [n for n in _nodes(_decoded(match[2])) if any(kind in _kinds(n) for kind in _REPORT_TYPES)]
    return found


def _decoded(script: str) -> Any:
    """The content of a JSON-LD script; what many pages get wrong (raw line ends in texts, a comma too many, CDATA around it) is
    mended, anything else is None."""
    text = _WRAPPING.sub("", script)
    for mend in (lambda t: t, lambda t: _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", t))):
        try:
            return msgspec.json.decode(mend(text).encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError):
            continue
    return None


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
