"""Which words tell of an event: the lexicon's triggers, with their conditions checked against the parse."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from onrecord.language.event_lexicon import (
    NO_EVENT,
    Condition,
    Trigger,
    actor_sectors,
    class_words,
    governor_effects,
    person_nouns,
    support_verbs,
    triggers,
)
from onrecord.language.event_slots import (
    NOMINAL,
    conjuncts,
    is_actor,
    is_verbal,
    objects,
    prepositional,
    subjects,
)
from onrecord.resources import read_table

Token = Any  # a spaCy token

_PARTICLE_DEPS = frozenset({"prt", "prep", "advmod", "oprd", "acomp", "advcl", "dobj", "attr", "amod"})
_INSTITUTIONS = frozenset(
    "government state country court nation council republic parliament company army police".split()
)


@dataclass(frozen=True)
class Predicate:
    """A trigger found in the text: `token` bears the event; `support` is the verb that carries a noun; `consumed` nouns tell no
    second one, and `means` among them (the aid that is sent) are nobody it is done to."""

    token: Token
    trigger: Trigger
    support: Token | None = None
    consumed: tuple[int, ...] = ()
    means: tuple[int, ...] = ()
    mode: str | None = None

    @property
    def is_noun(self) -> bool:
        return self.trigger.rule.split("(")[1].startswith("noun")


def find_predicates(doc: Any) -> tuple[Predicate, ...]:
    """The predicates of a parsed paragraph, in text order.

    A noun that a verb's reading already counts in ("lift sanctions") is no predicate of its own; one that a support verb carries
    ("held talks") takes that verb along.
    """
    found = [p for token in doc if (p := _predicate(token)) is not None]
    verbs = {p.token.i: p for p in found}
    found = [_by_its_noun(p, verbs) for p in found]
    verbs = {p.token.i: p for p in found}
    consumed = {i for p in found for i in p.consumed if not p.is_noun or p.support is None}
    kept = []
    for predicate in found:
        if (predicate.token.i in consumed and predicate.support is None) or predicate.trigger.type == NO_EVENT:
            continue
        kept.append(_with_mode(_with_support(predicate, verbs), found))
    return tuple({p.token.i: p for p in reversed(kept)}.values())[::-1]


def _by_its_noun(predicate: Predicate, found: dict[int, Predicate]) -> Predicate:
    """ "launched a verbal attack": under a verb that only carries it, a noun with a reading of its own decides."""
    if predicate.is_noun or support_verbs().get(_support_key(predicate.token) or "") != "actual":
        return predicate
    for i in predicate.consumed:
        noun = found.get(i)
        if (
            noun is not None
            and noun.trigger.type != predicate.trigger.type
            and noun.trigger.weight >= 2
            and noun.trigger.type != NO_EVENT
        ):
            return replace(noun, support=predicate.token)
    return predicate


def _predicate(token: Token) -> Predicate | None:
    for pos in _parts_of_speech(token):
        rows = triggers().get((pos, _lemma(token, pos)))
        for trigger in rows or ():
            match = _matches(token, trigger)
            if match is not None:
                consumed, means = match
                return Predicate(token, trigger, None, tuple(consumed), tuple(means), trigger.mode)
    return None


def _parts_of_speech(token: Token) -> tuple[str, ...]:
    if token.pos_ in ("VERB", "AUX"):
        if token.tag_ == "VBG" and _is_nominal(token):
            return ("noun", "verb")
        is_state = token.tag_ == "VBN" and (
            token.dep_ in ("acomp", "oprd") or any(c.dep_ == "auxpass" for c in token.children)
        )
        return ("verb", "adj") if is_state else ("verb",)
    if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and not token.ent_type_):
        return ("noun",)
    return ("adj",) if token.pos_ == "ADJ" else ()


def _is_nominal(token: Token) -> bool:
    """ "in police firing", "the bombing": a gerund that the tagger calls a verb but that stands as a noun."""
    if token.i == 0 or any(c.dep_ in ("dobj", "aux", "nsubj") for c in token.children):
        return False
    before = token.nbor(-1)
    return bool(
        before.pos_ in ("DET", "ADJ", "NOUN", "PROPN")
        and token.dep_ in ("advcl", "pobj", "pcomp", "dobj", "nsubj", "conj")
    )


def _lemma(token: Token, pos: str) -> str:
    if pos == "noun" and token.tag_ == "VBG":
        return str(token.lower_)
    return word_of(token)


def word_of(token: Token) -> str:
    """The lemma, with what a hyphen ties to it: "cease-fire", "air-strike"; only where the lexicon knows the whole."""
    lemma = str(token.lemma_.lower())
    if token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_ and not token.nbor(-2).whitespace_:
        joined = f"{token.nbor(-2).lower_}-{lemma}"
        if joined in _hyphenated():
            return joined
    return lemma


@cache
def _hyphenated() -> frozenset[str]:
    known = {head for _, head in triggers()} | {
        w for r in read_table("event_classes.csv") for w in r["lemmas"].split("|")
    }
    known |= {w for rows in triggers().values() for t in rows for c in t.conditions for w in c.words}
    return frozenset(w for w in known if "-" in w)


def _matches(token: Token, trigger: Trigger) -> tuple[list[int], list[int]] | None:
    """The nouns a reading counts in and those of them that are means (maybe none), None where a condition fails."""
    if trigger.particle and not _has_particle(token, trigger.particle):
        return None
    consumed: list[int] = []
    means: list[int] = []
    for condition in trigger.conditions:
        fillers = [f for f in _fillers(token, condition.slot) if _fits(f, condition, token)]
        if condition.negated == bool(fillers):
            return None
        if condition.slot in _COUNTED_IN and not condition.anything:
            nouns = [f.i for f in fillers if not is_name(f)]
            consumed += nouns
            means += nouns if not condition.classes or _MEANS.intersection(condition.classes) else []
    return consumed, means


_COUNTED_IN = frozenset({"obj", "of", "to", "in", "for", "on", "under"})
#: Classes of what an event is done with; of every other class is whom it is done to.
_MEANS = frozenset(
    "AID GOODS MILITARY PEACEKEEPERS POLICE WEAPONS ORDNANCE TIES SANCTIONS RESTRICTION TALKS ACCORD DISAPPROVAL INFORMATION EXERCISE"
    " PROTEST ASSAULT PENALTY INSULT CROWDWEAPON BOMB INSPECTORS".split()
)


def is_name(token: Token) -> bool:
    """Whether the head is a named entity, which never tells of an event itself."""
    return bool(token.ent_type_ and token.pos_ == "PROPN")


def _has_particle(token: Token, particle: str) -> bool:
    return any(c.lower_ == particle and c.dep_ in _PARTICLE_DEPS and c.i > token.i for c in token.children)


def _complements(token: Token) -> list[Token]:
    deps = ("xcomp", "ccomp", "acl", "advcl", "acomp", "oprd")
    return [
        c
        for c in token.children
        if c.dep_ in deps and (c.dep_ != "advcl" or _has_to(c)) and (c.dep_ != "ccomp" or c.i > token.i)
    ]


def _has_to(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def _attributes(token: Token) -> list[Token]:
    return [
        c
        for c in token.children
        if c.dep_ in ("oprd", "attr", "acomp", "xcomp", "advcl", "ccomp", "dobj", "amod", "advmod")
    ]


def _objects(token: Token) -> list[Token]:
    found = objects(token) if is_verbal(token) else []
    return [c for f in found for c in conjuncts(f)]


def _modifiers(token: Token) -> list[Token]:
    return [
        c
        for c in token.children
        if c.dep_ in ("amod", "compound", "nmod", "poss") or (c.dep_ == "npadvmod" and c.i < token.i)
    ]


def _subjects(token: Token) -> list[Token]:
    if is_verbal(token):
        return [c for f in subjects(token) for c in conjuncts(f)]
    verb = _carrier(token)
    return [c for f in subjects(verb) for c in conjuncts(f)] if verb is not None else []


def _adverbs(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ == "advmod"]


def _modals(token: Token) -> list[Token]:
    """ "said that Iran must …"; its own subject's duties are not asked of anyone."""
    clauses = [c for c in token.children if c.dep_ == "ccomp"]
    return [a for c in clauses for a in c.children if a.dep_ == "aux" and a.tag_ == "MD"]


def _refusals(token: Token) -> list[Token]:
    """ "said it would not …": the modal of a negated clause with a pronoun for the speaker, or none, as its subject."""
    found = []
    for modal in _modals(token):
        negated = any(c.dep_ == "neg" for c in modal.head.children)
        subject = next((c for c in modal.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if negated and (subject is None or subject.pos_ == "PRON"):
            found.append(modal)
    return found


def _possessors(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ == "poss"]


#: How the slots of a condition are filled; any other slot is a preposition.
SLOTS: dict[str, Callable[[Token], list[Token]]] = {
    "obj": _objects,
    "subj": _subjects,
    "mod": _modifiers,
    "poss": _possessors,
    "comp": _complements,
    "attr": _attributes,
    "advmod": _adverbs,
    "modal": _modals,
    "refusing": _refusals,
}


def _fillers(token: Token, slot: str) -> list[Token]:
    if slot in SLOTS:
        return SLOTS[slot](token)
    found = prepositional(token, slot)
    if is_verbal(token) and not found:
        found = [f for o in token.children if o.dep_ == "dobj" for f in prepositional(o, slot)]
    elif not found:
        verb = _carrier(token)
        found = prepositional(verb, slot) if verb is not None else []
    return [c for f in found for c in conjuncts(f)]


def _fits(filler: Token, condition: Condition, trigger: Token) -> bool:
    if condition.anything:
        return True
    lemma, lower = word_of(filler), filler.lower_
    if lemma in condition.words or lower in condition.words:
        return True
    if filler.pos_ == "PROPN" and any(c.lower_ in condition.words for c in filler.lefts if c.dep_ == "compound"):
        return True  # "Operation Peace Storm" is an operation
    if condition.slot == "comp" and _fits_complement(filler, condition):
        return True
    return any(_in_class(filler, name, trigger) for name in condition.classes)


def _fits_complement(filler: Token, condition: Condition) -> bool:
    if "inf" in condition.words and _has_to(filler):
        return True
    if "that" in condition.words and filler.dep_ == "ccomp":
        return True
    if "neg" in condition.words and any(c.dep_ == "neg" for c in filler.children):
        return True
    return any(c.lemma_.lower() in condition.words for c in filler.children if filler.lemma_ == "be")


def _in_class(filler: Token, name: str, trigger: Token) -> bool:
    if name in _SPECIAL:
        return _SPECIAL[name](filler)
    words = class_words(name)
    lemma = word_of(filler)
    if lemma in words or filler.lower_ in words:
        return True
    if name == "LEADER":
        return bool(filler.ent_type_ == "PERSON")
    if name == "STATE":
        return bool(filler.ent_type_ == "GPE")
    if name in ("TERRITORY", "TARGET"):
        return bool(filler.ent_type_ in ("GPE", "LOC", "FAC") and is_verbal(trigger))
    if filler.pos_ == "PROPN" and any(c.lower_ in words for c in filler.lefts if c.dep_ == "compound"):
        return True
    return _counts_member(filler, words)


def _counts_member(filler: Token, words: frozenset[str]) -> bool:
    """ "thousands of workers", "a group of rebels": what is counted decides."""
    if lemma_is_measure(filler):
        return any(p.lemma_.lower() in words for p in prepositional(filler, "of"))
    return False


def lemma_is_measure(token: Token) -> bool:
    """Nouns that only say how many: "thousands of", "a group of"."""
    return token.lemma_.lower() in _MEASURES


_MEASURES = frozenset(
    "thousand hundred dozen million group number lot score series range ton tonne amount package part rest majority kind couple pair"
    " member wave round batch type piece shipment bunch crowd set billion truckload worth some many several ten".split()
)


def _is_person(token: Token) -> bool:
    if token.ent_type_ in ("PERSON", "NORP"):
        return True
    if token.pos_ == "PRON":
        return is_actor(token) and token.lower_ != "it"
    if token.lemma_.lower() in actor_sectors():
        return token.lemma_.lower() not in _INSTITUTIONS
    if token.pos_ == "NOUN" and token.lemma_.lower() in person_nouns():
        return True
    if token.lower_ in ("one", "two", "three", "four", "five", "some", "many", "several", "all"):
        return True
    return bool(token.pos_ == "PROPN" and token.ent_type_ in ("", "PERSON"))


def _is_single(token: Token) -> bool:
    return len(conjuncts(token)) == 1


_SPECIAL: dict[str, Callable[[Token], bool]] = {"ACTOR": is_actor, "PERSON": _is_person, "SINGLE": _is_single}


def _carrier(token: Token) -> Token | None:
    """The verb that a noun is the object of (also through "a series of", "a round of"), if it is a verb that can carry nouns."""
    head = token
    while head.dep_ == "conj" and head.head.pos_ in NOMINAL:
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ == "of" and lemma_is_measure(head.head.head):
        head = head.head.head
    if head.dep_ in ("dobj", "nsubjpass", "attr", "oprd"):
        verb = head.head
    elif head.dep_ == "pobj" and head.head.lower_ in ("in", "into", "on", "out", "for") and head.head.dep_ == "prep":
        verb = head.head.head
    else:
        return None
    return verb if is_verbal(verb) else None


def _support_key(verb: Token) -> str | None:
    lemma = verb.lemma_.lower()
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), None)
    for key in ((f"{lemma} {particle}" if particle else lemma), lemma):
        if key in support_verbs():
            return key
    return None


def support_status(verb: Token) -> str:
    """What a support verb makes of the event its noun names: "actual", "planned", "suffered" or "ended"."""
    return support_verbs().get(_support_key(verb) or "", "actual")


def _with_support(predicate: Predicate, verbs: dict[int, Predicate]) -> Predicate:
    if not predicate.is_noun:
        return predicate
    verb = _carrier(predicate.token)
    if verb is None or verb.i in verbs or _support_key(verb) is None:
        return predicate
    if (verb.lemma_.lower(), "verb") in governor_effects() and _support_key(verb) is None:
        return predicate
    return replace(predicate, support=verb)


def _with_mode(predicate: Predicate, found: list[Predicate]) -> Predicate:
    """A noun counted in says how, where it tells of the same type: "carried out drone strikes"."""
    inner = next(
        (p for p in found if p.token.i in predicate.consumed and p.trigger.type == predicate.trigger.type and p.mode),
        None,
    )
    if inner is None or predicate.mode not in (None, inner.mode):
        return predicate
    return replace(predicate, mode=inner.mode)
