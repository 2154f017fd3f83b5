"""Names of East Asian custom, whose short syllables must agree one by one: Pinyin, Wade-Giles, Korean, Vietnamese, Burmese."""

import re
from functools import cache, lru_cache

from onrecord.resources import read_table

Words = tuple[str, ...]


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists = {row["kind"]: frozenset(row["words"].split()) for row in read_table("syllables.tsv")}
    lists["sinic"] = lists["chinese"] | lists["wade"]
    lists["any"] = lists["sinic"] | lists["korean"] | lists["vietnamese"] | lists["burmese"]
    return lists


@cache
def _pinyin() -> re.Pattern[str]:
    lists = _lists()
    initials = "|".join(sorted(lists["initial"], key=len, reverse=True))
    finals = "|".join(sorted(lists["final"], key=len, reverse=True))
    return re.compile(f"(?:{initials})?(?:{finals})r?")


@lru_cache(maxsize=16_384)
def is_pinyin(word: str) -> bool:
    """Whether the word can be read as one to three Pinyin syllables.

    >>> is_pinyin("xiaoping"), is_pinyin("stockholm")
    (True, False)
    """
    return _reads(word, 3)


def _reads(word: str, left: int) -> bool:
    if not word:
        return True
    if not left:
        return False
    syllable = _pinyin()
    return any(
        syllable.fullmatch(word[:cut]) and _reads(word[cut:], left - 1) for cut in range(min(6, len(word)), 0, -1)
    )


@lru_cache(maxsize=16_384)
def custom_of(words: Words) -> str | None:
    """Which custom the name follows: chinese, korean, vietnamese, burmese, or None for any other.

    >>> custom_of(("xi", "jinping")), custom_of(("moon", "jae", "in")), custom_of(("vladimir", "putin"))
    ('chinese', 'korean', None)
    """
    lists = _lists()
    known = words[0] in lists["any"] or words[-1] in lists["any"]
    if not known or not 2 <= len(words) <= 4 or any(len(w) > 10 for w in words):
        return None
    if all(w in lists["burmese"] for w in words):
        return "burmese"
    if words[0] in lists["vietnamese"] and len(words) >= 3 and all(len(w) <= 6 for w in words):
        return "vietnamese"
    if words[0] in lists["korean"] and len(words) == 3 and all(len(w) <= 6 for w in words[1:]):
        return "korean"
    for family, given in ((words[0], words[1:]), (words[-1], words[:-1])):
        if family in lists["sinic"] and all(is_pinyin(_from_wade(w)) for w in given):
            return "chinese"
    if words[0] in lists["korean"] and len(words) == 2 and 4 <= len(words[1]) <= 10 and "-" not in words[1]:
        return "korean" if _KOREAN_TWO.fullmatch(words[1]) else None
    return None


_KOREAN_TWO = re.compile(r"(?:[bcdghjklmnprstwy]{0,2}[aeiouw]{1,3}[nmkbpt]?(?:ng)?){2}")
_WADE = (
    ("hs", "x"), ("tz", "z"), ("ts", "z"), ("szu", "si"), ("ssu", "si"), ("ung", "ong"), ("ien", "ian"),
    ("ieh", "ie"), ("ueh", "ue"), ("ih", "i"), ("erh", "er"), ("uei", "ui"), ("yen", "yan"),
)  # fmt: skip


def _from_wade(word: str) -> str:
    if word.startswith("ing"):  # "Tsai Ing-wen"
        word = "y" + word
    for wade, pinyin in _WADE:
        word = word.replace(wade, pinyin)
    return word


def _broad(word: str) -> str:
    """A key under which Wade-Giles and Pinyin meet: breath is not told apart, as prints drop its apostrophe."""
    word = _from_wade(word)
    for letters, key in (
        ("zh", "c"),
        ("ch", "c"),
        ("j", "c"),
        ("q", "c"),
        ("z", "c"),
        ("t", "d"),
        ("p", "b"),
        ("k", "g"),
    ):
        word = word.replace(letters, key)
    return word


_KOREAN = (
    ("yeo", "yu"), ("you", "yu"), ("eo", "u"), ("eu", "u"), ("ou", "u"), ("oo", "u"), ("wo", "u"), ("ae", "e"),
    ("ai", "e"), ("ee", "i"), ("yi", "i"), ("ui", "i"), ("oe", "o"), ("oi", "o"), ("ong", "ung"), ("ch", "j"),
    ("sh", "s"), ("g", "k"), ("d", "t"), ("b", "p"), ("r", "l"), ("nk", "ng"),
)  # fmt: skip


@lru_cache(maxsize=16_384)
def _korean(word: str) -> str:
    for letters, key in _KOREAN:
        word = word.replace(letters, key)
    return re.sub(r"(.)\1+", r"\1", word)


_KOREAN_FAMILIES = {
    "roh": "no", "noh": "no", "no": "no", "lee": "i", "rhee": "i", "yi": "i", "ri": "i", "li": "i", "pak": "pak",
    "park": "pak", "bak": "pak", "ryu": "yu", "yoo": "yu", "yu": "yu", "lim": "im", "rim": "im", "im": "im",
}  # fmt: skip


def _korean_key(words: Words) -> str:
    family = _KOREAN_FAMILIES.get(words[0], _korean(words[0]))
    return family + " " + "".join(_korean(w) for w in words[1:])


def _chinese_same(a: Words, b: Words) -> bool:
    if "".join(a) == "".join(b) or "".join(a) == "".join((*b[1:], b[0])) or "".join((*a[1:], a[0])) == "".join(b):
        return True
    families = _lists()["wade"] - _lists()["chinese"]
    wade = [words[0] in families or any(_from_wade(w) != w or not is_pinyin(w) for w in words) for words in (a, b)]
    return any(wade) and "".join(map(_broad, a)) == "".join(map(_broad, b))


@lru_cache(maxsize=16_384)
def asian_same(a: Words, b: Words) -> bool | None:
    """Whether two names of East Asian custom are one; None where neither follows such a custom.

    >>> asian_same(("deng", "xiaoping"), ("teng", "hsiao", "ping")), asian_same(("kim", "jong", "un"), ("kim", "jong", "il"))
    (True, False)
    """
    customs = {custom_of(a), custom_of(b)}
    if "burmese" in customs:
        return a == b or (len(b) > len(a) > 1 and b[-len(a) :] == a) or (len(a) > len(b) > 1 and a[-len(b) :] == b)
    if "vietnamese" in customs:
        return a == b
    if None in customs:
        return _chinese_same(a, b) or None if "chinese" in customs and "".join(a) == "".join(b) else None
    if "korean" in customs and _korean_key(a) == _korean_key(b):
        return True
    if a == b or "".join(a) == "".join(b):
        return True
    return _chinese_same(a, b)
