"""Bytes of an export: the same for the same content, and never broken by a character that has no UTF-8."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP can name: no clock in an export


def encoded(text: str) -> bytes:
    """UTF-8; a question mark for a lone surrogate, which has none, so that offsets stay and every reader takes it."""
    return text.encode("utf-8", "replace")


def json_line(content: Any) -> bytes:
    """One line of JSON with sorted keys."""
    return _compact(content) + b"\n"


def json_page(content: Any) -> bytes:
    """JSON for a person to read, with sorted keys."""
    return msgspec.json.format(_compact(content), indent=1) + b"\n"


def _compact(content: Any) -> bytes:
    return encoded(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def packed(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of files, in the order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, files[name])
    return out.getvalue()


def digest(parts: Iterable[object]) -> str:
    """A number that stands for some values, in hexadecimal: the same in every run and on every machine.

    >>> digest(["report", 3])[:8]
    'd35099b2'
    """
    return hashlib.sha256(encoded(json.dumps([str(p) for p in parts]))).hexdigest()
