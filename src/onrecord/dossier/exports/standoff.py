"""Findings as marks on a text and links between marks: what annotation tools have in common."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.model import Annotations, Entity, Event, Quantity, Quotation, Span, Timex

Notes = tuple[tuple[str, str], ...]

#: The label of an entity's mention, by the entity's kind.
KIND_LABELS = {"person": "Person", "organisation": "Organisation", "place": "Place", "group": "Group", "other": "Other"}
#: All other labels but those of events, which are the PLOVER types.
PLAIN_LABELS = ("Content", "Cue", "Speaker", "Actor", "Recipient", "Timex", "Quantity", "Item")
EVENT_LABELS = tuple(
    "ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST RETREAT SANCTION STATEMENT SUPPORT "
    "THREATEN".split()
)
#: Nothing that onrecord found bears it: a person marks characters with it that are no claim.
NOT_A_CLAIM = "NotAClaim"
LABELS = (*KIND_LABELS.values(), *PLAIN_LABELS, *EVENT_LABELS, NOT_A_CLAIM)
#: What a link says of its second mark.
LINK_LABELS = ("same", "cue", "speaker", "nested", "actor", "recipient", "item")


@dataclass(frozen=True)
class Mark:
    """Characters with a label."""

    id: str  # unique in its report: the finding's id, with a suffix for a part of it
    label: str
    spans: tuple[Span, ...]  # in text order, never empty
    notes: Notes = ()  # (field, value), only those that say something


@dataclass(frozen=True)
class Link:
    label: str
    first: str  # id of a mark
    second: str


@dataclass(frozen=True)
class Standoff:
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]


def standoff_of(annotations: Annotations) -> Standoff:
    """The findings of one report: entities, quotations, events, timexes, quantities; each in its own order."""
    found: list[Mark | Link] = []
    for entity in annotations.entities:
        found += _entity(entity)
    for quotation in annotations.quotations:
        found += _quotation(quotation)
    for event in annotations.events:
        found += _event(event)
    found += [_timex(t) for t in annotations.timexes]
    for quantity in annotations.quantities:
        found += _quantity(quantity)
    marks = tuple(m for m in found if isinstance(m, Mark))
    known = {m.id for m in marks}
    links = tuple(k for k in found if isinstance(k, Link) and k.first in known and k.second in known)
    return Standoff(marks, links)


def _entity(entity: Entity) -> Iterator[Mark | Link]:
    for number, mention in enumerate(entity.mentions, start=1):
        notes = _notes(entity=entity.id, form=mention.form, name=entity.name, country=entity.country)
        yield Mark(f"{entity.id}.{number}", KIND_LABELS[entity.kind], (mention.span,), notes)
        if number > 1:
            yield Link("same", f"{entity.id}.1", f"{entity.id}.{number}")


def _quotation(quotation: Quotation) -> Iterator[Mark | Link]:
    id = quotation.id
    notes = _notes(
        kind=quotation.kind,
        class_=quotation.class_,
        negated=quotation.negated or None,
        cue_tone=quotation.cue_tone if quotation.cue_tone != "neutral" else None,
        speakers=" ".join(quotation.speakers) or None,
    )
    yield Mark(id, "Content", quotation.content, notes)
    for label, spans in (("Cue", quotation.cue), ("Speaker", quotation.speaker)):
        if spans:
            yield Mark(f"{id}.{label.lower()}", label, spans)
            yield Link(label.lower(), id, f"{id}.{label.lower()}")
    if quotation.parent:
        yield Link("nested", quotation.parent, id)


def _event(event: Event) -> Iterator[Mark | Link]:
    notes = _notes(
        mode=event.mode,
        status=event.status,
        cameo_root=event.cameo_root or None,
        date=event.date,
        quotation=event.quotation,
        same_as=event.same_as,
        historical=event.historical or None,
    )
    yield Mark(event.id, event.type, (event.span,), notes)
    for role, participants in (("actor", event.actors), ("recipient", event.recipients)):
        for number, participant in enumerate(participants, start=1):
            id = f"{event.id}.{role}{number}"
            who = _notes(entity=participant.entity, country=participant.country, sector=participant.sector)
            yield Mark(id, role.capitalize(), (participant.span,), who)
            yield Link(role, event.id, id)


def _timex(timex: Timex) -> Mark:
    notes = _notes(type=timex.type, value=timex.value, mod=timex.mod, edtf=timex.edtf, anchor=timex.anchor)
    return Mark(timex.id, "Timex", (timex.span,), notes)


def _quantity(quantity: Quantity) -> Iterator[Mark | Link]:
    notes = _notes(
        kind=quantity.kind,
        comparator=quantity.comparator,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        item_class=quantity.item_class,
    )
    yield Mark(quantity.id, "Quantity", (quantity.span,), notes)
    if quantity.item:
        yield Mark(f"{quantity.id}.item", "Item", (quantity.item,))
        yield Link("item", quantity.id, f"{quantity.id}.item")


def _notes(**fields: str | float | None) -> Notes:
    return tuple((name.rstrip("_"), _said(value)) for name, value in fields.items() if value is not None)


def _said(value: str | float) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def pieces(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans cut at line breaks, for tools that mark within a line: nothing is lost but the breaks and the spaces beside them.

    >>> pieces("ab\\n cd", [Span(0, 6)])
    (Span(start=0, end=2), Span(start=4, end=6))
    """
    found = []
    for span in spans:
        at = span.start
        for line in span.of(text).split("\n"):
            start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
            if start < end:
                found.append(Span(start, end))
            at += len(line) + 1
    return tuple(found)
