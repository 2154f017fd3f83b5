"""Records set down on disk as they come: a run knows how many there are before it goes on, and holds none of them in memory."""

import contextlib
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

import msgspec

from onrecord.model import OnRecordError

T = TypeVar("T")

_SIZE = 8  # bytes of the number before each record: how long it is
_WRITE = msgspec.msgpack.Encoder().encode


class Shelf(Generic[T]):
    """Records in a nameless file. A context manager; the file goes with the block, also where the process is killed."""

    def __init__(self, kind: type[T], folder: Path | None = None) -> None:
        """
        Args:
            kind: of the records.
            folder: in which the file is made; it needs room for all of them. None: the system's for temporary files.

        Raises:
            OnRecordError: no file can be made there.
        """
        self._folder = folder or Path(tempfile.gettempdir())
        self._read = msgspec.msgpack.Decoder(kind).decode
        self._count = 0
        try:
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - the block of the shelf closes it
        except OSError as error:
            raise OnRecordError(f"{self._folder} cannot be written: {error.strerror}") from error

    def __enter__(self) -> "Shelf[T]":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):  # a disk that was full refuses what is left in the buffer once more
            self._file.close()

    def put(self, records: Iterable[T]) -> None:
        """Set down records behind those that are there.

        Raises:
            OnRecordError: the disk is full, or fails.
        """
        for record in records:
            content = zlib.compress(_WRITE(record), 1)
            with self._told():
                self._file.write(len(content).to_bytes(_SIZE, "big") + content)
            self._count += 1
        with self._told():
            self._file.flush()

    def __len__(self) -> int:
        """How many were set down."""
        return self._count

    def __iter__(self) -> Iterator[T]:
        """The records, in the order in which they came; one iteration at a time."""
        self._file.seek(0)
        for _ in range(self._count):
            size = int.from_bytes(self._file.read(_SIZE), "big")
            yield self._read(zlib.decompress(self._file.read(size)))

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            message = f"what is worked on cannot be set down in {self._folder}: {error.strerror}"
            raise OnRecordError(message) from error
