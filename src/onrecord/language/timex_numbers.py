"""Numbers as temporal expressions write them: digits, words, halves, and none at all."""

from collections.abc import Sequence

from onrecord.language.timex_tokens import Token

_VAGUE = frozenset({"few", "vague", "some", "couple"})


def read_number(tokens: Sequence[Token]) -> str | None:
    """The number of tokens as TIMEX3 writes it: "3", "2.5", "X" for a vague one; None where they hold no number.

    >>> from onrecord.language.timex_tokens import Words, read_tokens
    >>> [read_number(read_tokens(t, Words(None))[0]) for t in ("twenty-five", "two and a half", "1,500", "several", "a hundred")]
    ['25', '2.5', '1500', 'X', '100']
    """
    total, halves, seen = 0.0, 0.0, False
    for token in tokens:
        if token.kind in _VAGUE:
            return "X"
        if token.kind == "half":
            halves, seen = 0.5, True
        elif token.kind == "quarter":
            halves, seen = 0.25, True
        elif token.kind == "scale":
            total, seen = max(total, 1) * float(token.value), True
        elif token.kind == "second":
            total, seen = total + 2, True
        elif token.value.replace(".", "", 1).isdigit():
            total, seen = total + float(token.value), True
    if not seen:
        return "1" if any(t.kind == "a" for t in tokens) else None
    return f"{total + halves:g}" if total + halves < 1e6 else None
