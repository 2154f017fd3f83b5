"""The words of a parsed paragraph as plain objects, made once: what all stages look at, some of them a hundred times.

They bear the names that spaCy gives them (`lemma_`, `head`, `children`, `sent` ...) and mean the same, down to the edges of subtrees that
cross. A spaCy token is made anew whenever it is looked at, and each of its strings looked up and decoded anew: that was three quarters of
what the stages cost (docs/decisions/0100-words.md). Nothing here needs spaCy, so that stages can run on parses that were kept.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, overload

from onrecord.language.lemmas import mended
from onrecord.language.mended_asides import mend_asides
from onrecord.language.mended_heads import mend_heads
from onrecord.language.subtrees import find_edges

SPACED, STARTS, PUNCT, SPACE, NUMERIC, STOP, NAMED = (1 << n for n in range(7))  # bits of Columns.flags


#: The apostrophes of words, made one.
_STRAIGHT = str.maketrans(dict.fromkeys("’ʼ´`‘", "'"))

#: What the parser read as "not" in "wasn’ t".
_PARTED = {"’ t": "not", "' t": "not"}


class Columns(NamedTuple):
    """What is known of each word of a paragraph, as parallel sequences."""

    text: str  # of the paragraph
    sizes: Sequence[int]  # characters of each word
    flags: Sequence[
        int
    ]  # a blank follows, a sentence starts, is a mark, is blank, is a number, is a stop word, a name starts
    lemmas: Sequence[str]  # "" for the word in lower case
    tags: Sequence[str]
    poses: Sequence[str]
    deps: Sequence[str]
    names: Sequence[str]  # kind of the name it belongs to, "" for none
    heads: Sequence[int]  # where its head stands, counted from the word; 0 for a root


class Word:
    """A word or mark of a paragraph."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "flags",
        "head",
        "i",
        "idx",
        "is_punct",
        "is_space",
        "left_edge",
        "lemma_",
        "lower_",
        "pos_",
        "right_edge",
        "tag_",
        "text",
    )

    doc: "Words"
    i: int  # its number in the paragraph
    idx: int  # offset in the paragraph
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str  # kind of the name it belongs to, "" for none
    head: "Word"  # itself for a root
    children: Sequence["Word"]  # in text order
    left_edge: "Word"  # first word of its subtree
    right_edge: "Word"

    def __init__(self, doc: "Words", i: int, idx: int, text: str, flags: int) -> None:
        self.doc, self.i, self.idx, self.text, self.flags = doc, i, idx, text, flags
        self.lower_ = text.lower()
        if len(text) > 1:
            self.lower_ = _PARTED.get(self.lower_) or self.lower_.translate(_STRAIGHT)  # "n't" however printed
        self.is_punct, self.is_space = flags & PUNCT != 0, flags & SPACE != 0
        self.head = self.left_edge = self.right_edge = self
        self.children = ()

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def __lt__(self, other: "Word") -> bool:
        return self.idx < other.idx

    @property
    def whitespace_(self) -> str:
        return " " if self.flags & SPACED else ""

    @property
    def text_with_ws(self) -> str:
        return self.text + self.whitespace_

    @property
    def is_sent_start(self) -> bool:
        return self.flags & STARTS != 0

    @property
    def like_num(self) -> bool:
        """Whether it is a number in digits or words."""
        return self.flags & NUMERIC != 0

    @property
    def is_stop(self) -> bool:
        return self.flags & STOP != 0

    @property
    def is_alpha(self) -> bool:
        return self.text.isalpha()

    @property
    def is_lower(self) -> bool:
        return self.text.islower()

    @property
    def is_upper(self) -> bool:
        return self.text.isupper()

    @property
    def lefts(self) -> list["Word"]:
        """The children before it, in text order."""
        return [c for c in self.children if c.i < self.i]

    @property
    def rights(self) -> list["Word"]:
        """The children behind it, in text order."""
        return [c for c in self.children if c.i > self.i]

    @property
    def subtree(self) -> Iterator["Word"]:
        """It and all that hangs on it, in text order."""
        if not self.children:
            yield self
            return
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    @property
    def ancestors(self) -> Iterator["Word"]:
        """Its head, the head of that, and so on."""
        at, steps = self, 0
        while at.head is not at and steps < len(self.doc):
            at = at.head
            yield at
            steps += 1

    def is_ancestor(self, other: "Word") -> bool:
        """Whether the other hangs on it, over however many."""
        return any(above is self for above in other.ancestors)

    @property
    def conjuncts(self) -> tuple["Word", ...]:
        """The words that "and" or a comma joins with it."""
        first = self
        while first.head is not first and first.dep_ == "conj":
            first = first.head
        found = [first]
        for word in found:
            found.extend(child for child in word.rights if child.dep_ == "conj")
        return tuple(word for word in found if word is not self)

    def nbor(self, steps: int = 1) -> "Word":
        """The word so many steps ahead.

        Raises:
            IndexError: the paragraph has none there.
        """
        at = self.i + steps
        if at < 0:
            raise IndexError(f"no word {steps} from word {self.i}")
        return self.doc[at]

    @property
    def sent(self) -> "Phrase":
        """The sentence it stands in."""
        return self.doc.sentence_of(self.i)


class Phrase:
    """A run of words of one paragraph."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "Words", start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Word]:
        return iter(self.doc.words[self.start : self.end])

    @overload
    def __getitem__(self, key: int) -> Word: ...
    @overload
    def __getitem__(self, key: slice) -> "Phrase": ...
    def __getitem__(self, key: int | slice) -> "Word | Phrase":
        if isinstance(key, slice):
            start, end, _ = key.indices(len(self))
            return Phrase(self.doc, self.start + start, self.start + max(start, end))
        at = key + (self.end if key < 0 else self.start)
        if not self.start <= at < self.end:
            raise IndexError(f"no word {key} in a phrase of {len(self)}")
        return self.doc.words[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and self._key() == other._key() and self.doc is other.doc

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[int, int, str]:
        return self.start, self.end, self.label_

    @property
    def start_char(self) -> int:
        """Offset in the paragraph."""
        return self.doc.offset(self.start)

    @property
    def end_char(self) -> int:
        return self.doc.offset(self.end - 1) + len(self.doc.words[self.end - 1]) if self.end > 0 else 0

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char] if len(self) else ""

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    @property
    def sent(self) -> "Phrase":
        """The sentence that its first word stands in."""
        return self.doc.sentence_of(self.start)

    @property
    def root(self) -> Word:
        """The word nearest to the root of its sentence, the first of those equally near; marks and blanks by themselves come last."""
        words = self.doc.words[self.start : self.end]
        best, depth = None, len(self.doc)
        for word in words:
            if word.head is word:
                return word
        for word in words:
            if not self.start <= word.head.i < self.end:
                alone = (word.is_space or word.is_punct) and not word.children
                above = len(self.doc) - 1 if alone else sum(1 for _ in word.ancestors)
                if above < depth:
                    best, depth = word, above
        return self.doc.words[self.start] if best is None else best


class Words:
    """The words of a parsed paragraph, in order; made when they are first looked at."""

    def __init__(self, text: str, read: Callable[[], Columns]) -> None:
        """
        Args:
            text: of the paragraph.
            read: gives what is known of its words; asked once.
        """
        self.text, self._read = text, read

    @cached_property
    def columns(self) -> Columns:
        """What is known of each word."""
        return mend_asides(mend_heads(self._read()))

    @cached_property
    def words(self) -> list[Word]:
        """The words."""
        made = _make_words(self, self.columns)
        _join(made, self.columns.heads)
        return made

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    @overload
    def __getitem__(self, key: int) -> Word: ...
    @overload
    def __getitem__(self, key: slice) -> Phrase: ...
    def __getitem__(self, key: int | slice) -> Word | Phrase:
        if isinstance(key, int):
            return self.words[key]
        start, end, _ = key.indices(len(self.words))
        return Phrase(self, start, max(start, end))

    @cached_property
    def starts(self) -> list[int]:
        """Offset of each word in the paragraph."""
        return [word.idx for word in self.words]

    def offset(self, index: int) -> int:
        """Where a word begins; behind the last one, the end of the text."""
        return self.words[index].idx if index < len(self.words) else len(self.text)

    @cached_property
    def sents(self) -> list[Phrase]:
        """The sentences, in order; each word is in one."""
        cuts = [0, *(word.i for word in self.words[1:] if word.flags & STARTS), len(self.words)]
        return [Phrase(self, start, end) for start, end in pairwise(cuts) if end > start]

    @cached_property
    def _cuts(self) -> list[int]:
        return [sentence.start for sentence in self.sents]

    def sentence_of(self, index: int) -> Phrase:
        """The sentence that a word stands in."""
        return self.sents[max(0, bisect_right(self._cuts, index) - 1)]

    @cached_property
    def ents(self) -> list[Phrase]:
        """The names that the parser's recogniser found, in order."""
        found: list[Phrase] = []
        for word in self.words:
            if not word.ent_type_:
                continue
            if word.flags & NAMED or not found or found[-1].end != word.i:
                found.append(Phrase(self, word.i, word.i + 1, word.ent_type_))
            else:
                found[-1].end += 1
        return found

    def touching(self, start: int, end: int) -> Phrase | None:
        """The words that characters [start, end) touch, a blank counted to the word before it; None where the text has no such."""
        if not 0 <= start < len(self.text) or not 0 < end <= len(self.text):
            return None
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)
        if start == self.words[first].idx + len(self.words[first]):
            first += 1
        return Phrase(self, first, max(first, last))


def _make_words(doc: Words, columns: Columns) -> list[Word]:
    made: list[Word] = []
    text, at = columns.text, 0
    for i, (size, flags, lemma, tag, pos, dep, name) in enumerate(zip(*columns[1:8], strict=True)):
        word = Word(doc, i, at, text[at : at + size], flags)
        word.lemma_ = mended(lemma, word.text) or word.lower_
        word.tag_, word.pos_, word.dep_, word.ent_type_ = tag, pos, dep, name
        made.append(word)
        at += size + (flags & SPACED)
    return made


def _join(words: list[Word], heads: Sequence[int]) -> None:
    """Set heads, children and the edges of subtrees."""
    above = [i + step for i, step in enumerate(heads)]
    below: list[list[Word]] = [[] for _ in words]
    for word, head in zip(words, above, strict=True):
        if word.i != head:
            word.head = words[head]
            below[head].append(word)
    lefts, rights = find_edges(above)
    for word, children, left, right in zip(words, below, lefts, rights, strict=True):
        if children:
            word.children, word.left_edge, word.right_edge = children, words[left], words[right]
