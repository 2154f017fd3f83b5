"""Ids that more than one report bears."""

import itertools
from collections.abc import Iterable, Iterator

import msgspec

from onrecord.model import Problem, Report


def number_repeated_ids(reports: Iterable[Report]) -> Iterator[Report]:
    """The reports, those whose id an earlier one bears with a number behind it and a Problem that says so."""
    seen: dict[str, int] = {}
    for report in reports:
        count = seen.get(report.id, 0) + 1
        seen[report.id] = count
        if count == 1:
            yield report
            continue
        fresh = next(f"{report.id}-{n}" for n in itertools.count(count) if f"{report.id}-{n}" not in seen)
        seen[fresh] = 1
        problem = Problem(
            stage="reading", message=f"Another report has the id {report.id!r} too; this one is called {fresh!r}."
        )
        yield msgspec.structs.replace(report, id=fresh, problems=(*report.problems, problem))
