"""Actors: identities across reports, into the tables and out again, some at a time."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from onrecord.model import DossierEntity
from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.saving import insert_rows

_FEW = 500
_A_BLOCK = 60  # actors that bear one key, those in most reports first
_LOOKED_AT = 60  # members of an actor among which samples are chosen, the latest report ids first
_SAMPLES = 3  # of them by which it is compared
_MORE_SAMPLES = 8  # where no name says much

Member = tuple[str, str]  # report id, entity id


@dataclass(frozen=True)
class GrownActor:
    """An actor that is new, or has members more, or took in others."""

    record: DossierEntity  # its members are the new ones
    is_new: bool
    absorbs: tuple[str, ...]  # ids that become this one
    keys: frozenset[str]  # of the new members


def load_actor_members(connection: Connection) -> dict[str, frozenset[Member]]:
    """Actor id -> (report id, entity id) of its members."""
    members: dict[str, set[Member]] = {}
    a = st.actor_members.c
    for row in connection.execute(select(a.actor_id, a.report_id, a.entity_id)):
        members.setdefault(row.actor_id, set()).add((row.report_id, row.entity_id))
    return {actor: frozenset(several) for actor, several in members.items()}


def save_actors(
    connection: Connection,
    actors: Sequence[DossierEntity],
    gone: Sequence[str],
    keys: Mapping[str, Collection[str]] | None = None,
) -> None:
    """Actors that are new or changed, in place of those that are gone or changed.

    Args:
        connection: of a writing transaction.
        actors: with their ids of the store and all of their members.
        gone: ids that no entity of the run bears any more.
        keys: actor id -> keys under which names look for it.
    """
    out = [*gone, *(a.id for a in actors)]
    _clear(connection, out)
    insert_rows(connection, st.actors, [_row(a, len({r for r, _ in a.members})) for a in actors])
    insert_rows(connection, st.actor_members, [row for a in actors for row in _member_rows(a)])
    rows = [{"actor_id": a.id, "key": k} for a in actors for k in sorted((keys or {}).get(a.id, ()))]
    insert_rows(connection, st.actor_keys, rows)


def grow_actors(connection: Connection, grown: Sequence[GrownActor], loose: Collection[Member]) -> list[str]:
    """Let actors grow; members that moved leave their earlier actor, which goes when none is left.

    Args:
        connection: of a writing transaction.
        grown: those that are new or changed.
        loose: all members that were placed anew.

    Returns:
        Ids of the actors that are no more.
    """
    left = _take_out(connection, loose)
    absorbed = {old: g.record.id for g in grown for old in g.absorbs}
    fresh = [g for g in grown if g.is_new]
    insert_rows(connection, st.actors, [_row(g.record, 0) for g in fresh])
    m = st.actor_members.c
    for old, new in absorbed.items():
        connection.execute(update(st.actor_members).where(m.actor_id == old).values(actor_id=new))
    insert_rows(connection, st.actor_members, [row for g in grown for row in _member_rows(g.record)])
    j = st.judgements.c
    for old, new in absorbed.items():
        connection.execute(update(st.judgements).where(j.kind == "entity", j.a == old).values(a=new))
        connection.execute(delete(st.judgements).where(j.kind == "entity", j.b == old))
    for g in grown:
        _add_keys(connection, g)
        count = _count(connection, g.record.id)
        row = {k: v for k, v in _row(g.record, count).items() if k != "id"}
        connection.execute(update(st.actors).where(st.actors.c.id == g.record.id).values(row))
    gone = set(absorbed)
    for actor in left - gone - {g.record.id for g in grown}:
        if count := _count(connection, actor):
            connection.execute(update(st.actors).where(st.actors.c.id == actor).values(report_count=count))
        else:
            gone.add(actor)
    _clear(connection, sorted(gone))
    return sorted(gone)


def _take_out(connection: Connection, loose: Collection[Member]) -> set[str]:
    """Members out of their actors; returns whose they were."""
    m, left = st.actor_members.c, set[str]()
    entities: dict[str, list[str]] = {}
    for report, entity in loose:
        entities.setdefault(report, []).append(entity)
    for report, several in sorted(entities.items()):
        mine = (m.report_id == report) & m.entity_id.in_(several)
        left.update(connection.scalars(select(m.actor_id).where(mine)))
        connection.execute(delete(st.actor_members).where(mine))
    return left


def _add_keys(connection: Connection, grown: GrownActor) -> None:
    k = st.actor_keys.c
    keys = set(grown.keys)
    if grown.absorbs:
        keys |= set(connection.scalars(select(k.key).where(k.actor_id.in_(grown.absorbs))))
    there = set(connection.scalars(select(k.key).where(k.actor_id == grown.record.id)))
    rows = [{"actor_id": grown.record.id, "key": key} for key in sorted(keys - there)]
    insert_rows(connection, st.actor_keys, rows)


def _count(connection: Connection, actor: str) -> int:
    m = st.actor_members.c
    return connection.scalar(select(func.count(m.report_id.distinct())).where(m.actor_id == actor)) or 0


def _clear(connection: Connection, ids: Sequence[str]) -> None:
    for at in range(0, len(ids), _FEW):
        some = ids[at : at + _FEW]
        for column in (st.actor_keys.c.actor_id, st.actor_members.c.actor_id, st.actors.c.id):
            connection.execute(delete(column.table).where(column.in_(some)))


def _row(actor: DossierEntity, count: int) -> dict[str, Any]:
    bare = msgspec.structs.replace(actor, mentions=(), members=(), judgements=())
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "report_count": count,
        "aliases": json.dumps(actor.aliases, ensure_ascii=False),
        "record": msgspec.json.encode(bare).decode(),
    }


def _member_rows(actor: DossierEntity) -> Iterable[dict[str, Any]]:
    return ({"actor_id": actor.id, "report_id": r, "entity_id": e} for r, e in actor.members)


def find_actors_by_key(connection: Connection, keys: Collection[str]) -> list[str]:
    """Ids of the actors that bear any of the keys: of each key those in most reports. The oldest ids first."""
    k, a = st.actor_keys.c, st.actors.c
    rank = func.row_number().over(partition_by=k.key, order_by=(a.report_count.desc(), a.id)).label("rank")
    found: set[str] = set()
    wanted = sorted(keys)
    for at in range(0, len(wanted), _FEW):
        ranked = (
            select(k.actor_id, rank)
            .join(st.actors, a.id == k.actor_id)
            .where(k.key.in_(wanted[at : at + _FEW]))
            .subquery()
        )
        found.update(connection.scalars(select(ranked.c.actor_id).where(ranked.c.rank <= _A_BLOCK)))
    return sorted(found, key=lambda i: (int(i[1:]) if i[1:].isdigit() else 0, i))


def sample_members(connection: Connection, actor: str, leave_out: Collection[Member]) -> list[Member]:
    """Some members of an actor by which it can be compared: one for each of its commoner names, more where they are single words."""
    m, e = st.actor_members.c, t.entities.c
    rows = connection.execute(
        select(m.report_id, m.entity_id, e.name)
        .join(t.entities, (e.report_id == m.report_id) & (e.id == m.entity_id))
        .where(m.actor_id == actor)
        .order_by(m.report_id.desc())
        .limit(_LOOKED_AT)
    ).all()
    by_name: dict[str, list[Member]] = {}
    for row in rows:
        if (row.report_id, row.entity_id) not in leave_out:
            by_name.setdefault(row.name, []).append((row.report_id, row.entity_id))
    names = sorted(by_name, key=lambda n: (-min(len(n.split()), 3), -len(by_name[n]), n))
    each = 1 if any(" " in n for n in names) else _MORE_SAMPLES
    return [m for n in names for m in by_name[n][:each]][: _SAMPLES if each == 1 else _MORE_SAMPLES]


def load_actors_of(connection: Connection, reports: Collection[str]) -> dict[Member, str]:
    """(report id, entity id) -> actor, of the entities of some reports."""
    m, wanted = st.actor_members.c, sorted(reports)
    return {
        (row.report_id, row.entity_id): row.actor_id
        for at in range(0, len(wanted), _FEW)
        for row in connection.execute(select(st.actor_members).where(m.report_id.in_(wanted[at : at + _FEW])))
    }


def load_members_of(connection: Connection, actors: Collection[str]) -> dict[Member, str]:
    """(report id, entity id) -> actor, of all members of some actors."""
    m, wanted = st.actor_members.c, sorted(actors)
    return {
        (row.report_id, row.entity_id): row.actor_id
        for at in range(0, len(wanted), _FEW)
        for row in connection.execute(select(st.actor_members).where(m.actor_id.in_(wanted[at : at + _FEW])))
    }


def load_actors(connection: Connection, ids: Collection[str]) -> dict[str, DossierEntity]:
    """Actors by id, without mentions, members and judgements."""
    a, wanted = st.actors.c, sorted(ids)
    return {
        row.id: msgspec.structs.replace(
            msgspec.json.decode(row.record, type=DossierEntity), mentions=(), members=(), judgements=()
        )
        for at in range(0, len(wanted), _FEW)
        for row in connection.execute(select(a.id, a.record).where(a.id.in_(wanted[at : at + _FEW])))
    }
