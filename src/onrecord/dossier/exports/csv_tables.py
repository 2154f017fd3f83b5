"""The tables of all stories of a run as CSV: one file a table, the story in the first column."""

from collections.abc import Sequence

from onrecord.dossier.exports.encoding import encoded, packed
from onrecord.dossier.exports.material import Material
from onrecord.dossier.tables import Cell, tables_of, written

Table = tuple[str, Sequence[str], Sequence[Sequence[Cell]]]


def export_csv(material: Material) -> bytes:
    """A ZIP of CSV files (docs/format.md); a text that a spreadsheet would run has an apostrophe before it."""
    return packed({name: encoded(written(head, rows)) for name, head, rows in joined_tables(material)})


def joined_tables(material: Material) -> tuple[Table, ...]:
    """Each table over all stories, `story` its first column, the cells as they are."""
    joined: dict[str, tuple[Sequence[str], list[Sequence[Cell]]]] = {}
    for dossier in material.dossiers:
        for name, head, rows in tables_of(dossier):
            _, all_rows = joined.setdefault(name, (("story", *head), []))
            all_rows += ((dossier.story.id, *row) for row in rows)
    return tuple((name, head, rows) for name, (head, rows) in joined.items())
