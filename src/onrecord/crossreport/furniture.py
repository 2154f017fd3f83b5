"""Page furniture: sentences that recur under reports which have nothing else in common (subscription notes, footers, about-boxes)."""

import zlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache

import numpy as np

from onrecord.crossreport.wording import Sentence, encode_word
from onrecord.resources import read_table

_OFTEN = 3  # reports in which a sentence must recur
_SAMPLES = 6  # of them are compared with each other
_REST = 0.3  # share of own words beside what two reports share, below which they are one text and prove nothing
_COMMON_RANK = 3000  # words that are commoner in English do not show what a report is about
_RELATED = 3  # telling words that the rests of two reports on one matter have in common at least,
_RELATED_PART = 0.08  # and the share they make of those of the shorter rest

Report = Sequence[Sentence]


def find_furniture(reports: Sequence[Report], known: Collection[int] = ()) -> list[frozenset[int]]:
    """For each report, the indices of its sentences that are page furniture.

    A sentence of a wire text that forty papers print recurs as well: but there the texts around it are the same, or tell of the same.
    So a recurring sentence is furniture where the reports that print it fall into three sets or more that have nothing else in common.

    Args:
        reports: each as its sentences.
        known: keys of sentences that were found to be furniture before (`sentence_key`).
    """
    keys = [[sentence_key(s) for s in report] for report in reports]
    found: list[set[int]] = [{i for i, key in enumerate(mine) if key in known} for mine in keys]
    for places in _recurring(keys):
        holders = [report for report, _ in places]
        if _is_furniture(holders, reports, keys):
            for report, index in places:
                found[report].add(index)
    return [frozenset(f) for f in found]


def sentence_key(sentence: Sentence) -> int:
    """The same for two sentences of the same content words."""
    return zlib.crc32(b" ".join(b"%d" % c for c in sentence.codes))


def _recurring(keys: Sequence[Sequence[int]]) -> list[list[tuple[int, int]]]:
    """(report, sentence) of each sentence that stands in several reports, in the order of their first occurrence."""
    flat = np.array([k for mine in keys for k in mine], dtype=np.int64)
    if not len(flat):
        return []
    owner = np.repeat(np.arange(len(keys)), [len(mine) for mine in keys])
    values, counts = np.unique(flat, return_counts=True)
    often = frozenset(values[counts >= _OFTEN].tolist())
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for report in np.unique(owner[np.isin(flat, list(often))]).tolist() if often else ():
        for index, key in enumerate(keys[report]):
            if key in often:
                places[key].append((report, index))
    return [p for p in places.values() if len({report for report, _ in p}) >= _OFTEN]


def _is_furniture(holders: Sequence[int], reports: Sequence[Report], keys: Sequence[Sequence[int]]) -> bool:
    """Whether the reports fall into several sets that have nothing in common. A text, its copies and one excerpt of it make two."""
    different = list(dict.fromkeys(holders))
    step = max(1, len(different) // _SAMPLES)
    sample = different[::step][:_SAMPLES]
    sets: list[list[int]] = []
    for report in sample:
        near = [s for s in sets if any(not are_alien(report, other, reports, keys) for other in s)]
        sets = [s for s in sets if s not in near] + [[report, *(r for s in near for r in s)]]
    return len(sets) >= max(_OFTEN, len(sample) / 2)


def are_alien(a: int, b: int, reports: Sequence[Report], keys: Sequence[Sequence[int]]) -> bool:
    """Whether two reports have much text beside the sentences they share, and nothing in common there."""
    common = frozenset(keys[a]) & frozenset(keys[b])
    rests = [_rest(reports[r], keys[r], common) for r in (a, b)]
    related = max(_RELATED, _RELATED_PART * min(len(words) for _, words in rests))
    return all(enough for enough, _ in rests) and len(rests[0][1] & rests[1][1]) < related


def _rest(report: Report, keys: Sequence[int], common: frozenset[int]) -> tuple[bool, frozenset[int]]:
    """Whether much remains of a report without the common sentences, and the telling words of what remains."""
    apart = [s for s, key in zip(report, keys, strict=True) if key not in common]
    words = sum(len(s.codes) for s in apart)
    enough = words >= _REST * sum(len(s.codes) for s in report)
    return enough, frozenset(c for s in apart for c in s.codes) - common_words()


@cache
def common_words() -> frozenset[int]:
    """Codes of the words that are too common in English to show what a report is about."""
    ranks = read_table("word_ranks.csv")
    return frozenset(encode_word(row["word"]) for row in ranks if int(row["rank"]) <= _COMMON_RANK)
