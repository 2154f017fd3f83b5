"""CSV and TSV: a row a report, columns named as in any dialect, in any case, with "-" for "_"."""

import csv
import hashlib
import io
from collections.abc import Iterator

from onrecord.model import Report
from onrecord.reading.bounds import MAX_RECORD, MAX_RECORDS
from onrecord.reading.decoding import decode_bytes
from onrecord.reading.dialects import column_key
from onrecord.reading.kinds import Item, stem
from onrecord.reading.records import broken_report, report_of
from onrecord.reading.reports import Options


def read_table(item: Item, options: Options) -> Iterator[Report]:
    """The rows of a table with a header line. A table without one, or with a broken row, is a Problem."""
    text, _, _ = decode_bytes(item.raw)
    csv.field_size_limit(MAX_RECORD)
    digest = hashlib.sha256(item.raw).hexdigest()
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), dialect=_dialect(text), strict=True)
        for number, row in enumerate(rows, start=1):
            if number > MAX_RECORDS:
                return
            record = {column_key(k): v for k, v in row.items() if isinstance(k, str) and isinstance(v, str)}
            yield report_of(record, f"{item.path}#{number}", digest, options)
    except csv.Error as error:
        yield broken_report(item.path, digest, f"{item.path} is no table that can be read: {error}", stem(item.name))


def _dialect(text: str) -> type[csv.Dialect]:
    head = text.split("\n", 1)[0]
    best = max((",", "\t", ";"), key=head.count)
    return type("Guessed", (csv.excel,), {"delimiter": best})
