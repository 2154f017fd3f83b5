"""The day of a holiday in a year, from the rules in resources/holidays.csv."""

from datetime import date, timedelta
from functools import cache

from onrecord.language.calendar_values import last_of_month
from onrecord.resources import read_table


@cache
def _rules() -> dict[str, tuple[str, str]]:
    return {row["name"]: (row["rule"], row["value"]) for row in read_table("holidays.csv")}


def easter(year: int) -> date:
    """Western Easter Sunday.

    Source: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).

    >>> easter(2020)
    datetime.date(2020, 4, 12)
    """
    golden, century = year % 19, year // 100
    leap, skipped = divmod(century, 4)
    epact = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * skipped + 2 * (year % 100 // 4) - epact - year % 100 % 4) % 7
    shift = (golden + 11 * epact + 22 * days) // 451
    month, day = divmod(epact + days - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def holiday_in(name: str, year: int) -> date | None:
    """The day of the holiday in that year; None where no civil rule gives it, or it depends on the country.

    >>> holiday_in("thanksgiving", 2020), holiday_in("ramadan", 2020)
    (datetime.date(2020, 11, 26), None)
    """
    rule, value = _rules().get(name, ("", ""))
    if rule == "fixed":
        return date(year, int(value[:2]), int(value[3:]))
    if rule == "easter":
        return easter(year) + timedelta(int(value))
    if rule in ("nth", "black"):
        month, weekday, count = value.split("-", 2)
        return nth_weekday(year, int(month), int(weekday), int(count)) + timedelta(rule == "black")
    return None


def fixed_day(name: str) -> str | None:
    """MM-DD of a holiday that always falls on it; a full date for one that took place once."""
    rule, value = _rules().get(name, ("", ""))
    return value if rule in ("fixed", "once") else None


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date:
    """The n-th such weekday of a month (1 = Monday), the last one for -1."""
    if count < 0:
        last = last_of_month(year, month)
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (count - 1))
