"""Ordinals that order nothing: "first, he said", "the first lady", "a 60 second spot"."""

from onrecord.language.quantity_drafts import Draft
from onrecord.language.quantity_site import Site


def is_idle_ordinal(site: Site, draft: Draft) -> bool:
    """An ordinal that orders nothing countable: "first" as adverb, a date, part of a name."""
    if draft.kind != "ordinal":
        return False
    token = site.numeral(draft)[-1]
    if not draft.numeral.digits and token.text[0].isupper() and not site.at_start(token):
        return True
    if (draft.numeral.last - draft.numeral.first == 1 and _is_set_phrase(site, draft)) or _is_unit_of_time(site, draft):
        return True
    return not (
        token.dep_ in {"amod", "compound", "nummod"} and token.head.pos_ in {"NOUN", "PROPN"} and token.head.i > token.i
    )


def _is_set_phrase(site: Site, draft: Draft) -> bool:
    """ "The first lady", "second thoughts", "first aid": what nobody numbers."""
    return site.lower(draft.core_last) in _UNNUMBERED.get(site.lower(draft.numeral.first), ())


_UNNUMBERED = {
    "first": frozenset(
        "lady ladies gentleman gentlemen aid name names hand minister ministers responder responders secretary secretaries lieutenant"
        " lieutenants sergeant sergeants officer officers principles".split()
    ),
    "second": frozenset(
        "lady ladies gentleman gentlemen thought thoughts hand nature lieutenant lieutenants home homes".split()
    ),
    "third": frozenset("party parties world rail rails".split()),
}


def _is_unit_of_time(site: Site, draft: Draft) -> bool:
    """ "A 60 second spot": seconds, not the second of several."""
    before = site.lexemes[draft.first - 1] if draft.first else None
    return site.lower(draft.numeral.first) == "second" and before is not None and before.kind == "n"
