"""Two reports side by side: which passages stand in both, word for word or told in other words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.crossreport.alignment import Match, Wording, align_wordings
from onrecord.crossreport.wording import read_sentences
from onrecord.dossier.lookup import parts_of
from onrecord.dossier.sections.accounts import title_of
from onrecord.dossier.wording import count, date_words
from onrecord.model import Dossier, Report, Span

_WORD_FOR_WORD = 0.97
_EXACT, _EDITED, _SAME, _LIKELY = "word for word", "lightly edited", "the same claim", "probably the same claim"

#: Where it stands in the first report and in the second, and in which way it is shared.
_Found = tuple[tuple[Span, ...], tuple[Span, ...], str]


@dataclass(frozen=True)
class Passage:
    """What stands in both reports."""

    number: int
    a: tuple[Span, ...]
    b: tuple[Span, ...]
    words: str  # of a, printed
    how: str  # "word for word", "lightly edited", "the same claim"


@dataclass(frozen=True)
class SharedPiece:
    """Characters of one report; `number` of the passage they belong to, 0 for none."""

    text: str
    number: int
    is_first: bool  # of that passage in its report


@dataclass(frozen=True)
class SharedParagraph:
    kind: str
    label: str
    is_counted: bool
    pieces: tuple[SharedPiece, ...]


@dataclass(frozen=True)
class Side:
    id: str
    outlet: str
    title: str
    published: str
    language: str | None
    paragraphs: tuple[SharedParagraph, ...]


@dataclass(frozen=True)
class Pair:
    """Two reports laid beside each other."""

    sides: tuple[Side, Side]
    passages: tuple[Passage, ...]  # in the order of the first
    summary: str


def compare(a: Report, b: Report, dossier: Dossier | None) -> Pair:
    """Lay two reports beside each other.

    Args:
        a, b: the reports.
        dossier: of the story that holds both: its claims tell what both say in different words. None where there is none.
    """
    wordings = [Wording(r.id, read_sentences(r)) for r in (a, b)]
    matches = align_wordings(*wordings).matches
    found = [_sentence(m, wordings) for m in matches]
    found += [p for p in _claims(dossier, a.id, b.id) if not any(_meets(p, q) for q in found)] if dossier else []
    kept: list[_Found] = []
    for passage in sorted(found, key=lambda p: (p[0][0].start, p[1][0].start)):
        if not any(_meets(passage, other) for other in kept):
            kept.append(passage)
    passages = []
    for n, (mine, theirs, how) in enumerate(kept, 1):
        words, others = (" … ".join(s.of(r.text) for s in spans) for r, spans in ((a, mine), (b, theirs)))
        how = _EXACT if how in (_SAME, _LIKELY) and words.split() == others.split() else how
        passages.append(Passage(n, mine, theirs, words, how))
    sides = (_side(a, [(p.a, p.number) for p in passages]), _side(b, [(p.b, p.number) for p in passages]))
    return Pair(sides, tuple(passages), _summary(passages))


def _sentence(match: Match, wordings: list[Wording]) -> _Found:
    mine, theirs = wordings[0].sentences[match.a], wordings[1].sentences[match.b]
    how = _EXACT if match.likeness >= _WORD_FOR_WORD else _EDITED
    return (Span(mine.start, mine.end),), (Span(theirs.start, theirs.end),), how


def _claims(dossier: Dossier, a: str, b: str) -> Iterator[_Found]:
    for claim in sorted(dossier.claims, key=lambda c: (-c.rank, c.id)):
        mine = next((x for x in claim.accounts if x.report == a), None)
        theirs = next((x for x in claim.accounts if x.report == b), None)
        if mine and theirs:
            same = _SAME if claim.sure is None else _LIKELY
            how = same if mine.stance == theirs.stance else f"one {mine.stance}, the other {theirs.stance}"
            yield mine.spans, theirs.spans, how


def _meets(p: _Found, q: _Found) -> bool:
    return any(x.overlaps(y) for one, other in ((p[0], q[0]), (p[1], q[1])) for x in one for y in other)


def _side(report: Report, passages: Iterable[tuple[tuple[Span, ...], int]]) -> Side:
    marks = [(span, n) for spans, n in passages for span in spans]
    paragraphs, number, seen = [], 0, set[int]()
    for part in parts_of(report):
        number += part.kind == "body"
        label = f"¶{number}" if part.kind == "body" else part.kind
        counted = part.kind in ("headline", "body") and part.repeats is None
        paragraphs.append(
            SharedParagraph(part.kind, label, counted, tuple(_pieces(report.text, part.span, marks, seen)))
        )
    return Side(
        report.id,
        report.outlet or "(no outlet named)",
        title_of(report),
        date_words(report.published),
        report.language,
        tuple(paragraphs),
    )


def _pieces(text: str, within: Span, marks: list[tuple[Span, int]], seen: set[int]) -> Iterator[SharedPiece]:
    inside = [(max(s.start, within.start), min(s.end, within.end), n) for s, n in marks if s.overlaps(within)]
    edges = sorted({within.start, within.end, *(at for s, e, _ in inside for at in (s, e))})
    for start, end in pairwise(edges):
        number = next((n for s, e, n in inside if s <= start < e), 0)
        yield SharedPiece(text[start:end], number, number not in seen)
        seen.add(number)


def _summary(passages: Sequence[Passage]) -> str:
    if not passages:
        return "No passage of one was found in the other."
    kinds = [p.how for p in passages]
    exact, edited = kinds.count(_EXACT), kinds.count(_EDITED)
    others = len(kinds) - exact - edited
    words = [count(exact, "passage") + " word for word"] if exact else []
    words += [f"{edited} lightly edited"] if edited else []
    words += [count(others, "claim") + " told in other words"] if others else []
    return ", ".join(words) + "."
