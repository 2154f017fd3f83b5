"""Casualty figures on our own sentences (casualties.jsonl): bound right, and item and class right with it.

    score_casualties.py [dev|held|all] [-v]

A labelled figure is found where a figure has the same bound: both ends equal; an approximate one by its value; a vague one by having no
value. It is right where its class is the label's and, if the label names an item, the item holds the label's last word. Figures with
a class of people killed, injured and so on that no label names count against precision. Who says so and when are shown beside it.
The sentences were written before the rules were tuned; the third of them with half = "held" is looked at only to measure.
"""

import json
import sys
from pathlib import Path

import msgspec

from onrecord.language.parsing import load_parser, parse_reports
from onrecord.language.quantities import find_quantities
from onrecord.language.quotations import find_quotations
from onrecord.language.timexes import find_timexes
from onrecord.model import Annotations, Context, Origin
from onrecord.reading.reports import Fields, make_report

STAGES = (("timexes", find_timexes), ("quotations", find_quotations), ("quantities", find_quantities))
ROWS = Path(__file__).with_name("casualties.jsonl")


def load(half):
    """The rows of a half, or all."""
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if half in ("all", row["half"])]


def annotations(rows):
    """What onrecord finds in each sentence, read as a report of its own."""
    reports = [
        make_report(Fields(text=r["text"], id=r["id"]), Origin(path="", sha256="", encoding="utf-8")) for r in rows
    ]
    for parsed in parse_reports(reports, load_parser(Context().config.model)):
        found = Annotations(report=parsed.report)
        for name, stage in STAGES:
            records, _ = stage(parsed, found, Context())
            found = msgspec.structs.replace(found, **{name: records})
        yield found


def same_bound(gold, quantity):
    """Whether a figure has the label's ends."""
    if gold["comparator"] == "vague":
        return quantity.value is None and quantity.comparator != "range"
    if gold["comparator"] == "~":
        return quantity.comparator == "~" and quantity.value == gold["low"]
    return quantity.comparator != "~" and (quantity.low, quantity.high) == (gold["low"], gold["high"])


def is_right(gold, quantity, text):
    """Whether class and item are the label's."""
    item = text[quantity.item.start : quantity.item.end] if quantity.item else ""
    return quantity.item_class == gold["class"] and (not gold["item"] or gold["item"].split()[-1] in item.split())


def said_by(gold, quantity, found):
    """Whether the figure lies in a statement whose speaker holds the label's."""
    quotation = next((q for q in found.quotations if q.id == quantity.quotation), None)
    speaker = " ".join(s.of(found.report.text) for s in quotation.speaker) if quotation else ""
    return gold["who"].split()[-1] in speaker.split() if gold["who"] else not speaker


def dated_by(gold, quantity, found):
    """Whether the figure's temporal expression is the label's."""
    timex = next((t for t in found.timexes if t.id == quantity.timex), None)
    words = found.report.text[timex.start : timex.end] if timex else ""
    return (bool(words) and (words in gold["when"] or gold["when"] in words)) if gold["when"] else not words


def match(gold, quantities, text):
    """[(label, figure or None)], each figure used once, a right one preferred."""
    left, pairs = list(quantities), []
    for label in gold:
        fits = [q for q in left if same_bound(label, q)]
        fits.sort(key=lambda q: not is_right(label, q, text))
        if fits:
            left.remove(fits[0])
        pairs.append((label, fits[0] if fits else None))
    return pairs, [
        q for q in left if q.item_class in {label["class"] for label in gold} | {"killed", "injured", "missing"}
    ]


def main():
    half = next((a for a in sys.argv[1:] if a in ("dev", "held", "all")), "dev")
    rows = load(half)
    total = bound = right = said = dated = extra = 0
    for row, found in zip(rows, annotations(rows), strict=True):
        pairs, more = match(row["figures"], found.quantities, row["text"])
        total, extra = total + len(pairs), extra + len(more)
        good = [(g, q) for g, q in pairs if q and is_right(g, q, row["text"])]
        bound += sum(q is not None for _, q in pairs)
        right += len(good)
        said += sum(said_by(g, q, found) for g, q in good)
        dated += sum(dated_by(g, q, found) for g, q in good)
        if "-v" in sys.argv and (len(good) < len(pairs) or more):
            print(f"\n{row['id']} {row['text']}")
            for g, q in pairs:
                if (g, q) not in good:
                    print("   MISSED", g["comparator"], g["low"], g["high"], g["class"], g["item"])
            for q in found.quantities:
                item = row["text"][q.item.start : q.item.end] if q.item else None
                print("   ours", row["text"][q.start : q.end], q.low, q.high, q.comparator, q.item_class, item)
    print(
        f"{half}: {len(rows)} sentences, {total} figures: bound {100 * bound / total:.1f}, bound+class+item {100 * right / total:.1f},"
        f" precision {100 * right / (right + total - right - (total - bound) + extra):.1f};"
        f" of the right ones who {100 * said / max(1, right):.1f}, when {100 * dated / max(1, right):.1f}"
    )


if __name__ == "__main__":
    main()
