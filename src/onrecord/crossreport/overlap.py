"""What two propositions share: each word and entity matched with the one most like it."""

from dataclasses import dataclass
from functools import cache

from onrecord.crossreport.tellings import Item, Telling
from onrecord.language.word_relations import likeness
from onrecord.resources import read_words

UNDERSTOOD = 0.7  # how far an entity counts as told that the other's whole report is about
Kin = frozenset[tuple[str, str]]  # pairs of run-wide entity ids, either of which may stand for the other


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
    found = best_match(item, telling.items, kin)
    understood = found[0] is None and item.role != "subject" and item.key in telling.topics
    return (None, UNDERSTOOD) if understood else found


def best_match(item: Item, others: tuple[Item, ...], kin: Kin) -> tuple[Item | None, float]:
    """The item most like this one, and how like; None where none is."""
    found: tuple[Item | None, float] = (None, 0.0)
    for other in others:
        value = item_likeness(item, other, kin)
        if value > found[1] or (value == found[1] and value and other.role == item.role):
            found = (other, value)
    return found


def item_likeness(a: Item, b: Item, kin: Kin) -> float:
    """How like two items are: words by meaning, entities by identity, or 0.8 where one may stand for the other. A verb and a noun that are
    only spelt alike ("fire back", "the fire") have nothing in common."""
    if a.is_entity != b.is_entity:
        return 0.9 if a.word and a.word == b.word else 0.0
    if a.is_pronoun or b.is_pronoun:
        return 0.5 if a.key == b.key else 0.0
    if not a.is_entity:
        return 0.0 if a.is_verb != b.is_verb and {a.key, b.key} & _homographs() else likeness(a.key, b.key)
    if a.key == b.key:
        return 1.0
    return 0.8 if (a.key[1:], b.key[1:]) in kin else 0.0


@cache
def _homographs() -> frozenset[str]:
    return read_words("homographs.txt")
