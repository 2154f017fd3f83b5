"""schema.org claims with what is known of them: CiTO for who confirms or disputes, PROV-O for where the words come from."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from onrecord.dossier.exports.dates import iso_prefix
from onrecord.dossier.exports.encoding import json_page
from onrecord.dossier.exports.material import Material, plain
from onrecord.dossier.visible import safe_url
from onrecord.model import Account, Claim, Copy, Dossier, Report

_CONTEXT = {
    "@vocab": "https://schema.org/",
    "cito": "http://purl.org/spar/cito/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "onrecord": "urn:onrecord:terms:",
}
_TYPES = {"person": "Person", "organisation": "Organization", "group": "Organization", "place": "Place"}

Node = dict[str, Any]


def export_jsonld(material: Material) -> bytes:
    """A JSON-LD graph: reports, entities, claims, and each account of a claim as a quotation from its report.

    There is no ClaimReview in it: a verdict is a person's. Names of nodes are relative to the file.
    """
    copies: dict[str, list[Copy]] = {}
    for copy in (c for dossier in material.dossiers for c in dossier.copies):
        for report in copy.reports:
            copies.setdefault(report, []).append(copy)
    graph = [_report(a.report, copies.get(a.report.id, ())) for a in material.annotated]
    graph += [_entity(material, id) for id in _cited(material)]
    for dossier in material.dossiers:
        graph += [node for claim in dossier.claims for node in _claim(material, dossier, claim)]
    return json_page({"@context": _CONTEXT, "@graph": graph})


def _id(*parts: str) -> str:
    return "#" + "-".join(quote(p.encode("utf-8", "replace"), safe="") for p in parts)


def _ref(*parts: str) -> Node:
    return {"@id": _id(*parts)}


def _kept(**fields: Any) -> Node:
    return {name: value for name, value in fields.items() if value}


def _report(report: Report, copies: Sequence[Copy]) -> Node:
    outlet = {"@type": "Organization", "name": plain(report.outlet)} if report.outlet else None
    return {
        "@id": _id("report", report.id),
        "@type": ["NewsArticle", "prov:Entity"],
        "identifier": report.id,
        **_kept(
            headline=plain(report.title or ""),
            publisher=outlet,
            url=safe_url(report.url),
            datePublished=iso_prefix(report.published),
            inLanguage=report.language,
            author=[{"@type": "Person", "name": plain(name)} for name in report.authors],
            **_derived(report, copies),
        ),
    }


def _cited(material: Material) -> list[str]:
    """The ids of those whom a claim's accounts cite, in the order of the claims."""
    chains = (a.chain for d in material.dossiers for c in d.claims for a in c.accounts)
    return list(dict.fromkeys(id for chain in chains for id in _entities_of(material, chain)))


def _entities_of(material: Material, chain: Sequence[str]) -> list[str]:
    links = (link.removeprefix("entity:").split("+") for link in chain[1:] if not link.startswith("said:"))
    return [id for ids in links for id in ids if id in material.entities]


def _entity(material: Material, id: str) -> Node:
    known = material.entities[id]
    wikidata = known.wikidata
    return {
        "@id": _id("entity", id),
        "@type": [_TYPES.get(known.kind, "Thing"), "prov:Agent"],
        "name": plain(known.name),
        **_kept(sameAs=f"http://www.wikidata.org/entity/{wikidata}" if wikidata else None),
    }


def _derived(report: Report, copies: Sequence[Copy]) -> Node:
    """What the report is a copy of, and why we think so."""
    mine = [c for c in copies if c.original and c.original != report.id]
    return {
        "prov:wasDerivedFrom": [_ref("report", c.original) for c in mine if c.original],
        "onrecord:basis": [plain(reason) for c in mine for reason in c.basis],
    }


def _claim(material: Material, dossier: Dossier, claim: Claim) -> Iterator[Node]:
    name = ("story", dossier.story.id, "claim", claim.id)
    tellers = list(dict.fromkeys(a.report for a in claim.accounts if a.stance == "asserts"))
    interpreters = list(dict.fromkeys(i for a in claim.accounts for i in _entities_of(material, a.chain)))
    others = [c.with_ for c in claim.conflicts if c.with_ != claim.id]
    first = _first(material, tellers)
    yield {
        "@id": _id(*name),
        "@type": ["Claim", "prov:Entity"],
        "text": plain(claim.text),
        "onrecord:alignment": claim.alignment,
        "onrecord:independent": claim.independent,
        "onrecord:about": claim.about,
        **_kept(
            appearance=[_ref("report", r) for r in tellers],
            firstAppearance=_ref("report", first) if first else None,
            claimInterpreter=[_ref("entity", i) for i in interpreters],
            **{
                "cito:disputes": [_ref("story", dossier.story.id, "claim", other) for other in others],
                "onrecord:note": plain(claim.note),
                "onrecord:sure": claim.sure,
                "onrecord:hypothetical": claim.hypothetical,
                "onrecord:independentAccount": [
                    {"onrecord:report": [_ref("report", r) for r in group.reports]} for group in claim.groups
                ],
            },
        ),
    }
    for number, account in enumerate(claim.accounts, start=1):
        yield _account(material, claim, account, (name, number))


def _account(material: Material, claim: Claim, account: Account, place: tuple[tuple[str, ...], int]) -> Node:
    name, number = place
    relation = _relation(claim, account)
    said = [link.removeprefix("said:") for link in account.chain[1:] if link.startswith("said:")]
    return {
        "@id": _id(*name, str(number)),
        "@type": ["Quotation", "prov:Entity"],
        "text": material.exact(account.report, account.spans),
        "prov:wasQuotedFrom": _ref("report", account.report),
        "onrecord:stance": account.stance,
        "onrecord:claim": _ref(*name),
        "oa:hasSelector": [
            {"@type": "oa:TextPositionSelector", "oa:start": s.start, "oa:end": s.end} for s in account.spans
        ],
        **_kept(
            **{
                relation or "-": _ref(*name) if relation else None,
                "prov:wasAttributedTo": [_ref("entity", i) for i in _entities_of(material, account.chain)],
                "onrecord:attributedTo": [plain(words) for words in said],
            }
        ),
    }


def _relation(claim: Claim, account: Account) -> str | None:
    """How an account bears on its claim. No relation where only a saying is confirmed, or some are only probably told alike."""
    if account.stance == "denies":
        return "cito:disputes"
    if account.stance == "hedges":
        return "cito:qualifies"
    is_confirmed = claim.alignment == "corroborated" and claim.about == "so" and claim.sure is None
    return "cito:confirms" if is_confirmed else None


def _first(material: Material, reports: Sequence[str]) -> str | None:
    """The report that came first, where all have a date and one day is the earliest of all."""
    dated = sorted((date[:10], r) for r in reports if (date := iso_prefix(material.report(r).published)))
    if len(dated) < len(reports) or not dated or len(dated[0][0]) < 10:
        return None
    return dated[0][1] if len(dated) == 1 or dated[0][0] < dated[1][0] else None
