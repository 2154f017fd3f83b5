"""Titles before names: which words they are made of, and how long one is."""

from functools import cache

from onrecord.language.countries import country_of_demonym
from onrecord.resources import read_table


@cache
def title_roles() -> dict[str, frozenset[str]]:
    """Folded word -> what it may be in a title: honorific, rank, office, post, modifier."""
    roles: dict[str, set[str]] = {}
    for row in read_table("titles.tsv"):
        roles.setdefault(row["word"], set()).add(row["role"])
    return {word: frozenset(found) for word, found in roles.items()}


@cache
def title_genders() -> dict[str, str]:
    """Folded word -> gender of whoever bears the title, where it tells."""
    return {row["word"]: row["gender"] for row in read_table("titles.tsv") if row["gender"]}


def is_title_head(word: str) -> bool:
    """Whether the folded word can end a title ("minister", "gen", but not "prime")."""
    return word in _heads()


@cache
def _heads() -> frozenset[str]:
    return frozenset(word for word, roles in title_roles().items() if roles - {"modifier"})


@cache
def _offices() -> frozenset[str]:
    return frozenset(
        r["word"] for r in read_table("titles.tsv") if r["office_class"] and r["office_class"] != "monarch"
    )


def _is_office(word: str) -> bool:
    """Whether the word names an office that an organisation's name may stand before ("UN secretary-general")."""
    return word in _offices() or word == "secretary"


def title_length(words: list[str]) -> int:
    """How many of the folded words that begin a phrase are a title; never all of them.

    >>> title_length(["president", "barack", "obama"]), title_length(["un", "secretary-general", "antonio", "guterres"])
    (1, 2)
    """
    length, heads, roles = 0, _heads(), title_roles()
    for index, word in enumerate(words[:-1]):
        plain = word.rstrip(".")
        if plain in heads:
            length = index + 1
        elif not (plain in roles or country_of_demonym(word)) and not (
            index == 0 and len(words) > 2 and _is_office(words[1].rstrip("."))
        ):
            break
    return length
