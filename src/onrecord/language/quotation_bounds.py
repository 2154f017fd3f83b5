"""Arithmetic over the tokens of a report: next word, running counts, edges of subtrees, chains of quoted paragraphs."""

from collections.abc import Iterable
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from onrecord.language.quotation_regions import Region, Regions
from onrecord.language.quotation_tokens import Tokens

DOUBLE = frozenset({'"', "“", "”", "''", "``"})
_CUTS = frozenset(
    "advcl prep conj cc punct relcl acl npadvmod appos mark ccomp xcomp parataxis advmod dobj agent dep attr".split()
)


class Bounds:
    """Tokens and regions of one report with what can be counted ahead."""

    def __init__(self, tokens: Tokens, regions: Regions) -> None:
        self.t, self.regions = tokens, regions
        count = len(tokens.text)
        self.words = _running(tokens.word)  # words before an index
        places = [i if is_word else count for i, is_word in enumerate(tokens.word)]
        self.next_word = list(accumulate(reversed(places), min, initial=count))[::-1]  # first word at or after an index
        behind = [i + 1 if is_word else 0 for i, is_word in enumerate(tokens.word)]
        self.past_word = list(accumulate(behind, max, initial=0))  # one past the last word before an index
        self.verbs = _running(p in ("VERB", "AUX") for p in tokens.pos)
        self.marks = _running(x in DOUBLE for x in tokens.text)
        self.subjects = _running(d in ("nsubj", "nsubjpass") for d in tokens.dep)
        self.counted: NDArray[np.int64] = np.array(self.words)  # the same for numpy
        self._cuts: dict[int, list[int]] = {}
        self._tops: dict[tuple[int, int], int] = {}
        self._paths: dict[tuple[int, int], str] = {}
        # names of features of the first and last words of contents, kept by who describes them; "seen" as from a cue
        self.first: dict[int, tuple[str, ...]] = {}
        self.last: dict[int, tuple[str, ...]] = {}
        self.first_seen: dict[int, tuple[str, ...]] = {}
        self.last_seen: dict[int, tuple[str, ...]] = {}

    def cuts(self, i: int) -> list[int]:
        """Where the right-hand attachments of a token begin."""
        known = self._cuts.get(i)
        if known is None:
            t = self.t
            known = self._cuts[i] = [t.left[k] for k in t.children[i] if k > i and t.dep[k] in _CUTS]
        return known

    def chain_end(self, region: Region) -> int:
        """End of a region, or of the last of the wholly quoted paragraphs that follow it."""
        t, items = self.t, self.regions.items
        number = self.regions.at[region.start]
        last = t.paragraphs[t.paragraph[region.start]][1]
        if region.end < last - 1 and not self.regions.items[number].single:
            return region.end
        while number + 1 < len(items) and (items[number + 1].whole or items[number + 1].continues):
            if t.paragraph[items[number + 1].start] != t.paragraph[items[number].start] + 1:
                break
            number += 1
        return items[number].end

    def chain_start(self, region: Region) -> int:
        """Start of a region, or of the first one that it continues."""
        number = self.regions.at[region.start]
        while number > 0 and self.regions.items[number].continues:
            number -= 1
        return self.regions.items[number].start

    def carried_start(self, region: Region) -> int:
        """Start of the quotation that a region has a later line of."""
        number = self.regions.at[region.start]
        while number > 0 and self.regions.items[number].carried:
            number -= 1
        return self.regions.items[number].start

    def carried_end(self, region: Region) -> int:
        """End of the last line of the quotation that a region begins or goes on with."""
        items, number = self.regions.items, self.regions.at[region.start]
        while number + 1 < len(items) and items[number + 1].carried:
            number += 1
        return items[number].end

    def top(self, start: int, cue: int) -> int:
        """The highest token whose subtree begins at `start` and does not hold the cue."""
        known = self._tops.get((start, cue))
        if known is None:
            known = self._tops[start, cue] = self._find_top(start, cue)
        return known

    def _find_top(self, start: int, cue: int) -> int:
        t, top = self.t, start
        while t.head[top] != top and t.head[top] != cue:
            above = t.head[top]
            if self.next_word[t.left[above]] != start or t.left[above] <= cue <= t.right[above]:
                break
            top = above
        return top

    def top_right(self, end: int, cue: int) -> int:
        """The highest token whose subtree ends before `end` and does not hold the cue."""
        t, top = self.t, end - 1
        while t.head[top] != top and t.head[top] != cue:
            above = t.head[top]
            if self.past_word[t.right[above] + 1] != end or t.left[above] <= cue <= t.right[above]:
                break
            top = above
        return top

    def path(self, top: int, cue: int) -> str:
        """How a token hangs on the cue."""
        known = self._paths.get((top, cue))
        if known is None:
            known = self._paths[top, cue] = self._find_path(top, cue)
        return known

    def _find_path(self, top: int, cue: int) -> str:
        t = self.t
        if t.head[top] == cue:
            return t.dep[top]
        deps, at = [t.dep[top]], t.head[top]
        for _ in range(3 if at != top else 0):
            deps.append(t.dep[at])
            if t.head[at] == cue:
                return ">".join(reversed(deps))
            if t.head[at] == at:
                break
            at = t.head[at]
        if t.head[cue] == top:
            return "up:" + t.dep[cue]
        if t.head[top] == t.head[cue]:
            return "side:" + t.dep[top] + ":" + t.dep[cue]
        return "far" if t.sentence[top] == t.sentence[cue] else "other sentence"


def _running(flags: Iterable[bool]) -> list[int]:
    """How many are true before each index."""
    return list(accumulate(flags, initial=0))
