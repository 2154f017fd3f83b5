"""The user's own entities take precedence over what the rules work out within a report."""

from collections.abc import Sequence

from onrecord.language.identities import Identity
from onrecord.language.name_keys import name_words
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
