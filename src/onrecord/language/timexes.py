"""Temporal expressions."""

from onrecord.language.parsing import Parsed
from onrecord.model import Annotations, Context, Problem, Timex


def find_timexes(
    parsed: Parsed, found: Annotations, context: Context
) -> tuple[tuple[Timex, ...], tuple[Problem, ...]]:
    """Being written."""
    return (), ()
