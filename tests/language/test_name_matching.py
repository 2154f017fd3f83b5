"""Whether two names are one."""

import random

import pytest

from onrecord import compare_names
from onrecord.language.name_asian import asian_same, is_pinyin
from onrecord.language.name_organisations import spells
from onrecord.language.name_people import are_two, compare_people, plain_words
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


def respelt(word: str, chance: random.Random) -> str:
    """The word as another may spell it: as it is, with one letter more, less or other, two turned, or its initial."""
    at = chance.randrange(len(word))
    letter = chance.choice("aeiouhktdsnr")
    return chance.choice((
        word, word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :] or word,
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :], word[0],
    ))  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_what_is_plainly_two_is_refused_by_the_comparison(seed: int) -> None:
    """And most of what it refuses is plainly two: else nothing would be saved."""
    chance = random.Random(seed)
    words = [w for c in load_cases("name_pairs") for n in c.input.split(" | ")[1:] for w in n.split() if w.isalpha()]
    refused, told = 0, 0
    for _ in range(4000):
        a = f"{chance.choice(words)} {chance.choice(words)}"
        given, surname = (chance.choice((w, w, chance.choice(words))) for w in a.split())
        b = " ".join(respelt(w, chance) for w in chance.choice(((given, surname), (surname, given))))
        x, y = plain_words(a), plain_words(b)
        if x is None or y is None:
            continue
        is_refused = compare_people(a, b)[0] is False
        refused, told = refused + is_refused, told + are_two(x, y)
        assert is_refused or not are_two(x, y), (a, b)
    assert told > 0.9 * refused > 500


def test_names_with_more_to_them_are_not_plain() -> None:
    for name in ("Novak", "Anna Maria Novak", "Ivan Novak Jr.", "Xi Jinping", "محمد علي", "习近平"):
        assert plain_words(name) is None, name


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
