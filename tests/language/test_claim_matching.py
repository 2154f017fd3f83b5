"""Whether two sentences claim the same."""

import pytest

from onrecord.language.claim_matching import compare_claims

SAME = [
    ("The army shelled the village on Monday.", "On Monday the village was shelled by the army."),
    ("The navy rescued the crew of the tanker.", "The tanker's crew was rescued by the navy."),
]
CONFLICT = [
    ("The ministry accepts the offer of the union.", "The ministry will not accept the offer of the union."),
    ("The blast in the mine killed 12 workers.", "The blast in the mine killed 40 workers."),
    ("Parliament approved the budget.", "Parliament rejected the budget."),
    ("No soldier entered the hospital.", "A soldier entered the hospital."),
]
DIFFERENT = [
    ("The army shelled the village.", "The harvest was the best in ten years."),
    ("The president visited Oslo.", "The president visited a bakery."),
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
