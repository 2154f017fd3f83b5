"""Reports, annotations and dossiers, out of the tables again as they went in."""

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from onrecord.model import Annotations, Dossier, Entity, Report
from onrecord.store import schema as t
from onrecord.store import schema_stories as st

_FEW = 500


class EntityFile(msgspec.Struct, frozen=True):
    """Of an Annotations record, what resolving entities needs."""

    entities: tuple[Entity, ...] = ()


_READ_ANNOTATIONS = msgspec.json.Decoder(Annotations)
_READ_ENTITIES = msgspec.json.Decoder(EntityFile)
_READ_DOSSIER = msgspec.json.Decoder(Dossier)


def load_reports(connection: Connection, ids: Sequence[str] | None = None) -> Iterator[Report]:
    """Reports as they were read, by id in order; all of them where `ids` is None."""
    columns = (t.reports.c.text, t.reports.c.record)
    if ids is None:
        for row in connection.execute(select(*columns).order_by(t.reports.c.id)).yield_per(_FEW):
            yield _report(row)
        return
    wanted = sorted(set(ids))
    for at in range(0, len(wanted), _FEW):
        some = select(*columns).where(t.reports.c.id.in_(wanted[at : at + _FEW])).order_by(t.reports.c.id)
        yield from map(_report, connection.execute(some).all())


def _report(row: Any) -> Report:
    record, text = json.loads(row.record), row.text
    for place in record.pop("nul", ()):  # see insert_rows
        text = f"{text[:place]}\0{text[place + 1 :]}"
    return msgspec.convert({**record, "text": text}, Report)


def load_annotations(connection: Connection, ids: Sequence[str]) -> dict[str, Annotations]:
    """Report id -> its current annotations; ids that are not analysed yet are absent."""
    found = {}
    for at in range(0, len(ids), _FEW):
        for row in connection.execute(_current(ids[at : at + _FEW])):
            found[row.report_id] = _READ_ANNOTATIONS.decode(zlib.decompress(row.content))
    return found


def load_entities(connection: Connection, ids: Sequence[str] | None = None) -> Iterator[tuple[str, tuple[Entity, ...]]]:
    """(report id, entities) of current annotations, of all reports or some, by report id: the rest of them is not held in memory."""
    for few in [None] if ids is None else [ids[at : at + _FEW] for at in range(0, len(ids), _FEW)]:
        for row in connection.execute(_current(few)).yield_per(_FEW):
            yield row.report_id, _READ_ENTITIES.decode(zlib.decompress(row.content)).entities


def _current(ids: Sequence[str] | None):  # type: ignore[no-untyped-def] # a Select of many types
    files, ledger = t.annotation_files, t.report_analyses
    both = (files.c.report_id == ledger.c.report_id) & (files.c.analysis_id == ledger.c.analysis_id)
    chosen = select(files.c.report_id, files.c.content).join(ledger, both).where(ledger.c.is_current)
    return (chosen if ids is None else chosen.where(files.c.report_id.in_(ids))).order_by(files.c.report_id)


def current_analyses(connection: Connection, ids: Sequence[str] | None = None) -> dict[str, str]:
    """Report id -> id of its current analysis: of the reports named, or of all."""
    ledger = t.report_analyses.c
    chosen = select(ledger.report_id, ledger.analysis_id).where(ledger.is_current)
    some = [None] if ids is None else [ids[at : at + _FEW] for at in range(0, len(ids), _FEW)]
    return {
        row.report_id: row.analysis_id
        for few in some
        for row in connection.execute(chosen if few is None else chosen.where(ledger.report_id.in_(few)))
    }


def pending_reports(connection: Connection, analysis: str) -> list[str]:
    """Ids of the reports that an analysis has not finished: what the ledger still lacks."""
    done = select(t.report_analyses.c.report_id).where(t.report_analyses.c.analysis_id == analysis)
    return list(connection.scalars(select(t.reports.c.id).where(t.reports.c.id.not_in(done)).order_by(t.reports.c.id)))


def load_dossier(connection: Connection, story: str) -> Dossier | None:
    """The compiled dossier of a story; None where there is no such story."""
    content = connection.scalar(select(st.dossiers.c.content).where(st.dossiers.c.story_id == story))
    return None if content is None else _READ_DOSSIER.decode(zlib.decompress(content))
