"""What the days of publication say of two groups of reports: near days speak for one happening, far ones against it."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.crossreport.linkage import Group

_SOON = 3  # days within which most reports of one happening are published
_MOSTLY = 0.8  # the share of them that are
_UNSEEN, _UNSEEN_SOON = (
    10.0,
    0.2,
)  # reports that the rest of a year counts for beside those at hand, and how many of them are as near
_MOST_BY_DAYS = 2.0  # the most that days of publication add to the logit
_LATER = 14.0  # days between two groups from which they are of another time
_LATER_APART = 6.0  # what that takes off the logit where they share no more than what a year's news shares
_BURST, _BURST_DAYS = 3, 3  # texts of a group, published within so many days, that are news of those days
_AFTER_BURST = 2.0  # what is taken off for another time after one
_KNOWN = 0.5  # share of the names in its opening that must stand in the burst, for a later text to follow it


def weigh_days(a: "Group", b: "Group", days: Sequence[date]) -> float:
    """How much likelier it is that two groups tell of one happening for being published within a few days; 0 where that says nothing.

    Most reports of one happening come within three days. How many others do depends on what is at hand: a day's news, or a year's. So
    that is measured by the share of the other reports that are as near. Two ferries may sink in one week: days alone join nothing
    (`names_in_common`).

    Args:
        a: one group.
        b: the other.
        days: of publication of all texts at hand that are dated, sorted.

    Returns:
        Logarithm of a ratio of likelihoods, 0 to `_MOST_BY_DAYS`.
    """
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return 0.0
    if max((a.first - b.last).days, (b.first - a.last).days) > _SOON:
        return 0.0
    own = len(a.members) + len(b.members)
    soon = timedelta(_SOON)
    near = max(
        bisect_right(days, g.last + soon) - bisect_left(days, g.first - soon) for g in (a, b) if g.first and g.last
    )
    share = (max(0, near - own) + _UNSEEN_SOON) / (max(0, len(days) - own) + _UNSEEN)
    return max(0.0, min(_MOST_BY_DAYS, math.log(_MOSTLY / share)))


def weigh_gap(a: "Group", b: "Group", in_common: float) -> float:
    """How much less likely it is that two groups tell of one happening for being published at other times, unless they share names and
    numbers enough: a trial is followed for months under the same names, but the news of one campaign, or one league, is of many happenings.

    Args:
        a: one group.
        b: the other.
        in_common: their `names_in_common`.

    Returns:
        What is added to the logit, -`_LATER_APART` to 0; by the distance between the middles of the two, so that no chain of near reports
        spans a year.
    """
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return 0.0
    middles = [(g.toordinal() + h.toordinal()) / 2 for g, h in ((a.first, a.last), (b.first, b.last))]
    return -_LATER_APART * min(1.0, abs(middles[0] - middles[1]) / _LATER) * (1 - in_common)


def weigh_burst(a: "Group", b: "Group", weights: Mapping[int, float]) -> float:
    """How much less likely it is that what appeared weeks after a burst of reports tells of the same, whatever names both have, where it
    opens with others: two telephone calls of one president. What follows a trial opens with the names of that trial.

    Returns:
        What is added to the logit, -`_AFTER_BURST` or 0.
    """
    large, small = sorted((a, b), key=lambda g: (-len(g.members), min(g.members)))
    if large.first is None or large.last is None or small.first is None or small.last is None:
        return 0.0
    is_burst = len(large.members) >= _BURST and (large.last - large.first).days <= _BURST_DAYS
    gap = max((small.first - large.last).days, (large.first - small.last).days)
    if not is_burst or gap < _LATER:
        return 0.0
    opening = sum(weights[n] for n in sorted(small.leads))
    known = sum(weights[n] for n in sorted(small.leads) if n in large.names)
    return -_AFTER_BURST if opening and known < _KNOWN * opening else 0.0
