"""A file of kept parses: a table of keys and bytes, beside a store or by itself.

It may be deleted at any time: what it lacks is parsed again. Several processes of one machine may use it at once.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock

from onrecord.model import OnRecordError

_FEW = 500  # values in one IN (...)
_PATIENCE = 60.0  # seconds to wait for another process that writes
_SCHEMA = "CREATE TABLE IF NOT EXISTS parses (key BLOB PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID"


class ParseFile:
    """An SQLite file with one row a parsed paragraph."""

    def __init__(self, path: str) -> None:
        """Open it, or make it.

        Raises:
            OnRecordError: it cannot be opened, or is something else.
        """
        self._path, self._lock = path, Lock()  # threads of one worker share it
        with self._named():
            self._connection = sqlite3.connect(path, _PATIENCE, isolation_level=None, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.execute(_SCHEMA)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Key -> content, of those that are kept."""
        found: dict[bytes, bytes] = {}
        with self._named():
            for at in range(0, len(keys), _FEW):
                some = keys[at : at + _FEW]
                marks = ",".join("?" * len(some))
                found.update(
                    self._connection.execute(f"SELECT key, content FROM parses WHERE key IN ({marks})", some).fetchall()
                )
        return found

    def put(self, parses: Mapping[bytes, bytes]) -> None:
        """Keep these; what is kept already stays."""
        with self._named():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany("INSERT OR IGNORE INTO parses VALUES (?, ?)", sorted(parses.items()))
                self._connection.execute("COMMIT")
            except sqlite3.Error:
                self._connection.execute("ROLLBACK")
                raise

    def __len__(self) -> int:
        with self._named():
            count: int = self._connection.execute("SELECT count(*) FROM parses").fetchone()[0]
        return count

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            with self._lock:
                yield
        except sqlite3.Error as error:
            raise OnRecordError(
                f"the file of parses {self._path} cannot be used: {error}. Name another with --parses, or leave it out."
            ) from error
