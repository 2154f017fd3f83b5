"""Scores on the development sets, and the floors under them.

    python benchmarks/quality.py [CHECK ...]      # measure with ../shared/score, compare with quality/floors.json
    python benchmarks/quality.py --keep [CHECK ...]   # and keep the figures as the new floors

Exit 1 where a figure fell below its floor by more than its tolerance. Needs ../shared and the fetched sets (../shared/data/README.md).
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")
FLOORS = ROOT / "quality" / "floors.json"
TOLERANCE = 0.3  # of a point: what a rounding or a tie may move
COSTS = ("annotate over", "seconds", "growth")


def measure(checks):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        env = {"ONRECORD_PYTHON": sys.executable, **os.environ}
        subprocess.run([sys.executable, "-B", SHARED / "score" / "run", "--json", out, *checks], env=env, check=False)
        return json.loads(out.read_text(encoding="utf-8"))


def set_hashes():
    """SHA-256 of each committed development file, so that a figure is known to belong to its data."""
    paths = sorted(p for p in (SHARED / "data").rglob("*") if p.suffix in (".jsonl", ".gz", ".csv"))
    return {str(p.relative_to(SHARED / "data")): hashlib.sha256(p.read_bytes()).hexdigest()[:16] for p in paths}


def main():
    arguments = sys.argv[1:]
    keep = "--keep" in arguments
    results = measure([a for a in arguments if a != "--keep"])
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"figures": {}, "sets": {}}
    fell = []
    for check, result in results.items():
        for figure in result["figures"]:
            name = f"{check}: {figure['label']}"
            floor = floors["figures"].get(name, {}).get("value")
            value = figure["value"]
            if value is None or any(word in figure["label"] for word in COSTS):
                continue
            if floor is not None and isinstance(value, (int, float)) and value < floor - TOLERANCE * (0.01 if value <= 1 else 1):
                fell.append(f"{name}: {value} is below {floor}")
            if keep:
                floors["figures"][name] = {"value": value, "goal": figure["goal"]}
    if keep:
        floors["sets"] = set_hashes()
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    print("\n".join(fell) or "no figure fell")
    return 1 if fell else 0


if __name__ == "__main__":
    sys.exit(main())
