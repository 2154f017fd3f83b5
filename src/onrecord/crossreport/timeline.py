"""What happened when, once however often it is told."""

from onrecord.crossreport.view import StoryView
from onrecord.model import TimelineEntry


def build_timeline(view: StoryView) -> tuple[TimelineEntry, ...]:
    """Being written."""
    return ()
