"""Whether those who take part in an event are of the kind its type asks for: who can do such a thing, and to whom or what it can be done.

A trigger word alone does not tell an event: a rule "allows" something without anybody's leave, a style "fails to inspire", an office "is
evacuated" by clerks, a plan "is deployed". These checks hold for what a report tells, not for a relation between two given parties.
"""

from collections.abc import Callable
from typing import Any

from onrecord.language.event_conditions import lemma_is_measure
from onrecord.language.event_lexicon import actor_sectors, class_words, person_nouns
from onrecord.language.event_noun_kinds import UNTOUCHED, is_known_thing, is_thing, kind_of
from onrecord.language.event_predicates import support_status
from onrecord.language.event_pronouns import BODIES
from onrecord.language.event_slots import (
    conjuncts,
    is_actor,
    is_passive,
    is_verbal,
    objects,
    prepositional,
    subjects,
)
from onrecord.language.event_types import Draft
from onrecord.resources import read_words

Token = Any  # a spaCy token

_FORCES = (
    "FORCE",
    "VIOLENCE",
    "ASSAULT",
    "BOMB",
    "ORDNANCE",
    "WEAPONS",
    "AIRCRAFT",
    "MILITARY",
    "CROWDWEAPON",
    "REBEL",
)
_ARMED = frozenset({"MIL", "COP", "REB", "PRM", "UAF", "CRM", "SPY"})
_OFFICES = frozenset({"GOV", "LEG", "JUD", "MIL", "OPP", "PTY", "REL", "REB"})
_RULED = frozenset(
    "ban order decree ruling law curfew measure embargo sanction blockade siege tariff verdict injunction".split()
)
_SPOKEN = frozenset({"ACCUSE", "REJECT", "REQUEST"})  # a letter may do so
_HANDED_ON = frozenset(
    {"act", "communication", "event", "cognition", "motive", "process"}
)  # whose owner does what they do
_PHYSICAL = frozenset({"ASSAULT", "MOBILIZE", "AID"})
_FIGHTING = frozenset(
    "fight battle clash combat engage defeat crush hit strike target rock push ram wreck level flatten devastate destroy confrontation"
    " retaliate repel subdue destruction".split()
)
_LEAVING = frozenset("leave abandon vacate evacuate quit exit depart flee retreat withdraw".split())
_PARTS = frozenset(
    {"control", "heart", "edge", "rest", "possession", "command", "centre", "center"}
)  # "control of the base"
_POINTING = frozenset({"which", "that", "this", "what"})
_HITTING = frozenset({"hit", "strike", "rock", "target", "push"})
_KILLING = frozenset("kill slay injure wound hurt harm murder slaughter exterminate decimate".split())
_LEAVES = frozenset({"allow", "let", "permit", "enable", "authorize", "authorise"})
_DISARMED = ("WEAPONS", "ORDNANCE", "BOMB", "MILITARY", "REBEL", "TERRITORY", "TARGET", "FORCE")
_POSTS = frozenset("command duty duties post position job office role responsibilities leadership".split())
_TRAVELLING = frozenset("visit tour arrive land fly travel return head journey depart leave go".split())


def is_calamity(noun: Token) -> bool:
    """An accident or a force of nature, or a noun that one stands before: "the quake", "flood waters"."""
    words = class_words("CALAMITY") | class_words("DISASTER")
    before = [c for c in noun.lefts if c.dep_ == "compound"]
    return any(t.lemma_.lower() in words or t.lower_ in class_words("CALAMITY") for t in (noun, *before)) and not (
        is_actor(noun) and noun.lemma_.lower() not in class_words("CALAMITY")
    )


def _verb_of(draft: Draft) -> Token:
    return draft.predicate.support or draft.predicate.token


def _doers(draft: Draft) -> list[Token]:
    verb = _verb_of(draft)
    return [c for s in subjects(verb) for c in conjuncts(s)] if is_verbal(verb) else []


def _is_done_by_somebody(draft: Draft) -> bool:
    """ "Windows limit the view", "prices attack new highs", "a quake shakes the town": things, weather and sums do nothing of the kind."""
    doers = _doers(draft)
    if not doers:
        return True
    if draft.type != "STATEMENT" and all(is_calamity(d) for d in doers):
        return False
    return not all(is_thing(d) or (kind_of(d) and kind_of(d) not in _HANDED_ON) for d in doers)


def _has_able_doer(draft: Draft) -> bool:
    """ "A rule allows", "the style fails": what is told to act is nobody, and nobody stands behind it; "gunfire killed" does harm."""
    doers = [d for d in _doers(draft) if (d.pos_ == "NOUN" and not lemma_is_measure(d)) or d.lower_ in _POINTING]
    first = _verb_of(draft)
    while first.dep_ == "conj":
        first = first.head
    if first.dep_ in ("xcomp", "pcomp") or _is_undergone(draft):
        return True  # "a plan that includes closing the mine": whose plan it is is told elsewhere
    if not doers or draft.arguments.actors or draft.type == "STATEMENT":
        return True
    if any(d.lemma_.lower() in read_words("group_nouns.txt") | read_words("body_heads.txt") for d in doers):
        return True
    if draft.type in ("ASSAULT", "PROTEST"):
        return any(_is_of(d, *_FORCES) or d.pos_ == "PRON" for d in doers)
    if draft.type == "COERCE" and any(d.lemma_.lower() in _RULED for d in doers):
        return any(is_actor(r) for r in draft.arguments.recipients)
    return draft.type in _SPOKEN and any(kind_of(d) == "communication" for d in doers)


def _is_undergone(draft: Draft) -> bool:
    """ "Faces charges", "suffered a raid": the subject does nothing."""
    return draft.predicate.support is not None and support_status(draft.predicate.support) == "suffered"


def _is_of(noun: Token, *names: str) -> bool:
    return any(noun.lemma_.lower() in class_words(n) or noun.lower_ in class_words(n) for n in names)


def _is_done_to_what_can_bear_it(draft: Draft) -> bool:
    """ "Bombed the exam", "deployed a strategy": figures of speech; not "launched an attack", which the reading counts in."""
    token = draft.predicate.token
    is_physical = draft.type in _PHYSICAL or draft.mode in ("cyber", "seize")
    if not is_physical or not is_verbal(token) or draft.predicate.is_noun:
        return True
    borne = [c for o in objects(token) if o.head == token for c in conjuncts(o) if c.i not in draft.predicate.consumed]
    if token.lemma_ in ("save", "rescue") and borne and all(b.ent_type_ == "MONEY" or is_thing(b) for b in borne):
        return False
    borne = [b for b in borne if b.lemma_.lower() not in _PARTS or not prepositional(b, "of")]
    return not borne or not all(kind_of(b) in UNTOUCHED for b in borne)


def _is_fought_by_force(draft: Draft) -> bool:
    """ "Fights", "hits", "destroys" tell of violence where somebody is armed or a state, or the sentence names a weapon or a wound."""
    token = draft.predicate.token
    if (
        draft.type != "ASSAULT"
        or token.lemma_.lower() not in _FIGHTING
        or draft.mode not in (None, "firearms", "destroy")
    ):
        return True
    people = (*draft.arguments.actors, *draft.arguments.recipients)
    if token.lemma_.lower() in _HITTING and is_verbal(token) and not is_passive(token):
        people = draft.arguments.actors
        if not people and not any(_is_of(d, *_FORCES) for d in _doers(draft)):
            return False  # "the latest theft to hit the town"
    if any(is_armed(p) or p.ent_type_ in ("GPE", "NORP") for p in people):
        return True
    return any(t.i != token.i and _is_of(t, "FORCE", "VIOLENCE", "PROTESTER") for t in token.sent)


def is_armed(noun: Token) -> bool:
    """Soldiers, police, rebels, gangs, and names that end in one: "the Northern Army"."""
    return actor_sectors().get(noun.lemma_.lower()) in _ARMED or _is_of(
        noun, "MILITARY", "POLICE", "REBEL", "PEACEKEEPERS"
    )


def _moves_armed_people(draft: Draft) -> bool:
    """ "Deployed troops", "the army patrols"; not "deployed an update", "helicopters move the sick"."""
    token = draft.predicate.token
    if draft.type != "MOBILIZE" or draft.predicate.is_noun or not is_verbal(token):
        return True
    moved = [c for o in objects(token) for c in conjuncts(o)]
    senders = [a for a in draft.arguments.actors if is_armed(a) and not _is_of(a, "AIRCRAFT", "VEHICLE")]
    if senders and any(is_person(m) for m in moved):
        return True  # "the brigade moved its men"
    if any(is_armed(m) or _is_of(m, "WEAPONS", "ORDNANCE", "AIRCRAFT") for m in moved):
        return True
    if any(m.lemma_.lower() in ("project", "game", "training") for m in moved):
        return any(is_armed(a) for a in draft.arguments.actors)
    if any(_is_of(m, "FORCE", "VEHICLE", "EXERCISE") or m.i in draft.predicate.consumed for m in moved):
        return any(
            is_armed(a) or a.ent_type_ in ("GPE", "NORP") or _holds_office(a) for a in draft.arguments.actors
        ) or (not draft.arguments.actors)
    return not moved and any(is_armed(a) or a.ent_type_ in ("GPE", "NORP", "ORG") for a in draft.arguments.actors)


def _holds_office(noun: Token) -> bool:
    titles = [c for c in noun.children if c.dep_ == "compound"] if noun.pos_ == "PROPN" else []
    return any(actor_sectors().get(t.lemma_.lower()) in _OFFICES for t in (noun, *titles))


def _gives_way(draft: Draft) -> bool:
    """Troops and states retreat; clerks, tenants and runners only leave. Nobody withdraws what is "left dry"."""
    token = draft.predicate.token
    if (
        draft.type != "RETREAT"
        or draft.mode != "withdraw"
        or token.lemma_.lower() not in _LEAVING
        or draft.predicate.is_noun
    ):
        return True
    moved = [c for o in objects(token) for c in conjuncts(o)]
    if any(_is_of(m, "MILITARY", "PEACEKEEPERS") for m in moved):
        return True
    actors = [a for a in draft.arguments.actors if a.ent_type_ != "PERSON"]
    return any(is_armed(a) or _is_body(a) or _holds_office(a) for a in actors)


def _is_body(noun: Token) -> bool:
    """A state, a people, an organisation, or a noun for one."""
    return noun.ent_type_ in ("GPE", "NORP", "ORG") or noun.lemma_.lower() in BODIES


def _frees_somebody(draft: Draft) -> bool:
    """A release sets people free; the release of a record, a report or a patch does not."""
    token = draft.predicate.token
    if draft.type != "RETREAT" or draft.mode != "release":
        return True
    if draft.predicate.is_noun and token.dep_ == "nsubj" and token.head.lemma_ in ("say", "state", "note", "read"):
        return False  # a statement
    if draft.predicate.is_noun and any(c.dep_ in ("compound", "amod") and kind_of(c) for c in token.children):
        return False
    freed = draft.arguments.recipients
    return not freed or any(is_person(f) for f in freed)


def is_person(noun: Token) -> bool:
    """One or several people: a name of a person or people, a noun for them, a pronoun but "it"."""
    lemma = noun.lemma_.lower()
    if noun.ent_type_ in ("PERSON", "NORP") or noun.pos_ in ("NUM", "ADJ"):
        return True
    if noun.pos_ == "PRON":
        return noun.lower_ not in ("it", "itself", "which", "that")
    if _is_of(noun, "CAPTIVE", "SUSPECT", "CROWD", "REBEL", "MIGRANT"):
        return True
    return (noun.pos_ == "NOUN" and (lemma in person_nouns() or lemma_is_measure(noun))) or (
        noun.pos_ == "PROPN" and noun.ent_type_ == "" and not is_known_thing(lemma)
    )


def _travels_in_office(draft: Draft) -> bool:
    """A visit is one of state or office: "the envoy flew to Oslo"; not a tourist's, nor a way home, nor a look at a website."""
    token = draft.predicate.token
    if (
        draft.type != "CONSULT"
        or draft.mode != "visit"
        or token.lemma_.lower() not in _TRAVELLING
        or draft.predicate.is_noun
    ):
        return True
    if token.lemma_ == "return" and not prepositional(token, "for"):
        return False
    seen = [c for o in objects(token) for c in conjuncts(o)]
    if any(is_thing(s) or kind_of(s) or _is_of(s, "COMPUTING") for s in seen):
        return False
    actors = draft.arguments.actors
    plain = [
        a
        for a in actors
        if a.pos_ == "NOUN" and actor_sectors().get(a.lemma_.lower(), "CVL") in ("CVL", "REF", "LAB", "AGR")
    ]
    return not actors or len(plain) < len(actors) or any(is_person(s) for s in seen)


def _disarms(draft: Draft) -> bool:
    """Arms, armed bands and their posts are dismantled; a bank, a team or a law that is "dismantled" was not armed."""
    token = draft.predicate.token
    if draft.mode != "disarm" or token.lemma_ not in ("dismantle", "disband") or not is_verbal(token):
        return True
    taken = [c for o in objects(token) for c in conjuncts(o)]
    return any(
        _is_of(t, *_DISARMED) or any(_is_of(c, *_DISARMED) for c in t.children if c.dep_ == "compound") for t in taken
    )


def _gives_leave(draft: Draft) -> bool:
    """Leave is given by who holds an office, a body or a state, or to somebody; a diva who "lets her hair grow" gives none."""
    token = draft.predicate.token
    if draft.type != "CONCEDE" or token.lemma_ not in _LEAVES or not is_verbal(token):
        return True
    told = [c for c in token.children if c.dep_ == "ccomp" and c.i > token.i and c.tag_ != "VB"]
    if any(not any(g.tag_ == "TO" for g in c.children) for c in told):
        return True  # "allowed that he was wrong"
    if not draft.arguments.actors and draft.status == "negated":
        return False  # "was not authorised to speak": a rule
    granting = any(_is_body(a) or _holds_office(a) for a in draft.arguments.actors)
    return granting or any(is_actor(r) for r in draft.arguments.recipients)


def _arrests_in_office(draft: Draft) -> bool:
    """ "Picks up her daughter", "has an arrest behind him": who arrests is armed, a body or a state, unless the word is clear."""
    token, actors = draft.predicate.token, draft.arguments.actors
    if draft.type != "COERCE" or draft.mode != "arrest" or not actors:
        return True
    if is_verbal(token) and draft.predicate.trigger.score >= 0.8:
        return True
    return any(is_armed(a) or _is_body(a) or _holds_office(a) for a in actors)


def _is_hurt(draft: Draft) -> bool:
    """Who is killed is somebody, and who destroys destroys something: not "kills weeds", "the barn burned"."""
    token = draft.predicate.token
    if draft.type != "ASSAULT" or not is_verbal(token) or draft.predicate.is_noun:
        return True
    hurt = [c for o in objects(token) for c in conjuncts(o)]
    if draft.mode == "destroy":
        return bool(hurt)
    return not hurt or token.lemma_ not in _KILLING or not all(h.pos_ == "NOUN" and is_thing(h) for h in hurt)


def _removes_somebody(draft: Draft) -> bool:
    """ "Removed it from the shelf": only people, states and bodies are expelled."""
    token = draft.predicate.token
    if draft.type != "SANCTION" or draft.mode != "expel" or not is_verbal(token):
        return True
    if token.lemma_ == "fire" and token.tag_ == "VBD" and not is_passive_outright(token) and not objects_after(token):
        return False  # "the guard, 40, fired from the roof"
    if token.lemma_ == "relieve" and not any(f.lemma_.lower() in _POSTS for f in prepositional(token, "of")):
        return False  # of a burden
    expelled = objects(token)
    return not expelled or not all(e.lower_ in ("it", "this", "that", "itself") for e in expelled)


def is_passive_outright(verb: Token) -> bool:
    """With "was", "were" or whom "by" names beside it."""
    return is_passive(verb) and any(c.dep_ in ("auxpass", "agent") for c in verb.children)


def objects_after(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in ("dobj", "obj") and c.i > verb.i]


#: What must hold of those who take part in an event that a report tells.
KINDS: tuple[Callable[[Draft], bool], ...] = (
    _is_done_by_somebody,
    _has_able_doer,
    _is_done_to_what_can_bear_it,
    _is_fought_by_force,
    _moves_armed_people,
    _gives_way,
    _frees_somebody,
    _disarms,
    _gives_leave,
    _arrests_in_office,
    _is_hurt,
    _travels_in_office,
    _removes_somebody,
)
