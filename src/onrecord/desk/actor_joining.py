"""Who the entities of new reports are: they join the actors known, or are new; what people corrected is resolved anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from onrecord.crossreport.entity_joining import Joined, Member, join_entities
from onrecord.crossreport.identities import keep_ids
from onrecord.desk.settling_all import changed_rows, keys_of, load_corrected
from onrecord.model import Annotations, Context, Correction, DossierEntity, Evidence, Judgement, Report
from onrecord.store import schema as t
from onrecord.store.actor_saving import (
    GrownActor,
    find_actors_by_key,
    load_actors,
    load_actors_of,
    load_members_of,
    sample_members,
)
from onrecord.store.loading import load_entities
from onrecord.store.schema_stories import actor_members
from onrecord.store.story_saving import next_number

_OF_ENTITIES = frozenset({"same_entity", "not_same_entity", "split_entity"})


@dataclass
class JoinedActors:
    """What became of the actors."""

    grown: list[GrownActor] = field(default_factory=list)
    loose: frozenset[Member] = frozenset()  # all members that were placed, and those that are no more
    homes: dict[Member, str] = field(default_factory=dict)  # where they are now
    absorbed: dict[str, str] = field(default_factory=dict)  # actors that became another
    judgements: list[Judgement] = field(default_factory=list)
    moved_in: set[str] = field(default_factory=set)  # reports whose entities are other actors than before
    next_actor: int = 1


def join_actors(
    connection: Connection, annotated: Mapping[str, Annotations], changed: Sequence[Correction], context: Context
) -> JoinedActors:
    """Place the entities of some reports.

    Args:
        connection: of a reading transaction.
        annotated: the reports whose entities are placed anew, with what people said of them.
        changed: corrections made or taken back since the last settle: the actors that they are about are resolved anew.
        context: the user's entities, and the corrections that hold.
    """
    result = JoinedActors(next_actor=next_number(connection, "actor"))
    before = load_actors_of(connection, annotated)
    loosened = _loosened(connection, changed)
    freed = load_members_of(connection, loosened)
    freed = {m: a for m, a in freed.items() if m[0] not in annotated}
    loose = {(r, e.id) for r, a in annotated.items() for e in a.entities} | freed.keys()
    if not loose:
        return result
    every = dict(annotated)
    _load_more(connection, every, freed, context)
    keys = _keys(every, loose)
    standing = [
        a for a in find_actors_by_key(connection, {k for mine in keys.values() for k in mine}) if a not in loosened
    ]
    samples = _samples(connection, standing, loose, every, context)
    joined = join_entities(list(every.values()), loose, samples, context)
    _number(connection, joined, before | freed, result)
    _grow(connection, joined, keys, result, {e for m in samples.values() for e in m})
    result.loose = frozenset(loose | before.keys())  # also what a report no longer names
    result.moved_in = {m[0] for m in loose if (before | freed).get(m) != result.homes.get(m)} - annotated.keys()
    result.moved_in |= {r for r, _ in load_members_of(connection, result.absorbed)}
    return result


def _loosened(connection: Connection, changed: Iterable[Correction]) -> set[str]:
    """Actors of which people said something, or no longer say it."""
    spans = [e for c in changed if c.kind in _OF_ENTITIES for e in (*c.subject, *c.against)]
    return set(_mentioned(connection, spans).values())


def _mentioned(connection: Connection, spans: Iterable[Evidence]) -> dict[Member, str]:
    """The entities that spans name, with their actors."""
    m, a = t.mentions.c, actor_members.c
    found: dict[Member, str] = {}
    for span in spans:
        overlaps = (m.report_id == span.report) & (m.start < span.end) & (m.end > span.start)
        chosen = (
            select(a.report_id, a.entity_id, a.actor_id)
            .join(t.mentions, (a.report_id == m.report_id) & (a.entity_id == m.entity_id))
            .where(overlaps)
        )
        found.update(((row.report_id, row.entity_id), row.actor_id) for row in connection.execute(chosen))
    return found


def _load_more(
    connection: Connection, every: dict[str, Annotations], members: Iterable[Member], context: Context
) -> None:
    """The annotations of further reports, without their text."""
    missing = {r for r, _ in members} - every.keys()
    parted = missing.intersection(changed_rows(context.corrections))
    found = {r: a.entities for r, a in load_corrected(connection, sorted(parted), context.corrections).items()}
    for name, entities in (*found.items(), *load_entities(connection, sorted(missing - parted))):
        every[name] = Annotations(report=Report(id=name, text=""), entities=entities)


def _keys(every: Mapping[str, Annotations], loose: set[Member]) -> dict[Member, tuple[str, ...]]:
    memo: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...]] = {}
    return {(r, e.id): keys_of(e, memo) for r, a in every.items() for e in a.entities if (r, e.id) in loose}


def _samples(
    connection: Connection,
    standing: Sequence[str],
    loose: set[Member],
    every: dict[str, Annotations],
    context: Context,
) -> dict[str, list[Member]]:
    """Members by which the actors known are compared, those that people named among them; their reports are loaded."""
    spans = [e for c in context.corrections if c.kind in _OF_ENTITIES for e in (*c.subject, *c.against)]
    named: dict[str, list[Member]] = {}
    for member, actor in _mentioned(connection, spans).items():
        if member not in loose:
            named.setdefault(actor, []).append(member)
    found = {}
    for actor in standing:
        members = [*named.get(actor, ()), *sample_members(connection, actor, loose)]
        if members:
            found[actor] = list(dict.fromkeys(members))
    _load_more(connection, every, (m for several in found.values() for m in several), context)
    for span in spans:  # what a user said of others holds through them too
        _load_more(connection, every, [(span.report, "")], context)
    return found


def _number(
    connection: Connection, joined: Sequence[Joined], before: Mapping[Member, str], result: JoinedActors
) -> None:
    """Give each identity the id that it goes on under, and say who became part of whom."""
    counts = load_actors(connection, {s for j in joined for s in j.standing})
    fresh = [j for j in joined if not j.standing and j.own_id is None]
    known: dict[str, set[Member]] = {}
    for member, actor in before.items():
        known.setdefault(actor, set()).add(member)
    taken = {j.own_id for j in joined} | {s for j in joined for s in j.standing}
    known = {a: m for a, m in known.items() if a not in taken and not _stands(connection, a, m)}
    rank = {a: _age(a)[0] for a in known}
    kept = iter(keep_ids([set(j.entity.members) for j in fresh], known, rank))
    for j in joined:
        if j.own_id is not None:
            home = j.own_id
        elif j.standing:
            home = min(j.standing, key=_age)
        else:
            home = next(kept) or f"a{result.next_actor}"
            result.next_actor += home == f"a{result.next_actor}"
        result.homes.update(dict.fromkeys(j.entity.members, home))
        result.absorbed.update({s: home for s in j.standing if s != home and s in counts})


def _stands(connection: Connection, actor: str, members: set[Member]) -> bool:
    """Whether an actor has further members than these: then it goes on as it is."""
    m = actor_members.c
    rows = connection.execute(select(m.report_id, m.entity_id).where(m.actor_id == actor).limit(len(members) + 1))
    return any((row.report_id, row.entity_id) not in members for row in rows)


def _age(actor: str) -> tuple[int, str]:
    return (int(actor[1:]) if actor[1:].isdigit() else 0, actor)


def _grow(
    connection: Connection,
    joined: Sequence[Joined],
    keys: Mapping[Member, tuple[str, ...]],
    result: JoinedActors,
    samples: set[Member],
) -> None:
    ids = [result.homes.get(j.entity.members[0]) if j.entity.members else min(j.standing, key=_age) for j in joined]
    stored = load_actors(connection, {i for i in ids if i} | {s for j in joined for s in j.standing})
    members = {f"{r}:{e}": actor for (r, e), actor in result.homes.items()}
    names = {f"#{n}": i for n, i in enumerate(ids)}
    for j, home in zip(joined, ids, strict=True):
        assert home is not None
        own = [stored[s] for s in dict.fromkeys((home, *sorted(j.standing, key=_age))) if s in stored]
        record = _record(home, j.entity, own, members)
        mine = frozenset(k for m in j.entity.members for k in keys[m])
        absorbs = tuple(s for s in j.standing if s != home and s in stored)
        result.grown.append(GrownActor(record, home not in stored, absorbs, mine))
        result.judgements += [
            Judgement(a=home, b=x.with_, kind="entity", same=x.same, score=x.score, reasons=x.reasons)
            for x in j.entity.judgements
        ]
        for other, same, score, reasons in j.others:
            there = names.get(other) or result.absorbed.get(other, other)
            if there and there != home:
                result.judgements.append(
                    Judgement(a=home, b=there, kind="entity", same=same, score=score, reasons=reasons)
                )


def _record(home: str, found: DossierEntity, own: Sequence[DossierEntity], members: Mapping[str, str]) -> DossierEntity:
    """The record of an actor: as it was, with the names that are new, under the fullest."""
    names = [n for e in (*own, found) for n in (e.name, *e.aliases)]
    main = max((e.name for e in (*own, found)), key=lambda n: min(len(n.split()), 6))  # the first of equals
    first = own[0] if own else found
    metonym = next((e.metonym_of for e in own if e.metonym_of), None) or members.get(found.metonym_of or "")
    return DossierEntity(
        id=home,
        name=main,
        kind=first.kind,
        country=next((e.country for e in (*own, found) if e.country), None),
        aliases=tuple(dict.fromkeys(n for n in names if n != main)),
        judgements=found.judgements,
        members=found.members,
        metonym_of=metonym if metonym != home else None,
    )
