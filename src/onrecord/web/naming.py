"""How an actor shows in the record: statements by month, and the words each outlet uses, from the mentions as printed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, select

from onrecord.store import schema as t
from onrecord.store import schema_stories as st

_MOST_MENTIONS = 2000
_MOST_WORDINGS = 6
_MOST_OUTLETS = 40
_MOST_MONTHS = 36
_NAMING = ("name", "acronym", "title", "description", "demonym")


@dataclass(frozen=True)
class Wording:
    """Words an outlet uses, how often, and one place where it does."""

    text: str
    number: int
    report: str
    start: int
    end: int


@dataclass(frozen=True)
class CalledBy:
    outlet: str
    wordings: tuple[Wording, ...]
    left: int


@dataclass(frozen=True)
class Bar:
    """Statements of one month; `height` of the highest, 0..1."""

    month: str
    number: int
    height: float


def called_by(connection: Connection, actor: str) -> tuple[CalledBy, ...]:
    """What each outlet calls an actor, the outlets with most mentions first. Of an actor with very many mentions only the first count."""
    a, m = st.actor_members.c, t.mentions.c
    chosen = (
        select(m.report_id, m.start, m.end)
        .join(st.actor_members, and_(a.report_id == m.report_id, a.entity_id == m.entity_id))
        .where(a.actor_id == actor, m.form.in_(_NAMING))
        .limit(_MOST_MENTIONS)
    )
    counts: dict[str, Counter[str]] = {}
    places: dict[tuple[str, str], tuple[str, int, int]] = {}
    for outlet, words, place in _printed(connection, connection.execute(chosen).all()):
        counts.setdefault(outlet, Counter())[words] += 1
        places.setdefault((outlet, words), place)
    ordered = sorted(counts, key=lambda o: (-counts[o].total(), o))[:_MOST_OUTLETS]
    return tuple(
        CalledBy(
            o,
            tuple(Wording(w, n, *places[o, w]) for w, n in counts[o].most_common(_MOST_WORDINGS)),
            max(0, len(counts[o]) - _MOST_WORDINGS),
        )
        for o in ordered
    )


def _printed(connection: Connection, rows: Sequence[Any]) -> Iterator[tuple[str, str, tuple[str, int, int]]]:
    """(outlet, words on one line, place) of mentions; each text is read once."""
    r = t.reports.c
    held: dict[str, Any] = {}
    ids = sorted({row.report_id for row in rows})
    for at in range(0, len(ids), 500):
        some = select(r.id, r.outlet, r.text).where(r.id.in_(ids[at : at + 500]))
        held.update({row.id: row for row in connection.execute(some)})
    for row in rows:
        report = held[row.report_id]
        words = " ".join(report.text[row.start : row.end].split())
        yield report.outlet or "(no outlet named)", words, (row.report_id, row.start, row.end)


def said_by_month(connection: Connection, actor: str) -> tuple[Bar, ...]:
    """Statements by the month in which their reports came out; months without one are there too. Undated reports are left out."""
    a, s, r = st.actor_members.c, t.quotation_speakers.c, t.reports.c
    month = func.substr(r.published_from, 1, 7).label("month")
    chosen = (
        select(month, func.count().label("number"))
        .select_from(t.quotation_speakers)
        .join(st.actor_members, and_(a.report_id == s.report_id, a.entity_id == s.entity_id))
        .join(t.reports, r.id == s.report_id)
        .where(a.actor_id == actor, r.published_from.is_not(None))
        .group_by(month)
        .order_by(month.desc())
        .limit(_MOST_MONTHS)
    )
    found = {row.month: row.number for row in connection.execute(chosen)}
    if not found:
        return ()
    most = max(found.values())
    return tuple(
        Bar(m, found.get(m, 0), found.get(m, 0) / most) for m in _months(min(found), max(found))[-_MOST_MONTHS:]
    )


def _months(first: str, last: str) -> list[str]:
    """The months from one to another.

    >>> _months("2020-11", "2021-01")
    ['2020-11', '2020-12', '2021-01']
    """
    (a, b), (c, d) = ((int(x[:4]), int(x[5:7])) for x in (first, last))
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(a * 12 + b - 1, c * 12 + d)]


@dataclass(frozen=True)
class NamedActor:
    """An actor and the words that one outlet has for it."""

    id: str
    name: str
    wordings: tuple[Wording, ...]


_MOST_ACTORS = 15
_MOST_REPORTS = 200


def words_of_outlet(connection: Connection, outlet: str) -> tuple[NamedActor, ...]:
    """Those an outlet names in most reports, each with the outlet's words for them, as its latest reports have them."""
    a, m, r = st.actor_members.c, t.mentions.c, t.reports.c
    latest = select(r.id).where(r.outlet == outlet).order_by(r.published_from.desc(), r.id).limit(_MOST_REPORTS)
    ids = list(connection.scalars(latest))
    number = func.count().label("number")
    most = (
        select(a.actor_id, number)
        .where(a.report_id.in_(ids))
        .group_by(a.actor_id)
        .order_by(number.desc(), a.actor_id)
        .limit(_MOST_ACTORS)
    )
    actors = list(connection.scalars(most))
    rows = connection.execute(
        select(a.actor_id, m.report_id, m.start, m.end)
        .join(t.mentions, and_(a.report_id == m.report_id, a.entity_id == m.entity_id))
        .where(a.report_id.in_(ids), a.actor_id.in_(actors), m.form.in_(_NAMING))
        .order_by(m.report_id, m.start)
    ).all()
    counts: dict[str, Counter[str]] = {}
    places: dict[tuple[str, str], tuple[str, int, int]] = {}
    for row, (_, words, place) in zip(rows, _printed(connection, rows), strict=True):
        counts.setdefault(row.actor_id, Counter())[words] += 1
        places.setdefault((row.actor_id, words), place)
    names = select(st.actors.c.id, st.actors.c.name).where(st.actors.c.id.in_(actors))
    named = {row.id: row.name for row in connection.execute(names)}
    return tuple(
        NamedActor(x, named[x], tuple(Wording(w, n, *places[x, w]) for w, n in counts[x].most_common(_MOST_WORDINGS)))
        for x in actors
        if x in counts
    )
