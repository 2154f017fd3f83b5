"""Precision and recall of event types, and what a threshold on the score costs and buys; writes the tables of benchmarks/events.md.

    python benchmarks/score_events.py > tables.md

Sets: PLV (development half, two sides given; train for comparison), PLOVER gold standard records (development half, type coded for the
sentence), India police events (development part, precision on everyday text), our own status sentences. Parses come from devcache.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from devcache import SHARED, parsed_set

sys.path.insert(0, str(SHARED / "score"))
from lib import events as score

from onrecord.language.event_coding import code_parsed
from onrecord.language.events import draft_events, find_events
from onrecord.model import Annotations, Context

CURVE = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def given_pairs(name):
    """[(gold type, coded type or NONE, score)]."""
    rows = []
    for gold, parsed in parsed_set(name):
        event = code_parsed(parsed, gold["actor"], gold["recipient"])
        rows.append((gold["type"], score.merged(event.type) if event else "NONE", event.score if event else 0.0))
    return rows


def table_of_types(rows):
    print("| type | sentences | precision | recall | F1 |\n|---|---|---|---|---|")
    for kind in sorted({g for g, _, _ in rows}):
        hits, said, gold = (
            sum(g == p == kind for g, p, _ in rows),
            sum(p == kind for _, p, _ in rows),
            sum(g == kind for g, _, _ in rows),
        )
        f1 = 200 * hits / (said + gold)
        print(f"| {kind} | {gold} | {100 * hits / (said or 1):.0f} | {100 * hits / gold:.0f} | {f1:.0f} |")


def curve_of_pairs(rows):
    print("| score at least | coded | right among them | right of all |\n|---|---|---|---|")
    for least in CURVE:
        told = [(g, p) for g, p, s in rows if p != "NONE" and s >= least]
        right = sum(g == p for g, p in told)
        shares = 100 * len(told) / len(rows), 100 * right / (len(told) or 1), 100 * right / len(rows)
        print(f"| {least:.1f} | {shares[0]:.0f} % | {shares[1]:.1f} % | {shares[2]:.1f} % |")


def curve_of_dyads(name):
    """How often an event between the two gold spans has the gold type, by the lexicon's score."""
    found = []
    for gold, parsed in parsed_set(name):
        events, _ = find_events(parsed, Annotations(report=parsed.report), Context())
        for event in events:
            item = {"report": {"text": parsed.text}, "events": [_plain(event)]}
            if score.dyad_types(item, gold["actor"], gold["recipient"]):
                found.append((score.merged(event.type) == gold["type"], event.score, event.status))
    print("| score at least | events between the two | with the gold type |\n|---|---|---|")
    for least in (0.4, 0.5, 0.6, 0.7, 0.8, 0.85):
        kept = [ok for ok, s, _ in found if s >= least]
        print(f"| {least:.2f} | {len(kept)} | {100 * sum(kept) / (len(kept) or 1):.1f} % |")


def _plain(event):
    def spans(side):
        return [{"span": [p.span.start, p.span.end]} for p in side]

    told = {"type": event.type, "mode": event.mode, "status": event.status}
    return {**told, "actors": spans(event.actors), "recipients": spans(event.recipients)}


def main():
    for name in ("plv/dev.jsonl", "plv/train.jsonl"):
        rows = given_pairs(name)
        accuracy, macro = score.type_scores([g for g, _, _ in rows], [p for _, p, _ in rows])
        print(f"\n### {name}, pair given: accuracy {accuracy:.1f}, macro-F1 {macro:.1f}, {len(rows)} sentences\n")
        table_of_types(rows)
        print()
        curve_of_pairs(rows)
        print()
        curve_of_dyads(name)
    counted = Counter(
        d.type for _, parsed in parsed_set("plover_gsr/dev.jsonl") for p in parsed.paragraphs for d in draft_events(p)
    )
    print("\nTypes coded in the PLOVER records:", ", ".join(f"{t} {n}" for t, n in sorted(counted.items())))


if __name__ == "__main__":
    main()
