"""What happened to those a figure counts: killed, injured, missing, displaced, arrested ...

The words are data (`resources/casualty_classes.csv`); the rules below say by which way of the syntax such a word governs a figure.
"""

from functools import cache
from typing import Any, NamedTuple

from onrecord.language.quantity_fate_words import PEOPLE, Fate, class_of_verb, class_table, is_state
from onrecord.language.quantity_governors import BELIEFS, LIGHT, class_of_phrase, fate_of_place, governed_fate
from onrecord.language.quantity_tolls import class_of_toll, find_toll
from onrecord.resources import read_words

_STRICT = frozenset({"released", "recovered", "charged", "deployed", "affected", "dismissed", "infected", "arrested"})
_PARTS = frozenset(
    "most some half one none many few majority third quarter several any dozens hundreds percent % part rest".split()
)


class Counted(NamedTuple):
    """What is counted, as the rules see it."""

    noun: Any  # head of the noun phrase; None where the number stands alone
    anchor: Any  # the token by which the figure hangs in the sentence
    before: int  # first token of the figure with its bound
    after: int  # first token after figure and item


def find_fate(counted: Counted) -> Fate | None:
    """What happened to those counted; None where nothing of a known class did."""
    for rule in RULES_OF_PART if _is_whole(counted) else RULES:
        fate = rule(counted)
        if fate and _fits(fate, counted.noun):
            return _joint(fate)
    return None


def _is_whole(counted: Counted) -> bool:
    """Whether the figure is the whole of which only a part is spoken of ("most of the 58 victims", "one of the three hostages")."""
    noun = counted.noun
    token = noun if noun is not None else counted.anchor
    prep = token.head
    if token.dep_ != "pobj" or prep.lower_ != "of" or prep.i >= counted.before:
        return False
    return prep.head.pos_ in {"NUM", "ADJ", "PRON", "DET"} or prep.head.lower_ in _PARTS


def _fits(fate: Fate, noun: Any) -> bool:
    """Verbs with other senses ("fired 12 rockets", "released 12 files") need people for their object."""
    if noun is None:
        return True
    lemma = noun.lemma_.lower()
    person = lemma in PEOPLE or noun.lower_ in PEOPLE or noun.tag_ in {"NNPS", "NNP"}
    if fate.name in {"destroyed", "damaged"}:
        return not person
    if fate.token.lemma_ == "burn":
        return person
    return person or fate.name not in _STRICT or fate.token.i == noun.i or lemma in {"case", "patient"}


def _joint(fate: Fate) -> Fate:
    """Killed *or* injured is one class of its own."""
    if fate.name not in {"killed", "injured"}:
        return fate
    for token in (*fate.token.conjuncts,):
        between = fate.token.doc[min(token.i, fate.token.i) : max(token.i, fate.token.i)]
        other = class_of_verb(token) or class_table("states").get(token.lower_)
        if {other, fate.name} == {"killed", "injured"} and len(between) <= 3 and any(t.lower_ == "or" for t in between):
            return Fate("casualties", fate.token)
    return fate


def by_noun(counted: Counted) -> Fate | None:
    """The thing counted is the happening: 44 fatalities, 57 infections, 23 lives claimed."""
    noun = counted.noun
    if noun is None:
        return None
    lemma = noun.lemma_.lower()
    if lemma == "life":
        return Fate("killed", noun) if noun.head.lemma_ in {"claim", "lose", "take", "cost"} else None
    if lemma == "case":
        return Fate("infected", noun) if _is_medical(noun) else None
    name = class_table("nouns").get(lemma) or class_table("nouns").get(noun.lower_)
    return Fate(name, noun) if name and lemma not in PEOPLE else None


def _is_medical(noun: Any) -> bool:
    words = {t.lower_ for t in noun.subtree}
    return bool(words & read_words("diseases.txt"))


def by_state_after(counted: Counted) -> Fate | None:
    """The state right after the figure: 12 dead, 30 people wounded, 9 others were missing, 5 feared trapped."""
    doc, after = counted.anchor.doc, counted.after
    passive = direct = True
    for i in range(after, min(after + 7, len(doc))):
        token = doc[i]
        lemma = token.lemma_.lower()
        if (
            is_state(token)
            and not _is_active(token, passive, direct)
            and not (token.dep_ == "amod" and token.head.i > i)
        ):
            return Fate(class_table("states")[token.lower_], token)
        if token.pos_ == "AUX" or lemma in LIGHT:
            passive = lemma in LIGHT or (passive and i > after and lemma != "have")
        elif lemma in BELIEFS and token.tag_ in {"VBN", "VBD"}:
            passive = True
        elif not (
            token.pos_ in {"ADV", "PART"}
            or token.lower_ in {"who", "that", "to", "have", "been", "others", "people", "more", "seriously"}
        ):
            return None
        direct = False
    return None


def by_attribute(counted: Counted) -> Fate | None:
    """A state that directly follows the number and stands for the people: "five of the 33 wounded"."""
    doc, i = counted.anchor.doc, counted.after
    if counted.noun is not None or i >= len(doc) or not is_state(doc[i]):
        return None
    return Fate(class_table("states")[doc[i].lower_], doc[i])


def by_place_after(counted: Counted) -> Fate | None:
    """ "Kills three, 41 in hospital", "12 in custody": a number that only its place tells of, whatever stands before it."""
    doc, i = counted.anchor.doc, counted.after
    if counted.noun is not None or i + 1 >= len(doc) or doc[i].lower_ != "in":
        return None
    name = _PLACES.get(doc[i + 1].lower_)
    return Fate(name, doc[i]) if name else None


_PLACES = {
    "hospital": "hospitalised",
    "custody": "arrested",
    "detention": "arrested",
    "jail": "jailed",
    "prison": "jailed",
}


def _is_active(token: Any, passive: bool, direct: bool) -> bool:
    """Whether the participle is a verb of which the figure is the actor ("12 soldiers have killed ...")."""
    if token.tag_ not in {"VBN", "VBD"} or token.lower_ not in _verb_forms():
        return False
    has_object = any(c.dep_ in {"dobj", "ccomp"} for c in token.children)
    if direct:
        return has_object or _is_quantity_next(token)
    return not passive


def _is_quantity_next(token: Any) -> bool:
    if token.i + 1 >= len(token.doc):
        return False
    following = token.nbor(1)
    return following.pos_ in {"DET", "PRON", "NUM"} and following.lower_ not in {
        "when",
        "who",
        "that",
        "this",
        "last",
        "which",
    }


@cache
def _verb_forms() -> frozenset[str]:
    return frozenset({"killed", "injured", "wounded", "hurt", "murdered", "arrested", "detained", "displaced", "evacuated",
                      "kidnapped", "abducted", "rescued", "released", "freed", "jailed", "charged", "infected", "executed"})  # fmt: skip


def by_governor(counted: Counted) -> Fate | None:
    """The verb of which the figure is object, passive subject or subject."""
    token = counted.anchor
    for _ in range(3):
        fate = governed_fate(token)
        if fate:
            return fate
        if (
            token.dep_ in {"conj", "appos"}
            and token.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}
            and token.head.i < token.i
        ):
            token = token.head
        elif token.dep_ == "pobj" and token.head.lower_ in {"including", "among"}:
            token = token.head.head
        else:
            break
    return None


def by_verb_before(counted: Counted) -> Fate | None:
    """The verb right before the figure, whatever the parse made of it: "kills 17", "injures hundreds"."""
    doc, i = counted.anchor.doc, counted.before - 1
    while i >= 0 and (doc[i].pos_ == "ADV" or doc[i].lower_ in {"another", "the", "further"}) and not is_state(doc[i]):
        i -= 1
    if i < 0 or doc[i].pos_ in {"AUX", "ADP", "PUNCT"}:
        return None
    token = doc[i]
    name = (
        class_of_verb(token) or class_of_phrase(token, token.lemma_.lower())
        if token.pos_ in {"VERB", "NOUN", "PROPN"}
        else None
    )
    passive = token.tag_ == "VBN" and any(c.dep_ in {"auxpass", "nsubjpass"} for c in token.children)
    return Fate(name, token) if name and not passive else None


def by_toll(counted: Counted) -> Fate | None:
    """A number that a toll reaches: the death toll rose to 15, put the number of injured at 30."""
    if counted.noun is not None and not is_state(counted.noun):
        return None
    toll = find_toll(counted.anchor)
    if toll is None:
        return None
    name = class_of_toll(toll)
    return Fate(name, toll) if name else None


def by_list_of_dead(counted: Counted) -> Fate | None:
    """ "Among the dead were four nurses"; "Fourteen of the dead were foreigners"."""
    anchor = counted.anchor
    verb = anchor.head if anchor.dep_ in {"nsubj", "attr", "nsubjpass"} else None
    if verb is None or verb.lemma_ != "be":
        return None
    return fate_of_place(verb)


def by_person_noun(counted: Counted) -> Fate | None:
    """The noun names people by what happened to them: hostages, refugees, survivors, detainees."""
    noun = counted.noun
    if noun is None:
        return None
    name = (
        class_table("nouns").get(noun.lemma_.lower())
        or class_table("nouns").get(noun.lower_)
        or class_table("states").get(noun.lower_)
    )
    return Fate(name, noun) if name else None


def by_partitive(counted: Counted) -> Fate | None:
    """ "Three of the injured", "fourteen of the dead", "seven of those arrested"."""
    doc, i = counted.anchor.doc, counted.after
    if i + 2 >= len(doc) or doc[i].lower_ != "of" or doc[i + 1].lower_ not in {"the", "those", "its", "their"}:
        return None
    token = doc[i + 2]
    name = class_table("states").get(token.lower_) or class_of_verb(token)
    return Fate(name, token) if name else None


#: Tried in this order; the first that knows wins.
RULES = (
    by_noun,
    by_state_after,
    by_place_after,
    by_governor,
    by_list_of_dead,
    by_toll,
    by_verb_before,
    by_partitive,
    by_person_noun,
)

#: For a whole of which the sentence speaks only in part, what happened to the part says nothing of it.
RULES_OF_PART = (by_noun, by_attribute, by_person_noun)
