"""Which engine the settings name, and how long it lives."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from onrecord.desk.adding import add_reports
from onrecord.model import Config, Context, Origin
from onrecord.reading.reports import Fields, make_report
from onrecord.scale import engines
from onrecord.scale.engines import GiveUp, Rows, Work, keep_engine, open_engine
from onrecord.store.opening import open_store


class Counted:
    """Works in this process, as if it were others."""

    workers = 2
    opened: int = 0
    closed: int = 0

    def __init__(self, config: Config) -> None:
        type(self).opened += 1

    def map_rows(self, work: Work, chunks: Iterable[Rows], give_up: GiveUp) -> Iterator[Rows]:
        return map(work, chunks)

    def close(self) -> None:
        type(self).closed += 1


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[Counted]:
    class Fresh(Counted):
        pass

    monkeypatch.setattr(engines, "_engine", Fresh)
    return Fresh


def test_an_engine_lives_as_long_as_its_block(counted: type[Counted]) -> None:
    with open_engine(Config()) as one, open_engine(Config()) as other:
        assert one is not other
    assert (counted.opened, counted.closed) == (2, 2)


def test_a_kept_engine_is_the_one_that_is_opened_within(counted: type[Counted]) -> None:
    with keep_engine(Config(workers=2)):
        with open_engine(Config(workers=2)) as one:
            pass
        assert counted.closed == 0
        with open_engine(Config(workers=2, max_report=9)) as again, keep_engine(Config(workers=2)):
            assert again is one
        with open_engine(Config(workers=3)) as other:
            assert other is not one
    assert (counted.opened, counted.closed) == (2, 2)


def test_a_kept_engine_goes_with_what_was_raised(counted: type[Counted]) -> None:
    with pytest.raises(KeyError), keep_engine(Config()):
        raise KeyError
    assert counted.closed == 1
    with open_engine(Config()):
        assert counted.opened == 2


def test_adding_reports_opens_one_engine_for_analysis_and_dossiers(counted: type[Counted], tmp_path: Path) -> None:
    origin = Origin(path="x", sha256="", encoding="utf-8")
    texts = [f"Two people were hurt in Oslo on {day}, Anna Lie said." for day in ("Monday", "Friday")]
    reports = [make_report(Fields(id=f"r{n}", text=text), origin) for n, text in enumerate(texts)]
    with open_store(str(tmp_path / "record.db"), create=True) as store:
        added = add_reports(store, reports, Context(config=Config(workers=2)))
    assert (added.analysed, added.settled.changed) == (2, added.settled.stories)
    assert (counted.opened, counted.closed) == (1, 1)
