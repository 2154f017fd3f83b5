"""The one counting function, and what must never raise a count."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.crossreport.copies import find_copies
from onrecord.crossreport.independence import count_independent
from onrecord.crossreport.publishers import tie_reports
from onrecord.model import Report, Tie

from tests.crossreport.test_copies import LOCAL, OTHER, WIRE, house_style

TEXTS = (WIRE, OTHER, LOCAL)


def counted(reports: list[Report]) -> int:
    copies, _ = find_copies(reports)
    return count_independent([r.id for r in reports], tie_reports(reports, copies, {})).count


def tie(kind: str, *reports: str) -> Tie:
    return Tie(kind=kind, reports=reports, reason=f"{kind} of {', '.join(reports)}")  # type: ignore[arg-type]


def test_a_report_named_twice_counts_once() -> None:
    assert count_independent(["a", "a"], []).count == 1


def test_copies_are_one_account_through_a_report_outside() -> None:
    ties = [tie("copy", "a", "x"), tie("copy", "x", "b")]
    assert count_independent(["a", "b"], ties).count == 1


def test_one_publisher_does_not_join_through_a_report_outside() -> None:
    # The publisher's other report is about something else: that another paper copied it makes no tie here.
    ties = [tie("publisher", "a", "x"), tie("copy", "x", "y"), tie("publisher", "y", "b")]
    assert count_independent(["a", "b"], ties).count == 2


def test_text_and_publisher_join_together() -> None:
    ties = [tie("copy", "a", "b"), tie("publisher", "b", "c")]
    found = count_independent(["a", "b", "c", "d"], ties)
    assert [g.reports for g in found.groups] == [("a", "b", "c"), ("d",)]
    assert found.groups[0].reasons == ("copy of a, b", "publisher of b, c")
    assert found.groups[1].reasons == ()


def bases(draw: st.DrawFn) -> list[Report]:
    chosen = draw(st.lists(st.sampled_from(range(3)), min_size=1, max_size=4))
    return [Report(id=f"r{i}", text="\n".join(TEXTS[t]), outlet=f"Outlet {i}") for i, t in enumerate(chosen)]


@st.composite
def with_copy(draw: st.DrawFn) -> tuple[list[Report], Report]:
    reports = bases(draw)
    lines = draw(st.sampled_from(reports)).text.split("\n")
    kind = draw(st.sampled_from(["verbatim", "cut", "edited", "reordered"]))
    lines = {
        "verbatim": lines,
        "cut": lines[: max(4, len(lines) // 2)],
        "edited": [house_style(line) for line in lines],
        "reordered": lines[:1] + lines[3:] + lines[1:3],
    }[kind]
    return reports, Report(id=draw(st.sampled_from(["a", "r00", "z"])), text="\n".join(lines), outlet="Another")


@settings(max_examples=60, deadline=None)
@given(with_copy())
def test_adding_a_copy_never_raises_the_count(case: tuple[list[Report], Report]) -> None:
    reports, copy = case
    assert counted([*reports, copy]) <= counted(reports)


@st.composite
def with_sibling(draw: st.DrawFn) -> tuple[list[Report], Report]:
    reports = bases(draw)
    text = "\n".join(draw(st.permutations(TEXTS[draw(st.sampled_from(range(3)))])))
    return reports, Report(id="s", text=text, outlet=draw(st.sampled_from(reports)).outlet)


@settings(max_examples=40, deadline=None)
@given(with_sibling())
def test_another_report_of_an_outlet_never_raises_the_count(case: tuple[list[Report], Report]) -> None:
    reports, sibling = case
    assert counted([*reports, sibling]) <= counted(reports)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from("abcdef"), min_size=1),
    st.lists(
        st.tuples(st.sampled_from(["copy", "publisher"]), st.sets(st.sampled_from("abcdefxy"), min_size=2, max_size=3))
    ),
    st.randoms(),
)
def test_the_order_of_reports_and_ties_changes_nothing(
    reports: list[str], drawn: list[tuple[str, set[str]]], rng: object
) -> None:
    ties = [tie(kind, *sorted(members)) for kind, members in drawn]
    first = count_independent(reports, ties)
    assert count_independent(reversed(reports), reversed(ties)).count == first.count
    assert sorted(r for g in first.groups for r in g.reports) == sorted(set(reports))
