"""What stands beside a temporal expression: modifiers that belong to it, a clock time or date it goes with, ranges, signals."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.language.timex_readings import Reading

_BACK = 48  # characters before an expression that are looked at

#: Modifiers before a date, with the TIMEX3 mod they stand for; they are part of the expression.
_BEFORE_DATE = (
    (r"(?:the\s+)?(?:very\s+)?early(?:\s*-\s*|\s+)(?:(?:in|on)\s+)?(?:the\s+)?", "START"),
    (r"(?:the\s+)?(?:very\s+)?late(?:\s*-\s*|\s+)(?:(?:in|on)\s+)?(?:the\s+)?", "END"),
    (r"(?:the\s+)?mid(?:\s*-\s*|\s+)(?:the\s+)?", "MID"),
    (r"(?:the\s+)?(?:middle|midst)\s+of\s+", "MID"),
    (r"(?:the\s+)?(?:very\s+)?(?:beginning|start|onset|outset|opening)\s+of\s+", "START"),
    (r"(?:the\s+)?(?:very\s+)?(?:early|first|initial)\s+(?:part|days|weeks?|months?|years)\s+of\s+", "START"),
    (r"(?:the\s+)?(?:very\s+)?(?:end|close|(?:late|later|latter|last|final)\s+(?:part|days|weeks?|months|years))\s+of\s+", "END"),
    (r"earlier\s+(?:in\s+|on\s+)?", "START"),
    (r"later\s+(?:in\s+|on\s+)?", "END"),
    (r"(?:the\s+)?(?:rest|remainder)\s+of\s+", "END"),
    (r"(?:about|around|circa|approximately|roughly|ca?\.)\s+", "APPROX"),
    (r"(?:no\s+later\s+than)\s+", "ON_OR_BEFORE"),
)  # fmt: skip
#: Modifiers before a length of time.
_BEFORE_LENGTH = (
    (r"(?:at\s+least|no\s+(?:less|fewer)\s+than|not\s+less\s+than)\s+", "EQUAL_OR_MORE"),
    (r"(?:at\s+most|up\s+to|no\s+(?:more|longer)\s+than|not\s+more\s+than)\s+", "EQUAL_OR_LESS"),
    (r"(?:(?:just\s+|slightly\s+)?(?:a\s+little\s+)?more\s+than|(?:just\s+|well\s+)?over|in\s+excess\s+of)\s+", "MORE_THAN"),
    (r"(?:(?:just\s+|slightly\s+)?(?:a\s+little\s+)?less\s+than|fewer\s+than|(?:just\s+)?under)\s+", "LESS_THAN"),
    (r"(?:about|around|approximately|roughly|nearly|almost|close\s+to|some)\s+", "APPROX"),
    (r"(?:these|those|another|the)\s+", None),
)  # fmt: skip
_SHIFT_MODS = {
    "MORE_THAN": "BEFORE",
    "LESS_THAN": "AFTER",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
}
_LATER_MODS = {
    "MORE_THAN": "AFTER",
    "LESS_THAN": "BEFORE",
    "EQUAL_OR_MORE": "ON_OR_AFTER",
    "EQUAL_OR_LESS": "ON_OR_BEFORE",
}


def _compiled(table: Sequence[tuple[str, str | None]]) -> tuple[tuple[re.Pattern[str], str | None], ...]:
    return tuple((re.compile(rf"(?<![\w-]){pattern}$", re.IGNORECASE), mod) for pattern, mod in table)


_DATE_MODS = _compiled(_BEFORE_DATE)
_LENGTH_MODS = _compiled(_BEFORE_LENGTH)
_DAYPART_BEFORE = re.compile(
    r"(?<![\w-])(?:the\s+)?(?P<early>(?:early|late)\s+(?:in\s+the\s+)?)?(?P<part>morning|afternoon|evening|night|dawn|dusk|(?:early|small|late)(?=\s+hours))(?:\s+hours)?"
    r"\s+(?:of|on)\s+(?:the\s+)?$", re.IGNORECASE)  # fmt: skip
_DAYPART_AFTER = re.compile(
    r"\s+(?:(?:early|late)\s+)?(morning|afternoon|evening|night)\b(?!\s+(?:club|Live|Football))", re.IGNORECASE
)
_PARTS = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "dawn": "MO",
    "dusk": "EV",
    "early": "MO",
    "small": "MO",
    "late": "NI",
}
_SIGNAL = re.compile(
    r"(?<![\w-])(?P<signal>since|until|till|before|after|by|from|through|between|prior\s+to|following|as\s+of|dating\s+back\s+to)\s+$",
    re.IGNORECASE,
)


def extend_readings(readings: Sequence[Reading], line: str) -> list[Reading]:
    """The readings with the modifiers before and the part of the day after them taken in."""
    extended: list[Reading] = []
    for reading in readings:
        floor = extended[-1].end if extended else 0
        grown = _take_after(_take_daypart(reading, line), line)
        for _ in range(2):  # "the early 1990s" once, "around late May" twice
            grown = _take_modifier(grown, line, floor)
        extended.append(_take_signal(_take_daypart_before(grown, line, floor), line))
    return extended


def _before(reading: Reading, line: str, floor: int) -> str:
    return line[max(floor, reading.start - _BACK) : reading.start]


def _take_modifier(reading: Reading, line: str, floor: int) -> Reading:
    if reading.kind in ("set", "reference"):
        return reading
    is_length = reading.kind in ("duration", "shift") and reading.amount not in ("X", "0") and reading.daypart is None
    before = _before(reading, line, floor)
    for pattern, mod in _LENGTH_MODS if is_length else _DATE_MODS:
        match = pattern.search(before)
        if match and mod is None and (reading.rule != "duration" or "-" in line[reading.start : reading.end]):
            continue  # "the 30-year-old driver", "the three-day siege": the article is the noun's
        if match and not (is_length and reading.is_within and match.group().lower().startswith("over")):
            shifted = (
                _LATER_MODS if reading.direction > 0 else _SHIFT_MODS
            )  # "more than a week later" is after that day
            known = shifted.get(mod or "", mod) if reading.kind == "shift" else mod
            return replace(reading, start=reading.start - len(match.group()), mod=reading.mod or known)
    return reading


def _take_daypart(reading: Reading, line: str) -> Reading:
    match = _DAYPART_AFTER.match(line, reading.end)
    if not match or not reading.is_day or reading.daypart or reading.clock:
        return reading
    return replace(reading, end=match.end(), daypart=_PARTS[match[1].lower()])


def _take_after(reading: Reading, line: str) -> Reading:
    match = _AFTER_LENGTH.match(line, reading.end) if reading.kind == "duration" else None
    return replace(reading, end=match.end()) if match else reading


def _take_daypart_before(reading: Reading, line: str, floor: int) -> Reading:
    match = _DAYPART_BEFORE.search(_before(reading, line, floor))
    if not match or not reading.is_day or reading.daypart or reading.clock:
        return reading
    mod = {"e": "START", "l": "END"}.get((match["early"] or " ")[0].lower())
    return replace(
        reading, start=reading.start - len(match.group()), daypart=_PARTS[match["part"].lower()], mod=reading.mod or mod
    )


def _take_signal(reading: Reading, line: str) -> Reading:
    before = line[max(0, reading.start - 20) : reading.start]
    if reading.kind == "duration" and _IN.search(before):
        return replace(reading, signal="in")
    match = _SIGNAL.search(before)
    return replace(reading, signal=" ".join(match["signal"].lower().split())) if match else reading


_TIME_DAY = re.compile(r",?\s+(?:on\s+)?(?:the\s+)?$|\s+of\s+$")
_DAY_TIME = re.compile(r",?\s+(?:at\s+)?(?:about\s+|around\s+|exactly\s+)?$|,?\s+@\s*$")
_AFTER_LENGTH = re.compile(r"(?:\s+|-)long\b|\s+of\s+age\b|\s+or\s+so\b")
_IN = re.compile(r"(?<![\w-])in\s+$", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+$")
_FROM_BASE = re.compile(r"\s+(?P<side>before|after|following|from|prior\s+to)\s+$", re.IGNORECASE)
_FROM_EVENT = re.compile(r"\s+(?P<side>before|after|following|prior\s+to)\s+(?!that\b|then\b|this\b)\w", re.IGNORECASE)
_RANGE = re.compile(r"\s*[-–—]\s*$|\s+(?:to|until|till|through|thru|up\s+to|and|or)\s+$", re.IGNORECASE)


def join_readings(readings: Sequence[Reading], line: str) -> list[Reading]:
    """The readings with those that make one expression together joined, and ranges marked."""
    joined: list[Reading] = []
    for reading in readings:
        last = joined[-1] if joined else None
        merged = _merge(last, reading, line[last.end : reading.start]) if last is not None else None
        if merged is not None:
            joined[-1] = merged
        else:
            joined.append(reading)
    for first, second in pairwise(joined):
        _mark_range(first, second, line)
    return [_measured_from_event(r, line) for r in joined]


def _merge(first: Reading, second: Reading, gap: str) -> Reading | None:
    return (
        _hour_of_day(first, second, gap)
        or _lengths(first, second, gap)
        or _part_of(first, second, gap)
        or _counted_from(first, second, gap)
    )


def _hour_of_day(first: Reading, second: Reading, gap: str) -> Reading | None:
    """ "At 8:00 on Sunday", "Sunday at 8:00"."""
    is_time = first.kind == "calendar" and first.clock is not None and not first.is_day
    if is_time and second.is_day and second.clock is None and _TIME_DAY.match(gap):
        return replace(
            second,
            start=first.start,
            clock=first.clock,
            zone=first.zone or second.zone,
            daypart=None,
            signal=first.signal,
        )
    if (
        first.is_day
        and second.kind == "calendar"
        and second.clock
        and not second.is_day
        and not first.clock
        and _DAY_TIME.match(gap)
    ):
        return replace(first, end=second.end, clock=_clock_of(first, second), zone=second.zone, daypart=None)
    return None


def _counted_from(first: Reading, second: Reading, gap: str) -> Reading | None:
    """ "Two days before Christmas", "a week from Monday"."""
    match = _FROM_BASE.match(gap)
    is_date = second.kind in ("calendar", "shift", "unit") and second.amount != "X"
    if (
        match
        and first.kind == "duration"
        and first.amount != "X"
        and is_date
        and not first.is_within
        and first.rule != "age"
        and not (second.clock and not second.is_day)
    ):
        if match["side"].lower() == "from" and first.amount != "1" and second.kind == "calendar" and second.year:
            return None  # "64 days from November 21, 1948 to January 31"
        back = match["side"].lower() in ("before", "prior to")
        return replace(first, kind="shift", end=second.end, direction=-1 if back else 1, base=second)
    return None


def _clock_of(day: Reading, time: Reading) -> str:
    """ "Sunday evening at 8:00" is in the evening."""
    hour, minute = (time.clock or "").split(":")[:2]
    is_late = day.daypart in ("AF", "EV") or (day.daypart == "NI" and int(hour) >= 6)
    if is_late and time.rule != "half-day clock" and int(hour) < 12:
        return f"{int(hour) + 12:02d}:{minute}"
    return time.clock or ""


_DESCENDING = ("Y", "M", "W", "D", "TH", "TM", "TS")
_LENGTHS = re.compile(r"\s*,?\s+(?:and\s+)?$")


def _lengths(first: Reading, second: Reading, gap: str) -> Reading | None:
    """ "two weeks and three days", "3 hours 20 minutes (ago)": one length, its parts in `more`."""
    is_plain = first.kind == "duration" and not first.base_event and first.rule in ("duration", "stretch", "a unit")
    known = {first.amount, second.amount}.isdisjoint({"X", None})
    if (
        not is_plain
        or not known
        or not _LENGTHS.match(gap)
        or second.mod
        or second.rule not in ("duration", "ago", "earlier or later")
    ):
        return None
    last = first.more[-1][1] if first.more else first.unit
    if last not in _DESCENDING or second.unit not in _DESCENDING:
        return None
    if _DESCENDING.index(last or "") >= _DESCENDING.index(second.unit or "") or (
        second.rule != "duration" and first.rule != "duration"
    ):
        return None
    more = (*first.more, (second.amount or "", second.unit or ""))
    if second.kind == "duration":
        return replace(first, end=second.end, more=more)
    return replace(second, start=first.start, amount=first.amount, unit=first.unit, more=more)


def _part_of(first: Reading, second: Reading, gap: str) -> Reading | None:
    """ "the last week of August" is late August; "the first ten months of 1915" stays a length."""
    is_part = first.relation in ("last", "next") or first.kind == "duration"
    if not is_part or second.kind != "calendar" or not _OF.match(gap):
        return None
    if first.kind == "unit" and first.unit in ("D", "W", "M") and (second.month or second.year):
        return replace(second, start=first.start, mod=second.mod or "END", signal=first.signal)
    return replace(first, end=second.end, is_within=False) if first.rule == "stretch" else None


def _mark_range(first: Reading, second: Reading, line: str) -> None:
    gap = line[first.end : second.start]
    match = _RANGE.match(gap)
    if not match or first.kind != "calendar":
        return
    if second.kind in ("reference", "shift") and first.signal in ("from", "between", "since"):
        _mark_until_now(first, second)
        return
    if second.kind != "calendar":
        return
    word = gap.strip().lower()
    if first.month and second.month:
        _share_year(first, second, word not in ("and", "or") or first.signal == "between")
    if word in ("and", "or") and first.signal != "between":
        return
    if not first.clock and not second.clock and not first.partner:
        first.partner, second.partner = 1, -1


def _mark_until_now(first: Reading, second: Reading) -> None:
    """ "between August 2019 and now", "from May 3 to today"."""
    is_now = second.value == "PRESENT_REF" or (
        second.kind == "shift" and second.amount == "0" and second.rule == "day word"
    )
    if is_now and not first.partner:
        first.partner, second.partner = 1, -1


def _share_year(first: Reading, second: Reading, is_range: bool) -> None:
    """ "in August and September 1990", "from May 2011 to June", "from November to February 2017": the year is written once for both."""
    if first.year is None and second.year is not None and not first.relation:
        first.year, first.era = second.year, second.era
        if is_range and not second.era and len(second.year) == 4 and (first.month or 0) > (second.month or 0):
            first.year = f"{int(second.year) - 1:04d}"
    elif first.year is None and second.year_relation and not first.relation and not first.year_relation:
        first.year_relation = second.year_relation
    elif second.year is None and first.year is not None and not second.relation and not first.era:
        turn = (second.month or 0) < (first.month or 0)
        second.year = str(int(first.year) + turn) if len(first.year) == 4 else first.year


def _measured_from_event(reading: Reading, line: str) -> Reading:
    """ "two days after the vote" is measured from a happening that has no date here: the distance is kept, nothing is resolved."""
    match = _FROM_EVENT.match(line, reading.end)
    is_length = reading.kind == "duration" and not reading.is_within and reading.rule not in ("age", "units")
    if not match or not is_length:
        return reading
    back = match["side"].lower() in ("before", "prior to")
    return replace(reading, base_event=True, direction=-1 if back else 1, signal=match["side"].lower())
