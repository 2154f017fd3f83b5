"""A count of which a part rests on likeness in meaning says so."""

import msgspec
import pytest

from onrecord.dossier.sections.claims import _doubt
from onrecord.model import Claim

CLAIM = Claim(id="c1", text="the council shut the pool", alignment="corroborated", independent=3, accounts=())


@pytest.mark.parametrize(
    ("sure", "said"),
    [(None, ""), (1, ", probably"), (2, ", 1 of them in other words, probably")],
    ids=["all", "one", "two"],
)
def test_a_count_says_what_of_it_is_only_probable(sure: int | None, said: str) -> None:
    assert _doubt(msgspec.structs.replace(CLAIM, sure=sure)) == said
