"""What a run has finished, kept beside its output until that is written: a run that was cut off goes on from there.

Two files in a folder: `rows`, the results as they came, and `ledger`, a line for each finished chunk: the key of what went in and how far
`rows` reaches. A line is written when its rows are on the disk, so whatever the ledger says is there; what lies behind is cut off.
"""

import contextlib
import hashlib
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from types import TracebackType

from onrecord.model import OnRecordError
from onrecord.scale.engines import Rows


class Ledger:
    """Finished chunks of one output. A context manager; only one run may hold it. It ends with its output (`finish`), not with the run."""

    def __init__(self, output: Path, run: str) -> None:
        """
        Args:
            output: file or folder that the run will write.
            run: a word that names all but the input that the results depend on: another one begins from nothing.

        Raises:
            OnRecordError: another run is at work on this output, or the folder cannot be written.
        """
        self.folder = output.parent / f".{output.name}.run"
        self._run = run
        self._made: list[tuple[str, int, int]] = []  # (key, start, end) of the chunks that an earlier run finished
        self._next = 0
        self._end = 0

    def __enter__(self) -> "Ledger":
        try:
            self.folder.mkdir(exist_ok=True)
            self._lines = open(self.folder / "ledger", "a+b")
            _take(self._lines.fileno(), self.folder)
            self._rows = open(self.folder / "rows", "a+b")
        except OSError as error:
            raise OnRecordError(f"{self.folder} cannot be written: {error.strerror}") from error
        self._made = self._read()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()
        self._rows.close()
        if self._end == 0 and not self._made and self.folder.exists():  # nothing was finished: leave nothing behind
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def finished(self) -> int:
        """Chunks that an earlier run finished."""
        return len(self._made)

    def take_rows(self) -> Path:
        """The file of the results, a line each, when all of them have come; nothing more is written to it."""
        self._rows.close()
        return self.folder / "rows"

    def finish(self) -> None:
        """The output is written: nothing is left to go on from."""
        self._made, self._end = [], 0
        shutil.rmtree(self.folder, ignore_errors=True)  # while it is still held: nobody takes what is about to go
        self._lines.close()
        self._rows.close()

    def resume(self, chunks: Iterable[Rows], run: Callable[[Iterable[Rows]], Iterator[Rows]]) -> Iterator[Rows]:
        """The results for all chunks, in order: those kept here, then those that `run` makes of the others, each kept as it comes.

        Args:
            chunks: those of the earlier run as far as they are the same; from the first that differs on, all are done anew.
            run: gives a result for each chunk it is given, in order; its rows hold no line break.

        Raises:
            OnRecordError: the results cannot be written.
        """
        source = iter(chunks)
        for chunk in source:
            kept = self._kept(key_of(chunk))
            if kept is None:
                break
            yield kept
        else:
            self._cut()  # the input may have become shorter
            return
        self._cut()
        keys: deque[str] = deque()

        def given() -> Iterator[Rows]:
            for one in chain([chunk], source):
                keys.append(key_of(one))
                yield one

        for rows in run(given()):
            self._keep(keys.popleft(), rows)
            yield rows

    def _kept(self, key: str) -> Rows | None:
        if self._next >= len(self._made) or self._made[self._next][0] != key:
            return None
        _, start, end = self._made[self._next]
        self._next, self._end = self._next + 1, end
        self._rows.seek(start)
        return tuple(self._rows.read(end - start).splitlines())

    def _keep(self, key: str, rows: Rows) -> None:
        content = b"".join(row + b"\n" for row in rows)
        try:
            self._rows.write(content)
            self._rows.flush()
            os.fsync(self._rows.fileno())
            self._lines.write(f"{key} {self._end + len(content)}\n".encode())
            self._lines.flush()
        except OSError as error:
            raise OnRecordError(
                f"{self.folder} cannot be written: {error.strerror}; what was finished is kept"
            ) from error
        self._end += len(content)

    def _read(self) -> list[tuple[str, int, int]]:
        """The finished chunks of an earlier run of the same kind."""
        self._lines.seek(0)
        head, *lines = self._lines.read().split(b"\n")[:-1] or [
            b""
        ]  # what stands behind the last line break was cut off
        if head.decode("ascii", "replace") != self._run:
            return []
        size = self._rows.seek(0, os.SEEK_END)
        made, start = [], 0
        for line in lines:
            key, _, end = line.decode("ascii", "replace").partition(" ")
            if not end.isdigit() or not start <= int(end) <= size:
                break
            made.append((key, start, int(end)))
            start = int(end)
        return made

    def _cut(self) -> None:
        """Forget what comes behind the chunks that were taken over."""
        self._made = self._made[: self._next]
        self._rows.truncate(self._end)
        self._rows.seek(0, os.SEEK_END)
        self._lines.truncate(0)
        self._lines.write(
            "".join(f"{line}\n" for line in (self._run, *(f"{k} {e}" for k, _, e in self._made))).encode()
        )
        self._lines.flush()


def key_of(chunk: Rows) -> str:
    """A word for what went in."""
    return hashlib.sha256(b"\x00".join(chunk)).hexdigest()[:24]


def _take(handle: int, folder: Path) -> None:
    """Only one run at a time: a lock that goes with its process. Where the system has none of that kind, it is left out."""
    with contextlib.suppress(ImportError, OSError):  # a network's file system may know no locks
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OnRecordError(f"another run is at work on this output ({folder})") from error
