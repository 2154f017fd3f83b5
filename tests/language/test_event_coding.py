"""`code_event`: the relation between two given spans."""

import pytest

from onrecord import code_event
from onrecord.language.event_lexicon import TYPES


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "expected"),
    [
        ("Turkey expelled two Greek diplomats.", "Turkey", "two Greek diplomats", ("SANCTION",)),
        ("Peru condemned Chile, and Chile thanked Brazil.", "Peru", "Chile", ("ACCUSE",)),
        ("Sweden will send relief supplies to Nepal.", "Sweden", "Nepal", ("AGREE",)),
        ("The king refused to meet the strikers.", "The king", "the strikers", ("REJECT",)),
        ("Rebels freed four prisoners in Mali.", "Rebels", "four prisoners", ("RETREAT", "CONCEDE")),
    ],
)
def test_relation_has_the_type(text: str, actor: str, recipient: str, expected: tuple[str, ...]) -> None:
    event = code_event(text, span(text, actor), span(text, recipient))
    assert event is not None
    assert event.type in expected
    assert 0 < event.score <= 1


def test_nothing_told_gives_nothing() -> None:
    assert code_event("The weather in Oslo was mild.", (15, 19), None) is None
    assert code_event("") is None
    assert code_event("  ") is None


def test_sides_may_be_missing() -> None:
    event = code_event("Police arrested a man in Bergen.")
    assert event is not None
    assert (event.type, event.mode, event.status) == ("COERCE", "arrest", "actual")


def test_spans_beyond_the_text_are_borne() -> None:
    event = code_event("Police arrested a man.", (0, 6), (900, 910))
    assert event is None or event.type in TYPES
