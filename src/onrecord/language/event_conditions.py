"""Whether what a trigger's conditions ask for stands beside a word: slots filled by the parse, checked against words and classes."""

from collections.abc import Callable
from functools import cache
from typing import Any

from onrecord.language.event_lexicon import Condition, actor_sectors, class_words, person_nouns, triggers
from onrecord.language.event_negations import is_negated
from onrecord.language.event_slots import (
    NOMINAL,
    conjuncts,
    is_actor,
    is_subjunctive,
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


def word_of(token: Token) -> str:
    """The lemma, with what a hyphen ties to it: "cease-fire", "air-strike"; only where the lexicon knows the whole."""
    if token.tag_ == "VBG" and token.dep_ in ("pobj", "dobj", "nsubj", "compound"):
        return str(token.lower_)  # "police firing" is no fire
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


def is_name(token: Token) -> bool:
    """Whether the head is a named entity, which never tells of an event itself."""
    return bool(token.ent_type_ and token.pos_ == "PROPN")


def has_particle(token: Token, particle: str) -> bool:
    behind = [c for c in token.children if c.lower_ == particle and c.dep_ in _PARTICLE_DEPS and c.i > token.i]
    return any(not _is_of_place(c, token) for c in behind)


def _is_of_place(preposition: Token, verb: Token) -> bool:
    """ "Gave the men in Oslo": behind the object, with an object of its own, "in" is no part of the verb."""
    if preposition.lower_ != "in" or not any(c.dep_ == "pobj" for c in preposition.children):
        return False
    return any(c.dep_ == "dobj" and c.i < preposition.i for c in verb.children)


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
    verb = carrier_of(token)
    return [c for f in subjects(verb) for c in conjuncts(f)] if verb is not None else []


def _adverbs(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ == "advmod"]


def _clauses(token: Token) -> list[Token]:
    """ "charged that …"."""
    return [c for c in token.children if c.dep_ == "ccomp" and c.i > token.i]


def _modals(token: Token) -> list[Token]:
    """ "said that Iran must …"; its own subject's duties are not asked of anyone."""
    clauses = [c for c in token.children if c.dep_ == "ccomp" and not _is_inferred(c)]
    return [a for c in clauses for a in c.children if a.dep_ == "aux" and a.tag_ == "MD"]


def _is_inferred(verb: Token) -> bool:
    """ "The cause must be rust", "she must have known": what somebody concludes, and asks of nobody."""
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children):
        return True
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return bool(verb.lemma_ == "be" and subject is not None and not is_actor(subject))


def _refusals(token: Token) -> list[Token]:
    """ "said it would not …": the modal of a negated clause with a pronoun for the speaker, or none, as its subject."""
    found = []
    for modal in _modals(token):
        subject = next((c for c in modal.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        is_refused = any(c.dep_ == "neg" for c in modal.head.children) and is_negated(modal.head)
        if is_refused and (subject is None or _stands_for_speaker(subject, token)):
            found.append(modal)
    return found


def _stands_for_speaker(pronoun: Token, verb: Token) -> bool:
    """ "He said he would not", "“We will not,” they said"; not "he told them they would not", nor "you would not"."""
    if pronoun.pos_ != "PRON" or pronoun.lower_ in ("you", "nobody", "who"):
        return False
    speaker = next(iter(subjects(verb)), None)
    if speaker is None or pronoun.lower_ in ("i", "we"):
        return True
    if speaker.pos_ == "PRON":
        return bool(speaker.lower_ == pronoun.lower_)
    is_one = (speaker.ent_type_ == "PERSON" or verb.lemma_ == "tell") and len(conjuncts(speaker)) == 1
    is_one = is_one and speaker.tag_ in ("NN", "NNP")
    return not (is_one and pronoun.lower_ in ("they", "it"))


def _given_names(token: Token) -> list[Token]:
    """What somebody is called: "called her a coward", "called the mayor “reckless”"."""
    objects_ = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
    named = [c for c in token.children if c.dep_ in ("oprd", "attr", "acomp") and c.i > token.i]
    return named + objects_[1:]


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
    "that": _clauses,
    "modal": _modals,
    "refusing": _refusals,
    "named": _given_names,
}


def fillers_of(token: Token, slot: str) -> list[Token]:
    if slot in SLOTS:
        return SLOTS[slot](token)
    found = prepositional(token, slot)
    if is_verbal(token) and not found:
        found = [f for o in token.children if o.dep_ == "dobj" for f in prepositional(o, slot)]
    elif not found:
        verb = carrier_of(token)
        found = prepositional(verb, slot) if verb is not None else []
    return [c for f in found for c in conjuncts(f)]


def fits(filler: Token, condition: Condition, trigger: Token) -> bool:
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
    if "bare" in condition.words and filler.dep_ == "ccomp" and is_subjunctive(filler):
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


def is_ranked(noun: Token) -> bool:
    """ "The first", "the latest ship", "the only envoy": one singled out by rank."""
    return not is_verbal(noun) and any(t.lower_ in _RANKS for t in (noun, *noun.children))


_RANKS = frozenset({"first", "second", "third", "last", "latest", "only"})


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


def carrier_of(token: Token) -> Token | None:
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
