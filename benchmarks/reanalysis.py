"""What it costs to analyse again from kept parses, against the bare parse by the same model in the same run.

    python benchmarks/reanalysis.py REPORTS.jsonl [--share .01] [--json FILE]

CPU seconds after loading, best of three: reading the kept parses, running what must be run, comparing, encoding. Of each stage three things are measured:

- same: its code changed, and it finds what it found: the stage runs on every report, and nothing else does;
- list: a word list of it lost rows whose words stand in a share of all sentences (one in a hundred unless told otherwise; which rows is drawn by lot,
  always the same). Runs in a process of its own with a folder of lists, on what the whole lists found before; the result is held against a run of all
  stages, byte for byte;
- all: it finds something else in every report, so that all that see it run.

The bare parse runs in a process of its own with stock settings, before and after. Give at least 200 distinct reports.
"""

import argparse
import gc
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import msgspec
from cost import BARE, ONE_THREAD, apart

from onrecord.api import read
from onrecord.language import parsing
from onrecord.model import Annotations, Config, Context, Report
from onrecord.pipeline import LANGUAGE_STAGES, annotate_reports, parse_in
from onrecord.reanalysis import NEEDS, Again, compare_findings, read_by, redo_stages
from onrecord.resources import FOLDER, read_text
from onrecord.scale.collecting import collect_seldom

ROUNDS = 3
#: A list of each stage, and its column of words.
LISTS = {
    "timexes": ("timex_words.csv", "word"),
    "entities": ("titles.tsv", "word"),
    "quotations": ("cues.csv", "lemma"),
    "quantities": ("units.csv", "words"),
    "events": ("event_triggers.csv", "lemmas"),
    "propositions": ("governors.csv", "lemma"),
    "parties": ("party_nouns.csv", "noun"),
}


class Given(msgspec.Struct):
    """What a process of its own is given."""

    parses: str
    reports: list[Report]
    before: list[Annotations]
    stages: tuple[str, ...]


def seen_by(stages):
    """Those stages, and all that could see what they find."""
    chosen = []
    for name in NEEDS:
        if name in stages or set(NEEDS[name]) & set(chosen):
            chosen.append(name)
    return tuple(chosen)


def again(reports, before, stages, context):
    """CPU seconds, what came out, on how many reports each stage was run."""
    parsing._KNOWN.clear()
    start, ran, found = time.process_time(), Counter(), []
    for parsed, report, old in zip(parse_in(reports, context), reports, before, strict=True):
        redone = redo_stages(Again(report, old, stages), parsed, context)
        compare_findings(old, redone.found, redone.ran)
        ran.update(redone.ran)
        found.append(msgspec.json.encode(redone.found))
    return time.process_time() - start, found, ran


def best(reports, before, stages, context):
    return min((again(reports, before, stages, context) for _ in range(ROUNDS)), key=lambda r: r[0])


def sentence_words(reports, context):
    """The words and lemmas of each sentence."""
    return [
        {w for t in s for w in (t.lower_, t.lemma_.lower())}
        for p in parse_in(reports, context)
        for q in p.paragraphs
        for s in q.doc.sents
    ]


def without_rows(name, column, sentences, share):
    """The list without rows drawn by lot until their words stand in that share of the sentences; the share reached, the rows dropped."""
    places = defaultdict(set)
    for number, words in enumerate(sentences):
        for word in words:
            places[word].add(number)
    lines = [line for line in read_text(name).splitlines() if line.strip() and not line.startswith("#")]
    mark = "\t" if name.endswith(".tsv") else ","
    at = lines[0].split(mark).index(column)
    of = {w: set().union(*(places[v] for v in w.split("|"))) for w in sorted({x.split(mark)[at] for x in lines[1:]})}
    words, wanted = [w for w, found in of.items() if found], max(1, round(share * len(sentences)))
    random.Random(1).shuffle(words)
    reached, dropped = set(), set()
    for word in words:
        if len(reached | of[word]) <= wanted:
            reached |= of[word]
            dropped.add(word)
    kept = [lines[0], *(x for x in lines[1:] if x.split(mark)[at] not in dropped)]
    return "\n".join(kept) + "\n", len(reached) / len(sentences), len(lines) - len(kept)


def changed_list(stage, given, sentences, share):
    """A stage with a list that lost rows: CPU seconds and what ran, measured in a process of its own."""
    name, column = LISTS[stage]
    text, reached, rows = without_rows(name, column, sentences, share)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_text(text, encoding="utf-8")
        readers = tuple(s for s, function in LANGUAGE_STAGES if name in read_by(function.__module__))
        command = [sys.executable, __file__, "--here"]
        told = msgspec.msgpack.encode(msgspec.structs.replace(given, stages=readers))
        settings = {**os.environ, **ONE_THREAD, FOLDER: folder}
        made = subprocess.run(command, input=told, stdout=subprocess.PIPE, check=True, env=settings).stdout
    return {"list": name, "rows": rows, "sentences": reached, "changed": list(readers), **json.loads(made)}


def here():
    """The work of the process of its own."""
    collect_seldom()
    given = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Given)
    context = Context(config=Config(parses=given.parses))
    gc.freeze()
    seconds, found, ran = best(given.reports, given.before, given.stages, context)
    if found != again(given.reports, given.before, tuple(NEEDS), context)[1]:
        raise SystemExit("what was cut off differs from a run of all stages")
    other = sum(f != msgspec.json.encode(b) for f, b in zip(found, given.before, strict=True))
    print(json.dumps({"cpu_s": seconds, "reports": other, "ran": ran}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*")
    parser.add_argument("--share", type=float, default=0.01, help="of sentences in which a word of the list's rows stands")
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        return here()
    collect_seldom()
    reports = list(read(given.reports))
    texts = msgspec.json.encode([r.text for r in reports])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept.parses"
        context = Context(config=Config(parses=str(path)))
        bare = [apart(BARE, context.config.model, texts)]
        before = list(annotate_reports(reports, context))
        whole = list(map(msgspec.json.encode, before))
        size = sum(f.stat().st_size for f in Path(folder).iterdir())
        sentences = sentence_words(reports, context)
        passed = Given(str(path), reports, before, ())
        gc.freeze()  # what this script holds is not looked over by the collector at the cost of what is measured
        cost = {}
        for name in ("nothing", *NEEDS, "everything"):
            stages = tuple(NEEDS) if name == "everything" else (name,) if name in NEEDS else ()
            same, widest = best(reports, before, stages, context), best(reports, before, seen_by(stages), context)
            if whole != same[1] or whole != widest[1]:
                raise SystemExit(f"{name}: the same stages found something else")
            told = changed_list(name, passed, sentences, given.share) if name in LISTS else None
            cost[name] = {"same": same[0], "list": told, "all": widest[0]}
        bare.append(apart(BARE, context.config.model, texts))
    show(reports, sentences, bare, size, cost)
    if given.json:
        told = json.dumps({"bare_cpu_s": min(bare), "reports": len(reports), "stages": cost}, indent=1)
        Path(given.json).write_text(told + "\n", encoding="utf-8")
    return None


def show(reports, sentences, bare, size, cost):
    words, unit = sum(len(r.text.split()) for r in reports), min(bare)
    print(f"{len(reports)} reports, {len(sentences)} sentences, {words} words; bare parse {unit:.2f} CPU s", end="; ")
    print(f"{size / words:.0f} bytes kept a word; load {os.getloadavg()[0]:.1f}; CPU as shares of the bare parse")
    print(f"{'changed':13}{'same':>8}{'list':>8}{'all':>8}   the list: rows gone, sentences with their words, reports that differ, stages run on")
    for name, told in cost.items():
        made = told["list"]
        share = f"{made['cpu_s'] / unit:8.3f}" if made else " " * 8
        print(f"{name:13}{told['same'] / unit:8.3f}{share}{told['all'] / unit:8.3f}", end="   ")
        if made:
            ran = ", ".join(f"{stage} {made['ran'][stage]}" for stage in NEEDS if stage in made["ran"])
            print(f"{made['list']}: {made['rows']}, {made['sentences']:.3f}, {made['reports']}; {ran}", end="")
        print(flush=True)


if __name__ == "__main__":
    sys.exit(main())
