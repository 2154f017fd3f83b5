"""How long the server takes for each page and each route of the API, on a store of many reports: median, p95, longest.

    python benchmarks/store.py record.db --reports 20000       makes such a store
    python benchmarks/serve_pages.py record.db [--times 30] [--only search] [--json out.json]

`onrecord serve` runs in a process of its own; one client asks, one question at a time, over one connection, after two of each kind to warm
up. Every address is another one (another story, word, outlet; a parameter that means nothing where there is only one page), so that no
page comes out of the cache. Times are wall-clock milliseconds until the last byte, and the server's CPU milliseconds a request, which a
loaded machine disturbs less; the sizes say that pages have bounds.
"""

import argparse
import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))
from synthetic import World

from onrecord.store.opening import open_store

LIMIT = 150.0  # ms: what a page may take


@contextmanager
def served(address, *options, env=None):
    """(port, process) of `onrecord serve` on a store."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = "from onrecord.cli.main import main; main()"
    command = [sys.executable, "-c", program, "serve", "--store", address, "--port", str(port), *options]
    process = subprocess.Popen(command, env={**os.environ, **(env or {})})
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process
    finally:
        process.terminate()
        process.wait(30)


def cpu(process):
    """CPU milliseconds that a process has spent so far, all threads together (Linux)."""
    tasks = Path(f"/proc/{process.pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


def routes(world, rng, store):
    """Name -> makes an address."""
    with store.reading() as connection:
        claims = connection.exec_driver_sql("SELECT story_id, id FROM claims LIMIT 2000").all()
        said = connection.exec_driver_sql("SELECT report_id, id FROM quotations LIMIT 2000").all()

    def story():
        return f"s{rng.randrange(1, len(world.stories)) + 1}"

    def report():
        return f"r{rng.randrange(world.reports):06}"

    def pair():
        members = rng.choice([m for m in world.stories[1:400] if len(m) > 1])
        return {"a": f"r{members[0]:06}", "b": f"r{members[1]:06}"}

    def frequent():
        return rng.choice(world.words[:40])

    def middling():
        return rng.choice(world.words[200:2000])

    def outlet():
        return rng.choice(world.outlets)

    def famous():
        return f"a{rng.randrange(1, 11)}"

    def actor():
        return f"a{rng.randrange(1, 4000)}"

    def to(path, **query):
        return lambda: (
            f"{path}?{urlencode({k: v() if callable(v) else v for k, v in query.items()} | {'_': rng.random()})}"
        )

    day = "2020-01-01"
    pages = {
        "/": to("/"),
        "/ words": to("/", q=middling),
        "/ frequent words": to("/", q=frequent),
        "/ outlet, day": to("/", outlet=outlet, since=day),
        "/ disputed": to("/", alignment="disputed"),
        "/stories/ID": lambda: f"/stories/{story()}?_={rng.random()}",
        "/stories/ID, the largest": lambda: f"/stories/s1?_={rng.random()}",
        "/stories/ID/dossier.json": lambda: f"/stories/{story()}/dossier.json",
        "/actors": to("/actors"),
        "/actors by name": to("/actors", q=lambda: rng.choice(world.names).split()[1][:4]),
        "/actors/ID": lambda: f"/actors/{actor()}?_={rng.random()}",
        "/actors/ID, famous": lambda: f"/actors/{famous()}?_={rng.random()}",
        "/actors/ID, famous, words": lambda: f"/actors/{famous()}?q={middling()}",
        "/actors/ID, famous, outlet": lambda: f"/actors/{famous()}?outlet={quote(outlet())}&_={rng.random()}",
        "/outlets": to("/outlets"),
        "/outlet": to("/outlet", name=outlet),
        "/search reports": to("/search", q=middling),
        "/search reports, frequent": to("/search", q=frequent),
        "/search reports, outlet, day": to("/search", q=frequent, outlet=outlet, since=day),
        "/search statements": to("/search", what="statements", q=middling),
        "/search statements, frequent": to("/search", what="statements", q=frequent),
        "/search statements, two words": to("/search", what="statements", q=lambda: f"{middling()} {middling()}"),
        "/search statements, none": to("/search", what="statements", q=lambda: f"zzz{rng.random()}".replace(".", "")),
        "/search statements, speaker": to("/search", what="statements", speaker=lambda: rng.choice(world.names)),
        "/search statements, outlet": to("/search", what="statements", outlet=outlet, since=day),
        "/search claims": to("/search", what="claims", q=middling),
        "/search claims, two words": to("/search", what="claims", q=lambda: f"{middling()} {middling()}"),
        "/search claims, disputed": to("/search", what="claims", alignment="disputed"),
        "/search claims, outlet": to("/search", what="claims", outlet=outlet),
        "/search events": to("/search", what="events", type="PROTEST", outlet=outlet),
        "/search events, words": to("/search", what="events", q=middling),
        "/report": to("/report", id=report),
        "/compare one": to("/compare", a=report),
        "/compare two": lambda: f"/compare?{urlencode(pair())}&_={rng.random()}",
        "/history": to("/history"),
        "/problems": to("/problems"),
        "/add": to("/add"),
        "/help": to("/help"),
        "/correct/actor": to("/correct/actor", actor=actor, q=lambda: rng.choice(world.names).split()[1]),
        "/correct/actor, famous": to("/correct/actor", actor=famous),
        "/correct/claim": lambda: (
            "/correct/claim?" + urlencode(dict(zip(("story", "claim"), rng.choice(claims), strict=True)))
        ),
        "/correct/speaker": lambda: (
            "/correct/speaker?" + urlencode(dict(zip(("report", "quotation"), rng.choice(said), strict=True)))
        ),
        "/correct/story": to("/correct/story", story=story, q=middling),
        "/correct/story, the largest": to("/correct/story", story="s1", q=frequent),
    }
    api = {
        "stories": to("/api/v1/stories", words=frequent),
        "stories/ID": lambda: f"/api/v1/stories/{story()}",
        "stories/ID, the largest": lambda: f"/api/v1/stories/s1?limit={rng.randrange(20, 200)}",
        "stories/ID/figures": lambda: f"/api/v1/stories/{story()}/figures",
        "claims": to("/api/v1/claims", words=middling),
        "check": to("/api/v1/check", sentence=lambda: " ".join(rng.choice(world.words[:2000]) for _ in range(8))),
        "statements": to("/api/v1/statements", speaker=famous),
        "statements, words": to("/api/v1/statements", words=middling),
        "events": to("/api/v1/events", type="PROTEST", limit=50),
        "reports": to("/api/v1/reports", words=middling),
        "reports/ID": lambda: f"/api/v1/reports/{report()}",
        "annotations/ID": lambda: f"/api/v1/annotations/{report()}",
        "spans/ID": lambda: f"/api/v1/spans/{report()}?start=10&end={rng.randrange(20, 200)}",
        "actors": to("/api/v1/actors", words=lambda: rng.choice(world.names).split()[1][:4]),
        "actors/ID, famous": lambda: f"/api/v1/actors/{famous()}?limit={rng.randrange(20, 200)}",
        "outlets": to("/api/v1/outlets"),
        "corrections": to("/api/v1/corrections"),
    }
    return pages | {f"/api/v1/{name}": make for name, make in api.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--reports", type=int, default=20_000, help="of the store, as benchmarks/store.py made it")
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--only", help="routes with these words")
    parser.add_argument("--json")
    args = parser.parse_args()
    world, rng, found = World(args.reports), random.Random(11), {}
    with open_store(args.address) as store:
        asked = {n: m for n, m in routes(world, rng, store).items() if args.only is None or args.only in n}
    print(f"load average {os.getloadavg()[0]:.1f} at the beginning")
    with served(args.address) as (port, server):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        for name, make in asked.items():
            spent, sizes, before = [], [], 0.0
            for turn in range(args.times + 2):
                before = cpu(server) if turn == 2 else before
                address, began = make(), time.perf_counter()
                line.request("GET", address)
                answer = line.getresponse()
                body = answer.read()
                took = (time.perf_counter() - began) * 1000
                if answer.status != 200:
                    raise SystemExit(f"{address}: {answer.status} {body[:300]}")
                if turn >= 2:
                    spent.append(took)
                    sizes.append(len(body))
                if len(spent) >= 5 and sum(spent) > 15_000:
                    break
            burnt = (cpu(server) - before) / len(spent)
            spent.sort()
            p95 = spent[min(len(spent) - 1, int(len(spent) * 0.95))]
            found[name] = (statistics.median(spent), p95, spent[-1], burnt, max(sizes))
            slow = "  SLOW" if p95 > LIMIT else ""
            print(
                f"{name:34} {found[name][0]:7.1f} {p95:7.1f} {spent[-1]:7.1f} {burnt:7.1f} {max(sizes):9,}{slow}",
                flush=True,
            )
    print(f"load average {os.getloadavg()[0]:.1f} at the end; columns: p50, p95, longest, CPU in ms; most bytes")
    if args.json:
        Path(args.json).write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
