"""Whom a clause concerns besides its subject: for promises, threats, requests and aid whose own words name no recipient."""

from typing import Any

from onrecord.language.event_conditions import word_of
from onrecord.language.event_lexicon import class_words
from onrecord.language.event_slots import conjuncts, inner_actors, is_actor, is_verbal, objects

Token = Any  # a spaCy token

INNER = ("of", "by", "on", "against", "with", "to", "for", "in", "from", "between", "into", "at", "over")
POINTING = frozenset("it its their his her itself themselves himself who which".split())


def patients(verb: Token, depth: int = 3) -> tuple[Token, ...]:
    """Whom a clause concerns besides its subject: its objects, those inside them, those its prepositions name, those of its complements."""
    direct = [o for o in objects(verb) if not _is_own(o)] if is_verbal(verb) else []
    found = [a for o in direct for c in conjuncts(o) for a in ([c] if is_actor(c) else inner_actors(c, INNER))]
    if not found:
        for child in verb.children:
            if child.dep_ in ("prep", "dative") and child.lower_ in INNER and child.lower_ != "by":
                fillers = [p for p in child.children if p.dep_ == "pobj"]
                found = [
                    a for p in fillers for c in conjuncts(p) for a in ([c] if is_actor(c) else inner_actors(c, INNER))
                ]
                if found:
                    break
    if not found and depth:
        for child in verb.children:
            if child.dep_ in ("xcomp", "ccomp", "advcl", "acl") and child.i > verb.i:
                return patients(child, depth - 1)
    return unique([f for f in found if f.lower_ not in POINTING])


def _is_own(noun: Token) -> bool:
    """ "its troops", "air support": what one sends or withdraws, not whom it is done to."""
    if any(c.dep_ == "poss" and c.lower_ in ("its", "their", "his", "her", "our") for c in noun.children):
        return True
    return any(word_of(noun) in class_words(name) for name in ("AID", "WEAPONS")) or noun.lemma_.lower() in (
        "troop",
        "force",
        "soldier",
    )


def unique(tokens: list[Token]) -> tuple[Token, ...]:
    """Each token once, in the order of its first coming."""
    return tuple({t.i: t for t in tokens}.values())
