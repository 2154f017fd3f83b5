"""Stories: the reports of one happening."""

from collections.abc import Sequence

from onrecord.crossreport.independence import count_independent
from onrecord.model import Copy, Judgement, Report, Story, Tie


def group_stories(
    reports: Sequence[Report], copies: Sequence[Copy], ties: Sequence[Tie]
) -> tuple[tuple[Story, ...], tuple[Judgement, ...]]:
    """Being written: all reports in one story."""
    ids = tuple(sorted(r.id for r in reports))
    found = count_independent(ids, ties)
    return (Story(id="s1", title="", reports=ids, independent=found.count, groups=found.groups),) if ids else (), ()
