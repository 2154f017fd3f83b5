"""The rest of the grammar: durations, sets, distances from an anchor ("two days ago"), and references ("now", "recently")."""

from onrecord.language.timex_numbers import read_number
from onrecord.language.timex_patterns import Match, Rule
from onrecord.language.timex_readings import Reading

_CLOCK_UNITS = {"TH": "H", "TM": "M", "TS": "S"}


def duration_value(amount: str, unit: str) -> str:
    """The TIMEX3 value of a length of time.

    >>> duration_value("3", "D"), duration_value("X", "TH"), duration_value("0.5", "TH"), duration_value("2", "DE")
    ('P3D', 'PTXH', 'PT30M', 'P2DE')
    """
    if unit == "WE":
        return f"P{amount}WE"
    if unit == "Q":
        return f"P{float(amount) * 3:g}M" if amount != "X" else "PXM"
    if unit == "2W":
        return f"P{float(amount) * 2:g}W" if amount != "X" else "PXW"
    if unit in _CLOCK_UNITS:
        if amount == "0.5" and unit == "TH":
            return "PT30M"
        return f"PT{amount}{_CLOCK_UNITS[unit]}"
    if amount == "0.5" and unit in ("DE", "CE"):
        return "P5Y" if unit == "DE" else "P50Y"
    return f"P{amount}{unit}"


def whole_duration(reading: Reading) -> str:
    """The TIMEX3 value of a length with all its parts.

    >>> whole_duration(Reading(0, 1, "duration", amount="3", unit="TH", more=(("30", "TM"),)))
    'PT3H30M'
    """
    values = [duration_value(a, u) for a, u in ((reading.amount or "X", reading.unit or "D"), *reading.more)]
    days = "".join(v[1:] for v in values if not v.startswith("PT"))
    clock = "".join(v[2:] for v in values if v.startswith("PT"))
    return f"P{days}" + (f"T{clock}" if clock else "")


def _length(match: Match) -> tuple[str, str] | None:
    """(amount, unit) of a stretch of time."""
    unit = match.value("unit")
    number = match.group("num")
    amount = read_number(number) if number else "X"
    half = match.group("half") if match.found.groupdict().get("half") else ()
    if half and amount not in (None, "X"):
        amount = f"{float(amount or 0) + (0.25 if half[-1].kind == 'quarter' else 0.5):g}"
    return (amount, unit) if amount and unit else None


def _duration(match: Match) -> Reading | None:
    length = _length(match)
    if length is None or _is_indefinite(match):
        return None
    return match.reading(kind="duration", amount=length[0], unit=length[1])


def _is_indefinite(match: Match) -> bool:
    """ "some day", "some time": no stretch of several; "a thirty-second delay" and "one second" are, "two second chances" are not."""
    number, unit = match.group("num"), match.first("unit")
    if unit is None or unit.kind not in ("unit", "second"):
        return False
    if unit.kind == "second":
        return not (match.tokens[match.found.start("unit") - 1].kind == "hyphen" or read_number(number) == "1")
    return len(number) == 1 and number[0].text.lower() == "some"


def _half_unit(match: Match) -> Reading | None:
    return (
        match.reading(kind="duration", amount="0.5", unit=match.value("unit"))
        if match.value("unit") not in ("WE",)
        else None
    )


def _age(match: Match) -> Reading | None:
    length = _length(match)
    if length is None or length[1] not in ("Y", "M", "W", "D"):
        return None
    reading = match.reading(kind="duration", amount=length[0], unit=length[1])
    reading.rule = "age"
    return reading


def _unit_long(match: Match) -> Reading | None:
    single = any(t.kind == "unit" for t in match.group("unit"))
    return match.reading(kind="duration", amount="1" if single else "X", unit=match.value("unit"))


def _stretch(match: Match) -> Reading | None:
    """ "the past two years", "the next few months", "the coming days"."""
    length = _length(match)
    kind = match.group("rel")[-1].kind if match.group("rel") else ""
    if length is None:
        return None
    direction = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(kind, 0)
    reading = match.reading(kind="duration", amount=length[0], unit=length[1], direction=direction)
    reading.is_within = direction != 0 and length[0] != "X"
    return reading


def _ago(match: Match) -> Reading | None:
    length = _length(match)
    if length is None:
        return None
    return match.reading(kind="shift", amount=length[0], unit=length[1], direction=-1)


def _ahead(match: Match) -> Reading | None:
    length = _length(match)
    return match.reading(kind="shift", amount=length[0], unit=length[1], direction=1) if length else None


def _earlier_or_later(match: Match) -> Reading | None:
    length = _length(match)
    if length is None:
        return None
    is_back = match.value("side") == "START" or match.group("side")[0].kind in ("before", "previously")
    return match.reading(
        kind="shift", amount=length[0], unit=length[1], direction=-1 if is_back else 1, is_deictic=False
    )


def _the_day_before(match: Match) -> Reading | None:
    unit = match.value("unit")
    if unit not in ("D", "W", "M", "Y"):
        return None
    back = match.group("side")[0].kind == "before"
    return match.reading(kind="unit", unit=unit, relation="previous" if back else "following")


def _every(match: Match) -> Reading | None:
    unit, amount = match.value("unit"), read_number(match.group("num")) if match.group("num") else "1"
    if match.group("again"):
        amount = "2"
    return (
        match.reading(kind="set", value=duration_value(amount or "1", unit)) if unit != "WE" or amount == "1" else None
    )


def _every_named(match: Match) -> Reading | None:
    return match.reading(kind="set", value=_recurring(match))


def _recurring(match: Match) -> str:
    token = match.group("name")[0]
    if token.kind in ("weekday", "weekdays"):
        return f"XXXX-WXX-{token.value}"
    if token.kind == "month":
        return f"XXXX-{int(token.value):02d}"
    if token.kind == "daypart":
        return f"XXXX-XX-XXT{token.value}"
    return f"XXXX-{token.value}"


def _periodic(match: Match) -> Reading | None:
    return match.reading(kind="set", value=match.value("name"))


def _times(match: Match) -> Reading | None:
    return match.reading(kind="set", value=duration_value("1", match.value("unit")))


_AMOUNT = "num=($NUM|$VAGUE|A)? unit=(UNIT|UNITS) half=(AND A HALF|AND A QUARTER)?"
_NEAR = "LAST|PAST|NEXT|COMING"

#: Lengths of time, distances and sets.
STRETCH_RULES: tuple[Rule, ...] = (
    ("ago", "num=($NUM|$VAGUE|A)? unit=(UNIT|UNITS|SECOND) half=(AND A HALF|AND A QUARTER)? AGO", _ago),
    ("from now", "num=($NUM|$VAGUE|A) unit=(UNIT|UNITS) half=(AND A HALF|AND A QUARTER)? (?:FROM NOW|HENCE)", _ahead),
    ("in x's time", "num=($NUM|$VAGUE|A) unit=(UNIT|UNITS) POSSESSIVE TIME half=()", _ahead),
    ("earlier or later", f"{_AMOUNT} side=(EARLIER|LATER|AFTERWARDS|PREVIOUSLY)", _earlier_or_later),
    ("the day before", "THE unit=(UNIT) side=(BEFORE|AFTER|FOLLOWING)", _the_day_before),
    ("age", "num=($NUM) HYPHEN? unit=(UNIT|UNITS) HYPHEN? half=() OLD", _age),
    ("stretch", f"rel=((?:THE|THIS) (?:{_NEAR}|FOLLOWING|PREVIOUS|ORDINAL|FINAL)) num=($NUM|$VAGUE)? half=() unit=(UNITS)", _stretch),
    ("bare stretch", "rel=(LAST|PAST|NEXT|COMING) num=($NUM|$VAGUE) half=() unit=(UNITS)", _stretch),
    ("duration", "num=($NUM|$VAGUE) HYPHEN? WORKING? unit=(UNIT|UNITS|SECOND) half=(AND A HALF|AND A QUARTER)?", _duration),
    ("a unit", "num=(A) unit=(UNIT) half=(AND A HALF|AND A QUARTER)?", _duration),
    ("half a unit", "(?:HALF A|A HALF HYPHEN?|HALF HYPHEN?) unit=(UNIT)", _half_unit),
    ("unit-long", "unit=(UNIT|UNITS) HYPHEN LONG", _unit_long),
    ("units", "num=()unit=(UNITS) half=()", _duration),
    ("every unit", "EVERY again=(AGAIN)? num=($NUM)? unit=(UNIT|UNITS|QUARTER)", _every),
    ("every named", "EVERY name=(WEEKDAY|MONTH|SEASON|DAYPART)", _every_named),
    ("weekdays", "name=(WEEKDAYS)", _every_named),
    ("periodic", "name=(PERIODIC)", _periodic),
    ("times a unit", "(?:TIMES|$NUM TIMESNOUN) (?:A|PER|EVERY) unit=(UNIT)", _times),
    ("per unit", "PER unit=(UNIT)", _times),
)  # fmt: skip
