"""What the grammar reads off a temporal expression, before anything is anchored: its calendar fields, or its distance from an anchor."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["calendar", "unit", "shift", "duration", "set", "reference"]
#: How an expression points: "last" and "next" from the time of writing, "previous", "following" and "that" from what was told before.
Relation = Literal["", "this", "last", "next", "that", "previous", "following"]


@dataclass(slots=True)
class Reading:
    """One temporal expression as written; offsets count from the start of the line. Filled in by the grammar, then only read."""

    start: int
    end: int
    kind: Kind
    year: str | None = None  # digits, or a decade or century without its last ones ("199", "18")
    is_short_year: bool = False  # "'99": century not written
    era: str = ""  # "BC"
    month: int | None = None
    day: int | None = None
    nth: int | None = None  # "the first Friday of October": which of the weekdays of the month, -1 for the last
    weekday: int | None = None  # 1 = Monday
    season: str | None = None  # SP SU FA WI, Q1..Q4, H1 H2
    holiday: str | None = None
    is_weekend: bool = False
    is_fiscal: bool = False
    daypart: str | None = None  # MO AF EV NI
    clock: str | None = None  # "14:30"
    zone: str = ""
    unit: str | None = None  # D W M Y DE CE WE TH TM TS Q
    relation: Relation = ""
    year_relation: Relation = ""  # "July of that year"
    amount: str | None = None  # a number or "X"
    more: tuple[tuple[str, str], ...] = ()  # further amounts and units: "two weeks and three days"
    direction: int = 0  # of a shift: -1 earlier, 1 later
    is_deictic: bool = True  # a shift from the time of writing ("ago") and not from what was told before ("later")
    is_within: bool = False  # a stretch that ends or begins at the anchor: "the past two years"
    value: str | None = None  # TIMEX3 of durations, sets and references
    mod: str | None = None
    signal: str | None = None
    base: "Reading | None" = None  # what a shift starts from, where it is written: "two days after March 26"
    base_event: bool = False  # measured from a happening: "two days after the vote"
    partner: int = 0  # 1: first of a range whose second is the next reading, -1: second
    tail: "Reading | None" = None  # the second of two dates that share a month ("9 and 10 May")
    rule: str = ""

    @property
    def is_day(self) -> bool:
        """Whether it names one day, so that a clock time or part of the day beside it belongs to it."""
        if self.kind == "calendar":
            return self.day is not None or self.weekday is not None or self.holiday is not None
        return self.kind in ("unit", "shift") and self.unit == "D" and not self.is_within
