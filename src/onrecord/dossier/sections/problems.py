"""What could not be read or settled, in sentences: a page that is silent about it would be read as complete."""

from dataclasses import dataclass

from onrecord.dossier.lookup import Lookup, Ref
from onrecord.model import Span


@dataclass(frozen=True)
class ProblemItem:
    message: str
    stage: str
    label: str  # of the report; "" where it is the whole story's
    ref: Ref | None
    count: int  # how often the same was met in this report


def problem_items(look: Lookup) -> tuple[ProblemItem, ...]:
    """In the order of the reports; the same message about one report once, with how often."""
    found: dict[tuple[str, str, str], list[Ref | None]] = {}
    for problem in look.dossier.problems:
        ref = None
        if (
            problem.report in look.tags
            and problem.start is not None
            and problem.end is not None
            and problem.start < problem.end
        ):
            ref = look.ref(problem.report or "", [Span(problem.start, problem.end)])
        found.setdefault((problem.report or "", problem.stage, problem.message), []).append(ref)
    items = [
        ProblemItem(message, stage, look.tags[report].label if report in look.tags else "", refs[0], len(refs))
        for (report, stage, message), refs in found.items()
    ]
    return tuple(sorted(items, key=lambda i: (i.label, i.stage, i.message)))
