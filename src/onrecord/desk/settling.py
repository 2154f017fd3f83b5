"""What all reports of a store say together: stories, actors, dossiers. Only what changed is compiled and written again."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from sqlalchemy import Connection

from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.report_corrections import correct_findings
from onrecord.desk.identities import keep_ids
from onrecord.model import (
    Annotations,
    Context,
    Copy,
    Correction,
    Dossier,
    DossierEntity,
    Grouping,
    Judgement,
    KnownEntity,
    Report,
    Story,
    Tie,
)
from onrecord.store.corrections import KeptCorrection, load_corrections
from onrecord.store.loading import current_analyses, load_annotations, load_entities, load_reports
from onrecord.store.opening import Store
from onrecord.store.saving import save_rows
from onrecord.store.story_saving import (
    SettledStory,
    StoryState,
    drop_stories,
    keep_setting,
    load_actor_members,
    load_setting,
    load_stories_state,
    next_number,
    save_actors,
    save_story,
    save_ties,
)

T = TypeVar("T")

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Settled:
    """What a settle did."""

    stories: int
    changed: int  # stories compiled anew
    gone: int


@dataclass(frozen=True)
class _Before:
    """The store before a settle."""

    stories: Mapping[str, StoryState]
    actors: Mapping[str, frozenset[tuple[str, str]]]
    next_story: int
    next_actor: int


def settle(store: Store, context: Context, progress: Progress | None = None) -> Settled:
    """Group all reports, resolve who is who, and compile the dossiers of the stories that changed; in one transaction.

    Args:
        store: open; reports without annotations are grouped, but say nothing yet.
        context: settings and the user's knowledge.
        progress: as for `add_reports`.

    The user's entities and publisher families are kept in the store: a settle that is given none uses those of the last that was.
    """
    with store.alone():
        return _settle(store, context, progress)


def _settle(store: Store, context: Context, progress: Progress | None) -> Settled:
    from onrecord.pipeline import group_reports

    with store.reading() as connection:
        context, families = _remembered(connection, context)
        kept = load_corrections(connection, undone=True)
        context = msgspec.structs.replace(context, corrections=tuple(k.correction for k in kept if not k.undone_at))
        touched = load_corrected(connection, _touched(kept), context.corrections)
        reports = list(load_reports(connection))
        slim = [
            Annotations(report=Report(id=r, text=""), entities=touched[r].entities if r in touched else e)
            for r, e in load_entities(connection)
        ]
        analysed = current_analyses(connection)
        before = _Before(
            load_stories_state(connection),
            load_actor_members(connection),
            next_number(connection, "story"),
            next_number(connection, "actor"),
        )
    grouping, ties = group_reports(reports, families, context.corrections)
    stories, next_story = _named_stories(grouping.stories, before)
    found, told = resolve_entities(slim, context)
    actors, judged, next_actor = _named_actors(found, told, before)
    run = _Run(grouping, ties, actors, judged, analysed, {r.id: r for r in reports}, context.corrections)
    changed = _compile_changed(store, stories, run, before, progress)
    with store.writing() as connection:
        gone = sorted(set(before.stories) - {s.id for s in stories})
        drop_stories(connection, [*gone, *(c.dossier.story.id for c in changed)])
        for one in changed:
            save_story(connection, one)
        save_rows(connection, list(touched.values()))
        moved = [a for a in actors if before.actors.get(a.id) != frozenset(a.members)]
        save_actors(connection, moved, sorted(set(before.actors) - {a.id for a in actors}))
        save_ties(connection, grouping.copies, ties, (*grouping.judgements, *judged))
        keep_setting(connection, "known", msgspec.json.encode(context.known).decode())
        keep_setting(connection, "families", msgspec.json.encode(families).decode())
        keep_setting(connection, "next story", str(next_story))
        keep_setting(connection, "next actor", str(next_actor))
    return Settled(len(stories), len(changed), len(gone))


def load_corrected(
    connection: Connection, ids: Sequence[str], corrections: Sequence[Correction]
) -> dict[str, Annotations]:
    """Report id -> its current annotations, with what people said of them."""
    return {r: correct_findings(a, corrections) for r, a in load_annotations(connection, ids).items()}


@dataclass(frozen=True)
class _Run:
    """What was found in all reports together."""

    grouping: Grouping
    ties: Sequence[Tie]
    actors: Sequence[DossierEntity]
    judgements: Sequence[Judgement]
    analysed: Mapping[str, str]  # report id -> id of its current analysis
    reports: Mapping[str, Report]
    corrections: tuple[Correction, ...]


def _remembered(connection: Connection, context: Context) -> tuple[Context, dict[str, str]]:
    """The context with the user's entities, and the user's publisher families: those given now, else those given before."""
    from onrecord.pipeline import load_families

    known, families = context.known, load_families(context.config.publishers)
    if not known and (text := load_setting(connection, "known")):
        known = msgspec.json.decode(text, type=tuple[KnownEntity, ...])
    if not families and (text := load_setting(connection, "families")):
        families = msgspec.json.decode(text, type=dict[str, str])
    return msgspec.structs.replace(context, known=known), families


def _touched(kept: Sequence[KeptCorrection]) -> list[str]:
    """Reports of which people corrected a finding, or did once: their rows are written anew."""
    of_findings = (k.correction for k in kept if k.correction.kind in ("split_entity", "speaker"))
    return sorted({e.report for c in of_findings for e in c.subject})


def _named_stories(found: Sequence[Story], before: _Before) -> tuple[list[Story], int]:
    known = {s.id: s.reports for s in before.stories.values()}
    rank = {s.id: s.number for s in before.stories.values()}
    number, named = before.next_story, []
    for story, kept in zip(found, keep_ids([set(s.reports) for s in found], known, rank), strict=True):
        named.append(msgspec.structs.replace(story, id=kept or f"s{number}"))
        number += kept is None
    return named, number


def _named_actors(
    found: Sequence[DossierEntity], judgements: Sequence[Judgement], before: _Before
) -> tuple[list[DossierEntity], list[Judgement], int]:
    """Actors under the ids they had; those of the user's own file keep theirs. Judgements follow."""
    rank = {a: int(a[1:]) if a[1:].isdigit() else 0 for a in before.actors}
    kept = keep_ids([set(e.members) for e in found], before.actors, rank)
    number, names = before.next_actor, {}
    for entity, old in zip(found, kept, strict=True):
        own = not (entity.id[:1] == "e" and entity.id[1:].isdigit())
        names[entity.id] = entity.id if own else old or f"a{number}"
        number += not own and old is None
    actors = [
        msgspec.structs.replace(
            e,
            id=names[e.id],
            metonym_of=names.get(e.metonym_of or "") if e.metonym_of else None,
            judgements=tuple(msgspec.structs.replace(j, with_=names.get(j.with_, j.with_)) for j in e.judgements),
        )
        for e in found
    ]
    judged = [msgspec.structs.replace(j, a=names.get(j.a, j.a), b=names.get(j.b, j.b)) for j in judgements]
    return actors, judged, number


def _compile_changed(
    store: Store, stories: Sequence[Story], run: _Run, before: _Before, progress: Progress | None
) -> list[SettledStory]:
    by_report: dict[str, list[DossierEntity]] = {}
    for actor in run.actors:
        for report in dict.fromkeys(r for r, _ in actor.members):
            by_report.setdefault(report, []).append(actor)
    ties = _by_report(run.ties, lambda tie: tie.reports)
    copies = _by_report(run.grouping.copies, lambda copy: copy.reports)
    judged = _by_report((*run.grouping.judgements, *run.judgements), lambda j: (j.a, j.b))
    changed = []
    for done, story in enumerate(stories, 1):
        inside = {a.id: a for r in story.reports for a in by_report.get(r, ())}
        view = _View(
            story,
            tuple(_within(a, story) for a in inside.values()),
            _joined(ties, story.reports),
            _joined(copies, story.reports),
            _joined(judged, (*story.reports, *inside)),
            tuple((r, run.analysed[r]) for r in story.reports if r in run.analysed),
            _corrections_of(run.corrections, story),
        )
        state = before.stories.get(story.id)
        fingerprint = view.fingerprint()
        if state is None or state.fingerprint != fingerprint:
            with store.reading() as connection:
                annotated = list(load_corrected(connection, story.reports, run.corrections).values())
            number = state.number if state else int(story.id[1:])
            dossier = _compile(view, annotated, run.reports)
            revision = state.revision + 1 if state else 1
            changed.append(SettledStory(dossier, number, revision, fingerprint, _days(story, run.reports)))
        if progress:
            progress("Compiling", done, len(stories))
    return changed


@dataclass(frozen=True)
class _View:
    """All that a story's dossier is made from, beside its annotations."""

    story: Story
    entities: tuple[DossierEntity, ...]
    ties: tuple[Tie, ...]
    copies: tuple[Copy, ...]
    judgements: tuple[Judgement, ...]
    analysed: tuple[tuple[str, str], ...]  # report id, id of its current analysis
    corrections: tuple[Correction, ...]

    def fingerprint(self) -> str:
        from onrecord.version import __version__

        things = (__version__, self.story, self.entities, self.ties, self.copies, self.analysed, self.corrections)
        return hashlib.sha256(msgspec.json.encode(things)).hexdigest()[:24]


def _corrections_of(corrections: Iterable[Correction], story: Story) -> tuple[Correction, ...]:
    here = frozenset(story.reports)
    return tuple(c for c in corrections if here.intersection(c.reports) or any(e.report in here for e in c.subject))


def _within(actor: DossierEntity, story: Story) -> DossierEntity:
    """An actor with those of its mentions that this story's reports make."""
    here = frozenset(story.reports)
    return msgspec.structs.replace(
        actor,
        mentions=tuple(m for m in actor.mentions if m.report in here),
        members=tuple(m for m in actor.members if m[0] in here),
        judgements=tuple(j for j in actor.judgements if j.with_.partition(":")[0] in here),
    )


def _compile(view: _View, annotated: Sequence[Annotations], reports: Mapping[str, Report]) -> Dossier:
    from onrecord.crossreport.view import view_story
    from onrecord.dossier.compiling import compile_story

    have = {a.report.id for a in annotated}
    every = [*annotated, *(Annotations(report=reports[r]) for r in view.story.reports if r not in have)]
    dossier = compile_story(view_story(view.story, every, view.entities, view.ties, view.copies))
    return msgspec.structs.replace(dossier, judgements=view.judgements)


def _days(story: Story, reports: Mapping[str, Report]) -> tuple[str | None, str | None]:
    from onrecord.reading.dates import day_bounds

    bounds = [b for r in story.reports if (b := day_bounds(reports[r].published)) is not None]
    return min((b[0] for b in bounds), default=None), max((b[1] for b in bounds), default=None)


def _by_report(items: Iterable[T], reports_of: Callable[[T], Iterable[str]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for item in items:
        for report in dict.fromkeys(reports_of(item)):
            found.setdefault(report, []).append(item)
    return found


def _joined(by_report: Mapping[str, list[T]], keys: Iterable[str]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for key in keys for item in by_report.get(key, ())))
