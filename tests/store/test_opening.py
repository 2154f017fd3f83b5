"""Stores are opened, made, and refused with a reason."""

import sqlite3

import pytest

from onrecord.model import OnRecordError
from onrecord.store.opening import open_store


def test_a_missing_store_is_said_to_be_missing(tmp_path):
    with pytest.raises(OnRecordError, match="there is no store"):
        open_store(str(tmp_path / "no.db"))


def test_a_store_is_made_once_and_opened_again(tmp_path):
    path = str(tmp_path / "record.db")
    open_store(path, create=True).close()
    with open_store(path) as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM reports").scalar() == 0


def test_another_program_s_database_is_refused(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE cats (name TEXT)")
    with pytest.raises(OnRecordError, match="no store of onrecord"):
        open_store(str(path), create=True)


def test_a_text_file_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("a report, not a store")
    with pytest.raises(OnRecordError, match="not a file of SQLite"):
        open_store(str(path), create=True)


def test_a_newer_schema_is_named(tmp_path):
    path = str(tmp_path / "record.db")
    open_store(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(OnRecordError, match="newer onrecord"):
        open_store(path)


def test_a_failed_transaction_leaves_nothing(tmp_path):
    def fail(store):
        with store.writing() as connection:
            connection.exec_driver_sql("INSERT INTO settings VALUES ('a', 'b')")
            raise RuntimeError

    with open_store(str(tmp_path / "record.db"), create=True) as store:
        with pytest.raises(RuntimeError):
            fail(store)
        with store.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM settings").scalar() == 0
