"""A full disk, a lock, a file or a server that goes away: said clearly, and nothing that was finished is lost."""

import shutil
import sqlite3
import threading

import pytest
from sqlalchemy import event, insert, select

from onrecord.model import Annotations, OnRecordError, Report
from onrecord.store import opening
from onrecord.store import schema as t
from onrecord.store.loading import load_annotations, load_reports, pending_reports
from onrecord.store.opening import open_store
from onrecord.store.saving import now, save_annotations, save_reports

LONG = "The bridge was closed on Monday, police said. " * 2000


def write(store, *ids, text="The bridge was closed.", findings=True):
    """Reports with empty findings, each in a transaction of its own."""
    with store.writing() as connection:
        if connection.scalar(select(t.analyses.c.id)) is None:
            row = {"id": "x", "made_by": "a test", "model": "none", "settings": "{}", "started_at": now()}
            connection.execute(insert(t.analyses).values(row))
    for name in ids:
        report = Report(id=name, text=text)
        with store.writing() as connection:
            save_reports(connection, [report], {})
            if findings:
                save_annotations(connection, "x", [Annotations(report=report)])


def held(store):
    with store.reading() as connection:
        return [r.id for r in load_reports(connection)]


def test_a_full_disk_is_named_and_what_was_finished_is_kept(tmp_path):
    path = str(tmp_path / "record.db")
    with open_store(path, create=True) as store:
        write(store, "a", text=LONG)
        store.engine.dispose()
        event.listen(store.engine, "connect", lambda c, _: c.execute("PRAGMA max_page_count = 200"))
        with pytest.raises(OnRecordError, match=r"disk that holds .* is full; what was finished before is kept"):
            write(store, *"bcdefghij", text=LONG)
        kept = held(store)
    with open_store(path) as store:
        assert "a" in kept
        assert held(store) == kept
        write(store, "later", text=LONG)
        with store.reading() as connection:
            assert list(load_annotations(connection, ["later"])) == ["later"]
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_another_writer_is_waited_for_then_named(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "_WAIT", 0.1)
    path = str(tmp_path / "record.db")
    with open_store(path, create=True) as store:
        write(store, "a")
        with sqlite3.connect(path, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(OnRecordError, match="is locked: another program"):
                write(store, "b")
            assert held(store) == ["a"]
            other.execute("ROLLBACK")
        write(store, "b")
        assert held(store) == ["a", "b"]


def test_a_locked_row_of_the_server_is_named(postgres, monkeypatch):
    monkeypatch.setattr(opening, "_WAIT", 1)
    address = postgres.create()
    with open_store(address, create=True) as store, open_store(address) as other:
        write(store, "a")
        with other.writing() as holding:
            holding.execute(select(t.reports.c.id).with_for_update())
            with pytest.raises(OnRecordError, match="is locked: another program"), store.writing() as connection:
                connection.execute(t.reports.update().values(title="B"))
        assert held(store) == ["a"]


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_went_away_is_not_written_on(tmp_path, replaced):
    path = tmp_path / "record.db"
    with open_store(str(path), create=True) as store:
        write(store, "a")
        shutil.move(path, tmp_path / "moved.db")
        if replaced:
            path.write_bytes(b"")
        with pytest.raises(OnRecordError, match="was deleted, moved or replaced"):
            write(store, "b")
        with pytest.raises(OnRecordError, match="was deleted, moved or replaced"):
            held(store)


def test_a_file_that_goes_away_during_a_transaction_takes_nothing_with_it(tmp_path):
    path = tmp_path / "record.db"
    with open_store(str(path), create=True) as store:
        write(store)
        with pytest.raises(OnRecordError, match="was deleted, moved or replaced"):
            delete_within_a_transaction(path, store)


def delete_within_a_transaction(path, store):
    with store.writing() as connection:
        save_reports(connection, [Report(id="b", text="B")], {})
        path.unlink()


def test_a_file_that_may_not_be_written_is_named(tmp_path):
    path = tmp_path / "record.db"
    with open_store(str(path), create=True) as store:
        store.engine.dispose()
        event.listen(store.engine, "connect", lambda c, _: c.execute("PRAGMA query_only = 1"))
        with pytest.raises(OnRecordError, match="may not be written"):
            write(store, "a")


def test_a_damaged_file_is_named(tmp_path):
    path = tmp_path / "record.db"
    with open_store(str(path), create=True) as store:
        write(store, "a", text=LONG)
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = bytes(len(content) - 4096 * 2)
    path.write_bytes(content)
    with pytest.raises(OnRecordError, match="damaged"), open_store(str(path)) as store:
        held(store)


def test_a_server_that_stops_is_named_and_the_same_run_goes_on_when_it_is_back(postgres):
    address = postgres.create()
    with open_store(address, create=True) as store:
        write(store, "a")
        write(store, "b", findings=False)
        with pytest.raises(OnRecordError, match="cannot be reached; what was finished before is kept"):
            stop_within_a_transaction(postgres, store)
        with pytest.raises(OnRecordError, match="cannot be reached"):
            held(store)
        with pytest.raises(OnRecordError, match="cannot be reached"):
            open_store(address)
        postgres.start()
        assert held(store) == ["a", "b"]
        with store.reading() as connection:
            assert pending_reports(connection, "x") == ["b"]
        write(store, "c")
        assert held(store) == ["a", "b", "c"]


def stop_within_a_transaction(postgres, store):
    with store.writing() as connection:
        save_reports(connection, [Report(id="lost", text="L")], {})
        postgres.stop()
        save_reports(connection, [Report(id="lost too", text="L")], {})


def test_long_work_is_done_by_one_program_at_a_time(address):
    with open_store(address, create=True) as store, open_store(address) as other:
        with store.alone():
            with pytest.raises(OnRecordError, match="another program is at work"), other.alone(wait=0.1):
                pass
            write(other, "a")
        with other.alone(wait=0):
            assert held(store) == ["a"]


def test_two_programs_may_make_the_same_store_at_once(address):
    failed = []

    def make():
        try:
            open_store(address, create=True).close()
        except OnRecordError as error:
            failed.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with open_store(address) as store:
        assert held(store) == []
