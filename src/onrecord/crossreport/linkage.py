"""Grouping by likeness: the likest groups are joined first, for as long as two groups are about as like each other as their own
reports are among themselves.

The likeness of two groups is the mean over their pairs of reports, computed from sums of vectors, so that no pair is visited. It is
measured against the likeness inside the groups: two quakes a year apart share the words that all quakes share, but the reports of each
share more. For small groups, what is usual stands in for what is not known yet.
"""

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from onrecord.crossreport.profiles import Vector, product

JOINED = 0.55  # likeness between two groups, against that inside them, from which they are one
_USUAL = 0.25  # likeness of two reports of one happening, as far as nothing else is known
_TRUST = 2.0  # reports that what is usual counts for
_DAYS = 75.0  # a gap of so many days between dated reports halves their likeness


@dataclass
class Group:
    """Some texts with the sum of their vectors; grows as groups are joined."""

    members: list[int]
    total: Vector
    within: float = 0.0  # sum of the likeness over its pairs
    first: date | None = None  # of the dated reports
    last: date | None = None
    links: dict[int, float] = field(default_factory=dict)  # other groups: sum of the likeness over the pairs between

    @property
    def usual(self) -> float:
        """Mean likeness of its reports among themselves, drawn towards what is usual where there are few."""
        size = len(self.members)
        mean = self.within / (size * (size - 1) / 2) if size > 1 else 0.0
        return ((size - 1) * mean + _TRUST * _USUAL) / (size - 1 + _TRUST)


@dataclass(frozen=True)
class Join:
    """Two groups that were compared at the end or joined: first members, and how like they were."""

    a: int
    b: int
    likeness: float
    joined: bool


def closeness(a: Group, b: Group, between: float) -> float:
    """Mean likeness between two groups against that inside them; 1: no difference is seen.

    Args:
        a: one group.
        b: the other.
        between: sum of the likeness over their pairs.
    """
    mean = between / (len(a.members) * len(b.members))
    return nearness(a, b) * mean / math.sqrt(a.usual * b.usual)


def nearness(a: Group, b: Group) -> float:
    """1 for groups of the same days or without dates; less, the longer the time between them."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return 1.0
    gap = max(0, (a.first - b.last).days, (b.first - a.last).days)
    return 1 / (1 + gap / _DAYS)


def join_groups(
    vectors: Sequence[Vector], dates: Sequence[date | None], likeness: Mapping[tuple[int, int], float]
) -> tuple[list[Group], list[Join]]:
    """Groups in the order of their first member, and the joins made, then the near ones not made.

    Args:
        vectors: one a text.
        dates: days of publication, None where unknown.
        likeness: of the neighbouring pairs (i, j), i < j. Pairs that are not neighbours are compared once their groups are.
    """
    groups = {i: Group([i], dict(v), first=d, last=d) for i, (v, d) in enumerate(zip(vectors, dates, strict=True))}
    for (a, b), value in likeness.items():
        groups[a].links[b] = groups[b].links[a] = value
    heap = [(-closeness(groups[a], groups[b], v), a, b) for (a, b), v in likeness.items()]
    heapq.heapify(heap)
    made: list[Join] = []
    number = len(groups)
    while heap and -heap[0][0] >= JOINED:
        value, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups:
            continue
        made.append(Join(min(groups[a].members), min(groups[b].members), -value, True))
        groups[number] = join_two(groups, a, b)
        for other, between in sorted(groups[number].links.items()):
            heapq.heappush(heap, (-closeness(groups[number], groups[other], between), other, number))
        number += 1
    near = sorted(entry for entry in heap if entry[1] in groups and entry[2] in groups)
    made += [Join(min(groups[a].members), min(groups[b].members), -v, False) for v, a, b in near]
    return sorted(groups.values(), key=lambda g: min(g.members)), made


def join_two(groups: dict[int, Group], a: int, b: int) -> Group:
    """Take two groups out and return the one they make; the links of others to them are mended under the number after the last."""
    one, two = groups.pop(a), groups.pop(b)
    number = max(groups, default=-1) + 1 if not groups else max(max(groups), a, b) + 1
    between = one.links.pop(b, 0.0) or product(one.total, two.total)
    two.links.pop(a, None)
    links = {}
    for other in sorted(one.links.keys() | two.links.keys()):
        far = groups[other]
        links[other] = sum(g.links[other] if other in g.links else product(g.total, far.total) for g in (one, two))
        far.links.pop(a, None)
        far.links.pop(b, None)
        far.links[number] = links[other]
    if len(one.total) < len(two.total):
        one, two = two, one
    for feature, value in two.total.items():
        one.total[feature] = one.total.get(feature, 0.0) + value
    return Group(
        members=sorted(one.members + two.members),
        total=one.total,
        within=one.within + two.within + between,
        first=min((d for d in (one.first, two.first) if d), default=None),
        last=max((d for d in (one.last, two.last) if d), default=None),
        links=links,
    )
