"""Who is called what: each outlet's words for an entity, side by side."""

from dataclasses import dataclass

from onrecord.dossier.lookup import Lookup, Ref, anchor
from onrecord.model import Evidence, Label, Naming


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
class NamedItem:
    anchor: str
    name: str
    kind: str
    outlets: tuple[OutletWords, ...]
    is_contrasting: bool  # outlets differ or a word is loaded

    @property
    def lights(self) -> str:
        return " ".join(w.lights for o in self.outlets for w in o.wordings)


def named_items(look: Lookup) -> tuple[NamedItem, ...]:
    """Entities whose names differ most between outlets first."""
    by_entity: dict[str, list[Naming]] = {}
    for naming in look.dossier.namings:
        by_entity.setdefault(naming.entity, []).append(naming)
    entities = {e.id: e for e in look.dossier.entities}
    order = {t.outlet: t.number for t in reversed(look.tags.values())}
    items = []
    for entity, namings in by_entity.items():
        found = [_outlet(look, n.outlet.removeprefix("outlet:"), n.labels) for n in namings]
        outlets = tuple(sorted((o for o in found if o.wordings), key=lambda o: order.get(o.outlet, 0)))
        if outlets:
            kind = entities[entity].kind if entity in entities else ""
            loaded = any(is_loaded for o in outlets for w in o.wordings for _, is_loaded in w.pieces)
            differ = len({tuple(p[0].casefold() for w in o.wordings for p in w.pieces) for o in outlets}) > 1
            differ = differ and kind in ("person", "organisation", "group")  # "Morocco" beside "Moroccan" tells nothing
            item = NamedItem(anchor("name", entity), look.names.get(entity, entity), kind, outlets, loaded or differ)
            items.append((not loaded, not differ, -max(n.contrast for n in namings), -len(outlets), item.name, item))
    return tuple(row[-1] for row in sorted(items, key=lambda row: row[:-1]))


def _outlet(look: Lookup, outlet: str, labels: tuple[Label, ...]) -> OutletWords:
    wordings = [w for label in labels if (w := _wording(look, label)) is not None]
    tags = tuple(t.label for t in look.tags.values() if t.outlet == outlet)
    return OutletWords(outlet, tags, tuple(sorted(wordings, key=lambda w: (-w.count, w.pieces))))


def _wording(look: Lookup, label: Label) -> Wording | None:
    refs = [look.ref(e.report, [e.span]) for e in _first_of_each(label.evidence)]
    kept = tuple(r for r in refs if r)
    if not kept:
        return None
    owner = "" if label.owner == "outlet" else look.holder(label.owner)
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
