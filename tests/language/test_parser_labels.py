"""Other parsers' labels get the names that stages know."""

import spacy
from spacy.tokens import Doc

from onrecord.language.parser_labels import has_known_labels, relabel
from onrecord.language.parsing import load_parser
from onrecord.model import Config


def test_universal_labels_are_renamed() -> None:
    doc = Doc(
        spacy.blank("cs").vocab,
        words=["„", "Lodě", "stály", "“", ",", "řekla", "Holmová"],
        pos=["PUNCT", "NOUN", "VERB", "PUNCT", "PUNCT", "VERB", "PROPN"],
        morphs=["", "Number=Plur", "VerbForm=Part", "", "", "Tense=Past|VerbForm=Fin", "Number=Sing"],
        deps=["punct", "nsubj:pass", "ccomp", "punct", "punct", "ROOT", "flat"],
        heads=[2, 2, 5, 2, 5, 5, 5],
    )
    relabel(doc)
    assert [t.tag_ for t in doc] == ["``", "NNS", "VBN", "''", ",", "VBD", "NNP"]
    assert [t.dep_ for t in doc] == ["punct", "nsubjpass", "ccomp", "punct", "punct", "ROOT", "compound"]
    assert [t.head.i for t in doc] == [2, 2, 5, 2, 5, 5, 5]


def test_what_has_no_name_of_ours_keeps_its_own() -> None:
    doc = Doc(spacy.blank("de").vocab, words=["Haus"], tags=["NN"], deps=["vocative"], heads=[0])
    assert [(t.tag_, t.dep_) for t in relabel(doc)] == [("NN", "vocative")]


def test_the_own_parser_is_left_alone() -> None:
    assert has_known_labels(load_parser(Config().model))
    assert not has_known_labels(spacy.blank("cs"))
