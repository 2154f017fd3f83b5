"""Learn how probable it is that two clauses tell the same (src/onrecord/resources/sameness_model.json), from pairs that were read.

    python benchmarks/train_claims.py            # folds over stories: what each threshold would join, right and wrong
    python benchmarks/train_claims.py write      # the weights that ship

`claim_pairs.csv` holds the verdicts by offsets, without text: set, two clauses "report:start-end", S (one and the same thing is told),
D (the same matter otherwise), N (neither), U (cannot tell; not used). Pairs of ECB+ train were drawn by the score of a first model, few to a
story; those of `happenings/` are all that are near each other at all; those of `disputes.jsonl` and tests/gold/claims (written to look
alike) are what the rules or a first model joined. Logistic regression over `pair_measures.MEASURES` ("words") and
`MEANINGS` besides ("meaning"); a fold holds whole happenings and whole topics. Needs scikit-learn.
"""

import csv
import json
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import score_disputes
from read_claims import annotate_set
from score_dossiers import FOLDER, read_file
from sklearn.linear_model import LogisticRegression

from onrecord import Report, annotate
from onrecord.crossreport import likely_same
from onrecord.crossreport.claim_alignment import speaking_for
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.known_names import know
from onrecord.crossreport.overlap import measure_overlap
from onrecord.crossreport.pair_measures import MEANINGS, MEASURES
from onrecord.crossreport.sameness import judge_overlap
from onrecord.crossreport.tellings import prepare_tellings
from onrecord.crossreport.view import view_story
from onrecord.model import Config, Context, Story
from onrecord.pipeline import group_reports, load_context

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.gold_cases import load_cases  # noqa: E402

READ = Path(__file__).with_name("claim_pairs.csv")
TARGET = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "resources" / "sameness_model.json"
PENALTY = {"words": 0.01, "meaning": 0.03}  # inverse strength of the regularization, of standardized measures
SETS = ("happenings", "ecbplus/train", "disputes", "gold")
UNTAUGHT = ("disputes", "gold")  # two short reports each: they measure what is wrongly joined, and teach nothing
FOLDS = 8
SEEDS = (0, 1, 2)
LIMITS = (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)


def annotated_of(name):
    if name != "happenings":
        return annotate_set(name)
    files = sorted({r["one"].split("-")[0] for r in read_verdicts() if r["set"] == name})
    records = [r for f in files for r in read_file(FOLDER / f"{f}.txt")[0]]
    return [annotate(Report(language="en", **r)) for r in records]


def read_verdicts():
    with READ.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def place_of(telling):
    spans = telling.proposition.spans
    return f"{telling.report}:{spans[0].start}-{spans[-1].end}"


def views_of(name):
    if name in ("disputes", "gold"):
        cases = score_disputes.read_pairs() if name == "disputes" else load_cases("claims")
        return [view_of([annotate(r) for r in reports_of(case)]) for case in cases]
    annotated, context = annotated_of(name), load_context(Config())
    grouping, ties = group_reports([a.report for a in annotated], {})
    entities, _ = resolve_entities(sorted(annotated, key=lambda a: a.report.id), context)
    return [view_story(s, annotated, entities, ties, grouping.copies) for s in grouping.stories if len(s.reports) > 1]


def reports_of(case):
    """The short reports of a pair of disputes.jsonl, or of a case of tests/gold/claims."""
    if isinstance(case, dict):
        return score_disputes.reports_of(case)
    texts = dict(line.split(": ", 1) for line in case.input.split("\n"))
    return [Report(id=f"{case.id}/{outlet.lower()}", outlet=outlet, text=text, language="en") for outlet, text in texts.items()]


def view_of(annotated):
    ordered = sorted(annotated, key=lambda a: a.report.id)
    story = Story(id="s1", title="", reports=tuple(a.report.id for a in ordered), independent=len(ordered))
    return view_story(story, ordered, resolve_entities(ordered, Context())[0])


def group_of(name, report):
    """What a fold holds whole: a happening, a topic, a pair or a case."""
    cut = {"happenings": "-", "disputes": "-", "gold": "/"}.get(name, "_")
    return f"{name} {report.split(cut)[0]}"


def measured(name, verdicts):
    """(measures, meanings, verdict, group of the fold, joined by the rules, spoken against) of the pairs that still are clauses of a story."""
    wanted = defaultdict(list)
    for row in verdicts:
        if row["set"] == name and row["verdict"] != "U":
            wanted[frozenset((row["one"], row["other"]))] = row["verdict"]
    found = []
    likely_same._NEAR, likely_same._LEAST_CLAUSES = 2.0, 0  # all pairs that were read, and no others
    for view in views_of(name):
        tellings, kin = prepare_tellings(view), speaking_for(view)
        known = know(view, kin)
        leaders = {t.report: t.report for t in tellings}  # of copies too
        places = {t.id: place_of(t) for t in tellings}
        inside = {p for pair in wanted for p in pair} & set(places.values())
        if not inside:
            continue
        listed = [
            (a, b, measure_overlap(a, b, kin))
            for a, b in combinations([t for t in tellings if places[t.id] in inside], 2)
            if frozenset((places[a.id], places[b.id])) in wanted
        ]
        for (a, b, overlap), values, model in likely_same.measure_all(view, tellings, leaders, listed, known):
            verdict = wanted.get(frozenset((places[a.id], places[b.id])))
            if verdict:
                same = judge_overlap(a, b, overlap, kin).same
                against = likely_same.speak_against_meaning(a, b, overlap, known)
                found.append((values, verdict, group_of(name, a.report), same, against))
    return found


def fit(values, right, penalty):
    """(weights of the measures as they are, start)."""
    mean, scale = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    learnt = LogisticRegression(C=penalty, max_iter=5_000).fit((values - mean) / scale, right)
    weights = learnt.coef_[0] / scale
    return weights, float(learnt.intercept_[0] - weights @ mean)


def probability(values, weights, start):
    return 1 / (1 + np.exp(-(values @ weights + start)))


def across_folds(values, right, groups, penalty):
    found = np.zeros(len(right))
    for seed in SEEDS:
        names = np.array(sorted(set(groups)))
        np.random.RandomState(seed).shuffle(names)
        for fold in np.array_split(names, FOLDS):
            held = np.isin(groups, fold)
            taught = ~held & ~np.isin([g.split()[0] for g in groups], UNTAUGHT)
            found[held] += probability(values[held], *fit(values[taught], right[taught], penalty)) / len(SEEDS)
    return found


def main():
    verdicts = read_verdicts()
    rows = [row for name in SETS for row in measured(name, verdicts)]
    groups = np.array([r[2] for r in rows])
    right = np.array([r[1] == "S" for r in rows])
    by_rules, against = (np.array([r[n] for r in rows]) for n in (3, 4))
    everything = np.array([r[0] for r in rows])
    print(len(rows), "of", len(verdicts), "pairs;", right.sum(), "tell the same; the rules join", by_rules.sum(), "of which right", right[by_rules].sum())
    data = {"measures": MEASURES, "meanings": MEANINGS}
    for name, columns, joined, shown in (("words", len(MEASURES), 0.76, 0.45), ("meaning", None, 0.76, 0.4)):
        values = everything[:, :columns]
        odds = across_folds(values, right, groups, PENALTY[name])
        for limit in LIMITS:
            told = []
            for where in SETS:
                mine = np.char.startswith(groups.astype(str), where) & (odds >= limit) & ~against & ~by_rules
                told.append(f"{where}: {right[mine].sum()} right of {mine.sum()}")
            print(f"{name} {limit}: beside the rules,", "; ".join(told))
        data[name] = {"score": beside_rules(odds >= joined, right, groups, against | by_rules)}
        taught = ~np.isin([g.split()[0] for g in groups], UNTAUGHT)
        weights, start = fit(values[taught], right[taught], PENALTY[name])
        data[name] |= {"weights": [round(w, 6) for w in weights], "start": round(start, 6), "joined": joined, "shown": shown}
    if sys.argv[1:] == ["write"]:
        TARGET.write_text(json.dumps({"card": card(taught.sum()), **data}, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")


def beside_rules(joined, right, groups, left_out):
    """What of the pairs of the sets that teach is right, by folds."""
    told = []
    for where in (s for s in SETS if s not in UNTAUGHT):
        mine = np.char.startswith(groups.astype(str), where) & joined & ~left_out
        told.append(f"{where} {right[mine].sum()} right of {mine.sum()}")
    return "by folds, at the bound, beside what the rules join: " + ", ".join(told)


def card(pairs):
    return {
        "what": "how probable it is that two clauses of two reports of a story tell the same; logistic regression over the measures below",
        "data": f"{pairs} pairs of clauses read by us (benchmarks/claim_pairs.csv): of our own made-up happenings, and of ECB+ train, CC BY 3.0: "
        "A. Cybulska, P. Vossen, VU Amsterdam",
        "features": "structure, word classes and the products of vectors of all-MiniLM-L6-v2; no word, name or phrase of the data",
        "made by": "benchmarks/train_claims.py write",
    }


if __name__ == "__main__":
    main()
