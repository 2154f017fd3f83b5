"""A whole run over the example reports and over reports that are hard to write down, made once."""

from collections.abc import Callable, Sequence

import pytest

from onrecord.dossier.exports.material import Material, gather
from onrecord.examples import example_paths
from onrecord.model import Annotations, Context, Dossier, Origin, Report
from onrecord.pipeline import annotate_reports, compile_dossiers, group_reports
from onrecord.reading.inputs import read_reports
from onrecord.reading.reports import Fields, Options, make_report

Run = tuple[tuple[Dossier, ...], tuple[Annotations, ...]]

#: Line breaks of all kinds inside findings, characters beyond 16 bits, unseen ones, formulas.
HARD = (
    (
        "=cmd|'/C calc'!A0",
        "=1+1 mayor\r\n\r\nMayor Anna\tLund 🛶 said on Monday:\u2028“We met\r\nthe Turkish army.”\r\n",
    ),
    (
        'a/../b"><script>',
        "Police 🛶🛶 arrested\n3 people in Oslo on 3 May 2024.\n\nPolice shot \x00 at protesters in Norway.\n",
    ),
    ("x\u202ey", "Norway \ufffe criticised Sweden on Friday.\n\n@SUM(A1) Sweden rejected the demand of Norway.\n"),
    ("empty", ""),
)


def whole_run(reports: Sequence[Report]) -> Run:
    ordered = sorted(reports, key=lambda r: r.id)
    annotated = tuple(annotate_reports(ordered, Context()))
    grouping, ties = group_reports(ordered, {})
    return tuple(compile_dossiers(grouping, ties, annotated, Context())), annotated


@pytest.fixture(scope="session")
def examples() -> Run:
    with example_paths() as paths:
        return whole_run(list(read_reports(paths, Options())))


@pytest.fixture(scope="session")
def hard() -> Run:
    def made(id: str, text: str) -> Report:
        fields = Fields(text=text, id=id, outlet=id, title=id, url=f"javascript:{id}")
        return make_report(fields, Origin(path="test", sha256="", encoding="utf-8"))

    return whole_run([made(id, text) for id, text in HARD])


@pytest.fixture(scope="session", params=["examples", "hard"])
def run(request: pytest.FixtureRequest) -> Run:
    made: Run = request.getfixturevalue(request.param)
    return made


@pytest.fixture(scope="session")
def material(run: Run) -> Material:
    return gather(*run)


@pytest.fixture(scope="session")
def told() -> Callable[[str], Material]:
    """The material of one report with a text."""

    def build(text: str, **fields: object) -> Material:
        report = make_report(Fields(text=text, **fields), Origin(path="test", sha256="", encoding="utf-8"))
        return gather(*whole_run([report]))

    return build
