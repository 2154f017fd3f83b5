"""Figures that say how far something rose or fell, and from what to what."""

from dataclasses import replace
from functools import cache
from typing import Any, Literal

from onrecord.language.quantity_drafts import Draft
from onrecord.language.quantity_items import Thing
from onrecord.language.quantity_site import Site
from onrecord.resources import read_table

_AMOUNTS = frozenset({"dobj", "npadvmod", "advmod", "obj", "attr", "nummod", "ccomp", "xcomp", "oprd"})
_SUMS = frozenset("total average maximum minimum sum record equivalent".split())
_POINTS = frozenset({"point", "seat", "place", "cent", "penny", "tick"})


Direction = Literal["up", "down"]


@cache
def _directions() -> dict[tuple[str, str], Direction]:
    return {
        (row["lemma"], row["pos"]): "up" if row["direction"] == "up" else "down"
        for row in read_table("change_words.csv")
    }


def direction_of(token: Any) -> Direction | None:
    """Whether the word says that something rises ("up") or falls ("down"); None for other words."""
    pos = "VERB" if token.pos_ == "AUX" else "NOUN" if token.pos_ == "PROPN" else token.pos_
    return _directions().get((token.lemma_.lower(), pos))


def find_change(site: Site, draft: Draft, thing: Thing) -> tuple[Draft, Direction | None]:
    """The draft marked as a change, and the direction; unchanged and None where it is none.

    "Rose by 5%", "up 57%", "lost 190 points" are changes; "from 12 to 15" is one if the ends or a verb of rising or falling say so.
    What something rose *to* is an amount of its own and no change.
    """
    if draft.source_from:
        return _way(draft, thing)
    if draft.kind in {"ordinal", "ratio"}:
        return draft, None
    before = site.lower(draft.first - 1)
    if before in {"up", "down"} and site.lower(draft.first) != "to":
        return _as_change(draft), "up" if before == "up" else "down"
    verb = _verb(thing)
    if verb is None or before in {"to", "at", "from"}:
        return draft, None
    direction = direction_of(verb)
    counted = thing.noun.lemma_.lower() if thing.noun is not None else ""
    amount = draft.unit_kind in {"percent", "measure"} or before == "by" or counted in _POINTS
    if not direction or not amount:
        return draft, None
    return _as_change(draft), direction


def _as_change(draft: Draft) -> Draft:
    return replace(draft, kind="change")


def _way(draft: Draft, thing: Thing) -> tuple[Draft, Direction | None]:
    """ "From A to B": a change where the second end is the lower one or a verb of rising or falling governs it; else a range."""
    falls = draft.value is not None and draft.value == draft.low
    verb = _verb(thing)
    if falls or (verb is not None and direction_of(verb)):
        return replace(draft, kind="change"), "down" if falls else "up"
    return replace(draft, value=None), None


def _verb(thing: Thing) -> Any:
    """The verb or noun of change that the figure completes, directly or through "by", "from" or "of"."""
    token = thing.anchor
    for _ in range(4):
        if token.head.i == token.i:
            return None
        thing_of = token.dep_ == "prep" and token.lower_ == "of"
        if token.dep_ in _AMOUNTS or (token.dep_ in {"pobj", "prep", "quantmod", "nmod", "compound"}):
            token = token.head
        else:
            return None
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.pos_ == "NOUN" and (direction_of(token) or (thing_of and token.lemma_.lower() not in _SUMS)):
            return None  # "a cut of 5%", "cut the rate of 39.6%": the noun has it, not the verb
    return None
