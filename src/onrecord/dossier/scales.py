"""Where a date or a number stands on a line, in percent of its width. Pure geometry; drawn by the page."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_MOST_BREAKS = 3
_WIDE_GAP = 0.18  # of the whole stretch: an empty gap that wide is folded


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


def time_scale(days: Iterable[date]) -> TimeScale | None:
    """An axis over the given days; None without any."""
    points = sorted(set(days))
    if not points:
        return None
    whole = max((points[-1] - points[0]).days, 1)
    gaps = sorted(((b - a).days, i) for i, (a, b) in enumerate(itertools.pairwise(points)))
    cuts = sorted(i for gap, i in gaps[-_MOST_BREAKS:] if gap > max(45, _WIDE_GAP * whole)) if whole > 90 else []
    runs, start = [], 0
    for cut in (*cuts, len(points) - 1):
        runs.append(points[start : cut + 1])
        start = cut + 1
    return TimeScale(_laid_out(runs))


def _laid_out(runs: Sequence[Sequence[date]]) -> tuple[Stretch, ...]:
    """Each run gets width by how many days stand in it, so that a lone old date does not crush the days that matter."""
    gap, margin = 6.0, 3.0
    shares = [math.sqrt(len(run)) + (0.0 if len(run) == 1 else 1.0) for run in runs]
    room = 100 - 2 * margin - gap * (len(runs) - 1)
    made, left = [], margin
    for run, share in zip(runs, shares, strict=True):
        width = room * share / sum(shares)
        first, last = run[0], run[-1]
        if first == last:  # one day alone: in the middle of its room
            day = timedelta(days=1)
            first, last = (first - day, last + day) if date.min < first < date.max - day else (first, last)
        made.append(Stretch(first, last, round(left, 2), round(left + width, 2)))
        left += width + gap
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
        return round(6 + 88 * min(max(share, 0.0), 1.0), 2)


def number_scale(numbers: Iterable[float]) -> NumberScale | None:
    """A line that holds the given numbers; from nought where that does not hide their differences."""
    points = sorted(n for n in numbers if math.isfinite(n))
    if not points:
        return None
    low, high = points[0], points[-1]
    if low > 0 and high / low > 200:
        return NumberScale(low, high, True)
    if low == high:
        return NumberScale(0.0 if low >= 0 else low * 2, high * 2 or 1.0, False)
    if low >= 0 and low < 0.6 * high:
        return NumberScale(0.0, high, False)
    pad = (high - low) * 0.5
    return NumberScale(max(low - pad, 0.0) if low >= 0 else low - pad, high + pad, False)
