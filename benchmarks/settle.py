"""What adding a few reports to a large store costs, and how what it gives differs from settling all anew. No parsing: findings are made up.

    python benchmarks/settle.py FOLDER [--reports 20000] [--new 100] [--rounds 3] [--json out.json]

Fills FOLDER/base.db with all but the last reports and settles them whole (kept for the next run), copies it, adds the last reports in rounds,
settles each, then settles a copy whole and compares. The dossiers of the base are compiled without their claims, which take longest: neither the
rounds nor the whole settle at the end compile these stories again, but for those that a new report touches.
"""

import argparse
import json
import resource
import shutil
import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from newsroom import Newsroom
from sqlalchemy import insert, select

from onrecord.desk.settling import settle
from onrecord.dossier import compiling
from onrecord.model import Context
from onrecord.reading.dates import day_bounds
from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.opening import open_store
from onrecord.store.saving import now, save_annotations, save_reports


def keep(store, annotated):
    """Reports with their findings, as `add` keeps them."""
    with store.writing() as connection:
        if connection.scalar(select(t.analyses.c.id)) is None:
            row = {"id": "synthetic", "made_by": "synthetic", "model": "none", "settings": "{}", "started_at": now()}
            connection.execute(insert(t.analyses).values(row))
        reports = [a.report for a in annotated]
        save_reports(connection, reports, {r.id: day_bounds(r.published) for r in reports})
        save_annotations(connection, "synthetic", annotated)


def timed(store, **how):
    wall, cpu = time.perf_counter(), time.process_time()
    done = settle(store, Context(), **how)
    return {
        "wall s": round(time.perf_counter() - wall, 2),
        "CPU s": round(time.process_time() - cpu, 2),
        "stories": done.stories,
        "changed": done.changed,
        "gone": done.gone,
    }


def pairs(groups):
    return {(a, b) for g in groups for n, a in enumerate(g) for b in g[n + 1 :]}


def story_sets(store):
    found = {}
    with store.reading() as connection:
        for row in connection.execute(select(st.story_reports.c.story_id, st.story_reports.c.report_id)):
            found.setdefault(row.story_id, []).append(row.report_id)
    return {tuple(sorted(g)) for g in found.values()}


def actor_sets(store):
    found = {}
    a = st.actor_members.c
    with store.reading() as connection:
        for row in connection.execute(select(a.actor_id, a.report_id, a.entity_id)):
            found.setdefault(row.actor_id, []).append((row.report_id, row.entity_id))
    return {tuple(sorted(g)) for g in found.values()}


def claims(store):
    """How the claims of each story stand, by its reports."""
    with store.reading() as connection:
        rows = connection.execute(
            select(st.claims.c.story_id, st.claims.c.alignment, st.claims.c.independent, st.claims.c.text)
        ).all()
        members = {}
        for row in connection.execute(select(st.story_reports.c.story_id, st.story_reports.c.report_id)):
            members.setdefault(row.story_id, []).append(row.report_id)
    return Counter((tuple(sorted(members[r.story_id])), r.alignment, r.independent, r.text) for r in rows)


def compare(one, whole, new):
    """Shares of what is equal."""
    a, b = story_sets(one), story_sets(whole)
    p, q = pairs(a), pairs(b)
    x, y = actor_sets(one), actor_sets(whole)
    mine = [g for g in b if new & set(g)]
    c, d = claims(one), claims(whole)
    return {
        "stories equal": len(a & b) / len(b),
        "stories with a new report equal": sum(g in a for g in mine) / max(1, len(mine)),
        "pairs of reports in one story: precision": len(p & q) / max(1, len(p)),
        "pairs of reports in one story: recall": len(p & q) / max(1, len(q)),
        "actors equal": len(x & y) / len(y),
        "claims equal": (c & d).total() / max(1, d.total()),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--new", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-whole", action="store_true", help="leave out the whole settle and the comparison with it")
    parser.add_argument("--json")
    args = parser.parse_args()
    folder = Path(args.folder)
    folder.mkdir(parents=True, exist_ok=True)
    room = Newsroom(args.reports)
    old = args.reports - args.new * args.rounds
    base, work, whole = (folder / f"{n}-{args.reports}.db" for n in ("base", "work", "whole"))
    report = {}
    if not base.exists():
        with open_store(str(base), create=True) as store:
            source = iter(range(old))
            while some := list(islice(source, 200)):
                keep(store, [room.report(n) for n in some])
            claims_of = compiling.align_claims
            compiling.align_claims = lambda view: ()
            report["first settle, without claims"] = timed(store)
            compiling.align_claims = claims_of
            print("first settle", report, flush=True)
            with store.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(base, work)
    with open_store(str(work)) as store:
        for n in range(args.rounds):
            first = old + n * args.new
            keep(store, [room.report(k) for k in range(first, first + args.new)])
            report[f"round {n + 1}"] = timed(store)
            print(f"round {n + 1}", report[f"round {n + 1}"], flush=True)
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(work, whole)
        with open_store(str(whole)) as other:
            if args.no_whole:
                print(Path("/proc/loadavg").read_text())
                return
            report["whole"] = timed(other, whole=True)
            print("whole", report["whole"], flush=True)
            new = {f"n{k:06}" for k in range(old, args.reports)}
            report |= compare(store, other, new)
    report["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    report["load"] = Path("/proc/loadavg").read_text().split()[:3]
    print(json.dumps(report, indent=1))
    if args.json:
        Path(args.json).write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
