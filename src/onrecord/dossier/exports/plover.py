"""PLOVER records (the fields of POLECAT) as JSON lines, with what PLOVER has no field for beside them."""

from typing import Any

from onrecord.dossier.exports.cameo import plover_quad
from onrecord.dossier.exports.encoding import json_line
from onrecord.dossier.exports.happenings import Happening, Party, find_happenings
from onrecord.dossier.exports.material import Material, plain
from onrecord.dossier.visible import safe_url
from onrecord.model import Event, Report


def export_plover(material: Material) -> bytes:
    """A line a happening that has an actor, once however often it is told. Statements are no PLOVER type and are left out.

    `date` is the day of the event or null: never the day of the report, which is in `cite_info`.
    """
    found = (h for h in find_happenings(material) if h.actors and plover_quad(h.event.type))
    return b"".join(json_line(_record(material, h)) for h in found)


def _record(material: Material, happening: Happening) -> dict[str, Any]:
    event, report = happening.event, material.report(happening.report)
    start, end = _sentence(material, happening)
    contexts = sorted({c for _, e in happening.tellings for c in e.contexts})
    return {
        "id": happening.key[:24],
        "date": happening.day,
        "edtf": happening.edtf,
        "earliest": happening.earliest,
        "latest": happening.latest,
        "event": event.type,
        "mode": happening.mode,
        "context": contexts,
        "quad_code": plover_quad(event.type),
        "actor": [_party(material, p) for p in happening.actors],
        "recipient": [_party(material, p) for p in happening.recipients],
        "event_loc": _place(material, happening),
        "event_text": event.span.of(report.text),
        "text": report.text[start:end],
        "text_info": {"start": start, "end": end, "text_story": happening.story},
        "link": safe_url(report.url),
        "cite_info": _citation(report),
        "status": event.status,
        "historical": any(e.historical for _, e in happening.tellings),
        "cameo_root": event.cameo_root,
        "score": max(e.score for _, e in happening.tellings),
        "independent": happening.independent,
        "accounts": [_telling(material, r, e) for r, e in happening.tellings],
        "coder": _coder(material, happening.report),
    }


def _party(material: Material, party: Party) -> dict[str, Any]:
    known = material.entities.get(party.entity or "")
    return {
        "code": party.country or "",
        "country": party.country,
        "sector": party.sector,
        "entity_text": party.printed,
        "entity_name": party.name,
        "identifier_id": party.entity,
        "identifier_text": known.wikidata if known else None,
    }


def _place(material: Material, happening: Happening) -> list[dict[str, Any]]:
    known = material.entities.get(happening.place or "")
    if known is None:
        return []
    latitude, longitude = known.place or (None, None)
    return [
        {
            "extracted_place": plain(known.name),
            "country_code": known.country,
            "lat": latitude,
            "lon": longitude,
        }
    ]


def _sentence(material: Material, happening: Happening) -> tuple[int, int]:
    span = happening.event.span
    found = material.sentence(happening.report, span)
    return (found[1].start, found[1].end) if found else (span.start, span.end)


def _citation(report: Report) -> dict[str, Any]:
    return {
        "title": plain(report.title) if report.title else None,
        "publication": plain(report.outlet) if report.outlet else None,
        "date": report.published,
        "url": safe_url(report.url),
        "language": report.language,
    }


def _telling(material: Material, report: str, event: Event) -> dict[str, Any]:
    return {
        "report": report,
        "outlet": material.report(report).outlet,
        "start": event.span.start,
        "end": event.span.end,
        "exact": event.span.of(material.report(report).text),
        "quotation": event.quotation,
    }


def _coder(material: Material, report: str) -> str:
    return material.annotations(report).made_by or "onrecord"
