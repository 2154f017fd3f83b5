"""Kill `add` with SIGKILL at random moments and see what is left: does the store open, is all that was acknowledged there, does the next
run complete it, and does it then hold what an undisturbed run makes?

    python benchmarks/kill_add.py [INPUT...] [--kills 100] [--on sqlite|postgresql] [--command] [--grown] [--json out.json]

Without inputs: the example reports, and as many copies of them with changed numbers as `--copies` asks for. The run that is killed is a fork
of this process, with the parser loaded, so that the moments fall on the work and not on imports; `--command` kills `onrecord add --workers 2`
itself. With `--grown` the store holds 70 % of the reports, settled, before: so what is killed may be the settling of what is new. Chunks are smaller than usual, so that there are more moments between two commits.
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
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import msgspec
from sqlalchemy import func, select

from onrecord.desk import adding
from onrecord.desk.copying import copy_store
from onrecord.examples import example_paths
from onrecord.model import Context, OnRecordError
from onrecord.pipeline import annotate_reports
from onrecord.reading.inputs import read_reports
from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.loading import load_annotations, load_dossier
from onrecord.store.opening import open_store

VOLATILE = {"added_at", "started_at", "finished_at", "settled_at"}
OWN_IDS = {"problems", "judgements"}  # tables whose ids are running numbers that nothing refers to


def content(address):
    """All rows of all tables, without the moments at which they were written."""
    found = {}
    with open_store(address) as store, store.reading() as connection:
        for table in t.metadata.sorted_tables:
            dropped = VOLATILE | ({"id"} if table.name in OWN_IDS else set())
            columns = [c for c in table.columns if c.name not in dropped]
            rows = [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
                for row in connection.execute(select(*columns))
            ]
            found[table.name] = sorted(rows, key=repr)
    return found


def check(address, acknowledged):
    """What is wrong with a store after a kill: a list of sentences."""
    wrong = []
    if "://" not in address:
        if not Path(address).exists():
            return [f"{acknowledged} was acknowledged, but there is no file"] if acknowledged else []
        with contextlib.closing(sqlite3.connect(address)) as connection:
            wrong += [str(r) for r in connection.execute("PRAGMA integrity_check") if r[0] != "ok"]
            wrong += [f"foreign key: {r}" for r in connection.execute("PRAGMA foreign_key_check")]
    try:
        store = open_store(address)
    except OnRecordError as error:
        return [*wrong, str(error)] if acknowledged or "no store yet" not in str(error) else wrong
    with store, store.reading() as connection:
        kept = connection.scalar(select(func.count()).select_from(t.reports))
        ledger = [r.report_id for r in connection.execute(select(t.report_analyses.c.report_id))]
        if kept < acknowledged.get("Keeping", 0):
            wrong.append(f"{acknowledged['Keeping']} reports were acknowledged, {kept} are there")
        if len(ledger) < acknowledged.get("Analysing", 0):
            wrong.append(f"{acknowledged['Analysing']} analyses were acknowledged, {len(ledger)} are there")
        wrong += _half(connection, ledger)
    return wrong


def _half(connection, ledger):
    """Reports and stories that are there by half."""
    wrong = []
    annotated = load_annotations(connection, ledger)
    for table, field in (
        (t.quotations, "quotations"),
        (t.events, "events"),
        (t.entities, "entities"),
        (t.quantities, "quantities"),
    ):
        counts = {
            r[0]: r[1] for r in connection.execute(select(table.c.report_id, func.count()).group_by(table.c.report_id))
        }
        for name in ledger:
            if name not in annotated or counts.get(name, 0) != len(getattr(annotated[name], field)):
                wrong.append(f"{name}: {counts.get(name, 0)} rows of {field}, not those of its annotations")
    for name in connection.scalars(select(st.stories.c.id)).all():
        dossier = load_dossier(connection, name)
        rows = connection.scalar(select(func.count()).where(st.claims.c.story_id == name))
        if dossier is None or len(dossier.claims) != rows:
            wrong.append(f"story {name} has no dossier, or not its claims")
    return wrong


class Fork:
    """`add` in a fork of this process; what it has committed it says through a pipe."""

    def __init__(self, address, reports):
        self.out, into = os.pipe()
        self.id = os.fork()
        if self.id:
            os.close(into)
            return
        os.close(self.out)
        code = 1
        try:
            with open_store(address, create=True) as store:
                with store.reading() as connection:
                    before = connection.scalar(select(func.count()).select_from(t.report_analyses))

                def tell(what, done, _):
                    os.write(into, f"{what} {done + (before if what == 'Analysing' else 0)}\n".encode())

                adding.add_reports(store, reports, Context(), tell)
            code = 0
        finally:
            os._exit(code)

    def ended(self, seconds):
        """Whether it came to its end within some seconds; else it is killed."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            done, status = os.waitpid(self.id, os.WNOHANG)
            if done:
                if status:
                    raise SystemExit(f"the run failed by itself: {status}")
                return True
            time.sleep(0.001)
        os.kill(self.id, signal.SIGKILL)
        os.waitpid(self.id, 0)
        return False

    def acknowledged(self):
        """What it said last of each kind of work, in the order it came to them."""
        with os.fdopen(self.out) as file:
            lines = [line.split() for line in file if line.endswith("\n")]
        return {what: int(done) for what, done in lines}


class Command:
    """`onrecord add` with two workers."""

    def __init__(self, address, paths):
        command = [sys.executable, "-m", "onrecord.cli", "add", *paths, "--store", address, "--workers", "2"]
        self.run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ended(self, seconds):
        try:
            code = self.run.wait(seconds)
        except subprocess.TimeoutExpired:
            self.run.kill()
            self.run.wait()
            return False
        if code:
            raise SystemExit(f"the run failed by itself: {code}")
        return True

    def acknowledged(self):
        return {}


def more(reports, copies):
    """The reports, and variants of them with other numbers under other names."""
    found = list(reports)
    for n in range(copies):
        for r in reports:
            text = re.sub(r"\d", lambda m, n=n: str((int(m.group()) + n + 1) % 10), r.text)
            found.append(msgspec.structs.replace(r, id=f"{r.id}-v{n}", text=text, url=None, outlet=f"{r.outlet} {n}"))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("inputs", nargs="*")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--command", action="store_true")
    parser.add_argument("--grown", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json")
    args = parser.parse_args()
    with contextlib.ExitStack() as stack:
        paths = args.inputs or [str(p) for p in stack.enter_context(example_paths())]
        reports = more(list(read_reports(paths)), 0 if args.command else args.copies)
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        make = stack.enter_context(_addresses(args.on, folder))
        adding._CHUNK, adding._COMMITTED = 8, 3
        if not args.command:
            list(annotate_reports(reports, Context()))  # loads what is loaded once
        if args.grown:
            make = _grown(make, reports[: int(0.7 * len(reports))], str(Path(folder, "base.db")))
        begin = (lambda address: Command(address, paths)) if args.command else (lambda address: Fork(address, reports))
        report = _trials(args, make, begin)
    report |= {"reports": len(reports), "on": args.on, "command": args.command, "grown": args.grown, "seed": args.seed}
    print(json.dumps(report, indent=1))
    if args.json:
        Path(args.json).write_text(json.dumps(report, indent=1))
    return 1 if report["wrong"] else 0


@contextlib.contextmanager
def _addresses(on, folder):
    if on == "sqlite":
        numbers = iter(range(10**6))
        yield lambda: str(Path(folder, f"{next(numbers)}.db"))
        return
    from tests.postgres import private_cluster

    with private_cluster("-c fsync=on") as cluster:
        yield cluster.create


def _grown(make, reports, base):
    """Stores that hold some reports, settled; they are made once and copied."""
    with open_store(base, create=True) as store:
        adding.add_reports(store, reports, Context())

    def made():
        address = make()
        with open_store(base) as source, open_store(address, create=True) as target:
            copy_store(source, target)
        return address

    return made


def _trials(args, make, begin):
    rng, wrong, at, finished = random.Random(args.seed), [], Counter(), 0
    address, began = make(), time.monotonic()
    begin(address).ended(3600)
    whole, wanted = time.monotonic() - began, content(address)
    address, chain, kills = make(), 0, 0
    while kills < args.kills:
        run = begin(address)
        ended = run.ended(rng.uniform(0, whole))
        told = run.acknowledged()
        if not ended:
            kills, chain = kills + 1, chain + 1
            at[next(reversed(told), "before the first commit")] += 1
            wrong += [f"kill {kills}: {sentence}" for sentence in check(address, told)]
        if ended or chain >= 8:
            if not ended:
                begin(address).ended(3600)
            found = content(address)
            wrong += [f"after {chain} kills {name} differs" for name in wanted if found[name] != wanted[name]]
            finished += chain > 0
            if "://" not in address:
                for path in Path(address).parent.glob(Path(address).name + "*"):
                    path.unlink()
            address, chain = make(), 0
    return {
        "kills": kills,
        "last said before the kill": dict(at),
        "stores completed and compared": finished,
        "seconds of an undisturbed run": round(whole, 2),
        "wrong": wrong,
    }


if __name__ == "__main__":
    sys.exit(main())
