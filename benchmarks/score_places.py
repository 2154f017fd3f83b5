"""Towns and regions whose name several countries have: is the country right? (benchmarks/places.jsonl, own sentences)

    python benchmarks/score_places.py

"seen" sentences were in view when the rules were written; "unseen" ones were scored once before (23 of 30) and after the last rule.
"""

import json
from collections import Counter
from pathlib import Path

from onrecord.api import annotate_many
from onrecord.model import Origin
from onrecord.reading.reports import Fields, make_report


def main():
    lines = Path(__file__).with_name("places.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    reports = [
        make_report(Fields(text=r["text"], id=f"p{n}"), Origin(path=f"p{n}", sha256="", encoding="utf-8"))
        for n, r in enumerate(rows)
    ]
    right, wrong, all_ = Counter(), Counter(), Counter()
    for row, found in zip(rows, annotate_many(reports), strict=True):
        named = [
            e.country
            for e in found.entities
            if any(row["text"][m.start : m.end].startswith(row["name"]) for m in e.mentions)
        ]
        all_[row["part"]] += 1
        right[row["part"]] += row["country"] in named
        wrong[row["part"]] += row["country"] not in named and any(named)
        if row["country"] not in named:
            print(row["part"], row["name"], "wanted", row["country"], "found", named, "|", row["text"])
    for part, number in all_.items():
        print(f"{part}: {right[part]} of {number} right, {wrong[part]} given another country")


if __name__ == "__main__":
    main()
