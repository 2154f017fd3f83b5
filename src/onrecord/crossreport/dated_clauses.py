"""Clauses that tell what took place and say when, whatever their verb."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import Annotations, Proposition, Term, Timex
from onrecord.resources import read_words

_REFERENCES = frozenset(
    {"PRESENT_REF", "PAST_REF", "FUTURE_REF"}
)  # "now", "recently", "soon": no day is meant (TIMEX3)
_BECAME = re.compile(r"\b(?:became|becom(?:es?|ing))\b")
_WHAT = re.compile(r"(?:what|how|why|where|whether)\b", re.IGNORECASE)
_CAN = re.compile(r"\bcan\b")
_START = frozenset({"since", "from"})


@dataclass(frozen=True)
class DatedClause:
    """A proposition, the verb that it tells, and when that took place.

    Attributes:
        is_ahead: whether it is told as what will take place.
    """

    proposition: Proposition
    predicate: Term
    timex: Timex
    is_ahead: bool


def find_dated_clauses(annotations: Annotations) -> Iterator[DatedClause]:
    """The clauses of a report that tell of a deed or a happening with words that say when, in the order of its propositions.

    What lasts ("owned the mill in 1911") has no day, but a beginning ("has owned it since 1911"). What is doubted, denied, asked for or
    supposed is left out; what is announced ("will open on Friday") is not.

    Args:
        annotations: of one report.
    """
    timexes = {t.id: t for t in annotations.timexes}
    text = annotations.report.text
    cues = frozenset(c.start for q in annotations.quotations for c in q.cue)
    for proposition in annotations.propositions:
        timex = timexes.get(proposition.when or "")
        if timex is None or not says_when(timex):
            continue
        verb = _predicate(proposition, text)
        if verb is None or not (verb.pos == "VERB" or verb.lemma == "due") or _is_part(proposition, verb, cues, text):
            continue
        start = proposition.spans[0].start
        lasts = verb.lemma in read_words("lasting_verbs.txt") and timex.signal not in _START
        is_told = not _is_no_deed(proposition) and not _CAN.search(text, start, verb.start)
        if is_told and not lasts and not proposition.supposed:
            yield DatedClause(proposition, verb, timex, is_ahead=proposition.mood == "hypothetical")


def _is_no_deed(proposition: Proposition) -> bool:
    """Whether it is told that something was not so, or will not be; that it was stopped or refused on a day took place on that day."""
    return proposition.denied or (proposition.negative and proposition.mood != "negated")


def _predicate(proposition: Proposition, text: str) -> Term | None:
    """The word that a clause tells; "became", which is no content word of it, before what somebody became."""
    found = next((t for t in proposition.terms if t.role == "root"), None)
    if found is not None and found.pos == "VERB":
        return found
    became = (m for s in proposition.spans for m in _BECAME.finditer(text, s.start, s.end))
    return next((Term("become", "VERB", "root", m.start(), m.end()) for m in became), found)


def says_when(timex: Timex) -> bool:
    """Whether an expression dates what it stands with, and is no length of time and no end."""
    if timex.type == "DURATION":  # "two days after the vote", not "over the last two years" or "in ten minutes"
        return timex.offset is not None and timex.signal in ("after", "before")
    is_day = timex.type in ("DATE", "TIME") and timex.value not in _REFERENCES
    return is_day and not (timex.earliest is None and timex.latest is not None)  # "runs until 2009": no day of its own


def _is_part(proposition: Proposition, verb: Term, cues: frozenset[int], text: str) -> bool:
    """Whether a clause is no more than a part of what is told: that something was said, which a statement tells, or "what they saw"."""
    if _WHAT.match(text, proposition.spans[0].start):
        return True
    announces = verb.start in cues and verb.lemma in read_words("speech_verbs.txt")
    return announces and not any(t.role in ("object", "oblique") for t in proposition.terms)
