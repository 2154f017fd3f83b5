"""Claims that may tell the same are shown side by side and never counted."""

import pytest

from onrecord.model import Claim, Tie

from tests.crossreport.test_claims import Annotate, claims_of

GAZETTE = "The minister opened a clinic in Dorna. The army released forty prisoners from the old fortress on Monday."
COURIER = "The minister praised the architect. The army would release the prisoners from the fortress, a lawyer said."
ECHO = "The ferry to Dorna was late. Passengers complained about the weather."


def beside(claims: tuple[Claim, ...]) -> set[tuple[str, str]]:
    text = {c.id: c.text for c in claims}
    return {(c.text, text[m.with_]) for c in claims for m in c.may_be}


def test_what_may_be_the_same_is_shown_both_ways_and_counted_by_none(annotate: Annotate) -> None:
    claims = claims_of(annotate, {"Gazette": GAZETTE, "Courier": COURIER})
    found = beside(claims)
    pair = (
        "The army released forty prisoners from the old fortress",
        "The army would release the prisoners from the fortress",
    )
    assert any(a.startswith(pair[0]) and b.startswith(pair[1]) for a, b in found)
    assert found == {(b, a) for a, b in found}
    assert all(c.independent == 1 for c in claims if c.may_be)


def test_each_says_what_is_shared_and_why_it_is_not_counted(annotate: Annotate) -> None:
    claims = claims_of(annotate, {"Gazette": GAZETTE, "Courier": COURIER})
    reasons = [m.reason for c in claims for m in c.may_be]
    assert reasons
    assert all(r.startswith("both tell ") and "; not counted as one: " in r for r in reasons)


def test_reports_of_one_account_are_no_counterparts(annotate: Annotate) -> None:
    tie = Tie(kind="publisher", reports=("courier", "gazette"), reason="one owner")
    assert not beside(claims_of(annotate, {"Gazette": GAZETTE, "Courier": COURIER}, [tie]))


@pytest.mark.parametrize("other", [ECHO, ""])
def test_where_nothing_is_alike_nothing_is_shown(annotate: Annotate, other: str) -> None:
    assert not beside(claims_of(annotate, {"Gazette": GAZETTE, "Echo": other}))
