"""Names in writings that leave out short vowels (Arabic, Persian, Hebrew): compared with Latin spellings by their consonants."""

import re
from functools import cache, lru_cache

from anyascii import anyascii

from onrecord.language.name_sounds import SOUND_CLASSES, sound
from onrecord.resources import read_table

Words = tuple[str, ...]

_ABJAD = re.compile(r"[\u05d0-\u05ea\u0620-\u06d3]")
_MARKS = re.compile(r"[\u0591-\u05c7\u064b-\u065f\u0670\u200c-\u200f]")  # vowel points, joiners
_ARTICLE = re.compile(r"(?:(?<=\s)|^)\u0627\u0644(?=\S{2})")
_DOUBLE = re.compile(r"(.)\1+")
_FEWEST = 5  # consonants that two names must share to be one by consonants alone


def is_abjad(name: str) -> bool:
    """Whether the name is written in letters that leave out short vowels.

    >>> is_abjad("معمر القذافي"), is_abjad("Muammar Gaddafi")
    (True, False)
    """
    return _ABJAD.search(name) is not None


@cache
def _letters() -> dict[int, str]:
    return {ord(row["letter"]): row["latin"] for row in read_table("abjad_letters.tsv")}


def romanise_abjad(name: str) -> str:
    """The name in Latin letters, consonants and long vowels only, its articles apart.

    >>> romanise_abjad("معمر القذافي")
    'maamr al qdhafy'
    """
    return anyascii(_ARTICLE.sub("al ", _MARKS.sub("", name)).translate(_letters()))


@lru_cache(maxsize=32_768)
def consonants(word: str) -> str:
    """The key under which a spelling without vowels and those with them meet; a vowel counts only where it begins the word.

    >>> consonants("qdhafy") == consonants("gaddafi"), consonants("amr") == consonants("omar")
    (True, True)
    """
    kept = [SOUND_CLASSES.get(s, s) for s in sound(word.replace("w", "u"))]
    body = "".join(s for s in kept[1:] if s not in "ah")
    return _DOUBLE.sub(r"\1", (kept[0] if kept else "") + body)


def same_by_consonants(a: Words, b: Words) -> tuple[bool | None, str]:
    """Whether a name without vowels and one with them are one, with the reason.

    Args:
        a: folded words of the one, without titles and particles.
        b: those of the other.
    """
    x, y = ([consonants(w) for w in words] for words in (a, b))
    short, full = sorted((x, y), key=len)
    fits = short[-1] == full[-1] and (len(short) == 1 or short[0] == full[0])
    inner = iter(full)
    if not fits or not all(key in inner for key in short):
        return False, "The consonants differ."
    if sum(len(key) for key in short) < _FEWEST:
        return None, "The consonants are the same, but they are few."
    return True, "The consonants are the same; one is written without short vowels."
