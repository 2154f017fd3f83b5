"""THE registry: the stages in running order, and what runs them. Read it to know what onrecord does."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

import msgspec

from onrecord.crossreport.background import Background
from onrecord.crossreport.copies import align_here, find_copies
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.joining import choose_concerned, find_changes, find_neighbourhood, name_stories
from onrecord.crossreport.mention_links import link_mentions
from onrecord.crossreport.publishers import tie_reports
from onrecord.crossreport.report_corrections import (
    correct_copies,
    correct_findings,
    correct_stories,
    tie_corrections,
)
from onrecord.crossreport.stories import group_stories
from onrecord.crossreport.story_stream import StoryStream
from onrecord.crossreport.striking import reports_of
from onrecord.crossreport.view import Judged
from onrecord.language.events import find_events
from onrecord.language.mention_facts import describe_mentions
from onrecord.language.names import find_names
from onrecord.language.parsing import CHUNK, Parsed, is_in_language, load_parser, parse_reports
from onrecord.language.parties import find_parties
from onrecord.language.propositions import find_propositions
from onrecord.language.publication_bounds import bound_publication
from onrecord.language.quantities import find_quantities
from onrecord.language.quotations import find_quotations
from onrecord.language.sentences import find_sentences
from onrecord.language.timexes import find_timexes
from onrecord.model import (
    Annotations,
    Config,
    Context,
    Correction,
    Dossier,
    Evidence,
    Grouping,
    Joined,
    Judgement,
    MentionClass,
    MentionFacts,
    OnRecordError,
    Problem,
    Report,
    Tie,
)
from onrecord.reading.known import read_known
from onrecord.resources import fingerprint
from onrecord.scale.collecting import collect_seldom
from onrecord.scale.engines import Engine, Here, Rows, chunked, open_engine
from onrecord.scale.ledger import Ledger
from onrecord.scale.processes import Processes
from onrecord.spreading import align_by, compile_by, gather_materials, group_stories_by
from onrecord.store.parses import ParseFile
from onrecord.version import __version__

LanguageStage = Callable[[Parsed, Annotations, Context], tuple[tuple[Any, ...], tuple[Problem, ...]]]

#: Whether a stage runs anew on a report that was analysed before: its name, what was found so far.
Decide = Callable[[str, Annotations], bool]

#: What is found in one report, in running order: (field of Annotations that it fills, stage). Each sees what those above it found.
LANGUAGE_STAGES: tuple[tuple[str, LanguageStage], ...] = (
    ("sentences", find_sentences),
    ("timexes", find_timexes),
    ("entities", find_names),
    ("quotations", find_quotations),
    ("quantities", find_quantities),
    ("events", find_events),
    ("propositions", find_propositions),
    ("parties", find_parties),
)


def load_context(config: Config) -> Context:
    """Settings with what the user's own files say, read once per run.

    Raises:
        OnRecordError: a file of entities cannot be read.
    """
    return Context(config=msgspec.structs.replace(config, resources=fingerprint()), known=read_known(config.known))


def annotate_reports(reports: Iterable[Report], context: Context) -> Iterator[Annotations]:
    """All findings of each report, in order. A stage that fails on a report is a Problem of that report; the others go on."""
    if context.config.resources and context.config.resources != fingerprint():
        raise OnRecordError("this process has other word lists than the run: set ONRECORD_RESOURCES on every worker")
    for parsed in parse_in(reports, context):
        yield annotate_parsed(parsed, context)


def parse_in(reports: Iterable[Report], context: Context) -> Iterator[Parsed]:
    """`parse_reports` with the parser, the bound and the kept parses that the settings name."""
    config = context.config
    kept = None if config.parses is None else _parse_file(config.parses)
    return parse_reports(reports, load_parser(config.model), config.max_report, kept)


@cache
def _parse_file(path: str) -> ParseFile:
    return ParseFile(path)


def annotate_in_processes(reports: Iterable[Report], context: Context) -> Iterator[Annotations]:
    """`annotate_reports` by the engine and the number of workers that the settings name; the result is the same, whatever they are."""
    with open_engine(context.config) as engine:
        if isinstance(engine, Here):
            yield from annotate_reports(reports, context)
        else:
            yield from map(decode_annotations, annotate_rows(reports, context, engine))


def annotate_rows(
    reports: Iterable[Report], context: Context, engine: Engine, ledger: Ledger | None = None
) -> Iterator[bytes]:
    """`annotate_reports` by an engine: a line of JSON a report, in order.

    Args:
        reports: read a few chunks ahead.
        context: settings and the user's knowledge.
        engine: does the work; a report that costs it worker after worker is not analysed and has a Problem that says so.
        ledger: keeps what is finished, and gives what an earlier run finished.
    """
    work = partial(_annotate_chunk, context=context_of_workers(context))
    chunks = (tuple(map(_PACK, chunk)) for chunk in chunked(reports, CHUNK))

    def run(given: Iterable[Rows]) -> Iterator[Rows]:
        return engine.map_rows(work, given, _give_up)

    for rows in run(chunks) if ledger is None else ledger.resume(chunks, run):
        yield from rows


_PACK = msgspec.msgpack.Encoder().encode
_UNPACK = msgspec.msgpack.Decoder(Report).decode
_LINE = msgspec.json.Encoder().encode
decode_annotations = msgspec.json.Decoder(Annotations).decode


def name_run(context: Context) -> str:
    """A word that names what the annotations of a report depend on beside the report."""
    known = (__version__, _of_result(context.config), context.known)
    return hashlib.sha256(msgspec.json.encode(known)).hexdigest()[:24]


def context_of_workers(context: Context) -> Context:
    """What a worker needs of a context."""
    config = msgspec.structs.replace(_of_result(context.config), parses=context.config.parses)
    return msgspec.structs.replace(context, config=config)


def _of_result(config: Config) -> Config:
    """Settings without those that say how the work is done, or have been read already."""
    return msgspec.structs.replace(
        config, workers=1, engine="processes", memory=None, parses=None, known=(), publishers=(), without=()
    )


def _annotate_chunk(rows: Rows, context: Context) -> Rows:
    collect_seldom()
    return tuple(map(_LINE, annotate_reports(map(_UNPACK, rows), context)))


def _give_up(row: bytes, why: str) -> bytes:
    return give_up(_UNPACK(row), why)


def give_up(report: Report, why: str) -> bytes:
    """The line of a report that no worker could bear: no findings, and a Problem that says why."""
    problem = Problem(stage="scale", message=f"Not analysed: {why}, several times.")
    return _LINE(Annotations(report=report, problems=(*report.problems, problem)))


def annotate_parsed(
    parsed: Parsed, context: Context, before: Annotations | None = None, again: Decide | None = None
) -> Annotations:
    """All findings of one parsed report: one loop over the stages.

    Args:
        parsed: the report.
        context: settings and the user's knowledge.
        before: what was found in it with the same settings.
        again: which stages are run anew; what the others find is taken from `before`. None: all are run.
    """
    made_by = f"onrecord {__version__} {context.config.model}"
    found = Annotations(
        report=parsed.report, problems=(*parsed.report.problems, *_too_long(parsed, context)), made_by=made_by
    )
    unread = _other_language(parsed.report, context)
    if unread:
        return msgspec.structs.replace(found, problems=found.problems + unread)
    for name, stage in LANGUAGE_STAGES:
        if before is not None and again is not None and not again(name, found):
            told = tuple(p for p in before.problems if p.stage == name)
            found = msgspec.structs.replace(found, **{name: getattr(before, name)}, problems=found.problems + told)
            continue
        try:
            records, problems = stage(parsed, found, context)
        except (OnRecordError, MemoryError):  # short memory is the worker's matter, not the report's
            raise
        except Exception as error:  # noqa: BLE001 - one report that a stage cannot bear must not cost the others
            message = f"The stage {name} failed on this report ({type(error).__name__}: {error}); it found nothing."
            records, problems = (), (Problem(stage=name, message=message),)
        found = msgspec.structs.replace(found, **{name: records}, problems=found.problems + problems)
    return _bounded(parsed, found)


def _other_language(report: Report, context: Context) -> tuple[Problem, ...]:
    """A problem where the report is in a language that the run's parser is not made for: its stages would find nonsense."""
    if is_in_language(report, load_parser(context.config.model).lang):
        return ()
    message = f"Not analysed: the report is in another language ({report.language})."
    return (Problem(stage="parsing", message=message),)


def _too_long(parsed: Parsed, context: Context) -> tuple[Problem, ...]:
    size, limit = len(parsed.text), context.config.max_report
    if size <= limit:
        return ()
    return (
        Problem(stage="parsing", message=f"The report has {size} characters, more than {limit}; it was not analysed."),
    )


def _bounded(parsed: Parsed, found: Annotations) -> Annotations:
    """An undated report with the bound that its content sets on its date, and the reason; it stays undated."""
    if found.report.published is not None:
        return found
    bounds, reason = bound_publication(parsed, found.timexes)
    if bounds is None:
        return found
    report = msgspec.structs.replace(found.report, published_bounds=bounds, published_basis=reason)
    return msgspec.structs.replace(found, report=report)


def group_reports(
    reports: Sequence[Report],
    families: dict[str, str],
    corrections: Sequence[Correction] = (),
    engine: Engine | None = None,
    background: Background | None = None,
) -> tuple[Grouping, tuple[Tie, ...]]:
    """Copies, ties and stories of a run, with what users said of them; the order of the reports changes nothing.

    Args:
        reports: of the run; ids differ.
        families: the user's, from `load_families`.
        corrections: of all kinds, in the order in which they were made.
        engine: does the work; without one it is done here.
        background: what is known of further reports of a store; it takes in what these show, and stories are grouped here.
    """
    ordered = sorted(reports, key=lambda r: r.id)
    elsewhere = engine is not None and not isinstance(engine, Here)
    align = align_by(engine) if engine and elsewhere else align_here
    copies, same_text = find_copies(ordered, align, background)
    copies = correct_copies(copies, corrections)
    ties = tie_reports(ordered, copies, families) + tie_corrections(corrections, (r.id for r in ordered))
    # on this machine, it would only be moved about
    if engine and elsewhere and not isinstance(engine, Processes) and background is None:
        stories, same_story = group_stories_by(engine, ordered, copies, ties)
    else:
        stories, same_story = group_stories(ordered, copies, ties, background)
    stories = correct_stories(stories, ties, {r.id: r for r in ordered}, corrections)
    return Grouping(stories=stories, copies=copies, judgements=same_text + same_story), ties


def join_reports(
    stream: StoryStream, reports: Iterable[Report], families: dict[str, str], corrections: Sequence[Correction] = ()
) -> Joined:
    """New reports placed among the stories of a stream: only the stories near to them are grouped anew.

    All are grouped anew each time there are twice as many as the last time, so that it costs a constant factor in all.

    Args:
        stream: is changed.
        reports: new ones in any order; those that the stream has are passed over.
        families: the user's, from `load_families`.
        corrections: of all kinds, in the order in which they were made.

    Raises:
        OnRecordError: a report has the id of another one.
    """
    new = _without_known(reports, stream.reports)
    if not new:
        return Joined(stories=(), changes=())
    if len(stream.reports) + len(new) >= 2 * stream.grouped_whole:
        stream.background, near, seeds = Background(), stream.whole(new), {*stream.reports, *(r.id for r in new)}
        stream.grouped_whole = len(seeds)
    else:
        near = find_neighbourhood(stream, new, (), stream.background, corrections)
        seeds = {r.id for r in new}
    grouping, _ = group_reports(list(near.reports.values()), families, corrections, background=stream.background)
    found, before = choose_concerned(grouping.stories, near, seeds)
    stories, stream.next_number = name_stories(found, before, stream.next_number)
    stream.take_in(new)
    stream.replace(before.keys(), stories, grouping)
    changed = [s for s in stories if s.id not in before or before[s.id].story != s]
    return Joined(stories=tuple(changed), changes=tuple(find_changes(before, stories, grouping.judgements)))


def _without_known(reports: Iterable[Report], known: Mapping[str, Report]) -> list[Report]:
    """The reports that are not known yet, each once."""
    found: dict[str, Report] = {}
    for report in reports:
        other = known.get(report.id) or found.get(report.id)
        if other is not None and other.text != report.text:
            raise OnRecordError(f"Two reports have the id {report.id!r}: give each its own.")
        if other is None:
            found[report.id] = report
    return list(found.values())


def compile_dossiers(
    grouping: Grouping,
    ties: Sequence[Tie],
    annotated: Sequence[Annotations],
    context: Context,
    engine: Engine | None = None,
) -> Iterator[Dossier]:
    """One dossier a story, in the order of the grouping; entity ids mean the same in all of them.

    Its entities have the mentions of its own reports, and its judgements are those on its reports, on the story, and on who is who among
    them: what other reports of the run say of an actor stands in the dossiers of theirs.

    Args:
        grouping: from `group_reports`, with its ties.
        ties: see there.
        annotated: annotations of its reports, any order.
        context: settings, the user's knowledge and corrections. The accounts of outlets that its `without` names are taken out of the
            dossiers; stories that have no other are passed over.
        engine: does the work; without one it is done here.

    Raises:
        OnRecordError: no report names an outlet of `without`, or all are of these outlets.
    """
    struck = reports_of(context.config.without, [a.report for a in annotated])
    annotated = [correct_findings(a, context.corrections) for a in annotated]
    entities, judgements = resolve_entities(sorted(annotated, key=lambda a: a.report.id), context)
    judged = Judged(grouping.judgements, judgements)
    materials = gather_materials(grouping, ties, annotated, entities, struck)
    for dossier in compile_by(engine or Here(), materials):
        yield msgspec.structs.replace(dossier, judgements=judged.of(dossier.story, dossier.entities))


def link_given(
    reports: Sequence[Report], mentions: Sequence[tuple[Evidence, MentionClass]], context: Context
) -> tuple[tuple[tuple[int, ...], ...], tuple[Judgement, ...]]:
    """Which of the given mentions mean one entity or one event, within the stories that the reports make up.

    Returns:
        Groups of indices into `mentions` and the reasons, as `link_mentions` gives them. A mention that stands in no headline or
        body, or holds no word, is alone in its group.
    """
    stories = {r: s.id for s in group_reports(reports, {})[0].stories for r in s.reports}
    annotated: list[Annotations] = []
    facts: list[MentionFacts | None] = [None] * len(mentions)
    for parsed in parse_reports(reports, load_parser(context.config.model), context.config.max_report):
        annotated.append(annotate_parsed(parsed, context))
        mine = [i for i, (e, _) in enumerate(mentions) if e.report == parsed.report.id]
        described = describe_mentions(parsed, annotated[-1], [(mentions[i][0].span, mentions[i][1]) for i in mine])
        for index, made in zip(mine, described, strict=True):
            facts[index] = made
    run_ids = {member: e.id for e in resolve_entities(annotated, context)[0] for member in e.members}
    told = [i for i, f in enumerate(facts) if f is not None]
    groups, judgements = link_mentions([f for f in facts if f is not None], stories, run_ids)
    alone: list[tuple[int, ...]] = [(i,) for i, f in enumerate(facts) if f is None]
    return tuple(sorted([tuple(told[i] for i in group) for group in groups] + alone)), judgements
