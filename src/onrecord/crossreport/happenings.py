"""What one report tells as happened, tried or planned: one telling a clause, however many events its words name.

A clause that the words of time date is told whether or not its predicate is an event of a kind that is coded: a ferry sinks, a bank cuts
its rate.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from onrecord.crossreport.view import StoryView
from onrecord.model import Annotations, Event, Participant, Proposition, Span, Timex

#: What a timeline shows: what was done, tried, planned or threatened. What is only asked for, imagined or denied did not happen.
_SHOWN = frozenset({"actual", "attempted", "planned", "threatened"})
_MEANT = frozenset({"attempted", "planned"})
_WORD = re.compile(r"[^\W\d_]{4,}")
_CLAUSE = re.compile(r"[^.!?\n]+")
_UP_TO_COMMA = re.compile(r"[^,.;:!?\n]{1,80}")
_MAX_TEXT = 280  # characters
_LEFT_OUT = " … "
_OR = " or "
_NEAR = 1000  # characters around what is named in which the clause that tells it stands
_WEEK = 7  # days
_DAY = len("2020-01-31")


@dataclass(frozen=True)
class Happening:
    """One report's telling of one happening: its events in that report, the one that tells it first.

    Attributes:
        events: its events in the report; empty where its predicate is of no kind that is coded.
        predicate: the words that say what was done.
        spans: the characters that tell of it, in text order: its clause, else its sentence.
        is_clause: whether the first event is what that clause tells; a verb that only leads to one ("denied that …") is not.
        is_named: whether the words only name it, or mean to do it ("the talks", "to calm them").
        exact: the words that date it; "" where none do.
        tolls: what its clause counts, and how many.
    """

    report: str
    events: tuple[Event, ...]
    actors: frozenset[str]  # run-wide ids
    recipients: frozenset[str]
    place: str | None
    words: frozenset[str]  # of the predicate and its clause
    predicates: frozenset[str]
    timex: Timex | None
    exact: str
    text: str
    spans: tuple[Span, ...]
    is_clause: bool
    is_named: bool
    status: str
    predicate: Span
    verb: str  # the predicate as printed
    tolls: tuple[tuple[str, float], ...] = ()

    @property
    def type(self) -> str | None:
        """The PLOVER type of what it tells first; None where that is of no kind that is coded."""
        return self.events[0].type if self.events else None

    @property
    def mode(self) -> str | None:
        return self.events[0].mode if self.events else None

    @property
    def start(self) -> int:
        return self.predicate.start

    @property
    def end(self) -> int:
        return self.predicate.end

    @property
    def bounds(self) -> tuple[str | None, str | None]:
        """The first and the last day it may lie on (ISO dates; None where open or unknown)."""
        return (self.timex.earliest, self.timex.latest) if self.timex else (None, None)


def find_happenings(view: StoryView, annotations: Annotations) -> tuple[Happening, ...]:
    """The happenings that one report tells, in the order of their events.

    Events that the report tells to be the same (`same_as`) are one. What a clause only names joins what that clause tells, unless it has
    a day of its own: "the rally turned into a riot" is one line, not three. What is only named, without a day, by a clause that tells
    nothing, is left out, except where the report says who did it to whom.

    Args:
        view: the story; gives the run-wide ids of who takes part.
        annotations: of one report of the story.

    Returns:
        What was done, tried, planned or threatened, then what else is dated; may be empty.
    """
    heads: dict[str, list[Event]] = {}
    for event in annotations.events:
        heads.setdefault(event.same_as or event.id, []).append(event)
    reader = _Reader(view, annotations)
    kept = ([e for e in events if reader.is_shown(e)] for events in heads.values())
    told = tuple(_joined([reader.read(events) for events in kept if events]))
    told = tuple(_with_dated(told, reader.read_dated()))
    clauses = sorted(t.start for t in told if t.is_clause)
    return tuple(replace(t, text=_shown_text(annotations.report.text, t, clauses)) for t in told)


def _joined(told: Sequence[Happening]) -> Iterator[Happening]:
    """What clauses tell, with what they only name; then what stands by itself."""
    first: dict[tuple[Span, ...], int] = {}  # by the clause's characters; what is done before what is meant
    for n in sorted((n for n, t in enumerate(told) if t.is_clause), key=lambda n: (told[n].status in _MEANT, n)):
        first.setdefault(told[n].spans, n)
    clauses = {n: told[n] for n in sorted(first.values())}
    order = sorted((t.start, n) for n, t in clauses.items())
    parts: dict[int, list[Happening]] = {}
    for n, part in enumerate(told):
        if n in clauses:
            continue
        around = order[bisect_left(order, (part.start - _NEAR, 0)) : bisect_left(order, (part.start + _NEAR, 0))]
        near = [(abs(at - part.start), m) for at, m in around if _tells_too(clauses[m], part)]
        if near:
            parts.setdefault(min(near)[1], []).append(part)
        elif not part.is_named or part.exact or (part.status not in _MEANT and part.actors and part.recipients):
            parts[n] = []
    for n, telling in enumerate(told):
        if n in clauses or n in parts:
            yield _with_parts(telling, parts.get(n, []))


def _with_dated(told: Sequence[Happening], dated: Iterable[Happening]) -> Iterator[Happening]:
    """What is told, then the dated clauses whose predicate is not among it.

    What a clause tells besides in a participle ("sank on Sunday, killing 40") is one with it: one line, under the clause's own predicate.
    """
    clauses: list[Happening] = []
    for clause in sorted(dated, key=lambda c: c.start):
        if not any(_tells_it(t, clause) for t in (*told, *clauses)):
            clauses.append(clause)
    for telling in told:
        above = next((c for c in clauses if _goes_on(telling, c)), None)
        if above is None:
            yield telling
        else:
            clauses.remove(above)
            yield replace(
                telling, predicate=above.predicate, verb=above.verb, spans=_joined_spans(above.spans, telling.spans)
            )
    yield from clauses


def _tells_it(told: Happening, clause: Happening) -> bool:
    """Whether a telling holds a dated clause: its predicate, its characters, or as what it did besides."""
    same_day = told.timex == clause.timex and told.exact == clause.exact
    overlap = told.start < clause.end and clause.start < told.end
    return overlap or (same_day and (told.spans == clause.spans or _goes_on(clause, told)))


def _goes_on(part: Happening, clause: Happening) -> bool:
    """Whether the one is what the other's subject did besides, in a participle behind it."""
    return (
        part.timex == clause.timex
        and part.start > clause.end
        and part.verb.endswith("ing")
        and part.spans[0].start == clause.spans[0].start
    )


def _joined_spans(a: Sequence[Span], b: Sequence[Span]) -> tuple[Span, ...]:
    """The characters of both, those that touch or overlap in one."""
    joined: list[Span] = []
    for span in sorted({*a, *b}):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _tells_too(clause: Happening, part: Happening) -> bool:
    """Whether the part stands in the clause, and nothing dates it otherwise ("will meet at a summit on Friday" is one day)."""
    if not part.is_named:
        return part.is_clause and part.spans == clause.spans
    if part.exact and part.exact != clause.exact and (clause.exact or part.type != clause.type):
        return False
    return any(a.start < b.end and b.start < a.end for a in clause.spans for b in part.spans)


def _with_parts(clause: Happening, parts: Sequence[Happening]) -> Happening:
    dated = next((p for p in parts if p.exact), clause) if not clause.exact else clause
    kind = (clause.type, clause.events[0].status)  # tables of events have one of each to a happening
    events = (*clause.events, *(e for p in parts for e in p.events if (e.type, e.status) == kind))
    return replace(clause, events=events, timex=dated.timex, exact=dated.exact)


def _shown_text(text: str, telling: Happening, clauses: Sequence[int]) -> str:
    """From its first to its last word; "…" for what lies between them where that is another happening's line.

    Args:
        text: the report's.
        telling: what is shown.
        clauses: where the predicates of all clauses stand, in order.
    """
    start, end = telling.spans[0].start, telling.spans[-1].end
    inside = clauses[bisect_left(clauses, start) : bisect_left(clauses, end)]
    apart = any(not any(s.start <= at < s.end for s in telling.spans) for at in inside)
    return _LEFT_OUT.join(s.of(text) for s in telling.spans) if apart else text[start:end]


class _Reader:
    """The events of one report, read as happenings."""

    def __init__(self, view: StoryView, annotations: Annotations) -> None:
        self._view, self._annotations = view, annotations
        self._timexes = {t.id: t for t in annotations.timexes}
        self._starting = {t.start: t for t in annotations.timexes}
        self._clauses = _clauses(annotations)
        terms = {t.start: t.pos for p in annotations.propositions for t in p.terms}
        self._terms, self._starts = terms, sorted(terms)

    def is_shown(self, event: Event) -> bool:
        """Whether it happened, or was tried, planned or threatened; a refusal is told in the negative, and happened."""
        if event.type == "STATEMENT" or event.status not in _SHOWN:
            return False
        clause = self._clauses.get(event.id)
        return clause is None or clause.mood != "negated" or event.type == "REJECT"

    def read(self, found: Sequence[Event]) -> Happening:
        """One happening of all its events in the report."""
        first = next((e for e in found if self._is_told(e)), found[0])
        events = (first, *(e for e in found if e is not first))
        report, text = self._annotations.report.id, self._annotations.report.text
        timex = self._timex(events)
        place = next((e.place for e in events if e.place), None)
        spans = self._spans(first)
        start, end = spans[0].start, spans[-1].end
        return Happening(
            report=report,
            events=events,
            actors=self._run_ids(p for e in events for p in e.actors),
            recipients=self._run_ids(p for e in events for p in e.recipients),
            place=self._view.run_id(report, place) if place else None,
            words=frozenset(_stem(w) for w in _WORD.findall(text[start:end].lower())),
            predicates=frozenset(_stem(w) for e in events for w in _WORD.findall(e.span.of(text).lower())),
            timex=timex,
            exact=_exact(text, timex) if timex else "",
            text=text[start:end],
            spans=spans,
            is_clause=self._is_told(first),
            is_named=not self._is_told(first) and (first.status in _MEANT or self._is_noun(first)),
            status=self._status(first.status, timex),
            predicate=first.span,
            verb=first.span.of(text),
            tolls=self._tolls(start, end),
        )

    def _is_told(self, event: Event) -> bool:
        """Whether the event is its clause's own predicate, or a verb that takes it ("agreed to meet"); not a noun or a purpose in it."""
        clause = self._clauses.get(event.id)
        if clause is None:
            return False
        inside = [t for t in clause.terms if t.start < event.span.end and event.span.start < t.end]
        roots = [t for t in clause.terms if t.role == "root"]
        if event.status in _MEANT:
            return bool(roots) and roots[0] in inside
        return any(t in roots for t in inside) or all(t.pos == "VERB" for t in inside)

    def _is_noun(self, event: Event) -> bool:
        first = bisect_left(self._starts, event.span.start)
        if first == len(self._starts) or self._starts[first] >= event.span.end:
            return False
        return self._terms[self._starts[first]] != "VERB"

    def _timex(self, events: Sequence[Event]) -> Timex | None:
        dated = [self._timexes[e.timex] for e in events if e.timex in self._timexes]
        found = next((t for t in dated if t.earliest or t.latest), dated[0] if dated else None)
        return self._with_alternative(found) if found is not None else None

    def _with_alternative(self, timex: Timex) -> Timex:
        """ "In May or early June": some time within both."""
        text = self._annotations.report.text
        other = self._starting.get(timex.end + len(_OR)) if text.startswith(_OR, timex.end) else None
        if other is None or not (timex.earliest and timex.latest and other.earliest and other.latest):
            return timex
        first, last = min(timex.earliest, other.earliest), max(timex.latest, other.latest)
        return msgspec.structs.replace(
            timex, end=other.end, edtf=f"{first}/{last}", value=None, earliest=first, latest=last
        )

    def read_dated(self) -> Iterator[Happening]:
        """The clauses that are dated, each a telling: what was, and what is told outright to be to come."""
        for proposition in self._annotations.propositions:
            timex = self._timexes.get(proposition.when or "")
            roots = [t for t in proposition.terms if t.role == "root"]
            if timex is None or not roots or proposition.negative or not self._is_dated(timex):
                continue
            status = self._status("actual", timex)
            if proposition.mood == "asserted" or status == "planned":
                yield self._of_clause(
                    proposition, Span(roots[0].start, roots[0].end), self._with_alternative(timex), status
                )

    def _is_dated(self, timex: Timex) -> bool:
        """Whether it names days, and not a stretch that goes on: "this year" says little of when, "since May" only from when on."""
        if timex.type not in ("DATE", "TIME") or not timex.earliest or not timex.latest:
            return False
        published = (self._annotations.report.published or "")[:_DAY]
        return not (timex.earliest <= published <= timex.latest) or _days(timex.earliest, timex.latest) < _WEEK

    def _of_clause(self, proposition: Proposition, predicate: Span, timex: Timex, status: str) -> Happening:
        report, text = self._annotations.report.id, self._annotations.report.text
        start, end = proposition.spans[0].start, proposition.spans[-1].end
        found = (self._view.run_id(report, s) for s in proposition.subjects)
        return Happening(
            report=report,
            events=(),
            actors=frozenset(f for f in found if f),
            recipients=frozenset(),
            place=None,
            words=frozenset(_stem(w) for w in _WORD.findall(text[start:end].lower())),
            predicates=frozenset(_stem(w) for w in _WORD.findall(predicate.of(text).lower())),
            timex=timex,
            exact=_exact(text, timex),
            text=text[start:end],
            spans=proposition.spans,
            is_clause=True,
            is_named=False,
            status=status,
            predicate=predicate,
            verb=predicate.of(text),
            tolls=self._tolls(start, end),
        )

    def _status(self, status: str, timex: Timex | None) -> str:
        """An event's status; what lies after the report's own day is planned, however it is told ("before they meet next week")."""
        if status != "actual" or timex is None:
            return status
        published = self._annotations.report.published or ""
        is_after = len(published) >= _DAY and timex.earliest is not None and timex.earliest > published[:_DAY]
        return "planned" if is_after or timex.value == "FUTURE_REF" else "actual"

    def _run_ids(self, participants: Iterable[Participant]) -> frozenset[str]:
        report = self._annotations.report.id
        found = (self._view.run_id(report, p.entity) for p in participants if p.entity)
        return frozenset(f for f in found if f)

    def _tolls(self, start: int, end: int) -> tuple[tuple[str, float], ...]:
        counted = (q for q in self._annotations.quantities if start <= q.start and q.end <= end)
        return tuple((q.item_class, q.value) for q in counted if q.item_class and q.value)

    def _spans(self, event: Event) -> tuple[Span, ...]:
        """The characters that tell of the event: its clause where the propositions know it, else its sentence."""
        clause, text, span = self._clauses.get(event.id), self._annotations.report.text, event.span
        if clause is not None:
            return clause.spans
        for sentence in self._annotations.sentences:
            if sentence.span.contains(span):
                return (Span(sentence.start, min(sentence.end, max(sentence.start + _MAX_TEXT, span.end))),)
        for match in _CLAUSE.finditer(text):
            if match.start() <= span.start and span.end <= match.end():
                start = match.start() + len(match.group()) - len(match.group().lstrip())
                return (Span(start, max(span.end, min(match.end(), start + _MAX_TEXT))),)
        return (span,)


def _clauses(annotations: Annotations) -> dict[str, Proposition]:
    """{event id: the clause whose predicate it is, else the one that is known to hold it}."""
    found = {p.event: p for p in annotations.propositions if p.event}
    roots = {t.start: p for p in annotations.propositions for t in p.terms if t.role == "root"}
    starts = sorted(roots)
    for event in annotations.events:
        first = bisect_left(starts, event.span.start)
        if first < len(starts) and starts[first] < event.span.end:
            found[event.id] = roots[starts[first]]
    return found


def _exact(text: str, timex: Timex) -> str:
    """The words that date it, with the happening they are measured from: "two days after the vote"."""
    rest = _UP_TO_COMMA.match(text, timex.end) if timex.type == "DURATION" and timex.signal else None
    return text[timex.start : rest.end() if rest else timex.end]


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _stem(word: str) -> str:
    """The first letters of a word: enough for "attack", "attacked" and "attacking" to meet."""
    return word[: max(4, len(word) - 3)][:6]
