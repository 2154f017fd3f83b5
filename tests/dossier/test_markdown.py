"""The dossier as Markdown."""

import re

from onrecord.dossier.markdown import escaped, render_markdown

from tests.dossier.conftest import Made


def test_it_says_what_the_page_says(dam: Made) -> None:
    text = render_markdown(dam[0])
    for words in (
        "7 reports · 3 independent accounts",
        "told by 3 independent accounts",
        "denied in",
        "← Radio Tamlalt ←",
        "Without a date",
    ):
        assert words in text


def test_nothing_of_a_report_is_markup(hostile: Made) -> None:
    text = render_markdown(hostile[0])
    assert not re.search(r"(?<!\\)<", text)
    assert not re.search("[\x00-\x08\u202a-\u202e]", text)


def test_an_empty_dossier_is_written_too(empty: Made) -> None:
    assert "1 report" in render_markdown(empty[0])


def test_a_number_is_no_list_item() -> None:
    assert [escaped(x) for x in ("1.13 trillion", "3.16%", "5-4 vote")] == ["1.13 trillion", "3.16%", "5-4 vote"]
    assert [escaped(x) for x in ("1. x", "2) x", "- x")] == ["1\\. x", "2\\) x", "\\- x"]


def test_it_says_how_many_claims_it_leaves_to_the_table(dam: Made) -> None:
    assert re.search(r"And \d+ claims? more, in the table below", render_markdown(dam[0]))
