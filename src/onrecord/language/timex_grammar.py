"""Grammar of temporal expressions over the classes of a line's tokens: calendar dates and clock times.

All matches of all rules are gathered; the leftmost longest one wins, then the rule that stands first.
"""

import re

from onrecord.language.timex_numbers import read_number
from onrecord.language.timex_patterns import Match, Rule, read_relation
from onrecord.language.timex_readings import Reading
from onrecord.language.timex_tokens import CODES


def _year(match: Match) -> dict[str, object]:
    groups = match.found.groupdict()
    for name, era in (("year", "era"), ("year2", ""), ("year3", "era2")):
        token = match.first(name) if groups.get(name) else None
        if token is not None:
            mark = match.value(era) if era and groups.get(era) else ""
            short = token.kind == "short_year"
            return {"year": token.value.lstrip("'’‘"), "era": "BC" if mark == "BC" else "", "is_short_year": short}
    if groups.get("relyear"):
        tokens = match.group("relyear")
        return {"year_relation": read_relation(tokens)} if tokens[-1].value == "Y" else {"value": "no"}
    return {}


def _day(match: Match, name: str = "day") -> int | None:
    token = match.first(name)
    if token is None:
        return None
    number = 2 if token.kind == "second" else int(token.value)
    return number if 1 <= number <= 31 else None


def _calendar(match: Match, **fields: object) -> Reading | None:
    known = {**_year(match), **fields}
    return None if known.pop("value", None) else match.reading(kind="calendar", **known)


def _full_date(match: Match) -> Reading | None:
    day = _day(match)
    weekday = match.value("weekday")
    if day is None:
        return None
    return _calendar(match, day=day, month=int(match.value("month")), weekday=int(weekday) if weekday else None)


def _month(match: Match) -> Reading | None:
    return _calendar(match, month=int(match.value("month")), relation=read_relation(match.group("rel")))


def _bare_year(match: Match) -> Reading | None:
    return _calendar(match)


def _iso(match: Match) -> Reading | None:
    text = match.tokens[match.found.start()].text
    year, month, day = text[:4], int(text[5:7]), int(text[8:10])
    clock = text[11:16] or None
    zone = "Z" if text.endswith("Z") else ""
    return (
        match.reading(kind="calendar", year=year, month=month, day=day, clock=clock, zone=zone)
        if 1 <= month <= 12
        else None
    )


def _slashed(match: Match) -> Reading | None:
    """04/05/2020 has no certain reading: then nothing but the year is read, unless one of the numbers cannot be a month."""
    parts = re.split(r"[/.]", match.tokens[match.found.start()].text)
    if len(parts[0]) == 4:
        year, month, day = parts[0], int(parts[1]), int(parts[2])
    else:
        first, second, year = int(parts[0]), int(parts[1]), parts[2]
        dotted = "." in match.tokens[match.found.start()].text
        if first > 12 or dotted:
            day, month = first, second
        elif second > 12 or first == second:
            month, day = first, second
        else:
            return match.reading(kind="calendar", year=year) if len(year) == 4 else None
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return match.reading(kind="calendar", year=year, month=month, day=day, is_short_year=len(year) == 2)


def _weekday(match: Match) -> Reading | None:
    return match.reading(
        kind="calendar", weekday=int(match.value("weekday")), relation=read_relation(match.group("rel"))
    )


def _weekday_of_week(match: Match) -> Reading | None:
    if match.value("unit") not in ("W",):
        return None
    weekday, part = int(match.value("weekday")), match.value("part") or None
    relation = read_relation(match.group("rel"))
    return match.reading(kind="calendar", weekday=weekday, relation=relation, unit="W", daypart=part)


def _day_of_month(match: Match) -> Reading | None:
    day = _day(match)
    digits = match.group("day")[0].text[0].isdigit()
    return match.reading(kind="calendar", day=day) if day and digits else None


def _unit(match: Match) -> Reading | None:
    unit, relation = match.value("unit"), read_relation(match.group("rel"))
    if unit in ("TH", "TM", "TS", "2W"):
        return None
    if (
        unit in ("D", "CE", "DE", "M")
        and match.group("rel")[-1].kind in ("past", "last")
        and match.tokens[match.found.start()].kind == "the"
    ):
        return match.reading(kind="duration", unit=unit, amount="1", is_within=True, direction=-1)
    if match.found.group().startswith(CODES["the"]):
        relation = {"next": "following"}.get(relation, relation)  # type: ignore[assignment]
        if relation == "last" and unit == "Y":
            return match.reading(kind="duration", unit=unit, amount="1", is_within=True, direction=-1)
    return match.reading(kind="unit", unit=unit, relation=relation, is_weekend=unit == "WE")


def _unit_part(match: Match) -> Reading | None:
    """ "the end of the year", "later in the month": the unit in which what is told lies."""
    unit = match.value("unit")
    if unit not in ("D", "W", "M", "Y", "DE", "CE"):
        return None
    return match.reading(kind="unit", unit=unit, relation="this", mod=match.value("mod") or None)


def _season(match: Match) -> Reading | None:
    return _calendar(match, season=match.value("season"), relation=read_relation(match.group("rel")))


def _nth_part(match: Match) -> Reading | None:
    """Quarters and halves of a year: "the third quarter of 2011", "the second half of 2008", "first-quarter"."""
    part = match.first("part")
    number = 2 if match.group("nth")[0].kind in ("second", "latter") else int(match.value("nth") or 0)
    if part is None or not 1 <= number <= (4 if part.value == "Q" else 2):
        return None
    if part.value == "H" and not match.found.groupdict().get("year") and not match.found.groupdict().get("relyear"):
        return None
    return _calendar(match, season=f"{part.value}{number}")


def _decade(match: Match) -> Reading | None:
    text = match.group("decade")[0]
    digits = re.sub(r"\D", "", text.text)
    if text.value.isdigit():  # "the nineties"
        return match.reading(kind="calendar", year=f"19{text.value}", unit="DE")
    year = digits[:3] if len(digits) in (3, 4) else f"19{digits[0]}"
    if len(digits) == 3:
        year = f"0{digits[:2]}"
    return match.reading(kind="calendar", year=year, era="BC" if match.value("era") == "BC" else "", unit="DE")


def _century(match: Match) -> Reading | None:
    number = int(read_number(match.group("nth")) or 0)
    if match.value("unit") != "CE" or not 1 <= number <= 21:
        return None
    return match.reading(
        kind="calendar", year=f"{number - 1:02d}", era="BC" if match.value("era") == "BC" else "", unit="CE"
    )


def _fiscal(match: Match) -> Reading | None:
    return _calendar(match, is_fiscal=True)


def _day_word(match: Match) -> Reading | None:
    value = match.value("day")
    part = match.value("part") or ("NI" if value.endswith("NI") else None)
    return match.reading(
        kind="shift",
        unit="D",
        amount=value.rstrip("NI").lstrip("-"),
        direction=-1 if value[0] == "-" else 1,
        daypart=part,
    )


def _day_but_one(match: Match) -> Reading | None:
    side, word = match.value("day"), match.first("side")
    if side not in ("-1", "1") or match.value("unit") != "D" or word is None:
        return None
    return match.reading(kind="shift", unit="D", amount="2", direction=-1 if word.kind == "before" else 1)


def _daypart(match: Match) -> Reading | None:
    relation = read_relation(match.group("rel"))
    part = match.value("part")
    if relation == "last":
        return match.reading(kind="shift", unit="D", amount="1", direction=-1, daypart=part)
    if relation == "this":
        return match.reading(kind="shift", unit="D", amount="0", direction=1, daypart=part)
    shape = {"next": "following"}.get(relation, relation)
    return match.reading(kind="unit", unit="D", relation=shape, daypart=part)


def _bare_night(match: Match) -> Reading | None:
    return match.reading(kind="reference", value=f"XXXX-XX-XXT{match.value('part')}", daypart=match.value("part"))


def _clock(match: Match) -> Reading | None:
    hour, minute = _hour_minute(match)
    if hour is None or hour > 24 or minute > 59:
        return None
    half = match.value("ampm").lower()[:1]
    if half and hour > 12:
        return None
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    reading = match.reading(kind="calendar", clock=f"{hour:02d}:{minute:02d}", zone=match.value("zone"))
    reading.rule = "half-day clock" if half else ""
    return reading


def _hour_minute(match: Match) -> tuple[int | None, int]:
    token = match.group("hour")[0]
    if token.kind == "clock":
        hour, minute = token.text.split(":")[:2]
    elif token.kind == "decimal":
        hour, minute = token.text.split(".")
    elif len(token.value) == 4:
        hour, minute = token.value[:2], token.value[2:]
    else:
        return int(float(read_number([token]) or 99)), 0
    return (int(hour), int(minute)) if len(minute) == 2 else (None, 0)


def _noon(match: Match) -> Reading | None:
    return match.reading(kind="calendar", clock=match.value("noon"), zone="")


def _two_days(match: Match) -> Reading | None:
    """Two days of one month: "March 3-5", "12 and 13 March 2011"; each is an expression of its own, the second in `tail`."""
    first, last = _full_date(match), match.tokens[match.found.end() - 1]
    second = match.first("second")
    number = _day(match, "second")
    if first is None or second is None or number is None or first.day is None or number <= first.day:
        return None
    month = match.first("month")
    is_month_first = month is not None and month.start < second.start
    cut = match.group("day")[-1].end
    before = match.tokens[match.found.start("second") - 1]
    start = before.start if before.kind == "the" else second.start
    first.tail = Reading(
        start, last.end, "calendar", year=first.year, month=first.month, day=number, era=first.era, rule="two days"
    )
    first.tail.year_relation = first.year_relation
    first.end = cut if is_month_first or second.start > cut else first.end
    if match.found.group("join")[0] in (CODES["hyphen"], CODES["to"]):
        first.partner, first.tail.partner = 1, -1
    return first


def _span_before_christ(match: Match) -> Reading | None:
    """ "499-493 BC": the era is written once."""
    first, second = match.first("year"), match.first("second")
    if first is None or second is None or match.value("era") != "BC" or int(first.value) <= int(second.value):
        return None
    reading = Reading(first.start, first.end, "calendar", year=first.value, era="BC", partner=1)
    reading.tail = Reading(
        second.start, match.group("era")[0].end, "calendar", year=second.value, era="BC", partner=-1, rule="two years"
    )
    return reading


def _span_of_years(match: Match) -> Reading | None:
    """ "1914-18", "2019/20": the century is written once."""
    first, short = match.first("year"), match.first("short")
    if first is None or short is None or len(short.value) != 2 or int(short.value) <= int(first.value[2:]):
        return None
    reading = Reading(first.start, first.end, "calendar", year=first.value, partner=1)
    reading.tail = Reading(
        short.start, short.end, "calendar", year=first.value[:2] + short.value, partner=-1, rule="span of years"
    )
    return reading


_YEAR_END = "(?:(?:COMMA|OF)? $YEAR|COMMA? OF? relyear=($REL UNIT))?"
_WEEKDAY = "(?:weekday=(WEEKDAY|SHORT_WEEKDAY) COMMA?)?"
_ZONE = "zone=(ZONE)?"

#: Calendar dates and clock times, in the order in which equal matches win.
CALENDAR_RULES: tuple[Rule, ...] = (
    ("day month year", f"{_WEEKDAY} THE? day=($DAY) OF? month=(MONTH) {_YEAR_END}", _full_date),
    ("month day year", f"{_WEEKDAY} month=(MONTH) THE? day=($DAY) {_YEAR_END}", _full_date),
    (
        "two days",
        f"{_WEEKDAY} month=(MONTH) THE? day=($DAY) join=(AND|TO|HYPHEN) THE? second=($DAY) {_YEAR_END}",
        _two_days,
    ),
    (
        "two days",
        f"{_WEEKDAY} THE? day=($DAY) join=(AND|TO|HYPHEN) THE? second=($DAY) OF? month=(MONTH) {_YEAR_END}",
        _two_days,
    ),
    ("span of years", "year=(YEAR) HYPHEN short=(HOUR|DOM|COUNT)", _span_of_years),
    (
        "span before christ",
        "year=(HOUR|DOM|COUNT|YEAR) (?:HYPHEN|TO|AND) second=(HOUR|DOM|COUNT|YEAR) era=(ERA)",
        _span_before_christ,
    ),
    ("hyphened date", "day=($DAY) HYPHEN month=(MONTH) HYPHEN year=(YEAR) weekday=()", _full_date),
    ("month year", f"rel=($REL)? month=(MONTH) {_YEAR_END}", _month),
    ("year month", "$YEAR month=(MONTH) rel=()", _month),
    ("iso date", "ISO", _iso),
    ("slashed date", "SLASHED", _slashed),
    ("weekday", "rel=($REL)? weekday=(WEEKDAY)", _weekday),
    ("weekday of week", "weekday=(WEEKDAY) part=(DAYPART)? OF? rel=($REL) unit=(UNIT)", _weekday_of_week),
    ("year", "(?:THE UNIT|THE UNITS)? $YEAR", _bare_year),
    ("season", f"(?:rel=($REL)|THE)? season=(SEASON|FALL) {_YEAR_END}", _season),
    ("year season", "$YEAR season=(SEASON|FALL) rel=()", _season),
    ("quarter or half", f"THE? nth=(ORDINAL|SECOND|LATTER) HYPHEN? part=(QUARTER|HALF) {_YEAR_END}", _nth_part),
    ("decade", "THE? decade=(DECADE) era=(ERA)?", _decade),
    ("century", "THE? nth=((?:NUMBER HYPHEN)? ORDINAL) HYPHEN? unit=(UNIT) era=(ERA)?", _century),
    ("fiscal year", f"(?:THE? FISCAL UNIT?|FY) {_YEAR_END[:-1]}", _fiscal),
    ("day word", "day=(DAY) part=(DAYPART)?", _day_word),
    ("day but one", "THE? unit=(UNIT) side=(BEFORE|AFTER) day=(DAY)", _day_but_one),
    ("unit", "rel=($REL) unit=(UNIT|QUARTER)", _unit),
    ("end of unit", "THE? (?:EARLY|LATTER)? (?:mod=(POINT)|LATTER PART|EARLY PART) OF THE unit=(UNIT)", _unit_part),
    ("later in unit", "mod=(EARLIER|LATER|EARLY) IN THE unit=(UNIT)", _unit_part),
    ("rest of unit", "THE? REST OF THE unit=(UNIT) mod=()", _unit_part),
    ("day of month", "THE day=(ORDINAL)", _day_of_month),
    ("night", "part=(DAYPART|OVERNIGHT)", _bare_night),
    ("part of day", "rel=($REL) part=(DAYPART)", _daypart),
    ("clock", f"hour=(CLOCK) ampm=(AMPM)? {_ZONE}", _clock),
    ("hour of half day", f"hour=(HOUR|DECIMAL|NUMBER) ampm=(AMPM) {_ZONE}", _clock),
    ("o'clock", f"hour=(HOUR|DOM|NUMBER) OCLOCK ampm=()? {_ZONE}", _clock),
    ("hundred hours", "hour=(YEAR|COUNT) ampm=()? zone=(ZONE)", _clock),
    ("noon", "noon=(NOON)", _noon),
)
