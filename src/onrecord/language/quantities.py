"""Figures."""

from onrecord.language.parsing import Parsed
from onrecord.model import Annotations, Context, Problem, Quantity


def find_quantities(
    parsed: Parsed, found: Annotations, context: Context
) -> tuple[tuple[Quantity, ...], tuple[Problem, ...]]:
    """Being written."""
    return (), ()
