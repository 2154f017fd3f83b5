"""What a story's dossier is made from, whether all reports were settled or only the new ones; and the dossier."""

import hashlib
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import msgspec

from onrecord.model import (
    Annotations,
    Copy,
    Correction,
    DossierEntity,
    Judgement,
    Report,
    Story,
    Tie,
)
from onrecord.store.story_saving import SettledStory, StoryState

if TYPE_CHECKING:
    from onrecord.scale.engines import Engine

T = TypeVar("T")


@dataclass(frozen=True)
class StoryMaterial:
    """All that a story's dossier is made from, beside its annotations."""

    story: Story
    entities: tuple[DossierEntity, ...]  # with what this story's reports say of them
    ties: tuple[Tie, ...]  # among its reports
    copies: tuple[Copy, ...]
    judgements: tuple[Judgement, ...]
    analysed: tuple[tuple[str, str], ...]  # report id, id of its current analysis
    corrections: tuple[Correction, ...]

    def fingerprint(self) -> str:
        """The same for the same material and version of onrecord."""
        from onrecord.version import __version__

        things = (__version__, self.story, self.entities, self.ties, self.copies, self.analysed, self.corrections)
        return hashlib.sha256(msgspec.json.encode(things)).hexdigest()[:24]


def within(actor: DossierEntity, story: Story) -> DossierEntity:
    """An actor with those of its mentions that this story's reports make."""
    here = frozenset(story.reports)
    return msgspec.structs.replace(
        actor,
        mentions=tuple(m for m in actor.mentions if m.report in here),
        members=tuple(m for m in actor.members if m[0] in here),
        judgements=tuple(j for j in actor.judgements if j.with_.rpartition(":")[0] in here),
    )


def ties_within(ties: Iterable[Tie], story: Story) -> tuple[Tie, ...]:
    """The ties between reports of a story, without the others that they hold: a further report elsewhere changes nothing here."""
    here = frozenset(story.reports)
    found = []
    for tie in ties:
        inside = tuple(sorted(here.intersection(tie.reports)))
        if len(inside) > 1:
            found.append(msgspec.structs.replace(tie, reports=inside))
    return tuple(sorted(dict.fromkeys(found), key=lambda t: (t.kind, t.reports, t.reason)))


def corrections_of(corrections: Iterable[Correction], story: Story) -> tuple[Correction, ...]:
    """What users said of a story's reports."""
    here = frozenset(story.reports)
    return tuple(c for c in corrections if here.intersection(c.reports) or any(e.report in here for e in c.subject))


def compile_material(
    material: StoryMaterial, annotated: Sequence[Annotations], reports: Mapping[str, Report], state: StoryState | None
) -> SettledStory:
    """The dossier of a story, ready to be kept.

    Args:
        material: of the story.
        annotated: of its reports, with what users said of them.
        reports: all of its reports, by id.
        state: what the store knew of the story; None for a new one.
    """
    from onrecord.scale.engines import Here

    return next(compile_materials(Here(), [(material, annotated, state)], reports))


def compile_materials(
    engine: "Engine",
    given: Iterable[tuple[StoryMaterial, Sequence[Annotations], StoryState | None]],
    reports: Mapping[str, Report],
) -> Iterator[SettledStory]:
    """`compile_material` for several stories, by an engine; in order.

    Args:
        engine: does the work.
        given: read a few ahead.
        reports: of all these stories, by id.
    """
    from onrecord.spreading import StoryParts, compile_by

    waiting: deque[tuple[StoryMaterial, StoryState | None]] = deque()

    def parts() -> Iterator[StoryParts]:
        for material, annotated, state in given:
            waiting.append((material, state))
            story, have = material.story, {a.report.id for a in annotated}
            every = (*annotated, *(Annotations(report=reports[r]) for r in story.reports if r not in have))
            yield StoryParts(story, every, material.entities, material.ties, material.copies)

    for dossier in compile_by(engine, parts()):
        material, state = waiting.popleft()
        yield SettledStory(
            msgspec.structs.replace(dossier, judgements=material.judgements),
            state.number if state else int(material.story.id[1:]),
            state.revision + 1 if state else 1,
            material.fingerprint(),
            _days(material.story, reports),
            dict(material.analysed),
        )


def _days(story: Story, reports: Mapping[str, Report]) -> tuple[str | None, str | None]:
    from onrecord.reading.dates import day_bounds

    bounds = [b for r in story.reports if (b := day_bounds(reports[r].published)) is not None]
    return min((b[0] for b in bounds), default=None), max((b[1] for b in bounds), default=None)


def judged_of(
    judgements: Iterable[Judgement], story: Story, members: Iterable[tuple[str, str]], actors: Collection[str]
) -> tuple[Judgement, ...]:
    """The judgements on a story's reports, on its entities, and on pairs of its actors."""
    things = frozenset((*story.reports, *(f"{r}:{e}" for r, e in members)))
    return tuple(
        j
        for j in judgements
        if j.b in things or (j.a in actors and j.b in actors if j.kind == "entity" else j.a in things)
    )
