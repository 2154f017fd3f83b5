"""Labels of one concept, in sentences of our own."""

import pytest

from onrecord.crossreport.group_labels import group_labels


def _is_one(*labels: str, among: tuple[str, ...] = ()) -> bool:
    return len(set(group_labels([*labels, *among])[: len(labels)])) == 1


@pytest.mark.parametrize(
    ("labels", "among"),
    [
        (("Mr. Benhaddou", "Salma Benhaddou", "Minister Benhaddou"), ()),
        (("Tran", "Tran Van Dong"), ("Dong Thi Ha",)),
        (("Morocco", "the Moroccans", "Rabat", "the Moroccan government"), ()),
        (("the U.S.", "American officials", "the White House"), ()),
        (("the president", "President Abakar"), ("Abakar", "Mokoena")),
        (("the caravan", "the caravan's members"), ()),
        (("rebels", "insurgents"), ()),
    ],
    ids=lambda x: " ".join(x),
)
def test_one_concept(labels: tuple[str, ...], among: tuple[str, ...]) -> None:
    assert _is_one(*labels, among=among)


@pytest.mark.parametrize(
    ("a", "b"), [("Salma Benhaddou", "Rachid Bouzidi"), ("Libya", "Chad"), ("the dam", "the minister")]
)
def test_two_concepts(a: str, b: str) -> None:
    assert not _is_one(a, b)


def test_same_label_same_group() -> None:
    assert group_labels(["the dam", "Rabat", "the dam"]) == (0, 1, 0)


def test_nothing() -> None:
    assert group_labels([]) == ()
    assert len(group_labels(["", "“”"])) == 2
