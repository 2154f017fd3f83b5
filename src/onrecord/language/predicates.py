"""What of a clause's words makes up its predicate: its verb, with the infinitives and adjectives that it takes.

Rules of mood and negation look at these words alone. What stands in a phrase beside the predicate ("the man who refused to leave was shot")
tells of somebody, and leaves open or denies nothing of the clause.
"""

from typing import Any

from onrecord.language.clauses import Clause

Token = Any  # a spaCy token

_TAKEN = frozenset({"xcomp", "acomp", "oprd", "attr", "ccomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_AUXILIARIES = frozenset({"aux", "auxpass"})


def predicate_of(clause: Clause) -> tuple[Token, ...]:
    """The words of a clause's predicate, outermost first: "seems likely to leave" gives all three verbs and adjectives.

    Args:
        clause: from `find_clauses`.
    """
    inside, found = set(clause.tokens), [clause.head]
    for at in found:
        found += [c for c in at.children if c in inside and (c.dep_ in _TAKEN or _is_joined_adjective(c))]
    return tuple(found)


def _is_joined_adjective(token: Token) -> bool:
    """ "Unable or unwilling to leave"."""
    return bool(token.dep_ == "conj" and token.pos_ == "ADJ")


def auxiliaries(head: Token) -> tuple[Token, ...]:
    """The auxiliaries of a verb, in text order; where it has none, those it shares with the verb that "and" joins it to.

    "Will close the border and send troops": "send" shares "will". What has a subject of its own, or the form of another tense, shares none.
    """
    own = tuple(c for c in head.children if c.dep_ in _AUXILIARIES)
    if own or not shares_form(head):
        return own
    shared = auxiliaries(head.head)
    if head.tag_ == "VB":
        return tuple(c for c in shared if c.tag_ == "MD" or c.lower_ in ("do", "does", "did", "to"))
    return shared


def shares_form(head: Token) -> bool:
    """Whether a verb is joined to one before it and can only be read with that one's auxiliary: "did not hit or burn", "was shot and
    killed"."""
    if head.dep_ != "conj" or head.head == head or any(c.dep_ in _SUBJECTS for c in head.children):
        return False
    is_same: bool = head.tag_ in ("VBN", "VBG") and head.tag_ == head.head.tag_
    return head.tag_ == "VB" or is_same
