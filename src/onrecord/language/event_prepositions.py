"""What a preposition alone makes of the event behind it: "without signing", "a step toward signing", "her stance on signing"."""

from typing import Any

from onrecord.language.event_lexicon import triggers
from onrecord.language.event_noun_kinds import kind_of
from onrecord.language.event_slots import NOMINAL

Token = Any  # a spaCy token


def status_of_preposition(preposition: Token) -> str | None:
    """ "Without signing" and "instead of signing" deny it, "a step toward signing" puts it off, "her stance on signing" leaves it open.

    Args:
        preposition: the word above the event.

    Returns:
        None where the preposition decides nothing.
    """
    word = preposition.lower_
    if word in ("without", "instead", "rather") or (word == "of" and _is_after_instead(preposition)):
        return "negated"
    if word in ("toward", "towards") and preposition.head.pos_ in NOMINAL:
        return "planned"
    return "hypothetical" if _is_of_a_matter(preposition) else None


def _is_after_instead(preposition: Token) -> bool:
    return preposition.i > 0 and preposition.nbor(-1).lower_ in ("instead", "short")


def _is_of_a_matter(preposition: Token) -> bool:
    """ "Her stance on closing the mine", "a talk about raising rents": what is thought or spoken of; not what an act is done by."""
    noun = preposition.head
    if preposition.lower_ not in ("on", "about", "regarding", "over") or not any(
        c.dep_ == "pcomp" for c in preposition.children
    ):
        return False
    is_thought = kind_of(noun) in ("cognition", "communication", "attribute")
    return is_thought and ("noun", noun.lemma_.lower()) not in triggers()
