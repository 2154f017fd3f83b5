"""The list of a run's stories: one line a story, the most told first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.dossier.html import render
from onrecord.dossier.lookup import look_up
from onrecord.dossier.sections.accounts import dates_of
from onrecord.dossier.visible import slug
from onrecord.dossier.wording import count
from onrecord.model import Dossier


@dataclass(frozen=True)
class IndexLine:
    """A story in the list."""

    folder: str
    title: str
    facts: tuple[str, ...]
    outlets: tuple[str, ...]
    reports: int
    independent: int


def render_index(dossiers: Iterable[Dossier]) -> str:
    """The page that leads to the dossiers, each in the folder `folder_name` gives it."""
    return render_lines([index_line(d, folder_name(d)) for d in dossiers])


def index_line(dossier: Dossier, folder: str) -> IndexLine:
    """What the list says of a story: enough to let go of the dossier itself."""
    look = look_up(dossier)
    kinds = [c.alignment for c in dossier.claims]
    facts = [
        count(len(look.reports), "report"),
        count(dossier.story.independent, "independent account"),
        dates_of(look),
    ]
    corroborated, disputed = kinds.count("corroborated"), kinds.count("disputed")
    facts += [f"{count(corroborated, 'claim')} told by several"] if corroborated else []
    facts += [f"{disputed} disputed"] if disputed else []
    outlets = tuple(dict.fromkeys(t.outlet for t in look.tags.values()))
    return IndexLine(
        folder, dossier.story.title or "(no title)", tuple(facts), outlets, len(look.reports), dossier.story.independent
    )


def render_lines(lines: Sequence[IndexLine]) -> str:
    """The page for lines gathered one by one."""
    ordered = sorted(lines, key=lambda line: (-line.independent, -line.reports, line.title, line.folder))
    told = [line for line in ordered if line.reports > 1]
    alone = [line for line in ordered if line.reports == 1]
    reports = sum(line.reports for line in ordered)
    facts = (count(len(ordered), "story", "stories"), count(reports, "report"))
    return render("index.html.j2", told=told, alone=alone, facts=facts)


def folder_name(dossier: Dossier) -> str:
    """A folder name that every file system takes: the story's id and words of its title, letters, digits and hyphens only."""
    return "-".join(
        part
        for part in ("story", slug(dossier.story.id, 40).removeprefix("story-"), slug(dossier.story.title, 48))
        if part
    )
