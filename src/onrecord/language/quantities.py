"""Figures: values and bounds, what is counted, and what happened to it."""

from onrecord.language.parsing import Parsed
from onrecord.language.quantity_drafts import Draft, draft_figures
from onrecord.language.quantity_exclusions import is_no_figure
from onrecord.language.quantity_site import Site, make_site
from onrecord.model import Annotations, Context, Problem, Quantity


def find_quantities(
    parsed: Parsed, found: Annotations, context: Context
) -> tuple[tuple[Quantity, ...], tuple[Problem, ...]]:
    """Being written."""
    made: list[Quantity] = []
    for paragraph in parsed.paragraphs:
        lexemes, drafts = draft_figures(paragraph.doc.text)
        if not drafts:
            continue
        site = make_site(paragraph, lexemes, found)
        for draft in drafts:
            if not is_no_figure(site, draft):
                made.append(_record(site, draft, f"n{len(made) + 1}"))
    return tuple(made), ()


def _record(site: Site, draft: Draft, id_: str) -> Quantity:
    span = site.span(draft.first, draft.last)
    return Quantity(
        id=id_, start=span.start, end=span.end, value=draft.value, low=draft.low, high=draft.high,
        comparator=draft.comparator, kind=draft.kind, unit=draft.unit,
    )  # fmt: skip
