"""Grouping by likeness: the two groups that most probably tell of one happening are joined first, for as long as that is probable.

How probable it is comes from a few measures of two groups (`MEASURES`): how like their reports are to each other by words, names, numbers
and dates, also against how like they are among themselves; whether most reports of the one name something that none of the other does;
and how many they are. Two quakes a year apart share the words that all quakes share, but the reports of each share more. The weights of
the measures were learnt (resources/story_model.json; benchmarks/train_stories.py); they know no words.

The likeness of two groups is the mean over their pairs of reports, computed from sums of vectors, so that no pair is visited. For small
groups, what is usual stands in for what is not known yet.
"""

import heapq
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from onrecord.crossreport.profiles import (
    DAY,
    HAS_DAYS,
    HAS_YEAR,
    NAME,
    NUMBER,
    OPENING,
    PAIR,
    WEIGHTS,
    WORD,
    YEAR,
    Parts,
    Vector,
    likeness_of,
    multiply,
)
from onrecord.crossreport.story_days import weigh_burst, weigh_days, weigh_gap
from onrecord.resources import read_json

JOINED = 0.5  # probability from which two groups are one
_BASE = 0.01  # added to a likeness before its logarithm is taken
_LOWEST = ((WORD, 0.02), (PAIR, 0.005), (NAME, 0.02), (NUMBER, 0.02), (OPENING, 0.02))  # the same for each channel
_USUAL = 0.25  # likeness of two reports of one happening, as far as nothing else is known
_TRUST = 4.0  # reports that what is usual counts for
_DAYS = 300.0  # a gap of so many days between dated reports halves their likeness: a trial is followed for months
_RARE = 4.0  # weight of a name or number from which it counts as in common
_FEW_SHARED, _MUCH_SHARED = (
    7.0,
    13.0,
)  # weight of names and numbers in common from which days begin to count, and count in full

_MOST, _HARDLY = (
    0.4,
    0.15,
)  # share of a group's reports that have a name: from this it is the group's own; up to this it is foreign to it
_UNSURE = 3.0  # reports by which the share of a small group is drawn down
_COMMON_NAMES = (
    5.0  # weight of names in common that is taken for granted, so that one name alone never keeps groups apart
)


_LARGE = 6  # texts from which what a group opens with is well known
_LED, _HARDLY_LED = (
    0.3,
    0.1,
)  # share of a large group's openings that have a name: its own from here, foreign up to there
_LEAD_UNSURE = 2.0
_COMMON_LEADS = 3.0
_LED_APART = (
    14.0  # what a full `lead_contrast` takes off the logit; from 14 to 25 nothing changes on the sets it was chosen on
)


@dataclass(frozen=True)
class Node:
    """One text to be grouped."""

    vector: Vector
    names: Mapping[int, float]  # names and numbers by code, with how telling each is
    day: date | None = None  # of publication
    leads: frozenset[int] = frozenset()  # those of its names that stand in its opening


@dataclass
class Group:
    """Some texts with the sum of their vectors; grows as groups are joined."""

    members: list[int]
    total: Vector
    names: Counter[int]  # how many members have each name or number
    within: float = 0.0  # sum of the likeness by words over its pairs
    first: date | None = None  # of the dated reports
    last: date | None = None
    leads: Counter[int] = field(default_factory=Counter)  # how many members have each name in their opening
    links: dict[int, Parts] = field(
        default_factory=dict
    )  # other groups: sum of the likeness over the pairs between, by channel

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


def group_of(number: int, node: Node) -> Group:
    """A group of one text."""
    return Group(
        [number],
        dict(node.vector),
        Counter(node.names.keys()),
        first=node.day,
        last=node.day,
        leads=Counter(node.leads),
    )


def closeness(a: Group, b: Group, between: Parts, apart: float = 0.0, added: float = 0.0) -> float:
    """The probability that two groups tell of one happening.

    Args:
        a: one group.
        b: the other.
        between: sum of the likeness over their pairs, by channel.
        apart: their `contrast`; without it the probability is an upper bound.
        added: to the logit, for what they open with and for their days of publication; with the whole of `weigh_days`, an upper bound.
    """
    bias, weights = _model()
    value = bias + sum(w * m for w, m in zip(weights, measure(a, b, between, apart), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value + added))))


MEASURES = (
    "likeness",
    "against within",
    "words",
    "pairs",
    "names",
    "numbers",
    "opening",
    "days",
    "years",
    "days apart",
    "years apart",
    "contrast",
    "smaller",
    "larger",
)


def measure(a: Group, b: Group, between: Parts, apart: float) -> tuple[float, ...]:
    """What the probability is made of, in the order of `MEASURES`."""
    small, large = sorted((len(a.members), len(b.members)))
    pairs = small * large
    mean = likeness_of(between) / pairs * nearness(a, b) + _BASE
    return (
        math.log(mean),
        math.log(mean / math.sqrt(a.usual * b.usual)),
        *(math.log(between[c] / (WEIGHTS[c] * pairs) + low) for c, low in _LOWEST),
        between[DAY] / pairs,
        between[YEAR] / pairs,
        (a.total.get(HAS_DAYS, 0.0) * b.total.get(HAS_DAYS, 0.0) - between[DAY]) / pairs,
        (a.total.get(HAS_YEAR, 0.0) * b.total.get(HAS_YEAR, 0.0) - between[YEAR]) / pairs,
        apart,
        1 / small,
        1 / large,
    )


@cache
def _model() -> tuple[float, tuple[float, ...]]:
    model = read_json("story_model.json")
    return model["bias"], tuple(model["weights"][m] for m in MEASURES)


def nearness(a: Group, b: Group) -> float:
    """1 for groups of the same days or without dates; less, the longer the time between them."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return 1.0
    gap = max(0, (a.first - b.last).days, (b.first - a.last).days)
    return 1 / (1 + gap / _DAYS)


def names_in_common(a: Group, b: Group, weights: Mapping[int, float]) -> float:
    """How far two groups share names and numbers, enough for days to count: 0 (a city and a weekday) to 1 (a village and a company)."""
    small, large = sorted((a, b), key=lambda g: len(g.names))
    shared = sum(
        weights[name] * min(count / len(small.members), large.names[name] / len(large.members))
        for name, count in sorted(small.names.items())
        if weights[name] >= _RARE and name in large.names
    )
    return max(0.0, min(1.0, (shared - _FEW_SHARED) / (_MUCH_SHARED - _FEW_SHARED)))


def contrast(a: Group, b: Group, weights: Mapping[int, float]) -> float:
    """How much two groups differ in the names and numbers that most reports of one have and hardly any of the other; 0..1.

    Both must have such names: a report that goes into more detail does not tell of something else.
    """
    own_a = own_b = common = 0.0
    for name in _own_names(a) | _own_names(b):
        one, two = _part_with(a, name), _part_with(b, name)
        if one >= _MOST and two >= _MOST:
            common += weights[name] * (one + two) / 2
        elif two <= _HARDLY:
            own_a += weights[name] * one
        elif one <= _HARDLY:
            own_b += weights[name] * two
    apart = min(own_a, own_b)
    return apart / (apart + common + _COMMON_NAMES)


def lead_contrast(a: Group, b: Group, weights: Mapping[int, float]) -> float:
    """How much two large groups differ in the names that their reports open with; 0..1, 0 where one of them is small.

    Two players of one club, charged with the same in one month, stand in each other's reports, but not in their openings.
    """
    if min(len(a.members), len(b.members)) < _LARGE:
        return 0.0
    own_a = own_b = common = 0.0
    for name in a.leads.keys() | b.leads.keys():
        one, two = (g.leads[name] / (len(g.members) + _LEAD_UNSURE) for g in (a, b))
        if one >= _LED and two >= _LED:
            common += weights[name] * (one + two) / 2
        elif one >= _LED and two <= _HARDLY_LED:
            own_a += weights[name] * one
        elif two >= _LED and one <= _HARDLY_LED:
            own_b += weights[name] * two
    apart = min(own_a, own_b)
    return apart / (apart + common + _COMMON_LEADS)


def _part_with(group: Group, name: int) -> float:
    """The share of a group's reports that have a name, drawn to what is usual where they are few."""
    return (group.names[name] + 0.5) / (len(group.members) + _UNSURE)


def _own_names(group: Group) -> set[int]:
    least = _MOST * (len(group.members) + _UNSURE) - 0.5
    return {name for name, count in group.names.items() if count >= least}


def join_groups(
    nodes: Sequence[Node], likeness: Mapping[tuple[int, int], Parts], given: Sequence[tuple[int, int]] = ()
) -> tuple[list[Group], list[Join]]:
    """Groups in the order of their first member, and the joins made, then the near ones not made.

    Args:
        nodes: one a text.
        likeness: of the neighbouring pairs (i, j), i < j. Pairs that are not neighbours are compared once their groups are.
        given: pairs that are one happening whatever their words (an excerpt inside a local report).
    """
    weights = {name: weight for node in nodes for name, weight in node.names.items()}
    days = sorted(n.day for n in nodes if n.day)
    groups = {i: group_of(i, n) for i, n in enumerate(nodes)}
    for (a, b), value in likeness.items():
        groups[a].links[b] = groups[b].links[a] = value
    number = _join_given(groups, given)
    heap = [
        (-closeness(group, groups[b], between, added=weigh_days(group, groups[b], days)), a, b, False)
        for a, group in groups.items()
        for b, between in group.links.items()
        if a < b
    ]
    heapq.heapify(heap)
    made: list[Join] = []
    while heap and -heap[0][0] >= JOINED:
        found, a, b, is_final = heapq.heappop(heap)
        if a not in groups or b not in groups:
            continue
        if not is_final:
            one, two = groups[a], groups[b]
            in_common = names_in_common(one, two, weights)
            added = weigh_days(one, two, days) * in_common + weigh_gap(one, two, in_common)
            added += weigh_burst(one, two, weights)
            added -= _LED_APART * lead_contrast(one, two, weights)
            found = closeness(one, two, one.links[b], contrast(one, two, weights), added)
            heapq.heappush(heap, (-found, a, b, True))
            continue
        made.append(Join(min(groups[a].members), min(groups[b].members), -found, True))
        groups[number] = join_two(groups, a, b, number)
        for other, between in sorted(groups[number].links.items()):
            most = weigh_days(groups[number], groups[other], days)
            heapq.heappush(heap, (-closeness(groups[number], groups[other], between, added=most), other, number, False))
        number += 1
    near = sorted(entry for entry in heap if entry[1] in groups and entry[2] in groups)
    made += [Join(min(groups[a].members), min(groups[b].members), -v, False) for v, a, b, _ in near]
    return sorted(groups.values(), key=lambda g: min(g.members)), made


def _join_given(groups: dict[int, Group], given: Sequence[tuple[int, int]]) -> int:
    """Join the pairs that are given; returns the number for the next group."""
    number = len(groups)
    place = {i: i for i in groups}
    for a, b in given:
        one, two = place[a], place[b]
        if one != two:
            groups[number] = join_two(groups, one, two, number)
            place.update(dict.fromkeys(groups[number].members, number))
            number += 1
    return number


def join_two(groups: dict[int, Group], a: int, b: int, number: int) -> Group:
    """Take two groups out and return the one they make, which others know under `number`."""
    one, two = groups.pop(a), groups.pop(b)
    between = one.links.pop(b, ()) or multiply(one.total, two.total)
    two.links.pop(a, None)
    links = {}
    for other in sorted(one.links.keys() | two.links.keys()):
        far = groups[other]
        shares = [g.links[other] if other in g.links else multiply(g.total, far.total) for g in (one, two)]
        links[other] = tuple(x + y for x, y in zip(*shares, strict=True))
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
        names=one.names + two.names,
        leads=one.leads + two.leads,
        within=one.within + two.within + likeness_of(between),
        first=min((d for d in (one.first, two.first) if d), default=None),
        last=max((d for d in (one.last, two.last) if d), default=None),
        links=links,
    )
