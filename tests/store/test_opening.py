"""Stores are opened, made, and refused with a reason."""

import json
import sqlite3
import zlib
from importlib import resources

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import LargeBinary, bindparam, create_engine, inspect, text

from onrecord.model import OnRecordError
from onrecord.store import questions, schema_stories  # noqa: F401 - fill the metadata
from onrecord.store.opening import _url_of, open_store
from onrecord.store.schema import metadata
from onrecord.store.views import VIEWS


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


def old_store(address, revision):
    """An empty store as an earlier onrecord made it."""
    config = Config()
    config.set_main_option("script_location", str(resources.files("onrecord.store") / "migrations"))
    engine = create_engine(_url_of(address))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return engine


def test_the_migrations_make_the_tables_that_the_code_knows(address):
    with open_store(address, create=True) as store, store.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    ours = [d for d in found if not (d[0] == "remove_table" and d[1].name.startswith("report_words"))]
    assert [d for d in ours if not (d[0] == "remove_column" or "words" in str(d))] == []


def test_an_old_store_opens_with_what_it_held(address):
    engine = old_store(address, "0001")
    with engine.begin() as connection:
        for report in ("a", "b"):
            connection.exec_driver_sql(
                f"INSERT INTO reports (id, text, text_sha256, added_at, record) VALUES ('{report}', 'A text.', 'x', 'y', '{{}}')"
            )
        reports = json.dumps(["a", "b"])
        connection.exec_driver_sql(
            f"INSERT INTO ties (id, kind, reason, reports) VALUES (1, 'copy', 'One text.', '{reports}')"
        )
        connection.exec_driver_sql("INSERT INTO stories VALUES ('s1', 1, 'A title', 1, 2, NULL, NULL, 'f', 1)")
        connection.exec_driver_sql("INSERT INTO story_reports VALUES ('s1', 'a', 1), ('s1', 'b', 1)")
        connection.exec_driver_sql(
            "CREATE TABLE questions (id INTEGER PRIMARY KEY, kind TEXT, words TEXT, target TEXT, asked_at TEXT, removed_at TEXT)"
        )
        connection.exec_driver_sql(
            "INSERT INTO questions (id, kind, words, target, asked_at) VALUES (1, 'entity', 'Lie', 'atom:a', 'z')"
        )
    engine.dispose()
    with open_store(address) as store, store.reading() as connection:
        tied = connection.exec_driver_sql("SELECT tie_id, report_id FROM tie_reports ORDER BY report_id").all()
        assert [tuple(row) for row in tied] == [(1, "a"), (1, "b")]
        assert connection.exec_driver_sql("SELECT count(*) FROM story_reports").scalar() == 2
        assert connection.exec_driver_sql("SELECT words FROM questions").scalar() == "Lie"
        assert {"alerts", "background"} <= set(inspect(connection).get_table_names())


def test_what_old_dossiers_say_is_only_probable_becomes_a_column(address):
    engine = old_store(address, "0004")
    dossier = zlib.compress(json.dumps({"claims": [{"id": "c1", "sure": 1}, {"id": "c2", "sure": None}]}).encode())
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO stories VALUES ('s1', 1, 'A title', 2, 2, NULL, NULL, 'f', 1)")
        for claim in ("c1", "c2"):
            connection.exec_driver_sql(
                f"INSERT INTO claims VALUES ('s1', '{claim}', 'It shut.', 'corroborated', 2, 'so', false, 1.0)"
            )
        connection.execute(
            text("INSERT INTO dossiers VALUES ('s1', 1, :content)").bindparams(
                bindparam("content", dossier, LargeBinary)
            )
        )
    engine.dispose()
    with open_store(address) as store, store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id, sure FROM claims ORDER BY id").all()
        assert [tuple(row) for row in rows] == [("c1", 1), ("c2", None)]


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_views_can_be_asked_on_either_database(address, view):
    with open_store(address, create=True) as store, store.reading() as connection:
        assert connection.exec_driver_sql(f"SELECT * FROM {view}").all() == []
