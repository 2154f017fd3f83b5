"""Denials of what was said before in words that are no clause: "Not so, says his chief of staff", "“Total rubbish,” laughed her agent",
"“Never happened,” he wrote"."""

from collections.abc import Iterator
from typing import Any

from onrecord.language.clause_terms import SUBJECTS
from onrecord.language.found_index import Index
from onrecord.language.parsing import Paragraph
from onrecord.language.verdicts import FALSE_OF_ACCOUNTS
from onrecord.model import Proposition, Span
from onrecord.resources import read_words

Token = Any  # a spaCy token

_LONGEST = 5  # words
_HEAD = 12  # words of a sentence among which a fragment ends
_OPENING = frozenset("but and yet well oh no".split())
_STRONG = frozenset(
    "total complete utter absolute pure sheer simply just plain all completely totally utterly absolutely entirely a an pack"
    " load of and".split()
)
_WHOLE = frozenset(
    {
        ("not", "so"), ("not", "true"), ("never", "happened"), ("no", "such", "thing"), ("far", "from", "it"), ("not", "the", "case"),
        ("not", "at", "all"), ("nothing", "of", "the", "kind"), ("nothing", "of", "the", "sort"), ("it", "never", "happened"),
        ("that", "never", "happened"), ("this", "never", "happened"), ("not", "a", "word", "of", "it"),
    }
)  # fmt: skip
_LAUGHING = frozenset("laugh scoff snap snort sneer shrug sigh fume thunder shoot retort".split())


def find_denying_fragments(paragraph: Paragraph, index: Index) -> Iterator[Proposition]:
    """The fragments of a paragraph that deny what was said before, each at the head of its sentence."""
    doc, start = paragraph.doc, 0
    words = list(doc)
    for end in [*(t.i for t in words if t.i and t.is_sent_start), len(words)]:
        sentence, start = words[start:end], end
        if (fragment := _fragment(sentence)) and _denies(tuple(t.lower_ for t in fragment)):
            first, last = fragment[0], fragment[-1]
            span = Span(paragraph.start + first.idx, paragraph.start + last.idx + len(last))
            speech = index.innermost(span.start)
            who = _speaker(sentence, last) if speech is None else None
            is_told = speech is not None or who is not None or all(t.is_punct or t in fragment for t in sentence)
            if is_told and not index.is_unsaid(speech):
                yield Proposition(
                    id="",
                    spans=(span,),
                    mood="negated",
                    terms=(),
                    entities=(),
                    subjects=(),
                    objects=(),
                    quotation=speech,
                    negative=True,
                    points_back=True,
                    headline=paragraph.part == "headline",
                    claimed_by=paragraph.span(doc[who.left_edge.i : who.right_edge.i + 1]) if who is not None else None,
                )


def without_fragments(told: list[Proposition], fragments: list[Proposition]) -> list[Proposition]:
    """The propositions of clauses without those that hold a fragment: the parser took it for a part of "laughed her agent"."""
    places = [f.spans[0] for f in fragments]
    return [p for p in told if p.points_back or not any(s.contains(place) for s in p.spans for place in places)]


def _fragment(sentence: list[Token]) -> list[Token]:
    """The words from the head of a sentence to its first mark, without quotation marks and "but"; empty where they are too many."""
    words = [t for t in sentence[:_HEAD] if not t.is_space]
    while words and (
        words[0].is_punct or (words[0].lower_ in _OPENING and len(words) > 1 and words[0].nbor(1).lower_ != "such")
    ):
        words = words[1:]
    end = next((n for n, t in enumerate(words) if t.is_punct), len(words))
    return words[:end] if end <= _LONGEST else []


def _denies(words: tuple[str, ...]) -> bool:
    if words in _WHOLE:
        return True
    told = [w for w in words if w not in _STRONG]
    return len(told) == 1 and told[0] in FALSE_OF_ACCOUNTS | {"lies"}


def _speaker(sentence: list[Token], last: Token) -> Token | None:
    """Who says it, behind it in the sentence: "says his chief of staff", "his lawyer said"."""
    verbs = read_words("speech_verbs.txt") | _LAUGHING
    said = next((t for t in sentence if t.i > last.i and t.lemma_.lower() in verbs), None)
    if said is None:
        return None
    subjects = [c for c in said.children if c.dep_ in SUBJECTS and c.i > last.i]
    behind = [c for c in said.children if c.i > said.i and c.dep_ in ("dobj", "attr", "oprd")]
    return next(iter(subjects or behind), None)
