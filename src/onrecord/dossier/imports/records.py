"""The records that `export --to records` wrote, read back: equal to those that were written."""

import msgspec

from onrecord.model import Annotations, Dossier, OnRecordError


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    annotations: Annotations | None = None
    dossier: Dossier | None = None


def read_records(content: bytes) -> tuple[list[Dossier], list[Annotations]]:
    """Dossiers and annotations, in the order in which they stand.

    Args:
        content: JSON lines; empty ones are passed over.

    Raises:
        OnRecordError: a line holds neither record; it is named by its number.
    """
    dossiers: list[Dossier] = []
    annotated: list[Annotations] = []
    decode = msgspec.json.Decoder(_Line).decode
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            record = decode(line)
        except (msgspec.DecodeError, ValueError) as error:
            raise OnRecordError(f"line {number} is no record of onrecord: {error}") from error
        if record.dossier is not None:
            dossiers.append(record.dossier)
        elif record.annotations is not None:
            annotated.append(record.annotations)
        else:
            raise OnRecordError(f"line {number} is no record of onrecord: it holds neither annotations nor a dossier")
    return dossiers, annotated
