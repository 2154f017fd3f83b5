"""Figures that leave out what they count, since the one before says it: "52 for it and 43 against", "48 million euros ($52 million)"."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from onrecord.language.quantity_site import Site
from onrecord.model import Quantity, Span

_CONVERTED = re.compile(r"\s*(?:\(|,?\s*or\s)(?:about|around|some|roughly|nearly)?\s*", re.IGNORECASE)
_AND = re.compile(r"(?:^|\s)(?:and|while|to)\s|,\s*")
_BEHIND = re.compile(r"\s+((?:against|for|in favou?r)\b[^,.;:()\n]{0,40})")
_LONGEST = 6  # words between the two that say whose the second is
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})


def with_shared(site: Site, records: Sequence[Quantity]) -> list[Quantity]:
    """The figures of a paragraph, those that say nothing of what they count with what the one before them counts.

    Args:
        site: the paragraph.
        records: its figures in text order.
    """
    made: list[Quantity] = []
    for record in records:
        shared = _shared(site, made[-1], record) if made else None
        made.append(record if shared is None else shared)
    return made


def _shared(site: Site, before: Quantity, record: Quantity) -> Quantity | None:
    start = site.paragraph.start
    between = site.paragraph.text[before.end - start : record.start - start]
    if before.kind == record.kind == "money" and record.about is None and before.about is not None:
        is_conversion = before.unit != record.unit and _CONVERTED.fullmatch(between) is not None
        return msgspec.structs.replace(record, item=before.item, about=before.about) if is_conversion else None
    counted = before.item if before.item_class is None and record.item_class is None else None
    if counted is None or record.item is not None or not before.kind == record.kind == "count":
        return None
    if counted.end >= record.start:
        return None
    whose = _whose(site, Span(counted.end, record.start), record.end - start)
    if whose is None:
        return None
    noun = site.paragraph.text[counted.start - start : counted.end - start]
    return msgspec.structs.replace(record, item=counted, about=" ".join(f"{noun} {whose}".split()))


def _whose(site: Site, gap: Span, end: int) -> str | None:
    """The words that tell the second count from the first, behind it ("43 against") or before it ("and her rival, Paul Weiss, 3,987")."""
    text, start = site.paragraph.text, site.paragraph.start
    words = text[gap.start - start : gap.end - start]
    if any(mark in words for mark in ".;:()\n") or not _AND.search(words):
        return None
    tokens = [t for t in site.doc if gap.start - start <= t.idx < gap.end - start]
    if any(t.tag_ in _FINITE for t in tokens):
        return None
    behind = _BEHIND.match(text, end)
    if behind is not None:
        return behind.group(1).strip()
    last = _AND.split(words.rstrip(" ,"), maxsplit=1)[-1].replace(",", " ").split()
    named = any(t.pos_ == "PROPN" for t in tokens)
    return " ".join(_without_article(last)) if named and 0 < len(last) <= _LONGEST else None


def _without_article(words: list[str]) -> Iterator[str]:
    yield from (w for n, w in enumerate(words) if n or w.lower() not in ("the", "a", "an"))
