"""Propositions as the view of whoever a phrase names, and as what the sentence says was told wrongly ("falsely claimed that …")."""

from collections.abc import Iterator
from typing import Any

import msgspec

from onrecord.language.claimants import without_claimant, without_negators
from onrecord.language.clauses import Clause
from onrecord.language.governing import governors, words_above
from onrecord.language.negation import NEGATORS, is_denied
from onrecord.language.parsing import Paragraph
from onrecord.language.verdicts import is_wrongly_told
from onrecord.language.viewpoints import Viewpoint
from onrecord.model import Proposition, Quotation, Span

Token = Any  # a spaCy token


def without_holder(clause: Clause, claimant: Token | None, viewpoint: Viewpoint | None) -> Clause:
    """A clause without the words that only say whose claim or view it is.

    Args:
        clause: from `find_clauses`.
        claimant: from `find_claimant`.
        viewpoint: from `find_viewpoint`.
    """
    if claimant is not None:
        return Clause(clause.head, without_claimant(clause.tokens, claimant), clause.lead, clause.subject)
    if viewpoint is None or not viewpoint.phrase:
        return clause
    kept = [t for t in clause.tokens if t not in viewpoint.phrase]
    while kept and kept[0].is_punct:
        kept.pop(0)
    while kept and (kept[-1].is_punct or kept[-1].dep_ == "cc"):
        kept.pop()
    return Clause(clause.head, tuple(kept), clause.lead, clause.subject)


def with_claimant(
    proposition: Proposition, claimant: Token | None, paragraph: Paragraph, quotations: tuple[Quotation, ...]
) -> Iterator[Proposition]:
    """The proposition, and what someone else claims of it: "never did so, as claimed by X" says that X claims that it was done.

    In "did so, as claimed by X" the outlet passes on what X claims, so only X's proposition is left.
    """
    if claimant is None:
        yield proposition
        return
    words = paragraph.span(claimant.doc[claimant.left_edge.i : claimant.right_edge.i + 1])
    theirs = next((q.id for q in quotations if any(s.overlaps(words) for s in q.speaker)), None)
    if not proposition.negative:
        yield msgspec.structs.replace(proposition, quotation=proposition.quotation or theirs, claimed_by=words)
        return
    yield msgspec.structs.replace(proposition, quotation=_unless_of(proposition.quotation, words, quotations))
    spans = tuple(s for span in proposition.spans for s in without_negators(span, paragraph))
    terms = tuple(t for t in proposition.terms if t.lemma not in NEGATORS)
    yield msgspec.structs.replace(
        proposition, spans=spans, terms=terms, mood="asserted", negative=False, quotation=theirs, claimed_by=words
    )


def _unless_of(quotation: str | None, words: Span, quotations: tuple[Quotation, ...]) -> str | None:
    """The quotation of a clause, unless its speaker is the one who claims the opposite."""
    mine = next((q for q in quotations if q.id == quotation), None)
    if mine is not None and any(s.overlaps(words) for s in mine.speaker):
        return mine.parent
    return quotation


def held_by(proposition: Proposition, viewpoint: Viewpoint, paragraph: Paragraph) -> Proposition:
    """A proposition as the view of whoever a phrase names ("in the bishop's view")."""
    first, last = viewpoint.holder[0], viewpoint.holder[-1]
    words = Span(paragraph.start + first.idx, paragraph.start + last.idx + len(last))
    return msgspec.structs.replace(proposition, claimed_by=words)


def with_verdict(
    proposition: Proposition, clause: Clause, paragraph: Paragraph, quotations: tuple[Quotation, ...]
) -> Iterator[Proposition]:
    """The proposition, and that it is not so where the sentence says that it was told wrongly ("falsely claimed that he had left").

    The verdict is held by whoever tells of the telling. Where nobody is named who told it, the verdict alone is left.

    Args:
        proposition: as it was told.
        clause: that it was made of.
        paragraph: that holds it.
        quotations: of the report.
    """
    thought = proposition.mood == "hedged" and any(
        g.lemma_.lower() in governors("hedges") for g in words_above(clause.head, 1)
    )  # "mistakenly believed that …"
    if not (thought or proposition.mood in ("asserted", "negated")) or not is_wrongly_told(clause.head):
        yield proposition
        return
    telling = next((q for q in quotations if q.id == proposition.quotation), None)
    if telling is not None or proposition.claimed_by is not None:
        yield proposition
    teller = telling.parent if telling is not None else None
    verdict = msgspec.structs.replace(proposition, quotation=teller, claimed_by=None)
    if not proposition.negative:
        yield msgspec.structs.replace(verdict, mood="negated", negative=True, denied=True)
    elif (positive := _without_negation(verdict, paragraph)) is not None:
        yield positive


def _without_negation(proposition: Proposition, paragraph: Paragraph) -> Proposition | None:
    """A negative proposition turned round, in its words without the negative ones; None where no such word makes it negative
    ("had refused to leave")."""
    spans = tuple(s for span in proposition.spans for s in without_negators(span, paragraph))
    if spans == proposition.spans:
        return None
    terms = tuple(t for t in proposition.terms if t.lemma not in NEGATORS)
    return msgspec.structs.replace(proposition, spans=spans, terms=terms, mood="asserted", negative=False, denied=False)


def with_denial_undone(proposition: Proposition, clause: Clause, paragraph: Paragraph) -> Proposition:
    """What is told where a negative clause is denied: "denied that the army had not been paid" holds that it had been.

    Its words without the negative ones; left open where no such word makes it negative ("denied that he had refused to leave").
    """
    if proposition.mood != "asserted" or proposition.negative or not is_denied(clause):
        return proposition
    return _without_negation(proposition, paragraph) or msgspec.structs.replace(proposition, mood="hedged")
