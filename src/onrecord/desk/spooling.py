"""Settled stories on disk until all of them are there: they are written in one transaction, and memory need not hold every dossier."""

import tempfile
import zlib
from collections.abc import Iterable, Iterator
from types import TracebackType

import msgspec

from onrecord.model import OnRecordError
from onrecord.store.story_saving import SettledStory

_WRITE = msgspec.msgpack.Encoder().encode
_READ = msgspec.msgpack.Decoder(SettledStory).decode
_LENGTH = 8  # bytes before each story that tell its length


class Spool:
    """Stories in a file that nobody else can open and that is gone when this is closed."""

    def __init__(self, stories: Iterable[SettledStory] = ()) -> None:
        """
        Args:
            stories: kept as they come.

        Raises:
            OnRecordError: there is no room for the file.
        """
        self.ids: list[str] = []
        self._file = tempfile.TemporaryFile(prefix="onrecord-")  # noqa: SIM115 - closed where this is
        for story in stories:
            try:
                self._keep(story)
            except OSError as error:
                self._file.close()
                raise OnRecordError(
                    f"the dossiers do not fit into {tempfile.gettempdir()} ({error.strerror}); nothing was settled. Make room, or name "
                    "another folder with TMPDIR, and give the same command again"
                ) from error

    def _keep(self, story: SettledStory) -> None:
        row = zlib.compress(_WRITE(story), 1)
        self._file.write(len(row).to_bytes(_LENGTH, "big") + row)
        self.ids.append(story.dossier.story.id)

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[SettledStory]:
        """The stories in the order in which they came, each read when it is asked for."""
        self._file.seek(0)
        while length := self._file.read(_LENGTH):
            yield _READ(zlib.decompress(self._file.read(int.from_bytes(length, "big"))))

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
