"""Numbers that name and count nothing: of gangs, versions, models, telephones, guns and flaws ("8 Block gang", "Beta 2", "zero-day")."""

from typing import Any

from onrecord.language.quantity_drafts import Draft
from onrecord.language.quantity_fate_words import is_state
from onrecord.language.quantity_site import Site

_DASHES = frozenset("-‐‑–—")
_VERSIONS = frozenset({"beta", "alpha"})
_ARMS = frozenset(
    "ammunition bullet bullets calibre caliber cannon cartridge cartridges casing casings carbine gun guns handgun handguns pistol pistols"
    " rifle rifles round rounds shell shells submachine weapon weapons glock semi semiautomatic luger".split()
)
_LEAST_MODEL = 100  # "the 12" are twelve; "the 777" is a plane
_OWNING = frozenset({"the", "s", "'s", "’s"})
_DETERMINERS = frozenset("the a an its their this that his her our".split())
_MANY = frozenset(  # singular words for many
    "aircraft people police staff crew personnel cattle sheep fish deer troop series species spacecraft offspring percent force".split()
)
_SMALL_UNITS = frozenset("second minute hour day night week month year decade time inch foot mile".split())


def is_in_compound_name(site: Site, draft: Draft) -> bool:
    """ "The 8 Block gang", "of the 3 Rivers festival": one of something with a number in its name, not that many."""
    if draft.unit_kind or draft.numeral.form != "cardinal" or draft.value is None or not 1 < draft.value < _LEAST_MODEL:
        return False
    if draft.bound_at >= 0 or not draft.numeral.digits or not site.is_capital(draft.core_last):
        return False
    first = site.token_at(site.lexemes[draft.core_last].start)
    head = _head(first)
    return bool(
        first.tag_ == "NNP" and head.tag_ in ("NN", "NNP") and head.lower_ not in _MANY and first.ent_type_ != "NORP"
    )


def _head(token: Any) -> Any:
    """The last noun of the phrase that begins with a token; a number may stand in it ("Boeing 787 aircraft")."""
    at = head = token
    while (
        at.i + 1 < len(at.doc)
        and at.doc[at.i + 1].pos_ in ("NOUN", "PROPN", "NUM")
        and not at.doc[at.i + 1].is_sent_start
    ):
        at = at.doc[at.i + 1]
        head = head if at.pos_ == "NUM" else at
    return head


def is_type_of_one(site: Site, draft: Draft) -> bool:
    """ "The 717 program", "a 737 airliner", "its 787 fuselage": one thing of that type, not as many."""
    text = site.lexemes[draft.numeral.first].text
    if (
        draft.unit_kind
        or draft.value is None
        or draft.bound_at >= 0
        or draft.ends > 1
        or not (text.isdigit() and len(text) == 3)
    ):
        return False
    if (
        site.lower(draft.first - 1) not in _DETERMINERS | _OWNING
        or draft.core_last >= len(site.lexemes)
        or site.is_glued(draft.core_last)
    ):
        return False
    first = site.token_at(site.lexemes[draft.core_last].start)
    head = _head(first)
    return first.pos_ in ("NOUN", "PROPN") and head.tag_ == "NN" and head.lower_ not in _MANY and not is_state(head)


def is_version(site: Site, draft: Draft) -> bool:
    """ "IE 8 Beta 2 is affected"."""
    return draft.numeral.digits and not draft.unit_kind and site.lower(draft.first - 1) in _VERSIONS


def is_model(site: Site, draft: Draft) -> bool:
    """ "Of the 777, announced in May": a number with an article and nothing that it counts."""
    if draft.unit_kind or not draft.numeral.digits or draft.value is None or draft.bound_at >= 0 or draft.ends > 1:
        return False
    text = site.lexemes[draft.numeral.first].text
    after = site.lower(draft.core_last)
    return (
        text.isdigit()
        and draft.value >= _LEAST_MODEL
        and site.lower(draft.first - 1) in _OWNING
        and after in {",", ".", ";", "(", ""}
    )


def is_no_day(site: Site, draft: Draft) -> bool:
    """ "A zero-day flaw"."""
    if site.lower(draft.numeral.first) != "zero":
        return False
    after = [site.lower(i) for i in range(draft.numeral.last - 1, draft.numeral.last + 2)]
    return bool({"day", "days"} & set(after))


def is_or_two(site: Site, draft: Draft) -> bool:
    """ "In the next minute or two": of the time before it."""
    before = [site.lower(i) for i in range(draft.first - 2, draft.first)]
    after = site.token_at(site.lexemes[draft.core_last].start) if draft.core_last < len(site.lexemes) else None
    counts = after is not None and after.tag_ in ("NNS", "NNPS")
    return draft.value in (2.0, 3.0) and before[1:] == ["or"] and before[0] in _SMALL_UNITS and not counts


def is_wheel_drive(site: Site, draft: Draft) -> bool:
    """ "A four-by-four", of which either number counts nothing."""
    first, last = draft.numeral.first, draft.numeral.last
    before = [site.lower(i) for i in range(first - 2, first)]
    after = [site.lower(i) for i in range(last, last + 2)]
    return (before[0] == "by" and before[1] in _DASHES) or (after[0] in _DASHES and after[1] == "by")


def is_telephone(site: Site, draft: Draft) -> bool:
    """ "Call 745-4811": three figures, a dash and four."""
    first = draft.numeral.first
    if draft.unit_kind or draft.numeral.last - first != 3 or site.lexemes[first + 1].text not in _DASHES:
        return False
    ends = site.lexemes[first].text, site.lexemes[first + 2].text
    glued = site.is_glued(first + 1) and site.is_glued(first + 2)
    return glued and all(e.isdigit() for e in ends) and (len(ends[0]), len(ends[1])) == (3, 4)


def is_bore(site: Site, draft: Draft) -> bool:
    """ "A 9-mm shell casing", "a 40mm pistol": what a gun fires, not a length that is told."""
    if draft.unit != "millimetre" or not draft.numeral.digits:
        return False
    after = [site.lower(i).rstrip(".") for i in range(draft.last, draft.last + 3)]
    return bool(_ARMS & set(after))


def is_a_fortune(site: Site, draft: Draft) -> bool:
    """ "The fraudster with stolen millions", "spent billions": money, though nothing says so; "millions have fled" is a count."""
    if site.lower(draft.numeral.first) not in {"millions", "billions"} or draft.unit_kind or draft.ends > 1:
        return False
    after = site.token_at(site.lexemes[draft.core_last].start) if draft.core_last < len(site.lexemes) else None
    if after is None:
        return True
    counts = after.lower_ in {"of", "more", "have", "are", "were", "who", "to", "or", "in", "across"}
    return not counts and after.tag_ not in ("NNS", "NNPS", "VBD", "VBP", "VBN", "JJ")


#: Any of these makes a draft no figure.
_PARENTS = frozenset("father mother mum mom dad parent grandfather grandmother grandparent".split())


def is_of_parent(site: Site, draft: Draft) -> bool:
    """ "A baker and father of three", "the mother-of-two": how many children somebody has is not how many people are told of."""
    before = [x.lower for x in site.lexemes[max(0, draft.core_first - 4) : draft.core_first] if x.text not in _DASHES]
    return not draft.unit_kind and len(before) > 1 and before[-1] == "of" and before[-2] in _PARENTS


def is_of_hours(site: Site, draft: Draft) -> bool:
    """ "2 h 11 min after take-off": a length of time, printed short."""
    if draft.unit == "minute" and draft.core_first and site.lexemes[draft.core_first - 1].lower in ("h", "hrs"):
        return True
    after = [x.lower for x in site.lexemes[draft.core_last : draft.core_last + 3]]
    return (
        not draft.unit_kind and after[:1] in (["h"], ["hrs"]) and (after[2:] in (["min"], ["mins"]) or len(after) < 2)
    )


LABEL_RULES = (
    is_in_compound_name,
    is_type_of_one,
    is_version,
    is_model,
    is_no_day,
    is_or_two,
    is_wheel_drive,
    is_telephone,
    is_bore,
    is_a_fortune,
    is_of_parent,
    is_of_hours,
)
