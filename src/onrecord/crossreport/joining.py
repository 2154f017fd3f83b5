"""New reports join the stories known: which reports are grouped anew for them, and what becomes of the stories.

Where the known reports lie is the caller's matter (`Archive`): a store on disk, or a `StoryStream` in memory. The rules are those of
`group_stories`, applied to the new reports with the stories that they may belong to. Those are found by telling words, bounded, whatever
the size of the archive. A story is open for some weeks after its last report; a closed one is opened again only for a report that shares
much more with it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Literal, Protocol, TypeVar

import msgspec

from onrecord.crossreport.background import Background
from onrecord.crossreport.furniture import sentence_key
from onrecord.crossreport.identities import keep_ids
from onrecord.crossreport.profiles import CHANNELS, DAY, PAIR, iter_words, profile_sentences, weigh_profile
from onrecord.crossreport.stories import published_day
from onrecord.crossreport.wording import read_sentences
from onrecord.model import Correction, Judgement, Report, Story, StoryChange

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


class Known(Protocol):
    """A story that is known."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> int:
        """The lower, the longer it is known."""

    @property
    def reports(self) -> frozenset[str]: ...


K = TypeVar("K", bound=Known)
K_co = TypeVar("K_co", bound=Known, covariant=True)


class Archive(Protocol[K_co]):
    """Where the reports and stories known so far are looked up."""

    def find_holders(self, word: str, limit: int) -> Sequence[str]:
        """Ids of reports that hold a word as printed, the latest first."""

    def stories_of(self, reports: Collection[str]) -> Mapping[str, str]:
        """Report id -> the story it is in; reports that are in none yet are absent."""

    def days_of(self, stories: Collection[str]) -> Mapping[str, tuple[str | None, str | None]]:
        """Story id -> ISO days of its first and its last report, where they are known."""

    def load_stories(self, stories: Collection[str]) -> Mapping[str, K_co]:
        """Stories by id."""

    def load_reports(self, reports: Collection[str]) -> Iterable[Report]:
        """Reports by id, any order."""

    def copies_of(self, reports: Collection[str]) -> Collection[str]:
        """Ids of the reports that are copies of some, with these."""


@dataclass
class Neighbourhood(Generic[K]):
    """The reports that are grouped anew, and the stories they were in."""

    reports: dict[str, Report] = field(default_factory=dict)
    stories: dict[str, K] = field(default_factory=dict)


def find_neighbourhood(
    archive: Archive[K],
    new: Sequence[Report],
    seeds: Collection[str],
    background: Background,
    corrections: Sequence[Correction],
) -> Neighbourhood[K]:
    """New reports with the stories that they may belong to.

    Args:
        archive: of what is known.
        new: reports that are in no story yet; they are counted in the background.
        seeds: further reports whose stories are to be grouped anew.
        background: of the reports known.
        corrections: a story that a user tied to one of these is among them too.
    """
    found: Neighbourhood[K] = Neighbourhood({r.id: r for r in new})
    _open(archive, found, set(archive.stories_of(seeds).values()))
    holders: dict[str, Sequence[str]] = {}
    nearest: list[tuple[int, float, str]] = []
    for report in new:
        words = _telling_words(report, background)
        nearest += _stories_near(archive, report, words, holders)
    for rank, _, story in sorted(nearest, key=lambda item: (item[0], -item[1], item[2])):
        if rank == 0 or len(found.reports) < _MOST:
            _open(archive, found, {story} - found.stories.keys())
    _close_over(archive, found, corrections)
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
    archive: Archive[K], report: Report, words: Mapping[str, float], holders: dict[str, Sequence[str]]
) -> list[tuple[int, float, str]]:
    """(rank, share, id) of the stories nearest to a report."""
    shares: Counter[str] = Counter()
    whole = sum(words.values())
    for word, weight in words.items():
        if word not in holders:
            holders[word] = archive.find_holders(word, _HOLDERS)
        for other in holders[word]:
            shares[other] += weight / whole  # type: ignore[assignment]
    del shares[report.id]
    near = {r: s for r, s in shares.items() if s >= _NEAR}
    best: dict[str, float] = {}
    for other, story in archive.stories_of(near).items():
        best[story] = max(best.get(story, 0.0), near[other])
    days = archive.days_of(best)
    open_ = {s: v for s, v in best.items() if v >= _CLOSED_NEAR or _is_open(published_day(report), days.get(s))}
    order = sorted(open_.items(), key=lambda item: (-item[1], item[0]))[:_STORIES]
    return [(n, share, s) for n, (s, share) in enumerate(order) if share >= _OF_BEST * order[0][1]]


def _is_open(day: date | None, days: tuple[str | None, str | None] | None) -> bool:
    """Whether a report of a day comes while a story is going on; where a day is unknown, it may."""
    if day is None or days is None or not (days[0] and days[1]):
        return True
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[1])
    return max((first - day).days, (day - last).days) <= _OPEN_DAYS


def _open(archive: Archive[K], found: Neighbourhood[K], stories: Collection[str]) -> None:
    """Take stories with all of their reports in."""
    states = archive.load_stories(sorted(stories))
    found.stories.update(states)
    missing = {r for s in states.values() for r in s.reports} - found.reports.keys()
    found.reports.update((r.id, r) for r in archive.load_reports(sorted(missing)))


def _close_over(archive: Archive[K], found: Neighbourhood[K], corrections: Sequence[Correction]) -> None:
    """Take in what copies and users tie to the reports at hand, until nothing is left out."""
    tied = [c.reports for c in corrections if c.kind in _OF_STORIES]
    seen: set[str] = set()
    while fresh := found.reports.keys() - seen:
        seen |= fresh
        more = {r for reports in tied if fresh.intersection(reports) for r in reports}
        more |= set(archive.copies_of(fresh))
        more -= found.reports.keys()
        _open(archive, found, set(archive.stories_of(more).values()) - found.stories.keys())


def choose_concerned(
    found: Sequence[Story], near: Neighbourhood[K], seeds: Collection[str]
) -> tuple[list[Story], dict[str, K]]:
    """What of a grouping of a neighbourhood counts: the stories that hold a seed, with all that exchanged reports with them.

    The others were grouped without what lies about them, and stay as they were.

    Args:
        found: stories of the neighbourhood, grouped anew.
        near: the neighbourhood.
        seeds: ids of the new reports, and of those whose stories were to be grouped anew.

    Returns:
        The stories that count, in their order; and the known stories that they are made of, by id.
    """
    old = {r: s.id for s in near.stories.values() for r in s.reports}
    place = {r: n for n, s in enumerate(found) for r in s.reports}
    todo, stories, before = [place[r] for r in sorted(seeds) if r in place], dict[int, None](), dict[str, K]()
    while todo:
        n = todo.pop()
        if n in stories:
            continue
        stories[n] = None
        for was in {old[r] for r in found[n].reports if r in old} - before.keys():
            before[was] = near.stories[was]
            todo += [place[r] for r in near.stories[was].reports]
    return [found[n] for n in sorted(stories)], before


def name_stories(found: Sequence[Story], before: Mapping[str, Known], number: int) -> tuple[list[Story], int]:
    """Stories under the ids they had, new ones under new ids; and the next number.

    Args:
        found: with ids that mean nothing.
        before: the stories of which they are made.
        number: for the first new one.
    """
    known = {s.id: s.reports for s in before.values()}
    rank = {s.id: s.number for s in before.values()}
    named = []
    for story, kept in zip(found, keep_ids([set(s.reports) for s in found], known, rank), strict=True):
        named.append(msgspec.structs.replace(story, id=kept or f"s{number}"))
        number += kept is None
    return named, number


def find_changes(
    before: Mapping[str, Known], stories: Sequence[Story], judgements: Sequence[Judgement]
) -> list[StoryChange]:
    """Which of the stories known became one, and which several; with the reasons that the grouping gives."""
    old = {r: s.id for s in before.values() for r in s.reports}
    mine = {r: s.id for s in stories for r in s.reports}
    stay = {s.id for s in stories}
    changes: dict[tuple[str, str, str], StoryChange] = {}
    for story in stories:
        for report in story.reports:
            was = old.get(report)
            if was is None or was == story.id:
                continue
            kind: Literal["merged", "split"] = "split" if was in stay else "merged"
            where = (was, story.id) if kind == "split" else (story.id, was)
            if (kind, *where) not in changes:
                changes[(kind, *where)] = StoryChange(
                    kind=kind,
                    story=where[0],
                    other=where[1],
                    report=report,
                    reasons=_why(report, kind, mine, judgements),
                )
    return list(changes.values())


def _why(report: str, kind: str, mine: Mapping[str, str], judgements: Sequence[Judgement]) -> tuple[str, ...]:
    for j in judgements:
        if report in (j.a, j.b) and j.kind != "entity" and j.same is (kind == "merged"):
            together = mine.get(j.a) == mine.get(j.b)
            if together == (kind == "merged"):
                return (f"Reports {j.a} and {j.b}: {j.reasons[0]}", *j.reasons[1:])
    told = "tell of one happening" if kind == "merged" else "do not tell of one happening"
    return (f"By all reports that are known now, report {report} and those it is apart from {told}.",)
