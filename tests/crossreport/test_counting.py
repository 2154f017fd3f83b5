"""Who counts as a witness, whatever the reports and ties: properties of stories and claims drawn from a pool of reports."""

from collections.abc import Callable, Sequence

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.crossreport.claims import align_claims
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.independence import count_independent
from onrecord.crossreport.striking import strike_out, strike_view
from onrecord.crossreport.view import StoryView, view_story
from onrecord.model import Annotations, Claim, Context, Grouping, Story, Tie

Annotate = Callable[..., Annotations]
POOL = {
    "ada": "Two tankers collided in the Strait of Dorna on Monday. The navy rescued the crew of the tanker Petrel.",
    "bel": "The navy rescued the crew of the tanker Petrel in the Strait of Dorna. Nobody was hurt.",
    "cid": "The tankers collided in the Strait of Dorna. The harbour master denied that a pilot had been drunk.",
    "dov": "A pilot had been drunk, the union said. The navy did not rescue the crew of the tanker Petrel.",
    "eva": "The harbour master said that the navy had rescued the crew of the tanker Petrel.",
    "fay": "Two tankers collided in the Strait of Dorna on Monday. The navy rescued the crew of the tanker Petrel.",
}
KINDS = ("copy", "publisher", "origin")
SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def pool() -> dict[str, Annotations]:
    from onrecord import annotate
    from onrecord.reading.records import report_of

    return {i: annotate(report_of({"id": i, "text": text, "outlet": i.title()}, "", "")) for i, text in POOL.items()}


def ties_of(drawn: Sequence[tuple[str, frozenset[str]]]) -> list[Tie]:
    return [Tie(kind=k, reports=tuple(sorted(r)), reason=f"{k} of {'-'.join(sorted(r))}") for k, r in drawn]  # type: ignore[arg-type]


some_reports = st.sets(st.sampled_from(sorted(POOL)), min_size=1)
some_ties = st.lists(
    st.tuples(st.sampled_from(KINDS), st.frozensets(st.sampled_from(sorted(POOL)), min_size=2, max_size=3)), max_size=4
)


def story_of(reports: set[str], ties: Sequence[Tie]) -> Story:
    found = count_independent(reports, ties)
    return Story(id="s1", title="", reports=tuple(sorted(reports)), independent=found.count, groups=found.groups)


def view_of(pool: dict[str, Annotations], story: Story, ties: Sequence[Tie], everybody: Sequence[str]) -> StoryView:
    """A view whose entities are those of a run over `everybody`, as when a report is struck out of a run."""
    entities = resolve_entities([pool[r] for r in sorted(everybody)], Context())[0]
    return view_story(story, [pool[r] for r in story.reports], entities, ties)


def standing(claims: Sequence[Claim]) -> dict[tuple[str, str], int]:
    """How many accounts stand behind each told clause."""
    return {(a.report, a.exact): c.independent for c in claims for a in c.accounts}


@given(some_reports, some_ties)
def test_never_more_accounts_than_reports(reports: set[str], drawn: list[tuple[str, frozenset[str]]]) -> None:
    found = count_independent(reports, ties_of(drawn))
    assert 1 <= found.count <= len(reports)
    assert sorted(r for g in found.groups for r in g.reports) == sorted(reports)


@given(some_reports, some_ties, some_ties)
def test_a_further_tie_never_raises_the_count(
    reports: set[str], drawn: list[tuple[str, frozenset[str]]], more: list[tuple[str, frozenset[str]]]
) -> None:
    assert (
        count_independent(reports, ties_of([*drawn, *more])).count <= count_independent(reports, ties_of(drawn)).count
    )


@given(some_reports, some_ties)
def test_a_copy_of_any_report_never_raises_the_count(
    reports: set[str], drawn: list[tuple[str, frozenset[str]]]
) -> None:
    ties = ties_of(drawn)
    before = count_independent(reports, ties).count
    for report in sorted(reports):
        tie = Tie(kind="copy", reports=tuple(sorted((report, "zzz"))), reason="one text")
        assert count_independent({*reports, "zzz"}, [*ties, tie]).count == before


@given(some_reports, some_ties, some_reports)
def test_striking_reports_out_never_raises_the_count_of_a_story(
    reports: set[str], drawn: list[tuple[str, frozenset[str]]], struck: set[str]
) -> None:
    story = story_of(reports, ties_of(drawn))
    left = strike_out(Grouping(stories=(story,), copies=()), struck, {}).stories
    assert sum(s.independent for s in left) <= story.independent
    assert all(s.independent == len(s.groups) for s in left)


@SETTINGS
@given(some_reports, some_ties)
def test_no_claim_rests_on_more_accounts_than_its_story(
    pool: dict[str, Annotations], reports: set[str], drawn: list[tuple[str, frozenset[str]]]
) -> None:
    ties = ties_of(drawn)
    story = story_of(reports, ties)
    for claim in align_claims(view_of(pool, story, ties, sorted(reports))):
        assert 1 <= claim.independent <= min(story.independent, len({a.report for a in claim.accounts}))
        assert len(claim.groups) == claim.independent


@SETTINGS
@given(some_reports, some_ties, st.sampled_from(sorted(POOL)))
def test_striking_a_report_out_raises_no_standing(
    pool: dict[str, Annotations], reports: set[str], drawn: list[tuple[str, frozenset[str]]], struck: str
) -> None:
    ties = ties_of(drawn)
    story = story_of(reports, ties)
    view = view_of(pool, story, ties, sorted(reports))
    before = standing(align_claims(view))
    if reports - {struck}:
        after = standing(align_claims(strike_view(view, {struck})))
        assert all(count <= before[told] for told, count in after.items() if told in before)


@SETTINGS
@given(some_reports, some_ties, st.randoms(use_true_random=False))
def test_the_order_of_reports_and_ties_changes_no_claim(
    pool: dict[str, Annotations], reports: set[str], drawn: list[tuple[str, frozenset[str]]], rng: object
) -> None:
    ties = ties_of(drawn)
    story = story_of(reports, ties)
    entities = resolve_entities([pool[r] for r in sorted(reports)], Context())[0]
    mixed = sorted(reports)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    one = align_claims(view_story(story, [pool[r] for r in sorted(reports)], entities, ties))
    two = align_claims(view_story(story, [pool[r] for r in mixed], entities, list(reversed(ties))))
    assert msgspec.json.encode(one) == msgspec.json.encode(two)
