"""Words, numbers and signs of a text with their places; coarser than the parser's tokens where those cut numbers apart."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_LEXEME = re.compile(
    r"(?P<n>\d{1,3}(?:[,\u00a0\u202f\u2009]\d{2,3}){0,6}[,\u00a0\u202f\u2009]\d{3}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\w)\.\d+)"
    r"|(?P<w>[^\W\d_]+)|(?P<s>\S)"
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
    made = []
    for match in _LEXEME.finditer(text):
        word = match.group()
        made.append(Lexeme(match.lastgroup or "s", word, word.lower(), match.start(), match.end()))
    return made


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
    plain = re.sub(r"[,\u00a0\u202f\u2009]", "", text)
    return float(plain) if len(plain) <= _LONGEST else None
