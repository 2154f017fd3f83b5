"""The table of words: the attribute ruler and the lemmatizer to the letter."""

import pytest
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG

from onrecord.language.parsing import load_parser
from onrecord.language.word_attributes import REPLACED, make_word_table
from onrecord.model import Config

ATTRIBUTES = [TAG, POS, MORPH, LEMMA, DEP]
TEXTS = (
    "The ministers had said the dam was leaking, and that it leaked since May.",
    "Let's go. It ain't so, c'm on, they're gonna say, you've got ta leave and y' all know nothin' of it.",
    "There's a bridge here; there were two.\tIs there  more?",
    "She left   to be left; her saying so felt better than his leaves.",
)


@pytest.fixture(scope="module")
def nlp():
    return load_parser(Config().model)


def test_the_table_gives_what_spacy_gives(nlp):
    table = make_word_table(nlp)
    assert table is not None
    for doc, stock in zip(nlp.pipe(TEXTS * 2, disable=list(REPLACED)), nlp.pipe(TEXTS * 2), strict=True):
        assert (table(doc).to_array(ATTRIBUTES) == stock.to_array(ATTRIBUTES)).all()


def test_a_word_is_put_to_the_ruler_once(nlp, monkeypatch):
    table = make_word_table(nlp)
    table(nlp("Ships left.", disable=list(REPLACED)))
    monkeypatch.setattr(table, "_ask", pytest.fail)
    assert [t.lemma_ for t in table(nlp("Ships left.", disable=list(REPLACED)))]


def test_an_empty_text_has_no_words(nlp):
    assert len(make_word_table(nlp)(nlp.make_doc(""))) == 0


def test_a_pipeline_with_patterns_that_look_further_keeps_its_ruler():
    nlp = load_parser.__wrapped__(Config().model)
    nlp.get_pipe("attribute_ruler").add([[{"LOWER": "a"}, {"LOWER": "b"}, {"LOWER": "c"}]], {"LEMMA": "x"})
    assert make_word_table(nlp) is None


def test_a_pipeline_that_lacks_one_of_the_two_keeps_its_own():
    nlp = load_parser.__wrapped__(Config().model)
    nlp.disable_pipe("lemmatizer")
    assert make_word_table(nlp) is None
