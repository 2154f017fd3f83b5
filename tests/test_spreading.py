"""Grouping and dossiers by worker processes: the same as here."""

from collections.abc import Iterator

import msgspec
import pytest

from onrecord.examples import example_paths
from onrecord.model import Annotations, Context, Dossier, Report
from onrecord.pipeline import annotate_reports, compile_dossiers, group_reports
from onrecord.reading.inputs import read_reports
from onrecord.scale.engines import Engine, Rows
from onrecord.scale.processes import Processes
from onrecord.spreading import compile_by, gather_materials, group_stories_by


@pytest.fixture(scope="module")
def annotated() -> list[Annotations]:
    with example_paths() as paths:
        return list(annotate_reports(read_reports(paths), Context()))


@pytest.fixture(scope="module")
def two() -> Iterator[Processes]:
    engine = Processes(2, 700)
    yield engine
    engine.close()


def compiled(annotated: list[Annotations], engine: Engine | None) -> list[Dossier]:
    grouping, ties = group_reports([a.report for a in annotated], {}, engine=engine)
    return list(compile_dossiers(grouping, ties, annotated, Context(), engine))


def test_dossiers_by_processes_are_those_made_here(annotated: list[Annotations], two: Processes) -> None:
    here = compiled(annotated, None)
    assert any(d.copies for d in here)
    assert msgspec.json.encode(compiled(annotated, two)) == msgspec.json.encode(here)


def test_stories_joined_elsewhere_are_those_joined_here(annotated: list[Annotations], two: Processes) -> None:
    reports: list[Report] = sorted((a.report for a in annotated), key=lambda r: r.id)
    grouping, ties = group_reports(reports, {})
    stories, judgements = group_stories_by(two, reports, grouping.copies, ties)
    assert stories == grouping.stories
    assert set(judgements) <= set(grouping.judgements)


def test_a_story_that_no_worker_bears_is_compiled_by_the_run(annotated: list[Annotations]) -> None:
    class Deadly:
        workers = 1

        def map_rows(self, work: object, chunks: Iterator[Rows], give_up: object) -> Iterator[Rows]:
            for rows in chunks:
                yield tuple(give_up(row, "its worker process died") for row in rows)  # type: ignore[operator]

        def close(self) -> None:
            pass

    grouping, ties = group_reports([a.report for a in annotated], {})
    materials = list(gather_materials(grouping, ties, annotated, ()))
    assert [d.story for d in compile_by(Deadly(), iter(materials))] == list(grouping.stories)
