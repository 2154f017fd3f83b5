"""From many news reports to one sourced record.

>>> import onrecord                                              # doctest: +SKIP
>>> reports = list(onrecord.read(["reports/a.txt", "reports/b.txt"]))  # doctest: +SKIP
>>> annotated = [onrecord.annotate(r) for r in reports]          # doctest: +SKIP
>>> grouping = onrecord.group(annotated)                         # doctest: +SKIP
>>> dossier = onrecord.compile_dossier(grouping.stories[0], annotated)  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.api import (
        annotate,
        annotate_many,
        code_event,
        compare_claims,
        compare_names,
        compile_dossier,
        group,
        group_labels,
        join_stories,
        link_mentions,
        read,
    )
    from onrecord.crossreport.story_stream import StoryStream
    from onrecord.model import Config, Judgement, OnRecordError, Report

_WHERE = {
    **dict.fromkeys(
        (
            "annotate",
            "annotate_many",
            "code_event",
            "compare_claims",
            "compare_names",
            "compile_dossier",
            "group",
            "group_labels",
            "join_stories",
            "link_mentions",
            "read",
        ),
        "onrecord.api",
    ),
    **dict.fromkeys(("Config", "Judgement", "OnRecordError", "Report"), "onrecord.model"),
    "StoryStream": "onrecord.crossreport.story_stream",
}

__all__ = [
    "Config",
    "Judgement",
    "OnRecordError",
    "Report",
    "StoryStream",
    "__version__",
    "annotate",
    "annotate_many",
    "code_event",
    "compare_claims",
    "compare_names",
    "compile_dossier",
    "group",
    "group_labels",
    "join_stories",
    "link_mentions",
    "read",
]


def __getattr__(name: str) -> Any:
    """Loads what is asked for on first use, so that `import onrecord` stays fast and never loads spaCy."""
    if name not in _WHERE:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
