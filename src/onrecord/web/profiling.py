"""An outlet as the record shows it: what it copies, whom it cites, what it leaves out. Each list is bounded and says so."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, distinct, exists, func, select

from onrecord.store import schema as t
from onrecord.store import schema_stories as st

_MOST = 20
_MOST_CHAINS = 20_000
_MOST_STORIES = 400


@dataclass(frozen=True)
class OutletPage:
    """The profile; all lists longest first."""

    name: str
    reports: int
    stories: int
    first_day: str | None
    last_day: str | None
    copies_of: tuple[dict[str, Any], ...]  # outlet, number: whose text it prints again
    copied_by: tuple[dict[str, Any], ...]
    cites: tuple[dict[str, Any], ...]  # actor or words, number, id
    left_out: tuple[dict[str, Any], ...]  # claims told by several others in stories that it reports on
    left_out_count: int


def list_outlets(connection: Connection, after: str | None, words: str | None, limit: int) -> list[dict[str, Any]]:
    """Outlets in the order of their names: outlet, reports, first_day, last_day."""
    r = t.reports.c
    chosen = (
        select(
            r.outlet,
            func.count().label("reports"),
            func.min(r.published_from).label("first"),
            func.max(r.published_to).label("last"),
        )
        .where(r.outlet.is_not(None))
        .group_by(r.outlet)
        .order_by(r.outlet)
        .limit(limit)
    )
    if after is not None:
        chosen = chosen.where(r.outlet > after)
    if words:
        chosen = chosen.where(r.outlet.icontains(words, autoescape=True))
    return [dict(row) for row in connection.execute(chosen).mappings()]


def profile_outlet(connection: Connection, outlet: str) -> OutletPage | None:
    """What the record shows of an outlet; None where it holds no report of it."""
    r, s = t.reports.c, st.story_reports.c
    row = connection.execute(
        select(func.count(), func.min(r.published_from), func.max(r.published_to)).where(r.outlet == outlet)
    ).one()
    if not row[0]:
        return None
    mine = select(s.story_id).join(t.reports, r.id == s.report_id).where(r.outlet == outlet)
    stories = connection.scalar(select(func.count(distinct(s.story_id))).where(s.story_id.in_(mine)))
    left_out, number = _left_out(connection, outlet)
    return OutletPage(
        outlet,
        row[0],
        int(stories or 0),
        row[1],
        row[2],
        _copies(connection, outlet, is_original=False),
        _copies(connection, outlet, is_original=True),
        _cited(connection, outlet),
        left_out,
        number,
    )


def _copies(connection: Connection, outlet: str, is_original: bool) -> tuple[dict[str, Any], ...]:
    """Outlets whose original this one prints again, or (is_original) that print one of this outlet's again."""
    original, copy = t.reports.alias("original"), t.reports.alias("copy")
    c, x = st.copies.c, st.copy_reports.c
    theirs, mine = (copy, original) if is_original else (original, copy)
    chosen = (
        select(theirs.c.outlet, func.count().label("number"))
        .select_from(st.copy_reports)
        .join(st.copies, c.id == x.copy_id)
        .join(original, original.c.id == c.original)
        .join(copy, copy.c.id == x.report_id)
        .where(
            mine.c.outlet == outlet, x.report_id != c.original, theirs.c.outlet.is_not(None), theirs.c.outlet != outlet
        )
        .group_by(theirs.c.outlet)
        .order_by(func.count().desc(), theirs.c.outlet)
        .limit(_MOST)
    )
    return tuple(dict(row) for row in connection.execute(chosen).mappings())


def _cited(connection: Connection, outlet: str) -> tuple[dict[str, Any], ...]:
    """Whom its accounts of claims cite next to themselves."""
    a = st.claim_accounts.c
    chains = connection.scalars(select(a.chain).where(a.outlet == outlet, a.chain.like("[%,%")).limit(_MOST_CHAINS))
    counted: Counter[str] = Counter()
    for chain in chains:
        links = msgspec.json.decode(chain, type=list[str])
        if len(links) > 1:
            counted[links[1]] += 1
    found = []
    for link, number in counted.most_common(_MOST):
        kind, _, rest = link.partition(":")
        ids = (rest if kind == "entity" and rest else link).split("+")
        rows = connection.execute(select(st.actors.c.id, st.actors.c.name).where(st.actors.c.id.in_(ids))).all()
        names = " and ".join(row.name for row in rows)
        found.append({"name": names or rest or link, "number": number, "id": rows[0].id if len(rows) == 1 else None})
    return tuple(found)


def _left_out(connection: Connection, outlet: str) -> tuple[tuple[dict[str, Any], ...], int]:
    """Claims that independent accounts tell, in the latest stories this outlet reports on, and it does not."""
    r, s, c, a = t.reports.c, st.story_reports.c, st.claims.c, st.claim_accounts.c
    home = (
        select(s.story_id)
        .join(t.reports, r.id == s.report_id)
        .join(st.stories, st.stories.c.id == s.story_id)
        .where(r.outlet == outlet)
        .group_by(s.story_id, st.stories.c.last_day, st.stories.c.number)
        .order_by(func.coalesce(st.stories.c.last_day, "").desc(), st.stories.c.number)
    )
    mine = list(connection.scalars(home.limit(_MOST_STORIES)))
    here = a.outlet.concat("") == outlet  # by the claim, not by the index of outlets
    told = exists().where(a.story_id == c.story_id, a.claim_id == c.id, here).correlate(st.claims)
    chosen = select(c.story_id, c.id, c.text, c.independent, c.sure, c.about, c.alignment).where(
        c.story_id.in_(mine), c.alignment == "corroborated", ~told
    )
    rows = connection.execute(
        chosen.order_by(c.independent.desc(), c.rank.desc(), c.story_id, c.id).limit(_MOST)
    ).mappings()
    number = connection.scalar(select(func.count()).select_from(chosen.subquery()))
    return tuple(dict(row) for row in rows), int(number or 0)
