"""Entities of new reports among identities known: by the very name, by a fuller one, never against what a user said."""

import pytest

from onrecord.crossreport.entity_joining import Joined, join_entities
from onrecord.model import Annotations, Context, Correction, Entity, Evidence, KnownEntity, Mention, Report


def report(name: str, *people: str) -> Annotations:
    text, entities = "", []
    for n, person in enumerate(people, 1):
        mention = Mention(len(text), len(text) + len(person), "name")
        entities.append(Entity(f"e{n}", person, "person", mentions=(mention,)))
        text += f"{person} spoke. "
    return Annotations(report=Report(id=name, text=text), entities=tuple(entities))


def join(known: dict[str, Annotations], new: Annotations, context: Context | None = None) -> tuple[Joined, ...]:
    """A new report among actors, each known from one report with one entity."""
    loose = {(new.report.id, e.id) for e in new.entities}
    standing = {actor: [(a.report.id, "e1")] for actor, a in known.items()}
    return join_entities([*known.values(), new], loose, standing, context or Context())


def test_the_very_name_joins_and_another_opens_an_identity() -> None:
    found = join({"a1": report("a", "Lena Strand"), "a2": report("b", "Tove Lie")}, report("n", "Tove Lie", "Ada Holm"))
    assert {(j.standing, j.entity.members) for j in found} == {(("a2",), (("n", "e1"),)), ((), (("n", "e2"),))}


def test_a_surname_known_alone_becomes_one_with_the_full_name_in_like_company() -> None:
    known = {"a1": report("a", "Okonkwo", "Lena Strand"), "a2": report("b", "Lena Strand")}
    (strand, okonkwo) = sorted(
        join(known, report("n", "Lena Strand", "Chidi Okonkwo")), key=lambda j: j.standing[:1] == ("a1",)
    )
    assert okonkwo.standing == ("a1",)
    assert okonkwo.entity.name == "Chidi Okonkwo"
    assert strand.standing == ("a2",)


def test_two_identities_that_a_user_made_one_are_one() -> None:
    known = {"a1": report("a", "Lena Strand"), "a2": report("b", "L. Berg")}
    said = Correction(kind="same_entity", subject=(Evidence("b", 0, 7), Evidence("n", 0, 8)), made_by="Ada")
    (joined,) = join(known, report("n", "Ada Holm"), Context(corrections=(said,)))
    assert joined.standing == ("a2",)
    assert joined.entity.members == (("n", "e1"),)


@pytest.mark.parametrize("against", [(), (Evidence("n", 0, 11),)])
def test_an_identity_that_a_user_set_apart_takes_nobody_in(against: tuple[Evidence, ...]) -> None:
    said = Correction(kind="split_entity", subject=(Evidence("a", 0, 11),), against=against, made_by="Ada")
    (joined,) = join({"a1": report("a", "Lena Strand")}, report("n", "Lena Strand"), Context(corrections=(said,)))
    assert joined.standing == ()


def test_an_identity_of_the_user_s_own_keeps_its_id() -> None:
    own = KnownEntity(id="Q7", name="Lena Strand", kind="person", aliases=("Lena Berg",))
    (joined,) = join({}, report("n", "Lena Berg"), Context(known=(own,)))
    assert (joined.own_id, joined.standing, joined.entity.name) == ("Q7", (), "Lena Strand")


def test_nothing_new_changes_nothing() -> None:
    assert join({"a1": report("a", "Lena Strand")}, report("n")) == ()
