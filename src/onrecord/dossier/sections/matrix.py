"""Claims by outlets: who tells, cites, hedges, denies, or says nothing of it, and whose reports were not analysed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.dossier.lookup import Lookup, Ref
from onrecord.dossier.sections.claims import ClaimItem

#: What an outlet does with a claim, the strongest first; a cell shows the strongest of its reports.
ACTS = ("denies", "tells", "cites", "hedges", "omits")
UNREAD = "unread"  # what it does is not known: none of its reports was analysed


@dataclass(frozen=True)
class Column:
    """An outlet with the labels of its reports here."""

    outlet: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """What an outlet does with a claim."""

    outlet: str
    act: str
    also: bool  # its reports, or one of them in two places, do different things
    ref: Ref | None


@dataclass(frozen=True)
class Row:
    claim: ClaimItem
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left: int = 0  # outlets without a column
    has_unread: bool = False  # a column is of an outlet that was not analysed


def claim_matrix(look: Lookup, claims: Sequence[ClaimItem], most: int = 24) -> Matrix:
    """Rows in the order of the claims, columns in the order of the reports; of many outlets those that tell the most of these claims."""
    labels: dict[str, list[str]] = {}
    for tag in look.tags.values():
        labels.setdefault(tag.outlet, []).append(tag.label)
    told = Counter(outlet for c in claims for outlet in {t.ref.tag.outlet for t in c.tellings})
    chosen = set(sorted(labels, key=lambda outlet: -told[outlet])[:most])
    columns = tuple(Column(outlet, tuple(found)) for outlet, found in labels.items() if outlet in chosen)
    read = {tag.outlet for report, tag in look.tags.items() if report not in look.unread}
    rows = tuple(Row(c, tuple(_cell(c, column.outlet, column.outlet in read) for column in columns)) for c in claims)
    return Matrix(columns, rows, len(labels) - len(columns), any(c.outlet not in read for c in columns))


def _cell(claim: ClaimItem, outlet: str, is_read: bool) -> Cell:
    mine = [t for t in claim.tellings if t.ref.tag.outlet == outlet]
    if not mine:
        return Cell(outlet, "omits" if is_read else UNREAD, False, None)
    best = min(mine, key=lambda t: ACTS.index(t.stance))
    return Cell(outlet, best.stance, len({t.stance for t in mine} & {"tells", "cites", "denies"}) > 1, best.ref)
