"""Claims across reports: gold cases, standing, and what must never change it."""

from collections.abc import Callable, Sequence
from itertools import permutations

import pytest

from onrecord.crossreport.claims import align_claims
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.striking import strike_view
from onrecord.crossreport.view import StoryView, view_story
from onrecord.model import Annotations, Claim, Context, Story, Tie

from tests.gold_cases import Case, load_cases

Annotate = Callable[..., Annotations]
NOTICE = "The harbour master said the strait would stay shut because two tankers had collided."
GAZETTE = "Two tankers collided in the Strait of Dorna on Monday. The navy rescued the crew of the Petrel."
COURIER = "The navy rescued the crew of the tanker Petrel in the Strait of Dorna. The insurer declined to comment."


def _view(annotated: Sequence[Annotations], ties: Sequence[Tie] = ()) -> StoryView:
    ordered = sorted(annotated, key=lambda a: a.report.id)
    story = Story(id="s1", title="", reports=tuple(a.report.id for a in ordered), independent=1)
    return view_story(story, ordered, resolve_entities(ordered, Context())[0], ties)


def claims_of(annotate: Annotate, texts: dict[str, str], ties: Sequence[Tie] = ()) -> tuple[Claim, ...]:
    return align_claims(_view([annotate(t, id=o.lower(), outlet=o) for o, t in texts.items()], ties))


@pytest.mark.parametrize("case", load_cases("claims"), ids=lambda c: f"{c.id} {c.title}")
def test_gold(case: Case, annotate: Annotate) -> None:
    texts = dict(line.split(": ", 1) for line in case.input.split("\n"))
    found = claims_of(annotate, texts)
    assert (
        tuple(f"{c.alignment} {c.independent} | {c.text}" for c in found if c.alignment != "single_source")
        == case.expected
    )


def test_order_of_reports_changes_nothing(annotate: Annotate) -> None:
    annotated = [annotate(t, id=i, outlet=i) for i, t in (("a", GAZETTE), ("b", COURIER), ("c", NOTICE))]
    made = [align_claims(_view(order)) for order in permutations(annotated)]
    assert all(m == made[0] for m in made)


def _standing(claims: Sequence[Claim]) -> dict[str, int]:
    return {a.exact: c.independent for c in claims for a in c.accounts}


def test_a_copy_raises_no_count(annotate: Annotate) -> None:
    before = _standing(claims_of(annotate, {"Gazette": GAZETTE, "Courier": COURIER}))
    tie = Tie(kind="copy", reports=("copyist", "gazette"), reason="one text")
    after = _standing(claims_of(annotate, {"Gazette": GAZETTE, "Courier": COURIER, "Copyist": GAZETTE}, [tie]))
    assert before == after


def test_striking_out_an_outlet_raises_no_standing(annotate: Annotate) -> None:
    texts = {"Gazette": GAZETTE, "Courier": COURIER, "Notice": NOTICE}
    everything = _standing(claims_of(annotate, texts))
    for outlet in texts:
        left = _standing(claims_of(annotate, {o: t for o, t in texts.items() if o != outlet}))
        assert all(count <= everything[exact] for exact, count in left.items() if exact in everything)


def test_two_that_quote_one_speaker_corroborate_that_it_was_said(annotate: Annotate) -> None:
    found = claims_of(
        annotate,
        {
            "Gazette": "Maria Kovacs said the dam had burst. Kovacs runs the water board.",
            "Courier": "The dam had burst, Maria Kovacs said.",
        },
    )
    [claim] = [c for c in found if c.alignment == "corroborated"]
    assert (claim.independent, claim.about) == (2, "said")
    assert "citing Maria Kovacs" in claim.note


def test_two_that_cite_one_agency_count_once(annotate: Annotate) -> None:
    found = claims_of(
        annotate,
        {"Gazette": "Reuters reported that the dam had burst.", "Courier": "The dam had burst, Reuters reported."},
    )
    assert {c.alignment for c in found} == {"single_source"}


def test_two_that_cite_one_nameless_body_vouch_only_for_its_words(annotate: Annotate) -> None:
    texts = {
        "Gazette": "The police said that nine dockers had been arrested.",
        "Courier": "Nine dockers had been arrested, according to police.",
    }
    told = [c for c in claims_of(annotate, texts) if len({a.report for a in c.accounts}) > 1]
    assert [c.about for c in told] == ["said"]


def test_a_refuted_account_is_disputed(annotate: Annotate) -> None:
    text = (
        "Army officials said the rebels planned to burn the city. Two studies have since debunked the army officials."
    )
    disputed = [c for c in claims_of(annotate, {"Gazette": text}) if c.alignment == "disputed"]
    assert [a.stance for c in disputed for a in c.accounts] == ["asserts", "denies"]
    assert [k.kind for c in disputed for k in c.conflicts] == ["attribution"]


def test_every_account_points_to_its_words(annotate: Annotate) -> None:
    texts = {"gazette": GAZETTE, "courier": COURIER}
    for claim in claims_of(annotate, {o.title(): t for o, t in texts.items()}):
        for account in claim.accounts:
            assert account.exact == " … ".join(s.of(texts[account.report]) for s in account.spans)


@pytest.mark.parametrize(
    "text",
    [
        GAZETTE,
        COURIER,
        NOTICE,
        "The station lost an estimated $10 million to $15 million in advertising revenue.",
        "The frigate Dorna was about 13 nautical miles away from the tanker Petrel.",
        "The mayor said the two accidents on consecutive days in the Halm National Park were not related.",
    ],
)
def test_the_same_words_tell_the_same(annotate: Annotate, text: str) -> None:
    claims = claims_of(annotate, {"Gazette": text, "Courier": text})
    assert claims
    assert all({a.report for a in c.accounts} == {"gazette", "courier"} for c in claims)


def test_a_claim_is_shown_with_what_its_last_verb_takes(annotate: Annotate) -> None:
    text = "The crew was able to prevent the fire spreading to the harbour."
    assert claims_of(annotate, {"Gazette": text})[0].text.endswith("prevent the fire spreading to the harbour")


def test_scene_setting_is_no_claim(annotate: Annotate) -> None:
    found = claims_of(annotate, {"Gazette": "Speaking as a sailor, we want safer tankers, Maria Kovacs said."})
    assert [c.text for c in found if "Speaking" in c.text] == []


def test_the_same_words_quoted_are_only_said(annotate: Annotate) -> None:
    words = "“The tanker was never inspected by the harbour master.”"
    found = claims_of(
        annotate, {"Gazette": f"{words} The union published a report.", "Courier": f"Nobody would explain it. {words}"}
    )
    assert [(c.independent, c.about) for c in found if c.alignment == "corroborated"] == [(2, "said")]


def test_what_nobody_is_named_for_is_only_said(annotate: Annotate) -> None:
    found = claims_of(
        annotate,
        {
            "Gazette": "It was widely reported that the harbour master had sold the tanker Petrel.",
            "Courier": "The council met. “The harbour master has sold the tanker Petrel. He kept the money.” It rose at noon.",
        },
    )
    assert [(c.independent, c.about) for c in found if c.alignment == "corroborated"] == [(2, "said")]


def test_the_same_long_clause_is_one_text(annotate: Annotate) -> None:
    clause = "The navy rescued the whole crew of the tanker Petrel near the northern end of the Strait of Dorna"
    found = claims_of(annotate, {"Gazette": f"{clause} on Monday.", "Courier": f"{clause} on Monday."})
    assert {c.alignment for c in found} == {"single_source"}
    assert [g.reasons for c in found for g in c.groups] == [("They print the same words.",)]


def test_an_age_in_dispute_stays_so_without_the_first_who_told_it(annotate: Annotate) -> None:
    texts = {
        "Ada": "Sven Aker, 34, was alone in the glider.",
        "Bel": "The glider pilot Sven Aker, 34, landed safely.",
        "Cid": "The 51-year-old pilot Sven Aker owned the glider.",
    }
    whole = _view([annotate(t, id=o.lower(), outlet=o) for o, t in texts.items()])
    assert {c.accounts[0].report for c in align_claims(whole) if c.alignment == "disputed"} == {"ada", "bel", "cid"}
    left = align_claims(strike_view(whole, {"ada"}))
    assert {c.accounts[0].report for c in left if c.alignment == "disputed"} == {"bel", "cid"}


def test_what_is_dated_long_before_its_report_is_not_the_news(annotate: Annotate) -> None:
    texts = {
        "gazette": "The mayor Ada Holm was arrested in 2006 for drunken driving.",
        "courier": "The mayor Ada Holm was arrested for drunken driving.",
    }
    annotated = [annotate(t, id=o, outlet=o, published="2024-05-14") for o, t in texts.items()]
    assert {c.alignment for c in align_claims(_view(annotated))} == {"single_source"}
    old = [annotate(t, id=o, outlet=o, published="2006-05-14") for o, t in texts.items()]
    assert {c.alignment for c in align_claims(_view(old))} == {"corroborated"}


def test_a_headline_joins_one_of_those_that_its_text_tells_of(annotate: Annotate) -> None:
    text = (
        "Brenn Rovers striker arrested on suspicion of fraud\n\n"
        "Brenn Rovers striker Oran Mills was arrested on suspicion of fraud, police said on Sunday.\n\n"
        "Brenn Rovers keeper Ivo Brandt was arrested for investigation of fraud on Jan. 6, five days before a match."
    )
    brief = "Oran Mills was arrested on suspicion of fraud. Ivo Brandt was arrested on Jan. 6."
    claims = claims_of(annotate, {"Gazette": text, "Courier": brief})
    told = [" ".join(a.exact for a in c.accounts) for c in claims]
    assert sorted("Mills" in t for t in told) == [False, True]
    assert not any("Mills" in t and "Brandt" in t for t in told)


@pytest.mark.parametrize(
    ("gazette", "courier", "days", "disputed"),
    [
        (
            "Fourteen people were injured.",
            "The clash left 11 injured, police said.",
            ("2024-05-14", "2024-05-14"),
            True,
        ),
        (
            "Fourteen people were injured.",
            "The clash left 11 injured, police said.",
            ("2024-05-14", "2024-05-15"),
            True,
        ),
        (
            "Fourteen people were injured.",
            "The clash left 11 injured, police said.",
            ("2024-05-15", "2024-05-14"),
            False,
        ),
        ("At least 17 people died.", "The police regret the death of 14 people.", ("2024-05-14", "2024-05-14"), True),
        (
            "At least 17 people died in the crush.",
            "Three people died in hospital.",
            ("2024-05-14", "2024-05-14"),
            False,
        ),
        ("Fourteen people were injured.", "Six children were injured.", ("2024-05-14", "2024-05-14"), False),
        (
            "The flood killed 12 people.",
            "In August 2019, when two people died, the dam held.",
            ("2024-05-14", "2024-05-14"),
            False,
        ),
    ],
)
def test_tolls_that_cannot_both_be(
    annotate: Annotate, gazette: str, courier: str, days: tuple[str, str], disputed: bool
) -> None:
    texts = zip((gazette, courier), ("Gazette", "Courier"), days, strict=True)
    found = align_claims(_view([annotate(t, id=o.lower(), outlet=o, published=d) for t, o, d in texts]))
    assert any(c.alignment == "disputed" for c in found) == disputed
