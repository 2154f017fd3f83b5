"""FollowTheMoney entities as JSON lines, for OpenAleph, Aleph and whatever else reads them."""

import itertools
from collections.abc import Iterable, Iterator
from functools import cache

from onrecord.dossier.exports.dates import iso_prefix
from onrecord.dossier.exports.encoding import digest, json_line
from onrecord.dossier.exports.material import Known, Material, plain
from onrecord.dossier.visible import safe_url
from onrecord.dossier.wording import doubt_words
from onrecord.model import Account, Claim, Dossier, Mention, Report, TimelineEntry
from onrecord.resources import read_table

Properties = dict[str, Iterable[str | None]]

_STATE_SECTORS = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
#: ISO 639-1 -> the three letters that FollowTheMoney keeps. Another language is given as it is; the library translates it.
_LANGUAGES = {"ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita", "pt": "por", "ru": "rus"}


def export_ftm(material: Material) -> bytes:
    """An entity a line. Only what a report names is an entity; what merely refers to it is a weak alias or a mention of it.

    Ids stand for a report, or for the first characters that name somebody: reading more reports later gives the same ids again.
    """
    lines = [line for lines in _entities(material) for line in lines]
    return b"".join(dict.fromkeys(lines))  # an entity that two stories share stands here once


def _entities(material: Material) -> Iterator[Iterable[bytes]]:
    ids = _legal_ids(material)
    yield (_article(a.report) for a in material.annotated)
    for id, name in ids.items():
        yield [_legal_entity(material, material.entities[id], name)]
        yield _mentions(material, material.entities[id], name)
    yield _documentations(material, ids)
    for dossier in material.dossiers:
        yield [_story(dossier)]
        for entry in dossier.timeline:
            yield _happening(material, dossier, entry, ids)
        yield (_note(material, dossier, claim, ids) for claim in dossier.claims)


def _line(id: str, schema: str, properties: Properties) -> bytes:
    kept = {name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    return json_line(
        {"id": id, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}
    )


def _id(*parts: object) -> str:
    return f"onrecord-{digest(parts)[:32]}"


def _article_id(report: str) -> str:
    return _id("report", report)


def _article(report: Report) -> bytes:
    return _line(
        _article_id(report.id),
        "Article",
        {
            "title": [plain(report.title or "")],
            "author": [plain(name) for name in report.authors],
            "publishedAt": [iso_prefix(report.published)],
            "language": [_LANGUAGES.get(report.language or "", report.language)],
            "bodyText": [report.text],
            "mimeType": ["text/plain"],
            "publisher": [plain(report.outlet or "")],
            "sourceUrl": [safe_url(report.url)],
            "notes": [_dating(report)],
        },
    )


def _dating(report: Report) -> str | None:
    """What the date property cannot say."""
    if report.published and not iso_prefix(report.published):
        return f"Published (EDTF): {plain(report.published)}"
    return f"Published between (EDTF): {report.published_bounds}" if report.published_bounds else None


def _legal_ids(material: Material) -> dict[str, str]:
    """Run-wide id -> FollowTheMoney id, of those who can act: named persons, organisations and groups, and places where they act."""
    acting = {id for d in material.dossiers for e in d.timeline for id in (*e.actors, *e.recipients)}
    acting |= {id for d in material.dossiers for q in d.quotations for id in q.speakers}
    return {
        id: _id("entity", *known.first)
        for id, known in material.entities.items()
        if known.is_named and (known.kind in ("person", "organisation", "group") or id in acting)
    }


def _schema(known: Known) -> str:
    if known.kind == "person":
        return "Person"
    if known.kind in ("organisation", "group"):
        return "PublicBody" if known.sector in _STATE_SECTORS else "Organization"
    return "LegalEntity"


def _legal_entity(material: Material, known: Known, id: str) -> bytes:
    roles = sorted({plain(role) for _, entity in known.members for role in entity.roles})
    aliases = sorted(
        {plain(a) for _, entity in known.members for a in (entity.name, *entity.aliases)}
        - {plain(known.name), *_words(material, known, "demonym")}
    )
    properties: Properties = {
        "name": [plain(known.name)],
        "alias": aliases,
        "weakAlias": sorted(_words(material, known, "title", "description")),
        "country": [_iso2().get(known.country or "")],
        "wikidataId": [known.wikidata],
    }
    schema = _schema(known)
    if schema == "Person":
        properties["position"] = roles
    if schema == "LegalEntity":
        properties["notes"] = [f"Named as an actor or speaker; kind in the reports: {known.kind}."]
    return _line(id, schema, properties)


@cache
def _iso2() -> dict[str, str]:
    return {row["iso3"]: row["iso2"].lower() for row in read_table("iso2.tsv")}


def _mentions(material: Material, known: Known, id: str) -> Iterator[bytes]:
    """One for each report and printed name."""
    names = {(report, _printed(material, report, m)) for report, m in known.mentions if m.form in ("name", "acronym")}
    for report, name in sorted(names):
        properties: Properties = {
            "document": [_article_id(report)],
            "name": [name],
            "resolved": [id],
            "detectedSchema": [_schema(known)],
        }
        yield _line(_id("mention", report, name, id), "Mention", properties)


def _words(material: Material, known: Known, *forms: str) -> set[str]:
    return {_printed(material, report, m) for report, m in known.mentions if m.form in forms}


def _documentations(material: Material, ids: dict[str, str]) -> Iterator[bytes]:
    """Who speaks, acts or is acted upon in which report."""
    roles: dict[tuple[str, str], set[str]] = {}
    for dossier in material.dossiers:
        for said in dossier.quotations:
            for speaker in said.speakers:
                roles.setdefault((said.report, speaker), set()).add("speaker")
        for told in dossier.events:
            for role, parties in (("actor", told.actors), ("recipient", told.recipients)):
                for party in parties:
                    roles.setdefault((told.report, party), set()).add(role)
    for (report, entity), found in sorted(roles.items()):
        if entity in ids:
            properties: Properties = {"document": [_article_id(report)], "entity": [ids[entity]], "role": sorted(found)}
            yield _line(_id("documentation", report, ids[entity]), "Documentation", properties)


def _story(dossier: Dossier) -> bytes:
    story = dossier.story
    return _line(
        _id("story", *story.reports),
        "Event",
        {
            "name": [plain(story.title) or story.id],
            "keywords": ["story"],
            "summary": [f"{len(story.reports)} reports, {story.independent} independent accounts"],
            "proof": [_article_id(r.id) for r in dossier.reports],
        },
    )


def _happening(material: Material, dossier: Dossier, entry: TimelineEntry, ids: dict[str, str]) -> Iterator[bytes]:
    """An event of the timeline, and a link for each actor and recipient; only what is told as having happened."""
    if entry.status != "actual":
        return
    place = material.entities.get(entry.place or "")
    actors = [ids[a] for a in entry.actors if a in ids]
    recipients = [ids[r] for r in entry.recipients if r in ids]
    common: Properties = {
        **_dates(entry),
        "description": [f"Date (EDTF): {entry.date}" if entry.date else None],
        "proof": [_article_id(e.report) for e in entry.accounts],
        "summary": [f"Independent accounts: {entry.independent}"],
    }
    key = (entry.accounts[0].report, entry.accounts[0].start, entry.accounts[0].end, entry.type)
    properties: Properties = {
        **common,
        "name": [plain(entry.text)],
        "keywords": [entry.type],
        "involved": [*actors, *recipients],
        "location": [plain(place.name) if place else None],
        "country": [_iso2().get((place.country if place else None) or "")],
    }
    yield _line(_id("event", *key), "Event", properties)
    for subject, object_ in _pairs(entry, actors, recipients):
        parties: Properties = {**common, "subject": [subject], "object": [object_], "role": [entry.type]}
        yield _line(_id("link", *key, subject, object_), "UnknownLink", parties)


def _pairs(entry: TimelineEntry, actors: list[str], recipients: list[str]) -> Iterator[tuple[str, str]]:
    """Who to whom; the parties of a talk, who are all actors, each with each other once."""
    if entry.type == "CONSULT" and not recipients:
        yield from itertools.combinations(actors, 2)
    else:
        yield from ((a, r) for a in actors for r in recipients if a != r)


def _dates(entry: TimelineEntry) -> Properties:
    """A plain year, month or day as it is; anything vaguer by its bounds."""
    plain_date = iso_prefix(entry.date)
    if plain_date:
        return {"date": [plain_date]}
    return {"startDate": [iso_prefix(entry.earliest)], "endDate": [iso_prefix(entry.latest)]}


def _note(material: Material, dossier: Dossier, claim: Claim, ids: dict[str, str]) -> bytes:
    cited = [id for account in claim.accounts for link in account.chain[1:] for id in link.split("+") if id in ids]
    first = claim.accounts[0] if claim.accounts else None
    key = (first.report, *first.spans, claim.text) if first else (dossier.story.id, claim.id)
    return _line(
        _id("claim", *key),
        "Note",
        {
            "description": [plain(claim.text)],
            "summary": [_standing(claim)],
            "notes": [_told(material, account) for account in claim.accounts],
            "keywords": ["claim", claim.alignment],
            "entity": [ids[id] for id in cited],
            "proof": [_article_id(a.report) for a in claim.accounts],
        },
    )


def _standing(claim: Claim) -> str:
    what = "that it was said" if claim.about == "said" else "that it is so"
    return f"{claim.alignment}; independent accounts that tell {what}: {claim.independent}{doubt_words(claim.independent, claim.sure)}"


def _told(material: Material, account: Account) -> str:
    report = material.report(account.report)
    names = (
        material.entities[i].name if i in material.entities else i for c in account.chain[1:] for i in c.split("+")
    )
    citing = ", ".join(plain(name.removeprefix("said:")) for name in names)
    words = plain(material.exact(account.report, account.spans))
    return f"{plain(report.outlet or report.id)} {account.stance}{', citing ' + citing if citing else ''}: “{words}”"


def _printed(material: Material, report: str, mention: Mention) -> str:
    span = mention.label if mention.label and mention.form in ("title", "description") else mention.span
    return plain(span.of(material.report(report).text))
