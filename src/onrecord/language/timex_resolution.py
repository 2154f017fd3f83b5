"""Reading + anchors -> TIMEX3 value. What has no anchor keeps its X digits and its offset, and is not resolved."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.language.calendar_values import step, value_bounds
from onrecord.language.holiday_dates import fixed_day, holiday_in, nth_weekday
from onrecord.language.timex_anchors import Anchors, Told, is_precise
from onrecord.language.timex_readings import Reading, Relation
from onrecord.language.timex_stretches import duration_value, whole_duration
from onrecord.language.timex_tense import Tense


@dataclass(frozen=True)
class Resolved:
    """A value, what it was measured from and how far."""

    value: str | None
    anchor: str = "unknown"
    offset: str | None = None
    type: str = "DATE"


TenseOf = Callable[[], Tense | None]
_STEPS: dict[Relation, int] = {"last": -1, "previous": -1, "next": 1, "following": 1, "this": 0, "that": 0}
_UNKNOWN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "2W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Y": "XXXX", "Q": "XXXX-QX", "DE": "XXX",
    "CE": "XX",
}  # fmt: skip
_UNTIL = frozenset({"until", "till", "til"})
_SAME_DAY = 500  # characters after a date within which "in the evening" is that day's
_PRECISION = {"D": "D", "W": "D", "WE": "D", "2W": "D", "M": "M", "Q": "Q"}


def resolve(reading: Reading, anchors: Anchors, tense_of: TenseOf) -> Resolved:
    """The value of a reading.

    Args:
        reading: from the grammar.
        anchors: the publication date and the dates named before it.
        tense_of: the tense of what it dates; only asked where that decides.

    Source: TimeML annotation guidelines 1.2.1, sections 2.2.2 to 2.2.4 (type, value, mod of TIMEX3).
    """
    resolved = _BY_KIND[reading.kind](reading, anchors, tense_of)
    return _with_time(reading, resolved) if reading.daypart or reading.clock else resolved


def _with_time(reading: Reading, day: Resolved) -> Resolved:
    value = day.value or "XXXX-XX-XX"
    if "T" in value:
        return replace(day, type="TIME")
    time = f"{reading.clock}{reading.zone}" if reading.clock else reading.daypart
    return replace(day, value=f"{value}T{time}", type="TIME")


def _reference(reading: Reading, anchors: Anchors, tense_of: TenseOf) -> Resolved:
    told = _day_going_on(reading, anchors, tense_of) if reading.daypart else None
    if told is not None:
        day, _, part = told.value.partition("T")
        if reading.daypart == "MO" and part in ("AF", "EV", "NI"):
            day = step(day, 1, "D") or day  # "on Saturday night. In the morning"
        return Resolved(f"{day}T{reading.daypart}", told.id, type="TIME")
    return Resolved(reading.value, "published" if anchors.published and reading.value == "PRESENT_REF" else "unknown")


def _set(reading: Reading, anchors: Anchors, tense_of: TenseOf) -> Resolved:
    return Resolved(reading.value, type="SET")


def _duration(reading: Reading, anchors: Anchors, tense_of: TenseOf) -> Resolved:
    if reading.signal == "in" and reading.amount != "X" and not anchors.is_history and tense_of() == "future":
        return _shift(replace(reading, kind="shift", direction=1), anchors, tense_of)  # "will vote in two weeks"
    value = whole_duration(reading)
    if reading.is_within or reading.base_event:
        sign = "-" if reading.direction < 0 else ""
        anchored = reading.is_within and anchors.today is not None and not anchors.is_history
        return Resolved(value, "published" if anchored else "unknown", f"{sign}{value}", "DURATION")
    return Resolved(value, type="DURATION")


def _shift(reading: Reading, anchors: Anchors, tense_of: TenseOf) -> Resolved:
    if reading.unit == "TH" and reading.amount and reading.amount.isdigit() and int(reading.amount) % 24 == 0:
        reading = replace(reading, unit="D", amount=str(int(reading.amount) // 24))  # "48 hours ago"
    if reading.more:
        rest = replace(reading, amount=reading.more[-1][0], unit=reading.more[-1][1], more=reading.more[:-1])
        rest, last = replace(rest, amount=reading.amount, unit=reading.unit), replace(rest, more=())
        return _shift(replace(rest, base=replace(last, base=reading.base)), anchors, tense_of)
    if reading.rule == "overnight" and tense_of() == "future":
        reading = replace(reading, amount="0", direction=1)
    unit, amount = reading.unit or "D", reading.amount or "X"
    kind = "TIME" if unit.startswith("T") else "DATE"
    if amount == "X":
        return Resolved("PAST_REF" if reading.direction < 0 else "FUTURE_REF", type="DATE")
    offset = _offset(reading.direction * float(amount), unit)
    if reading.base is not None:
        base = resolve(reading.base, anchors, tense_of)
        return _stepped(reading, base.value, base.anchor, offset)
    if anchors.is_history and unit == "D" and amount in ("0", "1") and not reading.daypart:
        return Resolved("PRESENT_REF" if amount == "0" else "XXXX-XX-XX", offset=offset)
    if reading.is_deictic and not anchors.is_history:
        return _stepped(reading, anchors.published, "published", offset)
    told = anchors.last_told(_PRECISION.get(unit, "Y"), reading.start)
    resolved = _stepped(reading, told.value if told else None, told.id if told else "unknown", offset)
    return replace(resolved, type=kind)


def _offset(amount: float, unit: str) -> str:
    """A signed ISO 8601 duration, which knows no decades, centuries and weekends."""
    scale, iso = {"DE": (10, "Y"), "CE": (100, "Y"), "WE": (1, "W")}.get(unit, (1, unit))
    return ("-" if amount < 0 else "") + duration_value(f"{abs(amount) * scale:g}", iso)


def _stepped(reading: Reading, base: str | None, anchor: str, offset: str) -> Resolved:
    """The value at a distance from a base; a distance in hours stays on the unknown hour of the day it leads to."""
    unit, amount = reading.unit or "D", float(reading.amount or 0)
    if unit.startswith("T"):
        return Resolved("XXXX-XX-XXTXX", offset=offset, type="TIME")
    unknown = _UNKNOWN.get(unit, "XXXX")
    if base is None or (amount != int(amount) and unit != "Y"):
        return Resolved(unknown, offset=offset)
    months = round(amount * 12) if amount != int(amount) else None
    exact = reading.base is not None and unit in ("W", "2W") and is_precise(base, "D")
    if exact:
        value = step(base, reading.direction * int(amount) * (7 if unit == "W" else 14), "D")
    else:
        value = step(base, reading.direction * (months or int(amount)), "M" if months else unit)
    return Resolved(value, anchor, offset) if value else Resolved(unknown, offset=offset)


def _unit(reading: Reading, anchors: Anchors, tense_of: TenseOf) -> Resolved:
    unit, count = reading.unit or "D", _STEPS.get(reading.relation, 0)
    offset = _offset(count, unit)
    if reading.rule == "the weekend":
        return _weekend(reading, anchors, tense_of)
    told = _told_for(reading, anchors, _PRECISION.get(unit, "Y"))
    if reading.rule == "later in unit" and unit == "D":
        told = _day_going_on(reading, anchors, tense_of)
    base, anchor = (told.value, told.id) if told else (None, "unknown")
    if told is None and _is_deictic(reading, anchors):
        base, anchor = anchors.published, "published"
    value = step(base, count, unit) if base else None
    return Resolved(value, anchor, offset) if value else Resolved(_UNKNOWN.get(unit, "XXXX"), offset=offset)


def _weekend(reading: Reading, anchors: Anchors, tense_of: TenseOf) -> Resolved:
    """ "over the weekend": the last one in a report of what happened, the coming one of what will."""
    today = anchors.today
    if today is None or anchors.is_history:
        return Resolved(_UNKNOWN["WE"])
    on_it = today.isoweekday() >= 6
    weeks = 0 if on_it or tense_of() in ("future", "scheduled") else -1
    value = step(today.isoformat(), weeks, "WE")
    return Resolved(value, "published") if value else Resolved(_UNKNOWN["WE"])


def _day_going_on(reading: Reading, anchors: Anchors, tense_of: TenseOf) -> Told | None:
    """The day just told of, to which "later in the day" and "in the evening" belong: one gone by in a tale, else one to come."""
    told = anchors.last_told("D", reading.start)
    if told is None or reading.start - told.end >= _SAME_DAY:
        return None
    is_past = told.value[:10] <= (anchors.published or told.value)[:10]
    tense = tense_of()
    is_told = tense == "past" or (tense is None and reading.rule == "later in unit")
    return told if (is_told and is_past) or (tense in ("future", "scheduled") and not is_past) else None


def _is_deictic(reading: Reading, anchors: Anchors) -> bool:
    return reading.relation in ("this", "last", "next") and not anchors.is_history


def _told_for(reading: Reading, anchors: Anchors, precision: str) -> Told | None:
    return None if _is_deictic(reading, anchors) else anchors.last_told(precision, reading.start)


def _calendar(reading: Reading, anchors: Anchors, tense_of: TenseOf) -> Resolved:
    year, anchor = _year_of(reading, anchors)
    if reading.holiday:
        return _holiday(reading, year, anchor, anchors, tense_of)
    if year is not None:
        return Resolved(_date_value(reading, year), anchor)
    if reading.month or reading.season:
        return _without_year(reading, anchors, tense_of)
    if reading.weekday:
        return _weekday(reading, anchors, tense_of)
    if reading.day:
        return _day_of_month(reading, anchors)
    told = anchors.last_told("D", reading.start) if reading.clock else None
    if told is not None and reading.start - told.end < 400:
        return Resolved(told.value.split("T")[0], told.id)
    if reading.clock and anchors.today is not None and not anchors.is_history:
        return Resolved(anchors.today.isoformat(), "published")
    return Resolved(None)


def _year_of(reading: Reading, anchors: Anchors) -> tuple[str | None, str]:
    if reading.year_relation:
        found = _unit(replace(reading, kind="unit", unit="Y", relation=reading.year_relation), anchors, lambda: None)
        if found.value is None or "X" in found.value:
            return None, "unknown"
        return (f"FY{found.value}" if reading.is_fiscal else found.value), found.anchor
    if reading.year is None:
        return None, "unknown"
    if reading.is_fiscal:
        return f"FY{reading.year}", "explicit"
    if reading.is_short_year:
        return _with_century(int(reading.year), anchors, reading), "explicit"
    if reading.era == "BC":
        return "BC" + (reading.year if reading.unit else reading.year.zfill(4)), "explicit"
    return reading.year, "explicit"


def _with_century(short: int, anchors: Anchors, reading: Reading) -> str:
    """ "'89": the century that puts it nearest to what was told, or not after publication."""
    told = anchors.last_told("Y", reading.start) if anchors.is_history else None
    if told is not None and told.value[:4].isdigit():
        near = int(told.value[:4])
        return str(min((near // 100 * 100 + short + c for c in (-100, 0, 100)), key=lambda y: abs(y - near)))
    limit = int(anchors.published[:4]) + 1 if anchors.published else 2029
    return str(2000 + short if 2000 + short <= limit else 1900 + short)


def _date_value(reading: Reading, year: str) -> str | None:
    if reading.season:
        return f"{year}-{reading.season}"
    if reading.month is None:
        return year
    value = f"{year}-{reading.month:02d}"
    if reading.nth is not None:
        return _nth_day(reading, year) or value
    if reading.day is None:
        return value
    value = f"{value}-{reading.day:02d}"
    return value if year.startswith(("BC", "XXXX")) or value_bounds(value) else None


def _nth_day(reading: Reading, year: str) -> str | None:
    """ "the first Friday of October" of a year; None where the month has no fifth one, or the year is not known."""
    if not year.isdigit() or len(year) != 4 or reading.month is None:
        return None
    day = nth_weekday(int(year), reading.month, reading.weekday or 1, reading.nth or 1)
    return day.isoformat() if day.month == reading.month else None


def _without_year(reading: Reading, anchors: Anchors, tense_of: TenseOf) -> Resolved:
    """Month, day and season of a year that is not written: the year that the anchor and the tense give."""
    unknown = _date_value(reading, "XXXX")
    told = None if reading.relation in ("last", "next") and not anchors.is_history else _continued(reading, anchors)
    if told is not None:
        value = _date_value(reading, _continuing_year(reading, told))
        return Resolved(value, told.id) if value else Resolved(unknown)
    if anchors.published is None or anchors.is_history or len(anchors.published) < 7:
        return Resolved(unknown)
    today = value_bounds(anchors.published)[1]  # type: ignore[index]
    choices = [v for y in (-1, 0, 1) if (v := _date_value(reading, f"{today.year + y:04d}")) and value_bounds(v)]
    if reading.signal in _UNTIL:  # "has cancelled all trips until September 6": the verb says nothing of that day
        tense_of = _untold
    value = _pick(choices, today, reading.relation, tense_of)
    return Resolved(value, "published") if value else Resolved(unknown)


def _untold() -> Tense | None:
    return None


def _continued(reading: Reading, anchors: Anchors) -> Told | None:
    if anchors.is_history or reading.relation in ("that", "previous", "following"):
        return anchors.frame(reading.start)
    return None


def _continuing_year(reading: Reading, told: Told) -> str:
    """The year of the last date told; the next one where a text goes on from autumn to spring."""
    if told.value.startswith("BC"):
        return told.value[:6]
    count = {"previous": -1, "following": 1, "last": -1, "next": 1}.get(reading.relation, 0)
    month = int(told.value[5:7]) if told.value[5:7].isdigit() else 0
    if reading.month and not count and month - reading.month >= 8:
        count = 1
    if count == -1 and reading.month and month > reading.month:
        count = 0
    if count == 1 and reading.month and 0 < month < reading.month and reading.relation in ("next", "following"):
        count = 0
    return f"{int(told.value[:4]) + count:04d}"


def _pick(choices: list[str], today: date, relation: Relation, tense_of: TenseOf) -> str | None:
    """Of the same date in several years the one meant: by "last" and "next", else by tense, else the nearest."""
    spans = [(value_bounds(v) or (today, today), v) for v in choices]
    before = [v for (first, last), v in spans if last < today]
    begun = [v for (first, _), v in spans if first <= today]
    to_come = [v for (_, last), v in spans if last >= today]
    ahead = [v for (first, _), v in spans if first > today]
    if relation == "last":
        return before[-1] if before else None
    if relation == "next":
        return ahead[0] if ahead else None
    nearest = (
        min(spans, key=lambda s: min(abs((s[0][0] - today).days), abs((s[0][1] - today).days)))[1] if spans else None
    )
    tense = None if relation == "this" else tense_of()
    if relation == "this" or tense is None:
        same_year = (v for (first, last), v in spans if relation == "this" and first.year == last.year == today.year)
        return next(same_year, nearest)
    return (begun[-1] if begun else None) if tense == "past" else (to_come[0] if to_come else None)


def _weekday(reading: Reading, anchors: Anchors, tense_of: TenseOf) -> Resolved:
    """ "on Saturday": the last one in a report of what happened, the next one of what will."""
    unknown = f"XXXX-WXX-{reading.weekday}"
    offset = {"last": "-P1W", "next": "P1W"}.get(reading.relation)
    today = anchors.today
    if today is None or anchors.is_history:
        return Resolved(unknown, offset=offset)
    back = (today.isoweekday() - (reading.weekday or 1)) % 7
    if reading.unit == "W":
        monday = today - timedelta(today.isoweekday() - 1) + timedelta(7 * _STEPS.get(reading.relation, 0))
        return Resolved((monday + timedelta((reading.weekday or 1) - 1)).isoformat(), "published", offset)
    if reading.relation in ("last", "previous"):
        day = today - timedelta(back or 7)
    elif reading.relation == "next":
        day = today - timedelta(today.isoweekday() - 1) + timedelta(7 + (reading.weekday or 1) - 1)
    elif tense_of() in ("future", "scheduled"):
        day = today + timedelta((7 - back) % 7)
    else:
        day = today - timedelta(back)
    return Resolved(day.isoformat(), "published", offset)


def _day_of_month(reading: Reading, anchors: Anchors) -> Resolved:
    """ "on the 13th": of the month named before, else of the month of publication."""
    told = anchors.last_told("M", reading.start)
    base, anchor = (told.value, told.id) if told else (None, "unknown")
    value = f"{base[:-3] if len(base.split('T')[0]) > 8 else base}" if base and not base.startswith("BC") else "XXXX-XX"
    day = f"{value[:7]}-{reading.day:02d}"
    return Resolved(day, anchor) if value_bounds(day) else Resolved(f"XXXX-XX-{reading.day:02d}")


def _holiday(reading: Reading, year: str | None, anchor: str, anchors: Anchors, tense_of: TenseOf) -> Resolved:
    name = reading.holiday or ""
    once = fixed_day(name)
    if once is not None and len(once) == 10:
        return Resolved(once, "explicit")
    if year is not None and year.isdigit() and len(year) == 4:
        day = holiday_in(name, int(year))
        return Resolved(day.isoformat() if day else year, "explicit")
    unknown = f"XXXX-{once}" if once else None
    told = anchors.last_told("Y", reading.start) if anchors.is_history else None
    if told is not None and told.value[:4].isdigit():
        day = holiday_in(name, int(told.value[:4]))
        return Resolved(day.isoformat(), told.id) if day else Resolved(unknown)
    today = anchors.today
    if today is None or anchors.is_history:
        return Resolved(unknown)
    days = [d.isoformat() for y in (-1, 0, 1) if (d := holiday_in(name, today.year + y))]
    value = _pick(days, today, reading.relation, tense_of)
    return Resolved(value, "published") if value else Resolved(unknown)


_BY_KIND: dict[str, Callable[[Reading, Anchors, TenseOf], Resolved]] = {
    "calendar": _calendar, "unit": _unit, "shift": _shift, "duration": _duration, "set": _set, "reference": _reference,
}  # fmt: skip
