"""Where a date or a number stands on a line, in percent of its width. Pure geometry; drawn by the page."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_MOST_FOLDS = 3
_WIDE_GAP = 0.3  # of a stretch of the axis: an empty gap that wide is folded
_SHORT_GAP = 30  # days: never folded


def try_parse_day(iso: str | None) -> date | None:
    """The day of an ISO date; None where it is none (or before year 1)."""
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


@dataclass(frozen=True)
class Stretch:
    """A part of the axis without a fold: days first..last take left..right percent."""

    first: date
    last: date
    left: float
    right: float


@dataclass(frozen=True)
class TimeScale:
    """An axis of days whose long empty gaps are folded; every fold is marked."""

    stretches: tuple[Stretch, ...]

    def at(self, day: date) -> float:
        """Percent from the left; a day inside a fold stands in the middle of it."""
        for index, part in enumerate(self.stretches):
            if day <= part.last or index == len(self.stretches) - 1:
                if day < part.first:
                    before = self.stretches[index - 1].right if index else part.left
                    return (before + part.left) / 2
                days = max((part.last - part.first).days, 1)
                return part.left + (part.right - part.left) * min((day - part.first).days, days) / days
        return 0.0

    @property
    def folds(self) -> tuple[float, ...]:
        """Where gaps are folded."""
        return tuple((a.right + b.left) / 2 for a, b in itertools.pairwise(self.stretches))


def time_scale(intervals: Iterable[tuple[date, date]]) -> TimeScale | None:
    """An axis that holds the given intervals; None without any.

    Long stretches that nothing covers are folded, the widest first; a fold never cuts an interval.
    """
    runs = _covered(intervals)
    if not runs:
        return None
    stretches = [runs]
    while len(stretches) <= _MOST_FOLDS:
        index, cut = _widest_gap(stretches)
        if cut == 0:
            break
        stretches[index : index + 1] = [stretches[index][:cut], stretches[index][cut:]]
    return TimeScale(_laid_out(stretches))


_Runs = list[tuple[date, date]]


def _covered(intervals: Iterable[tuple[date, date]]) -> _Runs:
    """The intervals, those that touch made one, in order."""
    runs: _Runs = []
    for first, last in sorted((min(pair), max(pair)) for pair in intervals):
        if runs and first <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))
    return runs


def _widest_gap(stretches: Sequence[_Runs]) -> tuple[int, int]:
    """Which stretch to fold before which of its runs; (0, 0) where no gap is wide enough beside what stands around it."""
    best, found = 0, (0, 0)
    for index, runs in enumerate(stretches):
        whole = max((runs[-1][1] - runs[0][0]).days, 1)
        for cut, (before, after) in enumerate(itertools.pairwise(runs), start=1):
            gap = (after[0] - before[1]).days
            if gap > max(_SHORT_GAP, _WIDE_GAP * whole) and gap > best:
                best, found = gap, (index, cut)
    return found


def _laid_out(stretches: Sequence[_Runs]) -> tuple[Stretch, ...]:
    """Each stretch gets width by how much stands in it, so that a lone old date does not crush the days that matter."""
    fold, margin = 9.0, 3.0
    shares = [math.sqrt(len(runs)) + (1.0 if runs[-1][1] > runs[0][0] else 0.0) for runs in stretches]
    room = 100 - 2 * margin - fold * (len(stretches) - 1)
    made, left = [], margin
    for runs, share in zip(stretches, shares, strict=True):
        width = room * share / sum(shares)
        first, last = runs[0][0], runs[-1][1]
        if first == last:  # one day alone: in the middle of its room
            day = timedelta(days=1)
            first, last = (first - day, last + day) if date.min < first < date.max - day else (first, last)
        made.append(Stretch(first, last, round(left, 2), round(left + width, 2)))
        left += width + fold
    return tuple(made)


@dataclass(frozen=True)
class NumberScale:
    """A line of numbers, linear or (where they lie far apart) logarithmic."""

    low: float
    high: float
    is_log: bool

    def at(self, number: float) -> float:
        """Percent from the left."""
        low, high = (math.log10(self.low), math.log10(self.high)) if self.is_log else (self.low, self.high)
        value = math.log10(number) if self.is_log and number > 0 else number
        share = (value - low) / (high - low) if high > low else 0.5
        return round(6 + 78 * min(max(share, 0.0), 1.0), 2)


def number_scale(numbers: Iterable[float]) -> NumberScale | None:
    """A line that holds the given numbers; from nought where that does not hide their differences."""
    points = sorted(n for n in numbers if math.isfinite(n))
    if not points:
        return None
    low, high = points[0], points[-1]
    if low > 0 and high / low > 200:
        return NumberScale(low, high, True)
    if low == high:
        return NumberScale(0.0 if low >= 0 else low * 2, high or 1.0, False)
    if low >= 0 and low < 0.6 * high:
        return NumberScale(0.0, high, False)
    pad = (high - low) * 0.5
    return NumberScale(max(low - pad, 0.0) if low >= 0 else low - pad, high + pad, False)
