"""The user's own entities take precedence over what the rules work out within a report."""

from collections.abc import Sequence

from onrecord.language.identity import Identity
from onrecord.language.mentions import NameSpan, make_span
from onrecord.language.name_keys import name_words
from onrecord.language.parsing import Paragraph, Parsed
from onrecord.model import KnownEntity


def apply_user_names(identities: list[Identity], known: Sequence[KnownEntity]) -> list[Identity]:
    """Set kind and country of identities whose name a user's file gives, and join those that it gives as one.

    Args:
        identities: of one report; joined ones are changed.
        known: the user's entities.

    Returns:
        The identities that are left, in their order.
    """
    if not known:
        return identities
    by_name = {name_words(name): entity for entity in known for name in (entity.name, *entity.aliases)}
    homes: dict[str, Identity] = {}
    kept = []
    for identity in identities:
        entity = next((by_name[s.words] for s in identity.spans if s.words in by_name), None)
        if entity is None:
            kept.append(identity)
            continue
        home = homes.get(entity.id)
        if home is None:
            homes[entity.id] = identity
            identity.kind, identity.country = entity.kind, entity.country or identity.country
            identity.sector = entity.sector or identity.sector
            identity.reasons.append(f"The user's file names it as {entity.name}.")
            kept.append(identity)
        else:
            home.absorb(identity, f"The user's file gives both names to {entity.name}.")
            home.spans.sort(key=lambda s: s.start)
    return kept


def with_user_names(parsed: Parsed, spans: list[NameSpan], known: Sequence[KnownEntity]) -> list[NameSpan]:
    """Add the names that a user's file gives wherever the report prints them; they replace what overlaps with them."""
    if not known:
        return spans
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entity in known:
        for name in (entity.name, *entity.aliases):
            words = name_words(name)
            if words:
                names.setdefault(words[0], []).append((words, entity.kind))
    found = [s for paragraph in parsed.paragraphs for s in _printed(paragraph, names)]
    taken = {(s.paragraph.index, i) for s in found for i in range(s.first, s.last)}
    rest = [s for s in spans if not any((s.paragraph.index, i) in taken for i in range(s.first, s.last))]
    return sorted([*found, *rest], key=lambda s: s.start)


def _printed(paragraph: Paragraph, names: dict[str, list[tuple[tuple[str, ...], str]]]) -> list[NameSpan]:
    found: list[NameSpan] = []
    doc, end = paragraph.doc, 0
    for token in doc:
        first = name_words(token.text)[:1]
        if token.i < end or not first or first[0] not in names or not token.text[0].isupper():
            continue
        for words, kind in sorted(names[first[0]], key=lambda n: -len(n[0])):
            last = next(
                (
                    j
                    for j in range(token.i + 1, min(len(doc), token.i + 2 * len(words)) + 1)
                    if name_words(doc[token.i : j].text) == words
                ),
                0,
            )
            if last:
                found.append(make_span(paragraph, token.i, last, kind))
                end = last
                break
    return found
