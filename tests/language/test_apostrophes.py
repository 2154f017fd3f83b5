"""Words are read alike, however the apostrophe in them is printed, and keep the characters they are printed with."""

from collections.abc import Callable

import pytest

from onrecord.language.parsing import Parsed, plain
from onrecord.model import Annotations

Annotate = Callable[..., Annotations]
Parse = Callable[..., Parsed]
MARKS = "'’ʼ´`‘"


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    "words", ["The deal wasn't signed", "The crew didn't leave the ship", "She can't have seen the letter"]
)
def test_a_denial_denies_however_it_is_printed(words: str, mark: str, annotate: Annotate) -> None:
    printed = words.replace("'", mark)
    annotations = annotate(f"{printed}.")
    (found,) = annotations.propositions
    assert found.negative
    assert found.spans[0].of(annotations.report.text) == printed


@pytest.mark.parametrize("mark", MARKS)
def test_words_are_those_of_a_typewriter(mark: str, parse: Parse) -> None:
    text = "“They didn't sign,” said O'Neill's aide; it'll be the drivers' day."
    plain_words, words = (
        [(w.lower_, w.lemma_, w.tag_, w.dep_) for w in parse(t).paragraphs[0].doc]
        for t in (
            text,
            text.replace("n't", f"n{mark}t")
            .replace("O'", f"O{mark}")
            .replace("l's", f"l{mark}s")
            .replace("t'll", f"t{mark}ll"),
        )
    )
    assert words == plain_words


def test_printed_words_keep_their_characters(parse: Parse) -> None:
    parsed = parse("It wasn’t O’Neill’s.")
    doc = parsed.paragraphs[0].doc
    assert doc.text == "It wasn’t O’Neill’s."
    assert "n’t" in [w.text for w in doc]


@pytest.mark.parametrize("text", ["‘Stop,’ he said.", "the drivers’ strike", "a ’68 veteran", "5’ 11”", "’tis"])
def test_marks_that_stand_in_no_word_are_left(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    "text", ["The deal wasn’ t signed.", "The deal was not\u200b signed.", "\ufeffThe deal was\u200b not signed."]
)
def test_words_that_are_printed_oddly_deny_too(text: str, annotate: Annotate) -> None:
    annotations = annotate(text)
    assert [p.negative for p in annotations.propositions] == [True]
    assert "signed" in annotations.propositions[0].spans[-1].of(annotations.report.text)


def test_a_text_keeps_its_length() -> None:
    text = "\u200bIt wasn’ t O’Neill’s; they don’ t know. \ufeff"
    assert len(plain(text)) == len(text)
