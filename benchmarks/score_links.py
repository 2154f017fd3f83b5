"""ECB+ coreference on given mentions within predicted stories: head lemma, and `link_mentions` (docs: quality/README.md).

    python benchmarks/score_links.py [dev]

Mentions of the validated sentences; entities are people, things and places without times; singletons count. Stories are those that
`group_reports` finds, so a mistake there costs here.
"""

import sys

import msgspec
from coref import conll
from devcache import FOLDER, parsed_set

from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.mention_links import link_mentions
from onrecord.language.mention_facts import describe_mentions
from onrecord.model import Annotations, Config, Context, MentionFacts, Span
from onrecord.pipeline import annotate_parsed, group_reports, load_context


def read_gold(part):
    """[(report, start, end, class, instance)] of the mentions of the validated sentences."""
    import gzip
    import json

    from devcache import SHARED

    with gzip.open(SHARED / "data" / "ecbplus" / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        (r["doc"], m["start"], m["end"], m["class"], m["instance"])
        for r in rows
        for m in r["mentions"]
        if m["selected"] and m["class"] in ("entity", "event")
    ]


def prepare(part):
    """(facts by gold mention, run ids, report -> story), kept between runs."""
    cache = FOLDER / f"links_{part}.msgpack"
    gold = read_gold(part)
    rows = parsed_set(f"ecbplus/{part}.jsonl.gz")
    context = load_context(Config())
    annotated = _annotate(cache, rows, context)
    run_ids = {m: e.id for e in resolve_entities(annotated, Context())[0] for m in e.members}
    grouping, _ = group_reports([a.report for a in annotated], {})
    story = {r: f"{part} {s.id}" for s in grouping.stories for r in s.reports}
    facts = {}
    by_report = {}
    for key in gold:
        by_report.setdefault(key[0], []).append(key)
    for (_, parsed), found in zip(rows, annotated, strict=True):
        keys = by_report.get(parsed.report.id, [])
        made = describe_mentions(parsed, found, [(Span(k[1], k[2]), k[3]) for k in keys])
        facts.update({k: f or _bare(parsed.report.text, k) for k, f in zip(keys, made, strict=True)})
    return gold, facts, run_ids, story


def _bare(text, key):
    words = tuple(w.lower() for w in text[key[1] : key[2]].split()) or ("?",)
    return MentionFacts(
        report=key[0],
        start=key[1],
        end=key[2],
        kind=key[3],
        head=words[-1],
        pos="NOUN",
        words=words,
        text=" ".join(words),
        around=" ".join(words),
    )


def _annotate(cache, rows, context):
    if cache.exists():
        return msgspec.msgpack.decode(cache.read_bytes(), type=list[Annotations])
    made = [annotate_parsed(parsed, context) for _, parsed in rows]
    cache.write_bytes(msgspec.msgpack.encode(made))
    return made


def head_lemma(gold, facts, story):
    return {k: (story[k[0]], facts[k].head) for k in gold}


def linked(gold, facts, run_ids, story):
    keys = sorted(gold)
    groups, _ = link_mentions([facts[k] for k in keys], story, run_ids)
    return {keys[i]: number for number, group in enumerate(groups) for i in group}


def show(name, gold, found):
    for kind in ("entity", "event"):
        keys = [k for k in gold if k[3] == kind]
        values = conll({k: k[4] for k in keys}, {k: found[k] for k in keys})
        print(
            f"{name:22s} {kind:7s} MUC {values[0]:.1f} B3 {values[1]:.1f} CEAFe {values[2]:.1f} CoNLL {values[3]:.1f} ({len(keys)})"
        )


if __name__ == "__main__":
    part = (sys.argv[1:] or ["dev"])[0]
    gold, facts, run_ids, story = prepare(part)
    show("head lemma", gold, head_lemma(gold, facts, story))
    show("link_mentions", gold, linked(gold, facts, run_ids, story))
