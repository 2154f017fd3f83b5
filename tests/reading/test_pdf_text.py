"""Lines of print become paragraphs; every character is still found where it stood."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.pdf_text import flow_pages

PAGE_1 = """Harbour Notice 14
Ferry late for the fourth time
The ferry left Bergen at noon on Tuesday, four hours late, the coastguard said in a
short note. Two of its passengers were treated for cold, said Kari Holm of the harbour's
clinic, who called it an inter-
national disgrace.
• a new hull
• a new crew
Page 1"""
PAGE_2 = """Harbour Notice 14
The yard at Stavanger, a well-
known one, is to begin on Wednesday.
Page 2"""
PAGE_3 = """Harbour Notice 14
It has done international work before.
Page 3"""


def test_lines_of_print_become_paragraphs() -> None:
    text, _, _ = flow_pages([PAGE_1, PAGE_2, PAGE_3])
    assert text.split("\n") == [
        "Ferry late for the fourth time",
        "The ferry left Bergen at noon on Tuesday, four hours late, the coastguard said in a short note. Two of its passengers were "
        "treated for cold, said Kari Holm of the harbour's clinic, who called it an international disgrace.",
        "• a new hull",
        "• a new crew",
        "The yard at Stavanger, a well-known one, is to begin on Wednesday.",
        "It has done international work before.",
    ]


def test_each_character_is_found_where_it_stood() -> None:
    pages = [PAGE_1, PAGE_2, PAGE_3]
    raw = "\n".join(pages)
    text, segments, starts = flow_pages(pages)
    for s in segments:
        assert text[s.start : s.start + s.length] == raw[s.raw : s.raw + s.length]
    unmapped = len(text) - sum(s.length for s in segments)
    assert unmapped == sum(
        text[i] in " \n"
        for i in set(range(len(text))) - {i for s in segments for i in range(s.start, s.start + s.length)}
    )
    assert [text[at : at + 8] for at in starts] == ["Ferry la", "The yard", "It has d"]


def test_nothing_is_nothing() -> None:
    assert flow_pages([]) == ("", (), ())
    assert flow_pages(["", " \n "]) == ("", (), (0, 0))


@given(st.lists(st.text(alphabet="aB-. \n\r1•é", max_size=60), max_size=5))
def test_whatever_the_lines_are(pages: list[str]) -> None:
    raw = "\n".join(pages)
    text, segments, starts = flow_pages(pages)
    assert all(text[s.start : s.start + s.length] == raw[s.raw : s.raw + s.length] for s in segments)
    assert all(a.start + a.length <= b.start for a, b in pairwise(segments))
    assert len(starts) == len(pages)
    assert sorted(starts) == list(starts)
