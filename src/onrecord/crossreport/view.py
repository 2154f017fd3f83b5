"""One story with everything its stages need, looked up fast."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.model import Annotations, Copy, DossierEntity, Story, Tie


@dataclass(frozen=True)
class StoryView:
    """A story, the annotations of its reports (sorted by report id) and what is known of them across reports."""

    story: Story
    annotated: tuple[Annotations, ...]
    entities: tuple[DossierEntity, ...]  # run-wide ids; only those mentioned in this story
    ties: tuple[Tie, ...]  # between reports of this story
    copies: tuple[Copy, ...] = ()
    _run_ids: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)
    _by_report: dict[str, Annotations] = field(default_factory=dict, repr=False, compare=False)
    _by_id: dict[str, DossierEntity] = field(default_factory=dict, repr=False, compare=False)

    def run_id(self, report: str, entity: str) -> str | None:
        """The run-wide id of an entity of a report's annotations; None if it was dropped."""
        return self._run_ids.get((report, entity))

    def entity(self, run_id: str) -> DossierEntity:
        """The entity with this run-wide id."""
        return self._by_id[run_id]

    def of(self, report: str) -> Annotations:
        """The annotations of a report of this story."""
        return self._by_report[report]

    def outlet(self, report: str) -> str:
        """What a report's account is called: its outlet, or its id where the outlet is unknown."""
        return outlet_name(self._by_report[report])


def outlet_name(annotations: Annotations) -> str:
    """The outlet as printed, or "(report id)" where none is known: two unknown outlets are never taken for one."""
    return annotations.report.outlet or f"({annotations.report.id})"


def view_story(
    story: Story,
    annotated: Iterable[Annotations],
    entities: Iterable[DossierEntity],
    ties: Iterable[Tie] = (),
    copies: Sequence[Copy] = (),
) -> StoryView:
    """Gather what belongs to one story.

    Args:
        story: its `reports` choose from the rest.
        annotated: of a whole run, any order.
        entities: of a whole run, with run-wide ids.
        ties: of a whole run. Reports that the story counts as one account are tied by that too, so that a claim can never rest on
            more accounts than its story has: they may be one through a third report that does not tell the claim.
        copies: of a whole run.
    """
    inside = frozenset(story.reports)
    mine = tuple(sorted((a for a in annotated if a.report.id in inside), key=lambda a: a.report.id))
    here = tuple(e for e in entities if any(report in inside for report, _ in e.members))
    return StoryView(
        story=story,
        annotated=mine,
        entities=here,
        ties=tuple(t for t in ties if sum(r in inside for r in t.reports) > 1) + _one_account(story),
        copies=tuple(c for c in copies if inside.intersection(c.reports)),
        _run_ids={member: e.id for e in here for member in e.members},
        _by_report={a.report.id: a for a in mine},
        _by_id={e.id: e for e in here},
    )


def _one_account(story: Story) -> tuple[Tie, ...]:
    several = (group for group in story.groups if len(group.reports) > 1)
    return tuple(Tie(kind="account", reports=g.reports, reason=reason) for g in several for reason in g.reasons)
