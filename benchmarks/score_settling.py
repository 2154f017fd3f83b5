"""Stories that grow in a store against stories of a whole run: BCubed on ECB+ train and dev, reports in random order, some each time.

    python benchmarks/score_settling.py [--each 20] [--seeds 2]
    python benchmarks/score_settling.py --stream                     the same with `onrecord.join_stories`, in memory

No parsing: grouping reads texts alone. Among the reports are the 135 of MEANTIME and PolNeAR dev, as in training (train_stories.py).
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "shared" / "score"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from lib import dev, stories
from settle import keep, pairs, story_sets

import onrecord
from onrecord.desk import settling
from onrecord.desk.settling import settle
from onrecord.model import Annotations, Context
from onrecord.reading.records import report_of
from onrecord.store.opening import open_store


def scored(store, gold):
    place = {r: n for n, group in enumerate(sorted(story_sets(store))) for r in group if r in gold}
    return [round(x, 2) for x in stories.bcubed(gold, place)]


def stream(rows, gold, args):
    """All reports join a stream, some each time; what it makes of them against what one grouping of all makes of them."""
    reports = [report_of({"id": i, "text": t}, "", "") for i, t, _ in rows]
    batch = {tuple(s.reports) for s in onrecord.group(reports).stories}
    place = {r: n for n, group in enumerate(sorted(batch)) for r in group if r in gold}
    print(f"batch: BCubed P R F {[round(x, 2) for x in stories.bcubed(gold, place)]}")
    for seed in range(args.seeds):
        random.Random(seed).shuffle(reports)
        grown, spent, changes = onrecord.StoryStream(), time.process_time(), Counter()
        for at in range(0, len(reports), args.each):
            changes.update(c.kind for c in onrecord.join_stories(grown, reports[at : at + args.each]).changes)
        found = {tuple(s.reports) for s in grown.grouping.stories}
        place = {r: n for n, group in enumerate(sorted(found)) for r in group if r in gold}
        p, q = pairs(found), pairs(batch)
        print(
            f"seed {seed}: BCubed P R F {[round(x, 2) for x in stories.bcubed(gold, place)]}; pairs equal: {len(p & q) / len(p | q):.4f};"
            f" {dict(changes)}; {1000 * (time.process_time() - spent) / len(reports):.1f} CPU ms a report",
            flush=True,
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--stream", action="store_true")
    args = parser.parse_args()
    rows = [(r["id"], r["text"], r["story"]) for part in ("train", "dev") for r in dev.load(f"ecbplus/{part}.jsonl.gz")]
    rows += [
        (r["id"], r["text"], "") for name in ("meantime/dev.jsonl.gz", "polnear/dev.jsonl") for r in dev.load(name)
    ]
    gold = {i: s for i, _, s in rows if s}
    settling._is_much = lambda connection, news: settling.load_setting(connection, "settled whole") is None
    if args.stream:
        return stream(rows, gold, args)
    for seed in range(args.seeds):
        random.Random(seed).shuffle(rows)
        annotated = [Annotations(report=report_of({"id": i, "text": t}, "", "")) for i, t, _ in rows]
        with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/record.db", create=True) as store:
            half, spent = len(annotated) // 2, time.process_time()
            keep(store, annotated[:half])
            settle(store, Context())
            print(f"seed {seed}: first {half} whole: {time.process_time() - spent:.1f} CPU s")
            spent = time.process_time()
            for at in range(half, len(annotated), args.each):
                keep(store, annotated[at : at + args.each])
                settle(store, Context())
            rounds = -(-(len(annotated) - half) // args.each)
            print(f"  {rounds} rounds of {args.each}: {(time.process_time() - spent) / rounds:.2f} CPU s each")
            grown, p = scored(store, gold), pairs(story_sets(store))
            settle(store, Context(), whole=True)
            whole, q = scored(store, gold), pairs(story_sets(store))
        print(f"  BCubed P R F: grown {grown}, whole {whole}; pairs equal: {len(p & q) / len(p | q):.4f}", flush=True)


if __name__ == "__main__":
    main()
