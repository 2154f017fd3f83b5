"""Given mentions of a story linked: which mean one person, thing or place, and which one happening, within reports and across them.

Each pair is measured (`mention_pairs.MEASURES`), a small model tells how probable it is that the two are one, and the two groups that are
most probably one are joined first, by the mean over their pairs, for as long as that is probable enough. Entities come first, so that
events can be compared by who takes part. The weights were learnt and know no words (linking_model.json; benchmarks/train_links.py).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord.crossreport.mention_pairs import (
    MEANINGS,
    MEASURES,
    LinkedEntities,
    Placed,
    measure,
    measure_meaning,
    place_all,
)
from onrecord.language.encoding import load_encoder
from onrecord.model import Judgement, MentionClass, MentionFacts
from onrecord.resources import read_json

_WIDEST = 400  # mentions of a story that are all compared with each other; of more only those that share a key
#: What a measure says for a pair, where it is above zero.
_SAYS = {
    "one_entity": "both mention the same entity",
    "one_head": "they have the same head word",
    "head": "their head words mean the same",
    "one_name_word": "a word of the one name is the head of the other",
    "subjects": "who does it agrees",
    "objects": "to whom it is done agrees",
    "participants": "they share who takes part",
    "dates": "they are dated alike",
    "deed": "both do or undergo the same",
    "modifiers": "what describes them agrees",
    "one_gender": "they are of one gender",
    "pronoun_after": "one is a pronoun that follows the other",
}


@dataclass(frozen=True)
class _Model:
    """Boosted trees: their nodes as columns, and where each tree begins."""

    start: float
    rate: float
    trees: tuple[tuple[tuple[int, float, int, int, float], ...], ...]  # (measure or -1, limit, at most, above, value)
    least: float  # mean probability at which two groups are still joined

    def probability(self, values: Sequence[float]) -> float:
        total = self.start
        for tree in self.trees:
            node = tree[0]
            while node[0] >= 0:
                node = tree[node[2] if values[node[0]] <= node[1] else node[3]]
            total += self.rate * node[4]
        return 1.0 / (1.0 + math.exp(-total))


@cache
def _model(name: str) -> _Model:
    """The trees for "entity" or "event"; "event_meant" also looks at `MEANINGS`."""
    data = read_json("linking_model.json")
    if tuple(data["measures"]) != (*MEASURES, *MEANINGS):
        raise ValueError("resources/linking_model.json was learnt over other measures: run benchmarks/train_links.py")
    part = data[name]
    trees = tuple(
        tuple((int(n[0]), float(n[1]), int(n[2]), int(n[3]), float(n[4])) for n in tree) for tree in part["trees"]
    )
    return _Model(float(part["start"]), float(part["rate"]), trees, float(part["least"]))


def link_mentions(
    mentions: Sequence[MentionFacts], stories: Mapping[str, str], run_ids: Mapping[tuple[str, str], str]
) -> tuple[tuple[tuple[int, ...], ...], tuple[Judgement, ...]]:
    """Which of given mentions are one.

    Args:
        mentions: in any order; those of entities and those of events are never linked with each other.
        stories: report id -> story; mentions of two stories are never linked.
        run_ids: (report id, entity id there) -> run-wide id, from `resolve_entities`.

    Returns:
        Groups of indices into `mentions`, each sorted, in the order of their first; every mention is in exactly one. Judgements: why a
        mention was let into its group, `a` and `b` "report:start-end".
    """
    shelves: dict[tuple[str, MentionClass], list[int]] = {}
    for index, mention in enumerate(mentions):
        shelves.setdefault((stories.get(mention.report, mention.report), mention.kind), []).append(index)
    groups: list[tuple[int, ...]] = []
    judgements: list[Judgement] = []
    entities = LinkedEntities()  # "entity" comes before "event": who takes part is known when events are compared
    for (_, kind), members in sorted(shelves.items(), key=lambda shelf: (shelf[0][1], shelf[0][0])):
        ordered = sorted(members, key=lambda i: _order(mentions[i]))
        encoder = load_encoder() if kind == "event" else None
        placed = dict(zip(ordered, place_all([mentions[i] for i in ordered], run_ids, entities, encoder), strict=True))
        found: list[tuple[int, ...]] = []
        for block in _blocks(placed):
            made, why = _link(block, placed, kind)
            found += made
            judgements += why
        group_of = {i: number for number, group in enumerate(found, len(groups)) for i in group}
        groups += found
        if kind == "entity":
            for i in ordered:
                entities.add(mentions[i], group_of[i])
    return tuple(sorted(groups)), tuple(judgements)


def _order(mention: MentionFacts) -> tuple[str, int, int]:
    return mention.report, mention.start, mention.end


def _blocks(placed: dict[int, Placed]) -> list[list[int]]:
    """All mentions together; of very many those that are tied by keys, and of those, where they are still too many, those of one head."""
    if len(placed) <= _WIDEST:
        return [list(placed)]
    by_key: dict[str, list[int]] = {}
    for index, mention in placed.items():
        by_key.setdefault(min(mention.keys, default=f"?{mention.facts.head}"), []).append(index)
    return [block[i : i + _WIDEST] for block in by_key.values() for i in range(0, len(block), _WIDEST)]


def _link(
    block: list[int], placed: dict[int, Placed], kind: MentionClass
) -> tuple[list[tuple[int, ...]], list[Judgement]]:
    size = len(block)
    model = _model("event_meant" if all(placed[i].vectors is not None for i in block) else kind)
    odds: NDArray[np.float64] = np.full((size, size), -1.0)
    for i in range(size):
        for j in range(i):
            a, b = placed[block[i]], placed[block[j]]
            odds[i, j] = odds[j, i] = model.probability((*measure(a, b), *measure_meaning(a, b)))
    groups = [g for g in _join(odds.copy(), model.least) if g]
    judgements = [_why(group, block, placed, odds, number) for group in groups for number in range(1, len(group))]
    return [tuple(sorted(block[i] for i in group)) for group in groups], judgements


def _join(odds: NDArray[np.float64], least: float) -> list[list[int]]:
    """Groups by average linkage: the likeliest two first, as long as the mean probability of their pairs is high enough."""
    size = len(odds)
    groups, weight = [[i] for i in range(size)], np.ones(size)
    while size > 1:
        i, j = sorted(divmod(int(np.argmax(odds)), size))
        if odds[i, j] < least:
            break
        mean = (odds[i] * weight[i] + odds[j] * weight[j]) / (weight[i] + weight[j])
        odds[i], odds[:, i] = mean, mean
        odds[i, i] = -1.0
        odds[j], odds[:, j] = -1.0, -1.0
        weight[i] += weight[j]
        groups[i] = sorted(groups[i] + groups[j])
        groups[j] = []
    return groups


def _why(
    group: list[int], block: list[int], placed: dict[int, Placed], odds: NDArray[np.float64], number: int
) -> Judgement:
    """Why a member was let in: the earlier member that it is likest to, and what the two have in common."""
    mine = group[number]
    other = max(group[:number], key=lambda i: (odds[mine, i], -i))
    a, b = placed[block[other]], placed[block[mine]]
    values = dict(zip(MEASURES, measure(a, b), strict=True))
    reasons = [words for name, words in _SAYS.items() if values[name] > 0]
    return Judgement(
        a=_name(a.facts),
        b=_name(b.facts),
        kind="mention",
        same=True,
        score=round(float(odds[mine, other]), 4),
        reasons=tuple(reasons) or ("what stands around them is alike",),
    )


def _name(facts: MentionFacts) -> str:
    return f"{facts.report}:{facts.start}-{facts.end}"
