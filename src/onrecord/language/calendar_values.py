"""TIMEX3 date values: the days they cover, their EDTF, and how to step from one to another.

EDTF (ISO 8601-2:2019) has no weeks, so a week is written as an interval; TIMEX3 values of unknown year keep their X digits in both.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

Bounds = tuple[date, date]

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE|-\d)?$")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)$")
_SEASON_MONTHS = {
    "SP": (3, 5),
    "SU": (6, 8),
    "FA": (9, 11),
    "Q1": (1, 3),
    "Q2": (4, 6),
    "Q3": (7, 9),
    "Q4": (10, 12),
    "H1": (1, 6),
    "H2": (7, 12),
}
_EDTF_PARTS = {"SP": 21, "SU": 22, "FA": 23, "Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36, "H1": 40, "H2": 41}
_PLAIN = re.compile(r"[\dX]{4}(-[\dX]{2}(-[\dX]{2})?)?$")


def last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def value_bounds(value: str) -> Bounds | None:
    """First and last day of a TIMEX3 date value; None where it is not fully known, or before the year 1.

    >>> [str(d) for d in value_bounds("2020-W20")], value_bounds("XXXX-03-26")
    (['2020-05-11', '2020-05-17'], None)
    """
    value = value.split("T")[0]
    try:
        return _bounds(value)
    except ValueError:
        return None


def _bounds(value: str) -> Bounds | None:
    if match := _DATE.match(value):
        year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if day:
            return date(year, month, day), date(year, month, day)
        return date(year, month or 1, 1), last_of_month(year, month or 12)
    if match := _WEEK.match(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        first, last = (5, 6) if match[3] == "-WE" else (0, 6) if not match[3] else (int(match[3][1:]) - 1,) * 2
        return monday + timedelta(first), monday + timedelta(last)
    if match := _PART.match(value):
        year = int(match[1])
        if match[2] == "WI":
            return date(year, 12, 1), last_of_month(year + 1, 2)
        first, last = _SEASON_MONTHS[match[2]]
        return date(year, first, 1), last_of_month(year, last)
    if re.fullmatch(r"\d{3}", value):
        return date(int(value) * 10 or 1, 1, 1), date(int(value) * 10 + 9, 12, 31)
    if re.fullmatch(r"\d{2}", value):
        return date(int(value) * 100 or 1, 1, 1), date(int(value) * 100 + 99, 12, 31)
    return None


def value_edtf(value: str) -> str | None:
    """The EDTF of a TIMEX3 date or time value; None where EDTF has no word for it (a weekday of an unknown week).

    >>> value_edtf("2020-Q2"), value_edtf("199"), value_edtf("2020-W20-WE"), value_edtf("XXXX-03-26"), value_edtf("BC0480")
    ('2020-34', '199X', '2020-05-16/2020-05-17', 'XXXX-03-26', '-0479')
    """
    day, _, clock = value.partition("T")
    if clock and re.match(r"\d\d:\d\d", clock) and _DATE.match(day) and len(day) == 10 and not clock.startswith("24"):
        zone = clock[5:]
        return f"{day}T{clock[:5]}:00{zone if zone in ('', 'Z') else f'{zone}:00'}"
    if day.startswith("BC"):
        return _edtf_before_christ(day[2:])
    if _PLAIN.match(day):
        return day if not set(day) <= set("X-") else None
    if match := _PART.match(day):
        if match[2] != "WI":
            return f"{match[1]}-{_EDTF_PARTS[match[2]]}"
    elif re.fullmatch(r"\d{2,3}", day):
        return day.ljust(4, "X")
    bounds = value_bounds(day)
    return interval(*bounds) if bounds is not None else None


def _edtf_before_christ(value: str) -> str | None:
    match = re.match(r"(\d{4})((?:-\d\d){0,2})$", value)
    return f"-{int(match[1]) - 1:04d}{match[2]}" if match and int(match[1]) > 1 else None


def interval(first: date, last: date) -> str:
    """The EDTF of the days from first to last: a day, or an interval.

    >>> interval(date(2011, 2, 11), date(2011, 2, 20))
    '2011-02-11/2011-02-20'
    """
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def is_plain(edtf: str) -> bool:
    """Whether the EDTF is a year, month or day without unknown digits, as both ends of an interval must be.

    >>> is_plain("2019-04"), is_plain("199X"), is_plain("2020-34")
    (True, False, False)
    """
    match = _DATE.match(edtf)
    return match is not None and int(match[2] or 1) <= 12


def third(bounds: Bounds, mod: str) -> Bounds:
    """The early, middle or late third of what the bounds cover: of a month the days 1-10, 11-20 and 21 to its end.

    >>> [str(d) for d in third((date(2011, 2, 1), date(2011, 2, 28)), "MID")]
    ['2011-02-11', '2011-02-20']
    """
    first, last = bounds
    if first.day == 1 and (last - first).days in range(27, 31):
        days = {"START": (1, 10), "MID": (11, 20), "END": (21, last.day)}[mod]
        return first.replace(day=days[0]), first.replace(day=days[1])
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months >= 120:
        return _third_of_years(bounds, mod)
    if first.day != 1 or months % 3:
        return bounds
    place = {"START": 0, "MID": 1, "END": 2}[mod]
    return _add_months(first, months // 3 * place), _add_months(first, months // 3 * (place + 1)) - timedelta(1)


def _third_of_years(bounds: Bounds, mod: str) -> Bounds:
    """Decades: 0-3, 4-6, 7-9; centuries: 0-33, 34-66, 67-99."""
    first, last = bounds
    tenth = (last.year - first.year + 1) // 10
    ends = {"START": (0, 4 * tenth), "MID": (4 * tenth, 7 * tenth), "END": (7 * tenth, 10 * tenth)}
    if tenth == 10:
        ends = {"START": (0, 34), "MID": (34, 67), "END": (67, 100)}
    begin = first.year - first.year % 10
    return date(max(1, begin + ends[mod][0]), 1, 1), date(begin + ends[mod][1] - 1, 12, 31)


def _add_months(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, min(day.day, monthrange(count // 12, count % 12 + 1)[1]))


def step(value: str, amount: int, unit: str) -> str | None:
    """The value that lies so many units from another, as precise as the unit; None where the other is too vague for that.

    >>> step("2020-05-17", -2, "D"), step("2020-05-17", -1, "W"), step("2020-05", -1, "M"), step("2020", -2, "D")
    ('2020-05-15', '2020-W19', '2020-04', None)
    """
    value = value.split("T")[0]
    try:
        return _step_before_christ(value, amount, unit) if value.startswith("BC") else _step(value, amount, unit)
    except (ValueError, OverflowError):
        return None


def _step(value: str, amount: int, unit: str) -> str | None:
    match, known = _DATE.match(value), value_bounds(value)
    if known is None:
        return None
    first, last = known
    if unit == "D":
        return (first + timedelta(amount)).isoformat() if first == last else None
    if unit in ("W", "WE", "2W"):
        if (last - first).days > 6:
            return None
        year, week, _ = (first + timedelta(7 * amount * (2 if unit == "2W" else 1))).isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit in ("M", "Q"):
        is_quarter = unit == "Q" and re.fullmatch(r"\d{4}-Q[1-4]", value)
        if not is_quarter and (not match or not match[2]):
            return None
        moved = _add_months(first, amount * (3 if unit == "Q" else 1))
        return f"{moved.year:04d}-{moved.month:02d}" if unit == "M" else f"{moved.year:04d}-Q{(moved.month + 2) // 3}"
    if first.year != last.year and not (unit in ("DE", "CE") or value.endswith("WI")):
        return None
    year = first.year + amount * {"Y": 1, "DE": 10, "CE": 100}.get(unit, 0)
    return {"Y": f"{year:04d}", "DE": f"{year // 10:03d}", "CE": f"{year // 100:02d}"}.get(unit)


def _step_before_christ(value: str, amount: int, unit: str) -> str | None:
    match = re.match(r"BC(\d{4})", value)
    if not match or unit not in ("Y", "DE"):
        return None
    year = int(match[1]) - amount * (10 if unit == "DE" else 1)
    return None if year < 1 else f"BC{year:04d}" if unit == "Y" else f"BC{year // 10:03d}"
