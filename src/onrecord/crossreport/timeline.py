"""What happened when, once however often it is told."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.crossreport.independence import count_independent
from onrecord.crossreport.view import StoryView
from onrecord.model import Annotations, Event, Evidence, Participant, Proposition, TimelineEntry, Timex

#: What a timeline shows: what was done, tried, planned or threatened. What is only asked for, imagined or denied did not happen.
_SHOWN = frozenset({"actual", "attempted", "planned", "threatened"})
_LEAST_SHARED = 0.34  # of the words, where neither an actor nor a recipient says more
_LEAST_IN_COMMON = 0.15  # of the words, where neither the day nor both participants say that it is the same
_FAR = 3.0  # times
_WORD = re.compile(r"[^\W\d_]{4,}")
_CLAUSE = re.compile(r"[^.!?\n]+")
_UP_TO_COMMA = re.compile(r"[^,.;:!?\n]{1,80}")
_MAX_TEXT = 280  # characters


@dataclass(frozen=True)
class _Telling:
    """One report's telling of one happening: its events in that report, the first one first."""

    report: str
    events: tuple[Event, ...]
    actors: frozenset[str]  # run-wide ids
    recipients: frozenset[str]
    place: str | None
    words: frozenset[str]  # of the predicate and its clause
    predicates: frozenset[str]
    timex: Timex | None
    exact: str  # the words that date it
    text: str
    start: int
    end: int
    tolls: tuple[tuple[str, float], ...] = ()  # what its clause counts and how many

    @property
    def event(self) -> Event:
        return self.events[0]

    @property
    def bounds(self) -> tuple[str | None, str | None]:
        return (self.timex.earliest, self.timex.latest) if self.timex else (None, None)


def build_timeline(view: StoryView) -> tuple[TimelineEntry, ...]:
    """The happenings of a story in order of time, each once, with every telling.

    Events of one report that are told to be the same (`same_as`) are one telling. Tellings of two reports are one happening where type and
    status agree, no time bound, actor, recipient or place speaks against it, and either actor and recipient agree or enough words do; a
    happening never takes two tellings of one report that the report itself keeps apart. An unknown time is compatible with any.

    Returns:
        Dated entries by their earliest day, then the undated ones with the words that would date them in `anchor`; may be empty.
    """
    whole = view.whole
    tellings = [t for annotations in whole.annotated for t in _tellings(whole, annotations)]
    groups: list[list[_Telling]] = []
    # the best dated and described first, so that what is vague joins what is clear and not the other way round
    for telling in sorted(
        tellings, key=lambda t: (t.bounds[0] is None, -len(t.actors | t.recipients), t.report, t.start)
    ):
        fitting = [(_likeness(telling, group), -n) for n, group in enumerate(groups) if _fits(telling, group)]
        best = max(fitting, default=(0.0, 0))
        if best[0] > 0:
            groups[-best[1]].append(telling)
        else:
            groups.append([telling])
    left = ([t for t in group if view.holds(t.report)] for group in groups)
    entries = [_entry(view, sorted(group, key=lambda t: (t.report, t.start))) for group in left if group]
    return tuple(sorted(entries, key=_order))


def _order(entry: TimelineEntry) -> tuple[bool, str, str, tuple[Evidence, ...]]:
    return (
        entry.earliest is None and entry.latest is None,
        entry.earliest or entry.latest or "",
        entry.latest or "",
        entry.accounts,
    )


def _tellings(view: StoryView, annotations: Annotations) -> Iterable[_Telling]:
    heads: dict[str, list[Event]] = {}
    for event in annotations.events:
        heads.setdefault(event.same_as or event.id, []).append(event)
    timexes = {t.id: t for t in annotations.timexes}
    for events in heads.values():
        kept = [e for e in events if e.type != "STATEMENT" and e.status in _SHOWN]
        if kept:
            yield _telling(view, annotations, kept, timexes)


def _telling(view: StoryView, annotations: Annotations, events: Sequence[Event], timexes: dict[str, Timex]) -> _Telling:
    report, text = annotations.report.id, annotations.report.text
    first = events[0]
    dated = [timexes[e.timex] for e in events if e.timex in timexes]
    timex = next((t for t in dated if t.earliest or t.latest), dated[0] if dated else None)
    place = next((e.place for e in events if e.place), None)
    start, end = _clause(annotations, first)
    return _Telling(
        report=report,
        events=tuple(events),
        actors=_run_ids(view, report, (p for e in events for p in e.actors)),
        recipients=_run_ids(view, report, (p for e in events for p in e.recipients)),
        place=view.run_id(report, place) if place else None,
        words=frozenset(_stem(w) for w in _WORD.findall(text[start:end].lower())),
        predicates=frozenset(_stem(w) for e in events for w in _WORD.findall(e.span.of(text).lower())),
        timex=timex,
        exact=_exact(text, timex) if timex else "",
        text=text[start:end],
        start=first.span.start,
        end=first.span.end,
        tolls=tuple(
            (q.item_class, q.value)
            for q in annotations.quantities
            if q.item_class and q.value and start <= q.start and q.end <= end
        ),
    )


def _exact(text: str, timex: Timex) -> str:
    """The words that date it, with the happening they are measured from: "two days after the vote"."""
    rest = _UP_TO_COMMA.match(text, timex.end) if timex.type == "DURATION" and timex.signal else None
    return text[timex.start : rest.end() if rest else timex.end]


def _run_ids(view: StoryView, report: str, participants: Iterable[Participant]) -> frozenset[str]:
    found = (view.run_id(report, p.entity) for p in participants if p.entity)
    return frozenset(f for f in found if f)


def _clause(annotations: Annotations, event: Event) -> tuple[int, int]:
    """The characters that tell of the event: its clause where the propositions know it, else its sentence."""
    text, span = annotations.report.text, event.span
    clauses: list[Proposition] = [p for p in annotations.propositions if p.event == event.id]
    if clauses:
        return clauses[0].spans[0].start, clauses[0].spans[-1].end
    for sentence in annotations.sentences:
        if sentence.span.contains(span):
            return sentence.start, min(sentence.end, max(sentence.start + _MAX_TEXT, span.end))
    for match in _CLAUSE.finditer(text):
        if match.start() <= span.start and span.end <= match.end():
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            return start, max(span.end, min(match.end(), start + _MAX_TEXT))
    return span.start, span.end


def _stem(word: str) -> str:
    """The first letters of a word: enough for "attack", "attacked" and "attacking" to meet."""
    return word[: max(4, len(word) - 3)][:6]


def _fits(telling: _Telling, group: Sequence[_Telling]) -> bool:
    return all(_compatible(telling, other) for other in group) and all(t.report != telling.report for t in group)


def _compatible(a: _Telling, b: _Telling) -> bool:
    """Whether nothing speaks against the two being one happening."""
    if a.event.type != b.event.type or a.event.status != b.event.status:
        return False
    if a.event.mode and b.event.mode and a.event.mode != b.event.mode:
        return False
    if a.place and b.place and a.place != b.place and not (a.predicates & b.predicates):
        return False
    return (
        _may_meet(a.bounds, b.bounds)
        and not _tolls_differ(a, b)
        and _agree(a.actors, b.actors)
        and _agree(a.recipients, b.recipients)
    )


def _tolls_differ(a: _Telling, b: _Telling) -> bool:
    """Whether they count the same so differently that no rising toll explains it: a quake that killed ten, one that killed 612."""
    pairs = ((m, n) for x, m in a.tolls for y, n in b.tolls if x == y)
    return any(max(pair) > _FAR * min(pair) + 1 for pair in pairs)


def _agree(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a or not b or bool(a & b)


def _may_meet(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> bool:
    """Whether two intervals of ISO dates share a day; an open or unknown side meets everything."""
    return not ((a[1] and b[0] and a[1] < b[0]) or (b[1] and a[0] and b[1] < a[0]))


def _likeness(telling: _Telling, group: Sequence[_Telling]) -> float:
    """How much speaks for one happening; 0 where it is not enough."""
    return max(_score(telling, other) for other in group)


def _score(a: _Telling, b: _Telling) -> float:
    actors, recipients = bool(a.actors & b.actors), bool(a.recipients & b.recipients)
    union = a.words | b.words
    shared = len(a.words & b.words) / len(union) if union else 0.0
    same_verb = bool(a.predicates & b.predicates)
    same_day = a.bounds[0] is not None and a.bounds == b.bounds
    if not (same_verb or same_day or (actors and recipients)):
        return 0.0
    if shared < _LEAST_IN_COMMON and not same_day and not (actors and recipients):
        return 0.0  # "insisted that he knew nothing", "insisted that he was not the source"
    score = 0.4 * actors + 0.3 * recipients + 0.2 * same_verb + 0.2 * same_day + shared
    return score if score >= (0.6 if actors or recipients else 0.2 + _LEAST_SHARED) else 0.0


def _entry(view: StoryView, tellings: Sequence[_Telling]) -> TimelineEntry:
    dated = [t for t in tellings if t.timex is not None and (t.timex.earliest or t.timex.latest)]
    best = min(dated, key=lambda t: (_width(t.bounds), t.report, t.start)) if dated else None
    teller = best or tellings[0]
    undated = next((t.exact for t in tellings if t.exact), None) if best is None else None
    reports = [t.report for t in tellings]
    return TimelineEntry(
        date=best.timex.edtf if best and best.timex else None,
        earliest=best.bounds[0] if best else None,
        latest=best.bounds[1] if best else None,
        text=teller.text,
        events=tuple((t.report, e.id) for t in tellings for e in t.events),
        accounts=tuple(sorted(Evidence(t.report, t.start, t.end) for t in tellings)),
        independent=count_independent(reports, view.ties).count,
        type=teller.event.type,
        status=teller.event.status,
        anchor=undated,
        actors=tuple(sorted({a for t in tellings for a in t.actors})),
        recipients=tuple(sorted({r for t in tellings for r in t.recipients})),
        place=next((t.place for t in tellings if t.place), None),
    )


def _width(bounds: tuple[str | None, str | None]) -> tuple[bool, int]:
    """How vague bounds are: open ones most, then by the days between (counted roughly; only compared)."""
    first, last = bounds
    if not first or not last:
        return True, 0
    days = [int(d[:4]) * 372 + int(d[5:7]) * 31 + int(d[8:10]) for d in (first, last)]
    return False, days[1] - days[0]
