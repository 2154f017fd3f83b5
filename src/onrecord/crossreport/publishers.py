"""Ties between reports: one text, one publisher."""

from collections.abc import Mapping, Sequence

from onrecord.model import Copy, Report, Tie


def tie_reports(reports: Sequence[Report], copies: Sequence[Copy], families: Mapping[str, str]) -> tuple[Tie, ...]:
    """Being written."""
    return ()
