"""A count of which a part rests on likeness in meaning says so."""

import pytest

from onrecord.dossier.exports.claims_jsonld import _relation
from onrecord.dossier.wording import told_words
from onrecord.model import Account, Claim, Span


@pytest.mark.parametrize(
    ("sure", "said"),
    [(None, ""), (1, ", probably"), (2, ", 1 of them in other words, probably")],
    ids=["all", "one", "two"],
)
def test_a_count_says_what_of_it_is_only_probable(sure: int | None, said: str) -> None:
    assert told_words(3, sure) == f"told by 3 independent accounts{said}"


@pytest.mark.parametrize(("sure", "relation"), [(None, "cito:confirms"), (1, None), (2, None)])
def test_what_is_only_probably_told_alike_confirms_nothing(sure: int | None, relation: str | None) -> None:
    told = Account(report="a", stance="asserts", chain=("outlet:A",), spans=(Span(0, 9),))
    claim = Claim(id="c1", text="It closed", alignment="corroborated", independent=3, accounts=(told,), sure=sure)
    assert _relation(claim, told) == relation
