"""`onrecord export` as a user meets it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.dossier.exports.gdelt import COLUMNS

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("in") / "reports.jsonl"
    texts = {"Courier": "Norway attacked Sweden on 3 May 2024.", "Herald": "It rained for six days in Oslo."}
    path.write_text("".join(json.dumps({"id": o, "outlet": o, "text": t}) + "\n" for o, t in texts.items()))
    return path


@pytest.fixture
def run(reports: Path) -> Run:
    def call(*args: object) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "onrecord.cli", "export", str(reports), *map(str, args)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    return call


def test_export_writes_a_file_and_says_what_it_read(run: Run, tmp_path: Path) -> None:
    done = run("--to", "ftm", "--output", tmp_path / "r.ftm.json")
    assert done.returncode == 0, done.stderr
    assert "2 reports, 2 stories" in done.stderr
    lines = (tmp_path / "r.ftm.json").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["schema"] for line in lines} >= {"Article", "Event"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.ftm.json"]


def test_export_to_standard_output(run: Run) -> None:
    done = run("--to", "gdelt", "--output", "-")
    assert [len(line.split("\t")) for line in done.stdout.splitlines()] == [len(COLUMNS)]


def test_export_without_an_outlet(run: Run) -> None:
    done = run("--to", "citations", "--output", "-", "--without", "Courier")
    assert "Courier" not in done.stdout
    assert "Herald" in done.stdout


def test_an_unknown_format_is_wrong_use_and_reads_nothing(run: Run, tmp_path: Path) -> None:
    done = run("--to", "aleph", "--output", tmp_path / "x")
    assert done.returncode == 2
    assert "take one of ftm" in done.stderr
    assert not (tmp_path / "x").exists()


def test_an_existing_file_is_kept(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "kept"
    target.write_text("mine")
    assert run("--to", "citations", "--output", target).returncode == 2
    assert target.read_text() == "mine"
    assert run("--to", "citations", "--output", target, "--force").returncode == 0
    assert target.read_text() != "mine"


def test_a_store_is_exported_with_what_was_corrected(tmp_path: Path, reports: Path) -> None:
    def call(*args: object) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "onrecord.cli", *map(str, args)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    store = tmp_path / "record.db"
    assert call("add", reports, "--store", store).returncode == 0
    out = tmp_path / "all.jsonl"
    done = call("export", "--store", store, "--to", "records", "--output", out)
    assert (done.returncode, "2 stories, 2 reports exported" in done.stderr) == (0, True), done.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) == 4
    one = call("export", "--store", store, "--story", "s1", "--to", "citations", "--output", "-")
    assert one.stdout.count("\n## ") == 1 or one.stdout.startswith("# ")
    for wrong, message in (
        (("--to", "csv", "--output", "-"), "give inputs, or a store"),
        (("--store", store, "--story", "s9", "--to", "csv", "--output", "-"), "no story 's9'"),
        ((reports, "--story", "s1", "--to", "csv", "--output", "-"), "give --store too"),
    ):
        done = call("export", *wrong)
        assert done.returncode == 2
        assert message in done.stderr
