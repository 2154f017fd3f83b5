"""Labels of one concept, in sentences of our own."""

import pytest

from onrecord.crossreport import label_meaning
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
        (("the OKT", "O.K.T.", "Orsk Kiln Treaty"), ()),
        (("Salma", "Salma Benhaddou", "Benhaddou"), ()),
        (("the brigade", "a brigade of two hundred volunteers", "the volunteers"), ()),
        (("the mayor's lawyers", "lawyers for Mayor Ousmane"), ("Ousmane", "the mayor")),
        (("Kenya", "the Senate Budget Committee", "customs officers"), ("President Ruto", "Ruto")),
        (("miners", "miners marching south"), ()),
    ],
    ids=lambda x: " ".join(x),
)
def test_one_concept(labels: tuple[str, ...], among: tuple[str, ...]) -> None:
    assert _is_one(*labels, among=among)


@pytest.mark.parametrize(
    ("a", "b", "among"),
    [
        ("Salma Benhaddou", "Rachid Bouzidi", ()),
        ("Libya", "Chad", ()),
        ("the dam", "the minister", ()),
        ("the investigators", "the investigation", ()),
        ("the lawyer", "the lawyers", ()),
        ("President Abakar", "the two presidents", ()),
        ("President Abakar", "the security chief", ()),
        ("President Abakar", "the vice president", ()),
        ("Keita's lawyers", "Ousmane's lawyers", ("Keita", "Ousmane")),
    ],
    ids=lambda x: str(x),
)
def test_two_concepts(a: str, b: str, among: tuple[str, ...]) -> None:
    assert not _is_one(a, b, among=among)


@pytest.mark.parametrize("is_installed", [True, False], ids=["encoder", "words alone"])
def test_likeness_in_meaning(monkeypatch: pytest.MonkeyPatch, is_installed: bool) -> None:
    if not is_installed:
        monkeypatch.setattr(label_meaning, "load_encoder", lambda: None)
    assert _is_one("the harbour bridge", "the new harbour crossing", among=("a loaf of bread",))
    assert not _is_one("the harbour bridge", "a loaf of bread")


def test_order_has_no_part() -> None:
    labels = [
        "the harbour",
        "Ousmane",
        "the mayor",
        "Mayor Ousmane",
        "the port",
        "a port of call",
        "dockers",
        "harbour workers",
    ]
    there, back = group_labels(labels), group_labels(labels[::-1])[::-1]
    assert [[x == y for y in there] for x in there] == [[x == y for y in back] for x in back]


def test_same_label_same_group() -> None:
    assert group_labels(["the dam", "Rabat", "the dam"]) == (0, 1, 0)


def test_nothing() -> None:
    assert group_labels([]) == ()
    assert len(group_labels(["", "“”"])) == 2
