"""What onrecord costs against the bare parse of the same texts by the same model, in the same run.

    python benchmarks/cost.py [REPORTS.jsonl ...] [--model NAME] [--json FILE]

Without files it uses the example reports, ten times over with changed numbers. CPU seconds of this process; the bare parse and ours
alternate, so that a noisy machine hits both.
"""

import argparse
import json
import platform
import resource
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
    stock = __import__(given.model).load() if given.model.isidentifier() else spacy.load(given.model)
    list(stock.pipe(texts[:2]))
    list(annotate_reports(reports[:2], context))
    bare, ours = [], []
    for _ in range(3):
        bare.append(timed(lambda: sum(len(doc) for doc in stock.pipe(texts)))[0])
        ours.append(timed(lambda: list(annotate_reports(reports, context)))[0])
    annotated = list(annotate_reports(reports, context))
    grouping_cost, (grouping, ties) = timed(lambda: group_reports(reports, {}))
    dossier_cost, _ = timed(lambda: list(compile_dossiers(grouping, ties, annotated, context)))
    profile = stage_profile(reports, context)
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
        "stage_share_of_parse": {n: round(s / profile["parse"], 3) for n, s in profile.items()},
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
