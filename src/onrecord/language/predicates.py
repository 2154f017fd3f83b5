"""What of a clause's words makes up its predicate: its verb, with the infinitives and adjectives that it takes.

Rules of mood and negation look at these words alone. What stands in a phrase beside the predicate ("the man who refused to leave was shot")
tells of somebody, and leaves open or denies nothing of the clause.
"""

from typing import Any

from onrecord.language.clauses import Clause

Token = Any  # a spaCy token

_TAKEN = frozenset({"xcomp", "acomp", "oprd", "attr", "ccomp"})
_MAY_GO_ON = _TAKEN | {"conj"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_AS_DONE = frozenset("by after for in on upon while since as through despite besides".split())
_KEEPING = frozenset(
    "stop keep prevent bar ban block deter discourage prohibit hinder save refrain protect exclude disqualify dissuade".split()
)
_OWNING_UP = frozenset("admit confess resort return own revert".split())
_RANKS = frozenset("first last only next sole second third".split())


def predicate_of(clause: Clause) -> tuple[Token, ...]:
    """The words of a clause's predicate, outermost first: "seems likely to leave" gives all three verbs and adjectives.

    Args:
        clause: from `find_clauses`.
    """
    head = clause.head
    if _MAY_GO_ON.isdisjoint([c.dep_ for c in head.children]):
        return (head,)  # most clauses
    inside, found = set(clause.tokens), [head]
    for at in found:
        found += [c for c in at.children if c in inside and (c.dep_ in _TAKEN or _is_joined_adjective(c))]
    return tuple(found)


def _is_joined_adjective(token: Token) -> bool:
    """ "Unable or unwilling to leave"."""
    return bool(token.dep_ == "conj" and token.pos_ == "ADJ")


def auxiliaries(head: Token) -> tuple[Token, ...]:
    """The auxiliaries of a verb, in text order; where it has none, those it shares with the verb that "and" joins it to.

    "Will close the border and send troops": "send" shares "will", as does "be sent". What has a subject of its own, or the form of another
    tense, shares none.
    """
    own = tuple(c for c in head.children if c.dep_ in _AUXILIARIES)
    if own and own[0].tag_ == "VB" and _is_joined(head):
        return (*(c for c in auxiliaries(head.head) if c.tag_ == "MD"), *own)
    if own or not shares_form(head):
        return own
    shared = auxiliaries(head.head)
    if head.tag_ in ("VB", "VBP"):
        return tuple(c for c in shared if c.tag_ == "MD" or c.lower_ in ("do", "does", "did", "to"))
    return shared


def shares_form(head: Token) -> bool:
    """Whether a verb is joined to one before it and can only be read with that one's auxiliary: "did not hit or burn", "was shot and
    killed"."""
    if not _is_joined(head):
        return False
    is_same: bool = head.tag_ in ("VBN", "VBG") and head.tag_ == head.head.tag_
    return head.tag_ == "VB" or _is_bare(head) or (is_same and not _is_missed_chance(head))


def _is_joined(head: Token) -> bool:
    """Whether a verb is joined to one before it without a subject of its own."""
    return head.dep_ == "conj" and head.head != head and not any(c.dep_ in _SUBJECTS for c in head.children)


def _is_bare(head: Token) -> bool:
    """ "The bridge must be cheap, have no piers": a bare form, taken for a present tense that its subject would not have."""
    if head.tag_ != "VBP" or head.lower_ != head.lemma_.lower():
        return False
    before = head.head
    while before.dep_ == "conj" and before.head != before:
        before = before.head
    subject = next((c for c in before.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    is_single = subject is not None and (subject.tag_ in ("NN", "NNP") or subject.lower_ in ("he", "she", "it"))
    joined = any(c.dep_ == "cc" or c.dep_ == "conj" for c in subject.children) if subject is not None else True
    return is_single and not joined and any(c.tag_ == "MD" for c in before.children)


def _is_missed_chance(head: Token) -> bool:
    """ "Should have scored but shot wide": the second is what was done."""
    before = {c.lower_ for c in head.head.children if c.dep_ in ("aux", "cc")}
    return {"have", "but"} <= before and bool(before & {"should", "could", "might", "would"})


def is_only_named(token: Token) -> bool:
    """Whether a verb names a deed that its sentence does not say was done: "accused of taking it", "the power to take it", "too weak to
    take it", "in order to take it".

    Not so where the sentence takes it to be done: "convicted of taking", "fined for taking", "the first to take", "managed to take".
    """
    if token.pos_ != "VERB" or any(c.dep_ in _SUBJECTS for c in token.children):
        return False
    if token.dep_ == "pcomp":
        return _is_named_after(token.head)
    if not any(c.tag_ == "TO" for c in token.children):
        return False
    above = token.head
    if token.dep_ == "acl":
        return not any(c.lower_ in _RANKS for c in above.children) and above.lower_ not in _RANKS
    if token.dep_ == "xcomp":
        able = above.lower_ == "able" or any(c.lower_ == "enough" for c in above.children)
        return bool(above.pos_ == "ADJ") and not able
    return bool(token.dep_ == "advcl")


def _is_named_after(preposition: Token) -> bool:
    word, above = preposition.lower_, preposition.head.lemma_.lower()
    if word == "of":
        return above not in ("convict", "guilty")
    if word == "from":
        return above in _KEEPING
    if word == "to":
        return above not in _OWNING_UP
    return word not in _AS_DONE
