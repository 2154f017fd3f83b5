"""What onrecord costs against the bare parse of the same texts by the same model, in the same run.

    python benchmarks/cost.py [REPORTS.jsonl ...] [--model NAME] [--json FILE]

Without files it uses the example reports, ten times over with changed numbers, so that their paragraphs are parsed once: give files of
your own for the cost on distinct texts. CPU seconds after loading; the bare parse and `annotate` run in turn, each in a process of its
own with the settings it comes with, so that a noisy machine hits both and neither's settings reach the other.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time

import msgspec
import spacy

from onrecord import __version__
from onrecord.api import read
from onrecord.examples import example_paths
from onrecord.language.parsing import load_parser, parse_reports
from onrecord.model import Annotations, Config, Context
from onrecord.pipeline import LANGUAGE_STAGES, annotate_reports, compile_dossiers, group_reports

ROUNDS = 3
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)  # as the command sets it
BARE = """
import importlib, json, sys, time
import spacy
texts = json.load(sys.stdin)
name = sys.argv[1]
stock = importlib.import_module(name).load() if name.isidentifier() else spacy.load(name)
list(stock.pipe(texts[:2]))
start = time.process_time()
sum(len(doc) for doc in stock.pipe(texts))
print(time.process_time() - start)
"""
OURS = """
import sys, time
import msgspec
from onrecord.model import Config, Context, Report
from onrecord.pipeline import annotate_reports
reports = msgspec.json.decode(sys.stdin.buffer.read(), type=list[Report])
context = Context(config=Config(model=sys.argv[1]))
list(annotate_reports(reports[:2], context))
start = time.process_time()
sum(len(msgspec.json.encode(found)) for found in annotate_reports(reports, context))
print(time.process_time() - start)
"""


def apart(code, model, given):
    """What a script in a process of its own prints: CPU seconds."""
    settings = {**os.environ, **ONE_THREAD}
    run = subprocess.run(
        [sys.executable, "-c", code, model], input=given, stdout=subprocess.PIPE, check=True, env=settings
    )
    return float(run.stdout)


def sample(paths):
    if paths:
        return list(read(paths))
    with example_paths() as found:
        base = list(read(found))
    return [msgspec.structs.replace(r, id=f"{r.id}-{n}") for n in range(10) for r in base]


def timed(function):
    start = time.process_time()
    result = function()
    return time.process_time() - start, result


def stage_profile(reports, context):
    """CPU seconds of the parse and of each stage after it."""
    parser, spent = load_parser(context.config.model), {}
    start = time.process_time()
    parsed = list(parse_reports(reports, parser))
    spent["parse"] = time.process_time() - start
    found = [Annotations(report=p.report) for p in parsed]
    for name, stage in LANGUAGE_STAGES:
        start = time.process_time()
        results = [stage(p, f, context)[0] for p, f in zip(parsed, found, strict=True)]
        spent[name] = time.process_time() - start
        found = [msgspec.structs.replace(f, **{name: r}) for f, r in zip(found, results, strict=True)]
    return spent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*")
    parser.add_argument("--model", default=Config().model)
    parser.add_argument("--json", metavar="FILE")
    given = parser.parse_args()
    context = Context(config=Config(model=given.model))
    reports = sample(given.reports)
    texts = [r.text for r in reports]
    encoded = msgspec.json.encode(reports)
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(apart(BARE, given.model, msgspec.json.encode(texts)))
        ours.append(apart(OURS, given.model, encoded))
    profile = stage_profile(reports, context)  # before anything keeps the parses
    annotated = list(annotate_reports(reports, context))
    grouping_cost, (grouping, ties) = timed(lambda: group_reports(reports, {}))
    dossier_cost, _ = timed(lambda: list(compile_dossiers(grouping, ties, annotated, context)))
    result = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}, spaCy {spacy.__version__}",
        "onrecord": __version__,
        "model": given.model,
        "reports": len(reports),
        "characters": sum(map(len, texts)),
        "bare_parse_cpu_s": round(min(bare), 2),
        "annotate_cpu_s": round(min(ours), 2),
        "annotate_over_bare_parse": round(min(ours) / min(bare), 3),
        "group_cpu_s": round(grouping_cost, 2),
        "compile_cpu_s": round(dossier_cost, 2),
        "share_of_bare_parse": {n: round(s / min(bare), 3) for n, s in profile.items()},
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    text = json.dumps(result, indent=1)
    print(text)
    if given.json:
        with open(given.json, "w", encoding="utf-8") as out:
            out.write(text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
