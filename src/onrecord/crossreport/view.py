"""One story with everything its stages need, looked up fast."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import msgspec

from onrecord.language.by_place import ByPlace
from onrecord.model import Annotations, Copy, DossierEntity, Judgement, Quotation, Story, Tie


@dataclass(frozen=True)
class StoryView:
    """A story, the annotations of its reports (sorted by report id) and what is known of them across reports."""

    story: Story
    annotated: tuple[Annotations, ...]
    entities: tuple[DossierEntity, ...]  # run-wide ids; only those mentioned in this story, with the mentions it makes
    ties: tuple[Tie, ...]  # between reports of this story
    copies: tuple[Copy, ...] = ()
    _whole: "StoryView | None" = field(default=None, repr=False, compare=False)
    _run_ids: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)
    _by_report: dict[str, Annotations] = field(default_factory=dict, repr=False, compare=False)
    _by_id: dict[str, DossierEntity] = field(default_factory=dict, repr=False, compare=False)

    def run_id(self, report: str, entity: str) -> str | None:
        """The run-wide id of an entity of a report's annotations; None if it was dropped."""
        return self._run_ids.get((report, entity))

    def run_ids(self, report: str, entities: Iterable[str]) -> frozenset[str]:
        """The run-wide ids of entities of a report's annotations, without those that were dropped."""
        return frozenset(run for e in entities if (run := self.run_id(report, e)) is not None)

    def entity(self, run_id: str) -> DossierEntity:
        """The entity with this run-wide id."""
        return self._by_id[run_id]

    def of(self, report: str) -> Annotations:
        """The annotations of a report of this story."""
        return self._by_report[report]

    def quotation(self, report: str, quotation: str | None) -> Quotation | None:
        """A quotation of a report by its id; None for the outlet's own voice."""
        return self._said.get((report, quotation or ""))

    def is_quoted(self, report: str, start: int, end: int) -> bool:
        """Whether characters of a report are touched by what somebody is quoted or cited with."""
        return report in self._contents and any(True for _ in self._contents[report].touching(start, end))

    @cached_property
    def _contents(self) -> dict[str, ByPlace[str]]:
        return {
            a.report.id: ByPlace((s.start, s.end, q.id) for q in a.quotations for s in q.content)
            for a in self.annotated
        }

    @cached_property
    def _said(self) -> dict[tuple[str, str], Quotation]:
        return {(a.report.id, q.id): q for a in self.annotated for q in a.quotations}

    @property
    def whole(self) -> "StoryView":
        """The story with the reports that were struck out of it. What tells the same is decided there, so that striking out an account
        only ever takes it away."""
        return self._whole or self

    def holds(self, report: str) -> bool:
        """Whether a report is of this story and was not struck out."""
        return report in self._by_report

    def knows(self, run_id: str) -> bool:
        """Whether there is an entity with this run-wide id."""
        return run_id in self._by_id

    @cached_property
    def bearers(self) -> dict[str, str]:
        """The entity that a name means in this story, folded, for speakers that were left as words; a name that two bear is left out."""
        if self._whole is not None:
            return self._whole.bearers
        found: dict[str, set[str]] = {}
        for entity in self.entities:
            for name in (entity.name, *entity.aliases, *(entity.name.split()[-1:] if entity.kind == "person" else ())):
                found.setdefault(name.casefold(), set()).add(entity.id)
        return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}

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
    """Gather what belongs to one story; of many stories of one run, make an `Index` once and ask it for the share of each.

    Args:
        story: its `reports` choose from the rest.
        annotated: of a whole run, any order.
        entities: of a whole run, with run-wide ids.
        ties: of a whole run. Reports that the story counts as one account are tied by that too, so that a claim can never rest on
            more accounts than its story has: they may be one through a third report that does not tell the claim.
        copies: of a whole run.
    """
    share = Index(annotated, entities, ties, copies).share(story)
    return StoryView(
        story=story,
        annotated=share.annotated,
        entities=share.entities,
        ties=share.ties + _one_account(story),
        copies=share.copies,
        _run_ids={member: e.id for e in share.entities for member in e.members},
        _by_report={a.report.id: a for a in share.annotated},
        _by_id={e.id: e for e in share.entities},
    )


def narrow_view(whole: StoryView, story: Story, entities: Iterable[DossierEntity], copies: Sequence[Copy]) -> StoryView:
    """A view of a part of a story that remembers the whole.

    Args:
        whole: the view of the story.
        story: the story with the reports that are left.
        entities: those of the whole.
        copies: those that are left.
    """
    return replace(view_story(story, whole.annotated, entities, whole.ties, copies), _whole=whole)


class Share(NamedTuple):
    """What of a run belongs to one story."""

    annotated: tuple[Annotations, ...]  # of its reports, by report id
    entities: tuple[DossierEntity, ...]  # with the mentions, members and judgements of its reports alone
    ties: tuple[Tie, ...]  # between two of its reports or more
    copies: tuple[Copy, ...]


class Index:
    """What a whole run found, by report: a story finds its part without a look at the rest, however many stories there are."""

    def __init__(
        self,
        annotated: Iterable[Annotations],
        entities: Iterable[DossierEntity],
        ties: Iterable[Tie] = (),
        copies: Sequence[Copy] = (),
    ) -> None:
        self._annotated = {a.report.id: a for a in annotated}
        self._entities, self._ties, self._copies = tuple(entities), tuple(ties), tuple(copies)
        self._members = _by_report(
            (n, r) for n, e in enumerate(self._entities) for r in dict.fromkeys(r for r, _ in e.members)
        )
        self._tied = _by_report((n, r) for n, t in enumerate(self._ties) for r in dict.fromkeys(t.reports))
        self._copied = _by_report((n, r) for n, c in enumerate(self._copies) for r in dict.fromkeys(c.reports))
        self._places = [_Places(e) for e in self._entities]

    def share(self, story: Story) -> Share:
        """What belongs to a story."""
        inside = dict.fromkeys(story.reports)
        tied = Counter(n for r in inside for n in self._tied.get(r, ()))
        return Share(
            annotated=tuple(self._annotated[r] for r in sorted(inside) if r in self._annotated),
            entities=tuple(self._places[n].within(inside) for n in _numbers(self._members, inside)),
            ties=tuple(_among(self._ties[n], inside) for n in sorted(tied) if tied[n] > 1),
            copies=tuple(self._copies[n] for n in _numbers(self._copied, inside)),
        )


class Judged:
    """The judgements of a run, by what they are on."""

    def __init__(self, grouping: Sequence[Judgement], entities: Sequence[Judgement]) -> None:
        """Index them.

        Args:
            grouping: on copies and stories: `a` and `b` are ids of reports, or `a` of a story.
            entities: as `resolve_entities` gives them.
        """
        self._grouping, self._entities = tuple(grouping), tuple(entities)
        self._by_subject = _by_report((n, x) for n, j in enumerate(self._grouping) for x in {j.a, j.b})
        self._by_entity = _by_report((n, j.a) for n, j in enumerate(self._entities) if ":" not in j.b)
        self._by_member = _by_report((n, j.b) for n, j in enumerate(self._entities) if ":" in j.b)

    def of(self, story: Story, entities: Sequence[DossierEntity]) -> tuple[Judgement, ...]:
        """Those on a story's reports and on the story, then those that tell who is who among its entities."""
        told = _numbers(self._by_subject, (*story.reports, story.id))
        members = _numbers(self._by_member, (f"{r}:{e}" for entity in entities for r, e in entity.members))
        who = sorted({*members, *_numbers(self._by_entity, (e.id for e in entities))})
        return tuple(self._grouping[n] for n in told) + tuple(self._entities[n] for n in who)


class _Places:
    """An entity, with where in it each report's share stands; made when it is first asked for."""

    def __init__(self, entity: DossierEntity) -> None:
        self.entity = entity
        self._shares: tuple[dict[str, list[int]], ...] | None = None

    def within(self, reports: Collection[str]) -> DossierEntity:
        """The entity with what these reports say of it."""
        entity = self.entity
        if self._shares is None:
            self._shares = (
                _by_report((n, m.report) for n, m in enumerate(entity.mentions)),
                _by_report((n, report) for n, (report, _) in enumerate(entity.members)),
                _by_report((n, j.with_.rpartition(":")[0]) for n, j in enumerate(entity.judgements)),
            )
        mentions, members, judgements = (_numbers(share, reports) for share in self._shares)
        return msgspec.structs.replace(
            entity,
            mentions=tuple(entity.mentions[n] for n in mentions),
            members=tuple(entity.members[n] for n in members),
            judgements=tuple(entity.judgements[n] for n in judgements),
        )


def _by_report(pairs: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, report in pairs:
        found.setdefault(report, []).append(number)
    return found


def _numbers(by_report: Mapping[str, Sequence[int]], reports: Iterable[str]) -> list[int]:
    """The numbers that stand under any of the reports, in order, each once."""
    return sorted({number for report in reports for number in by_report.get(report, ())})


def _among(tie: Tie, reports: Collection[str]) -> Tie:
    """A tie between these reports alone. A copy ties them through others too and stays whole; a publisher may have half the run."""
    if tie.kind == "copy":
        return tie
    return msgspec.structs.replace(tie, reports=tuple(r for r in tie.reports if r in reports))


def _one_account(story: Story) -> tuple[Tie, ...]:
    several = (group for group in story.groups if len(group.reports) > 1)
    return tuple(Tie(kind="account", reports=g.reports, reason=reason) for g in several for reason in g.reasons)
