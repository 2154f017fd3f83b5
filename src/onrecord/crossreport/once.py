"""What happens only once to a thing: there two reports that name another place, day or doer cannot both be right."""

from functools import cache

from onrecord.crossreport.tellings import Telling
from onrecord.language.word_relations import likeness
from onrecord.resources import read_table

_OFTEN = frozenset({"ever"})
#: Games are won, and things begun, again and again by many words.
_IN_MANY_WORDS = frozenset("beat defeat win lose begin start launch end open".split())
_SAME = 0.75  # likeness from which two predicates are one


def once_of(telling: Telling) -> frozenset[tuple[str, str]]:
    """The predicates of a telling that happen once, each with how often: "ever", "day" for hardly twice, "daily" for hardly
    twice on one day."""
    return frozenset((i.key, how) for i in telling.roots if (how := _once_events().get(i.key)))


def is_once_in_both(a: Telling, b: Telling, often: frozenset[str] = _OFTEN) -> bool:
    """Whether what two tellings tell by one predicate, or by two that mean the same ("died", "was killed"), happens once.

    Args:
        a: one telling.
        b: the other.
        often: how often it may happen where the predicates are two; by one predicate any of `once_events.csv` will do.
    """
    mine, theirs = once_of(a), once_of(b)
    return bool(mine & theirs) or any(
        how == other_how and how in often and not {key, other} & _IN_MANY_WORDS and likeness(key, other) >= _SAME
        for key, how in mine
        for other, other_how in theirs
    )


@cache
def _once_events() -> dict[str, str]:
    return {r["lemma"]: r["how"] for r in read_table("once_events.csv")}
