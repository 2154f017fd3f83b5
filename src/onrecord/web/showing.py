"""One report and all that was found in it, as a page: what the dossier shows of a story, for a report alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.dossier.lookup import Lookup, Ref, anchor, look_up
from onrecord.dossier.sections.texts import TextItem, text_items
from onrecord.dossier.wording import told_words
from onrecord.model import (
    Annotations,
    Dossier,
    DossierEntity,
    DossierEvent,
    DossierMention,
    DossierQuotation,
    Entity,
    Quotation,
    Span,
    Story,
)


@dataclass(frozen=True)
class Item:
    """Something found in the report."""

    anchor: str
    text: str  # printed words
    notes: tuple[str, ...]  # onrecord's words on it
    ref: Ref
    id: str = ""

    @property
    def lights(self) -> str:
        return self.ref.lights


@dataclass(frozen=True)
class Section:
    """Items of one kind; `left` more are not shown."""

    name: str
    anchor: str
    items: tuple[Item, ...]
    left: int = 0


@dataclass(frozen=True)
class ReportPage:
    """A report's page; `texts` is read by the template of the reports' pane."""

    sections: tuple[Section, ...]
    texts: tuple[TextItem, ...]
    problems: tuple[str, ...]
    cited: Item | None = None  # the characters that the address names


_MOST_ITEMS = 150


def show_report(annotations: Annotations, dossier: Dossier | None, at: Span | None = None) -> ReportPage:
    """A report's findings in words and places.

    Args:
        annotations: of the report; empty where it is not analysed yet.
        dossier: of its story, for the claims that the report tells; None where there is none.
        at: characters that somebody cites; what lies outside the text is passed over.
    """
    look = look_up(_alone(annotations, dossier))
    found = (
        ("Claims it tells", "claims", _claims(look)),
        ("Who says what", "said", _quotations(look, annotations)),
        ("Who and what is named", "names", _entities(look, annotations)),
        ("What happens", "events", _events(look, annotations)),
        ("Figures", "figures", _quantities(look, annotations)),
        ("Times", "times", _timexes(look, annotations)),
    )
    sections = []
    for name, place, items in found:
        several = tuple(items)
        if several:
            sections.append(Section(name, place, several[:_MOST_ITEMS], max(0, len(several) - _MOST_ITEMS)))
    is_there = at is not None and at.end <= len(annotations.report.text)
    cited = next(iter(_item(look, "cited", [at], ())), None) if at and is_there else None
    refs = [i.ref for s in sections for i in s.items] + ([cited.ref] if cited else [])
    texts = text_items(look, [annotations], refs)
    return ReportPage(tuple(sections), texts, tuple(p.message for p in annotations.problems), cited)


def _alone(annotations: Annotations, dossier: Dossier | None) -> Dossier:
    """A dossier of this one report."""
    report = annotations.report
    claims = tuple(c for c in (dossier.claims if dossier else ()) if any(a.report == report.id for a in c.accounts))
    return Dossier(
        story=Story(id="", title="", reports=(report.id,), independent=1),
        reports=(report,),
        entities=tuple(_entity(e, report.id) for e in annotations.entities),
        claims=claims,
        quotations=tuple(DossierQuotation(report.id, q, q.speakers, "", "", "") for q in annotations.quotations),
        events=tuple(DossierEvent(report.id, v, (), ()) for v in annotations.events),
    )


def _entity(entity: Entity, report: str) -> DossierEntity:
    mentions = tuple(DossierMention(report, m.start, m.end, m.form) for m in entity.mentions)
    return DossierEntity(id=entity.id, name=entity.name, kind=entity.kind, mentions=mentions)


def _item(look: Lookup, name: str, spans: Iterable[Span], notes: Iterable[str]) -> Iterable[Item]:
    ref = look.ref(look.reports[0].id, spans)
    if ref is not None:
        yield Item(name, ref.exact, tuple(n for n in notes if n), ref)


def _claims(look: Lookup) -> Iterable[Item]:
    report = look.reports[0].id
    words = {
        "disputed": "disputed",
        "single_source": "on this account alone",
    }
    for claim in sorted(look.dossier.claims, key=lambda c: -c.rank):
        mine = next(a for a in claim.accounts if a.report == report)
        stance = {"denies": "denied here", "hedges": "left open here"}.get(mine.stance, "")
        stands = words.get(claim.alignment) or told_words(claim.independent, claim.sure, claim.about)
        for item in _item(look, anchor("claim", claim.id), mine.spans, (stands, stance)):
            yield replace(item, id=claim.id)


def _quotations(look: Lookup, annotations: Annotations) -> Iterable[Item]:
    for q in annotations.quotations:
        for item in _item(
            look,
            anchor("quotation", q.id),
            q.content,
            (_speaker(annotations, q), q.kind, "not said" if q.negated else ""),
        ):
            yield replace(item, id=q.id)


def _speaker(annotations: Annotations, quotation: Quotation) -> str:
    names = {e.id: e.name for e in annotations.entities}
    named = " and ".join(names[s] for s in quotation.speakers if s in names)
    printed = " ".join(s.of(annotations.report.text) for s in quotation.speaker)
    return named or printed or "nobody is named as its speaker"


def _entities(look: Lookup, annotations: Annotations) -> Iterable[Item]:
    for e in annotations.entities:
        spans = [m.span for m in e.mentions]
        for item in _item(
            look, anchor("entity", e.id), spans, (e.kind, f"{len(spans)} mentions" if len(spans) > 1 else "")
        ):
            yield replace(item, text=e.name, id=e.id)


def _events(look: Lookup, annotations: Annotations) -> Iterable[Item]:
    for v in annotations.events:
        notes = (v.type.lower(), v.mode or "", v.status if v.status != "actual" else "")
        spans = sorted({v.span, *(p.span for p in (*v.actors, *v.recipients))})
        yield from _item(look, anchor("event", v.id), spans, notes)


def _quantities(look: Lookup, annotations: Annotations) -> Iterable[Item]:
    for n in annotations.quantities:
        yield from _item(look, anchor("figure", n.id), [n.span], (n.kind, n.about or n.item_class or ""))


def _timexes(look: Lookup, annotations: Annotations) -> Iterable[Item]:
    for x in annotations.timexes:
        yield from _item(look, anchor("time", x.id), [x.span], (x.type.lower(), x.edtf or "hangs on no date"))
