"""The words above a clause that take it as their content, and what they make of it: "denied that …", "fears that …", "the claim that …"."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from onrecord.language.clauses import is_content, may_tell, opens_with_that, tells_without_that
from onrecord.resources import read_table

Token = Any  # a spaCy token

#: Verbs of a noun behind which a clause tells its content: "the fear is that he left", "reports emerged that he had left".
_ARISING = frozenset(
    "be grow spread emerge surface circulate mount arise persist abound swirl come remain break go".split()
)


@cache
def governors(effect: str) -> frozenset[str]:
    """The words with one effect on the clause they govern (resources/governors.csv).

    >>> "deny" in governors("negates")
    True
    """
    return frozenset(r["lemma"] for r in read_table("governors.csv") if r["effect"] == effect)


@cache
def content_nouns(effect: str) -> frozenset[str]:
    """The nouns with one effect on the clause that tells their content, as in "the claim that …" (resources/content_nouns.csv).

    >>> "rumour" in content_nouns("held")
    True
    """
    return frozenset(r["lemma"] for r in read_table("content_nouns.csv") if r["effect"] == effect)


def first_of(head: Token) -> Token:
    """The first of the verbs that "and" joins to this one; it bears what governs them all."""
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    return head


def words_above(head: Token, depth: int) -> Iterator[Token]:
    """The words above a clause that take it as their content, nearest first.

    Args:
        head: the clause's verb.
        depth: at most so many.
    """
    at = head
    for _ in range(depth):
        at = first_of(at)
        if at.dep_ not in ("ccomp", "acl", "csubj", "xcomp") or at.head == at:
            return
        at = at.head
        yield at


def content_noun_of(head: Token) -> Token | None:
    """The noun whose content a clause tells: "the claim that he left", "the fear is that he left"; None where there is none."""
    if (noun := _noun_it_follows(head)) is not None:
        return noun
    at = first_of(head)
    above = at.head
    if above == at:
        return None
    if above.pos_ in ("NOUN", "PROPN"):
        owner = _noun_with_owner(above)
        if owner is not None and opens_with_that(at):
            return owner
        if is_content(at) or (is_shell(above) and (may_tell(at) or tells_without_that(at))):
            return above
    if at.dep_ == "ccomp" and above.lemma_ in _ARISING and at.i > above.i:
        return next((c for c in above.children if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN")), None)
    return _noun_right_before(at) if at.dep_ == "ccomp" and opens_with_that(at) else None


def _noun_it_follows(verb: Token) -> Token | None:
    """The "fears" of "spoke of fears the guards took it", where the parser joins the verb to the one before: nothing stands between that
    could join two sentences."""
    before = verb.left_edge.i - 1
    if verb.dep_ != "conj" or before < 0 or not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return None
    noun = verb.doc[before]
    return noun if noun.pos_ == "NOUN" and noun.i > verb.head.i and is_shell(noun) else None


def _noun_with_owner(owner: Token) -> Token | None:
    """The "belief" of "the belief of voters that he lied": the clause hangs on whose it is."""
    if (
        owner.dep_ != "pobj"
        or owner.head.lower_ not in ("of", "among", "by")
        or owner.tag_ not in ("NNS", "NNP", "NNPS")
    ):
        return None
    noun = owner.head.head
    return noun if noun.pos_ == "NOUN" and is_shell(noun) else None


def _noun_right_before(verb: Token) -> Token | None:
    """The "belief" of "it fed the belief of voters that he lied", where the parser hangs the clause on the verb."""
    first = verb.left_edge.i
    objects = (c for c in verb.head.children if c.dep_ == "dobj" and c.right_edge.i == first - 1)
    return next((c for c in objects if is_shell(c)), None)


def is_shell(noun: Token) -> bool:
    """Whether a noun takes a clause that tells its content."""
    return any(noun.lemma_.lower() in content_nouns(effect) for effect in ("held", "open", "false", "denied", "plans"))


def governs_to(token: Token) -> bool:
    """Whether a word takes an infinitive with "to": "struggled to leave", not "looked leaving"."""
    return any(c.dep_ == "xcomp" and any(x.tag_ == "TO" for x in c.children) for c in token.children)


def governs_infinitive(token: Token) -> bool:
    """Whether a word takes an infinitive or a gerund: "failed to leave", "failed to be chosen", "denied having left"."""
    taken = [c for c in token.children if c.dep_ in ("xcomp", "ccomp")]
    return any(
        c.tag_ in ("VB", "VBG")
        or (c.tag_ == "VBN" and any(x.tag_ == "TO" or x.lower_ in ("have", "having", "being") for x in c.children))
        for c in taken
    )
