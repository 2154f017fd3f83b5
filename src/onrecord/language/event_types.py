"""What type an event has where more than its trigger decides: what was promised, threatened, refused or is yet to come.

PLOVER codes the act of speaking: who promises aid agrees, who vows to attack threatens, who says it will not meet rejects. So an event
that is only announced brings a second one of that type; both keep the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.language.event_arguments import Arguments
from onrecord.language.event_predicates import Predicate

Token = Any  # a spaCy token

KIND = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "AGREE"})
HARSH = frozenset({"ASSAULT", "SANCTION", "COERCE", "PROTEST", "THREATEN"})
_SWORN = frozenset({"vow", "promise", "pledge", "swear", "undertake", "commit"})


@dataclass(frozen=True)
class Draft:
    """An event before it is written up: its predicate, type, status and participants as tokens."""

    predicate: Predicate
    type: str
    mode: str | None
    status: str
    arguments: Arguments
    score: float
    rule: str
    is_derived: bool = False


def derive_types(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The drafts and those that an announcement adds, in the order of their predicates."""
    by_token = {d.predicate.token.i: d for d in drafts}
    governed = {d.predicate.token.i for d in drafts if _governor(d, by_token) is not None}
    found: list[Draft] = []
    for draft in drafts:
        found.append(draft)
        announced = None if draft.predicate.token.i in governed else _announced(draft)
        if announced is not None:
            found.append(announced)
    return tuple(found)


def _governor(draft: Draft, by_token: dict[int, Draft]) -> Draft | None:
    """The AGREE, THREATEN, REJECT or REQUEST whose complement a predicate stands in."""
    token = draft.predicate.token
    for _ in range(6):
        if token.dep_ == "ROOT" or token.dep_ in ("relcl",):
            return None
        token = token.head
        found = by_token.get(token.i)
        if found is not None and found.type in ("AGREE", "THREATEN", "REJECT", "REQUEST"):
            return found
    return None


def settle_types(predicates: Sequence[Predicate]) -> dict[int, str]:
    """Token index -> type of each predicate: "vowed to attack" threatens, "agreed to attack" does not."""
    types = {p.token.i: p.trigger.type for p in predicates}
    for predicate in predicates:
        if predicate.trigger.type == "AGREE" and predicate.token.lemma_.lower() in _SWORN:
            inner = [p for p in predicates if p.trigger.type in HARSH and _depends_on(p.token, predicate.token)]
            types[predicate.token.i] = "THREATEN" if inner else "AGREE"
    return types


def _depends_on(inner: Token, outer: Token) -> bool:
    head, steps = inner, 0
    while head.dep_ != "ROOT" and steps < 3:
        if head.dep_ in ("relcl", "advcl"):
            return False
        head, steps = head.head, steps + 1
        if head.i == outer.i:
            return True
    return False


def _announced(draft: Draft) -> Draft | None:
    if not draft.arguments.actors or (draft.predicate.is_noun and draft.predicate.support is None):
        return None
    modal = _future(draft)
    if draft.status in ("planned", "hypothetical") and modal and draft.type in KIND - {"AGREE"}:
        return _second(draft, "AGREE", draft.status)
    if draft.status in ("planned", "hypothetical") and modal and draft.type in HARSH - {"THREATEN"}:
        return _second(draft, "THREATEN", draft.status)
    if draft.status == "negated" and modal and draft.type in KIND and not _would(draft):
        return _second(draft, "REJECT", "actual")
    return None


def _second(draft: Draft, type_: str, status: str) -> Draft:
    return replace(
        draft,
        type=type_,
        mode=None,
        status=status,
        score=draft.score * 0.8,
        rule=f"{draft.rule}, announced",
        is_derived=True,
    )


_AHEAD = frozenset({"will", "'ll", "’ll", "wo", "would", "shall"})
_READY = frozenset("ready prepared willing plan intend set decide prepare due schedule expect poise be aim".split())


def _would(draft: Draft) -> bool:
    """ "Would not join": of another's will, or of what might be, and no refusal of one's own."""
    token = draft.predicate.support or draft.predicate.token
    return any(c.dep_ == "aux" and c.lower_ == "would" for c in token.children)


def _future(draft: Draft) -> bool:
    """Whether the actor itself announces it: "will", "is to", "plans to", "is ready to"."""
    token = draft.predicate.support or draft.predicate.token
    for _ in range(4):
        if any(c.dep_ == "aux" and c.lower_ in _AHEAD for c in token.children):
            return True
        if token.dep_ in ("xcomp", "conj", "acomp", "ccomp") and token.head.lemma_.lower() in _READY:
            return bool(token.dep_ != "ccomp")
        if token.dep_ not in ("conj", "xcomp", "acomp", "dobj"):
            return False
        token = token.head
    return False
