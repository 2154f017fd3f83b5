"""Whom a noun before a comma and a name means."""

from collections.abc import Callable

import pytest

from onrecord.model import Annotations

Annotate = Callable[..., Annotations]


def _descriptions(annotations: Annotations, name: str) -> list[str]:
    """The words, no names, by which a report calls somebody."""
    people = (e for e in annotations.entities if e.kind == "person" and name in e.name)
    return [m.span.of(annotations.report.text) for e in people for m in e.mentions if m.form != "name"]


@pytest.mark.parametrize(
    ("text", "name", "noun"),
    [
        ("The firm will pay, its regional head, Kirsten Dahl, promised at a meeting.", "Dahl", "head"),
        ("He had spoken to his Tajik counterpart, Farrukh Nazarzoda, by telephone.", "Nazarzoda", "counterpart"),
        (
            "The minister sacked the director of the National Museum, Ernest Oberlander, on Tuesday.",
            "Oberlander",
            "director",
        ),
        ("The editor of the Orvel Times, Mira Dolan, resigned.", "Dolan", "editor"),
    ],
)
def test_a_noun_before_a_comma_introduces_a_name(text: str, name: str, noun: str, annotate: Annotate) -> None:
    assert any(noun in words for words in _descriptions(annotate(text), name))


def test_who_stands_inside_the_phrase_may_be_the_one_named(annotate: Annotate) -> None:
    assert _descriptions(annotate("The trial of the singer, Delia Marsh, began."), "Marsh") == ["singer"]
