"""Stories with their claims and dossiers, into the tables: only what changed is written again."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from onrecord.model import Claim, Dossier, StoryChange
from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.saving import insert_rows, now, pack

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
    analysed: Mapping[str, str] = field(default_factory=dict)  # report id -> analysis whose findings the dossier holds


def load_stories_state(connection: Connection, ids: Sequence[str] | None = None) -> dict[str, StoryState]:
    """Stories with their reports, by id: those named, or every one."""
    s, m = st.stories.c, st.story_reports.c
    chosen = select(s.id, s.number, s.revision, s.fingerprint)
    inside = select(m.story_id, m.report_id)
    found: list[Any] = []
    members: dict[str, set[str]] = {}
    for some in [None] if ids is None else [ids[at : at + _FEW] for at in range(0, len(ids), _FEW)]:
        found += connection.execute(chosen if some is None else chosen.where(s.id.in_(some)))
        for row in connection.execute(inside if some is None else inside.where(m.story_id.in_(some))):
            members.setdefault(row.story_id, set()).add(row.report_id)
    return {
        r.id: StoryState(r.id, r.number, r.revision, r.fingerprint, frozenset(members.get(r.id, ()))) for r in found
    }


def stories_of(connection: Connection, reports: Collection[str]) -> dict[str, str]:
    """Report id -> the story it is in; reports that no settle has seen are absent."""
    m, wanted = st.story_reports.c, sorted(reports)
    return {
        row.report_id: row.story_id
        for at in range(0, len(wanted), _FEW)
        for row in connection.execute(select(m.report_id, m.story_id).where(m.report_id.in_(wanted[at : at + _FEW])))
    }


def save_story_changes(connection: Connection, changes: Sequence[StoryChange]) -> None:
    """Note which stories became one, and which became several."""
    settled_at = now()
    first = (connection.scalar(select(func.max(st.story_changes.c.id))) or 0) + 1
    insert_rows(
        connection,
        st.story_changes,
        [
            {
                "id": n,
                "settled_at": settled_at,
                "kind": c.kind,
                "story": c.story,
                "other_story": c.other,
                "report": c.report,
                "reasons": json.dumps(c.reasons, ensure_ascii=False),
            }
            for n, c in enumerate(changes, first)
        ],
    )


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
    for table in (
        st.figure_accounts,
        st.figures,
        st.conflicts,
        st.claim_accounts,
        st.claims,
        st.dossiers,
        st.story_accounts,
        st.story_reports,
    ):
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
    insert_rows(connection, st.stories, [row])
    accounts = list(enumerate(story.groups, 1))
    insert_rows(
        connection,
        st.story_accounts,
        [{"story_id": story.id, "account": n, "reasons": json.dumps(g.reasons)} for n, g in accounts],
    )
    insert_rows(
        connection,
        st.story_reports,
        [
            {"story_id": story.id, "report_id": r, "account": n, "analysis_id": settled.analysed.get(r)}
            for n, g in accounts
            for r in g.reports
        ],
    )
    connection.execute(
        insert(st.dossiers).values(story_id=story.id, revision=settled.revision, content=pack(settled.dossier))
    )
    _save_claims(connection, settled.dossier)
    _save_figures(connection, settled.dossier)


def _save_claims(connection: Connection, dossier: Dossier) -> None:
    story = dossier.story.id
    outlets = {r.id: r.outlet or f"({r.id})" for r in dossier.reports}
    fields = ("id", "text", "alignment", "independent", "sure", "about", "hypothetical", "rank")
    insert_rows(
        connection, st.claims, [{"story_id": story, **{f: getattr(c, f) for f in fields}} for c in dossier.claims]
    )
    insert_rows(connection, st.claim_accounts, [row for c in dossier.claims for row in _accounts(story, c, outlets)])
    insert_rows(
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


def _save_figures(connection: Connection, dossier: Dossier) -> None:
    story, numbered = dossier.story.id, list(enumerate(dossier.figures, 1))
    fields = ("item", "about", "kind", "unit", "disputed", "independent")
    rows = []
    for n, f in numbered:
        low, high = f.agreed or (None, None)
        rows.append({"story_id": story, "n": n, "low": low, "high": high, **{x: getattr(f, x) for x in fields}})
    insert_rows(connection, st.figures, rows)
    told = ("start", "end", "low", "high", "comparator", "as_of", "exact")
    insert_rows(
        connection,
        st.figure_accounts,
        [
            {"story_id": story, "figure": n, "n": k, "report_id": a.report, **{x: getattr(a, x) for x in told}}
            for n, f in numbered
            for k, a in enumerate(f.accounts, 1)
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
