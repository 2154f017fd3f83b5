"""Words, numbers and signs of a text with their places; coarser than the parser's tokens where those cut numbers apart."""

import re
from collections.abc import Sequence
from typing import NamedTuple

#: Numbers in which a blank stands after the comma or point ("20, 000 people", "5. 4 per cent"): so texts come out of some archives.
_BROKEN = (
    r"(?<![\d.,:])\d{1,3}(?:, \d{3})+(?![\d:%]|,? ?\d)(?= [^\W\d_])"
    r"|(?<![\d.,:])\d{1,3}\. \d{1,3}(?!\d)(?= ?(?:%|per ?cent\b|percent|(?:bn|[mbtr]+illion)\b))"
    r"|(?<=[$€£¥])\d{1,3}\. \d{1,3}(?!\d)"
    r"|(?:(?<=[mM]agnitude )|(?<=[mM]agnitude of ))\d\. \d(?!\d)|(?<![\d.,:])\d\. \d(?=[ -]magnitude\b| (?:earth)?quakes?\b)"
    r"|(?<![\d.,:])\d{1,3}\. \d{1,2}(?= (?:kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|feet|inches|degrees|tonn?e?s)\b)"
)
_PLAIN = (
    r"(?P<n>\d{1,3}(?:[,\u00a0\u202f\u2009]\d{2,3}){0,6}[,\u00a0\u202f\u2009]\d{3}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\w)\.\d+)"
    r"|(?P<w>[^\W\d_]+)|(?P<s>\S)"
)
_LEXEME = re.compile(_PLAIN)
_LEXEME_OR_BROKEN = re.compile(rf"(?P<b>{_BROKEN})|{_PLAIN}")
#: Time zones, as clocks in news print them.
ZONES = frozenset("gmt utc est edt cst cdt mst mdt pst pdt bst cet cest ist jst aest aedt".split())
MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
    + "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)

_LONGEST = 24  # digits; a longer run is an account or serial number


class Lexeme(NamedTuple):
    """A word, number or sign of the paragraph's text."""

    kind: str  # n number, w word, s sign
    text: str
    lower: str
    start: int
    end: int


def split_lexemes(text: str) -> list[Lexeme]:
    """The lexemes of a text, in order."""
    made: list[Lexeme] = []
    at = 0
    while (match := _next_lexeme(text, at, made)) is not None:
        word, kind, at = match.group(), match.lastgroup or "s", match.end()
        made.append(Lexeme("n" if kind == "b" else kind, word, word.lower(), match.start(), at))
    return made


def _next_lexeme(text: str, at: int, before: Sequence[Lexeme]) -> re.Match[str] | None:
    """The lexeme at or after the place; after a month no comma is one of thousands ("on May 5, 300 people")."""
    is_day = bool(before) and before[-1].lower in MONTHS
    return (_LEXEME if is_day else _LEXEME_OR_BROKEN).search(text, at)


def lower_at(lexemes: Sequence[Lexeme], i: int) -> str:
    return lexemes[i].lower if 0 <= i < len(lexemes) else ""


def is_glued(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether lexeme i follows the one before it without a blank."""
    return 0 < i < len(lexemes) and lexemes[i - 1].end == lexemes[i].start


def number_of(text: str) -> float | None:
    """What a lexeme of digits is worth; None for a run too long to be a figure.

    >>> number_of("1,463.78")
    1463.78
    """
    plain = re.sub(r"[, \u00a0\u202f\u2009]", "", text)
    return float(plain) if len(plain) <= _LONGEST else None
