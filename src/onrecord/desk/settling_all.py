"""All reports of a store grouped, all its actors resolved, and the dossiers compiled of the stories that this changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from sqlalchemy import Connection

from onrecord.crossreport.background import Background
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.entity_keys import block_keys
from onrecord.crossreport.identities import keep_ids
from onrecord.crossreport.joining import find_changes, name_stories
from onrecord.crossreport.report_corrections import correct_findings
from onrecord.desk.backgrounds import pack_background
from onrecord.desk.story_material import (
    StoryMaterial,
    compile_materials,
    corrections_of,
    judged_of,
    ties_within,
    within,
)
from onrecord.model import (
    Annotations,
    Context,
    Correction,
    DossierEntity,
    Entity,
    Grouping,
    Judgement,
    Report,
    Story,
    Tie,
)
from onrecord.scale.engines import chunked, open_engine
from onrecord.scale.shelf import Shelf
from onrecord.store.actor_saving import load_actor_members, save_actors
from onrecord.store.background_saving import save_background
from onrecord.store.corrections import KeptCorrection
from onrecord.store.loading import current_analyses, load_annotations, load_entities, load_reports
from onrecord.store.opening import Store
from onrecord.store.saving import save_rows
from onrecord.store.story_saving import (
    SettledStory,
    StoryState,
    drop_stories,
    keep_setting,
    load_stories_state,
    next_number,
    save_story,
    save_story_changes,
)
from onrecord.store.tie_saving import save_ties
from onrecord.version import __version__

T = TypeVar("T")
Progress = Callable[[str, int, int], None]

_WRITTEN = 64  # stories in memory while they are written


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


def settle_all(
    store: Store,
    context: Context,
    families: dict[str, str],
    kept: Sequence[KeptCorrection],
    progress: Progress | None = None,
) -> Settled:
    """Settle all reports of a store anew.

    Args:
        store: open, with no other program settling it.
        context: settings, the user's entities, and the corrections that hold.
        families: the user's publisher families.
        kept: all corrections, those undone too: what they were about is written anew.
        progress: as for `settle`.
    """
    from onrecord.pipeline import group_reports

    with store.reading() as connection:
        touched = load_corrected(connection, _corrected(kept), context.corrections)
        reports = list(load_reports(connection))
        slim = [
            Annotations(report=Report(id=r, text=""), entities=touched[r].entities if r in touched else e)
            for r, e in load_entities(connection)
        ]
        analysed = current_analyses(connection)
        before = _read_before(connection)
    told, number = progress or (lambda *_: None), len(reports)
    background = Background()
    with Shelf(SettledStory) as changed:  # in one transaction, and not in memory until then
        with open_engine(context.config) as engine:
            told("Grouping", 0, 0)
            grouping, ties = group_reports(reports, families, context.corrections, engine, background)
            stories, next_story = name_stories(grouping.stories, before.stories, before.next_story)
            told("Grouping", number, number)
            told("Telling who is who", 0, 0)
            actors, judged, next_actor = _named_actors(*resolve_entities(slim, context), before)
            told("Telling who is who", number, number)
            run = _Run(grouping, ties, actors, judged, analysed, {r.id: r for r in reports}, context.corrections)
            changed.put(compile_materials(engine, _changed_materials(store, stories, run, before, told), run.reports))
        with store.writing() as connection:
            gone = sorted(set(before.stories) - {s.id for s in stories})
            drop_stories(connection, gone)
            _save_stories(connection, changed, told)
            save_rows(connection, list(touched.values()))
            gone_actors = sorted(set(before.actors) - {a.id for a in actors})
            save_actors(connection, actors, gone_actors, _keys(actors, slim))
            save_ties(connection, grouping.copies, ties, (*grouping.judgements, *judged))
            save_story_changes(connection, find_changes(before.stories, stories, grouping.judgements))
            save_background(connection, pack_background(background))
            numbers = {"next story": next_story, "next actor": next_actor, "settled whole": number}
            _keep_settings(connection, context, families, kept, numbers)
        return Settled(len(stories), len(changed), len(gone))


def _read_before(connection: Connection) -> _Before:
    return _Before(
        load_stories_state(connection),
        load_actor_members(connection),
        next_number(connection, "story"),
        next_number(connection, "actor"),
    )


def _keep_settings(
    connection: Connection,
    context: Context,
    families: Mapping[str, str],
    kept: Sequence[KeptCorrection],
    numbers: Mapping[str, int],
) -> None:
    """Note what the store was settled with: another settle goes on from there, or anew where any of it is another."""
    settings = {
        "known": msgspec.json.encode(context.known).decode(),
        "families": msgspec.json.encode(families).decode(),
        "settled by": __version__,
        "settled corrections": msgspec.json.encode(sorted(k.id for k in kept if not k.undone_at)).decode(),
        **{key: str(number) for key, number in numbers.items()},
    }
    for key, value in settings.items():
        keep_setting(connection, key, value)


def _save_stories(connection: Connection, changed: Shelf[SettledStory], told: Progress) -> None:
    """Stories in place of what they were before."""
    done = 0
    for some in chunked(changed, _WRITTEN):
        drop_stories(connection, [one.dossier.story.id for one in some])
        for one in some:
            save_story(connection, one)
        done += len(some)
        told("Writing", done, len(changed))


def load_corrected(
    connection: Connection, ids: Sequence[str], corrections: Sequence[Correction]
) -> dict[str, Annotations]:
    """Report id -> its current annotations, with what people said of them."""
    return {r: correct_findings(a, corrections) for r, a in load_annotations(connection, ids).items()}


def _corrected(kept: Sequence[KeptCorrection]) -> list[str]:
    """Reports of which people corrected a finding, or did once: their rows are written anew."""
    return changed_rows(k.correction for k in kept)


def changed_rows(corrections: Iterable[Correction]) -> list[str]:
    """Reports whose findings some corrections change, or would."""
    of_findings = (c for c in corrections if c.kind in ("split_entity", "speaker"))
    return sorted({e.report for c in of_findings for e in c.subject})


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


def _keys(actors: Sequence[DossierEntity], annotated: Sequence[Annotations]) -> dict[str, set[str]]:
    """Actor id -> the keys of all of its members."""
    memo: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...]] = {}
    of: dict[tuple[str, str], tuple[str, ...]] = {}
    for a in annotated:
        for e in a.entities:
            of[a.report.id, e.id] = keys_of(e, memo)
    return {actor.id: {k for m in actor.members for k in of.get(m, ())} for actor in actors}


def keys_of(entity: Entity, memo: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...]]) -> tuple[str, ...]:
    """The keys of an entity; the same names are taken apart once."""
    name = (entity.kind, entity.name, entity.aliases)
    if name not in memo:
        memo[name] = block_keys(entity)
    return memo[name]


def _changed_materials(
    store: Store, stories: Sequence[Story], run: _Run, before: _Before, told: Progress
) -> Iterator[tuple[StoryMaterial, list[Annotations], StoryState | None]]:
    """What the stories are made from whose dossiers are to be compiled anew."""
    by_report: dict[str, list[DossierEntity]] = {}
    for actor in run.actors:
        for report in dict.fromkeys(r for r, _ in actor.members):
            by_report.setdefault(report, []).append(actor)
    ties = _by_report(run.ties, lambda tie: tie.reports)
    copies = _by_report(run.grouping.copies, lambda copy: copy.reports)
    judged = _by_report((*run.grouping.judgements, *run.judgements), _judged_things)
    for done, story in enumerate(stories, 1):
        inside = {a.id: a for r in story.reports for a in by_report.get(r, ())}
        entities = tuple(within(a, story) for a in inside.values())
        members = [m for a in entities for m in a.members]
        material = StoryMaterial(
            story,
            entities,
            ties_within(_joined(ties, story.reports), story),
            _joined(copies, story.reports),
            judged_of(_joined(judged, (*story.reports, *inside)), story, members, inside),
            tuple((r, run.analysed[r]) for r in story.reports if r in run.analysed),
            corrections_of(run.corrections, story),
        )
        state = before.stories.get(story.id)
        if state is None or state.fingerprint != material.fingerprint():
            with store.reading() as connection:
                annotated = list(load_corrected(connection, story.reports, run.corrections).values())
            yield material, annotated, state
        told("Compiling", done, len(stories))


def _judged_things(judgement: Judgement) -> tuple[str, ...]:
    """What a judgement is looked up by: two reports, the report of an entity ("report id:entity id"), or two actors."""
    if judgement.kind == "entity" and ":" in judgement.b:
        return (judgement.b.rpartition(":")[0],)
    return judgement.a, judgement.b


def _by_report(items: Iterable[T], reports_of: Callable[[T], Iterable[str]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for item in items:
        for report in dict.fromkeys(reports_of(item)):
            found.setdefault(report, []).append(item)
    return found


def _joined(by_report: Mapping[str, list[T]], keys: Iterable[str]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for key in keys for item in by_report.get(key, ())))
