"""Two hundred readers while reports are being added: no error, nothing lost, nothing twice, and how long a reader waits.

    python benchmarks/serve_load.py sqlite [--reports 2000] [--readers 200] [--base 400] [--json out.json]
    python benchmarks/serve_load.py postgresql           a private server on a Unix socket (Debian's package)

A store of `--base` reports is made first; then `onrecord serve` reads it for `wrk` (Debian's package), whose readers ask one address after
another without a pause (stories, dossiers, actors, reports, searches, outlets, the API: some 500 addresses by chance), while `onrecord add`
in a process of its own reads, analyses and settles the rest in four portions, each command after the one before. Meanwhile one program
walks through all reports page by page, again and again. At the end every report must be there once, in one story, and analysed once.
`gone` counts answers 404: an actor or story of before that has become one with another.
The reports are those of load_corpus.py, cut to about sixty words. All of it runs on one machine: readers, server, analysis, database.
"""

import argparse
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))
from serve_pages import served
from sqlalchemy import func, select

from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.opening import open_store

WORDS = 60  # of a report
PROGRAM = "from onrecord.cli.main import main; main()"
LUA = """
local paths = {}
for line in io.lines(os.getenv("ADDRESSES")) do paths[#paths + 1] = line end
local n, threads = 0, {}
function setup(thread) n = n + 1; thread:set("seed", n); threads[n] = thread end
function init(args) math.randomseed(seed); gone, failed = 0, 0 end
function response(status) if status == 404 then gone = gone + 1 elseif status >= 400 then failed = failed + 1 end end
function request() return wrk.format("GET", paths[math.random(#paths)]) end
function done(summary, latency, requests)
  local left, broken = 0, 0
  for _, thread in ipairs(threads) do left = left + thread:get("gone"); broken = broken + thread:get("failed") end
  io.write(string.format('RESULT {"gone": %d, "failed": %d, "requests": %d, "seconds": %.1f, "p50": %.1f, "p95": %.1f, "p99": %.1f, "max": %.1f, ' ..
    '"status": %d, "connect": %d, "read": %d, "write": %d, "timeout": %d}\\n', left, broken, summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    summary.errors.status, summary.errors.connect, summary.errors.read, summary.errors.write, summary.errors.timeout))
end
"""


def corpus(number):
    """Short reports, as records."""
    made = subprocess.run([sys.executable, HERE / "load_corpus.py", str(number)], capture_output=True, check=True)
    rows = [json.loads(line) for line in made.stdout.decode().splitlines()]
    for row in rows:
        words = list(re.finditer(r"\S+\s*", row["text"]))[:WORDS]
        row["text"] = row["text"][: words[-1].end()].rpartition(".")[0] + "."
    return rows


def add(store, rows, folder, name):
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "add", str(path), "--store", store], capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"add failed: {done.stderr[-2000:]}")


def addresses(store, rng):
    """What the readers ask for: some of each kind that the store holds before."""

    def some(column, most):
        with store.reading() as connection:
            return rng.sample(found := sorted(connection.scalars(select(column))), min(most, len(found)))

    stories, reports, actors = some(st.stories.c.id, 120), some(t.reports.c.id, 80), some(st.actors.c.id, 80)
    with store.reading() as connection:
        outlets = sorted(connection.scalars(select(t.reports.c.outlet).distinct()))[:40]
        words = " ".join(connection.scalars(select(t.reports.c.text).order_by(t.reports.c.id).limit(20))).split()
    words = sorted({w.strip('.,"') for w in words if w.isalpha() and len(w) > 4})
    words = rng.sample(words, min(60, len(words)))
    found = ["/", "/actors", "/outlets", "/problems", "/help", "/api/v1/stories", "/api/v1/outlets"]
    found += [f"/stories/{s}" for s in stories] + [f"/api/v1/stories/{s}" for s in stories[:20]]
    found += [f"/actors/{a}" for a in actors] + [f"/report?id={quote(r)}" for r in reports]
    found += [f"/outlet?name={quote(o)}" for o in outlets]
    kinds = ("reports", "statements", "claims")
    found += [f"/search?q={quote(w)}&what={kinds[n % 3]}" for n, w in enumerate(words)]
    return found + [f"/api/v1/reports?words={quote(w)}" for w in words[:20]]


def walk(port, stop, seen):
    """Goes through all reports of the API by pages, again and again; notes what comes twice in one walk, and how many came in each."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while not stop.is_set():
        line.request("GET", "/api/v1/bulk/reports")
        answer = line.getresponse()
        body = answer.read()
        ids = [json.loads(row)["id"] for row in body.split(b"\n") if row] if answer.status == 200 else []
        seen["errors"] += [answer.status] if answer.status != 200 else []
        seen["walks"].append(len(ids))
        seen["twice"] += len(ids) - len(set(ids))
        stop.wait(3)


def check(store, expected):
    """What is wrong in the end: nothing, it is hoped."""
    r, s, a = t.reports.c, st.story_reports.c, t.report_analyses.c
    with store.reading() as connection:
        ids = list(connection.scalars(select(r.id)))
        homes = list(connection.scalars(select(s.report_id)))
        analysed = list(connection.scalars(select(a.report_id).where(a.is_current)))
        claims = connection.scalar(select(func.count()).select_from(st.claims))
    wrong = {
        "lost": len(expected - set(ids)),
        "strange": len(set(ids) - expected),
        "twice": len(ids) - len(set(ids)),
        "not in one story": len(ids) - len(set(homes)) + len(homes) - len(set(homes)),
        "not analysed once": len(ids) - len(set(analysed)) + len(analysed) - len(set(analysed)),
    }
    return {k: v for k, v in wrong.items() if v}, claims


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("database", choices=["sqlite", "postgresql"])
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--base", type=int, default=400)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--json")
    args = parser.parse_args()
    rng = random.Random(5)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="onrecord-load-")))
        address = str(folder / "record.db")
        if args.database == "postgresql":
            from tests.postgres import private_cluster

            address = stack.enter_context(private_cluster("-c fsync=on")).create()
        rows = corpus(args.base + args.reports)
        add(address, rows[: args.base], folder, "base")
        store = stack.enter_context(open_store(address))
        paths = folder / "addresses"
        paths.write_text("\n".join(addresses(store, rng)) + "\n", encoding="utf-8")
        (folder / "readers.lua").write_text(LUA)
        port, _ = stack.enter_context(served(address))
        seen, stop = {"walks": [], "twice": 0, "errors": []}, threading.Event()
        walker = threading.Thread(target=walk, args=(port, stop, seen))
        loads = [os.getloadavg()[0]]
        command = ["wrk", "-t2", f"-c{args.readers}", "-d3600s", "--timeout", "30s", "-s", str(folder / "readers.lua")]
        readers = subprocess.Popen(
            [*command, f"http://127.0.0.1:{port}"],
            env={**os.environ, "ADDRESSES": str(paths)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        walker.start()
        began = time.perf_counter()
        try:
            each = max(1, args.reports // 4)
            for n in range(0, args.reports, each):
                add(address, rows[args.base + n : args.base + n + each], folder, f"part{n}")
                print(f"{n + each} added after {time.perf_counter() - began:.0f} s", flush=True)
        finally:
            stop.set()
            loads.append(os.getloadavg()[0])
            readers.send_signal(2)
            output = readers.communicate(timeout=60)[0]
            walker.join()
        result = json.loads(re.search(r"RESULT (.*)", output)[1])
        wrong, claims = check(store, {row["id"] for row in rows})
    errors = {k: result[k] for k in ("failed", "connect", "read", "write", "timeout") if result[k]}
    report = {**result, "wrong": wrong, "errors": errors, "walks": seen, "load": loads, "claims": claims}
    print(json.dumps(report, indent=1))
    if args.json:
        Path(args.json).write_text(json.dumps(report, indent=1))
    if wrong or errors or seen["twice"] or seen["errors"]:
        raise SystemExit("something was lost, came twice, or failed")


if __name__ == "__main__":
    main()
