"""Which reports may tell of the same happening: those that share telling words. Never by comparing all pairs."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from onrecord.crossreport.profiles import Parts, Vector, likeness_of, multiply, telling_features

_FEATURES = 40  # telling features of a report that are looked up
_COMMON = 16  # a feature of more reports than this ties each to the next few only
_STEPS = 4
_KEPT = 24  # neighbours kept a report
_LEAST = 0.03  # likeness below which two reports are no neighbours

Numbers = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]


def find_neighbours(vectors: Sequence[Vector]) -> dict[tuple[int, int], Parts]:
    """Likeness, by channel, of the pairs (i, j), i < j, that share telling features; at most `_KEPT` a report, the likest."""
    features, owners, values = _postings(vectors)
    if not len(features):
        return {}
    codes, likeness = _pair_up(features, owners, values, len(vectors))
    pairs = _best(codes, likeness, len(vectors))
    exact = {pair: multiply(vectors[pair[0]], vectors[pair[1]]) for pair in pairs}
    return {pair: value for pair, value in exact.items() if likeness_of(value) >= _LEAST}


def _postings(vectors: Sequence[Vector]) -> tuple[Numbers, Numbers, Values]:
    """The weightiest features of each report, sorted by feature, then report."""
    found = [[(f, v[f]) for f in telling_features(v, _FEATURES)] for v in vectors]
    features = np.array([f for mine in found for f, _ in mine], dtype=np.int64)
    values = np.array([v for mine in found for _, v in mine], dtype=np.float64)
    owners = np.repeat(np.arange(len(found)), [len(mine) for mine in found])
    order = np.lexsort((owners, features))
    return features[order], owners[order], values[order]


def _pair_up(features: Numbers, owners: Numbers, values: Values, number: int) -> tuple[Numbers, Values]:
    """Codes i * number + j of the pairs that share features, sorted, and what these features add to their likeness."""
    starts = np.flatnonzero(np.concatenate(([True], features[1:] != features[:-1])))
    lengths = np.diff(np.concatenate((starts, [len(features)])))
    place = np.arange(len(features)) - np.repeat(starts, lengths)
    length = np.repeat(lengths, lengths)
    codes, parts = [], []
    for step in range(1, _COMMON):
        ahead = np.flatnonzero((place + step < length) & ((length <= _COMMON) | (step <= _STEPS)))
        codes.append(owners[ahead] * number + owners[ahead + step])
        parts.append(values[ahead] * values[ahead + step])
    distinct, inverse = np.unique(np.concatenate(codes), return_inverse=True)
    likeness = np.bincount(inverse, weights=np.concatenate(parts), minlength=len(distinct)).astype(np.float64)
    return distinct, likeness


def _best(codes: Numbers, likeness: Values, number: int) -> list[tuple[int, int]]:
    kept = []
    seen = [0] * number
    for at in np.lexsort((codes, -likeness)):
        a, b = divmod(int(codes[at]), number)
        if seen[a] < _KEPT or seen[b] < _KEPT:
            kept.append((a, b))
            seen[a] += 1
            seen[b] += 1
    return sorted(kept)
