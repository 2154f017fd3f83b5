"""What a figure is about, as a phrase of printed words: "people killed in the violence", "attacks launched by his forces"."""

from collections.abc import Iterable
from typing import Any

from onrecord.language.quantity_fate_words import Fate, class_word
from onrecord.language.quantity_items import Thing, is_in_set_phrase
from onrecord.language.quantity_site import Site
from onrecord.language.quantity_tolls import COUNTS, counted_noun
from onrecord.model import Timex

_LONGEST = 14  # words of the phrase
_PLACES = frozenset(
    "in at on near from during after by of across inside outside over under against amid along off into when".split()
)
_GLUED = frozenset({"m", "bn", "mn", "k", "tn"})
_NEAR = 5  # words between a verb and what completes it
_PERSONLESS = frozenset({"destroyed", "damaged"})
_LIGHT = frozenset("put be estimate stand cost value total reach have say".split())
_HANGING = frozenset({"of", "at", "to", "by", "from", "in", "with", "worth"})
_GENERIC = frozenset("people persons men women children times bodies others".split())
_ARTICLES = frozenset({"a", "an", "some", "about", "other", "its", "their", "his", "her", "our", "my"})


def say_about(site: Site, thing: Thing, fate: Fate | None, skip: frozenset[int], kind: str = "count") -> str | None:
    """The thing counted with what happened to it and where.

    Args:
        site: the paragraph.
        thing: what is counted.
        fate: what happened to it; None where nothing of a known class did.
        skip: tokens that belong to figures and dates; they are left out.
        kind: of the figure; a multiple is said of what it multiplies ("death toll magnified"), not of those killed.

    Returns:
        Printed words, only the noun "people" and the word of the class may be added; None where nothing says what is counted.
    """
    noun = thing.noun
    if fate is None or kind == "ratio":
        return _of_noun(site, thing, skip)
    item = _item_words(site, thing) if noun is not None and fate.token.i != noun.i else ""
    word = class_word(fate.name)
    if noun is not None and fate.token.i == noun.i:
        words = [_item_words(site, thing)]
        return _cut([*words, *_places(site, noun, skip), *_places(site, noun.head, skip)])
    subject = item or ("people" if fate.name not in _PERSONLESS else "")
    counted = counted_noun(fate.token) if fate.token.pos_ == "NOUN" and noun is None else None
    if counted is not None and any(c.dep_ == "acl" for c in counted.children):
        return _cut([_words(site, counted, skip)])  # "the number of miners killed by the blast"
    if fate.token.pos_ == "NOUN" and noun is None:
        return _cut([subject, word, *_places(site, fate.token, skip), *_places(site, fate.token.head, skip)])
    return _cut([subject, word, *_phrases(site, thing, fate, skip)])


def _item_words(site: Site, thing: Thing) -> str:
    words = "".join(site.doc[i].text_with_ws for i in range(thing.first, thing.last)).strip().removeprefix("strong ")
    return "people" if words.lower() in {"others", "them", "those", "more", "other people"} else words


def _phrases(site: Site, thing: Thing, fate: Fate, skip: frozenset[int]) -> list[str]:
    """Where and in what it happened: phrases of the verb, of a verb it is coordinated with, and of the noun."""
    verb = fate.token
    found = _places(site, verb, skip)
    if thing.noun is not None:
        found = found + [p for p in _places(site, thing.noun, skip) if p not in found]
    if not found and verb.dep_ in {"conj", "advcl", "acomp", "oprd", "xcomp", "ccomp"}:
        found = _places(site, verb.head, skip)
    found = found or _circumstance(site, verb, skip)
    if not found:
        for later in (c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"):
            found = found or _places(site, later, skip) or _circumstance(site, later, skip)
    return found or _subject(site, verb, skip)


def _circumstance(site: Site, verb: Any, skip: frozenset[int]) -> list[str]:
    """ "when a roof collapsed at a school": the clause that tells how it came."""
    for child in verb.children:
        if (
            child.dep_ == "advcl"
            and child.i > verb.i
            and any(c.lower_ in {"when", "as", "after"} for c in child.children)
        ):
            words = _words(site, child, skip)
            return [words] if words else []
    return []


def _subject(site: Site, verb: Any, skip: frozenset[int]) -> list[str]:
    """ "by SUBJECT" for an active verb whose subject is no pronoun."""
    for holder in (verb, verb.head if verb.dep_ in {"conj", "advcl"} else verb):
        for child in holder.children:
            if (
                child.dep_ == "nsubj"
                and child.pos_ in {"NOUN", "PROPN"}
                and child.i < holder.i
                and holder.tag_ != "VBN"
            ):
                words = _words(site, child, skip)
                return [f"by {words}"] if words else []
    return []


def _places(site: Site, head: Any, skip: frozenset[int]) -> list[str]:
    """The prepositional phrases of a word that tell where, in what or by what; dates and figures left out."""
    found = []
    for child in head.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in _PLACES and child.i > head.i:
            tokens = list(child.subtree)
            if len(tokens) < 2 or any(t.i in skip for t in tokens[1:4]) or len(tokens) > _LONGEST:
                continue
            found.append(_join(t for t in tokens if t.i not in skip))
    return found[:2]


def _of_noun(site: Site, thing: Thing, skip: frozenset[int]) -> str | None:
    """The item with what modifies it, or with the verb that it is object or subject of."""
    noun = thing.noun
    if noun is None:
        return _of_bare(site, thing, skip)
    item = _item_words(site, thing)
    if item.lower() in _GENERIC:
        told = _of_generic(site, noun, item, skip)
        if told is not None:
            return told
    right = [c for c in noun.children if c.i > noun.i and c.dep_ in {"prep", "acl", "relcl", "agent"}]
    more = [_words(site, c, skip) for c in right if all(t.i not in skip for t in list(c.subtree)[:2])]
    words = [item, *[m for m in more if m]]
    hook = noun if noun.head.lower_ != "of" or noun.dep_ != "pobj" else thing.anchor
    verb = hook.head
    if not more and hook.dep_ == "dobj" and verb.tag_ in {"VBD", "VBN"}:
        acted = _subject(site, verb, skip)
        words += [a.replace("by ", "of ", 1) for a in acted] if verb.lemma_ == "have" else [verb.text, *acted]
    elif not more and hook.dep_ in {"nsubj", "nsubjpass"} and verb.pos_ == "VERB":
        objects = [_words(site, c, skip) for c in verb.children if c.dep_ == "dobj"]
        words += [verb.text, *objects[:1], *([] if objects else _places(site, verb, skip) or _rest(site, verb, skip))]
    return _cut(words)


def _of_generic(site: Site, noun: Any, item: str, skip: frozenset[int]) -> str | None:
    """People and times as such are told apart by what they are counted for: "movements of people", "people in custody", "times tested"."""
    head = noun.head
    if any(c.i > noun.i and c.dep_ in {"acl", "relcl", "agent"} for c in noun.children):
        return None
    if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.pos_ == "NOUN" and head.head.i < noun.i:
        above = head.head
        first = min([above.i, *(c.i for c in above.children if c.dep_ in {"amod", "compound"} and c.i < above.i)])
        return _cut([_join(site.doc[first : above.i + 1]), "of", item])
    if any(c.i > noun.i and c.dep_ == "prep" for c in noun.children):
        return None
    if noun.dep_ in {"nsubj", "nsubjpass"} and head.lemma_ == "be":
        state = _rest(site, head, skip)
        return _cut([item, *state]) if state else None
    is_told = noun.dep_ in {"dobj", "npadvmod"} and head.pos_ == "VERB" and head.lemma_ not in _LIGHT
    if not is_told:
        return None
    return _cut([item, head.text] if head.tag_ in {"VBD", "VBN"} else [head.text, item])


def _rest(site: Site, verb: Any, skip: frozenset[int]) -> list[str]:
    """What a verb without an object says only with what follows: "took to the streets", "refused to leave"."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"xcomp", "acomp", "attr", "prep", "oprd", "ccomp"}:
            words = _words(site, child, skip)
            return [words] if words and child.i - verb.i < _NEAR else []
    return []


def _of_bare(site: Site, thing: Thing, skip: frozenset[int]) -> str | None:
    """A ratio or amount without a noun of its own: what it modifies ("its death toll"), or what rose."""
    anchor = _anchor_of(thing)
    head = _governor_of(anchor)
    before = [t.lower_ for t in site.doc[max(0, anchor.i - 2) : anchor.i]]
    if {"pop", "pop.", "population"} & set(before):
        return "population"
    if is_in_set_phrase(head):
        return None  # "on top of the 30 million": nothing says what they are
    told = _of_state(site, anchor, head, skip)
    if told is not None:
        return told
    if head.pos_ in {"NOUN", "PROPN"}:
        verb = head.head if head.dep_ in {"dobj", "conj"} else None
        verb = verb.head if verb is not None and verb.pos_ == "NOUN" else verb
        acted = [verb.text] if verb is not None and verb.tag_ in {"VBD", "VBN"} else []
        named = _words(site, head, skip | _conjuncts(head)).split()
        while named and named[-1].lower() in _HANGING:  # "a loss of", whose amount is left out
            named.pop()
        return _cut([" ".join(named), *acted])
    subject = _doer(head)
    changed = _changed(head, anchor)
    if changed is not None:
        below = frozenset(
            t.i for c in changed.children if c.i > changed.i and c.dep_ == "prep" and c.lower_ in _TO for t in c.subtree
        )
        acted = [head.text, *_subject(site, head, skip | below)] if head.tag_ in {"VBD", "VBN"} else []
        return _cut([_words(site, changed, skip | below), *acted])
    if head.pos_ == "VERB" and subject is not None:
        if head.lemma_ in _LIGHT:
            return _cut([_words(site, subject, skip)])
        below = frozenset(t.i for c in subject.children if c.dep_ == "relcl" for t in c.subtree)
        return _cut([_words(site, subject, skip | below), head.text, *_rest(site, head, skip)])
    says_what = subject is not None and subject.lemma_.lower() not in COUNTS
    if head.lemma_ == "be" and says_what and anchor.dep_ in {"attr", "acomp"}:
        return _cut([_words(site, subject, skip)])  # "turnout was 54 per cent"
    return _of_deed(site, anchor, head, skip) or (head.text if head.lemma_ in _MEASURED_BY else None)


def _anchor_of(thing: Thing) -> Any:
    """ "£46 | m meant for": the parser takes the "m" for a verb."""
    anchor = thing.anchor
    return anchor.nbor(-1) if anchor.lower_ in _GLUED and anchor.i and anchor.nbor(-1).like_num else anchor


def _governor_of(anchor: Any) -> Any:
    head = modified_noun(anchor) or anchor.head
    for _ in range(3):
        if head.dep_ not in {"prep", "quantmod", "pcomp"}:
            break
        head = head.head
    return head


def _of_state(site: Site, anchor: Any, head: Any, skip: frozenset[int]) -> str | None:
    """ "The deal is worth $3 billion", "closed 6.4 % lower", "five thousand hectares are gone": whose the amount is."""
    if head.lower_ in _STATES and head.pos_ in {"ADJ", "ADV", "ADP"}:
        noun, verb = _bearer(head)
        below = frozenset(t.i for t in head.subtree)
        acted = [verb.text] if verb is not None and verb.pos_ == "VERB" else []
        return _cut([_words(site, noun, skip | below), *acted, head.text]) if noun is not None else None
    if anchor.dep_ != "nsubj" or head.lemma_ != "be":
        return None
    state = next((c for c in head.children if c.dep_ in {"acomp", "attr", "prep"} and c.i > head.i), None)
    named = [anchor.text] if anchor.pos_ == "NOUN" else []
    is_said = state is not None and (named or state.dep_ == "prep")
    return _cut([*named, _words(site, state, skip)]) if is_said else None


def _bearer(state: Any) -> tuple[Any | None, Any | None]:
    """Of what a state is told, and the verb that tells it: "its contract with the club, worth", "the stock closed … lower"."""
    above = state.head
    if above.dep_ == "pobj" and above.head.head.pos_ in {"NOUN", "PROPN"}:
        return above.head.head, None
    return (above, None) if above.pos_ in {"NOUN", "PROPN"} else (_doer(above), above)


def _of_deed(site: Site, anchor: Any, verb: Any, skip: frozenset[int]) -> str | None:
    """What is done with an amount by whom no noun names: "pay to the band", "pocketed, meant for the care of orphans"."""
    if verb.pos_ != "VERB" or anchor.dep_ not in {"dobj", "nsubj", "attr"}:
        return None
    beside = [c for c in (*anchor.children, *verb.children) if c.i > anchor.i and c.dep_ in {"prep", "dative", "acl"}]
    words = next(
        (w for c in beside if (w := _words(site, c, skip)) and any(t.pos_ in {"NOUN", "PROPN"} for t in c.subtree)), ""
    )
    return _cut([verb.text, words]) if words and verb.lemma_ not in _LIGHT else None


def _doer(verb: Any) -> Any | None:
    """The noun that a verb has for its subject; of "who stole" the one before, of "jailed for stealing" that of the verb above."""
    own = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if own is not None and own.pos_ in {"NOUN", "PROPN"}:
        return own
    if own is not None and own.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl" and verb.head.pos_ in {"NOUN", "PROPN"}:
        return verb.head
    infinitive = verb.dep_ in {"xcomp", "advcl"} and any(c.tag_ == "TO" for c in verb.children)
    shares = verb.dep_ == "conj" or (infinitive and not any(c.dep_ == "dobj" for c in verb.head.children))
    if own is None and shares and verb.head.pos_ in {"VERB", "AUX"}:
        return _doer(verb.head)  # "recovered to close lower", "is 31 centimetres across and weighs"
    if own is None and verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.head.pos_ == "VERB":
        return _doer(verb.head.head)
    return None


def _changed(verb: Any, anchor: Any) -> Any | None:
    """What a verb changes to, by or from the amount: the object of "cut its key rate to 1.75 %", whoever cut it."""
    if verb.pos_ != "VERB" or anchor.i < verb.i:
        return None
    objects = [c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < anchor.i and c.pos_ in {"NOUN", "PROPN"}]
    preposition = anchor
    while preposition.head != verb and preposition.head.i != preposition.i:
        preposition = preposition.head
    is_amount = preposition.dep_ in {"prep", "npadvmod", "advmod"} and (
        preposition.lower_ in _TO or preposition.dep_ != "prep"
    )
    return objects[0] if objects and is_amount else None


_TO = frozenset({"to", "by", "from", "at"})
_MEASURED_BY = frozenset({"weigh"})
#: What an amount measures: "worth 14 million", "6.4 % lower", "2.4 kilometres long".
_STATES = frozenset("worth higher lower up down long wide high tall deep thick away".split())


def modified_noun(anchor: Any) -> Any:
    """The noun that an amount without one of its own modifies ("its duration about sixfold"); None where a verb comes first."""
    head = anchor
    for _ in range(4):
        if head.dep_ not in {"prep", "pcomp", "pobj", "quantmod", "advmod", "nummod", "appos", "amod", "acomp"}:
            return None
        head = head.head
        if head.pos_ in {"NOUN", "PROPN"}:
            return head if head.i < anchor.i else None
        if head.pos_ in {"VERB", "AUX"}:
            return None
    return None


def _conjuncts(head: Any) -> frozenset[int]:
    """The tokens of what is coordinated with a noun on its right, and of amounts that hang on it."""
    below = [
        c
        for c in head.children
        if c.i > head.i and c.dep_ in {"conj", "cc", "prep", "appos"} and c.lower_ not in {"of", "in"}
    ]
    return frozenset(t.i for c in below for t in c.subtree)


def _words(site: Site, head: Any, skip: frozenset[int]) -> str:
    """The words of a phrase up to its first comma, figures and dates left out."""
    kept: list[Any] = []
    for token in head.subtree:
        if token.text in ",;:()–—" and kept and token.i > head.i:
            break
        if token.i not in skip and not (not kept and token.lower_ in {"that", "which"}):
            kept.append(token)
    words = _join(kept)
    first = kept[0] if kept else head
    return words[:1].lower() + words[1:] if first.pos_ in {"DET", "PRON"} and first.is_sent_start else words


def _join(tokens: Iterable[Any]) -> str:
    """Printed words; of the marks between them only the blank is left."""
    words = "".join(t.text_with_ws if not t.is_punct or t.text in "-'’" else " " * bool(t.whitespace_) for t in tokens)
    return " ".join(words.split())


def _cut(parts: Iterable[str]) -> str | None:
    """One phrase of at most so many words, without an article or a hanging preposition at its ends."""
    words = " ".join(p for p in parts if p).split()[:_LONGEST]
    while words and words[0].lower() in _ARTICLES:
        words = words[1:]
    while words and words[-1].lower() in _PLACES | {"the", "a", "an", "and", "or", "to", "that", "who", "with", "for"}:
        words = words[:-1]
    return " ".join(words) or None


def skipped_tokens(site: Site, timexes: Iterable[Timex], figures: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The tokens of dates and figures of the paragraph, for the phrase to leave out."""
    found: set[int] = set()
    for timex in timexes:
        tokens = site.paragraph.tokens(timex.span)
        found.update(t.i for t in tokens or ())
    for first, last in figures:
        found.update(t.i for t in site.tokens_of(first, last))
    return frozenset(found)
