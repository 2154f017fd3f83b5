"""The library: what `import onrecord` offers."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.model import (
    Annotations,
    Config,
    Context,
    Dossier,
    Event,
    Evidence,
    Grouping,
    Joined,
    Judgement,
    MentionClass,
    OnRecordError,
    Report,
    Story,
)
from onrecord.notebook import register_display

if TYPE_CHECKING:
    from onrecord.crossreport.story_stream import StoryStream


def read(paths: Iterable[str | Path] | str | Path, *, published: str | None = None) -> Iterator[Report]:
    """The reports of files, folders or "-" (standard input), in order.

    Args:
        paths: one path or several.
        published: date for reports that have none ("2020-05-17", "2020-05", "2020"); without it nothing is invented.

    Raises:
        OnRecordError: a path does not exist, or `published` is no date.
    """
    from onrecord.reading.dates import try_parse_published
    from onrecord.reading.inputs import read_reports
    from onrecord.reading.reports import Options

    date = None if published is None else try_parse_published(published)
    if published is not None and date is None:
        raise OnRecordError(f"published={published!r} is no date; write 2020-05-17, 2020-05 or 2020")
    return read_reports([paths] if isinstance(paths, (str, Path)) else paths, Options(published=date))


def annotate(report: Report, config: Config | None = None) -> Annotations:
    """All that one report says, with offsets into `report.text`."""
    return next(annotate_many([report], config))


def annotate_many(reports: Iterable[Report], config: Config | None = None) -> Iterator[Annotations]:
    """`annotate` for many reports: the parser is loaded once."""
    from onrecord.pipeline import annotate_reports

    return annotate_reports(map(_with_parts, reports), Context(config=config or Config()))


def _with_parts(report: Report) -> Report:
    """A report that was made by hand, `Report(id=..., text=...)`, with the parts that its text shows."""
    if report.parts or not report.text.strip():
        return report
    from onrecord.reading.layout import find_parts

    return msgspec.structs.replace(report, parts=find_parts(report.text, report.title))


def group(annotated: Iterable[Annotations | Report]) -> Grouping:
    """Which reports tell of the same happening, and which are copies. Takes reports as well as annotations."""
    from onrecord.pipeline import group_reports

    return group_reports([a if isinstance(a, Report) else a.report for a in annotated], {})[0]


def join_stories(stream: "StoryStream", reports: Iterable[Annotations | Report]) -> Joined:
    """New reports join the stories known, without grouping all reports anew; `onrecord add` does the same in a store on disk.

    `stream.grouping` is then what `group` gives for all reports so far, but for what only a look at all of them together shows: of ECB+'s
    look-alike stories, 19 in 20 pairs of reports are the same. All are grouped anew each time there are twice as many.

    Args:
        stream: `StoryStream()` to begin with; it is changed.
        reports: or annotations; several at once are joined faster than one by one.

    Returns:
        The stories that are new or changed, and which known ones became one or several, with reasons. Ids of stories stay.

    Raises:
        OnRecordError: a report has the id of another one.

    >>> from onrecord import Report, StoryStream
    >>> stream = StoryStream()
    >>> joined = join_stories(stream, [Report(id="a", text="The mayor of Oss opened a bridge on Monday.")])
    >>> joined.stories[0].reports, len(stream.grouping.stories)
    (('a',), 1)
    """
    from onrecord.pipeline import join_reports

    return join_reports(stream, [a if isinstance(a, Report) else a.report for a in reports], {})


def compile_dossier(story: Story, annotated: Sequence[Annotations], without: Collection[str] = ()) -> Dossier:
    """The sourced record of one story.

    Args:
        story: from `group`.
        annotated: the annotations of at least its reports.
        without: outlets whose accounts are taken out of it. The whole story is aligned first, so that no claim stands higher for it.

    Raises:
        OnRecordError: no report of the story names such an outlet, or none would be left.
    """
    from onrecord.pipeline import compile_dossiers, group_reports

    mine = [a for a in annotated if a.report.id in story.reports]
    grouping, ties = group_reports([a.report for a in mine], {})
    one = Grouping(stories=(story,), copies=grouping.copies, judgements=grouping.judgements)
    return next(compile_dossiers(one, ties, mine, Context(config=Config(without=tuple(without)))))


def link_mentions(
    reports: Sequence[Report], mentions: Sequence[tuple[str, int, int, MentionClass]]
) -> tuple[tuple[tuple[int, ...], ...], tuple[Judgement, ...]]:
    """Which given mentions mean one entity or one event, across the reports of a story.

    Args:
        reports: those in which the mentions stand.
        mentions: report id, start, end (into `report.text`), and "entity" or "event".

    Returns:
        Groups of indices into `mentions`, every mention in exactly one; and judgements that say why a mention was let into its group.
    """
    from onrecord.pipeline import link_given

    return link_given(reports, [(Evidence(r, start, end), kind) for r, start, end, kind in mentions], Context())


def compare_names(a: str, b: str, kind: str | None = None) -> Judgement:
    """Whether two names are the same person, organisation or place, by the names alone."""
    from onrecord.language.name_matching import compare_names as compare

    return compare(a, b, kind)


def compare_claims(a: str, b: str) -> Judgement:
    """Whether two sentences claim the same, contradict each other, or neither."""
    from onrecord.language.claim_matching import compare_claims as compare

    return compare(a, b)


def group_labels(labels: Sequence[str]) -> tuple[int, ...]:
    """Which labels of one story name the same: for each, the number of its group."""
    from onrecord.crossreport.group_labels import group_labels as group_them

    return group_them(labels)


def code_event(
    text: str, actor: tuple[int, int] | None = None, recipient: tuple[int, int] | None = None
) -> Event | None:
    """The event between two spans of a sentence; None where no relation is told."""
    from onrecord.language.event_coding import code_event as code

    return code(text, actor, recipient)


register_display()
