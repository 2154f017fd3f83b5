"""What could not be read or settled, in sentences: a page that is silent about it would be read as complete."""

from dataclasses import dataclass

from onrecord.dossier.lookup import Lookup, Ref
from onrecord.model import Problem, Span


@dataclass(frozen=True)
class ProblemItem:
    """One message, with where it was met."""

    message: str
    stage: str
    labels: tuple[str, ...]  # of the reports; empty where it is the whole story's
    refs: tuple[Ref, ...]  # the places in them, where it has any


def problem_items(look: Lookup) -> tuple[ProblemItem, ...]:
    """In the order of the reports; a message that many reports met stands once."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for problem in look.dossier.problems:
        found.setdefault((problem.stage, problem.message), []).append(problem)
    items = []
    for (stage, message), problems in found.items():
        tags = sorted({look.tags[p.report] for p in problems if p.report in look.tags}, key=lambda t: t.number)
        refs = (_place(look, p) for p in problems)
        items.append(ProblemItem(message, stage, tuple(t.label for t in tags), tuple(r for r in refs if r)))
    order = {t.label: t.number for t in look.tags.values()}
    return tuple(sorted(items, key=lambda i: (order[i.labels[0]] if i.labels else 0, i.stage, i.message)))


def _place(look: Lookup, problem: Problem) -> Ref | None:
    if problem.report not in look.tags or problem.start is None or problem.end is None or problem.start >= problem.end:
        return None
    return look.ref(problem.report or "", [Span(problem.start, problem.end)])
