"""An event, or a dated clause without one, read as a happening: who, what, when and where, by its clause."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from onrecord.crossreport.dated_clauses import DatedClause, says_when
from onrecord.crossreport.items import Item, items_of
from onrecord.crossreport.view import StoryView
from onrecord.model import Annotations, Event, Participant, Proposition, Span, Timex

#: What a timeline shows: what was done, tried, planned or threatened. What is only asked for, imagined or denied did not happen.
_SHOWN = frozenset({"actual", "attempted", "planned", "threatened"})
MEANT = frozenset({"attempted", "planned"})  # of these, what is not done
_WORD = re.compile(r"[^\W\d_]{4,}")
_CLAUSE = re.compile(r"[^.!?\n]+")
_UP_TO_COMMA = re.compile(r"[^,.;:!?\n]{1,80}")
_MAX_TEXT = 280  # characters
_OR = " or "
_WHERE = frozenset({"in", "at", "near"})
_DAY = len("2020-01-31")


@dataclass(frozen=True)
class Happening:
    """One report's telling of one happening: its events in that report, the one that tells it first.

    Attributes:
        events: none where the lexicon knows no word of it.
        start: where its predicate begins.
        spans: the characters that tell of it, in text order: its clause, else its sentence.
        clause: the proposition that tells it, where one does.
        is_clause: whether the first event is what that clause tells; a verb that only leads to one ("denied that …") is not.
        is_named: whether the words only name it, or mean to do it ("the talks", "to calm them").
        exact: the words that date it; "" where none do.
        tolls: what its clause counts, and how many.
    """

    report: str
    events: tuple[Event, ...]
    start: int
    end: int
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
    verb: str  # the predicate as printed
    tolls: tuple[tuple[str, float], ...] = ()
    clause: Proposition | None = None
    claim: str | None = None  # id of the claim that it is an account of

    @property
    def type(self) -> str | None:
        """Of its first event (PLOVER)."""
        return self.events[0].type if self.events else None

    @property
    def mode(self) -> str | None:
        return self.events[0].mode if self.events else None

    @property
    def quotation(self) -> str | None:
        """The innermost quotation that holds it; None: the outlet tells it."""
        return self.clause.quotation if self.clause is not None else self.events[0].quotation

    @property
    def bounds(self) -> tuple[str | None, str | None]:
        """The first and the last day it may lie on (ISO dates; None where open or unknown)."""
        return (self.timex.earliest, self.timex.latest) if self.timex else (None, None)


class Reader:
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
        timex = self._timex(events) or (self._when(first) if self._is_told(first) else None)
        place = next((e.place for e in events if e.place), None)
        spans = self._spans(first)
        start, end = spans[0].start, spans[-1].end
        return Happening(
            report=report,
            events=events,
            start=first.span.start,
            end=first.span.end,
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
            is_named=not self._is_told(first) and (first.status in MEANT or self._is_noun(first)),
            status=self._status(first, timex),
            verb=first.span.of(text),
            tolls=self._tolls(start, end),
            clause=self._clauses.get(first.id),
        )

    def read_clause(self, dated: DatedClause) -> Happening:
        """The happening that a clause without a word of the lexicon tells."""
        proposition, root = dated.proposition, dated.predicate
        report, text = self._annotations.report.id, self._annotations.report.text
        timex = self._with_alternative(dated.timex)
        start, end = proposition.spans[0].start, proposition.spans[-1].end
        items = items_of(proposition, self._mentions, self._view, report)
        return Happening(
            report=report,
            events=(),
            start=root.start,
            end=root.end,
            actors=_taking_part(items, "subject"),
            recipients=_taking_part(items, "object"),
            place=next((i.key[1:] for i in items if i.is_entity and i.kind == "place" and i.slot in _WHERE), None),
            words=frozenset(_stem(w) for w in _WORD.findall(text[start:end].lower())),
            predicates=frozenset((_stem(root.lemma), _stem(text[root.start : root.end].lower()))),
            timex=timex,
            exact=_exact(text, timex),
            text=text[start:end],
            spans=proposition.spans,
            is_clause=True,
            is_named=False,
            status="planned" if dated.is_ahead else self._status_by_day(timex),
            verb=text[root.start : root.end],
            tolls=self._tolls(start, end),
            clause=proposition,
        )

    @cached_property
    def _mentions(self) -> list[tuple[int, int, str]]:
        report = self._annotations.report.id
        named = ((m, self._view.run_id(report, e.id)) for e in self._annotations.entities for m in e.mentions)
        return sorted((m.start, m.end, run) for m, run in named if run is not None)

    def _is_told(self, event: Event) -> bool:
        """Whether the event is its clause's own predicate, or a verb that takes it ("agreed to meet"); not a noun or a purpose in it."""
        clause = self._clauses.get(event.id)
        if clause is None:
            return False
        inside = [t for t in clause.terms if t.start < event.span.end and event.span.start < t.end]
        roots = [t for t in clause.terms if t.role == "root"]
        if event.status in MEANT:
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

    def _when(self, event: Event) -> Timex | None:
        """What dates the clause whose predicate the event is."""
        clause = self._clauses.get(event.id)
        when = self._timexes.get(clause.when or "") if clause is not None else None
        return self._with_alternative(when) if when is not None and says_when(when) else None

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

    def _status(self, event: Event, timex: Timex | None) -> str:
        """The event's status; what lies after the report's own day is planned, however it is told ("before they meet next week")."""
        return event.status if event.status != "actual" or timex is None else self._status_by_day(timex)

    def _status_by_day(self, timex: Timex) -> str:
        published = self._annotations.report.published or ""
        is_after = len(published) >= _DAY and timex.earliest is not None and timex.earliest > published[:_DAY]
        return "planned" if is_after or timex.value == "FUTURE_REF" else "actual"

    def _run_ids(self, participants: Iterable[Participant]) -> frozenset[str]:
        return self._view.run_ids(self._annotations.report.id, (p.entity for p in participants if p.entity))

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


def _taking_part(items: Iterable[Item], role: str) -> frozenset[str]:
    """Run-wide ids of the entities with a role; where something is done is not to whom."""
    return frozenset(
        i.key[1:]
        for i in items
        if i.is_entity and i.role == role and (role == "subject" or not i.slot) and not i.is_inner
    )


def _exact(text: str, timex: Timex) -> str:
    """The words that date it, with the happening they are measured from: "two days after the vote"."""
    rest = _UP_TO_COMMA.match(text, timex.end) if timex.type == "DURATION" and timex.signal else None
    return text[timex.start : rest.end() if rest else timex.end]


def _stem(word: str) -> str:
    """The first letters of a word: enough for "attack", "attacked" and "attacking" to meet."""
    return word[: max(4, len(word) - 3)][:6]
