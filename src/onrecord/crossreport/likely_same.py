"""Clauses that most probably tell the same in other words, by a model that weighs how they stand to each other.

The rules of `sameness.py` ask for the same words. What they leave apart, a logistic model weighs, over measures of structure and, where the
sentence encoder is installed, of meaning (`pair_measures`); it knows no words (resources/sameness_model.json; benchmarks/train_claims.py).
Whatever it says, two clauses that differ in whether it is so, when, where, how many or who does it stay apart.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

from onrecord.crossreport.clause_meaning import ClauseMeaning, read_clauses
from onrecord.crossreport.known_names import Known, exchange_names, name_others, rest_told, tell_others, undergo_other
from onrecord.crossreport.overlap import Overlap, measure_overlap
from onrecord.crossreport.pair_measures import MEANINGS, MEASURES, Standing, measure_meaning, measure_pair
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.vetoes import AGAINST_MEANING
from onrecord.crossreport.view import StoryView
from onrecord.language.encoding import load_encoder
from onrecord.language.verdicts import FALSE_OF_ACCOUNTS
from onrecord.resources import read_json

_NEAR = 0.5  # product of the vectors of two clauses from which they are worth being measured
_RIVAL = 0.1  # a clause that is less near than another by no more than this is its rival
_LEAST_CLAUSES = (
    5  # of a report; of a shorter one too little is known of what else its clause might tell, and none was learnt from
)
_MOST_PAIRS = 5_000  # of two reports; two that say one thing hundreds of times have millions
_MOST_REPORTS = 200  # accounts of a story that are all compared by meaning; of more only what shares words

_REST = 0.95  # share of all else from which another doer, object or circumstance is meant: "rebels shelled it", "the army shelled it"
_ARGUMENTS = ("subject", "object", "oblique")

TellingId = tuple[str, str]
Pair = tuple[Telling, Telling, Overlap]


@dataclass(frozen=True)
class Likely:
    """Two tellings of different accounts and how probable it is that they tell the same."""

    a: Telling
    b: Telling
    overlap: Overlap
    probability: float
    joined: bool  # whether it is probable enough to be counted, and nothing speaks against it
    against: bool  # whether they differ in what no likeness outweighs


@dataclass(frozen=True)
class _Model:
    weights: tuple[float, ...]  # of the measures as they are
    start: float
    joined: float  # probability from which two clauses are held the same
    shown: float  # and from which they are shown side by side

    def probability(self, values: Sequence[float]) -> float:
        total = self.start + sum(w * v for w, v in zip(self.weights, values, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, total))))


@cache
def _model(name: str) -> _Model:
    """The weights for clauses told by "words" alone, or by "meaning" too."""
    data = read_json("sameness_model.json")
    if (tuple(data["measures"]), tuple(data["meanings"])) != (MEASURES, MEANINGS):
        raise ValueError("resources/sameness_model.json was learnt over other measures: run benchmarks/train_claims.py")
    part = data[name]
    return _Model(tuple(map(float, part["weights"])), *(float(part[k]) for k in ("start", "joined", "shown")))


def find_likely(
    view: StoryView, tellings: Sequence[Telling], leaders: Mapping[str, str], near: Sequence[Pair], known: Known
) -> tuple[Likely, ...]:
    """Pairs that probably tell the same, the likeliest first.

    Args:
        view: the story.
        tellings: from `prepare_tellings`.
        leaders: for each report the one that stands for all copies of its text; only these are compared.
        near: pairs that share much, from `find_pairs`.
        known: what is known of the entities of the story.
    """
    found = []
    for (a, b, overlap), values, model in measure_all(view, tellings, leaders, near, known):
        probability = round(model.probability(values), 4)
        if probability >= model.shown:
            against = speak_against_meaning(a, b, overlap, known)
            found.append(Likely(a, b, overlap, probability, probability >= model.joined and not against, against))
    return tuple(sorted(found, key=lambda p: (-p.probability, p.a.id, p.b.id)))


def speak_against_meaning(a: Telling, b: Telling, overlap: Overlap, known: Known) -> bool:
    """Whether two tellings differ in what no likeness outweighs."""
    if name_others(a, b, known) or exchange_names(a, b) or undergo_other(a, b, known):
        return True
    if _is_called_false(a) != _is_called_false(b):
        return True
    if any(veto(a, b, overlap, known.kin) is not None for veto in AGAINST_MEANING):
        return True
    return any(
        items and rest_told(a, b, items, known) >= _REST
        for role in _ARGUMENTS
        for items in (tell_others(a, b, role, known),)
    )


def _is_called_false(telling: Telling) -> bool:
    """Whether a clause says of what it tells that it is false: "called the report a lie"."""
    return any(t.lemma in FALSE_OF_ACCOUNTS for t in telling.proposition.terms)


def measure_all(
    view: StoryView, tellings: Sequence[Telling], leaders: Mapping[str, str], near: Sequence[Pair], known: Known
) -> Iterator[tuple[Pair, list[float], _Model]]:
    """Each pair of clauses of two accounts that is worth it, with its measures and the model that weighs them."""
    count = Counter(t.report for t in tellings)
    leading = [t for t in tellings if leaders[t.report] == t.report and count[t.report] >= _LEAST_CLAUSES]
    texts = {r: max(1, len(view.of(r).report.text)) for r in {t.report for t in leading}}
    late = {t.id: t.proposition.spans[0].start / texts[t.report] for t in leading}
    pairs = {(a.id, b.id): (a, b, o) for a, b, o in near if a.report != b.report and {a.id, b.id} <= late.keys()}
    encoder = load_encoder() if 1 < len(texts) <= _MOST_REPORTS else None
    if encoder is None:
        for a, b, overlap in pairs.values():
            yield (a, b, overlap), measure_pair(a, b, overlap, (late[a.id], late[b.id]), known), _model("words")
        return
    meaning = read_clauses(view, leading, encoder)
    for a, b, standing in _standings(leading, meaning, pairs.keys()):
        listed = pairs.get((a.id, b.id)) or pairs.get((b.id, a.id))
        overlap = listed[2] if listed else measure_overlap(a, b, known.kin)
        values = measure_pair(a, b, overlap, (late[a.id], late[b.id]), known)
        yield (a, b, overlap), values + measure_meaning(meaning[a.id], meaning[b.id], standing), _model("meaning")


def _standings(
    tellings: Sequence[Telling],
    meaning: Mapping[TellingId, ClauseMeaning],
    near: Collection[tuple[TellingId, TellingId]],
) -> Iterator[tuple[Telling, Telling, Standing]]:
    """The pairs of clauses of two reports whose vectors are near, or that share much, with how each stands among all pairs of the two."""
    by_report: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_report[telling.report].append(telling)
    place = {t.id: n for mine in by_report.values() for n, t in enumerate(mine)}
    vectors = {report: np.stack([meaning[t.id].clause for t in mine]) for report, mine in by_report.items()}
    wanted: dict[tuple[str, str], set[tuple[TellingId, TellingId]]] = defaultdict(set)
    for x, y in near:
        first, second = sorted((x, y))
        wanted[first[0], second[0]].add((first, second))
    for one, other in combinations(sorted(by_report), 2):
        nearness = vectors[one] @ vectors[other].T
        listed = {(place[x], place[y]) for x, y in wanted[one, other]}
        for n, m in sorted(listed.union(_nearest(nearness))):
            yield by_report[one][n], by_report[other][m], _standing(nearness, n, m)


def _nearest(nearness: npt.NDArray[np.float32]) -> Iterator[tuple[int, int]]:
    """Rows and columns of the pairs that are near, at most `_MOST_PAIRS`, the nearest."""
    rows, columns = np.nonzero(nearness >= _NEAR)
    kept = np.argsort(-nearness[rows, columns], kind="stable")[:_MOST_PAIRS]
    return zip(rows[kept].tolist(), columns[kept].tolist(), strict=True)


def _standing(nearness: npt.NDArray[np.float32], n: int, m: int) -> Standing:
    """How the pair in row `n` and column `m` stands among the others of its row and column."""
    value = float(nearness[n, m])
    margins = []
    for line, at in ((nearness[n], m), (nearness[:, m], n)):
        others = np.delete(line, at)
        margins.append(min(_RIVAL, value - float(others.max())) if len(others) else _RIVAL)
    rivals = int((nearness[n] > value - _RIVAL).sum() + (nearness[:, m] > value - _RIVAL).sum())
    return Standing(sum(margin >= 0 for margin in margins), (margins[0], margins[1]), rivals)
