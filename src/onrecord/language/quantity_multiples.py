"""Multiples that verbs and adverbs say: doubled, tripled, halved, twice as many, three times higher."""

import re
from dataclasses import replace
from typing import Any

from onrecord.language.quantity_changes import Direction
from onrecord.language.quantity_drafts import Draft
from onrecord.language.quantity_items import Thing
from onrecord.language.quantity_site import Site
from onrecord.model import Quantity, Span
from onrecord.model.findings import Comparator

_WORDS = {"double": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0, "quintuple": 5.0, "halve": 0.5}
_TWICE = {"twice": 2.0, "thrice": 3.0}
_ANY = re.compile(r"\b(?:doubl|tripl|trebl|quadrupl|quintupl|halv|twice|thrice)", re.IGNORECASE)
_BOUNDS: dict[tuple[str, ...], Comparator] = {
    ("more", "than"): ">", ("at", "least"): ">=", ("nearly",): "~", ("almost",): "~", ("about",): "~", ("roughly",): "~",
    ("approximately",): "~", ("less", "than"): "<", ("over",): ">",
}  # fmt: skip
_AFTER_TIMES = frozenset(
    "as the more less higher lower larger smaller bigger greater faster likelier their its his her that what".split()
)


def settle_multiple(site: Site, draft: Draft, thing: Thing) -> Draft:
    """ "Three times higher" is a multiple; "three times" alone counts occasions."""
    if thing.noun is None or thing.noun.lower_ != "times" or draft.kind != "count":
        return draft
    following = site.doc[thing.last].lower_ if thing.last < len(site.doc) else ""
    return replace(draft, kind="ratio", unit="times", unit_kind="ratio") if following in _AFTER_TIMES else draft


def may_hold_multiples(text: str) -> bool:
    """Whether a text has a word that could say a multiple; saves the walk over its tokens."""
    return bool(_ANY.search(text))


def find_multiples(site: Site) -> list[Quantity]:
    """The multiples of a paragraph that a verb or adverb says, in text order; ids are not set."""
    found = []
    for token in site.doc:
        value = _value(token)
        if value is not None:
            found.append(_record(site, token, value))
    return found


def _value(token: Any) -> float | None:
    """What the word multiplies by; None where it is no multiple ("double room")."""
    if token.lower_ in _TWICE and token.i + 1 < len(token.doc):
        return _TWICE[token.lower_] if token.nbor(1).lower_ in _AFTER_TIMES else None
    value = _WORDS.get(token.lemma_.lower())
    if value is None or token.pos_ != "VERB" or token.dep_ in {"amod", "compound"}:
        return None
    if "down" in [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]]:
        return None  # "doubled down on it"
    return value


def _record(site: Site, token: Any, value: float) -> Quantity:
    comparator, first = _bound(token)
    start, end = site.paragraph.start + first.idx, site.paragraph.start + token.idx + len(token)
    low, high = (
        (value, value) if comparator == "=" else (value, None) if comparator in {">", ">="}
        else (None, value) if comparator in {"<", "<="} else (None, None)
    )  # fmt: skip
    item = _item(token)
    span = _span(site, item) if item is not None else None
    shift = site.paragraph.start
    about = " ".join(site.paragraph.text[span.start - shift : span.end - shift].split()) if span else None
    rises: Direction | None = None if token.lower_ in _TWICE else "down" if value < 1 else "up"
    return Quantity(
        id="n", start=start, end=end, value=value, low=low, high=high, comparator=comparator, kind="ratio", unit="fold",
        item=span, about=f"{about} {token.text}" if about else None, direction=rises,
    )  # fmt: skip


def _bound(token: Any) -> tuple[Comparator, Any]:
    """The bound before the word, and the first token of it."""
    doc, i = token.doc, token.i
    for words, comparator in _BOUNDS.items():
        first = i - len(words)
        if first >= 0 and tuple(t.lower_ for t in doc[first:i]) == words:
            return comparator, doc[first]
    return "=", token


def _item(token: Any) -> Any:
    """What is multiplied: the object, or the subject of a verb without one."""
    if token.lower_ in _TWICE:
        return None
    for deps in ({"dobj"}, {"nsubj", "nsubjpass"}):
        found = next((c for c in token.children if c.dep_ in deps and c.pos_ in {"NOUN", "PROPN"}), None)
        if found is not None:
            return found
    return None


def _span(site: Site, noun: Any) -> Span:
    """The noun with what stands before it, without its article."""
    left = [t for t in noun.subtree if t.i <= noun.i and t.dep_ != "det"]
    first = min(left, key=lambda t: t.i)
    return Span(site.paragraph.start + first.idx, site.paragraph.start + noun.idx + len(noun))
