"""Which reports may share text: candidates for a closer look, found through shared runs of words, never by comparing all pairs."""

from array import array
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from onrecord.crossreport.alignment import Wording

_RUN = 3  # content words to a shingle: function words are out already, so it spans five or six words of print
_COMMON = 8  # a shingle in more reports than this pairs each with its neighbours and the longest report only
_SHARED = 3  # shingles two reports must share to be looked at
_PARTNERS = 24  # candidates kept a report, those with most shared shingles first

_MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
Numbers = npt.NDArray[np.int64]


def propose_pairs(wordings: Sequence[Wording]) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j, of wordings that share several runs of words outside quotations and furniture; sorted.

    The work grows with the number of words, not with that of pairs: a run of words in `_COMMON` reports or more ties each of them to
    its neighbour in length and to the longest, which is enough to find all copies of one text.
    """
    shingles, owners = _postings(wordings)
    if not len(shingles):
        return []
    sizes = np.array([w.size for w in wordings], dtype=np.int64)
    ranks = np.empty(len(wordings), dtype=np.int64)
    ranks[np.lexsort((np.arange(len(wordings)), -sizes))] = np.arange(len(wordings))  # the longest report first
    order = np.lexsort((ranks[owners], shingles))
    pairs = _pair_up(shingles[order], owners[order], len(wordings))
    codes, counts = np.unique(pairs, return_counts=True)
    codes, counts = codes[counts >= _SHARED], counts[counts >= _SHARED]
    return _keep_best(codes, counts, len(wordings))


def _postings(wordings: Sequence[Wording]) -> tuple[npt.NDArray[np.uint64], Numbers]:
    """Each shingle of each report once, with the report."""
    found, owners = [], []
    for number, wording in enumerate(wordings):
        runs = [
            _shingle(s.own)
            for i, s in enumerate(wording.sentences)
            if i not in wording.furniture and len(s.own) >= _RUN
        ]
        if runs:
            mine = np.unique(np.concatenate(runs))
            found.append(mine)
            owners.append(np.full(len(mine), number, dtype=np.int64))
    if not found:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    return np.concatenate(found), np.concatenate(owners)


def _shingle(codes: "array[int]") -> npt.NDArray[np.uint64]:
    words = np.array(codes, dtype=np.uint64)
    runs: npt.NDArray[np.uint64] = (
        words[:-2] * _MULTIPLIERS[0] + words[1:-1] * _MULTIPLIERS[1] + words[2:] * _MULTIPLIERS[2]
    )
    return runs


def _pair_up(shingles: npt.NDArray[np.uint64], owners: Numbers, number: int) -> Numbers:
    """Codes i * number + j of the pairs that each shingle proposes."""
    starts = np.flatnonzero(np.concatenate(([True], shingles[1:] != shingles[:-1])))
    lengths = np.diff(np.concatenate((starts, [len(shingles)])))
    place = np.arange(len(shingles)) - np.repeat(starts, lengths)  # within the group of one shingle
    length = np.repeat(lengths, lengths)
    made = []
    for step in range(1, _COMMON):
        ahead = np.flatnonzero((place + step < length) & ((length <= _COMMON) | (step == 1)))
        made.append(_code(owners[ahead], owners[ahead + step], number))
    far = np.flatnonzero((length > _COMMON) & (place > 1))
    made.append(_code(owners[far], owners[far - place[far]], number))
    return np.concatenate(made)


def _code(a: Numbers, b: Numbers, number: int) -> Numbers:
    return np.minimum(a, b) * number + np.maximum(a, b)


def _keep_best(codes: Numbers, counts: Numbers, number: int) -> list[tuple[int, int]]:
    """The pairs that are among the best `_PARTNERS` of either report."""
    kept: list[tuple[int, int]] = []
    seen = [0] * number
    for at in np.lexsort((codes, -counts)):
        a, b = divmod(int(codes[at]), number)
        if seen[a] < _PARTNERS or seen[b] < _PARTNERS:
            kept.append((a, b))
            seen[a] += 1
            seen[b] += 1
    return sorted(kept)
