"""Phrases for people and bodies that a report does not name."""

from collections.abc import Callable

import pytest

from onrecord.model import Annotations

from tests.gold_cases import Case, load_cases

Annotate = Callable[..., Annotations]


@pytest.mark.parametrize("case", load_cases("parties"), ids=lambda c: f"{c.id} {c.title}")
def test_gold(case: Case, annotate: Annotate) -> None:
    found = annotate(case.input, id="a")
    told = [f"{p.span.of(found.report.text)} | {p.head}{' | ' + p.country if p.country else ''}" for p in found.parties]
    assert tuple(told or ["none"]) == case.expected


def test_spans_hold_the_words_and_do_not_overlap(annotate: Annotate) -> None:
    text = "Police fired at the protesters. The rebels and the striking dockers met supporters of Ossa at the gate."
    found = annotate(text, id="a")
    assert [p.span.of(text) for p in found.parties] == [
        "Police",
        "protesters",
        "rebels",
        "striking dockers",
        "supporters of Ossa",
    ]
    assert all(a.end <= b.start for a, b in zip(found.parties, found.parties[1:], strict=False))
