"""What a name names: person, organisation, place, group or other.

The tagger errs on single mentions; all mentions of a name are judged as one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from onrecord.language.countries import country_named, country_of_capital
from onrecord.language.gazetteer import find_place, find_places
from onrecord.language.kind_evidence import (
    is_described_body,
    is_described_person,
    is_described_place,
    is_described_thing,
)
from onrecord.language.mentions import NameSpan
from onrecord.language.name_keys import name_words
from onrecord.language.name_organisations import known_organisations
from onrecord.language.name_people import is_given_name
from onrecord.language.titles import is_title_head
from onrecord.resources import read_table, read_words

_ORDER = ("person", "organisation", "place", "group", "other")
_LEADING = frozenset({"operation", "hurricane", "typhoon", "cyclone", "storm", "tropical", "mv", "ins", "uss", "hms"})
_VESSEL = re.compile(r"M/?V\.? (?=\w)")
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}\s")
_WHERE = frozenset(
    {"in", "near", "at", "from", "to", "into", "outside", "around", "across", "towards", "toward", "inside"}
)
_WITHIN = frozenset({"in", "near", "outside", "around", "across", "inside", "from"})
#: What is "of" a place: "the mayor of", "the outskirts of".
_OF_PLACES = frozenset(
    "mayor governor city town village port capital province suburb suburbs outskirts streets residents inhabitants airport harbour "
    "harbor district north south east west siege bombing battle fall liberation shelling centre center".split()
)
_LARGE = 300_000  # inhabitants of a town whose bare name a tagger may take for a person


def decide_kind(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str:
    """The kind of all mentions of one name.

    Args:
        spans: its mentions.
        places: (paragraph, token) of what the tagger holds to be places.
    """
    for rule in _RULES:
        kind = rule(spans, places)
        if kind:
            return kind
    return "other"


def _country(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str | None:
    return "place" if country_named(spans[0].text) and all(s.kind != "person" for s in spans) else None


def _known_organisation(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str | None:
    return "organisation" if known_organisations(spans[0].text) and not spans[0].text.islower() else None


def _happening(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str | None:
    words = spans[0].words
    if any(_VESSEL.match(s.text) for s in spans):
        return "other"
    if len(words) > 1 and (words[0] in _LEADING or words[-1] in read_words("happening_words.txt")):
        return "other"
    return None


def _by_last_word(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str | None:
    words = spans[0].words
    if len(words) < 2 or any(s.titled for s in spans):
        return None
    if words[-1] in read_words("organisation_words.txt") or " ".join(words[-1:]) in read_words("legal_forms.txt"):
        return "organisation"
    first = words[0] in read_words("body_heads.txt") and (len(words) > 1 and words[1] in ("of", "for"))
    return "organisation" if first else None


def _street(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str | None:
    words = spans[0].words
    return "place" if len(words) > 1 and words[-1] in _STREETS and not any(s.titled for s in spans) else None


_STREETS = frozenset(
    "road rd street avenue ave boulevard blvd lane highway freeway turnpike expressway parkway bridge tunnel".split()
)


def _titled(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str | None:
    return "person" if any(s.titled for s in spans) else None


def _described(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str | None:
    if is_described_person(spans):
        return "person"
    if is_described_body(spans):
        return "organisation"
    if is_described_thing(spans):
        return "other"
    return "place" if is_described_place(spans) else None


def _gazetteer(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str | None:
    """A name that the gazetteer knows and that stands where places stand."""
    if not find_places(spans[0].text) or (len(spans[0].words) > 1 and is_given_name(spans[0].words[0])):
        return None
    for span in spans:
        doc = span.paragraph.doc
        head = doc[span.first : span.last].root
        if span.kind == "place" or (head.dep_ == "conj" and (span.paragraph.index, head.head.i) in places):
            return "place"
        if span.kind in ("", "other") and head.dep_ == "pobj" and head.head.lower_ in _WHERE:
            return "place"
        if len(span.words) == 1 and head.dep_ == "pobj" and _stands_as_place(span, head.head):
            return "place"
    return None


def _stands_as_place(span: NameSpan, preposition: Any) -> bool:
    """ "the governor of Alexandria", "took off from Gwangju": a town's bare name where only places stand."""
    word = preposition.lower_
    if word == "of":
        return preposition.head.lower_ in _OF_PLACES
    found = find_place(span.text) if word in _WITHIN else None
    return found is not None and found.people > _LARGE and not is_given_name(span.words[0])


def _city(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str | None:
    """The bare name of a capital that the tagger takes for a person, or of a big town that it takes for a people."""
    kinds = {s.kind for s in spans}
    if len(spans[0].words) > 1 or is_given_name(spans[0].words[0]) or not kinds <= {"person", "group"}:
        return None
    if country_of_capital(spans[0].text) and not any(_speaks(s) for s in spans):
        return "place"
    found = find_place(spans[0].text) if kinds == {"group"} else None
    return "place" if found is not None and found.people > 300_000 else None


def _speaks(span: NameSpan) -> bool:
    head = span.paragraph.doc[span.first : span.last].root
    return bool(head.dep_ == "nsubj" and head.head.pos_ == "VERB")


def _given_name(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str | None:
    words = spans[0].words
    last = read_words("organisation_words.txt")
    if (
        len(words) == 2
        and _INITIALS.match(spans[0].text)
        and words[-1] not in last
        and not country_named(words[0].upper())
    ):
        return "person"
    if 2 <= len(words) <= 4 and is_given_name(words[0]) and words[-1] not in last and not is_title_head(words[-1]):
        return None if len(words) > 2 and all(s.kind == "place" for s in spans) else "person"
    return None


@cache
def _holders() -> frozenset[str]:
    return frozenset(name_words(row["holder"])[-1] for row in read_table("office_holders.tsv"))


def _office_holder(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str | None:
    """The bare surname of somebody who held a high office."""
    words = spans[0].words
    tagged = len(words) == 1 and len(words[0]) > 3 and words[0] in _holders() and any(s.kind for s in spans)
    return "person" if tagged and words[0] not in read_words("calendar.txt") else None


def _vote(spans: Sequence[NameSpan], places: frozenset[tuple[int, int]]) -> str | None:
    votes = Counter(s.kind for s in spans if s.kind)
    if not votes:
        return None
    return min(votes, key=lambda kind: (-votes[kind], _ORDER.index(kind)))


_RULES = (
    _country,
    _known_organisation,
    _happening,
    _titled,
    _by_last_word,
    _street,
    _described,
    _gazetteer,
    _city,
    _given_name,
    _office_holder,
    _vote,
)
