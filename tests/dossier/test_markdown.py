"""The dossier as Markdown."""

import re

from onrecord.dossier.markdown import render_markdown

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
