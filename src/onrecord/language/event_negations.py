"""Whether a predicate's own clause or phrase says that its event did not happen: "did not attack", "no talks", "nobody signed"."""

from typing import Any

from onrecord.language.event_slots import NOMINAL, is_verbal

Token = Any  # a spaCy token

_NEVER = frozenset({"never", "hardly", "neither", "nor", "nobody"})
_NONE = frozenset({"none", "nobody", "neither", "nothing"})
_ALONE = frozenset({"just", "only", "merely", "simply"})


def is_negated(token: Token) -> bool:
    """Whether a word beside the predicate, its subject or its object denies it.

    Not "whether or not they sign", which leaves it open, nor "will not only sign", which tells of more.
    """
    if any((c.dep_ == "neg" or c.lower_ in _NEVER) and _denies(c, token) for c in token.children):
        return True
    if is_verbal(token) and _has_no_noun(token):
        return True
    if token.pos_ in NOMINAL and any(c.lower_ in ("no", "neither") for c in token.children):
        return True
    if any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in _NONE for c in token.children):
        return True
    return token.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ == "nor" for c in token.head.children)


def _denies(word: Token, verb: Token) -> bool:
    if verb.i < word.i == verb.head.i - 1:
        return False  # "limiting debate never works": of the verb behind it
    before, after = word.doc[max(0, word.i - 2) : word.i].text.lower(), word.doc[word.i + 1 : word.i + 2].text.lower()
    return before != "whether or" and after not in _ALONE


def _has_no_noun(verb: Token) -> bool:
    """ "No soldier fired", "signed no treaty"."""
    return any(d.lower_ == "no" for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj") for d in c.children)
