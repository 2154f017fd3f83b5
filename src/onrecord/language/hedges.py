"""What a clause leaves open: what may be, is believed, said or feared to be so, or nearly was."""

from typing import Any

from onrecord.language.clauses import Clause
from onrecord.language.governing import (
    content_noun_of,
    content_nouns,
    first_of,
    governors,
    governs_infinitive,
    words_above,
)
from onrecord.language.negation import is_denied, is_negative, is_turned_back
from onrecord.language.predicates import auxiliaries, predicate_of
from onrecord.language.verdicts import is_left_open, is_no_denial, is_not_meant, is_unproven
from onrecord.language.viewpoints import DEEMING, DEEMING_AS

Token = Any  # a spaCy token

_OPEN = frozenset({"may", "might"})
_TELLING = frozenset("say report allege claim rumour rumor understand".split())
_HEDGES = frozenset(
    "allegedly apparently arguably conceivably evidently likely maybe ostensibly perhaps possibly potentially presumably probably"
    " purportedly reportedly reputedly seemingly supposedly rarely seldom".split()
)
_DOUBTING = frozenset({"doubt", "question"})  # "nobody doubts that he left"
_LIKELIHOODS = frozenset("likelihood probability".split())
PERCEIVED = frozenset({"see", "hear", "smell", "feel", "glimpse", "discern", "observe"})


def is_hedged(clause: Clause) -> bool:
    """What may be, what is believed or said to be likely, what somebody nearly did."""
    head = clause.head
    modals = auxiliaries(head)
    if any(c.lower_ in _OPEN for c in modals) or must_have_been(head) or _is_one_of_two(clause):
        return True
    if any(c.lower_ == "could" for c in modals) and not _reports_ability(head):
        return True
    if _has_hedge(clause) or _is_guarded(head):
        return True
    if any(_is_hearsay(t) for t in predicate_of(clause)):
        return True
    if is_unproven(head) or is_left_open(head) or is_content_of(head, "open"):
        return True
    if (is_content_of(head, "held") and not is_denied(clause)) or is_content_of(head, "denied"):
        return True
    if _is_deemed(head) or _is_sayable(head) or any(is_hearsay_aside(c) for c in head.children):
        return True
    governor = next(words_above(head, 1), None)
    if governor is None or governor.pos_ == "NOUN" or is_not_meant(head):
        return False
    return _leaves_open(governor)


def _leaves_open(governor: Token) -> bool:
    """Whether the verb above a clause leaves it open: "it seems he left", "nobody claims he left"."""
    if is_turned_back(governor) and governor.lemma_ in _DOUBTING:
        return False  # "nobody doubts it"
    if is_turned_back(governor) and governor.lemma_ in governors("claims"):
        return True  # "nobody claims it" leaves it open
    return governor.lemma_.lower() in governors("hedges")


def takes(clause: Clause, effect: str) -> bool:
    """Whether a word of the predicate has an effect on an infinitive that it takes: "urged him to leave", "seems to have left"."""
    return any(t.lemma_.lower() in governors(effect) and governs_infinitive(t) for t in predicate_of(clause))


def is_content_of(head: Token, effect: str) -> bool:
    """Whether a clause tells the content of a noun with an effect on it: "the demand that he leave"."""
    noun = content_noun_of(head)
    return noun is not None and noun.lemma_.lower() in content_nouns(effect) and not _is_beyond(noun)


def _is_beyond(noun: Token) -> bool:
    """ "There is no doubt that he left", "left little doubt that he had"."""
    denied = any(c.lower_ in ("no", "little") for c in noun.children) or noun.head.lower_ in ("without", "beyond")
    return denied and is_no_denial(noun)


def must_have_been(head: Token) -> bool:
    """ "Must have known" concludes; it asks nothing of anyone."""
    words = [c.lower_ for c in auxiliaries(head)]
    return "must" in words and "have" in words


def _is_sayable(head: Token) -> bool:
    """ "You could say that she caused it", "one might think so"."""
    governor = next(words_above(head, 1), None)
    if governor is None:
        return False
    anyone = any(c.dep_ == "nsubj" and c.lower_ in ("you", "one") for c in governor.children)
    return anyone and any(c.lower_ in ("could", "might", "may", "can") for c in auxiliaries(governor))


def _has_hedge(clause: Clause) -> bool:
    """ "Perhaps he left", "is likely worth a million"."""
    head = clause.head
    if any(t.lower_ in _HEDGES and t.head in (head, head.head) for t in clause.tokens):
        return True
    opened = first_of(head)
    if any(c.lower_ in _HEDGES and c.i == opened.sent.start for c in opened.children):
        return True  # "reportedly, he left and has returned"
    return any(c.lower_ in _HEDGES and c.dep_ == "advmod" for t in predicate_of(clause) for c in t.children)


def _is_one_of_two(clause: Clause) -> bool:
    """ "They fled or were killed", "twenty were killed or wounded": one of the two, and which is not told."""
    at = first_of(clause.head)
    if at.tag_ not in ("VBD", "VBN") and not any(
        c.lower_ == "either" for c in at.subtree if c.i < clause.head.right_edge.i
    ):
        return False  # "people row on the lake or swim in it" do both
    if at.dep_ in ("relcl", "acl"):
        return False
    joined: set[str] = set()
    while True:
        after = next((c for c in at.children if c.dep_ == "conj" and c.pos_ in ("VERB", "AUX")), None)
        if after is None or after.left_edge.lower_ == "so":  # "or so they thought"
            break
        joined |= {c.lower_ for c in at.children if c.dep_ == "cc" and at.i < c.i < after.i}
        at = after
    return "or" in joined and not joined & {"and", "but"} and not is_negative(clause)


def _is_guarded(head: Token) -> bool:
    """ "In all likelihood he left", "almost certainly left", "all but left"."""
    for child in head.children:
        if child.dep_ == "prep" and any(x.lower_ in _LIKELIHOODS for x in child.children):
            return True
        if child.lower_ == "certainly" and child.i > 0 and child.nbor(-1).lower_ in ("almost", "nearly"):
            return True
    before = [head.doc[i].lower_ for i in (head.i - 2, head.i - 1) if i >= 0]
    return before == ["all", "but"] and head.tag_ in ("VBD", "VBN")


def _is_deemed(head: Token) -> bool:
    """ "Were feared dead", "is widely seen as a traitor": by whom is not told."""
    if head.tag_ != "VBN" or not any(c.dep_ == "auxpass" for c in head.children):
        return False
    if any(c.dep_ == "agent" for c in head.children):
        return False
    as_what = head.lemma_.lower() in DEEMING_AS and any(c.dep_ == "prep" and c.lower_ == "as" for c in head.children)
    is_view = head.lemma_.lower() in governors("hedges") | DEEMING
    return as_what or (is_view and any(c.dep_ in ("oprd", "acomp") for c in head.children))


def is_hearsay_aside(verb: Token) -> bool:
    """Whether a verb only says that a sentence is what is said, by nobody in particular: "the judge, it was claimed, took bribes"."""
    if verb.dep_ not in ("parataxis", "ccomp") or verb.tag_ != "VBN":
        return False
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    is_it = subject is not None and subject.lower_ == "it" and verb.nbor(-1).dep_ == "auxpass"
    before = subject.i - 1 if subject is not None else -1
    return (
        is_it
        and before >= 0
        and verb.doc[before].text == ","
        and verb.lemma_.lower() in governors("claims") | governors("hedges")
    )


def _is_hearsay(token: Token) -> bool:
    """ "Is said to have fled": by whom is not told."""
    passive = token.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in token.children)
    return passive and token.lemma_ in _TELLING and governs_infinitive(token)


def _reports_ability(head: Token) -> bool:
    """ "Could not be solved" denies an ability, "could only be solved by force" tells of a need; "could have been" leaves it open.

    So does "said the dam could burst": what "could" passes on is a possibility far oftener than a skill.
    """
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in head.children):
        return False
    if head.tag_ == "VBN" and head.lemma_ in PERCEIVED and any(c.dep_ == "auxpass" for c in head.children):
        return True  # "smoke could be seen over the port"
    return any(c.dep_ == "neg" or c.lower_ == "only" for c in head.children)
