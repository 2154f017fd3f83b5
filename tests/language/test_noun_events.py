"""Happenings that a clause takes for granted in a noun."""

from collections.abc import Callable

import pytest

from onrecord.model import Annotations, Proposition

Annotate = Callable[..., Annotations]


def _granted(annotations: Annotations) -> list[Proposition]:
    return [p for p in annotations.propositions if p.taken_for_granted]


@pytest.mark.parametrize(
    ("text", "words", "roles"),
    [
        (
            "Trading was halted after the collapse of Ostbank.",
            "the collapse of Ostbank",
            "collapse/root ostbank/subject",
        ),
        ("The coach's resignation stunned the locker room.", "The coach's resignation", "coach/subject resign/root"),
        (
            "The jailing of a cartoonist was condemned abroad.",
            "The jailing of a cartoonist",
            "jail/root cartoonist/object",
        ),
        (
            "Three weeks after the capture of the lighthouse by two boys, supplies ran out.",
            "the capture of the lighthouse by two boys",
            "capture/root lighthouse/object two/number boy/subject",
        ),
    ],
)
def test_what_is_taken_for_granted(text: str, words: str, roles: str, annotate: Annotate) -> None:
    [found] = _granted(annotate(text))
    assert " … ".join(s.of(text) for s in found.spans) == words
    assert " ".join(f"{t.lemma}/{t.role}" for t in found.terms) == roles
    assert (found.mood, found.negative) == ("asserted", False)


@pytest.mark.parametrize(
    "text",
    [
        "The treaty would require the closure of both reactors.",
        "Campaigners demanded the arrest of two officers.",
        "A court blocked the extradition of the pilot.",
        "The minister ruled out the eviction of the farmers.",
        "A gardener was charged with the murder of the duke.",
        "The alleged kidnapping of the heir puzzled detectives.",
        "Nurses left before the closure of the ward.",
        "If the surrender of the fort comes, the siege will end.",
        "Any arrest of a sailor angers the port.",
    ],
)
def test_what_is_not_taken_for_granted(text: str, annotate: Annotate) -> None:
    assert not _granted(annotate(text))


def test_it_is_held_by_whoever_tells_the_clause(annotate: Annotate) -> None:
    found = annotate("The queen said the murder of the envoy had shocked her.")
    [granted] = _granted(found)
    assert granted.quotation == found.quotations[0].id
