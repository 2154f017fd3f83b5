"""Questions to a store of many reports: how long each takes. Fills the store first if it is empty.

    python benchmarks/store.py record.db [--reports 20000] [--json out.json]
    python benchmarks/store.py private-postgresql          a server of its own on a Unix socket (Debian's package)
    python benchmarks/store.py postgresql://user@/name
    python benchmarks/store.py private-postgresql --copy-of record.db     filled by `onrecord copy` from a store that this script filled

Each question is put as the command line and the pages put it (store/searching.py), with other values each time, drawn from what is in
the store; one connection, one process, after a warm-up of each. Times are wall-clock milliseconds with the rows read; on a busy machine the
CPU of this process says more (PostgreSQL works in another).
"""

import argparse
import json
import random
import resource
import statistics
import sys
import time
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from sqlalchemy import func, insert, select
from synthetic import World

from onrecord.desk.copying import copy_store
from onrecord.reading.dates import day_bounds
from onrecord.store.actor_saving import save_actors
from onrecord.store import schema as t
from onrecord.store.loading import load_annotations, load_dossier, load_reports
from onrecord.store.opening import open_store
from onrecord.store.saving import now, save_annotations, save_reports
from onrecord.store.searching import (
    Query,
    find_actors,
    find_claims,
    find_events,
    find_reports,
    find_statements,
    find_stories,
)
from onrecord.store.story_saving import SettledStory, save_story

TABLES = (t.entities, t.mentions, t.quotations, t.events, t.timexes, t.quantities)


def fill(store, world):
    """Reports, findings, stories, actors and dossiers; 200 reports a transaction. Returns seconds of each."""
    spent = {"reports": 0.0, "findings": 0.0, "stories": 0.0}
    everyone, at = {}, [(n, s) for s, members in enumerate(world.stories) for n in members]
    with store.writing() as connection:
        row = {"id": "synthetic", "made_by": "synthetic", "model": "none", "settings": "{}", "started_at": now()}
        connection.execute(insert(t.analyses).values(row))
    source = iter(at)
    while run := list(islice(source, 200)):
        annotated = [world.report(n, s) for n, s in run]
        began = time.perf_counter()
        with store.writing() as connection:
            save_reports(
                connection,
                [a.report for a in annotated],
                {a.report.id: day_bounds(a.report.published) for a in annotated},
            )
        middle = time.perf_counter()
        with store.writing() as connection:
            save_annotations(connection, "synthetic", annotated)
        spent["reports"] += middle - began
        spent["findings"] += time.perf_counter() - middle
        for actor in world.actors([(0, a) for a in annotated]):
            everyone.setdefault(actor.id, actor)
            if everyone[actor.id] is not actor:
                merged = everyone[actor.id].members + actor.members
                everyone[actor.id] = type(actor)(actor.id, actor.name, actor.kind, members=merged)
    began = time.perf_counter()
    for first in range(0, len(world.stories), 100):
        with store.writing() as connection:
            for s in range(first, min(first + 100, len(world.stories))):
                several = [world.report(n, s) for n in world.stories[s]]
                days = [a.report.published for a in several]
                save_story(
                    connection, SettledStory(world.dossier(s, several), s + 1, 1, "synthetic", (min(days), max(days)))
                )
    with store.writing() as connection:
        save_actors(connection, list(everyone.values()), [])
    spent["stories"] = time.perf_counter() - began
    return spent


def questions(world, rng):
    """(name, finder, makes a Query) of each question."""

    def actor_of(story):
        return f"a{rng.choice(world.casts[story]) + 1}"

    def story():
        return rng.randrange(len(world.stories))

    def frequent():
        return rng.choice(world.words[:40])

    def middling():
        return rng.choice(world.words[200:2000])

    def rare():
        return rng.choice(world.words[5000:])

    def phrase(connection):
        report = f"r{rng.randrange(world.reports):06}"
        words = next(load_reports(connection, [report])).text.split()
        at = rng.randrange(20, len(words) - 3)
        return '"' + " ".join(words[at : at + 3]).replace(".", "") + '"'

    big, famous = 0, [f"a{n}" for n in range(1, 11)]

    def in_a_story(connection):
        s = story()
        return Query(speaker=actor_of(s), story=f"s{s + 1}")

    def middle():
        return json.dumps([f"r{rng.randrange(world.reports):06}", 100, "q5"]).encode().hex()

    def outlet():
        return rng.choice(world.outlets)

    def named_in_a_story(connection):
        s = story()
        first = world.report(world.stories[s][0], s)
        return Query(speaker=first.quotations[0].speaker[0].of(first.report.text), story=f"s{s + 1}")

    return [
        ("statements of a speaker in a story", find_statements, in_a_story),
        (
            "statements of a speaker in the largest story",
            find_statements,
            lambda _: Query(speaker=actor_of(big), story="s1"),
        ),
        ("statements of a speaker named by words, in a story", find_statements, named_in_a_story),
        ("statements of a famous speaker, first page", find_statements, lambda _: Query(speaker=rng.choice(famous))),
        (
            "statements of a famous speaker since a day, by outlet",
            find_statements,
            lambda _: Query(speaker=rng.choice(famous), since="2020-01-01", outlet=outlet()),
        ),
        (
            "statements of a speaker named by words, everywhere",
            find_statements,
            lambda _: Query(speaker=rng.choice(world.names)),
        ),
        ("statements with a middling word", find_statements, lambda _: Query(words=middling())),
        ("statements with two middling words", find_statements, lambda _: Query(words=f"{middling()} {middling()}")),
        (
            "statements, a page from the middle",
            find_statements,
            lambda _: Query(after=middle()),
        ),
        ("reports with a rare word", find_reports, lambda _: Query(words=rare())),
        ("reports with a middling word", find_reports, lambda _: Query(words=middling())),
        ("reports with a frequent word", find_reports, lambda _: Query(words=frequent())),
        ("reports with two frequent words", find_reports, lambda _: Query(words=f"{frequent()} {frequent()}")),
        ("reports with a phrase", find_reports, lambda c: Query(words=phrase(c))),
        (
            "reports with a frequent word, by outlet, since a day",
            find_reports,
            lambda _: Query(words=frequent(), outlet=outlet(), since="2019-01-01"),
        ),
        ("reports of a famous actor", find_reports, lambda _: Query(actor=rng.choice(famous))),
        ("reports, the latest", find_reports, lambda _: Query()),
        ("reports of an outlet", find_reports, lambda _: Query(outlet=outlet())),
        ("stories, the latest", find_stories, lambda _: Query()),
        ("stories with a frequent word", find_stories, lambda _: Query(words=frequent())),
        ("stories with a disputed claim", find_stories, lambda _: Query(alignment="disputed")),
        (
            "stories of an outlet since a day",
            find_stories,
            lambda _: Query(outlet=outlet(), since="2020-01-01"),
        ),
        ("stories of a famous actor", find_stories, lambda _: Query(actor=rng.choice(famous))),
        ("claims of a story", find_claims, lambda _: Query(story=f"s{story() + 1}")),
        ("claims, disputed", find_claims, lambda _: Query(alignment="disputed")),
        ("claims with a middling word", find_claims, lambda _: Query(words=middling())),
        ("claims with two middling words", find_claims, lambda _: Query(words=f"{middling()} {middling()}")),
        ("claims of an outlet", find_claims, lambda _: Query(outlet=outlet())),
        ("events of a type", find_events, lambda _: Query(type="PROTEST")),
        ("events of a type and a famous actor", find_events, lambda _: Query(type="PROTEST", actor=rng.choice(famous))),
        ("events of an actor in a story", find_events, lambda _: Query(actor=actor_of(big), story="s1")),
        (
            "events of a type since a day, by outlet",
            find_events,
            lambda _: Query(type="ASSAULT", since="2020-01-01", outlet=outlet()),
        ),
        (
            "events of a type, reports with a middling word",
            find_events,
            lambda _: Query(type="ASSAULT", words=middling()),
        ),
        ("actors by a part of the name", find_actors, lambda _: Query(words=rng.choice(world.names).split()[1][:5])),
        ("actors, those in most reports", find_actors, lambda _: Query()),
    ]


def ask(store, world, times, only=None):
    """Question -> (p50, p95, max in ms, rows on average)."""
    rng, found = random.Random(7), {}
    loads = [
        ("dossier of a story", lambda c: load_dossier(c, f"s{rng.randrange(1, len(world.stories)) + 1}")),
        ("dossier of the largest story", lambda c: load_dossier(c, "s1")),
        ("annotations of a report", lambda c: load_annotations(c, [f"r{rng.randrange(world.reports):06}"])),
    ]
    for name, find, make in questions(world, rng):
        if only is None or only in name:
            found[name] = _measured(store, times, make, find)
    for name, load in loads:
        if only is None or only in name:
            found[name] = _measured(store, times, lambda _: None, lambda c, _, load=load: load(c))
    return found


def _measured(store, times, make, find):
    spent, busy, rows = [], [], []
    for turn in range(times + 2):
        with store.reading() as connection:
            query = make(connection)
        with store.reading() as connection:
            began, cpu = time.perf_counter(), time.process_time()
            answer = find(connection, query)
            took, used = (time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000
        if turn >= 2:
            spent.append(took)
            busy.append(used)
            rows.append(len(getattr(answer, "rows", [answer])))
        if len(spent) >= 5 and sum(spent) > 20_000:
            break
    spent.sort()
    return (
        statistics.median(spent),
        spent[min(len(spent) - 1, int(len(spent) * 0.95))],
        spent[-1],
        statistics.mean(rows),
        statistics.median(busy),
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--only", help="questions with these words")
    parser.add_argument("--copy-of", help="fill by copying this store")
    parser.add_argument("--json")
    args = parser.parse_args()
    world = World(args.reports)
    with ExitStack() as stack:
        if args.address == "private-postgresql":
            from tests.postgres import private_cluster

            args.address = stack.enter_context(private_cluster("-c fsync=on")).create()
        store = stack.enter_context(open_store(args.address, create=True))
        with store.reading() as connection:
            empty = not connection.scalar(select(func.count()).select_from(t.reports))
        filled = {}
        if empty and args.copy_of:
            began = time.perf_counter()
            with open_store(args.copy_of) as source:
                rows = copy_store(source, store)
            filled = {"copy": time.perf_counter() - began, "rows copied": rows}
        elif empty:
            filled = fill(store, world)
        with store.reading() as connection:
            counts = {x.name: connection.scalar(select(func.count()).select_from(x)) for x in TABLES}
        print(f"{args.reports} reports in {len(world.stories)} stories; {sum(counts.values()):,} findings {counts}")
        print(
            "seconds to write:",
            {k: round(v, 1) for k, v in filled.items()},
            f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB",
        )
        answers = ask(store, world, args.times, args.only)
    width = max(map(len, answers))
    print(f"{'':{width}}  p50 ms  p95 ms  max ms  rows  CPU p50 ms (this process)")
    for name, (p50, p95, most, rows, cpu) in answers.items():
        print(f"{name:{width}} {p50:7.1f} {p95:7.1f} {most:7.1f} {rows:5.0f} {cpu:7.1f}")
    if args.json:
        Path(args.json).write_text(json.dumps({"counts": counts, "seconds": filled, "ms": answers}, indent=1))


if __name__ == "__main__":
    main()
