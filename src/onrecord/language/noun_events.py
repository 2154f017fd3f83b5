"""Happenings that a clause names in a noun and takes for granted: "left after the collapse of Fernhill", "charged over the death of a boy".

Who says "the death of the king" takes it for granted that he died, whatever else is told of it (Karttunen, Presupposition and linguistic
context, 1974). Not where a word over the noun leaves it open, puts it off or denies it ("calls for the
arrest of", "before the closure of", "prevented the sinking of"), nor where the clause does not tell what was or is.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from onrecord.language.clause_terms import CONTENT, LIGHT_WORDS
from onrecord.language.clauses import Clause, clause_of, is_clause_head, is_infinitive
from onrecord.language.event_lexicon import governor_effects
from onrecord.language.governing import governors
from onrecord.language.moods import mood_of
from onrecord.model import Term
from onrecord.resources import read_table

Token = Any  # a spaCy token

_DEFINITE = frozenset("the this that his her its their".split())
_BESIDE = frozenset({"relcl", "acl", "appos", "punct", "advcl"})
_JOINED = frozenset({"conj", "cc"})
_DEEPEST = 12  # words between a noun and its clause
_EFFECTS = ("plans", "requests", "negates", "hedges", "opens")
_AFTER = frozenset("after since following despite amid weeks days hours months years".split())
_CHARGING = frozenset("charge accuse suspect acquit clear".split())
_OPPOSING = frozenset({"oppose", "envisage"})
_OPENING = frozenset("before until till against without for toward towards if unless than pending".split())


class NounEvent(NamedTuple):
    """A noun that names a happening, and those it befell or who did it."""

    noun: Token
    verb: str  # that tells the same
    roles: dict[Token, str]  # of the heads of its phrases: "subject", "object", "oblique", "modifier"
    clause: Clause  # that takes it for granted


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    return {r["noun"]: (r["verb"], r["role"]) for r in read_table("noun_events.csv")}


def find_noun_events(doc: Any) -> Iterator[NounEvent]:
    """The happenings that the clauses of a doc take for granted in a noun, in text order.

    Args:
        doc: parsed by spaCy with the CLEAR dependency labels of its English models.
    """
    for token in doc:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in _nouns():
            continue
        verb, role = _nouns()[token.lemma_.lower()]
        roles = _roles(token, role)
        head = _granting(token) if role in roles.values() and _is_definite(token) else None
        if head is not None and mood_of(clause := clause_of(head)) == ("asserted", False):
            yield NounEvent(token, verb, roles, clause)


def _roles(noun: Token, role: str) -> dict[Token, str]:
    """Who stands in which role beside a noun: "the army's capture of the port", "the murder of a guard by two men"."""
    found: dict[Token, str] = {}
    of = next(
        (x for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for x in c.children if x.dep_ == "pobj"),
        None,
    )
    if of is not None:
        found[of] = role
    for child in noun.children:
        if child.dep_ == "poss" and child.pos_ != "PRON" and child.ent_type_ not in ("DATE", "TIME"):
            found[child] = role if of is None else "subject"
        elif child.dep_ in ("prep", "agent") and child.lower_ != "of":
            found.update(
                {x: "subject" if child.lower_ == "by" else "oblique" for x in child.children if x.dep_ == "pobj"}
            )
        elif child.dep_ in ("amod", "compound"):
            found[child] = "modifier"
    return found


def _is_definite(noun: Token) -> bool:
    """Whether a phrase takes it for granted that there was such a thing; not "any arrest", "the alleged murder", "a possible sale"."""
    before = [c for c in noun.children if c.i < noun.i]
    if any(governor_effects().get((c.lower_, "mod")) or governor_effects().get((c.lower_, "adj")) for c in before):
        return False
    marks = [c for c in before if c.dep_ in ("det", "poss", "predet", "nummod")]
    return all(c.dep_ == "poss" or c.lower_ in _DEFINITE for c in marks) and (
        bool(marks) or noun.tag_ == "NNS" or noun.i == noun.sent.start
    )


def _granting(noun: Token) -> Token | None:
    """The head of the clause that takes it for granted that what a noun names did happen; None where it does not."""
    at, below = noun, noun
    for _ in range(_DEEPEST):
        if is_clause_head(at):
            # "the closure of the mill delayed the sale", "trading was halted after the collapse of the bank"
            is_beside = below.dep_ == "nsubj" or below.lower_ in _AFTER
            return at if _tells_what_is(at) and (is_beside or not _leaves_open(at)) else None
        if at.head == at or (at != noun and _leaves_open(at)):
            return None
        at, below = at.head, at
    return None


def _leaves_open(word: Token) -> bool:
    """Whether a word over a noun leaves open, puts off or denies what it names: "before", "calls for", "prevented", "to mark"."""
    if word.dep_ == "prep" or word.pos_ in ("ADP", "SCONJ"):
        is_charge = word.lower_ in ("with", "of") and word.head.lemma_.lower() in _CHARGING
        return word.lower_ in _OPENING or is_charge  # "charged with the murder of", "accused of the theft of"
    if is_infinitive(word) or any(c.dep_ == "prt" and c.lower_ in ("out", "off") for c in word.children):
        return True  # "ruled out", "called off", "put off"
    pos = "verb" if word.pos_ in ("VERB", "AUX") else "adj" if word.pos_ == "ADJ" else "noun"
    lemma = word.lemma_.lower()
    if lemma in _OPPOSING or governor_effects().get((lemma, pos), "actual") != "actual":
        return True
    return pos == "verb" and any(lemma in governors(effect) for effect in _EFFECTS)


def _tells_what_is(verb: Token) -> bool:
    finite = min((verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))), key=lambda t: t.i)
    return bool(finite.tag_ != "MD")


def terms_of(event: NounEvent, offset: int) -> tuple[Term, ...]:
    """The content words of a noun's phrase in the roles of the verb that tells the same.

    Args:
        event: from `find_noun_events`.
        offset: where its doc starts in the report's text.
    """
    made = []
    for token in words_of(event):
        lemma = token.lemma_.lower()
        if token == event.noun:
            role, lemma, pos = "root", event.verb, "VERB"
        elif token.pos_ in CONTENT and lemma not in LIGHT_WORDS and any(c.isalnum() for c in token.text):
            role, pos = _role_of(token, event), token.pos_
        else:
            continue
        made.append(Term(lemma, pos, role, offset + token.idx, offset + token.idx + len(token)))
    return tuple(made)


def words_of(event: NounEvent) -> tuple[Token, ...]:
    """The words of a noun's phrase, without the clauses that hang on it, in text order."""
    found = [event.noun]
    for at in found:
        left_out = (
            _BESIDE if at != event.noun else _BESIDE | _JOINED
        )  # "the arrest of two men and a woman", not "the arrest and trial"
        found += [c for c in at.children if c.dep_ not in left_out or _is_name_of(c)]
    return tuple(sorted(found, key=lambda t: t.i))


def _is_name_of(token: Token) -> bool:
    """ "The lender Ostbank": no comma sets the name apart."""
    return bool(token.dep_ == "appos" and not token.doc[token.left_edge.i - 1].is_punct)


def _role_of(token: Token, event: NounEvent) -> str:
    at = token
    while at not in event.roles and at.head != at and at != event.noun:
        at = at.head
    if token.pos_ == "NUM" or token.like_num:
        return "number"
    if token.ent_type_ in ("DATE", "TIME"):
        return "time"
    return event.roles.get(at, "modifier")
