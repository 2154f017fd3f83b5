"""What a watched feed, or the page of one of its items, brings: items and reports with their raw copies, ready to be kept together."""

import hashlib
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from onrecord.desk.adding import keep_reports
from onrecord.model import OnRecordError, Report
from onrecord.reading.addresses import plain_address, without_secrets
from onrecord.reading.feed_list import Feed
from onrecord.reading.feeds import is_feed, read_feed
from onrecord.reading.fetching import address_key, warc_record, write_whole
from onrecord.reading.inputs import guarded, read_item
from onrecord.reading.kinds import Item
from onrecord.reading.reports import Options
from onrecord.reading.visiting import Answer
from onrecord.store import feeds as stored
from onrecord.store.feeds import FeedItem


class NotRead(OnRecordError):
    """What came is nothing that is read; asking again changes nothing."""


_MOST = 1000  # items of one answer; feeds list some dozens
_DAY = len("2026-11-29")


@dataclass(frozen=True)
class Found:
    """Items, and the reports of those that need no further visit (same order; None: a page is still to be visited)."""

    items: tuple[FeedItem, ...] = ()
    reports: tuple[Report | None, ...] = ()
    title: str | None = None  # of the feed
    is_known: bool = False  # the store holds the items already, as waiting ones

    def save(self, connection: Connection) -> tuple[list[FeedItem], int, int]:
        """Keep them.

        Args:
            connection: of a writing transaction.

        Returns:
            (items that wait for a visit, how many reports are new, how many items are new).
        """
        if self.is_known:
            return [], sum(self._finish(connection, i, r) for i, r in self._pairs() if r is not None), 0
        fresh = self._fresh(connection)
        kept = sum(len(keep_reports(connection, [r])) for i, r in fresh if r is not None and i.state == "kept")
        stored.save_items(connection, [i for i, _ in fresh])
        return [i for i, _ in fresh if i.state == "waiting"], kept, len(fresh)

    def _pairs(self) -> list[tuple[FeedItem, Report | None]]:
        return list(zip(self.items, self.reports, strict=True))

    def _fresh(self, connection: Connection) -> list[tuple[FeedItem, Report | None]]:
        """The items that the store lacks, one of each; those whose page another item brings marked so."""
        if not self.items:
            return []
        seen = stored.known_items(connection, self.items[0].feed_id, [i.id for i in self.items])
        pages = stored.listed_pages(connection, [i.page_id for i in self.items])
        fresh = []
        for item, report in self._pairs():
            if item.id in seen:
                continue
            seen.add(item.id)
            if item.page_id in pages:
                item, report = _listed(item), None
            pages.add(item.page_id)
            fresh.append((item, report))
        return fresh

    def _finish(self, connection: Connection, item: FeedItem, report: Report) -> int:
        """Keep the report of a waiting item, unless another program was faster."""
        if not stored.update_item(connection, msgspec.structs.replace(item, report_id=None)):
            return 0
        kept = keep_reports(connection, [report])
        named = msgspec.structs.replace(item, report_id=kept[0].id if kept else report.id)
        stored.name_report(connection, named)
        return len(kept)


def _listed(item: FeedItem) -> FeedItem:
    cleaned = without_secrets(item.url) if item.url else None
    return msgspec.structs.replace(item, state="listed", entry=None, report_id=None, url=cleaned, done_at=item.found_at)


def read_entries(answer: Answer, feed: Feed, feed_id: str, now: str, archive: Path) -> Found:
    """The items of a feed. Where their own text is what is read, the feed is archived as it came.

    Args:
        answer: of the feed's server, with status 200.
        feed: of the user's list.
        feed_id: as the store calls it.
        now: ISO moment.
        archive: folder of the raw copies.

    Raises:
        NotRead: it is no feed, or one that cannot be read.
        OnRecordError: the copy cannot be written.
    """
    if not is_feed(answer.body):
        raise NotRead(f"{without_secrets(answer.url)} is no RSS or Atom feed ({answer.kind[:60]})")
    file = _file(now, address_key(feed.url), answer.body)
    item = Item(path=file, name=file, raw=answer.body)
    told = list(islice(guarded(item, read_feed(item, Options(), answer.kind)), _MOST))
    entries = [e for e in told if e.url or e.text.strip()]
    if told and not entries:
        raise NotRead(f"{without_secrets(answer.url)}: {told[0].problems[0].message}")
    items, reports = [], []
    for entry in entries:
        listed, report = _read_entry(entry, feed, feed_id, (now, file))
        items.append(listed)
        reports.append(report)
    if any(r is not None for r in reports):
        _archive(archive / file, answer)
    title = next((e.provider or e.outlet for e in entries), None)
    return Found(tuple(items), tuple(reports), title)


def _read_entry(entry: Report, feed: Feed, feed_id: str, place: tuple[str, str]) -> tuple[FeedItem, Report | None]:
    now, file = place
    name = _key(entry.id)
    page = _key(plain_address(entry.url)) if entry.url else _key(feed_id + name)
    item = FeedItem(feed_id=feed_id, id=name, page_id=page, url=entry.url, title=entry.title, found_at=now)
    if feed.pages and entry.url:
        plain = msgspec.structs.replace(entry, text="", parts=(), origin=None, problems=())
        return msgspec.structs.replace(item, entry=msgspec.json.encode(plain).decode()), None
    cleaned = without_secrets(entry.url) if entry.url else None
    report = msgspec.structs.replace(entry, id=_report_id(page), url=cleaned, outlet=feed.outlet or entry.outlet)
    done = {"state": "kept", "report_id": report.id, "archive_file": file, "url": cleaned, "done_at": now}
    return msgspec.structs.replace(item, **done), report


def read_page(answer: Answer, item: FeedItem, feed: Feed, now: str, archive: Path) -> Found:
    """The report of an item's page, which is archived as it came; what the page does not say of itself the feed says.

    Args:
        answer: of the page's server, with status 200.
        item: that waits for it.
        feed: of the user's list.
        now: ISO moment.
        archive: folder of the raw copies.

    Raises:
        NotRead: it is of a kind that is not read.
        OnRecordError: the copy cannot be written.
    """
    file = _file(now, item.page_id, answer.body)
    raw = _archive(archive / file, answer)
    page = next(iter(read_item(Item(path=file, name=file, raw=raw))), None)
    if page is None:
        raise NotRead(f"{without_secrets(answer.url)} is {answer.kind[:60]}, which is not read")
    report = _filled(page, msgspec.json.decode(item.entry or "{}", type=Report), feed, item)
    done = {"state": "kept", "archive_file": file, "entry": None, "done_at": now, "attempts": item.attempts + 1}
    url = without_secrets(item.url) if item.url else None
    return Found((msgspec.structs.replace(item, **done, url=url),), (report,), is_known=True)


def _filled(page: Report, entry: Report, feed: Feed, item: FeedItem) -> Report:
    """The report of a page, with what only the feed says of it. A date that the page states counts before the feed's, which many renew with
    every change; one that was only found somewhere on the page does not."""
    outlet = feed.outlet or page.outlet or entry.outlet
    states = page.published_basis == "metadata" or entry.published is None
    return msgspec.structs.replace(
        page,
        id=_report_id(item.page_id),
        outlet=outlet,
        title=page.title or entry.title,
        published=page.published if states else entry.published,
        published_basis=page.published_basis if states else entry.published_basis,
        updated=page.updated or entry.updated,
        language=page.language or entry.language,
        provider=page.provider or (entry.provider if entry.provider != outlet else None),
        authors=page.authors or entry.authors,
    )


def _report_id(page: str) -> str:
    return f"w{page[:16]}"


def _key(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:24]


def _file(now: str, key: str, body: bytes) -> str:
    return f"{now[:_DAY]}/{key[:16]}-{hashlib.sha256(body).hexdigest()[:8]}.warc.gz"


def _archive(path: Path, answer: Answer) -> bytes:
    raw = warc_record(answer, time.time())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OnRecordError(f"{path.parent} cannot be made: {error.strerror or error}") from error
    write_whole(path, raw)
    return raw
