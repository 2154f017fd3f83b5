"""Stretches in quotation marks, by paragraph: unclosed ones run to the paragraph's end and go on where the next one opens with a mark.

They go on as well up to the mark that closes them some lines below (quotation_lines.py).
"""

from dataclasses import dataclass

from onrecord.language.quotation_lines import find_close
from onrecord.language.quotation_tokens import Tokens

_OPEN = frozenset("“„«")
_CLOSE = frozenset("”»")
_EITHER = frozenset({'"', "''", "``", "“", "”", "„", "«", "»", "´´"})
_POINTS = frozenset({",", ".", "?", "!"})
_SINGLE = frozenset("‘’'`‚")


@dataclass(frozen=True)
class Region:
    """A stretch in quotation marks; the marks are inside."""

    start: int  # first token
    end: int  # one past the last
    single: bool
    closed: bool
    continues: bool = False  # goes on from the region of the paragraph before
    whole: bool = False  # is all its paragraph has
    carried: bool = False  # goes on from the one before without a mark of its own


@dataclass(frozen=True)
class Regions:
    """All regions of a report, and for each token the number of the region it is in."""

    items: tuple[Region, ...]
    at: list[int]  # -1: outside
    before: list[int]  # the nearest token in a region left of each token; -1: none
    after: list[int]  # the nearest one right of it; the number of tokens: none

    def of(self, token: int) -> Region | None:
        """The region a token is in."""
        return self.items[self.at[token]] if 0 <= token < len(self.at) and self.at[token] >= 0 else None


def _glued(t: Tokens, i: int, j: int) -> bool:
    """Whether tokens i and j (neighbours) stand without a blank between them in one paragraph."""
    return i >= 0 and j < len(t.text) and t.paragraph[i] == t.paragraph[j] and t.end[i] == t.start[j]


def _opens(t: Tokens, i: int) -> bool:
    """Whether a mark looks like an opening one: a blank or bracket before it, a word right after it."""
    if not _glued(t, i, i + 1):
        return False
    return not _glued(t, i - 1, i) or t.text[i - 1] in "([—–-/"


def _double(t: Tokens, low: int, high: int) -> list[tuple[int, int, bool]]:
    """(first, last, closed) of the double-marked stretches of a paragraph."""
    marks = _marks(t, low, high)
    found: list[tuple[int, int, bool]] = []
    start, inner = -1, 0
    for n, (i, looks) in enumerate(marks):
        after = [look for _, look in marks[n + 1 : n + 3]]
        if start < 0 and looks == "closing" and i > low:
            if t.text[i] in _CLOSE:
                found += _headless(t, low, i, found)
            elif after[:1] == ["closing"]:
                start = i  # "said." We ran."
            else:
                found = _reclosed(t, found, i)
        elif start < 0:
            start = i
        elif looks == "opening" and (t.text[i] in _OPEN or after[:1] == ["closing"]):
            inner += after == ["closing", "closing"]  # a quotation in one, in the same marks
        elif inner:
            inner -= 1
        else:
            found.append((start, i, True))
            start = -1
    if start >= 0 and start < high - 1:
        found.append((start, high - 1, False))
    return found


def _marks(t: Tokens, low: int, high: int) -> list[tuple[int, str]]:
    """The double marks of a paragraph, and whether each looks as if it opened or closed; empty where it could do either."""
    found: list[tuple[int, str]] = []
    for i in range(low, high):
        backticks = _is_backticks(t, i, high)
        if not backticks and (t.text[i] not in _EITHER or (t.text[i] == "`" and found and found[-1][0] == i - 1)):
            continue
        after_word = _glued(t, i - 1, i) and not (_glued(t, i, i + 1) and t.word[i + 1])
        looks = "opening" if backticks or _opens(t, i) else "closing" if t.text[i] in _CLOSE or after_word else ""
        found.append((i, looks))
    return found


def _reclosed(t: Tokens, found: list[tuple[int, int, bool]], i: int) -> list[tuple[int, int, bool]]:
    """A straight mark that closes nothing: the stretch before it ends here where it ended behind a number, as behind 6 inches, or at no
    point though there is one here; otherwise the mark is none."""
    if not found or not found[-1][2]:
        return found
    start, last, _ = found[-1]
    is_number, has_point = t.tag[last - 1] == "CD", t.text[i - 1] in _POINTS
    if has_point and (is_number or t.text[last - 1] not in _POINTS):
        return [*found[:-1], (start, i, True)]
    return found


def _is_backticks(t: Tokens, i: int, high: int) -> bool:
    """Whether two single marks stand for one: the tokenizer parts the "``" that some archives open a quotation with."""
    return t.text[i] == "`" and i + 1 < high and t.text[i + 1] == "`" and _glued(t, i, i + 1)


def _headless(t: Tokens, low: int, i: int, found: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """A closing mark whose opening one is missing: the stretch from the paragraph's start, if nothing else is marked there."""
    if found or i - low < 4 or any(t.text[k] in _EITHER for k in range(i + 1, min(i + 3, len(t.text)))):
        return []
    return [(low, i, False)] if t.sentence[low] == t.sentence[i] else []


def _singles(t: Tokens, low: int, high: int, taken: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Stretches in single marks outside the double ones; apostrophes do not open or close one."""
    inside = {k for s, e, _ in taken for k in range(s, e + 1)}
    found, start = [], -1
    for i in range(low, high):
        if i in inside or t.text[i] not in _SINGLE or (t.tag[i] == "POS" and t.text[i] != "‘"):
            closes = start >= 0 and i not in inside and t.text[i] in _SINGLE and _closes(t, i)
            if not closes:
                continue
        if start < 0:
            start = i if _opens(t, i) and t.text[i] != "’" else -1
        elif _closes(t, i):
            found.append((start, i, True))
            start = -1
    return found


def _closes(t: Tokens, i: int) -> bool:
    """Whether a single mark can close: a word or point right before it, none after it."""
    after_word = _glued(t, i, i + 1) and t.word[i + 1]
    return _glued(t, i - 1, i) and not after_word


def find_regions(t: Tokens) -> Regions:
    """The stretches in quotation marks of a report, in text order, without overlap."""
    items: list[Region] = []
    at = [-1] * len(t.text)
    marks = [_marks(t, low, high) for low, high in t.paragraphs]
    open_end, close = False, -1  # the paragraph before ends in an open quotation; the mark further down that closes it
    for number, (low, high) in enumerate(t.paragraphs):
        carried = _carried(low, high, close)
        begin = carried[-1][1] + 1 if carried else low
        double = [*carried, *_double(t, begin, high)]
        marked = [(*d, False) for d in double] + [(*d, True) for d in _singles(t, low, high, double)]
        for first, last, closed, single in sorted(marked):
            goes_on = open_end and first == low and not single
            at[first : last + 1] = [len(items)] * (last + 1 - first)
            whole = not single and first == low and last >= high - 2
            items.append(Region(first, last + 1, single, closed, goes_on, whole, bool(carried) and first == low))
        open_end = bool(double) and not double[-1][2] and double[-1][1] == high - 1
        if close < high:
            close = find_close(t, marks, number) if open_end else -1
    before, after = [-1] * len(at), [len(at)] * len(at)
    for i in range(1, len(at)):
        before[i] = i - 1 if at[i - 1] >= 0 else before[i - 1]
    for i in range(len(at) - 2, -1, -1):
        after[i] = i + 1 if at[i + 1] >= 0 else after[i + 1]
    return Regions(tuple(items), at, before, after)


def _carried(low: int, high: int, close: int) -> list[tuple[int, int, bool]]:
    """(first, last, closed) of what a paragraph has of a quotation that began before it and ends with a mark further down."""
    if close < low:
        return []
    return [(low, min(close, high - 1), close < high)]
