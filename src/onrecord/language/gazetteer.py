"""Places of the world: which ones a name may mean."""

from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from onrecord.language.name_keys import name_words
from onrecord.resources import read_text


class Place(NamedTuple):
    """A town or region with its country and coordinates."""

    name: str
    country: str  # ISO 3166-1 alpha-3; "" for what lies in several countries
    latitude: float
    longitude: float
    people: int  # inhabitants; 0 for a region


@cache
def _lines(name: str) -> list[str]:
    """The lines of a table that is too long to be taken apart as a whole: a line is read when it is asked for."""
    text = read_text(name)
    return [line for line in text.split("\n") if line and line[0] != "#"]


def place_key(name: str) -> str:
    """The form under which places are looked up.

    >>> place_key("Côte-Saint-Luc")
    'cote saint luc'
    """
    return " ".join(name_words(name)).replace("'", "")


def find_places(name: str) -> tuple[int, ...]:
    """Numbers of the places that bear the name, regions first, then by the number of inhabitants; empty where none does.

    >>> find_place("Misurata").country
    'LBY'
    """
    lines, key = _lines("gazetteer_names.tsv"), place_key(name) + "\t"
    index = bisect_left(lines, key)
    if index == len(lines) or not lines[index].startswith(key):
        return ()
    return tuple(int(n) for n in lines[index][len(key) :].split())


def read_place(number: int) -> Place:
    """The place with this number."""
    name, country, latitude, longitude, people = _lines("gazetteer.tsv")[number].split("\t")
    return Place(name, country, float(latitude), float(longitude), int(people))


def find_place(name: str) -> Place | None:
    """The likeliest bearer of the name: a region, else the biggest town."""
    found = find_places(name)
    return read_place(found[0]) if found else None
