"""What looks like a figure and is none: dates, ages, names, labels, scores, clock times, list numbers, the pronoun "one".

Each rule is a small function over one draft; the tuple RULES at the end is their order.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from onrecord.language.lexemes import MONTHS
from onrecord.language.quantity_clocks import is_calibre, is_clock_or_day
from onrecord.language.quantity_drafts import Draft, is_topical
from onrecord.language.quantity_fate_words import is_state
from onrecord.language.quantity_labels import LABEL_RULES
from onrecord.language.quantity_ordinals import is_idle_ordinal
from onrecord.language.quantity_site import Site
from onrecord.resources import read_words

_LABELS = read_words("number_names.txt")
_YEARS = frozenset("in since of by from until till before after during for to and through early late mid circa".split())
_SCORES = frozenset(
    "win victory loss defeat draw lead thrashing tie record triumph scoreline hammering rout aggregate".split()
)
_LONGEST_LIST = 30  # items
_BRACKETED = 60  # lexemes
_RANKS = frozenset({"top", "bottom", "last", "final", "first", "next"})
_DASHES = frozenset("-‐‑–—")
_JOINED = frozenset(  # what a hyphen may count: "a 15-member council"; but "a five-star hotel" is no figure
    "member nation country page story storey seat person man woman vehicle car truck ship boat aircraft judge justice bed"
    " room unit point goal run game match strong percent part vote party state team player".split()
)
_URL = re.compile(r"://|www\.|@|#|_|\\")


def is_in_timex(site: Site, draft: Draft) -> bool:
    """Part of a date, a time or a length of time."""
    span = site.span(draft.numeral.first, draft.numeral.last)
    if draft.ends > 1 and draft.unit_kind:  # "40 to 50 hours", of which a timex may hold the second end alone
        return any(t.span.contains(span) for t in site.dates.touching(span.start, span.end))
    return bool(site.dates.touching(span.start, span.end))


def is_in_name(site: Site, draft: Draft) -> bool:
    """Part of a longer name ("Government 2", "Boeing 737")."""
    if draft.unit_kind or draft.numeral.form == "vague":
        return False
    span = site.span(draft.numeral.first, draft.numeral.last)
    names = [n for n in site.names.touching(span.start, span.end) if n.contains(span)]
    return any(
        n.start < span.start or (n.end > span.end and draft.numeral.digits and n.start == span.start) for n in names
    )


def is_glued_to_letters(site: Site, draft: Draft) -> bool:
    """Letters or signs hang on the number: F-16, MH17, 5G, 10.45pm, 11:30, 9/11, 737s."""
    if draft.kind == "ordinal" and draft.numeral.digits:
        return _hangs_before(site, draft.first)
    if not draft.numeral.digits:
        return False
    return _hangs_before(site, draft.core_first) or _hangs_after(site, draft.core_last)


def _hangs_before(site: Site, i: int) -> bool:
    if not site.is_glued(i):
        return False
    before = site.lexemes[i - 1]
    if before.kind != "s":
        return True
    if before.text in _DASHES:
        return site.is_glued(i - 1) and site.lower(i - 2) not in {"sub", "mid", "to"}
    return before.text in "./:*^_'’#@&\\" and (site.is_glued(i - 1) or before.text in "#@.'’")


def _hangs_after(site: Site, i: int) -> bool:
    if not site.is_glued(i):
        return False
    after = site.lexemes[i]
    if after.kind != "s":
        return True
    goes_on = site.is_glued(i + 1)
    if after.text in ":/.,*^_\\@" and goes_on:
        return site.lexemes[i + 1].kind == "n" or after.text in "/*^_\\@"
    return after.text in _DASHES and goes_on and site.lexemes[i + 1].kind == "n"


def is_in_address(site: Site, draft: Draft) -> bool:
    """Part of a link, an address or a handle."""
    if not draft.numeral.digits:
        return False
    text = site.paragraph.text
    start, end = site.lexemes[draft.core_first].start, site.lexemes[draft.core_last - 1].end
    left = max(text.rfind(" ", max(0, start - 200), start), text.rfind("\u00a0", max(0, start - 200), start))
    right = text.find(" ", end, end + 200)
    return bool(_URL.search(text[max(left + 1, start - 200) : right if right > 0 else end]))


def is_labelled(site: Site, draft: Draft) -> bool:
    """A number after the word for what it labels: Route 6, Section 427, category one, No. 10."""
    if draft.unit_kind or draft.bound_at >= 0 or draft.numeral.form != "cardinal":
        return False
    i = draft.first - 1
    i = i - 1 if site.lower(i) in {".", "#", "№"} and site.is_glued(i) else i
    if draft.value is None or draft.value != int(draft.value) or draft.value > 99_999:
        return False
    if site.lower(i) in _RANKS and not _counts_next(site, draft):
        return True
    if len(site.lower(i)) == 1 and site.is_capital(i) and site.lower(i - 1) in {"&", "s"}:
        return True  # S&P 500
    if site.lower(i) not in _LABELS or site.lexemes[i].end + 2 < site.lexemes[draft.first].start:
        return False
    plain = not site.is_capital(i) and not draft.numeral.digits
    return not (plain and _counts_next(site, draft))


def _is_plural(site: Site, i: int) -> bool:
    return i < len(site.lexemes) and bool(site.token_at(site.lexemes[i].start).tag_ in {"NNS", "NNPS"})


def _counts_next(site: Site, draft: Draft) -> bool:
    """Whether a plural noun follows that the number may count."""
    for i in range(draft.core_last, min(draft.core_last + 4, len(site.lexemes))):
        token = site.token_at(site.lexemes[i].start)
        if token.tag_ in {"NNS", "NNPS"} or token.lower_ == "people":
            return True
        if token.pos_ not in {"ADJ", "NOUN", "PROPN", "ADV", "VERB"}:
            return False
    return False


def is_named(site: Site, draft: Draft) -> bool:
    """A bare number just after or before a proper name: Model 3, Euro 2020, 787 Dreamliner."""
    if draft.unit_kind or not draft.numeral.digits or draft.numeral.scale > 1 or draft.ends > 1 or draft.bound_at >= 0:
        return False
    if site.is_capital(draft.first - 1) and "," not in site.lexemes[draft.numeral.first].text:
        before = site.token_at(site.lexemes[draft.first - 1].start)
        if (
            before.pos_ == "PROPN"
            and not _counts_next(site, draft)
            and site.lower(draft.core_last) not in {"of", "more"}
        ):
            return not _is_participle_next(site, draft)
    if not site.is_capital(draft.core_last):
        return False
    head = site.numeral(draft)[-1].head
    return bool(head.tag_ == "NNP" and head.i >= site.token_at(site.lexemes[draft.core_last].start).i)


def _is_participle_next(site: Site, draft: Draft) -> bool:
    """ "In Gaza 12 killed", "Syria 12 dead": what follows says what happened to them."""
    if draft.core_last >= len(site.lexemes):
        return False
    token = site.token_at(site.lexemes[draft.core_last].start)
    return is_state(token) or token.pos_ == "AUX"


def is_age(site: Site, draft: Draft) -> bool:
    """How old someone is: 15-year-old, aged 21, Smith, 42, children under 5, in his 30s."""
    words = [w for w in (site.lower(i) for i in range(draft.numeral.last, draft.numeral.last + 6)) if w not in _DASHES]
    lived = words[:1] and words[0].rstrip("s") in {"year", "month", "week", "day"}
    if lived and (words[1:2] in (["old"], ["olds"]) or words[1:3] == ["of", "age"]):
        return True
    if words[:2] in (["years", "young"], ["y", "o"]) or words[:1] == ["yo"]:
        return True
    before = [site.lower(i) for i in range(draft.first - 3, draft.first)]
    turned = (
        before[-1] in {"turn", "turns", "turned", "turning"} and not draft.unit_kind and not _counts_next(site, draft)
    )
    if (
        turned
        or before[-1] in {"aged", "age", "ages"}
        or before[1:] in (["age", "of"], ["ages", "of"], ["aged", "between"])
    ):
        return True
    if draft.unit_kind or draft.value is None or not 0 < draft.value < 121:
        return False
    if (
        before[-1] == "of"
        and before[-2] in _PEOPLE | {"toddler", "teenager", "youth", "baby"}
        and not _counts_next(site, draft)
    ):
        return True
    return _is_age_in_commas(site, draft) or _is_age_bound(site, draft)


def _is_age_in_commas(site: Site, draft: Draft) -> bool:
    """ "Smith, 42, said": a number between commas after a name."""
    after = site.lower(draft.last)
    if site.lower(draft.first - 1) != "," or after not in {",", ".", ";", ")", "and", ""}:
        return False
    before = site.token_at(site.lexemes[draft.first - 2].start) if draft.first > 1 else None
    if not draft.numeral.digits:  # "Samuel, six, and Nina, four, …"
        return before is not None and before.tag_ == "NNP" and after in {",", "and"}
    tags = {"NNP", "NN", "NNS"} if after == "," else {"NNP", "NN"}  # "the oldest of the brothers, 68, said"
    return before is not None and before.pos_ in {"PROPN", "NOUN"} and before.tag_ in tags


def _is_age_bound(site: Site, draft: Draft) -> bool:
    """ "children under five", "people over 60"."""
    if draft.bound_at < 1 or site.lower(draft.bound_at) not in {"under", "over", "below", "above", "older", "younger"}:
        return False
    before = site.token_at(site.lexemes[draft.bound_at - 1].start)
    follows = site.token_at(site.lexemes[draft.last].start) if draft.last < len(site.lexemes) else None
    counted = follows is not None and follows.pos_ in {"NOUN", "ADJ", "PROPN"}
    return (
        before.tag_ in {"NNS", "NNPS", "JJR"}
        and not counted
        and before.pos_ in {"NOUN", "PROPN", "ADJ"}
        and _is_person(before)
    )


def _is_person(token: object) -> bool:
    return str(getattr(token, "lemma_", "")).lower() in _PEOPLE


_PEOPLE = frozenset(
    "child person people man woman adult boy girl kid resident patient citizen worker player young old one".split()
)


def is_year(site: Site, draft: Draft) -> bool:
    """A bare number of four digits that reads as a year."""
    text = site.lexemes[draft.numeral.first].text
    if (
        draft.unit_kind
        or draft.numeral.scale > 1
        or not (len(text) == 4 and text.isdigit() and "1000" <= text <= "2199")
    ):
        return False
    era = [site.lower(i) for i in range(draft.first - 4, draft.first)]
    if site.lower(draft.core_last) in {"bc", "ad", "bce", "ce"} or "ad" in era[2:] or era == ["a", ".", "d", "."]:
        return True
    in_years = "1800" <= text <= "2099"
    before = site.lower(draft.first - 1)
    if in_years and before in _YEARS and draft.bound_at < 0 and not _is_plural(site, draft.core_last):
        return True
    if in_years and (before in MONTHS or site.lower(draft.first - 2) in MONTHS):
        return True
    return in_years and not _counts_next(site, draft) and draft.bound_at < 0


def is_list_number(site: Site, draft: Draft) -> bool:
    """The number of a list item, or all that the paragraph holds."""
    if not draft.numeral.digits or draft.unit_kind:
        return False
    alone = draft.first == 0 and draft.last >= len(site.lexemes) - 1
    after = site.lower(draft.last)
    item = draft.first == 0 and after in {".", ")", ":"} and site.is_glued(draft.last)
    bracketed = site.lower(draft.first - 1) == "(" and after == ")" and draft.first <= 1
    return alone or item or bracketed or _is_item_within(site, draft)


def _is_item_within(site: Site, draft: Draft) -> bool:
    """ "He had two aims: 1) peace, 2) trade": a number before a bracket that nothing opened."""
    if site.lower(draft.last) != ")" or not site.is_glued(draft.last) or (draft.value or 100) > _LONGEST_LIST:
        return False
    before = [site.lexemes[i].text for i in range(max(0, draft.first - _BRACKETED), draft.first)]
    return before.count("(") <= before.count(")")


def is_score(site: Site, draft: Draft) -> bool:
    """The result of a match or vote: 2-0, a 3-2 win."""
    if draft.ends == 1 or draft.unit_kind or draft.source_from:
        return False
    between = [site.lower(i) for i in range(draft.numeral.first, draft.numeral.last)]
    return bool(_DASHES.intersection(between)) and (
        site.lower(draft.last) in _SCORES or (not _counts_next(site, draft) and (draft.high or 0) < 200)
    )


def is_serial(site: Site, draft: Draft) -> bool:
    """A long run of digits, a phone number, a number with a leading zero."""
    text = site.lexemes[draft.numeral.first].text
    if not draft.numeral.digits or draft.unit_kind:
        return False
    if len(text) > 1 and text[0] == "0" and text[1].isdigit():
        return True
    if _is_bare_group(site, draft.numeral.first - 1) or _is_bare_group(site, draft.numeral.last):
        return True
    return (text.isdigit() and len(text) > 9) or (site.lower(draft.core_first - 1) == "+" and len(text) < 4)


def _is_bare_group(site: Site, i: int) -> bool:
    """Whether the neighbour is a group of digits too, as in telephone numbers."""
    return 0 <= i < len(site.lexemes) and site.lexemes[i].kind == "n" and site.lexemes[i].text.isdigit()


def is_pronoun(site: Site, draft: Draft) -> bool:
    """ "One" that counts nothing: this one, no one, one another, one-on-one."""
    i = draft.numeral.first
    if site.lower(i) != "one" or draft.numeral.last > i + 1 or draft.unit_kind:
        return False
    before, after = site.lower(draft.first - 1), site.lower(i + 1)
    if after == "of":
        return before in {"no", "this", "that", "every", "any", "each", "another"}
    if after in _BINDING:  # "one must ask"
        return True
    if before in {"no", "this", "that", "any", "each", "every", "which", "the", "another"} or after in {
        "another",
        "-",
        "’",
        "'",
    }:
        return True
    token = site.numeral(draft)[-1]
    if (
        token.dep_ in {"nummod", "quantmod", "compound"}
        and token.head.i > token.i
        and token.head.pos_ in {"NOUN", "PROPN"}
    ):
        return token.head.lower_ in {"time", "thing", "another", "way", "point", "day", "year", "night", "side"}
    return not _is_participle_next(site, draft)


_BINDING = frozenset("need must should ought can cannot".split())


def is_joined_word(site: Site, draft: Draft) -> bool:
    """The first half of a compound that counts nothing: five-star, two-state, three-way."""
    if draft.unit_kind or not site.is_glued(draft.core_last) or site.lower(draft.core_last) not in _DASHES:
        return False
    word = site.lower(draft.core_last + 1)
    return site.is_glued(draft.core_last + 1) and word not in _JOINED and site.lexemes[draft.core_last + 1].kind == "w"


def is_length_of_time(site: Site, draft: Draft) -> bool:
    """Years and days of words alone, where the stage of timexes is silent on purpose ("one day")."""
    return (
        draft.unit_kind == "time" and draft.value == 1 and not draft.numeral.digits and draft.unit in {"second", "day"}
    )


def is_second_label(site: Site, draft: Draft) -> bool:
    """The second bare number before one noun names a type: "two new 737 Max jets"."""
    token = site.numeral(draft)[0]
    if not draft.numeral.digits or draft.unit_kind or draft.ends > 1 or not 0 < token.i < len(site.doc):
        return False
    head = token.head
    return head.i > token.i and any(
        t.pos_ == "NUM" and t.i < token.i and t.dep_ == "nummod" and site.doc[t.i + 1].pos_ in {"ADJ", "NOUN", "PROPN"}
        and t.i + 1 < token.i and site.doc[token.i - 1].pos_ not in {"ADP", "SYM", "CCONJ", "PUNCT"}
        for t in head.children
    )  # fmt: skip


def settle_bound(site: Site, draft: Draft) -> Draft:
    """ "Argued over two bills": a number in words after a preposition of topic or place is not bounded by it."""
    if (
        draft.kind != "count"
        or not is_topical(site.lexemes, draft)
        or draft.numeral.digits
        or draft.ends > 1
        or (draft.value or 0) > 12
    ):
        return draft
    token = site.token_at(site.lexemes[draft.bound_at].start)
    if token.dep_ != "prep" or draft.value is None:
        return draft
    return replace(draft, first=draft.core_first, comparator="=", low=draft.value, high=draft.value, bound_at=-1)


Rule = Callable[[Site, Draft], bool]

#: Any of these makes a draft no figure.
RULES: tuple[Rule, ...] = (
    is_in_timex,
    is_in_name,
    is_glued_to_letters,
    is_labelled,
    is_age,
    is_year,
    is_clock_or_day,
    is_calibre,
    is_list_number,
    is_score,
    is_serial,
    is_pronoun,
    is_joined_word,
    is_named,
    is_idle_ordinal,
    is_length_of_time,
    is_second_label,
    is_in_address,
    *LABEL_RULES,
)


def is_no_figure(site: Site, draft: Draft) -> bool:
    """Whether any rule takes the draft out."""
    return any(rule(site, draft) for rule in RULES)
