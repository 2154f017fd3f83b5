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
        return {"year_relation": read_relation(tokens) or "this"} if tokens[-1].value == "Y" else {"value": "no"}
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
    past_or_coming = {"past": -1, "last": -1, "next": 1, "coming": 1}.get(match.group("rel")[-1].kind)
    if unit in ("TH", "TM", "TS", "2W"):
        if unit != "2W" or past_or_coming is None:
            return None
        return match.reading(kind="duration", unit=unit, amount="1", is_within=True, direction=past_or_coming)
    if unit in ("DE", "CE") and past_or_coming == 1:
        return match.reading(kind="duration", unit=unit, amount="1", is_within=True, direction=1)
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


def _the_weekend(match: Match) -> Reading | None:
    """ "over the weekend": the one that the tense says."""
    return match.reading(kind="unit", unit="WE", is_weekend=True) if match.value("unit") == "WE" else None


def _unit_to_date(match: Match) -> Reading | None:
    return match.reading(kind="unit", unit=match.value("unit"), relation="this")


def _year_end(match: Match) -> Reading | None:
    """ "year-end", "end of year"."""
    if match.value("unit") != "Y" or match.value("mod") != "END":
        return None
    return match.reading(kind="unit", unit="Y", relation="this", mod="END")


def _unit_part(match: Match) -> Reading | None:
    """ "the end of the year", "later in the month": the unit in which what is told lies."""
    unit = match.value("unit")
    if unit not in ("D", "W", "M", "Y", "DE", "CE"):
        return None
    return match.reading(kind="unit", unit=unit, relation="this", mod=match.value("mod") or None)


def _season(match: Match) -> Reading | None:
    return _calendar(match, season=match.value("season"), relation=read_relation(match.group("rel")))


def _nth_part(match: Match) -> Reading | None:
    """Quarters and halves of a year: "the third quarter of 2011", "the last half of 2008", "first-quarter"."""
    part, kind = match.first("part"), match.group("nth")[0].kind
    if part is None:
        return None
    number = 2 if kind in ("second", "latter") else int(match.value("nth") or 0)
    has_year = match.found.groupdict().get("year") or match.found.groupdict().get("relyear")
    if kind in ("last", "final") and has_year:
        number = 4 if part.value == "Q" else 2
    if not 1 <= number <= (4 if part.value == "Q" else 2) or (part.value == "H" and not has_year):
        return None
    return _calendar(match, season=f"{part.value}{number}")


def _quarter_mark(match: Match) -> Reading | None:
    """ "Q3 2019", "the 2019 Q3"."""
    return _calendar(match, season=match.group("part")[0].text)


def _span_season(match: Match) -> Reading | None:
    """ "the winter of 1962-63" is one season."""
    first, short = match.first("year"), match.first("short")
    if first is None or short is None or int(short.value[-2:]) != (int(first.value[2:]) + 1) % 100:
        return None
    return match.reading(kind="calendar", year=first.value, season=match.value("season"))


def _nth_weekday(match: Match) -> Reading | None:
    """ "the first Friday of October", "the last Sunday in May 2011"."""
    number = _nth(match)
    if number is None or not -1 <= number <= 5:
        return None
    return _calendar(match, weekday=int(match.value("weekday")), month=int(match.value("month")), nth=number)


def _nth_month(match: Match) -> Reading | None:
    """ "the third month of 2021"."""
    number = _nth(match)
    if match.value("unit") != "M" or number is None or not 1 <= number <= 12:
        return None
    return _calendar(match, month=number)


def _nth(match: Match) -> int | None:
    kind = match.group("nth")[0].kind
    return -1 if kind in ("last", "final") else 2 if kind == "second" else int(match.value("nth") or 0) or None


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


def _fiscal_relation(match: Match) -> Reading | None:
    """ "the current fiscal year"."""
    relation = read_relation(match.group("rel"))
    if match.value("unit") != "Y":
        return None
    return match.reading(kind="calendar", year_relation=relation, is_fiscal=True)


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
    (
        "nth weekday",
        f"THE? nth=(ORDINAL|SECOND|LAST|FINAL) weekday=(WEEKDAY) (?:OF|IN) month=(MONTH) {_YEAR_END}",
        _nth_weekday,
    ),
    ("nth month", "THE? nth=(ORDINAL|SECOND) unit=(UNIT) OF (?:$YEAR|relyear=($REL UNIT))", _nth_month),
    ("weekday of week", "weekday=(WEEKDAY) part=(DAYPART)? OF? rel=($REL) unit=(UNIT)", _weekday_of_week),
    ("year", "(?:THE UNIT|THE UNITS)? $YEAR", _bare_year),
    ("season", f"(?:rel=($REL)|THE)? season=(SEASON|FALL) {_YEAR_END}", _season),
    (
        "season of two years",
        "THE? season=(SEASON|FALL) OF? year=(YEAR) HYPHEN short=(HOUR|DOM|COUNT|YEAR)",
        _span_season,
    ),
    ("year season", "$YEAR season=(SEASON|FALL) rel=()", _season),
    (
        "quarter or half",
        f"THE? nth=(ORDINAL|SECOND|LATTER|LAST|FINAL) HYPHEN? part=(QUARTER|HALF) {_YEAR_END}",
        _nth_part,
    ),
    (
        "quarter of the year",
        "THE? nth=(ORDINAL|SECOND|LATTER|LAST|FINAL) HYPHEN? part=(QUARTER|HALF) OF relyear=(THE UNIT)",
        _nth_part,
    ),
    ("quarter mark", "part=(QUARTER_MARK) OF? $YEAR", _quarter_mark),
    ("year quarter mark", "$YEAR HYPHEN? part=(QUARTER_MARK)", _quarter_mark),
    ("decade", "THE? decade=(DECADE) era=(ERA)?", _decade),
    ("century", "THE? nth=((?:NUMBER HYPHEN)? ORDINAL) HYPHEN? unit=(UNIT) era=(ERA)?", _century),
    ("fiscal relation", "rel=($REL) FISCAL unit=(UNIT)", _fiscal_relation),
    ("fiscal year", f"(?:THE? FISCAL UNIT?|FY) {_YEAR_END[:-1]}", _fiscal),
    ("day word", "day=(DAY) part=(DAYPART)?", _day_word),
    ("day but one", "THE? unit=(UNIT) side=(BEFORE|AFTER) day=(DAY)", _day_but_one),
    ("unit", "rel=($REL) WORKING? unit=(UNIT|QUARTER)", _unit),
    ("the weekend", "THE unit=(UNIT)", _the_weekend),
    ("unit to date", "THE? unit=(UNIT|QUARTER) HYPHEN? TO HYPHEN? DATE_WORD", _unit_to_date),
    ("year-end", "unit=(UNIT) HYPHEN? mod=(POINT)", _year_end),
    ("year-end", "mod=(POINT) OF unit=(UNIT)", _year_end),
    ("end of unit", "THE? (?:EARLY|LATTER)? (?:mod=(POINT)|LATTER PART|EARLY PART) OF THE unit=(UNIT)", _unit_part),
    ("later in unit", "mod=(EARLIER|LATER|EARLY) IN THE unit=(UNIT)", _unit_part),
    ("rest of unit", "THE? REST OF THE unit=(UNIT) mod=()", _unit_part),
    ("day of month", "THE day=(ORDINAL)", _day_of_month),
)
