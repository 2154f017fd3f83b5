"""Clauses that can be true or false."""

from onrecord.language.parsing import Parsed
from onrecord.model import Annotations, Context, Problem, Proposition


def find_propositions(
    parsed: Parsed, found: Annotations, context: Context
) -> tuple[tuple[Proposition, ...], tuple[Problem, ...]]:
    """Being written."""
    return (), ()
