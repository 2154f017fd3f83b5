"""Reads what a numeral is measured in: percent, money before or after the number, units of measure, rates."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.language.lexemes import Lexeme, split_lexemes
from onrecord.resources import read_table

_HYPHENS = frozenset("-‐‑–")
_LONGEST = 5  # lexemes of the longest unit
#: Signs of one letter that may stand apart from the number ("8 W", "30 m"); others must be glued to it.
_APART = frozenset({"m", "g", "W", "V", "L", "%", "°", "t"})
_PER = frozenset({"per", "a", "an", "/"})
_RATES = frozenset(
    "second minute hour day night week month year share head person capita barrel gallon litre liter ton tonne pound ounce"
    " kilogram kilo gram kg km mile kilometre kilometer unit ticket household mwh kwh century decade game".split()
)


class Unit(NamedTuple):
    """A unit read at some lexemes [first, last)."""

    name: str
    kind: str  # measure, percent, ratio, time, money
    first: int
    last: int
    part: float = 1.0


def _plurals(words: str) -> Iterable[str]:
    """The word and its plural; of several words the first noun and the last are inflected ("miles per hour", "degrees Celsius")."""
    yield words
    yield f"{words}s"
    first, _, rest = words.partition(" ")
    if rest:
        yield f"{first}s {rest}"


def _key(words: str) -> tuple[str, ...]:
    return tuple(lexeme.text for lexeme in split_lexemes(words))


@cache
def _tables() -> tuple[dict[tuple[str, ...], tuple[str, str]], dict[tuple[str, ...], tuple[str, str]]]:
    """(by words in lower case, by signs in their exact case) -> (unit, kind)."""
    words: dict[tuple[str, ...], tuple[str, str]] = {}
    signs: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in read_table("units.csv"):
        value = (row["unit"], row["kind"])
        for word in filter(None, row["words"].split("|")):
            words.update((_key(form), value) for form in _plurals(word))
        signs.update((_key(sign), value) for sign in row["signs"].split("|") if sign)
    for row in read_table("currencies.csv"):
        value = (row["unit"], "money")
        for word in filter(None, row["names"].split("|")):
            for form in _plurals(word):
                words.setdefault(_key(form), value)
        signs.update((_key(sign), value) for sign in row["signs"].split("|") if sign)
    return words, signs


@cache
def _money_signs() -> dict[tuple[str, ...], str]:
    """Signs and codes that stand before the number."""
    return {_key(s): row["unit"] for row in read_table("currencies.csv") for s in row["signs"].split("|") if s}


def read_money(lexemes: Sequence[Lexeme], i: int) -> Unit | None:
    """The currency sign or code that ends just before lexeme i ("US$", "EUR", "Rs."); None where there is none."""
    stop = i - 1 if i > 1 and lexemes[i - 1].text == "." and lexemes[i - 2].text in {"Rs", "Sh"} else i
    for length in range(min(4, stop), 0, -1):
        key = tuple(x.text for x in lexemes[stop - length : stop])
        unit = _money_signs().get(key)
        if unit and _stands_alone(lexemes, stop - length):
            return Unit(unit, "money", stop - length, i)
    return None


def _stands_alone(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether the sign at i is not the tail of a word ("XUSD")."""
    return i == 0 or lexemes[i].kind == "s" or lexemes[i - 1].end < lexemes[i].start or lexemes[i - 1].kind == "s"


def read_unit(lexemes: Sequence[Lexeme], i: int, digits: bool) -> Unit | None:
    """The unit at lexeme i, just after a number; a hyphen may join them ("40-yard").

    Args:
        lexemes: of the paragraph.
        i: first lexeme after the number.
        digits: the number is written in digits; only then may a sign follow ("5 km", but not "five km").
    """
    start = i
    if i + 1 < len(lexemes) and lexemes[i].text in _HYPHENS:
        start = i + 1
    words, signs = _tables()
    for length in range(min(_LONGEST, len(lexemes) - start), 0, -1):
        piece = lexemes[start : start + length]
        found = words.get(tuple(x.lower for x in piece))
        if not found and digits and _is_sign(lexemes, i, start, length):
            found = signs.get(tuple(x.text for x in piece))
        if found and not _is_contracted(lexemes, start + length):
            return Unit(*_with_rate(lexemes, start + length, found), start, start + length)
    return None


def _is_contracted(lexemes: Sequence[Lexeme], i: int) -> bool:
    """ "One won't do": "won't" is no currency."""
    return (
        i + 1 < len(lexemes)
        and lexemes[i].text in "'’"
        and lexemes[i + 1].lower == "t"
        and lexemes[i - 1].end == lexemes[i].start
    )


def _is_sign(lexemes: Sequence[Lexeme], i: int, start: int, length: int) -> bool:
    """Whether the piece may be read as a sign: glued to the number if it is one letter, and the end of its word."""
    last = start + length
    if last < len(lexemes) and lexemes[last - 1].end == lexemes[last].start and lexemes[last].kind != "s":
        return False
    glued = i > 0 and lexemes[i - 1].end == lexemes[start].start
    text = lexemes[start].text
    if any(x.kind == "n" and lexemes[start + k - 1].end < x.start for k, x in enumerate(lexemes[start:last]) if k):
        return False  # "5 ft 2" are no square feet
    return (
        glued or length > 1 or text in _APART or (len(text) > 1 and text.lower() not in {"in", "hr", "pc", "pt", "lm"})
    )


def _with_rate(lexemes: Sequence[Lexeme], i: int, found: tuple[str, str]) -> tuple[str, str]:
    """The unit with "per X" where a rate follows ("$6 a share", "barrels per day")."""
    rate = read_rate(lexemes, i)
    return (f"{found[0]} per {rate}", found[1]) if rate else found


def read_rate(lexemes: Sequence[Lexeme], i: int) -> str | None:
    """The "X" of "per X" or "a X" at lexeme i; None where no rate stands there."""
    if i + 1 >= len(lexemes) or lexemes[i].lower not in _PER:
        return None
    word = lexemes[i + 1].lower
    if word in _RATES or (lexemes[i].lower == "per" and lexemes[i + 1].kind == "w"):
        return word
    return None
