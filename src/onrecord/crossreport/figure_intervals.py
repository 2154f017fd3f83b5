"""Between which numbers a printed figure puts its thing, how far such intervals agree, and whether they only follow each other in time."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Quantity

#: "About 100" is taken for anything within a tenth; a vague numeral ("dozens") may be a quarter too high.
_ABOUT, _VAGUE = 0.1, 0.75
_SHORT = ("nearly", "almost", "close to", "practically", "virtually")
#: What is only ever added to: later figures may be higher without any dispute.
GROWING = frozenset(
    "killed injured casualties infected arrested displaced evacuated rescued hospitalised charged jailed vaccinated deported"
    " destroyed damaged affected kidnapped released recovered".split()
)
#: What is found or freed one after the other: later figures may be lower without any dispute.
SHRINKING = frozenset({"missing"})


@dataclass(frozen=True)
class Interval:
    """Closed on both sides; None is open."""

    low: float | None
    high: float | None

    def meet(self, other: "Interval") -> "Interval | None":
        """What both allow; None where nothing is left."""
        low = max((x for x in (self.low, other.low) if x is not None), default=None)
        high = min((x for x in (self.high, other.high) if x is not None), default=None)
        return None if low is not None and high is not None and low > high else Interval(low, high)


def printed_interval(quantity: Quantity, exact: str) -> Interval:
    """The interval of a figure as its words give it.

    Args:
        quantity: the figure.
        exact: its printed words; "nearly 100" lies below a hundred.
    """
    value = quantity.value
    if (
        quantity.kind == "change"
        and quantity.direction
        and value is not None
        and value < 0
        and quantity.comparator == "="
    ):
        return Interval(-value, -value)  # "fell by -3 %" says twice that it fell
    if quantity.comparator == "~" and value is not None:
        slack = max(abs(value) * _ABOUT, 1.0 if value >= 5 and value == int(value) else 0.0)
        above = value if exact.lower().startswith(_SHORT) else value + slack
        return Interval(value - slack, above)
    if quantity.kind == "change" and quantity.comparator == "range" and value is not None:
        return Interval(value, value)
    return Interval(quantity.low, quantity.high)


def widened(interval: Interval, quantity: Quantity) -> Interval:
    """The interval with what rounding and vague numerals leave open: 1.2 million may be 1,180,000; dozens may be twenty."""
    if quantity.value is None and interval.high is None and interval.low is not None and quantity.comparator != "range":
        return Interval(interval.low * _VAGUE, None)
    slack = _rounding(quantity.value)
    if not slack or quantity.comparator == "~":
        return interval
    low = interval.low - slack if interval.low is not None else None
    return Interval(low, interval.high + slack if interval.high is not None else None)


def _rounding(value: float | None) -> float:
    """Half of the last printed place of a large round number, at most a twentieth; 0 for others."""
    if value is None or value < 1000 or value != int(value):
        return 0.0
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return min(10.0**zeros / 2, value / 20) if zeros >= 2 and len(digits) - zeros <= 3 else 0.0


def agree(printed: Sequence[Interval], wide: Sequence[Interval]) -> Interval | None:
    """The interval that all accounts allow; None where they cannot all be right.

    Args:
        printed: as the words give them.
        wide: the same with rounding allowed for.
    """
    exact = _meet_all(printed)
    return exact if exact is not None else _meet_all(wide)


def _meet_all(intervals: Sequence[Interval]) -> Interval | None:
    found: Interval | None = Interval(None, None)
    for interval in intervals:
        found = found.meet(interval) if found is not None else None
    return found


def may_follow(item_class: str | None, dated: Sequence[tuple[str, Interval]]) -> bool:
    """Whether accounts only follow each other in time: a toll that never goes down, or a number of missing that never goes up.

    Args:
        item_class: what happened to those counted; None gives False.
        dated: (ISO date or moment, interval); every account needs a date, else nothing can be said.
    """
    if item_class in SHRINKING:
        return is_growing([(moment, _mirrored(interval)) for moment, interval in dated])
    return item_class in GROWING and is_growing(dated)


def _mirrored(interval: Interval) -> Interval:
    low, high = interval.low, interval.high
    return Interval(None if high is None else -high, None if low is None else -low)


def is_growing(dated: Sequence[tuple[str, Interval]]) -> bool:
    """Whether accounts in the order of their dates never go down, and differ only between dates.

    Args:
        dated: (ISO date or moment, interval); every account needs a date, else nothing can be said.
    """
    by_date: dict[str, list[Interval]] = {}
    for date, interval in dated:
        if not date:
            return False
        by_date.setdefault(date, []).append(interval)
    if len(by_date) < 2:
        return False
    reached = None
    for date in sorted(by_date):
        here = _meet_all(by_date[date])
        if here is None or (reached is not None and here.high is not None and here.high < reached):
            return False
        reached = max((x for x in (reached, here.low) if x is not None), default=None)
    return True


def latest(dated: Sequence[tuple[str, Interval]]) -> Interval | None:
    """What the accounts of the last date agree on."""
    last = max(date for date, _ in dated)
    return _meet_all([interval for date, interval in dated if date == last])
