"""What a store holds, as exports take it: dossiers, and the findings behind them as people corrected them."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from onrecord.desk.settling_all import load_corrected
from onrecord.model import Annotations, Dossier, OnRecordError
from onrecord.store.corrections import load_corrections
from onrecord.store.loading import load_dossier
from onrecord.store.schema_stories import stories as stories_table


def load_material(connection: Connection, stories: Sequence[str] = ()) -> tuple[list[Dossier], list[Annotations]]:
    """Dossiers and annotations of a store.

    Args:
        connection: of a reading transaction.
        stories: ids; none: all stories, in the order in which they came up.

    Returns:
        The dossiers, and the annotations of their reports by report id. Reports that are not analysed or settled yet are not among them.

    Raises:
        OnRecordError: there is no story of that id.
    """
    s = stories_table.c
    wanted = list(dict.fromkeys(stories)) or list(connection.scalars(select(s.id).order_by(s.number)))
    dossiers = []
    for name in wanted:
        dossier = load_dossier(connection, name)
        if dossier is None:
            raise OnRecordError(f"the store has no story {name!r}")
        dossiers.append(dossier)
    ids = sorted({r.id for d in dossiers for r in d.reports})
    corrections = tuple(k.correction for k in load_corrections(connection))
    annotated = load_corrected(connection, ids, corrections)
    return dossiers, [annotated[r] for r in ids if r in annotated]
