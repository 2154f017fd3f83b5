"""Who holds a clause by a phrase beside it, and the outlet's verdict on what somebody told."""

from collections.abc import Callable

import pytest

from onrecord.model import Annotations, Proposition


def _holder(annotations: Annotations, proposition: Proposition) -> str:
    text = annotations.report.text
    if proposition.claimed_by is not None:
        return proposition.claimed_by.of(text)
    telling = next((q for q in annotations.quotations if q.id == proposition.quotation), None)
    return " ".join(s.of(text) for s in telling.speaker) if telling is not None else ""


def _told(annotations: Annotations) -> list[tuple[str, str, str]]:
    """(holder, mood, words) of each proposition."""
    text = annotations.report.text
    return [
        (_holder(annotations, p), p.mood, " … ".join(s.of(text) for s in p.spans)) for p in annotations.propositions
    ]


@pytest.mark.parametrize(
    ("text", "holder", "words"),
    [
        ("In the view of the bishop, the war is unjust.", "the bishop", "the war is unjust"),
        ("In the bishop's eyes, the war is unjust.", "the bishop", "the war is unjust"),
        ("By his own account, the general left the camp.", "the general", "the general left the camp"),
        ("The harvest is lost, as the farmers see it.", "the farmers", "The harvest is lost"),
        ("The drought ended, or so the farmers thought.", "the farmers", "The drought ended"),
        ("To hear his lawyers tell it, the banker was a victim.", "his lawyers", "the banker was a victim"),
        ("The army claims to have freed the city.", "The army", "The army claims to have freed the city"),
        ("The ministry considers the vote illegal.", "The ministry", "The ministry considers the vote illegal"),
        ("In the novel, the king kills his brother.", "the novel", "the king kills his brother"),
        ("The bridge, according to the mayor, is safe.", "the mayor", "The bridge, according to the mayor, is safe"),
        (
            "The skeleton, which the museum had insisted was genuine, was made of plaster.",
            "the museum",
            "The skeleton, … was genuine",
        ),
        (
            "The road, which engineers had called sound, was closed.",
            "engineers",
            "The road, which engineers had called sound",
        ),
        (
            "By nightfall both were claiming to have saved the coalition.",
            "both",
            "By nightfall both were claiming to have saved the coalition",
        ),
        (
            "The pact is regarded by Moscow as a provocation.",
            "Moscow",
            "The pact is regarded by Moscow as a provocation",
        ),
        ("Pilot error brought down the jet, an inquiry finds.", "an inquiry", "Pilot error brought down the jet"),
        ("To the families, the report is a whitewash.", "the families", "the report is a whitewash"),
        ("In the view of the union, the dam burst because nobody had checked the wall.", "the union", "the dam burst"),
    ],
)
def test_a_phrase_names_who_holds_a_clause(
    text: str, holder: str, words: str, annotate: Callable[..., Annotations]
) -> None:
    assert (holder, "asserted", words) in _told(annotate(text))


def test_in_view_of_something_is_nobodys_view(annotate: Callable[..., Annotations]) -> None:
    assert _told(annotate("In view of the danger, the army closed the road."))[0][0] == ""


def test_a_verdict_on_what_was_told_is_kept_beside_it(annotate: Callable[..., Annotations]) -> None:
    told = _told(annotate("The president falsely claimed that the election was stolen."))
    assert told == [
        ("The president", "asserted", "the election was stolen"),
        ("", "negated", "the election was stolen"),
    ]


def test_a_verdict_on_a_denial_holds_that_it_was_so(annotate: Callable[..., Annotations]) -> None:
    told = _told(annotate("The president falsely claimed that the army had not shelled the village."))
    assert ("", "asserted", "the army had … shelled the village") in told


def test_who_is_wrong_to_say_so_is_gainsaid(annotate: Callable[..., Annotations]) -> None:
    told = _told(annotate("The minister was wrong to say that the tax had doubled."))
    assert ("", "negated", "the tax had doubled") in told


def test_what_an_earlier_version_said_is_not_so(annotate: Callable[..., Annotations]) -> None:
    told = _told(annotate("An earlier version of this report said that the fire killed nine people."))
    assert [mood for holder, mood, _ in told if holder == ""] == ["negated"]


def test_who_truly_said_so_is_not_gainsaid(annotate: Callable[..., Annotations]) -> None:
    told = _told(annotate("The president rightly claimed that the election was stolen."))
    assert told == [("The president", "asserted", "the election was stolen")]


def test_a_verb_in_quotation_marks_is_somebodys_word(annotate: Callable[..., Annotations]) -> None:
    assert _told(annotate("The bank ‘lied’ to its customers for years.")) == [
        ("", "hedged", "The bank ‘lied’ to its customers for years")
    ]


def test_a_name_in_quotation_marks_is_no_such_word(annotate: Callable[..., Annotations]) -> None:
    assert _told(annotate("The ‘Daily Bell’ moved its presses to the harbour."))[0][1] == "asserted"


def test_a_mistaken_belief_is_gainsaid(annotate: Callable[..., Annotations]) -> None:
    told = _told(annotate("The pilot mistakenly believed that the runway was clear."))
    assert ("", "negated", "the runway was clear") in told


def test_claims_that_somebody_dismissed_are_denied_by_that_somebody(annotate: Callable[..., Annotations]) -> None:
    told = _told(annotate("Claims that the plant leaked cyanide have been dismissed by the mayor."))
    assert ("the mayor", "negated", "the plant leaked cyanide") in told


def test_what_follows_from_a_view_is_held_by_its_holder(annotate: Callable[..., Annotations]) -> None:
    told = _told(annotate("In the view of the union, the dam burst because money had been spent on a stadium."))
    assert {holder for holder, _, _ in told} == {"the union"}


def test_who_is_believed_to_have_fired_is_left_open(annotate: Callable[..., Annotations]) -> None:
    told = _told(annotate("A man who police believe fired the shot is in custody."))
    assert all(mood != "asserted" for _, mood, words in told if words.endswith("fired the shot"))


@pytest.mark.parametrize(
    "text",
    [
        "For women, the drug is a risk.",
        "To the east, the river is a border.",
    ],
)
def test_not_every_phrase_names_a_holder(text: str, annotate: Callable[..., Annotations]) -> None:
    assert [holder for holder, _, _ in _told(annotate(text))] == [""]


def test_a_pretence_is_told_wrongly(annotate: Callable[..., Annotations]) -> None:
    told = _told(annotate("The surgeons pretended for years that the implants were harmless."))
    assert [(holder, mood) for holder, mood, words in told if "harmless" in words] == [
        ("The surgeons", "asserted"),
        ("", "negated"),
    ]


@pytest.mark.parametrize(
    ("text", "holder", "mood"),
    [
        ("Republicans are convinced the ministry mishandled the inquiry.", "Republicans", "asserted"),
        ("The coach is adamant that his team was robbed.", "The coach", "asserted"),
        ("The mayor, who is convinced the bridge was sabotaged, resigned.", "The mayor", "asserted"),
        ("The coach was not adamant that his team was robbed.", "", "hedged"),
    ],
)
def test_what_somebody_is_convinced_of_is_theirs(
    text: str, holder: str, mood: str, annotate: Callable[..., Annotations]
) -> None:
    annotations = annotate(text)
    told = next(
        p for p in annotations.propositions if any(t.lemma in ("mishandle", "rob", "sabotage") for t in p.terms)
    )
    assert (_holder(annotations, told), told.mood) == (holder, mood)
