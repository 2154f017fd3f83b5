"""Copies, ties and judgements: what holds between reports and between actors."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, func, or_, select

from onrecord.model import Copy, Evidence, Judgement, Tie
from onrecord.store import schema_stories as st
from onrecord.store.saving import insert_rows

_FEW = 500
_OF_REPORTS = ("copy", "story")


def save_ties(
    connection: Connection, copies: Sequence[Copy], ties: Sequence[Tie], judgements: Sequence[Judgement]
) -> None:
    """Copies, ties and judgements of all reports, in place of the earlier ones."""
    for table in (st.copy_spans, st.copy_reports, st.copies, st.tie_reports, st.ties, st.judgements):
        connection.execute(delete(table))
    _insert_copies(connection, copies)
    _insert_ties(connection, ties)
    _insert_judgements(connection, judgements)


def replace_ties(
    connection: Connection,
    reports: Collection[str],
    copies: Sequence[Copy],
    ties: Sequence[Tie],
    judgements: Sequence[Judgement],
) -> None:
    """Copies, ties and judgements of some reports, in place of the earlier ones that name any of them.

    Args:
        connection: of a writing transaction.
        reports: ids; what names none of them is passed over.
        copies: among the reports and others.
        ties: likewise. Those by publisher are added to what is there.
        judgements: on copies and stories.
    """
    ids = sorted(reports)
    x, y, j = st.copy_reports.c, st.tie_reports.c, st.judgements.c
    gone = _several(connection, lambda some: select(x.copy_id).where(x.report_id.in_(some)), ids)
    for table, column in (
        (st.copy_spans, st.copy_spans.c.copy_id),
        (st.copy_reports, x.copy_id),
        (st.copies, st.copies.c.id),
    ):
        _delete(connection, table, column, gone)
    of_copies = select(st.ties.c.id).where(st.ties.c.kind == "copy").scalar_subquery()
    gone = _several(
        connection, lambda some: select(y.tie_id).where(y.report_id.in_(some), y.tie_id.in_(of_copies)), ids
    )
    _delete(connection, st.tie_reports, y.tie_id, gone)
    _delete(connection, st.ties, st.ties.c.id, gone)
    for column in (j.a, j.b):
        for some in _parts(ids):
            connection.execute(delete(st.judgements).where(j.kind.in_(_OF_REPORTS), column.in_(some)))
    here = frozenset(ids)
    _insert_copies(connection, [c for c in copies if here.intersection(c.reports)])
    _insert_ties(connection, [t for t in ties if t.kind == "copy" and here.intersection(t.reports)])
    _extend_publishers(connection, [t for t in ties if t.kind == "publisher"], here)
    _insert_judgements(connection, [k for k in judgements if k.a in here or k.b in here])


def _extend_publishers(connection: Connection, ties: Sequence[Tie], here: Collection[str]) -> None:
    """Enter reports under the publishers that they are of."""
    for tie in ties:
        chosen = select(st.ties.c.id).where(st.ties.c.kind == tie.kind, st.ties.c.reason == tie.reason)
        number = connection.scalar(chosen.limit(1))
        if number is None:
            _insert_ties(connection, [tie])
            continue
        wanted = [r for r in tie.reports if r in here]
        there = _tied(connection, number, wanted)
        insert_rows(connection, st.tie_reports, [{"tie_id": number, "report_id": r} for r in wanted if r not in there])


def _tied(connection: Connection, tie: int, reports: Sequence[str]) -> set[str]:
    y = st.tie_reports.c
    return set(
        _several(connection, lambda some: select(y.report_id).where(y.tie_id == tie, y.report_id.in_(some)), reports)
    )


def replace_entity_judgements(
    connection: Connection, members: Collection[str], judgements: Sequence[Judgement]
) -> None:
    """Why entities of reports are whom they are, in place of what was said of these members ("report id:entity id")."""
    j = st.judgements.c
    for some in _parts(sorted(members)):
        connection.execute(delete(st.judgements).where(j.kind == "entity", j.b.in_(some)))
    _insert_judgements(connection, judgements)


def load_judgements(connection: Connection, kinds: Sequence[str], names: Collection[str]) -> list[Judgement]:
    """Judgements of some kinds on what is among the names; of entities, those whose second thing is."""
    j = st.judgements.c

    def named(some: Sequence[str]) -> Any:
        return j.b.in_(some) if "entity" in kinds else or_(j.a.in_(some), j.b.in_(some))

    return [
        Judgement(
            a=row.a,
            b=row.b,
            kind=row.kind,
            same=row.same,
            score=row.score,
            reasons=tuple(json.loads(row.reasons)),
        )
        for some in _parts(sorted(names))
        for row in connection.execute(select(st.judgements).where(j.kind.in_(kinds), named(some)).order_by(j.id))
    ]


def load_copies(connection: Connection, reports: Collection[str]) -> list[Copy]:
    """The copies that any of the reports is among."""
    x, s = st.copy_reports.c, st.copy_spans.c
    ids = sorted(
        set(_several(connection, lambda some: select(x.copy_id).where(x.report_id.in_(some)), sorted(reports)))
    )
    members: dict[int, list[str]] = {}
    spans: dict[int, list[Evidence]] = {}
    found: list[Any] = []
    for some in _parts(ids):
        for row in connection.execute(select(st.copy_reports).where(x.copy_id.in_(some)).order_by(x.report_id)):
            members.setdefault(row.copy_id, []).append(row.report_id)
        chosen = select(st.copy_spans).where(s.copy_id.in_(some)).order_by(s.report_id, s.start)
        for row in connection.execute(chosen):
            spans.setdefault(row.copy_id, []).append(Evidence(row.report_id, row.start, row.end))
        found += connection.execute(select(st.copies).where(st.copies.c.id.in_(some))).all()
    return [
        Copy(
            reports=tuple(members.get(c.id, ())),
            original=c.original,
            basis=tuple(json.loads(c.basis)),
            spans=tuple(spans.get(c.id, ())),
        )
        for c in found
    ]


def load_copy_ties(connection: Connection, reports: Collection[str]) -> list[Tie]:
    """The ties by one text that any of the reports is in, each with all of its reports."""
    x, y = st.ties.c, st.tie_reports.c
    mine = select(y.tie_id).join(st.ties, x.id == y.tie_id).where(x.kind == "copy")
    ids = sorted(set(_several(connection, lambda some: mine.where(y.report_id.in_(some)), sorted(reports))))
    members: dict[int, list[str]] = {}
    found: list[Any] = []
    for some in _parts(ids):
        for row in connection.execute(select(st.tie_reports).where(y.tie_id.in_(some)).order_by(y.report_id)):
            members.setdefault(row.tie_id, []).append(row.report_id)
        found += connection.execute(select(x.id, x.kind, x.reason).where(x.id.in_(some))).all()
    return [Tie(kind=t.kind, reports=tuple(members.get(t.id, ())), reason=t.reason) for t in found]


def _insert_copies(connection: Connection, copies: Sequence[Copy]) -> None:
    numbered = list(enumerate(copies, _next(connection, st.copies)))
    insert_rows(
        connection,
        st.copies,
        [{"id": n, "original": c.original, "basis": json.dumps(c.basis, ensure_ascii=False)} for n, c in numbered],
    )
    insert_rows(connection, st.copy_reports, [{"copy_id": n, "report_id": r} for n, c in numbered for r in c.reports])
    insert_rows(
        connection,
        st.copy_spans,
        [{"copy_id": n, "report_id": s.report, "start": s.start, "end": s.end} for n, c in numbered for s in c.spans],
    )


def _insert_ties(connection: Connection, ties: Sequence[Tie]) -> None:
    numbered = list(enumerate(ties, _next(connection, st.ties)))
    insert_rows(connection, st.ties, [{"id": n, "kind": x.kind, "reason": x.reason} for n, x in numbered])
    insert_rows(
        connection,
        st.tie_reports,
        [{"tie_id": n, "report_id": r} for n, x in numbered for r in dict.fromkeys(x.reports)],
    )


def _insert_judgements(connection: Connection, judgements: Iterable[Judgement]) -> None:
    fields = ("kind", "a", "b", "same", "score")
    insert_rows(
        connection,
        st.judgements,
        [
            {"id": n, **{f: getattr(j, f) for f in fields}, "reasons": json.dumps(j.reasons, ensure_ascii=False)}
            for n, j in enumerate(judgements, _next(connection, st.judgements))
        ],
    )


def _next(connection: Connection, table: Table) -> int:
    """A number that no row bears; ours, since PostgreSQL would otherwise go on counting from rows that are gone."""
    return (connection.scalar(select(func.max(table.c.id))) or 0) + 1


def _parts(ids: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (ids[at : at + _FEW] for at in range(0, len(ids), _FEW))


def _several(connection: Connection, choose: Any, ids: Sequence[Any]) -> list[Any]:
    return [value for some in _parts(ids) for value in connection.scalars(choose(some))]


def _delete(connection: Connection, table: Table, column: Any, ids: Sequence[Any]) -> None:
    for some in _parts(sorted(set(ids))):
        connection.execute(delete(table).where(column.in_(some)))
