"""W3C Web Annotation Data Model: each finding as an annotation whose selectors find its characters."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from onrecord.dossier.exports.encoding import json_page
from onrecord.dossier.exports.material import Material
from onrecord.dossier.exports.standoff import Mark, standoff_of
from onrecord.dossier.visible import safe_url
from onrecord.dossier.wording import doubt_words
from onrecord.model import Annotations, Claim, Report, Span

_AROUND = 32  # characters before and after, so that a quote that stands twice is found once


def export_webannotation(material: Material) -> bytes:
    """An annotation collection with one page (JSON-LD): the findings of each report, then each account of each claim.

    An annotation of several stretches has a target each. Position selectors count code points of the text that onrecord read; the quote
    selector finds the same words on the page.
    """
    items = [item for annotations in material.annotated for item in _findings(annotations)]
    items += [
        item
        for dossier in material.dossiers
        for claim in dossier.claims
        for item in _accounts(material, dossier.story.id, claim)
    ]
    return json_page(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": _name("collection", *(a.report.id for a in material.annotated)),
            "type": "AnnotationCollection",
            "label": "Findings of onrecord",
            "total": len(items),
            "first": {
                "id": _name("page", *(a.report.id for a in material.annotated)),
                "type": "AnnotationPage",
                "startIndex": 0,
                "items": items,
            },
        }
    )


def targets(report: Report, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """The spans as specific resources of the report: by quotation with what stands around it, and by position."""
    return [{"source": source_of(report), "selector": [_quoted(report.text, s), _placed(s)]} for s in spans]


def source_of(report: Report) -> str:
    """The address of the report; a name for it where it has none that a reader may be sent to."""
    return safe_url(report.url) or f"urn:onrecord:report:{quote(report.id.encode('utf-8', 'replace'), safe='')}"


def _quoted(text: str, span: Span) -> dict[str, Any]:
    return {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }


def _placed(span: Span) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _findings(annotations: Annotations) -> Iterator[dict[str, Any]]:
    report = annotations.report
    standoff = standoff_of(annotations)
    for mark in standoff.marks:
        yield _annotation(report, mark.id, mark.spans, _bodies(mark), "tagging")
    for link in standoff.links:
        first, second = (_name(report.id, id) for id in (link.first, link.second))
        yield {
            "id": _name(report.id, link.label, link.first, link.second),
            "type": "Annotation",
            "motivation": "linking",
            "body": [{"type": "TextualBody", "purpose": "tagging", "value": link.label}, second],
            "target": first,
        }


def _bodies(mark: Mark) -> list[dict[str, Any]]:
    tag = {"type": "TextualBody", "purpose": "tagging", "value": mark.label}
    notes = [{"type": "TextualBody", "purpose": "describing", "value": f"{n}: {v}"} for n, v in mark.notes]
    return [tag, *notes]


def _accounts(material: Material, story: str, claim: Claim) -> Iterator[dict[str, Any]]:
    doubt = doubt_words(claim.independent, claim.sure)
    standing = f"{claim.alignment}, {claim.independent} independent{doubt}; about what is {claim.about}"
    for number, account in enumerate(claim.accounts, start=1):
        bodies = [
            {"type": "TextualBody", "purpose": "tagging", "value": "Claim"},
            {"type": "TextualBody", "purpose": "identifying", "value": f"{story}/{claim.id}: {claim.text}"},
            {"type": "TextualBody", "purpose": "describing", "value": f"stance: {account.stance}"},
            {"type": "TextualBody", "purpose": "describing", "value": standing},
        ]
        report = material.report(account.report)
        yield _annotation(report, f"{story}/{claim.id}/{number}", account.spans, bodies, "describing")


def _annotation(
    report: Report, id: str, spans: Iterable[Span], bodies: list[dict[str, Any]], motivation: str
) -> dict[str, Any]:
    return {
        "id": _name(report.id, id),
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": targets(report, spans),
    }


def _name(*parts: str) -> str:
    """A name for an annotation, the same in every run over the same report."""
    path = "/".join(quote(p.encode("utf-8", "replace"), safe="") for p in parts)
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:onrecord:{path}").urn
