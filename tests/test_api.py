"""The library as FORMAT.md names it."""

import subprocess
import sys
from pathlib import Path

import pytest

import onrecord


def test_importing_is_light() -> None:
    code = "import sys, onrecord; sys.exit('spacy' in sys.modules or 'msgspec' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_public_name_is_there() -> None:
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    assert set(onrecord.__all__) <= set(dir(onrecord))


def test_reports_are_read_with_a_date_for_those_that_have_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The ferry was late.\n")
    (report,) = onrecord.read(path, published="2020-05")
    assert report.published == "2020-05"
    (undated,) = onrecord.read([path])
    assert undated.published is None


def test_what_is_no_date_is_told_and_a_second_path_is_none(tmp_path: Path) -> None:
    with pytest.raises(onrecord.OnRecordError, match=r"no date; write 2020-05-17"):
        onrecord.read(tmp_path, published="some day")
    with pytest.raises(TypeError):
        onrecord.read("a.txt", "b.txt")  # type: ignore[misc]
