"""Stages that changed run again on a store, on kept parses; what was found before stays, and what differs is told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from onrecord import pipeline, reanalysis
from onrecord.desk import reanalysing
from onrecord.desk.adding import add_reports
from onrecord.desk.reanalysing import reanalyse
from onrecord.examples import example_paths
from onrecord.language import parsing, quotation_tokens
from onrecord.language.events import find_events
from onrecord.model import Annotations, Config, Context, Event, Origin, Problem, Report
from onrecord.reading.inputs import read_reports
from onrecord.reading.reports import Fields, make_report
from onrecord.reanalysis import NEEDS, Again, Change, changed_stages, compare_findings, reannotate, stage_marks
from onrecord.store import schema as t
from onrecord.store.loading import load_annotations
from onrecord.store.opening import Store, open_store

encode = msgspec.json.Encoder().encode
TEXTS = {
    "a": "Ferry late\n\nThe minister met the ambassador in Paris on Monday. “We agreed,” Anna Lie said. Twelve people were hurt.",
    "b": "Rain\n\nIt rained in Oslo on Tuesday.",
}


def reports() -> list[Report]:
    origin = Origin(path="x", sha256="", encoding="utf-8")
    return [make_report(Fields(id=i, text=text, published="2020-05-17"), origin) for i, text in TEXTS.items()]


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return Context(config=Config(parses=str(tmp_path / "kept.parses")))


@pytest.fixture
def store(tmp_path: Path, context: Context) -> Iterator[Store]:
    with open_store(str(tmp_path / "record.db"), create=True) as opened:
        add_reports(opened, reports(), context)
        yield opened


def changed(monkeypatch: pytest.MonkeyPatch, *stages: str) -> None:
    marks = {name: f"{mark}x" if name in stages else mark for name, mark in stage_marks().items()}
    monkeypatch.setattr(reanalysing, "stage_marks", lambda: marks)


def without_the_first(*given: Any) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    records, problems = find_events(*given)
    return records[1:], problems


def current(store: Store) -> dict[str, Annotations]:
    with store.reading() as connection:
        return load_annotations(connection, list(TEXTS))


def test_nothing_is_run_where_nothing_changed(store: Store, context: Context) -> None:
    done = reanalyse(store, context)
    assert (done.reports, done.changed, dict(done.stages)) == (0, 0, {})


def test_what_changed_is_told_and_what_was_found_before_stays(
    store: Store, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current(store)
    stages = tuple((n, without_the_first if n == "events" else s) for n, s in pipeline.LANGUAGE_STAGES)
    monkeypatch.setattr(pipeline, "LANGUAGE_STAGES", stages)
    changed(monkeypatch, "events")
    told: list[Change] = []
    done = reanalyse(store, context, told.append)
    after = current(store)
    assert dict(done.stages) == {"events": 2, "propositions": sum(bool(before[r].events) for r in TEXTS)}
    assert after["a"].events == before["a"].events[1:]
    assert after["a"].quotations == before["a"].quotations
    assert [c.report for c in told if c.stage == "events" and len(c.gone) == 1 and not c.new] == [
        r for r in TEXTS if before[r].events
    ]
    with store.reading() as connection:
        kept = connection.scalar(select(func.count()).where(t.annotation_files.c.report_id == "a"))
    assert kept == 2
    assert reanalyse(store, context).reports == 0


def test_a_report_in_which_nothing_differs_keeps_its_analysis_and_its_story(
    store: Store, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(monkeypatch, "sentences", "timexes")
    done = reanalyse(store, context)
    assert (done.reports, done.changed, done.settled.changed) == (2, 0, 0)
    assert dict(done.stages) == {"sentences": 2, "timexes": 2}


def test_kept_parses_are_not_parsed_again(store: Store, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = parsing._pipe

    def seen(texts: list[str], *given: Any) -> Any:
        asked.extend(texts)
        return real(texts, *given)

    monkeypatch.setattr(parsing, "_pipe", seen)
    parsing._KNOWN.clear()
    before = current(store)
    changed(monkeypatch, *NEEDS)
    assert reanalyse(store, context).changed == 0
    assert asked == []
    assert current(store) == before
    parsing._KNOWN.clear()
    changed(monkeypatch, "events")
    reanalyse(store, Context())
    assert sorted(asked) == sorted(line for text in TEXTS.values() for line in text.split("\n") if line)


def test_other_knowledge_runs_every_stage(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    done = reanalyse(store, Context(config=Config(max_report=500)))
    assert (done.reports, set(done.stages)) == (2, set(NEEDS))


def test_every_stage_says_what_it_sees_of_others() -> None:
    assert tuple(NEEDS) == tuple(name for name, _ in pipeline.LANGUAGE_STAGES)
    context = Context()
    with example_paths() as paths:
        given = [*reports(), *read_reports(paths)]
    for parsed in pipeline.parse_in(given, context):
        found = pipeline.annotate_parsed(parsed, context)
        for name, stage in pipeline.LANGUAGE_STAGES:
            watched = _Watched(found)
            stage(parsed, watched, context)  # type: ignore[arg-type]
            assert watched.seen <= {*NEEDS[name], "report"}, name


class _Watched:
    """Annotations that remember which of their fields were looked at."""

    def __init__(self, found: Annotations) -> None:
        self._found, self.seen = found, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.seen.add(name)
        return getattr(self._found, name)


def test_a_stage_counts_as_changed_where_its_mark_did_or_none_is_known() -> None:
    now = dict.fromkeys(NEEDS, "new")
    assert changed_stages(now, now) == ()
    assert changed_stages(None, now) == tuple(NEEDS)
    assert changed_stages({**now, "timexes": "old", "propositions": "old"}, now) == ("timexes", "propositions")


#: A report without the word that the tests below change, and two with it: in one a statement hangs on it, in the other nothing does.
TOUCHED = {
    "none": "The minister met the ambassador in Paris on Monday. “We agreed,” Anna Lie said. Twelve people were hurt.",
    "statement": "The mayor grumbled on Monday that three bridges had been closed. Two people were hurt.",
    "unused": "Nobody grumbled.",
}


@pytest.mark.parametrize("workers", [1, 2])
def test_what_a_word_list_does_not_touch_is_not_run_and_all_is_as_if_it_had_been(
    workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = Context(config=Config(workers=workers))
    origin = Origin(path="x", sha256="", encoding="utf-8")
    given = [make_report(Fields(id=i, text=text, published="2020-05-17"), origin) for i, text in TOUCHED.items()]
    cues = dict(quotation_tokens.load_cues())
    del cues["grumble", "V"]
    with monkeypatch.context() as without:  # what was found before: by a list that lacked the word
        without.setattr(quotation_tokens, "load_cues", lambda: cues)
        before = list(pipeline.annotate_reports(given, context))
    done = list(reannotate([Again(r, b, ("quotations",)) for r, b in zip(given, before, strict=True)], context))
    whole = list(pipeline.annotate_reports(given, context))
    assert list(map(encode, (d.found for d in done))) == list(map(encode, whole))
    assert {d.found.report.id: d.ran for d in done} == {
        "none": ("quotations",),
        "statement": ("quotations", "quantities", "events", "propositions"),
        "unused": ("quotations",),
    }


def test_a_change_that_dies_out_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    given, context = reports()[0], Context()
    (before,) = pipeline.annotate_reports([given], context)
    stale = msgspec.structs.replace(before, timexes=())
    (done,) = reannotate([Again(given, stale, ("timexes",))], context)
    assert done.found == before
    assert "entities" in done.ran  # sees the timexes, and finds what it found
    assert "parties" not in done.ran  # sees only the entities


def test_a_report_that_was_never_analysed_is_analysed_whole() -> None:
    (done,) = reannotate([Again(reports()[0], None, ("events",))], Context())
    assert done.ran == tuple(NEEDS)
    assert done.found == next(iter(pipeline.annotate_reports(reports()[:1], Context())))


def test_a_mark_changes_with_a_word_list_that_a_module_of_the_stage_names(monkeypatch: pytest.MonkeyPatch) -> None:
    before = stage_marks()
    real = reanalysis._source
    reanalysis._mark.cache_clear()
    monkeypatch.setattr(
        reanalysis, "_source", lambda m: real(m) + (b"#" if m == "onrecord.language.quotation_tokens" else b"")
    )
    after = stage_marks()
    reanalysis._mark.cache_clear()
    assert before["quotations"] != after["quotations"]
    assert before["timexes"] == after["timexes"]


def test_numbers_of_findings_make_no_difference(store: Store) -> None:
    found = current(store)["a"]
    moved = tuple(Event(**{**_fields(e), "id": f"v{n + 7}"}) for n, e in enumerate(found.events))
    other = Annotations(report=found.report, events=moved)
    assert compare_findings(found, other, ("events",)) == ()
    assert len(compare_findings(None, found, ("events",))[0].new) == len(found.events)


def _fields(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__struct_fields__}
