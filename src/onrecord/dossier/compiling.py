"""A story and its findings -> the sourced record."""

from collections.abc import Callable
from typing import TypeVar

from onrecord.crossreport.claims import align_claims
from onrecord.crossreport.coverage import cover_claims
from onrecord.crossreport.figures import reconcile_figures
from onrecord.crossreport.namings import find_namings
from onrecord.crossreport.timeline import build_timeline
from onrecord.crossreport.view import StoryView, outlet_name
from onrecord.model import (
    Annotations,
    Dossier,
    DossierEvent,
    DossierQuotation,
    Event,
    OnRecordError,
    Problem,
    Quotation,
)
from onrecord.version import __version__

T = TypeVar("T")


def compile_story(view: StoryView) -> Dossier:
    """The dossier of one story; every item of it points to the characters it stands on. A stage that fails on it is a Problem of it; the
    others go on."""
    tried = _Tried()
    claims = tried("claims", lambda: align_claims(view))
    of_all = claims if view.whole is view else tried("claims", lambda: align_claims(view.whole))
    namings = tried("namings", lambda: find_namings(view))
    figures = tried("figures", lambda: reconcile_figures(view))
    timeline = tried("timeline", lambda: build_timeline(view, of_all))
    coverage = tried("coverage", lambda: cover_claims(view, claims))
    met = tuple(_placed(a.report.id, p) for a in view.annotated for p in (*a.report.problems, *a.problems))
    return Dossier(
        story=view.story,
        reports=tuple(a.report for a in view.annotated),
        entities=view.entities,
        claims=claims,
        namings=namings,
        figures=figures,
        timeline=timeline,
        coverage=coverage,
        quotations=tuple(_quotation(view, a, q) for a in view.annotated for q in a.quotations),
        events=tuple(_event(view, a.report.id, e) for a in view.annotated for e in a.events),
        copies=view.copies,
        problems=(*met, *tried.problems),
        unread=tuple(a.report.id for a in view.annotated if not a.sentences),
        without=tuple(sorted({outlet_name(a) for a in view.whole.annotated if not view.holds(a.report.id)})),
        made_by=f"onrecord {__version__}",
    )


class _Tried:
    """Stages of a story, run one after the other; what fails finds nothing and is told."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __call__(self, stage: str, find: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
        try:
            return find()
        except (OnRecordError, MemoryError):  # short memory is the worker's matter, not the story's
            raise
        except Exception as error:  # noqa: BLE001 - one story that a stage cannot bear must not cost the others
            message = f"The stage {stage} failed on this story ({type(error).__name__}: {error}); it found nothing."
            self.problems.append(Problem(stage=stage, message=message))
            return ()


def _quotation(view: StoryView, annotations: Annotations, quotation: Quotation) -> DossierQuotation:
    text, report = annotations.report.text, annotations.report.id
    found = (view.run_id(report, e) for e in quotation.speakers)
    return DossierQuotation(
        report=report,
        quotation=quotation,
        speakers=tuple(dict.fromkeys(s for s in found if s)),
        speaker_text=" … ".join(s.of(text) for s in quotation.speaker),
        content_text=" … ".join(s.of(text) for s in quotation.content),
        cue_text=" … ".join(s.of(text) for s in quotation.cue),
    )


def _event(view: StoryView, report: str, event: Event) -> DossierEvent:
    def ids(role: str) -> tuple[str, ...]:
        found = (view.run_id(report, p.entity) for p in getattr(event, role) if p.entity)
        return tuple(dict.fromkeys(i for i in found if i))

    return DossierEvent(report=report, event=event, actors=ids("actors"), recipients=ids("recipients"))


def _placed(report: str, problem: Problem) -> Problem:
    import msgspec

    return msgspec.structs.replace(problem, report=report)
