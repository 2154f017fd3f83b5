"""Records come off the shelf as they were put on it, and the disk says when it is full."""

import contextlib
from pathlib import Path

import pytest

from onrecord.model import OnRecordError, Origin, Report
from onrecord.reading.reports import Fields, make_report
from onrecord.scale.shelf import Shelf

ORIGIN = Origin(path="x", sha256="", encoding="utf-8")


def reports(number: int) -> list[Report]:
    texts = ["", "One line.", "Two\n\nlines — “so”.", "é" * 70_000]
    return [
        make_report(Fields(id=f"r{n}", text=texts[n % len(texts)], published="2020-05"), ORIGIN) for n in range(number)
    ]


def test_reports_come_back_as_they_were_as_often_as_they_are_asked_for(tmp_path: Path) -> None:
    given = reports(9)
    with Shelf(Report, tmp_path) as shelf:
        shelf.put(iter(given[:5]))
        shelf.put(given[5:])
        assert len(shelf) == 9
        assert list(shelf) == given
        assert list(shelf) == given
    assert list(tmp_path.iterdir()) == []


def test_an_empty_shelf_gives_nothing(tmp_path: Path) -> None:
    with Shelf(Report, tmp_path) as shelf:
        assert (len(shelf), list(shelf)) == (0, [])


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="missing cannot be written"):
        Shelf(Report, tmp_path / "missing")


def test_a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    with contextlib.suppress(OSError), contextlib.ExitStack() as stack, Shelf(Report, tmp_path) as shelf:
        shelf._file.close()
        shelf._file = stack.enter_context(open("/dev/full", "r+b"))
        with pytest.raises(OnRecordError, match=r"set down in .*: No space left"):
            shelf.put(reports(2))
