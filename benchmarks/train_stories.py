"""Learn how the measures of two groups of reports are weighed (resources/story_model.json), and cross-validate it over topics.

Data: ECB+ train and dev (Cybulska and Vossen 2014, CC BY 3.0), whole and cut to their first 60 words, among 135 other reports (MEANTIME,
PolNeAR dev). Examples are the pairs of groups that grouping meets on its way: first random parts of stories, then, in rounds, those that
the model of the round before compares. Pairs of PolNeAR reports more than five days apart are examples of different happenings: news of
one campaign shares its names. No words, only the measures. Neither story_guards.jsonl nor story_look_alikes.jsonl (50 pairs of happenings
that look alike, two or three short reports each, in our own words) is trained on; the latter is grouped at the end.

    python benchmarks/train_stories.py [--write]     fit on all topics; --write puts the weights into the package
    python benchmarks/train_stories.py --cv          weights and the constants of `lead_contrast` chosen on two thirds of the topics, the
                                                     other third grouped by itself; four seeds, so every topic is held out four times

Needs scipy and scikit-learn beside the package.
"""

import json
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster
from scipy.cluster.hierarchy import linkage as link
from scipy.optimize import minimize
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer

from onrecord.crossreport import linkage
from onrecord.crossreport.copies import find_copies
from onrecord.crossreport.linkage import Group, Node, contrast, group_of, join_groups
from onrecord.crossreport.neighbours import find_neighbours
from onrecord.crossreport.profiles import (
    Frequencies,
    leads_of,
    likeness_of,
    multiply,
    names_of,
    profile_sentences,
    weigh_profile,
)
from onrecord.crossreport.publishers import tie_reports
from onrecord.crossreport.stories import _given, gather_texts
from onrecord.reading.records import report_of

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "shared" / "score"))
from lib import dev

LEAD = 60
STRENGTH = 0.3  # the larger, the freer the weights
BOUNDS = {m: (None, 0.0) for m in ("days apart", "years apart", "contrast")} | {
    m: (None, None) for m in ("smaller", "larger")
}
LOOK_ALIKES = Path(__file__).with_name("story_look_alikes.jsonl")
MODEL = Path(__file__).resolve().parents[1] / "src/onrecord/resources/story_model.json"
FOLDS, SEEDS = 3, (1, 2, 3, 4)
Row = tuple[str, str, str]
LeadRule = tuple[int, float, float]  # linkage._LARGE, _LED, _LED_APART
SHIPPED: LeadRule = (linkage._LARGE, linkage._LED, linkage._LED_APART)
LEAD_RULES: list[LeadRule] = [
    (size, led, apart) for size in (4, 6, 8) for led in (0.2, 0.3, 0.5) for apart in (7.0, 14.0)
]
Examples = tuple[list[tuple[float, ...]], list[int], list[float]]


def topic_of(story: str) -> str:
    return re.sub(r"(ecb|/).*", "", story)


class Run:
    """Reports that are grouped together, with what grouping needs of them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        reports = sorted((report_of({"id": i, "text": t}, "", "") for i, t, _ in rows), key=lambda r: r.id)
        copies, _ = find_copies(reports)
        ties = tie_reports(reports, copies, {})
        self.texts = gather_texts(reports, copies, ties)
        self.given = _given(self.texts, ties)
        story = {i: s for i, _, s in rows}
        self.story = story
        self.stories = [story[t.chosen.id] for t in self.texts]
        frequencies = Frequencies()
        profiles = [profile_sentences(t.sentences, t.chosen.text, frequencies) for t in self.texts]
        for profile in profiles:
            frequencies.add(profile)
        names = [names_of(p, frequencies) for p in profiles]
        self.nodes = [
            Node(weigh_profile(p, frequencies), n, leads=leads_of(p, n)) for p, n in zip(profiles, names, strict=True)
        ]
        self.near = find_neighbours([n.vector for n in self.nodes])
        self.weights = {n: w for node in self.nodes for n, w in node.names.items()}

    def group(self) -> list[Group]:
        return join_groups(self.nodes, self.near, self.given)[0]

    def make(self, members: Sequence[int]) -> Group:
        made = group_of(members[0], self.nodes[members[0]])
        for m in members[1:]:
            vector = self.nodes[m].vector
            made.within += likeness_of(multiply(made.total, vector))
            for f, v in vector.items():
                made.total[f] = made.total.get(f, 0.0) + v
            made.names.update(self.nodes[m].names.keys())
            made.leads.update(self.nodes[m].leads)
            made.members.append(m)
        return made

    def measures(self, a: Sequence[int], b: Sequence[int]) -> tuple[float, ...]:
        one, two = self.make(a), self.make(b)
        return linkage.measure(one, two, multiply(one.total, two.total), contrast(one, two, self.weights))

    def score(self, groups: Sequence[Group], topics: set[str]) -> tuple[float, float, float]:
        """BCubed over the reports of some topics; strangers in their groups count against precision."""
        place = {r.id: n for n, g in enumerate(groups) for m in g.members for r in self.texts[m].reports}
        mine = [(i, place[i]) for i, s in self.story.items() if s and topic_of(s) in topics]
        sizes, stories = Counter(place.values()), Counter(self.story[i] for i, _ in mine)
        both = Counter((self.story[i], g) for i, g in mine)
        p = sum(both[self.story[i], g] / sizes[g] for i, g in mine) / len(mine)
        r = sum(both[self.story[i], g] / stories[self.story[i]] for i, g in mine) / len(mine)
        return 100 * p, 100 * r, 200 * p * r / (p + r)


def rows_of() -> list[Row]:
    """(id, text, story) of ECB+ train and dev, and of the other reports, whose story is ""."""
    rows = [(r["id"], r["text"], r["story"]) for p in ("train", "dev") for r in dev.load(f"ecbplus/{p}.jsonl.gz")]
    others = [r for name in ("meantime/dev.jsonl.gz", "polnear/dev.jsonl") for r in dev.load(name)]
    return rows + [(r["id"], r["text"], "") for r in others]


def look_alikes() -> list[Row]:
    """(id, text, story) of our own pairs of look-alike happenings; each pair is a topic of its own, "case N"."""
    cases = [json.loads(line) for line in LOOK_ALIKES.read_text("utf-8").splitlines()]
    return [
        (f"case {number}/{story}/{report}", text, f"case {number}/{story}")
        for number, case in enumerate(cases)
        for story, texts in enumerate(case["stories"])
        for report, text in enumerate(texts)
    ]


def shorten(rows: Sequence[Row], words: int | None) -> list[Row]:
    return [(i, cut(t, words), s) for i, t, s in rows]


def cut(text: str, words: int | None) -> str:
    ends = [m.end() for m in re.finditer(r"\S+", text)]
    return text if words is None or len(ends) <= words else text[: ends[words - 1]]


def random_parts(run: Run, topics: set[str], rng: random.Random) -> Examples:
    by: dict[str, list[int]] = defaultdict(list)
    for n, story in enumerate(run.stories):
        if story and topic_of(story) in topics:
            by[story].append(n)
    x, y = [], []
    for story, members in sorted(by.items()):
        others = [o for o in sorted(by) if topic_of(o) == topic_of(story) and o != story]
        for _ in range(25):
            k, size = rng.choice((1, 1, 1, 2, 3, 5, 8)), rng.choice((1, 1, 1, 2, 3, 5, 8))
            mixed = rng.sample(members, len(members))
            if len(mixed) > 1:
                k = min(k, len(mixed) - 1)
                x.append(run.measures(mixed[:k], mixed[k : k + size]))
                y.append(1)
            for other in others:
                x.append(run.measures(mixed[:k], rng.sample(by[other], min(size, len(by[other])))))
                y.append(0)
    found = ((n, re.search(r"_(\d{4}-\d\d-\d\d)_", t.chosen.id)) for n, t in enumerate(run.texts))
    dated = [(n, date.fromisoformat(m[1])) for n, m in found if m]
    for _ in range(600 if len(dated) > 1 else 0):
        (a, day), (b, other_day) = rng.sample(dated, 2)
        if abs((day - other_day).days) > 5:
            x.append(run.measures([a], [b]))
            y.append(0)
    return x, y, [0.3] * len(x)


def met(run: Run, topics: set[str]) -> Examples:
    """What grouping compares on its way, down to a low probability."""
    logged: list[tuple[tuple[float, ...], list[int], list[int]]] = []
    plain, joined = linkage.closeness, linkage.JOINED

    def closeness(a: Group, b: Group, between: tuple[float, ...], apart: float = -1.0, added: float = 0.0) -> float:
        if apart >= 0:
            logged.append((linkage.measure(a, b, between, apart), a.members, b.members))
        return plain(a, b, between, max(0.0, apart), added)

    linkage.closeness, linkage.JOINED = closeness, 0.12  # type: ignore[assignment]
    try:
        run.group()
    finally:
        linkage.closeness, linkage.JOINED = plain, joined  # type: ignore[assignment]
    x, y, w = [], [], []
    for values, a, b in logged:
        one, two = [run.stories[i] for i in a], [run.stories[i] for i in b]
        if all(s and topic_of(s) in topics for s in one + two):
            same = sum(s == t for s in one for t in two) / len(one) / len(two)
            x.append(values)
            y.append(int(same > 0.5))
            w.append(min(6.0, math.sqrt(len(a) * len(b))) * abs(2 * same - 1))
    return x, y, w


def fit(x: Sequence[tuple[float, ...]], y: Sequence[int], w: Sequence[float]) -> tuple[float, tuple[float, ...]]:
    """Weights of likeness are held to be positive or none, those of difference negative or none: that is what they mean elsewhere, too."""
    values, target, weight = np.array(x), 2 * np.array(y) - 1, np.array(w)
    mean, spread = values.mean(0), values.std(0) + 1e-6
    scaled = np.hstack([(values - mean) / spread, np.ones((len(values), 1))])

    def loss(v: np.ndarray) -> tuple[float, np.ndarray]:
        margin = target * (scaled @ v)
        pull = -target * weight / (1 + np.exp(np.clip(margin, -50, 50)))
        own = v * np.append(np.full(len(mean), 1 / STRENGTH), 0.0)
        return float(weight @ np.logaddexp(0, -margin) + own @ v / 2), scaled.T @ pull + own

    bounds = [BOUNDS.get(m, (0.0, None)) for m in linkage.MEASURES] + [(None, None)]
    found = minimize(loss, np.zeros(len(mean) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[:-1] / spread
    return round(float(found[-1] - weights @ mean), 4), tuple(round(float(v), 4) for v in weights)


def use(model: tuple[float, tuple[float, ...]]) -> None:
    linkage._model = lambda: model  # type: ignore[assignment]


def train(runs: Sequence[Run], topics: set[str], rounds: int = 3) -> tuple[float, tuple[float, ...]]:
    x, y, w = [], [], []
    for run in runs:
        for whole, more in zip((x, y, w), random_parts(run, topics, random.Random(1)), strict=True):
            whole += more
    model = fit(x, y, w)
    for _ in range(rounds):
        use(model)
        for run in runs:
            for whole, more in zip((x, y, w), met(run, topics), strict=True):
                whole += more
        model = fit(x, y, w)
    return model


def show(name: str, values: Sequence[float]) -> None:
    print(name, " ".join(f"{v:.1f}" for v in values), flush=True)


def cross_validate() -> None:
    """Everything that was chosen is chosen anew inside each fold: the weights, the constants of `lead_contrast`, tf-idf's threshold."""
    whole = rows_of()
    topics = sorted({topic_of(s) for _, _, s in whole if s}, key=int)
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    by_topic: dict[str, list[float]] = defaultdict(list)
    for seed in SEEDS:
        mixed = random.Random(seed).sample(topics, len(topics))
        for fold in range(FOLDS):
            held = set(mixed[fold::FOLDS])
            inside = [r for r in whole if not r[2] or topic_of(r[2]) not in held]
            outside = [r for r in whole if r[2] and topic_of(r[2]) in held]
            with_lead_rule(None)
            use(train([Run(inside), Run(shorten(inside, LEAD))], set(topics) - held))
            halves = halve(inside)
            rule = choose_lead_rule(halves)
            for name, rows in test_rows(outside).items():
                run = Run(rows)
                for kind, chosen in (("no lead_contrast", None), ("with it", rule), ("as shipped", SHIPPED)):
                    with_lead_rule(chosen)
                    groups = run.group()
                    found[f"{name}, {kind}"].append(run.score(groups, held))
                    if name == "whole reports" and kind == "with it":
                        for topic in held:
                            by_topic[topic].append(run.score(groups, {topic})[2])
                found[f"{name}, tf-idf"].append(score_tfidf(run, halves, held))
            show(f"seed {seed} fold {fold} {rule}:", [v[-1][2] for v in found.values()])
    for name, values in found.items():
        mean, spread = np.mean(values, 0), np.std([v[2] for v in values])
        print(f"{name:35s} P {mean[0]:.1f} R {mean[1]:.1f} F1 {mean[2]:.1f} (sd {spread:.1f} over {len(values)} folds)")
    worst = sorted((float(np.mean(v)), t) for t, v in by_topic.items())[:8]
    print("topics that reach least:", ", ".join(f"{t} ({v:.0f})" for v, t in worst))


def test_rows(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """What is held out, as it is grouped: all of it, short, and few reports a story, as where three outlets tell of each."""
    found = {"whole reports": list(rows), "leads": shorten(rows, LEAD)}
    for size, words in ((3, None), (3, LEAD), (2, None)):
        by: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by[row[2]].append(row)
        rng = random.Random(size)
        drawn = [r for story in sorted(by) for r in rng.sample(by[story], min(size, len(by[story])))]
        found[f"{size} a story{', leads' if words else ''}"] = shorten(drawn, words)
    return found


def with_lead_rule(rule: LeadRule | None) -> None:
    """Set the constants of `lead_contrast`; None takes it away."""
    large, led, apart = rule or (10**9, 1.0, 0.0)
    linkage._LARGE, linkage._LED, linkage._LED_APART = large, led, apart  # type: ignore[assignment]


def halve(rows: Sequence[Row]) -> list[tuple[Run, set[str]]]:
    """The topics at hand in two runs, each about as large as what is held out."""
    topics = sorted({topic_of(s) for _, _, s in rows if s}, key=int)
    parts = [set(topics[0::2]), set(topics[1::2])]
    return [(Run([r for r in rows if r[2] and topic_of(r[2]) in part]), part) for part in parts]


def choose_lead_rule(halves: Sequence[tuple[Run, set[str]]]) -> LeadRule | None:
    """The constants that serve best on the topics at hand; None where none serves better."""
    best, chosen = 0.0, None
    for rule in (None, *LEAD_RULES):
        with_lead_rule(rule)
        value = sum(run.score(run.group(), part)[2] for run, part in halves)
        if value > best + 0.01:
            best, chosen = value, rule
    return chosen


def score_tfidf(run: Run, halves: Sequence[tuple[Run, set[str]]], held: set[str]) -> tuple[float, float, float]:
    """The usual baseline: tf-idf of 1-3-grams, average link, cut where it serves best on the topics at hand."""
    trees = [(tfidf_tree(r), r, part) for r, part in halves]
    cuts = [cut / 100 for cut in range(70, 97)]
    value = {c: sum(r.score(groups_at(tree, c), part)[2] for tree, r, part in trees) for c in cuts}
    return run.score(groups_at(tfidf_tree(run), max(cuts, key=lambda c: value[c])), held)


def tfidf_tree(run: Run) -> np.ndarray:
    texts = [t.chosen.text for t in run.texts]
    vectors = TfidfVectorizer(ngram_range=(1, 3), min_df=2, sublinear_tf=True).fit_transform(texts)
    apart = np.clip(1 - (vectors @ vectors.T).toarray(), 0, None)
    np.fill_diagonal(apart, 0)
    return link(squareform((apart + apart.T) / 2, checks=False), "average")


def groups_at(tree: np.ndarray, cut: float) -> list[Group]:
    by: dict[int, list[int]] = defaultdict(list)
    for text, number in enumerate(fcluster(tree, cut, "distance")):
        by[number].append(text)
    return [Group(members, {}, Counter()) for members in by.values()]


def main() -> None:
    if "--cv" in sys.argv:
        return cross_validate()
    runs = [Run(rows_of()), Run(shorten(rows_of(), LEAD))]
    topics = sorted({topic_of(s) for s in runs[0].stories if s}, key=int)
    model = train(runs, set(topics))
    print(model[0], dict(zip(linkage.MEASURES, model[1], strict=True)), flush=True)
    if "--write" in sys.argv:
        card = {  # the score is added by hand, from --cv and from the official check
            "what": "weights of the measures of two groups of reports (crossreport/linkage.py: MEASURES); the sum is a logit",
            "data": "ECB+ train and dev (CC BY 3.0), whole and as leads; pairs of PolNeAR dev reports as negatives; no words",
            "method": "logistic regression with weights of one sign on the pairs of groups that grouping meets, three rounds",
        }
        weights = dict(zip(linkage.MEASURES, model[1], strict=True))
        MODEL.write_text(
            json.dumps({"card": card, "bias": model[0], "weights": weights}, indent=0) + "\n", encoding="utf-8"
        )
    use(model)
    for name, run in zip(("whole", "leads"), runs, strict=True):
        groups = run.group()
        show(f"fitted, {name}:", run.score(groups, set(topics)))
        strangers = sorted((n for g in groups if (n := sum(not run.stories[m] for m in g.members))), reverse=True)
        print("   others in a group, the most first:", strangers[:6])
    alike = Run(look_alikes())
    show("look-alikes, not trained on:", alike.score(alike.group(), {topic_of(s) for s in alike.stories}))


if __name__ == "__main__":
    main()
