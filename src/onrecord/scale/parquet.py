"""Annotations as a Parquet file: what a cluster's other programs read without our help."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from onrecord.model import OnRecordError

_GROUP = 1024  # reports a row group: what is held in memory at a time


class _Report(msgspec.Struct):
    id: str
    outlet: str | None = None
    published: str | None = None


class _Row(msgspec.Struct):
    report: _Report


_READ = msgspec.json.Decoder(_Row).decode


def load_arrow() -> Any:
    """pyarrow with its Parquet part.

    Raises:
        OnRecordError: it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise OnRecordError("Parquet needs pyarrow: pip install 'onrecord[parquet]'") from error
    return pyarrow


def write_annotations(lines: Path, target: Path) -> None:
    """Annotations, a line of JSON each, as a Parquet file with the columns id, outlet, published and annotations (the line itself).

    Args:
        lines: file of annotations.
        target: file to write.

    Raises:
        OnRecordError: pyarrow is not installed.
    """
    arrow = load_arrow()
    names = ("id", "outlet", "published", "annotations")
    schema = arrow.schema([(name, arrow.string() if name != "annotations" else arrow.large_string()) for name in names])
    with arrow.parquet.ParquetWriter(str(target), schema, compression="zstd") as out:
        for group in _groups(lines):
            told = [_READ(line).report for line in group]
            columns = ([r.id for r in told], [r.outlet for r in told], [r.published for r in told], group)
            arrays = [arrow.array(c, type=t) for c, t in zip(columns, schema.types, strict=True)]
            out.write_table(arrow.table(arrays, schema=schema))


def _groups(lines: Path) -> Iterator[list[bytes]]:
    with lines.open("rb") as file:
        while group := [line.rstrip(b"\n") for line in islice(file, _GROUP)]:
            yield group
