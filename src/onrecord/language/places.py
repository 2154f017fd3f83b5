"""Places linked to the gazetteer, countries of what has one, and seats that may stand for a government."""

from functools import cache

from onrecord.language.countries import country_of_capital, country_of_demonym
from onrecord.language.gazetteer import Place, find_places, read_place
from onrecord.language.identities import Identity
from onrecord.language.mentions import is_acronym
from onrecord.language.name_keys import fold
from onrecord.language.name_organisations import known_organisations
from onrecord.language.scene import Scene
from onrecord.resources import read_table

_EVERYWHERE_KNOWN = frozenset({"", None, "USA", "GBR"})
_ACTING = frozenset({"nsubj", "nsubjpass", "agent"})
_STAYING = frozenset({"be", "have", "lie", "become", "remain", "see", "host", "fall"})


@cache
def _seats() -> dict[str, tuple[str, str]]:
    return {row["name"]: (row["iso3"], row["sector"]) for row in read_table("metonyms.tsv")}


def locate(scene: Scene) -> None:
    """Give places their coordinates and country, organisations their country and sector, and mark what may stand for a government."""
    context = frozenset(i.country for i in scene.identities if i.is_country)
    for identity in scene.identities:
        if identity.kind == "place" and not identity.is_country and identity.spans:
            found = _choose(identity, context)
            if found is not None:
                identity.country = identity.country or found.country or None
                identity.coordinates = (found.latitude, found.longitude)
        elif identity.kind == "organisation" and identity.spans:
            _from_table(identity, context)
            _owner_country(scene, identity)
    for identity in scene.identities:
        _mark_seat(scene, identity)


def _choose(identity: Identity, context: frozenset[str | None]) -> Place | None:
    """The place meant: one in a country that the report names, else the likeliest."""
    numbers = find_places(identity.name)
    if not numbers:
        return None
    places = [read_place(n) for n in numbers]
    near = [p for p in places if p.country in context and (p.people >= 15_000 or not p.people)]
    biggest = places[0]
    if near and not (biggest.people > 50 * max(1, near[0].people) and near[0].people):
        return near[0]
    return biggest


def _from_table(identity: Identity, context: frozenset[str | None]) -> None:
    rows = read_table("organisations.tsv")
    numbers = sorted(
        {n for s in identity.spans for n in known_organisations(s.text)} & known_organisations(identity.name)
    )
    if len({rows[n]["country"] for n in numbers}) == 1:
        row = rows[numbers[0]]
        if is_acronym(identity.name) and row["country"] not in _EVERYWHERE_KNOWN and row["country"] not in context:
            return  # letters alone may be another's, where nothing else in the report is of that country
        identity.country = identity.country or row["country"] or None
        identity.sector = identity.sector or row["sector"] or None


def _owner_country(scene: Scene, identity: Identity) -> None:
    """ "the Libyan Ministry of Defence", "Supreme Court of India", "German Foreign Ministry"."""
    if identity.country:
        return
    for word in (identity.key[0], identity.key[-1]):
        code = country_of_demonym(word)
        if code:
            identity.country = code
            return
    for span in identity.spans:
        before = scene.at(span.paragraph, span.first - 1) if span.first else None
        if (
            before is not None
            and before.is_country
            and span.paragraph.doc[span.first - 1].dep_ in ("amod", "compound", "nmod")
        ):
            identity.country = before.country
            return


def _mark_seat(scene: Scene, identity: Identity) -> None:
    if not identity.spans or identity.is_country:
        return
    seat = _seats().get(fold(identity.name).removeprefix("the "))
    country = seat[0] if seat else country_of_capital(identity.name)
    if country is None or not (seat or _acts(identity)):
        return
    if seat:
        identity.country, identity.sector = identity.country or seat[0], identity.sector or seat[1]
        identity.kind = "organisation"
    targets = [i for i in scene.identities if i is not identity and i.country == country]
    governments = [i for i in targets if "government" in i.nouns and i.period is None]
    identity.metonym_of = next(iter(governments), None) or next((i for i in targets if i.is_country), None)


def _acts(identity: Identity) -> bool:
    """Whether the place is said to do what governments do."""
    for span in identity.spans:
        head = span.paragraph.doc[span.first : span.last].root
        if head.dep_ in _ACTING and head.head.pos_ == "VERB" and head.head.lemma_ not in _STAYING:
            return True
    return False
