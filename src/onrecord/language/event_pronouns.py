"""For whom a pronoun stands where the grammar itself binds it: "Iran said it would release the crew"."""

from typing import Any

from onrecord.language.event_slots import conjuncts, is_actor, is_verbal, surface_subject

Token = Any  # a spaCy token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DEPTH = 8  # clauses climbed: a limit for hostile input


def resolved(token: Token) -> Token:
    """For a pronoun that the grammar binds, whom it stands for: "Iran said it would release …"; else the token itself.

    Only the subject of a clause of saying, thinking or circumstance is bound so; what other pronouns mean is for names to settle.
    """
    if token.pos_ != "PRON" or token.lower_ not in _NUMBER or token.dep_ not in _SUBJECTS | {"dobj", "pobj", "poss"}:
        return token
    verb = token.head
    for _ in range(_DEPTH):
        if verb.dep_ in ("ccomp", "advcl", "conj", "xcomp", "pcomp", "acl") and verb.head != verb:
            subject = surface_subject(verb.head) if is_verbal(verb.head) and verb.dep_ in ("ccomp", "advcl") else None
            if subject is not None and subject.i != token.i and _may_stand_for(token, subject):
                return subject
        elif verb.dep_ not in ("prep", "dobj", "pobj"):
            return _speaker_aside(token, verb)
        verb = verb.head
    return token


_NUMBER = {"he": "one", "she": "one", "it": "one", "they": "many", "we": "many", "i": "one"}


def _may_stand_for(pronoun: Token, noun: Token) -> bool:
    if noun.pos_ == "PRON" or not is_actor(noun):
        return False
    person = noun.ent_type_ == "PERSON" or (noun.pos_ == "NOUN" and noun.lemma_.lower() not in BODIES)
    if pronoun.lower_ == "it":
        return noun.ent_type_ != "PERSON" and noun.tag_ not in ("NNS", "NNPS")
    if pronoun.lower_ in ("he", "she", "i"):
        return person and noun.tag_ not in ("NNS", "NNPS") and noun.ent_type_ not in ("GPE", "ORG", "NORP")
    return (
        noun.tag_ in ("NNS", "NNPS")
        or len(conjuncts(noun)) > 1
        or noun.ent_type_ in ("ORG", "GPE", "NORP")
        or not person
    )


BODIES = frozenset(
    "government ministry country state parliament court army military police company group party union committee council commission"
    " agency department movement organisation organization team family force side authority coalition alliance regime"
    " administration".split()
)


def _speaker_aside(token: Token, verb: Token) -> Token:
    """ "It would release two men, the army said": the speaker of the clause that follows."""
    for child in verb.children:
        if (
            child.dep_ in ("ccomp", "parataxis")
            and child.i > verb.i
            and child.lemma_.lower() in ("say", "announce", "add", "state", "tell")
        ):
            subject = surface_subject(child)
            if subject is not None and _may_stand_for(token, subject):
                return subject
    return token
