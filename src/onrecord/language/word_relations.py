"""How two words stand to each other: the same meaning, one family, opposite meaning; and how telling a word is."""

import math
from functools import cache, lru_cache

from onrecord.resources import read_table, read_words

_SUFFIXES = tuple(
    "ation ition ution ment ness ance ence ion ity ing ers er or ed es al ly s e y".split()  # the longest first
)
_SHORTEST_STEM = 5
_RANKS = 16_000
_BRITISH = (
    ("our", "or"),
    ("ise", "ize"),
    ("isation", "ization"),
    ("yse", "yze"),
    ("tre", "ter"),
    ("defence", "defense"),
)


@cache
def rarity(lemma: str) -> float:
    """How telling a word is, from 0.1 for the commonest to 1 for one outside the 16,000 commonest.

    >>> rarity("the") < rarity("government") < rarity("referendum") <= 1.0
    True
    """
    rank = _ranks().get(lemma)
    return 1.0 if rank is None else max(0.1, math.log(1 + rank) / math.log(1 + _RANKS))


@cache
def _ranks() -> dict[str, int]:
    return {r["word"]: int(r["rank"]) for r in read_table("word_ranks.csv")}


@cache
def _groups() -> dict[str, frozenset[int]]:
    """The groups of news words that each word belongs to."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(sorted(read_words("news_synonyms.txt"))):
        for word in line.split():
            found.setdefault(word.replace("-", " "), set()).add(number)
    return {word: frozenset(groups) for word, groups in found.items()}


@cache
def _pairs(relation: str) -> frozenset[tuple[str, str]]:
    """The pairs of WordNet words with one relation, both ways round."""
    found: set[tuple[str, str]] = set()
    for row in read_table("word_relations.tsv"):
        if row["relation"] == relation:
            words = [w.rsplit("/", 1)[0] for w in row["words"].split()]
            found.update((a, b) for a in words for b in words if a != b)
    return frozenset(found)


@cache
def noun_lemmas() -> frozenset[str]:
    """Words of WordNet's relations that are nouns and no adjectives."""
    words = [w.rsplit("/", 1) for row in read_table("word_relations.tsv") for w in row["words"].split()]
    return frozenset(w for w, kind in words if kind == "n") - frozenset(w for w, kind in words if kind == "a")


@cache
def _news_opposites() -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for line in read_words("news_opposites.txt"):
        left, right = (side.split() for side in line.split("|"))
        found.update((a, b) for a in left for b in right)
        found.update((b, a) for a in left for b in right)
    return frozenset(found)


@lru_cache(maxsize=200_000)
def likeness(a: str, b: str) -> float:
    """How far two lemmas mean the same: 1 one word, 0.9 news synonyms, 0.85 one family, 0.75 WordNet synonyms, 0 else.

    >>> likeness("rebel", "insurgent"), likeness("solve", "solution"), likeness("rebel", "bread")
    (0.9, 0.9, 0.0)
    """
    if a == b or spelt_alike(a) == spelt_alike(b):
        return 1.0
    if _groups().get(a, frozenset()) & _groups().get(b, frozenset()):
        return 0.9
    if (a, b) in _pairs("kin") or stem(a) == stem(b):
        return 0.85
    return 0.75 if (a, b) in _pairs("same") else 0.0


@cache
def spelt_alike(lemma: str) -> str:
    """A word in American spelling, without hyphens."""
    word = lemma.replace("-", "")
    for british, american in _BRITISH:
        if word.endswith(british) and len(word) > len(british) + 1:
            return word[: -len(british)] + american
    return word


@cache
def stem(lemma: str) -> str:
    """A word without the endings of its family, of five letters at least."""
    for suffix in _SUFFIXES:
        if lemma.endswith(suffix) and len(lemma) - len(suffix) >= _SHORTEST_STEM:
            return lemma[: -len(suffix)]
    return lemma


@lru_cache(maxsize=200_000)
def are_opposite(a: str, b: str) -> bool:
    """Whether two lemmas cannot both be true of one thing.

    >>> are_opposite("approve", "reject"), are_opposite("approve", "pass")
    (True, False)
    """
    if (a, b) in _news_opposites():
        return True
    return (a, b) in _pairs("opposite") and likeness(a, b) == 0.0


@cache
def _sides() -> dict[str, frozenset[int]]:
    """The sides of the lists of opposites that each word stands on."""
    found: dict[str, set[int]] = {}
    sides = [side for line in sorted(read_words("news_opposites.txt")) for side in line.split("|")]
    for number, side in enumerate(sides):
        for word in side.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def on_one_side(a: str, b: str) -> bool:
    """Whether two lemmas have the same opposites ("arrive" and "reach"), so that one is no opposite of what the other tells.

    >>> on_one_side("reach", "arrive"), on_one_side("reach", "leave")
    (True, False)
    """
    return bool(_sides().get(a, frozenset()) & _sides().get(b, frozenset()))


@cache
def _converses() -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for line in read_words("converse_predicates.txt"):
        left, right = (side.split() for side in line.split("|"))
        found.update((a, b) for a in left for b in right)
        found.update((b, a) for a in left for b in right)
    return frozenset(found)


@cache
def are_converse(a: str, b: str) -> bool:
    """Whether two lemmas tell one happening from its two sides: what one sells, another buys.

    >>> are_converse("buy", "sell"), are_converse("buy", "own")
    (True, False)
    """
    return (a, b) in _converses()


@cache
def keys_of(lemma: str) -> tuple[str, ...]:
    """What two words of like meaning have in common, for finding candidates without comparing all."""
    groups = tuple(f"#{g}" for g in sorted(_groups().get(lemma, ())))
    return tuple(dict.fromkeys((spelt_alike(lemma), stem(lemma), *groups)))
