"""Things looked up by where they stand in a report, without going through all of them."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class ByPlace(Generic[T]):
    """Things with a place each. Built once, never changed.

    >>> ByPlace([(0, 9, "whole"), (2, 4, "part"), (9, 12, "next")]).touching(3, 5)
    ['whole', 'part']
    """

    def __init__(self, rows: Iterable[tuple[int, int, T]]) -> None:
        """Args: rows: (start, end, thing), half-open, in any order."""
        self._rows = sorted(((start, end, n, thing) for n, (start, end, thing) in enumerate(rows)), key=lambda r: r[:3])
        self._starts = [row[0] for row in self._rows]
        self._reach = list(accumulate((row[1] for row in self._rows), max))

    def touching(self, start: int, end: int) -> list[T]:
        """The things that share a character with a place, in the order in which they were given."""
        found = []
        n = bisect_left(self._starts, end)
        while n and self._reach[n - 1] > start:
            n -= 1
            if self._rows[n][1] > start:
                found.append(self._rows[n])
        return [row[3] for row in sorted(found, key=lambda r: r[2])]
