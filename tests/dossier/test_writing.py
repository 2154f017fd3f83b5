"""Dossiers onto the disk: whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.dossier.writing import write_dossiers
from onrecord.model import Dossier, OnRecordError

from tests.dossier.conftest import Made

FILES = {"dossier.html", "dossier.json", "dossier.md", "claims.csv", "figures.csv", "reports.csv"}


def test_each_story_gets_its_folder_and_the_index_leads_there(tmp_path: Path, dam: Made, many: Made) -> None:
    folders = write_dossiers([dam[0], many[0]], [*dam[1], *many[1]], tmp_path / "out")
    index = (tmp_path / "out" / "index.html").read_text()
    for folder in folders:
        assert {f.name for f in folder.iterdir()} >= FILES
        assert f'href="{folder.name}/dossier.html"' in index


def test_two_runs_write_the_same_bytes(tmp_path: Path, dam: Made) -> None:
    for name in ("a", "b"):
        write_dossiers([dam[0]], dam[1], tmp_path / name)
    first, second = (
        {f.relative_to(tmp_path / n): f.read_bytes() for f in (tmp_path / n).rglob("*") if f.is_file()}
        for n in ("a", "b")
    )
    assert first == second


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_an_interruption_leaves_what_was_there_and_nothing_half_written(
    tmp_path: Path, dam: Made, error: type[BaseException]
) -> None:
    def interrupted() -> Iterator[Dossier]:
        yield dam[0]
        raise error

    write_dossiers([dam[0]], dam[1], tmp_path / "out")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(error):
        write_dossiers(interrupted(), dam[1], tmp_path / "out")
    assert sorted(tmp_path.rglob("*")) == before
    with pytest.raises(error):
        write_dossiers(interrupted(), dam[1], tmp_path / "new")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_later_run_replaces_an_earlier_one_as_a_whole(tmp_path: Path, dam: Made, many: Made) -> None:
    write_dossiers([dam[0]], dam[1], tmp_path / "out")
    [folder] = write_dossiers([many[0]], many[1], tmp_path / "out")
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"index.html", folder.name}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_others_is_never_replaced(tmp_path: Path, dam: Made) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(OnRecordError, match=r"thesis\.txt"):
        write_dossiers([dam[0]], dam[1], tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_hostile_id_cannot_leave_the_output(tmp_path: Path, hostile: Made) -> None:
    folders = write_dossiers([hostile[0], hostile[0]], hostile[1], tmp_path / "out")
    assert len(set(folders)) == 2
    assert all(f.parent == (tmp_path / "out").resolve() for f in folders)
    assert all(set(f.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for f in folders)
