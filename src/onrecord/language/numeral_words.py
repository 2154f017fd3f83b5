"""The words, signs and parts that numerals are written with, and what reading one gives: data for numerals.py."""

from typing import Literal, NamedTuple

from onrecord.resources import read_table

_ROWS = read_table("numerals.csv")
HYPHENS = frozenset("-‐‑–")
GLYPHS = {
    "½": 0.5,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 0.25,
    "¾": 0.75,
    "⅕": 0.2,
    "⅖": 0.4,
    "⅗": 0.6,
    "⅘": 0.8,
    "⅙": 1 / 6,
    "⅛": 0.125,
}


def _words(*roles: str) -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in _ROWS if row["role"] in roles}


UNITS, TEENS, TENS = _words("unit"), _words("teen"), _words("ten")
SCALES, SUFFIXES = _words("scale", "hundred"), _words("suffix")
ORDINALS, PARTS, VAGUE = _words("ordinal"), _words("part"), _words("vague")
SMALL = {**UNITS, **TEENS, **TENS}
FOLDS = {f"{word}fold": value for word, value in {**SMALL, "hundred": 100.0, "thousand": 1000.0, "two": 2.0}.items()}
FEW = {"few": 3.0, "couple": 2.0, "handful": 3.0}
STARTS = frozenset({*SMALL, *SCALES, *ORDINALS, *VAGUE, *FOLDS, "a", "an", "half", "quarter", *FEW})
#: "m" and the like are scales after a currency sign, before a plural noun or "of"; else they are units (metre, tonne).
TWOFOLD = frozenset({"m", "b", "t"})

Form = Literal["cardinal", "vague", "ordinal", "fraction", "fold"]


class Numeral(NamedTuple):
    """A numeral: lexemes [first, last), what it is worth, and how it is written."""

    first: int
    last: int
    value: float | None  # None for a vague one
    low: float | None  # the least a vague one means
    form: Form
    digits: bool = False
    scale: float = 1.0  # the factor of its scale words
    approximate: bool = False
