"""Reports and what was found in them, into the tables."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select, update

from onrecord.model import Annotations, Problem, Quotation, Report, Span
from onrecord.store import schema as t

_FEW = 500  # values in one IN (...)
_NUL, NUL_SHOWN = "\0", "␀"
JOINED = " … "  # between stretches of one quotation, as in dossiers

Row = dict[str, Any]


def now() -> str:
    """This second in UTC, as the store writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def hash_text(text: str) -> str:
    """SHA-256 of a text's UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def save_reports(connection: Connection, reports: Sequence[Report], days: dict[str, tuple[str, str]]) -> None:
    """New reports with their parts.

    Args:
        connection: of a writing transaction.
        reports: whose ids the store does not hold.
        days: report id -> first and last ISO day that its date of publication may mean; ids without a date are absent.
    """
    added = now()
    insert_rows(connection, t.reports, [_report_row(r, added, days.get(r.id)) for r in reports])
    insert_rows(
        connection,
        t.parts,
        [
            {
                "report_id": r.id,
                "n": n,
                "kind": p.kind,
                "start": p.start,
                "end": p.end,
                "repeats_start": p.repeats.start if p.repeats else None,
                "repeats_end": p.repeats.end if p.repeats else None,
            }
            for r in reports
            for n, p in enumerate(r.parts)
        ],
    )


def _report_row(report: Report, added: str, days: tuple[str, str] | None) -> Row:
    record = msgspec.to_builtins(report)
    del record["text"]
    if _NUL in report.text:
        record["nul"] = [n for n, character in enumerate(report.text) if character == _NUL]
    return {
        "id": report.id,
        "outlet": report.outlet,
        "publisher": report.publisher,
        "provider": report.provider,
        "url": report.url,
        "title": report.title,
        "published": report.published,
        "published_from": days[0] if days else None,
        "published_to": days[1] if days else None,
        "updated": report.updated,
        "language": report.language,
        "text": report.text,
        "raw_sha256": report.origin.sha256 if report.origin else None,
        "text_sha256": hash_text(report.text),
        "added_at": added,
        "record": json.dumps(record, ensure_ascii=True),
    }


def known_texts(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Report id -> hash of its text, of those that the store holds."""
    found: dict[str, str] = {}
    for at in range(0, len(ids), _FEW):
        rows = connection.execute(
            select(t.reports.c.id, t.reports.c.text_sha256).where(t.reports.c.id.in_(ids[at : at + _FEW]))
        )
        found.update((row.id, row.text_sha256) for row in rows)
    return found


def save_annotations(connection: Connection, analysis: str, annotated: Iterable[Annotations]) -> None:
    """What was found in reports that the store holds; it becomes their current analysis. Rows of an earlier one make room, its file stays.

    Args:
        connection: of a writing transaction.
        analysis: id of a row of `analyses`.
        annotated: annotations of reports with the ids of the store.
    """
    finished = now()
    several = list(annotated)
    ids = [a.report.id for a in several]
    _clear(connection, analysis, ids)
    keys = [{"report_id": i, "analysis_id": analysis} for i in ids]
    insert_rows(connection, t.report_analyses, [{**k, "finished_at": finished, "is_current": True} for k in keys])
    files = [{**k, "content": pack(a)} for k, a in zip(keys, several, strict=True)]
    insert_rows(connection, t.annotation_files, files)
    _save_rows(connection, several)


def save_rows(connection: Connection, annotated: Sequence[Annotations]) -> None:
    """The rows of findings anew, as corrected by people; the ledger and the whole records stay as the analysis made them."""
    _clear_rows(connection, [a.report.id for a in annotated])
    _save_rows(connection, annotated)


def _save_rows(connection: Connection, annotated: Sequence[Annotations]) -> None:
    for table, make in _ROWS:
        insert_rows(connection, table, [row for a in annotated for row in make(a)])


def pack(record: msgspec.Struct) -> bytes:
    """A record as compressed JSON."""
    return zlib.compress(msgspec.json.encode(record), 6)


def _clear(connection: Connection, analysis: str, ids: Sequence[str]) -> None:
    _clear_rows(connection, ids)
    for at in range(0, len(ids), _FEW):
        some = ids[at : at + _FEW]
        for table in (t.report_analyses, t.annotation_files):
            connection.execute(delete(table).where(table.c.report_id.in_(some), table.c.analysis_id == analysis))
        connection.execute(
            update(t.report_analyses).where(t.report_analyses.c.report_id.in_(some)).values(is_current=False)
        )


def _clear_rows(connection: Connection, ids: Sequence[str]) -> None:
    for at in range(0, len(ids), _FEW):
        some = ids[at : at + _FEW]
        for table in (t.problems, t.quantities, t.timexes, t.events, t.quotations, t.entities):
            connection.execute(delete(table).where(table.c.report_id.in_(some)))


def insert_rows(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert several rows; none is fine. PostgreSQL takes no NUL, and many programs stop reading at one: its picture stands for it."""
    if rows:
        if any(_NUL in value for row in rows for value in row.values() if type(value) is str):
            rows = [{k: v.replace(_NUL, NUL_SHOWN) if type(v) is str else v for k, v in row.items()} for row in rows]
        connection.execute(insert(table), rows)


def _entities(a: Annotations) -> Iterable[Row]:
    for e in a.entities:
        yield {"report_id": a.report.id, "id": e.id, "name": e.name, "kind": e.kind, "country": e.country}


def _mentions(a: Annotations) -> Iterable[Row]:
    for e in a.entities:
        for m in e.mentions:
            yield {
                "report_id": a.report.id,
                "entity_id": e.id,
                "start": m.start,
                "end": m.end,
                "form": m.form,
                "part": m.part,
            }


def _words(spans: Iterable[Span], text: str) -> str:
    return JOINED.join(s.of(text) for s in spans)


def _quotations(a: Annotations) -> Iterable[Row]:
    for q in a.quotations:
        yield {
            "report_id": a.report.id,
            "id": q.id,
            "kind": q.kind,
            "class": q.class_,
            "negated": q.negated,
            "cue_tone": q.cue_tone,
            "parent": q.parent,
            "start": q.content[0].start,
            "end": q.content[-1].end,
            "content": _words(q.content, a.report.text),
            "cue": _words(q.cue, a.report.text),
            "speaker": _words(q.speaker, a.report.text),
        }


def _quotation_spans(a: Annotations) -> Iterable[Row]:
    for q in a.quotations:
        for role, spans in _roles(q):
            for s in spans:
                yield {
                    "report_id": a.report.id,
                    "quotation_id": q.id,
                    "role": role,
                    "start": s.start,
                    "end": s.end,
                }


def _roles(q: Quotation) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    return ("content", q.content), ("cue", q.cue), ("speaker", q.speaker)


def _speakers(a: Annotations) -> Iterable[Row]:
    known = {e.id for e in a.entities}
    for q in a.quotations:
        for e in dict.fromkeys(q.speakers):
            if e in known:
                yield {"report_id": a.report.id, "quotation_id": q.id, "entity_id": e}


def _events(a: Annotations) -> Iterable[Row]:
    for v in a.events:
        yield {
            "report_id": a.report.id,
            "id": v.id,
            "start": v.span.start,
            "end": v.span.end,
            "type": v.type,
            "mode": v.mode,
            "status": v.status,
            "date": v.date,
            "place": v.place,
            "quotation_id": v.quotation,
            "exact": v.span.of(a.report.text),
        }


def _participants(a: Annotations) -> Iterable[Row]:
    for v in a.events:
        for role, several in (("actor", v.actors), ("recipient", v.recipients)):
            for p in several:
                yield {
                    "report_id": a.report.id,
                    "event_id": v.id,
                    "role": role,
                    "entity_id": p.entity,
                    "start": p.span.start,
                    "end": p.span.end,
                }


def _timexes(a: Annotations) -> Iterable[Row]:
    names = ("id", "start", "end", "type", "value", "mod", "edtf", "earliest", "latest", "anchor")
    for x in a.timexes:
        yield {"report_id": a.report.id, **{n: getattr(x, n) for n in names}}


def _quantities(a: Annotations) -> Iterable[Row]:
    names = ("id", "start", "end", "value", "low", "high", "comparator", "kind", "unit", "item_class", "about")
    for n in a.quantities:
        row = {name: getattr(n, name) for name in names}
        yield {"report_id": a.report.id, **row, "exact": n.span.of(a.report.text)}


def _problems(a: Annotations) -> Iterable[Row]:
    several: dict[Problem, None] = dict.fromkeys((*a.report.problems, *a.problems))
    for p in several:
        yield {"report_id": a.report.id, "stage": p.stage, "message": p.message, "start": p.start, "end": p.end}


#: The tables of findings and what makes their rows, those first that others refer to.
_ROWS = (
    (t.entities, _entities),
    (t.mentions, _mentions),
    (t.quotations, _quotations),
    (t.quotation_spans, _quotation_spans),
    (t.quotation_speakers, _speakers),
    (t.events, _events),
    (t.event_participants, _participants),
    (t.timexes, _timexes),
    (t.quantities, _quantities),
    (t.problems, _problems),
)
