"""From rows of the store to answers of the API."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, or_, select

from onrecord.desk.answering import name_holders
from onrecord.desk.answers import Words
from onrecord.desk.citing import Cited, load_cited
from onrecord.model import Correction, Dossier, Evidence
from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.corrections import KeptCorrection
from onrecord.store.cursors import read_cursor, write_cursor
from onrecord.store.searching import Page
from onrecord.web.api.shapes import (
    ActorAnswer,
    ActorLine,
    Actors,
    CorrectionAnswer,
    EventAnswer,
    Events,
    FigureAnswer,
    Figures,
    FigureTold,
    OutletLine,
    Outlets,
    Stories,
    StoryLine,
)


def stories(page: Page) -> Stories:
    """Stories in a list."""
    return Stories(
        [
            StoryLine(
                story=row["id"],
                title=row["title"],
                reports=row["report_count"],
                independent=row["independent"],
                corroborated=row["corroborated"],
                disputed=row["disputed"],
                first_day=row["first_day"],
                last_day=row["last_day"],
            )
            for row in page.rows
        ],
        page.next,
    )


def actors(page: Page) -> Actors:
    """Actors in a list."""
    lines = [ActorLine(r["id"], r["name"], r["kind"], r["country"], r["report_count"]) for r in page.rows]
    return Actors(lines, page.next)


def events(connection: Connection, page: Page) -> Events:
    """Events with the characters of predicate and participants."""
    cited = load_cited(connection, [row["report_id"] for row in page.rows])
    p = t.event_participants.c
    reports = sorted(cited)
    taking: dict[tuple[str, str, str], list[Words]] = {}
    for row in connection.execute(
        select(t.event_participants).where(p.report_id.in_(reports)).order_by(p.report_id, p.start)
    ).mappings():
        if words := cited[row["report_id"]].words(row["start"], row["end"]):
            taking.setdefault((row["report_id"], row["event_id"], row["role"]), []).append(words)
    found = [
        EventAnswer(
            type=row["type"],
            mode=row["mode"],
            status=row["status"],
            date=row["date"],
            words=words,
            actors=taking.get((row["report_id"], row["id"], "actor"), []),
            recipients=taking.get((row["report_id"], row["id"], "recipient"), []),
        )
        for row in page.rows
        if (words := cited[row["report_id"]].words(row["start"], row["end"]))
    ]
    return Events(found, page.next)


def figures(connection: Connection, dossier: Dossier) -> Figures:
    """The figures of a story with the characters of each account."""
    cited = load_cited(connection, dossier.story.reports)
    holders = name_holders(connection, [a.chain for f in dossier.figures for a in f.accounts])
    found = [
        FigureAnswer(
            item=figure.item,
            about=figure.about,
            unit=figure.unit,
            disputed=figure.disputed,
            independent=figure.independent,
            agreed=list(figure.agreed) if figure.agreed else None,
            told=[
                FigureTold(a.low, a.high, a.as_of, holders(a.chain), words)
                for a in figure.accounts
                if (words := cited[a.report].words(a.start, a.end))
            ],
        )
        for figure in dossier.figures
    ]
    return Figures([f for f in found if f.told])


def actor(connection: Connection, id: str, after: str | None, limit: int) -> ActorAnswer | None:
    """An actor with a mention in each of its reports; None where there is none of that id."""
    row = connection.execute(select(st.actors).where(st.actors.c.id == id)).mappings().first()
    if row is None:
        return None
    m, a = t.mentions.c, st.actor_members.c
    first = (
        select(m.report_id, func.min(m.start).label("start"))
        .join(st.actor_members, (a.report_id == m.report_id) & (a.entity_id == m.entity_id))
        .where(a.actor_id == id)
        .group_by(m.report_id)
        .order_by(m.report_id)
    )
    if after:
        first = first.where(m.report_id > read_cursor(after, str)[0])
    some = connection.execute(first.limit(limit + 1)).all()
    at = [(m.report_id == x.report_id) & (m.start == x.start) for x in some[:limit]]
    rows = (
        connection.execute(select(m.report_id, m.start, m.end).where(or_(*at)).order_by(m.report_id)).all()
        if at
        else []
    )
    ends = {x.report_id: (x.start, x.end) for x in rows}
    cited = load_cited(connection, ends)
    return ActorAnswer(
        actor=id,
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        reports=row["report_count"],
        aliases=json.loads(row["aliases"]),
        mentions=[w for report, span in ends.items() if (w := cited[report].words(*span))],
        next=write_cursor([some[limit - 1].report_id]) if len(some) > limit else None,
    )


def outlets(connection: Connection, after: str | None, limit: int) -> Outlets:
    """Outlets by name with the days of their reports."""
    r = t.reports.c
    names = select(r.outlet).where(r.outlet.is_not(None)).distinct().order_by(r.outlet)
    if after:
        names = names.where(r.outlet > read_cursor(after, str)[0])
    found = list(connection.scalars(names.limit(limit + 1)))
    chosen = (
        select(
            r.outlet,
            func.max(r.publisher).label("publisher"),
            func.count().label("reports"),
            func.min(r.published_from).label("first_day"),
            func.max(r.published_to).label("last_day"),
        )
        .where(r.outlet.in_(found[:limit]))
        .group_by(r.outlet)
        .order_by(r.outlet)
    )
    rows = connection.execute(chosen).mappings().all()
    following = write_cursor([found[limit - 1]]) if len(found) > limit else None
    return Outlets([OutletLine(**row) for row in rows], following)


def corrections(connection: Connection, kept: Sequence[KeptCorrection]) -> list[CorrectionAnswer]:
    """Corrections with the characters they name."""
    spans = [e for k in kept for e in (*k.correction.subject, *k.correction.against)]
    cited = load_cited(connection, [e.report for e in spans])
    return [_correction(k, k.correction, cited) for k in kept]


def _correction(kept: KeptCorrection, said: Correction, cited: dict[str, Cited]) -> CorrectionAnswer:
    return CorrectionAnswer(
        id=kept.id,
        kind=said.kind,
        subject=_words(said.subject, cited),
        against=_words(said.against, cited),
        reports=list(said.reports),
        made_by=said.made_by,
        made_at=said.made_at,
        note=said.note,
        undone_by=kept.undone_by,
        undone_at=kept.undone_at,
    )


def _words(spans: Iterable[Evidence], cited: dict[str, Cited]) -> list[Words]:
    return [w for e in spans if e.report in cited and (w := cited[e.report].words(e.start, e.end))]
