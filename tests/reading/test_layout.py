"""What each line is on the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.layout import find_dateline_date, find_parts

from tests.gold_cases import Case, load_cases


@pytest.mark.parametrize("case", load_cases("layout"), ids=lambda c: c.id)
def test_gold(case: Case) -> None:
    found = [(p.kind, case.input[p.start : p.end], p.repeats) for p in find_parts(case.input)]
    assert len(found) == len(case.expected), found
    for (kind, text, repeats), expected in zip(found, case.expected, strict=True):
        wanted_kind, _, words = expected.partition(" ")
        assert kind == wanted_kind, text
        assert (repeats is not None) == words.endswith(" repeats"), text
        assert text.startswith(words.removesuffix(" repeats")), text


def test_title_from_metadata_is_the_headline_even_with_a_full_stop() -> None:
    text = "The ferry is late.\nIt left Bergen at noon, the coastguard said in a note to the press."
    assert [p.kind for p in find_parts(text, title="The ferry is late")] == ["headline", "body"]


def test_a_caption_dates_nothing() -> None:
    text = (
        "Two leaders meet\n"
        "Anna Berger (L) and Ion Rusu in Vienna, May 3, 2019.\n"
        "The two spoke by phone on Monday, both offices said in short statements to the press."
    )
    assert find_dateline_date(text, find_parts(text)) is None


def test_two_different_datelines_date_nothing() -> None:
    text = "Ferry late\n7 July 2008\nUpdated: 8 July 2008\nThe ferry left at noon, the coastguard said in a note to the press."
    parts = find_parts(text)
    assert [p.kind for p in parts][:3] == ["headline", "dateline", "dateline"]
    assert find_dateline_date(text, parts) is None


@given(st.text(max_size=400))
def test_parts_lie_in_order_without_overlap_and_cover_all_that_is_not_blank(text: str) -> None:
    parts = find_parts(text)
    position = 0
    for part in parts:
        assert position <= part.start < part.end <= len(text)
        position = part.end
    covered = {i for p in parts for i in range(p.start, p.end)}
    left = [c for i, c in enumerate(text) if i not in covered and not c.isspace()]
    assert set(left) <= set("-–—\u2028\u2029") or not left


def test_a_huge_line_is_read_in_time() -> None:
    text = "A" * 2_000_000 + "\n" + "word " * 200_000 + "\n" + "(" * 100_000
    assert len(find_parts(text)) == 3
