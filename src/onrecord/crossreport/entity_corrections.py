"""What users said of entities: which mentions are one's, which are not. A later word goes before an earlier one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import msgspec

from onrecord.model import Annotations, Correction, Entity, Evidence, Participant, Quotation

Member = str  # "report id:entity id"
_KINDS = frozenset({"same_entity", "not_same_entity", "split_entity"})


@dataclass
class Rulings:
    """Which entities of reports a user holds to be one, and which not: lives within the stage only."""

    homes: dict[Member, Member] = field(default_factory=dict)  # member -> who stands for all that are one with it
    apart: dict[Member, set[Member]] = field(
        default_factory=lambda: defaultdict(set)
    )  # between those that stand for others
    closed: dict[Member, str] = field(default_factory=dict)  # those that nothing else may join, and why
    reasons: dict[Member, str] = field(default_factory=dict)

    def home(self, member: Member) -> Member:
        """Who stands for the member and all that a user made one with it."""
        while self.homes.get(member, member) != member:
            member = self.homes[member]
        return member

    def forbids(self, a: Member, b: Member) -> bool:
        """Whether a user said that the two are not the same."""
        mine, theirs = self.home(a), self.home(b)
        if mine == theirs:
            return False
        return mine in self.closed or theirs in self.closed or theirs in self.apart.get(mine, ())

    def rule(self, correction: Correction, members: Sequence[Member], others: Sequence[Member]) -> None:
        """Take over what one correction says, as far as no later one says otherwise."""
        reason = _reason(correction)
        if correction.kind == "not_same_entity":
            for a, b in combinations(members, 2):
                self._part(a, b, reason)
            return
        for other in members[1:]:
            self._join(members[0], other, reason)
        if correction.kind == "split_entity" and members:
            self.reasons.setdefault(members[0], reason)
            for other in others:
                self._part(members[0], other, reason)
            if not correction.against:
                self.closed[self.home(members[0])] = reason

    def _join(self, a: Member, b: Member, reason: str) -> None:
        mine, theirs = sorted((self.home(a), self.home(b)))
        if mine == theirs or self.forbids(mine, theirs):
            return
        self.homes[theirs] = mine
        for enemy in self.apart.pop(theirs, ()):
            self.apart[enemy] = self.apart[enemy] - {theirs} | {mine}
            self.apart[mine].add(enemy)
        self.reasons[a] = self.reasons[b] = reason

    def _part(self, a: Member, b: Member, reason: str) -> None:
        mine, theirs = self.home(a), self.home(b)
        if mine != theirs:
            self.apart[mine].add(theirs)
            self.apart[theirs].add(mine)
            self.reasons.setdefault(a, reason)
            self.reasons.setdefault(b, reason)


def _reason(correction: Correction) -> str:
    what = {
        "same_entity": "that they are the same",
        "not_same_entity": "that they are not the same",
        "split_entity": "that this is an entity of its own",
    }[correction.kind]
    when = f" on {correction.made_at[:10]}" if correction.made_at else ""
    note = f" ({correction.note})" if correction.note else ""
    return f"{correction.made_by or 'A user'} said{when} {what}{note}."


def read_rulings(corrections: Iterable[Correction], annotated: Sequence[Annotations]) -> Rulings:
    """What the corrections say of the entities at hand; what names no entity of these reports says nothing.

    Args:
        corrections: in the order in which they were made; only the three kinds for entities are read.
        annotated: the reports, with `correct_mentions` applied.
    """
    wanted = [c for c in corrections if c.kind in _KINDS]
    rulings = Rulings()
    if not wanted:
        return rulings
    reports = {e.report for c in wanted for e in (*c.subject, *c.against)}
    entities = {a.report.id: a.entities for a in annotated if a.report.id in reports}
    for correction in reversed(wanted):
        members, others = (_members(entities, spans) for spans in (correction.subject, correction.against))
        rulings.rule(correction, members, others)
    return rulings


def _members(entities: dict[str, tuple[Entity, ...]], spans: Iterable[Evidence]) -> list[Member]:
    found: dict[Member, None] = {}
    for span in spans:
        entity = find_mentioned(entities.get(span.report, ()), span)
        if entity is not None:
            found[f"{span.report}:{entity.id}"] = None
    return list(found)


def find_mentioned(entities: Iterable[Entity], span: Evidence) -> Entity | None:
    """The entity that the characters mention: of mentions that share characters with them the one nearest in extent."""
    best: tuple[int, Entity] | None = None
    for entity in entities:
        for mention in entity.mentions:
            if mention.start < span.end and span.start < mention.end:
                off = abs(mention.start - span.start) + abs(mention.end - span.end)
                if best is None or off < best[0]:
                    best = off, entity
    return best[1] if best else None


def correct_mentions(annotations: Annotations, corrections: Iterable[Correction]) -> Annotations:
    """A report's annotations with mentions that a user split off made an entity of their own.

    Args:
        annotations: of one report.
        corrections: of all kinds; of `split_entity` those are applied that name some, not all, mentions of one of its entities.

    Returns:
        The same annotations where nothing is to be split; else with a further entity, to which quotations and events point whose speaker or
        participant stands on a mention that was split off.
    """
    report = annotations.report.id
    for correction in corrections:
        if correction.kind != "split_entity":
            continue
        spans = [e for e in correction.subject if e.report == report]
        entities = {e.id: e for s in spans if (e := find_mentioned(annotations.entities, s)) is not None}
        for entity in entities.values():
            annotations = _split(annotations, entity, spans, _reason(correction))
    return annotations


def _split(annotations: Annotations, entity: Entity, spans: Sequence[Evidence], reason: str) -> Annotations:
    moved = tuple(m for m in entity.mentions if any(m.start < s.end and s.start < m.end for s in spans))
    kept = tuple(m for m in entity.mentions if m not in moved)
    if not moved or not kept:
        return annotations
    text = annotations.report.text
    new_id = f"e{1 + max(int(e.id[1:]) for e in annotations.entities if e.id[1:].isdigit())}"
    parts = []
    for part_id, mentions in ((entity.id, kept), (new_id, moved)):
        names = [text[m.start : m.end] for m in mentions if m.form in ("name", "acronym", "demonym")]
        name = max(names, key=len, default=text[mentions[0].start : mentions[0].end])
        parts.append(
            msgspec.structs.replace(
                entity,
                id=part_id,
                name=name,
                mentions=mentions,
                aliases=tuple(dict.fromkeys(n for n in names if n != name)),
                judgements=(*entity.judgements, reason) if part_id == entity.id else (reason,),
            )
        )
    ends = frozenset((m.start, m.end) for m in moved)
    entities = [parts[0] if e.id == entity.id else e for e in annotations.entities]
    return msgspec.structs.replace(
        annotations,
        entities=(*entities, parts[1]),
        quotations=tuple(_repoint_quotation(q, entity.id, new_id, ends) for q in annotations.quotations),
        events=tuple(
            msgspec.structs.replace(
                v,
                actors=tuple(_repoint(p, entity.id, new_id, ends) for p in v.actors),
                recipients=tuple(_repoint(p, entity.id, new_id, ends) for p in v.recipients),
            )
            for v in annotations.events
        ),
    )


def _repoint(participant: Participant, old: str, new: str, moved: frozenset[tuple[int, int]]) -> Participant:
    span = participant.span
    stands = any(start < span.end and span.start < end for start, end in moved)
    return msgspec.structs.replace(participant, entity=new) if participant.entity == old and stands else participant


def _repoint_quotation(quotation: Quotation, old: str, new: str, moved: frozenset[tuple[int, int]]) -> Quotation:
    stands = any(start < s.end and s.start < end for s in quotation.speaker for start, end in moved)
    if old not in quotation.speakers or not stands:
        return quotation
    return msgspec.structs.replace(quotation, speakers=tuple(new if s == old else s for s in quotation.speakers))
