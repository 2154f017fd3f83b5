"""Disputes: aligned propositions of the same event that cannot both be so.

Only what tells of the same thing can be in dispute: the two must share nearly all their words, and the date, the place and the figures of
each must allow that the same event is meant. Inside one report a claim is in dispute where the report passes it on and denies it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.crossreport.claim_alignment import Pair
from onrecord.crossreport.sameness import (
    VETOES,
    Kin,
    Overlap,
    Veto,
    dates_differ,
    figures_differ,
    opposite_predicates,
    polarity_differs,
    roles_swapped,
    subjects_differ,
)
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.model import Annotations, Quotation, Span

Kind = Literal["negation", "number", "date", "place", "actor", "attribution"]
_NOT_YET = re.compile(r"\b(?:has|have)(?:n.t| not| yet)\b", re.IGNORECASE)
_NEARLY = 0.8
_NEARLY_BACK = 0.6
_TOLLS = frozenset({"killed", "injured", "missing", "displaced", "arrested"})


@dataclass(frozen=True)
class Dispute:
    """Two tellings that cannot both be so, or one that says that the other is wrong."""

    a: Telling
    b: Telling
    kind: Kind
    reason: str


def find_dispute(pair: Pair, view: StoryView, kin: Kin) -> Dispute | None:
    """Whether two tellings contradict each other; None where they do not, or where it cannot be told."""
    a, b, overlap = pair
    if not (a.is_actual and b.is_actual) or overlap.high < _NEARLY or overlap.low < _NEARLY_BACK:
        return None
    fired = [v for v in VETOES if v(a, b, overlap, kin) is not None]
    if len(fired) != 1:
        return None
    for kind, rule in RULES:
        if fired[0] in _BELONGS[kind] and rule(a, b, overlap, view):
            return Dispute(a, b, kind, f"{fired[0](a, b, overlap, kin)}: “{a.text}” and “{b.text}”")
    return None


def is_turned_round(a: Telling, b: Telling, overlap: Overlap, view: StoryView) -> bool:
    """One denies what the other tells. "Have not been released" may have changed by the next report; a lost apostrophe denies nothing."""
    lost_apostrophe = a.text != b.text and _letters(a.text) == _letters(b.text)
    if lost_apostrophe or _is_not_yet(a) != _is_not_yet(b) or _is_one_voice(a, b):
        return False
    return a.proposition.negative != b.proposition.negative or opposite_predicates(a, b)


def _is_one_voice(a: Telling, b: Telling) -> bool:
    """Whether both are told by one voice in one report, which does not deny what it tells.

    A clause that borrows its subject ("he caught 59 passes, even while catching none …") speaks of one occasion; unless it is said who
    claims the opposite, it denies nothing of its own report.
    """
    one, other = a.proposition, b.proposition
    if a.report != b.report or one.claimed_by != other.claimed_by:
        return False
    return one.quotation == other.quotation or len(one.spans) > 1 or len(other.spans) > 1


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _is_not_yet(telling: Telling) -> bool:
    return telling.proposition.negative and _NOT_YET.search(telling.text) is not None


def is_miscounted(a: Telling, b: Telling, overlap: Overlap, view: StoryView) -> bool:
    """Exact figures that differ. A toll rises from day to day: it is in dispute only between reports of one day.

    Measures are left out: feet and metres, gross and net, one may be the other.
    """
    counted = all(q.comparator == "=" and q.kind in ("count", "percent", "money") for t in (a, b) for q in t.figures)
    if not counted or len(a.figures) != 1 or len(b.figures) != 1 or a.figures[0].unit != b.figures[0].unit:
        return False
    if any(q.item_class in _TOLLS for t in (a, b) for q in t.figures):
        days = {view.of(t.report).report.published for t in (a, b)}
        return len(days) == 1 and None not in days
    return True


def is_misdated(a: Telling, b: Telling, overlap: Overlap, view: StoryView) -> bool:
    """One date each, and all words but the date the same: else they tell of two happenings."""
    return len(a.dates) == len(b.dates) == 1 and overlap.low >= 0.9


def is_exchanged(a: Telling, b: Telling, overlap: Overlap, view: StoryView) -> bool:
    """Who acts and who is acted upon are exchanged; nothing else differs."""
    return overlap.low >= 0.9 and bool(a.subjects & b.objects) and bool(b.subjects & a.objects)


#: Kinds of dispute in the order in which they are asked, and the veto that must be the only one against sameness.
RULES: tuple[tuple[Kind, Callable[[Telling, Telling, Overlap, StoryView], bool]], ...] = (
    ("negation", is_turned_round),
    ("number", is_miscounted),
    ("date", is_misdated),
    ("actor", is_exchanged),
)
_BELONGS: dict[Kind, tuple[Veto, ...]] = {
    "negation": (polarity_differs,),
    "number": (figures_differ,),
    "date": (dates_differ,),
    "actor": (roles_swapped, subjects_differ),
}


def find_refutations(view: StoryView, tellings: Sequence[Telling]) -> tuple[Dispute, ...]:
    """Where a report says that an account it passes on is wrong ("reports have falsified US intelligence").

    Returns:
        One dispute for each telling that the account holds: `a` is what was refuted, `b` the refutation.
    """
    found = []
    for refutation in tellings:
        words = refutation.proposition.refutes
        if words is None:
            continue
        annotations = view.of(refutation.report)
        accounts = _accounts_of(words, annotations)
        for telling in tellings if accounts else ():
            before = telling.report == refutation.report and telling.proposition.spans[0].start < words.start
            if before and telling.proposition.quotation in accounts and _is_main(telling, tellings):
                reason = f"“{refutation.text}” says that what “{telling.text}” rests on is wrong"
                found.append(Dispute(telling, refutation, "attribution", reason))
    return tuple(found)


def _is_main(telling: Telling, tellings: Sequence[Telling]) -> bool:
    """Whether a telling is what an account says, not a relative clause in it."""
    own = telling.proposition.spans[0]
    others = (t.proposition for t in tellings if t.report == telling.report and t.id != telling.id)
    return not any(
        p.quotation == telling.proposition.quotation and p.spans[0].start < own.start < p.spans[-1].end for p in others
    )


def _accounts_of(words: Span, annotations: Annotations) -> frozenset[str]:
    """The quotations before `words` whose speaker they name: all the words of the shorter stand in the longer."""
    text = annotations.report.text
    named = _word_set(words.of(text))
    return frozenset(
        q.id for q in annotations.quotations if q.content[0].start < words.start and _names_speaker(named, q, text)
    )


def _names_speaker(named: frozenset[str], quotation: Quotation, text: str) -> bool:
    speaker = (
        frozenset().union(*(_word_set(s.of(text)) for s in quotation.speaker)) if quotation.speaker else frozenset()
    )
    return bool(named and speaker) and (named <= speaker or speaker <= named)


def _word_set(words: str) -> frozenset[str]:
    return frozenset(
        w for w in "".join(c if c.isalnum() else " " for c in words.lower()).split() if w not in ("the", "a", "s")
    )
