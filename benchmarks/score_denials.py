"""Passages in which something told is denied beside it, and look-alikes in which nothing is, in own words: which denials are found.

    python benchmarks/score_denials.py [-v] [ROUND]

`denials.jsonl`: the passage, the words of what is denied, of who denies it (both empty in a look-alike), a note on how it is put, and the
round. Each round was written by somebody who had seen nothing of the program, before it had judged any. Found: a disputed claim with an
account that asserts in these words. Wrong: a disputed claim of a look-alike, or one beside the denied words that no claim at these words
stands against. Rules were made with each round in view after its first scoring: what it reached at first stands in quality/README.md.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from onrecord import Report, annotate
from onrecord.crossreport.claims import align_claims
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.view import view_story
from onrecord.model import Context, Story

PASSAGES = Path(__file__).with_name("denials.jsonl")


def claims_of(text):
    annotated = annotate(Report(id="r", outlet="Gazette", text=text, language="en"))
    story = Story(id="s1", title="", reports=("r",), independent=1)
    return align_claims(view_story(story, [annotated], resolve_entities([annotated], Context())[0]))


def judge(row):
    """(whether the denial is found, disputed claims that are none of it)."""
    disputed = [c for c in claims_of(row["text"]) if c.alignment == "disputed"]
    if not row["denied"]:
        return False, disputed
    start = row["text"].find(row["denied"])
    end = start + len(row["denied"])

    def holds(account):
        return account.spans[0].start < end and start < account.spans[-1].end

    here = {c.id for c in disputed if any(holds(a) for a in c.accounts)}
    found = any(holds(a) and a.stance != "denies" for c in disputed for a in c.accounts)
    return found, [c for c in disputed if c.id not in here and not any(x.with_ in here for x in c.conflicts)]


def main():
    rows = [json.loads(line) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]
    rounds = {int(a) for a in sys.argv[1:] if a.isdigit()} or {r["round"] for r in rows}
    counts = Counter()
    for row in (r for r in rows if r["round"] in rounds):
        found, wrong = judge(row)
        key = row["round"], bool(row["denied"])
        counts[key] += 1
        counts[key, "found"] += found
        counts[key, "wrong"] += bool(wrong)
        if "-v" in sys.argv and (wrong or found != bool(row["denied"])):
            print("wrong" if wrong else "missed", "|", row["text"], "|", *(a.exact for c in wrong for a in c.accounts))
    for number in sorted(rounds):
        told, alike = (number, True), (number, False)
        print(
            f"round {number}: {counts[told, 'found']} of {counts[told]} denials found, {counts[told, 'wrong']} of these passages with another,"
            f" {counts[alike, 'wrong']} of {counts[alike]} look-alikes called disputed"
        )


if __name__ == "__main__":
    main()
