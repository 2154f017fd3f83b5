"""How surely an entity of one report is an identity known from others, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.crossreport.entity_keys import block_keys
from onrecord.language.countries import is_country_word
from onrecord.language.name_keys import name_words
from onrecord.language.name_matching import compare_names
from onrecord.language.name_people import take_apart
from onrecord.language.name_sounds import skeleton
from onrecord.model import Entity, KnownEntity

Verdict = tuple[bool | None, float, tuple[str, ...]]

#: Words that begin the names of bodies which every country has.
_EVERYWHERE = frozenset({
    "ministry", "department", "supreme", "high", "court", "parliament", "senate", "congress", "government", "army",
    "navy", "police", "national", "house", "cabinet", "central", "federal", "constitutional", "foreign", "interior",
    "air", "security", "labour", "labor", "opposition", "state", "chamber",
})  # fmt: skip
_LOOSE = frozenset({"organisation", "other", "place", "group"})


@dataclass(frozen=True)
class Side:
    """An entity of one report, with what is needed to compare it."""

    report: str
    number: int
    entity: Entity
    keys: tuple[str, ...]
    company: frozenset[str]  # what else the report names
    countries: frozenset[str]  # countries the report is about

    @cached_property
    def plain(self) -> str:
        return " ".join(name_words(self.entity.name))

    @property
    def member(self) -> str:
        return f"{self.report}:{self.entity.id}"

    @cached_property
    def words(self) -> tuple[str, ...]:
        return take_apart(self.entity.name).words

    @property
    def fullness(self) -> int:
        return min(4, len(self.words if self.entity.kind == "person" else name_words(self.entity.name)))

    @cached_property
    def is_safe(self) -> bool:
        """Whether the name says enough to be the same one wherever it is printed."""
        if self.entity.kind == "person":
            return len(self.words) > 1
        if self.entity.kind == "place":
            return True
        words = name_words(self.entity.name)
        everywhere = bool(words) and (words[0] in _EVERYWHERE or (len(words) < 3 and words[-1] in _EVERYWHERE))
        return not everywhere or self.entity.country is not None

    @cached_property
    def nominal(self) -> bool:
        """Whether the report never names it."""
        return all(m.form in ("description", "title", "pronoun") for m in self.entity.mentions)

    @cached_property
    def shape(self) -> tuple[object, ...]:
        """All that a verdict rests on beside the reports themselves."""
        e = self.entity
        return e.kind, e.name, e.aliases, e.country, e.period, e.latitude is None, self.nominal


@dataclass(frozen=True)
class Known:
    """An entity from the user's own file."""

    id: str
    entity: Entity
    keys: tuple[str, ...]
    not_same: frozenset[str]  # folded names and ids


def apply_known(known: Iterable[KnownEntity]) -> list[Known]:
    """The user's entities in the order of their ids."""
    found = []
    for entity in sorted(known, key=lambda k: k.id):
        record = Entity(
            id=entity.id,
            name=entity.name,
            kind=entity.kind,  # type: ignore[arg-type]
            country=entity.country,
            aliases=entity.aliases,
            roles=entity.roles,
        )
        apart = frozenset(" ".join(name_words(n)) for n in entity.not_same)
        found.append(Known(entity.id, record, block_keys(record), apart))
    return found


def judge(side: Side, members: Sequence[Side], known: Known | None) -> Verdict:
    """Whether an entity is the identity that the members make up: the verdict of the likeliest member, unless one forbids it."""
    if known is not None:
        verdict = _by_user(side, known)
        if verdict is not None:
            return verdict
    best: Verdict = (False, 0.0, ())
    known_shapes: dict[tuple[object, ...], tuple[Verdict, bool]] = {}
    for member in members[:12]:
        if side.report == member.report:
            verdict = _compare(side, member)
        else:
            seen = known_shapes.get(member.shape)
            if seen is not None and not seen[1]:
                continue  # its verdict would be that of the one before
            by_shape, is_open = seen or known_shapes.setdefault(member.shape, _by_shape(side, member))
            verdict = _weigh(side, member, by_shape) if is_open else by_shape
        if verdict[0] is False and verdict[1] < 0.04:
            return verdict
        if (verdict[0] is True, verdict[1]) > (best[0] is True, best[1]):
            best = verdict
    return best


def _by_user(side: Side, known: Known) -> Verdict | None:
    if side.plain in known.not_same:
        return False, 0.0, ("The user's file says that they are not the same.",)
    for mine in (side.entity.name, *side.entity.aliases):
        for theirs in (known.entity.name, *known.entity.aliases):
            if name_words(mine) == name_words(theirs) and (
                " " in mine.strip() or known.entity.kind != "person" or side.fullness == 1
            ):
                return True, 1.0, (f"The user's file gives “{theirs}” as a name of {known.entity.name}.",)
    if known.entity.kind == side.entity.kind and side.is_safe:
        judgement = compare_names(side.entity.name, known.entity.name, known.entity.kind)
        if judgement.same:
            return (
                True,
                0.95,
                (f"“{side.entity.name}” is a form of “{known.entity.name}” in the user's file.", *judgement.reasons),
            )
    return None


def _compare(a: Side, b: Side) -> Verdict:
    verdict, is_open = _by_shape(a, b)
    return _weigh(a, b, verdict) if is_open else verdict


def _by_shape(a: Side, b: Side) -> tuple[Verdict, bool]:
    """What kind, country, time and names say; and whether it rests with what else the reports tell."""
    for rule in _VETOES:
        reason = rule(a, b)
        if reason:
            return (False, 0.03, (reason,)), False
    if _is_country(a) and _is_country(b):
        return (True, 1.0, (f"Both name the country {a.entity.country}.",)), False
    if a.nominal or b.nominal:
        return _nominal(a, b), False
    if a.report == b.report:
        return (False, 0.1, ("The report tells them apart.",)), False
    best: Verdict = (False, 0.0, ())
    for mine in _names(a):
        for theirs in _names(b):
            judgement = compare_names(mine, theirs, _kind(a, b))
            if judgement.score > best[1] or (judgement.same and not best[0]):
                best = judgement.same, judgement.score, (f"“{mine}” and “{theirs}”: {judgement.reasons[0]}",)
    return best, best[0] is True and not (a.is_safe and b.is_safe)


def _is_country(side: Side) -> bool:
    """Whether it is a country, by name or adjective."""
    return (
        side.entity.kind == "place"
        and bool(side.entity.country)
        and side.entity.latitude is None
        and is_country_word(side.entity.name)
    )


def _names(side: Side) -> tuple[str, ...]:
    """Names to compare by: surnames alone only where the report gives no more."""
    if side.entity.kind != "person":
        return (side.entity.name, *side.entity.aliases)[:4]
    return (side.entity.name, *(a for a in side.entity.aliases if len(take_apart(a).words) > 1))[:3]


def _kind(a: Side, b: Side) -> str:
    return "organisation" if a.entity.kind != b.entity.kind else a.entity.kind


def _weigh(a: Side, b: Side, verdict: Verdict) -> Verdict:
    """A name that says little needs support from what the reports share."""
    _, score, reasons = verdict
    if a.entity.kind == "person" and not _one_spelling(a.words[-1], b.words[-1]):
        return None, 0.4, (*reasons, "A bare surname in another spelling says too little.")
    shared = sorted((a.company & b.company) - {a.entity.name.casefold(), b.entity.name.casefold()})
    roles = {r.casefold() for r in a.entity.roles} & {r.casefold() for r in b.entity.roles}
    if roles:
        return True, score, (*reasons, f"Both are called “{min(roles)}”.")
    if shared:
        return True, min(score, 0.8), (*reasons, f"Both reports also name {', '.join(shared[:2])}.")
    if a.entity.kind != "person" and a.countries & b.countries:
        return True, min(score, 0.7), (*reasons, f"Both reports are about {min(a.countries & b.countries)}.")
    return None, 0.5, (*reasons, "Nothing else in the two reports speaks for it.")


def _one_spelling(a: str, b: str) -> bool:
    """Whether two surnames are the same, or long enough that two spellings are no accident."""
    return a == b or (min(len(a), len(b)) > 5 and skeleton(a) == skeleton(b))


def _nominal(a: Side, b: Side) -> Verdict:
    """Entities that are only described: "the Libyan government"."""
    if a.nominal and b.nominal and a.entity.country and a.plain == b.plain and a.report != b.report:
        return True, 0.8, (f"Both reports speak of the {a.entity.name}.",)
    return False, 0.2, ("One of them is described only.",)


def _other_kind(a: Side, b: Side) -> str | None:
    kinds = {a.entity.kind, b.entity.kind}
    if len(kinds) == 1:
        return None
    if "person" in kinds:
        return None if a.plain == b.plain and len(a.words) > 1 else "One is a person, the other is not."
    if kinds <= _LOOSE and (
        a.plain == b.plain or kinds == {"organisation", "other"} or kinds == {"organisation", "group"}
    ):
        return None
    return f"One is a {a.entity.kind}, the other a {b.entity.kind}."


def _other_country(a: Side, b: Side) -> str | None:
    if a.entity.kind != "person" and a.entity.country and b.entity.country and a.entity.country != b.entity.country:
        return f"One belongs to {a.entity.country}, the other to {b.entity.country}."
    return None


def _demonym(a: Side, b: Side) -> str | None:
    peoples = [s.entity.kind == "group" and s.entity.country is not None for s in (a, b)]
    return "One is a people, the other is not." if peoples[0] != peoples[1] else None


def _other_time(a: Side, b: Side) -> str | None:
    """ "The Libyan government" of 2011 is not that of 2020."""
    if a.entity.period != b.entity.period and (a.nominal or b.nominal):
        return f"One is of {a.entity.period or 'the time of the report'}, the other of {b.entity.period or 'the time of the report'}."
    return None


_VETOES = (_other_kind, _other_country, _demonym, _other_time)
