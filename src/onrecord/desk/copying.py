"""A whole store into another one: from SQLite to PostgreSQL when the work outgrows a file, or back."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Integer, Table, func, insert, select, text

from onrecord.model import OnRecordError
from onrecord.store import questions, schema_stories  # noqa: F401 - fill the metadata
from onrecord.store.opening import Store
from onrecord.store.schema import metadata, reports

_FEW = 2000  # rows at a time

Progress = Callable[[str, int, int], None]


def copy_store(source: Store, target: Store, progress: Progress | None = None) -> int:
    """Every row of every table: reports, findings, stories, corrections, questions and what was told of them.

    Args:
        source: is read in one state; whoever adds to it meanwhile adds to the next copy.
        target: open and empty. All is written in one transaction: a copy that was cut off leaves nothing.
        progress: called with a table's name, the rows that are done, and how many there are.

    Returns:
        How many rows were copied.

    Raises:
        OnRecordError: the target holds something, or a database fails.
    """
    copied = 0
    with source.reading() as origin, target.alone(), target.writing() as destination:
        if destination.scalar(select(func.count()).select_from(reports)):
            raise OnRecordError(f"{target.address} holds reports already; copy into a new store")
        for table in metadata.sorted_tables:
            copied += _copy_table(origin, destination, table, progress)
            if not target.is_sqlite:
                _go_on_counting(destination, table)
    return copied


def _copy_table(origin: Connection, destination: Connection, table: Table, progress: Progress | None) -> int:
    number = origin.scalar(select(func.count()).select_from(table)) or 0
    done = 0
    found = origin.execution_options(yield_per=_FEW).execute(select(table)).mappings()
    for some in found.partitions(_FEW):
        rows = [_plain(row) for row in some]
        if destination.dialect.name == "postgresql":
            _stream(destination, table, rows)
        else:
            destination.execute(insert(table), rows)
        done += len(some)
        if progress:
            progress(table.name, done, number)
    return done


def _stream(destination: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Rows by COPY, within the transaction: several times as fast as INSERT."""
    quote = destination.dialect.identifier_preparer.quote
    columns = ", ".join(quote(c.name) for c in table.columns)
    driver: Any = destination.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as out:
        for row in rows:
            out.write_row([row[c.name] for c in table.columns])


def _plain(row: Any) -> dict[str, Any]:
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}


def _go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids in a sequence of its own, which rows that bring their ids do not move."""
    keys = list(table.primary_key.columns)
    if len(keys) != 1 or not isinstance(keys[0].type, Integer):
        return
    sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, keys[0].name)))
    highest = connection.scalar(select(func.max(keys[0])))
    if sequence and highest:
        connection.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})
