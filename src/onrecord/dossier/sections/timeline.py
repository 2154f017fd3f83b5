"""When it happened: dated entries on one axis, undated ones with the words they hang on."""

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.dossier.lookup import Lookup, Ref, anchor
from onrecord.dossier.scales import TimeScale, time_scale, try_parse_day
from onrecord.dossier.wording import count, date_words
from onrecord.model import Span, TimelineEntry

_STATUS = {
    "attempted": "attempted",
    "threatened": "threatened",
    "planned": "planned",
    "hypothetical": "may or may not happen",
    "requested": "asked for",
    "negated": "said not to have happened",
}


@dataclass(frozen=True)
class Mark:
    """How an entry is drawn, in percent of the axis."""

    left: float
    right: float
    is_point: bool
    open_left: bool
    open_right: bool


@dataclass(frozen=True)
class Moment:
    """An entry of the timeline."""

    anchor: str
    when: str  # the date in words; for undated ones the words as printed
    text: str
    notes: tuple[str, ...]
    refs: tuple[Ref, ...]
    mark: Mark | None
    independent: int

    @property
    def lights(self) -> str:
        return " ".join(r.lights for r in self.refs)


@dataclass(frozen=True)
class Tick:
    at: float
    words: str
    side: str  # "start", "middle" or "end": where the words stand


@dataclass(frozen=True)
class Timeline:
    dated: tuple[Moment, ...]
    undated: tuple[Moment, ...]
    ticks: tuple[Tick, ...]
    folds: tuple[float, ...]


def timeline(look: Lookup) -> Timeline:
    """Dated entries by date, undated ones in the order of the reports."""
    entries = [(e, _bounds(e)) for e in look.dossier.timeline]
    days = [d for _, (first, last) in entries for d in (first, last) if d]
    scale = time_scale(days)
    dated, undated = [], []
    for entry, (first, last) in entries:
        moment = _moment(look, entry, _mark(scale, first, last) if scale and (first or last) else None)
        if moment is not None:
            (dated if moment.mark else undated).append((first or last or date.max, last or date.max, moment))
    dated.sort(key=lambda row: (row[0], row[1], row[2].anchor))
    undated.sort(key=lambda row: (row[2].refs[0].tag.number, row[2].refs[0].spans))
    return Timeline(
        dated=tuple(m for *_, m in dated),
        undated=tuple(m for *_, m in undated),
        ticks=_ticks(scale) if scale else (),
        folds=scale.folds if scale else (),
    )


def _bounds(entry: TimelineEntry) -> tuple[date | None, date | None]:
    return try_parse_day(entry.earliest), try_parse_day(entry.latest)


def _mark(scale: TimeScale, first: date | None, last: date | None) -> Mark:
    left = scale.at(first) if first else max(scale.at(last or date.max) - 12, 0.0)
    right = scale.at(last) if last else min(scale.at(first or date.min) + 12, 100.0)
    is_point = first is not None and last is not None and last - first <= timedelta(days=1)
    return Mark(round(left, 2), round(right, 2), is_point, first is None, last is None)


def _moment(look: Lookup, entry: TimelineEntry, mark: Mark | None) -> Moment | None:
    spans: dict[str, list[Span]] = {}
    for evidence in entry.accounts:
        spans.setdefault(evidence.report, []).append(evidence.span)
    refs = sorted((r for r in (look.ref(*item) for item in spans.items()) if r), key=lambda r: r.tag.number)
    if not refs:
        return None
    notes = [_STATUS.get(entry.status, "")]
    notes.append(f"told by {count(entry.independent, 'independent account')}" if entry.independent > 1 else "")
    place = look.names.get(entry.place or "", "")
    notes.append(f"in {place}" if place else "")
    key = "-".join(entry.events[0]) if entry.events else refs[0].anchor
    words = date_words(entry.date) if mark and entry.date else _bound_words(entry) if mark else entry.anchor or "no words of time"
    return Moment(anchor("time", key), words, entry.text, tuple(n for n in notes if n), tuple(refs), mark, entry.independent)


def _bound_words(entry: TimelineEntry) -> str:
    return date_words(f"{entry.earliest or ''}/{entry.latest or ''}")


def _ticks(scale: TimeScale) -> tuple[Tick, ...]:
    made: list[Tick] = []
    for part in scale.stretches:
        days = (part.last - part.first).days
        if days <= 2:
            middle = part.first + timedelta(days=days // 2)
            made.append(Tick(scale.at(middle), date_words(middle.isoformat()), "middle"))
        else:
            made.append(Tick(part.left, date_words(part.first.isoformat()), "start"))
            made.append(Tick(part.right, date_words(part.last.isoformat()), "end"))
    return tuple(made)
