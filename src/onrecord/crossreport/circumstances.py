"""When, where and how many: circumstances by which two propositions are kept apart. Vetoes like those of `vetoes.py`, which asks them."""

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.crossreport.once import once_of
from onrecord.crossreport.overlap import MUCH, Kin, Overlap
from onrecord.crossreport.tellings import Spot, Telling
from onrecord.crossreport.tolls import RISING
from onrecord.model import Quantity

Bounds = tuple[float, float]

FAR = 1.25  # times; figures that lie farther apart are two figures, even where one is open
_NEXT = 12  # characters between a number and the noun that it counts
_LONG = 60  # days before a report from which what it dates is no news
_REPRINTED = 0.9  # share of the longer one told alike from which a text is taken for one that is printed again
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2})\b",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
LONG_PAST = re.compile(
    rf"\b(?:in|since|last) (?:early |late |mid-)?(?:(?:{_MONTHS})(?!\s+\d{{1,2}}\b)|(?:19|20)\d\d\b)", re.IGNORECASE
)
_APART = 25.0  # kilometres from which two towns are two places


def dates_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Both are dated, and no date of one is compatible with one of the other. The same words that name a weekday may be an old text that a
    later report prints again, and of one toll one may tell when it rose, the other when it befell them. Where the year is known of one at
    most, what is known of the days decides."""
    if a.toll and b.toll and a.toll.may_be(b.toll) and tells_of_rise(a) != tells_of_rise(b):
        return None
    if overlap.low >= _REPRINTED and name_one_weekday(a, b):
        return None
    if a.dates and b.dates:
        meets = any(x[0] <= y[1] and y[0] <= x[1] for x in a.dates for y in b.dates)
    elif a.calendar_days and b.calendar_days:
        meets = any(x.may_be(y) for x in a.calendar_days for y in b.calendar_days)
    else:
        return None
    return None if meets else "the dates do not fit together"


def clocks_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Both give a time of day, and the two cannot be one: "broke out at 4.15 a.m.", "at 5.40 a.m."."""
    if a.clock is None or b.clock is None or not a.clock.is_far_from(b.clock):
        return None
    return "the times of day do not fit together"


def tells_of_rise(telling: Telling) -> bool:
    """Whether a telling of a toll says how high it has become: its day is not the day on which it befell them."""
    return any(r.key in RISING for r in telling.roots)


def name_one_weekday(a: Telling, b: Telling) -> bool:
    """Whether both give their day by the name of one weekday only: which week each means, its own day of publication decides."""
    mine, theirs = ({w.lower() for w in _WEEKDAY.findall(t.text)} for t in (a, b))
    return bool(mine & theirs) and not any(_DAY_OF_MONTH.search(t.text) for t in (a, b))


def figures_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Both count the same kind of thing and no figure of one fits one of the other; or all but one of each do: "nine of the 16 are women",
    "eight of 16"."""
    mine, theirs = _counted(a), _counted(b)
    for kind in sorted(mine.keys() & theirs.keys()):
        if not any(_fit(x, y) for x in mine[kind] for y in theirs[kind]):
            return "the figures do not fit together"
        if kind == "count" and len(mine[kind]) == len(theirs[kind]) == 1 + _met(mine[kind], theirs[kind]):
            return "a figure of each does not fit the other"
    return None


def _met(mine: Sequence[Bounds], theirs: Sequence[Bounds]) -> int:
    """How many figures of one are given by the other, each once."""
    left = list(theirs)
    for x in mine:
        if (met := next((y for y in left if _fit(x, y)), None)) is not None:
            left.remove(met)
    return len(theirs) - len(left)


def _counted(telling: Telling) -> dict[str, list[Bounds]]:
    """The intervals of a telling's figures, by what is counted; an approximate figure is one within a tenth."""
    found: dict[str, list[Bounds]] = {}
    for q in telling.figures:
        low, high = q.low, q.high
        if low is None and high is None and q.value is not None:
            low, high = 0.9 * q.value, 1.1 * q.value
        if q.kind == "ordinal" or (low is None and high is None):
            continue
        bounds = (low if low is not None else float("-inf"), high if high is not None else float("inf"))
        found.setdefault(q.item_class or q.unit or q.kind, []).append(bounds)
        noun = _noun_after(telling, q) if q.kind == "count" else ""
        if noun:
            found.setdefault(noun, []).append(bounds)
    return found


def _noun_after(telling: Telling, quantity: Quantity) -> str:
    """The noun that a number stands before, marked so that it is no class: "seven skiers"."""
    nouns = (
        t for t in telling.proposition.terms if t.pos == "NOUN" and quantity.start <= t.start <= quantity.end + _NEXT
    )
    first = next(nouns, None)
    return f"#{first.lemma}" if first is not None else ""


def _fit(x: Bounds, y: Bounds) -> bool:
    """Whether two intervals can mean one figure: they meet, and their ends are near ("at least 27" does not mean 61)."""
    return x[0] <= y[1] and y[0] <= x[1] and _near(x, y)


def _near(x: Bounds, y: Bounds) -> bool:
    # of an open interval its end, of a closed one its middle
    ends = [[v for v in bounds if math.isfinite(v)] for bounds in (x, y)]
    small, large = sorted(abs(sum(found) / len(found)) if found else math.inf for found in ends)
    return large == math.inf or large <= FAR * small or large - small <= 1


def places_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Both name places, and none of one can lie in one of the other, those left aside that both name ("from Dublin to …")."""
    shared = {p.entity for p in a.places} & {p.entity for p in b.places}
    mine, theirs = ([p for p in t.places if p.entity not in shared] for t in (a, b))
    if not mine or not theirs or any(may_be_one_place(x, y) for x in mine for y in theirs):
        return None
    return "the places do not fit together"


def frequencies_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Both tell how often, and differ: "struck twice", "struck five times"."""
    if not a.times or not b.times or set(a.times) & set(b.times):
        return None
    return "it was done so often in one and so often in the other"


def may_be_one_place(x: Spot, y: Spot) -> bool:
    """Whether what happened at one place may have happened at the other: one is in the other, or they are near, or nobody knows."""
    if x.entity == y.entity or (x.name and x.name == y.name) or not x.country or not y.country:
        return True
    if x.country != y.country:
        return False
    if (
        x.is_country
        or y.is_country
        or x.is_region != y.is_region
        or None in (x.latitude, y.latitude, x.longitude, y.longitude)
    ):
        return True
    return _kilometres(x, y) < _APART


def _kilometres(x: Spot, y: Spot) -> float:
    """How far two places are apart, on a ball."""
    one, two = math.radians(x.latitude or 0.0), math.radians(y.latitude or 0.0)
    turn = math.radians((y.longitude or 0.0) - (x.longitude or 0.0))
    cosine = math.sin(one) * math.sin(two) + math.cos(one) * math.cos(two) * math.cos(turn)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))


def told_before(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """What one dates after the day on which the other was published, the other cannot have told."""
    for one, other in ((a, b), (b, a)):
        if one.published and other.dates and other.is_actual and not one.dates:
            latest = (date.fromisoformat(one.published[1]) + timedelta(days=1)).isoformat()
            if all(earliest > latest for earliest, _ in other.dates):
                return "one was published before what the other tells"
    return None


def told_as_past(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """What one dates long before the day of its report, and the other does not date, may be two occasions: "was arrested in 2006", "was
    arrested". Of the news itself a report without a day seldom prints the year, nor only the month; but much that is told alike makes up
    for that. Not where it happens once ever: but of those killed only a number may be told, and many are."""
    if any(how == "ever" for _, how in once_of(a) & once_of(b)) and not (a.toll and b.toll):
        return None
    for one, other in ((a, b), (b, a)):
        if other.dates or _names_month(other) or (one.published is None and overlap.shared >= MUCH):
            continue
        if _is_past(one):
            return "one tells of what is long past, the other gives no day"
    return None


def _is_past(telling: Telling) -> bool:
    """Whether a telling is dated long before its report; or, where that has no day, by no more than a year or a month."""
    if telling.published is None:
        return _names_month(telling)
    before = no_news_before(telling.published[0])
    return bool(telling.dates) and all(latest < before for _, latest in telling.dates)


def no_news_before(published: str) -> str:
    """The day before which what a report dates is no news, by the first day on which it may have been published."""
    return (date.fromisoformat(published) - timedelta(days=_LONG)).isoformat()


def _names_month(telling: Telling) -> bool:
    """Whether it was in a month or a year: "issued a patch in October"; not in a clause that stands before."""
    return LONG_PAST.search(telling.text.rsplit(" … ", 1)[-1]) is not None


def ordinals_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """The first reactor is not the second."""
    mine, theirs = ({q.value for q in t.figures if q.kind == "ordinal"} for t in (a, b))
    return "one speaks of another in a row" if mine and theirs and not mine & theirs else None


def numbers_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """A number of which nobody could say what it counts, and no like number in the other, which has one."""
    mine, theirs = ({*t.loose_numbers, *(q.value for q in t.figures if q.value is not None)} for t in (a, b))
    fewer = min(mine - {1.0}, theirs - {1.0}, key=len)
    if len(fewer & mine & theirs) > len(fewer) / 2:
        return None  # "to 1.4 from 1.9", "to 1.4"
    for one, values in ((a, theirs), (b, mine)):
        if one.loose_numbers and values and not values.intersection(one.loose_numbers):
            return "the numbers differ"
    return None
