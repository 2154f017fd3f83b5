"""What a figure counts: the noun phrase, found by the parse and, where that fails, by the words that follow the number."""

from dataclasses import dataclass
from typing import Any

from onrecord.language.quantity_drafts import Draft
from onrecord.language.quantity_fate_words import is_state
from onrecord.language.quantity_site import Site
from onrecord.model import Span

_NOUNS = frozenset({"NOUN", "PROPN"})
_FORMS = frozenset({"VBG", "VBN", "JJ", "JJR", "JJS"})
_LINKS = frozenset("-‐‑–/&")
_SKIPPED = frozenset(
    {"the", "these", "those", "its", "their", "his", "her", "our", "my", "a", "an", "all", "more", "other's"}
)
_LONGEST = 8  # tokens from the number to the head of its noun phrase
#: Nouns that count nothing themselves: what they count follows after "of".
_CARRIERS = frozenset(
    "case count form type kind group pair piece part member number lot set round act charge percentage share wave series bag".split()
)


@dataclass(frozen=True)
class Thing:
    """What is counted.

    A state that stands for people ("12 dead") is the item without being a noun. `noun` is the head of the noun phrase, None
    where the number stands alone ("killing 12", "12 dead"); `anchor` is the token by which the figure hangs in the sentence; the
    item is the tokens [first, last), empty where nothing is printed.
    """

    noun: Any
    anchor: Any
    first: int
    last: int


def find_thing(site: Site, draft: Draft) -> Thing:
    """What the figure counts, and the token by which it hangs in the sentence."""
    tokens = site.core(draft)
    end = site.token_at(site.lexemes[draft.last - 1].end - 1).i + 1
    root = _root(tokens)
    start = _after_of(site, draft, end)
    noun = _occasions(site, start) or _head_noun(root, start, end) or _scan(site, start)
    noun = None if noun is not None and is_in_set_phrase(noun) else noun
    if noun is None or (
        start == end and draft.unit_kind in {"percent", "money", "measure"} and not _is_compound(root, noun)
    ):
        return Thing(None, root, end, end + 1 if end < len(site.doc) and is_state(site.doc[end]) else end)
    stands = start > end and root.i < end and root.dep_ not in {"nummod", "quantmod"}
    anchor = root if stands else noun
    return Thing(noun, anchor, _trim(site, start, noun), _with_hyphens(site.doc, noun.i + 1))


def is_in_set_phrase(noun: Any) -> bool:
    """ "On top of", "in addition to", "in exchange for": nouns that are counted nowhere."""
    before = noun.doc[noun.i - 1] if noun.i else None
    return before is not None and (before.lower_, noun.lower_) in _SET_PHRASES


_SET_PHRASES = frozenset(
    ("in", n)
    for n in "addition exchange return favor favour excess terms case front spite place total part line".split()
) | {("on", "top"), ("on", "behalf"), ("on", "average")}


def _with_hyphens(doc: Any, last: int) -> int:
    """The end of a compound that begins with the noun: passers-by, mothers-to-be."""
    while last + 1 < len(doc) and doc[last].text == "-" and not doc[last - 1].whitespace_ and not doc[last].whitespace_:
        last += 2
    return last


def _root(tokens: list[Any]) -> Any:
    """The token of the figure whose head lies outside it, the last of several."""
    inside = {t.i for t in tokens}
    outside = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    return outside[-1] if outside else tokens[-1]


def _is_compound(root: Any, noun: Any) -> bool:
    """Whether a unit modifies the noun after it ("a $100 million contract", "a 24% discount")."""
    return bool(noun.i > root.i and root.head.i == noun.i)


def _after_of(site: Site, draft: Draft, end: int) -> int:
    """Where the noun phrase begins: after "of" and determiners in "dozens of the people", else right after the figure."""
    doc = site.doc
    if (
        draft.unit_kind == "money"
        and end + 1 < len(doc)
        and doc[end].lower_ == "in"
        and doc[end + 1].pos_ in {"NOUN", "ADJ"}
    ):
        return end + 1  # "$2 million in damage"
    if end < len(doc) and doc[end].lower_ == "of" and draft.kind != "ordinal":
        end += 1
        while end < len(doc) and (doc[end].lower_ in _SKIPPED or doc[end].pos_ in {"DET", "NUM"}):
            end += 1
    return end


def _occasions(site: Site, start: int) -> Any:
    """The word "times" right after the number, which heads no longer phrase ("three times as many cars")."""
    return site.doc[start] if start < len(site.doc) and site.doc[start].lower_ == "times" else None


def _head_noun(root: Any, start: int, end: int) -> Any:
    """The noun that the number modifies in the parse; None if it modifies none to its right."""
    head = root
    if start > end:
        return None
    for _ in range(3):
        if head.dep_ not in {"nummod", "quantmod", "amod", "compound", "nmod", "det", "npadvmod", "advmod"}:
            return None
        head = head.head
        if head.pos_ in _NOUNS and end <= head.i < end + _LONGEST and not is_state(head):
            return head if _is_one_phrase(head, end) else None
    return None


def _is_one_phrase(head: Any, end: int) -> bool:
    """Whether nothing between number and noun ends the phrase."""
    between = [head.doc[i] for i in range(end, head.i)]
    return not any(
        t.dep_ in {"ROOT", "aux", "auxpass"} or t.text in ",;:()" or t.pos_ in {"AUX", "ADP", "SCONJ"} for t in between
    )


def _scan(site: Site, start: int) -> Any:
    """The last noun of the run of adjectives and nouns at `start`."""
    doc, found = site.doc, None
    for i in range(start, min(start + _LONGEST, len(doc))):
        token = doc[i]
        if is_state(token) and (i == start or not _leads_on(doc, i)):
            break
        if token.pos_ in _NOUNS or (
            token.pos_ == "PRON" and token.lower_ in {"others", "those", "them"} and i == start
        ):
            found = token
        elif (found is not None and (token.pos_ == "ADJ" or token.tag_ in {"VBN", "VBD", "VBG"})) or not (
            token.pos_ in {"ADJ", "NUM"}
            or token.tag_ in _FORMS
            or token.text in _LINKS
            or token.lower_ in {"or", "’s", "'s"}
            or token.pos_ == "ADV"
        ):
            break
        if (
            found is not None
            and found.tag_ in {"NNS", "NNPS"}
            and i + 1 < len(doc)
            and doc[i + 1].pos_ not in {"NOUN", "PUNCT"}
        ):
            break
        if token.text in {",", ";", ":", "."}:
            break
    return found


def _leads_on(doc: Any, i: int) -> bool:
    """Whether a participle or adjective modifies the noun after it ("wounded soldiers", "missing people")."""
    return i + 1 < len(doc) and doc[i].head.i > i and doc[i].dep_ in {"amod", "compound"}


def _trim(site: Site, start: int, noun: Any) -> int:
    """Where the item begins, without adverbs, "other" and hyphens left over from the number."""
    i = start
    while i < noun.i and (
        site.doc[i].lower_ in {"more", "other", "further", "additional", "-", "others"} or site.doc[i].text in _LINKS
    ):
        i += 1
    return i


def item_span(site: Site, thing: Thing) -> Span | None:
    """The item's characters in the report; a carrier noun takes what follows its "of" along ("members of the guard")."""
    if thing.last <= thing.first:
        return None
    last = _with_of(site.doc, thing.noun, thing.last)
    doc, start = site.doc, site.paragraph.start
    return Span(start + doc[thing.first].idx, start + doc[last - 1].idx + len(doc[last - 1]))


def _with_of(doc: Any, noun: Any, last: int) -> int:
    """The end of the item with its "of" phrase, if the noun needs one."""
    if noun is None or noun.lemma_.lower() not in _CARRIERS or last >= len(doc) or doc[last].lower_ != "of":
        return last
    inner = next((t for t in doc[last].children if t.dep_ == "pobj"), None)
    return inner.i + 1 if inner is not None and inner.i - last < _LONGEST else last
