"""Tolls of one happening that cannot both be right: "at least 17 people died", "the death of fourteen people".

A toll rises while it is counted: reports of two days differ for that alone, and only what is lower later is in dispute. Who is counted must
be said alike ("nine children" are part of "32 people"), and where the lower toll says where or in what, the higher one must tell of that.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from onrecord.crossreport.circumstances import dates_differ
from onrecord.crossreport.conflicts import Dispute, is_flat
from onrecord.crossreport.number_conflicts import cannot_both_be
from onrecord.crossreport.one_event import is_of_the_past, on_one_occasion
from onrecord.crossreport.overlap import NOTHING_SHARED, Kin, best_match
from onrecord.crossreport.participants import heads_of
from onrecord.crossreport.pointing_back import is_one_speaker
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.tolls import Toll, toll_words
from onrecord.crossreport.view import StoryView
from onrecord.model import Quantity

_MOST = 100  # tolls of one class that are compared
_IN_PART = re.compile(r"\b(?:alone|initially|at first|at the time|by then|later)\b", re.IGNORECASE)
_FALLING = frozenset({"missing", "displaced"})  # these fall as well as rise
_COUNTED = frozenset("people person man woman at least more than toll number".split())


def find_rival_tolls(view: StoryView, tellings: Sequence[Telling], kin: Kin) -> tuple[Dispute, ...]:
    """Disputes about how many were killed, hurt or arrested.

    Args:
        view: the story.
        tellings: from `prepare_tellings`.
        kin: entity pairs that may stand for each other.

    Returns:
        In the order of the tellings; between accounts of one day, or where the later one is lower.
    """
    by_class: dict[str, list[tuple[Telling, Toll]]] = defaultdict(list)
    for telling, toll in _highest(view, tellings):
        by_class[toll.class_].append((telling, toll))
    found = []
    for class_ in sorted(by_class.keys() - _FALLING):
        for (a, x), (b, y) in combinations(by_class[class_][:_MOST], 2):
            if a.report != b.report and x.people == y.people and _are_rivals(a, x, b, y, kin):
                found.append(Dispute(a, b, "number", f"the figures do not fit together: “{a.text}” and “{b.text}”"))
    return tuple(found)


def _highest(view: StoryView, tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Toll]]:
    """Of each voice in a report the highest toll of a class: what it counts besides may be a part of that."""
    most: dict[tuple[str, str | None, str], float] = {}
    told = [(t, t.toll) for t in tellings if t.toll is not None and is_flat(t) and not is_of_the_past(view, t)]
    for telling, toll in told:
        key = (telling.report, telling.proposition.quotation, toll.class_)
        most[key] = max(toll.value, most.get(key, 0.0))
    for telling, toll in told:
        if toll.value == most[telling.report, telling.proposition.quotation, toll.class_]:
            yield telling, toll


def _are_rivals(a: Telling, x: Toll, b: Telling, y: Toll, kin: Kin) -> bool:
    mine, theirs = _figure_of(a, x), _figure_of(b, y)
    if any(_IN_PART.search(t.text) for t in (a, b)):
        return False
    if mine is None or theirs is None or not cannot_both_be(mine, theirs) or is_one_speaker(a, b):
        return False
    low, high = (a, b) if x.value < y.value else (b, a)
    if not _may_be_known(low, high) or not _is_of_same(low, high, toll_words(x.class_), kin):
        return False
    return dates_differ(a, b, NOTHING_SHARED, kin) is None and on_one_occasion(a, b, kin)


def _figure_of(telling: Telling, toll: Toll) -> Quantity | None:
    return next((q for q in telling.figures if q.item_class == toll.class_ and q.value == toll.value), None)


def _may_be_known(low: Telling, high: Telling) -> bool:
    """Whether who tells the lower toll could have known the higher: both appeared on one day, or the lower one later."""
    if low.published is None or high.published is None:
        return False
    return low.published[0] >= high.published[0]


def _is_of_same(low: Telling, high: Telling, words: frozenset[str], kin: Kin) -> bool:
    """Whether the higher toll tells of all that the lower one says of where and in what, and neither of another event."""
    told = [
        i
        for i in low.items
        if i.role in ("object", "oblique")
        and not (i.is_pronoun or i.is_description or i.key in words | _COUNTED or i.key in high.topics)
    ]
    if not all(best_match(i, high.items, kin)[1] for i in told):
        return False
    events = [[i for i in heads_of(t, "subject") if i.key not in words | _COUNTED] for t in (low, high)]
    return not all(events) or any(best_match(i, events[1], kin)[1] for i in events[0])
