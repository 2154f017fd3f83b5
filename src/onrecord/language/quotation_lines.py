"""Where a quotation that a paragraph leaves open is closed: some outlets and archives set each sentence on a line of its own.

A paragraph that opens with a mark goes on by the printers' rule, which quotation_regions.py knows. Here no line but the first has one, and
only the last has a closing mark. A line in between belongs to whoever speaks the others, and not to the outlet.
"""

from collections.abc import Sequence

from onrecord.language.quotation_tokens import Tokens

_MOST = 8  # lines that a quotation may go on for
_POINTS = frozenset({",", ".", "?", "!"})
_SPEECH = frozenset({"statement", "denial", "question", "request"})
Marks = Sequence[
    tuple[int, str]
]  # the double marks of a paragraph, and whether each looks "opening", "closing" or neither ("")


def find_close(t: Tokens, marks: Sequence[Marks], number: int) -> int:
    """The mark that closes in a later paragraph what one leaves open; -1 for none.

    Args:
        t: the report.
        marks: the double marks of each paragraph.
        number: the paragraph whose last quotation is not closed in it.
    """
    for later in range(number + 1, min(number + 1 + _MOST, len(marks))):
        low, _ = t.paragraphs[later]
        if t.headline[low] != t.headline[t.paragraphs[number][0]]:
            return -1
        if marks[later]:
            return marks[later][0][0] if _closes_first(t, marks[later], low) else -1
    return -1


def _closes_first(t: Tokens, marks: Marks, low: int) -> bool:
    """Whether the first double mark of a paragraph closes what was opened before it, and does not open one."""
    first, looks = marks[0]
    if first <= low + 1:
        return False
    behind = marks[1][1] if len(marks) > 1 else "opening"
    if looks == "closing":
        return behind != "closing"
    is_straight = t.text[first] == '"'
    return is_straight and len(marks) % 2 == 1 and t.text[first - 1] in _POINTS and not _is_led_in(t, first)


def _is_led_in(t: Tokens, mark: int) -> bool:
    """Whether a verb of saying stands before the comma before a mark: 'the mayor said, "We'."""
    entry = t.cues[mark - 2] if t.text[mark - 1] == "," else None
    return entry is not None and entry.kind in _SPEECH and t.tag[mark - 2][:2] == "VB"
