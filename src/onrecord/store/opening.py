"""Open a store: a file (SQLite) or a PostgreSQL server, made or migrated as needed."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from onrecord.model import OnRecordError

_WAIT = 30  # seconds to wait for another writer


class Store:
    """An open store: nothing but its engine and the two kinds of connection. Use it as a context manager."""

    def __init__(self, engine: Engine, address: str) -> None:
        self.engine = engine
        self.address = address  # as shown to people: without a password

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
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OperationalError, DatabaseError) as error:
            raise OnRecordError(_explain(error, self.address)) from error

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


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
        raise OnRecordError(f"the folder {path.parent} does not exist")
    if path.exists() and path.stat().st_size and path.read_bytes()[:15] != b"SQLite format 3":
        raise OnRecordError(f"{path} is no store: it is not a file of SQLite")


def _engine(url: URL) -> Engine:
    if not url.drivername.startswith("sqlite"):
        try:
            return create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")
        except ImportError as error:
            raise OnRecordError("a PostgreSQL store needs psycopg: pip install 'onrecord[postgres]'") from error
    engine = create_engine(url, connect_args={"timeout": _WAIT, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions are begun by hand: sqlite3's own come too late
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={_WAIT * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _migrate(store: Store, create: bool) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(resources.files("onrecord.store") / "migrations"))
    script = ScriptDirectory.from_config(config)
    with store.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
        if present == script.get_current_head():
            return
        if present is None and inspect(connection).get_table_names():
            raise OnRecordError(f"{store.address} is a database, but no store of onrecord")
        if present is None and not create:
            raise OnRecordError(
                f"{store.address} is no store yet; `onrecord add INPUT... --store {store.address}` makes it one"
            )
        if present is not None and present not in {s.revision for s in script.walk_revisions()}:
            raise OnRecordError(
                f"{store.address} was made by a newer onrecord (schema {present}); update with pip install -U onrecord"
            )
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _explain(error: DatabaseError, address: str) -> str:
    words = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    if "locked" in words:
        return f"{address} is locked: another program has been writing to it for {_WAIT} seconds; nothing was changed, try again"
    if "full" in words or "No space left" in words:
        return f"the disk that holds {address} is full; what was finished before is kept"
    if isinstance(error, OperationalError) and "connect" in words:
        return f"{address} cannot be reached: {words}"
    return f"{address}: {words}"
