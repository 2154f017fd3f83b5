"""The record without some reports: the whole story is grouped and aligned first, and accounts are taken away afterwards.

What tied the others together through a struck report still ties them, and nothing is joined anew: to leave a report out never raises
the standing of a claim.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from onrecord.crossreport.entities import choose_name
from onrecord.crossreport.stories import headline_of
from onrecord.crossreport.view import StoryView, narrow_view
from onrecord.model import Copy, DossierEntity, Grouping, OnRecordError, Report, Story


def reports_of(outlets: Iterable[str], reports: Sequence[Report]) -> frozenset[str]:
    """The ids of the reports of some outlets.

    Args:
        outlets: as printed, in any case.
        reports: of the run.

    Raises:
        OnRecordError: no report names an outlet, or all reports are of these outlets.
    """
    folded = {name.casefold(): name for name in outlets}
    unknown = sorted(folded.keys() - {(r.outlet or "").casefold() for r in reports})
    if unknown:
        raise OnRecordError(f"no report names the outlet {folded[unknown[0]]!r}")
    struck = frozenset(r.id for r in reports if (r.outlet or "").casefold() in folded)
    if struck and len(struck) == len(reports):
        raise OnRecordError("no report would be left: all are of the outlets to leave out")
    return struck


def strike_out(grouping: Grouping, struck: Collection[str], reports: Mapping[str, Report]) -> Grouping:
    """A grouping without some reports; stories of which none is left are gone.

    Args:
        grouping: of all reports.
        struck: ids of the reports to leave out.
        reports: those that are left, by id; a story that was named by a struck one is named by one of the account that most of them print.
    """
    left = (strike_story(story, struck, reports) for story in grouping.stories)
    return msgspec.structs.replace(
        grouping, stories=tuple(s for s in left if s is not None), copies=strike_copies(grouping.copies, struck)
    )


def strike_story(story: Story, struck: Collection[str], reports: Mapping[str, Report]) -> Story | None:
    """A story without some reports, None where it has no other; see `strike_out`."""
    left = tuple(r for r in story.reports if r not in struck)
    if not left or left == story.reports:
        return story if left else None
    groups = tuple(
        msgspec.structs.replace(g, reports=kept)
        for g in story.groups
        if (kept := tuple(r for r in g.reports if r not in struck))
    )
    known = [reports[r] for r in left if r in reports]
    printed = any(story.title == r.title or story.title in r.text for r in known)
    # the account that most reports print says most likely what all are about
    foremost = [r for g in sorted(groups, key=lambda g: (-len(g.reports), g.reports)) for r in g.reports]
    title = (
        story.title
        if printed or not known
        else headline_of(next((reports[r] for r in foremost if r in reports), known[0]))
    )
    return msgspec.structs.replace(story, title=title, reports=left, groups=groups, independent=len(groups))


def strike_copies(copies: Iterable[Copy], struck: Collection[str]) -> tuple[Copy, ...]:
    """Groups of copies without some reports; the original is unknown where it was struck out."""
    found = []
    for copy in copies:
        kept = tuple(r for r in copy.reports if r not in struck)
        if len(kept) > 1:
            spans = tuple(e for e in copy.spans if e.report not in struck)
            original = copy.original if copy.original in kept else None
            found.append(msgspec.structs.replace(copy, reports=kept, spans=spans, original=original))
    return tuple(found)


def strike_view(view: StoryView, struck: Collection[str]) -> StoryView:
    """A view of a story without some reports, which remembers the whole. Entities are named as the reports that are left name them.

    Args:
        view: of the whole story.
        struck: ids of the reports to leave out; not all that it has.
    """
    if not any(map(view.holds, struck)):
        return view
    reports = {a.report.id: a.report for a in view.annotated}
    story = strike_story(view.story, struck, reports)
    if story is None:
        raise ValueError("every report of the story was struck out")
    entities = [_named_anew(view, entity, struck) for entity in view.entities]
    return narrow_view(view, story, entities, strike_copies(view.copies, struck))


def _named_anew(view: StoryView, entity: DossierEntity, struck: Collection[str]) -> DossierEntity:
    """An entity under names that the reports left print; a name that no report prints was given by the user and stays."""
    names: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    left = []
    for report, member in entity.members:
        found = next((e for e in view.of(report).entities if e.id == member), None) if view.holds(report) else None
        if found is not None:
            names[report in struck].update((found.name, *found.aliases))
            if report not in struck:
                left.append(found)
    if not left:
        return entity  # it has no mention here and will not be shown
    gone = names[True].keys() - names[False].keys()
    return msgspec.structs.replace(
        entity,
        name=choose_name(left) if entity.name in gone else entity.name,
        aliases=tuple(a for a in entity.aliases if a not in gone),
    )
