"""Whether a clause is held to be so, not to be so, or left open: mood and polarity of a clause from its grammar."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from onrecord.language.clauses import Clause
from onrecord.language.verdicts import (
    ONLY,
    is_about_it,
    is_called_untrue,
    is_left_open,
    is_no_denial,
    is_unproven,
    verdict_of,
)
from onrecord.model.findings import PropositionMood
from onrecord.resources import read_table

Token = Any  # a spaCy token

NEGATORS = frozenset(
    {"not", "n't", "never", "no", "neither", "nor", "nobody", "no-one", "none", "nothing", "hardly", "without"}
)
_STILL = frozenset({"yet", "ever", "even", "longer", "anymore", "long", "always"})
_WISHES = frozenset({"should", "must", "ought", "shall"})
_OPEN = frozenset({"may", "might"})
_AHEAD = frozenset({"will", "would", "'ll", "wo", "’ll"})
_RULING_OUT = frozenset({"rule"})
_DECIDING = frozenset({"vote", "decide", "rule"})
_TELLING = frozenset("say report allege claim rumour rumor understand".split())
_STOPPING = frozenset({"stop", "quit", "halt"})  # with "to" they say what for: "stopped him to keep the title"
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided", "supposing"})
_HEDGES = frozenset(
    "allegedly apparently conceivably evidently likely maybe ostensibly perhaps possibly potentially presumably probably purportedly"
    " reportedly reputedly seemingly supposedly".split()
)
_HEDGING_NOUNS = frozenset(
    "possibility chance likelihood probability suspicion speculation rumour rumor prospect".split()
)


@cache
def governors(effect: str) -> frozenset[str]:
    """The words with one effect on the clause they govern (resources/governors.csv).

    >>> "deny" in governors("negates")
    True
    """
    return frozenset(r["lemma"] for r in read_table("governors.csv") if r["effect"] == effect)


def mood_of(clause: Clause) -> tuple[PropositionMood, bool]:
    """The mood of a clause, and whether it is told in the negative.

    Returns:
        The mood by the first rule of `MOODS` that fires, "asserted" or "negated" where none does; the polarity apart from it, since
        "may not leave" is both hedged and negative.
    """
    negative = is_negative(clause)
    for mood, rule in MOODS:
        if rule(clause):
            return mood, negative
    return ("negated" if negative else "asserted"), negative


def is_negative(clause: Clause) -> bool:
    """Whether an odd number of negations bear on what the clause tells.

    Counted are "not", "never", "no" on an argument, a verb that turns its infinitive round ("failed to leave"), and a governor that
    turns the whole clause round ("denied that he left").
    """
    own = sum(1 for t in clause.tokens if _negates(t, clause)) + _is_still_to_come(clause.head)
    if is_about_it(clause.head) and (verdict := verdict_of(clause.head)) is not None:
        own = int(not verdict)  # "it is a lie that we shot"
    below = sum(
        1
        for t in clause.tokens
        if t.lemma_.lower() in governors("negates")
        and _governs_infinitive(t)
        and not any(c.dep_ == "dobj" for c in t.children)  # "stopped him to keep the title" keeps it
        and not _is_for_a_purpose(t)
    )
    below += sum(1 for t in clause.tokens if _decides_against(t, clause.head))
    above = 1 if is_denied(clause) else 0
    shared = 1 if not own and _shares_negation(clause.head) else 0
    return (own + below + above + shared) % 2 == 1


def _decides_against(token: Token, head: Token) -> bool:
    """ "Voted against sending troops"."""
    against = token.lower_ == "against" and token.head == head and head.lemma_ in _DECIDING
    return against and any(c.dep_ == "pcomp" for c in token.children)


def is_denied(clause: Clause) -> bool:
    """Whether a clause is turned round by what governs it, so that its own words tell what is denied."""
    return is_called_untrue(clause.head) or any(
        (_turns_round(g) and not _is_turned_back(g) and not _is_for_a_purpose(g)) or _is_rejected(g)
        for g in _governors(clause.head, 1)
    )


def _turns_round(governor: Token) -> bool:
    """ "Denied", and "ruled out" with its particle."""
    if governor.lemma_.lower() in _RULING_OUT:
        return any(c.dep_ == "prt" and c.lower_ == "out" for c in governor.children)
    return governor.lemma_.lower() in governors("negates")


def _is_for_a_purpose(governor: Token) -> bool:
    """Whether a verb of stopping takes an infinitive with "to": what it was done for, not what was stopped."""
    taken = [c for c in governor.children if c.dep_ in ("xcomp", "ccomp")]
    return governor.lemma_.lower() in _STOPPING and any(
        c.tag_ == "VB" and any(x.lower_ == "to" for x in c.children) for c in taken
    )


def _is_rejected(noun: Token) -> bool:
    """ "dismissed claims that guards had beaten him" denies that they had."""
    return (
        noun.pos_ == "NOUN"
        and noun.dep_ in ("dobj", "nsubjpass")
        and noun.head.lemma_.lower() in governors("negates")
        and not _is_turned_back(noun.head)
    )


def _is_turned_back(governor: Token) -> bool:
    """ "Nobody disputes that it was used" holds that it was; who can "neither confirm nor deny" it does neither."""
    if governor.dep_ == "conj" and any(c.dep_ in ("preconj", "neg") for c in governor.head.children):
        return True
    return any(c.dep_ == "neg" or (c.dep_ == "nsubj" and _is_nobody(c)) for c in governor.children)


def _is_nobody(subject: Token) -> bool:
    """ "Nobody", "no one", "no witness"."""
    return subject.lower_ in ("nobody", "none", "neither") or any(
        c.dep_ == "det" and c.lower_ == "no" for c in subject.children
    )


def _shares_negation(head: Token) -> bool:
    """ "never targeted civilians or resorted to force": "or" under a negated verb carries the negation on."""
    if head.dep_ != "conj" or not any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in head.head.children):
        return False
    return any(c.dep_ == "neg" for c in head.head.children)


def _is_still_to_come(head: Token) -> bool:
    """ "has yet to regain consciousness" is no more than "has not regained it"."""
    if head.lemma_ != "have" or not any(c.dep_ == "xcomp" for c in head.children):
        return False
    return any(c.lower_ == "yet" for c in head.children)


def is_highest(token: Token) -> bool:
    """ "has never been stronger" tells that it is strong."""
    if token.lower_ != "never":
        return False
    compared = [c for c in token.head.children if c.dep_ in ("acomp", "advmod") and c.tag_ in ("JJR", "RBR")]
    return any(not any(c.lower_ == "than" for c in t.children) for t in compared)


def _is_no_denial_before(token: Token) -> bool:
    """ "Not only the army", "not long after": what follows is told all the same."""
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    after = token.nbor(2).lower_ if token.i + 2 < len(token.doc) else ""
    return token.lower_ in ("not", "n't") and (
        following in ONLY or (following == "long" and after in ("after", "before", "ago"))
    )


def _negates(token: Token, clause: Clause) -> bool:
    """Whether a negative word bears on the clause's predicate or on one of its arguments, not on something deeper."""
    if token.lower_ not in NEGATORS or is_highest(token) or _is_no_denial_before(token):
        return False
    if token.dep_ in ("neg", "preconj", "advmod") and _is_argument(token.head, clause):
        return bool(token.dep_ != "advmod")  # "not a single soldier", "neither the mayor nor the governor"
    if token.dep_ == "advmod" and token.head.lower_ == "any" and _is_argument(token.head.head, clause):
        return True  # "hardly any soldiers"
    if token.dep_ == "neg":
        of_adverb = token.head.dep_ in ("advmod", "conj") and token.head.pos_ == "ADV"
        if of_adverb and token.head.lower_ not in _STILL:
            return False  # "injured, but not seriously"
        return token.head == clause.head or token.head.dep_ in ("xcomp", "acomp", "attr", "aux", "conj", "advmod")
    if token.dep_ == "det":
        if token.head.lower_ == "matter" or is_no_denial(token.head) or token.i + 1 >= len(token.doc):
            return False
        is_joined = token.doc[token.i + 1].text == "-" and token.head.lower_ != "one"
        return not is_joined and _is_argument(token.head, clause)
    if token.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
        return bool(token.head == clause.head)
    return _opens_denial(token, clause)


def _opens_denial(token: Token, clause: Clause) -> bool:
    """ "Nor did she leave"; not "neither he nor she"."""
    if token.lower_ != "nor" or token.dep_ not in ("cc", "preconj", "advmod") or token.head != clause.head:
        return False
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is not None and following.dep_ in ("aux", "auxpass") and following.head == clause.head


def _is_argument(token: Token, clause: Clause) -> bool:
    if token.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
        return bool(token.head == clause.head) or token.head.dep_ == "xcomp"
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "under") and bool(token.head.head == clause.head)


def _governs_infinitive(token: Token) -> bool:
    taken = [c for c in token.children if c.dep_ in ("xcomp", "ccomp")]
    return any(
        c.tag_ in ("VB", "VBG") or (c.tag_ == "VBN" and any(x.lower_ in ("have", "having") for x in c.children))
        for c in taken
    )


def _governors(head: Token, depth: int) -> Iterator[Token]:
    """The words above a clause that take it as their content, nearest first."""
    at = head
    for _ in range(depth):
        while at.dep_ == "conj" and at.head != at:
            at = at.head
        if at.dep_ not in ("ccomp", "acl", "csubj", "xcomp") or at.head == at:
            return
        at = at.head
        yield at


def is_asked(clause: Clause) -> bool:
    """A question, or what "asked whether" takes."""
    if any(c.dep_ == "mark" and c.lower_ == "whether" for c in clause.head.children):
        return True
    return clause.head.dep_ in ("ROOT", "conj", "ccomp") and _ends_with_question(clause.head)


def _ends_with_question(head: Token) -> bool:
    """Whether the sentence of a main clause, or of one right under it, ends in a question mark, which hangs on the main verb."""
    top = head if head.dep_ == "ROOT" else head.head
    if top.dep_ != "ROOT":
        return False
    return any(c.text == "?" for c in top.rights) or any(c.text == "?" for c in head.rights)


def is_requested(clause: Clause) -> bool:
    """What should be, what someone is urged to do, an order."""
    if any(c.dep_ == "aux" and c.lower_ in _WISHES for c in clause.head.children):
        return True
    if any(t.lemma_.lower() in governors("requests") and _governs_infinitive(t) for t in clause.tokens):
        return True
    return _is_imperative(clause.head)


def _is_imperative(head: Token) -> bool:
    bare = (
        head.tag_ == "VB"
        and head.dep_ == "ROOT"
        and not any(c.dep_ in ("aux", "nsubj", "nsubjpass", "expl") for c in head.children)
    )
    return bare and head.i == head.sent.start


def is_hypothetical(clause: Clause) -> bool:
    """What would be, what is planned, and what stands under "if"."""
    head = clause.head
    if any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in head.children):
        return True
    if any(c.dep_ == "aux" and c.lower_ in _AHEAD for c in head.children):
        return True
    if any(t.lemma_.lower() in governors("plans") and _governs_infinitive(t) for t in clause.tokens):
        return True
    if _is_outcome(head) or _is_inverted(head) or _is_about_to(head):
        return True
    governor = next(_governors(head, 1), None)
    return governor is not None and governor.lemma_.lower() in governors("plans") and governor.pos_ in ("VERB", "AUX")


def _is_inverted(head: Token) -> bool:
    """ "Had he turned back", "were the dam to break": a condition without "if"."""
    opening = head if head.lower_ == "were" else next((c for c in head.children if c.dep_ == "aux"), None)
    subject = next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if head.dep_ not in ("advcl", "ccomp") or opening is None or subject is None or opening.i > subject.i:
        return False
    clause_begins = opening.i == head.sent.start or opening.nbor(-1).is_punct
    return opening.lower_ in ("had", "were", "should") and clause_begins


def _is_about_to(head: Token) -> bool:
    """ "Were about to take the bridge", "on the verge of taking it": what is near, and not yet."""
    about = any(c.dep_ == "acomp" and c.lower_ == "about" and _governs_infinitive(c) for c in head.children)
    edges = (x for c in head.children if c.dep_ == "prep" and c.lower_ == "on" for x in c.children)
    return head.lemma_ == "be" and (about or any(x.lower_ in ("verge", "brink", "point") for x in edges))


def _is_outcome(head: Token) -> bool:
    """What "so that" says something is for or would lead to: "closed the road so that nobody could pass"."""
    if head.dep_ not in ("advcl", "ccomp") or not any(c.dep_ == "aux" and c.tag_ == "MD" for c in head.children):
        return False
    that = next((c for c in head.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    return that is not None and that.i > 0 and that.nbor(-1).lower_ == "so"


def is_hedged(clause: Clause) -> bool:
    """What may be, what is believed or said to be likely."""
    head = clause.head
    if any(c.dep_ == "aux" and c.lower_ in _OPEN for c in head.children):
        return True
    if any(c.dep_ == "aux" and c.lower_ == "could" for c in head.children) and not _reports_ability(head):
        return True
    if any(t.lower_ in _HEDGES and t.head in (head, head.head) for t in clause.tokens):
        return True
    if any(t.lemma_.lower() in governors("hedges") and _governs_infinitive(t) for t in clause.tokens):
        return True
    if is_unproven(head) or is_left_open(head) or any(_is_hearsay(t) for t in clause.tokens):
        return True
    governor = next(_governors(head, 1), None)
    return governor is not None and governor.lemma_.lower() in governors("hedges") | _HEDGING_NOUNS


def _is_hearsay(token: Token) -> bool:
    """ "Is said to have fled": by whom is not told."""
    passive = token.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in token.children)
    return passive and token.lemma_ in _TELLING and _governs_infinitive(token)


def _reports_ability(head: Token) -> bool:
    """ "He said it could be solved" puts "can" into the past; "could not" denies an ability. "Could have been solved" leaves it open."""
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in head.children):
        return False
    governor = next(_governors(head, 1), None)
    backshifted = governor is not None and governor.tag_ in ("VBD", "VBN")
    return backshifted or any(c.dep_ == "neg" or c.lower_ == "only" for c in head.children)


#: The rules in the order in which they are asked.
MOODS: tuple[tuple[PropositionMood, Callable[[Clause], bool]], ...] = (
    ("asked", is_asked),
    ("requested", is_requested),
    ("hypothetical", is_hypothetical),
    ("hedged", is_hedged),
)
