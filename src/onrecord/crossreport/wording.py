"""A report as plain words: what the search for copies and for stories compares. No parser: thousands of reports a second.

Words are folded to lower case, number words to digits; function words are left out, so that a house style which swaps "about" for
"around" changes nothing. Words inside quotation marks are marked: two reporters who quote one statement at length share its words and
are no copies of each other.
"""

import re
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.language.name_keys import fold
from onrecord.model import Report
from onrecord.resources import read_table, read_words

_LINES = re.compile(r"[^\n\r]+")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?:['’][^\W\d_]+)*|\w+")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[`]*[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|St|Sgt|Gen|Gov|Sen|Rep|Lt|Col|Capt|Maj|Cpl|Jr|Sr|No|vs|Rev|Hon|Prof|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec))$"
)
_MARKS = re.compile(r"``|''|[\"“”«»„]")
_SINGLE = re.compile(r"(?<!\w)‘[^‘\n]{20,600}?’(?!\w)")
_OPENING, _CLOSING = frozenset("“«„") | {"``"}, frozenset("”»") | {"''"}
_QUOTED_WORDS = 4  # fewer words between marks are a name or a distanced word, no statement


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report: where it stands in `Report.text`, and its content words in order. Arrays of four bytes a number: a tuple of
    pairs takes eight times as much, and all sentences of a run are held."""

    start: int
    end: int
    codes: "array[int]"  # of the folded words; the same on every machine
    starts: "array[int]"  # of each word in Report.text
    ends: "array[int]"
    own: "array[int]"  # codes of the words outside quotation marks

    @property
    def places(self) -> Iterator[tuple[int, int]]:
        """(start, end) of each word in Report.text."""
        return zip(self.starts, self.ends, strict=True)


@lru_cache(maxsize=400_000)
def encode_word(token: str) -> int:
    """The code of a word as printed; 0 for a word that says nothing (a function word).

    >>> encode_word("Two") == encode_word("2"), encode_word("the")
    (True, 0)
    """
    folded = fold_word(token)
    return 0 if folded in _silent() else zlib.crc32(folded.encode("utf-8", "surrogatepass")) or 1


def fold_word(token: str) -> str:
    """Lower case without marks, digits for number words, no possessive or plural ending.

    >>> fold_word("Ministers’"), fold_word("Seven"), fold_word("30,000"), fold_word("Kłosek")
    ('minister', '7', '30000', 'klosek')
    """
    word = fold(token).replace("’", "'")
    if word[0].isdigit():
        return word.replace(",", "")
    word = word.removesuffix("'s")
    word = _numbers().get(word, word)
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _silent():
        return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    return word


@lru_cache(maxsize=1)
def _silent() -> frozenset[str]:
    return read_words("function_words.txt")


@lru_cache(maxsize=1)
def _numbers() -> dict[str, str]:
    return {row["word"]: row["digits"] for row in read_table("number_words.csv")}


def read_sentences(report: Report) -> tuple[Sentence, ...]:
    """The sentences of headline and body, in text order; each within one line. A report whose parts are not known is read line by line."""
    parts = report.asserting_parts() if report.parts else ()
    stretches = [(p.start, p.end) for p in parts] if report.parts else [(0, len(report.text))]
    return tuple(
        sentence
        for start, end in stretches
        for line in _LINES.finditer(report.text, start, end)
        for sentence in _sentences_of(report.text, line.start(), line.end())
    )


def _sentences_of(text: str, start: int, end: int) -> Iterator[Sentence]:
    quoted = quoted_stretches(text, start, end)
    begin = start
    for stop in [*_stops(text, start, end), end]:
        codes, starts, ends = array("I"), array("I"), array("I")
        for match in _TOKEN.finditer(text, begin, stop):
            if code := encode_word(match.group()):
                codes.append(code)
                starts.append(match.start())
                ends.append(match.end())
        if codes:
            apart = (c for c, s in zip(codes, starts, strict=True) if not _is_inside(s, quoted))
            yield Sentence(begin, stop, codes, starts, ends, array("I", apart) if quoted else codes)
        begin = stop
        while begin < end and text[begin].isspace():
            begin += 1


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    for match in _STOP.finditer(text, start, end):
        if text[match.start()] != "." or not _ABBREVIATED.search(text, max(start, match.start() - 6), match.start()):
            yield match.end()


def _is_inside(offset: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in stretches)


@lru_cache(maxsize=256)
def quoted_stretches(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Half-open stretches of a line between quotation marks, in order. A mark that opens the line and is not closed quotes all of it."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _MARKS.finditer(text, start, end):
        sign = mark.group()
        if opened is None and sign not in _CLOSING:
            opened = mark.end()
        elif opened is not None and sign not in _OPENING:
            found.append((opened, mark.start()))
            opened = None
    if opened is not None and (opened - start <= 3 or text[opened - 1] in "“«„"):
        found.append((opened, end))
    found += [m.span() for m in _SINGLE.finditer(text, start, end)]
    long = [(s, e) for s, e in found if text.count(" ", s, e) >= _QUOTED_WORDS - 1]
    return tuple(sorted(long))
