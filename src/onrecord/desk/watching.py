"""Feeds into a store: asked politely, their items' pages archived and kept, analysed and settled; again and again.

What is done is in the store: a feed's answer and the items that it brought are one transaction, a page's report and the end of its
waiting another. So a run that dies at any moment is taken up by the next one, which loses nothing and keeps nothing twice. The raw copy of
a page is on the disk before the transaction that names it.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace as replaced

from onrecord.desk.adding import Progress, analyse_pending
from onrecord.desk.settling import settle
from onrecord.desk.watched_items import Found, NotRead, read_entries, read_page
from onrecord.model import Context, OnRecordError, Problem
from onrecord.reading.addresses import Forbidden, without_secrets
from onrecord.reading.feed_list import Feed, FeedList
from onrecord.reading.fetching import address_key
from onrecord.reading.visiting import Answer, Unanswered, Visitor
from onrecord.reading.visits import Visits
from onrecord.scale.engines import keep_engine
from onrecord.store import feeds as stored
from onrecord.store.feeds import FeedItem, FeedState
from onrecord.store.opening import Store

_TOGETHER = 64  # new reports after which the rest of a round waits for their analysis
_ATTEMPTS = 5  # visits to a page that cannot be had for now
_AGAIN = 900.0  # seconds until the second visit; doubled for each further one
_LONGEST = 86_400.0  # seconds between two attempts at anything
_SHORTEST = 1.0  # seconds
_BUSY = frozenset((408, 425, 429))  # of the 4xx those that are not for good


@dataclass
class Counted:
    """What a round did."""

    feeds: int = 0  # asked
    items: int = 0  # new ones
    kept: int = 0  # reports
    failed: int = 0  # feeds and pages that could not be had
    analysed: int = 0
    changed: int = 0  # stories


@dataclass(frozen=True)
class Watch:
    """What is watched, and with what.

    Attributes:
        store: open.
        feeds: the user's list.
        archive: folder of the raw copies; made where it is missing.
        context: settings and the user's knowledge.
        visitor: asks the servers.
        tell: called with what is done, how many are done, and how many there are.
        clock: what time it is; for tests.
        wait: sleeps some seconds; for tests.
    """

    store: Store
    feeds: FeedList
    archive: Path
    context: Context
    visitor: Visitor
    tell: Progress = lambda *_: None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    wait: Callable[[float], object] = time.sleep
    by_id: dict[str, Feed] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {address_key(f.url)[:24]: f for f in self.feeds.feeds})

    def telling(self, tell: Progress) -> "Watch":
        """The same, with progress told."""
        return replace(self, tell=tell)

    def later(self, seconds: float) -> str:
        """The moment some seconds from now, as the store writes it."""
        return (self.clock() + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def watch_rounds(watch: Watch) -> Iterator[Counted]:
    """Round after round, for ever: what each did, then a pause until a feed or a page is due.

    Raises:
        OnRecordError: the store or the archive fails. What was done before is kept; the same call goes on from there.
    """
    is_first = True
    while True:
        yield watch_round(watch, is_first=is_first)
        is_first = False
        watch.wait(_until_next(watch))


def watch_round(watch: Watch, *, is_first: bool = True, all_feeds: bool = False) -> Counted:
    """Ask the feeds that are due, read the pages of their new items and of those that wait, analyse and settle.

    Args:
        watch: what is watched.
        is_first: analyse and settle also what an earlier run left undone.
        all_feeds: ask those too that are not due yet.

    Raises:
        OnRecordError: the store or the archive fails.
    """
    watch.archive.mkdir(parents=True, exist_ok=True)
    done, settled = Counted(), 0
    now = watch.later(0)
    with Visits[FeedState | FeedItem](watch.visitor) as visits:
        for state in _due(watch, now, all_feeds):
            visits.add(state, watch.by_id[state.id].url, state.etag, state.last_modified)
        with watch.store.reading() as connection:
            waiting = stored.waiting_items(connection, tuple(watch.by_id), now)
        for item in waiting:
            visits.add(item, item.url or "")
        for visited, (key, outcome) in enumerate(visits, start=1):
            if isinstance(key, FeedState):
                for item in _take_feed(watch, key, outcome, done):
                    visits.add(item, item.url or "")
            else:
                _take_page(watch, key, outcome, done)
            watch.tell("Visiting", visited, visited + len(visits))
            if done.kept - settled >= _TOGETHER:
                settled = done.kept
                _settle(watch, done)
    if done.kept > settled or is_first:
        _settle(watch, done)
    return done


def _due(watch: Watch, now: str, all_feeds: bool) -> list[FeedState]:
    named = [(name, without_secrets(feed.url)) for name, feed in watch.by_id.items()]
    with watch.store.writing() as connection:
        states = stored.enter_feeds(connection, named)
    mine = [states[name] for name in watch.by_id]
    return [s for s in mine if all_feeds or s.next_at is None or s.next_at <= now]


def _settle(watch: Watch, done: Counted) -> None:
    with keep_engine(watch.context.config):
        done.analysed += analyse_pending(watch.store, watch.context, watch.tell)
        done.changed += settle(watch.store, watch.context, watch.tell).changed


def _until_next(watch: Watch) -> float:
    """Seconds until a feed or a page is due."""
    with watch.store.reading() as connection:
        states = stored.load_feed_states(connection)
        moments = [states[name].next_at for name in watch.by_id if name in states]
        moments.append(stored.next_item_at(connection, tuple(watch.by_id)))
    first = min((m for m in moments if m is not None), default=watch.later(_AGAIN))
    left = (datetime.fromisoformat(first) - watch.clock()).total_seconds()
    return min(max(left, _SHORTEST), _LONGEST)


def _take_feed(watch: Watch, state: FeedState, outcome: Answer | OnRecordError, done: Counted) -> list[FeedItem]:
    """Keep what a feed answered; returns the new items whose pages are to be visited."""
    done.feeds += 1
    feed, now = watch.by_id[state.id], watch.later(0)
    if isinstance(outcome, OnRecordError) or outcome.status not in (200, 304):
        wait = outcome.wait if isinstance(outcome, Unanswered) else 0.0
        return _feed_failed(watch, state, _message(outcome), wait, done)
    found = Found()
    if outcome.status == 200:
        try:
            found = read_entries(outcome, feed, state.id, now, watch.archive)
        except NotRead as error:
            return _feed_failed(watch, state, str(error), 0.0, done)
    answered = FeedState(
        id=state.id,
        url=state.url,
        title=found.title or state.title,
        etag=outcome.etag or state.etag,
        last_modified=outcome.last_modified or state.last_modified,
        asked_at=now,
        answered_at=now,
        next_at=watch.later(feed.interval),
    )
    with watch.store.writing() as connection:
        waiting, kept, items = found.save(connection)
        stored.save_feed_state(connection, answered)
    done.items, done.kept = done.items + items, done.kept + kept
    if kept:
        watch.tell("Keeping", done.kept, 0)
    return waiting


def _feed_failed(watch: Watch, state: FeedState, message: str, wait: float, done: Counted) -> list[FeedItem]:
    done.failed += 1
    failures, now = state.failures + 1, watch.later(0)
    pause = max(wait, watch.by_id[state.id].interval * 2.0 ** min(failures - 1, 20))
    with watch.store.writing() as connection:
        stored.save_feed_problem(connection, state.id, "", Problem(stage="watching", message=message), now)
        next_at = watch.later(min(pause, _LONGEST))
        stored.save_feed_state(connection, replaced(state, asked_at=now, next_at=next_at, failures=failures))
    return []


def _take_page(watch: Watch, item: FeedItem, outcome: Answer | OnRecordError, done: Counted) -> None:
    """Keep the report of an item's page, or when to try again, or that it cannot be had."""
    now = watch.later(0)
    if isinstance(outcome, Answer) and outcome.status == 200:
        try:
            found = read_page(outcome, item, watch.by_id[item.feed_id], now, watch.archive)
        except NotRead as error:
            _page_failed(watch, item, str(error), for_good=True, done=done)
            return
        with watch.store.writing() as connection:
            kept = found.save(connection)[1]
        done.kept += kept
        if kept:
            watch.tell("Keeping", done.kept, 0)
        return
    is_refused = isinstance(outcome, Forbidden) or (
        isinstance(outcome, Answer) and 400 <= outcome.status < 500 and outcome.status not in _BUSY
    )
    _page_failed(watch, item, _message(outcome), for_good=is_refused or item.attempts + 1 >= _ATTEMPTS, done=done)


def _page_failed(watch: Watch, item: FeedItem, message: str, *, for_good: bool, done: Counted) -> None:
    done.failed += 1
    now, attempts = watch.later(0), item.attempts + 1
    if for_good:
        url = without_secrets(item.url or "") or None
        tried = replaced(item, attempts=attempts, state="failed", done_at=now, entry=None, url=url)
    else:
        again = watch.later(min(_AGAIN * 2.0 ** (attempts - 1), _LONGEST))
        tried = replaced(item, attempts=attempts, next_at=again)
    with watch.store.writing() as connection:
        if stored.update_item(connection, tried):
            problem = Problem(stage="watching", message=message)
            stored.save_feed_problem(connection, item.feed_id, item.id, problem, now)


def _message(outcome: Answer | OnRecordError) -> str:
    if isinstance(outcome, Answer):
        return f"{without_secrets(outcome.url)}: the server answered {outcome.status}"
    return str(outcome)
