"""Two reports side by side: which passages of one stand in the other, word for word or lightly edited. Quotations are set aside."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.crossreport.wording import Sentence

_FEWEST_WORDS = 4  # content words; a shorter sentence proves nothing
_CLOSE = 0.5  # likeness from which one sentence is an edited form of the other
_PART = 0.8  # what a sentence found inside a longer one weighs against two alike throughout


@dataclass(frozen=True)
class Wording:
    """The sentences of a report, ready to be laid beside others. `furniture` are sentences that recur under unrelated reports."""

    report: str
    sentences: tuple[Sentence, ...]
    furniture: frozenset[int] = frozenset()  # indices into sentences

    @cached_property
    def words(self) -> tuple[frozenset[int], ...]:
        """Own content words of each sentence; none for furniture."""
        return tuple(frozenset() if i in self.furniture else frozenset(s.own) for i, s in enumerate(self.sentences))

    @cached_property
    def pairs(self) -> tuple[frozenset[tuple[int, int]], ...]:
        """Neighbouring own words of each sentence: the order."""
        return tuple(frozenset(zip(s.own, s.own[1:], strict=False)) for s in self.sentences)

    @cached_property
    def size(self) -> int:
        """Own content words, each once a sentence."""
        return sum(map(len, self.words))

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """In which sentences a word stands."""
        found: dict[int, list[int]] = defaultdict(list)
        for i, words in enumerate(self.words):
            if len(words) >= _FEWEST_WORDS:
                for word in words:
                    found[word].append(i)
        return found


@dataclass(frozen=True, slots=True)
class Match:
    """Sentence `a` of one report stands in the other as its sentence `b`."""

    a: int
    b: int
    shared: int  # content words in common
    likeness: float  # 0..1; 1: word for word


@dataclass(frozen=True)
class Alignment:
    """What two reports have in common outside quotations and furniture."""

    a: Wording
    b: Wording
    matches: tuple[Match, ...]  # in the order of a; each sentence of either at most once

    @cached_property
    def shared(self) -> int:
        """Content words in matched sentences."""
        return sum(m.shared for m in self.matches)

    @property
    def part_of_a(self) -> float:
        """Share of a's own words that stand in b, 0..1."""
        return min(1.0, self.shared / max(1, self.a.size))

    @property
    def part_of_b(self) -> float:
        return min(1.0, self.shared / max(1, self.b.size))

    @property
    def part(self) -> float:
        """Share of the shorter text that stands in the other."""
        return max(self.part_of_a, self.part_of_b)


def align_wordings(a: Wording, b: Wording) -> Alignment:
    """Match the sentences of two reports, each at most once, the likest first."""
    found = [m for i in range(len(a.words)) for m in _likest(a, b, i)]
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    kept = []
    for match in sorted(found, key=lambda m: (-m.likeness * m.shared, m.a, m.b)):
        if match.a not in taken_a and match.b not in taken_b:
            taken_a.add(match.a)
            taken_b.add(match.b)
            kept.append(match)
    return Alignment(a, b, tuple(sorted(kept, key=lambda m: m.a)))


def _likest(a: Wording, b: Wording, i: int) -> list[Match]:
    """The sentences of b that sentence i of a is a form of."""
    words = a.words[i]
    if len(words) < _FEWEST_WORDS:
        return []
    common: Counter[int] = Counter()
    for word in words:
        common.update(b.places.get(word, ()))
    return [
        Match(i, j, shared, likeness)
        for j, shared in common.items()
        if shared >= _FEWEST_WORDS
        and (likeness := _likeness(shared, (words, b.words[j]), (a.pairs[i], b.pairs[j]))) >= _CLOSE
    ]


def _likeness(
    shared: int,
    words: Sequence[frozenset[int]],
    pairs: Sequence[frozenset[tuple[int, int]]],
) -> float:
    """How much of two sentences is common, in words and in order; a sentence cut out of a longer one counts as well."""
    ordered = len(pairs[0] & pairs[1])
    sizes, spans = [len(w) for w in words], [max(1, len(p)) for p in pairs]
    throughout = (2 * shared / sum(sizes) + 2 * ordered / sum(spans)) / 2
    inside = (shared / min(sizes) + ordered / min(spans)) / 2
    return min(1.0, max(throughout, _PART * inside))
