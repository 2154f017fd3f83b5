"""Bytes -> characters, whatever the bytes claim to be."""

import codecs

from charset_normalizer import from_bytes

from onrecord.model import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000  # bytes that are enough to tell an encoding
_WIDE = 0.7  # share of every other byte that is zero
_LEAST_WIDE = 16  # bytes


def decode_bytes(raw: bytes, declared: str | None = None) -> tuple[str, str, tuple[Problem, ...]]:
    """The characters of some bytes: by byte order mark, as UTF-8, as declared, or as guessed, in this order.

    Args:
        raw: the bytes.
        declared: encoding that a header or a meta element names; believed only where the bytes are valid in it.

    Returns:
        (text, encoding, problems). Line ends are kept as they are. Bytes that no encoding explains become U+FFFD.

    Problems: the encoding was guessed, or some bytes could not be read.
    """
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _lenient(raw, name)
    wide = _unmarked_wide(raw)
    if wide is not None:
        found, _, problems = _lenient(raw, wide)
        return found, wide, (_guess(wide), *problems)
    for candidate in ("utf-8", declared):
        text = _try_decode(raw, candidate)
        if text is not None:
            return text, str(candidate), ()
    best = from_bytes(raw[:_SAMPLE]).best()
    guessed = best.encoding if best is not None else "cp1252"
    text = _try_decode(raw, guessed)
    if text is not None:
        return text, guessed, (_guess(guessed),)
    return _lenient(raw, "utf-8")


def share_of_no_text(text: str) -> float:
    """The share of its characters that no text has: control characters, and what could not be decoded; 0..1.

    >>> share_of_no_text("One line.\\n"), share_of_no_text("\\x00\\x01ab")
    (0.0, 0.5)
    """
    sample = text[:_SAMPLE]
    odd = sum(c == "\ufffd" or (c < " " and c not in "\t\n\r\f\v") or "\x7f" <= c <= "\x9f" for c in sample)
    return odd / len(sample) if sample else 0.0


def _unmarked_wide(raw: bytes) -> str | None:
    """UTF-16 that no mark tells of: of a European text every other byte is zero."""
    sample = raw[:_SAMPLE]
    if len(sample) < _LEAST_WIDE:
        return None
    even, odd = (sample[start::2].count(0) / (len(sample) // 2) for start in (0, 1))
    if max(even, odd) < _WIDE or min(even, odd) > 1 - _WIDE:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _guess(encoding: str) -> Problem:
    return Problem(stage="reading", message=f"The text is not UTF-8; it was read as {encoding}, which is a guess.")


def _try_decode(raw: bytes, name: str | None) -> str | None:
    try:
        return raw.decode(name) if name else None
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient(raw: bytes, name: str) -> tuple[str, str, tuple[Problem, ...]]:
    text = raw.decode(name, errors="replace")
    broken = text.count("\ufffd")
    if not broken:
        return text, name, ()
    return text, name, (Problem(stage="reading", message=f"{broken} characters could not be decoded as {name}."),)
