"""Part of speech and morphology of each word, from a table instead of anew: a seventh of spaCy's parse on a CPU.

spaCy's attribute ruler matches some two hundred patterns against every token, yet what it finds follows from the tag, the dependency label
where a pattern names it and the word where a pattern names it; a few patterns take two words ("let 's"). Each such case is put to the ruler
once, what a pattern of two words changes with its neighbours. The result is the ruler's, token by token.
"""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

RULER, LEMMATIZER = REPLACED = ("attribute_ruler", "lemmatizer")

_READ = [ORTH, TAG, DEP]
_WRITTEN = [TAG, POS, MORPH, LEMMA, DEP]
_OTHERS = frozenset(
    {"tok2vec", "transformer", "tagger", "parser", "senter", "ner"}
)  # none sets or needs what the two set
_ASKED = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})  # what a pattern may ask of a token, and how
_PREDICATES = frozenset({"IN", "NOT_IN", "REGEX"})
_KEPT = 200_000  # distinct words; then the table starts afresh

_Word = tuple[int, int, int]  # word, tag, label: as spaCy numbers them
_Row = tuple[int, ...]  # what the ruler makes of it: the attributes of _WRITTEN


class WordTable:
    """What the attribute ruler of a pipeline makes of each word; stands in for the ruler and calls the lemmatizer behind it."""

    def __init__(self, nlp: Language) -> None:
        self._vocab, self._ruler, self._lemmatizer = nlp.vocab, nlp.get_pipe(RULER), nlp.get_pipe(LEMMATIZER)
        self._rows: dict[_Word, _Row] = {}
        self._cases: dict[tuple[str, int, int | None], tuple[_Row, int | None]] = {}  # the label None: as it was
        self._pairs = Matcher(nlp.vocab)
        self._indices: list[int] = []  # of the token that a pattern of two words changes, by the pattern's key
        self._labels: set[int] = set()
        self._words: set[str] = set()
        self._shapes: list[re.Pattern[str]] = []
        for rule in self._ruler.patterns:
            for pattern in rule["patterns"]:
                self._note(pattern, rule["index"])

    def _note(self, pattern: list[dict[str, Any]], index: int) -> None:
        if len(pattern) > 1:
            self._pairs.add(str(len(self._indices)), [pattern])
            self._indices.append(index)
        for asked in pattern:
            self._labels.update(map(self._vocab.strings.add, _named(asked.get("DEP", []))))
            self._words.update(_named(asked.get("LOWER", [])))
            if isinstance(asked.get("LOWER"), dict) and "REGEX" in asked["LOWER"]:
                self._shapes.append(re.compile(asked["LOWER"]["REGEX"]))

    def __call__(self, doc: Doc) -> Doc:
        """The doc, which has tags and dependency labels, with what the two would have set."""
        if len(self._rows) > _KEPT:
            self._rows.clear()
        words: list[_Word] = [(word, tag, label) for word, tag, label in doc.to_array(_READ).tolist()]
        rows = [self._rows.get(word) or self._row(word) for word in words]
        for index in self._touched(doc):
            low, high = max(0, index - 1), min(len(words), index + 2)
            rows[index] = self._ask(words[low:high])[index - low]
        lemmatized: Doc = self._lemmatizer(doc.from_array(_WRITTEN, np.array(rows, dtype=np.uint64)) if rows else doc)
        return lemmatized

    def _touched(self, doc: Doc) -> Iterator[int]:
        """The tokens that a pattern of two words changes."""
        for key, start, end in self._pairs(doc, allow_missing=True):
            yield range(start, end)[self._indices[int(self._vocab.strings[key])]]

    def _row(self, word: _Word) -> _Row:
        orth, tag, label = word
        case = (self._kind(orth), tag, label if label in self._labels else None)
        found = self._cases.get(case)
        if found is None:
            row = self._ask([word])[0]
            found = self._cases[case] = (row[:-1], row[-1] if row[-1] != label else None)
        same, new_label = found
        row = self._rows[word] = (*same, label if new_label is None else new_label)
        return row

    def _kind(self, orth: int) -> str:
        """What of a word the patterns tell apart: itself where one names it, whether it is blank, or nothing."""
        lower: str = self._vocab[orth].lower_
        if lower in self._words or any(shape.search(lower) for shape in self._shapes):
            return lower
        return " " if self._vocab[orth].is_space else ""

    def _ask(self, words: list[_Word]) -> list[_Row]:
        """What the ruler says of these words in a row."""
        doc = Doc(self._vocab, words=[self._vocab.strings[orth] for orth, _, _ in words])
        doc.from_array([TAG, DEP], np.array([word[1:] for word in words], dtype=np.uint64))
        return [tuple(row) for row in self._ruler(doc).to_array(_WRITTEN).tolist()]


def make_word_table(nlp: Language) -> WordTable | None:
    """The table of a pipeline; None where its ruler may see what the table does not."""
    names = nlp.pipe_names
    if not set(REPLACED) <= set(names) <= _OTHERS | set(REPLACED) or names.index(RULER) > names.index(LEMMATIZER):
        return None
    ruler = nlp.get_pipe(RULER)
    if not isinstance(ruler, AttributeRuler) or not isinstance(nlp.get_pipe(LEMMATIZER), Lemmatizer):
        return None
    patterns = [pattern for rule in ruler.patterns for pattern in rule["patterns"]]
    return WordTable(nlp) if all(map(_is_near, patterns)) else None


def _is_near(pattern: list[dict[str, Any]]) -> bool:
    """Whether a pattern takes at most two words and asks only what the table is kept by."""
    return len(pattern) <= 2 and all(
        set(asked) <= _ASKED and all(set(how) <= _PREDICATES for how in asked.values() if isinstance(how, dict))
        for asked in pattern
    )


def _named(asked: Any) -> list[str]:
    """The values that a pattern's condition names."""
    if isinstance(asked, dict):
        return [*asked.get("IN", []), *asked.get("NOT_IN", [])]
    return asked if isinstance(asked, list) else [asked]
