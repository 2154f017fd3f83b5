"""Groups of labels put together by what their words mean: average linkage, by the sentence encoder or by the words they have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from onrecord.crossreport.label_reading import singular, words_of
from onrecord.language.encoding import load_encoder
from onrecord.language.name_keys import fold
from onrecord.language.word_relations import stem
from onrecord.resources import read_words

Matrix = npt.NDArray[np.float64]
_NEAR = 0.31  # mean product of the vectors of two groups, with the encoder
_NEAR_IN_WORDS = 0.03  # with the words in common
_NEVER = -1.0  # of groups that are not put together


@dataclass(frozen=True)
class LabelGroup:
    """Labels held to mean one thing."""

    key: str
    labels: tuple[str, ...]
    kind: str  # what most mentions are of: one "person", several "people" or a "thing"
    owner: str = ""  # key of the person whose it is; "" where none is told


def join_by_meaning(groups: Sequence[LabelGroup], counts: Mapping[str, int]) -> dict[str, str]:
    """Put groups together whose labels are near to one another on average, the nearest first.

    People are never put with things, nor one with several, nor what belongs to one person with what belongs to another. Where the
    encoder is not installed, the words that labels have in common decide.

    Args:
        groups: some hundreds at most, as of one story.
        counts: how often each label is printed.

    Returns:
        For the key of each group that of the largest of those it is put with, which may be its own.
    """
    if not groups:
        return {}
    ordered = sorted(groups, key=lambda g: (-sum(counts[x] for x in g.labels), g.key))
    weights = np.array([float(sum(counts[x] for x in g.labels)) for g in ordered])
    vectors, near = _vectors(sorted({x for g in ordered for x in g.labels}))
    sums = [sum((vectors[x] * counts[x] for x in g.labels), np.zeros_like(vectors[g.labels[0]])) for g in ordered]
    leaders = _link(np.array(sums) / weights[:, None], weights, _barred(ordered), near)
    return {g.key: ordered[leader].key for g, leader in zip(ordered, leaders, strict=True)}


def _vectors(labels: Sequence[str]) -> tuple[dict[str, Matrix], float]:
    """A vector of length 1 for each label, and how near two are that mean one thing."""
    encoder = load_encoder()
    if encoder is not None:
        return {x: np.asarray(encoder.encode(x), dtype=np.float64) for x in labels}, _NEAR
    telling = {x: _telling_words(x) for x in labels}
    place = {w: n for n, w in enumerate(sorted({w for words in telling.values() for w in words}))}
    return {x: _in_words(words, place) for x, words in telling.items()}, _NEAR_IN_WORDS


def _in_words(words: frozenset[str], place: Mapping[str, int]) -> Matrix:
    vector = np.zeros(max(1, len(place)))
    for word in words:
        vector[place[word]] = 1 / len(words) ** 0.5
    return vector


@cache
def _telling_words(label: str) -> frozenset[str]:
    """The stems of the words of a label that say what it is about."""
    plain = (fold(w).rstrip(".") for w in words_of(label))
    return frozenset(stem(singular(w)) for w in plain if len(w) > 1 and w not in read_words("function_words.txt"))


def _barred(groups: Sequence[LabelGroup]) -> npt.NDArray[np.bool_]:
    """Which groups are not put together: people with things, one with several, what is one person's with another's."""
    kinds = np.array([g.kind for g in groups])
    owners = np.array([g.owner for g in groups])
    owned = owners != ""
    others = (owners[:, None] != owners[None, :]) & owned[:, None] & owned[None, :]
    barred: npt.NDArray[np.bool_] = (kinds[:, None] != kinds[None, :]) | others
    return barred


def _link(means: Matrix, weights: Matrix, barred: npt.NDArray[np.bool_], near: float) -> list[int]:
    """For each row the row that leads its group, by average linkage; groups as heavy as their mentions."""
    means, weights = means.copy(), weights.copy()
    likeness = np.where(barred, _NEVER, means @ means.T)
    np.fill_diagonal(likeness, _NEVER)
    leader = list(range(len(means)))
    while True:
        one, other = divmod(int(likeness.argmax()), len(means))
        if likeness[one, other] < near:
            return leader
        kept, gone = min(one, other), max(one, other)  # rows stand by weight
        total = weights[kept] + weights[gone]
        means[kept] = (means[kept] * weights[kept] + means[gone] * weights[gone]) / total
        weights[kept] = total
        row = np.where((likeness[kept] == _NEVER) | (likeness[gone] == _NEVER), _NEVER, means @ means[kept])
        likeness[kept], likeness[:, kept] = row, row
        likeness[gone], likeness[:, gone] = _NEVER, _NEVER
        leader = [kept if x == gone else x for x in leader]
