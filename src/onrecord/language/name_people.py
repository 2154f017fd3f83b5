"""Whether two names of people are one person's, by the names alone."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

from onrecord.language.name_abjad import is_abjad, romanise_abjad, same_by_consonants
from onrecord.language.name_asian import asian_same, custom_of
from onrecord.language.name_keys import fold, name_words
from onrecord.language.name_sounds import sounds_alike
from onrecord.language.titles import title_length
from onrecord.resources import read_table, read_words

Words = tuple[str, ...]
Verdict = tuple[bool | None, float, str]  # same, score, the reason as a sentence

_GLUED = re.compile(r"\b(El|Al|De|La|Le|Di|Da|Du)(?=[A-Z])")
_RUN_ON = re.compile(r"^vande[nr]?(?=[a-z]{4})")  # "Vandenbossche" is "Van den Bossche"
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ROMAN = re.compile(r"^[IVX]+$")
_PATRONYMIC = frozenset({"bin", "ibn", "ben", "bint", "ould"})
_GIVEN_TOO = frozenset({"ed", "ben", "an", "ad", "des", "den"})  # particles that are given names where they come first
_JOINED = frozenset({"abd", "abdul", "abdel", "abdal", "abu", "umm", "abou"})


class PersonName(NamedTuple):
    """A name taken apart."""

    words: Words  # folded, in order, without titles, particles and suffix
    suffix: str | None  # "junior", "senior", "2" ...
    characters: str  # the name in Chinese, Japanese or Korean writing; "" for others
    patronymic: bool  # has "bin", "ibn" or the like: the order of its words means descent
    abjad: bool  # was written without short vowels
    custom: str | None  # the East Asian custom that it follows; None for any other


@cache
def name_suffixes() -> dict[str, str]:
    """Folded word after a name -> what it says of its bearer (junior, third ...)."""
    return {row["word"]: row["suffix"] for row in read_table("name_suffixes.tsv")}


@cache
def _short_forms() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(read_table("nicknames.tsv")):
        for name in row["names"].split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(rows) for name, rows in found.items()}


@cache
def _namesakes() -> frozenset[frozenset[Words]]:
    pairs = (line.split("|") for line in read_words("namesakes.txt"))
    return frozenset(frozenset(take_apart(n).words for n in pair) for pair in pairs)


@cache
def _with_namesakes() -> frozenset[Words]:
    return frozenset().union(*_namesakes())


def romanise(name: str) -> str:
    """The name in Latin letters; Latin ones stay as they are.

    >>> romanise("Владимир Путин"), romanise("习近平")
    ('Vladimir Putin', 'Xi Jin Ping')
    """
    if name.isascii() or fold(name).isascii():
        return name
    return _CAMEL.sub(" ", anyascii(name)) if _CJK.search(name) else anyascii(name)


@lru_cache(maxsize=32_768)
def take_apart(name: str) -> PersonName:
    """The parts of a person's name.

    >>> take_apart("Gen. Abd al-Fattah al-Burhan").words, take_apart("Donald Trump Jr.").suffix
    (('abdfattah', 'burhan'), 'junior')
    """
    abjad = not name.isascii() and is_abjad(name)
    text = romanise_abjad(name) if abjad else romanise(name)
    if text.count(",") == 1:
        last, first = text.split(",")
        text = f"{last} {first}" if fold(first).strip(" .") in name_suffixes() else f"{first} {last}"
    if _GLUED.search(text) and not text.isupper():
        text = _GLUED.sub(r"\1 ", text)
    words = list(name_words(text))
    words = words[title_length(words) :]
    suffix = None
    if (
        len(words) > 1
        and words[-1] in name_suffixes()
        and (len(words[-1]) != 2 or words[-1] in ("jr", "sr") or _roman(text))
    ):
        suffix = name_suffixes()[words.pop()]
    patronymic = not _PATRONYMIC.isdisjoint(words)
    characters = "".join(name.split()) if not name.isascii() and _CJK.search(name) else ""
    kept = _without_particles([*words[:1], *(_RUN_ON.sub("", w) for w in words[1:])])
    return PersonName(kept, suffix, characters, patronymic, abjad, custom_of(kept) if kept else None)


def _roman(text: str) -> bool:
    return bool(_ROMAN.match(text.split()[-1]))


def _without_particles(words: list[str]) -> Words:
    kept: list[str] = []
    particles, index = read_words("name_particles.txt"), 0
    if particles.isdisjoint(words) and _JOINED.isdisjoint(words):
        return tuple(words)
    while index < len(words):
        word = words[index]
        if word in _JOINED and index + 1 < len(words):
            index += 1 + (words[index + 1] in particles and index + 2 < len(words))
            kept.append(("abd" if word.startswith("abd") else "abu" if word.startswith("ab") else word) + words[index])
        elif word not in particles or (index == 0 and word in _GIVEN_TOO and len(words) > 1):
            kept.append(word)
        index += 1
    return tuple(kept) or tuple(words)


@lru_cache(maxsize=65_536)
def _same_word(a: str, b: str) -> bool:
    """Spellings, initials and short forms of one given name or surname."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if {_genders().get(a), _genders().get(b)} == {"m", "f"}:
        return False
    if _short_forms().get(a, frozenset()) & _short_forms().get(b, frozenset()):
        return True
    return sounds_alike(a, b)


def _in_order(short: Words, full: Words) -> tuple[int, ...] | None:
    """Where the words of the shorter name stand in the fuller one, in order; None unless all do. The last may be no mere initial."""
    places: list[int] = []
    start = 0
    for number, word in enumerate(short):
        last = number == len(short) - 1
        for index in range(start, len(full)):
            if _same_word(word, full[index]) if not last else _same_surname(word, full[index]):
                places.append(index)
                start = index + 1
                break
        else:
            return None
    return tuple(places)


def _same_surname(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) > 1 and sounds_alike(a, b))


def is_given_name(word: str) -> bool:
    """Whether the folded word is a known given name."""
    return word in _short_forms() or word in _given_names()


def short_form_rows(word: str) -> tuple[int, ...]:
    """The classes of short and pet forms that the folded given name belongs to, sorted."""
    return tuple(sorted(_short_forms().get(word, ())))


def gender_of_name(word: str) -> str:
    """m or f, where bearers of the folded given name mostly are; "" where they are either, or the name is not known."""
    return _genders().get(word, "")


@cache
def _genders() -> dict[str, str]:
    return {row["name"]: row["gender"] or "" for row in read_table("given_names.tsv")}


@cache
def _given_names() -> frozenset[str]:
    return frozenset(_genders())


def compare_people(a: str, b: str) -> Verdict:
    """Whether two names of people are one person's: a verdict with its reason."""
    x, y = take_apart(a), take_apart(b)
    if not x.words or not y.words:
        return None, 0.0, "One of the names has no letters that can be compared."
    for rule in _RULES:
        verdict = rule(x, y)
        if verdict is not None:
            return verdict
    return False, 0.1, "A given name or surname of one has no counterpart in the other."


def plain_words(name: str) -> tuple[str, str] | None:
    """The given name and surname of a name that is those two words and no more; None for any other, and for one of another custom."""
    words, suffix, characters, _, abjad, custom = take_apart(name)
    return None if len(words) != 2 or suffix or characters or abjad or custom else (words[0], words[1])


def are_two(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether `compare_people` is sure to refuse two plain names: asked of many names at a small part of its cost. It may refuse others.

    Args:
        a: from `plain_words`.
        b: of the other name.

    >>> are_two(plain_words("Anna Novak"), plain_words("Ivan Novak")), are_two(plain_words("Anna Novak"), plain_words("Ana Nowak"))
    (True, False)
    """
    (given, surname), (other_given, other_surname) = a, b
    if _may_be_one_word(given, other_given) and (surname == other_surname or _may_be_one_word(surname, other_surname)):
        return False
    return not (_same_surname(given, other_surname) and _same_surname(surname, other_given))


@lru_cache(maxsize=65_536)
def _may_be_one_word(a: str, b: str) -> bool:
    return _same_word(a, b) or _same_surname(a, b) or _is_slip(a, b)


def _known_namesakes(x: PersonName, y: PersonName) -> Verdict | None:
    if x.words in _with_namesakes() and frozenset((x.words, y.words)) in _namesakes():
        return False, 0.05, "They are known namesakes or relatives."
    return None


def _other_suffix(x: PersonName, y: PersonName) -> Verdict | None:
    if x.suffix == y.suffix:
        return None
    if (len(x.words) > 1 and len(y.words) > 1) or (x.suffix and y.suffix):
        return False, 0.1, "They have different suffixes (Jr., Sr., II ...), or one has none."
    return None, 0.5, "One has a suffix (Jr., II ...) that the other lacks."


def _equal(x: PersonName, y: PersonName) -> Verdict | None:
    if x.words == y.words and x.characters == y.characters:
        return True, 1.0, "The names have the same words."
    return None


def _characters(x: PersonName, y: PersonName) -> Verdict | None:
    """Where both are printed in characters, the characters decide: different ones may sound alike."""
    if not x.characters or not y.characters:
        return None
    same = x.characters == y.characters
    return same, 0.95 if same else 0.1, "The characters are the same." if same else "A character differs."


def _asian(x: PersonName, y: PersonName) -> Verdict | None:
    if (x.custom is None and y.custom is None) or len(x.words) < 2 or len(y.words) < 2:
        return None
    verdict = asian_same(x.words, y.words)
    if verdict is None:
        return None
    return verdict, 0.95 if verdict else 0.05, "The syllables agree." if verdict else "A syllable of the name differs."


def _abjad(x: PersonName, y: PersonName) -> Verdict | None:
    if x.abjad == y.abjad:
        return None
    same, reason = same_by_consonants(x.words, y.words)
    return same, {True: 0.85, None: 0.5, False: 0.1}[same], reason


def _unread(x: PersonName, y: PersonName) -> Verdict | None:
    """Characters may be read in several ways: what their Chinese reading does not show is left open."""
    if (
        bool(x.characters) == bool(y.characters)
        or not _HAN.search(x.characters + y.characters)
        or asian_same(x.words, y.words)
    ):
        return None
    return None, 0.4, "The characters may be read otherwise."


def _single(x: PersonName, y: PersonName) -> Verdict | None:
    if len(x.words) > 1 and len(y.words) > 1:
        return None
    short, full = sorted((x.words, y.words), key=len)
    if len(full) == 1:
        alike = _same_surname(short[0], full[0])
        return (
            alike,
            0.9 if alike else 0.1,
            "The names are spellings of one." if alike else "The names sound different.",
        )
    if _same_surname(short[0], full[-1]):
        return True, 0.75, "One is the surname of the other."
    if any(_same_surname(short[0], w) for w in full[:-1]):
        return None, 0.5, "One is part of the other, but not its surname."
    return False, 0.05, "The name is no part of the other."


def _ordered(x: PersonName, y: PersonName) -> Verdict | None:
    short, full = (x.words, y.words) if len(x.words) <= len(y.words) else (y.words, x.words)
    places = _in_order(short, full)
    if places is None:
        return None
    if len(short) == len(full):
        return True, 0.95, "Each word has its counterpart: the same, another spelling, an initial or a short form."
    if places == (1, 2) and len(full) == 3 and sounds_alike(full[0], "muhammad"):
        return True, 0.8, "The fuller name has Muhammad in front, which is often left out."
    if places[0] > 0:
        if is_given_name(full[0]) and is_given_name(short[0]) and places[-1] == len(full) - 1 and _is_western(full[0]):
            return True, 0.8, "The fuller name has a further given name in front."
        return None, 0.5, "The fuller name has a further name in front: it may be a child's."
    if places[-1] < len(full) - 1 and len(short) == 2 and is_given_name(short[-1]):
        return None, 0.5, "The shorter name may be given names only."
    return True, 0.85, "The shorter name is the fuller one with words left out."


def _is_western(word: str) -> bool:
    return word in _short_forms()


def _joined(x: PersonName, y: PersonName) -> Verdict | None:
    if len(x.words) == len(y.words) or min(len(x.words), len(y.words)) > 2:
        return None
    a, b = "".join(x.words), "".join(y.words)
    if a[0] == b[0] and min(len(a), len(b)) > 6 and abs(len(a) - len(b)) < 3 and sounds_alike(a, b):
        return True, 0.9, "The names are the same but for the blanks."
    return None


def _turned(x: PersonName, y: PersonName) -> Verdict | None:
    if len(x.words) != len(y.words) or x.patronymic or y.patronymic or len(x.words) > 3:
        return None
    turned = (y.words[-1], *y.words[:-1])
    back = (*y.words[1:], y.words[0])
    for order in (turned, back):
        given = order[0] if order is turned else x.words[0]
        if all(map(_same_surname, x.words, order)) and not (given in _given_names() and order[-1] in _given_names()):
            return True, 0.85, "The same words, family name first in one and last in the other."
    return None


def _only_odd(x: Words, y: Words) -> tuple[str, str] | None:
    """The one pair of words that are not the same; None where there are none or more."""
    odd = None
    for pair in zip(x, y, strict=True):
        if not _same_word(*pair):
            if odd:
                return None
            odd = pair
    return odd


def _misprint(x: PersonName, y: PersonName) -> Verdict | None:
    """One letter wrong inside one long word, all else alike."""
    if len(x.words) != len(y.words) or len(x.words) < 2 or x.custom:
        return None
    odd = _only_odd(x.words, y.words)
    if odd is None:
        return None
    return (None if odd[0] == x.words[0] else True, 0.7, "One letter differs.") if _is_slip(*odd) else None


def _is_slip(a: str, b: str) -> bool:
    """Whether two words differ in one letter, inside a long word."""
    size = min(len(a), len(b))
    slipped = len(a) != len(b) or sorted(a) == sorted(b)  # a letter left out, doubled or moved, not replaced by another
    if size < (5 if slipped else 6) or a[0] != b[0] or (a[-1] != b[-1] and size < 7):
        return False
    return OSA.distance(a, b) == 1


_RULES = (
    _known_namesakes,
    _other_suffix,
    _equal,
    _characters,
    _abjad,
    _unread,
    _asian,
    _joined,
    _single,
    _ordered,
    _turned,
    _misprint,
)
