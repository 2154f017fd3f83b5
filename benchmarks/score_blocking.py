"""Time and memory of `resolve_entities` over made-up names: does it grow with the number of names or with their pairs?

    python benchmarks/score_blocking.py 25000 50000 100000 200000
"""

import random
import resource
import sys
import time

from onrecord.crossreport.entities import resolve_entities
from onrecord.model import Annotations, Context, Entity, Mention, Report

SYLLABLES = [c + v + e for c in "bdfghklmnprstvz" for v in "aeiou" for e in ("", "n", "r", "s", "l")]


def _word(rng, size):
    return "".join(rng.choice(SYLLABLES) for _ in range(size)).capitalize()


def make(count, seed=7):
    """`count` entities in reports of five: given names of 400, surnames as common as their rank says, a fifth organisations."""
    rng = random.Random(seed)
    given = [_word(rng, 2) for _ in range(400)]
    family = [_word(rng, rng.choice((2, 3))) for _ in range(max(100, count // 8))]
    weights = [1 / (i + 10) for i in range(len(family))]
    surnames = rng.choices(family, weights, k=count)
    for number in range(0, count, 5):
        entities = []
        for i in range(5):
            organisation = i == 4
            name = f"{surnames[number + i]} {rng.choice(('Steel', 'Institute', 'Union', 'Council'))}" if organisation else f"{rng.choice(given)} {surnames[number + i]}"
            kind = "organisation" if organisation else "person"
            entities.append(Entity(id=f"e{i}", name=name, kind=kind, mentions=(Mention(i * 20, i * 20 + 10, "name"),)))
        yield Annotations(report=Report(id=f"r{number:07d}", text="."), entities=tuple(entities))


if __name__ == "__main__":
    for count in map(int, sys.argv[1:] or ["25000", "50000", "100000"]):
        reports = list(make(count))
        begin = time.process_time()
        entities, _ = resolve_entities(reports, Context())
        spent = time.process_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{count} names: {len(entities)} identities, {spent:.1f} CPU-s, {1e6 * spent / count:.0f} us a name, peak {peak} MiB", flush=True)
