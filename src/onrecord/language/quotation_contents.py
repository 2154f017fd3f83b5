"""Where the content of a statement may begin and end, given its cue: candidates and what they look like.

Candidates are made generously from subtrees, remainders of the sentence and stretches in quotation marks, each also cut before its
right-hand attachments and extended over conjuncts; the ranker chooses. Three modes: right of the cue, left of it, or both sides with
the cue's clause as a hole.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from onrecord.language.quotation_cues import FUNCTION, _word
from onrecord.language.quotation_regions import Region, Regions
from onrecord.language.quotation_tokens import Tokens

Fragments = tuple[tuple[int, int], ...]  # half-open token ranges

_CUTS = frozenset(
    "advcl prep conj cc punct relcl acl npadvmod appos mark ccomp xcomp parataxis advmod dobj agent dep attr".split()
)
_OBJECTS = frozenset(
    "dobj obj attr acomp oprd prep agent xcomp ccomp advmod prt pobj pcomp dative npadvmod advcl acl relcl dep amod nmod appos conj".split()
)
_MOST = 70  # candidates a cue
_FAR = 150  # tokens that a search within a sentence goes at most


@dataclass
class Options:
    """Candidates of one cue with the names of their features, boundary by boundary."""

    fragments: list[Fragments] = field(default_factory=list)
    first: list[int] = field(default_factory=list)  # first word of the content
    last: list[int] = field(default_factory=list)  # one past its last word
    names: list[list[str]] = field(default_factory=list)  # of the pair
    seen: set[Fragments] = field(default_factory=set)


class Finder:
    """Candidates for one report."""

    def __init__(self, tokens: Tokens, regions: Regions) -> None:
        self.t, self.regions = tokens, regions
        count = len(tokens.text)
        self.words = [0] * (count + 1)  # words before an index
        for i, word in enumerate(tokens.word):
            self.words[i + 1] = self.words[i] + word
        self.next_word = [count] * (count + 1)  # first word at or after an index
        for i in range(count - 1, -1, -1):
            self.next_word[i] = i if tokens.word[i] else self.next_word[i + 1]
        self.past_word = [0] * (count + 1)  # one past the last word before an index
        for i in range(1, count + 1):
            self.past_word[i] = i if tokens.word[i - 1] else self.past_word[i - 1]
        self.verbs = _running(p == "VERB" or p == "AUX" for p in tokens.pos)
        self.marks = _running(tokens.text[i] in ('"', "“", "”", "''", "``") for i in range(count))
        self.subjects = _running(d in ("nsubj", "nsubjpass") for d in tokens.dep)

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
        found = [k for k in (cue + 1, cue + 2) if k < high]
        level = [cue]
        for _ in range(3):
            level = [
                k
                for i in level
                for k in t.children[i]
                if k > cue and t.dep[k] in _OBJECTS or k > cue and t.dep[k] in ("nsubj", "nsubjpass")
            ]
            found += [t.left[k] for k in level if t.left[k] > cue]
            found += [k for k in level if t.left[k] <= cue]
        if t.dep[cue] in ("prep", "advmod", "aux") or t.pos[cue] in ("NOUN", "ADJ"):
            found += [
                t.left[k]
                for k in t.children[t.head[cue]]
                if t.left[k] > cue and t.dep[k] in ("ccomp", "xcomp", "advcl", "acl")
            ]
        quote = next(
            (
                k
                for k in range(cue + 1, min(high, cue + _FAR))
                if self.regions.at[k] >= 0 and self.regions.at[k] != self.regions.at[cue]
            ),
            -1,
        )
        if quote >= 0:
            found.append(quote)
        comma = next((k for k in range(cue + 1, min(high, cue + _FAR)) if t.text[k] in (",", ":")), -1)
        if comma >= 0:
            found.append(comma + 1)
        found += self._across(cue, high)
        return list(dict.fromkeys(self.next_word[k] for k in sorted(set(found)) if self.next_word[k] < len(t.text)))

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
        top = self.top(start, cue)
        found = [high]
        above = top
        for _ in range(6):
            found.append(t.right[above] + 1)
            found += [t.left[k] for k in t.children[above] if k > start and t.left[k] > start and t.dep[k] in _CUTS]
            if t.head[above] == above or above == cue:
                break
            above = t.head[above]
        spine = top
        for _ in range(5):
            after = [k for k in t.children[spine] if k > spine]
            if not after:
                break
            spine = after[-1] if t.dep[after[-1]] != "punct" or len(after) == 1 else after[-2]
            found += [t.left[k] for k in t.children[spine] if t.left[k] > start and k > spine and t.dep[k] in _CUTS]
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

    # ---- shape

    def top(self, start: int, cue: int) -> int:
        """The highest token whose subtree begins at `start` and does not hold the cue."""
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
        t, deps, at = self.t, [], top
        for _ in range(4):
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

    def describe_start(self, start: int, cue: int) -> list[str]:
        """Names of what is true of the first word of a content."""
        t = self.t
        top = self.top(start, cue)
        path = self.path(top, cue)
        before = start - 1 if start else -1
        names = [
            "s:path=" + path,
            "s:top=" + t.dep[top] + ":" + t.pos[top],
            "s:word=" + _word(t, start),
            "s:prev=" + _word(t, before),
        ]
        names.append("s:path1=" + path.split(">")[0])
        names.append("s:prev2=" + _word(t, start - 2) + "_" + _word(t, before))
        low = t.sentences[t.sentence[start]][0]
        if self.next_word[low] == start:
            names.append("s:sentence")
        region = self.regions.of(start)
        if region is not None:
            at_start = self.next_word[region.start] == start
            names.append(f"s:region:{'start' if at_start else 'inside'}:{'single' if region.single else 'double'}")
            names.append("s:region:holds cue" if region.start <= cue < region.end else "s:region:without cue")
        gap = start - cue
        names.append("s:gap=" + (str(gap) if -1 <= gap <= 4 else "far" if gap > 4 else "left"))
        if t.dep[cue] in ("relcl", "acl") and t.left[t.head[cue]] <= start < cue:
            names.append("s:of modified noun")
        return names

    def describe_end(self, end: int, cue: int) -> list[str]:
        """Names of what is true around the last word of a content."""
        t = self.t
        top = self.top_right(end, cue)
        after = t.text[end] if end < len(t.text) else "edge"
        names = [
            "e:path=" + self.path(top, cue),
            "e:top=" + t.dep[top] + ":" + t.pos[top],
            "e:next=" + _word(t, end),
            "e:last=" + t.tag[end - 1],
        ]
        following = self.next_word[end]
        high = t.sentences[t.sentence[end - 1]][1]
        if following >= high:
            names.append("e:sentence")
        else:
            head = t.head[following]
            names.append(
                "e:cut=" + t.dep[following] + ":" + ("cue" if head == cue else "before" if head < end else "after")
            )
            names.append("e:following=" + _word(t, following))
            names.append("e:next2=" + ("punct_" if following > end else "") + _word(t, following))
            names += self._cut(following, end, cue)
        region = self.regions.of(end - 1)
        if region is not None:
            closing = self.past_word[region.end] == end
            names.append("e:region:" + ("end" if closing else "inside") + (":single" if region.single else ""))
        elif after in ("”", '"', "''"):
            names.append("e:mark")
        if end <= cue:
            names.append("e:gap=" + str(min(cue - end, 6)))
        return names

    def _cut(self, following: int, end: int, cue: int) -> list[str]:
        """What the first attachment left out is, and on what it hangs."""
        t, top = self.t, following
        while t.head[top] != top and t.left[t.head[top]] >= end:
            top = t.head[top]
        head = t.head[top]
        subject = any(t.dep[k] in ("nsubj", "nsubjpass") for k in t.children[top])
        names = [
            f"e:left out={t.dep[top]}:{'cue' if head == cue else t.dep[head] if head < end else 'above'}",
            f"e:left out subject={t.dep[top]}:{subject}",
        ]
        if t.dep[top] == "cc":
            conjunct = next((k for k in t.children[head] if t.dep[k] == "conj" and k > top), -1)
            if conjunct >= 0:
                own = any(t.dep[k] in ("nsubj", "nsubjpass") for k in t.children[conjunct])
                names.append(
                    f"e:conjunct={t.pos[conjunct]}:{own}:{'cue' if head == cue else 'inside'}:{t.cue(conjunct) is not None}"
                )
                names.append(f"e:conjunct tag={t.tag[conjunct]}:{t.tag[head]}")
        return names

    # ---- candidates

    def _add(self, options: Options, cue: int, fragments: Fragments, mode: str) -> None:
        if fragments in options.seen or len(options.fragments) >= _MOST:
            return
        options.seen.add(fragments)
        options.fragments.append(fragments)
        options.first.append(fragments[0][0])
        options.last.append(fragments[-1][1])
        options.names.append(self._describe_pair(cue, fragments, mode))

    def _describe_pair(self, cue: int, fragments: Fragments, mode: str) -> list[str]:
        t = self.t
        start, end = fragments[0][0], fragments[-1][1]
        size = sum(self.words[e] - self.words[s] for s, e in fragments)
        bucket = size if size < 5 else 5 + (size - 5) // 5 if size < 30 else 11 if size < 50 else 12
        names = [
            "mode=" + mode,
            f"p:size={bucket}",
            f"p:verb={any(self.verbs[e] > self.verbs[s] for s, e in fragments)}",
        ]
        names.append(f"p:subject={any(self.subjects[e] > self.subjects[s] for s, e in fragments)}")
        odd = sum((self.marks[e] - self.marks[s]) for s, e in fragments)
        names.append(f"p:marks={min(odd, 3)}")
        sentences = t.sentence[end - 1] - t.sentence[start]
        names.append(f"p:sentences={min(sentences, 4)}:{mode}")
        for s, e in fragments:
            region, last = self.regions.of(s), self.regions.of(e - 1)
            if region is not last and not (region is not None and last is not None and last.continues):
                whole = (region is None or self.next_word[region.start] == s) and (
                    last is None or self.past_word[last.end] == e
                )
                names.append("p:holds quotation" if whole else "p:cuts quotation")
            elif region is not None:
                whole = self.next_word[region.start] == s and (last is None or self.past_word[last.end] == e)
                names.append("p:is quotation" if whole else "p:in quotation")
        if len(fragments) == 1 and start > cue:
            top = self.top(start, cue)
            whole = self.past_word[t.right[top] + 1] == end
            names.append(f"p:subtree={whole}:{self.path(top, cue) if whole else ''}")
        if len(fragments) == 2:
            names.append("p:hole=" + str(min(fragments[1][0] - fragments[0][1], 9)))
            names.append("p:after hole=" + _word(t, fragments[1][0] - 1))
            names += [n + "'" for n in self.describe_start(fragments[1][0], cue)[:4]]
            names += [n + "'" for n in self.describe_end(fragments[0][1], cue)[:4]]
        return names

    def find(self, cue: int) -> Options:
        """All candidates for the content of a cue, most natural first."""
        options = Options()
        starts = self.right_starts(cue)
        rights = [(s, e) for s in starts if s > cue for e in self.ends(cue, s)]
        self._both(options, cue, starts)
        for s, e in rights:
            self._add(options, cue, ((s, e),), "right")
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
                self._add(options, cue, ((start, end),), "left")
                for s, e in after:
                    if s > cue:
                        self._add(options, cue, ((start, end), (s, e)), "both")
        passive = next((k for k in t.children[cue] if t.dep[k] == "nsubjpass" and k < cue), -1)
        if passive >= 0:
            left = (self.next_word[t.left[passive]], self.past_word[t.right[passive] + 1])
            for s in starts[:4]:
                for e in self.ends(cue, s)[:8]:
                    if s > cue and left[0] < left[1] <= s:
                        self._add(options, cue, (left, (s, e)), "passive")

    def _resumptions(self, cue: int, starts: list[int]) -> list[tuple[int, int]]:
        """Where a content broken by the cue's clause may go on."""
        t = self.t
        _, high = t.sentences[t.sentence[cue]]
        found: list[tuple[int, int]] = []
        limit = t.paragraphs[t.paragraph[cue]][1]
        quote = next(
            (
                k
                for k in range(cue + 1, min(limit, cue + _FAR))
                if self.regions.at[k] >= 0 and self.regions.at[k] != self.regions.at[cue]
            ),
            -1,
        )
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


def _running(flags: Iterable[bool]) -> list[int]:
    """How many are true before each index."""
    return [0, *accumulate(map(int, flags))]
