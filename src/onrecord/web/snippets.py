"""Where the words of a question stand in a text: pieces around them, the words themselves apart."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.dossier.visible import printed

_WORD = re.compile(r"\w+")
_AROUND = 110  # characters on each side of a hit
_MOST_PIECES = 3
_MOST_HITS = 400


@dataclass(frozen=True)
class Snippet:
    """A stretch of a text with the hits in it; offsets are of the text."""

    start: int
    end: int
    hits: tuple[tuple[int, int], ...]


def find_hits(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand, whatever their case and accents; several words in one string stand together.

    >>> find_hits("The dam. The Dám broke", ["dam", "dam broke"])
    [(4, 7), (13, 16), (13, 22)]
    """
    wanted = [folded for w in words if (folded := tuple(_fold(m[0]) for m in _WORD.finditer(w)))]
    if not wanted:
        return []
    firsts = {phrase[0] for phrase in wanted}
    found = [(m.start(), m.end(), _fold(m[0])) for m in _WORD.finditer(text)]
    hits = []
    for i, (start, _, word) in enumerate(found):
        if word not in firsts:
            continue
        for phrase in wanted:
            several = found[i : i + len(phrase)]
            if tuple(w for _, _, w in several) == phrase:
                hits.append((start, several[-1][1]))
        if len(hits) >= _MOST_HITS:
            break
    return sorted(set(hits))


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


def cut_snippets(text: str, words: Sequence[str]) -> list[Snippet]:
    """The stretches around the first hits; the beginning of the text where there are none."""
    hits = find_hits(text, words)
    if not hits:
        return [Snippet(0, _edge(text, min(len(text), 2 * _AROUND), 1), ())] if text.strip() else []
    made: list[list[int]] = []
    for start, end in hits:
        low, high = _edge(text, start - _AROUND, -1), _edge(text, end + _AROUND, 1)
        if made and low <= made[-1][1]:
            made[-1][1] = max(made[-1][1], high)
        elif len(made) < _MOST_PIECES:
            made.append([low, high])
        else:
            break
    return [Snippet(a, b, tuple(h for h in hits if a <= h[0] and h[1] <= b)) for a, b in made]


def _edge(text: str, at: int, way: int) -> int:
    """The next end of a word or line from an offset."""
    at = max(0, min(len(text), at))
    while 0 < at < len(text) and not text[at if way > 0 else at - 1].isspace():
        at += way
    return at


def marked(text: str, start: int, end: int, hits: Sequence[tuple[int, int]]) -> Markup:
    """A stretch of a text for the page, the hits in `mark`; hits that overlap are one."""
    made, at = [], start
    for a, b in sorted(hits):
        a, b = max(a, at), min(b, end)
        if a >= b:
            continue
        made += [printed(text[at:a]), Markup("<mark>"), printed(text[a:b]), Markup("</mark>")]
        at = b
    return Markup("").join([*made, printed(text[at:end])])


def marked_words(text: str, words: Sequence[str]) -> Markup:
    """A whole short text with the words marked."""
    return marked(text, 0, len(text), find_hits(text, words))
