"""Plain words, and text of others made safe."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from onrecord.dossier.display import dossier_html_fragment
from onrecord.dossier.index import render_index
from onrecord.dossier.visible import printed, safe_url, slug, visible
from onrecord.dossier.wording import date_words

from tests.dossier.conftest import Made


@pytest.mark.parametrize("module", ["html", "markdown", "sections.texts", "tables", "visible", "wording"])
def test_the_examples_in_the_docstrings_run(module: str) -> None:
    from importlib import import_module

    assert doctest.testmod(import_module(f"onrecord.dossier.{module}")).failed == 0


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "undated"),
        ("2020", "2020"),
        ("2020-05", "May 2020"),
        ("2020-21", "spring 2020"),
        ("201X", "the 2010s"),
        ("../2020-05-17", "until 17 May 2020"),
        ("2020-05-17?", "perhaps 17 May 2020"),
        ("2025-03-14T21:40:00-04:00", "14 March 2025, 21:40 UTC-04:00"),
        ("2019-12-30/2020-01-02", "30 December 2019 to 2 January 2020"),
        ("what is this", "what is this"),
    ],
)
def test_dates_are_said_in_words(edtf: str | None, words: str) -> None:
    assert date_words(edtf) == words


@given(st.text())
def test_no_text_of_others_is_markup_or_unseen(text: str) -> None:
    shown = printed(text)
    assert isinstance(shown, Markup)
    inner = shown.replace('<span class="unseen" title="', "").replace("</span>", "")
    assert "<" not in inner
    assert not any(c in visible(text) for c in "\x00\u202e\u2066\n\r")


@given(st.text())
def test_a_slug_is_an_anchor(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "//evil", 'https://a/"x', "https://a/\u202ex", ""],
)
def test_only_plain_web_addresses_are_links(address: str) -> None:
    assert safe_url(address) is None
    assert safe_url("https://example.org/a?b=c#d") is not None


def test_the_fragment_for_notebooks_holds_no_script_and_no_style_sheet(dam: Made, hostile: Made) -> None:
    assert "told by 3 independent accounts" in dossier_html_fragment(dam[0])
    fragment = dossier_html_fragment(hostile[0])
    assert "<script" not in fragment
    assert "<style" not in fragment
    assert "<img" not in fragment


def test_the_index_lists_the_most_told_story_first(dam: Made, many: Made, hostile: Made) -> None:
    page = render_index([dam[0], many[0], hostile[0]])
    assert page.index("Ice closes") < page.index("Death toll") < page.index("&lt;script&gt;alert(11)")
    assert "<script" not in page
