"""Stories that grow in memory: what comes joins what is known, and the outcome is that of grouping all, within bounds."""

import random

import pytest

import onrecord
from onrecord import StoryStream, join_stories
from onrecord.crossreport import joining
from onrecord.model import OnRecordError, Report

from tests.crossreport.test_copies import WIRE
from tests.crossreport.test_stories import ELSEWHERE, GUARDS, HARDEST, SOLVED, guard_reports
from tests.crossreport.test_stories import TOLD as TOLD_ONCE

TOLD = [reports for case in SOLVED for reports in guard_reports(case)]


def sets(stream: StoryStream) -> set[tuple[str, ...]]:
    return {s.reports for s in stream.grouping.stories}


def test_new_reports_join_the_stories_known_under_their_ids() -> None:
    told = [reports for case in SOLVED if case["case"] not in HARDEST for reports in guard_reports(case)]
    stream = StoryStream()
    first = join_stories(stream, [reports[0] for reports in told])
    known = {s.reports[0]: s.id for s in first.stories}
    assert len(known) == len(told)
    joined = join_stories(stream, [reports[1] for reports in told[:7]])
    assert {s.reports for s in joined.stories} == {tuple(r.id for r in reports) for reports in told[:7]}
    assert all(s.id == known[s.reports[0]] for s in joined.stories)


def test_batch_and_stream_agree_on_nine_pairs_in_ten() -> None:
    reports = [r for told in TOLD for r in told]
    batch = {s.reports for s in onrecord.group(reports).stories}
    for seed in range(3):
        random.Random(seed).shuffle(reports)
        stream = StoryStream()
        for at in range(0, len(reports), 7):
            join_stories(stream, reports[at : at + 7])
        pairs = [{(a, b) for s in side for a in s for b in s if a < b} for side in (batch, sets(stream))]
        assert len(pairs[0] & pairs[1]) >= 0.9 * len(pairs[0] | pairs[1])


def test_a_split_and_a_merger_say_why() -> None:
    # Two quakes told to one pattern are one story until two reports of each show that they are not.
    first, second = guard_reports(GUARDS[0])
    stream = StoryStream()
    join_stories(stream, [first[0], second[0]])
    assert len(stream.grouping.stories) == 1
    (change,) = join_stories(stream, [first[1], second[1]]).changes
    assert (change.kind, change.story, len(stream.grouping.stories)) == ("split", "s1", 2)
    assert change.reasons


def test_copies_join_what_they_repeat_and_count_once() -> None:
    stream = StoryStream()
    join_stories(stream, [Report(id="a", text=TOLD_ONCE), Report(id="c", text=ELSEWHERE)])
    (story,) = join_stories(stream, [Report(id="d", text="\n".join(WIRE[:-1]))]).stories
    assert (story.id, story.reports, story.independent) == ("s1", ("a", "d"), 1)
    assert [c.reports for c in stream.grouping.copies] == [("a", "d")]


def test_only_what_is_near_is_grouped_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = StoryStream()
    join_stories(stream, [r for told in TOLD for r in told])
    seen: list[int] = []
    plain = joining._close_over

    def noted(archive: StoryStream, found: joining.Neighbourhood[object], corrections: tuple[()]) -> None:
        plain(archive, found, corrections)  # type: ignore[arg-type, type-var]
        seen.append(len(found.reports))

    monkeypatch.setattr(joining, "_close_over", noted)
    join_stories(
        stream, [Report(id="x", text="The bakers of Quill Street knead sourdough beside marzipan lighthouses.")]
    )
    assert seen == [1]


def test_the_same_report_again_changes_nothing_and_another_of_its_id_is_refused() -> None:
    stream = StoryStream()
    report = Report(id="a", text="\n".join(WIRE))
    join_stories(stream, [report, report])
    before = stream.grouping
    assert join_stories(stream, [report]) == join_stories(stream, [])
    assert stream.grouping == before
    with pytest.raises(OnRecordError, match="id 'a'"):
        join_stories(stream, [Report(id="a", text="Something else.")])


def test_an_empty_stream_has_no_stories() -> None:
    assert StoryStream().grouping == onrecord.group([])
