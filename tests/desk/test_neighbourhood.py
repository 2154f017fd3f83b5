"""Which stories a new report is compared with: its own, look-alikes while they go on, closed ones for much in common."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from onrecord.crossreport.background import Background
from onrecord.crossreport.joining import find_neighbourhood
from onrecord.desk.backgrounds import pack_background, unpack_background
from onrecord.desk.settling import settle
from onrecord.desk.store_archive import StoreArchive
from onrecord.model import Annotations, Context, Correction, Report
from onrecord.reading.dates import day_bounds
from onrecord.store.background_saving import load_background
from onrecord.store.opening import open_store
from onrecord.store.saving import save_reports

from tests.desk.test_settling import GUARDS

LATER, SOON = "2024-05-01", "2020-01-09"


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A store with the first report of each pair of look-alike happenings."""
    path = tmp_path_factory.mktemp("near") / "record.db"
    reports = [Report(id=f"r{n}", text=case["stories"][0][0], published="2020-01-01") for n, case in enumerate(GUARDS)]
    with open_store(str(path), create=True) as store:
        with store.writing() as writing:
            save_reports(writing, reports, {r.id: day_bounds(r.published) for r in reports})
        settle(store, Context())
        with store.reading() as reading:
            yield reading


def near(connection: Connection, text: str, day: str, corrections: tuple[Correction, ...] = ()) -> set[str]:
    """The known reports among which a new one is placed."""
    background = unpack_background(load_background(connection))
    assert background is not None
    found = find_neighbourhood(
        StoreArchive(connection), [Report(id="x", text=text, published=day)], (), background, corrections
    )
    return set(found.reports) - {"x"}


def test_a_report_meets_its_own_story_also_years_later(connection: Connection) -> None:
    for n, case in enumerate(GUARDS):
        assert f"r{n}" in near(connection, case["stories"][0][1], LATER), case["case"]


def test_look_alikes_are_met_while_a_story_goes_on_and_half_as_often_when_it_is_closed(connection: Connection) -> None:
    met = {
        day: sum(f"r{n}" in near(connection, c["stories"][1][0], day) for n, c in enumerate(GUARDS))
        for day in (SOON, LATER)
    }
    assert met[SOON] >= 15
    assert 2 * met[LATER] <= met[SOON]


def test_a_report_on_nothing_known_meets_nobody(connection: Connection) -> None:
    assert near(connection, "The bakers of Quill Street knead sourdough beside marzipan lighthouses.", SOON) == set()
    assert near(connection, "", SOON) == set()


def test_what_a_user_tied_to_a_story_comes_with_it(connection: Connection) -> None:
    tie = Correction(kind="same_story", reports=("r0", "r1"), made_by="Ada")
    assert {"r0", "r1"} <= near(connection, GUARDS[0]["stories"][0][1], SOON, (tie,))


def test_a_background_comes_back_but_for_what_is_rare() -> None:
    background = Background(reports=9, furniture={7, 2**31})
    background.words.update({1: 5, 2: 2, 2**47: 3})
    background.pairs.update({4: 3})
    found = unpack_background(pack_background(background))
    assert found is not None
    assert (found.reports, dict(found.words), dict(found.pairs)) == (9, {1: 5, 2**47: 3}, {4: 3})
    assert found.furniture == {7, 2**31}
    assert unpack_background({}) is None


def test_annotations_are_not_needed(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "bare.db"), create=True) as store:
        with store.writing() as writing:
            save_reports(writing, [Annotations(report=Report(id="a", text="A text.")).report], {})
        assert settle(store, Context()).stories == 1
        assert settle(store, Context()).changed == 0
