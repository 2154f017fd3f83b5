"""Whether two names are the same person, organisation or place, by the names alone."""

from collections.abc import Callable

from onrecord.language.countries import country_named
from onrecord.language.gazetteer import find_places
from onrecord.language.name_keys import name_words
from onrecord.language.name_organisations import compare_organisations, known_organisations, take_apart_organisation
from onrecord.language.name_people import Verdict, compare_people
from onrecord.language.name_places import compare_places
from onrecord.model import Judgement
from onrecord.resources import read_words

_COMPARE: dict[str, Callable[[str, str], Verdict]] = {
    "person": compare_people,
    "organisation": compare_organisations,
    "group": compare_organisations,
    "place": compare_places,
}


def compare_names(a: str, b: str, kind: str | None = None) -> Judgement:
    """Whether two names are the same person, organisation or place, by the names alone.

    Args:
        a: a name as printed, in any script; titles may stand before it.
        b: the other one.
        kind: person, organisation, group or place; None: told from the names.

    Returns:
        `same` is True or False where the names decide it, None where they do not (a given name alone, a child named after a parent).
        Namesakes are the same by name: only context tells them apart.

    >>> compare_names("Muammar Gaddafi", "Moammar al-Qadhafi", "person").same
    True
    >>> compare_names("Kim Jong-un", "Kim Jong-il").same
    False
    """
    same, score, reason = _COMPARE.get(kind or _kind_of(a, b), compare_organisations)(a, b)
    return Judgement(a=a, b=b, kind="name", same=same, score=score, reasons=(reason,))


def _kind_of(a: str, b: str) -> str:
    if _is_acronym_of_more(a, b) or _is_acronym_of_more(b, a):
        return "organisation"
    if find_places(a) and find_places(b):
        return "place"
    for name in (a, b):
        if country_named(name) or (" " not in name and find_places(name)):
            return "place"
        if take_apart_organisation(name).acronym or known_organisations(name) or _has_organisation_word(name):
            return "organisation"
    return "person"


def _is_acronym_of_more(short: str, full: str) -> bool:
    """Whether one is written as an acronym, and no country's, and the other has several words in the usual letters."""
    return (
        short.isupper()
        and " " in full
        and not full.isupper()
        and bool(take_apart_organisation(short).acronym and not country_named(short))
    )


def _has_organisation_word(name: str) -> bool:
    taken = take_apart_organisation(name)
    words = taken.text.lower().split()
    bears_form = 0 < len(taken.words) < len(name_words(taken.text))
    return len(words) > 1 and (bears_form or any(w in read_words("organisation_words.txt") for w in words))
