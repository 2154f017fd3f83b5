"""A mention with what its sentence says of it: what is needed to tell whether two mentions mean the same."""

from typing import Literal

import msgspec

from onrecord.model.base import Record

MentionClass = Literal["entity", "event"]


class Neighbour(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A word that stands in a relation to a mention: written as `[role, word, entity]`."""

    role: str  # "subject", "object", "oblique", "owner", "modifier", "governor"
    word: str  # folded lemma of its head
    entity: str | None = None  # id of the entity of that report that it mentions


class MentionFacts(Record, frozen=True):
    """Characters that mention an entity or an event, and what is said of it there."""

    report: str
    start: int
    end: int
    kind: MentionClass
    head: str  # folded lemma of the head word
    pos: str  # Universal POS of the head word
    words: tuple[str, ...]  # folded lemmas of the mention's content words, in text order
    is_name: bool = False
    plural: bool = False
    definite: bool = False  # after "the", "this", a possessive
    being: str = ""  # "person", "place", "organisation", "thing"; "" unknown
    gender: str = ""  # "m", "f"; "" unknown
    place_in_clause: str = ""  # "subject", "object", "other" of its governor
    entity: str | None = None  # id of the entity of that report that the head mentions
    type: str | None = None  # PLOVER type, where the event stage coded the head
    neighbours: tuple[Neighbour, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()  # (earliest, latest) ISO days of the times in its clause
    context: frozenset[str] = frozenset()  # folded content lemmas of its sentence
    sentence: int = 0  # running number of its sentence in the report
    text: str = ""  # its characters
    around: str = ""  # its characters and those beside it, for the optional sentence encoder
