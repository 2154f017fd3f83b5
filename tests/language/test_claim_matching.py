"""Whether two sentences claim the same."""

import pytest

from onrecord.language.claim_matching import compare_claims

SAME = [
    ("The guard was convicted of beating a prisoner.", "The guard beat a prisoner."),
    ("The rebels managed to take the bridge.", "The rebels took the bridge."),
    ("The rebels were able to take the bridge.", "The rebels took the bridge."),
    ("The army shelled the village on Monday.", "On Monday the village was shelled by the army."),
    ("The navy rescued the crew of the tanker.", "The tanker's crew was rescued by the navy."),
]
CONFLICT = [
    ("The ministry accepts the offer of the union.", "The ministry will not accept the offer of the union."),
    ("The blast in the mine killed 12 workers.", "The blast in the mine killed 40 workers."),
    ("Parliament approved the budget.", "Parliament rejected the budget."),
    ("No soldier entered the hospital.", "A soldier entered the hospital."),
    ("The court granted bail to Lena Orsi.", "The court refused bail to Lena Orsi."),
    ("The trader refused the loan and the visa.", "The trader obtained the visa."),
    ("Nor did Adam Reyes plan to leave the party.", "Adam Reyes plans to leave the party."),
    ("The harbour of Tarn can be entered without a permit.", "A permit is compulsory in the harbour of Tarn."),
    ("Rents rose in the south and fell in the north of Kelso.", "Rents rose in the north of Kelso."),
    ("The carmaker Velox is a subsidiary of the group Ostara.", "The carmaker Velox owns the group Ostara."),
    ("The painter Ilse Brandt died on 3 May 2021.", "The painter Ilse Brandt died on 9 May 2021."),
    ("Ravenna beat Udine in the final.", "Udine beat Ravenna in the final."),
    ("The firm earned 3.2bn euros.", "The firm earned 4 billion euros."),
]
DIFFERENT = [
    ("The guard was acquitted of beating a prisoner.", "The guard beat a prisoner."),
    ("The bank is accused of hiding its losses.", "The bank hid its losses."),
    ("The plane came close to hitting a tower.", "The plane hit a tower."),
    ("The bridge is too weak to carry lorries.", "The bridge carries lorries."),
    ("The regulator has the power to close the plant.", "The regulator closed the plant."),
    ("Instead of lowering rates, the central bank raised them.", "The central bank lowered rates."),
    ("The army shelled the village.", "The harvest was the best in ten years."),
    ("The president visited Oslo.", "The president visited a bakery."),
]
NO_CONFLICT = [
    ("The farm was sold to Mira Kane by the bank.", "Mira Kane bought the farm."),
    ("The council approved the harbour treaty.", "The council rejected the fishing treaty."),
    ("The union Arda accepted the offer.", "The union Bresk rejected the offer."),
    ("The navy may withdraw the frigates.", "The navy did not withdraw the frigates."),
    ("The flood killed at least 20 people in Tarn.", "The flood killed 23 people in Tarn."),
    ("The mill employs about 300 people.", "The mill employs 310 people."),
    ("Prices rose by 4 percent in March.", "Prices rose by 6 percent in June."),
    ("The second tunnel was closed.", "The first tunnel was not closed."),
    ("Two climbers were rescued on the glacier.", "Five climbers died on the glacier."),
    ("The runner won her seventh title in Bergen.", "The runner won one of her titles in Bergen, the 7th."),
    ("The director dismissed 40 workers in Graz.", "The director praised the workers in Graz."),
    ("Unrest in the valley has never been stronger.", "Unrest in the valley is strong."),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_same(a: str, b: str) -> None:
    assert compare_claims(a, b).verdict == "same"


@pytest.mark.parametrize(("a", "b"), CONFLICT)
def test_conflict(a: str, b: str) -> None:
    found = compare_claims(a, b)
    assert (found.verdict, found.same) == ("conflict", False)
    assert found.reasons


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_different(a: str, b: str) -> None:
    assert compare_claims(a, b).verdict == "different"


@pytest.mark.parametrize(("a", "b"), NO_CONFLICT)
def test_what_is_told_of_another_thing_time_or_mood_stands_against_nothing(a: str, b: str) -> None:
    assert compare_claims(a, b).verdict != "conflict"


@pytest.mark.parametrize(("a", "b"), SAME + CONFLICT + DIFFERENT)
def test_order_of_the_two_changes_nothing(a: str, b: str) -> None:
    one, other = compare_claims(a, b), compare_claims(b, a)
    assert (one.verdict, one.score) == (other.verdict, other.score)


def test_the_score_grows_with_sameness() -> None:
    near = compare_claims("The army shelled the village.", "Soldiers shelled the village.").score
    far = compare_claims("The army shelled the village.", "The army bought new boots.").score
    assert near > far > compare_claims("The army shelled the village.", "Bread got dearer.").score


@pytest.mark.parametrize("text", ["", " ", "?", "42", "a" * 5000])
def test_any_text_may_come(text: str) -> None:
    assert 0 <= compare_claims(text, "The army shelled the village.").score <= 1
