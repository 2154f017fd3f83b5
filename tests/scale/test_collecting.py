"""The collector of cycles in onrecord's own processes."""

import gc
from collections.abc import Iterator

import pytest

from onrecord.scale.collecting import collect_seldom


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_the_collector_comes_less_often_and_still_comes() -> None:
    gc.set_threshold(700, 10, 10)
    collect_seldom()
    assert gc.isenabled()
    assert 700 < gc.get_threshold()[0] < 1_000_000


def test_someone_who_set_it_higher_is_left_alone() -> None:
    gc.set_threshold(500_000, 5, 5)
    collect_seldom()
    assert gc.get_threshold() == (500_000, 5, 5)
