"""THE counting function: how many independent accounts, which, and why. Everything that counts calls it."""

from collections.abc import Iterable

from onrecord.model import Independence, IndependentGroup, Tie


def count_independent(reports: Iterable[str], ties: Iterable[Tie]) -> Independence:
    """Group reports that are tied (copies of one text, outlets of one publisher, one origin) and count the groups.

    Args:
        reports: ids; one named twice counts once.
        ties: between any reports; only those inside `reports` are joined, so a tie through a report outside counts too as long
            as it names two inside.

    Returns:
        Groups sorted by their first report; `count` is their number.

    >>> count_independent(["a", "b", "c"], [Tie(kind="copy", reports=("a", "b"), reason="one text")]).count
    2
    """
    inside = sorted(set(reports))
    parent = {r: r for r in inside}

    def root(report: str) -> str:
        while parent[report] != report:
            parent[report] = parent[parent[report]]
            report = parent[report]
        return report

    used: list[tuple[str, str]] = []
    for tie in ties:
        tied = [r for r in tie.reports if r in parent]
        if len(tied) > 1:
            for report in tied[1:]:
                parent[root(report)] = root(tied[0])
            used.append((tied[0], tie.reason))
    groups: dict[str, list[str]] = {}
    for report in inside:
        groups.setdefault(root(report), []).append(report)
    reasons: dict[str, list[str]] = {}
    for report, reason in used:
        reasons.setdefault(root(report), []).append(reason)
    made = [
        IndependentGroup(reports=tuple(members), reasons=tuple(dict.fromkeys(reasons.get(top, ()))))
        for top, members in groups.items()
    ]
    return Independence(count=len(made), groups=tuple(sorted(made, key=lambda g: g.reports)))
