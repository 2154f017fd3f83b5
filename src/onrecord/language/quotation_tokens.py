"""The words of a whole report as parallel lists: what the search for statements looks at a thousand times, read from spaCy once."""

from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from onrecord.language.parsing import Parsed
from onrecord.language.words import Words
from onrecord.model import Span
from onrecord.resources import read_table

_EDGES = (attrgetter("head"), attrgetter("left_edge"), attrgetter("right_edge"))
_POINTS = frozenset(",.:;()?!")
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
    for number, paragraph in enumerate(parsed.paragraphs):
        base, doc = len(made.text), paragraph.doc
        _read_words(made, doc, paragraph.start)
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


def _read_words(made: Tokens, doc: Words, offset: int) -> None:
    """Append the tokens of one paragraph and the shape of its trees."""
    base, words, columns = len(made.text), doc.words, doc.columns
    texts = [w.text for w in words]
    made.text.extend(texts)
    made.lower.extend([w.lower_ for w in words])
    made.lemma.extend([w.lemma_.lower() for w in words])
    for into, column in ((made.tag, columns.tags), (made.pos, columns.poses), (made.dep, columns.deps)):
        into.extend(column)
    made.ent.extend(columns.names)
    made.word.extend([w.isalnum() or any(map(str.isalnum, w)) for w in texts])
    made.start.extend([offset + w.idx for w in words])
    made.end.extend([offset + w.idx + size for w, size in zip(words, columns.sizes, strict=True)])
    made.children.extend([[base + c.i for c in w.children] for w in words])
    heads, left, right = [[edge(w).i for w in words] for edge in _EDGES]
    _close(heads, left, right)
    made.head.extend([base + x for x in heads])
    made.left.extend([base + x for x in left])
    made.right.extend([base + x for x in right])


def _close(heads: list[int], left: list[int], right: list[int]) -> None:
    """Widen subtrees that hold others, until each does: where subtrees cross, the parser's edges may fall short."""
    while any(left[h] > x for h, x in zip(heads, left, strict=True)) or any(
        right[h] < x for h, x in zip(heads, right, strict=True)
    ):
        for i, h in enumerate(heads):
            left[h], right[h] = min(left[h], left[i]), max(right[h], right[i])
