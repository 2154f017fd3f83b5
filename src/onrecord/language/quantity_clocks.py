"""Numbers that are times of day, days of a month, calibres or numbers to dial, and count nothing."""

from onrecord.language.lexemes import MONTHS, ZONES
from onrecord.language.quantity_drafts import Draft
from onrecord.language.quantity_site import Site

_EMERGENCY = frozenset({911, 999, 112, 110, 119})
_ANSWERING = frozenset(
    "call calls caller callers dispatcher dispatchers operator operators supervisor tape tapes line".split()
)
_DIALLED = frozenset(
    "call calls called calling dial dials dialed dialled dialing dialling phone phoned rang ring".split()
)
_DASHES = frozenset("-‐‑–—")


def is_clock_or_day(site: Site, draft: Draft) -> bool:
    """A time of day or a day of a month that no timex covers: 11 a.m., 5am, March 26, 26 March."""
    if draft.unit_kind not in {"", "time"} and draft.unit != "metre":
        return False
    after = [site.lower(i) for i in range(draft.numeral.last, draft.numeral.last + 3)]
    if after[0] in ZONES or _is_beside_colon(site, draft):
        return True
    if after[0] in {"am", "pm", "o"} or after == ["a", ".", "m"] or after == ["p", ".", "m"]:
        return True
    if _is_clock_after_at(site, draft):
        return True
    before = site.lower(draft.first - 2) if site.lower(draft.first - 1) in {".", "the"} else site.lower(draft.first - 1)
    whole = draft.value is not None and draft.value == int(draft.value) and 0 < draft.value <= 31
    month_after = after[0] in MONTHS and site.is_capital(draft.numeral.last) and after[0] != "may"
    return whole and ((before in MONTHS and site.is_capital(draft.first - (2 if before != site.lower(draft.first - 1) else 1)))
                      or month_after)  # fmt: skip


def _is_clock_after_at(site: Site, draft: Draft) -> bool:
    """ "Left the rails at 10.52": hours and minutes; a price is what something closes or trades at."""
    printed = site.lexemes[draft.numeral.first].text
    hour, _, minute = printed.partition(".")
    if draft.unit_kind or site.lower(draft.first - 1) != "at" or not (hour.isdigit() and minute.isdigit()):
        return False
    verb = site.token_at(site.lexemes[draft.first - 1].start).head
    return len(minute) == 2 and int(hour) < 24 and int(minute) < 60 and verb.lemma_.lower() not in _PRICED


_PRICED = frozenset("close open trade stand settle end finish sell quote price change".split())


def _is_beside_colon(site: Site, draft: Draft) -> bool:
    """ "At 7: 12": hours and minutes that a blank parts."""
    if not draft.numeral.digits or draft.unit_kind or draft.value is None or not 0 <= draft.value < 60:
        return False
    first, last = draft.numeral.first, draft.numeral.last
    after = site.lower(last) == ":" and len(site.lower(last + 1)) == 2 and site.lower(last + 1).isdigit()
    before = site.lower(first - 1) == ":" and site.lower(first - 2).isdigit() and len(site.lower(first)) == 2
    return after or before


def is_calibre(site: Site, draft: Draft) -> bool:
    """What a gun or a part of a street is called by, or a number that is dialled: a .357-caliber revolver, called 911."""
    if draft.unit_kind or not draft.numeral.digits:
        return False
    after = [site.lower(i) for i in range(draft.numeral.last, draft.numeral.last + 2)]
    if {"caliber", "calibre"} & {*after[:1], *(after[1:] if after[0] in _DASHES else ())}:
        return True
    if after[0] == "block" and site.lower(draft.first - 1) == "the":
        return True  # "the 1200 block of Main Street"
    return draft.value in _EMERGENCY and (site.lower(draft.first - 1) in _DIALLED or after[0] in _ANSWERING)
