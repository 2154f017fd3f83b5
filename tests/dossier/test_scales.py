"""Where dates and numbers stand on their lines."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onrecord.dossier.scales import number_scale, time_scale

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=12))
def test_later_days_never_stand_further_left(pairs: list[tuple[date, date]]) -> None:
    scale = time_scale(pairs)
    assert scale is not None
    days = sorted(d for pair in pairs for d in pair)
    places = [scale.at(d) for d in days]
    assert places == sorted(places)
    assert all(0 <= p <= 100 for p in places)


def test_a_lone_old_date_does_not_crush_the_days_that_matter() -> None:
    old, first, last = date(1987, 1, 1), date(2025, 3, 13), date(2025, 3, 15)
    scale = time_scale([(old, old), (first, first), (last, last)])
    assert scale is not None
    assert len(scale.folds) == 1
    assert scale.at(last) - scale.at(first) > 20


def test_a_fold_never_cuts_an_interval() -> None:
    scale = time_scale([(date(1980, 1, 1), date(2020, 1, 1)), (date(2020, 1, 2), date(2020, 1, 3))])
    assert scale is not None
    assert scale.folds == ()


@given(st.lists(st.floats(-1e12, 1e12, allow_nan=False), min_size=1, max_size=8))
def test_greater_numbers_never_stand_further_left(numbers: list[float]) -> None:
    scale = number_scale(numbers)
    assert scale is not None
    places = [scale.at(n) for n in sorted(numbers)]
    assert places == sorted(places)
    assert all(0 <= p <= 100 for p in places)


def test_figures_that_lie_far_apart_stand_on_a_line_that_multiplies() -> None:
    scale = number_scale([3, 4_000_000])
    assert scale is not None
    assert scale.is_log


def test_no_date_and_no_number_have_no_line() -> None:
    assert time_scale([]) is None
    assert number_scale([]) is None
