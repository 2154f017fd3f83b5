"""The core of what a clause tells: who does what to whom. Two accounts that tell the same core tell the same, whatever details each adds.

"Esther Vale has died", "the swimmer Esther Vale died in her sleep on Thursday": nobody dies twice. "The court fined the bank", "the
court in Brugg fined the bank four million for hiding losses": who, what and whom agree. Details that speak against each other (another
day, place, number or person) are asked for by `vetoes.py`, which keeps such accounts apart.
"""

from dataclasses import replace

from onrecord.crossreport.items import LIGHT, Item, person_nouns
from onrecord.crossreport.once import is_once_in_both
from onrecord.crossreport.overlap import Overlap
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.tolls import RISING

_TO_SOMEBODY = frozenset({"ever", "day"})  # how often what is done to somebody may be, to be one by two verbs
_SAME = 0.75  # likeness from which two predicates are one
_LEAST_WITH_FIGURE = 0.7  # matched weight where a figure is shared
_TELLING_FIGURE = 5.0  # hardly met by chance
_LEAST_FIGURE = 2.0  # told with a doer or somebody who undergoes it
_ANYBODY = frozenset("people person man woman men women child other one victim".split())
_LEAST_WITH_CIRCUMSTANCE = 1.8  # where what is shared beside doer and predicate is a circumstance
_LEAST_OF_THING = 1.0  # where it is done to the only thing of its class in both reports
_LEAST = 1.5  # matched weight where no name is among what is shared


def share_core(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether two tellings share a predicate with who does it and whom it is done to; or with one of these, named, where it happens once
    to a thing or a person (`once_events.csv`).

    Args:
        a: one telling.
        b: the other; the order changes nothing.
        overlap: of the two.
    """
    pairs = [(in_common_role(i, a, b), in_common_role(j, b, a), value) for i, j, value in overlap.pairs]
    if not any(i.role == j.role == "root" and v >= _SAME and not i.is_entity for i, j, v in pairs):
        return False
    doer, patient = ([p for p in pairs if _is_argument(p, role)] for role in ("subject", "object"))
    on_nothing = not (_acts_on_something(a) or _acts_on_something(b))
    if doer and not patient and on_nothing and overlap.shared >= _LEAST_WITH_CIRCUMSTANCE:
        patient = [
            p for p in pairs if _is_argument(p, "oblique") and p[0].slot == p[1].slot != ""
        ]  # "agreed on a truce"
    if doer and patient:
        return _has_name([*doer, *patient]) or overlap.shared >= _LEAST
    if _is_done_to_one_thing(a, b, overlap, patient, doer if on_nothing else []):
        return True
    if on_nothing and all(any(r.key in UNDERGOING for r in t.roots) for t in (a, b)):
        # "the ferry capsized", "the boat overturned": of things there is one, of nameless people there may be several
        patient = [p for p in doer if p[0].key not in person_nouns() and p[1].key not in person_nouns()]
    if patient:
        return is_once_in_both(a, b, _TO_SOMEBODY) and (_has_name(patient) or overlap.shared >= _LEAST)
    return is_once_in_both(a, b) and _has_name(doer) and not (_acts_on_something(a) and _acts_on_something(b))


def _is_done_to_one_thing(
    a: Telling,
    b: Telling,
    overlap: Overlap,
    patient: list[tuple[Item, Item, float]],
    doer: list[tuple[Item, Item, float]],
) -> bool:
    """Whether a verb with a meaning of its own tells what was done to, or what befell, the only thing of its class in both reports: "the
    suit was filed", "she filed the lawsuit"."""
    things = [p for p in (*patient, *doer) if p[0].thing and p[1].thing and p[0].thing.may_be(p[1].thing)]
    verbs = [
        p for p in overlap.pairs if p[0].role == p[1].role == "root" and p[2] >= _SAME and p[0].is_verb and p[1].is_verb
    ]
    told = any(not {i.key, j.key} & LIGHT for i, j, _ in verbs)
    return bool(things) and told and overlap.shared >= _LEAST_OF_THING


def share_figure(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether two tellings share a predicate and a figure that is hardly met by chance: "seized 340 rifles", "340 guns were taken"; or a
    small one with somebody it is told of ("four fishermen")."""
    if overlap.shared < _LEAST_WITH_FIGURE:
        return False
    shared = figures_of(a) & figures_of(b)
    if not any(value >= _TELLING_FIGURE for *_, value in shared) and not (shared and _has_argument(a, b, overlap)):
        return False
    return _is_one_predicate(overlap)


def share_toll(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether two tellings give one toll, by whatever verb, and not each of another who did it: "six passengers were killed", "bringing the
    death toll to six"."""
    if a.toll is None or b.toll is None or not a.toll.may_be(b.toll):
        return False
    doers = [{i.key for i in _culprits(t)} for t in (a, b)]
    return not all(doers) or any(i.key in doers[0] and j.key in doers[1] for i, j, _ in overlap.pairs)


def _culprits(telling: Telling) -> list[Item]:
    """Who or what is told to have done it to those counted: "gunmen" of "gunmen killed six", "a flood" of "killed by a flood"."""
    if any(r.key in RISING or r.key in UNDERGOING or r.key == "be" for r in telling.roots):
        return []
    return [
        i
        for i in telling.items
        if i.role == "subject" and not (i.is_inner or i.is_pronoun) and _acts_on_something(telling)
    ]


def share_length(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether two tellings share a predicate, somebody it is told of and a length of time: "a director was jailed for nine years"."""
    return bool(set(a.durations) & set(b.durations)) and _has_argument(a, b, overlap) and _is_one_predicate(overlap)


def _is_one_predicate(overlap: Overlap) -> bool:
    return any(i.role == j.role == "root" and v >= _SAME and not i.is_entity for i, j, v in overlap.pairs)


def _has_argument(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether a name, or a noun that is not for just anybody, stands in one role in both."""
    pairs = [(in_common_role(i, a, b), in_common_role(j, b, a), value) for i, j, value in overlap.pairs]
    roles = ("subject", "object")
    return any(
        v >= _SAME
        and any(_is_argument((i, j, v), r) for r in roles)
        and i.key not in _ANYBODY
        and j.key not in _ANYBODY
        for i, j, v in pairs
    )


def figures_met_rarely(telling: Telling) -> list[tuple[str, str, float]]:
    """What a telling counts or measures with a number that is hardly met by chance; sorted."""
    return sorted(f for f in figures_of(telling) if f[2] >= _TELLING_FIGURE)


def figures_of(telling: Telling) -> frozenset[tuple[str, str, float]]:
    """What a telling counts or measures, with how many; small numbers and ordinals meet by chance."""
    return frozenset(
        (q.kind, q.unit or q.item_class or "", q.value)
        for q in telling.figures
        if q.kind != "ordinal" and q.value is not None and q.value >= _LEAST_FIGURE
    )


def in_common_role(item: Item, telling: Telling, other: Telling) -> Item:
    """An item in the role in which both speak of it: who dies is whom somebody kills."""
    return replace(item, role="object") if item.role == "subject" and undergoes(telling, other) else item


def undergoes(telling: Telling, other: Telling) -> bool:
    """Whether the subject of one undergoes what the other tells that somebody or something did: "died", "killed". Not where it does it to
    something: "the navy sank a boat"."""
    if not any(r.key in UNDERGOING for r in telling.roots) or any(r.key in UNDERGOING for r in other.roots):
        return False
    return not _acts_on_something(telling)


def _acts_on_something(telling: Telling) -> bool:
    return any(i.role == "object" and not (i.is_inner or i.is_of_verb) for i in telling.items)


def _is_argument(pair: tuple[Item, Item, float], role: str) -> bool:
    i, j, _ = pair
    return i.role == j.role == role and not (i.is_inner or j.is_inner or i.is_pronoun or j.is_pronoun)


def _has_name(pairs: list[tuple[Item, Item, float]]) -> bool:
    return any(i.is_entity or j.is_entity or (i.word and i.word == j.word) for i, j, _ in pairs)


#: Verbs whose subject undergoes what they tell (Perlmutter's unaccusatives, 1978), and may be the object of a verb that causes it.
UNDERGOING = frozenset(
    "die perish drown burn sink collapse explode crash derail capsize overturn suffocate break close open custody".split()
)
