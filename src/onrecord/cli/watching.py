"""What `onrecord watch` does."""

import signal
import sys
from contextlib import suppress
from pathlib import Path

from onrecord.cli.running import DONE, PARTLY, Request, _context
from onrecord.desk.watching import Counted, Watch, watch_round, watch_rounds
from onrecord.dossier.wording import count
from onrecord.model import OnRecordError


def run_watch(request: Request, address: str, archive: Path | None, *, once: bool, allow_private: bool) -> int:
    """Watches until it is interrupted, or once; a line a round on standard error."""
    from onrecord.cli.progress import told_progress
    from onrecord.reading.feed_list import read_feed_list
    from onrecord.reading.visiting import Manners, Visitor
    from onrecord.store.opening import open_store

    _check_installed()
    feeds = read_feed_list(request.inputs[0])
    folder = archive or _archive_of(address, feeds.archive)
    manners = Manners(interval=feeds.pause, timeout=feeds.timeout, allow_private=allow_private)
    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    with open_store(address, create=True) as store:
        watch = Watch(store, feeds, folder, _context(request), Visitor(manners))
        if once:
            with told_progress() as told:
                done = watch_round(watch.telling(told), all_feeds=True)
            _say(done, watch)
            return PARTLY if done.failed else DONE
        for done in watch_rounds(watch):
            _say(done, watch)
    return DONE


def _check_installed() -> None:
    try:
        import fastwarc.warc
        import httpx  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise OnRecordError("watching needs httpx and fastwarc: pip install 'onrecord[fetch]'") from error
    del fastwarc


def _archive_of(address: str, named: str | None) -> Path:
    if named is not None:
        return Path(named)
    if "://" in address:
        raise OnRecordError(
            'where are the raw copies to go? Give --archive DIR, or archive = "DIR" in the list of feeds'
        )
    path = Path(address)
    return path.with_name(f"{path.name.removesuffix('.db')}-pages")


def _say(done: Counted, watch: Watch) -> None:
    if not any((done.feeds, done.kept, done.failed, done.analysed)):
        return
    failed = f", {done.failed} not answered (--status says which)" if done.failed else ""
    sys.stderr.write(
        f"{watch.later(0)} {count(done.feeds, 'feed')} asked, {count(done.items, 'new item')}, "
        f"{count(done.kept, 'report')} kept{failed}; {done.analysed} analysed, {count(done.changed, 'story', 'stories')} changed\n"
    )
    sys.stderr.flush()


def run_status(address: str) -> int:
    """How each feed is doing: when it answered, what came of its items, what went wrong last."""
    from onrecord.store.feeds import describe_feeds
    from onrecord.store.opening import open_store

    with open_store(address) as store, store.reading() as connection:
        found = describe_feeds(connection)
    for feed in found:
        state = feed.state
        how = f"failed {count(state.failures, 'time')} in a row" if state.failures else "answering"
        sys.stdout.write(
            f"{state.url}\n    {state.title or '(no title yet)'}: {how}; answered {state.answered_at or 'never'}, "
        )
        sys.stdout.write(f"to be asked {state.next_at or 'at once'}\n")
        counts = ", ".join(f"{count} {name}" for name, count in sorted(feed.counts.items()))
        sys.stdout.write(f"    items: {counts or 'none'}\n")
        for message, times, last in feed.problems:
            sys.stdout.write(f"    {last} {message}{f' ({times} times)' if times > 1 else ''}\n")
    if not found:
        sys.stderr.write("no feed has been watched into this store\n")
    return DONE
