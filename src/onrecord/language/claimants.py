"""Who an outlet says claims what a clause tells: "as claimed by Western media"."""

from collections.abc import Iterator
from typing import Any

from onrecord.language.clauses import Clause, is_clause_head
from onrecord.language.governing import governors
from onrecord.language.negation import NEGATORS
from onrecord.language.parsing import Paragraph
from onrecord.model import Span

Token = Any  # a spaCy token


def find_claiming(doc: Any) -> tuple[Token, ...]:
    """The verbs of a doc that say after "as" who claims what stands before them, set off by a comma or in the passive."""
    return tuple(
        t
        for t in doc
        if t.dep_ == "advcl" and t.lemma_.lower() in governors("claims") and is_as(t) and _stands_apart(t)
    )


def _stands_apart(verb: Token) -> bool:
    """ "…, as Gary said", "… as claimed by Gary"; not "identified himself as Gary said"."""
    first = verb.left_edge
    return any(c.dep_ == "agent" for c in verb.children) or first.i == 0 or first.nbor(-1).is_punct


def find_claimant(clause: Clause, claiming: tuple[Token, ...]) -> Token | None:
    """Who claims what a clause tells: "as claimed by X" or "as X claims" after it, or after what "or" and "and" join to it.

    Args:
        clause: from `find_clauses`.
        claiming: the verbs from `find_claiming` of its doc.
    """
    for verb in claiming:
        if verb.head.i > verb.i and is_clause_head(verb.head):  # "did not, as some had claimed, sign it"
            if verb.head == clause.head:
                return _agent(verb)
            continue
        if verb.i > clause.head.i and verb.sent == clause.head.sent:
            before = [
                t for t in verb.sent if t.i < verb.left_edge.i and is_clause_head(t) and t.dep_ not in ("relcl", "acl")
            ]
            if before and clause.head in _joined(before[-1]):
                return _agent(verb)
    return None


def _joined(head: Token) -> Iterator[Token]:
    """A clause head and those before it that "or" or "and" joins to it."""
    yield head
    while head.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ in ("or", "nor", "and") for c in head.head.children):
        head = head.head
        yield head


def is_as(token: Token) -> bool:
    return any(c.dep_ in ("mark", "advmod", "prep") and c.lower_ == "as" for c in token.children)


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return next((c for c in verb.children if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN")), None)


def without_claimant(tokens: tuple[Token, ...], claimant: Token) -> tuple[Token, ...]:
    """The tokens of a clause without the "as claimed by X" in it."""
    verb = claimant.head if claimant.dep_ == "nsubj" else claimant.head.head
    left, right = verb.left_edge.i, verb.right_edge.i
    kept = [t for t in tokens if not left <= t.i <= right]
    while kept and (kept[-1].is_punct or kept[-1].dep_ == "cc"):
        kept.pop()
    return tuple(kept)


def without_negators(span: Span, paragraph: Paragraph) -> Iterator[Span]:
    """The stretches of a span between its negative words: what is denied, in the words of the denial."""
    inner = paragraph.tokens(span)
    start: int | None = None
    end = span.start
    for token in inner or ():
        if token.lower_ in NEGATORS:
            if start is not None:
                yield Span(start, end)
            start = None
            continue
        start = paragraph.start + token.idx if start is None else start
        end = paragraph.start + token.idx + len(token)
    if start is not None:
        yield Span(start, end)
