"""The same tables as Parquet, with types: for pandas, polars, DuckDB and R."""

import io
from collections.abc import Sequence
from typing import Any

from onrecord.dossier.exports.csv_tables import joined_tables
from onrecord.dossier.exports.encoding import encoded, packed
from onrecord.dossier.exports.material import Material
from onrecord.dossier.tables import Cell
from onrecord.model import OnRecordError

_INTEGERS = frozenset({"start", "end", "independent", "sure", "count"})
_NUMBERED = frozenset({("figures.csv", "figure"), ("timeline.csv", "entry"), ("copies.csv", "copy")})
_FLOATS = frozenset({"low", "high", "tone"})
_BOOLEANS = frozenset({"negated", "loaded", "disputed"})


def export_parquet(material: Material) -> bytes:
    """A ZIP of Parquet files, one a table. Texts are as printed: nothing here is a spreadsheet's cell.

    Raises:
        OnRecordError: pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise OnRecordError("Parquet needs pyarrow: pip install 'onrecord[parquet]'") from error
    kinds = {
        "integer": pyarrow.int64(),
        "float": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "text": pyarrow.string(),
    }
    files = {}
    for name, head, rows in joined_tables(material):
        columns = [_column([row[n] for row in rows], kind_of(name, column)) for n, column in enumerate(head)]
        schema = pyarrow.schema([(column, kinds[kind_of(name, column)]) for column in head])
        out = io.BytesIO()
        pyarrow.parquet.write_table(pyarrow.table(columns, schema=schema), out)
        files[name.replace(".csv", ".parquet")] = out.getvalue()
    return packed(files)


def kind_of(table: str, column: str) -> str:
    """The type of a column, whether or not a row fills it: the same in all files."""
    if column in _INTEGERS or (table, column) in _NUMBERED:
        return "integer"
    if column in _FLOATS:
        return "float"
    return "boolean" if column in _BOOLEANS else "text"


def _column(cells: Sequence[Cell], kind: str) -> list[Any]:
    if kind != "text":
        return list(cells)
    return [None if cell is None else encoded(str(cell)).decode("utf-8") for cell in cells]
