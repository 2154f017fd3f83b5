"""How what needs all reports grows with their number: CPU seconds a report of each stage, and the exponent of the curve fitted to them.

    python benchmarks/growth.py group 2000 8000 32000 200000        copies, ties, stories: on texts alone
    python benchmarks/growth.py dossiers 2000 4000 8000 16000       those, and what is found in annotated reports: claims, figures ...

The reports are `load_corpus.py`'s, 30 % copies, over a thousand days whatever their number, stories of up to forty reports. Those of
`dossiers` are annotated first, by two workers, and kept for the next run. Each size runs in a process of its own. `--json FILE` keeps
the figures.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent))
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
from onrecord.model import Context, Origin
from onrecord.pipeline import annotate_rows, decode_annotations
from onrecord.reading.reports import Fields, make_report
from onrecord.scale.engines import MEMORY
from onrecord.scale.processes import Processes
from onrecord.version import __version__


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


def annotated(number):
    """The annotated reports of a load corpus of this size, kept between runs in the folder for temporary files."""
    path = Path(tempfile.gettempdir()) / f"onrecord-growth-{__version__}-{number}.jsonl"
    if not path.exists():
        part, engine = path.with_suffix(".part"), Processes(2, MEMORY)
        with part.open("wb") as out:
            out.writelines(row + b"\n" for row in annotate_rows(load(number), Context(), engine))
        engine.close()
        part.rename(path)
    with path.open("rb") as lines:
        return list(map(decode_annotations, lines))


def dossiers(number, clock):
    reports = annotated(number)
    stories, copied, ties, judged = group([a.report for a in reports], clock)
    entities, judgements = clock("entities", resolve_entities, sorted(reports, key=lambda a: a.report.id), Context())
    index = clock("views", Index, reports, entities, ties, copied)
    of = clock("views", Judged, judged, judgements)
    size = 0
    for story in stories:
        share = clock("views", index.share, story)
        view = clock("views", view_story, story, *share)
        claims = clock("claims", align_claims, view)
        clock("figures", reconcile_figures, view)
        clock("timeline", build_timeline, view, claims)
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
        for size in given.sizes:
            annotated(size)
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
