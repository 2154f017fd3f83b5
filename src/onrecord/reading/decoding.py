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
    for candidate in ("utf-8", declared):
        text = _try_decode(raw, candidate)
        if text is not None:
            return text, str(candidate), ()
    best = from_bytes(raw[:_SAMPLE]).best()
    guessed = best.encoding if best is not None else "cp1252"
    text = _try_decode(raw, guessed)
    if text is not None:
        note = Problem(stage="reading", message=f"The text is not UTF-8; it was read as {guessed}, which is a guess.")
        return text, guessed, (note,)
    return _lenient(raw, "utf-8")


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
