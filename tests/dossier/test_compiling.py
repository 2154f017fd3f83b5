"""A dossier is made of whatever its stages find; one that fails is told and costs nothing else."""

from collections.abc import Callable

import msgspec
import pytest

from onrecord.crossreport.sole_things import named_things
from onrecord.crossreport.view import StoryView
from onrecord.dossier import compiling
from onrecord.dossier.html import render_html
from onrecord.dossier.markdown import render_markdown
from onrecord.model import Annotations, OnRecordError

from tests.crossreport.test_claims import COURIER, GAZETTE, _view

Annotate = Callable[..., Annotations]
STAGES = {
    "claims": "align_claims",
    "namings": "find_namings",
    "figures": "reconcile_figures",
    "timeline": "build_timeline",
    "coverage": "cover_claims",
}


@pytest.fixture
def view(annotate: Annotate) -> StoryView:
    return _view([annotate(t, id=i, outlet=i) for i, t in (("a", GAZETTE), ("b", COURIER))])


def failing(error: Exception) -> Callable[..., object]:
    def fail(*_: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_a_stage_that_fails_is_a_problem_and_the_others_go_on(
    stage: str, view: StoryView, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = compiling.compile_story(view)
    monkeypatch.setattr(compiling, STAGES[stage], failing(ValueError("no")))
    dossier = compiling.compile_story(view)
    (problem,) = dossier.problems
    assert (problem.stage, problem.message) == (
        stage,
        f"The stage {stage} failed on this story (ValueError: no); it found nothing.",
    )
    assert getattr(dossier, stage) == ()
    spared = {"namings", "figures", "claims"} - {stage}
    assert all(getattr(dossier, s) == getattr(whole, s) for s in spared)
    assert problem.message in render_markdown(dossier)
    assert "failed on this story" in render_html(dossier)


@pytest.mark.parametrize("error", [OnRecordError("told"), MemoryError()], ids=["told", "memory"])
def test_what_is_no_fault_of_a_stage_is_not_hidden(
    error: Exception, view: StoryView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, "find_namings", failing(error))
    with pytest.raises(type(error)):
        compiling.compile_story(view)


def test_a_label_of_blanks_alone_names_no_class(annotate: Annotate) -> None:
    found = annotate("The Harbour Works built the crane.", id="a", outlet="a")
    entity = found.entities[0]
    mention = msgspec.structs.replace(entity.mentions[0], start=3, end=4, form="description")
    blank = msgspec.structs.replace(entity, kind="organisation", mentions=(mention,))
    made = msgspec.structs.replace(found, entities=(blank,))
    assert named_things(made, _view([made])) == {}
