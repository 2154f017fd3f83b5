"""What a report is about, as weighted words: the vectors by which reports are grouped into stories.

Five channels: all words, pairs of neighbouring words, names, numbers, and the words of the opening. Each is scaled to length one and
weighted, so that the product of two vectors is a weighted mean of five cosines. How telling a word is comes from its rank in English
and, the larger the run, from how many of its reports use it: so one setting serves for two reports and for a hundred thousand.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.crossreport.wording import Sentence, encode_word
from onrecord.resources import read_table

WORD, PAIR, NAME, NUMBER, OPENING = range(5)
CHANNELS = 8  # a feature is code * CHANNELS + channel
_WEIGHTS = (0.2, 0.3, 0.2, 0.1, 0.3)
_OPENING_SENTENCES = 3
_PRIOR = 1000  # reports that what is known of English counts for, beside those of the run
_RUNNING = 120  # words of a typical report, to get from a word's frequency to the share of reports that have it
_UNLISTED, _NUMERAL = 25_000, 8_000  # ranks taken for words that are not listed and for numbers
_PAIR_SHARE = 0.1  # how much rarer a pair is than the rarer of its words
_TELLING = 1.0  # weight from which a name or number counts in a contrast
_MASK = (1 << 48) - 1

Vector = dict[int, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """How often a report uses each feature, by channel; codes are those of words, or of pairs of them."""

    counts: tuple[Counter[int], ...]


@dataclass
class Frequencies:
    """In how many reports of a run each word and pair stands."""

    reports: int = 0
    words: Counter[int] = field(default_factory=Counter)
    pairs: Counter[int] = field(default_factory=Counter)
    shares: dict[int, float] = field(default_factory=dict)  # in English, of pairs and numbers met so far

    def add(self, profile: Profile) -> None:
        self.reports += 1
        self.words.update(profile.counts[WORD].keys())
        self.pairs.update(profile.counts[PAIR].keys())

    def weight(self, code: int, channel: int) -> float:
        """How telling a feature is: the logarithm of the inverse of the share of reports that have it."""
        seen = self.pairs[code] if channel == PAIR else self.words[code]
        share = self.shares.get(code) or english_shares().get(code) or _share(_UNLISTED)
        return math.log((self.reports + _PRIOR) / (seen + _PRIOR * share))


def _share(rank: int) -> float:
    """The share of reports that have a word of this rank at least once, by Zipf's law."""
    return 1 - math.exp(-_RUNNING * 0.08 / (rank + 2))


@cache
def english_shares() -> dict[int, float]:
    """The share of English texts that have a word, by its code."""
    made: dict[int, float] = {}
    for row in read_table("word_ranks.csv"):
        code = encode_word(row["word"])
        made[code] = max(made.get(code, 0.0), _share(int(row["rank"])))
    return made


def profile_sentences(sentences: Sequence[Sentence], text: str, frequencies: Frequencies) -> Profile:
    """Count the features of a report.

    Args:
        sentences: those that count, in text order; page furniture is left out by the caller.
        text: `Report.text`, into which the sentences point.
        frequencies: notes how rare the pairs and numbers met are in English; nothing is counted there.
    """
    names = _names(sentences, text)
    counts: tuple[Counter[int], ...] = tuple(Counter() for _ in _WEIGHTS)
    shares = english_shares()
    for number, sentence in enumerate(sentences):
        counts[WORD].update(sentence.codes)
        counts[NAME].update(c for c in sentence.codes if c in names)
        for code, (start, _) in zip(sentence.codes, sentence.places, strict=True):
            if text[start].isdigit():
                counts[NUMBER][code] += 1
                frequencies.shares.setdefault(code, _share(_NUMERAL))
        if number < _OPENING_SENTENCES:
            counts[OPENING].update(sentence.codes)
        for a, b in zip(sentence.codes, sentence.codes[1:], strict=False):
            pair = (a * 0x9E3779B1 + b * 0x85EBCA77) & _MASK
            counts[PAIR][pair] += 1
            if pair not in frequencies.shares:
                rarer = min(frequencies.shares.get(c) or shares.get(c) or _share(_UNLISTED) for c in (a, b))
                frequencies.shares[pair] = _PAIR_SHARE * rarer
    return Profile(counts)


def _names(sentences: Iterable[Sentence], text: str) -> frozenset[int]:
    """Words that are capitalised inside sentences, more often than not. Lines in headline capitals say nothing of it."""
    upper: Counter[int] = Counter()
    lower: Counter[int] = Counter()
    for sentence in sentences:
        capital = [text[start].isupper() for start, _ in sentence.places]
        if len(capital) > 3 and sum(capital) > 0.7 * len(capital):
            continue
        for code, (start, _), is_upper in zip(sentence.codes, sentence.places, capital, strict=True):
            if start > sentence.start:
                (upper if is_upper else lower)[code] += 1
    return frozenset(c for c, n in upper.items() if 2 * n >= lower[c])


def weigh_profile(profile: Profile, frequencies: Frequencies) -> Vector:
    """The vector of a report; the product of two is their likeness, about 0..1."""
    vector: Vector = {}
    for channel, counts in enumerate(profile.counts):
        values = {
            code: (1 + math.log(n)) * weight
            for code, n in counts.items()
            if (weight := frequencies.weight(code, channel)) > 0
        }
        length = math.sqrt(sum(v * v for v in values.values()))
        if length:
            scale = math.sqrt(_WEIGHTS[channel]) / length
            vector.update((code * CHANNELS + channel, v * scale) for code, v in values.items())
    return vector


def names_of(profile: Profile, frequencies: Frequencies) -> dict[int, float]:
    """The names and numbers of a report, with how telling each is; those that say little are left out."""
    codes = profile.counts[NAME].keys() | profile.counts[NUMBER].keys()
    return {c: weight for c in codes if (weight := frequencies.weight(c, WORD)) >= _TELLING}


def product(a: Vector, b: Vector) -> float:
    """Of two sparse vectors."""
    if len(a) > len(b):
        a, b = b, a
    return sum(v * b[f] for f, v in a.items() if f in b)


def most_telling(a: Vector, b: Vector, limit: int) -> list[int]:
    """Features that two vectors share, those that count most first; names, numbers and words, without pairs."""
    shared: Counter[int] = Counter()
    for feature, value in a.items():
        if feature in b and feature % CHANNELS != PAIR:
            shared[feature // CHANNELS] += value * b[feature]  # type: ignore[assignment]
    return [code for code, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:limit]]


def iter_words(sentences: Iterable[Sentence], text: str) -> Iterator[tuple[int, str]]:
    """(code, word as printed) of each content word."""
    for sentence in sentences:
        for code, (start, end) in zip(sentence.codes, sentence.places, strict=True):
            yield code, text[start:end]
