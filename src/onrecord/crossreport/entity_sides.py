"""Entities of reports, with what they are compared by."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.crossreport.entity_keys import asking_keys, block_keys
from onrecord.language.name_keys import name_words
from onrecord.language.name_people import plain_words, take_apart
from onrecord.model import Annotations, Entity

#: Words that begin the names of bodies which every country has.
_EVERYWHERE = frozenset({
    "ministry", "department", "supreme", "high", "court", "parliament", "senate", "congress", "government", "army",
    "navy", "police", "national", "house", "cabinet", "central", "federal", "constitutional", "foreign", "interior",
    "air", "security", "labour", "labor", "opposition", "state", "chamber",
})  # fmt: skip


@dataclass(frozen=True, eq=False)
class Shape:
    """What an entity says of itself; one object for all entities of a run that say the same."""

    kind: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    period: str | None
    has_point: bool  # whether its place on the map is known
    nominal: bool  # whether its report never names it
    keys: tuple[str, ...]  # its blocks

    @cached_property
    def asking_keys(self) -> tuple[str, ...]:
        return asking_keys(self.kind, self.name, self.keys)

    @cached_property
    def plain(self) -> str:
        return " ".join(name_words(self.name))

    @cached_property
    def folded(self) -> str:
        return self.name.casefold()

    @cached_property
    def words(self) -> tuple[str, ...]:
        return take_apart(self.name).words

    @cached_property
    def fullness(self) -> int:
        return min(4, len(self.words if self.kind == "person" else name_words(self.name)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names to compare by: surnames alone only where the report gives no more."""
        if self.kind != "person":
            return (self.name, *self.aliases)[:4]
        return (self.name, *(a for a in self.aliases if len(take_apart(a).words) > 1))[:3]

    @cached_property
    def plain_names(self) -> tuple[tuple[str, str], ...] | None:
        """Those of a person that are a given name and a surname each; None for one that has another name, and for any other kind."""
        if self.kind != "person" or self.nominal:
            return None
        found = tuple(dict.fromkeys(map(plain_words, self.names)))
        return None if None in found else found  # type: ignore[return-value]

    @cached_property
    def is_safe(self) -> bool:
        """Whether the name says enough to be the same one wherever it is printed."""
        if self.kind == "person":
            return len(self.words) > 1
        if self.kind == "place":
            return True
        words = name_words(self.name)
        everywhere = bool(words) and (words[0] in _EVERYWHERE or (len(words) < 3 and words[-1] in _EVERYWHERE))
        return not everywhere or self.country is not None


@dataclass(frozen=True, slots=True)
class Side:
    """An entity of one report."""

    report: str
    number: int
    entity: Entity
    member: str  # "report id:entity id"
    shape: Shape
    roles: frozenset[str]  # folded
    offices: frozenset[str]  # the last words of the roles: "minister" of "civil protection minister"
    company: frozenset[str]  # what else the report names, folded
    countries: frozenset[str]  # countries the report is about


def take_sides(annotated: Sequence[Annotations], wanted: Collection[tuple[str, str]] | None = None) -> list[Side]:
    """The entities of the reports with what they are compared by: all, or those wanted as (report id, entity id)."""
    found = []
    shapes: dict[Hashable, Shape] = {}
    for annotations in annotated:
        report = annotations.report.id
        company = frozenset(
            e.name.casefold() for e in annotations.entities if e.kind in ("person", "organisation", "other")
        )
        places = frozenset(e.country for e in annotations.entities if e.country)
        for number, entity in enumerate(annotations.entities):
            if wanted is not None and (report, entity.id) not in wanted:
                continue
            roles = frozenset(r.casefold() for r in entity.roles) if entity.roles else _NO_ROLES
            offices = frozenset(r.split()[-1] for r in roles if r.split()) if roles else _NO_ROLES
            shape = _shape_of(entity, shapes)
            found.append(Side(report, number, entity, f"{report}:{entity.id}", shape, roles, offices, company, places))
    return found


_NO_ROLES: frozenset[str] = frozenset()


def _shape_of(entity: Entity, shapes: dict[Hashable, Shape]) -> Shape:
    nominal = all(m.form in ("description", "title", "pronoun") for m in entity.mentions)
    said = (
        entity.kind,
        entity.name,
        entity.aliases,
        entity.country,
        entity.period,
        entity.latitude is not None,
        nominal,
    )
    shape = shapes.get(said)
    if shape is None:
        shape = shapes[said] = Shape(*said, block_keys(entity))
    return shape
