"""Political and conflict events."""

from onrecord.language.parsing import Parsed
from onrecord.model import Annotations, Context, Problem, Event


def find_events(
    parsed: Parsed, found: Annotations, context: Context
) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    """Being written."""
    return (), ()
