"""Countries: what names them, what their people and things are called."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.language.name_keys import fold
from onrecord.resources import read_table


class Country(NamedTuple):
    """One row of the table of countries."""

    iso3: str
    name: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    aliases: tuple[str, ...]


def _cell(text: str | None) -> tuple[str, ...]:
    return tuple(part for part in (text or "").split(";") if part)


@cache
def countries() -> dict[str, Country]:
    """By ISO 3166-1 alpha-3 code, in the order of the table."""
    return {
        row["iso3"]: Country(
            row["iso3"], row["name"], *(_cell(row[column]) for column in ("adjectives", "people", "capital", "aliases"))
        )
        for row in read_table("countries.tsv")
    }


def country_key(text: str) -> str:
    """The form under which names of countries are looked up: folded, without full stops and leading "the"."""
    return fold(text).replace(".", "").removeprefix("the ").strip()


@cache
def _names() -> dict[str, str]:
    """Folded name or alias -> ISO code. Short all-capital aliases ("US") are in `_acronyms`."""
    return {country_key(n): c.iso3 for c in countries().values() for n in (c.name, *c.aliases) if not _is_acronym(n)}


@cache
def _acronyms() -> dict[str, str]:
    return {n.replace(".", ""): c.iso3 for c in countries().values() for n in c.aliases if _is_acronym(n)}


@cache
def _demonyms() -> dict[str, str]:
    return {fold(n): c.iso3 for c in reversed(countries().values()) for n in (*c.people, *c.adjectives)}


@cache
def _capitals() -> dict[str, str]:
    return {fold(n): c.iso3 for c in countries().values() for n in c.capitals}


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return len(letters) <= 4 and letters.isupper()


def usual_name(names: Mapping[str, int]) -> str | None:
    """Of the printed names of one country, with how often each is printed, the one to call it by.

    Returns:
        The usual name where it is printed ("Iran", not "the Islamic Republic"), else the commonest noun; None where only adjectives are.

    >>> usual_name({"Iran": 3, "Islamic Republic": 1, "Iranian": 9}), usual_name({"Israeli": 2})
    ('Iran', None)
    """
    nouns = {name: code for name in names if (code := country_named(name))}
    usual = {country_key(countries()[code].name) for code in nouns.values()}
    return max(nouns, key=lambda n: (country_key(n) in usual, names[n], n), default=None)


@lru_cache(maxsize=16_384)
def country_named(text: str) -> str | None:
    """ISO code of the country that the text names, in any of its names; None for anything else.

    >>> country_named("Burma"), country_named("the United States"), country_named("U.S."), country_named("us")
    ('MMR', 'USA', 'USA', None)
    """
    letters = text.removeprefix("the ").replace(".", "")
    if _is_acronym(letters):
        return _acronyms().get(letters)
    return _names().get(country_key(text))


@lru_cache(maxsize=16_384)
def country_of_demonym(text: str) -> str | None:
    """ISO code of the country whose adjective or people the text is.

    >>> country_of_demonym("Libyan"), country_of_demonym("Poles")
    ('LBY', 'POL')
    """
    return _demonyms().get(fold(text))


def country_of_capital(text: str) -> str | None:
    """ISO code of the country whose capital the text names."""
    return _capitals().get(fold(text))


def is_country_word(text: str) -> bool:
    """Whether the text is a name, an adjective or the people of a country."""
    return country_named(text) is not None or country_of_demonym(text) is not None
