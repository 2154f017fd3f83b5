"""How what needs all reports grows with their number: CPU seconds a report of each stage, and the exponent of the curve fitted to them.

    python benchmarks/growth.py group 2000 8000 32000 200000        copies, ties, stories: on texts alone
    python benchmarks/growth.py dossiers 2000 4000 8000 16000       those, and entities, claims, figures, timeline, namings ... of annotated reports

The reports of `group` are `load_corpus.py`'s, 30 % copies, over a thousand days whatever their number. Those of `dossiers` are 500 of them,
annotated once, then printed again as often as needed in other words: other letters for the same letters, so that every offset holds; countries and
offices stay as they were, so that a common actor is mentioned as often as in an archive. Each size runs in a process of its own. `--json FILE` keeps the figures.
"""

import argparse
import json
import math
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent))
import load_corpus
from load_corpus import make_reports

from onrecord.crossreport.claims import align_claims
from onrecord.crossreport.copies import find_copies
from onrecord.crossreport.coverage import cover_claims
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.figures import reconcile_figures
from onrecord.crossreport.namings import find_namings
from onrecord.crossreport.publishers import tie_reports
from onrecord.crossreport.stories import group_stories
from onrecord.crossreport.timeline import build_timeline
from onrecord.crossreport.view import Index, Judged, view_story
from onrecord.dossier.compiling import compile_story
from onrecord.model import Annotations, Context, Origin
from onrecord.pipeline import annotate_reports
from onrecord.reading.reports import Fields, make_report

BASE = 500
_WORD = re.compile(r"\\.|[A-Za-z]+")  # the escapes of JSON are no words


def load(number):
    for row in make_reports(number, 0.3):
        yield make_report(Fields(**row), Origin(path="load", sha256="", encoding="utf-8"))


class Clock:
    """CPU seconds by stage."""

    def __init__(self):
        self.spent = defaultdict(float)

    def __call__(self, name, function, *given):
        start = time.process_time()
        result = function(*given)
        self.spent[name] += time.process_time() - start
        return result


def group(reports, clock):
    ordered = sorted(reports, key=lambda r: r.id)
    copies, same_text = clock("copies", find_copies, ordered)
    ties = clock("ties", tie_reports, ordered, copies, {})
    stories, same_story = clock("stories", group_stories, ordered, copies, ties)
    return stories, copies, ties, same_text + same_story


def annotated_base():
    """500 annotated reports, kept between runs in the folder for temporary files."""
    path = Path(tempfile.gettempdir()) / f"onrecord-growth-{BASE}.msgpack"
    if not path.exists():
        found = tuple(annotate_reports(load(BASE), Context()))
        path.write_bytes(msgspec.msgpack.encode(found))
    return msgspec.msgpack.decode(path.read_bytes(), type=tuple[Annotations, ...])


def _kept():
    """Words that stay as they are: those of our own records, short ones, countries and offices."""
    model = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "model"
    ours = " ".join(path.read_text(encoding="utf-8") for path in model.glob("*.py"))
    shared = " ".join([*load_corpus._COUNTRIES, *load_corpus._OFFICES, *load_corpus._MONTHS, *load_corpus._DAYS])
    return {w.lower() for w in _WORD.findall(ours + " " + shared)} | {"xxxx", "null", "true", "false"}


def respelled(base, copy, kept):
    """The reports printed again with other words, letter for letter."""
    rng = random.Random(copy)
    vowels, others = "aeiou", "bcdfghjklmnpqrstvwxyz"
    letters = dict(zip(vowels, rng.sample(vowels, 5), strict=True)) | dict(
        zip(others, rng.sample(others, len(others)), strict=True)
    )
    table = str.maketrans(letters | {k.upper(): v.upper() for k, v in letters.items()})
    known = {}

    def other(match):
        word = match.group()
        if word not in known:
            known[word] = (
                word.translate(table) if word.isalpha() and len(word) > 3 and word.lower() not in kept else word
            )
        return known[word]

    for annotations in base:
        text = _WORD.sub(other, msgspec.json.encode(annotations).decode())
        yield msgspec.json.decode(text, type=Annotations)


def _renumbered(annotations, number):
    """Under an id of its own; its name for it occurs nowhere within."""
    return msgspec.structs.replace(annotations, report=msgspec.structs.replace(annotations.report, id=f"r{number:07}"))


def dossiers(number, clock):
    base = annotated_base()
    copies = range(math.ceil(number / BASE))
    kept = _kept() | {w.lower() for a in base for w in _WORD.findall(a.report.id)}
    annotated = [a for c in copies for a in (respelled(base, c, kept) if c else base)]
    annotated = [_renumbered(a, n) for n, a in enumerate(annotated[:number])]
    stories, copied, ties, judged = group([a.report for a in annotated], clock)
    entities, judgements = clock("entities", resolve_entities, sorted(annotated, key=lambda a: a.report.id), Context())
    index = clock("views", Index, annotated, entities, ties, copied)
    of = clock("views", Judged, judged, judgements)
    size = 0
    for story in stories:
        share = clock("views", index.share, story)
        view = clock("views", view_story, story, *share)
        claims = clock("claims", align_claims, view)
        clock("figures", reconcile_figures, view)
        clock("timeline", build_timeline, view)
        clock("namings", find_namings, view)
        clock("coverage", cover_claims, view, claims)
        clock("views", of.of, story, share.entities)
        if story.id in ("s1", "s2"):
            size += len(msgspec.json.encode(compile_story(view)))
    return stories


def one(kind, number):
    clock = Clock()
    stories = group(list(load(number)), clock)[0] if kind == "group" else dossiers(number, clock)
    print(
        json.dumps(
            {
                "reports": number,
                "stories": len(stories),
                "largest": max(len(s.reports) for s in stories),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "load": round(os.getloadavg()[0], 1),
                "cpu_s": {name: round(spent, 3) for name, spent in clock.spent.items()},
            }
        )
    )


def fitted(sizes, seconds):
    """The exponent b of seconds = a * reports ** b, by least squares on the logarithms."""
    points = [(math.log(n), math.log(max(s, 1e-6))) for n, s in zip(sizes, seconds, strict=True)]
    mean_x, mean_y = (sum(p[i] for p in points) / len(points) for i in (0, 1))
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 1.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("group", "dossiers"))
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--here", action="store_true", help="one size, in this process")
    given = parser.parse_args()
    if given.here:
        return one(given.kind, given.sizes[0])
    if given.kind == "dossiers":
        annotated_base()
    rows = []
    for size in given.sizes:
        command = [sys.executable, __file__, given.kind, str(size), "--here"]
        rows.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
        print(rows[-1], flush=True)
    print(f"{'stage':10}" + "".join(f"{n:>10}" for n in given.sizes) + "    growth  exponent   (milliseconds a report)")
    for name in rows[0]["cpu_s"]:
        spent = [row["cpu_s"][name] for row in rows]
        each = [1000 * s / n for s, n in zip(spent, given.sizes, strict=True)]
        print(
            f"{name:10}"
            + "".join(f"{e:10.3f}" for e in each)
            + f"{each[-1] / max(each[0], 1e-9):10.2f}{fitted(given.sizes, spent):10.2f}"
        )
    if given.json:
        Path(given.json).write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return None


if __name__ == "__main__":
    sys.exit(main())
