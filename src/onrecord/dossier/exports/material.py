"""What every export starts from: the dossiers of a run, the annotations behind them, and what is asked of both again and again."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from onrecord.dossier.visible import slug, visible
from onrecord.model import Annotations, Dossier, DossierEntity, Entity, Mention, Report, Sentence, Span

T = TypeVar("T")

_NAMING = frozenset({"name", "acronym"})


@dataclass(frozen=True)
class Known:
    """One identity of the run with all that its reports say of it."""

    id: str
    name: str
    kind: str
    members: tuple[tuple[str, Entity], ...]  # (report id, the entity in its annotations), by report id

    @cached_property
    def mentions(self) -> tuple[tuple[str, Mention], ...]:
        return tuple((report, m) for report, entity in self.members for m in entity.mentions)

    @cached_property
    def is_named(self) -> bool:
        """Whether a report prints a name of it: without one it is nobody that another tool could look up."""
        return any(m.form in _NAMING for _, m in self.mentions)

    @cached_property
    def first(self) -> tuple[str, int, int]:
        """The characters of its first mention: what tells it from every other identity, in every run."""
        return min((report, m.start, m.end) for report, m in self.mentions)

    @cached_property
    def country(self) -> str | None:
        return _agreed(entity.country for _, entity in self.members)

    @cached_property
    def sector(self) -> str | None:
        return _agreed(entity.sector for _, entity in self.members)

    @cached_property
    def wikidata(self) -> str | None:
        return _agreed(entity.wikidata for _, entity in self.members)

    @cached_property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude."""
        return _agreed(
            (e.latitude, e.longitude) if e.latitude is not None and e.longitude is not None else None
            for _, e in self.members
        )


def _agreed(values: Iterable[T | None]) -> T | None:
    """The value that all who say one give; None where they differ or nobody does."""
    found = {value for value in values if value is not None}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True)
class Material:
    """The dossiers of a run with their annotations, looked up fast."""

    dossiers: tuple[Dossier, ...]
    annotated: tuple[Annotations, ...]  # of the dossiers' reports, by report id
    entities: dict[str, Known]  # by run-wide id
    _by_id: dict[str, Annotations] = field(repr=False)
    _run_ids: dict[tuple[str, str], str] = field(repr=False)

    def annotations(self, report: str) -> Annotations:
        return self._by_id[report]

    def report(self, report: str) -> Report:
        return self._by_id[report].report

    def run_id(self, report: str, entity: str | None) -> str | None:
        """The run-wide id of an entity of a report's annotations."""
        return self._run_ids.get((report, entity)) if entity else None

    def sentence(self, report: str, span: Span) -> tuple[int, Sentence] | None:
        """The sentence that a span lies in, with its number from 1; None where no sentence holds all of it."""
        sentences = self._by_id[report].sentences
        number = bisect.bisect_right(sentences, span.start, key=lambda s: s.start)
        return (number, sentences[number - 1]) if number and sentences[number - 1].span.contains(span) else None

    def exact(self, report: str, spans: Iterable[Span]) -> str:
        text = self.report(report).text
        return " … ".join(s.of(text) for s in spans)


def gather(dossiers: Sequence[Dossier], annotated: Iterable[Annotations]) -> Material:
    """The material of an export.

    Args:
        dossiers: of one run, so that an entity's id means the same in all.
        annotated: at least those of the dossiers' reports; for a report without any, its bare text is taken.
    """
    given = {a.report.id: a for a in annotated}
    here = {r.id: given.get(r.id, Annotations(report=r)) for d in dossiers for r in d.reports}
    by_id = {id: here[id] for id in sorted(here)}
    local = {(id, e.id): e for id, a in by_id.items() for e in a.entities}
    merged: dict[str, list[DossierEntity]] = {}
    for dossier in dossiers:
        for entity in dossier.entities:
            merged.setdefault(entity.id, []).append(entity)
    entities = {id: known for id, same in merged.items() if (known := _known(same, local)).mentions}
    run_ids = {(report, e.id): known.id for known in entities.values() for report, e in known.members}
    return Material(tuple(dossiers), tuple(by_id.values()), entities, by_id, run_ids)


def _known(same: Sequence[DossierEntity], local: dict[tuple[str, str], Entity]) -> Known:
    members = sorted({m for entity in same for m in entity.members if m in local})
    return Known(same[0].id, same[0].name, same[0].kind, tuple((report, local[report, e]) for report, e in members))


def plain(text: str) -> str:
    """Text of others on one line, unseen characters named, without spaces at its ends or twice."""
    return " ".join(visible(text).split())


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """A safe and unused file name for each id, without an ending."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id in ids:
        base = slug(id) or "report"
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        names[id] = name
    return names
