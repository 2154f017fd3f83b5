"""Disputes told in other words: one clause denies what another most probably tells."""

import pytest

from tests.crossreport.test_claims import Annotate, claims_of
from tests.crossreport.test_likely_same import needs_encoder

DAM = (
    "The spillway of the Orvel dam was opened on Monday night, flooding two villages. Engineers measured the water at dawn. "
    "The duty manager had ordered the guard by telephone to open the spillway, the guard's lawyer said. Sheep were lost. "
    "The mayor, Ines Brandt, visited a school. The dam was built in 1974."
)
ANSWER = (
    "Orvel Power regrets the flood. Our crews are at work in both villages. The dam is sound. "
    "{} Compensation will be paid. A hotline has been set up. The company will publish its log."
)


@needs_encoder
@pytest.mark.parametrize(
    ("answer", "disputed"),
    [
        ("At no time did the duty manager order the guard to open the spillway.", True),
        ("The duty manager did not order the guard to close the road.", False),
        ("The guard did not open the spillway.", False),
        ("The duty manager has not been told who opened the spillway.", False),
    ],
)
def test_what_is_denied_in_other_words(answer: str, disputed: bool, annotate: Annotate) -> None:
    claims = claims_of(annotate, {"Gazette": DAM, "Orvel Power": ANSWER.format(answer)})
    assert any(c.alignment == "disputed" for c in claims) == disputed
