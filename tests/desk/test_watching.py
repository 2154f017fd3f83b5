"""Feeds are asked politely, what they bring is archived and kept once, and a run that was cut off is taken up where it stopped."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import select

from onrecord.desk import watching
from onrecord.desk.watching import Watch, watch_round, watch_rounds
from onrecord.model import Config, Context, OnRecordError
from onrecord.reading.feed_list import Feed, FeedList, read_feed_list
from onrecord.reading.inputs import read_reports
from onrecord.reading.visiting import Manners, Visitor
from onrecord.store import schema as t
from onrecord.store import schema_feeds as tf
from onrecord.store.feeds import describe_feeds
from onrecord.store.loading import load_reports
from onrecord.store.opening import Store, open_store

pytest.importorskip("httpx")
pytest.importorskip("fastwarc")
LINES = (
    "The ferry left Bergen at noon on Tuesday, four hours late, the coastguard said in a short note.",
    "Two of the 140 passengers were treated for cold, said Kari Holm, who runs the harbour's clinic.",
)


def page(number: int, *, site: str = "Courier", dated: bool = True) -> bytes:
    stated = '<meta property="article:published_time" content="2020-03-03T10:00:00Z">' if dated else ""
    body = "".join(f"<p>{line} It was ferry number {number}.</p>" for line in LINES * 2)
    head = f'<title>Ferry {number}</title><meta property="og:site_name" content="{site}">{stated}'
    return f"<html lang='en'><head>{head}</head><body><article><h1>Ferry {number} late</h1>{body}</article></body></html>".encode()


def rss(home: str, *numbers: int, title: str = "Courier, all news") -> bytes:
    items = "".join(
        f"<item><guid>g{n}</guid><title>Ferry {n}</title><link>{home}/page/{n}?utm_source=rss</link>"
        f"<pubDate>Wed, 04 Mar 2020 09:00:00 GMT</pubDate><description>{LINES[0]} Number {n}.</description></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


class Server(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []
    answers: ClassVar[dict[str, tuple[int, str, bytes]]] = {}
    home: ClassVar[str] = ""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.asked.append(path)
        status, kind, body = self.answers.get(path, (404, "text/plain", b""))
        tag = f'"{hash(body)}"'
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("ETag", tag)):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2020, 3, 5, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def server() -> Iterator[type[Server]]:
    Server.asked.clear()
    Server.answers.clear()
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    Server.home = f"http://127.0.0.1:{running.server_address[1]}"
    Server.answers["/feed"] = (200, "application/rss+xml", rss(Server.home, 1, 2))
    for number in (1, 2, 3):
        Server.answers[f"/page/{number}"] = (200, "text/html; charset=utf-8", page(number))
    yield Server
    running.shutdown()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "record.db"), create=True) as opened:
        yield opened


Make = Callable[..., Watch]


@pytest.fixture
def make_watch(server: type[Server], store: Store, tmp_path: Path) -> Make:
    def make(*feeds: Feed, clock: Clock | None = None) -> Watch:
        clock = clock or Clock()
        listed = FeedList(feeds=feeds or (Feed(url=f"{server.home}/feed"),))
        visitor = Visitor(Manners(interval=0.0, allow_private=True), wait=lambda _: None)
        context = Context(config=Config())
        return Watch(store, listed, tmp_path / "pages", context, visitor, clock=clock, wait=clock.wait)

    return make


def rows(store: Store, table: Any) -> list[Any]:
    with store.reading() as connection:
        return list(connection.execute(select(table)))


def kept(store: Store) -> list[Any]:
    with store.reading() as connection:
        return list(load_reports(connection))


def test_the_pages_of_a_feed_become_analysed_reports(server: type[Server], store: Store, make_watch: Make) -> None:
    done = watch_round(make_watch())
    assert (done.feeds, done.items, done.kept, done.failed, done.analysed) == (1, 2, 2, 0, 2)
    assert [(r.outlet, r.published, r.published_basis) for r in kept(store)] == [
        ("Courier", "2020-03-03T10:00:00Z", "metadata")
    ] * 2
    assert len(rows(store, t.report_analyses)) == 2
    assert sorted(server.asked) == ["/feed", "/page/1", "/page/2", "/robots.txt"]


def test_each_report_stands_on_a_raw_copy(store: Store, make_watch: Make, tmp_path: Path) -> None:
    watch_round(make_watch())
    for item in rows(store, tf.feed_items):
        (archived,) = read_reports([tmp_path / "pages" / item.archive_file])
        (report,) = [r for r in kept(store) if r.id == item.report_id]
        assert archived.text == report.text
        assert report.origin is not None
        assert archived.origin is not None
        assert report.origin.sha256 == archived.origin.sha256
        assert report.origin.path.startswith(item.archive_file)


def test_nothing_is_asked_for_twice(server: type[Server], store: Store, make_watch: Make) -> None:
    watch = make_watch()
    watch_round(watch)
    server.asked.clear()
    done = watch_round(watch, all_feeds=True)
    assert (done.items, done.kept, server.asked) == (0, 0, ["/feed"])
    server.answers["/feed"] = (200, "application/rss+xml", rss(server.home, 3, 2, 1))
    done = watch_round(watch, all_feeds=True)
    assert (done.items, done.kept, server.asked) == (1, 1, ["/feed", "/feed", "/page/3"])
    assert len(kept(store)) == 3


def test_a_page_in_two_feeds_is_one_report(server: type[Server], store: Store, make_watch: Make) -> None:
    server.answers["/world"] = (
        200,
        "application/rss+xml",
        rss(server.home, 2, 3).replace(b"utm_source=rss", b"utm_medium=x"),
    )
    done = watch_round(make_watch(Feed(url=f"{server.home}/feed"), Feed(url=f"{server.home}/world")))
    assert (done.items, done.kept, server.asked.count("/page/2")) == (4, 3, 1)
    assert sorted(i.state for i in rows(store, tf.feed_items)) == ["kept", "kept", "kept", "listed"]


def test_a_feed_s_own_text_is_read_where_no_page_is_wanted(
    server: type[Server], store: Store, make_watch: Make, tmp_path: Path
) -> None:
    done = watch_round(make_watch(Feed(url=f"{server.home}/feed", pages=False, outlet="Courier")))
    assert (done.kept, server.asked) == (2, ["/robots.txt", "/feed"])
    assert {r.outlet for r in kept(store)} == {"Courier"}
    (file,) = {i.archive_file for i in rows(store, tf.feed_items)}
    assert {r.text for r in read_reports([tmp_path / "pages" / file])} == {r.text for r in kept(store)}


def test_the_feed_fills_in_what_the_page_does_not_say(server: type[Server], store: Store, make_watch: Make) -> None:
    bare = page(1, dated=False).replace(b'<meta property="og:site_name" content="Courier">', b"")
    server.answers["/page/1"] = (200, "text/html", bare)
    watch_round(make_watch())
    found = {r.published: r.outlet for r in kept(store)}
    assert found == {"2020-03-03T10:00:00Z": "Courier", "2020-03-04T09:00:00Z": "Courier, all news"}


def test_a_failing_feed_is_left_alone_longer_each_time(server: type[Server], store: Store, make_watch: Make) -> None:
    clock = Clock()
    server.answers["/feed"] = (500, "text/plain", b"")
    watch = make_watch(clock=clock)
    pauses = []
    for _ in range(3):
        watch_round(watch, all_feeds=True)
        (state,) = rows(store, tf.feeds)
        pauses.append((datetime.fromisoformat(state.next_at) - clock.now).total_seconds())
    assert (pauses, state.failures) == ([900, 1800, 3600], 3)
    with store.reading() as connection:
        (report,) = describe_feeds(connection)
    assert report.problems == ((f"{server.home}/feed: the server answered 500", 3, "2020-03-05T12:00:00Z"),)


def test_a_page_that_cannot_be_had_for_now_is_tried_again(server: type[Server], store: Store, make_watch: Make) -> None:
    clock = Clock()
    watch = make_watch(clock=clock)
    good = server.answers["/page/2"]
    server.answers["/page/2"] = (503, "text/plain", b"")
    assert (watch_round(watch).kept, len(kept(store))) == (1, 1)
    server.answers["/page/2"] = good
    assert watch_round(watch).kept == 0  # not due yet
    clock.wait(1000)
    assert (watch_round(watch).kept, len(kept(store))) == (1, 2)


@pytest.mark.parametrize("status", [404, 410, 403])
def test_a_page_that_is_gone_is_said_to_be(status: int, server: type[Server], store: Store, make_watch: Make) -> None:
    server.answers["/page/2"] = (status, "text/plain", b"")
    done = watch_round(make_watch())
    assert (done.kept, done.failed) == (1, 1)
    (problem,) = rows(store, tf.feed_problems)
    assert problem.message.endswith(f"the server answered {status}")
    assert "utm_source" in problem.message


def test_what_is_no_feed_and_no_page_is_told(server: type[Server], store: Store, make_watch: Make) -> None:
    server.answers["/page/1"] = (200, "image/png", b"\x89PNG")
    server.answers["/home"] = (200, "text/html", page(9))
    done = watch_round(make_watch(Feed(url=f"{server.home}/feed"), Feed(url=f"{server.home}/home")))
    assert (done.kept, done.failed) == (1, 2)
    messages = sorted(p.message.partition(" is ")[2] for p in rows(store, tf.feed_problems))
    assert messages == ["image/png, which is not read", "no RSS or Atom feed (text/html)"]


def test_robots_are_obeyed(server: type[Server], store: Store, make_watch: Make) -> None:
    server.answers["/robots.txt"] = (200, "text/plain", b"User-agent: *\nDisallow: /page/2\n")
    assert (watch_round(make_watch()).kept, "/page/2" in server.asked) == (1, False)
    assert [i.state for i in rows(store, tf.feed_items) if "/2" in i.url] == ["failed"]


def test_private_addresses_need_leave(server: type[Server], store: Store, make_watch: Make) -> None:
    watch = make_watch()
    object.__setattr__(watch, "visitor", Visitor(Manners(interval=0.0)))
    assert (watch_round(watch).failed, server.asked) == (1, [])
    assert "no public address" in rows(store, tf.feed_problems)[0].message


class Cut(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("step", range(8))
def test_a_run_that_was_cut_off_is_taken_up(step: int, store: Store, make_watch: Make, tmp_path: Path) -> None:
    left = [step]

    def cut(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Cut

    watch = make_watch()
    rounds = watch_rounds(watch.telling(cut))
    with pytest.raises(Cut):
        deque((cut() for _ in rounds), maxlen=0)
    watch_round(watch, all_feeds=True)
    assert sorted(r.title or "" for r in kept(store)) == ["Ferry 1", "Ferry 2"]
    assert len(rows(store, t.report_analyses)) == 2
    assert {i.state for i in rows(store, tf.feed_items)} == {"kept"}
    assert len(list((tmp_path / "pages").rglob("*.warc.gz"))) == 2


def test_a_full_disk_loses_no_item(store: Store, make_watch: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = make_watch()
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(OnRecordError, match="No space left"):
            watch_round(watch)
    assert {i.state for i in rows(store, tf.feed_items)} == {"waiting"}
    assert watch_round(watch).kept == 2


def test_two_programs_keep_a_page_once(store: Store, make_watch: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    watch, other = make_watch(), make_watch()
    take = watching._take_page
    monkeypatch.setattr(watching, "_take_page", lambda *_: (monkeypatch.undo(), watch_round(other), take(*_)))
    done = watch_round(watch)
    assert (len(kept(store)), done.kept) == (2, 0)


def test_rounds_follow_when_something_is_due(server: type[Server], store: Store, make_watch: Make) -> None:
    clock = Clock()
    rounds = watch_rounds(make_watch(clock=clock))
    assert next(rounds).kept == 2
    server.answers["/feed"] = (200, "application/rss+xml", rss(server.home, 3))
    assert next(rounds).kept == 1
    assert clock.now == datetime(2020, 3, 5, 12, 15, tzinfo=UTC)


def test_secrets_of_addresses_are_not_kept(server: type[Server], store: Store, make_watch: Make) -> None:
    server.answers["/feed"] = (
        200,
        "application/rss+xml",
        rss(server.home, 1).replace(b"utm_source=rss", b"token=hunter2"),
    )
    watch_round(make_watch(Feed(url=f"{server.home}/feed?api_key=swordfish")))
    with store.reading() as connection:
        content = "".join(str(list(connection.execute(select(x)))) for x in t.metadata.sorted_tables)
    assert "hunter2" not in content
    assert "swordfish" not in content


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "names no feed"),
        ("[[feed]]\n", "needs its address"),
        ('[[feed]]\nurl = "file:///etc/passwd"', "needs its address"),
        ('[[feed]]\nurl = "https://a.example/x"\nevery = 3', "no setting 'every'"),
        ('interval = "1s"\n[[feed]]\nurl = "https://a.example/x"', "between 60 seconds"),
        ('interval = "soon"\n[[feed]]\nurl = "https://a.example/x"', "no length of time"),
        ('[[feed]]\nurl = "https://a.example/x"\n[[feed]]\nurl = "https://a.example/x"', "twice"),
        ("feed = 1", "names no feed"),
        ("= 1", "cannot be read"),
    ],
)
def test_a_list_that_means_nothing_is_refused(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(content)
    with pytest.raises(OnRecordError, match=message):
        read_feed_list(path)


def test_a_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(
        'archive = "raw"\ninterval = "2h"\npause = 3\n[[feed]]\nurl = "https://a.example/x"\n'
        '[[feed]]\nurl = "https://b.example/y"\ninterval = 90\npages = false\noutlet = "B"\n'
    )
    found = read_feed_list(path)
    assert (found.archive, found.pause) == (str(tmp_path / "raw"), 3.0)
    assert found.feeds == (
        Feed(url="https://a.example/x", interval=7200.0),
        Feed(url="https://b.example/y", interval=90.0, pages=False, outlet="B"),
    )
