"""NewsWCL50: how well labels of one concept are put together (B-cubed over gold mentions, per event).

    python benchmarks/score_namings.py MIRROR even|odd [words|head|rules|cv]

Reads Annotations.csv of fhamborg/NewsWCL50 (annotations CC BY-SA 4.0) from the mirror; nothing of it is kept. Every mention of the code
types but PROPERTY counts; its concept is the code (type and name), each mention with its label as printed. Even-numbered events are for
development; the odd ones are read at the very end. "cv" scores each event with the thresholds of likeness chosen on the others, with the
encoder and without.
"""

import csv
import subprocess
import sys
from collections import Counter, defaultdict

from onrecord.crossreport import label_meaning
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


def f_of(scores):
    p, r = (sum(x) / len(scores) for x in zip(*scores, strict=True))
    return p, r, 2 * p * r / (p + r)


def cross_validate(events):
    """Each event with the threshold that is best for the others together."""
    for name, grid in (("_NEAR", (0.25, 0.28, 0.31, 0.34, 0.37, 0.4)), ("_NEAR_IN_WORDS", (0.02, 0.03, 0.05, 0.07, 0.1))):
        if name == "_NEAR_IN_WORDS":
            label_meaning.load_encoder = lambda: None
        found = {}
        for near in grid:
            setattr(label_meaning, name, near)
            for event, mentions in events.items():
                groups = group_labels([label for _, _, label in mentions])
                found[near, event] = b_cubed([concept for concept, _, _ in mentions], list(groups))
        scores = []
        for event in events:
            best = max(grid, key=lambda n: f_of([s for other in events if other != event for s in found[n, other]])[2])
            scores += found[best, event]
            print(f"{name} event {event} {best}: F1={f_of(found[best, event])[2]:.3f}")
        print(name, "all: P=%.3f R=%.3f F1=%.3f" % f_of(scores))


def main():
    mirror, which = sys.argv[1], sys.argv[2]
    method = sys.argv[3] if len(sys.argv) > 3 else "rules"
    if method == "cv":
        cross_validate(read_mentions(mirror, which == "odd"))
        return
    scores, types = [], []
    for mentions in read_mentions(mirror, which == "odd").values():
        found = GROUPERS[method]([label for _, _, label in mentions])
        scores += b_cubed([concept for concept, _, _ in mentions], list(found))
        types += [kind for _, kind, _ in mentions]
    for kind in [None, *sorted(set(types))]:
        chosen = [s for s, t in zip(scores, types, strict=True) if kind in (None, t)]
        p, r, f = f_of(chosen)
        print(f"{kind or 'all':9} n={len(chosen):5} P={p:.3f} R={r:.3f} F1={f:.3f}")


if __name__ == "__main__":
    main()
