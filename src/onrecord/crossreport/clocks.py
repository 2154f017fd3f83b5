"""The time of day that a clause gives: "at 4.15 a.m. on Tuesday", "around midnight"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Timex

_TIME = re.compile(r"([\dXW-]+)T(\d\d):(\d\d)$")
_HALF_OF_DAY = re.compile(r"\b(?:[ap]\.?\s?m\b|noon|midnight|morning)|\d\s?[ap]\.?m\b", re.IGNORECASE)
_NAMES_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tonight|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\.?\b|\d{4}-\d\d",
    re.IGNORECASE,
)
_ROUGHLY_SAID = r"(?:about|around|approximately|roughly|circa|nearly|almost)\b"
_ROUGH = re.compile(rf"\b{_ROUGHLY_SAID}\s*$", re.IGNORECASE)  # before a time
_SAYS_ROUGHLY = re.compile(_ROUGHLY_SAID, re.IGNORECASE)  # at its beginning
_RANGE = re.compile(r"\b(?:between|from)\s+[^.;]{0,20}$|\bby\s*$", re.IGNORECASE)
_ZONE = re.compile(r"\b(?:GMT|UTC|CET|EST|EDT|PST)\b")
_BEFORE = 24  # characters in which what makes a time rough stands before it
_DAY, _HALF_DAY = 1440, 720  # minutes
_EXACT, _ROUGHLY = 15, 30  # minutes by which two times, or two of which one is rough, may differ and be one


@dataclass(frozen=True)
class Clock:
    """A time of day as a clause gives it."""

    day: str  # TIMEX3 ("XXXX-WXX-2" for a Tuesday); "" where the clause does not name it
    minute: int  # of the day
    is_sure: bool  # whether it is said which half of the day it is
    is_rough: bool
    zone: str

    def is_far_from(self, other: "Clock") -> bool:
        """Whether two times of one day cannot be one, however roughly each is told."""
        if (self.day and other.day and self.day != other.day) or self.zone != other.zone:
            return False  # of two days it is not the time that differs
        turn = _DAY if self.is_sure and other.is_sure else _HALF_DAY
        apart = abs(self.minute - other.minute) % turn
        return min(apart, turn - apart) > (_ROUGHLY if self.is_rough or other.is_rough else _EXACT)


def read_clock(timexes: Sequence[Timex], text: str) -> Clock | None:
    """The one time of day that a clause gives; None where it gives none, several, or one until, from or before which something is so.

    Args:
        timexes: of the clause.
        text: of its report.
    """
    times = [t for t in timexes if t.type == "TIME"]
    days = {t.edtf for t in timexes if t.type == "DATE"}
    return _read(times[0], text) if len(times) == 1 and len(days) < 2 else None


def _read(timex: Timex, text: str) -> Clock | None:
    match = _TIME.match(timex.value or "")
    before, words = text[max(0, timex.start - _BEFORE) : timex.start], text[timex.start : timex.end]
    if match is None or timex.signal is not None or timex.mod not in (None, "APPROX") or _RANGE.search(before):
        return None
    minute = int(match[2]) * 60 + int(match[3])
    is_rough = timex.mod == "APPROX" or bool(_ROUGH.search(before) or _SAYS_ROUGHLY.match(words))
    zone = _ZONE.search(text[timex.start : timex.end + len(" GMT")])
    day = match[1] if _NAMES_DAY.search(words) else ""
    is_sure = bool(_HALF_OF_DAY.search(words)) or minute >= _HALF_DAY
    return Clock(day, minute % _DAY, is_sure, is_rough, zone[0] if zone else "")
