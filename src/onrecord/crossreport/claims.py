"""Claims: propositions aligned across reports."""

from onrecord.crossreport.view import StoryView
from onrecord.model import Claim


def align_claims(view: StoryView) -> tuple[Claim, ...]:
    """Being written."""
    return ()
