"""Trains resources/event_relation_model.json: the type of a relation whose two sides are given, from what the coder found.

    python benchmarks/train_events.py            # trains on PLV train, prints the score on the development half

Features: `onrecord.language.event_relations.relation_features`, structural and of word classes, no words of the set. PLV (Hu et al., ACL
2024) has no licence file: nothing of it is shipped but the weights of these features.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

sys.path.insert(0, str(Path(__file__).parent))
from devcache import SHARED, parsed_set

sys.path.insert(0, str(SHARED / "score"))
from lib.events import type_scores

from onrecord.language.event_coding import ranked_drafts
from onrecord.language.event_relations import relation_features

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "resources" / "event_relation_model.json"


def examples(name):
    rows = []
    for gold, parsed in parsed_set(name):
        if not parsed.paragraphs:
            continue
        pair = tuple(tuple(gold[k]) if gold[k] else None for k in ("actor", "recipient"))
        paragraph, ranked = ranked_drafts(parsed, pair)
        rows.append((set(relation_features(paragraph, ranked, pair)), gold["type"]))
    return rows


def matrix(rows, names):
    table = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, (features, _) in enumerate(rows):
        for f in features:
            if f in table:
                x[i, table[f]] = 1
    return x, [t for _, t in rows]


def main():
    train, dev = examples("plv/train.jsonl"), examples("plv/dev.jsonl")
    seen = Counter(f for features, _ in train for f in features)
    names = sorted(f for f, n in seen.items() if n >= 4)
    x, y = matrix(train, names)
    xd, yd = matrix(dev, names)
    best = max((0.05, 0.15, 0.4), key=lambda c: type_scores(y, list(cross_val_predict(fit(c), x, y, cv=4)))[0])
    model = fit(best).fit(x, y)
    crossed = type_scores(y, list(cross_val_predict(fit(best), x, y, cv=4)))
    scores = type_scores(yd, list(model.predict(xd)))
    told = f"four-fold on train {crossed[0]:.1f} / {crossed[1]:.1f}, development half {scores[0]:.1f} / {scores[1]:.1f}"
    print(f"C {best}, {len(names)} features: {told}")
    write(model, names, f"multinomial logistic regression, C={best}", f"{told} (accuracy / macro-F1)")


def fit(c):
    return LogisticRegression(C=c, max_iter=400)


def write(model, names, method, told):
    weights = {
        n: kept
        for j, n in enumerate(names)
        if (
            kept := {
                t: round(float(w), 3) for t, w in zip(model.classes_, model.coef_[:, j], strict=True) if abs(w) >= 0.02
            }
        )
    }
    card = {
        "what": "type of the relation between two given spans, for code_event",
        "data": "PLV train (Hu et al., ACL 2024), 1,050 sentences; no sentence and no word of it is in here",
        "features": "types, modes and statuses of the coded events, fit of their participants, sectors, entity kinds, prepositions, voice",
        "method": method,
        "score": told,
    }
    made = {
        "card": card,
        "types": list(model.classes_),
        "bias": [round(float(b), 3) for b in model.intercept_],
        "weights": weights,
    }
    OUT.write_text(json.dumps(made, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
