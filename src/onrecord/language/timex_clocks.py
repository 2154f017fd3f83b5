"""Times of the day: clock times in figures and words, parts of the day, the night."""

from onrecord.language.timex_numbers import read_number
from onrecord.language.timex_patterns import Match, Rule, read_relation
from onrecord.language.timex_readings import Reading


def _daypart(match: Match) -> Reading | None:
    relation = read_relation(match.group("rel"))
    part = match.value("part")
    if relation == "last":
        return match.reading(kind="shift", unit="D", amount="1", direction=-1, daypart=part)
    if relation == "this":
        return match.reading(kind="shift", unit="D", amount="0", direction=1, daypart=part)
    shape = {"next": "following"}.get(relation, relation)
    return match.reading(kind="unit", unit="D", relation=shape, daypart=part)


def _overnight(match: Match) -> Reading | None:
    """The night before publication, or the one after it where the tense says so."""
    return match.reading(kind="shift", unit="D", amount="1", direction=-1, daypart=match.value("part"))


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


def _hour_of_day(match: Match) -> Reading | None:
    """ "at six yesterday morning", "at ten last night": by words, the hour of a day and not a count."""
    hour, minute = _hour_minute(match)
    part, relation = match.value("part"), read_relation(match.group("rel"))
    if hour is None or not 1 <= hour <= 12 or minute > 59:
        return None
    days = int(match.value("day").rstrip("NI") or 0) if match.group("day") else {"this": 0, "last": -1}.get(relation)
    if days is None:
        return None
    clock = _clock_reading(match, hour, minute, part).clock
    return match.reading(kind="shift", unit="D", amount=str(abs(days)), direction=-1 if days < 0 else 1, clock=clock)


def _clock_in_part(match: Match) -> Reading | None:
    """ "at 10 in the morning", "3:30 in the afternoon"."""
    hour, minute = _hour_minute(match)
    if hour is None or not 1 <= hour <= 12 or minute > 59:
        return None
    return _clock_reading(match, hour, minute, match.value("part"))


def _past_the_hour(match: Match) -> Reading | None:
    """ "half past seven", "a quarter to nine", "twenty minutes past eight in the evening"."""
    hour, minute = _hour_minute(match)[0], _minutes_past(match)
    if hour is None or not 1 <= hour <= 12 or minute is None:
        return None
    if match.group("side")[0].kind == "to":
        hour, minute = (hour - 1 or 12), 60 - minute
    half = match.value("ampm").lower()[:1] if match.group("ampm") else ""
    part = match.value("part") if match.group("part") else {"a": "MO", "p": "AF"}.get(half, "")
    return _clock_reading(match, hour, minute, part)


def _clock_in_words(match: Match) -> Reading | None:
    """ "at seven thirty": hour and minutes in words."""
    hour, minute = read_number(match.group("hour")), read_number(match.group("n"))
    if hour is None or minute is None or not (1 <= int(float(hour)) <= 12 and 10 <= int(float(minute)) <= 59):
        return None
    return _clock_reading(match, int(float(hour)), int(float(minute)), "")


def _minutes_past(match: Match) -> int | None:
    """The minutes before "past" or "to"; None where the words are no time of day ("ten to twelve")."""
    first, unit, side = match.group("n")[-1], match.first("unit"), match.group("side")[0]
    if first.kind in ("half", "quarter"):
        return (30 if side.kind == "past" else None) if first.kind == "half" else 15
    minute = int(float(read_number(match.group("n")) or 0))
    is_said = unit is not None and unit.value == "TM"
    if not 1 <= minute <= 59 or side.text.lower() not in ("past", "to") or (unit is not None and not is_said):
        return None
    return minute if is_said or (side.kind == "past" and minute % 5 == 0) else None


def _clock_reading(match: Match, hour: int, minute: int, part: str) -> Reading:
    if part in ("AF", "EV") and hour < 12:
        hour += 12
    elif part == "NI":
        hour = 0 if hour == 12 else hour + 12 if hour >= 6 else hour
    elif part == "MO" and hour == 12:
        hour = 0
    reading = match.reading(kind="calendar", clock=f"{hour:02d}:{minute:02d}")
    reading.rule = "half-day clock" if part else ""
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


_ZONE = "(?:zone=(ZONE)|LOCAL TIME)?"

#: Times of the day, in the order in which equal matches win.
CLOCK_RULES: tuple[Rule, ...] = (
    ("night", "part=(DAYPART)", _bare_night),
    ("overnight", "part=(OVERNIGHT)", _overnight),
    ("part of day", "rel=($REL) part=(DAYPART)", _daypart),
    ("clock", f"hour=(CLOCK) ampm=(AMPM)? {_ZONE}", _clock),
    ("hour of half day", f"hour=(HOUR|DECIMAL|NUMBER) ampm=(AMPM) {_ZONE}", _clock),
    ("o'clock", f"hour=(HOUR|DOM|NUMBER) OCLOCK ampm=()? {_ZONE}", _clock),
    ("clock in words", "hour=(NUMBER) HYPHEN? n=(NUMBER (?:HYPHEN NUMBER)?)", _clock_in_words),
    ("hour in part of day", "hour=(HOUR|CLOCK|DECIMAL|NUMBER) OCLOCK? IN THE part=(DAYPART)", _clock_in_part),
    ("hour of a day", "hour=(HOUR|CLOCK|NUMBER) OCLOCK? day=(DAY) part=(DAYPART) rel=()", _hour_of_day),
    ("hour of a day", "hour=(HOUR|CLOCK|NUMBER) OCLOCK? rel=($REL) part=(DAYPART) day=()", _hour_of_day),
    (
        "past the hour",
        "n=(A? QUARTER|HALF|$NUM) unit=(UNIT|UNITS)? side=(PAST|TO) hour=(HOUR|NUMBER) OCLOCK? ampm=(AMPM)? (?:IN THE part=(DAYPART))?",
        _past_the_hour,
    ),
    ("hundred hours", "hour=(YEAR|COUNT) ampm=()? zone=(ZONE)", _clock),
    ("noon", "noon=(NOON)", _noon),
)
