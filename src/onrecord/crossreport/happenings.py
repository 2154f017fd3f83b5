"""What one report tells as happened, tried or planned: one telling a clause, however many events its words name.

Of events of the lexicon every one counts, dated or not; any other clause ("the museum was sold on Monday") where something says when.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.crossreport.dated_clauses import find_dated_clauses
from onrecord.crossreport.happening_reading import MEANT, Happening, Reader
from onrecord.crossreport.view import StoryView
from onrecord.model import Annotations, Event, Span, Term

_SOFT = frozenset({"REQUEST", "CONCEDE", "COOPERATE", "SUPPORT"})
_LEFT_OUT = " … "
_FEW_BEFORE = 8  # predicates before a word of which one may hold it
_NEAR = 1000  # characters around what is named in which the clause that tells it stands


def find_happenings(view: StoryView, annotations: Annotations) -> tuple[Happening, ...]:
    """The happenings that one report tells, in the order of their events.

    Events that the report tells to be the same (`same_as`) are one. What a clause only names joins what that clause tells, unless it has
    a day of its own: "the rally turned into a riot" is one line, not three. What is only named, without a day, by a clause that tells
    nothing, is left out, except where the report says who did it to whom.

    Args:
        view: the story; gives the run-wide ids of who takes part.
        annotations: of one report of the story.

    Returns:
        What was done, tried, planned or threatened; may be empty.
    """
    heads: dict[str, list[Event]] = {}
    for event in annotations.events:
        heads.setdefault(event.same_as or event.id, []).append(event)
    reader = Reader(view, annotations)
    kept = ([e for e in events if reader.is_shown(e)] for events in heads.values())
    read = [reader.read(events) for events in kept if events]
    verbs = sorted((t.start, t.end) for t in read if t.is_clause)
    read += [reader.read_clause(c) for c in find_dated_clauses(annotations) if not _is_told(c.predicate, verbs)]
    told = tuple(
        t for t in _with_participles(tuple(_joined(sorted(read, key=lambda t: t.start)))) if _is_told_of_somebody(t)
    )
    clauses = sorted(t.start for t in told if t.is_clause)
    return tuple(replace(t, text=_shown_text(annotations.report.text, t, clauses)) for t in told)


def _is_told_of_somebody(telling: Happening) -> bool:
    """What nobody named asks for, allows or backs, on no day, is a turn of speech and no line ("families seeking safety")."""
    named = any(p.entity for e in telling.events for p in e.actors)
    return bool(telling.exact) or named or telling.type not in _SOFT


def _joined(told: Sequence[Happening]) -> Iterator[Happening]:
    """What clauses tell, with what they only name, and what stands by itself."""
    first: dict[tuple[Span, ...], int] = {}  # by the clause's characters; what is done before what is meant
    for n in sorted((n for n, t in enumerate(told) if t.is_clause), key=lambda n: (told[n].status in MEANT, n)):
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
        elif not part.is_named or part.exact or (part.status not in MEANT and part.actors and part.recipients):
            parts[n] = []
    for n, telling in enumerate(told):
        if n in clauses or n in parts:
            yield _with_parts(telling, parts.get(n, []))


def _is_told(predicate: Term, verbs: Sequence[tuple[int, int]]) -> bool:
    """Whether a predicate is among sorted ones; the words of an event are few."""
    at = bisect_left(verbs, (predicate.end,))
    return any(predicate.start < end for _, end in verbs[max(0, at - _FEW_BEFORE) : at])


def _with_participles(told: Sequence[Happening]) -> Iterator[Happening]:
    """What a clause tells besides in a participle ("sank on Sunday, killing 40") is one with it: one line, under its own predicate.

    Two that are events of unlike types stay two, as tables of events want them.
    """
    by_subject: dict[int, list[int]] = {}  # numbers of clauses, by where their subject begins, in text order
    parts: dict[int, list[Happening]] = {}
    for n, telling in enumerate(told):
        before = by_subject.setdefault(telling.spans[0].start, [])
        above = next((m for m in before if _goes_on(telling, told[m])), None)
        if above is None:
            before.append(n)
        else:
            parts.setdefault(above, []).append(telling)
    for n in sorted(n for numbers in by_subject.values() for n in numbers):
        telling = told[n]
        for part in parts.get(n, ()):
            spans = _joined_spans(telling.spans, part.spans)
            telling = replace(telling, events=(*telling.events, *part.events), spans=spans)
        yield telling


def _goes_on(part: Happening, clause: Happening) -> bool:
    """Whether the one is what the other's subject did besides, in a participle behind it."""
    return (
        (part.timex == clause.timex or not part.exact)
        and clause.is_clause
        and part.is_clause
        and part.status == clause.status
        and (part.type is None or clause.type in (None, part.type))
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
    own = clause.events or next((p.events for p in parts if p.status == clause.status), ())
    kinds = {(e.type, e.status) for e in own[:1]}  # tables of events have one of each to a happening
    events = (*own, *(e for p in parts for e in p.events if e not in own and (e.type, e.status) in kinds))
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
