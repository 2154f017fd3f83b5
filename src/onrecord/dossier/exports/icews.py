"""A table with the columns of the ICEWS coded event data, as CSV."""

from onrecord.dossier.exports.cameo import cameo_code
from onrecord.dossier.exports.encoding import digest, encoded
from onrecord.dossier.exports.happenings import Happening, Party, dyads, find_happenings
from onrecord.dossier.exports.material import Material, plain
from onrecord.dossier.tables import Cell, written
from onrecord.language.countries import countries

COLUMNS = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
)


def export_icews(material: Material) -> bytes:
    """A row a pair of parties of each happening that the reports tell as actual and that has both an actor and a recipient.

    Intensity, district and province are empty; so is the date of an event that the text does not date.
    """
    rows = [
        _row(material, happening, actor, recipient)
        for happening in find_happenings(material)
        if happening.event.status == "actual"
        for actor, recipient in dyads(happening)
        if actor and recipient
    ]
    return encoded(written(COLUMNS, rows))


def _row(material: Material, happening: Happening, actor: Party, recipient: Party) -> tuple[Cell, ...]:
    event = happening.event
    found = material.sentence(happening.report, event.span)
    words = event.type.lower() if not happening.mode else f"{event.type.lower()} ({happening.mode})"
    return (
        int(digest((happening.key, actor.entity or actor.printed, recipient.entity or recipient.printed))[:12], 16),
        happening.day,
        actor.name,
        actor.sector,
        _country(actor.country),
        words,
        cameo_code(event.type, happening.mode, event.cameo_root),
        None,
        recipient.name,
        recipient.sector,
        _country(recipient.country),
        happening.story,
        found[0] if found else None,
        material.report(happening.report).outlet,
        *_place(material, happening),
    )


def _country(code: str | None) -> str | None:
    known = countries().get(code or "")
    return known.name if known else code


def _place(material: Material, happening: Happening) -> tuple[Cell, ...]:
    """City, district, province, country, latitude, longitude: a place that is a country fills only its own column."""
    known = material.entities.get(happening.place or "")
    if known is None:
        return (None,) * 6
    name, country = plain(known.name), _country(known.country)
    city = None if name == country else name
    return city, None, None, country, *(known.place or (None, None))
