"""New reports of a store placed among its stories and actors: only what they touch is grouped, resolved and compiled.

The rules are those by which all are settled (`settle_all`). What may differ is written in docs/store.md; tests/desk/test_settling.py states
how much at most.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.crossreport.background import Background
from onrecord.crossreport.joining import choose_concerned, find_changes, find_neighbourhood, name_stories
from onrecord.crossreport.publishers import tie_reports
from onrecord.desk.actor_joining import JoinedActors, join_actors
from onrecord.desk.backgrounds import pack_background
from onrecord.desk.settling_all import Settled, changed_rows, load_corrected
from onrecord.desk.store_archive import StoreArchive
from onrecord.desk.story_material import (
    StoryMaterial,
    compile_material,
    corrections_of,
    judged_of,
    ties_within,
)
from onrecord.model import (
    Annotations,
    Context,
    Copy,
    Correction,
    DossierEntity,
    DossierMention,
    EntityJudgement,
    Judgement,
    Report,
    Story,
    StoryChange,
    Tie,
)
from onrecord.store.actor_saving import grow_actors, load_actors, load_actors_of
from onrecord.store.background_saving import save_background
from onrecord.store.loading import current_analyses, load_dossier, load_reports
from onrecord.store.opening import Store
from onrecord.store.saving import save_rows
from onrecord.store.schema_stories import stories as stories_table
from onrecord.store.story_saving import (
    SettledStory,
    StoryState,
    drop_stories,
    keep_setting,
    load_stories_state,
    next_number,
    save_story,
    save_story_changes,
    stories_of,
)
from onrecord.store.tie_saving import (
    load_copies,
    load_copy_ties,
    load_judgements,
    replace_entity_judgements,
    replace_ties,
)

Progress = Callable[[str, int, int], None]
_OF_STORIES = frozenset({"same_story", "not_same_story", "same_copy", "not_copy"})


@dataclass(frozen=True)
class News:
    """What no settle has seen."""

    new: tuple[str, ...]  # reports that are in no story
    anew: tuple[str, ...]  # reports that were analysed anew
    changed: tuple[Correction, ...]  # corrections made or taken back
    analysed: Mapping[str, str]  # of the new ones and those analysed anew: report id -> id of the current analysis
    holding: tuple[int, ...]  # numbers of the corrections that hold

    @property
    def is_nothing(self) -> bool:
        return not (self.new or self.anew or self.changed)


@dataclass
class _Placed:
    """What became of the stories."""

    stories: list[Story] = field(default_factory=list)  # that were grouped anew and that this concerns
    before: dict[str, StoryState] = field(default_factory=dict)  # what they are made of
    copies: tuple[Copy, ...] = ()
    ties: tuple[Tie, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    reports: dict[str, Report] = field(default_factory=dict)
    changes: list[StoryChange] = field(default_factory=list)
    next_story: int = 1

    @property
    def touched(self) -> frozenset[str]:
        return frozenset(r for s in self.stories for r in s.reports)


def settle_new(  # noqa: PLR0913 - what is known, what is new, and where to tell of it
    store: Store,
    context: Context,
    families: dict[str, str],
    news: News,
    background: Background,
    progress: Progress | None = None,
) -> Settled:
    """Settle what is new.

    Args:
        store: open, with no other program settling it.
        context: settings, the user's entities, and the corrections that hold.
        families: the user's publisher families.
        news: what no settle has seen.
        background: of all reports; it takes in the new ones.
        progress: as for `settle`.
    """
    with store.reading() as connection:
        placed = _place_stories(connection, context, families, news, background)
        rows = changed_rows(news.changed)
        entities = {r for c in news.changed if c.kind == "split_entity" for r in changed_rows([c])}
        fresh = load_corrected(connection, sorted({*news.new, *news.anew, *entities}), context.corrections)
        actors = join_actors(connection, fresh, news.changed, context)
        touched = _touched(connection, placed, actors, news)
        changed = []
        for done, (story, state) in enumerate(touched, 1):
            one = _compile(connection, story, state, _Sources(placed, actors, context, families))
            if one is not None:
                changed.append(one)
            if progress:
                progress("Compiling", done, len(touched))
        corrected = list(load_corrected(connection, rows, context.corrections).values())
    with store.writing() as connection:
        ids = {s.id for s in placed.stories}
        gone = sorted(placed.before.keys() - ids)
        drop_stories(connection, [*gone, *(c.dossier.story.id for c in changed)])
        for one in changed:
            save_story(connection, one)
        save_rows(connection, corrected)
        replace_ties(connection, placed.touched, placed.copies, placed.ties, placed.judgements)
        judged = {j.b for j in actors.judgements} | {f"{r}:{e}" for r, e in actors.loose}
        replace_entity_judgements(connection, judged, [])
        grow_actors(connection, actors.grown, actors.loose)
        replace_entity_judgements(connection, (), actors.judgements)
        save_story_changes(connection, placed.changes)
        save_background(connection, pack_background(background))
        keep_setting(connection, "next story", str(placed.next_story))
        keep_setting(connection, "next actor", str(actors.next_actor))
        keep_setting(connection, "settled corrections", msgspec.json.encode(news.holding).decode())
        number = connection.scalar(select(func.count()).select_from(stories_table)) or 0
    return Settled(number, len(changed), len(gone))


def _place_stories(
    connection: Connection, context: Context, families: dict[str, str], news: News, background: Background
) -> _Placed:
    """The new reports and the stories near to them, grouped anew; of the outcome what concerns the new ones."""
    from onrecord.pipeline import group_reports

    named = {r for c in news.changed if c.kind in _OF_STORIES for r in c.reports}
    if not news.new and not named:
        return _Placed(next_story=next_number(connection, "story"))
    new = list(load_reports(connection, news.new))
    near = find_neighbourhood(StoreArchive(connection), new, named, background, context.corrections)
    grouping, ties = group_reports(list(near.reports.values()), families, context.corrections, background=background)
    stories, before = choose_concerned(grouping.stories, near, {*news.new, *named})
    found, number = name_stories(stories, before, next_number(connection, "story"))
    return _Placed(
        found,
        before,
        grouping.copies,
        ties,
        grouping.judgements,
        near.reports,
        find_changes(before, found, grouping.judgements),
        number,
    )


def _touched(
    connection: Connection, placed: _Placed, actors: JoinedActors, news: News
) -> list[tuple[Story, StoryState | None]]:
    """The stories to compile: those that hold other reports than before, and those of reports that say something else now."""
    said = {e.report for c in news.changed for e in (*c.subject, *c.against)}
    anew = {*news.new, *news.anew, *said, *actors.moved_in, *(r for c in news.changed for r in c.reports)}
    found: list[tuple[Story, StoryState | None]] = []
    for story in placed.stories:
        state = placed.before.get(story.id)
        if state is None or state.reports != frozenset(story.reports) or anew.intersection(story.reports):
            found.append((story, state))
    others = sorted(set(stories_of(connection, anew - placed.touched).values()))
    states = load_stories_state(connection, others)
    for name in others:
        dossier = load_dossier(connection, name)
        if dossier is not None:
            found.append((dossier.story, states[name]))
    return found


@dataclass(frozen=True)
class _Sources:
    """Where the material of a story comes from."""

    placed: _Placed
    actors: JoinedActors
    context: Context
    families: dict[str, str]


def _compile(connection: Connection, story: Story, state: StoryState | None, sources: _Sources) -> SettledStory | None:
    """The story compiled; None where nothing of it changed."""
    placed, corrections = sources.placed, sources.context.corrections
    reports = {r.id: r for r in load_reports(connection, story.reports)}
    annotated = load_corrected(connection, story.reports, corrections)
    grouped = placed.touched.issuperset(story.reports)
    copies = placed.copies if grouped else load_copies(connection, story.reports)
    ties = (
        placed.ties
        if grouped
        else [
            *load_copy_ties(connection, story.reports),
            *tie_reports(list(reports.values()), (), sources.families),
        ]
    )
    entities, judgements = _entities(connection, story, annotated, sources.actors)
    analyses = current_analyses(connection, story.reports)
    here = frozenset(story.reports)
    judged = placed.judgements if grouped else load_judgements(connection, ("copy", "story"), story.reports)
    material = StoryMaterial(
        story,
        entities,
        ties_within(ties, story),
        tuple(c for c in copies if here.intersection(c.reports)),
        judged_of(judged, story, (), ()) + judgements,
        tuple((r, analyses[r]) for r in story.reports if r in analyses),
        corrections_of(corrections, story),
    )
    if state is not None and state.fingerprint == material.fingerprint():
        return None
    return compile_material(material, list(annotated.values()), reports, state)


def _entities(
    connection: Connection, story: Story, annotated: Mapping[str, Annotations], actors: JoinedActors
) -> tuple[tuple[DossierEntity, ...], tuple[Judgement, ...]]:
    """The actors of a story with what its reports say of them, and why they are whom they are."""
    homes = {m: actors.absorbed.get(a, a) for m, a in load_actors_of(connection, story.reports).items()}
    members = [(r, e.id) for r in story.reports if r in annotated for e in annotated[r].entities]
    homes = {m: actors.homes.get(m) or homes[m] for m in members if m in actors.homes or m in homes}
    grown = {g.record.id: g.record for g in actors.grown}
    records = load_actors(connection, set(homes.values()) - grown.keys()) | grown
    judged = [j for j in actors.judgements if j.b in {f"{r}:{e}" for r, e in members}]
    asked = {f"{r}:{e}" for r, e in members} - {j.b for j in judged} - {f"{r}:{e}" for r, e in actors.loose}
    ids = set(homes.values())
    judged += load_judgements(connection, ("entity",), asked)
    judged += [j for j in actors.judgements if j.a in ids and j.b in ids]
    judged += [j for j in load_judgements(connection, ("entity",), ids) if j.a in ids]
    mentions: dict[str, list[DossierMention]] = {}
    for report, entity in ((r, e) for r in story.reports if r in annotated for e in annotated[r].entities):
        if (report, entity.id) in homes:
            mentions.setdefault(homes[report, entity.id], []).extend(
                DossierMention(report=report, start=m.start, end=m.end, form=m.form, label=m.label)
                for m in entity.mentions
            )
    why: dict[str, list[EntityJudgement]] = {}
    for j in judged:
        if ":" in j.b:
            why.setdefault(homes.get(_member(j.b), ""), []).append(
                EntityJudgement(with_=j.b, same=bool(j.same), score=j.score, reasons=j.reasons)
            )
    made = [
        msgspec.structs.replace(
            records[actor],
            mentions=tuple(mentions.get(actor, ())),
            members=tuple(m for m in members if homes.get(m) == actor),
            judgements=tuple(sorted(why.get(actor, ()), key=lambda j: j.with_)),
        )
        for actor in dict.fromkeys(homes.values())
    ]
    return tuple(made), tuple(msgspec.structs.replace(j, a=homes.get(_member(j.b), j.a)) for j in judged)


def _member(name: str) -> tuple[str, str]:
    report, _, entity = name.rpartition(":")
    return report, entity
