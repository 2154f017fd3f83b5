"""Where the words of a question stand in a text: pieces around them, the words themselves apart."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.dossier.visible import printed

_WORD = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+")
_AROUND = 110  # characters on each side of a hit
_MOST_PIECES = 3
_MOST_HITS = 400


@dataclass(frozen=True)
class Snippet:
    """A stretch of one line of a text with the hits in it; offsets are of the text."""

    start: int
    end: int
    hits: tuple[tuple[int, int], ...]
    is_cut: tuple[bool, bool] = (False, False)  # whether the line goes on before and behind it


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


def cut_snippets(text: str, words: Sequence[str], begin: int = 0) -> list[Snippet]:
    """The stretches around the first hits, none across lines; the first line where there are none.

    Args:
        text: of a report.
        words: what is looked for, as `find_hits` takes it.
        begin: where to begin: what is shown already (a headline) is not shown again.

    >>> [(s.start, s.end, s.is_cut) for s in cut_snippets("The dam\\nIt broke. A dam of earth", ["dam"], 8)]
    [(8, 32, (False, False))]
    """
    hits = [h for h in find_hits(text, words) if h[0] >= begin]
    if not hits:
        first = next((m for m in _LINE.finditer(text, begin) if m[0].strip()), None)
        return [_snippet(text, first.start(), min(first.end(), first.start() + 2 * _AROUND), ())] if first else []
    made: list[list[int]] = []
    for start, end in hits:
        low, high = _edge(text, start - _AROUND, -1), _edge(text, end + _AROUND, 1)
        low, high = max(low, text.rfind("\n", 0, start) + 1), min(high, _line_end(text, end))
        if made and low <= made[-1][1]:
            made[-1][1] = max(made[-1][1], high)
        elif len(made) < _MOST_PIECES:
            made.append([low, high])
        else:
            break
    return [_snippet(text, a, b, hits) for a, b in made]


def _snippet(text: str, start: int, end: int, hits: Sequence[tuple[int, int]]) -> Snippet:
    end = _edge(text, end, 1)
    inside = tuple(h for h in hits if start <= h[0] and h[1] <= end)
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return Snippet(start, end, inside, (bool(before.strip()), bool(text[end : _line_end(text, end)].strip())))


def cut_around(text: str, start: int, end: int) -> Snippet:
    """The stretch around some characters, within their line; the characters are its one hit."""
    low = max(_edge(text, start - _AROUND, -1), text.rfind("\n", 0, start) + 1)
    return _snippet(text, low, min(_edge(text, end + _AROUND, 1), _line_end(text, end)), ((start, end),))


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _edge(text: str, at: int, way: int) -> int:
    """The next end of a word or line from an offset."""
    at = max(0, min(len(text), at))
    while 0 < at < len(text) and not text[at if way > 0 else at - 1].isspace():
        at += way
    return at


def shown(text: str, snippet: Snippet) -> Markup:
    """A snippet for the page: hits in `mark`, dots where the line goes on."""
    before, behind = ("… " if snippet.is_cut[0] else ""), (" …" if snippet.is_cut[1] else "")
    return Markup("{}{}{}").format(before, marked(text, snippet.start, snippet.end, snippet.hits), behind)


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
