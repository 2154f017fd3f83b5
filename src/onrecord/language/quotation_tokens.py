"""The words of a whole report as parallel lists: what the search for statements looks at a thousand times, read from spaCy once."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LEMMA, LOWER, ORTH, POS, TAG

from onrecord.language.parsing import Parsed
from onrecord.model import Span
from onrecord.resources import read_table

_COLUMNS = [TAG, POS, DEP, ENT_TYPE, LEMMA, ORTH, LOWER, IDX, HEAD]
_POINTS = frozenset(",.:;()?!")
_MARKS = frozenset({'"', "“", "”", "''", "``", "‘", "’", "'"})
#: Closed-class words that features may name.
FUNCTION = frozenset(
    "about of on to for with by from in at as that if whether over against into like than after when because although while since"
    " upon toward towards among between under without".split()
)
_HALF = 1 << 63  # heads come as unsigned numbers: upper half = negative

#: Coarse part of speech of the lexicon by the first letters of a Penn tag.
_LEXICON_POS = {"VB": "V", "NN": "N", "JJ": "A", "RB": "R", "IN": "P"}


@dataclass(frozen=True)
class CueWord:
    """What the lexicon says of one word."""

    classes: tuple[str, ...]
    kind: str  # class of quotation: statement, stance, request ...
    tone: str


@cache
def load_cues() -> dict[tuple[str, str], CueWord]:
    """The lexicon of cues by (lemma, coarse part of speech); the first row of a word gives kind and tone."""
    found: dict[tuple[str, str], CueWord] = {}
    for row in read_table("cues.csv"):
        key = (row["lemma"], row["pos"])
        known = found.get(key)
        if known is None:
            found[key] = CueWord((row["class"],), row["kind"], row["tone"])
        else:
            found[key] = CueWord((*known.classes, row["class"]), known.kind, known.tone)
    return found


@cache
def load_speaker_nouns() -> dict[str, tuple[str, ...]]:
    """Nouns for those who speak, with their classes."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table("speaker_nouns.csv"):
        found[row["lemma"]] = (*found.get(row["lemma"], ()), row["class"])
    return found


@dataclass(frozen=True)
class Tokens:
    """Parallel lists over all tokens of a report, paragraph after paragraph; indices are running numbers over the report."""

    text: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    ent: list[str]
    head: list[int]
    left: list[int]  # left edge of the token's subtree
    right: list[int]  # right edge, inclusive
    children: list[list[int]]
    sentence: list[int]  # number of the sentence
    sentences: list[tuple[int, int]]  # half-open token ranges
    paragraph: list[int]  # number of the paragraph, counted over the parsed ones
    paragraphs: list[tuple[int, int]]
    headline: list[bool]
    start: list[int]  # offsets into Report.text
    end: list[int]
    word: list[bool]  # has a letter or digit
    cues: list[CueWord | None]  # the lexicon's entry for the token
    shape: list[str]  # closed-class words and marks as themselves, anything else as its tag

    def cue(self, i: int) -> CueWord | None:
        """The lexicon's entry for a token, if it has one."""
        return self.cues[i]

    def span(self, start: int, end: int) -> Span:
        """Where the tokens start..end-1 stand in the text."""
        return Span(self.start[start], self.end[end - 1])


def read_tokens(parsed: Parsed) -> Tokens:
    """All tokens of the parsed paragraphs of a report."""
    made = Tokens(*([] for _ in range(21)))
    names: _Names | None = None
    for number, paragraph in enumerate(parsed.paragraphs):
        base, doc = len(made.text), paragraph.doc
        names = names or _Names(doc.vocab.strings)
        _read_words(made, doc, names, paragraph.start)
        for sentence in doc.sents:
            made.sentence.extend([len(made.sentences)] * (sentence.end - sentence.start))
            made.sentences.append((base + sentence.start, base + sentence.end))
        made.paragraph.extend([number] * len(doc))
        made.headline.extend([paragraph.part == "headline"] * len(doc))
        made.paragraphs.append((base, base + len(doc)))
    lexicon, coarse = load_cues(), _LEXICON_POS
    made.cues.extend(
        [lexicon.get((lemma, coarse.get(tag[:2], ""))) for lemma, tag in zip(made.lemma, made.tag, strict=True)]
    )
    made.shape.extend(map(_shape_of, made.text, made.lower, made.pos, made.tag))
    return made


def _shape_of(text: str, lower: str, pos: str, tag: str) -> str:
    if lower in FUNCTION:
        return lower
    if pos not in ("PUNCT", "SYM") and text not in (":", "-"):
        return tag
    if text in _POINTS:
        return text
    return "quote" if text in _MARKS else "dash" if text in ("-", "–", "—", "--") else "mark"


class _Names(dict[int, str]):
    """Strings by their number in a vocabulary, looked up once."""

    def __init__(self, strings: Any) -> None:
        self.strings = strings

    def __missing__(self, key: int) -> str:
        name: str = self.strings[key]
        self[key] = name
        return name


def _read_words(made: Tokens, doc: Any, names: _Names, offset: int) -> None:
    """Append the tokens of one paragraph and the shape of its trees."""
    base, name = len(made.text), names.__getitem__
    columns = doc.to_array(_COLUMNS).T.tolist() if len(doc) else [[] for _ in _COLUMNS]
    tag, pos, dep, ent, lemma, orth, lower, idx, head = columns
    for into, column in ((made.tag, tag), (made.pos, pos), (made.dep, dep), (made.ent, ent), (made.lower, lower)):
        into.extend(map(name, column))
    made.lemma.extend([name(x).lower() for x in lemma])
    words = list(map(name, orth))
    made.text.extend(words)
    made.word.extend([w.isalnum() or any(map(str.isalnum, w)) for w in words])
    made.start.extend([offset + x for x in idx])
    made.end.extend([offset + x + len(w) for x, w in zip(idx, words, strict=True)])
    _read_trees(made, [i + (h if h < _HALF else h - 2 * _HALF) for i, h in enumerate(head)], base)


def _read_trees(made: Tokens, heads: list[int], base: int) -> None:
    """Append heads, children and the edges of all subtrees."""
    left, right = list(range(len(heads))), list(range(len(heads)))
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(base + i)
        above = head
        while left[above] > i or right[above] < i:
            left[above], right[above] = min(left[above], i), max(right[above], i)
            above = heads[above]
    made.head.extend(base + h for h in heads)
    made.children.extend(children)
    made.left.extend(base + x for x in left)
    made.right.extend(base + x for x in right)
