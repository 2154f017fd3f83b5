"""The content words of a clause with their roles: what is told of whom, in which words."""

from collections.abc import Iterator
from typing import Any

from onrecord.language.clauses import Clause, is_passive, shared_object
from onrecord.language.negation import NEGATORS, is_contrasted
from onrecord.model import Term

Token = Any  # a spaCy token

#: Parts of speech that say something.
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
#: Personal pronouns, and where one stands for something that is part of what is told, even where it is not known.
_PERSONAL = frozenset("i we you he she they it".split())
_STANDING_FOR = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})
LIGHT_WORDS = NEGATORS | frozenset(
    "be have do get become remain so then also just even still very much more most too there here now again however only already"
    " actually about say other such same own various several many first last ago".split()
)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd", "obj"})
#: Verbs that in the passive only say that somebody thinks, says or expects what follows (raising to subject: Quirk et al., A comprehensive
#: grammar of the English language, 1985, 16.50).
_RAISING = frozenset(
    "think believe say report expect know allege understand assume suppose presume claim rumour rumor consider estimate schedule"
    " suspect hold predict forecast project set slate".split()
)
_AHEAD = frozenset("due set likely certain sure bound poised about scheduled slated expected".split())
TIME_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october"
    " november december day week month year today yesterday tomorrow hour minute decade century".split()
)


def content_terms(clause: Clause, offset: int = 0) -> Iterator[Term]:
    """The content words of a clause with their roles, in text order.

    Args:
        clause: from `find_clauses`.
        offset: where its doc starts in the report's text.
    """
    raised = _raised(clause)
    inner = clause if raised is None else Clause(raised, clause.tokens, clause.lead, clause.subject)
    theirs = (
        set(clause.tokens) if raised is None else {*raised.subtree, *(clause.subject.subtree if clause.subject else ())}
    )
    over = [] if raised is None else [clause.head, raised.head]
    apart = _set_apart(clause)
    for token in clause.tokens:
        if token in apart:
            continue
        at = inner if token in theirs else clause
        lemma, start = token.lemma_.lower(), offset + token.idx
        if lemma in _PERSONAL and token.dep_ in _STANDING_FOR:
            yield Term(lemma, "PRON", role_of(token, at), start, start + len(token.text))
        if token.pos_ in CONTENT and lemma not in LIGHT_WORDS and any(map(str.isalnum, token.text)):
            role = "root" if token == inner.head else "other" if token in over else role_of(token, at)
            yield Term(lemma, token.pos_, role, start, start + len(token.text))


def _set_apart(clause: Clause) -> frozenset[Token]:
    """What a clause says it is not: "ice" in "pilot error, not ice, brought it down"."""
    nouns = (
        t.head
        for t in clause.tokens
        if t.lower_ == "not" and t.i < clause.head.i and t.dep_ == "neg" and is_contrasted(t)
    )
    others = frozenset(t for n in nouns for c in n.children if c.dep_ in ("appos", "conj") for t in c.subtree)
    return others.difference(
        clause.head.subtree
    )  # "Lund, not Berg, who opened it": the parser hangs the clause on Berg


def _raised(clause: Clause) -> Token | None:
    """The verb that is told where the one above it only says that this is thought or planned: "is believed to flee", "is due to go"."""
    head = clause.head
    if head.lemma_.lower() in _RAISING and is_passive(head):
        above = [head]
    else:
        above = [c for c in head.children if head.lemma_ == "be" and c.dep_ == "acomp" and c.lemma_.lower() in _AHEAD]
    told = (c for a in above for c in a.children if c.dep_ == "xcomp" and any(k.tag_ == "TO" for k in c.children))
    return next(told, None)


def role_of(token: Token, clause: Clause) -> str:
    """The role of a content word by the way from it up to the clause's head."""
    if token.pos_ == "NUM" or token.like_num:
        return "time" if _is_year(token) else "number"
    if token.lemma_.lower() in TIME_WORDS and token.ent_type_ in ("DATE", "TIME", ""):
        return "time"
    at = token
    shared, done_to = clause.subject, shared_object(clause.head)
    for _ in range(12):
        if at.head == clause.head or at.head == at or at in (shared, done_to):
            break
        at = at.head
    return _role_by_dependency(at, token, clause)


def _role_by_dependency(top: Token, token: Token, clause: Clause) -> str:
    if top.dep_ in SUBJECTS or top == clause.subject or (clause.lead is not None and top == clause.lead):
        passive = is_passive(clause.head) or any(c.dep_ == "acomp" and c.tag_ == "VBN" for c in clause.head.children)
        role = "object" if passive else "subject"
    elif top.dep_ == "agent":
        role = "subject"
    elif top.dep_ == "attr" and token == top:
        role = "root"  # "is no solution": what is told of the subject
    elif top.dep_ in OBJECTS:
        role = "object"
    elif top.dep_ in ("xcomp", "acomp", "ccomp", "pcomp"):
        role = "root" if token == top else "object"
    elif top.dep_ in ("prep", "npadvmod", "pobj"):
        role = "oblique"
    else:
        role = "modifier"
    return role


def _is_year(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) == 4 and 1000 <= int(token.text) <= 2100
