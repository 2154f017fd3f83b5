"""What people said against what onrecord worked out: every word of it is kept, with who and when, also when it was undone."""

import msgspec
from sqlalchemy import Connection, insert, select, update

from onrecord.model import Correction, Evidence, OnRecordError, Record
from onrecord.store.saving import now
from onrecord.store.schema_stories import corrections


class KeptCorrection(Record, frozen=True):
    """A correction in a store, and whether it still holds."""

    id: int
    correction: Correction
    undone_by: str | None = None
    undone_at: str | None = None


def save_correction(connection: Connection, correction: Correction) -> int:
    """Keep a correction; returns its id in the store. An empty `made_at` becomes now."""
    row = {
        "kind": correction.kind,
        "subject": _encode(correction.subject),
        "against": _encode(correction.against),
        "reports": _encode(correction.reports),
        "note": correction.note,
        "made_by": correction.made_by,
        "made_at": correction.made_at or now(),
    }
    return int(connection.execute(insert(corrections).values(row).returning(corrections.c.id)).scalar_one())


def undo_correction(connection: Connection, number: int, undone_by: str) -> None:
    """Let a correction hold no longer; it stays in the history.

    Raises:
        OnRecordError: there is none of that number, or it was undone before.
    """
    holds = (corrections.c.id == number) & corrections.c.undone_at.is_(None)
    changed = connection.execute(update(corrections).where(holds).values(undone_by=undone_by, undone_at=now()))
    if not changed.rowcount:
        raise OnRecordError(f"there is no correction {number} that still holds")


def load_corrections(connection: Connection, *, undone: bool = False) -> tuple[KeptCorrection, ...]:
    """The corrections that hold, in the order in which they were made; with `undone` those too that hold no longer."""
    chosen = select(corrections).order_by(corrections.c.id)
    if not undone:
        chosen = chosen.where(corrections.c.undone_at.is_(None))
    return tuple(
        KeptCorrection(
            row["id"],
            Correction(
                kind=row["kind"],
                subject=_spans(row["subject"]),
                against=_spans(row["against"]),
                reports=msgspec.json.decode(row["reports"], type=tuple[str, ...]),
                made_by=row["made_by"],
                made_at=row["made_at"],
                note=row["note"],
            ),
            row["undone_by"],
            row["undone_at"],
        )
        for row in connection.execute(chosen).mappings()
    )


def _encode(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _spans(text: str) -> tuple[Evidence, ...]:
    return msgspec.json.decode(text, type=tuple[Evidence, ...])
