"""Chunks over processes: in order, and a death costs at most the row that caused it."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.model import OnRecordError
from onrecord.scale.engines import Here, Rows
from onrecord.scale.processes import Processes


def double(rows: Rows) -> Rows:
    return tuple(row * 2 for row in rows)


def slow_first(rows: Rows) -> Rows:
    if rows[0] == b"0":
        time.sleep(0.3)
    return rows


def die_on_seven(rows: Rows) -> Rows:
    if b"7" in rows:
        os._exit(9)
    return rows


def die_once(rows: Rows) -> Rows:
    mark = Path(rows[0].decode())
    if not mark.exists():
        mark.write_text("died")
        os._exit(9)
    return rows


def die(rows: Rows) -> Rows:
    os._exit(9)


def fill_memory(rows: Rows) -> Rows:
    if b"large" in rows:
        bytearray(2**30)
    return rows


def refuse(rows: Rows) -> Rows:
    raise OnRecordError("no such model")


def pid_of(rows: Rows) -> Rows:
    return (str(os.getpid()).encode(),)


def given_up(row: bytes, why: str) -> bytes:
    return b"given up: " + why.encode()


@pytest.fixture
def two() -> Iterator[Processes]:
    engine = Processes(2, 600)
    yield engine
    engine.close()


def test_results_come_in_order_whatever_the_engine(two: Processes) -> None:
    chunks = [(b"%d" % n, b"%d" % (n + 1)) for n in range(0, 20, 2)]
    expected = [double(c) for c in chunks]
    assert list(Here().map_rows(double, chunks, given_up)) == expected
    assert list(two.map_rows(double, chunks, given_up)) == expected
    assert list(two.map_rows(slow_first, chunks, given_up)) == chunks  # the same workers, other work


def test_a_row_that_kills_its_workers_is_given_up_alone(two: Processes) -> None:
    chunks = [(b"1", b"2"), (b"6", b"7", b"8"), (b"3",), (b"4",)]
    found = list(two.map_rows(die_on_seven, chunks, given_up))
    assert found == [chunks[0], (b"6", b"given up: its worker process died", b"8"), *chunks[2:]]


def test_a_worker_killed_from_outside_costs_nothing(two: Processes, tmp_path: Path) -> None:
    chunks = [(str(tmp_path / name).encode(),) for name in "abc"]
    (tmp_path / "b").write_text("fine")
    assert list(two.map_rows(die_once, chunks, given_up)) == chunks


def test_idle_workers_may_be_killed_too(two: Processes) -> None:
    (first,) = next(two.map_rows(pid_of, [(b"x",)], given_up))
    for worker in two.crew:
        os.kill(worker.process.pid, signal.SIGKILL)
    (second,) = next(two.map_rows(pid_of, [(b"x",)], given_up))
    assert first != second


def test_what_needs_too_much_memory_is_given_up_and_the_rest_done(two: Processes) -> None:
    found = list(two.map_rows(fill_memory, [(b"a", b"large"), (b"b",)], given_up))
    assert found == [(b"a", b"given up: it took more than the 600 MB that a worker may use"), (b"b",)]


def test_workers_that_never_work_end_the_run_with_a_word(two: Processes) -> None:
    with pytest.raises(OnRecordError, match="die as they start"):
        list(two.map_rows(die, [(b"%d" % n,) for n in range(20)], given_up))


def test_an_error_of_the_work_is_raised_as_it_is(two: Processes) -> None:
    with pytest.raises(OnRecordError, match="no such model"):
        list(two.map_rows(refuse, [(b"1",)], given_up))


def test_chunks_are_read_a_few_ahead_only(two: Processes) -> None:
    read = []

    def chunks() -> Iterator[Rows]:
        for n in range(1000):
            read.append(n)
            yield (b"%d" % n,)

    several = two.map_rows(double, chunks(), given_up)
    assert [next(several) for _ in range(3)] == [(b"00",), (b"11",), (b"22",)]
    assert len(read) < 20
    several.close()  # type: ignore[attr-defined] # a generator
    assert not [t for t in threading.enumerate() if t.name == "onrecord-workers"]
