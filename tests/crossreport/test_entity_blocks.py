"""Who refused a name once is not asked again, and nothing comes out differently by it."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from onrecord.crossreport import entity_blocks, entity_scoring
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.entity_blocks import Blocks, Identity
from onrecord.model import Annotations, Context, Correction, Entity, Evidence, KnownEntity, Mention

Make = Callable[..., Any]

SURNAMES = (
    "Kadafi",
    "Kadefi",
    "Ghadifi",
    "Kedofi",
    "Ghudhafi",
)  # one block, by sound; the second sounds like the first and the third
GIVEN = ("Anna", "Olga", "Ivan")
COMPANY = ("Nordic Airways", "Port of Tema", "Supreme Court", "Ministry of Kadafi")


def drawn(make: Make, number: int, seed: int) -> list[Annotations]:
    """Reports that name some of a family of names, in full or not, with other names beside."""
    chance = random.Random(seed)
    found = []
    for report in range(number):
        names = {chance.choice(COMPANY): "organisation"}
        for surname in chance.sample(SURNAMES, 2):
            full = chance.random() < 0.3
            names[f"{chance.choice(GIVEN)} {surname}" if full else surname] = "person"
        entities, text = [], ""
        for at, (name, kind) in enumerate(names.items(), 1):
            mention = Mention(start=len(text), end=len(text) + len(name), form="name")
            entities.append(Entity(id=f"e{at}", name=name, kind=kind, mentions=(mention,)))  # type: ignore[arg-type]
            text += f"{name}. "
        found.append(Annotations(report=make(text, id=f"r{report:03}"), entities=tuple(entities)))
    return found


def asked_anew(monkeypatch: pytest.MonkeyPatch, found: list[Annotations], context: Context) -> object:
    with monkeypatch.context() as patched:
        patched.setattr(Blocks, "_asked_by", lambda self, shape: entity_blocks._Asked())
        patched.setattr(Identity, "may_be", lambda self, names: True)
        return resolve_entities(found, context)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_remembered_changes_no_identity_and_no_judgement(
    make: Make, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    found = drawn(make, 60, seed)
    known = (KnownEntity(id="Q7", name="Anna Kadafi", kind="person", not_same=("Kedofi",)),)
    said = Correction(
        kind="not_same_entity",
        subject=tuple(Evidence(a.report.id, m.start, m.end) for a in found[:2] for m in a.entities[1].mentions),
    )
    for context in (Context(), Context(known=known), Context(known=known, corrections=(said,))):
        assert resolve_entities(found, context) == asked_anew(monkeypatch, found, context)


def test_a_bare_surname_is_not_compared_again_with_those_that_refused_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    compare = entity_scoring.compare_names
    monkeypatch.setattr(entity_scoring, "compare_names", lambda a, b, kind: calls.append((a, b)) or compare(a, b, kind))
    resolve_entities(drawn(make, 120, 1), Context())
    bare = [(a, b) for a, b in calls if a in SURNAMES]
    assert bare
    assert len(bare) == len(set(bare))


def named(make: Make, names: list[str]) -> list[Annotations]:
    """Reports that name one person each."""
    found = []
    for number, name in enumerate(names):
        mention = Mention(start=0, end=len(name), form="name")
        entity = Entity(id="e1", name=name, kind="person", mentions=(mention,))
        found.append(Annotations(report=make(f"{name}. So it is.", id=f"r{number:03}"), entities=(entity,)))
    return found


def test_full_names_of_one_block_are_not_all_compared_with_all(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The more people of a run, the more of them have a surname that sounds alike and a given name that begins alike."""
    calls = []
    compare = entity_scoring.compare_names
    monkeypatch.setattr(entity_scoring, "compare_names", lambda a, b, kind: calls.append((a, b)) or compare(a, b, kind))
    names = [
        f"{given} {surname}" for given in ("Karim", "Konrad", "Gloria", "Gustav", "Katrin") for surname in SURNAMES
    ]
    entities, _ = resolve_entities(named(make, names), Context())
    assert sum("Konrad" in e.name for e in entities) < len(SURNAMES)  # spellings of one were found
    assert len(calls) < 3 * len(names)


def test_a_user_may_forbid_what_the_names_refuse(make: Make) -> None:
    """A refusal by name is not worth telling; a user's word is."""
    texts = ("Kadafi. Nordic Airways.", "Ghadifi. Nordic Airways.")
    found = [
        Annotations(
            report=make(text, id=name),
            entities=(
                Entity(id="e1", name=word, kind="person", mentions=(Mention(start=0, end=len(word), form="name"),)),
            ),
        )
        for name, text, word in zip("ab", texts, ("Kadafi", "Ghadifi"), strict=True)
    ]
    spans = tuple(Evidence(a.report.id, m.start, m.end) for a in found for m in a.entities[0].mentions)
    word = Correction(kind="not_same_entity", subject=spans)
    assert resolve_entities(found, Context())[1] == ()
    assert any("A user said" in j.reasons[0] for j in resolve_entities(found, Context(corrections=(word,)))[1])
