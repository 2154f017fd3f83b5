"""Where the content of a statement may begin and end, given its cue: candidates and what they look like.

Candidates are made generously from subtrees, remainders of the sentence and stretches in quotation marks, each also cut before its
right-hand attachments and extended over conjuncts; the ranker chooses. Three modes: right of the cue, left of it, or both sides with
the cue's clause as a hole.
"""

from dataclasses import dataclass, field
from functools import cached_property

from onrecord.language.quotation_bounds import Bounds
from onrecord.language.quotation_cues import find_cue_words

Fragments = tuple[tuple[int, int], ...]  # half-open token ranges

_OBJECTS = frozenset(
    "dobj obj attr acomp oprd prep agent xcomp ccomp advmod prt pobj pcomp dative npadvmod advcl acl relcl dep amod nmod appos conj"
    " nsubj nsubjpass".split()
)
_BREAKS = frozenset({",", ";", "—", "–", "--"})
_MOST = 40  # candidates a cue
_FAR = 150  # tokens that a search within a sentence goes at most


@dataclass
class Options:
    """Candidates for the content of one cue, each with the mode it was made in."""

    fragments: list[Fragments] = field(default_factory=list)
    modes: list[str] = field(default_factory=list)
    seen: set[Fragments] = field(default_factory=set)

    def add(self, fragments: Fragments, mode: str) -> None:
        """Take in a candidate, unless it is known or there are enough."""
        if fragments not in self.seen and len(self.fragments) < _MOST:
            self.seen.add(fragments)
            self.fragments.append(fragments)
            self.modes.append(mode)


class Finder(Bounds):
    """Candidates for one report."""

    @cached_property
    def cue_words(self) -> list[int]:
        """The words that may be the head of a cue, in text order."""
        return find_cue_words(self.t, self.regions)

    @cached_property
    def breaks(self) -> list[int]:
        """Marks and conjunctions outside quotation marks at which the outlet may take over again, in text order."""
        t = self.t
        signs = zip(self.regions.at, t.text, t.dep, strict=True)
        return [i for i, (region, text, dep) in enumerate(signs) if region < 0 and (text in _BREAKS or dep == "cc")]

    # ---- boundaries

    def hole_starts(self, cue: int) -> list[int]:
        """Where the cue's clause may begin, for a content on its left."""
        t = self.t
        low = t.sentences[t.sentence[cue]][0]
        start = cue
        while (
            start > low and t.dep[start - 1] in ("aux", "auxpass", "neg", "advmod", "mark") and t.head[start - 1] == cue
        ):
            start -= 1
        found = [start]
        above = cue
        for _ in range(3):
            own = [k for k in t.children[above] if t.dep[k] in ("nsubj", "nsubjpass") and k < cue]
            if own:
                found.append(t.left[own[-1]])
                break
            if t.dep[above] not in ("conj", "xcomp", "ccomp", "dobj", "attr", "acomp", "pobj", "prep"):
                break
            above = t.head[above]
        if t.text[cue] == ":":
            return []
        poss = [k for k in t.children[cue] if t.dep[k] == "poss"]
        found += [t.left[k] for k in poss]
        return sorted({k for k in found if k > low - 1})

    def left_starts(self, cue: int, hole: int) -> list[int]:
        """Where a content that ends before `hole` may begin."""
        t = self.t
        low = t.sentences[t.sentence[cue]][0]
        found = [low]
        region = self.regions.of(hole - 1) or self.regions.of(hole - 2)
        if region is not None:
            found += [region.start, self.chain_start(region)]
        if hole <= low:
            return sorted({self.next_word[k] for k in found if k < hole})
        first = self.next_word[low]
        if t.dep[first] in ("cc", "mark", "advmod") and first < hole:
            found.append(first + 1)
        found += [
            t.left[k]
            for k in t.children[cue]
            if k < hole and t.dep[k] in ("ccomp", "nsubjpass", "dobj", "advcl", "nsubj", "dep")
        ]
        if t.dep[cue] in ("relcl", "acl", "amod", "advcl", "parataxis", "prep", "ccomp", "conj", "appos"):
            found.append(t.left[t.head[cue]])
        commas = [
            k + 1
            for k in range(hole - 2, max(low, hole - _FAR) - 1, -1)
            if t.text[k] in (",", ";", "—", "–", ":") or t.dep[k] == "cc"
        ]
        found += commas[:3]
        return sorted({self.next_word[k] for k in found if k < hole})

    def right_starts(self, cue: int) -> list[int]:
        """Where a content right of the cue may begin."""
        t = self.t
        _, high = t.sentences[t.sentence[cue]]
        if t.lower[cue] == "according":  # what follows at once is who says it
            commas = [k + 1 for k in range(cue + 2, min(high, cue + _FAR)) if t.text[k] == ","]
            return [self.next_word[k] for k in commas[:4] if self.next_word[k] < len(t.text)]
        found = [k for k in (cue + 1, cue + 2) if k < high]
        level = [cue]
        for _ in range(3):
            level = [k for i in level for k in t.children[i] if k > cue and t.dep[k] in _OBJECTS]
            found += [t.left[k] for k in level if t.left[k] > cue]
            found += [k for k in level if t.left[k] <= cue]
        if t.dep[cue] in ("prep", "advmod", "aux") or t.pos[cue] in ("NOUN", "ADJ"):
            found += [
                t.left[k]
                for k in t.children[t.head[cue]]
                if t.left[k] > cue and t.dep[k] in ("ccomp", "xcomp", "advcl", "acl")
            ]
        quote = self._next_region(cue, high)
        if quote >= 0:
            found.append(quote)
        comma = next((k for k in range(cue + 1, min(high, cue + _FAR)) if t.text[k] in (",", ":")), -1)
        if comma >= 0:
            found.append(comma + 1)
        found += self._across(cue, high)
        return list(dict.fromkeys(self.next_word[k] for k in sorted(set(found)) if self.next_word[k] < len(t.text)))

    def _next_region(self, cue: int, limit: int) -> int:
        """The first token right of the cue in a stretch in quotation marks that is not its own; -1 for none near by."""
        at, limit = self.regions.at, min(limit, cue + _FAR)
        first, own = self.regions.after[cue], at[cue]
        if own < 0:
            return first if first < limit else -1
        return next((k for k in range(first, limit) if at[k] >= 0 and at[k] != own), -1)

    def _across(self, cue: int, high: int) -> list[int]:
        """Start of what a colon at the sentence's end, or a quotation that opens the next sentence, brings."""
        t = self.t
        if high >= len(t.text):
            return []
        tail = t.text[high - 1]
        if tail == ":" or t.text[cue] == ":":
            return [high] if self.past_word[high] - cue < 12 else []
        return [high] if self.regions.at[high] >= 0 and t.paragraph[high] == t.paragraph[cue] else []

    def ends(self, cue: int, start: int) -> list[int]:
        """Where a content that begins at `start` may end."""
        t = self.t
        _, high = t.sentences[t.sentence[start]]
        found = [high, *self._tree_ends(self.top(start, cue), start, cue)]
        for k in (start, start - 1, high - 1):
            region = self.regions.of(k)
            if region is not None and (k == high - 1 or region.start <= start < region.end):
                found += [region.end, self.chain_end(region)]
        if t.sentence[start] != t.sentence[cue] or t.text[cue] == ":":
            found.append(t.paragraphs[t.paragraph[start]][1])
        inside = start <= cue
        return sorted(
            {self.past_word[k] for k in found if self.past_word[k] > start and (inside or not start <= cue < k)}
        )

    def _tree_ends(self, top: int, start: int, cue: int) -> list[int]:
        """Ends of the subtrees that begin at `start` and of those above them, and where their attachments begin."""
        t, found, above = self.t, [], top
        for _ in range(6):
            found.append(t.right[above] + 1)
            found += [x for x in self.cuts(above) if x > start]
            if t.head[above] == above or above == cue:
                break
            above = t.head[above]
        spine = top
        for _ in range(5):
            after = [k for k in t.children[spine] if k > spine]
            if not after:
                break
            spine = after[-1] if t.dep[after[-1]] != "punct" or len(after) == 1 else after[-2]
            found += [x for x in self.cuts(spine) if x > start]
        return found

    # ---- candidates

    def find(self, cue: int) -> Options:
        """All candidates for the content of a cue, most natural first."""
        options = Options()
        starts = self.right_starts(cue)
        self._both(options, cue, starts)
        for s in starts:
            if s > cue and len(options.fragments) < _MOST:
                for e in self.ends(cue, s):
                    options.add(((s, e),), "right")
        return options

    def _both(self, options: Options, cue: int, starts: list[int]) -> None:
        """Contents left of the cue, and those that go on after it."""
        t = self.t
        after = self._resumptions(cue, starts)
        for hole in self.hole_starts(cue):
            end = self.past_word[hole]
            for start in self.left_starts(cue, hole):
                if start >= end:
                    continue
                options.add(((start, end),), "left")
                for s, e in after:
                    if s > cue:
                        options.add(((start, end), (s, e)), "both")
        passive = next((k for k in t.children[cue] if t.dep[k] == "nsubjpass" and k < cue), -1)
        if passive >= 0:
            left = (self.next_word[t.left[passive]], self.past_word[t.right[passive] + 1])
            for s in starts[:4]:
                for e in self.ends(cue, s)[:8]:
                    if s > cue and left[0] < left[1] <= s:
                        options.add((left, (s, e)), "passive")

    def _resumptions(self, cue: int, starts: list[int]) -> list[tuple[int, int]]:
        """Where a content broken by the cue's clause may go on."""
        t = self.t
        _, high = t.sentences[t.sentence[cue]]
        found: list[tuple[int, int]] = []
        limit = t.paragraphs[t.paragraph[cue]][1]
        quote = self._next_region(cue, limit)
        if quote >= 0 and (quote < high or self.next_word[high] == self.next_word[quote] or quote <= high + 1):
            region = self.regions.items[self.regions.at[quote]]
            found += [
                (self.next_word[quote], self.past_word[e])
                for e in (region.end, self.chain_end(region), high)
                if e > quote
            ]
        elif quote < 0 and limit < len(t.text) and (follower := self.regions.of(limit)) is not None and follower.whole:
            found.append((self.next_word[limit], self.past_word[self.chain_end(follower)]))
        for k in range(cue + 1, min(high - 1, cue + _FAR)):
            if t.text[k] in (",", "—", "–", ";") and self.regions.at[k] == self.regions.at[cue]:
                found.append((self.next_word[k], self.past_word[high]))
        return [f for f in dict.fromkeys(found) if f[0] < f[1]][:5]
