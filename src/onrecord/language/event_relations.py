"""Which type the relation between two given spans has: a small linear model over what the coder found, for `code_event` alone.

The features are structural and of word classes: types, modes and statuses that the lexicon gave, how well a draft's participants fit
the two spans, sectors, entity kinds, prepositions, voice. No word of the training sentences is among them.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp
from typing import Any

from onrecord.language.event_lexicon import actor_sectors
from onrecord.language.event_slots import NOMINAL, is_verbal
from onrecord.language.event_types import Draft
from onrecord.language.parsing import Paragraph
from onrecord.resources import read_json

Token = Any  # a spaCy token
Pair = tuple[tuple[int, int] | None, tuple[int, int] | None]

MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}  # the training set holds the two as one
_PREPOSITIONS = frozenset("to for from with on against at in of by into between over about toward towards".split())


def likely_types(paragraph: Paragraph, ranked: Sequence[tuple[float, Draft]], pair: Pair) -> dict[str, float]:
    """Type (CONCEDE and RETREAT as YIELD) -> how likely it is, between 0 and 1.

    Args:
        paragraph: the sentence.
        ranked: its drafts with how well they fit the pair (0..2), the best first.
        pair: actor and recipient as ranges of characters of the report's text; None where nobody is named.
    """
    model = read_json("event_relation_model.json")
    found = set(relation_features(paragraph, ranked, pair))
    scores = dict(zip(model["types"], model["bias"], strict=True))
    for feature in sorted(found):
        for type_, weight in model["weights"].get(feature, {}).items():
            scores[type_] += weight
    top = max(scores.values())
    raised = {t: exp(s - top) for t, s in scores.items()}
    total = sum(raised.values())
    return {t: r / total for t, r in raised.items()}


def relation_features(paragraph: Paragraph, ranked: Sequence[tuple[float, Draft]], pair: Pair) -> Iterator[str]:
    """The features of a relation, maybe with repeats."""
    for place, (fit, draft) in enumerate(ranked[:6]):
        yield from _draft_features(place, fit, draft)
    for (_, first), (_, second) in pairwise(ranked[:3]):
        yield f"pair {first.type} {second.type}"
        yield f"pair {first.type} {second.type} {second.status}"
    if not ranked:
        yield "nothing coded"
    for name, span in zip(("actor", "recipient"), pair, strict=True):
        yield from _span_features(name, _head(paragraph, span), ranked)


def _draft_features(place: int, fit: float, draft: Draft) -> Iterator[str]:
    told = "derived" if draft.is_derived else draft.status
    if place < 2:
        yield f"{place} {draft.type}"
        yield f"{place} {draft.type} {draft.mode}"
        yield f"{place} {draft.type} {told}"
        yield f"{place} {draft.type} {'noun' if draft.predicate.is_noun else 'verb'}"
        yield f"{place} {draft.type} {draft.score >= 0.65}"
    yield f"any {draft.type}"
    yield f"fit {fit >= 1.5} {draft.type}"
    yield f"told {told} {draft.type}"
    if draft.predicate.token.dep_ == "ROOT" or (
        draft.predicate.support is not None and draft.predicate.support.dep_ == "ROOT"
    ):
        yield f"root {draft.type}"


def _head(paragraph: Paragraph, span: tuple[int, int] | None) -> Token | None:
    tokens = None
    if span is not None and span[0] < span[1]:
        tokens = paragraph.doc.touching(
            max(0, span[0] - paragraph.start), min(len(paragraph.text), span[1] - paragraph.start)
        )
    return tokens.root if tokens is not None and len(tokens) else None


def _span_features(name: str, head: Token | None, ranked: Sequence[tuple[float, Draft]]) -> Iterator[str]:
    if head is None:
        yield f"{name} none"
        return
    top = ranked[0][1].type if ranked else "none"
    sector = actor_sectors().get(head.lemma_.lower(), "")
    yield f"{name} sector {sector}"
    yield f"{name} sector {sector} {top}"
    yield f"{name} kind {head.ent_type_}"
    yield f"{name} dep {head.dep_}"
    if head.dep_ == "pobj" and head.head.lower_ in _PREPOSITIONS:
        yield f"{name} after {head.head.lower_}"
        yield f"{name} after {head.head.lower_} {top}"
    yield from _verb_features(name, head)


def _verb_features(name: str, head: Token) -> Iterator[str]:
    verb = head
    for _ in range(8):
        if is_verbal(verb) or verb.head == verb:
            break
        verb = verb.head
    for child in verb.children:
        if child.dep_ == "aux" and child.tag_ == "MD":
            yield f"{name} modal {child.lower_}"
        if child.dep_ == "neg":
            yield f"{name} negated"
        if child.dep_ in ("auxpass", "agent"):
            yield f"{name} passive"
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.pos_ in NOMINAL]
    yield f"{name} verb has object {bool(objects)}"
