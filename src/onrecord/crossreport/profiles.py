"""What a report is about, as weighted words: the vectors by which reports are grouped into stories.

Five channels: all words, pairs of neighbouring words, names, numbers, and the words of the opening. Each is scaled to length one and
weighted, so that the product of two vectors is a weighted mean of five cosines. Two more stand beside them: the days of the year that
a report names, and the latest year. How telling a word is comes from its rank in English
and, the larger the run, from how many of its reports use it: so one setting serves for two reports and for a hundred thousand.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.crossreport.wording import Sentence, encode_word
from onrecord.resources import read_table

WORD, PAIR, NAME, NUMBER, OPENING, DAY, YEAR, DATED = range(8)
CHANNELS = 8  # a feature is code * CHANNELS + channel
HAS_DAYS, HAS_YEAR = (code * CHANNELS + DATED for code in (DAY, YEAR))  # features of a report that names any
WEIGHTS = (0.2, 0.3, 0.2, 0.1, 0.3)  # of the five channels of words
_OPENING_SENTENCES = 3
_PRIOR = 1000  # reports that what is known of English counts for, beside those of the run
_RUNNING = 120  # words of a typical report, to get from a word's frequency to the share of reports that have it
_UNLISTED, _NUMERAL = 25_000, 8_000  # ranks taken for words that are not listed and for numbers
_PAIR_SHARE = 0.1  # how much rarer a pair is than the rarer of its words
_TELLING = 1.0  # weight from which a name or number counts in a contrast
_MASK = (1 << 48) - 1
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_DAY = re.compile(
    rf"\b{_MONTH}\s{{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])|(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s{{1,2}}{_MONTH}(?![a-z])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,$])((?:19|20)\d\d)(?!\d|[.,]\d|%)")
_LAST_YEAR = 2099
_HEAD, _HEAD_COUNTS = 400, 2.0  # a day named in the first characters counts so much more
_AROUND = {-3: 0.3, -2: 0.5, -1: 0.8, 0: 1.0, 1: 0.8, 2: 0.5, 3: 0.3}  # a day is near those beside it
_DAYS_OF_YEAR = 366

Vector = dict[int, float]
Parts = tuple[float, ...]  # what each channel adds to a product


@dataclass(frozen=True, slots=True)
class Profile:
    """How often a report uses each feature, by channel; codes are those of words, or of pairs of them."""

    counts: tuple[Counter[int], ...]
    days: tuple[
        tuple[int, float], ...
    ] = ()  # days of the year that it names and those about them, scaled to length one
    year: int | None = None  # the latest it names


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
    counts: tuple[Counter[int], ...] = tuple(Counter() for _ in WEIGHTS)
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
    return Profile(counts, _days(sentences, text), _latest_year(sentences, text))


def _days(sentences: Sequence[Sentence], text: str) -> tuple[tuple[int, float], ...]:
    """The days that a report names by month and day, each with those about it; sorted, of length one."""
    found: dict[int, float] = {}
    for start, end in _stretches(sentences, text):
        for match in _DAY.finditer(text, start, end):
            month, day = (match[1], match[2]) if match[1] else (match[4], match[3])
            if not 1 <= int(day) <= 31:
                continue
            number = int(_MONTHS.index(month.lower()) * 30.4 + int(day))
            for step, part in _AROUND.items():
                near = (number + step) % _DAYS_OF_YEAR
                found[near] = found.get(near, 0.0) + part * (_HEAD_COUNTS if match.start() < _HEAD else 1.0)
    length = math.sqrt(sum(v * v for _, v in sorted(found.items())))
    return tuple((day, value / length) for day, value in sorted(found.items()))


def _stretches(sentences: Sequence[Sentence], text: str) -> Iterator[tuple[int, int]]:
    """Where dates are looked for: all of a report's head, date lines and bylines too, and its sentences from there on."""
    yield 0, min(_HEAD, len(text))
    yield from ((max(_HEAD, s.start), s.end) for s in sentences if s.end > _HEAD)


def _latest_year(sentences: Sequence[Sentence], text: str) -> int | None:
    years = [int(m[1]) for start, end in _stretches(sentences, text) for m in _YEAR.finditer(text, start, end)]
    return max((y for y in years if y <= _LAST_YEAR), default=None)


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
            scale = math.sqrt(WEIGHTS[channel]) / length
            vector.update((code * CHANNELS + channel, v * scale) for code, v in values.items())
    vector.update((day * CHANNELS + DAY, value) for day, value in profile.days)
    if profile.days:
        vector[HAS_DAYS] = 1.0
    if profile.year is not None:
        vector[profile.year * CHANNELS + YEAR] = vector[HAS_YEAR] = 1.0
    return vector


def names_of(profile: Profile, frequencies: Frequencies) -> dict[int, float]:
    """The names and numbers of a report, with how telling each is; those that say little are left out."""
    codes = profile.counts[NAME].keys() | profile.counts[NUMBER].keys()
    return {c: weight for c in codes if (weight := frequencies.weight(c, WORD)) >= _TELLING}


def leads_of(profile: Profile, names: Mapping[int, float]) -> frozenset[int]:
    """Those of a report's telling names that stand in its opening."""
    return frozenset(c for c in profile.counts[OPENING] if c in names and c in profile.counts[NAME])


def multiply(a: Vector, b: Vector) -> Parts:
    """The product of two sparse vectors, by channel."""
    if len(a) > len(b):
        a, b = b, a
    parts = [0.0] * CHANNELS
    for feature, value in a.items():
        other = b.get(feature)
        if other is not None:
            parts[feature & (CHANNELS - 1)] += value * other
    return tuple(parts)


def likeness_of(parts: Sequence[float]) -> float:
    """The weighted mean of the cosines of the channels of words; days and years stand apart."""
    return sum(parts[:DAY])


def telling_features(vector: Vector, limit: int) -> list[int]:
    """The weightiest features of the channels of words, by which neighbours are looked up."""
    words = [(feature, value) for feature, value in vector.items() if feature % CHANNELS < DAY]
    return [feature for feature, _ in sorted(words, key=lambda item: (-item[1], item[0]))[:limit]]


def most_telling(a: Vector, b: Vector, limit: int) -> list[int]:
    """Features that two vectors share, those that count most first; names, numbers and words, without pairs."""
    shared: Counter[int] = Counter()
    for feature, value in a.items():
        if feature in b and feature % CHANNELS in (WORD, NAME, NUMBER, OPENING):
            shared[feature // CHANNELS] += value * b[feature]  # type: ignore[assignment]
    return [code for code, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:limit]]


def iter_words(sentences: Iterable[Sentence], text: str) -> Iterator[tuple[int, str]]:
    """(code, word as printed) of each content word."""
    for sentence in sentences:
        for code, (start, end) in zip(sentence.codes, sentence.places, strict=True):
            yield code, text[start:end]
