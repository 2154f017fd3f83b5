"""The documentation is true: links lead somewhere, commands exist, every stage and command is described."""

import re
from pathlib import Path

import pytest

from onrecord.cli.registry import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [
        ROOT / "README.md",
        ROOT / "CHANGELOG.md",
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "benchmarks").glob("*.md"),
        *(ROOT / "quality").glob("*.md"),
    ]
)
COMMANDS = {c.name or getattr(c.callback, "__name__", "") for c in app.registered_commands}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_to_files_of_the_project(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_that_are_shown_exist(page: Path) -> None:
    for line in page.read_text(encoding="utf-8").splitlines():
        for command in re.findall(r"^\s*(?:\$ )?onrecord ([a-z-]+)\b", line):
            assert command in COMMANDS, line


def test_every_command_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"onrecord {name}" in text for name in COMMANDS)


def test_every_stage_is_in_the_architecture() -> None:
    from onrecord.pipeline import LANGUAGE_STAGES

    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert all(name in text for name, _ in LANGUAGE_STAGES)


def test_decisions_are_short() -> None:
    for path in (ROOT / "docs" / "decisions").glob("*.md"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 40, path.name


def test_every_word_list_names_its_origin() -> None:
    for path in (ROOT / "src" / "onrecord" / "resources").iterdir():
        if path.suffix in (".csv", ".tsv", ".txt"):
            head = path.read_text(encoding="utf-8").split("\n", 1)[0]
            assert head.startswith("#"), path.name
            assert re.search(
                r"licen[cs]e|Apache|CC|MIT|public domain", path.read_text(encoding="utf-8")[:1500], re.IGNORECASE
            ), path.name
