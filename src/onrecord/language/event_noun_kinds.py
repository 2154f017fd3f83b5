"""What a noun names, where that decides whether it can act or be acted upon: a thing, or an act, idea or state that cannot be touched."""

from functools import cache
from typing import Any

from onrecord.language.event_conditions import lemma_is_measure
from onrecord.resources import read_table, read_words

Token = Any  # a spaCy token

#: Kinds of what can be neither touched, moved nor harmed but in a figure of speech.
UNTOUCHED = frozenset({"attribute", "cognition", "communication", "feeling", "motive", "state"})


def is_thing(noun: Token) -> bool:
    """Whether a noun names a thing; one with a capital only as the first word of its sentence, and not in a longer name."""
    return _is_common(noun) and noun.lemma_.lower() in read_words("thing_nouns.txt")


def kind_of(noun: Token) -> str:
    """The kind of what a noun names that is nobody: "act", "artifact", "state", "cognition"; "" for all others."""
    return _kinds().get(noun.lemma_.lower(), "") if noun.pos_ == "NOUN" and _is_common(noun) else ""


def is_known_thing(lemma: str) -> bool:
    """Whether a lemma names a thing or what cannot be touched, in whatever letters a headline prints it."""
    return lemma in read_words("thing_nouns.txt") or lemma in _kinds()


def _is_common(noun: Token) -> bool:
    if noun.is_upper or (noun.pos_ == "PROPN" and (noun.i != noun.sent.start or noun.ent_type_)):
        return False
    if lemma_is_measure(noun) or any(c.ent_type_ == "NORP" for c in noun.children):
        return False  # "a number of parties", "the European bar"
    return noun.pos_ in ("NOUN", "PROPN") and not noun.ent_type_


@cache
def _kinds() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in read_table("event_noun_kinds.tsv")}
