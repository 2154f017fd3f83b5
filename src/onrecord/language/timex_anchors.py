"""What relative expressions are measured from: the publication date, or a date the text has named. Nothing else, and never a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from onrecord.language.calendar_values import value_bounds
from onrecord.language.timex_readings import Reading

_PUBLISHED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_TOLD_REACH = 1_200  # characters within which "that year" or "two days later" may still refer back
_FAR = 400  # days from publication from which on an explicit date tells of the past
_MANY_MONTHS = 9  # news does not name so many months of one year without a year, as a chronicle under its headings does
_MANY_DATES = 5  # so many far dates make a text a history


@dataclass(frozen=True)
class Told:
    """A date the text has named, in text order."""

    id: str
    value: str
    end: int  # offset in the report of where its expression ends
    line: int
    opens: bool = True  # stands at the beginning of its sentence, or names more than a year


@dataclass
class Anchors:
    """The anchors at one place of the text; grows as expressions are resolved in order."""

    published: str | None  # TIMEX3 value, as precise as the metadata
    is_history: bool  # whether dates without a year continue those named before, and not the publication date
    told: list[Told] = field(default_factory=list)

    @property
    def today(self) -> date | None:
        """The day of publication, where it is known to the day."""
        known = value_bounds(self.published) if self.published else None
        return known[0] if known is not None and known[0] == known[1] else None

    def last_told(self, precision: str, start: int) -> Told | None:
        """The last date named before, at least as precise as "Y", "M" or "D", and not too far back in a text of news."""
        for told in reversed(self.told):
            if not self.is_history and start - told.end > _TOLD_REACH:
                return None
            if is_precise(told.value, precision):
                return told
        return None

    def frame(self, start: int) -> Told | None:
        """The date that one without a year continues: the last one, unless it is a bare year in passing ("plans for 1976")."""
        last = self.last_told("Y", start)
        if last is None or last.opens:
            return last
        return next(
            (t for t in reversed(self.told) if t.opens and t.line >= last.line - 1 and is_precise(t.value, "Y")), last
        )


def is_precise(value: str, precision: str) -> bool:
    """Whether a value names a year, month or day.

    >>> is_precise("2020-05", "M"), is_precise("2020-W20", "D")
    (True, False)
    """
    day = value.split("T")[0]
    if day.startswith("BC"):
        return (
            re.match(
                {"Y": r"BC\d{4}", "Q": r"BC\d{4}-\d\d", "M": r"BC\d{4}-\d\d", "D": r"BC\d{4}-\d\d-\d\d"}[precision], day
            )
            is not None
        )
    known = value_bounds(day)
    if known is None:
        return False
    return (known[1] - known[0]).days <= {"Y": 366, "Q": 92, "M": 31, "D": 0}[precision]


def published_value(published: str | None, basis: str | None) -> str | None:
    """The publication date as an anchor; a date that is only bounded is none, nor is an uncertain one.

    >>> published_value("2020-05-17T10:30:00Z", "metadata"), published_value("2020-05/..", "bounded: after ...")
    ('2020-05-17', None)
    """
    if not published or (basis or "").startswith("bounded") or "/" in published or published[-1] in "?%~":
        return None
    match = _PUBLISHED.match(published)
    return match.group() if match and value_bounds(match.group()) else None


def is_history(readings: Sequence[Reading], published: str | None) -> bool:
    """Whether a text tells of the past throughout, so that "on September 17" continues the last date it named.

    A report may well look back ("in 2011", "since April 2019") and still speak of its own days: so only dates with a month count, most
    of them must lie far from the publication, and words that point to the time of writing ("on Saturday", "yesterday") must be rare.
    A text without a publication date has nothing but its own dates, and they carry it under the same conditions.
    """
    known = value_bounds(published) if published else None
    years = [r for r in readings if r.kind == "calendar" and r.year and len(r.year) == 4 and r.month]
    far = sum(known is None or _distance(r, known[1]) > _FAR for r in years)
    pointing = sum(_points_to_writing(r) for r in readings)
    bare = [r.month for r in readings if r.kind == "calendar" and r.month and not r.year]
    if len(bare) >= 2 * _MANY_MONTHS and len(set(bare)) >= _MANY_MONTHS and pointing <= 0.1 * len(bare):
        return True
    all_years = [r for r in readings if r.kind == "calendar" and r.year and not r.is_short_year and not r.is_fiscal]
    all_far = sum(known is None or _distance(r, known[1]) > _FAR for r in all_years)
    if (
        known is not None
        and all_far >= 2 * _MANY_DATES
        and all_far >= 0.9 * len(all_years)
        and pointing <= 0.1 * all_far
    ):
        return True
    return (
        far >= (_MANY_DATES if known is not None else 2 * _MANY_DATES)
        and far >= 0.6 * len(years)
        and pointing <= 0.5 * far
    )


def _distance(reading: Reading, published: date) -> int:
    if reading.era or reading.is_short_year or len(reading.year or "") != 4:
        return 1_000_000
    return abs((int(reading.year or 0) - published.year) * 365 + ((reading.month or 1) - published.month) * 30)


def _points_to_writing(reading: Reading) -> bool:
    if reading.kind == "calendar":
        return reading.weekday is not None and reading.day is None
    return (reading.kind == "shift" and reading.is_deictic) or (
        reading.kind == "unit" and reading.relation in ("last", "next")
    )
