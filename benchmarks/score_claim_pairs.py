"""`compare_claims` on the pairs of `disputes.jsonl`: which are called a conflict, by kind, and which look-alikes are, too.

    python benchmarks/score_claim_pairs.py [-v]

The pairs were written for disputes between two reports, not for this function; its grounds were made with the first round in view.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from onrecord import compare_claims

PAIRS = Path(__file__).with_name("disputes.jsonl")


def main() -> None:
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    for number in sorted({p.get("round", 1) for p in pairs}):
        mine = [p for p in pairs if p.get("round", 1) == number]
        size, found = Counter(p["kind"] for p in mine), Counter[str]()
        for pair in mine:
            judged = compare_claims(pair["a"], pair["b"])
            found[pair["kind"]] += judged.verdict == "conflict"
            if "-v" in sys.argv and (judged.verdict == "conflict") == (pair["kind"] == "none"):
                print(pair["kind"], judged.verdict, *judged.reasons, "|", pair["a"], "|", pair["b"])
        wrong, right = found["none"], sum(n for k, n in found.items() if k != "none")
        told = ", ".join(f"{k} {found[k]} of {n}" for k, n in size.items())
        real = sum(n for k, n in size.items() if k != "none")
        print(f"round {number}  P {right / max(1, right + wrong):.3f} R {right / max(1, real):.3f}  ({told})")


if __name__ == "__main__":
    main()
