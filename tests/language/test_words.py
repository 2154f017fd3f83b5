"""Words mean what spaCy's tokens mean."""

from collections.abc import Iterator
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from onrecord.language.lemmas import mended
from onrecord.language.packing import read_words
from onrecord.language.parsing import load_parser
from onrecord.language.words import Words
from onrecord.model import Config

TEXTS = [
    "Three ferries left Bergen on Monday, and the port's chief, Anna Lie, said that 42 people — all from the U.N. — were safe.",
    "\"We can't wait,\" he told reporters in Paris; she hadn't come. It rained.",
    "What does the council, which met twice, believe that the mayor promised whom?",
    "Police fined protesters £3.5m… (again)  and left.",
    "!",
]
PLAIN = "i idx text lower_ lemma_ tag_ pos_ dep_ ent_type_ is_punct is_space whitespace_ text_with_ws like_num is_stop".split()
PLAIN += "is_alpha is_lower is_upper".split()
RELATIONS = "children lefts rights subtree ancestors conjuncts".split()


@pytest.fixture(scope="module")
def pairs() -> list[tuple[Doc, Words]]:
    return [(doc, read_words(doc)) for doc in load_parser(Config().model).pipe(TEXTS)]


def both(pairs: list[tuple[Doc, Words]]) -> Iterator[tuple[Any, Any]]:
    for doc, words in pairs:
        assert words.text == doc.text
        yield from zip(doc, words, strict=True)


def places(found: Any) -> list[int]:
    return [t.i for t in found]


def bounds(found: Any) -> tuple[int, int] | None:
    return None if found is None else (found.start, found.end)


def test_a_word_says_what_a_token_says(pairs: list[tuple[Doc, Words]]) -> None:
    for token, word in both(pairs):
        told = {n: getattr(token, n) for n in PLAIN} | {"lemma_": mended(token.lemma_, token.text)}
        assert {n: getattr(word, n) for n in PLAIN} == told
        assert (word.is_sent_start, len(word)) == (bool(token.is_sent_start), len(token))


def test_a_word_hangs_where_a_token_hangs(pairs: list[tuple[Doc, Words]]) -> None:
    for token, word in both(pairs):
        assert {n: places(getattr(word, n)) for n in RELATIONS} == {n: places(getattr(token, n)) for n in RELATIONS}
        assert places([word.head, word.left_edge, word.right_edge]) == places(
            [token.head, token.left_edge, token.right_edge]
        )
        assert places(word.sent) == places(token.sent)
        assert all(word.is_ancestor(word.doc[t.i]) for t in token.subtree if t.i != token.i)
        assert not word.is_ancestor(word)


def test_names_and_sentences_are_the_parsers(pairs: list[tuple[Doc, Words]]) -> None:
    for doc, words in pairs:
        for told, found in ((doc.ents, words.ents), (list(doc.sents), words.sents)):
            assert [(p.start, p.end, p.label_, p.text) for p in found] == [
                (s.start, s.end, s.label_, s.text) for s in told
            ]
            assert [(p.start_char, p.end_char, p.root.i) for p in found] == [
                (s.start_char, s.end_char, s.root.i) for s in told
            ]


def test_every_phrase_has_the_root_that_spacy_sees(pairs: list[tuple[Doc, Words]]) -> None:
    for doc, words in pairs:
        for start in range(len(doc)):
            for end in range(start + 1, len(doc) + 1):
                assert words[start:end].root.i == doc[start:end].root.i, (start, end)
                assert words[start:end].text == doc[start:end].text


def test_characters_touch_the_words_that_spacy_gives(pairs: list[tuple[Doc, Words]]) -> None:
    for doc, words in pairs:
        for start in range(len(doc.text) + 1):
            for end in range(start, min(len(doc.text), start + 12) + 1):
                told, found = doc.char_span(start, end, alignment_mode="expand"), words.touching(start, end)
                assert bounds(found) == bounds(told), (start, end)


def test_edges_of_subtrees_that_cross_are_the_parsers() -> None:
    vocab = load_parser(Config().model).vocab
    doc = Doc(
        vocab,
        words="A hearing is scheduled on the issue today .".split(),
        heads=[1, 3, 3, 3, 1, 6, 4, 3, 3],
        deps=["det", "nsubjpass", "auxpass", "ROOT", "prep", "det", "pobj", "npadvmod", "punct"],
    )
    for token, word in zip(doc, read_words(doc), strict=True):
        assert places([word.left_edge, word.right_edge]) == places([token.left_edge, token.right_edge])
        assert places(word.children) == places(token.children)


def test_slices_and_neighbours_stay_within_the_paragraph(pairs: list[tuple[Doc, Words]]) -> None:
    words = pairs[1][1]
    assert [w.text for w in words[-3:]] == [w.text for w in words][-3:]
    assert words[5:2].text == ""
    assert words[2:6][1:][0] is words[3]
    assert words[3].nbor(-1) is words[2]
    with pytest.raises(IndexError):
        words[0].nbor(-1)
    with pytest.raises(IndexError):
        words[len(words) - 1].nbor()
    with pytest.raises(IndexError):
        words[2:4][2]


def test_a_text_without_words_is_empty() -> None:
    words = read_words(spacy.blank("en").make_doc(""))
    assert (len(words), words.sents, words.ents, words.touching(0, 0)) == (0, [], [], None)


def test_a_lemma_does_not_lose_the_e_of_its_word() -> None:
    assert mended("hop", "hopes") == "hope"
    assert mended("taxis", "taxes") == "tax"
    assert [mended(stem, text) for stem, text in (("hop", "hoped"), ("fin", "fining"), ("hop", "hopped"))] == [
        "hope",
        "fine",
        "hop",
    ]
    assert [
        mended(x, y) for x, y in (("show", "showed"), ("visit", "visited"), ("sing", "singing"), ("bed", "bed"))
    ] == [
        "show",
        "visit",
        "sing",
        "bed",
    ]
    assert [mended(lemma, text) for lemma, text in (("pass", "passes"), ("go", "goes"), ("be", "yes"))] == [
        "pass",
        "go",
        "be",
    ]
