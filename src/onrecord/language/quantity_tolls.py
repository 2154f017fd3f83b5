"""Tolls and totals: the number stands apart from what it counts ("the death toll rose to 15", "put the number of injured at 30")."""

from typing import Any

from onrecord.language.quantity_fate_words import class_of_verb, class_table
from onrecord.language.quantity_governors import class_of_participle

_TOLLS = frozenset({"toll", "tally"})
#: Nouns for a number that say nothing of what it counts.
COUNTS = frozenset({"number", "total", "figure", "count"})


def find_toll(anchor: Any) -> Any:
    """The noun whose amount the number is: subject or object of the verb it completes, or the noun before "of"."""
    raised = _raised_to(anchor)
    if raised is not None:
        return raised
    token = anchor
    if token.dep_ == "pobj" and token.head.dep_ in {"prep", "dative", "agent"}:
        token = token.head.head
        if token.lower_ in {"from", "up", "down"}:
            token = token.head
    elif token.dep_ in {"dobj", "attr", "npadvmod", "acomp", "nsubj", "appos", "nummod", "oprd", "advmod"}:
        token = token.head
    if token.pos_ == "NOUN" and token.i < anchor.i:
        return token
    for child in sorted(token.children, key=lambda c: c.i):
        role = child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and child.pos_ in {"NOUN", "PROPN"}
        if role and child.i < anchor.i and class_of_toll(child):
            return child
    return None


def _raised_to(anchor: Any) -> Any:
    """ "Brings the number of people killed by the slide to nine": the number, whatever word inside its phrase the parser hangs "to" on."""
    token = anchor.head
    if anchor.dep_ != "pobj" or token.lower_ != "to":
        return None
    while (token.head.i != token.i and token.pos_ != "VERB") or token.tag_ == "VBN":
        token = token.head
        if token.lemma_.lower() in _TOLLS | COUNTS and token.dep_ == "dobj" and token.head.lemma_ in _RAISING:
            return token
        if token.head.i == token.i:
            break
    return None


_RAISING = frozenset({"bring", "take", "raise", "push", "lift", "put"})


def class_of_toll(noun: Any) -> str | None:
    """What a toll, tally or number counts."""
    lemma = noun.lemma_.lower()
    if lemma in _TOLLS | COUNTS:
        inner = counted_noun(noun)
        if inner is not None:
            return (
                class_table("states").get(inner.lower_)
                or class_of_participle(inner)
                or class_table("nouns").get(inner.lemma_.lower())
                or class_table("nouns").get(inner.lower_)
            )
        words = {c.lower_ for c in noun.children if c.dep_ in {"compound", "amod"}}
        if "injury" in words:
            return "injured"
        return "killed" if lemma == "toll" or "death" in words else _sibling(noun) if lemma == "total" else None
    return (
        class_table("nouns").get(lemma) if lemma in {"casualty", "death", "fatality", "infection", "arrest"} else None
    )


def _sibling(noun: Any) -> str | None:
    """ "18 died, taking the total to 214": the total of what the main verb says."""
    verb = noun.head
    return (
        class_table("subjects").get(verb.head.lemma_.lower()) or class_of_verb(verb.head)
        if verb.dep_ == "advcl"
        else None
    )


def counted_noun(noun: Any) -> Any:
    """What stands after the "of" of "number of"; None where nothing does."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ == "of":
            return next((c for c in prep.children if c.dep_ in {"pobj", "pcomp", "amod"}), None)
    return None


def counted_by_toll(toll: Any) -> tuple[int, int]:
    """The tokens [first, last) that say what a toll counts: "injured" in "the number of injured", else the toll with its modifiers."""
    inner = counted_noun(toll) if toll.lemma_.lower() in _TOLLS | COUNTS else None
    if inner is not None:
        return inner.i, inner.i + 1
    first = min([toll.i, *(c.i for c in toll.children if c.dep_ in {"compound", "amod"} and c.i < toll.i)])
    return first, toll.i + 1
