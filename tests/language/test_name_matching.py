"""Whether two names are one."""

import pytest

from onrecord import compare_names
from onrecord.language.name_asian import asian_same, is_pinyin
from onrecord.language.name_organisations import spells
from onrecord.language.name_sounds import skeleton, sounds_alike

from tests.gold_cases import Case, load_cases

VERDICTS = {"same": True, "different": False, "unsure": None}


@pytest.mark.parametrize("case", load_cases("name_pairs"), ids=lambda c: c.id)
def test_gold(case: Case) -> None:
    kind, a, b = case.input.split(" | ")
    assert compare_names(a, b, kind).same is VERDICTS[case.expected[0]], case.title
    assert compare_names(b, a, kind).same is VERDICTS[case.expected[0]], f"{case.title}, turned round"


def test_every_judgement_has_a_reason_and_a_score() -> None:
    for a, b in (("Olaf Scholz", "Scholz"), ("NATO", "Oslo"), ("", "x"), ("…", "—")):
        judgement = compare_names(a, b)
        assert judgement.reasons
        assert 0 <= judgement.score <= 1


def test_the_kind_is_told_from_the_names() -> None:
    assert compare_names("Iran", "Iraq").same is False
    assert compare_names("BBC", "British Broadcasting Corporation").same is True


def test_long_and_odd_names_do_no_harm() -> None:
    assert compare_names("a" * 5000, "b" * 5000).same is not True
    assert compare_names("A" * 3000 + " " + "B" * 3000, "A B", "organisation").same is not True
    assert compare_names("x " * 2000, "y " * 2000, "person").same is not True


@pytest.mark.parametrize(("a", "b"), [("hariri", "hareri"), ("tchaikovsky", "chaikovskiy"), ("yusuf", "youssef")])
def test_spellings_of_one_name_meet_under_one_key(a: str, b: str) -> None:
    assert sounds_alike(a, b)
    assert skeleton(a) == skeleton(b)


def test_acronyms_may_take_a_further_letter_of_a_word() -> None:
    assert spells("SOHR", ("syrian", "observatory", "for", "human", "rights"))
    assert not spells("SOHR", ("human", "rights", "watch"))


def test_syllables() -> None:
    assert is_pinyin("zhongshan")
    assert not is_pinyin("stockholm")
    assert asian_same(("wang", "yi"), ("wang", "yang")) is False
