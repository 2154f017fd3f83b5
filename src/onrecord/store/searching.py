"""Questions to a store. Each answer is bounded, comes in pages, and names report, span and exact text."""

import re
from typing import Any

import msgspec
from sqlalchemy import (
    Connection,
    and_,
    column,
    exists,
    func,
    literal_column,
    or_,
    select,
    table,
    tuple_,
)

from onrecord.model import Record
from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.cursors import read_cursor, write_cursor

MOST = 200  # rows a page at most

Chosen = Any  # a Select: the number of its columns is part of its type, which no function here depends on

#: Where more reports hold the words than this, a list of them costs more than it saves.
_FEW_REPORTS = 2000
_LETTER = re.compile(r"\w")
_WORDS = re.compile(r"\"[^\"]+\"|[^\s\"]+")
_MATCH = table("report_words", column("rowid"), column("report_words"), column("rank"))


class Query(Record, frozen=True):
    """What is asked for; a field left None does not restrict. `after` is the `next` of the page before."""

    words: str | None = None  # all of them; "in quotation marks" as they stand
    outlet: str | None = None
    speaker: str | None = None  # actor id, or words of the speaker as printed
    actor: str | None = None  # actor id
    story: str | None = None
    type: str | None = None  # PLOVER type of an event
    alignment: str | None = None  # of a claim, or of a claim of the story
    since: str | None = None  # ISO day: published on it or later
    until: str | None = None
    after: str | None = None
    limit: int = 50


class Page(Record, frozen=True):
    """Some of the answers, in order, and where to go on; `next` is None on the last page."""

    rows: tuple[dict[str, Any], ...]
    next: str | None = None


def find_stories(connection: Connection, query: Query) -> Page:
    """Stories, the latest first: id, title, report_count, independent, first_day, last_day, disputed, corroborated."""
    s = st.stories.c
    counts = [
        select(func.count())
        .where(st.claims.c.story_id == s.id, st.claims.c.alignment == name)
        .scalar_subquery()
        .label(name)
        for name in ("disputed", "corroborated")
    ]
    key = func.coalesce(s.last_day, "")
    chosen = select(s.id, s.title, s.report_count, s.independent, s.first_day, s.last_day, s.number, *counts)
    chosen = chosen.order_by(key.desc(), s.number)
    for condition in _story_conditions(connection, query):
        chosen = chosen.where(condition)
    if query.since:
        chosen = chosen.where(s.last_day >= query.since)
    if query.until:
        chosen = chosen.where(s.first_day <= query.until)
    if query.after:
        day, number = read_cursor(query.after, str, int)
        chosen = chosen.where(or_(key < day, and_(key == day, s.number > number)))
    return _page(connection, chosen, query, lambda row: (row["last_day"] or "", row["number"]))


def _story_conditions(connection: Connection, query: Query) -> list[Any]:
    """What the reports and claims of a story must have."""
    s = st.stories.c
    found: list[Any] = []
    inside = select(st.story_reports.c.story_id).join(t.reports, t.reports.c.id == st.story_reports.c.report_id)
    if query.outlet:
        found.append(s.id.in_(inside.where(t.reports.c.outlet == query.outlet)))
    if query.words:
        found.append(s.id.in_(inside.where(_has_words(connection, query.words))))
    if query.actor:
        members = select(st.actor_members.c.report_id).where(st.actor_members.c.actor_id == query.actor)
        found.append(s.id.in_(inside.where(t.reports.c.id.in_(members))))
    if query.alignment:
        found.append(
            exists().where(st.claims.c.story_id == s.id, st.claims.c.alignment == query.alignment).correlate(st.stories)
        )
    return found


def find_reports(connection: Connection, query: Query) -> Page:
    """Reports, the latest first: id, outlet, title, url, published, story_id, text (for its snippets), words (the ones looked for)."""
    r = t.reports.c
    key = func.coalesce(r.published_to, "")
    chosen = (
        select(r.id, r.outlet, r.title, r.url, r.published, r.published_to, r.language, st.story_reports.c.story_id)
        .join(st.story_reports, st.story_reports.c.report_id == r.id, isouter=True)
        .order_by(key.desc(), r.id)
    )
    chosen = _report_conditions(connection, chosen, query)
    if query.after:
        day, name = read_cursor(query.after, str, str)
        chosen = chosen.where(or_(key < day, and_(key == day, r.id > name)))
    return _page(connection, chosen, query, lambda row: (row["published_to"] or "", row["id"]))


def find_statements(connection: Connection, query: Query) -> Page:
    """Quotations with report, outlet, spans and words; by speaker in a story, or by any of the query's fields."""
    q, r = t.quotations.c, t.reports.c
    chosen = (
        select(*q, r.outlet, r.published, st.story_reports.c.story_id)
        .join(t.reports, r.id == q.report_id)
        .join(st.story_reports, st.story_reports.c.report_id == q.report_id, isouter=True)
        .order_by(q.report_id, q.start, q.id)
    )
    if query.speaker:
        chosen = chosen.where(tuple_(q.report_id, q.id).in_(_spoken(connection, query.speaker)))
    chosen = _report_conditions(connection, chosen, msgspec.structs.replace(query, words=None))
    if query.words:
        chosen = chosen.where(*word_conditions(connection, q.content, q.report_id, query.words)[0])
    if query.after:
        report, start, name = read_cursor(query.after, str, int, str)
        chosen = chosen.where(
            or_(
                q.report_id > report,
                and_(q.report_id == report, or_(q.start > start, and_(q.start == start, q.id > name))),
            )
        )
    page = _page(connection, chosen, query, lambda row: (row["report_id"], row["start"], row["id"]))
    return _with_spans(connection, page)


def _spoken(connection: Connection, speaker: str) -> Any:
    """(report, quotation) of what someone said: an actor; or those named so, and whoever is printed so where nobody is known."""
    members, said, printed = st.actor_members.c, t.quotation_speakers.c, t.quotations.alias("printed").c
    actors = [speaker] if _is_actor(connection, speaker) else _named_so(connection, speaker)
    by_actors = (
        select(said.report_id, said.quotation_id)
        .join(st.actor_members, and_(members.report_id == said.report_id, members.entity_id == said.entity_id))
        .where(members.actor_id.in_(actors))
    )
    if actors == [speaker]:
        return by_actors
    words, _ = word_conditions(connection, printed.speaker, printed.report_id, f'"{speaker}"')
    return by_actors.union(select(printed.report_id, printed.id).where(*words))


def _named_so(connection: Connection, name: str) -> list[str]:
    """Actors of whose names or aliases one holds the words, those in most reports first."""
    a = st.actors.c
    like = like_pattern(name)
    chosen = select(a.id, a.name, a.aliases).where(
        or_(a.name.ilike(like, escape="\\"), a.aliases.ilike(like, escape="\\"))
    )
    rows = connection.execute(chosen.order_by(a.report_count.desc(), a.id).limit(MOST))
    return [row.id for row in rows if has_word(f"{row.name}\n{row.aliases}", name)]


def word_conditions(connection: Connection, text: Any, report: Any, words: str) -> tuple[list[Any], bool]:
    """That a text holds all the words, as whole ones; and whether few reports do, so that only their texts are looked at.

    Args:
        connection: of a reading transaction.
        text: column of a finding's words.
        report: column of its report's id.
        words: as people put them.
    """
    several, found, is_narrow = split_words(words), list[Any](), False
    if any(_LETTER.search(w) for w in several):
        r = t.reports.c
        ids = list(connection.scalars(select(r.id).where(_has_words(connection, words)).limit(_FEW_REPORTS + 1)))
        is_narrow = len(ids) <= _FEW_REPORTS
        found += [report.in_(ids)] if is_narrow else []
    for word in several:
        found.append(text.ilike(like_pattern(word), escape="\\"))
        if _LETTER.search(word):
            found.append(_whole(connection, text, word))
    return found, is_narrow


def _whole(connection: Connection, text: Any, word: str) -> Any:
    if connection.dialect.name == "sqlite":
        return func.has_word(text, word) == 1
    return text.op("~*")(rf"(^|\W){re.escape(word)}(\W|$)")


def has_word(text: str, word: str) -> bool:
    """Whether a text holds a word, or several together, and not only as a part of another.

    >>> has_word("The Dam broke", "dam"), has_word("to dampen", "dam"), has_word("(dam)", "dam")
    (True, False, True)
    """
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def _with_spans(connection: Connection, page: Page) -> Page:
    """The rows with the spans of content, cue and speaker."""
    s = t.quotation_spans.c
    ids = sorted({row["report_id"] for row in page.rows})
    spans: dict[tuple[str, str, str], list[list[int]]] = {}
    for x in connection.execute(select(*s).where(s.report_id.in_(ids)).order_by(s.report_id, s.start)).mappings():
        spans.setdefault((x["report_id"], x["quotation_id"], x["role"]), []).append([x["start"], x["end"]])
    rows = tuple(
        {
            **row,
            **{
                f"{role}_spans": spans.get((row["report_id"], row["id"], role), [])
                for role in ("content", "cue", "speaker")
            },
        }
        for row in page.rows
    )
    return Page(rows, page.next)


def find_events(connection: Connection, query: Query) -> Page:
    """Events with report, outlet, span, exact words and participants' actors."""
    v, r = t.events.c, t.reports.c
    chosen = (
        select(*v, r.outlet, r.published, st.story_reports.c.story_id)
        .join(t.reports, r.id == v.report_id)
        .join(st.story_reports, st.story_reports.c.report_id == v.report_id, isouter=True)
        .order_by(v.report_id, v.start, v.id)
    )
    if query.type:
        chosen = chosen.where(v.type == query.type)
    if query.actor:
        members, part = st.actor_members.c, t.event_participants.c
        took = (
            select(part.report_id, part.event_id)
            .join(st.actor_members, and_(members.report_id == part.report_id, members.entity_id == part.entity_id))
            .where(members.actor_id == query.actor)
        )
        chosen = chosen.where(tuple_(v.report_id, v.id).in_(took))
    chosen = _report_conditions(connection, chosen, msgspec.structs.replace(query, actor=None))
    if query.after:
        report, start, name = read_cursor(query.after, str, int, str)
        chosen = chosen.where(
            or_(
                v.report_id > report,
                and_(v.report_id == report, or_(v.start > start, and_(v.start == start, v.id > name))),
            )
        )
    return _page(connection, chosen, query, lambda row: (row["report_id"], row["start"], row["id"]))


def find_claims(connection: Connection, query: Query) -> Page:
    """Claims, by story, the weightiest first: id, text, alignment, independent, sure, about, accounts (report, outlet, ...)."""
    c, s = st.claims.c, st.stories.c
    chosen = select(*c, s.number, s.title).order_by(s.number, c.rank.desc(), c.id)
    is_narrow = bool(query.story)
    if query.story:
        chosen = chosen.where(c.story_id == query.story)
    if query.alignment:
        chosen = chosen.where(c.alignment == query.alignment)
    if query.outlet or query.words:
        told, is_narrow = _told(connection, query)
        chosen = chosen.where(told)
    # Where much fits, stories are gone through in order until the page is full (no index on their ids then): nothing is sorted whole.
    chosen = chosen.join(st.stories, c.story_id == (s.id if is_narrow else s.id.concat("")))
    if query.after:
        number, rank, name = read_cursor(query.after, int, float, str)
        chosen = chosen.where(
            or_(s.number > number, and_(s.number == number, or_(c.rank < rank, and_(c.rank == rank, c.id > name))))
        )
    page = _page(connection, chosen, query, lambda row: (row["number"], row["rank"], row["id"]))
    return Page(
        tuple({**row, "accounts": _accounts(connection, row["story_id"], row["id"])} for row in page.rows), page.next
    )


def _told(connection: Connection, query: Query) -> tuple[Any, bool]:
    """The condition that a claim is told by the outlet, in the words; and whether it leaves few enough to begin with them."""
    c, told = st.claims.c, st.claim_accounts.c
    conditions, is_narrow = list[Any](), False
    if query.words:
        conditions, is_narrow = word_conditions(connection, told.exact, told.report_id, query.words)
    if query.outlet:
        conditions.append(told.outlet == query.outlet)
    elif not is_narrow:
        here = select(told.n).where(told.story_id == c.story_id, told.claim_id == c.id, *conditions)
        return here.correlate(st.claims).exists(), False
    return tuple_(c.story_id, c.id).in_(select(told.story_id, told.claim_id).where(*conditions)), True


def _accounts(connection: Connection, story: str, claim: str) -> list[dict[str, Any]]:
    a = st.claim_accounts.c
    chosen = select(a.report_id, a.outlet, a.stance, a.chain, a.quotation_id, a.start, a.end, a.exact)
    rows = connection.execute(chosen.where(a.story_id == story, a.claim_id == claim).order_by(a.n).limit(MOST))
    return [{**row, "chain": msgspec.json.decode(row["chain"])} for row in rows.mappings()]


def find_actors(connection: Connection, query: Query) -> Page:
    """People, organisations, places and groups, those in most reports first: id, name, kind, country, report_count."""
    a = st.actors.c
    chosen = select(a.id, a.name, a.kind, a.country, a.report_count).order_by(a.report_count.desc(), a.id)
    if query.type:
        chosen = chosen.where(a.kind == query.type)
    for word in split_words(query.words or ""):
        chosen = chosen.where(
            or_(a.name.ilike(like_pattern(word), escape="\\"), a.aliases.ilike(like_pattern(word), escape="\\"))
        )
    if query.after:
        count, name = read_cursor(query.after, int, str)
        chosen = chosen.where(or_(a.report_count < count, and_(a.report_count == count, a.id > name)))
    return _page(connection, chosen, query, lambda row: (row["report_count"], row["id"]))


def split_words(words: str) -> list[str]:
    """The words of a question; a stretch in quotation marks is one.

    >>> split_words('dam "death toll" 61')
    ['dam', 'death toll', '61']
    """
    return [w.strip('"') for w in _WORDS.findall(words.replace("\0", " ")) if w.strip('"')]


def _report_conditions(connection: Connection, chosen: Chosen, query: Query) -> Chosen:
    r = t.reports.c
    if query.words:
        chosen = chosen.where(_has_words(connection, query.words))
    if query.outlet:
        chosen = chosen.where(r.outlet == query.outlet)
    if query.since:
        chosen = chosen.where(r.published_to >= query.since)
    if query.until:
        chosen = chosen.where(r.published_from <= query.until)
    if query.story:
        chosen = chosen.where(st.story_reports.c.story_id == query.story)
    if query.actor:
        members = select(st.actor_members.c.report_id).where(st.actor_members.c.actor_id == query.actor)
        chosen = chosen.where(r.id.in_(members))
    return chosen


def _has_words(connection: Connection, words: str) -> Any:
    """The condition that a report holds all the words."""
    several = [w for w in split_words(words) if _LETTER.search(w)]
    if not several:
        return literal_column("1") == 1
    if connection.dialect.name == "sqlite":
        match = " ".join('"' + w.replace('"', '""') + '"' for w in several)
        hits = select(_MATCH.c.rowid).where(literal_column("report_words").op("MATCH")(match))
        return literal_column("reports.rowid").in_(hits)
    queries = [func.phraseto_tsquery("english", w) for w in several]
    held: Any = literal_column("reports.words")
    return and_(
        *(or_(func.numnode(q) == 0, held.op("@@")(q)) for q in queries)
    )  # of words that are not indexed nothing is asked


def _is_actor(connection: Connection, name: str) -> bool:
    return connection.scalar(select(st.actors.c.id).where(st.actors.c.id == name)) is not None


def like_pattern(word: str) -> str:
    """What LIKE takes for words that stand anywhere in a text; the escape is a backslash."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", word) + "%"


def _page(connection: Connection, chosen: Chosen, query: Query, key: Any) -> Page:
    limit = max(1, min(query.limit, MOST))
    rows = [dict(row) for row in connection.execute(chosen.limit(limit + 1)).mappings()]
    if len(rows) <= limit:
        return Page(tuple(rows))
    return Page(tuple(rows[:limit]), write_cursor(key(rows[limit - 1])))
