"""A cluster gives what one machine gives, and outlives its workers and its scheduler."""

import contextlib
import itertools
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.examples import example_paths
from onrecord.model import Config, Context, OnRecordError, Report
from onrecord.pipeline import annotate_rows, compile_dossiers, decode_annotations, group_reports
from onrecord.reading.inputs import read_reports
from onrecord.scale import cluster as module
from onrecord.scale.cluster import Cluster
from onrecord.scale.engines import Engine, Here, Rows, open_engine

distributed = pytest.importorskip("distributed")

START = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", scheduler_port=int(sys.argv[1]), dashboard_address=None)
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
"""


def _unused_port() -> int:
    """Below those that systems give to clients: a client that looks for a scheduler there could otherwise meet itself."""
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError


class Machines:
    """A scheduler and two workers in processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.script = folder / "cluster.py"
        self.script.write_text(START)
        self.port = _unused_port()
        self.start()

    def start(self) -> None:
        command = [sys.executable, str(self.script), str(self.port)]
        settings = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",  # by default, three more workers die for each report
        }
        self.run: Any = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=settings
        )
        assert int(self.run.stdout.readline().rpartition(":")[2]) == self.port

    def stop(self) -> None:
        self.run.kill()
        self.run.wait()
        self.run.stdin.close()
        self.run.stdout.close()


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    found = Machines(tmp_path_factory.mktemp("cluster"))
    yield found
    found.stop()


@pytest.fixture
def engine(machines: Machines) -> Iterator[Cluster]:
    with open_engine(Config(engine=f"dask://127.0.0.1:{machines.port}")) as found:
        assert isinstance(found, Cluster)
        yield found


def double(rows: Rows) -> Rows:
    time.sleep(0.1)
    return tuple(row * 2 for row in rows)


def repeat(rows: Rows) -> Rows:
    return tuple(row * 2 for row in rows)


def die_on_seven(rows: Rows) -> Rows:
    if b"7" in rows:
        os._exit(9)
    return rows


def refuse(rows: Rows) -> Rows:
    raise OnRecordError("no such model")


def told(reports: list[Report], rows: list[bytes], engine: Engine) -> bytes:
    """Stories and dossiers, as bytes."""
    grouping, ties = group_reports(reports, {}, engine=engine)
    dossiers = compile_dossiers(grouping, ties, list(map(decode_annotations, rows)), Context(), engine)
    return msgspec.json.encode((grouping, ties, list(dossiers)))


def given_up(row: bytes, why: str) -> bytes:
    return b"given up"


def test_the_same_bytes_as_on_one_machine(engine: Cluster) -> None:
    with example_paths() as paths:
        reports = list(read_reports(paths))
    one = list(annotate_rows(reports, Context(), Here()))
    assert list(annotate_rows(reports, Context(), engine)) == one
    assert told(reports, one, engine) == told(reports, one, Here())


def test_a_row_that_kills_its_workers_is_given_up_alone(engine: Cluster) -> None:
    chunks = [(b"1", b"2"), (b"6", b"7", b"8"), (b"3",), (b"4",)]
    assert list(engine.map_rows(die_on_seven, chunks, given_up)) == [chunks[0], (b"6", b"given up", b"8"), *chunks[2:]]


def test_workers_may_become_fewer_and_more(engine: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = itertools.cycle((5, 1, 3))
    monkeypatch.setattr(Cluster, "workers", property(lambda self: next(numbers)))
    chunks = [(b"%d" % n,) for n in range(30)]
    assert list(engine.map_rows(repeat, chunks, given_up)) == [repeat(c) for c in chunks]


def test_an_error_of_the_work_is_raised_as_it_is(engine: Cluster) -> None:
    with pytest.raises(OnRecordError, match="no such model"):
        list(engine.map_rows(refuse, [(b"1",)], given_up))


def test_a_scheduler_that_comes_back_is_given_again_what_it_had(machines: Machines, engine: Cluster) -> None:
    chunks = [(b"%d" % n,) for n in range(40)]
    found = []
    for rows in engine.map_rows(double, chunks, given_up):
        found.append(rows)
        if len(found) == 5:
            machines.stop()
            machines.start()
    assert found == [double(c) for c in chunks]


def test_nobody_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WAIT", 0.5)
    with (
        pytest.raises(OnRecordError, match="no scheduler of Dask answers"),
        open_engine(Config(engine="dask://127.0.0.1:9")),
    ):
        pass


@pytest.mark.parametrize("name", ["spark://host", "dask://", "threads", "dask"])
def test_an_unknown_engine_names_those_there_are(name: str) -> None:
    with pytest.raises(OnRecordError, match="dask://HOST:PORT"), open_engine(Config(engine=name)):
        pass
