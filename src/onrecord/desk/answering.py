"""Questions of programs to a store, answered with evidence. Each answer is bounded; what has no characters to stand on is left out."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from onrecord.desk.answers import (
    AccountGroup,
    Against,
    ClaimAnswer,
    ReportHit,
    Reports,
    Statement,
    Statements,
    StoryAnswer,
    Stretch,
    Told,
    Words,
)
from onrecord.desk.citing import Cited, load_cited, words_around
from onrecord.model import OnRecordError
from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.searching import Query, find_claims, find_reports, find_statements, split_words

MOST_ACCOUNTS = 50  # tellings of a claim in one answer
_LONGEST = 4_000  # characters of a stretch at most

Row = Mapping[str, Any]


def search_reports(connection: Connection, query: Query) -> Reports:
    """Reports that hold all words of a query, with the sentences that do."""
    page = find_reports(connection, query)
    cited = load_cited(connection, [row["id"] for row in page.rows])
    words = split_words(query.words or "")
    hits = [ReportHit(r.id, r.title, words_around(r, words)) for row in page.rows if (r := cited.get(row["id"]))]
    return Reports([h for h in hits if h.words], page.next)


def answer_story(connection: Connection, story: str, query: Query) -> StoryAnswer:
    """A story with its independent accounts and a page of its claims.

    Raises:
        OnRecordError: the store has no such story.
    """
    row = connection.execute(select(st.stories).where(st.stories.c.id == story)).mappings().first()
    if row is None:
        raise OnRecordError(f"the store has no story {story!r}")
    page = find_claims(connection, msgspec.structs.replace(query, story=story))
    return StoryAnswer(
        story=story,
        title=row["title"],
        independent=row["independent"],
        first_day=row["first_day"],
        last_day=row["last_day"],
        accounts=_accounts(connection, story),
        claims=answer_claims(connection, page.rows),
        next=page.next,
    )


def _accounts(connection: Connection, story: str) -> list[AccountGroup]:
    s, a, r = st.story_reports.c, st.story_accounts.c, t.reports.c
    chosen = select(s.account, s.report_id, r.outlet, a.reasons).where(s.story_id == story)
    chosen = chosen.join(t.reports, r.id == s.report_id)
    chosen = chosen.join(st.story_accounts, (a.story_id == s.story_id) & (a.account == s.account))
    groups: dict[int, AccountGroup] = {}
    for row in connection.execute(chosen.order_by(s.account, s.report_id)):
        group = groups.setdefault(row.account, AccountGroup(row.account, [], [], json.loads(row.reasons)))
        group.reports.append(row.report_id)
        if row.outlet and row.outlet not in group.outlets:
            group.outlets.append(row.outlet)
    return list(groups.values())


def answer_claims(connection: Connection, rows: Sequence[Row]) -> list[ClaimAnswer]:
    """Claims as `find_claims` gives them, with the words of each telling; one without any is left out."""
    told = [a for row in rows for a in row["accounts"][:MOST_ACCOUNTS]]
    cited = load_cited(connection, [a["report_id"] for a in told])
    names = _actor_names(connection, {part for a in told for link in a["chain"] for part in link.split("+")})
    against = _conflicts(connection, rows)
    answers = [
        ClaimAnswer(
            story=row["story_id"],
            claim=row["id"],
            alignment=row["alignment"],
            independent=row["independent"],
            sure=row["sure"],
            about=row["about"],
            hypothetical=row["hypothetical"],
            told=[x for a in row["accounts"][:MOST_ACCOUNTS] if (x := _told(a, cited, names))],
            against=against.get((row["story_id"], row["id"]), []),
        )
        for row in rows
    ]
    return [a for a in answers if a.told]


def _told(account: Row, cited: Mapping[str, Cited], names: Mapping[str, str]) -> Told | None:
    report = cited.get(account["report_id"])
    words = report.words(account["start"], account["end"]) if report else None
    return Told(account["stance"], [_holder(link, names) for link in account["chain"]], words) if words else None


def name_holders(connection: Connection, chains: Sequence[Sequence[str]]) -> Callable[[Sequence[str]], list[str]]:
    """What turns the chains of some accounts into words for a reader: names instead of ids."""
    names = _actor_names(connection, {part for chain in chains for link in chain for part in link.split("+")})
    return lambda chain: [_holder(link, names) for link in chain]


def _holder(link: str, names: Mapping[str, str]) -> str:
    """One link of a chain for a reader: a name, the words of a speaker that is no entity, or the outlet."""
    parts = (p.removeprefix("outlet:").removeprefix("said:") for p in link.split("+"))
    return " and ".join(names.get(p, p) for p in parts)


def _actor_names(connection: Connection, ids: set[str]) -> dict[str, str]:
    a = st.actors.c
    few = sorted(i for i in ids if not i.startswith(("outlet:", "said:")))[:500]
    return {row.id: row.name for row in connection.execute(select(a.id, a.name).where(a.id.in_(few)))}


def _conflicts(connection: Connection, rows: Sequence[Row]) -> dict[tuple[str, str], list[Against]]:
    c = st.conflicts.c
    stories = sorted({row["story_id"] for row in rows})
    here = {(row["story_id"], row["id"]) for row in rows}
    found: dict[tuple[str, str], list[Against]] = {}
    for x in connection.execute(
        select(c.story_id, c.claim_id, c.with_claim, c.kind, c.reasons).where(
            c.story_id.in_(stories), c.claim_id.in_(sorted({row["id"] for row in rows}))
        )
    ):
        if (x.story_id, x.claim_id) in here:
            told = Against(x.with_claim, x.kind, list(json.loads(x.reasons)))
            found.setdefault((x.story_id, x.claim_id), []).append(told)
    return found


def who_said(connection: Connection, query: Query) -> Statements:
    """Statements by speaker, words, story, outlet or day, with the characters of speaker, cue and content."""
    page = find_statements(connection, query)
    cited = load_cited(connection, [row["report_id"] for row in page.rows])
    actors = _speakers(connection, page.rows)
    found = []
    for row in page.rows:
        report = cited[row["report_id"]]
        spans = {role: _spans(report, row[f"{role}_spans"]) for role in ("speaker", "cue", "content")}
        if spans["content"]:
            names = actors.get((row["report_id"], row["id"]), [])
            found.append(
                Statement(
                    row["kind"], row["class"], row["negated"], spans["speaker"], names, spans["cue"], spans["content"]
                )
            )
    return Statements(found, page.next)


def _spans(report: Cited, spans: Sequence[Sequence[int]]) -> list[Words]:
    return [words for start, end in spans if (words := report.words(start, end))]


def _speakers(connection: Connection, rows: Sequence[Row]) -> dict[tuple[str, str], list[str]]:
    """(report, quotation) -> names of the actors who speak."""
    q, m, a = t.quotation_speakers.c, st.actor_members.c, st.actors.c
    chosen = (
        select(q.report_id, q.quotation_id, a.name)
        .join(st.actor_members, (m.report_id == q.report_id) & (m.entity_id == q.entity_id))
        .join(st.actors, a.id == m.actor_id)
        .where(q.report_id.in_(sorted({row["report_id"] for row in rows})))
        .order_by(a.name)
    )
    found: dict[tuple[str, str], list[str]] = {}
    for row in connection.execute(chosen):
        found.setdefault((row.report_id, row.quotation_id), []).append(row.name)
    return found


def read_span(connection: Connection, report: str, start: int, end: int, around: int) -> Stretch:
    """The characters of a span, with some of what stands before and after it.

    Args:
        connection: of a reading transaction.
        report: id.
        start: first code point of the report's text.
        end: behind the last; at most 4,000 further.
        around: characters on each side, at most 2,000.

    Raises:
        OnRecordError: there is no such report, or no such span in it.
    """
    cited = load_cited(connection, [report]).get(report)
    if cited is None:
        raise OnRecordError(f"the store has no report {report!r}")
    words = cited.words(start, min(end, start + _LONGEST))
    if words is None:
        raise OnRecordError(f"report {report!r} has {len(cited.text)} characters; [{start}, {end}) is no span of it")
    around = max(0, min(around, _LONGEST // 2))
    p = t.parts.c
    kinds = select(p.kind).where(p.report_id == report, p.start < words.end, p.end > words.start).order_by(p.n)
    before, after = cited.text[max(0, start - around) : start], cited.text[words.end : words.end + around]
    return Stretch(words, before, after, cited.title, list(dict.fromkeys(connection.scalars(kinds))))
