"""All sections of a dossier's page in one record: what the template reads, and nothing it would have to work out."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.dossier.lookup import Lookup, Ref, look_up
from onrecord.dossier.sections.accounts import AccountItem, account_items, dates_of
from onrecord.dossier.sections.claims import ClaimItem, Standing, claim_items, foremost, what_stands
from onrecord.dossier.sections.figures import FigureGroup, figure_groups
from onrecord.dossier.sections.matrix import Matrix, claim_matrix
from onrecord.dossier.sections.namings import NamedItem, named_items
from onrecord.dossier.sections.outlets import OutletItem, outlet_items
from onrecord.dossier.sections.problems import ProblemItem, problem_items
from onrecord.dossier.sections.quotations import Speaker, speakers
from onrecord.dossier.sections.texts import TextItem, text_items
from onrecord.dossier.sections.timeline import Timeline, timeline
from onrecord.dossier.visible import visible
from onrecord.dossier.wording import count
from onrecord.model import Annotations, Dossier

#: A page of thousands of claims is read by nobody and opened by no browser; the rest is in the tables and counted on the page.
MOST_CLAIMS = 200
MOST_OUTLETS = 24


@dataclass(frozen=True)
class Page:
    """A dossier in words and places."""

    title: str
    facts: tuple[str, ...]  # the line under the title
    accounts: tuple[AccountItem, ...]
    standing: Standing
    claims: tuple[ClaimItem, ...]  # at most MOST_CLAIMS
    claims_left: int  # how many more are only in the files beside the page
    matrix: Matrix
    speakers: tuple[Speaker, ...]
    timeline: Timeline
    figures: tuple[FigureGroup, ...]
    named: tuple[NamedItem, ...]
    outlets: tuple[OutletItem, ...]
    problems: tuple[ProblemItem, ...]
    texts: tuple[TextItem, ...]
    made_by: str


def make_page(dossier: Dossier, annotated: Iterable[Annotations] = (), most_texts: int | None = None) -> Page:
    """Everything the page of a story shows.

    Args:
        dossier: of one story.
        annotated: annotations of its reports; without them times are not underlined in the texts.
        most_texts: texts that the page holds; None: all, as a page must that is read on its own.
    """
    look = look_up(dossier)
    every = claim_items(look)
    claims = foremost(every, MOST_CLAIMS)
    page = Page(
        title=dossier.story.title or "(no title)",
        facts=_facts(look),
        accounts=account_items(look),
        standing=what_stands(every),
        claims=claims,
        claims_left=len(every) - len(claims),
        matrix=claim_matrix(look, claims, MOST_OUTLETS),
        speakers=speakers(look),
        timeline=timeline(look),
        figures=figure_groups(look),
        named=named_items(look),
        outlets=outlet_items(look, every, frozenset(c.id for c in claims)),
        problems=problem_items(look),
        texts=(),
        made_by=dossier.made_by,
    )
    sections = (page.accounts, page.claims, page.speakers, page.timeline, page.figures, page.named, page.problems)
    return dataclasses.replace(page, texts=text_items(look, annotated, all_refs(sections), most_texts))


def _facts(look: Lookup) -> tuple[str, ...]:
    story = look.dossier.story
    facts: tuple[str, ...] = (
        count(len(look.reports), "report"),
        count(story.independent or len(look.groups), "independent account"),
        dates_of(look),
    )
    if look.unread:
        facts += (f"{len(look.unread)} not analysed: what they tell is not here",)
    without = look.dossier.without
    return (*facts, f"without {', '.join(map(visible, without))}, whose accounts were taken out") if without else facts


def all_refs(thing: object) -> Iterator[Ref]:
    """Every place in a report that something leads to, however deep it lies in a section."""
    if isinstance(thing, Ref):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from all_refs(part)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from all_refs(getattr(thing, field.name))
