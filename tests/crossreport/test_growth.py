"""What needs all reports never compares all with all: how often two things are laid side by side grows with the reports, not with their
square. Counted, not timed; the times are `benchmarks/growth.py`'s."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from benchmarks.load_corpus import make_reports

from onrecord.crossreport import entity_blocks, entity_scoring, linkage, view
from onrecord.crossreport.copies import align_here, find_copies
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.publishers import tie_reports
from onrecord.crossreport.stories import group_stories
from onrecord.crossreport.view import Index, Judged, view_story
from onrecord.model import Annotations, Context, Entity, Mention, Report

MOST = 2.5  # times as often a report; all with all would be four times

Make = Callable[..., Report]


class Tally:
    """How often functions were called."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch, self.times = patch, Counter[str]()

    def watch(self, owner: object, name: str, stage: str) -> None:
        function = getattr(owner, name)

        def counted(*given: Any, **named: Any) -> Any:
            self.times[stage] += 1
            return function(*given, **named)

        self.patch.setattr(owner, name, counted)

    def align(self, *given: Any) -> Any:
        self.times["copies"] += len(given[2])
        return align_here(*given)


def people(number: int) -> Iterator[tuple[str, ...]]:
    """Who is named in each of so many reports: three of a world that grows with them, every fourth by surname alone."""
    chance = random.Random(number)
    syllables = [a + b for a in "bdgklmnprst" for b in "aeiou"]
    surnames = ["".join(chance.choices(syllables, k=chance.choice((3, 4)))).title() + "r" for _ in range(number // 3)]
    given = ("Anna", "Karim", "Olga", "Peter")
    for _ in range(number):
        named = chance.sample(surnames, 3)
        yield tuple(s if chance.random() < 0.25 else f"{chance.choice(given)} {s}" for s in named)


def annotate(report: Report, names: tuple[str, ...]) -> Annotations:
    place = Mention(start=0, end=4, form="name")
    named = tuple(Entity(id=f"e{n}", name=name, kind="person", mentions=(place,)) for n, name in enumerate(names, 1))
    return Annotations(report=report, entities=named)


def compared(make: Make, patch: pytest.MonkeyPatch, number: int) -> dict[str, float]:
    """Comparisons of texts a report, by stage."""
    tally = Tally(patch)
    tally.watch(linkage, "closeness", "stories")
    tally.watch(view._Places, "within", "views")
    reports = [make(**row) for row in make_reports(number, 0.3, filling=1)]
    copies, same_text = find_copies(reports, tally.align)
    ties = tie_reports(reports, copies, {})
    stories, same_story = group_stories(reports, copies, ties)
    annotated = [annotate(r, names) for r, names in zip(reports, people(number), strict=True)]
    entities, same_entity = resolve_entities(annotated, Context())
    index, judged = Index(annotated, entities, ties, copies), Judged((*same_text, *same_story), same_entity)
    for story in stories:
        share = index.share(story)
        tally.times["judgements told"] += len(judged.of(story, view_story(story, *share).entities))
    return {stage: times / number for stage, times in tally.times.items()}


def told_apart(make: Make, patch: pytest.MonkeyPatch, number: int) -> dict[str, float]:
    """Comparisons of names a report."""
    tally = Tally(patch)
    tally.watch(entity_blocks, "judge", "entities")
    tally.watch(entity_scoring, "compare_names", "names")
    report = make("They were there.")
    named = enumerate(people(number))
    resolve_entities([annotate(msgspec.structs.replace(report, id=f"r{n:05}"), names) for n, names in named], Context())
    return {stage: times / number for stage, times in tally.times.items()}


@pytest.mark.parametrize(
    ("count", "few", "stages"),
    [(compared, 150, {"copies", "stories", "views", "judgements told"}), (told_apart, 500, {"entities", "names"})],
)
def test_no_stage_compares_all_with_all(
    make: Make, monkeypatch: pytest.MonkeyPatch, count: Callable[..., dict[str, float]], few: int, stages: set[str]
) -> None:
    found = []
    for number in (few, 4 * few):
        with monkeypatch.context() as patch:
            found.append(count(make, patch, number))
    assert set(found[0]) == set(found[1]) == stages
    assert {s: found[1][s] / found[0][s] for s in stages if found[1][s] > MOST * found[0][s]} == {}
