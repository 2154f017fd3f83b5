"""What the clauses of a story mean, as the optional sentence encoder reads them: a vector for each clause, its sentence and its words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from onrecord.crossreport.tellings import Telling, mentions_of
from onrecord.crossreport.view import StoryView
from onrecord.language.encoding import Encoder
from onrecord.model import Sentence, Span, Term

_LONGEST_NAME = 80  # characters of a mention that its entity's name stands for
_SHORT = 5  # a mention of so few characters is a pronoun or the like: the name is not said twice in one clause
_RELATIVE = re.compile(r"\b(?:who|which|that|whose|from which|in which)\b", re.IGNORECASE)
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "NUM", "PROPN", "ADV"})
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class ClauseMeaning:
    """The vectors of one telling; all of length 1."""

    clause: Vectors  # (d,), of its words with the names of those whom it means
    sentence: Vectors  # (d,), of the sentence as printed
    pieces: Vectors  # (k, d), of the word pieces of the clause
    terms: tuple[Term, ...]  # the content words that have a vector
    words: Vectors  # (len(terms), d)

    @cached_property
    def roots(self) -> list[int]:
        return self._of_role("root")

    @cached_property
    def objects(self) -> list[int]:
        return self._of_role("object")

    def _of_role(self, role: str) -> list[int]:
        return [n for n, term in enumerate(self.terms) if term.role == role]


def read_clauses(
    view: StoryView, tellings: Iterable[Telling], encoder: Encoder
) -> dict[tuple[str, str], ClauseMeaning]:
    """The meaning of each telling, by its id.

    "He denied it" is read as "Omar Karam denied it": whom the report means, the encoder is told by name.
    """
    by_report: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_report[telling.report].append(telling)
    mentions = {r: sorted(mentions_of(view, view.of(r)), key=lambda m: (m[0], -m[1])) for r in by_report}
    return {
        t.id: _read(view, t, mentions[report], _asides(t, mine, view.of(report).report.text), encoder)
        for report, mine in by_report.items()
        for t in mine
    }


def _asides(telling: Telling, others: Iterable[Telling], text: str) -> list[Span]:
    """The relative clauses before a predicate that are told for themselves: "who was fired" of "a man who was fired shot two"."""
    roots = [t.start for t in telling.proposition.terms if t.role == "root"]
    if not roots:
        return []
    first = min(roots)
    found = []
    for match in (m for s in telling.proposition.spans for m in _RELATIVE.finditer(text, s.start, min(s.end, first))):
        for other in others:
            spans = other.proposition.spans
            inside = [t.start for t in other.proposition.terms if t.role == "root" and match.start() < t.start < first]
            if inside and spans[-1].end < first and other.id != telling.id:
                found.append(Span(match.start(), spans[-1].end))
    return found


def _read(
    view: StoryView,
    telling: Telling,
    mentions: Sequence[tuple[int, int, str]],
    asides: Sequence[Span],
    encoder: Encoder,
) -> ClauseMeaning:
    report = view.of(telling.report)
    text, places = _with_names(view, telling, mentions, asides)
    reading = encoder.read(text)
    terms, rows = [], []
    for term in telling.proposition.terms:
        if term.pos in _CONTENT and term.role != "time" and term.start in places:
            start, end = places[term.start]
            at = [n for n, (s, e) in enumerate(reading.offsets) if s < end and start < e]
            if at:
                terms.append(term)
                rows.append(reading.pieces[at].mean(axis=0))
    words = np.stack(rows) if rows else np.zeros((0, len(reading.vector)), np.float32)
    words = words / np.maximum(np.linalg.norm(words, axis=1, keepdims=True), 1e-9)
    sentence = _sentence_of(report.sentences, telling.proposition.spans, report.report.text) or telling.text
    return ClauseMeaning(
        reading.vector, encoder.encode(sentence), reading.pieces, tuple(terms), words.astype(np.float32)
    )


def _with_names(
    view: StoryView, telling: Telling, mentions: Sequence[tuple[int, int, str]], asides: Sequence[Span]
) -> tuple[str, dict[int, tuple[int, int]]]:
    """The words of a telling without its asides, with each mention as the name of whom it means, and where each term stands in them."""
    text = view.of(telling.report).report.text
    made: list[str] = []
    places: dict[int, tuple[int, int]] = {}
    length = 0
    named: set[str] = set()
    for span in telling.proposition.spans:
        for start, end, run in _pieces(span, mentions, asides):
            if any(aside.start <= start and end <= aside.end for aside in asides):
                continue
            is_name = run is not None and not (run in named and end - start <= _SHORT)
            piece = view.entity(run).name if run is not None and is_name else text[start:end]
            for term in telling.proposition.terms:
                if start <= term.start and term.end <= end:
                    inside = (0, len(piece)) if is_name else (term.start - start, term.end - start)
                    places[term.start] = length + inside[0], length + inside[1]
            if run is not None and is_name:
                named.add(run)
            made.append(piece)
            length += len(piece)
        made.append(" ")
        length += 1
    return "".join(made), places


def _pieces(
    span: Span, mentions: Sequence[tuple[int, int, str]], asides: Sequence[Span]
) -> Iterable[tuple[int, int, str | None]]:
    """A span cut at the outermost mentions in it, and at asides: (start, end, whom it means)."""
    at = span.start
    for start, end, run in mentions:
        if start >= at and end <= span.end and end - start < _LONGEST_NAME:
            yield from _plain(at, start, asides)
            yield start, end, run
            at = end
    yield from _plain(at, span.end, asides)


def _plain(start: int, end: int, asides: Sequence[Span]) -> Iterable[tuple[int, int, None]]:
    """A stretch without mentions, cut at the edges of the asides."""
    edges = sorted({start, end, *(e for a in asides for e in (a.start, a.end) if start < e < end)})
    yield from ((x, y, None) for x, y in pairwise(edges))


def _sentence_of(sentences: Sequence[Sentence], spans: Sequence[Span], text: str) -> str:
    around = [s for s in sentences if s.start < spans[-1].end and spans[0].start < s.end]
    return text[around[0].start : around[-1].end] if around else ""
