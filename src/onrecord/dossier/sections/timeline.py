"""When it happened: dated entries on one axis, undated ones with the words they hang on."""

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.dossier.lookup import Lookup, Ref, anchor
from onrecord.dossier.scales import Stretch, TimeScale, time_scale, try_parse_day
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

_FEW = 3  # sources that are named


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
    """A stretch of the axis and what it is called: "1987", "13 to 15 Mar 2025"."""

    left: float
    right: float
    words: str

    @property
    def middle(self) -> float:
        return round((self.left + self.right) / 2, 2)


@dataclass(frozen=True)
class Timeline:
    dated: tuple[Moment, ...]
    undated: tuple[Moment, ...]  # with the words of time they hang on
    wordless: tuple[Moment, ...]  # without any
    ticks: tuple[Tick, ...]
    folds: tuple[float, ...]


def timeline(look: Lookup) -> Timeline:
    """Dated entries by date; undated ones by how many tell them, then in the order of the reports."""
    entries = [(e, _bounds(e)) for e in look.dossier.timeline]
    scale = time_scale(_whole(first, last) for _, (first, last) in entries if first or last)
    dated: list[tuple[date, date, Moment]] = []
    undated: list[tuple[date, date, Moment]] = []
    for entry, (first, last) in entries:
        moment = _moment(look, entry, _mark(scale, first, last) if scale and (first or last) else None)
        if moment is not None:
            (dated if moment.mark else undated).append((first or last or date.max, last or date.max, moment))
    dated.sort(key=lambda row: (row[0], row[1]))  # the hours of a day as the dossier has them
    undated.sort(key=lambda row: (-row[2].independent, row[2].refs[0].tag.number, row[2].refs[0].spans))
    return Timeline(
        dated=tuple(m for *_, m in dated),
        undated=tuple(m for *_, m in undated if m.when),
        wordless=tuple(m for *_, m in undated if not m.when),
        ticks=_ticks(scale) if scale else (),
        folds=scale.folds if scale else (),
    )


def _bounds(entry: TimelineEntry) -> tuple[date | None, date | None]:
    return try_parse_day(entry.earliest), try_parse_day(entry.latest)


def _whole(first: date | None, last: date | None) -> tuple[date, date]:
    return (first or last or date.min, last or first or date.max)


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
    notes.append(entry.note)
    notes.append("" if entry.note else _told_by(look, entry))
    place = look.names.get(entry.place or "", "")
    notes.append(f"in {place}" if place else "")
    key = "-".join(entry.events[0]) if entry.events else refs[0].anchor
    words = _when(entry) if mark else entry.anchor or ""
    return Moment(
        anchor("time", key), words, entry.text, tuple(n for n in notes if n), tuple(refs), mark, entry.independent
    )


def _told_by(look: Lookup, entry: TimelineEntry) -> str:
    """Who vouches for it, where no outlet tells it in its own voice."""
    if not entry.chains or any(len(chain) < 2 for chain in entry.chains):
        return ""
    holders = sorted({_in_a_sentence(look.holder(chain[-1])) for chain in entry.chains})
    return f"according to {' and '.join(holders)}" if len(holders) <= _FEW else f"according to {len(holders)} sources"


def _in_a_sentence(holder: str) -> str:
    first, _, rest = holder.partition(" ")
    return f"{first.lower()} {rest}" if first in ("The", "A", "An", "Its", "His", "Her", "Their") and rest else holder


def _when(entry: TimelineEntry) -> str:
    """Its date in words; a stretch without an end begins on its first day and not after it."""
    words = date_words(entry.date) if entry.date else _bound_words(entry)
    return f"from {words.removeprefix('after ')} on" if words.startswith("after ") else words


def _bound_words(entry: TimelineEntry) -> str:
    return date_words(f"{entry.earliest or ''}/{entry.latest or ''}")


def _ticks(scale: TimeScale) -> tuple[Tick, ...]:
    return tuple(Tick(s.left, s.right, _stretch_words(s)) for s in scale.stretches)


def _stretch_words(stretch: Stretch) -> str:
    """As short as the stretch is long: years for years, months for months, days for days."""
    first, last = stretch.first, stretch.last
    days = (last - first).days
    if days == 2:  # one day, in the middle
        middle = first + timedelta(days=1)
        return f"{middle.day} {middle:%b} {middle.year}"
    if days > 300:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if days > 62:
        return f"{first:%b}–{last:%b %Y}" if first.year == last.year else f"{first:%b %Y}–{last:%b %Y}"
    if first.month == last.month:
        return f"{first.day}–{last.day} {last:%b %Y}"
    return f"{first.day} {first:%b}–{last.day} {last:%b %Y}"
