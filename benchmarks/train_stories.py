"""Learn how the measures of two groups of reports are weighed (resources/story_model.json), and cross-validate it over topics.

Data: ECB+ train and dev (Cybulska and Vossen 2014, CC BY 3.0), whole and cut to their first 60 words, among 135 other reports (MEANTIME,
PolNeAR dev). Examples are the pairs of groups that grouping meets on its way: first random parts of stories, then, in rounds, those that
the model of the round before compares. Pairs of PolNeAR reports more than five days apart are examples of different happenings: news of
one campaign shares its names. No words, only the measures.

    python benchmarks/train_stories.py [--write]
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
from scipy.optimize import minimize

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
MODEL = Path(__file__).resolve().parents[1] / "src/onrecord/resources/story_model.json"
Examples = tuple[list[tuple[float, ...]], list[int], list[float]]


def topic_of(story: str) -> str:
    return re.sub(r"ecb.*", "", story)


class Run:
    """Reports that are grouped together, with what grouping needs of them."""

    def __init__(self, rows: Sequence[tuple[str, str, str]]) -> None:
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


def load(words: int | None = None, parts: Sequence[str] = ("train", "dev", "other")) -> Run:
    rows = []
    for part in ("train", "dev"):
        if part in parts:
            rows += [(r["id"], r["text"], r["story"]) for r in dev.load(f"ecbplus/{part}.jsonl.gz")]
    if "other" in parts:
        rows += [
            (r["id"], r["text"], "") for name in ("meantime/dev.jsonl.gz", "polnear/dev.jsonl") for r in dev.load(name)
        ]
    return Run([(i, cut(t, words), s) for i, t, s in rows])


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

    def closeness(
        a: Group, b: Group, between: tuple[float, ...], apart: float = -1.0, led_apart: float = 0.0
    ) -> float:
        if apart >= 0:
            logged.append((linkage.measure(a, b, between, apart), a.members, b.members))
        return plain(a, b, between, max(0.0, apart), led_apart)

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


def use(model: tuple[float, tuple[float, ...]], shift: float = 0.0) -> None:
    linkage._model = lambda: (model[0] + shift, model[1])  # type: ignore[assignment]


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


def cross_validate(runs: Sequence[Run], topics: Sequence[str], folds: int = 4) -> None:
    for shift in SHIFTS:
        totals[shift] = []
    for k in range(folds):
        held = set(topics[k::folds])
        model = train(runs, set(topics) - held)
        for shift in SHIFTS:
            use(model, shift)
            row = [run.score(run.group(), held) for run in runs]
            totals[shift].append((len(held), row))
            for number, values in enumerate(row):
                show(f"fold {k} shift {shift} run {number}:", values)
    for shift in SHIFTS:
        for number in range(len(runs)):
            n = sum(size for size, _ in totals[shift])
            show(
                f"CV shift {shift} run {number}:",
                [sum(size * row[number][v] for size, row in totals[shift]) / n for v in range(3)],
            )


SHIFTS = (-1.0, -0.5, 0.0, 0.5)
totals: dict[float, list[tuple[int, list[tuple[float, float, float]]]]] = {}


def main() -> None:
    runs = [load(), load(LEAD)]
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
    for shift in SHIFTS:
        use(model, shift)
        for number, run in enumerate(runs):
            groups = run.group()
            show(f"fitted shift {shift} run {number}:", run.score(groups, set(topics)))
            print(
                "   strangers:",
                sorted((n for g in groups if (n := sum(not run.stories[m] for m in g.members))), reverse=True)[:6],
            )
    if "--cv" in sys.argv:
        cross_validate(runs, topics)


if __name__ == "__main__":
    main()
