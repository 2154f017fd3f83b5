"""What many reports say together, into the tables: only what changed is written again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, func, insert, select, update

from onrecord.model import Claim, Copy, Dossier, DossierEntity, Judgement, Tie
from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.saving import pack

_FEW = 500


@dataclass(frozen=True)
class StoryState:
    """What the store knows of a story before a settle."""

    id: str
    number: int
    revision: int
    fingerprint: str
    reports: frozenset[str]


@dataclass(frozen=True)
class SettledStory:
    """A story to be written: new, or changed."""

    dossier: Dossier
    number: int
    revision: int
    fingerprint: str
    days: tuple[str | None, str | None]  # first and last ISO day of publication


def load_stories_state(connection: Connection) -> dict[str, StoryState]:
    """Every story with its reports."""
    members: dict[str, set[str]] = {}
    for row in connection.execute(select(st.story_reports.c.story_id, st.story_reports.c.report_id)):
        members.setdefault(row.story_id, set()).add(row.report_id)
    rows = connection.execute(
        select(st.stories.c.id, st.stories.c.number, st.stories.c.revision, st.stories.c.fingerprint)
    )
    return {r.id: StoryState(r.id, r.number, r.revision, r.fingerprint, frozenset(members.get(r.id, ()))) for r in rows}


def load_actor_members(connection: Connection) -> dict[str, frozenset[tuple[str, str]]]:
    """Actor id -> (report id, entity id) of its members."""
    members: dict[str, set[tuple[str, str]]] = {}
    a = st.actor_members.c
    for row in connection.execute(select(a.actor_id, a.report_id, a.entity_id)):
        members.setdefault(row.actor_id, set()).add((row.report_id, row.entity_id))
    return {actor: frozenset(several) for actor, several in members.items()}


def next_number(connection: Connection, key: str) -> int:
    """The next number for an id that was never given ("story", "actor")."""
    value = connection.scalar(select(t.settings.c.value).where(t.settings.c.key == f"next {key}"))
    return int(value) if value else 1


def keep_setting(connection: Connection, key: str, value: str) -> None:
    """Write one setting, new or changed."""
    changed = connection.execute(update(t.settings).where(t.settings.c.key == key).values(value=value))
    if not changed.rowcount:
        connection.execute(insert(t.settings).values(key=key, value=value))


def load_setting(connection: Connection, key: str) -> str | None:
    """One setting; None where it was never written."""
    return connection.scalar(select(t.settings.c.value).where(t.settings.c.key == key))


def drop_stories(connection: Connection, ids: Sequence[str]) -> None:
    """Stories that are no more; what hangs on them goes with them."""
    for table in (st.conflicts, st.claim_accounts, st.claims, st.dossiers, st.story_accounts, st.story_reports):
        for at in range(0, len(ids), _FEW):
            connection.execute(delete(table).where(table.c.story_id.in_(ids[at : at + _FEW])))
    for at in range(0, len(ids), _FEW):
        connection.execute(delete(st.stories).where(st.stories.c.id.in_(ids[at : at + _FEW])))


def save_story(connection: Connection, settled: SettledStory) -> None:
    """A story with its accounts, claims and dossier; `drop_stories` took away what it was before."""
    story = settled.dossier.story
    row = {
        "id": story.id,
        "number": settled.number,
        "title": story.title,
        "independent": story.independent,
        "report_count": len(story.reports),
        "first_day": settled.days[0],
        "last_day": settled.days[1],
        "fingerprint": settled.fingerprint,
        "revision": settled.revision,
    }
    connection.execute(insert(st.stories).values(row))
    accounts = list(enumerate(story.groups, 1))
    _insert(
        connection,
        st.story_accounts,
        [{"story_id": story.id, "account": n, "reasons": json.dumps(g.reasons)} for n, g in accounts],
    )
    _insert(
        connection,
        st.story_reports,
        [{"story_id": story.id, "report_id": r, "account": n} for n, g in accounts for r in g.reports],
    )
    connection.execute(
        insert(st.dossiers).values(story_id=story.id, revision=settled.revision, content=pack(settled.dossier))
    )
    _save_claims(connection, settled.dossier)


def _save_claims(connection: Connection, dossier: Dossier) -> None:
    story = dossier.story.id
    outlets = {r.id: r.outlet or f"({r.id})" for r in dossier.reports}
    fields = ("id", "text", "alignment", "independent", "about", "hypothetical", "rank")
    _insert(connection, st.claims, [{"story_id": story, **{f: getattr(c, f) for f in fields}} for c in dossier.claims])
    _insert(connection, st.claim_accounts, [row for c in dossier.claims for row in _accounts(story, c, outlets)])
    _insert(
        connection,
        st.conflicts,
        [
            {
                "story_id": story,
                "claim_id": c.id,
                "with_claim": x.with_,
                "kind": x.kind,
                "reasons": json.dumps(x.reasons, ensure_ascii=False),
            }
            for c in dossier.claims
            for x in c.conflicts
        ],
    )


def _accounts(story: str, claim: Claim, outlets: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    for n, a in enumerate(claim.accounts):
        yield {
            "story_id": story,
            "claim_id": claim.id,
            "n": n,
            "report_id": a.report,
            "outlet": outlets[a.report],
            "stance": a.stance,
            "chain": json.dumps(a.chain, ensure_ascii=False),
            "quotation_id": a.quotation,
            "start": a.spans[0].start,
            "end": a.spans[-1].end,
            "exact": a.exact,
        }


def save_actors(connection: Connection, actors: Sequence[DossierEntity], gone: Sequence[str]) -> None:
    """Actors that are new or changed, in place of those that are gone or changed.

    Args:
        connection: of a writing transaction.
        actors: with their ids of the store.
        gone: ids that no entity of the run bears any more.
    """
    out = [*gone, *(a.id for a in actors)]
    for table in (st.actor_members, st.actors):
        column = st.actor_members.c.actor_id if table is st.actor_members else st.actors.c.id
        for at in range(0, len(out), _FEW):
            connection.execute(delete(table).where(column.in_(out[at : at + _FEW])))
    _insert(connection, st.actors, [_actor_row(a) for a in actors])
    _insert(
        connection,
        st.actor_members,
        [{"actor_id": a.id, "report_id": r, "entity_id": e} for a in actors for r, e in a.members],
    )


def _actor_row(actor: DossierEntity) -> dict[str, Any]:
    bare = msgspec.structs.replace(actor, mentions=())
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "report_count": len({r for r, _ in actor.members}),
        "aliases": json.dumps(actor.aliases, ensure_ascii=False),
        "record": msgspec.json.encode(bare).decode(),
    }


def save_ties(
    connection: Connection, copies: Sequence[Copy], ties: Sequence[Tie], judgements: Sequence[Judgement]
) -> None:
    """Copies, ties and judgements of the run, in place of the earlier ones."""
    for table in (st.copy_spans, st.copy_reports, st.copies, st.ties, st.judgements):
        connection.execute(delete(table))
    numbered = list(enumerate(copies, 1))
    _insert(
        connection,
        st.copies,
        [{"id": n, "original": c.original, "basis": json.dumps(c.basis, ensure_ascii=False)} for n, c in numbered],
    )
    _insert(connection, st.copy_reports, [{"copy_id": n, "report_id": r} for n, c in numbered for r in c.reports])
    _insert(
        connection,
        st.copy_spans,
        [{"copy_id": n, "report_id": s.report, "start": s.start, "end": s.end} for n, c in numbered for s in c.spans],
    )
    _insert(
        connection,
        st.ties,
        [{"kind": x.kind, "reason": x.reason, "reports": json.dumps(x.reports, ensure_ascii=False)} for x in ties],
    )
    fields = ("kind", "a", "b", "same", "score")
    _insert(
        connection,
        st.judgements,
        [
            {**{f: getattr(j, f) for f in fields}, "reasons": json.dumps(j.reasons, ensure_ascii=False)}
            for j in judgements
        ],
    )


def count_rows(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
