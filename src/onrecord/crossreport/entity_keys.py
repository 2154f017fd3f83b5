"""Keys under which entities of different reports meet before they are compared, so that a million names do not mean all pairs."""

from onrecord.language.countries import country_named, country_of_demonym
from onrecord.language.gazetteer import find_places
from onrecord.language.name_organisations import known_organisations, organisation_terms, take_apart_organisation
from onrecord.language.name_people import short_form_rows, take_apart
from onrecord.language.name_sounds import skeleton
from onrecord.model import Entity
from onrecord.resources import read_words


def block_keys(entity: Entity) -> tuple[str, ...]:
    """The blocks an entity belongs to, sorted; two that are in no common block are never compared."""
    keys: set[str] = set()
    for name in (entity.name, *entity.aliases):
        keys |= _KEYS.get(entity.kind, _organisation_keys)(name)
    return tuple(sorted(keys))


def _person_keys(name: str) -> set[str]:
    """A bare surname meets all its bearers under "s"; full names meet where a given name begins alike, or has a short form in common."""
    words = take_apart(name).words
    keys = {f"w {' '.join(words)}"}
    for surname in words[-1:] if len(words) < 3 else (words[0], *words[-2:]):
        keys.add(f"s {skeleton(surname)}")
        for given in (w for w in words if w != surname):
            keys |= {
                f"p {skeleton(surname)} {tail}" for tail in (skeleton(given)[:1], *map(str, short_form_rows(given)))
            }
    return keys


def asking_keys(kind: str, name: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The blocks in which an entity looks for others: a full name not in that of everybody who bears its surname."""
    if kind != "person" or len(take_apart(name).words) < 2:
        return keys
    return tuple(k for k in keys if k[:2] != "s ")


def _place_keys(name: str) -> set[str]:
    country = country_named(name) or country_of_demonym(name)
    if country:
        return {f"c {country}"}
    found = find_places(name)
    return (
        {f"g {number}" for number in found[:3]} | {f"l {skeleton(name.split()[-1].lower())}"} | _organisation_keys(name)
    )


def _organisation_keys(name: str) -> set[str]:
    taken = take_apart_organisation(name)
    initials = "".join(w[0] for w in taken.words if w not in ("of", "the", "and", "for")).upper()
    keys = {f"o {number}" for number in sorted(known_organisations(name))} | {f"w {' '.join(taken.words)}"}
    telling = [
        t for t in taken.terms if t not in read_words("organisation_words.txt") and t not in organisation_terms()
    ]
    keys |= {f"t {telling[0]}", f"t {telling[-1]}"} if telling else {f"u {' '.join(taken.terms)}"}
    return keys | ({f"a {taken.acronym}"} if taken.acronym else {f"a {initials}"} if len(initials) > 2 else set())


_KEYS = {"person": _person_keys, "place": _place_keys}
