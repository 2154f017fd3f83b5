"""NewsWCL50: how well labels of one concept are put together (B-cubed over gold mentions, per event).

    python benchmarks/score_namings.py MIRROR even|odd [words|head|rules]

Reads Annotations.csv of fhamborg/NewsWCL50 (annotations CC BY-SA 4.0) from the mirror; nothing of it is kept. Every mention of the code
types but PROPERTY counts; its concept is the code (type and name), each mention with its label as printed. Even-numbered events are for
development; the odd ones were read once, at the end.
"""

import csv
import subprocess
import sys
from collections import Counter, defaultdict

from onrecord.crossreport.group_labels import group_labels


def read_mentions(mirror, odd):
    """{event: [(concept, type, label)]} of the even or odd events."""
    blob = subprocess.run(
        ["git", f"--git-dir={mirror}/fhamborg+NewsWCL50/repo", "show", "HEAD:Annotations.csv"], capture_output=True, check=True
    ).stdout.decode("utf-8")
    events = defaultdict(list)
    for row in csv.DictReader(line for line in blob.splitlines() if not line.startswith("sep=")):
        if int(row["event_id"]) % 2 == odd and row["code_type"] != "PROPERTY":
            events[int(row["event_id"])].append((row["code_type"] + " " + row["code_name"], row["code_type"], row["code_mention"]))
    return dict(sorted(events.items()))


def b_cubed(gold, found):
    """Per item (precision, recall)."""
    sizes, sets = Counter(gold), Counter(found)
    both = Counter(zip(gold, found, strict=True))
    return [(both[g, f] / sets[f], both[g, f] / sizes[g]) for g, f in zip(gold, found, strict=True)]


GROUPERS = {
    "words": lambda labels: [x.lower() for x in labels],
    "head": lambda labels: [x.lower().split(" of ")[0].split()[-1] if x.split() else "" for x in labels],
    "rules": group_labels,
}


def main():
    mirror, which = sys.argv[1], sys.argv[2]
    method = sys.argv[3] if len(sys.argv) > 3 else "rules"
    scores, types = [], []
    for mentions in read_mentions(mirror, which == "odd").values():
        found = GROUPERS[method]([label for _, _, label in mentions])
        scores += b_cubed([concept for concept, _, _ in mentions], list(found))
        types += [kind for _, kind, _ in mentions]
    for kind in [None, *sorted(set(types))]:
        chosen = [s for s, t in zip(scores, types, strict=True) if kind in (None, t)]
        p, r = (sum(x) / len(chosen) for x in zip(*chosen, strict=True))
        print(f"{kind or 'all':9} n={len(chosen):5} P={p:.3f} R={r:.3f} F1={2 * p * r / (p + r):.3f}")


if __name__ == "__main__":
    main()
