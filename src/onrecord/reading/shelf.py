"""Reports set down on disk as they are read: a run knows how many there are before it begins, and holds none of them in memory."""

import contextlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

import msgspec

from onrecord.model import OnRecordError, Report

_SIZE = 8  # bytes of the number before each report: how long it is
_WRITE = msgspec.msgpack.Encoder().encode
_READ = msgspec.msgpack.Decoder(Report).decode


class Shelf:
    """Reports in a nameless file. A context manager; the file goes with the block, also where the process is killed."""

    def __init__(self, folder: Path) -> None:
        """
        Args:
            folder: in which the file is made; it needs room for all texts.

        Raises:
            OnRecordError: no file can be made there.
        """
        try:
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - it lives as long as the shelf, whose block closes it
        except OSError as error:
            raise OnRecordError(f"{folder} cannot be written: {error.strerror}") from error
        self._count = 0

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):  # a disk that was full refuses what is left in the buffer once more
            self._file.close()

    def put(self, reports: Iterable[Report]) -> None:
        """Set down reports behind those that are there.

        Raises:
            OnRecordError: the disk is full, or fails.
        """
        for report in reports:
            content = _WRITE(report)
            with _told():
                self._file.write(len(content).to_bytes(_SIZE, "big") + content)
            self._count += 1
        with _told():
            self._file.flush()

    def __len__(self) -> int:
        """How many were set down."""
        return self._count

    def __iter__(self) -> Iterator[Report]:
        """The reports, in the order in which they came; one iteration at a time."""
        self._file.seek(0)
        for _ in range(self._count):
            size = int.from_bytes(self._file.read(_SIZE), "big")
            yield _READ(self._file.read(size))


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OnRecordError(f"the reports cannot be set down beside the output: {error.strerror}") from error
