"""Outlet by outlet: what it leaves out that others tell, and what rests on it alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.dossier.lookup import Lookup
from onrecord.dossier.sections.claims import ClaimItem


@dataclass(frozen=True)
class OutletItem:
    outlet: str
    labels: tuple[str, ...]
    left_out: tuple[ClaimItem, ...]  # told by other accounts
    alone: tuple[ClaimItem, ...]  # told by no other account


def outlet_items(look: Lookup, claims: Sequence[ClaimItem]) -> tuple[OutletItem, ...]:
    """Outlets in the order of their reports; claims in the order of their weight, the most told first."""
    by_id = {c.id: c for c in claims}
    labels: dict[str, list[str]] = {}
    for tag in look.tags.values():
        labels.setdefault(tag.outlet, []).append(tag.label)
    omitted: dict[str, list[ClaimItem]] = {}
    for cover in look.dossier.coverage:
        if cover.status == "omits" and cover.claim in by_id:
            omitted.setdefault(cover.outlet.removeprefix("outlet:"), []).append(by_id[cover.claim])
    made = []
    for outlet, found in labels.items():
        order = {c.id: i for i, c in enumerate(claims)}
        left = sorted(omitted.get(outlet, []), key=lambda c: (-len(c.letters), order[c.id]))
        alone = [c for c in claims if c.tellings and {t.ref.tag.outlet for t in c.tellings} == {outlet}]
        made.append(OutletItem(outlet, tuple(found), tuple(left), tuple(alone)))
    return tuple(made)
