"""Entities across reports: one identity for a whole run. Block, score with reasons, keep the judgement, apply."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from onrecord.crossreport.entity_blocks import Blocks, Identity, Judged
from onrecord.crossreport.entity_corrections import Rulings, read_rulings
from onrecord.crossreport.entity_scoring import apply_known
from onrecord.crossreport.entity_sides import Side, take_sides
from onrecord.language.countries import is_country_word, usual_name
from onrecord.model import Annotations, Context, DossierEntity, DossierMention, Entity, EntityJudgement, Judgement


def resolve_entities(
    annotated: Sequence[Annotations], context: Context
) -> tuple[tuple[DossierEntity, ...], tuple[Judgement, ...]]:
    """Which entities of different reports are one.

    Args:
        annotated: of a whole run, in any order: the order changes nothing.
        context: the user's known entities are identities from the start, and what they say is not the same stays apart.

    Returns:
        Entities with run-wide ids (e1, e2 ... or the user's own), in the order of report ids and text; each entity of each report is in
        exactly one. Judgements: `a` is a run-wide id, `b` "report id:entity id" of a member, or another run-wide id.
    """
    sides = take_sides(annotated)
    rulings = read_rulings(context.corrections, annotated)
    identities = [Identity([], known) for known in apply_known(context.known)]
    blocks = Blocks()
    for identity in identities:
        blocks.enter(identity, identity.known.keys if identity.known else ())
    for group in same_names(sides, rulings):
        home = settle_group(group, blocks, rulings)
        if not home.sides and home.known is None:
            identities.append(home)
        blocks.enter(home, dict.fromkeys(key for side in group for key in side.shape.keys))
        home.sides += group
    return _records([i for i in identities if i.sides])


def settle_group(group: list[Side], blocks: Blocks, rulings: Rulings) -> Identity:
    """The identity of a group, an earlier one or a new one, with what speaks for it and what is left open."""
    judged = blocks.judge_all(group[0], partial(_forbidding, group, rulings) if rulings.reasons else None)
    home = _home(group, judged) or Identity([])
    for side in group:
        if side.member in rulings.reasons:
            home.reasons[side.member] = 1.0, (rulings.reasons[side.member],)
    home.others += [(i, same, score, reasons) for same, score, reasons, i in judged if i is not home and not same]
    return home


def _forbidding(group: list[Side], rulings: Rulings, identity: Identity) -> str:
    """Why a user said that the group is not the identity; "" where none did."""
    for mine in group:
        for theirs in identity.sides:
            if rulings.forbids(mine.member, theirs.member):
                return rulings.reasons.get(mine.member) or rulings.reasons[theirs.member]
    return ""


def same_names(sides: Sequence[Side], rulings: Rulings) -> list[list[Side]]:
    """Entities whose name, kind and country are the same, as one where that is safe, and what a user made one; the fullest names first."""
    groups: dict[tuple[str, ...], list[Side]] = {}
    for side in sorted(sides, key=lambda s: (s.report, s.number)):
        if side.member in rulings.reasons:
            groups.setdefault(("", rulings.home(side.member)), []).append(side)
            continue
        alone = () if side.shape.is_safe else (side.report, str(side.number))
        key = (side.entity.kind, side.shape.plain, side.entity.country or "", side.entity.period or "", *alone)
        if any(s.report == side.report for s in groups.get(key, ())[-1:]):  # the report tells two of one name apart
            key = (*key, side.report, str(side.number))
        groups.setdefault(key, []).append(side)
    for group in groups.values():
        group.sort(key=lambda s: -s.shape.fullness)
    return sorted(groups.values(), key=lambda g: (-g[0].shape.fullness, -len(g), g[0].report, g[0].number))


def _home(group: list[Side], judged: list[Judged]) -> Identity | None:
    """The identity that the group belongs to; None for a new one. Keeps why."""
    fits = [j for j in judged if j[0]]
    best = max(fits, key=lambda j: j[1], default=None)
    rivals = [j for j in fits if best and j[3] is not best[3] and j[1] > best[1] - 0.05]
    if best is None or (rivals and not group[0].shape.is_safe):
        return None
    for side in group:
        if best[3].sides or best[3].known:
            best[3].reasons[side.member] = (best[1], best[2])
    return best[3]


def _records(identities: list[Identity]) -> tuple[tuple[DossierEntity, ...], tuple[Judgement, ...]]:
    for identity in identities:
        identity.sides.sort(key=lambda s: (s.report, s.number))
    identities.sort(key=lambda i: (i.sides[0].report, i.sides[0].number))
    ids = {id(i): i.known.id if i.known else f"e{number}" for number, i in enumerate(identities, 1)}
    judgements = [j for i in identities for j in _judgements(i, ids)]
    run_ids = {s.member: ids[id(i)] for i in identities for s in i.sides}
    return tuple(describe_identity(i, i.sides, ids[id(i)], run_ids) for i in identities), tuple(judgements)


def _judgements(identity: Identity, ids: dict[int, str]) -> list[Judgement]:
    mine = ids[id(identity)]
    found = [
        Judgement(a=mine, b=member, kind="entity", same=True, score=score, reasons=reasons)
        for member, (score, reasons) in sorted(identity.reasons.items())
    ]
    for other, same, score, reasons in identity.others:
        if id(other) in ids and other is not identity:
            found.append(Judgement(a=mine, b=ids[id(other)], kind="entity", same=same, score=score, reasons=reasons))
    return found


def describe_identity(
    identity: Identity, sides: Sequence[Side], run_id: str, run_ids: Mapping[str, str] | None = None
) -> DossierEntity:
    """The record of an identity, made of some of its members.

    Args:
        identity: with the reasons for its members.
        sides: the members, in the order of report ids and text.
        run_id: its id.
        run_ids: "report id:entity id" -> run-wide id, for what stands for what.
    """
    run_ids = run_ids or {}
    entities = [s.entity for s in sides]
    names = Counter(n for e in entities for n in (e.name, *e.aliases))
    name = identity.known.entity.name if identity.known else choose_name(entities)
    metonyms = [run_ids.get(f"{s.report}:{s.entity.metonym_of}") for s in sides if s.entity.metonym_of]
    return DossierEntity(
        id=run_id,
        name=name,
        kind=identity.known.entity.kind if identity.known else _commonest([e.kind for e in entities]),  # type: ignore[arg-type]
        country=_commonest([e.country for e in entities if e.country]) or None,
        aliases=tuple(sorted((n for n in names if n != name), key=lambda n: (-names[n], n))),
        mentions=tuple(
            DossierMention(report=s.report, start=m.start, end=m.end, form=m.form, label=m.label)
            for s in sides
            for m in s.entity.mentions
        ),
        judgements=tuple(
            EntityJudgement(with_=member, same=True, score=score, reasons=reasons)
            for member, (score, reasons) in sorted(identity.reasons.items())
        ),
        members=tuple((s.report, s.entity.id) for s in sides),
        metonym_of=next((m for m in metonyms if m and m != run_id), None),
    )


def choose_name(entities: Sequence[Entity]) -> str:
    """The fullest name that they bear, of equally full ones the commonest; a country's usual one."""
    if all(e.kind == "place" and is_country_word(e.name) for e in entities):
        usual = usual_name(Counter(n for e in entities for n in (e.name, *e.aliases)))
        if usual is not None:
            return usual
    counts = Counter(e.name for e in entities)
    return max(counts, key=lambda n: (min(len(n.split()), 6), counts[n], n))


def _commonest(values: Sequence[str]) -> str:
    counts = Counter(values)
    return max(counts, key=lambda v: (counts[v], v)) if counts else ""
