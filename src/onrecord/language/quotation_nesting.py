"""From overlapping readings to statements that stand beside or inside each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.language.quotation_contents import Finder, Fragments
from onrecord.language.quotation_ranking import Statement


@dataclass(frozen=True)
class Nested:
    """A statement and the number of the one it stands in (-1: none)."""

    statement: Statement
    parent: int


def nest_statements(finder: Finder, ranked: Sequence[Statement], inner: Sequence[Statement]) -> list[Nested]:
    """Settle which readings stay: the surest first; a later one stays if it is clear of those, or lies wholly inside one.

    Args:
        finder: the report.
        ranked: readings for the outermost level, and for nesting.
        inner: readings that may only stand inside another.

    Returns:
        In text order, a parent before what it holds.
    """
    kept: list[tuple[Statement, int]] = []
    by_sureness = sorted(ranked, key=lambda s: (-s.confidence, s.cue))
    near: dict[int, list[int]] = {}  # paragraph -> numbers of the kept statements that touch it
    for statement, may_stand in [*((s, True) for s in by_sureness), *((s, False) for s in inner)]:
        low, high = _extent(statement)
        here = range(finder.t.paragraph[low], finder.t.paragraph[high - 1] + 1)
        beside = sorted({n for p in here for n in near.get(p, ())})
        place = _place(finder, statement, [(n, kept[n][0]) for n in beside])
        if place is None and may_stand:
            statement = _without_what_is_taken(statement, [kept[n][0] for n in beside])
            place = _place(finder, statement, [(n, kept[n][0]) for n in beside])
        if place is not None and (may_stand or place >= 0):
            for paragraph in here:
                near.setdefault(paragraph, []).append(len(kept))
            kept.append((statement, place))
    order = sorted(
        range(len(kept)), key=lambda k: (_begin(kept[_outermost(kept, k)][0]), _depth(kept, k), _begin(kept[k][0]))
    )
    number = {old: new for new, old in enumerate(order)}
    return [Nested(kept[k][0], number.get(kept[k][1], -1)) for k in order]


def _without_what_is_taken(statement: Statement, others: Sequence[Statement]) -> Statement:
    """A statement without the parts that a surer one has: “…,” X said. “…,” he added."""
    taken = [f for other in others for f in other.content]
    kept = tuple((s, e) for s, e in statement.content if not any(s < high and low < e for low, high in taken))
    return replace(statement, content=kept) if kept else statement


def _place(finder: Finder, new: Statement, kept: list[tuple[int, Statement]]) -> int | None:
    """Number of the kept statement that the new one lies in, -1 for none, None if it clashes with one."""
    home, smallest = -1, 0
    low, high = _extent(new)
    for number, old in kept:
        begin, end = _extent(old)
        if begin >= high or end <= low:
            continue
        shared = _shared(finder, new.content, old.content)
        if old.cue == new.cue and new.cue >= 0:
            return None
        inside = _holds(old.content, new.cue) if new.cue >= 0 else False
        if _holds(new.content, old.cue) and not inside:
            return None
        if not shared and not inside:
            continue
        if not inside or shared < _size(finder, new.content) or shared == _size(finder, old.content):
            return None
        if home < 0 or _size(finder, old.content) < smallest:
            home, smallest = number, _size(finder, old.content)
    return home


def _extent(statement: Statement) -> tuple[int, int]:
    """The tokens from the first to the last of content and cue."""
    first, last = statement.content[0][0], statement.content[-1][1]
    if statement.cue >= 0:
        return min(first, statement.cue), max(last, statement.cue + 1)
    return first, last


def _shared(finder: Finder, a: Fragments, b: Fragments) -> int:
    """Number of words two contents share."""
    words = finder.words
    return sum(max(0, words[min(e, g)] - words[max(s, f)]) if min(e, g) > max(s, f) else 0 for s, e in a for f, g in b)


def _size(finder: Finder, content: Fragments) -> int:
    return sum(finder.words[e] - finder.words[s] for s, e in content)


def _holds(content: Fragments, token: int) -> bool:
    return any(s <= token < e for s, e in content)


def _begin(statement: Statement) -> int:
    first = statement.content[0][0]
    return min(first, statement.cue) if statement.cue >= 0 else first


def _outermost(kept: list[tuple[Statement, int]], k: int) -> int:
    while kept[k][1] >= 0:
        k = kept[k][1]
    return k


def _depth(kept: list[tuple[Statement, int]], k: int) -> int:
    depth = 0
    while kept[k][1] >= 0:
        k, depth = kept[k][1], depth + 1
    return depth
