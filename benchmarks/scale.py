"""What many reports cost: workers, memory, growth, and from files to dossiers in a store. Reports come from load_corpus.py.

    python benchmarks/scale.py workers [--reports 2000]       one worker, two, Dask with two: reports a second, CPU, memory of each
    python benchmarks/scale.py large [--megabytes 5] [--lifted]   one report of that size among others: within the bound, or a Problem
    python benchmarks/scale.py growth [--sizes 2000 16000]    copies, stories, actors, dossiers: CPU a report; findings made, not parsed
    python benchmarks/scale.py grouping [--sizes 1000 ...]    copies and stories alone, a curve fitted
    python benchmarks/scale.py store [--reports 20000]        `onrecord add`: time, peak memory, share of each stage

Each takes --json FILE. CPU seconds are those of the processes; wall-clock seconds say little on a machine that does other work, so the
load average is reported with them.
"""

import argparse
import json
import math
import multiprocessing
import os
import platform
import resource
import sys
import tempfile
import threading
import time
from collections import deque
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from clusters import ONE_THREAD, Machines, children_of, cpu_of, memory_of
from load_corpus import make_reports

os.environ.update(ONE_THREAD)

from onrecord.api import read
from onrecord.crossreport.copies import find_copies
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.publishers import tie_reports
from onrecord.crossreport.stories import group_stories
from onrecord.desk.adding import add_reports
from onrecord.model import Config, Context, Grouping
from onrecord.pipeline import annotate_rows, compile_dossiers, decode_annotations
from onrecord.scale.processes import Processes
from onrecord.store.opening import open_store


def corpus(number, copies=0.3, filling=4):
    """Reports of the load corpus, read as from a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "reports.jsonl")
        with path.open("w") as out:
            out.writelines(json.dumps(r) + "\n" for r in make_reports(number, copies, filling=filling))
        return list(read(path))


class Watched:
    """Most memory and CPU of the processes that this one and others start, looked at twice a second."""

    def __init__(self, roots=()):
        self.roots = [os.getpid(), *roots]
        self.most, self.used = {}, {}

    def __enter__(self):
        self.before = {p: cpu_of(p) for root in self.roots for p in [root, *children_of(root)]}
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._look)
        self.thread.start()
        return self

    def _look(self):
        while True:
            for root in self.roots:
                for pid in children_of(root):
                    self.most[pid] = max(self.most.get(pid, 0), memory_of(pid)[1])
                    self.used[pid] = max(self.used.get(pid, 0), cpu_of(pid) - self.before.get(pid, 0))
            if self.ended.wait(0.5):
                return

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()
        self.own = cpu_of(os.getpid()) - self.before[os.getpid()]


def _timed_engine(reports, engine, roots=()):
    """Seconds until the first report came (start), and reports a second from then on."""
    with Watched(roots) as watched:
        began = time.monotonic()
        rows = annotate_rows(reports, Context(), engine)
        next(rows)
        first = time.monotonic()
        deque(rows, maxlen=0)
        ended = time.monotonic()
    return {
        "start s": round(first - began, 1),
        "reports/s": round((len(reports) - 16) / (ended - first), 2),
        "wall s": round(ended - began, 1),
        "CPU s of this process": round(watched.own, 1),
        "CPU s of workers": round(sum(watched.used.values()), 1),
        "largest worker MB": round(max(watched.most.values(), default=0)),
        "load": [round(x, 1) for x in os.getloadavg()],
    }


def workers(args):
    reports, found = corpus(args.reports), {}
    for turn in range(args.rounds):
        for number in (1, 2):
            engine = Processes(number, 700)
            found[f"{number} worker{'s' * (number > 1)}, round {turn + 1}"] = _timed_engine(reports, engine)
            engine.close()
        from onrecord.scale.cluster import Cluster

        with Machines() as machines:
            engine = Cluster(machines.address.replace("dask://", "tcp://"))
            pids = [p.pid for p in machines.running.values()]
            found[f"Dask, 2 workers, round {turn + 1}"] = _timed_engine(reports, engine, pids)
            engine.close()
    speed = {
        kind: max(v["reports/s"] for k, v in found.items() if k.startswith(kind))
        for kind in ("1 worker", "2 workers", "Dask")
    }
    found["two to one"] = round(speed["2 workers"] / speed["1 worker"], 2)
    found["Dask to processes"] = round(speed["Dask"] / speed["2 workers"], 2)
    return found


def large(args):
    """A report of several megabytes, first as a user meets it, then, if asked, with the limit on a report's length lifted."""
    base = corpus(40)
    text = "\n".join(r.text for r in corpus(args.megabytes * 640))[: args.megabytes * 1_000_000]
    big = type(base[0])(id="big", text=text, outlet="Large", published="2024-01-01", parts=())
    found = {"characters": len(big.text)}
    limits = {"as shipped": Config().max_report, **({"limit lifted": 10**9} if args.lifted else {})}
    for name, limit in limits.items():
        reports = [*base[:20], big, *base[20:]]
        context, engine = Context(config=Config(max_report=limit)), Processes(2, 700)
        with Watched() as watched:
            began = time.monotonic()
            rows = [decode_annotations(row) for row in annotate_rows(reports, context, engine)]
        engine.close()
        told = next(a for a in rows if a.report.id == "big")
        found[name] = {
            "seconds": round(time.monotonic() - began, 1),
            "largest worker MB": round(max(watched.most.values())),
            "sentences": len(told.sentences),
            "problems": [p.message for p in told.problems],
            "others analysed": sum(bool(a.sentences) for a in rows) - bool(told.sentences),
        }
    return found


def growth(args):
    from newsroom import Newsroom

    found = {size: _apart(_stages, (size, Newsroom)) for size in args.sizes}
    stages = [k for k in found[args.sizes[0]] if k.endswith("ms a report")]
    ratios = {s: round(found[args.sizes[-1]][s] / max(0.01, found[args.sizes[0]][s]), 2) for s in stages}
    return {**{f"{k} reports": v for k, v in found.items()}, "growth from first to last": ratios}


def _stages(size, room):
    made = room(size)
    annotated = [made.report(n) for n in range(size)]
    reports = [a.report for a in annotated]
    spent = {}

    def timed(name, work):
        began = time.process_time()
        result = work()
        spent[f"{name}, ms a report"] = round((time.process_time() - began) * 1000 / size, 3)
        return result

    copies, _ = timed("copies", lambda: find_copies(reports))
    ties = timed("ties", lambda: tie_reports(reports, copies, {}))
    stories, judged = timed("stories", lambda: group_stories(reports, copies, ties))
    timed("actors", lambda: resolve_entities(annotated, Context()))
    grouping = Grouping(stories=stories, copies=copies, judgements=judged)
    dossiers = compile_dossiers(grouping, ties, annotated, Context())
    timed("actors and dossiers", lambda: deque(dossiers, maxlen=0))
    spent["stories"] = len(stories)
    spent["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return spent


def grouping(args):
    found = {size: _apart(_grouped, (size, args.filling)) for size in args.sizes}
    points = [(math.log(n), math.log(v["CPU s"])) for n, v in found.items() if n >= 2000 or len(found) < 4]
    slope, cut = _line(points)
    curve = {"CPU s": f"{math.exp(cut):.3g} * reports^{slope:.3f}"}
    curve["at 1,000,000, hours"] = round(math.exp(cut + slope * math.log(1_000_000)) / 3600, 1)
    return {**{f"{k} reports": v for k, v in found.items()}, "fitted from 2,000 on": curve}


def _grouped(size, filling):
    reports = corpus(size, filling=filling)
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    began = time.process_time()
    copies, _ = find_copies(reports)
    middle = time.process_time()
    stories, _ = group_stories(reports, copies, tie_reports(reports, copies, {}))
    ended = time.process_time()
    return {
        "CPU s": round(ended - began, 2),
        "ms a report": round((ended - began) * 1000 / size, 3),
        "of which copies": round((middle - began) * 1000 / size, 3),
        "stories": len(stories),
        "MB beside the reports": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 - base,
    }


def _line(points):
    """Slope and intercept by least squares."""
    n, sx, sy = len(points), sum(x for x, _ in points), sum(y for _, y in points)
    slope = (n * sum(x * y for x, y in points) - sx * sy) / (n * sum(x * x for x, _ in points) - sx * sx)
    return slope, (sy - slope * sx) / n


def _apart(work, given):
    """The result of work in a process of its own: its memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        result = pool.apply(work, given)
    print(given[0], result, flush=True)
    return result


def store(args):
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        path = Path(folder, "reports.jsonl")
        with path.open("w") as out:
            out.writelines(json.dumps(r) + "\n" for r in make_reports(args.reports, args.copies, filling=args.filling))
        stages, last = {}, [time.monotonic(), ""]

        def tell(label, done, total):
            now = time.monotonic()
            stages[label] = stages.get(label, 0) + now - last[0]
            last[:] = [now, label]

        context = Context(config=Config(workers=2))
        with open_store(str(Path(folder, "record.db")), create=True) as opened, Watched() as watched:
            began = time.monotonic()
            added = add_reports(opened, read(path), context, tell)
            ended = time.monotonic()
        stages["after the last word"] = ended - last[0]
        size = sum(p.stat().st_size for p in Path(folder).glob("record.db*"))
    return {
        "reports": args.reports,
        "wall s": round(ended - began, 1),
        "share of each stage": {k: round(v / (ended - began), 3) for k, v in stages.items()},
        "CPU s of this process": round(watched.own, 1),
        "CPU s of workers": round(sum(watched.used.values()), 1),
        "peak MB of this process": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "largest worker MB": round(max(watched.most.values(), default=0)),
        "stories": added.settled.stories,
        "store MB": size // 2**20,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("workers", "large", "growth", "grouping", "store"))
    parser.add_argument("--reports", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--copies", type=float, default=0.3)
    parser.add_argument("--filling", type=int, default=None)
    parser.add_argument("--megabytes", type=int, default=5)
    parser.add_argument("--lifted", action="store_true", help="also without the limit on a report's length")
    parser.add_argument("--sizes", type=int, nargs="+")
    parser.add_argument("--folder", help="where the store is made; by default the system's temporary folder")
    parser.add_argument("--json", metavar="FILE")
    args = parser.parse_args()
    args.reports = args.reports or {"workers": 2000, "store": 20_000}.get(args.what, 0)
    args.sizes = args.sizes or {"growth": [2000, 16_000], "grouping": [1000, 2000, 5000, 10_000, 20_000]}.get(args.what)
    if args.filling is None:
        args.filling = 1 if args.what == "grouping" else 4
    before = os.getloadavg()
    result = globals()[args.what](args)
    result["machine"] = {
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "Python": platform.python_version(),
        "load before": before,
        "load after": os.getloadavg(),
    }
    text = json.dumps(result, indent=1)
    print(text)
    if args.json:
        Path(args.json).write_text(text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
