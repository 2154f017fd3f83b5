"""THE counting function: how many independent accounts, which, and why. Everything that counts calls it."""

from collections import defaultdict
from collections.abc import Iterable

from onrecord.model import Independence, IndependentGroup, Tie


def count_independent(reports: Iterable[str], ties: Iterable[Tie]) -> Independence:
    """Group reports that are tied (copies of one text, outlets of one publisher, one origin) and count the groups.

    Args:
        reports: ids; one named twice counts once.
        ties: between any reports. Copies of one text are one text also through a report outside `reports`; a publisher or an origin
            joins only what it ties inside: that its outlet published a copy of something else elsewhere makes no tie here.

    Returns:
        Groups sorted by their first report; `count` is their number.

    >>> count_independent(["a", "b", "c"], [Tie(kind="copy", reports=("a", "b"), reason="one text")]).count
    2
    """
    inside = sorted(set(reports))
    if len(inside) == 1:  # most claims: whatever the ties, it is one
        return Independence(count=1, groups=(IndependentGroup(reports=tuple(inside), reasons=()),))
    given = sorted(ties, key=lambda t: (t.kind, t.reports, t.reason))
    texts, sets = _Sets(), _Sets()
    for tie in given:
        if tie.kind == "copy":
            texts.join(tie.reports)
    of_text: dict[str, list[str]] = defaultdict(list)
    for report in inside:
        of_text[texts.root(report)].append(report)
    for one_text in of_text.values():
        sets.join(one_text)
    known = frozenset(inside)
    for tie in given:
        sets.join([r for r in tie.reports if r in known])
    groups: dict[str, list[str]] = defaultdict(list)
    for report in inside:
        groups[sets.root(report)].append(report)
    reasons = _reasons(given, texts, sets, of_text)
    made = [
        IndependentGroup(reports=tuple(members), reasons=tuple(dict.fromkeys(reasons[top])) if len(members) > 1 else ())
        for top, members in groups.items()
    ]
    return Independence(count=len(made), groups=tuple(sorted(made, key=lambda g: g.reports)))


class _Sets:
    """Sets of reports that grow together."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, report: str) -> str:
        parent = self._parent.setdefault(report, report)
        while parent != report:
            report, parent = parent, self._parent[parent]
        return report

    def join(self, reports: Iterable[str]) -> None:
        """Make one set of those that the reports are in; its root is the least of theirs, whatever the order."""
        roots = sorted({self.root(r) for r in reports})
        for other in roots[1:]:
            self._parent[other] = roots[0]


def _reasons(ties: Iterable[Tie], texts: _Sets, sets: _Sets, of_text: dict[str, list[str]]) -> dict[str, list[str]]:
    """For each group, by its root, the reasons of the ties that made it."""
    found: dict[str, list[str]] = defaultdict(list)
    known = {r for members in of_text.values() for r in members}
    for tie in ties:
        here = [r for r in tie.reports if r in known]
        if tie.kind == "copy" and len(here) < 2:
            here = of_text.get(texts.root(tie.reports[0]), [])
        if len(here) > 1:
            found[sets.root(here[0])].append(tie.reason)
    return found
