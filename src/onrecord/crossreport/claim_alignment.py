"""Which propositions of a story are worth being compared: by common words and entities, by a core, a toll or a figure that both tell.

Which of them tell the same, `claim_grouping.py` says.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from onrecord.crossreport.amounts import share_amount
from onrecord.crossreport.cores import figures_met_rarely, share_core, share_figure, share_length, share_toll
from onrecord.crossreport.independence import count_independent
from onrecord.crossreport.items import LIGHT
from onrecord.crossreport.once import once_of
from onrecord.crossreport.outright_denials import denies_any_part
from onrecord.crossreport.overlap import MUCH, Kin, Overlap, measure_overlap
from onrecord.crossreport.sameness import (
    ENOUGH,
    ENOUGH_OF_HEADLINE,
    ENOUGH_OF_MUCH,
    quote_one_speaker,
    say_alike,
)
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.vetoes import opposite_predicates
from onrecord.crossreport.view import StoryView
from onrecord.language.word_relations import keys_of
from onrecord.model import DossierEntity

_COMMON_KEY = 400  # a key that more tellings share says nothing of sameness and would make all pairs candidates
_SHARED_KEYS = 2
_MOST_WITHIN = 10_000  # pairs of one report with itself; one of 22,000 characters that was looked at has 632

_SAFELY = 1 - 1e-9  # sums of the same weights in another order differ by less
NEAR = 0.45  # share of the shorter one's weight that the other must tell for a reader to be shown the two
_WORTH_A_LOOK = 0.4  # share of a telling's weight behind common keys; synonyms without a common key add to it

TellingId = tuple[str, str]
Pair = tuple[Telling, Telling, Overlap]


def find_pairs(tellings: Sequence[Telling], kin: Kin) -> tuple[Pair, ...]:
    """Pairs of tellings that share much of what one of them tells, with what they share, in the order of the tellings.

    Found by common words and entities, not by comparing all pairs. Of one report that says nearly the same hundreds of times only what
    stands near each other is compared: its own repetitions add no account.
    """
    made = []
    for a, b in _bounded(tellings, {*_worth_a_look(tellings), *_of_one_core(tellings)}):
        if _is_clause_of(tellings[a], tellings[b]) or _is_clause_of(tellings[b], tellings[a]):
            continue
        pair = (tellings[a], tellings[b], measure_overlap(tellings[a], tellings[b], kin))
        if pair[2].high >= NEAR or may_tell_the_same(*pair):
            made.append(pair)
    return tuple(made)


def _bounded(tellings: Sequence[Telling], found: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs in order, of each report with itself at most `_MOST_WITHIN`, the nearest first."""
    within: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for a, b in sorted(found):
        if tellings[a].report == tellings[b].report:
            within[tellings[a].report].append((a, b))
    for pairs in within.values():
        if len(pairs) > _MOST_WITHIN:
            found = found.difference(sorted(pairs, key=lambda p: (p[1] - p[0], p))[_MOST_WITHIN:])
    return sorted(found)


def _is_clause_of(a: Telling, b: Telling) -> bool:
    """Whether one is a clause inside the other: "the director denied reports that the talks had failed" is one account, of "the talks …"
    too. What somebody claims and the outlet denies is one clause, told twice."""
    if a.report != b.report:
        return False
    ours, theirs = a.proposition, b.proposition
    roots = [{t.start for t in p.terms if t.role == "root"} for p in (ours, theirs)]
    is_within = all(any(y.contains(x) for y in theirs.spans) for x in ours.spans)
    return is_within and ours.spans != theirs.spans and not roots[0] & roots[1]


def may_tell_the_same(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether a pair is worth being judged: as the same, or as one against the other."""
    enough = ENOUGH_OF_HEADLINE if is_headline_of(a, b) else ENOUGH
    if (
        overlap.high >= (ENOUGH_OF_MUCH if overlap.shared >= MUCH else enough)
        or bool(once_of(a) & once_of(b))
        or opposite_predicates(a, b)
        or (a.proposition.negative != b.proposition.negative and _share_verb(overlap))
        or denies_any_part(a) != denies_any_part(b)
    ):
        return True
    return any(
        shares(a, b, overlap)
        for shares in (share_core, share_figure, share_amount, share_toll, share_length, quote_one_speaker, say_alike)
    )


def _share_verb(overlap: Overlap) -> bool:
    return any(i.role == j.role == "root" and i.key not in LIGHT for i, j, _ in overlap.pairs)


def _of_one_core(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Numbers of tellings that share a predicate and a name with it, a toll or another figure hardly met by chance, in order: little of a
    long clause, but what it is about."""
    posted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, telling in enumerate(tellings):
        predicates = {k for r in telling.roots if not r.is_entity for k in keys_of(r.key)}
        names = {i.key for i in telling.items if i.is_entity and not i.is_inner and i.role in ("subject", "object")}
        for key in sorted((p, name) for p in predicates for name in names):
            posted[key].append(n)
        if telling.toll is not None:
            posted[telling.toll.class_, f"{telling.toll.value}"].append(n)
        for kind, unit, value in figures_met_rarely(telling):
            posted[f"{kind} {unit}", f"{value}"].append(n)
    for numbers in posted.values():
        if len(numbers) <= _COMMON_KEY:
            yield from combinations(numbers, 2)


def _worth_a_look(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Numbers of tellings that share keys which stand for enough of one of them, in order.

    Whatever shares that much of a telling shares one of its rarest keys: only those that have one of these are compared by all keys.
    """
    every = [_weighed_keys(t) for t in tellings]
    posted: dict[str, list[int]] = defaultdict(list)
    for n, weighed in enumerate(every):
        for key in weighed:
            posted[key].append(n)
    keys = [{k: item for k, item in weighed.items() if len(posted[k]) <= _COMMON_KEY} for weighed in every]
    partners: list[set[int]] = [set() for _ in tellings]  # of each, those with a higher number
    for n, weighed in enumerate(keys):
        found = {other for key in _rarest(weighed, posted, tellings[n].weight) for other in posted[key]}
        for other in found:
            if other > n:
                partners[n].add(other)
            else:
                partners[other].add(n)
    for a, others in enumerate(partners):
        for b in sorted(others - {a}):
            common = sorted(keys[a].keys() & keys[b].keys())
            if len(common) >= _SHARED_KEYS and any(_is_told(keys[n], common, tellings[n]) for n in (a, b)):
                yield a, b


def _rarest(weighed: dict[str, tuple[str, float]], posted: dict[str, list[int]], weight: float) -> list[str]:
    """The rarest keys of a telling, so many that what stands behind the others is too little to be worth a look."""
    ordered = sorted(weighed, key=lambda k: (len(posted[k]), k))
    behind: dict[str, float] = {}
    while ordered:
        item, share = weighed[ordered[-1]]
        behind[item] = max(share, behind.get(item, 0.0))
        if sum(behind.values()) >= _WORTH_A_LOOK * weight * _SAFELY:
            break
        ordered.pop()
    return ordered


def _weighed_keys(telling: Telling) -> dict[str, tuple[str, float]]:
    """For each key of a telling, the item it stands for with that item's weight."""
    found: dict[str, tuple[str, float]] = {}
    for item in telling.items:
        for key in (
            (item.key, *([item.word] if item.word else [])) if item.is_entity or item.is_pronoun else keys_of(item.key)
        ):
            found.setdefault(key, (item.key, item.weight))
        for number in item.thing.classes if item.thing is not None else ():
            found.setdefault(f"&{number}", (item.key, item.weight))
    return found


def _is_told(weighed: dict[str, tuple[str, float]], common: Sequence[str], telling: Telling) -> bool:
    """Whether much of a telling's weight stands behind some of its keys: about how much of it the other tells."""
    weight = telling.weight
    return bool(weight) and sum(dict([weighed[key] for key in common]).values()) / weight >= _WORTH_A_LOOK


def is_headline_of(a: Telling, b: Telling) -> bool:
    """Whether one stands in the headline and the other in the text of the same report."""
    return a.report == b.report and a.proposition.headline != b.proposition.headline


def lead_reports(view: StoryView) -> dict[str, str]:
    """For each report, the one that stands for all copies of its text: the original where known, else the longest."""
    copies = [t for t in view.ties if t.kind == "copy"]
    originals = {c.original for c in view.copies if c.original is not None}
    lengths = {a.report.id: len(a.report.text) for a in view.annotated}
    found: dict[str, str] = {}
    for group in count_independent(lengths, copies).groups:
        leader = min(group.reports, key=lambda r: (r not in originals, -lengths[r], r))
        found.update(dict.fromkeys(group.reports, leader))
    return found


def speaking_for(view: StoryView) -> Kin:
    """Pairs of entities either of which may stand for the other: an organisation or country, and who holds an office of it; and two that
    bear the same name, where nothing but a doubt kept them apart: it is one word, or they were taken for things of two kinds."""
    names = {e.id: _names(e.name, e.aliases) for e in view.entities if e.kind in ("organisation", "group", "place")}
    found: set[tuple[str, str]] = set()
    for report, person, role in _offices(view):
        for run, known in names.items():
            if run != person and any(name in f" {role} " for name in known):
                found.update(((run, person), (person, run)))
        del report
    for entity in view.entities:
        if entity.metonym_of:
            found.update(((entity.id, entity.metonym_of), (entity.metonym_of, entity.id)))
    return frozenset(found | _namesakes(view))


def _namesakes(view: StoryView) -> set[tuple[str, str]]:
    bearing: dict[str, list[DossierEntity]] = defaultdict(list)
    for entity in view.entities:
        bearing[entity.name.casefold()].append(entity)
    return {
        (x.id, y.id)
        for name, entities in bearing.items()
        for x in entities
        for y in entities
        if x.id != y.id and (" " not in name or x.kind != y.kind)
    }


def _names(name: str, aliases: Iterable[str]) -> tuple[str, ...]:
    return tuple(f" {n} " for n in (name, *aliases) if len(n) > 1)


def _offices(view: StoryView) -> Iterable[tuple[str, str, str]]:
    """(report, run-wide id, office) of each person with an office."""
    for annotations in view.annotated:
        for entity in annotations.entities:
            run = view.run_id(annotations.report.id, entity.id)
            if run is not None and entity.kind == "person":
                for role in entity.roles:
                    yield annotations.report.id, run, role
