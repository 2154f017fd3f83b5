"""XML: feeds (RSS, Atom) and the wire formats of the IPTC (NewsML-G2, NITF). No entity of a document is expanded, none is fetched."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import feedparser
import msgspec
from lxml import etree

from onrecord.model import Origin, Report, Segment
from onrecord.reading.bounds import MAX_RECORDS
from onrecord.reading.html import read_html, write_blocks
from onrecord.reading.kinds import XML_ROOT, Item, stem
from onrecord.reading.records import broken_report
from onrecord.reading.reports import Fields, Options, make_report

_FEEDS = frozenset(("rss", "feed", "RDF"))
_NEWSML = frozenset(("newsItem", "newsMessage", "packageItem"))
_BEFORE, _BEHIND = "<html><body><article>", "</article></body></html>"  # around an entry's markup: it is read as a page
_BLOCKS = frozenset(("p", "hl1", "hl2", "h1", "h2", "h3", "li", "pre", "tr"))


def read_xml(item: Item, options: Options) -> Iterator[Report]:
    """The reports of a feed, a NewsML-G2 message or an NITF document; any other XML is a Problem that names its root."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(item.raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        yield broken_report(item.path, "", f"{item.path} is no XML that can be read: {error}", stem(item.name))
        return
    name = _local(root) if root is not None else ""
    if name in _FEEDS:
        yield from read_feed(item, options)
    elif name in _NEWSML:
        for number, element in enumerate(_all(root, "newsItem") if name != "newsItem" else [root], start=1):
            yield _read_newsml(element, f"{item.path}#{number}", options)
    elif name == "nitf":
        yield _read_nitf(root, item.path, options)
    else:
        yield broken_report(
            item.path, "", f"{item.path} is XML of the kind {name or 'none'!r}, which is not read.", stem(item.name)
        )


def read_feed(item: Item, options: Options, content_type: str = "") -> Iterator[Report]:
    """The entries of an RSS or Atom feed, a report each.

    Args:
        item: its bytes.
        options: of the run.
        content_type: as the server that sent it stated it; its charset counts.
    """
    headers = {"content-type": content_type} if content_type else {}
    feed = feedparser.parse(item.raw, sanitize_html=False, resolve_relative_uris=False, response_headers=headers)
    about = feed.get("feed", {})
    for number, entry in enumerate(feed.get("entries", ())[:MAX_RECORDS], start=1):
        place = f"{item.path}#{number}"
        source = entry.get("source") or {}
        outlet = source.get("title") or about.get(
            "title"
        )  # an item's <source> names who published it, the feed who passes it on
        fields = Fields(
            text="",
            id=entry.get("id") or entry.get("link"),
            outlet=outlet,
            url=entry.get("link"),
            title=entry.get("title"),
            published=entry.get("published") or entry.get("updated"),
            updated=dict.get(entry, "updated"),  # its own get() would answer with the publication date
            language=(about.get("language") or "")[:2].lower() or None,
            provider=about.get("title") if source.get("title") else None,
            authors=tuple(a["name"] for a in entry.get("authors", ()) if a.get("name")),
        )
        yield _read_entry(entry, fields, place, options)


def is_feed(raw: bytes) -> bool:
    """Whether some bytes are an RSS or Atom feed, by their root element."""
    root = XML_ROOT.search(raw[:4096])
    return root is not None and root[2].decode("ascii", "replace") in _FEEDS


def _read_entry(entry: Any, fields: Fields, place: str, options: Options) -> Report:
    contents = [c.get("value", "") for c in entry.get("content", ())] + [entry.get("summary", "")]
    content = max(contents, key=len) if any(contents) else ""
    digest = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
    text, segments = content, _moved([Segment(0, 0, len(content))] if content else [], 0, 0)
    if "<" in content and ">" in content:
        report = read_html(f"{_BEFORE}{content}{_BEHIND}", fields, path=place, digest=digest, given=options.published)
        if report.text.strip() and report.origin is not None:
            mapped = _moved(report.origin.segments, 0, -len(_BEFORE))
            return msgspec.structs.replace(report, origin=msgspec.structs.replace(report.origin, segments=mapped))
        text, segments = write_blocks(content)
    if fields.title and text:
        text, segments = f"{fields.title}\n{text}", _moved(segments, len(fields.title) + 1, 0)
    origin = Origin(path=place, sha256=digest, encoding="feed", segments=segments)
    return make_report(
        msgspec.structs.replace(fields, text=text or fields.title or ""), origin, given=options.published
    )


def _moved(segments: Iterable[Segment], by: int, raw: int) -> tuple[Segment, ...]:
    """A map whose text, or whose raw input, begins elsewhere; what the raw input then lacks is in no segment."""
    moved = (Segment(s.start + by, s.raw + raw, s.length) for s in segments)
    return tuple(s for s in moved if s.raw >= 0)


def _read_newsml(element: Any, place: str, options: Options) -> Report:
    meta: dict[str, Any] = {
        "id": element.get("guid"),
        "language": (element.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2] or None,
    }
    meta["outlet"] = _name(element, "provider") or _name(element, "infoSource")
    meta["provider"] = _name(element, "infoSource") or _text(element, "creditline")
    meta["title"] = _text(element, "headline") or _text(element, "title")
    meta["published"] = (
        _text(element, "contentCreated") or _text(element, "firstCreated") or _text(element, "versionCreated")
    )
    meta["updated"] = _text(element, "contentModified")
    body = next(iter(_all(element, "inlineXML")), None)
    lines = _lines(body) if body is not None else (_text(element, "inlineData") or "").split("\n")
    return _from_lines(lines, meta, etree.tostring(element), place, options)


def _read_nitf(root: Any, place: str, options: Options) -> Report:
    issue = next(iter(_all(root, "doc-id")), None)
    date = next((d.get("norm") for d in _all(root, "date.issue") if d.get("norm")), None)
    published = f"{date[:4]}-{date[4:6]}-{date[6:8]}" if date and date[:8].isdigit() else date
    meta = {
        "id": issue.get("id-string") if issue is not None else None,
        "outlet": next((p.get("name") for p in _all(root, "pubdata") if p.get("name")), None),
        "provider": _text(root, "distributor") or _text(root, "copyrite.holder"),
        "title": _text(root, "hl1") or _text(root, "title"),
        "published": published,
    }
    body = next(iter(_all(root, "body.content")), None)
    return _from_lines(_lines(body) if body is not None else [], meta, etree.tostring(root), place, options)


def _from_lines(lines: list[str], meta: dict[str, Any], raw: bytes, place: str, options: Options) -> Report:
    title = meta.get("title")
    kept = [line for line in lines if line.strip()]
    if title and kept and kept[0].strip() != title:
        kept.insert(0, title)
    text = "\n".join(kept)
    origin = Origin(path=place, sha256=hashlib.sha256(raw).hexdigest(), encoding="xml", segments=_no_map())
    return make_report(Fields(text=text, **meta), origin, given=options.published)


def _no_map() -> tuple[Segment, ...]:
    return ()


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(root: Any, name: str) -> list[Any]:
    return [e for e in root.iter() if isinstance(e.tag, str) and _local(e) == name]


def _text(root: Any, name: str) -> str | None:
    for element in _all(root, name):
        words = " ".join("".join(element.itertext()).split())
        if words:
            return words
    return None


def _name(root: Any, name: str) -> str | None:
    for element in _all(root, name):
        found = _text(element, "name") or element.get("literal") or element.get("qcode")
        if found:
            return str(found)
    return None


def _lines(root: Any) -> list[str]:
    """The block elements of a body as lines; one inside another is not printed twice."""
    if root is None:
        return []
    blocks = [e for e in root.iter() if isinstance(e.tag, str) and _local(e) in _BLOCKS]
    leaves = [e for e in blocks if not any(_local(i) in _BLOCKS for i in e.iterdescendants() if isinstance(i.tag, str))]
    found = [" ".join("".join(e.itertext()).split()) for e in leaves]
    return [line for line in found if line] or [" ".join("".join(root.itertext()).split())]
