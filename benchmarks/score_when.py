"""Temporal expressions and figures on our own news sentences (when_sentences.jsonl), labelled before the rules were looked at.

    score_when.py [-v]

Timexes as in TempEval-3: strict (same span), relaxed (overlap), value (overlap and the same TIMEX3 value). A figure is right where its bound
is the label's (see score_casualties.same_bound); ordinals are not labelled and are left out. Each sentence is read as a report of its
own with the publication date it gives, if any. The first number ever measured on them, before any rule was changed for them, is in
README.md; what was changed since makes them a development set.
"""

import importlib
import json
import sys
from pathlib import Path

import msgspec
from devcache import SHARED
from score_casualties import STAGES, same_bound

from onrecord.language.parsing import load_parser, parse_reports
from onrecord.model import Annotations, Context, Origin
from onrecord.reading.reports import Fields, make_report

sys.path.insert(0, str(SHARED / "score"))
score = importlib.import_module("lib.timex")
prf = importlib.import_module("lib.text").prf
ROWS = Path(__file__).with_name("when_sentences.jsonl")


def annotations(rows):
    """What the stages find in each sentence."""
    origin = Origin(path="", sha256="", encoding="utf-8")
    reports = [make_report(Fields(text=r["text"], id=r["id"], published=r["published"]), origin) for r in rows]
    for parsed in parse_reports(reports, load_parser(Context().config.model)):
        found = Annotations(report=parsed.report)
        for name, stage in STAGES:
            records, _ = stage(parsed, found, Context())
            found = msgspec.structs.replace(found, **{name: records})
        yield found


def bounded(gold, quantities):
    """(labels whose bound was found, figures that no label has)."""
    left, hits = [q for q in quantities if q.kind != "ordinal"], 0
    for label in gold:
        fit = next((q for q in left if _same(label, q)), None)
        if fit is not None:
            left.remove(fit)
            hits += 1
    return hits, left


def _same(label, quantity):
    if label["comparator"] in ("vague", "~"):
        close = label["low"] and quantity.value and abs(quantity.value - label["low"]) < 1e-3 * abs(label["low"])
        return same_bound(label, quantity) or bool(quantity.comparator == "~" and close)
    near = lambda a, b: a is b or (a is not None and b is not None and abs(a - b) <= 1e-3 * abs(b))  # noqa: E731
    return quantity.comparator != "~" and near(quantity.low, label["low"]) and near(quantity.high, label["high"])


def _show(row, times, item, missing, extra):
    print(f"\n{row['id']} {row['published']} {row['text']}")
    for t in row["timexes"]:
        if not any((t["start"], t["end"], t["value"]) == (o["start"], o["end"], o["value"]) for o in times):
            print("   gold ", t["text"], t["type"], t["value"])
    for o in times:
        if not any((t["start"], t["end"], t["value"]) == (o["start"], o["end"], o["value"]) for t in row["timexes"]):
            print("   ours ", row["text"][o["start"] : o["end"]], o["type"], o["value"])
    if missing or extra:
        print("   figures", [tuple(f.values()) for f in row["figures"]])
        print("      ours", [(row["text"][q.start : q.end], q.low, q.high, q.comparator) for q in item.quantities])


def main():
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    reports, hits, wanted, given = [], 0, 0, 0
    for row, item in zip(rows, annotations(rows), strict=True):
        times = [{k: getattr(t, k) for k in ("start", "end", "type", "value")} for t in item.timexes]
        reports.append((row["text"], row["timexes"], times))
        right, extra = bounded(row["figures"], item.quantities)
        hits, wanted = hits + right, wanted + len(row["figures"])
        given += right + len(extra)
        result = score.score([reports[-1]])
        exact = result["strict"][2] == result["value"][2] == 100 or not row["timexes"] and not times
        if "-v" in sys.argv and not (exact and right == len(row["figures"]) and not extra):
            _show(row, times, item, right < len(row["figures"]), extra)
    result = score.score(reports)
    times = ", ".join(f"{k} {result[k][2]:.1f}" for k in ("strict", "relaxed", "type", "value"))
    print(f"{len(rows)} sentences: timexes {result['gold']}: F1 {times}")
    print("figures {}: bound P/R/F1 {:.1f} {:.1f} {:.1f}".format(wanted, *prf(hits, given, hits, wanted)))


if __name__ == "__main__":
    main()
