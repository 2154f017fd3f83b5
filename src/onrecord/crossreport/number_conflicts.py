"""Disputes of number: what is told alike but for a figure, a length of time or how often. `conflicts.py` asks these rules."""

import math
import re

from onrecord.crossreport.overlap import Kin, Overlap, best_match
from onrecord.crossreport.participants import heads_of
from onrecord.crossreport.same_matter import (
    REST,
    TOLD_OF_REJECTED,
    Scene,
    is_near,
    is_of_one_thing,
    tells_further,
    told_besides,
)
from onrecord.crossreport.tellings import Telling
from onrecord.model import Quantity

_ADDED = re.compile(r"\b(?:more(?! than)|another|additional|further|others?|extra|each|every|per)\b", re.IGNORECASE)
_MOST = 0.75  # share of the longer one that must be told where a measure, a share or a sum is in dispute
_ROUGHLY = 0.2  # how far beyond its bounds a rough figure may lie
_ROUNDED = 0.05  # the same of one that gives a bound ("at least 17")
_SETTINGS = frozenset({"in", "at", "near", "on", "inside", "outside", "during"})
_TOLLS = frozenset({"killed", "injured", "missing", "displaced", "arrested"})


def is_miscounted(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """Figures that cannot both be. A toll rises from day to day: it is in dispute only between reports of one day. What is told of another
    area or another year is another figure.

    Measures are compared in one unit only: feet and metres, one may be the other.
    """
    counted = all(q.kind in ("count", "percent", "money", "measure") for t in (a, b) for q in t.figures)
    if any(_ADDED.search(t.text) or len(t.proposition.spans) > 1 for t in (a, b)):
        return False
    figures = _told_otherwise(a, b) if counted else None
    if figures is None or not cannot_both_be(*figures):
        return False
    if (
        not (is_near(overlap) or _is_toll_of_same(figures, overlap))
        or not is_of_one_thing(a, b, scene[1])
        or not _is_of_one_area(a, b, figures)
    ):
        return False
    if figures[0].kind != "count" and overlap.low < _MOST:
        return False
    if _settings_differ(a, b, scene[1]):
        return False
    is_toll = all(q.item_class in _TOLLS for q in figures)
    if not is_toll and any(tells_further(x, y, scene[1]) for x, y in ((a, b), (b, a))):
        return False  # a share of another area, the seats of another election
    if any(q.item_class in _TOLLS for q in figures):
        days = {scene[0].of(t.report).report.published for t in (a, b)}
        return len(days) == 1 and None not in days
    return bool(a.dates) == bool(b.dates) or figures[0].kind == "count"


def _told_otherwise(a: Telling, b: Telling) -> tuple[Quantity, Quantity] | None:
    """The one figure of each that the other does not give: nine and eight of "nine of the 16", "eight of 16"; None where there are more."""
    mine, theirs = (
        [q for q in x.figures if not any(_is_as_much(q, y) for y in other.figures)] for x, other in ((a, b), (b, a))
    )
    return (mine[0], theirs[0]) if len(mine) == len(theirs) == 1 else None


def _is_as_much(x: Quantity, y: Quantity) -> bool:
    return (x.value, x.low, x.high, x.unit) == (y.value, y.low, y.high, y.unit)


def cannot_both_be(x: Quantity, y: Quantity) -> bool:
    """Whether no number is in both, however roughly each is given: "about 2,000" and "more than 10,000", not "almost 40" and "42"."""
    if x.unit != y.unit:
        return False
    bounds = []
    for q in (x, y):
        if q.comparator == "=" and q.value is not None:
            bounds.append((q.value, q.value))
        else:
            open_ = q.low is None and q.high is None
            low, high = (q.value, q.value) if open_ else (q.low, q.high)
            low, high = (-math.inf if low is None else low), (math.inf if high is None else high)
            slack = _ROUGHLY if q.comparator == "~" else _ROUNDED
            bounds.append((low - slack * abs(low), high + slack * abs(high)))
    return bounds[0][1] < bounds[1][0] or bounds[1][1] < bounds[0][0]


def _is_toll_of_same(figures: tuple[Quantity, Quantity], overlap: Overlap) -> bool:
    """Whether one tells all that the other counts, a toll of the same people: "six firefighters were injured"."""
    same = figures[0].item_class in _TOLLS and figures[0].item_class == figures[1].item_class
    people = any(i.key == j.key and i.role == j.role and i.role in ("subject", "object") for i, j, _ in overlap.pairs)
    return same and people and overlap.high >= REST and overlap.low >= TOLD_OF_REJECTED


def _settings_differ(a: Telling, b: Telling, kin: Kin) -> bool:
    """Whether each says of another thing or occasion where or in what it was: "at the march", "at the airport"."""
    mine, theirs = ([i for i in t.items if i.slot in _SETTINGS and i.role == "oblique"] for t in (a, b))
    return bool(mine and theirs) and not any(best_match(i, theirs, kin)[1] for i in mine)


def is_of_other_length(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One exact length of time each, of what is told alike in every other word: "sentenced to three years", "sentenced to five years"."""
    return len(a.durations) == len(b.durations) == 1 and overlap.low >= REST and bool(heads_of(a, "object"))


def _is_of_one_area(a: Telling, b: Telling, figures: tuple[Quantity, Quantity]) -> bool:
    mine, theirs = ({p.entity for p in t.places} for t in (a, b))
    of_one_toll = all(q.item_class in _TOLLS for q in figures)
    return mine == theirs or (of_one_toll and not (mine and theirs))


def is_of_other_frequency(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """The same done so often, and so often: "struck twice", "struck five times"."""
    counted = {"time", "twice", "thrice"}
    both = ((a, b), (b, a))
    return is_of_one_thing(a, b, scene[1]) and all(told_besides(x, y, counted, scene[1]) >= REST for x, y in both)
