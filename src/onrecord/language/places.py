"""Places linked to the gazetteer, countries of what has one, and seats that may stand for a government."""

from functools import cache
from math import isnan, nan

from onrecord.language.countries import country_named, country_of_capital, country_of_demonym
from onrecord.language.gazetteer import Place, find_place, find_places, read_place
from onrecord.language.identity import Identity
from onrecord.language.mentions import is_acronym
from onrecord.language.name_keys import fold
from onrecord.language.name_organisations import known_organisations
from onrecord.language.name_people import is_given_name
from onrecord.language.scene import Scene
from onrecord.resources import read_table

_EVERYWHERE_KNOWN = frozenset({"", None, "USA", "GBR"})
_ACTING = frozenset({"nsubj", "nsubjpass", "agent"})
_NEAR = (
    6.0  # degrees of latitude, and half as many again of longitude, between a region's middle and a town of it, at most
)
_KNOWN_FAR = 100_000  # inhabitants of a town that is not taken for a namesake village
_LEADING_TO = frozenset(
    {"in", "the", "a", "capital", "city", "town", "of", "province", "region", "state", "district", "'s"}
)
_STAYING = frozenset({"be", "have", "lie", "become", "remain", "see", "host", "fall"})


@cache
def _seats() -> dict[str, tuple[str, str]]:
    return {row["name"]: (row["iso3"], row["sector"]) for row in read_table("metonyms.tsv")}


@cache
def _regions() -> dict[str, Place]:
    """Folded name -> state, province or region."""
    rows = read_table("regions.tsv")
    return {
        fold(name): Place(row["name"], row["iso3"], float(row["latitude"]), float(row["longitude"]), 0)
        for row in rows
        for name in (row["name"], *(row["names"] or "").split(";"))
        if name and row["iso3"]
    }


@cache
def _twins() -> dict[str, Place]:
    """ISO code of a country -> the region of another that bears its name."""
    return {
        row["iso3"]: Place(row["name"], row["region_iso3"], float(row["latitude"]), float(row["longitude"]), 0)
        for row in read_table("country_twins.tsv")
    }


def locate(scene: Scene) -> None:
    """Give places their coordinates and country, organisations their country and sector, and mark what may stand for a government."""
    _tell_twins(scene)
    context = frozenset(i.country for i in scene.identities if i.is_country)
    for identity in scene.identities:
        if _is_town(identity, context):
            identity.kind = "place"
    for identity in scene.identities:
        if identity.kind == "place" and not identity.is_country and identity.spans and identity.coordinates is None:
            found = _inside(scene, identity) or _choose(identity, context)
            if found is not None:
                identity.country = identity.country or found.country or None
                identity.coordinates = None if isnan(found.latitude) else (found.latitude, found.longitude)
        elif identity.kind == "organisation" and identity.spans:
            _from_table(identity, context)
            _owner_country(scene, identity)
    for identity in scene.identities:
        _mark_seat(scene, identity)


def _tell_twins(scene: Scene) -> None:
    """The state of Georgia and the country: the region where a town of it or another region of its country is named, and nothing of the
    country is."""
    for identity in scene.identities:
        twin = _twins().get(identity.country or "") if identity.is_country else None
        if twin is None or any(country_named(s.text) is None for s in identity.spans):
            continue
        others = [i for i in scene.identities if i is not identity and i.kind == "place" and i.spans]
        likeliest = [place for i in others if (place := find_place(i.name)) is not None]
        if any(p.country == identity.country for p in likeliest) or any(
            country_of_capital(i.name) == identity.country for i in others
        ):
            continue
        if any(p.country == twin.country and _tells(p, twin) for p in likeliest) or any(
            _namesakes(i, twin) for i in others if _region_after(scene, i) is identity
        ):
            identity.is_country, identity.country = False, twin.country
            identity.coordinates = (twin.latitude, twin.longitude)


def _is_town(identity: Identity, context: frozenset[str | None]) -> bool:
    """A bare name held for something else that is that of a large town in a country which the report names, and does nothing there."""
    if identity.kind == "place" or len(identity.key) != 1 or not identity.spans or identity.roles or identity.nominals:
        return False
    if any(s.titled for s in identity.spans) or is_given_name(identity.key[0]) or known_organisations(identity.name):
        return False
    found = find_place(identity.name)
    return found is not None and found.people > _KNOWN_FAR and found.country in context and not _acts(identity)


def _tells(place: Place, region: Place) -> bool:
    """Whether a place of the region's country speaks for the region: a town near it, a state that is no large town as well (Washington)."""
    if place.people:
        return _is_near(place, region)
    return all(read_place(n).people < _KNOWN_FAR for n in find_places(place.name))


def _is_near(place: Place, region: Place) -> bool:
    return abs(place.latitude - region.latitude) < _NEAR and abs(place.longitude - region.longitude) < _NEAR * 1.5


def _namesakes(identity: Identity, region: Place) -> list[Place]:
    """The towns of a region that bear the name, the biggest first."""
    places = [read_place(n) for n in find_places(identity.name)]
    return [p for p in places if p.people and p.country == region.country and _is_near(p, region)]


def _region_after(scene: Scene, identity: Identity) -> Identity | None:
    """The place that a name is said to lie in: "Paris, Texas"; "Mérida, in the Mexican state of Yucatán"."""
    for span in identity.spans:
        doc, at = span.paragraph.doc, span.last
        comma = at < len(doc) and doc[at].text == ","
        at += comma
        found = None
        if comma or (at < len(doc) and doc[at].lower_ == "in"):
            while at < len(doc):
                holder = scene.at(span.paragraph, at)
                if holder is not None and holder.kind == "place" and holder is not identity:
                    found = holder
                elif found is not None or holder is not None or doc[at].lower_ not in _LEADING_TO:
                    break
                at += 1
        if found is not None:
            return found
    return None


def _inside(scene: Scene, identity: Identity) -> Place | None:
    """The place meant where the text says in which region or country it lies; without coordinates where the gazetteer has no such town."""
    holder = _region_after(scene, identity)
    if holder is None or fold(identity.name) in _regions():
        return None
    region = _regions().get(fold(holder.name))
    if region is None and holder.coordinates is not None and holder.country:
        region = next((t for t in _twins().values() if holder.coordinates == (t.latitude, t.longitude)), None)
    country = region.country if region else holder.country if holder.is_country else None
    if country is None:
        return None
    places = [read_place(n) for n in find_places(identity.name)]
    fits = _namesakes(identity, region) if region else [p for p in places if p.country == country]
    if fits:
        return fits[0]
    if places and places[0].people > _KNOWN_FAR:
        return None  # "in Kabul, Pakistan and India": an enumeration
    return Place(identity.name, country, nan, nan, 0)


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
        if identity.country != seat[0]:
            identity.country, identity.coordinates = seat[0], None  # a town of that name elsewhere is not meant
        identity.sector = identity.sector or seat[1]
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
