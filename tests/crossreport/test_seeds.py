"""The two reports the project began with, where they lie beside it: what is told by both, what is in dispute, and nothing else."""

from pathlib import Path

import pytest

from onrecord import annotate, read
from onrecord.crossreport.claims import align_claims
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.view import view_story
from onrecord.model import Claim, Context, Story

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds lie beside the project, not in it")


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    annotated = [annotate(r) for path in sorted(SEEDS.glob("*.txt")) for r in read(str(path))]
    story = Story(id="s1", title="", reports=tuple(a.report.id for a in annotated), independent=2)
    return align_claims(view_story(story, annotated, resolve_entities(annotated, Context())[0]))


def test_what_both_tell_is_corroborated(claims: tuple[Claim, ...]) -> None:
    told = [c.text for c in claims if c.alignment == "corroborated"]
    assert [sum(word in text for text in told) for word in ("ready", "concern", "military approach")] == [1, 1, 1]
    assert len(told) == 3


def test_both_disputes_stand_inside_the_first_report_and_nowhere_else(claims: tuple[Claim, ...]) -> None:
    disputed = [c for c in claims if c.alignment == "disputed"]
    assert {a.report for c in disputed for a in c.accounts} == {min(a.report for c in claims for a in c.accounts)}
    texts = " | ".join(c.text for c in disputed)
    assert all(
        words in texts for words in ("bloodbath", "targeted civilians", "indiscriminate", "initiated by the protesters")
    )
    assert len(disputed) == 4
