"""The command line as a user meets it: each command, each misuse, and nothing left half-written."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from onrecord.cli.help import rendered_help
from onrecord.cli.main import help_text

Run = Callable[..., "subprocess.CompletedProcess[str]"]

REPORTS = [
    {
        "id": "a",
        "outlet": "Courier",
        "text": "Ferry late\nThe ferry left Bergen at noon on Tuesday, the coastguard said in a note.",
    },
    {
        "id": "b",
        "outlet": "Herald",
        "text": "Rain in Oslo\nIt rained for six days in Oslo, where 1,200 people left their homes.",
    },
]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("in") / "reports.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in REPORTS))
    return path


@pytest.fixture
def run() -> Run:
    def call(*args: object, stdin: str | None = None) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "onrecord.cli", *map(str, args)]
        return subprocess.run(command, capture_output=True, text=True, input=stdin, timeout=120, check=False)

    return call


def test_the_help_file_is_what_typer_prints() -> None:
    assert help_text() == rendered_help()


def test_help_names_every_command(run: Run) -> None:
    shown = run("--help")
    assert shown.returncode == 0
    assert all(name in shown.stdout for name in ("demo", "dossier", "annotate", "group", "explain"))


@pytest.mark.parametrize("command", ["demo", "dossier", "annotate", "group", "explain"])
def test_each_command_explains_itself(run: Run, command: str) -> None:
    shown = run(command, "--help")
    assert shown.returncode == 0
    assert "Usage: onrecord" in shown.stdout


def test_annotate_writes_a_line_a_report_in_input_order(run: Run, reports: Path, tmp_path: Path) -> None:
    done = run("annotate", reports, "--output", tmp_path / "a.jsonl")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert [line["report"]["id"] for line in lines] == ["a", "b"]
    assert [line["report"]["text"] for line in lines] == [r["text"] for r in REPORTS]


def test_annotate_to_standard_output_from_standard_input(run: Run, reports: Path) -> None:
    done = run("annotate", "-", "--output", "-", stdin=reports.read_text())
    assert [json.loads(line)["report"]["id"] for line in done.stdout.splitlines()] == ["a", "b"]


def test_the_number_of_workers_changes_nothing(run: Run, reports: Path, tmp_path: Path) -> None:
    for workers in (1, 2):
        assert run("annotate", reports, "--output", tmp_path / f"{workers}", "--workers", workers).returncode == 0
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_group_places_each_report_once(run: Run, reports: Path, tmp_path: Path) -> None:
    assert run("group", reports, "--output", tmp_path / "g.json").returncode == 0
    found = json.loads((tmp_path / "g.json").read_text())
    assert sorted(r for s in found["stories"] for r in s["reports"]) == ["a", "b"]


def test_dossier_then_explain(run: Run, reports: Path, tmp_path: Path) -> None:
    assert run("dossier", reports, "--output", tmp_path / "out").returncode == 0
    assert (tmp_path / "out" / "index.html").is_file()
    story = json.loads(next((tmp_path / "out").glob("*/dossier.json")).read_text())["story"]
    shown = run("explain", tmp_path / "out", story["id"])
    assert shown.returncode == 0
    assert "independent account" in shown.stdout
    assert run("explain", tmp_path / "out", "no such thing").returncode == 2


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["annotate", "missing.txt", "--output", "x"], "no such file"),
        (["annotate", "{reports}", "--output", "{reports}"], "exists already"),
        (["annotate", "{reports}", "--output", "no/such/folder/x"], "does not exist"),
        (["annotate", "{reports}", "--output", "{out}", "--model", "no_such_model"], "no_such_model"),
        (["annotate", "{reports}", "--output", "{out}", "--published", "someday"], "no date"),
        (["annotate", "{empty}", "--output", "{out}"], "holds no report"),
        (["dossier", "{reports}", "--output", "{out}", "--without", "Nobody"], "Nobody"),
        (["group", "{reports}", "--output", "{out}", "--publishers", "{reports}"], "outlet,publisher"),
        (["explain", "{folder}", "x"], "holds no dossier"),
        (["watch", "no.toml", "--store", "{out}"], "the list of feeds no.toml cannot be read"),
        (["watch", "{empty}", "--store", "{out}"], "names no feed"),
        (["watch", "{empty}", "--store", "{out}", "--status"], "there is no store"),
    ],
)
def test_misuse_is_told_in_one_line(run: Run, reports: Path, tmp_path: Path, args: list[str], message: str) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    names = {"reports": reports, "out": tmp_path / "out", "empty": tmp_path / "empty.jsonl", "folder": tmp_path}
    done = run(*(a.format(**names) for a in args))
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.startswith("onrecord: ")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_partial_failure_is_counted_at_the_end(run: Run, reports: Path, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(reports.read_text() + "{broken\n")
    done = run("annotate", tmp_path / "r.jsonl", "--output", tmp_path / "a.jsonl")
    assert done.returncode == 3
    assert "1 of them could not be read" in done.stderr
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 3


def test_no_progress_bar_where_there_is_no_terminal(run: Run, reports: Path) -> None:
    assert "\x1b" not in run("annotate", reports, "--output", "-").stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_leaves_no_half_written_file(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(json.dumps({"id": str(n), "text": REPORTS[0]["text"] * 20}) + "\n" for n in range(2000)))
    command = [sys.executable, "-m", "onrecord.cli", "annotate", str(many), "--output", str(tmp_path / "out.jsonl")]
    heeds = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell lets what runs in the background ignore it
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heeds)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".out.jsonl.*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, shown = process.communicate(timeout=60)
    assert process.returncode == 130, shown
    assert [p.name for p in tmp_path.iterdir()] == ["many.jsonl"]
