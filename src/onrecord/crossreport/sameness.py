"""Whether two propositions of a story are the same. Pure, on prepared tellings.

A false corroboration is worse than a missed one: every rule of `vetoes.VETOES` is enough to keep two propositions apart, and what is left
must cover each other's words, with the predicate among them.
"""

import re
from dataclasses import dataclass

from onrecord.crossreport.amounts import share_amount, share_loss
from onrecord.crossreport.cores import share_core, share_figure, share_length, share_toll
from onrecord.crossreport.overlap import MUCH, Kin, Overlap
from onrecord.crossreport.same_words import quote_one_sentence
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.vetoes import OF_AMOUNTS, OF_FIGURES, OF_LITTLE, OF_LOSSES, OF_TOLLS, OF_WORDS, VETOES

ENOUGH = 0.72  # share of the shorter one's weight that the other must tell
ENOUGH_BACK = 0.34  # share of the longer one's weight, where much is shared
ENOUGH_BACK_OF_LITTLE = 0.5  # and where little is
ENOUGH_OF_MUCH = 0.55  # share of the shorter one's weight where much is shared in all
BACK_OF_MUCH = 0.3  # and of the longer one's
_LEAST_OF_SPEAKER = 1.3
_BACK_OF_SPEAKER = 0.4
LEAST_OF_HEADLINE = 0.8
LEAST = 1.0  # matched weight: two short clauses share too little to be held the same
LEAST_DATED = 0.8  # the same, where one tells all that the other does, of one date
_ALL = 0.99  # share from which the same words also mean the same people and things
_WORD = re.compile(r"\w+")
ENOUGH_OF_HEADLINE = 0.5  # share of a headline that its own report must tell: it is a short form of what follows


@dataclass(frozen=True)
class Likeness:
    """How two tellings compare."""

    same: bool
    score: float  # 0..1
    kind: str | None = None  # kind of conflict; None: none
    reasons: tuple[str, ...] = ()


def judge_overlap(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> Likeness:
    """Compare two propositions.

    Args:
        a: one telling; the order of the two changes nothing but the order inside the reasons.
        b: the other.
        overlap: of the two, as `measure_overlap` tells it.
        kin: entity pairs that may stand for each other (an organisation and whoever speaks for it).
    """
    score = round(0.6 * overlap.high + 0.4 * overlap.low, 4)
    if quote_one_speaker(a, b, overlap):
        return Likeness(True, score, None, ("both quote the same words of one speaker",))
    back = ENOUGH_BACK if overlap.shared >= MUCH or tell_of_one(overlap) else ENOUGH_BACK_OF_LITTLE
    core = share_core(a, b, overlap) or share_length(a, b, overlap)
    figure = share_figure(a, b, overlap)
    much = overlap.shared >= MUCH and overlap.high >= ENOUGH_OF_MUCH and overlap.low >= BACK_OF_MUCH
    much = much or say_alike(a, b, overlap)
    amount, toll = share_amount(a, b, overlap), share_toll(a, b, overlap)
    least = LEAST_DATED if overlap.high >= _ALL and set(a.dates) & set(b.dates) else LEAST
    little = overlap.high < ENOUGH or overlap.low < back or overlap.shared < least
    if little and not (core or figure or amount or toll or much):
        return Likeness(False, score)
    alike = overlap.low >= _ALL and _words(a) == _words(b)
    passed = (
        (OF_WORDS if alike else frozenset())
        | (OF_LITTLE if core else frozenset())
        | (OF_FIGURES if figure else frozenset())
        | ((OF_LOSSES if share_loss(a, b) else OF_AMOUNTS) if amount else frozenset())
        | (OF_TOLLS if toll else frozenset())
    )
    for veto in VETOES:
        if veto not in passed and (reason := veto(a, b, overlap, kin)) is not None:
            return Likeness(False, score, None, (reason,))
    if overlap.pairs or not (amount or toll):
        return Likeness(True, score, None, (told_alike(overlap),))
    return Likeness(True, score, None, ("both give one toll" if toll else "both tell one matter of one amount",))


def say_alike(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether one speaker is cited with the same predicate and about half of the words: reporters put it each in their own."""
    if not a.speakers & b.speakers or overlap.shared < _LEAST_OF_SPEAKER:
        return False
    return _share_predicate(overlap) and overlap.high >= ENOUGH_OF_MUCH and overlap.low >= _BACK_OF_SPEAKER


def quote_one_speaker(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether both print the same words of one speaker in quotation marks, the predicate among them: whatever each tells besides, these
    were said."""
    if not a.speakers & b.speakers or a.proposition.negative != b.proposition.negative:
        return False
    return _share_predicate(overlap) and quote_one_sentence(a.quoted, b.quoted)


def _words(telling: Telling) -> list[str]:
    return _WORD.findall(telling.text.lower())


def judge_headline(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> Likeness:
    """Whether the text of a report tells what its headline tells. A headline leaves out and sums up, so less need be shared."""
    told = overlap.forth if a.proposition.headline else overlap.back
    score = round(0.6 * overlap.high + 0.4 * overlap.low, 4)
    predicate = any("root" in (i.role, j.role) for i, j, _ in overlap.pairs)
    if told < ENOUGH_OF_HEADLINE or not predicate or overlap.shared < LEAST_OF_HEADLINE:
        return judge_overlap(a, b, overlap, kin)
    for veto in VETOES:
        if (reason := veto(a, b, overlap, kin)) is not None:
            return Likeness(False, score, None, (reason,))
    return Likeness(True, score, None, (f"a headline and its text: {told_alike(overlap)}",))


def tell_of_one(overlap: Overlap) -> bool:
    """Whether both tell a shared predicate of a shared entity in one role; `share_core` asks for more."""
    return _share_predicate(overlap) and any(
        i.is_entity and i.role == j.role and i.role in ("subject", "object") for i, j, _ in overlap.pairs
    )


def _share_predicate(overlap: Overlap) -> bool:
    return any(i.role == j.role == "root" for i, j, _ in overlap.pairs)


def told_alike(overlap: Overlap) -> str:
    words = [
        f"“{i.key}”" if i.key == j.key else f"“{i.key}” and “{j.key}”" for i, j, _ in overlap.pairs if not i.is_entity
    ]
    names = sum(1 for i, _, _ in overlap.pairs if i.is_entity)
    told = ", ".join(words[:6]) or "no word"
    return f"both tell {told}" + (f", and name {names} entit{'y' if names == 1 else 'ies'} in common" if names else "")
