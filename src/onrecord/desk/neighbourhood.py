"""Which stories new reports may belong to: found by telling words in the store's own index, bounded, whatever the size of the store.

A story is open for some weeks after its last report. A closed one is opened again only for a report that shares much more with it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from onrecord.crossreport.background import Background
from onrecord.crossreport.furniture import sentence_key
from onrecord.crossreport.profiles import CHANNELS, DAY, PAIR, iter_words, profile_sentences, weigh_profile
from onrecord.crossreport.stories import published_day
from onrecord.crossreport.wording import read_sentences
from onrecord.model import Correction, Report
from onrecord.store.likeness import find_holders
from onrecord.store.loading import load_reports
from onrecord.store.schema_stories import copy_reports
from onrecord.store.schema_stories import stories as stories_table
from onrecord.store.story_saving import StoryState, load_stories_state, stories_of

_WORDS = 20  # telling words of a report that are looked up
_HOLDERS = 200  # reports looked at for each, the latest
_COMMON = 0.05  # share of all reports that have a word from which it is looked up only where nothing rarer is left
_NEAR = 0.15  # share of a report's telling words that another must have
_CLOSED_NEAR = 0.3  # and where its story is closed
_OPEN_DAYS = 60
_OF_BEST = 0.35  # share of what the nearest story has
_STORIES = 6  # stories a new report is compared with
_MOST = 6000  # reports grouped anew at once; the nearest story of each new report is always among them
_OF_STORIES = frozenset({"same_story", "not_same_story", "same_copy", "not_copy"})


@dataclass
class Neighbourhood:
    """The reports that are grouped anew, and the stories they were in."""

    reports: dict[str, Report] = field(default_factory=dict)
    stories: dict[str, StoryState] = field(default_factory=dict)


def find_neighbourhood(
    connection: Connection,
    new: Sequence[Report],
    seeds: Collection[str],
    background: Background,
    corrections: Sequence[Correction],
) -> Neighbourhood:
    """New reports with the stories that they may belong to.

    Args:
        connection: of a reading transaction.
        new: reports that are in no story yet; they are counted in the background.
        seeds: further reports whose stories are to be grouped anew.
        background: of the reports known.
        corrections: a story that a user tied to one of these is among them too.
    """
    found = Neighbourhood({r.id: r for r in new})
    _open(connection, found, set(stories_of(connection, seeds).values()))
    holders: dict[str, list[str]] = {}
    nearest: list[tuple[int, float, str]] = []
    for report in new:
        words = _telling_words(report, background)
        nearest += _stories_near(connection, report, words, holders)
    for rank, _, story in sorted(nearest, key=lambda item: (item[0], -item[1], item[2])):
        if rank == 0 or len(found.reports) < _MOST:
            _open(connection, found, {story} - found.stories.keys())
    _close_over(connection, found, corrections)
    return found


def _telling_words(report: Report, background: Background) -> dict[str, float]:
    """The words that say most of a report, as printed, with their weight; the report is counted."""
    sentences = read_sentences(report)
    sentences = tuple(s for s in sentences if sentence_key(s) not in background.furniture) or sentences
    frequencies = background.frequencies()
    profile = profile_sentences(sentences, report.text, frequencies)
    background.add(profile)
    weights: Counter[int] = Counter()
    for feature, value in weigh_profile(profile, frequencies).items():
        if feature % CHANNELS < DAY and feature % CHANNELS != PAIR:
            weights[feature // CHANNELS] += value * value  # type: ignore[assignment]
    printed: dict[int, str] = {}
    for code, word in iter_words(sentences, report.text):
        printed.setdefault(code, word)
    common = max(_HOLDERS, _COMMON * background.reports)
    order = sorted(weights, key=lambda c: (background.words[c] > common, -weights[c], c))
    return {printed[c]: weights[c] for c in order[:_WORDS] if c in printed}


def _stories_near(
    connection: Connection, report: Report, words: Mapping[str, float], holders: dict[str, list[str]]
) -> list[tuple[int, float, str]]:
    """(rank, share, id) of the stories nearest to a report."""
    shares: Counter[str] = Counter()
    whole = sum(words.values())
    for word, weight in words.items():
        if word not in holders:
            holders[word] = find_holders(connection, word, _HOLDERS)
        for other in holders[word]:
            shares[other] += weight / whole  # type: ignore[assignment]
    del shares[report.id]
    near = {r: s for r, s in shares.items() if s >= _NEAR}
    best: dict[str, float] = {}
    for other, story in stories_of(connection, near).items():
        best[story] = max(best.get(story, 0.0), near[other])
    days = _days(connection, best)
    open_ = {s: v for s, v in best.items() if v >= _CLOSED_NEAR or _is_open(published_day(report), days.get(s))}
    order = sorted(open_.items(), key=lambda item: (-item[1], item[0]))[:_STORIES]
    return [(n, share, s) for n, (s, share) in enumerate(order) if share >= _OF_BEST * order[0][1]]


def _days(connection: Connection, stories: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
    s = stories_table.c
    rows = connection.execute(select(s.id, s.first_day, s.last_day).where(s.id.in_(sorted(stories))))
    return {row.id: (row.first_day, row.last_day) for row in rows}


def _is_open(day: date | None, days: tuple[str | None, str | None] | None) -> bool:
    """Whether a report of a day comes while a story is going on; where a day is unknown, it may."""
    if day is None or days is None or not (days[0] and days[1]):
        return True
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[1])
    return max((first - day).days, (day - last).days) <= _OPEN_DAYS


def _open(connection: Connection, found: Neighbourhood, stories: Collection[str]) -> None:
    """Take stories with all of their reports in."""
    states = load_stories_state(connection, sorted(stories))
    found.stories.update(states)
    missing = {r for s in states.values() for r in s.reports} - found.reports.keys()
    found.reports.update((r.id, r) for r in load_reports(connection, sorted(missing)))


def _close_over(connection: Connection, found: Neighbourhood, corrections: Sequence[Correction]) -> None:
    """Take in what copies and users tie to the reports at hand, until nothing is left out."""
    tied = [c.reports for c in corrections if c.kind in _OF_STORIES]
    seen: set[str] = set()
    while fresh := found.reports.keys() - seen:
        seen |= fresh
        more = {r for reports in tied if fresh.intersection(reports) for r in reports}
        more |= _copies_of(connection, fresh)
        more -= found.reports.keys()
        _open(connection, found, set(stories_of(connection, more).values()) - found.stories.keys())


def _copies_of(connection: Connection, reports: Collection[str]) -> set[str]:
    x, wanted, found = copy_reports.c, sorted(reports), set[str]()
    for at in range(0, len(wanted), 500):
        mine = select(x.copy_id).where(x.report_id.in_(wanted[at : at + 500]))
        found.update(connection.scalars(select(x.report_id).where(x.copy_id.in_(mine))))
    return found
