"""Identities that grow: the entities of new reports join those known, without resolving all reports anew.

The same keys, comparisons and rulings decide as in `resolve_entities`. What differs: identities known stay one, and each is compared by a
few of its members. Only those that no report names in full are placed anew too: a new report may say who "Mokoena" is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from onrecord.crossreport.entities import describe_identity, same_names, settle_group
from onrecord.crossreport.entity_blocks import Blocks, Identity
from onrecord.crossreport.entity_corrections import Rulings, read_rulings
from onrecord.crossreport.entity_scoring import apply_known
from onrecord.crossreport.entity_sides import Side, take_sides
from onrecord.model import Annotations, Context, DossierEntity

Member = tuple[str, str]  # report id, entity id


@dataclass(frozen=True)
class Joined:
    """An identity that new members have joined, or that is new."""

    standing: tuple[str, ...]  # ids of the known identities that it continues; several have become one
    own_id: str | None  # of the user's own file
    entity: DossierEntity  # as the new members alone make it; without id, and `metonym_of` names a member "report id:entity id"
    others: tuple[tuple[str, bool | None, float, tuple[str, ...]], ...] = ()
    # what it was compared with and not joined to: (a known id, or "#2" for the third of the answer; same, score, reasons)


@dataclass(eq=False)
class _Growing:
    identity: Identity
    standing: list[str] = field(default_factory=list)
    loose: list[Side] = field(default_factory=list)


def join_entities(
    annotated: Sequence[Annotations],
    loose: Collection[Member],
    standing: Mapping[str, Sequence[Member]],
    context: Context,
) -> tuple[Joined, ...]:
    """Place the entities of new reports among the identities known.

    Args:
        annotated: the reports of all members named here, any order.
        loose: the entities to be placed.
        standing: id -> some members of each identity that may be asked about, the oldest first; those that corrections name must be among
            them.
        context: the user's known entities and corrections.

    Returns:
        The identities that gained members or became one with others. Each loose entity is in exactly one.
    """
    sides = take_sides(annotated, {*loose, *(m for members in standing.values() for m in members)})
    rulings = read_rulings(context.corrections, annotated)
    by_member = {(s.report, s.entity.id): s for s in sides}
    growing = _known(standing, by_member, context)
    blocks = Blocks()
    named: dict[tuple[str, ...], Identity] = {}
    of: dict[int, _Growing] = {id(g.identity): g for g in growing}
    movable = {id(g.identity) for g in growing if _is_movable(g)}
    for g in growing:
        if id(g.identity) not in movable:
            _enter(g.identity, g.identity.sides, blocks, named)
    groups: list[tuple[list[Side], _Growing | None]] = [
        (group, None) for group in same_names([s for m, s in by_member.items() if m in loose], rulings)
    ]
    groups += [(g.identity.sides, g) for g in growing if id(g.identity) in movable]
    for group, mover in sorted(groups, key=lambda item: _order(item[0], item[1] is not None)):
        home = _ruled(group, rulings, growing) or _same_name(group, named, rulings) if mover is None else None
        home = home or settle_group(group, blocks, rulings)
        if mover is not None:
            home = _moved(mover, home, of)
        elif id(home) not in of:
            of[id(home)] = _Growing(home)
            growing.append(of[id(home)])
        if mover is None:
            of[id(home)].loose += group
            home.sides += group
        _enter(home, group, blocks, named)
    return _answer(growing, {m: m for m in (s.member for s in sides)})


def _known(
    standing: Mapping[str, Sequence[Member]], by_member: Mapping[Member, Side], context: Context
) -> list[_Growing]:
    known = {k.id: k for k in apply_known(context.known)}
    found = [_Growing(Identity([], k)) for k in known.values()]
    place = {k: g for k, g in zip(known, found, strict=True)}
    for name, members in standing.items():
        g = place.get(name) or _Growing(Identity([]))
        g.identity.sides += [by_member[m] for m in members if m in by_member]
        g.standing.append(name)
        if name not in place:
            found.append(g)
    return found


def _is_movable(g: _Growing) -> bool:
    """Whether no report names the identity so fully that it is known by that."""
    sides = g.identity.sides
    return bool(sides) and g.identity.known is None and not any(s.shape.is_safe for s in sides)


def _order(group: Sequence[Side], stands: bool) -> tuple[object, ...]:
    """The fullest names first, as in `resolve_entities`; of equals those that stand."""
    return -group[0].shape.fullness, not stands, -len(group), group[0].report, group[0].number


def _enter(home: Identity, group: Sequence[Side], blocks: Blocks, named: dict[tuple[str, ...], Identity]) -> None:
    for side in group:
        if side.shape.is_safe:
            named.setdefault(_name_key(side), home)
    keys = dict.fromkeys(key for side in group for key in side.shape.keys)
    if home.known is not None:
        keys |= dict.fromkeys(home.known.keys)
    blocks.enter(home, keys)


def _name_key(side: Side) -> tuple[str, ...]:
    return side.entity.kind, side.shape.plain, side.entity.country or "", side.entity.period or ""


def _ruled(group: Sequence[Side], rulings: Rulings, growing: Sequence[_Growing]) -> Identity | None:
    """The identity that a user made one with the group."""
    mine = {rulings.home(s.member) for s in group if s.member in rulings.reasons}
    if not mine:
        return None
    for g in growing:
        if any(s.member in rulings.reasons and rulings.home(s.member) in mine for s in g.identity.sides):
            return g.identity
    return None


def _same_name(group: Sequence[Side], named: Mapping[tuple[str, ...], Identity], rulings: Rulings) -> Identity | None:
    """The identity that bears the very name, where a name is enough and neither the report nor a user tells the two apart."""
    first = group[0]
    home = named.get(_name_key(first)) if first.shape.is_safe else None
    if home is None or any(s.member in rulings.reasons for s in group):
        return None
    reports = {s.report for s in group}
    apart = any(s.report in reports or rulings.forbids(first.member, s.member) for s in home.sides)
    return None if apart else home


def _moved(mover: _Growing, home: Identity, of: dict[int, _Growing]) -> Identity:
    """Where a known identity belongs: to another one, or still to itself."""
    other = of.get(id(home))
    if other is None:
        mover.identity.others += home.others
        return mover.identity
    other.standing += mover.standing
    other.identity.sides += mover.identity.sides
    mover.standing = []
    return other.identity


def _answer(growing: Sequence[_Growing], members: Mapping[str, str]) -> tuple[Joined, ...]:
    changed = [g for g in growing if g.loose or len(g.standing) > 1]
    names = {id(g.identity): g.standing[0] for g in growing if g.standing}
    names |= {id(g.identity): f"#{n}" for n, g in enumerate(changed) if not g.standing}
    answer = []
    for g in changed:
        entity = describe_identity(g.identity, g.loose or g.identity.sides, "", members)
        if not g.loose:
            entity = msgspec.structs.replace(entity, members=(), mentions=())
        known = g.identity.known
        others = tuple((names[id(i)], same, score, why) for i, same, score, why in g.identity.others if id(i) in names)
        answer.append(Joined(tuple(g.standing), known.id if known else None, entity, others))
    return tuple(answer)
