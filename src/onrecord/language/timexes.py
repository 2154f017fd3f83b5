"""Temporal expressions: what is written, what it denotes, and from what that was worked out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import msgspec

from onrecord.language.parsing import Parsed
from onrecord.language.timex_anchors import Anchors, Told, is_history, is_precise, published_value
from onrecord.language.timex_bounds import Extent, extent_of, join_range
from onrecord.language.timex_readings import Reading
from onrecord.language.timex_resolution import Resolved, resolve
from onrecord.language.timex_scanning import read_line
from onrecord.language.timex_tense import find_tense
from onrecord.language.timex_tokens import Words
from onrecord.model import Annotations, Context, Problem, Timex

#: Parts read beside headline and body, by their words alone; what they hold dates nothing.
_UNPARSED = frozenset({"dateline", "byline", "crosshead"})
_LINE = re.compile(r"[^\n\r]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;][\"”’)\]]*\s+)(?:(?:[A-Z]\w+|the|end|start|of)\s+){0,5}$")
_STAGE = "timexes"


@dataclass(frozen=True)
class _Found:
    """A reading at its place in the report."""

    reading: Reading  # offsets in Report.text
    doc: Any | None  # the parsed line
    start: int  # of the line in Report.text
    line: int
    part: str


def find_timexes(parsed: Parsed, found: Annotations, context: Context) -> tuple[tuple[Timex, ...], tuple[Problem, ...]]:
    """The temporal expressions of headline, body, datelines, bylines and crossheads; those of captions and links are left out.

    Args:
        parsed: the report with its parsed paragraphs; `published` is an anchor where the metadata or a dateline says it.
        found: not used.
        context: not used.

    Returns:
        Timexes in text order, not overlapping, ids t1.. ; may be empty. Without an anchor a relative or partial expression keeps X digits
        in its value, its `offset`, and has no bounds. `edtf`, `earliest` and `latest` take the signal into account ("since April 2019"
        is open at the end); where a signal or a modifier is vague the bounds are the wider ones.

    Problems:
        A date that the calendar does not have ("February 30, 2019") is reported and left out.

    Source: TimeML annotation guidelines 1.2.1 (TIMEX3); ISO 8601-2:2019 (EDTF).
    """
    lines = list(_read_lines(parsed))
    published = published_value(parsed.report.published, parsed.report.published_basis)
    body = [f.reading for f in lines if f.doc is not None]
    anchors = Anchors(published, is_history(body, published))
    timexes: list[Timex] = []
    problems: list[Problem] = []
    extents: list[Extent] = []
    for item in lines:
        resolved = resolve(item.reading, anchors, partial(_tense, item))
        if (
            resolved.value is None
            and item.reading.day is not None
            and item.reading.kind == "calendar"
            and item.reading.month
        ):
            problems.append(_no_such_day(item, parsed.text))
            continue
        timex, extent = _make(item, resolved, f"t{len(timexes) + 1}", parsed.text, anchors)
        if item.reading.partner == -1 and extents and timexes:
            extents[-1], extent = join_range(extents[-1], extent)
            timexes[-1] = _with_extent(timexes[-1], extents[-1])
            timex = _with_extent(timex, extent)
        timexes.append(timex)
        extents.append(extent)
        if item.doc is not None and _may_anchor(timex):
            anchors.told.append(Told(timex.id, timex.value or "", timex.end, item.line, _opens(item, parsed.text)))
    return tuple(timexes), tuple(problems)


def _read_lines(parsed: Parsed) -> Iterator[_Found]:
    """Readings of all lines in text order."""
    lines: list[tuple[int, str, Any | None, str]] = [(p.start, p.text, p.doc, p.part) for p in parsed.paragraphs]
    for part in parsed.report.parts:
        if part.kind in _UNPARSED:
            lines += [
                (m.start(), m.group(), None, part.kind) for m in _LINE.finditer(parsed.text, part.start, part.end)
            ]
    for number, (start, line, doc, part_kind) in enumerate(sorted(lines, key=lambda item: item[0])):
        for reading in read_line(line, Words(doc)):
            placed = replace(reading, start=reading.start + start, end=reading.end + start)
            yield _Found(placed, doc, start, number, part_kind)


def _tense(item: _Found) -> Any:
    """The tense of what an expression dates; the present of a headline tells of the past or the future, that of the body of what is set."""
    tense = find_tense(item.doc, item.reading.start - item.start, item.reading.end - item.start)
    if tense in ("present", "scheduled"):
        return None if item.part == "headline" else "past" if item.reading.signal in ("since", "after") else tense
    return tense


def _make(item: _Found, resolved: Resolved, id_: str, text: str, anchors: Anchors) -> tuple[Timex, Extent]:
    reading = item.reading
    extent = extent_of(reading, resolved, anchors, text[reading.start : reading.end])
    timex = Timex(
        id=id_,
        start=reading.start,
        end=reading.end,
        type=resolved.type,  # type: ignore[arg-type]
        value=resolved.value,
        mod=reading.mod,
        anchor=resolved.anchor,
        signal=reading.signal,
        offset=resolved.offset,
    )
    return _with_extent(timex, extent), extent


def _with_extent(timex: Timex, extent: Extent) -> Timex:
    return msgspec.structs.replace(timex, edtf=extent.edtf, earliest=extent.earliest_text, latest=extent.latest_text)


def _may_anchor(timex: Timex) -> bool:
    return (
        timex.type in ("DATE", "TIME")
        and timex.value is not None
        and timex.anchor != "unknown"
        and is_precise(timex.value, "Y")
    )


def _opens(item: _Found, text: str) -> bool:
    reading = item.reading
    is_bare_year = reading.kind == "calendar" and reading.month is None and reading.season is None
    return not is_bare_year or bool(_SENTENCE_START.search(text[max(item.start, reading.start - 60) : reading.start]))


def _no_such_day(item: _Found, text: str) -> Problem:
    start, end = item.reading.start, item.reading.end
    return Problem(
        stage=_STAGE, message=f"The calendar has no {text[start:end]!r}; it was left out.", start=start, end=end
    )
