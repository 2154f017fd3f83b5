"""The words of a whole report as parallel lists: what the search for statements looks at a thousand times, read from spaCy once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import add

from onrecord.language.parsing import Parsed
from onrecord.language.words import SPACED, STARTS, Columns
from onrecord.model import Span
from onrecord.resources import read_table

_POINTS = frozenset(",.:;()?!")
_SIGNS = frozenset({"PUNCT", "SYM"})  # parts of speech
_COUNTED_AS_SIGNS = frozenset({":", "-"})  # whatever their part of speech
_MARKS = frozenset({'"', "“", "”", "''", "``", "‘", "’", "'"})
#: Closed-class words that features may name.
FUNCTION = frozenset(
    "about of on to for with by from in at as that if whether over against into like than after when because although while since"
    " upon toward towards among between under without".split()
)

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
    children: list[Sequence[int]]
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
    for number, paragraph in enumerate(parsed.paragraphs):
        base, columns = len(made.text), paragraph.doc.columns
        size = len(columns.sizes)
        _read_words(made, columns, paragraph.start)
        _read_trees(made, base, [i + step for i, step in enumerate(columns.heads)])
        cuts = [0, *(i for i, flags in enumerate(columns.flags) if flags & STARTS and i), size]
        for start, end in pairwise(cuts):
            if end > start:
                made.sentence.extend([len(made.sentences)] * (end - start))
                made.sentences.append((base + start, base + end))
        made.paragraph.extend([number] * size)
        made.headline.extend([paragraph.part == "headline"] * size)
        made.paragraphs.append((base, base + size))
    lexicon, coarse = load_cues(), _LEXICON_POS
    made.cues.extend(
        [lexicon.get((lemma, coarse.get(tag[:2], ""))) for lemma, tag in zip(made.lemma, made.tag, strict=True)]
    )
    signs = zip(made.text, made.lower, made.pos, made.tag, strict=True)
    made.shape.extend(
        [
            low if low in FUNCTION else _mark_of(text) if pos in _SIGNS or text in _COUNTED_AS_SIGNS else tag
            for text, low, pos, tag in signs
        ]
    )
    return made


def _mark_of(text: str) -> str:
    if text in _POINTS:
        return text
    return "quote" if text in _MARKS else "dash" if text in ("-", "–", "—", "--") else "mark"


def _read_words(made: Tokens, columns: Columns, offset: int) -> None:
    """Append the tokens of one paragraph: from what is kept of the parse, so that nothing else need be made of it."""
    text, at = columns.text, 0
    texts, starts = [], []
    for size, flags in zip(columns.sizes, columns.flags, strict=True):
        starts.append(offset + at)
        texts.append(text[at : at + size])
        at += size + (flags & SPACED)
    lower = list(map(str.lower, texts))
    made.text.extend(texts)
    made.lower.extend(lower)
    made.lemma.extend([(lemma or word).lower() for lemma, word in zip(columns.lemmas, lower, strict=True)])
    for into, column in ((made.tag, columns.tags), (made.pos, columns.poses), (made.dep, columns.deps)):
        into.extend(column)
    made.ent.extend(columns.names)
    made.word.extend([w.isalnum() or any(map(str.isalnum, w)) for w in texts])
    made.start.extend(starts)
    made.end.extend(map(add, starts, columns.sizes))


def _read_trees(made: Tokens, base: int, heads: list[int]) -> None:
    """Append heads, children and the edges of subtrees of one paragraph. Where subtrees cross, each is as wide as all that hangs on it."""
    size = len(heads)
    left, right = list(range(size)), list(range(size))
    children: list[Sequence[int]] = [()] * size
    for i, h in enumerate(heads):
        if h != i:
            hanging = children[h]
            if isinstance(hanging, list):
                hanging.append(base + i)
            else:
                children[h] = [base + i]
    below = [(i, h) for i, h in enumerate(heads) if h != i]
    widened = True
    while widened:
        widened = False
        for pairs in (below, reversed(below)):
            for i, h in pairs:
                if left[i] < left[h]:
                    left[h], widened = left[i], True
                if right[i] > right[h]:
                    right[h], widened = right[i], True
    made.children.extend(children)
    made.head.extend([base + x for x in heads])
    made.left.extend([base + x for x in left])
    made.right.extend([base + x for x in right])
