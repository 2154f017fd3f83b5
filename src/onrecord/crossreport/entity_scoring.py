"""How surely an entity of one report is an identity known from others, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.crossreport.entity_keys import block_keys
from onrecord.crossreport.entity_sides import Shape, Side
from onrecord.language.countries import is_country_word
from onrecord.language.name_keys import name_words
from onrecord.language.name_matching import compare_names
from onrecord.language.name_sounds import skeleton
from onrecord.model import Entity, KnownEntity

Verdict = tuple[bool | None, float, tuple[str, ...]]
#: What two entities say of themselves; and whether it rests with what else their reports tell.
ByShape = tuple[Verdict, bool]

ASKED = 12  # members of an identity, the first, that an entity is compared with

_BY_ROLE = 0.1  # what a title that both bear adds: "President Hale" is the president of that name, not the first lady

_LOOSE = frozenset({"organisation", "other", "place", "group"})


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


def judge(
    side: Side, members: Sequence[Side], known: Known | None, heard: dict[Shape, ByShape]
) -> tuple[Verdict, bool]:
    """Whether an entity is the identity that the members make up: the verdict of the likeliest member, unless one forbids it.

    Args:
        side: the entity.
        members: those of the identity; the first dozen are asked.
        known: the user's own entity that the identity is.
        heard: what entities of the side's shape were told before, by the shape of who told it; grows.

    Returns:
        The verdict; and whether every entity of the side's shape would hear it, whatever else its report tells.
    """
    verdict = _by_user(side.shape, known) if known is not None else None
    if verdict is not None:
        return verdict, True
    best: Verdict = (False, 0.0, ())
    shape, said, is_open, is_settled = None, best, False, True
    for member in members[:ASKED]:
        if side.report == member.report:
            verdict, is_settled = _in_one_report(side.shape, member.shape), False
        elif member.shape is shape and not is_open:
            continue  # says the same again
        else:
            if member.shape is not shape:
                shape = member.shape
                said, is_open = heard.get(shape) or heard.setdefault(shape, _by_shape(side.shape, shape))
            verdict = said
            if is_open:
                verdict, is_settled = _weigh(side, member, said), False
        if verdict[0] is False and verdict[1] < 0.04:
            return verdict, is_settled
        if (verdict[0] is True, verdict[1]) > (best[0] is True, best[1]):
            best = verdict
    return best, is_settled


def _by_user(shape: Shape, known: Known) -> Verdict | None:
    if shape.plain in known.not_same:
        return False, 0.0, ("The user's file says that they are not the same.",)
    for mine in (shape.name, *shape.aliases):
        for theirs in (known.entity.name, *known.entity.aliases):
            if name_words(mine) == name_words(theirs) and (
                " " in mine.strip() or known.entity.kind != "person" or shape.fullness == 1
            ):
                return True, 1.0, (f"The user's file gives “{theirs}” as a name of {known.entity.name}.",)
    if known.entity.kind == shape.kind and shape.is_safe:
        judgement = compare_names(shape.name, known.entity.name, known.entity.kind)
        if judgement.same:
            return (
                True,
                0.95,
                (f"“{shape.name}” is a form of “{known.entity.name}” in the user's file.", *judgement.reasons),
            )
    return None


def _in_one_report(a: Shape, b: Shape) -> Verdict:
    apart = 0.2 if a.nominal or b.nominal else 0.1
    return _by_facts(a, b) or (False, apart, ("The report tells them apart.",))


def _by_shape(a: Shape, b: Shape) -> ByShape:
    """What kind, country, time and names say; and whether it rests with what else the reports tell."""
    verdict = _by_facts(a, b)
    if verdict is not None:
        return verdict, False
    if a.nominal or b.nominal:
        return _nominal(a, b), False
    best: Verdict = (False, 0.0, ())
    kind = a.kind if a.kind == b.kind else "organisation"
    for mine in a.names:
        for theirs in b.names:
            judgement = compare_names(mine, theirs, kind)
            if judgement.score > best[1] or (judgement.same and not best[0]):
                best = judgement.same, judgement.score, (f"“{mine}” and “{theirs}”: {judgement.reasons[0]}",)
    return best, best[0] is True and not (a.is_safe and b.is_safe)


def _by_facts(a: Shape, b: Shape) -> Verdict | None:
    """What is plain without comparing names."""
    for rule in _VETOES:
        reason = rule(a, b)
        if reason:
            return False, 0.03, (reason,)
    if _is_country(a) and _is_country(b):
        return True, 1.0, (f"Both name the country {a.country}.",)
    return None


def _is_country(shape: Shape) -> bool:
    """Whether it is a country, by name or adjective."""
    return shape.kind == "place" and bool(shape.country) and not shape.has_point and is_country_word(shape.name)


def _weigh(a: Side, b: Side, verdict: Verdict) -> Verdict:
    """A name that says little needs support from what the reports share."""
    _, score, reasons = verdict
    kind = a.shape.kind
    if kind == "person" and not _one_spelling(a.shape.words[-1], b.shape.words[-1]):
        return None, 0.4, (*reasons, "A bare surname in another spelling says too little.")
    if a.roles and b.roles and (common := (a.roles & b.roles) or (a.offices & b.offices)):
        return True, min(1.0, score + _BY_ROLE), (*reasons, f"Both are called “{min(common)}”.")
    shared = () if a.company.isdisjoint(b.company) else (a.company & b.company) - {a.shape.folded, b.shape.folded}
    if shared:
        return True, min(score, 0.8), (*reasons, f"Both reports also name {', '.join(sorted(shared)[:2])}.")
    if kind != "person" and a.countries & b.countries:
        return True, min(score, 0.7), (*reasons, f"Both reports are about {min(a.countries & b.countries)}.")
    return None, 0.5, (*reasons, "Nothing else in the two reports speaks for it.")


def _one_spelling(a: str, b: str) -> bool:
    """Whether two surnames are the same, or long enough that two spellings are no accident."""
    return a == b or (min(len(a), len(b)) > 5 and skeleton(a) == skeleton(b))


def _nominal(a: Shape, b: Shape) -> Verdict:
    """Entities that are only described: "the Libyan government"."""
    if a.nominal and b.nominal and a.country and a.plain == b.plain:
        return True, 0.8, (f"Both reports speak of the {a.name}.",)
    return False, 0.2, ("One of them is described only.",)


def _other_kind(a: Shape, b: Shape) -> str | None:
    kinds = {a.kind, b.kind}
    if len(kinds) == 1:
        return None
    if "person" in kinds:
        return None if a.plain == b.plain and len(a.words) > 1 else "One is a person, the other is not."
    if kinds <= _LOOSE and (
        a.plain == b.plain or kinds == {"organisation", "other"} or kinds == {"organisation", "group"}
    ):
        return None
    return f"One is a {a.kind}, the other a {b.kind}."


def _other_country(a: Shape, b: Shape) -> str | None:
    if a.kind != "person" and a.country and b.country and a.country != b.country:
        return f"One belongs to {a.country}, the other to {b.country}."
    return None


def _demonym(a: Shape, b: Shape) -> str | None:
    peoples = [s.kind == "group" and s.country is not None for s in (a, b)]
    return "One is a people, the other is not." if peoples[0] != peoples[1] else None


def _other_time(a: Shape, b: Shape) -> str | None:
    """ "The Libyan government" of 2011 is not that of 2020."""
    if a.period != b.period and (a.nominal or b.nominal):
        return f"One is of {a.period or 'the time of the report'}, the other of {b.period or 'the time of the report'}."
    return None


_VETOES = (_other_kind, _other_country, _demonym, _other_time)
