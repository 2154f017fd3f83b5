"""What an actor is reported to have said, over time and across outlets: the latest first."""

from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, or_, select

from onrecord.model import OnRecordError
from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.searching import Page, Query, word_conditions


def said_by(connection: Connection, actor: str, query: Query) -> Page:
    """Statements of an actor by the day their reports came out, the latest first; undated ones last.

    Args:
        connection: of a store.
        actor: id.
        query: words, outlet, story, since, until, after and limit are read.

    Raises:
        OnRecordError: `after` is no place in these pages.
    """
    q, r = t.quotations.c, t.reports.c
    day = func.coalesce(r.published_to, "")
    chosen = (
        _statements(day)
        .where(st.actor_members.c.actor_id == actor, *_narrowed(query))
        .order_by(day.desc(), q.report_id, q.start, q.id)
    )
    if query.words:
        chosen = chosen.where(*word_conditions(connection, q.content, q.report_id, query.words)[0])
    if query.after:
        last, report, start, name = _place(query.after)
        chosen = chosen.where(
            or_(
                day < last,
                and_(day == last, q.report_id > report),
                and_(day == last, q.report_id == report, or_(q.start > start, and_(q.start == start, q.id > name))),
            )
        )
    if not query.words:
        chosen = chosen.where(q.report_id.in_(_reports(connection, actor, query)))
    rows = [dict(row) for row in connection.execute(chosen.limit(query.limit + 1)).mappings()]
    if len(rows) <= query.limit:
        return Page(tuple(rows))
    end = rows[query.limit - 1]
    return Page(tuple(rows[: query.limit]), _encode(end))


def _statements(day: Any) -> Any:
    """Statements with whose they are, where they were printed, and the day."""
    a, s, q, r, home = st.actor_members.c, t.quotation_speakers.c, t.quotations.c, t.reports.c, st.story_reports.c
    return (
        select(
            q.report_id,
            q.id,
            q.kind,
            q.content,
            q.cue,
            q.speaker,
            q.start,
            r.outlet,
            r.published,
            home.story_id,
            day.label("day"),
        )
        .select_from(st.actor_members)
        .join(t.quotation_speakers, and_(s.report_id == a.report_id, s.entity_id == a.entity_id))
        .join(t.quotations, and_(q.report_id == s.report_id, q.id == s.quotation_id))
        .join(t.reports, r.id == q.report_id)
        .join(st.story_reports, home.report_id == q.report_id, isouter=True)
    )


def _reports(connection: Connection, actor: str, query: Query) -> list[str]:
    """The reports that fill the page: of someone who is cited everywhere not every statement is looked at."""
    a, s, r, home = st.actor_members.c, t.quotation_speakers.c, t.reports.c, st.story_reports.c
    day = func.coalesce(r.published_to, "")
    chosen = (
        select(a.report_id)
        .join(t.quotation_speakers, and_(s.report_id == a.report_id, s.entity_id == a.entity_id))
        .join(t.reports, r.id == a.report_id)
        .where(a.actor_id == actor, *_narrowed(query))
        .group_by(a.report_id, day)
        .order_by(day.desc(), a.report_id)
    )
    if query.story:
        chosen = chosen.join(st.story_reports, home.report_id == a.report_id)
    if query.after:
        last, report, _, _ = _place(query.after)
        chosen = chosen.where(or_(day < last, and_(day == last, a.report_id >= report)))
    return list(connection.scalars(chosen.limit(query.limit + 2)))  # the first may hold nothing behind `after`


def _narrowed(query: Query) -> list[Any]:
    r, home = t.reports.c, st.story_reports.c
    found: list[Any] = [r.outlet == query.outlet] if query.outlet else []
    found += [home.story_id == query.story] if query.story else []
    found += [r.published_to >= query.since] if query.since else []
    return found + ([r.published_from <= query.until] if query.until else [])


def _encode(row: dict[str, Any]) -> str:
    return msgspec.json.encode((row["day"], row["report_id"], row["start"], row["id"])).hex()


def _place(text: str) -> tuple[str, str, int, str]:
    try:
        return msgspec.json.decode(bytes.fromhex(text), type=tuple[str, str, int, str])
    except (ValueError, msgspec.DecodeError) as error:
        raise OnRecordError("that is no place in these pages; take `next` of the page before") from error
