"""Verbs that turn round what they take: "failed to leave", "refrained from leaving", "voted against leaving", "ruled out leaving"."""

from typing import Any

from onrecord.language.governing import governors, governs_infinitive

Token = Any  # a spaCy token

_RULING_OUT = frozenset({"rule"})
_STOPPING = frozenset({"stop", "quit", "halt"})  # with "to" they say what for: "stopped him to keep the title"
_HOLDING = frozenset("restrain stop keep prevent".split())
_AWAY = frozenset({"away", "back", "out"})  # "backed away from selling"
_KEEPING_FROM = frozenset("refrain abstain desist shrink".split())


def turns_infinitive(token: Token) -> bool:
    """ "Failed to leave", "refrained from leaving", "restrained itself from leaving", "stopped short of leaving"."""
    lemma = token.lemma_.lower()
    if _keeps_itself_from(token):
        return True
    away = any(c.lower_ in _AWAY and c.dep_ in ("prt", "advmod") for c in token.children)
    if lemma in _KEEPING_FROM or away:
        holders = (token, *(c for c in token.children if c.lower_ in _AWAY))
        froms = (c for x in holders for c in x.children if c.dep_ == "prep" and c.lower_ == "from")
        return any(_has_gerund(c) for c in froms)
    return (
        lemma in governors("negates")
        and governs_infinitive(token)
        and not any(c.dep_ == "dobj" for c in token.children)  # "stopped him to keep the title" keeps it
        and not is_for_a_purpose(token)
    )


def _keeps_itself_from(token: Token) -> bool:
    """ "Restrained itself from leaving", "stopped short of leaving", "did not stop at leaving"; "resisted leaving"."""
    lemma = token.lemma_.lower()
    if lemma == "resist":
        return any(c.dep_ == "xcomp" and c.tag_ == "VBG" for c in token.children)
    if lemma not in _HOLDING:
        return False
    holders = [
        token,
        *(c for c in token.children if c.lower_ in ("short", "itself", "himself", "herself", "themselves")),
    ]
    phrases = {c.lower_ for x in holders for c in x.children if c.dep_ == "prep" and _has_gerund(c)}
    if len(holders) > 1:
        return bool(phrases & {"from", "of"})
    return lemma == "stop" and "at" in phrases and any(c.dep_ == "neg" for c in token.children)


def _has_gerund(preposition: Token) -> bool:
    return any(x.dep_ == "pcomp" for x in preposition.children)


def decides_against(token: Token, head: Token) -> bool:
    """ "Against sending troops" of "voted against sending troops"."""
    return token.lower_ == "against" and token.head == head and any(c.dep_ == "pcomp" for c in token.children)


def turns_round(governor: Token) -> bool:
    """ "Denied", and "ruled out" with its particle."""
    if governor.lemma_.lower() in _RULING_OUT:
        return any(c.dep_ == "prt" and c.lower_ == "out" for c in governor.children)
    return governor.lemma_.lower() in governors("negates")


def is_for_a_purpose(governor: Token) -> bool:
    """Whether a verb of stopping takes an infinitive with "to": what it was done for, not what was stopped."""
    taken = [c for c in governor.children if c.dep_ in ("xcomp", "ccomp")]
    return governor.lemma_.lower() in _STOPPING and any(
        c.tag_ == "VB" and any(x.lower_ == "to" for x in c.children) for c in taken
    )
