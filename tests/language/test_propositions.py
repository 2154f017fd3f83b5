"""Clauses that can be true or false, on gold cases and by their properties."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.language.parsing import Parsed
from onrecord.language.propositions import find_propositions
from onrecord.language.word_relations import are_opposite, likeness, rarity
from onrecord.model import Annotations, Context, Proposition

from tests.gold_cases import Case, load_cases


def _find(parsed: Parsed) -> tuple[Proposition, ...]:
    return find_propositions(parsed, Annotations(report=parsed.report), Context())[0]


@pytest.mark.parametrize("case", load_cases("propositions"), ids=lambda c: f"{c.id} {c.title}")
def test_gold(case: Case, parse: Callable[..., Parsed]) -> None:
    assert sorted(_line(p, case.input) for p in _find(parse(case.input))) == sorted(case.expected)


def _line(proposition: Proposition, text: str) -> str:
    sign, words = "-" if proposition.negative else "", " … ".join(s.of(text) for s in proposition.spans)
    left_open = f" ? {proposition.left_open.of(text)}" if proposition.left_open else ""
    return f"{sign}{proposition.mood} | {words}{left_open}"


def test_a_claimant_is_named_by_its_words(parse: Callable[..., Parsed]) -> None:
    text = "The guards never beat the prisoners, as claimed by foreign newspapers."
    claimed = [p.claimed_by.of(text) for p in _find(parse(text)) if p.claimed_by is not None]
    assert claimed == ["foreign newspapers"]


def test_a_refutation_names_whose_account_is_wrong(parse: Callable[..., Parsed]) -> None:
    text = "Two studies have debunked the ministry's report."
    assert [p.refutes.of(text) for p in _find(parse(text)) if p.refutes is not None] == ["ministry's report"]


def test_roles_of_a_passive_are_those_of_the_deed(parse: Callable[..., Parsed]) -> None:
    [found] = _find(parse("The village was shelled by the army."))
    assert {t.lemma: t.role for t in found.terms} == {"village": "object", "shell": "root", "army": "subject"}


def test_ids_run_in_text_order(parse: Callable[..., Parsed]) -> None:
    found = _find(parse("The army left the town. The rebels took the bridge and burned the mill."))
    assert [p.id for p in found] == [f"p{n}" for n in range(1, len(found) + 1)]
    assert [p.spans[0].start for p in found] == sorted(p.spans[0].start for p in found)


def test_words_stand_to_each_other_in_both_directions() -> None:
    assert likeness("rebel", "insurgent") == likeness("insurgent", "rebel") == 0.9
    assert are_opposite("approve", "reject")
    assert are_opposite("reject", "approve")
    assert rarity("the") < rarity("village") <= rarity("zzyzx") == 1.0


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="Thearmy did not,.;“”'\n-–()?1 ", max_size=160))
def test_spans_are_printed_words_whatever_the_text(text: str, parse: Callable[..., Parsed]) -> None:
    for found in _find(parse(text)):
        for span in found.spans:
            printed = span.of(text)
            assert printed == printed.strip() != ""


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("If the governor resigns, a judge takes over.", {"resign"}),
        ("Had the pilot turned back, the crew would have lived.", {"turn"}),
        ("The nurses will stay as long as the ward is open.", {"open"}),
        ("If so, the queen left the palace at noon.", set()),
    ],
)
def test_what_stands_under_if_is_supposed(text: str, supposed: set[str], parse: Callable[..., Parsed]) -> None:
    found = _find(parse(text))
    assert {t.lemma for p in found if p.supposed for t in p.terms if t.role == "root"} == supposed


@pytest.mark.parametrize(
    ("text", "points"), [("The family denies this.", True), ("The family denies this rumour.", False)]
)
def test_a_denial_of_what_was_said_points_back(text: str, points: bool, parse: Callable[..., Parsed]) -> None:
    assert [p.points_back for p in _find(parse(text))] == [points]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The dockers will return on Saturday.", True),
        ("The dockers return on Saturday.", True),
        ("The minister is flying to Orvel on Monday.", True),
        ("The dockers returned on Saturday.", False),
        ("The dockers have returned since Saturday.", False),
        ("The dockers return to their tools.", False),
        ("The dockers may return on Saturday.", False),
    ],
)
def test_a_day_ahead_says_what_is_to_come(text: str, told: bool, annotate: Callable[..., Annotations]) -> None:
    assert [p.to_come for p in annotate(text).propositions] == [told]


@pytest.mark.parametrize(
    ("text", "to_come"),
    [
        ("The council votes on Friday.", True),
        ("The final is at Orvel on Friday.", True),
        ("The bank opens a branch tomorrow.", True),
        ("The ruling is due by Friday.", True),
        ("The valley is now short of water.", False),
        ("Many now view the governor with favour.", False),
        ("The town has been feuding with its council this week.", False),
        ("She is leading the party since 2013.", False),
        ("The club is making its pitch in recent years.", False),
        ("The party still represents its best showing since 2009.", False),
        ("The team faces an uncertain future.", False),
    ],
)
def test_what_is_now_is_not_to_come(text: str, to_come: bool, annotate: Callable[..., Annotations]) -> None:
    [told] = annotate(text).propositions
    assert told.to_come is to_come


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("She called the envoy a “special person” in the debate.", "asserted"),
        ("Critics called the pact “madness” on Monday.", "asserted"),
        ("The envoy was asked about the pact.", "asserted"),
        ("She called for a ceasefire in the valley.", "requested"),
        ("The minister downplayed his influence on the army.", "asserted"),
    ],
)
def test_who_names_or_asks_somebody_wants_nothing(text: str, mood: str, annotate: Callable[..., Annotations]) -> None:
    assert {p.mood for p in annotate(text).propositions} == {mood}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The firm called false a report that it had closed the mill.", [("negated", "it had closed the mill")]),
        ("“The siren did not go off,” Mira Dolan said.", [("negated", "The siren did not go off")]),
        ("Ivo Brandt conceded defeat on Monday.", [("asserted", "Ivo Brandt conceded defeat on Monday")]),
    ],
)
def test_what_is_told_with_a_cue(text: str, told: list[tuple[str, str]], annotate: Callable[..., Annotations]) -> None:
    found = annotate(text).propositions
    assert [(p.mood, " … ".join(s.of(text) for s in p.spans)) for p in found] == told


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The general maintained the fiction that he was gravely ill.", None),
        ("The general told the lie that the dam was safe.", None),
        ("The general said it is a myth that the dam is old.", "The general"),
    ],
)
def test_whose_lie_it_is_does_not_call_it_one(
    text: str, holder: str | None, annotate: Callable[..., Annotations]
) -> None:
    found = annotate(text)
    [denied] = [p for p in found.propositions if p.denied]
    speaker = next((q.speaker[0].of(text) for q in found.quotations if q.id == denied.quotation), None)
    assert (speaker, denied.claimed_by) == (holder, None)


def test_what_a_thing_aimed_at_has_done_is_told_by_the_outlet(annotate: Callable[[str], Annotations]) -> None:
    found = annotate("Police struggled to hold back a crowd that had broken the windows of the bank.")
    assert [p.quotation for p in found.propositions] == [None, None]


def test_nobody_holds_what_nothing_requires(annotate: Callable[[str], Annotations]) -> None:
    assert annotate("Nothing in the treaty requires that a port close its gates.").propositions == ()


def test_who_is_quoted_holds_it_and_not_the_paper_alone(annotate: Callable[[str], Annotations]) -> None:
    found = annotate("“The wave took the pier so fast,” the Orvel Herald quoted fisherman Jens Holm as saying.")
    speakers = {q.id: q.speakers for q in found.quotations}
    names = {e.id: e.name for e in found.entities}
    assert [names[e] for p in found.propositions for e in speakers[p.quotation or ""]] == ["Jens Holm"]


def test_the_verb_of_a_saying_behind_its_clause_tells_nothing(annotate: Callable[[str], Annotations]) -> None:
    found = annotate("The likely outcome will be “more floods” along the river, argued the Water Board.")
    assert [p.mood for p in found.propositions] == ["hypothetical"]


def test_per_the_paper_is_by_the_paper(parse: Callable[..., Parsed]) -> None:
    text = "Per the Herald, the two clubs have agreed on a fee of three ships."
    assert [p.claimed_by.of(text) for p in _find(parse(text)) if p.claimed_by is not None] == ["the Herald"]
    assert not [p for p in _find(parse("Per month the two clubs have agreed on a fee.")) if p.claimed_by is not None]


def test_and_you_are_not_denies_nothing(parse: Callable[..., Parsed]) -> None:
    found = _find(parse("There are days when you want to sail and you are not."))
    assert [p for p in found if p.points_back or p.negative] == []


def test_if_for_some_reason_leaves_it_open(parse: Callable[..., Parsed]) -> None:
    text = "Owners of the cow have missed out on milk; if for some reason she is ill, call a vet."
    assert {p.mood for p in _find(parse(text)) if "she is ill" in p.spans[-1].of(text)} == {"hypothetical"}
