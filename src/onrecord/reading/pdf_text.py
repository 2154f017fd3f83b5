"""The lines of a PDF's pages -> running text: a paragraph a line, so that no sentence is cut where a line of print ended.

A PDF has no paragraphs, only lines in places. What is put together keeps the map to the lines as they came; running heads and page numbers
are left out. Nothing is reordered.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.model import Segment
from onrecord.resources import read_table

_ENDS = (".", "!", "?", ":", ";", '."', ".”", ".’", "!”", "?”")
_ITEM = re.compile(r"[•▪‣·–—*-]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
_NUMBER = re.compile(r"\d+")
_CUT_WORD = re.compile(r"([^\W\d_]{2,})-$")
_WORD = re.compile(r"[^\W\d_]+")
_FULL, _HALF = 0.85, 0.4  # of the usual length of a line
_FEW = 3  # pages on which a first or last line must return to be a running head


@dataclass(frozen=True)
class _Line:
    text: str  # blanks at both ends cut off
    raw: int  # where it begins in the lines as they came
    page: int


def flow_pages(pages: Sequence[str]) -> tuple[str, tuple[Segment, ...], tuple[int, ...]]:
    """Running text of some pages.

    Args:
        pages: the lines of each page, as extracted.

    Returns:
        (text, map of its characters to the pages joined by line ends, offset in the text at which each page begins). The blank that
        joins two lines is in no segment.

    >>> flow_pages(["The ferry left Bergen at noon on Tues-", "day."])[0]
    'The ferry left Bergen at noon on Tuesday.'
    """
    lines = list(_lines(pages))
    usual = _usual(lines)
    words = Counter(w.lower() for line in lines for w in _WORD.findall(line.text))
    segments: list[Segment] = []
    starts: dict[int, int] = {}
    parts: list[str] = []
    position = 0
    before: _Line | None = None
    for line in lines:
        glue, cut = _glue(before, line, usual, words)
        if cut:  # the hyphen that only the end of the line made
            parts[-1] = parts[-1][:-1]
            position -= 1
            last = segments[-1]
            segments[-1] = Segment(last.start, last.raw, last.length - 1)
        parts += [glue, line.text]
        position += len(glue)
        starts.setdefault(line.page, position)
        segments.append(Segment(position, line.raw, len(line.text)))
        position += len(line.text)
        before = line
    text = "".join(parts)
    return text, tuple(segments), tuple(_page_starts(starts, len(pages), len(text)))


def _page_starts(starts: dict[int, int], pages: int, end: int) -> Iterator[int]:
    """Where each page begins; an empty one where the next does."""
    for page in range(pages):
        yield min((at for number, at in starts.items() if number >= page), default=end)


def _lines(pages: Sequence[str]) -> Iterator[_Line]:
    running = _running(pages)
    offset = 0
    for number, page in enumerate(pages):
        found = []
        for line in page.split("\n"):
            words = line.strip()
            if words:
                found.append(_Line(words, offset + len(line) - len(line.lstrip()), number))
            offset += len(line) + 1
        edge = {id(line) for line in (found[:1] + found[-1:]) if _masked(line.text) in running}
        yield from (line for line in found if id(line) not in edge)


def _running(pages: Sequence[str]) -> frozenset[str]:
    """First and last lines that return on most pages, numbers aside: running heads and page numbers."""
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [line.strip() for line in page.split("\n") if line.strip()]
        seen.update({_masked(line) for line in lines[:1] + lines[-1:]})
    return frozenset(line for line, count in seen.items() if count >= max(_FEW, len(pages) // 2))


def _masked(line: str) -> str:
    return _NUMBER.sub("0", line)


def _usual(lines: Sequence[_Line]) -> int:
    """The length of a full line, in characters: what a tenth of the lines reach."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _glue(before: _Line | None, line: _Line, usual: int, words: Counter[str]) -> tuple[str, bool]:
    """What stands between two lines, and whether the hyphen before it goes."""
    if before is None:
        return "", False
    goes_on = line.text[:1].islower()
    cut = _CUT_WORD.search(before.text)
    if cut is not None and goes_on:
        return "", _is_word(cut[1] + _WORD.match(line.text)[0], words)  # type: ignore[index] # it begins with a letter
    if _ITEM.match(line.text):
        return "\n", False
    is_ended = before.text.endswith(_ENDS)
    is_full = len(before.text) >= _FULL * usual
    joined = is_full if (is_ended or not goes_on) else len(before.text) >= _HALF * usual
    return (" " if joined else "\n"), False


def _is_word(word: str, words: Counter[str]) -> bool:
    """Whether a word is one when written together: it stands so elsewhere in the text, or among the common ones."""
    return word.lower() in words or word.lower() in _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("word_ranks.csv"))
