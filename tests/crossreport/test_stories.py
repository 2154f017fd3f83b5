"""Stories: what is one happening, and what only looks like it."""

import json
import random
from pathlib import Path

import pytest

from onrecord.crossreport.copies import find_copies
from onrecord.crossreport.joining import join_stories, open_stream
from onrecord.crossreport.publishers import tie_reports
from onrecord.crossreport.stories import group_stories
from onrecord.model import Part, Report, Story

from tests.crossreport.test_copies import LOCAL, OTHER, WIRE

GUARDS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "benchmarks" / "story_guards.jsonl").read_text("utf-8").splitlines()
]


def stories_of(reports: list[Report]) -> tuple[Story, ...]:
    copies, _ = find_copies(reports)
    return group_stories(reports, copies, tie_reports(reports, copies, {}))[0]


def guard_reports(case: dict[str, object]) -> list[list[Report]]:
    return [
        [Report(id=f"{case['case']} {s}{n}", text=text) for n, text in enumerate(texts)]
        for s, texts in enumerate(case["stories"])  # type: ignore[call-overload]
    ]


@pytest.mark.parametrize("case", GUARDS, ids=[c["case"] for c in GUARDS])
def test_look_alike_happenings_stay_apart(case: dict[str, object]) -> None:
    told = guard_reports(case)
    found = stories_of([r for reports in told for r in reports])
    assert {s.reports for s in found} == {tuple(r.id for r in reports) for reports in told}


def test_one_setting_serves_for_all_cases_together() -> None:
    told = [reports for case in GUARDS for reports in guard_reports(case)]
    found = stories_of([r for reports in told for r in reports])
    assert {s.reports for s in found} == {tuple(r.id for r in reports) for reports in told}


@pytest.mark.parametrize("case", GUARDS, ids=[c["case"] for c in GUARDS])
def test_two_reports_alone_are_enough(case: dict[str, object]) -> None:
    first, second = guard_reports(case)
    assert len(stories_of(first)) == 1
    assert len(stories_of([first[0], second[0]])) == 2


def test_an_independent_account_of_the_happening_joins_it() -> None:
    reports = [Report(id=n, text="\n".join(t)) for n, t in (("a", WIRE), ("b", OTHER), ("c", LOCAL))]
    assert [s.reports for s in stories_of(reports)] == [("a", "b"), ("c",)]


def test_a_long_time_between_reports_speaks_against_one_story() -> None:
    def dated(first: str, second: str) -> int:
        a = Report(id="a", text="\n".join(WIRE), published=first)
        return len(stories_of([a, Report(id="b", text="\n".join(OTHER), published=second)]))

    assert dated("2021-03-01", "2021-03-02") == 1
    assert dated("2011-03-01", "2021-03-02") == 2


def test_copies_are_in_one_story_and_count_once() -> None:
    excerpt = Report(id="x", text="\n".join(LOCAL[:3] + WIRE[:4] + LOCAL[3:]))
    found = stories_of([Report(id="a", text="\n".join(WIRE)), Report(id="b", text="\n".join(OTHER)), excerpt])
    story = next(s for s in found if "a" in s.reports)
    assert "x" in story.reports
    assert [g.reports for g in story.groups if "a" in g.reports] == [("a", "x")]
    assert story.independent == len(story.groups)


def test_the_title_is_a_printed_headline() -> None:
    text = "Miners freed after three days\n" + "\n".join(WIRE)
    parts = (Part(kind="headline", start=0, end=29), Part(kind="body", start=30, end=len(text)))
    assert stories_of([Report(id="a", text=text, parts=parts)])[0].title == "Miners freed after three days"


def test_each_join_has_a_judgement_with_reasons() -> None:
    reports = [Report(id="a", text="\n".join(WIRE)), Report(id="b", text="\n".join(OTHER))]
    _, judgements = group_stories(reports, (), ())
    assert [(j.a, j.b, j.same) for j in judgements] == [("a", "b", True)]
    assert "Kestrel" in judgements[0].reasons[0]


def test_the_order_of_reports_changes_nothing() -> None:
    reports = [r for case in GUARDS for told in guard_reports(case) for r in told]
    first = group_stories(reports, (), ())
    for seed in range(3):
        random.Random(seed).shuffle(reports)
        assert group_stories(reports, (), ()) == first


def test_no_reports_make_no_stories() -> None:
    assert group_stories([], (), ()) == ((), ())


def test_reports_without_words_stand_alone() -> None:
    found = stories_of([Report(id="a", text=""), Report(id="b", text=""), Report(id="c", text="\n".join(WIRE))])
    assert {s.reports for s in found} == {("a",), ("b",), ("c",)}


def test_new_reports_join_the_stories_known() -> None:
    told = [reports for case in GUARDS for reports in guard_reports(case)]
    stream = open_stream(reports[0] for reports in told)
    for reports in told:
        assert [(j.same) for j in join_stories(stream, reports[1])] == [True]
    assert set(stream.stories()) == {tuple(r.id for r in reports) for reports in told}
