"""Clauses told alike in other words: what the model is told, what outweighs it, and that it joins more warily than the rules."""

from collections.abc import Sequence

import numpy as np
import pytest

from onrecord.crossreport import likely_same
from onrecord.crossreport.claim_alignment import lead_reports, speaking_for
from onrecord.crossreport.clause_meaning import read_clauses
from onrecord.crossreport.known_names import Known, exchange_names, know, name_others, undergo_other
from onrecord.crossreport.likely_same import find_likely, measure_all, speak_against_meaning
from onrecord.crossreport.overlap import measure_overlap
from onrecord.crossreport.pair_measures import MEANINGS, MEASURES
from onrecord.crossreport.tellings import Telling, prepare_tellings
from onrecord.crossreport.view import StoryView
from onrecord.language.encoding import load_encoder
from onrecord.resources import read_json

from tests.crossreport.test_claims import Annotate, _view, claims_of

needs_encoder = pytest.mark.skipif(load_encoder() is None, reason="the extra [embed] is not installed")

GAZETTE = (
    "The Orvel council closed its swimming pool on Monday after two children fell ill. Inspectors took samples of the water. "
    "The mayor, Ines Brandt, apologised to the families. A school nearby cancelled its lessons for the week. Lifeguards were sent home. "
    "The pool was built in 1974."
)
COURIER = (
    "Swimming lessons are off in Orvel. The council shut the town's swimming pool on Monday because two children had become sick. "
    "Tests of the water are under way at a laboratory in Brenn. Mayor Ines Brandt said sorry to the parents. "
    "The pool, which was built in 1974, was to be renovated next year. Nobody was at the counter on Tuesday."
)


def tellings_of(annotate: Annotate, texts: dict[str, str]) -> tuple[StoryView, Sequence[Telling]]:
    view = _view([annotate(t, id=o.lower(), outlet=o) for o, t in texts.items()])
    return view, prepare_tellings(view)


def pair_of(annotate: Annotate, one: str, other: str) -> tuple[Telling, Telling, Known]:
    """The first clauses of two reports of a sentence each, and what is known of those they name."""
    view, tellings = tellings_of(annotate, {"Gazette": one, "Courier": other})
    a, b = (next(t for t in tellings if t.report == report) for report in ("gazette", "courier"))
    return a, b, know(view, speaking_for(view))


def telling(tellings: Sequence[Telling], words: str) -> Telling:
    return next(t for t in tellings if words in t.text)


def without_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likely_same, "load_encoder", lambda: None)


def test_the_model_is_of_these_measures_and_says_what_it_was_learnt_from() -> None:
    data = read_json("sameness_model.json")
    assert len(data["words"]["weights"]) == len(MEASURES)
    assert len(data["meaning"]["weights"]) == len(MEASURES) + len(MEANINGS)
    assert {"what", "data", "features", "made by"} <= data["card"].keys()


def test_the_order_of_a_pair_changes_no_measure(annotate: Annotate) -> None:
    for texts in ({"Gazette": GAZETTE, "Courier": COURIER}, {"Courier": GAZETTE, "Gazette": COURIER}):
        view, tellings = tellings_of(annotate, texts)
        kin = speaking_for(view)
        near = [(a, b, measure_overlap(a, b, kin)) for a in tellings for b in tellings if a.report < b.report]
        turned = [(b, a, measure_overlap(b, a, kin)) for a, b, _ in near]
        leaders, known = lead_reports(view), know(view, kin)
        found, other = (
            {
                frozenset((a.text, b.text)): values
                for (a, b, _), values, _ in measure_all(view, tellings, leaders, p, known)
            }
            for p in (near, turned)
        )
        assert found
        assert all(values == pytest.approx(other[pair]) for pair, values in found.items())


def test_what_is_told_in_other_words_is_one_claim_and_says_why(
    annotate: Annotate, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_encoder(monkeypatch)
    claims = claims_of(annotate, {"Gazette": GAZETTE, "Courier": COURIER})
    [pool] = [c for c in claims if any("closed its swimming pool" in a.exact for a in c.accounts)]
    assert {a.report for a in pool.accounts} == {"gazette", "courier"}
    assert pool.independent == 2
    built = next(c for c in claims if any("built in 1974" in a.exact for a in c.accounts))
    assert built.sure is None


@needs_encoder
def test_the_encoder_finds_what_shares_no_predicate(annotate: Annotate) -> None:
    claims = claims_of(annotate, {"Gazette": GAZETTE, "Courier": COURIER})
    [ill] = [c for c in claims if any("fell ill" in a.exact for a in c.accounts)]
    assert any("become sick" in a.exact for a in ill.accounts)
    assert any(r.startswith("probably told alike in other words (") for r in ill.reasons)
    assert (ill.independent, ill.sure, ill.alignment) == (2, 1, "corroborated")


def test_without_the_encoder_what_may_be_told_otherwise_is_shown_beside(
    annotate: Annotate, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_encoder(monkeypatch)
    claims = claims_of(annotate, {"Gazette": GAZETTE, "Courier": COURIER})
    [ill] = [c for c in claims if any("fell ill" in a.exact for a in c.accounts)]
    [beside] = ill.may_be
    assert ill.independent == 1
    assert "become sick" in next(c.text for c in claims if c.id == beside.with_)
    assert beside.reason.startswith("may be told alike in other words (0.")


def test_of_a_report_of_few_clauses_nothing_is_guessed(annotate: Annotate, monkeypatch: pytest.MonkeyPatch) -> None:
    without_encoder(monkeypatch)
    texts = {"Gazette": "The council closed its pool on Monday.", "Courier": "The council shut the pool on Monday."}
    view, tellings = tellings_of(annotate, texts)
    kin = speaking_for(view)
    near = [(tellings[0], tellings[1], measure_overlap(tellings[0], tellings[1], kin))]
    assert not find_likely(view, tellings, lead_reports(view), near, know(view, kin))
    monkeypatch.setattr(likely_same, "_LEAST_CLAUSES", 1)
    assert find_likely(view, tellings, lead_reports(view), near, know(view, kin))


def test_of_two_reports_that_say_one_thing_over_and_over_the_nearest_alone_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(likely_same, "_MOST_PAIRS", 3)
    nearness = np.array([[0.9, 0.4, 0.6], [0.8, 0.7, 0.5]], np.float32)
    assert set(likely_same._nearest(nearness)) == {(0, 0), (1, 0), (1, 1)}


AGAINST = [
    ("Israel sank the patrol boat Nour.", "Egypt sank the patrol boat Nour."),
    ("The club Ferro beat the club Sampa.", "The club Sampa beat the club Ferro."),
    ("The army shelled the camp at dawn.", "Rebels shelled the camp at dawn."),
    ("The painting was bought by a museum.", "The painting was bought by a collector."),
    ("Ivo Brandt was charged with fraud in Orvel.", "Ivo Brandt was convicted of fraud in Orvel."),
    ("Mira Dolan checked into a clinic in Orvel.", "Mira Dolan checked out of a clinic in Orvel."),
    ("Veldan issued a patch for its browser.", "Veldan often issues a patch for its browser."),
    ("Teachers saved nine children.", "Nine children and teachers were saved."),
    ("Dora Klein lost the appeal.", "Emil Klein lost the appeal."),
    ("The governor took the money.", "The governor took the money is a lie."),
    ("A woman was killed in Orvel.", "A man was charged over a fatal crash in Orvel."),
    ("Celtra Bank offered 20 million euros.", "Celtra Bank demanded 20 million euros."),
]


@pytest.mark.parametrize(("one", "other"), AGAINST)
def test_no_likeness_outweighs(annotate: Annotate, one: str, other: str) -> None:
    a, b, known = pair_of(annotate, one, other)
    assert speak_against_meaning(a, b, measure_overlap(a, b, known.kin), known)


ALIKE = [
    ("The Saints signed Pierre Thomas.", "The New Orleans Saints signed Pierre Thomas."),
    ("The army shelled the camp at dawn.", "Soldiers of the army fired shells at the camp."),
    ("Betty Holm was born in Orvel.", "Bettie Holm was born in Orvel."),
    ("Teachers saved nine children.", "Nine children were saved by their teachers."),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_may_be_one_speak_against_nothing(annotate: Annotate, one: str, other: str) -> None:
    a, b, known = pair_of(annotate, one, other)
    assert not name_others(a, b, known)
    assert not exchange_names(a, b)
    assert not undergo_other(a, b, known)


@needs_encoder
def test_a_clause_is_read_with_names_and_without_what_is_told_for_itself(annotate: Annotate) -> None:
    encoder = load_encoder()
    assert encoder is not None
    text = "Ivo Brandt owned the mill. He burned it. A man who was dismissed last week shot two guards."
    view, tellings = tellings_of(annotate, {"Gazette": text})
    meaning = read_clauses(view, tellings, encoder)
    burned, shot = (telling(tellings, w) for w in ("burned", "shot two guards"))
    assert float(meaning[burned.id].clause @ encoder.encode("Ivo Brandt burned it")) > 0.97
    assert float(meaning[shot.id].clause @ encoder.encode("A man shot two guards")) > 0.97
    assert {t.lemma for t in meaning[shot.id].terms} >= {"man", "shoot", "guard"}
    assert "dismiss" not in {t.lemma for t in meaning[shot.id].terms}
