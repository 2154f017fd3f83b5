"""Copies, outlets of one house, order and struck-out reports, in claims, figures and the timeline alike: no count rises by them."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.crossreport.claims import align_claims
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.figures import reconcile_figures
from onrecord.crossreport.independence import count_independent
from onrecord.crossreport.striking import strike_view
from onrecord.crossreport.timeline import build_timeline
from onrecord.crossreport.view import StoryView, view_story
from onrecord.model import Annotations, Context, Story, Tie

POOL = {
    "ada": "A collision in the Strait of Dorna injured 14 sailors on Monday. Police arrested the captain of the tanker Petrel.",
    "bel": "The collision in the Strait of Dorna injured at least 12 sailors. Police arrested the captain of the Petrel on Monday.",
    "cid": "The collision injured 31 sailors, a hospital said. The coast guard arrested the captain of the Petrel on Wednesday.",
    "dov": "Police did not arrest the captain of the Petrel. The navy rescued the crew of the tanker Petrel on Monday.",
    "eva": "The navy rescued the crew of the tanker on Tuesday. The owner paid 2 million euros for the tanker Petrel in 2019.",
    "fay": "Police arrested the captain on Tuesday. The owner paid 3 million euros for the tanker Petrel. The crash injured 14 people.",
}
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Standing = dict[tuple[str, str], int]


def _claims(view: StoryView) -> Standing:
    return {(a.report, str(a.spans)): c.independent for c in align_claims(view) for a in c.accounts}


def _figures(view: StoryView) -> Standing:
    return {(a.report, str(a.start)): f.independent for f in reconcile_figures(view) for a in f.accounts}


def _timeline(view: StoryView) -> Standing:
    return {event: entry.independent for entry in build_timeline(view) for event in entry.events}


COUNTS: dict[str, Callable[[StoryView], Standing]] = {"claims": _claims, "figures": _figures, "timeline": _timeline}
counted = pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS)


@pytest.fixture(scope="module")
def pool() -> dict[str, Annotations]:
    """The reports, and each once more under ids that come before and after all others: its copies."""
    from onrecord import annotate
    from onrecord.reading.records import report_of

    ids = {i: text for i, text in POOL.items()} | {f"{mark}{i}": t for i, t in POOL.items() for mark in ("0", "z")}
    fields = ({"id": i, "text": text, "outlet": i.title(), "published": "2024-05-17"} for i, text in ids.items())
    return {f["id"]: annotate(report_of(f, "", "")) for f in fields}


def tie_of(kind: str, *reports: str) -> Tie:
    return Tie(kind=kind, reports=tuple(sorted(reports)), reason=f"{kind} of {' and '.join(sorted(reports))}")  # type: ignore[arg-type]


some_reports = st.sets(st.sampled_from(sorted(POOL)), min_size=1)
some_ties = st.lists(
    st.builds(
        lambda kind, reports: tie_of(kind, *reports),
        st.sampled_from(("copy", "publisher", "origin")),
        st.frozensets(st.sampled_from(sorted(POOL)), min_size=2, max_size=3),
    ),
    max_size=2,
)
own_ties = st.lists(  # reports of different texts are no copies
    st.builds(
        lambda kind, reports: tie_of(kind, *reports),
        st.sampled_from(("publisher", "origin")),
        st.frozensets(st.sampled_from(sorted(POOL)), min_size=2, max_size=3),
    ),
    max_size=2,
)
a_copy = st.tuples(st.sampled_from(("0", "z")), st.sampled_from(sorted(POOL)))


def view_of(pool: dict[str, Annotations], reports: set[str], ties: Sequence[Tie]) -> StoryView:
    """A story of some reports in a run over the whole pool."""
    found = count_independent(reports, ties)
    story = Story(id="s1", title="", reports=tuple(sorted(reports)), independent=found.count, groups=found.groups)
    return _view(pool, story, ties)


def _view(pool: dict[str, Annotations], story: Story, ties: Sequence[Tie]) -> StoryView:
    entities = resolve_entities([pool[r] for r in sorted(pool)], Context())[0]
    return view_story(story, [pool[r] for r in story.reports], entities, ties)


@counted
@SETTINGS
@given(some_reports, own_ties, a_copy)
def test_a_copy_raises_no_count(
    count: Callable[[StoryView], Standing],
    pool: dict[str, Annotations],
    reports: set[str],
    ties: list[Tie],
    copied: tuple[str, str],
) -> None:
    mark, original = copied
    before = count(view_of(pool, reports | {original}, ties))
    copy = f"{mark}{original}"
    after = count(view_of(pool, {*reports, original, copy}, [*ties, tie_of("copy", original, copy)]))
    assert {told: after[told] for told in before} == before


@counted
@SETTINGS
@given(some_reports, own_ties, a_copy)
def test_another_outlet_of_the_house_raises_no_count_of_what_the_house_told(
    count: Callable[[StoryView], Standing],
    pool: dict[str, Annotations],
    reports: set[str],
    ties: list[Tie],
    told_again: tuple[str, str],
) -> None:
    mark, sister = told_again
    before = count(view_of(pool, reports | {sister}, ties))
    other = f"{mark}{sister}"
    after = count(view_of(pool, {*reports, sister, other}, [*ties, tie_of("publisher", sister, other)]))
    assert all(after[told] <= number for told, number in before.items())


@counted
@SETTINGS
@given(some_reports, some_ties)
def test_a_house_counts_once(
    count: Callable[[StoryView], Standing], pool: dict[str, Annotations], reports: set[str], ties: list[Tie]
) -> None:
    everything = tie_of("publisher", *sorted(POOL))
    assert set(count(view_of(pool, reports, [*ties, everything])).values()) <= {1}


@counted
@SETTINGS
@given(some_reports, some_ties)
def test_nothing_rests_on_more_accounts_than_the_story(
    count: Callable[[StoryView], Standing], pool: dict[str, Annotations], reports: set[str], ties: list[Tie]
) -> None:
    view = view_of(pool, reports, ties)
    assert all(1 <= number <= view.story.independent for number in count(view).values())


@counted
@SETTINGS
@given(some_reports, some_ties, st.sets(a_copy, max_size=2), st.sampled_from(sorted(POOL)))
def test_striking_a_report_out_raises_no_count(
    count: Callable[[StoryView], Standing],
    pool: dict[str, Annotations],
    reports: set[str],
    ties: list[Tie],
    copied: set[tuple[str, str]],
    struck: str,
) -> None:
    everything = [*ties, *(tie_of("copy", original, f"{mark}{original}") for mark, original in copied)]
    view = view_of(pool, reports | {f"{m}{o}" for m, o in copied} | {o for _, o in copied}, everything)
    if set(view.story.reports) <= {struck}:
        return
    before, after = count(view), count(strike_view(view, {struck}))
    assert all(number <= before[told] for told, number in after.items())
    assert all(report != struck for report, _ in after)


@counted
@SETTINGS
@given(some_reports, some_ties, st.randoms(use_true_random=False))
def test_the_order_of_reports_and_ties_changes_nothing(
    count: Callable[[StoryView], Standing],
    pool: dict[str, Annotations],
    reports: set[str],
    ties: list[Tie],
    rng: object,
) -> None:
    view = view_of(pool, reports, ties)
    entities = resolve_entities([pool[r] for r in sorted(pool)], Context())[0]
    mixed = sorted(reports)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    again = view_story(view.story, [pool[r] for r in mixed], entities, list(reversed(ties)))
    assert count(again) == count(view)


def test_a_headline_does_not_vouch_for_what_its_text_cites() -> None:
    from onrecord import annotate
    from onrecord.reading.records import report_of

    texts = {
        "ada": "Nine arrested in Orvel\n\nPolice said nine people had been arrested in Orvel.",
        "bel": "Quiet night in town\n\nNine people were arrested in Orvel, police said.",
    }
    annotated = [
        annotate(report_of({"id": i, "text": t, "outlet": i, "title": t.split("\n")[0]}, "", ""))
        for i, t in texts.items()
    ]
    story = Story(id="s1", title="", reports=tuple(texts), independent=2)
    found = align_claims(view_story(story, annotated, resolve_entities(annotated, Context())[0]))
    told = [c for c in found if len({a.report for a in c.accounts}) == 2]
    assert any(a.report == "ada" and len(a.chain) == 1 for c in told for a in c.accounts)
    assert [c.about for c in told] == ["said"]
