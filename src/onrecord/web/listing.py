"""What several pages list beside the store's own questions: outlets, and small facts of many rows at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, func, select, tuple_

from onrecord.store import schema as t
from onrecord.store import schema_stories as st

_MOST_OUTLETS = 300
_OPENING, _OPENING_WORDS = 240, 12  # characters and words that stand for a missing title


def outlet_names(connection: Connection) -> list[str]:
    """The outlets with most reports, in the order of their names: what a field suggests."""
    r = t.reports.c
    chosen = select(r.outlet).where(r.outlet.is_not(None)).group_by(r.outlet).order_by(func.count().desc(), r.outlet)
    return sorted(connection.scalars(chosen.limit(_MOST_OUTLETS)))


def story_outlets(connection: Connection, stories: Sequence[str], most: int = 6) -> dict[str, tuple[list[str], int]]:
    """Story id -> (some of its outlets, how many more): those with most reports first."""
    r, s = t.reports.c, st.story_reports.c
    chosen = (
        select(s.story_id, r.outlet, func.count().label("number"))
        .join(t.reports, r.id == s.report_id)
        .where(s.story_id.in_(stories))
        .group_by(s.story_id, r.outlet)
        .order_by(s.story_id, func.count().desc(), r.outlet)
    )
    found: dict[str, list[str]] = {}
    for row in connection.execute(chosen):
        found.setdefault(row.story_id, []).append(row.outlet or "(no outlet named)")
    return {story: (names[:most], max(0, len(names) - most)) for story, names in found.items()}


def counts(connection: Connection) -> dict[str, int]:
    """How much the store holds."""
    tables = {"reports": t.reports, "stories": st.stories, "actors": st.actors, "claims": st.claims}
    return {
        name: int(connection.scalar(select(func.count()).select_from(table)) or 0) for name, table in tables.items()
    }


def titles(connection: Connection, stories: Sequence[str]) -> dict[str, str]:
    """Story id -> its title."""
    rows = connection.execute(select(st.stories.c.id, st.stories.c.title).where(st.stories.c.id.in_(stories)))
    return {row.id: row.title for row in rows}


def speakers(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(report, quotation) -> (id, name) of the actors who speak in it.

    Args:
        connection: of a store.
        rows: statements, with report_id and id.
    """
    q, m, a = t.quotation_speakers.c, st.actor_members.c, st.actors.c
    chosen = (
        select(q.report_id, q.quotation_id, a.id, a.name)
        .join(st.actor_members, and_(m.report_id == q.report_id, m.entity_id == q.entity_id))
        .join(st.actors, a.id == m.actor_id)
        .where(tuple_(q.report_id, q.quotation_id).in_([(row["report_id"], row["id"]) for row in rows]))
        .order_by(a.name, a.id)
    )
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in connection.execute(chosen):
        found.setdefault((row.report_id, row.quotation_id), []).append((row.id, row.name))
    return found


_MOST_MERGERS = 50


def became(connection: Connection, story: str) -> str | None:
    """The story that one of before is part of now; None where it is none of before, or its reports went different ways."""
    change = st.story_changes.c
    for _ in range(_MOST_MERGERS):
        merged = select(change.story).where(change.kind == "merged", change.other_story == story)
        into = connection.scalar(merged.order_by(change.id.desc()).limit(1))
        if into is None:
            return None
        story = into
        if connection.scalar(select(st.stories.c.id).where(st.stories.c.id == story)):
            return story
    return None


def texts(connection: Connection, reports: Sequence[str]) -> dict[str, str]:
    """Report id -> its text."""
    rows = connection.execute(select(t.reports.c.id, t.reports.c.text).where(t.reports.c.id.in_(reports)))
    return {row.id: row.text for row in rows}


def headed(connection: Connection, rows: Sequence[Mapping[str, Any]], key: str = "id") -> list[dict[str, Any]]:
    """Rows of reports with a `title` each: where the report has none, its first words.

    Args:
        connection: of a store.
        rows: with `title`, and the report's id under `key`.
        key: name of the column that holds the id.
    """
    bare = sorted({row[key] for row in rows if not row["title"]})
    r = t.reports.c
    chosen = select(r.id, func.substr(r.text, 1, _OPENING).label("opening")).where(r.id.in_(bare))
    openings = {row.id: " ".join(row.opening.split()[:_OPENING_WORDS]) for row in connection.execute(chosen)}
    return [{**row, "title": row["title"] or openings.get(row[key]) or "(empty)"} for row in rows]


def report_lines(connection: Connection, reports: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Report id -> outlet, title (or its first words), published, story."""
    r = t.reports.c
    chosen = select(r.id, r.outlet, r.title, r.published, st.story_reports.c.story_id).join(
        st.story_reports, st.story_reports.c.report_id == r.id, isouter=True
    )
    rows = connection.execute(chosen.where(r.id.in_(reports))).mappings().all()
    return {row["id"]: row for row in headed(connection, [dict(row) for row in rows])}
