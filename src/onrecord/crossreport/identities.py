"""Ids that stay: a story or an actor that is found again keeps the id it had."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

M = TypeVar("M", bound=Hashable)


def keep_ids(
    found: Sequence[AbstractSet[M]], known: Mapping[str, AbstractSet[M]], rank: Mapping[str, int]
) -> list[str | None]:
    """For each set of members the known id it continues; None for what is new.

    Args:
        found: sets of members, disjoint.
        known: id -> the members it had, disjoint.
        rank: id -> age; where two known ids share as many members with one set, the older goes on.

    Returns:
        One entry a set, in order; no id twice. The pair that shares most is settled first.

    >>> keep_ids([{1, 2}, {3}, {4}], {"s1": {1}, "s2": {2, 3}}, {"s1": 1, "s2": 2})
    ['s1', 's2', None]
    """
    home = {member: key for key, members in known.items() for member in members}
    shared: Counter[tuple[int, str]] = Counter()
    for number, members in enumerate(found):
        for member in members:
            if member in home:
                shared[number, home[member]] += 1
    kept: list[str | None] = [None] * len(found)
    taken: set[str] = set()
    for (number, key), _ in sorted(shared.items(), key=lambda item: (-item[1], rank.get(item[0][1], 0), item[0][0])):
        if kept[number] is None and key not in taken:
            kept[number] = key
            taken.add(key)
    return kept
