"""Corroborated and disputed claims of development reports, laid out to be read by eye, and what readers said of them before.

    python benchmarks/read_claims.py draw SET --seed N --claims K    # a sample to read: claims, accounts in their sentences, counts
    python benchmarks/read_claims.py score [-v]                      # what has become of the claims in claims_read.csv

SET is `ecbplus/train`, `ecbplus/dev`, `meantime/dev`. Stories are those that `group_reports` finds. All disputed claims are
shown, and K of the corroborated ones, drawn at random. `claims_read.csv` keeps the verdicts by offsets, without text: set, seed, verdict
(right, doubtful, wrong), kind of error, and two accounts, "report:start-end": of a right claim the first and the last, of a wrong one the
two that do not tell the same. `score` says how many pairs of each verdict still stand in one claim (or, of disputes, in dispute). Rules were
made with some of them in view: it guards, it does not foretell.
"""

import argparse
import csv
import gzip
import hashlib
import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import msgspec
from devcache import FOLDER, SHARED, parsed_set

from onrecord.crossreport.claims import align_claims
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.view import view_story
from onrecord.model import Annotations, Config
from onrecord.pipeline import annotate_parsed, group_reports, load_context

READ = Path(__file__).with_name("claims_read.csv")
LANGUAGE = "src/onrecord/language", "src/onrecord/model", "src/onrecord/reading", "src/onrecord/resources"


def addresses(name):
    """The address of each report of ECB+ that has one; the checks do not read it."""
    path = SHARED / "data" / f"{name}.jsonl.gz"
    if not name.startswith("ecbplus"):
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {r["doc"]: r["url"] for r in map(json.loads, lines)}


def annotate_set(name):
    """Annotations of a set, kept as long as the stages of one report do not change."""
    root = Path(__file__).resolve().parents[1]
    files = sorted(f for folder in LANGUAGE for f in (root / folder).rglob("*") if f.suffix in (".py", ".csv", ".tsv", ".txt", ".json"))
    state = hashlib.sha1(b"".join(f.read_bytes() for f in files)).hexdigest()[:12]
    cache = FOLDER / "parsed" / f"claims-{name.replace('/', '-')}-{state}.msgpack"
    if cache.exists():
        return msgspec.msgpack.decode(cache.read_bytes(), type=list[Annotations])
    context, urls = load_context(Config()), addresses(name)
    made = []
    for _, parsed in parsed_set(f"{name}.jsonl.gz"):
        report = msgspec.structs.replace(parsed.report, url=urls.get(parsed.report.id))
        made.append(annotate_parsed(replace(parsed, report=report), context))
    cache.write_bytes(msgspec.msgpack.encode(made))
    return made


def claims_of(name):
    """[(StoryView, claims)] of the stories of a set that have two reports or more."""
    context = load_context(Config())
    annotated = annotate_set(name)
    grouping, ties = group_reports([a.report for a in annotated], {})
    entities, _ = resolve_entities(sorted(annotated, key=lambda a: a.report.id), context)
    views = [view_story(s, annotated, entities, ties, grouping.copies) for s in grouping.stories if len(s.reports) > 1]
    return [(view, align_claims(view)) for view in views]


def place(account):
    return f"{account.report}:{account.spans[0].start}-{account.spans[-1].end}"


def sentence_of(view, account):
    """The sentence of an account, its words between brackets."""
    found, text = view.of(account.report), view.of(account.report).report.text
    start, end = account.spans[0].start, account.spans[-1].end
    around = [s for s in found.sentences if s.start < end and start < s.end]
    first, last = (min(s.start for s in around), max(s.end for s in around)) if around else (start, end)
    shown = " ".join((text[first:start] + "[[" + text[start:end] + "]]" + text[end:last]).split())
    before = " ".join(text[max(0, first - 160) : first].split())
    return f"…{before} || {shown}"


def show(number, view, claim):
    print(f"#{number} {view.story.id} {claim.alignment} n={claim.independent} about={claim.about} {claim.note}")
    print(f"   TEXT {claim.text}")
    for account in claim.accounts:
        print(f"   - {place(account)} {account.stance} {'/'.join(account.chain[1:])}\n     {sentence_of(view, account)}")
    for group in claim.groups:
        if len(group.reports) > 1:
            print("   GROUP", *group.reports, group.reasons)
    for conflict in claim.conflicts:
        print("   CONFLICT", conflict.kind, conflict.with_, *conflict.reasons, sep=" | ")


def draw(name, seed, size):
    """Print all disputed claims of a set, and a sample of the corroborated ones."""
    everything = [(v, c) for v, claims in claims_of(name) for c in claims]
    kinds = Counter(c.alignment for _, c in everything)
    print(name, "seed", seed, dict(kinds), "stories", len({v.story.id for v, _ in everything}))
    disputed = [x for x in everything if x[1].alignment == "disputed"]
    corroborated = [x for x in everything if x[1].alignment == "corroborated"]
    chosen = random.Random(seed).sample(corroborated, min(size, len(corroborated)))
    for number, (view, claim) in enumerate(chosen, start=1):
        show(number, view, claim)
    for number, (view, claim) in enumerate(disputed, start=1):
        show(f"D{number}", view, claim)


def score(verbose):
    """Print what has become of the pairs that were read."""
    with READ.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = Counter()
    for name in sorted({r["set"] for r in rows}):
        together, disputed = _joined(claims_of(name))
        for row in (r for r in rows if r["set"] == name):
            stands = frozenset((row["one"], row["other"])) in (disputed if row["called"] == "disputed" else together)
            found[row["called"], row["seed"], row["verdict"], stands] += 1
            if verbose and stands != (row["verdict"] == "right"):
                print(*row.values(), sep=" | ")
    for called, seed, verdict in sorted({key[:3] for key in found}):
        kept, gone = (found[called, seed, verdict, stands] for stands in (True, False))
        print(f"{called:13} seed {seed:6} {verdict:9} {kept:4} of {kept + gone} still {called}")


def _joined(told):
    """The pairs of accounts that stand in one claim, and those of which claims are in dispute with each other or in themselves."""
    together, disputed = set(), set()
    for _, claims in told:
        by_id = {c.id: c for c in claims}
        for claim in claims:
            places = [place(a) for a in claim.accounts]
            together |= {frozenset((x, y)) for x in places for y in places}
            for conflict in claim.conflicts:
                theirs = [place(a) for a in by_id[conflict.with_].accounts]
                disputed |= {frozenset((x, y)) for x in places for y in theirs}
    return together, disputed


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=("draw", "score"))
    parser.add_argument("set", nargs="?", default="ecbplus/train")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--claims", type=int, default=100)
    parser.add_argument("-v", action="store_true")
    given = parser.parse_args()
    if given.what == "draw":
        draw(given.set, given.seed, given.claims)
    else:
        score(given.v)


if __name__ == "__main__":
    main()
