"""Disputes between two short reports of one day, in own words: found, and not seen where there is none.

    python benchmarks/score_disputes.py [-v] [KIND]

`disputes.jsonl` holds pairs of reports that contradict each other, by kind (negation, number, date, place, actor, attribution), and pairs
that look so and do not (kind "none"). A pair counts as found where any claim of its dossier is disputed. Rules were made with these pairs
in view: the figures guard, they do not foretell. Pairs of rounds 2 to 7 and 9 were written before the program had judged any of them; what it reached
on them at first stands in quality/README.md.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from onrecord.crossreport.claims import align_claims
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.view import view_story
from onrecord.model import Context, Report, Story
from onrecord.pipeline import annotate_reports
from onrecord.reading.records import report_of

PAIRS = Path(__file__).with_name("disputes.jsonl")
DAY = "2024-05-14"


def read_pairs() -> list[dict[str, str]]:
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def reports_of(pair: dict[str, str]) -> list[Report]:
    fields = ({"id": f"{pair['id']}-{side}", "text": pair[side], "outlet": side, "published": DAY} for side in "ab")
    return [report_of(f, "", "") for f in fields]


def disputed_claims(pair, annotated):
    """The disputed claims of the story that both reports make up."""
    story = Story(id="s1", title="", reports=tuple(a.report.id for a in annotated), independent=2)
    claims = align_claims(view_story(story, annotated, resolve_entities(annotated, Context())[0]))
    return [c for c in claims if c.alignment == "disputed"]


def main() -> None:
    pairs = [p for p in read_pairs() if len(sys.argv) < 2 or sys.argv[-1] in ("-v", p["kind"])]
    annotated = list(annotate_reports((r for p in pairs for r in reports_of(p)), Context()))
    found: Counter[tuple[int, str]] = Counter()
    kinds = Counter((p.get("round", 1), p["kind"]) for p in pairs)
    for number, pair in enumerate(pairs):
        disputed = disputed_claims(pair, annotated[2 * number : 2 * number + 2])
        found[pair.get("round", 1), pair["kind"]] += bool(disputed)
        if "-v" in sys.argv and bool(disputed) == (pair["kind"] == "none"):
            why = [r for c in disputed for k in c.conflicts for r in (k.kind, *k.reasons)][:2]
            print(pair["id"], pair["kind"], "|", pair["a"], "|", pair["b"], *why, sep=" ")
    for number in sorted({n for n, _ in kinds}):
        _show(f"round {number}", {k: size for (n, k), size in kinds.items() if n == number}, lambda k, n=number: found[n, k])
    _show("all", Counter(p["kind"] for p in pairs), lambda k: sum(size for (_, kind), size in found.items() if kind == k))


def _show(name, kinds, found) -> None:
    for kind, size in kinds.items():
        print(f"{name:8} {kind:12} {found(kind):3} of {size}{' called disputed' if kind == 'none' else ' found'}")
    real, wrong = sum(found(k) for k in kinds if k != "none"), found("none")
    size = sum(n for k, n in kinds.items() if k != "none")
    print(f"{name:8} P {real / max(1, real + wrong):.3f} R {real / max(1, size):.3f}")


if __name__ == "__main__":
    main()
