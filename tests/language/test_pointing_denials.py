"""Denials that say no more than that something said before is not so, and what only looks like one."""

from collections.abc import Callable

import pytest

from onrecord.model import Annotations, Proposition

Annotate = Callable[..., Annotations]
SAID = "The union said the crane was broken. "


def pointing(annotate: Annotate, text: str) -> list[Proposition]:
    return [p for p in annotate(text).propositions if p.points_back]


@pytest.mark.parametrize(
    "text",
    [
        "Orvel Docks denies this.",
        "Orvel Docks has always denied it in court.",
        "Orvel Docks denied that: “Every crane is checked.”",
        "Orvel Docks dismissed this as gossip.",
        "Orvel Docks denies having done so.",
        "Orvel Docks has ruled that out.",
        "That is disputed by Orvel Docks.",
        "Orvel Docks said that was false.",
        "“This is not true,” Orvel Docks said.",
        "Orvel Docks said that was not the case.",
        "That is without foundation, Orvel Docks said.",
        "“It didn't happen,” Orvel Docks said.",
        "Orvel Docks called that nonsense.",
        "Orvel Docks insists otherwise.",
        "Orvel Docks does not accept that.",
        "Orvel Docks said it was not.",
        "It is nothing of the kind, Orvel Docks said.",
        "Not so, says Orvel Docks.",
        "“Utter rubbish,” scoffed Orvel Docks.",
        "“Never happened,” Orvel Docks wrote.",
    ],
)
def test_it_points_back_and_says_who_denies(text: str, annotate: Annotate) -> None:
    annotations = annotate(SAID + text)
    (found,) = [p for p in annotations.propositions if p.points_back]
    spoken = {q.id: q.speaker for q in annotations.quotations}
    named = spoken.get(found.quotation or "") or (found.claimed_by,)
    assert [s.of(annotations.report.text) for s in named if s is not None] == ["Orvel Docks"]


@pytest.mark.parametrize(
    "text",
    [
        "Orvel Docks neither confirmed nor denied this.",
        "Orvel Docks did not deny it.",
        "Orvel Docks denied him entry.",
        "Orvel Docks rejected the offer.",
        "It is not true to life.",
        "It is false that he left.",
        "It is a fake.",
        "Orvel Docks said it had not happened before.",
        "“It never happened again,” Orvel Docks said.",
        "They are unfounded.",
        "Some did not.",
        "The second did not.",
        "Orvel Docks cannot and will not pay.",
        "Things that are not true are often printed.",
        "That is wrong, the bishop said.",
        "Nobody was so surprised.",
        "Orvel Docks sees ships come and go.",
    ],
)
def test_it_does_not_point_back(text: str, annotate: Annotate) -> None:
    assert pointing(annotate, SAID + text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Frisk denied that: “Every box was sealed by ten.”", "Every box was sealed by ten"),
        ("Frisk dismissed this as gossip: “No other box is missing.”", "No other box is missing"),
    ],
)
def test_what_is_said_instead_is_not_denied(text: str, told: str, annotate: Annotate) -> None:
    annotations = annotate(text)
    (found,) = [p for p in annotations.propositions if p.spans[0].of(annotations.report.text) == told]
    assert (found.denied, found.negative) == (False, told.startswith("No "))


@pytest.mark.parametrize(
    ("text", "host", "aside"),
    [
        (
            "Residents say lorries have run after midnight, a claim the operator rejects.",
            "lorries have run after midnight",
            "operator",
        ),
        (
            "Jurors heard that Mr Okell moved the money, which his barrister disputes.",
            "Mr Okell moved the money",
            "barrister",
        ),
        ("Police said the driver was drunk, which his lawyer denies.", "the driver was drunk", "lawyer"),
        ("The opposition says he took bribes, something he has denied.", "he took bribes", "he"),
    ],
)
def test_an_aside_that_denies_is_no_part_of_what_was_said(text: str, host: str, aside: str, annotate: Annotate) -> None:
    annotations = annotate(text)
    words = [" … ".join(s.of(annotations.report.text) for s in p.spans) for p in annotations.propositions]
    assert host in words
    (found,) = [w for w, p in zip(words, annotations.propositions, strict=True) if p.points_back]
    assert aside in found


def test_who_is_cited_before_the_aside_vouches_for_it(annotate: Annotate) -> None:
    annotations = annotate("Police said the driver was drunk, which his lawyer denies.")
    cited = {q.id: q.speaker[0].of(annotations.report.text) for q in annotations.quotations}
    (told,) = [p for p in annotations.propositions if not p.points_back]
    assert cited[told.quotation or ""] == "Police"


def test_the_outlet_vouches_for_what_it_tells_before_the_aside(annotate: Annotate) -> None:
    found = annotate("The firm paid the senator twice, which his lawyer denies.").propositions
    assert [p.quotation for p in found if not p.points_back] == [None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The bridge is unsafe, engineers told the council on Monday.", "engineers"),
        ("The plant closed in June, its owner has told staff.", "its owner"),
        (
            "She lifted whole pages from an out-of-print memoir, an academic at Cork has claimed. She did not reply.",
            "an academic at Cork",
        ),
    ],
)
def test_who_said_it_may_stand_behind_the_comma(text: str, speaker: str, annotate: Annotate) -> None:
    annotations = annotate(text)
    told = annotations.propositions[0]
    cited = {q.id: q.speaker[0].of(annotations.report.text) for q in annotations.quotations}
    assert cited.get(told.quotation or "") == speaker
