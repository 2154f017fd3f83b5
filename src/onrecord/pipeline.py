"""THE registry: the stages in running order, and what runs them. Read it to know what onrecord does."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from onrecord.crossreport.copies import find_copies
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.publishers import tie_reports
from onrecord.crossreport.stories import group_stories
from onrecord.crossreport.view import view_story
from onrecord.dossier.compiling import compile_story
from onrecord.language.events import find_events
from onrecord.language.names import find_names
from onrecord.language.parsing import Parsed, load_parser, parse_reports
from onrecord.language.propositions import find_propositions
from onrecord.language.quantities import find_quantities
from onrecord.language.quotations import find_quotations
from onrecord.language.sentences import find_sentences
from onrecord.language.timexes import find_timexes
from onrecord.model import Annotations, Context, Dossier, Grouping, OnRecordError, Problem, Report, Tie
from onrecord.version import __version__

LanguageStage = Callable[[Parsed, Annotations, Context], tuple[tuple[Any, ...], tuple[Problem, ...]]]

#: What is found in one report, in running order: (field of Annotations that it fills, stage). Each sees what those above it found.
LANGUAGE_STAGES: tuple[tuple[str, LanguageStage], ...] = (
    ("sentences", find_sentences),
    ("timexes", find_timexes),
    ("entities", find_names),
    ("quotations", find_quotations),
    ("quantities", find_quantities),
    ("events", find_events),
    ("propositions", find_propositions),
)


def annotate_reports(reports: Iterable[Report], context: Context) -> Iterator[Annotations]:
    """All findings of each report, in order. A stage that fails on a report is a Problem of that report; the others go on."""
    parser = load_parser(context.config.model)
    for parsed in parse_reports(reports, parser):
        yield annotate_parsed(parsed, context)


def annotate_parsed(parsed: Parsed, context: Context) -> Annotations:
    """All findings of one parsed report: one loop over the stages."""
    made_by = f"onrecord {__version__} {context.config.model}"
    found = Annotations(report=parsed.report, problems=parsed.report.problems, made_by=made_by)
    for name, stage in LANGUAGE_STAGES:
        try:
            records, problems = stage(parsed, found, context)
        except OnRecordError:
            raise
        except Exception as error:  # noqa: BLE001 - one report that a stage cannot bear must not cost the others
            message = f"The stage {name} failed on this report ({type(error).__name__}: {error}); it found nothing."
            records, problems = (), (Problem(stage=name, message=message),)
        found = msgspec.structs.replace(found, **{name: records}, problems=found.problems + problems)
    return found


def group_reports(reports: Sequence[Report], families: dict[str, str]) -> tuple[Grouping, tuple[Tie, ...]]:
    """Copies, ties and stories of a run; the order of the reports changes nothing."""
    ordered = sorted(reports, key=lambda r: r.id)
    copies, same_text = find_copies(ordered)
    ties = tie_reports(ordered, copies, families)
    stories, same_story = group_stories(ordered, copies, ties)
    return Grouping(stories=stories, copies=copies, judgements=same_text + same_story), ties


def compile_dossiers(
    grouping: Grouping, ties: Sequence[Tie], annotated: Sequence[Annotations], context: Context
) -> Iterator[Dossier]:
    """One dossier a story, in the order of the grouping; entity ids mean the same in all of them."""
    entities, judgements = resolve_entities(sorted(annotated, key=lambda a: a.report.id), context)
    for story in grouping.stories:
        view = view_story(story, annotated, entities, ties, grouping.copies)
        dossier = compile_story(view)
        here = frozenset(story.reports)
        mine = tuple(j for j in grouping.judgements if j.a in here or j.b in here or j.a == story.id)
        named = frozenset(e.id for e in view.entities)
        yield msgspec.structs.replace(dossier, judgements=mine + tuple(j for j in judgements if j.a in named))
