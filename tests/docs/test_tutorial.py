"""Every command of the tutorial runs, and prints what the page shows."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.help import app

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(console|python)\n(.*?)```", PAGE, re.DOTALL)


def test_the_tutorial_runs_as_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for kind, block in BLOCKS:
        if kind == "console":
            command, *shown = block.strip().split("\n")
            result = CliRunner().invoke(app, shlex.split(command.removeprefix("$ onrecord ")))
            assert result.exit_code == 0, (command, result.output)
            printed = result.output + result.stderr
            assert all(line in printed for line in shown), (command, printed)
        else:
            exec(compile(block, "tutorial", "exec"), {})
            assert " | " in capsys.readouterr().out


def test_the_tutorial_shows_commands_and_python() -> None:
    assert {kind for kind, _ in BLOCKS} == {"console", "python"}
    assert all(block.startswith("$ onrecord ") for kind, block in BLOCKS if kind == "console")
