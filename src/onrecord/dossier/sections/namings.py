"""Who is called what: each outlet's words for an entity or for people that nobody names, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from onrecord.dossier.lookup import Lookup, Ref, anchor
from onrecord.dossier.wording import listed
from onrecord.model import Evidence, Label, Naming

_MOST_NAMES = 4  # of what stands together, in the title of an item


@dataclass(frozen=True)
class Wording:
    """One wording for an entity."""

    pieces: tuple[tuple[str, bool], ...]  # (text, whether it is loaded)
    count: int
    owner: str  # whose words, where not the outlet's
    notes: tuple[str, ...]
    refs: tuple[Ref, ...]

    @property
    def lights(self) -> str:
        return " ".join(r.lights for r in self.refs)


@dataclass(frozen=True)
class OutletWords:
    outlet: str
    labels: tuple[str, ...]
    wordings: tuple[Wording, ...]


@dataclass(frozen=True)
class MayBe:
    """Whom else the words may mean."""

    name: str
    anchor: str  # "" where it has no item of its own
    reason: str


@dataclass(frozen=True)
class NamedItem:
    anchor: str
    name: str
    kind: str
    outlets: tuple[OutletWords, ...]
    is_contrasting: bool  # outlets differ or a word is loaded
    may_be: tuple[MayBe, ...] = ()
    note: str = ""

    @property
    def lights(self) -> str:
        return " ".join(w.lights for o in self.outlets for w in o.wordings)


def named_items(look: Lookup) -> tuple[NamedItem, ...]:
    """Entities and unnamed parties whose names differ most between outlets first; parties that may be one stand in one item."""
    by_entity: dict[str, list[Naming]] = {}
    for naming in look.dossier.namings:
        by_entity.setdefault(naming.entity, []).append(naming)
    entities = {e.id: e for e in look.dossier.entities}
    order = {t.outlet: t.number for t in reversed(look.tags.values())}
    items = []
    for members in _together(by_entity):
        namings = [n for m in members for n in by_entity[m]]
        entity = entities.get(members[0])
        names = frozenset(n.casefold() for n in (entity.name, *entity.aliases)) if entity else frozenset()
        outlets = tuple(sorted(_outlets(look, namings, names), key=lambda o: order.get(o.outlet, 0)))
        if outlets:
            kind = entities[members[0]].kind if members[0] in entities else ""
            loaded = any(is_loaded for o in outlets for w in o.wordings for _, is_loaded in w.pieces)
            differ = len({tuple(p[0].casefold() for w in o.wordings for p in w.pieces) for o in outlets}) > 1
            # "Morocco" beside "Moroccan" tells nothing, nor do words for what nobody names in common
            differ = differ and (len(members) > 1 or kind in ("person", "organisation", "group"))
            item = NamedItem(
                anchor=anchor("name", members[0]),
                name=" / ".join(look.names.get(m, m) for m in members[:_MOST_NAMES]),
                kind=kind or "not named",
                outlets=outlets,
                is_contrasting=loaded or differ,
                may_be=_may_be(look, members, by_entity),
                note=_note(members, namings),
            )
            if not kind and not loaded and len(outlets) == len(members) == 1 and not item.may_be:
                continue  # "residents", in one report, names nobody and compares with nothing; it is in the tables
            rank = (not loaded, not differ, -max(n.contrast for n in namings), -len(outlets), item.name)
            items.append((rank, item))
    return tuple(item for _, item in sorted(items, key=lambda row: row[0]))


def _together(by_entity: dict[str, list[Naming]]) -> list[list[str]]:
    """The ids that make up an item: an entity alone, a party with all that may be the same."""
    found: list[list[str]] = []
    seen: set[str] = set()
    for entity, namings in by_entity.items():
        if entity in seen:
            continue
        members, waiting = [], [entity]
        while waiting:
            at = waiting.pop(0)
            if at not in seen:
                seen.add(at)
                members.append(at)
                others = [c.with_ for c in by_entity[at][0].may_be]
                waiting += [o for o in others if o in by_entity and by_entity[o][0].party and namings[0].party]
        found.append(members)
    return found


def _outlets(look: Lookup, namings: list[Naming], names: frozenset[str]) -> list[OutletWords]:
    labels: dict[str, tuple[Label, ...]] = {}
    for naming in namings:
        labels[naming.outlet] = (*labels.get(naming.outlet, ()), *naming.labels)
    found = [_outlet(look, outlet.removeprefix("outlet:"), found, names) for outlet, found in labels.items()]
    return [o for o in found if o.wordings]


def _may_be(look: Lookup, members: list[str], by_entity: dict[str, list[Naming]]) -> tuple[MayBe, ...]:
    """Whom else the words of an item may mean, apart from what stands in the item itself."""
    others = {c.with_: c for m in members for c in by_entity[m][0].may_be if c.with_ not in members}
    return tuple(
        MayBe(look.names.get(o, o), anchor("name", o) if o in by_entity else "", c.reason) for o, c in others.items()
    )[:_MOST_NAMES]


def _note(members: list[str], namings: list[Naming]) -> str:
    """What a reader must know of words that stand together."""
    if not namings[0].party:
        return ""
    if len(members) > 1:
        return "Words that can be said of the same people. No report says whether they are: compare, do not conclude."
    return ""


def _outlet(look: Lookup, outlet: str, labels: tuple[Label, ...], names: frozenset[str]) -> OutletWords:
    own = {label.text.casefold() for label in labels if label.owner == "outlet"}
    shown = [x for x in labels if x.owner == "outlet" or x.text.casefold() not in own]
    # a plain name is nobody's words
    shown = [x if x.text.casefold() not in names else msgspec.structs.replace(x, owner="outlet") for x in shown]
    wordings = [w for label in _of_all_owners(shown) if (w := _wording(look, *label)) is not None]
    tags = tuple(t.label for t in look.tags.values() if t.outlet == outlet)
    return OutletWords(outlet, tags, tuple(sorted(wordings, key=lambda w: (-w.count, w.pieces))))


def _of_all_owners(labels: Sequence[Label]) -> list[tuple[Label, tuple[str, ...]]]:
    """Each wording once, with all whose words it is: what the outlet says itself is no news in the mouth of others."""
    owners: dict[tuple[str, str], list[str]] = {}
    first: dict[tuple[str, str], Label] = {}
    for label in labels:
        key = (label.text.casefold(), label.kind)
        owners.setdefault(key, []).append(label.owner)
        known = first.get(key)
        first[key] = (
            label
            if known is None
            else msgspec.structs.replace(
                known, count=known.count + label.count, evidence=(*known.evidence, *label.evidence)
            )
        )
    return [(label, tuple(owners[key])) for key, label in first.items()]


def _wording(look: Lookup, label: Label, owners: tuple[str, ...]) -> Wording | None:
    refs = [look.ref(e.report, [e.span]) for e in _first_of_each(label.evidence)]
    kept = tuple(r for r in refs if r)
    if not kept:
        return None
    owner = listed([look.holder(o) for o in owners if o != "outlet"][:_MOST_NAMES])
    notes = [label.kind] if label.kind in ("so-called", "scare quotes") else []
    return Wording(_pieces(label), label.count, owner, tuple(notes), kept)


def _first_of_each(evidence: tuple[Evidence, ...], most: int = 6) -> list[Evidence]:
    """The first place in each report, then further ones, up to `most`."""
    first: dict[str, Evidence] = {}
    for one in sorted(evidence):
        first.setdefault(one.report, one)
    rest = [e for e in sorted(evidence) if e not in first.values()]
    return [*first.values(), *rest][:most]


def _pieces(label: Label) -> tuple[tuple[str, bool], ...]:
    """The wording cut at its loaded terms."""
    made: list[tuple[str, bool]] = [(label.text, False)]
    for term in sorted(label.loaded_terms, key=len, reverse=True):
        made = [cut for text, is_loaded in made for cut in (((text, True),) if is_loaded else _cut(text, term))]
    if label.loaded and not any(is_loaded for _, is_loaded in made):
        return ((label.text, True),)
    return tuple(made)


def _cut(text: str, term: str) -> tuple[tuple[str, bool], ...]:
    at = text.lower().find(term.lower()) if term and len(text.lower()) == len(text) else -1
    if at < 0:
        return ((text, False),)
    pieces = ((text[:at], False), (text[at : at + len(term)], True), (text[at + len(term) :], False))
    return tuple(p for p in pieces if p[0])
