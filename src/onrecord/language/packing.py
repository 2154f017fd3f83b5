"""A spaCy doc -> what is kept of it, a sixth of its memory -> its words.

Of each word seven small numbers are kept, and its lemma where that is not the word itself in lower case. Tags and labels are numbered as
they are met, for the life of the process.
"""

import zlib
from array import array
from functools import partial
from typing import Any, NamedTuple

import msgspec
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, ORTH, POS, SENT_START, SPACY, TAG
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.language.words import NAMED, NUMERIC, PUNCT, SPACE, SPACED, STARTS, STOP, Columns, Words

_READ = [ORTH, LEMMA, TAG, POS, DEP, ENT_TYPE, ENT_IOB, SPACY, SENT_START, HEAD]
_BEGINS = 3  # in ENT_IOB: a name begins
_HALF = 1 << 63  # what is below zero comes as a huge number
_FIELDS = 7
_TAGS, _HEADS = 2, 6  # the fields from tags to kinds of names hold numbers of names
_FORM = 1  # of what `write_packed` writes
_KEPT = 200_000  # distinct words and lemmas; then what is remembered of them starts afresh

_NAMES: list[str] = []  # of tags and labels, by number
_NUMBERS: dict[str, int] = {}
_WRITE = msgspec.msgpack.Encoder().encode
_READ_WRITTEN = msgspec.msgpack.Decoder(tuple[int, list[str], list[int], list[tuple[int, str]]]).decode


class Packed(NamedTuple):
    """A parsed paragraph."""

    text: str
    #: sizes, flags, tags, parts of speech, labels, kinds of names, heads: each a run as long as there are words
    numbers: "array[int]"
    lemmas: tuple[tuple[int, str], ...]  # (number of the word, lemma) where it is not the word in lower case


class Packer:
    """Packs docs of one vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        self._forms = _Forms(vocab)
        self._numbers = _Numbers(vocab)
        self._strings = _Strings(vocab)

    def __call__(self, doc: Doc) -> Packed:
        """What is kept of a parsed doc."""
        if max(len(self._forms), len(self._strings)) > _KEPT:
            self._forms.clear()
            self._strings.clear()
        columns: list[list[int]] = doc.to_array(_READ).T.tolist() if len(doc) else [[] for _ in _READ]
        words, lemmas, tags, poses, deps, kinds, begins, spaced, starts, heads = columns
        forms = list(map(self._forms.__getitem__, words))
        flags = [
            bits | (SPACED if space else 0) | (STARTS if start == 1 else 0) | (NAMED if begin == _BEGINS else 0)
            for (_, bits, _), space, start, begin in zip(forms, spaced, starts, begins, strict=True)
        ]
        number = self._numbers.__getitem__
        numbers = array("i", [size for size, _, _ in forms])
        numbers.extend(flags)
        for column in (tags, poses, deps, kinds):
            numbers.extend(map(number, column))
        numbers.extend([step if step < _HALF else step - 2 * _HALF for step in heads])
        other = [(i, lemma) for i, (lemma, form) in enumerate(zip(lemmas, forms, strict=True)) if lemma != form[2]]
        return Packed(doc.text, numbers, tuple((i, self._strings[lemma]) for i, lemma in other))


def unpack(packed: Packed) -> Words:
    """The words of a packed paragraph."""
    return Words(packed.text, partial(_columns, packed))


def _columns(packed: Packed) -> Columns:
    numbers = packed.numbers.tolist()
    size = len(numbers) // _FIELDS
    sizes, flags, tags, poses, deps, kinds, heads = (numbers[n * size : (n + 1) * size] for n in range(_FIELDS))
    lemmas = [""] * size
    for i, lemma in packed.lemmas:
        lemmas[i] = lemma
    name = _NAMES.__getitem__
    named = [list(map(name, column)) for column in (tags, poses, deps, kinds)]
    return Columns(packed.text, sizes, flags, lemmas, named[0], named[1], named[2], named[3], heads)


def write_packed(packed: Packed) -> bytes:
    """A packed paragraph without its text, in a form that outlives the process; `read_packed` gives it back."""
    numbers = packed.numbers.tolist()
    size = len(numbers) // _FIELDS
    first, last = _TAGS * size, _HEADS * size
    names = sorted({_NAMES[n] for n in numbers[first:last]})
    place = {_NUMBERS[name]: n for n, name in enumerate(names)}
    numbers[first:last] = [place[n] for n in numbers[first:last]]
    return zlib.compress(_WRITE((_FORM, names, numbers, packed.lemmas)), 1)


def read_packed(content: bytes, text: str) -> Packed | None:
    """What `write_packed` wrote of a paragraph; None where another version of onrecord wrote it otherwise.

    Args:
        content: the bytes.
        text: of the paragraph.
    """
    form, names, numbers, lemmas = _READ_WRITTEN(zlib.decompress(content))
    if form != _FORM:
        return None
    size = len(numbers) // _FIELDS
    first, last = _TAGS * size, _HEADS * size
    known = list(map(_number_of, names))
    numbers[first:last] = [known[n] for n in numbers[first:last]]
    return Packed(text, array("i", numbers), tuple(lemmas))


def read_words(doc: Doc) -> Words:
    """The words of a doc that spaCy has parsed."""
    return unpack(Packer(doc.vocab)(doc))


class _Forms(dict[int, tuple[int, int, int]]):
    """Of each word: its length, the flags that it bears wherever it stands, and its number in lower case."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __missing__(self, key: int) -> tuple[int, int, int]:
        word: Any = self.vocab[key]
        flags = (PUNCT if word.is_punct else 0) | (SPACE if word.is_space else 0)
        flags |= (NUMERIC if word.like_num else 0) | (STOP if word.is_stop else 0)
        form = self[key] = (len(word.text), flags, word.lower)
        return form


class _Numbers(dict[int, int]):
    """Our number of a tag or label by spaCy's."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __missing__(self, key: int) -> int:
        number = self[key] = _number_of(self.vocab.strings[key])
        return number


def _number_of(name: str) -> int:
    if name not in _NUMBERS:
        _NAMES.append(name)
        _NUMBERS[name] = len(_NAMES) - 1
    return _NUMBERS[name]


class _Strings(dict[int, str]):
    """Lemmas by spaCy's number."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __missing__(self, key: int) -> str:
        name: str = self.vocab.strings[key]
        self[key] = name
        return name
