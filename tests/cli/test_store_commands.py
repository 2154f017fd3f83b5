"""The commands on a store that need no parsing, as a user meets them."""

import json
from pathlib import Path

import pytest
from benchmarks.newsroom import Newsroom
from typer.testing import CliRunner, Result

from onrecord.cli.registry import app
from onrecord.store.opening import open_store

from tests.desk.test_settling import keep


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = str(tmp_path / "record.db")
    room = Newsroom(8, seed=6)
    with open_store(path, create=True) as opened:
        keep(opened, map(room.report, range(8)))
    return path


def call(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


def test_settle_says_what_it_did(store: str) -> None:
    first = call("settle", "--store", store)
    assert first.exit_code == 0, first.output
    assert first.stderr.endswith(" of them changed, 0 gone\n")
    assert ", 0 of them changed, 0 gone" in call("settle", "--store", store).stderr
    assert ", 0 of them changed, 0 gone" in call("settle", "--store", store, "--all").stderr


def test_a_store_is_copied_and_never_into_one_that_holds_something(store: str, tmp_path: Path) -> None:
    call("settle", "--store", store)
    other = str(tmp_path / "copy.db")
    done = call("copy", "--store", store, "--to", other)
    assert (done.exit_code, "rows copied" in done.stderr) == (0, True)
    assert call("stories", "--store", other).stdout == call("stories", "--store", store).stdout
    assert "holds reports already" in str(call("copy", "--store", store, "--to", other).exception)


def test_an_export_that_nobody_changed_brings_no_correction(store: str, tmp_path: Path) -> None:
    call("settle", "--store", store)
    out = tmp_path / "tasks.json"
    assert call("export", "--store", store, "--to", "labelstudio", "--output", str(out)).exit_code == 0
    tasks = json.loads(out.read_text(encoding="utf-8"))
    for task in tasks:
        task["annotations"] = [{**task.pop("predictions")[0], "completed_by": 1, "updated_at": "2026-11-01T00:00:00Z"}]
    out.write_text(json.dumps(tasks), encoding="utf-8")
    done = call("import-corrections", str(out), "--store", store)
    assert "0 corrections kept, 0 known already, 0 changes not taken over" in done.stderr, done.stderr
    first = next(r for r in tasks[0]["annotations"][0]["result"] if r.get("labels") != ["same"])
    start = first["value"]["start"]
    first["value"] |= {"start": start + 1}
    out.write_text(json.dumps(tasks), encoding="utf-8")
    done = call("import-corrections", str(out), "--store", store)
    assert "was changed to another label or other characters" in done.stderr
    assert "1 changes not taken over" in done.stderr
