"""Copies: reports that repeat another's text."""

from collections.abc import Sequence

from onrecord.model import Copy, Judgement, Report


def find_copies(reports: Sequence[Report]) -> tuple[tuple[Copy, ...], tuple[Judgement, ...]]:
    """Being written."""
    return (), ()
