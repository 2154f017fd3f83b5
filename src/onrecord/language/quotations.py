"""Attributed statements."""

from onrecord.language.parsing import Parsed
from onrecord.model import Annotations, Context, Problem, Quotation


def find_quotations(
    parsed: Parsed, found: Annotations, context: Context
) -> tuple[tuple[Quotation, ...], tuple[Problem, ...]]:
    """Being written."""
    return (), ()
