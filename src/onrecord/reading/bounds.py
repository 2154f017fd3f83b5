"""How much of an input is read. Text comes from strangers: more than this is a Problem, not a full disk or a full memory."""

from typing import Protocol

MAX_BYTES = 256 * 1024 * 1024  # of one file, unpacked
MAX_RECORD = 64 * 1024 * 1024  # of one line of JSON lines
MAX_MEMBER = 64 * 1024 * 1024  # of one member of an archive, unpacked
MAX_MEMBERS = 100_000  # of one archive
MAX_RECORDS = 1_000_000  # of one JSON, table or feed
MAX_RATIO = 200  # unpacked over packed, beyond the first megabytes: an archive that swells more is a bomb
MAX_DEPTH = 3  # archives within archives
_STEP = 1 << 20


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class TooLarge(ValueError):
    """An input passes its bound."""


def bounded_read(stream: _Readable, limit: int) -> bytes:
    """All of a stream, in steps.

    Raises:
        TooLarge: it holds more than `limit` bytes.
    """
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_STEP):
        size += len(part)
        if size > limit:
            raise TooLarge(f"it holds more than {limit} bytes")
        parts.append(part)
    return b"".join(parts)
