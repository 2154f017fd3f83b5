"""Words that stay whole at their hyphen, and what that does for the clause."""

from collections.abc import Callable

import pytest

from onrecord.language.hyphens import PARTED, WHOLE
from onrecord.model import Annotations


@pytest.mark.parametrize(
    "word", ["re-elected", "co-founder", "e-mail", "ex-minister", "air-dropped", "Jae-in", "Co-founder"]
)
def test_whole(word: str) -> None:
    assert WHOLE.fullmatch(word)


@pytest.mark.parametrize(
    "word",
    ["cease-fire", "40-year-old", "mid-February", "al-Shabab", "Jong-un", "two-thirds", "re-ran-on", "pro-Russian"],
)
def test_parted(word: str) -> None:
    assert not WHOLE.fullmatch(word)


@pytest.mark.parametrize(
    ("word", "parts"),
    [('low,"Ann', [",", '"']), ('about"joint', ['"']), ("said,“Look", [",", "“"]), ('end!"She', ["!", '"'])],
)
def test_parted_at_a_mark(word: str, parts: list[str]) -> None:
    assert [m.group() for m in PARTED.finditer(word)] == parts


@pytest.mark.parametrize("word", ["6'2\"tall", '5"x7"', '"Ann"', "rock'n'roll", "low,", "U.S.", "O'Neill"])
def test_not_parted(word: str) -> None:
    assert not PARTED.search(word)


@pytest.mark.parametrize(
    ("text", "root", "subject"),
    [
        ("The senate re-elected the speaker on Monday.", "re-elect", "senate"),
        ("She co-founded the firm in 2009.", "co-found", "she"),
        ("President Moon Jae-in met the envoy in Seoul.", "meet", "jae-in"),
    ],
)
def test_who_did_what(text: str, root: str, subject: str, annotate: Callable[[str], Annotations]) -> None:
    [told] = annotate(text).propositions
    assert root in {t.lemma for t in told.terms if t.role == "root"}
    assert subject in {t.lemma for t in told.terms if t.role == "subject"}
