"""How two clauses of a story stand to each other, in numbers: what a model is told that weighs whether they tell the same.

Structure and word classes, and, where the sentence encoder is installed, how near the vectors are (`MEANINGS`): no word, name or phrase.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.crossreport.amounts import share_amount
from onrecord.crossreport.clause_meaning import ClauseMeaning
from onrecord.crossreport.cores import figures_of, share_core, share_figure, share_length, share_toll
from onrecord.crossreport.items import LIGHT
from onrecord.crossreport.known_names import Known, rest_told, tell_others
from onrecord.crossreport.overlap import Overlap
from onrecord.crossreport.tellings import Telling

ROLES = ("root", "subject", "object", "oblique", "modifier")
_TOLD = ("root", "subject", "object", "oblique")
_MARKS = ("to_come", "supposed", "points_back", "taken_for_granted", "denied", "claimed_by", "left_open")
#: Of what both tell, by words, entities and numbers.
MEASURES = (
    "most_shared", "least_shared", "weight_shared",  # shares of the one's weight that the other tells, and the weight
    *(f"both_{role}" for role in ROLES),  # how like what stands in one role in both is, 0..1
    *(f"{role}_differs" for role in _TOLD),  # both have such, and none of either is told by the other
    *(f"{role}_alone_differs" for role in _TOLD),  # times how much of all else is told: "rebels shelled it", "the army shelled it"
    "roles_exchanged", "names_shared", "words_shared",  # how many
    "people_shared", "people_differ", "people_of_one",
    "numbers_shared", "numbers_differ", "numbers_of_one",
    "figures_shared", "figures_differ", "figures_of_one",
    "days_of_one", "days_of_both", "day_shared",
    "one_speaker", "one_quoted", "speakers_differ",
    "apart_in_text", "late_in_text",  # 0..1 of the length of the report
    "core", "figure", "toll", "length", "amount",
    "light_verbs", "pronouns", "without_subject",  # of the two, how many
    *(f"{mark}_of_one" for mark in _MARKS),  # a mark of the proposition that one has
)  # fmt: skip
#: How near their vectors are; after `MEASURES`.
MEANINGS = (
    "clauses", "sentences", "pieces_low", "pieces_high",  # of the whole clauses, their sentences, and piece by piece either way
    "roots", "root_told_low", "root_told_high", "has_roots",  # of the predicates, to each other and to any word
    "objects", "object_told_low", "object_told_high", "has_objects",
    "nearest", "margin_low", "margin_high", "rivals",  # among the clauses of the other's report
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """How a pair stands among all pairs of its two reports."""

    nearest: int  # for how many of the two the other is the nearest clause of its report, 0..2
    margins: tuple[float, float]  # by how much it is nearer than the next one, from either side
    rivals: int  # clauses of either report that are nearly as near


def measure_pair(a: Telling, b: Telling, overlap: Overlap, late: tuple[float, float], known: Known) -> list[float]:
    """`MEASURES` of two tellings.

    Args:
        a: the one whose report comes first by its id; what is counted is counted from its side.
        b: the other.
        overlap: of the two, from that side.
        late: where each begins in its report, 0..1.
        known: what is known of the entities of the story.
    """
    differs = [tell_others(a, b, role, known) for role in _TOLD]
    return [
        overlap.high,
        overlap.low,
        overlap.shared,
        *(_in_role(overlap, role) for role in ROLES),
        *(float(bool(items)) for items in differs),
        *(rest_told(a, b, items, known) ** 2 if items else 0.0 for items in differs),
        float(sum(i.role != j.role for i, j, _ in overlap.pairs)),
        float(sum(i.is_entity for i, _, _ in overlap.pairs)),
        float(sum(not (i.is_entity or i.is_pronoun) for i, _, _ in overlap.pairs)),
        *_compare(_people(a), _people(b), both_only=True),
        *_compare(_numbers(a), _numbers(b)),
        *_compare(figures_of(a), figures_of(b)),
        *_days(a, b),
        *_speakers(a, b),
        abs(late[0] - late[1]),
        max(late),
        *(float(shares(a, b, overlap)) for shares in _RULES),
        float(sum(any(i.key in LIGHT for i in t.roots) for t in (a, b))),
        float(sum(any(i.is_pronoun for i in t.items if i.role == "subject") for t in (a, b))),
        float(sum(not any(i.role == "subject" for i in t.items) for t in (a, b))),
        *(float(_has(a, mark) != _has(b, mark)) for mark in _MARKS),
    ]


_RULES: tuple[Callable[[Telling, Telling, Overlap], bool], ...] = (
    share_core,
    share_figure,
    share_toll,
    share_length,
    share_amount,
)


def measure_meaning(a: ClauseMeaning, b: ClauseMeaning, standing: Standing) -> list[float]:
    """`MEANINGS` of two clauses; what one of them lacks is 0, and said to be so."""
    pieces = a.pieces @ b.pieces.T
    ways = sorted((float(pieces.max(axis=1).mean()), float(pieces.max(axis=0).mean())))
    words = a.words @ b.words.T
    return [
        float(a.clause @ b.clause),
        float(a.sentence @ b.sentence),
        *ways,
        *_nearness(words, a.roots, b.roots),
        *_nearness(words, a.objects, b.objects),
        float(standing.nearest),
        *sorted(standing.margins),
        float(standing.rivals),
    ]


def _nearness(words: npt.NDArray[np.float32], mine: Sequence[int], theirs: Sequence[int]) -> list[float]:
    """How near the words of a role are to each other, and to any word of the other, the less near way first; whether both have such."""
    if not words.size or not mine or not theirs:
        return [0.0, 0.0, 0.0, 0.0]
    told = sorted((float(words[mine].max()), float(words[:, theirs].max())))
    return [float(words[np.ix_(mine, theirs)].max()), *told, 1.0]


def _in_role(overlap: Overlap, role: str) -> float:
    return max((value for i, j, value in overlap.pairs if i.role == j.role == role), default=0.0)


def _compare(mine: Iterable[Hashable], theirs: Iterable[Hashable], both_only: bool = False) -> list[float]:
    """How many are shared; whether both have some that the other has not (with `both_only`), or share none; whether one alone has any."""
    ours, others = frozenset(mine), frozenset(theirs)
    shared = len(ours & others)
    differ = bool(ours - others and others - ours) if both_only else bool(ours and others and not shared)
    return [float(shared), float(differ), float(bool(ours) != bool(others))]


def _people(telling: Telling) -> set[str]:
    return {i.key for i in telling.items if i.kind == "person"}


def _numbers(telling: Telling) -> set[float]:
    return {*telling.loose_numbers, *(q.value for q in telling.figures if q.value is not None)}


def _days(a: Telling, b: Telling) -> list[float]:
    dated = [bool(t.dates or t.calendar_days) for t in (a, b)]
    return [float(dated[0] != dated[1]), float(all(dated)), float(bool(set(a.dates) & set(b.dates)))]


def _speakers(a: Telling, b: Telling) -> list[float]:
    quoted = [bool(t.proposition.quotation) for t in (a, b)]
    one = bool(a.speakers & b.speakers)
    return [float(one), float(quoted[0] != quoted[1]), float(all(quoted) and not one)]


def _has(telling: Telling, mark: str) -> bool:
    return getattr(telling.proposition, mark) not in (None, False)
