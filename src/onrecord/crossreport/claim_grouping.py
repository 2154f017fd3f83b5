"""Which propositions of a story tell the same: block, score with reasons, apply.

Two propositions are joined by their own likeness alone, and groups by any such pair, the likest first; but not two groups that hold what
speaks against each other, whatever vague account would join them ("was shot seven times", "was shot", "was shot eleven times"). After
what the rules of `sameness.py` join comes what is probably told alike in other words (`likely_same.py`), more warily. Of
reports that are copies of one text only one is compared with the rest; the others follow it. So a copy, however edited, cannot bring two
claims together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.crossreport.claim_alignment import Pair, TellingId, is_headline_of
from onrecord.crossreport.known_names import Known
from onrecord.crossreport.likely_same import Likely, speak_against_meaning
from onrecord.crossreport.overlap import Kin, measure_overlap
from onrecord.crossreport.participants import named_after
from onrecord.crossreport.sameness import Likeness, judge_headline, judge_overlap, told_alike
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.vetoes import APART

_ASKED = 12  # tellings of a group that are asked whether they differ from those of another
_AGREED = 0.5  # of the pairs of two groups, the share that must be alike before they are joined by meaning


@dataclass(frozen=True)
class Aligned:
    """Tellings of one proposition, in the order of reports and text, and why they were joined."""

    tellings: tuple[Telling, ...]
    reasons: tuple[str, ...]
    parts: tuple[
        tuple[Telling, ...], ...
    ] = ()  # what the rules join of it, where it takes likelihood to join these; else empty


def group_tellings(
    leaders: Mapping[str, str],
    tellings: Sequence[Telling],
    pairs: Sequence[Pair],
    known: Known,
    likely: Iterable[Likely] = (),
) -> tuple[Aligned, ...]:
    """Group what tells the same.

    Args:
        leaders: from `lead_reports`.
        tellings: from `prepare_tellings`.
        pairs: from `find_pairs`.
        known: of the entities of the story.
        likely: from `find_likely`; those that are joined count.

    Returns:
        Groups in the order of their first telling; each telling is in exactly one.
    """
    index = {t.id: n for n, t in enumerate(tellings)}
    joins: list[tuple[Telling, Telling, Likeness]] = []
    for a, b, overlap in pairs:
        if leaders[a.report] != leaders[b.report] and (leaders[a.report] != a.report or leaders[b.report] != b.report):
            continue
        judge = judge_headline if is_headline_of(a, b) else judge_overlap
        found = judge(a, b, overlap, known.kin)
        if found.same:
            joins.append((a, b, found))
    joins = _one_of_each_headline(joins)
    joins.sort(key=lambda j: (-j[2].score, j[0].id, j[1].id))
    return _join(tellings, index, joins, tuple(likely), known)


def _one_of_each_headline(
    joins: Iterable[tuple[Telling, Telling, Likeness]],
) -> list[tuple[Telling, Telling, Likeness]]:
    """The joins, of a headline with the text below it only the likest: it sums up one thing ("lineman arrested"), not what its report tells
    of others besides."""
    kept: list[tuple[Telling, Telling, Likeness]] = []
    best: dict[TellingId, tuple[Telling, Telling, Likeness]] = {}
    for join in joins:
        a, b, found = join
        if not is_headline_of(a, b):
            kept.append(join)
            continue
        headline = a.id if a.proposition.headline else b.id
        if headline not in best or found.score > best[headline][2].score:
            best[headline] = join
    return [*kept, *best.values()]


def _join(
    tellings: Sequence[Telling],
    index: Mapping[TellingId, int],
    joins: Sequence[tuple[Telling, Telling, Likeness]],
    likely: Sequence[Likely],
    known: Known,
) -> tuple[Aligned, ...]:
    alike = {frozenset((a.id, b.id)) for a, b, _ in joins} | {frozenset((p.a.id, p.b.id)) for p in likely}
    groups = _Groups(tellings, index)
    for a, b, found in joins:
        if groups.are_one(a, b):
            continue
        ours, theirs = ([t for t in groups.of(x) if _is_marked(t)] for x in (a, b))
        if not any(_speak_against(t, u, known.kin) for t in ours for u in theirs):
            groups.join(a, b, found.reasons)
    groups.mark()
    for pair in _likeliest(joins, likely):
        if groups.are_one(pair.a, pair.b):
            continue
        ours, theirs = (groups.of(t)[:_ASKED] for t in (pair.a, pair.b))
        between = [(t, u) for t in ours for u in theirs if t.report != u.report]
        if sum(frozenset((t.id, u.id)) in alike for t, u in between) < _AGREED * len(between):
            continue
        if not any(_differ(t, u, known) for t, u in between):
            groups.join(pair.a, pair.b, (_told_otherwise(pair),))
    return groups.aligned()


def _likeliest(joins: Sequence[tuple[Telling, Telling, Likeness]], likely: Sequence[Likely]) -> list[Likely]:
    """The likely pairs in which one telling at least is the likeliest of its report for the other: of two sentences that each tell who was
    dismissed and shot somebody, the clauses that belong together."""
    best: dict[tuple[TellingId, str], float] = {}
    for a, b, _ in joins:
        best[a.id, b.report] = best[b.id, a.report] = 1.0
    for pair in likely:
        for mine, other in ((pair.a, pair.b), (pair.b, pair.a)):
            best[mine.id, other.report] = max(pair.probability, best.get((mine.id, other.report), 0.0))
    return [p for p in likely if p.joined and p.probability >= min(best[p.a.id, p.b.report], best[p.b.id, p.a.report])]


class _Groups:
    """Tellings that are joined one pair after the other."""

    def __init__(self, tellings: Sequence[Telling], index: Mapping[TellingId, int]) -> None:
        self._index = index
        self._parent = list(range(len(tellings)))
        self._members = {n: [t] for n, t in enumerate(tellings)}
        self._reasons: dict[int, list[str]] = defaultdict(list)
        self._parts: dict[int, list[list[Telling]]] = {}

    def mark(self) -> None:
        """Remember the groups as they are: what is joined from now on is joined of these parts."""
        self._parts = {n: [list(members)] for n, members in self._members.items()}

    def _root(self, telling: Telling) -> int:
        n = self._index[telling.id]
        while self._parent[n] != n:
            self._parent[n] = self._parent[self._parent[n]]
            n = self._parent[n]
        return n

    def of(self, telling: Telling) -> list[Telling]:
        """The group that a telling is in."""
        return self._members[self._root(telling)]

    def are_one(self, a: Telling, b: Telling) -> bool:
        return self._root(a) == self._root(b)

    def join(self, a: Telling, b: Telling, reasons: Sequence[str]) -> None:
        """Make one of the groups of two tellings that are not in one yet."""
        x, y = sorted((self._root(a), self._root(b)))
        self._parent[y] = x
        self._reasons[x] += [*self._reasons.pop(y, ()), *reasons]
        self._members[x] += self._members.pop(y)
        if self._parts:
            self._parts[x] += self._parts.pop(y)

    def aligned(self) -> tuple[Aligned, ...]:
        """The groups, in the order of their first telling."""
        return tuple(
            Aligned(self._in_order(members), tuple(dict.fromkeys(self._reasons.get(n, ()))), self._parts_of(n))
            for n, members in sorted(self._members.items())
        )

    def _parts_of(self, number: int) -> tuple[tuple[Telling, ...], ...]:
        parts = self._parts.get(number, [])
        return tuple(self._in_order(p) for p in parts) if len(parts) > 1 else ()

    def _in_order(self, tellings: Iterable[Telling]) -> tuple[Telling, ...]:
        return tuple(sorted(tellings, key=lambda t: self._index[t.id]))


def _differ(a: Telling, b: Telling, known: Known) -> bool:
    """Whether two tellings differ in what no likeness in meaning outweighs."""
    return speak_against_meaning(a, b, measure_overlap(a, b, known.kin), known)


def _told_otherwise(pair: Likely) -> str:
    return f"probably told alike in other words ({pair.probability:.2f} of 1): {told_alike(pair.overlap)}"


def _is_marked(telling: Telling) -> bool:
    """Whether a telling says of itself which of several it tells of: how often, the how manieth, off which coast."""
    return bool(telling.times or named_after(telling)) or any(q.kind == "ordinal" for q in telling.figures)


def _speak_against(a: Telling, b: Telling, kin: Kin) -> bool:
    """Whether two tellings cannot be accounts of one claim, whoever else tells of it."""
    if a.report == b.report:
        return False
    overlap = measure_overlap(a, b, kin)
    return any(veto(a, b, overlap, kin) is not None for veto in APART)
