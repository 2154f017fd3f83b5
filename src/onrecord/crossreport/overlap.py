"""What two propositions share: each word and entity matched with the one most like it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from onrecord.crossreport.items import Item
from onrecord.crossreport.tellings import Telling
from onrecord.language.word_relations import likeness
from onrecord.resources import read_words

MUCH = 2.2  # matched weight that makes up for what one leaves out, or for words that are only alike
ONE_THING = 0.8
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


NOTHING_SHARED = Overlap(0.0, 0.0, 0.0, ())


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


def best_match(item: Item, others: Iterable[Item], kin: Kin) -> tuple[Item | None, float]:
    """The item most like this one, and how like; None where none is. Words are like by meaning, entities by identity.

    The innermost loop of all that is said of claims: each telling's items against those of every telling that may be the same.
    """
    found: Item | None = None
    best = 0.0
    key, word, is_entity, is_pronoun = item.key, item.word, item.is_entity, item.is_pronoun
    homographs = _homographs()
    for other in others:
        if other.is_entity != is_entity:
            value = 0.9 if word and word == other.word else _as_one_thing(item, other)
        elif is_entity:
            value = 1.0 if key == other.key else 0.8 if (key[1:], other.key[1:]) in kin else 0.0
        elif is_pronoun or other.is_pronoun:
            value = 0.5 if key == other.key else 0.9 if word and word == other.word else 0.0
        elif item.is_verb != other.is_verb and {key, other.key} & homographs:
            value = 0.0
        else:
            value = likeness(key, other.key) or _as_one_thing(item, other)
        if value and (value > best or (value == best and other.role == item.role)):
            found, best = other, value
    return found, best


def _as_one_thing(item: Item, other: Item) -> float:
    """How like two items are of which each stands for the only thing of a class in its report."""
    return ONE_THING if item.thing is not None and other.thing is not None and item.thing.may_be(other.thing) else 0.0


def item_likeness(a: Item, b: Item, kin: Kin) -> float:
    """How like two items are: words by meaning, entities by identity, or 0.8 where one may stand for the other. A verb and a noun that are
    only spelt alike ("fire back", "the fire") have nothing in common."""
    return best_match(a, (b,), kin)[1]


@cache
def _homographs() -> frozenset[str]:
    return read_words("homographs.txt")
