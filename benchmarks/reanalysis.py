"""What it costs to analyse again from kept parses, against the bare parse by the same model in the same run.

    python benchmarks/reanalysis.py REPORTS.jsonl [--json FILE]

CPU seconds after loading, best of three: reading the kept parses, running the stages that a change of one stage entails (`reanalysis.NEEDS`),
and encoding. The bare parse runs in a process of its own with stock settings, before and after. Give at least 200 distinct reports.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from cost import BARE, apart

from onrecord.api import read
from onrecord.language import parsing
from onrecord.model import Config, Context
from onrecord.pipeline import annotate_parsed, annotate_reports, parse_in
from onrecord.reanalysis import NEEDS, compare_findings, stages_to_run

ROUNDS = 3


def again(reports, before, stages, context):
    parsing._KNOWN.clear()
    start = time.process_time()
    changes = 0
    for parsed, old in zip(parse_in(reports, context), before, strict=True):
        found = annotate_parsed(parsed, context, old, stages)
        changes += len(compare_findings(old, found, stages))
        msgspec.json.encode(found)
    if changes:
        raise SystemExit(f"the same stages found something else in {changes} places")
    return time.process_time() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="+")
    parser.add_argument("--json", metavar="FILE")
    given = parser.parse_args()
    reports = list(read(given.reports))
    texts = msgspec.json.encode([r.text for r in reports])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept.parses"
        context = Context(config=Config(parses=str(path)))
        bare = [apart(BARE, context.config.model, texts)]
        before = list(annotate_reports(reports, context))
        size = sum(f.stat().st_size for f in Path(folder).iterdir())
        marks = dict.fromkeys(NEEDS, "now")
        cost = {}
        for name in ("nothing", *NEEDS, "all"):
            old = {n: m for n, m in marks.items() if name not in ("all", n)}
            stages = stages_to_run(old, marks)
            cost[name] = min(again(reports, before, stages, context) for _ in range(ROUNDS)), stages
        bare.append(apart(BARE, context.config.model, texts))
    words = sum(len(r.text.split()) for r in reports)
    print(
        f"{len(reports)} reports, {words} words; bare parse {min(bare):.1f} CPU s; {size / words:.0f} bytes kept a word; load {os.getloadavg()[0]:.1f}"
    )
    for name, (seconds, stages) in cost.items():
        print(f"{name:13}{seconds:8.2f} s {seconds / min(bare):7.3f} of the parse   runs {', '.join(stages) or '-'}")
    if given.json:
        told = {n: {"cpu_s": s, "share": s / min(bare), "stages": list(w)} for n, (s, w) in cost.items()}
        Path(given.json).write_text(json.dumps({"bare_cpu_s": min(bare), **told}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
