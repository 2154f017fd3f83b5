"""Learn how probable it is that two mentions are one (src/onrecord/resources/linking_model.json), on ECB+ train and, with `all`, dev.

    python benchmarks/train_links.py [all]

Boosted trees over `mention_pairs.MEASURES` (structure and word classes, no words); pairs of one predicted story; the threshold by three-fold
cross-validation over topics. Those who take part in events are linked by a model that has not seen the event's topic. With `all` the weights
that ship are made; `score_links.py dev` says something only of weights learnt without it. Needs scikit-learn and scipy.
"""

import json
import sys
from pathlib import Path

import numpy as np
from coref import conll
from score_links import prepare
from sklearn.ensemble import GradientBoostingClassifier

from onrecord.crossreport.mention_links import _join
from onrecord.crossreport.mention_pairs import MEANINGS, MEASURES, LinkedEntities, measure, measure_meaning, place_all
from onrecord.language.encoding import load_encoder

TARGET = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "resources" / "linking_model.json"
LIMITS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
SETTINGS = {"n_estimators": 80, "max_depth": 3, "subsample": 0.5, "learning_rate": 0.15, "max_features": 0.5}
MOST = 100_000  # pairs learnt from


def shelve(gold, story, kind):
    shelves = {}
    for key in gold:
        if key[3] == kind:
            shelves.setdefault(story[key[0]], []).append(key)
    return [sorted(keys) for _, keys in sorted(shelves.items())]


def pairs_of(shelves, facts, run_ids, entities=None, encoder=None):
    """(measures, same or not, topic) of all pairs, shelf by shelf."""
    values, same, topics = [], [], []
    for keys in shelves:
        placed = place_all([facts[k] for k in keys], run_ids, entities, encoder)
        for i in range(len(keys)):
            for j in range(i):
                values.append((*measure(placed[i], placed[j]), *measure_meaning(placed[i], placed[j])))
                same.append(keys[i][4] == keys[j][4])
                topics.append(int(keys[i][0].split("_")[0]))
    return np.array(values), np.array(same), np.array(topics)


def fit(values, same, seed):
    chosen = np.random.RandomState(seed).permutation(len(same))[:MOST]
    return GradientBoostingClassifier(random_state=7, **SETTINGS).fit(values[chosen], same[chosen])


def linked(shelves, odds, least):
    """mention -> group, from the odds of all pairs in the order of `pairs_of`."""
    found, at = {}, 0
    for number, keys in enumerate(shelves):
        size = len(keys)
        table = np.full((size, size), -1.0)
        for i in range(size):
            for j in range(i):
                table[i, j] = table[j, i] = odds[at]
                at += 1
        for group_number, group in enumerate(_join(table, least)):
            found.update({keys[i]: (number, group_number) for i in group})
    return found


def write_out(model, least):
    trees = []
    for (tree,) in model.estimators_:
        t = tree.tree_
        trees.append(
            [
                [int(t.feature[n]) if t.children_left[n] >= 0 else -1, round(float(t.threshold[n]), 6), int(t.children_left[n]),
                 int(t.children_right[n]), round(float(t.value[n][0][0]), 6)]
                for n in range(t.node_count)
            ]
        )  # fmt: skip
    prior = model.init_.class_prior_[1]
    return {
        "start": round(float(np.log(prior / (1 - prior))), 6),
        "rate": SETTINGS["learning_rate"],
        "least": least,
        "trees": trees,
    }


def learn(shelves, values, same, topics):
    """(model, threshold, its cross-validated score, mention -> group by models that had not seen its topic)."""
    odds, order = np.zeros(len(same)), sorted(set(topics))
    for fold in range(3):
        held = np.isin(topics, order[fold::3])
        odds[held] = fit(values[~held], same[~held], fold).predict_proba(values[held])[:, 1]
    truth = {k: k[4] for keys in shelves for k in keys}
    scores = {least: conll(truth, linked(shelves, odds, least))[3] for least in LIMITS}
    least = max(scores, key=scores.get)
    print(len(same), "pairs; cross-validated CoNLL by threshold", {k: round(float(v), 1) for k, v in scores.items()})
    return fit(values, same, 9), least, scores[least], linked(shelves, odds, least)


def main():
    gold, facts, run_ids, story = prepare("train")
    if sys.argv[1:] == ["all"]:
        gold, facts, run_ids, story = (
            a + b if isinstance(a, list) else {**a, **b}
            for a, b in zip((gold, facts, run_ids, story), prepare("dev"), strict=True)
        )
    data, entities = {"card": {}, "measures": [*MEASURES, *MEANINGS]}, LinkedEntities()
    for name in ("entity", "event", "event_meant"):
        shelves = shelve(gold, story, name.removesuffix("_meant"))
        encoder = load_encoder() if name == "event_meant" else None
        model, least, score, groups = learn(shelves, *pairs_of(shelves, facts, run_ids, entities, encoder))
        if name == "entity":
            for key in sorted(groups):
                entities.add(facts[key], groups[key])
        data[name] = write_out(model, least)
        data["card"][f"{name}, cross-validated CoNLL F1"] = round(float(score), 1)
    data["card"] |= {
        "what": "how probable it is that two mentions of one story mean the same; boosted trees over the measures below",
        "data": "ECB+ train (topics to 35 without the development topics), CC BY 3.0: annotation by A. Cybulska, P. Vossen, VU Amsterdam",
        "features": "structure and word classes only; no word, name or phrase of the data",
        "made by": "benchmarks/train_links.py",
    }
    TARGET.write_text(json.dumps(data, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
