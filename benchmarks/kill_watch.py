"""Kill `watch` with SIGKILL at random moments and see what is left: does the store open, is all that was acknowledged there, with its raw
copy, is nothing there twice, does the next run complete it, and does the store then hold what an undisturbed run makes?

    python benchmarks/kill_watch.py [--kills 100] [--pages 60] [--seed 1] [--command] [--json out.json]

The feeds and pages are made here and served by a process of its own on the loopback: three feeds that share some pages, one page that is
gone, one feed that is none, and a server that is slow by turns. The run that is killed is a fork of this process, with the parser loaded,
so that the moments fall on the work and not on imports; `--command` kills `onrecord watch --once` itself.
"""

import argparse
import contextlib
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.kill_add import VOLATILE, _half, content
from benchmarks.kill_add import Fork as KilledFork
from sqlalchemy import func, select

from onrecord.desk import watching
from onrecord.desk.watching import Watch, watch_round
from onrecord.dossier.markdown import render_markdown
from onrecord.model import Context, OnRecordError
from onrecord.pipeline import annotate_reports
from onrecord.reading.feed_list import Feed, FeedList
from onrecord.reading.inputs import read_reports
from onrecord.reading.visiting import Manners, Visitor
from onrecord.store import schema as t
from onrecord.store import schema_feeds as tf
from onrecord.store import schema_stories as st
from onrecord.store.loading import load_dossier
from onrecord.store.opening import open_store

PLACES = "Bergen Oslo Tromso Alesund Molde Stavanger Drammen Larvik Kragero Mandal".split()
TIMES = {"asked_at", "answered_at", "next_at", "found_at", "done_at", "first_at", "last_at"}  # and what depends on them
VOLATILE |= TIMES


def page(number):
    place, other = PLACES[number % 10], PLACES[(number // 3) % 10]
    lines = (
        f"A ferry with {40 + number} people on board ran aground off {place} on Tuesday, the coastguard said in a note.",
        f"Nobody was hurt, said Kari Holm, the harbour master of {place}, who called it 'a matter of {number} metres'.",
        f"The ferry, which had come from {other}, was to be towed to the yard at {other} on Wednesday, her office said.",
    )
    body = "".join(f"<p>{line}</p>" for line in lines)
    head = f'<title>Ferry aground off {place}</title><meta property="og:site_name" content="Courier {number % 4}">'
    date = f'<meta property="article:published_time" content="2020-03-{1 + number % 28:02}T10:00:00Z">'
    return (
        f"<html lang='en'><head>{head}{date}</head><body><article><h1>Ferry {number}</h1>{body}</article></body></html>"
    )


def feed(home, name, numbers):
    items = "".join(
        f"<item><guid>{name}-{n}</guid><title>Ferry {n}</title><link>{home}/page/{n}?utm_source={name}</link></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'


def serve(pages):
    """The server, in this process, until it is killed; its port goes to standard output."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            path, home = self.path.partition("?")[0], f"http://{self.headers['Host']}"
            third = pages // 3
            found = {
                "/robots.txt": "User-agent: *\nAllow: /\n",
                "/a.xml": feed(home, "a", range(2 * third)),
                "/b.xml": feed(home, "b", range(third, pages)),
                "/c.xml": feed(home, "c", (pages + 5, 0, 1)),
                "/none.xml": "<html><body>no feed</body></html>",
            }.get(path)
            number = int(path[6:]) if path.startswith("/page/") else None
            if number is not None and number < pages:
                found = page(number)
                if number % 7 == 0:
                    time.sleep(0.03)
            body, tag = (found or "").encode(), f'"{len(found or "")}"'
            status = 404 if found is None else 304 if self.headers.get("If-None-Match") == tag else 200
            self.send_response(status)
            body = body if status == 200 else b""
            self.send_header("Content-Type", "application/xml" if path.endswith("xml") else "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", tag)
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(body)

        def log_message(self, *_):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_):
            pass  # who asked was killed

    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


def feeds_of(home):
    urls = [f"{home}/{name}.xml" for name in ("a", "b", "c", "none")]
    return FeedList(feeds=tuple(Feed(url=u, pages=not u.endswith("c.xml")) for u in urls), pause=0.0)


class Fork(KilledFork):
    """A round of watching in a fork of this process; what it has committed it says through a pipe."""

    def __init__(self, address, feeds, archive):
        self.out, into = os.pipe()
        self.id = os.fork()
        if self.id:
            os.close(into)
            return
        os.close(self.out)
        code = 1
        try:
            with open_store(address, create=True) as store:
                counted = {"Keeping": t.reports, "Analysing": t.report_analyses}
                with store.reading() as connection:
                    before = {k: connection.scalar(select(func.count()).select_from(v)) for k, v in counted.items()}

                def tell(what, done, _):
                    os.write(into, f"{what} {done + before.get(what, 0)}\n".encode())

                visitor = Visitor(Manners(interval=0.0, allow_private=True))
                watch_round(Watch(store, feeds, archive, Context(), visitor, tell=tell), all_feeds=True)
            code = 0
        finally:
            os._exit(code)


class Command:
    """`onrecord watch --once`."""

    def __init__(self, address, feeds, archive):
        listed = Path(address).with_suffix(".toml")
        tables = (f'[[feed]]\nurl = "{f.url}"\npages = {str(f.pages).lower()}\n' for f in feeds.feeds)
        listed.write_text("pause = 0\n" + "".join(tables))
        options = ["--store", address, "--once", "--allow-private", "--archive", str(archive)]
        command = [sys.executable, "-m", "onrecord.cli", "watch", str(listed), *options]
        self.run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ended(self, seconds):
        try:
            code = self.run.wait(seconds)
        except subprocess.TimeoutExpired:
            self.run.kill()
            self.run.wait()
            return False
        if code not in (0, 3):  # 3: the feed that is none, the page that is gone
            raise SystemExit(f"the run failed by itself: {code}")
        return True

    def acknowledged(self):
        return {}


def check(address, archive, acknowledged):
    """What is wrong with a store after a kill: a list of sentences."""
    if not Path(address).exists():
        return [f"{acknowledged} was acknowledged, but there is no file"] if acknowledged else []
    wrong = []
    with contextlib.closing(sqlite3.connect(address)) as connection:
        wrong += [str(r) for r in connection.execute("PRAGMA integrity_check") if r[0] != "ok"]
        wrong += [f"foreign key: {r}" for r in connection.execute("PRAGMA foreign_key_check")]
    try:
        store = open_store(address)
    except OnRecordError as error:
        return [*wrong, str(error)] if acknowledged or "no store yet" not in str(error) else wrong
    with store, store.reading() as connection:
        kept = connection.scalar(select(func.count()).select_from(t.reports))
        ledger = list(connection.scalars(select(t.report_analyses.c.report_id)))
        if kept < acknowledged.get("Keeping", 0):
            wrong.append(f"{acknowledged['Keeping']} reports were acknowledged, {kept} are there")
        if len(ledger) < acknowledged.get("Analysing", 0):
            wrong.append(f"{acknowledged['Analysing']} analyses were acknowledged, {len(ledger)} are there")
        twice = select(t.reports.c.url).group_by(t.reports.c.url).having(func.count() > 1)
        wrong += [f"{url} is there twice" for url in connection.scalars(twice)]
        i = tf.feed_items.c
        items = connection.execute(select(i.report_id, i.archive_file).where(i.state == "kept")).all()
        named = {r.report_id for r in items}
        if len(named) != kept or None in named:
            wrong.append(f"{kept} reports, {len(named)} of items that are kept")
        wrong += [f"{r.archive_file} is missing" for r in items if not (archive / r.archive_file).is_file()]
        wrong += _half(connection, ledger)
    return wrong


def raw_copies(archive):
    """The raw copies by their own names, without the day, and whether each can be read."""
    files = sorted(archive.rglob("*.warc.gz"))
    unread = [p.name for p in files if any(not r.text for r in read_reports([p]))]
    return [p.name for p in files], unread


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--command", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--json")
    args = parser.parse_args()
    if args.serve:
        serve(args.pages)
        return 0
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", "--pages", str(args.pages)], stdout=subprocess.PIPE, text=True
    )
    try:
        home = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        watching._TOGETHER = 12
        list(annotate_reports([r for n in range(8) for r in _page_reports(n)], Context()))  # loads what is loaded once
        report = _trials(args, feeds_of(home), Command if args.command else Fork)
    finally:
        server.kill()
        server.wait()
    report |= {"pages": args.pages, "command": args.command, "seed": args.seed}
    print(json.dumps(report, indent=1))
    if args.json:
        Path(args.json).write_text(json.dumps(report, indent=1))
    return 1 if report["wrong"] else 0


def _page_reports(number):
    from onrecord.reading.inputs import read_item
    from onrecord.reading.kinds import Item

    return read_item(Item(path="p", name="p.html", raw=page(number).encode()))


def _comparable(address):
    """What a store holds, but for the numbers of stories and actors: they stay what they were when each was first settled, and so depend
    on which pages had come by then. Of items what became of their pages: which of two feeds listed a page first depends on who answered."""
    rows = content(address)
    found = {x.name: rows[x.name] for x in (t.reports, t.parts, t.analyses, t.report_analyses, t.annotation_files)}
    found |= {x.name: rows[x.name] for x in (t.entities, t.mentions, t.quotations, t.events, t.timexes, t.quantities)}
    found["feed_problems"] = [row[:4] for row in rows["feed_problems"]]
    columns = [c.name for c in tf.feed_items.columns if c.name not in VOLATILE]
    at = [columns.index(n) for n in ("page_id", "state", "report_id")]
    found["feed_items"] = sorted({tuple(str(r[i]) for i in at) for r in rows["feed_items"] if r[at[1]] != "listed"})
    with open_store(address) as store, store.reading() as connection:
        told = []
        for name in connection.scalars(select(st.stories.c.id)).all():
            told.append(re.sub(r"\b[sa]\d+\b", "#", render_markdown(load_dossier(connection, name))))
        members = {}
        for report, name in connection.execute(select(st.story_reports.c.report_id, st.story_reports.c.story_id)):
            members.setdefault(name, []).append(report)
    found["dossiers"] = sorted(told)
    found["stories"] = sorted(sorted(m) for m in members.values())
    return found


def _trials(args, feeds, kind):
    rng, wrong, at, finished, orphans = random.Random(args.seed), [], Counter(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        names = iter(range(10**6))

        def make():
            number = next(names)
            return str(Path(folder, f"{number}.db")), Path(folder, f"{number}-pages")

        address, archive = make()
        began = time.monotonic()
        kind(address, feeds, archive).ended(3600)
        whole, wanted = time.monotonic() - began, _comparable(address)
        copies, unread = raw_copies(archive)
        wrong += [f"{name} cannot be read" for name in unread]
        address, archive = make()
        kills = chain = 0
        while kills < args.kills:
            run = kind(address, feeds, archive)
            ended = run.ended(rng.uniform(0, whole))
            told = run.acknowledged()
            if not ended:
                kills, chain = kills + 1, chain + 1
                at[next(reversed(told), "before the first commit")] += 1
                wrong += [f"kill {kills}: {sentence}" for sentence in check(address, archive, told)]
            if ended or chain >= 8:
                if not ended:
                    kind(address, feeds, archive).ended(3600)
                found = _comparable(address)
                wrong += [f"after {chain} kills {name} differs" for name in wanted if found[name] != wanted[name]]
                mine, unread = raw_copies(archive)
                orphans += len(mine) - len(set(mine))
                wrong += [f"{name} cannot be read" for name in unread]
                if set(mine) != set(copies):
                    wrong.append(f"after {chain} kills the raw copies differ")
                finished += chain > 0
                address, archive = make()
                chain = 0
    return {
        "kills": kills,
        "last said before the kill": dict(at),
        "stores completed and compared": finished,
        "reports of an undisturbed run": len(wanted["reports"]),
        "raw copies there under two days": orphans,
        "seconds of an undisturbed run": round(whole, 2),
        "wrong": wrong,
    }


if __name__ == "__main__":
    sys.exit(main())
