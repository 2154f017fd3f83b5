"""Things looked up by where they stand."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.by_place import ByPlace

PLACES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda p: (p[0], p[0] + p[1])), max_size=12)


@given(rows=PLACES, start=st.integers(0, 40), size=st.integers(1, 9))
def test_it_finds_what_touches_in_the_order_given(rows: list[tuple[int, int]], start: int, size: int) -> None:
    end = start + size
    found = ByPlace((s, e, (s, e)) for s, e in rows).touching(start, end)
    assert found == [(s, e) for s, e in rows if s < end and start < e]
