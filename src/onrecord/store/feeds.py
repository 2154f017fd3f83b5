"""What a store knows of watched feeds: rows out and in."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, insert, or_, select, update

from onrecord.model import Problem, Record
from onrecord.store import schema_feeds as t

_FEW = 500  # values in one IN (...)


class FeedState(Record, frozen=True):
    """A row of `feeds`."""

    id: str
    url: str
    title: str | None = None
    etag: str = ""
    last_modified: str = ""
    asked_at: str | None = None
    answered_at: str | None = None
    next_at: str | None = None  # ISO, UTC; None: at once
    failures: int = 0


class FeedItem(Record, frozen=True):
    """A row of `feed_items`."""

    feed_id: str
    id: str
    page_id: str
    url: str | None
    title: str | None
    found_at: str
    state: str = "waiting"
    attempts: int = 0
    next_at: str | None = None
    report_id: str | None = None
    archive_file: str | None = None
    entry: str | None = None
    done_at: str | None = None


class FeedReport(Record, frozen=True):
    """A feed for people who ask how it is doing."""

    state: FeedState
    counts: dict[str, int]  # state of items -> how many
    problems: tuple[tuple[str, int, str], ...]  # (message, how often, when last), the latest first


def enter_feeds(connection: Connection, feeds: Iterable[tuple[str, str]]) -> dict[str, FeedState]:
    """The states of some feeds, those new to the store entered.

    Args:
        connection: of a writing transaction.
        feeds: (id, address without secrets).
    """
    known = load_feed_states(connection)
    fresh = [FeedState(id=name, url=url) for name, url in feeds if name not in known]
    if fresh:
        connection.execute(insert(t.feeds), [_row(s) for s in fresh])
    return {**known, **{s.id: s for s in fresh}}


def load_feed_states(connection: Connection) -> dict[str, FeedState]:
    """All feeds that were ever watched, by id."""
    return {row["id"]: FeedState(**row) for row in connection.execute(select(t.feeds)).mappings()}


def save_feed_state(connection: Connection, state: FeedState) -> None:
    """A feed as it stands now."""
    connection.execute(update(t.feeds).where(t.feeds.c.id == state.id).values(_row(state)))


def known_items(connection: Connection, feed: str, ids: Sequence[str]) -> set[str]:
    """Those of some items of a feed that the store holds."""
    return _found(connection, t.feed_items.c.id, ids, t.feed_items.c.feed_id == feed)


def listed_pages(connection: Connection, pages: Sequence[str]) -> set[str]:
    """Those of some pages that an item of any feed waits for or has brought."""
    return _found(connection, t.feed_items.c.page_id, pages, t.feed_items.c.state.in_(("waiting", "kept")))


def _found(connection: Connection, column, values: Sequence[str], also) -> set[str]:  # type: ignore[no-untyped-def] # SQLAlchemy's own
    found: set[str] = set()
    for at in range(0, len(values), _FEW):
        found.update(connection.scalars(select(column).where(column.in_(values[at : at + _FEW]), also)))
    return found


def save_items(connection: Connection, items: Sequence[FeedItem]) -> None:
    """New items."""
    if items:
        connection.execute(insert(t.feed_items), [_row(i) for i in items])


def waiting_items(connection: Connection, feeds: Sequence[str], until: str) -> list[FeedItem]:
    """The items of some feeds whose pages are to be read by some moment, those found first before the others."""
    c = t.feed_items.c
    due = or_(c.next_at.is_(None), c.next_at <= until)
    chosen = select(t.feed_items).where(c.state == "waiting", due, c.feed_id.in_(feeds))
    return [FeedItem(**row) for row in connection.execute(chosen.order_by(c.found_at, c.feed_id, c.id)).mappings()]


def next_item_at(connection: Connection, feeds: Sequence[str]) -> str | None:
    """When the first waiting item of some feeds is to be tried again."""
    c = t.feed_items.c
    found = connection.scalar(select(func.min(c.next_at)).where(c.state == "waiting", c.feed_id.in_(feeds)))
    return None if found is None else str(found)


def update_item(connection: Connection, item: FeedItem) -> bool:
    """A waiting item as it stands now; False, and nothing changed, where another program was done with it before."""
    c = t.feed_items.c
    mine = (c.feed_id == item.feed_id) & (c.id == item.id) & (c.state == "waiting")
    return connection.execute(update(t.feed_items).where(mine).values(_row(item))).rowcount == 1


def name_report(connection: Connection, item: FeedItem) -> None:
    """Which report an item has become; the store holds it."""
    mine = (t.feed_items.c.feed_id == item.feed_id) & (t.feed_items.c.id == item.id)
    connection.execute(update(t.feed_items).where(mine).values(report_id=item.report_id))


def save_feed_problem(connection: Connection, feed: str, item: str, problem: Problem, moment: str) -> None:
    """What went wrong with a feed (item "") or an item; the same again is counted."""
    c = t.feed_problems.c
    same = (c.feed_id == feed) & (c.item_id == item) & (c.message == problem.message)
    again = update(t.feed_problems).where(same).values(times=c.times + 1, last_at=moment)
    if connection.execute(again).rowcount == 0:
        row = {"feed_id": feed, "item_id": item, "stage": problem.stage, "message": problem.message}
        connection.execute(insert(t.feed_problems).values({**row, "times": 1, "first_at": moment, "last_at": moment}))


def describe_feeds(connection: Connection, problems: int = 5) -> list[FeedReport]:
    """Every feed of the store with its counts and latest problems, by address.

    Args:
        connection: of a reading transaction.
        problems: how many of each.
    """
    i, p = t.feed_items.c, t.feed_problems.c
    counted: dict[str, dict[str, int]] = {}
    for feed, state, count in connection.execute(select(i.feed_id, i.state, func.count()).group_by(i.feed_id, i.state)):
        counted.setdefault(feed, {})[state] = count
    found = []
    for state in sorted(load_feed_states(connection).values(), key=lambda s: s.url):
        chosen = select(p.message, p.times, p.last_at).where(p.feed_id == state.id)
        rows = connection.execute(chosen.order_by(p.last_at.desc(), p.message).limit(problems)).all()
        found.append(FeedReport(state, counted.get(state.id, {}), tuple((r[0], r[1], r[2]) for r in rows)))
    return found


def _row(record: FeedState | FeedItem) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__struct_fields__}
