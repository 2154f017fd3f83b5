"""Runs that were killed: the same command goes on from what was finished, and writes what an undisturbed run writes."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet
import pytest

REPORTS = 96


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("in") / "reports.jsonl"
    lines = [
        {
            "id": f"r{n:03}",
            "outlet": f"Gazette {n % 7}",
            "published": "2024-03-02",
            "text": f"Bridge {n} closed\nThe mayor of Alta said on Friday that bridge {n} would stay closed for {n + 2} weeks.\n"
            f"Some {n * 10} commuters will need another way, police officer Kari Lund told reporters.",
        }
        for n in range(REPORTS)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def command(*args: object) -> list[str]:
    return [sys.executable, "-m", "onrecord.cli", *map(str, args)]


def run(*args: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command(*args), capture_output=True, text=True, timeout=120, check=False)


def killed_midway(ledger: Path, *args: object) -> None:
    """Start a command, and kill it once its ledger says that something was finished."""
    process = subprocess.Popen(command(*args), stderr=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            if ledger.read_bytes().count(b"\n") > 1:
                os.kill(process.pid, signal.SIGKILL)
                break
        time.sleep(0.01)
    assert process.wait(10) == -signal.SIGKILL


def test_annotate_goes_on_with_other_workers_and_writes_the_same(reports: Path, tmp_path: Path) -> None:
    assert run("annotate", reports, "--output", tmp_path / "whole").returncode == 0
    killed_midway(tmp_path / ".out.run" / "ledger", "annotate", reports, "--output", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    again = run("annotate", reports, "--output", tmp_path / "out", "--workers", 2)
    assert again.returncode == 0
    assert "going on from" in again.stderr
    assert (tmp_path / "out").read_bytes() == (tmp_path / "whole").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "whole"]


def test_dossier_goes_on_and_leaves_nothing_beside_its_folder(reports: Path, tmp_path: Path) -> None:
    killed_midway(tmp_path / ".out.run" / "ledger", "dossier", reports, "--output", tmp_path / "out")
    again = run("dossier", reports, "--output", tmp_path / "out")
    assert again.returncode == 0
    assert "going on from" in again.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"]


def test_parquet_holds_the_lines(reports: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("".join(reports.read_text().splitlines(keepends=True)[:3]))
    assert run("annotate", few, "--output", tmp_path / "out.parquet").returncode == 0
    assert run("annotate", few, "--output", tmp_path / "out.jsonl").returncode == 0
    table = pyarrow.parquet.read_table(tmp_path / "out.parquet").to_pydict()
    assert table["annotations"] == (tmp_path / "out.jsonl").read_text().splitlines()
    assert table["id"] == ["r000", "r001", "r002"]
    assert table["outlet"] == ["Gazette 0", "Gazette 1", "Gazette 2"]
