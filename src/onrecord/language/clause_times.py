"""When what a clause tells was, or will be: for all that is told as a fact with a day, an event of a coded kind or not."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from onrecord.language.clauses import Clause
from onrecord.language.conditions import hangs_on_condition, is_condition
from onrecord.language.parsing import Paragraph
from onrecord.language.predicates import auxiliaries, predicate_of
from onrecord.language.timex_governors import governing_timex
from onrecord.model import Span, Timex
from onrecord.model.findings import PropositionMood

Token = Any  # a spaCy token

_WILL = frozenset({"will", "'ll", "’ll"})
_LAID_DOWN = frozenset("due set schedule slate".split())


def find_time(
    clause: Clause,
    mood: PropositionMood,
    paragraph: Paragraph,
    timexes: Sequence[Timex],
    left_open: Span | None = None,
) -> Timex | None:
    """The expression that dates what a clause asserts, or what it says outright is to come ("will be sworn in on Friday").

    Args:
        clause: a clause of the paragraph.
        mood: its mood; what is asked for, doubted or hangs on a condition has no time.
        paragraph: where it stands.
        timexes: of the report, in text order.
        left_open: its infinitive that is not told to be so; what stands in it dates only what is meant ("agreed to meet on Friday").

    Returns:
        A date or a time, or a stretch measured from something; None where the syntax gives the predicate none.
    """
    if mood == "hypothetical" and not _is_told_to_come(clause):
        return None
    if mood not in ("asserted", "hypothetical"):
        return None
    sentence = paragraph.span(clause.head.sent)
    first, last = (bisect_left(timexes, at, key=_start) for at in (sentence.start, sentence.end))
    near = [t for t in timexes[first:last] if left_open is None or not left_open.contains(t.span)]
    if not near:
        return None
    heads = (clause.head,) if left_open is not None else (clause.head, *_carried(clause.head))
    found = (governing_timex(paragraph, head, near) for head in heads)
    return next((t for t in found if t is not None), None)


def _start(timex: Timex) -> int:
    return timex.start


def _carried(head: Token) -> list[Token]:
    """The infinitives that say what is done: "are due to vote"."""
    return [x for c in (head, *head.children) for x in c.children if x.dep_ == "xcomp" and x.pos_ == "VERB"]


def _is_told_to_come(clause: Clause) -> bool:
    head = clause.head
    if is_condition(head) or hangs_on_condition(clause):
        return False
    helpers = {t.lower_ for t in auxiliaries(head)}
    if helpers & _WILL or ("would" in helpers and head.dep_ == "ccomp" and "have" not in helpers):
        return True
    return any(t.lemma_.lower() in _LAID_DOWN and t.lower_ != "sets" for t in predicate_of(clause))
