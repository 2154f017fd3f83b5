"""Which tellings are compared: those that share enough, whichever way they are found."""

import random
from typing import Any

import pytest

from onrecord.crossreport import claim_alignment
from onrecord.crossreport.claim_alignment import _bounded, _is_told, _weighed_keys, _worth_a_look
from onrecord.crossreport.items import Item
from onrecord.crossreport.overlap import best_match, item_likeness
from onrecord.crossreport.tellings import Telling

WORDS = "police court fire rescue driver bridge storm verdict minister strike".split()


def telling(number: int, items: list[Item]) -> Telling:
    nothing: Any = None  # a proposition is not asked for
    return Telling(f"r{number}", nothing, tuple(items), frozenset(), frozenset(), (), (), "")


def draw(rng: random.Random) -> list[Item]:
    """A few items; an entity may stand in two roles, under one name or two."""
    found = [Item(w, rng.choice(("root", "object")), rng.uniform(0.1, 2)) for w in rng.sample(WORDS, rng.randint(0, 4))]
    for _ in range(rng.randint(0, 3)):
        found.append(Item(f"@e{rng.randint(1, 4)}", "subject", rng.choice((0.5, 1.0)), rng.choice(("lie", "oslo", ""))))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_rare_keys_find_what_a_comparison_of_all_would(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_alignment, "_COMMON_KEY", 12)
    rng = random.Random(seed)
    tellings = [telling(n, draw(rng)) for n in range(40)]
    keys = [_weighed_keys(t) for t in tellings]
    posted = {k: sum(k in weighed for weighed in keys) for weighed in keys for k in weighed}
    wanted = []
    for a in range(40):
        for b in range(a + 1, 40):
            common = sorted(k for k in keys[a].keys() & keys[b].keys() if posted[k] <= 12)
            if len(common) >= 2 and any(_is_told(keys[n], common, tellings[n]) for n in (a, b)):
                wanted.append((a, b))
    assert list(_worth_a_look(tellings)) == wanted
    assert wanted


def test_an_item_is_like_another_by_meaning_identity_or_office() -> None:
    kin = frozenset({("e1", "e2"), ("e2", "e1")})
    person, office, other = Item("@e1", "subject", 1, "lie"), Item("@e2", "subject", 1), Item("@e3", "subject", 1)
    assert [item_likeness(person, i, kin) for i in (person, office, other)] == [1.0, 0.8, 0.0]
    assert item_likeness(person, Item("lie", "object", 1, "lie"), kin) == 0.9
    assert item_likeness(Item("~he", "subject", 1), Item("~he", "object", 1), kin) == 0.5
    assert item_likeness(Item("~he", "subject", 1), person, kin) == 0.0
    assert item_likeness(Item("rebel", "subject", 1), Item("insurgent", "subject", 1), kin) == 0.9


def test_of_items_equally_like_the_last_in_the_same_role_is_taken() -> None:
    wanted = Item("court", "object", 1)
    others = [Item("court", role, weight) for role, weight in (("root", 1), ("object", 2), ("object", 3), ("root", 4))]
    assert best_match(wanted, others, frozenset()) == (others[2], 1.0)
    assert best_match(Item("bread", "root", 1), others, frozenset()) == (None, 0.0)


def test_a_report_that_repeats_itself_is_compared_with_itself_only_near_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_alignment, "_MOST_WITHIN", 10)
    said = [Item("rebel", "subject", 1), Item("shell", "root", 1), Item("town", "object", 1)]
    tellings = [*(telling(1, said) for _ in range(20)), telling(2, said)]
    pairs = _bounded(tellings, {*_worth_a_look(tellings)})
    within = [b - a for a, b in pairs if tellings[a].report == tellings[b].report]
    assert within == [1] * 10  # the nearest first
    assert [(a, b) for a, b in pairs if b == 20] == [(n, 20) for n in range(20)]
