"""Whether two propositions of a story are the same, contradict each other, or neither. Pure, on prepared tellings.

A false corroboration is worse than a missed one: every rule of `VETOES` is enough to keep two propositions apart, and what is left
must cover each other's words, with the predicate among them.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.crossreport.tellings import Item, Telling
from onrecord.language.word_relations import are_opposite, likeness

ENOUGH = 0.72  # share of the shorter one's weight that the other must tell
ENOUGH_BACK = 0.34  # share of the longer one's weight, where much is shared
ENOUGH_BACK_OF_LITTLE = 0.5  # and where little is
LEAST_OF_HEADLINE = 0.8
LEAST = 1.0  # matched weight: two short clauses share too little to be held the same
ENOUGH_OF_HEADLINE = 0.5  # share of a headline that its own report must tell: it is a short form of what follows
FAR = 1.25  # times; figures that lie farther apart are two figures, even where one is open
MUCH = 2.2  # matched weight that makes up for what one leaves out, or for a subject that is only described
UNDERSTOOD = 0.7  # how far an entity counts as told that the other's whole report is about
Kin = frozenset[tuple[str, str]]  # pairs of run-wide entity ids, either of which may stand for the other


@dataclass(frozen=True)
class Likeness:
    """How two tellings compare."""

    same: bool
    score: float  # 0..1
    kind: str | None = None  # kind of conflict; None: none
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Overlap:
    """What two tellings share: the share of each one's weight, the matched weight, and the matched pairs of items."""

    forth: float
    back: float
    shared: float
    pairs: tuple[tuple[Item, Item, float], ...]

    @property
    def high(self) -> float:
        return max(self.forth, self.back)

    @property
    def low(self) -> float:
        return min(self.forth, self.back)


def compare_tellings(a: Telling, b: Telling, kin: Kin = frozenset()) -> Likeness:
    """Compare two propositions.

    Args:
        a: one telling; the order of the two changes nothing but the order inside the reasons.
        b: the other.
        kin: entity pairs that may stand for each other (an organisation and whoever speaks for it).
    """
    return judge_overlap(a, b, measure_overlap(a, b, kin), kin)


def judge_overlap(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> Likeness:
    """What `compare_tellings` says, from an overlap that was measured before."""
    score = round(0.6 * overlap.high + 0.4 * overlap.low, 4)
    back = ENOUGH_BACK if overlap.shared >= MUCH or has_core(overlap) else ENOUGH_BACK_OF_LITTLE
    if overlap.high < ENOUGH or overlap.low < back or overlap.shared < LEAST:
        return Likeness(False, score)
    for veto in VETOES:
        if (reason := veto(a, b, overlap, kin)) is not None:
            return Likeness(False, score, None, (reason,))
    return Likeness(True, score, None, (_told_alike(overlap),))


def judge_headline(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> Likeness:
    """Whether the text of a report tells what its headline tells. A headline leaves out and sums up, so less need be shared."""
    told = overlap.forth if a.proposition.headline else overlap.back
    score = round(0.6 * overlap.high + 0.4 * overlap.low, 4)
    predicate = any("root" in (i.role, j.role) for i, j, _ in overlap.pairs)
    if told < ENOUGH_OF_HEADLINE or not predicate or overlap.shared < LEAST_OF_HEADLINE:
        return judge_overlap(a, b, overlap, kin)
    for veto in VETOES:
        if (reason := veto(a, b, overlap, kin)) is not None:
            return Likeness(False, score, None, (reason,))
    return Likeness(True, score, None, (f"a headline and its text: {_told_alike(overlap)}",))


def has_core(overlap: Overlap) -> bool:
    """Whether both tell the same of the same: a shared predicate, and a shared entity in one role."""
    predicate = any(i.role == j.role == "root" for i, j, _ in overlap.pairs)
    return predicate and any(
        i.is_entity and i.role == j.role and i.role in ("subject", "object") for i, j, _ in overlap.pairs
    )


def measure_overlap(a: Telling, b: Telling, kin: Kin = frozenset()) -> Overlap:
    """What two tellings share: each item is matched with the one most like it."""
    pairs = [(i, *_match(i, b, kin)) for i in a.items]
    back = [(i, *_match(i, a, kin)) for i in b.items]
    forth_weight = sum(i.weight * s for i, _, s in pairs)
    back_weight = sum(i.weight * s for i, _, s in back)
    matched = tuple((i, j, s) for i, j, s in pairs if j is not None)
    return Overlap(
        forth=forth_weight / a.weight if a.weight else 0.0,
        back=back_weight / b.weight if b.weight else 0.0,
        shared=min(forth_weight, back_weight),
        pairs=matched,
    )


def _match(item: Item, telling: Telling, kin: Kin) -> tuple[Item | None, float]:
    """What of a telling an item stands for. What the telling's whole report is about is understood where a clause does not name it."""
    found = _best(item, telling.items, kin)
    understood = found[0] is None and item.role != "subject" and item.key in telling.topics
    return (None, UNDERSTOOD) if understood else found


def _best(item: Item, others: tuple[Item, ...], kin: Kin) -> tuple[Item | None, float]:
    """The item most like this one, and how like; None where none is."""
    found: tuple[Item | None, float] = (None, 0.0)
    for other in others:
        value = item_likeness(item, other, kin)
        if value > found[1] or (value == found[1] and value and other.role == item.role):
            found = (other, value)
    return found


def item_likeness(a: Item, b: Item, kin: Kin) -> float:
    """How like two items are: words by meaning, entities by identity, or 0.8 where one may stand for the other."""
    if a.is_entity != b.is_entity:
        return 0.9 if a.word and a.word == b.word else 0.0
    if a.is_pronoun or b.is_pronoun:
        return 0.5 if a.key == b.key else 0.0
    if not a.is_entity:
        return likeness(a.key, b.key)
    if a.key == b.key:
        return 1.0
    return 0.8 if (a.key[1:], b.key[1:]) in kin else 0.0


def predicate_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """The predicate of each must be told by the other: in its predicate, or as a noun ("ready to help", "readiness to help")."""
    for one, other in ((a, b), (b, a)):
        roots = [i for i in one.roots if not (i.is_entity or i.is_pronoun)]
        told = tuple(i for i in other.items if i.role not in ("subject", "modifier"))
        if roots and not any(_best(r, told, kin)[1] for r in roots):
            return "what is told of the subject differs"
    return None


def subjects_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Two subjects that are different entities."""
    if not a.subjects or not b.subjects or a.subjects & b.subjects:
        return None
    if any((x, y) in kin for x in a.subjects for y in b.subjects):
        return None
    return "the subjects are different entities"


def subject_missing(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Subjects that have nothing in common. A noun may stand for a name ("the alliance"), but then much else must be told alike."""
    mine, theirs = ([i for i in t.items if i.role == "subject"] for t in (a, b))
    if (
        not mine
        or not theirs
        or any(_best(i, b.items, kin)[1] for i in mine)
        or any(_best(i, a.items, kin)[1] for i in theirs)
    ):
        return None
    could_be_named = any(i.is_entity for i in mine) != any(i.is_entity for i in theirs)
    return None if could_be_named and overlap.shared >= MUCH else "the subjects share nothing"


def roles_swapped(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Who does it in one undergoes it in the other: "pirates seized a ship", "the navy seized the pirates". Only who or what a noun or
    a name stands for can act: "a military approach" and "no military solution" exchange nothing."""
    roles = {(i.role, j.role) for i, j, _ in overlap.pairs if _can_act(i, a) and _can_act(j, b)}
    crossed = ("subject", "object") in roles or ("object", "subject") in roles
    return "who acts and who is acted upon are exchanged" if crossed and ("subject", "subject") not in roles else None


def _can_act(item: Item, telling: Telling) -> bool:
    nouns = (t.lemma for t in telling.proposition.terms if t.pos in ("NOUN", "PROPN"))
    return item.is_entity or item.is_pronoun or item.key in nouns


def reality_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """What is planned, wished or supposed never stands for what is so."""
    return None if a.is_actual == b.is_actual else "one tells what is so, the other what might or should be"


def polarity_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """One is told in the negative; or the predicates are opposites."""
    turned = a.proposition.negative != b.proposition.negative
    if turned != opposite_predicates(a, b):
        return "one tells the opposite of the other"
    return None


def opposite_predicates(a: Telling, b: Telling) -> bool:
    """Whether a predicate of one is the opposite of a predicate of the other."""
    return any(are_opposite(x.key, y.key) for x in a.roots for y in b.roots if not x.is_entity and not y.is_entity)


def dates_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Both are dated, and no date of one is compatible with one of the other."""
    if not a.dates or not b.dates:
        return None
    meets = any(x[0] <= y[1] and y[0] <= x[1] for x in a.dates for y in b.dates)
    return None if meets else "the dates do not fit together"


def figures_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Both count the same kind of thing and no figure of one fits one of the other."""
    mine, theirs = _counted(a), _counted(b)
    for kind in sorted(mine.keys() & theirs.keys()):
        if not any(_fit(x, y) for x in mine[kind] for y in theirs[kind]):
            return "the figures do not fit together"
    return None


def _counted(telling: Telling) -> dict[str, list[tuple[float, float]]]:
    """The intervals of a telling's figures, by what is counted; an approximate figure is one within a tenth."""
    found: dict[str, list[tuple[float, float]]] = {}
    for q in telling.figures:
        low, high = q.low, q.high
        if low is None and high is None and q.value is not None:
            low, high = 0.9 * q.value, 1.1 * q.value
        if q.kind == "ordinal" or (low is None and high is None):
            continue
        bounds = (low if low is not None else float("-inf"), high if high is not None else float("inf"))
        found.setdefault(q.item_class or q.unit or q.kind, []).append(bounds)
    return found


def _fit(x: tuple[float, float], y: tuple[float, float]) -> bool:
    """Whether two intervals can mean one figure: they meet, and their ends are near ("at least 27" does not mean 61)."""
    return x[0] <= y[1] and y[0] <= x[1] and _near(x, y)


def _near(x: tuple[float, float], y: tuple[float, float]) -> bool:
    ends = sorted(abs(v) for v in (*x, *y) if math.isfinite(v))
    return not ends or ends[-1] <= FAR * ends[0] or ends[-1] - ends[0] <= 1


def only_place_and_people(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """What is shared must hold a word besides names: the same people do many things."""
    if any(not i.is_entity and not i.is_pronoun and i.role != "modifier" for i, _, _ in overlap.pairs):
        return None
    return "they share names only"


Veto = Callable[[Telling, Telling, Overlap, Kin], str | None]
#: Each is enough to keep two propositions apart; asked in this order.
VETOES: tuple[Veto, ...] = (
    reality_differs,
    only_place_and_people,
    predicate_differs,
    subjects_differ,
    subject_missing,
    roles_swapped,
    dates_differ,
    figures_differ,
    polarity_differs,
)


def _told_alike(overlap: Overlap) -> str:
    words = [
        f"“{i.key}”" if i.key == j.key else f"“{i.key}” and “{j.key}”" for i, j, _ in overlap.pairs if not i.is_entity
    ]
    names = sum(1 for i, _, _ in overlap.pairs if i.is_entity)
    told = ", ".join(words[:6]) or "no word"
    return f"both tell {told}" + (f", and name {names} entit{'y' if names == 1 else 'ies'} in common" if names else "")
