"""What happens only once to a thing: there two reports that name another place, day or doer cannot both be right."""

from functools import cache

from onrecord.crossreport.tellings import Telling
from onrecord.resources import read_table


def once_of(telling: Telling) -> frozenset[tuple[str, str]]:
    """The predicates of a telling that happen once, each with how often: "ever", "day" for hardly twice, "daily" for hardly
    twice on one day."""
    return frozenset((i.key, how) for i in telling.roots if (how := _once_events().get(i.key)))


@cache
def _once_events() -> dict[str, str]:
    return {r["lemma"]: r["how"] for r in read_table("once_events.csv")}
