"""The days an expression covers once its modifier and signal are counted in, and the EDTF that says the same."""

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.language.calendar_values import Bounds, interval, is_plain, last_of_month, third, value_bounds, value_edtf
from onrecord.language.timex_anchors import Anchors
from onrecord.language.timex_readings import Reading
from onrecord.language.timex_resolution import Resolved

_OPEN_END = frozenset({"since", "after", "from", "following", "dating back to"})
_OPEN_START = frozenset({"until", "till", "before", "by", "through", "prior to"})
_NEXT_HOURS = frozenset({"after", "before", "following", "prior to", "by"})


@dataclass(frozen=True)
class Extent:
    """EDTF and bounds; without bounds where the expression is not resolved. `point` is the EDTF of the date itself, signals apart."""

    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None
    point: str | None = None
    bounds: Bounds | None = None  # of the date itself

    @property
    def earliest_text(self) -> str | None:
        return self.earliest.isoformat() if self.earliest else None

    @property
    def latest_text(self) -> str | None:
        return self.latest.isoformat() if self.latest else None


def extent_of(reading: Reading, resolved: Resolved, anchors: Anchors, exact: str) -> Extent:
    """The days a resolved expression covers.

    Args:
        reading: for its modifier and signal.
        resolved: its value and anchor.
        anchors: for the publication date, up to or from which "earlier this year" and "the past two days" reach.
        exact: the printed words.
    """
    if resolved.type == "DURATION":
        return _stretch(reading, resolved, anchors)
    if resolved.value == "PRESENT_REF" and reading.partner == -1 and anchors.today is not None:
        return Extent(None, point=anchors.today.isoformat(), bounds=(anchors.today, anchors.today))
    if resolved.type == "SET" or resolved.value is None or resolved.value.endswith("_REF"):
        return Extent()
    if resolved.value.startswith("FY"):
        return _fiscal(resolved.value)
    edtf, bounds = value_edtf(resolved.value), value_bounds(resolved.value)
    if resolved.anchor == "unknown":
        return Extent(edtf, point=edtf)
    if bounds is None:
        return _with_signal(Extent(edtf, point=edtf), reading.signal)
    edtf, bounds = _modified(reading, edtf, bounds, anchors, exact.lower())
    if (
        resolved.type == "TIME"
        and resolved.anchor != "unknown"
        and reading.signal in _NEXT_HOURS
        and bounds[0] == bounds[1]
    ):
        return Extent(f"{bounds[0].isoformat()}", *bounds, edtf, bounds)  # "shortly after 4 a.m.": that day
    return _with_signal(Extent(edtf, *bounds, edtf, bounds), reading.signal)


def _modified(
    reading: Reading, edtf: str | None, bounds: Bounds, anchors: Anchors, exact: str
) -> tuple[str | None, Bounds]:
    today, (first, last) = anchors.today, bounds
    if today is not None and first < today < last and exact.startswith(("earlier", "later")):
        bounds = (first, today) if exact.startswith("earlier") else (today, last)
        return interval(*bounds), bounds
    if exact.startswith(("earlier", "later", "the rest", "rest", "the remainder")):
        return edtf, bounds
    if reading.mod in ("START", "MID", "END") and first != last:
        bounds = third(bounds, reading.mod)
        return (interval_in_months(*bounds) if bounds != (first, last) else edtf), bounds
    if reading.mod == "APPROX" and edtf is not None and is_plain(edtf):
        return f"{edtf}~", _fuzzy(edtf, bounds)
    return edtf, bounds


def interval_in_months(first: date, last: date) -> str:
    """An interval in the coarsest of years, months or days that says it exactly.

    >>> interval_in_months(date(2011, 1, 1), date(2011, 4, 30)), interval_in_months(date(1990, 1, 1), date(1993, 12, 31))
    ('2011-01/2011-04', '1990/1993')
    """
    if first.day != 1 or last != last_of_month(last.year, last.month):
        return interval(first, last)
    if first.month == 1 and last.month == 12:
        return f"{first.year:04d}/{last.year:04d}" if first.year != last.year else f"{first.year:04d}"
    return f"{first:%Y-%m}/{last:%Y-%m}" if (first.year, first.month) != (last.year, last.month) else f"{first:%Y-%m}"


def _fuzzy(edtf: str, bounds: Bounds) -> Bounds:
    """As wide as the EDTF library takes "~" to be: one year, and one month and one day where these are written."""
    first, last = bounds
    months = 12 + (len(edtf) > 4)
    days = 1 if len(edtf) > 7 else 0
    begin = first.year * 12 + first.month - 1 - months
    end = last.year * 12 + last.month - 1 + months
    low = date(begin // 12, begin % 12 + 1, min(first.day, 28) if days else 1) - timedelta(days)
    high = (
        last_of_month(end // 12, end % 12 + 1)
        if not days
        else date(end // 12, end % 12 + 1, min(last.day, 28)) + timedelta(days)
    )
    return low, high


def _fiscal(value: str) -> Extent:
    """Fiscal years begin in different months from country to country: only about when is known."""
    year = int(value[2:6])
    bounds = date(year - 1, 1, 1), date(year + 1, 12, 31)
    return Extent(f"{year:04d}~", *bounds, f"{year:04d}~", bounds)


def _stretch(reading: Reading, resolved: Resolved, anchors: Anchors) -> Extent:
    """ "the past two days": from two days before publication to it."""
    today = anchors.today
    if today is None or resolved.anchor != "published" or not reading.amount or not reading.amount.isdigit():
        return Extent()
    days = {"D": 1, "W": 7, "M": 31, "Y": 366, "2W": 14, "TH": 1 / 24, "DE": 3653}.get(reading.unit or "")
    if days is None:
        return Extent()
    length = timedelta(max(1, round(int(reading.amount) * days)))
    try:
        bounds = (today - length, today) if reading.direction < 0 else (today, today + length)
    except OverflowError:
        return Extent()
    return Extent(interval(*bounds), *bounds, interval(*bounds), bounds)


def _with_signal(extent: Extent, signal: str | None) -> Extent:
    """Open the side that the signal leaves open. The date itself stays in: "after April" may still be in April."""
    if signal not in _OPEN_END | _OPEN_START or extent.edtf is None or extent.bounds is None:
        return extent
    first, last = extent.bounds
    begins, ends = _ends(extent.edtf, first, last)
    if signal in _OPEN_END:
        return Extent(f"{begins}/..", first, None, extent.point, extent.bounds)
    return Extent(f"../{ends}", None, last, extent.point, extent.bounds)


def _ends(edtf: str, first: date, last: date) -> tuple[str, str]:
    """What stands on either side of an interval for this date."""
    if is_plain(edtf) or (edtf.endswith("~") and is_plain(edtf[:-1])):
        return edtf, edtf
    if "/" in edtf:
        begins, ends = edtf.split("/")
        return begins, ends
    return first.isoformat(), last.isoformat()


def join_range(first: Extent, second: Extent) -> tuple[Extent, Extent]:
    """Both ends of "from 2011 to 2015" stand for the whole of it."""
    if first.bounds is None or second.bounds is None or first.bounds[0] > second.bounds[1]:
        return first, second
    begins = _ends(first.point or "", *first.bounds)[0]
    ends = _ends(second.point or "", *second.bounds)[1]
    bounds = first.bounds[0], second.bounds[1]
    whole = Extent(f"{begins}/{ends}", *bounds, f"{begins}/{ends}", bounds)
    return whole, whole
