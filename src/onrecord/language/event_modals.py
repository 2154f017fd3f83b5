"""What a modal verb makes of its event: planned, hypothetical or requested, unless the verb above says more."""

from typing import Any

from onrecord.language.event_lexicon import governor_effects
from onrecord.language.event_slots import is_verbal

Token = Any  # a spaCy token

_MODALS = {
    "will": "planned", "'ll": "planned", "’ll": "planned", "wo": "planned", "shall": "planned", "would": "planned", "'d": "planned",
    "could": "hypothetical", "may": "hypothetical", "might": "hypothetical", "can": "hypothetical", "ca": "hypothetical",
    "must": "requested", "should": "requested", "ought": "requested",
}  # fmt: skip


def status_of_modal(token: Token, types: dict[int, str]) -> str | None:
    """The status that a predicate's own modal verb gives; None where it has none.

    Args:
        token: the predicate.
        types: token index -> type of the predicates of the paragraph.
    """
    if not is_verbal(token):
        return None
    above = _clause_governor(token, types)
    for child in token.children:
        if child.dep_ == "aux" and child.lower_ in _MODALS:
            if above is not None:
                return above
            status = _MODALS[child.lower_]
            if child.lower_ in ("would", "'d") and not _is_reported(token):
                return "hypothetical"
            return status if not _has_condition(token) else "hypothetical"
    return None


def _clause_governor(token: Token, types: dict[int, str]) -> str | None:
    """ "warned that it would attack", "hope that he will free her": the verb above outweighs the modal."""
    if token.dep_ != "ccomp":
        return None
    if types.get(token.head.i) == "THREATEN":
        return "threatened"
    wishful = governor_effects().get((token.head.lemma_.lower(), "verb")) == "hypothetical"
    return "hypothetical" if wishful and token.head.i not in types else None


def _is_reported(token: Token) -> bool:
    """ "said it would send troops" tells of the future; "a deal would end the war" of nothing yet."""
    top = token
    while top.dep_ in ("conj", "xcomp"):
        top = top.head
    if top.dep_ == "ccomp":
        return True
    return any(c.dep_ in ("ccomp", "parataxis") and c.i > top.i for c in top.children)


def _has_condition(token: Token) -> bool:
    return any(
        c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ in ("if", "unless") for m in c.children)
        for c in token.children
    )
