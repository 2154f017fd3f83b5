"""Figures: values and bounds, what is counted, what happened to it, as of when, and who says so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from onrecord.language.by_place import ByPlace
from onrecord.language.parsing import Parsed
from onrecord.language.quantity_abouts import modified_noun, say_about, skipped_tokens
from onrecord.language.quantity_changes import Direction, find_change
from onrecord.language.quantity_drafts import Draft, draft_figures
from onrecord.language.quantity_exclusions import is_no_figure, settle_bound
from onrecord.language.quantity_fate_words import Fate
from onrecord.language.quantity_fates import Counted, find_fate
from onrecord.language.quantity_items import Thing, find_thing, item_span
from onrecord.language.quantity_multiples import find_multiples, may_hold_multiples, settle_multiple
from onrecord.language.quantity_sharing import with_shared
from onrecord.language.quantity_site import Site, make_site
from onrecord.language.quantity_tolls import counted_by_toll
from onrecord.language.timex_governors import governing_timex
from onrecord.model import Annotations, Context, Problem, Quantity, Quotation, Span, Timex

_LOCATING = frozenset({"in", "at", "near", "across", "outside", "off", "around"})

#: Words that make a figure a part of the one before it ("two of them seriously", "among them four women").
_PARTS = frozenset({"them", "whom"})


@dataclass(frozen=True)
class Figure:
    """A draft that is a figure, with what it counts."""

    draft: Draft
    thing: Thing
    fate: Fate | None
    direction: Direction | None = None


def find_quantities(
    parsed: Parsed, found: Annotations, context: Context
) -> tuple[tuple[Quantity, ...], tuple[Problem, ...]]:
    """The figures of a report's headline and body.

    Dates, lengths of time that a timex covers, ages, scores, list numbers, labels ("Route 6") and parts of names are none.

    Args:
        parsed: the report and its parse.
        found: its timexes, entities and quotations; without them dates are told by their form alone, and `timex`, `quotation` and
            `place` stay empty.
        context: unused.

    Returns:
        In text order, without overlap; empty for a report without figures. `start` and `end` cover bound, number and unit ("more than
        $3 million"), `item` the noun phrase counted. Vague numerals ("dozens") have no value but a low bound; approximate ones have a
        value and no bounds. A change "from A to B" has the ends as low and high and B as value.
    """
    quotations = _by_place(found.quotations)
    places = ByPlace((m.start, m.end, e.id) for e in found.entities if e.kind == "place" for m in e.mentions)
    made: list[Quantity] = []
    for paragraph in parsed.paragraphs:
        lexemes, drafts = draft_figures(paragraph.text)
        multiplied = may_hold_multiples(paragraph.text)
        if not drafts and not multiplied:
            continue
        site = make_site(paragraph, lexemes, found)
        figures = _figures(site, [d for d in drafts if not is_no_figure(site, d)])
        skip = skipped_tokens(site, site.timexes, [(f.draft.first, f.draft.last) for f in figures])
        records = with_shared(site, [_record(site, figure, skip, places) for figure in figures])
        if multiplied:
            records += [m for m in find_multiples(site) if not any(m.span.overlaps(r.span) for r in records)]
        for record in sorted(records, key=lambda r: r.start):
            made.append(_placed(record, quotations, f"n{len(made) + 1}"))
    return tuple(made), ()


def _figures(site: Site, drafts: Sequence[Draft]) -> list[Figure]:
    """What each draft counts; a figure that is part of the one before it shares its fate."""
    figures: list[Figure] = []
    for draft in drafts:
        draft, thing = settle_bound(site, draft), find_thing(site, draft)
        draft = settle_multiple(site, draft, thing)
        draft, direction = find_change(site, draft, thing)
        fate = _fate(site, draft, thing)
        if fate is not None and fate.token.pos_ == "NOUN" and thing.noun is None and thing.last == thing.first:
            first, last = counted_by_toll(fate.token)
            thing = replace(thing, first=first, last=last)
        if fate is None and figures and draft.kind == "count" and _shares_fate(site, figures[-1], draft, thing):
            fate = figures[-1].fate
        if draft.kind == "ratio" and thing.first == thing.last:
            thing = _multiplied(thing)
        figures.append(Figure(draft, thing, fate, direction))
    return figures


def _multiplied(thing: Thing) -> Thing:
    """A multiple without a noun of its own counts what it modifies ("the conflict's duration about sixfold")."""
    noun = modified_noun(thing.anchor)
    if noun is None:
        verb = thing.anchor.head
        subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ in {"NOUN", "PROPN"}]
        if verb.pos_ != "VERB" or not subjects:
            return thing
        noun = subjects[0]
    left = [t.i for t in noun.subtree if t.i < noun.i and t.dep_ not in {"det", "poss"} and t.head.i == noun.i]
    owner = [t.i for c in noun.children if c.dep_ == "poss" and c.pos_ != "PRON" for t in c.subtree if t.dep_ != "det"]
    return replace(thing, first=min([noun.i, *left, *owner]), last=noun.i + 1)


def _fate(site: Site, draft: Draft, thing: Thing) -> Fate | None:
    if draft.kind not in {"count", "ratio"} or draft.unit_kind == "measure":
        return None
    before = site.token_at(site.lexemes[draft.first].start).i
    return find_fate(Counted(thing.noun, thing.anchor, before, thing.last if thing.noun is not None else thing.first))


def _shares_fate(site: Site, before: Figure, draft: Draft, thing: Thing) -> bool:
    """Whether a figure without a fate of its own is part of the one before it, or the same again elsewhere."""
    doc = site.doc
    start = site.token_at(site.lexemes[draft.first].start)
    if before.fate is None or start.sent != before.thing.anchor.sent:
        return False
    if thing.noun is not None and thing.noun.lower_ in _PARTS:
        return True
    ahead = [t.lower_ for t in doc[start.i : start.i + 4]]
    behind = [t.lower_ for t in doc[max(0, start.i - 2) : start.i]]
    if (behind[:1] == ["among"] and behind[-1] in _PARTS) or (any(w in _PARTS for w in ahead[2:3]) and "of" in ahead):
        return True
    after = doc[thing.first].lower_ if thing.first < len(doc) else ""
    return (
        thing.noun is None
        and behind[-1:] in (["and"], [","], [";"])
        and after in {"in", "at", "on", "near", "elsewhere"}
    )


def _record(site: Site, figure: Figure, skip: frozenset[int], places: ByPlace[str]) -> Quantity:
    draft, thing = figure.draft, figure.thing
    span = site.span(draft.first, draft.last)
    governor = figure.fate.token if figure.fate else _governor(thing.anchor)
    timex = _date(site, governor)
    return Quantity(
        id="n", start=span.start, end=span.end, value=draft.value, low=draft.low, high=draft.high,
        comparator=draft.comparator, kind=draft.kind, unit=draft.unit, item=item_span(site, thing),
        item_class=figure.fate.name if figure.fate else None, timex=timex.id if timex else None,
        about=say_about(site, thing, figure.fate, skip, draft.kind), place=_place(site, governor, thing, places),
        direction=figure.direction,
    )  # fmt: skip


def _date(site: Site, governor: Any) -> Timex | None:
    """The temporal expression that dates the governor, or the verb it is coordinated with or says the state of."""
    for _ in range(3):
        inside = _dates_below(site, governor)
        timex = governing_timex(site.paragraph, governor, inside) if inside else None
        timex = timex or _date_of_last(site, governor)
        if timex is not None or governor.dep_ not in {"conj", "oprd", "acomp", "advcl", "acl", "attr", "nsubj", "dobj"}:
            return timex
        governor = governor.head
    return None


def _date_of_last(site: Site, governor: Any) -> Timex | None:
    """The expression after the last of several coordinated verbs ("killed twelve and wounded dozens on Friday") dates them all."""
    for child in governor.children:
        if (
            child.dep_ == "conj"
            and child.pos_ == "VERB"
            and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in child.children)
        ):
            inside = _dates_below(site, child)
            found = governing_timex(site.paragraph, child, inside) if inside else None
            if found is not None:
                return found
    return None


def _dates_below(site: Site, governor: Any) -> list[Timex]:
    sentence = site.paragraph.span(governor.sent)
    return [t for t in site.dates.touching(sentence.start, sentence.end) if _is_below(site, t, governor)]


def _is_below(site: Site, timex: Timex, governor: Any) -> bool:
    tokens = site.paragraph.tokens(timex.span) if site.paragraph.holds(timex.span) else None
    return tokens is not None and bool(governor.is_ancestor(tokens.root))


def _governor(anchor: Any) -> Any:
    """The verb or noun by which the figure's thing hangs in the sentence."""
    token = anchor
    while token.head.i != token.i and token.pos_ not in {"VERB", "AUX"}:
        token = token.head
    return token


def _place(site: Site, governor: Any, thing: Thing, places: ByPlace[str]) -> str | None:
    """The entity named in a phrase of place that hangs on the governor or on what is counted."""
    heads = [governor, *([thing.noun] if thing.noun is not None else [])]
    spans = [
        site.paragraph.span(inner)
        for head in heads
        for prep in head.children
        if prep.dep_ == "prep" and prep.lower_ in _LOCATING
        for inner in prep.subtree
    ]
    return next((id_ for span in spans for id_ in places.touching(span.start, span.end)), None)


def _by_place(quotations: Sequence[Quotation]) -> ByPlace[tuple[int, Span, str]]:
    """(length, content span, id) of all quotations by where they stand: the shortest that holds a figure is the innermost."""
    spans = [(sum(s.end - s.start for s in q.content), s, q.id) for q in quotations for s in q.content]
    return ByPlace((row[1].start, row[1].end, row) for row in spans)


def _placed(record: Quantity, quotations: ByPlace[tuple[int, Span, str]], id_: str) -> Quantity:
    holding = (r for r in quotations.touching(record.start, record.end) if r[1].contains(record.span))
    return msgspec.structs.replace(record, id=id_, quotation=min(holding, default=(0, None, None))[2])
