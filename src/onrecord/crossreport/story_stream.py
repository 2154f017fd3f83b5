"""Stories that grow in memory: the reports and stories known so far, with an index of words by which new reports find theirs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.crossreport.background import Background
from onrecord.crossreport.joining import Neighbourhood
from onrecord.crossreport.stories import published_day
from onrecord.crossreport.wording import encode_word, read_sentences
from onrecord.model import Copy, Grouping, Judgement, Report, Story


@dataclass(frozen=True)
class StreamedStory:
    """A story of a stream."""

    story: Story
    number: int  # the lower, the longer it is known
    days: tuple[str | None, str | None]  # ISO days of its first and its last report

    @property
    def id(self) -> str:
        return self.story.id

    @property
    def reports(self) -> frozenset[str]:
        return frozenset(self.story.reports)


@dataclass
class StoryStream:
    """All that is known of the reports so far. Empty to begin with, changed by `onrecord.join_stories` alone; all in memory."""

    reports: dict[str, Report] = field(default_factory=dict)  # in order of arrival
    background: Background = field(default_factory=Background)
    next_number: int = 1  # of the next new story
    grouped_whole: int = 0  # number of reports when all were last grouped together
    _stories: dict[str, StreamedStory] = field(default_factory=dict)
    _place: dict[str, str] = field(default_factory=dict)  # report -> story
    _holders: dict[int, list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )  # word -> reports, the latest last
    _copies: dict[tuple[str, ...], Copy] = field(default_factory=dict)
    _copies_of: dict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))
    _judgements: dict[tuple[str, str, str], Judgement] = field(default_factory=dict)
    _judged: dict[str, set[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(set))

    @property
    def grouping(self) -> Grouping:
        """Every report in exactly one story, the largest first, with the copies and judgements that hold; as `onrecord.group` gives it."""
        stories = sorted((s.story for s in self._stories.values()), key=lambda s: (-len(s.reports), s.reports[0]))
        copies = sorted(self._copies.values(), key=lambda c: c.reports)
        return Grouping(stories=tuple(stories), copies=tuple(copies), judgements=tuple(self._judgements.values()))

    def whole(self, new: Iterable[Report]) -> Neighbourhood[StreamedStory]:
        """All reports, known and new, with all stories: what is looked at where all are grouped anew."""
        return Neighbourhood(self.reports | {r.id: r for r in new}, dict(self._stories))

    def take_in(self, new: Iterable[Report]) -> None:
        """Note new reports and their words."""
        for report in new:
            self.reports[report.id] = report
            for code in {c for s in read_sentences(report) for c in s.codes}:
                self._holders[code].append(report.id)

    def replace(self, gone: Collection[str], stories: Sequence[Story], grouping: Grouping) -> None:
        """Put stories in the place of those that they are made of, with what the grouping says of their reports.

        Args:
            gone: ids of the stories that they are made of.
            stories: under the ids that they have from now on.
            grouping: in which they were found.
        """
        for name in gone:
            del self._stories[name]
        touched = {r for s in stories for r in s.reports}
        for report in touched:
            self._forget(report)
        for story in stories:
            days = [d.isoformat() for r in story.reports if (d := published_day(self.reports[r]))]
            bounds = (min(days, default=None), max(days, default=None))
            self._stories[story.id] = StreamedStory(story, int(story.id[1:]), bounds)
            self._place.update(dict.fromkeys(story.reports, story.id))
        for copy in grouping.copies:
            if touched.intersection(copy.reports):
                self._copies[copy.reports] = copy
                for report in copy.reports:
                    self._copies_of[report].add(copy.reports)
        for judgement in grouping.judgements:
            if judgement.a in touched or judgement.b in touched:
                key = (judgement.kind, judgement.a, judgement.b)
                self._judgements[key] = judgement
                self._judged[judgement.a].add(key)
                self._judged[judgement.b].add(key)

    def _forget(self, report: str) -> None:
        """Take back what was said of a report before."""
        for copied in self._copies_of.pop(report, ()):
            self._copies.pop(copied, None)
        for key in self._judged.pop(report, ()):
            self._judgements.pop(key, None)

    def find_holders(self, word: str, limit: int) -> Sequence[str]:
        """Ids of reports that hold a word as printed, the latest first."""
        return self._holders.get(encode_word(word), [])[: -limit - 1 : -1]

    def stories_of(self, reports: Collection[str]) -> Mapping[str, str]:
        """Report id -> the story it is in."""
        return {r: self._place[r] for r in reports if r in self._place}

    def days_of(self, stories: Collection[str]) -> Mapping[str, tuple[str | None, str | None]]:
        """Story id -> ISO days of its first and its last report."""
        return {s: self._stories[s].days for s in stories}

    def load_stories(self, stories: Collection[str]) -> Mapping[str, StreamedStory]:
        """Stories by id."""
        return {s: self._stories[s] for s in stories}

    def load_reports(self, reports: Collection[str]) -> Iterable[Report]:
        """Reports by id."""
        return [self.reports[r] for r in reports]

    def copies_of(self, reports: Collection[str]) -> Collection[str]:
        """Ids of the reports that are copies of some, with these."""
        named = {copied for report in reports for copied in self._copies_of.get(report, ())}
        return {r for copied in named if copied in self._copies for r in copied}
