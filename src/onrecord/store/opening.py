"""Open a store: a file (SQLite) or a PostgreSQL server, made or migrated as needed."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from onrecord.model import OnRecordError

_WAIT = 30  # seconds to wait for another writer
_TURN = 0.2  # seconds between two looks at whether another program has finished
_KEY = 7_261_004  # of PostgreSQL's advisory lock: any number that is always the same


class Store:
    """An open store: nothing but its engine and the kinds of connection. Use it as a context manager."""

    def __init__(self, engine: Engine, address: str) -> None:
        self.engine = engine
        self.address = address  # as shown to people: without a password
        self._opened: tuple[int, int] | None = None  # which file it is; a name can come to mean another one
        self._made = False

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store throughout.

        Raises:
            OnRecordError: the database cannot be read.
        """
        with self._told(), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is kept when the block ends, nothing of it when the block raises.

        Raises:
            OnRecordError: the database is locked, full, or gone.
        """
        with self._told(), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            elif (
                self._made
            ):  # one writer at a time, as with SQLite; before the first SELECT, which fixes what the transaction sees
                connection.exec_driver_sql("LOCK TABLE settings IN SHARE ROW EXCLUSIVE MODE")
            try:
                yield connection
                self._check_file()
            except BaseException:
                with suppress(DBAPIError):
                    connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def alone(self, wait: float = 3600) -> Iterator[None]:
        """For long work that only one program may do at a time; others may read, and add reports, meanwhile. Dies with the program.

        Args:
            wait: seconds to wait for another program's work.

        Raises:
            OnRecordError: another program was still at work then.
        """
        with self._told():
            take = self._take_file() if self.is_sqlite else self._take_key()
            with take as taken:
                until = time.monotonic() + wait
                while not taken():
                    if time.monotonic() > until:
                        raise OnRecordError(
                            f"another program is at work on {self.address}; wait for it, then try again"
                        )
                    time.sleep(_TURN)
                yield

    @contextmanager
    def _take_file(self) -> Iterator[Any]:
        # A database of its own and empty, since SQLite's locks are the ones that every system has; no locks of ours on SQLite's file,
        # which closing it would take from SQLite.
        with closing(sqlite3.connect(f"{self.address}-lock", timeout=0, isolation_level=None)) as lock:

            def taken() -> bool:
                try:
                    lock.execute("BEGIN EXCLUSIVE")
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error):
                        raise OnRecordError(f"{self.address}-lock cannot be written: {error}") from error
                    return False
                return True

            yield taken

    @contextmanager
    def _take_key(self) -> Iterator[Any]:
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            try:
                yield lambda: connection.scalar(select(func.pg_try_advisory_lock(_KEY)))
            finally:
                with suppress(DBAPIError):  # it goes with its session
                    connection.execute(select(func.pg_advisory_unlock(_KEY)))

    @contextmanager
    def _told(self) -> Iterator[None]:
        self._check_file()
        try:
            yield
        except DBAPIError as error:
            raise OnRecordError(_explain(error, self.address)) from error

    def _check_file(self) -> None:
        """SQLite goes on writing to a file that was deleted, and nobody would ever find what it wrote."""
        if self._opened is not None and _file_of(self.address) != self._opened:
            raise OnRecordError(
                f"{self.address} was deleted, moved or replaced while it was open; nothing more is written to it"
            )

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _file_of(path: str) -> tuple[int, int] | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def open_store(address: str, *, create: bool = False) -> Store:
    """The store at an address, brought to the present schema.

    Args:
        address: a path ("record.db"), or an address of SQLAlchemy: "sqlite:///record.db", "postgresql://user@host/name".
        create: make it where it does not exist.

    Raises:
        OnRecordError: there is none and `create` is false; it is no store of onrecord, or one of a newer onrecord; it cannot be reached.
    """
    url = _url_of(address)
    shown = url.render_as_string(hide_password=True) if not url.drivername.startswith("sqlite") else url.database or ""
    if url.drivername.startswith("sqlite"):
        _check_file(Path(url.database or ""), create)
    store = Store(_engine(url), shown)
    try:
        with store._told():
            _migrate(store, create)
        store._made = True
        if store.is_sqlite:
            store._opened = _file_of(store.address)
    except BaseException:
        store.close()
        raise
    return store


def _url_of(address: str) -> URL:
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise OnRecordError(
            f"{address.split('@')[-1]!r} is no address of a store; give a file, or postgresql://..."
        ) from error
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if not url.drivername.startswith(("sqlite", "postgresql")):
        raise OnRecordError(f"a store is a file of SQLite or a server of PostgreSQL, not {url.drivername}")
    return url


def _check_file(path: Path, create: bool) -> None:
    if path.is_dir():
        raise OnRecordError(f"{path} is a folder; a store is a file")
    if not path.exists() and not create:
        raise OnRecordError(f"there is no store {path}; `onrecord add INPUT... --store {path}` makes one")
    if not path.parent.exists():
        raise OnRecordError(f"the folder {path.parent} does not exist: make it, or name another file")


def _engine(url: URL) -> Engine:
    if not url.drivername.startswith("sqlite"):
        try:
            engine = create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")
        except ImportError as error:
            raise OnRecordError("a PostgreSQL store needs psycopg: pip install 'onrecord[postgres]'") from error
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    engine = create_engine(url, connect_args={"timeout": _WAIT, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions are begun by hand: sqlite3's own come too late
    # FULL: what was committed outlives a power cut too; a commit is a chunk of analysed reports, so that it costs nothing one notices
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_WAIT * 1000}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("has_word", 2, _has_word, deterministic=True)


def _has_word(text: str, word: str) -> bool:
    from onrecord.store.searching import has_word

    return has_word(text, word)


def _prepare_postgresql(connection: Any, _: Any) -> None:
    connection.execute(f"SET SESSION lock_timeout = '{_WAIT}s'")
    connection.commit()


def _migrate(store: Store, create: bool) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(resources.files("onrecord.store") / "migrations"))
    script = ScriptDirectory.from_config(config)
    with store.engine.connect() as connection:
        if _is_present(connection, store.address, script, create):
            return
    with store.alone(), store.writing() as connection:
        if not _is_present(connection, store.address, script, create):  # another program may have made it meanwhile
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _is_present(connection: Connection, address: str, script: Any, create: bool) -> bool:
    """Whether the present schema is there; raises where it must not be made."""
    from alembic.runtime.migration import MigrationContext

    present = MigrationContext.configure(connection).get_current_revision()
    if present == script.get_current_head():
        return True
    if present is None and inspect(connection).get_table_names():
        raise OnRecordError(f"{address} is a database, but no store of onrecord")
    if present is None and not create:
        raise OnRecordError(f"{address} is no store yet; `onrecord add INPUT... --store {address}` makes it one")
    if present is not None and present not in {s.revision for s in script.walk_revisions()}:
        raise OnRecordError(
            f"{address} was made by a newer onrecord (schema {present}); update with pip install -U onrecord"
        )
    return False


#: What databases say, and what it means for whoever reads it. {0}: the address.
_CAUSES: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("is locked", "lock timeout"),
        "{0} is locked: another program has been writing to it for {1} seconds; nothing was changed, try again",
    ),
    (
        ("disk is full", "no space left", "quota exceeded", "disk full"),
        "the disk that holds {0} is full; what was finished before is kept",
    ),
    (
        ("could not serialize", "deadlock"),
        "another program changed {0} at the same moment; nothing was changed, try again",
    ),
    (("not a database",), "{0} is no store: it is not a file of SQLite"),
    (("malformed",), "{0} is damaged; restore a copy of it"),
    (("readonly", "read-only", "permission denied"), "{0} may not be written"),
    (
        (
            "terminating connection",
            "server closed",
            "connection failed",
            "connection is",
            "connection to",
            "shutting down",
            "starting up",
        ),
        "the server of {0} cannot be reached; what was finished before is kept, the same command goes on from there",
    ),
)


def _explain(error: DBAPIError, address: str) -> str:
    words = (str(error.orig).strip().splitlines() or [""])[0] if error.orig else str(error)
    for signs, message in _CAUSES:
        if any(sign in words.lower() for sign in signs):
            told = message.format(address, _WAIT)
            return told if "server" not in told else f"{told} ({words})"
    return f"{address}: {words}"
