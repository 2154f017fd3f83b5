"""Whole dossiers of made-up happenings against what a fact-checker would write down of them.

    python benchmarks/score_dossiers.py [FILE ...] [-v] [--keep DIR]

`happenings/*.txt` hold reports in own words, as agencies, tabloids, local papers, state media and blogs write, and after `# gold` what a
perfect dossier says of them, written before the program had read any. A report begins with `## id | outlet | publisher | published`.
The lines of gold, each with words to be found in a report (`id: words`):

    story | ids | accounts            these reports are one story, told independently by so many
    copy | ids                        these share one text
    told | id: words | id: words      one claim, told by all of these; right when one claim has the words of two outlets or more
    disputed | kind | id: words | …   two claims in conflict, or one that one side asserts and another denies
    apart | id: words | id: words     never one claim, never in conflict
    said | name | id: words           a statement of these words by someone so named
    date | EDTF | id: word            an entry of the timeline with that word and that date
    figure | low high | id: words     a figure at these words with these bounds (`-`: open)
    figures-differ | what | ids     one figure counts it in all of these reports, and they differ: disputed, or changed with time
    called | name | label; label      labels found for an entity of that name

"Told or shown beside" counts the lines of `told` of which the dossier at least says that two claims may tell the same.
All files are read in one run. Printed: right and all, by kind of line; `-v` names what is missed, `--keep` leaves the dossiers in a folder.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import onrecord

FOLDER = Path(__file__).parent / "happenings"


def read_file(path):
    """(records, lines of gold)."""
    text, _, gold = path.read_text(encoding="utf-8").partition("\n# gold\n")
    records = []
    for block in re.split(r"^## ", text, flags=re.M)[1:]:
        head, _, body = block.partition("\n")
        keys = zip(("id", "outlet", "publisher", "published"), (x.strip() for x in head.split("|")), strict=True)
        records.append({k: v for k, v in keys if v != "-"} | {"text": body.strip() + "\n"})
    return records, [[x.strip() for x in line.split("|")] for line in gold.splitlines() if line and not line.startswith("#")]


class Written:
    """All dossiers of a run, asked by words."""

    def __init__(self, folder, records):
        self.dossiers = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(Path(folder).rglob("dossier.json"))]
        self.texts = {r["id"]: r["text"] for r in records}

    def place(self, told):
        report, _, words = told.partition(":")
        start = self.texts[report].find(words.strip())
        if start < 0:
            raise SystemExit(f"gold: “{words.strip()}” does not stand in {report}")
        return report, start, start + len(words.strip())

    def claims_at(self, told):
        """Claims with an account that overlaps the words: those whose words fit best first, two thirds of either at least."""
        report, start, end = self.place(told)
        found = []
        for dossier in self.dossiers:
            for claim in dossier["claims"]:
                for account in claim["accounts"]:
                    if account["report"] == report and covers(account["spans"], start, end):
                        found.append((claim, account))
        return found


def covers(spans, start, end):
    """Whether spans hold at least half of the words, or stand within them."""
    held = sum(max(0, min(e, end) - max(s, start)) for s, e in spans)
    return held >= 0.5 * (end - start) or (held > 0 and held >= 0.8 * sum(e - s for s, e in spans))


def is_story(written, ids, accounts):
    return any(sorted(d["story"]["reports"]) == sorted(ids.split()) and d["story"]["independent"] == int(accounts) for d in written.dossiers)


def is_copy(written, ids):
    return any(set(ids.split()) <= set(c["reports"]) for d in written.dossiers for c in d["copies"])


def is_told(written, *places):
    reports = defaultdict(set)
    for told in places:
        for claim, account in written.claims_at(told):
            reports[claim["id"], claim["text"]].add(account["report"])
    return max(map(len, reports.values()), default=0) >= 2


def is_beside(written, *places):
    """Whether two outlets that tell it are one claim, or two of which the dossier says that they may tell the same."""
    if is_told(written, *places):
        return True
    found = [(told.partition(":")[0], claim) for told in places for claim, _ in written.claims_at(told)]
    return any(
        one != other and any(c["with"] == theirs["id"] for c in mine["may_be"])
        for one, mine in found
        for other, theirs in found
    )


def is_disputed(written, kind, *places):
    (a, b) = (written.claims_at(p) for p in places)
    for claim, account in a:
        for other, another in b:
            if claim["id"] == other["id"] and account["stance"] != another["stance"]:
                return True
            if claim["id"] != other["id"] and any(c["with"] == other["id"] for c in claim["conflicts"]):
                return True
    return False


def are_apart(written, *places):
    return not is_told(written, *places) and not is_disputed(written, "", *places)


def is_said(written, name, told):
    report, start, end = written.place(told)
    for d in written.dossiers:
        names = {e["id"]: " ".join([e["name"], *e["aliases"]]) for e in d["entities"]}
        for q in d["quotations"]:
            if q["report"] == report and covers(q["quotation"]["content"], start, end):
                who = " ".join([q["speaker_text"] or "", *(names.get(s, s) for s in q["speakers"])])
                if name.lower() in who.lower():
                    return True
    return False


def is_dated(written, date, told):
    report, start, end = written.place(told)
    entries = [e for d in written.dossiers for e in d["timeline"] if any(a[0] == report and a[1] < end and start < a[2] for a in e["accounts"])]
    return any((e["date"] or "").startswith(date) for e in entries)


def is_figure(written, bounds, told):
    report, start, end = written.place(told)
    words = written.texts[report][start:end]
    spans = [m.span() for m in re.finditer(re.escape(words), written.texts[report])]
    low, high = (None if x == "-" else float(x) for x in bounds.split())
    for d in written.dossiers:
        for f in d["figures"]:
            for a in f["accounts"]:
                if a["report"] == report and (a["low"], a["high"]) == (low, high) and any(a["start"] < e and s < a["end"] for s, e in spans):
                    return True
    return False


def is_figure_apart(written, what, ids):
    return any((f["disputed"] or any("from date to date" in r for r in f["reasons"])) and set(ids.split()) <= {a["report"] for a in f["accounts"]} for d in written.dossiers for f in d["figures"])


def is_called(written, name, labels):
    found = set()
    for d in written.dossiers:
        ids = {e["id"] for e in d["entities"] if onrecord.compare_names(e["name"], name).same}
        found |= {x["text"].lower() for n in d["namings"] if n["entity"] in ids for x in n["labels"]}
    return all(any(label.strip().lower() in x for x in found) for label in labels.split(";"))


CHECKS = {
    "story": is_story,
    "copy": is_copy,
    "told": is_told,
    "disputed": is_disputed,
    "apart": are_apart,
    "said": is_said,
    "date": is_dated,
    "figure": is_figure,
    "figures-differ": is_figure_apart,
    "called": is_called,
}


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("files", nargs="*", type=Path)
    asked.add_argument("-v", action="store_true")
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    read = [read_file(p) for p in given.files or sorted(FOLDER.glob("*.txt"))]
    records = [r for found, _ in read for r in found]
    with tempfile.TemporaryDirectory() as folder:
        source, dossiers = Path(folder) / "reports.jsonl", given.keep or Path(folder) / "dossiers"
        source.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
        write = [sys.executable, "-m", "onrecord.cli", "dossier", str(source), "--output", str(dossiers), "--with-text", "--force"]
        subprocess.run(write, check=True, stdout=subprocess.DEVNULL)
        written = Written(dossiers, records)
    right, every = defaultdict(int), defaultdict(int)
    for line in (x for _, lines in read for x in lines):
        done = CHECKS[line[0]](written, *line[1:])
        right[line[0]] += done
        every[line[0]] += 1
        if line[0] == "told":
            right["told or shown beside"] += is_beside(written, *line[1:])
            every["told or shown beside"] += 1
        if given.v and not done:
            print("missed:", " | ".join(line))
    print(*(f"{kind} {right[kind]}/{n}" for kind, n in every.items()), sep=", ")


if __name__ == "__main__":
    main()
