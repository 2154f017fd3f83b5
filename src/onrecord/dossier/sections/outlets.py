"""Outlet by outlet: what it leaves out that others tell, and what rests on it alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.dossier.lookup import Lookup
from onrecord.dossier.sections.claims import ClaimItem
from onrecord.dossier.wording import count


@dataclass(frozen=True)
class OutletItem:
    """An outlet by what it leaves out and what it alone tells."""

    outlet: str
    labels: tuple[str, ...]
    left_out: tuple[ClaimItem, ...]  # told by several other accounts; only claims the page shows
    left_out_count: int
    left_out_once: int  # how many more are left out that one other account tells
    alone: tuple[ClaimItem, ...]  # told by no other outlet; only claims the page shows
    alone_count: int
    without: str = ""  # what would be left of the record if it were struck out


def outlet_items(look: Lookup, claims: Sequence[ClaimItem], shown: frozenset[str]) -> tuple[OutletItem, ...]:
    """Outlets in the order of their reports; claims by how many accounts tell them, then by weight.

    Args:
        look: the dossier.
        claims: all of them, weightiest first.
        shown: ids of those the page has room for.
    """
    labels: dict[str, list[str]] = {}
    for tag in look.tags.values():
        labels.setdefault(tag.outlet, []).append(tag.label)
    omitted: dict[str, set[str]] = {}
    for cover in look.dossier.coverage:
        if cover.status == "omits":
            omitted.setdefault(cover.outlet.removeprefix("outlet:"), set()).add(cover.claim)
    alone: dict[str, list[ClaimItem]] = {}
    for claim in claims:
        outlets = {t.ref.tag.outlet for t in claim.tellings}
        if len(outlets) == 1:
            alone.setdefault(outlets.pop(), []).append(claim)
    several = sorted((c for c in claims if len(c.letters) > 1), key=lambda c: -len(c.letters))
    made = []
    for outlet, found in labels.items():
        gone = omitted.get(outlet, set())
        left = [c for c in several if c.id in gone]
        mine = alone.get(outlet, [])
        made.append(
            OutletItem(
                outlet=outlet,
                labels=tuple(found),
                left_out=tuple(c for c in left if c.id in shown),
                left_out_count=len(left),
                left_out_once=len(gone) - len(left),
                alone=tuple(c for c in mine if c.id in shown),
                alone_count=len(mine),
                without=_without(outlet, claims, len(mine)) if len(labels) > 1 else "",
            )
        )
    return tuple(made)


def _without(outlet: str, claims: Sequence[ClaimItem], alone: int) -> str:
    """What would be left of the record if an outlet were struck out, in words; as `onrecord dossier --without` would make it."""
    fallen = sum(
        c.independent > 1 and len({t.ref.tag.letter for t in c.tellings if t.ref.tag.outlet != outlet}) == 1
        for c in claims
    )
    if not alone and not fallen:
        return "without it all claims stand as they do"
    left = f"without it {len(claims) - alone} of {count(len(claims), 'claim')} {'is' if len(claims) - alone == 1 else 'are'} left"
    return left + (f", and {fallen} more would rest on one account" if fallen else "")
