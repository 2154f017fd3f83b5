"""Items of whole dossiers to read by eye, drawn at random, each with the words it stands on.

    onrecord dossier REPORTS --output DIR --with-text
    python benchmarks/read_dossiers.py DIR PART [--items 45] [--seed 7]

PART is statements, timeline, figures, namings, actors or claims (those that several accounts tell, or that are disputed). DIR may hold
several runs. What is printed is judged right, doubtful or wrong by a reader; quality/README.md keeps the counts. Nothing is kept here.
"""

import argparse
import json
import random
from collections import Counter
from pathlib import Path

_WIDTH = 170  # characters of context before an item; half of it after


class Story:
    """One dossier.json with the texts of its reports."""

    def __init__(self, path):
        self.dossier = json.loads(path.read_text(encoding="utf-8"))
        self.texts = {r["id"]: r["text"] for r in self.dossier["reports"]}
        self.names = {e["id"]: e["name"] for e in self.dossier["entities"]}

    def name(self, holder):
        return self.names.get(holder, holder)

    def around(self, report, start, end):
        text = self.texts[report]
        first = max(text.rfind("\n", 0, start) + 1, start - _WIDTH)
        last = text.find("\n", end)
        last = min(len(text) if last < 0 else last, end + _WIDTH // 2)
        return f"{text[first:start]}⟦{text[start:end]}⟧{text[end:last]}".replace("\n", " ")


def statements(story):
    for told in story.dossier["quotations"]:
        record, text = told["quotation"], story.texts[told["report"]]
        printed = {k: " ~ ".join(text[s:e] for s, e in record[k]) for k in ("speaker", "cue")}
        who = [story.name(s) for s in told["speakers"]]
        kind = f"{record['kind']} {record['class']}{' not said' if record['negated'] else ''}"
        yield (
            f"{kind} | {who} ({printed['speaker']}) | {printed['cue']}",
            [story.around(told["report"], record["content"][0][0], record["content"][-1][1])],
        )


def timeline(story):
    for entry in story.dossier["timeline"]:
        who = [story.name(x) for x in entry["actors"]], [story.name(x) for x in entry["recipients"]]
        when = entry["date"] or f"[{entry.get('anchor') or ''}]"
        yield (
            f"{when} {entry['type']} {entry['status']} told by {entry['independent']} | {who[0]} to {who[1]} | {entry['text'][:230]}",
            [story.around(*a) for a in entry["accounts"][:4]],
        )


def figures(story):
    for figure in story.dossier["figures"]:
        agreed = "disputed" if figure["disputed"] else figure["agreed"]
        yield (
            f"{figure['about']} | {figure['kind']} {figure['unit'] or ''} | {agreed}",
            [story.around(a["report"], a["start"], a["end"]) for a in figure["accounts"][:4]],
        )


def namings(story):
    by = {}
    for naming in story.dossier["namings"]:
        by.setdefault(naming["entity"], []).append(naming)
    for entity, found in by.items():
        labels = (
            f"{n['outlet']}: "
            + "; ".join(f"{x['text']} ×{x['count']}{' loaded' if x['loaded'] else ''}" for x in n["labels"][:8])
            for n in found
        )
        yield story.names.get(entity) or found[0]["party"], list(labels)


def actors(story):
    for entity in story.dossier["entities"]:
        said = {}
        for m in entity["mentions"]:
            said.setdefault(m["report"], Counter())[story.texts[m["report"]][m["start"] : m["end"]]] += 1
        yield f"{entity['kind']} {entity['name']}", [f"{r}: {dict(c.most_common(7))}" for r, c in said.items()]


def claims(story):
    for claim in story.dossier["claims"]:
        if claim["alignment"] != "single_source":
            yield (
                f"{claim['alignment']} by {claim['independent']} | {claim['text']}",
                [
                    f"{a['stance']} {[story.name(c) for c in a['chain'][1:]]} "
                    + story.around(a["report"], a["spans"][0][0], a["spans"][-1][1])
                    for a in claim["accounts"][:5]
                ],
            )


PARTS = {f.__name__: f for f in (statements, timeline, figures, namings, actors, claims)}


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("part", choices=PARTS)
    asked.add_argument("--items", type=int, default=45)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    paths = sorted(given.folder.rglob("dossier.json"))
    items = [item for path in paths for item in PARTS[given.part](Story(path))]
    random.Random(given.seed).shuffle(items)
    for number, (head, lines) in enumerate(items[: given.items], 1):
        print(f"{number}. {head}", *(f"      {line}" for line in lines), sep="\n")
    print(f"{min(given.items, len(items))} of {len(items)}")


if __name__ == "__main__":
    main()
