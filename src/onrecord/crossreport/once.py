"""What happens only once to a thing: there two reports that name another place, day or doer cannot both be right."""

from functools import cache

from onrecord.crossreport.tellings import Telling
from onrecord.language.word_relations import likeness
from onrecord.resources import read_table

_OFTEN = frozenset({"ever"})
#: Games are won, things begun and damaged, and people named for this and that, again and again by many words.
_IN_MANY_WORDS = frozenset(
    "beat defeat win lose begin start launch end open name nominate appoint elect choose destroy damage wreck".split()
)
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
    if once_of(a) & once_of(b):
        return True
    return any(
        how in often and key not in _IN_MANY_WORDS and _is_told_alike(key, other)
        for one, other in ((a, b), (b, a))
        for key, how in once_of(one)
    )


def _is_told_alike(predicate: str, telling: Telling) -> bool:
    """Whether a telling tells a predicate in another word."""
    others = (i.key for i in telling.roots if i.is_verb and i.key not in _IN_MANY_WORDS)
    return any(likeness(predicate, other) >= _SAME for other in others)


@cache
def _once_events() -> dict[str, str]:
    return {r["lemma"]: r["how"] for r in read_table("once_events.csv")}
