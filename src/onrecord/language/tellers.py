"""Who tells what a clause tells where no quotation was found that says so: "the bridge, according to the mayor, is safe".

Asked only of clauses that no quotation holds. What "a man who police believe fired the shot" did is held by the police, though the parser
may take it for the sentence's own verb.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from onrecord.language.clauses import (
    Clause,
    clause_of,
    has_subject,
    is_clause_head,
    is_infinitive,
    is_passive,
    resolve_relative,
)
from onrecord.language.governing import first_of, governors, governs_infinitive
from onrecord.language.negation import is_turned_back
from onrecord.language.viewpoints import INITIAL, Viewpoint, below
from onrecord.resources import read_words

Token = Any  # a spaCy token

_SUBJECTS = ("nsubj", "nsubjpass")
_CALLING = frozenset({"call", "term", "find"})
_OWN_WORDS = frozenset({"deny", "claim", "profess", "boast"})
_MARKS = frozenset("because so before after when until that if unless".split())  # "although" tells what speaks against
_TELLING = frozenset("tell inform assure rumour rumor".split())
_FINDING = frozenset({"find", "think", "hear"})
CONVINCED = frozenset("convinced adamant persuaded insistent positive confident certain sure satisfied".split())
_OPENING = frozenset({"in", "to", "from", "by", "for", "per"})
_IMPERSONAL = frozenset("it there this that".split())


def find_teller(clause: Clause) -> Viewpoint | None:
    """Who tells what a clause tells, by a phrase in it or above it, or by the verb of saying that it hangs on.

    Args:
        clause: from `find_clauses`, that no quotation holds.
    """
    return next((found for rule in TELLERS if (found := rule(clause)) is not None), None)


def is_believed(head: Token) -> bool:
    """Whether a verb tells what somebody in a relative clause before it believes ("a man who police believe fired the shot"), or is not
    convinced of."""
    verb, conviction = _embedding(head), _conviction(head)
    if conviction is not None and any(c.dep_ == "neg" for c in conviction[1].children):
        return True
    return verb is not None and verb.lemma_.lower() in governors("hedges")


def is_told_by_nobody_named(head: Token) -> bool:
    """ "Relatives were told at noon that all hope had gone", "it was claimed that he had left"."""
    at = first_of(head)
    verb = at.head
    if at.dep_ != "ccomp" or at.i < verb.i or not is_passive(verb) or any(c.dep_ == "agent" for c in verb.children):
        return False
    return verb.lemma_.lower() in governors("claims") | _TELLING


@cache
def _telling() -> frozenset[str]:
    return read_words("speech_verbs.txt") | _FINDING


@cache
def _embedding_verbs() -> frozenset[str]:
    return read_words("speech_verbs.txt") | governors("hedges")


def _by(subject: Token | None, verb: Token) -> Viewpoint | None:
    """Held by the subject of a verb; a relative pronoun stands for its noun."""
    if subject is None or subject.lower_ in _IMPERSONAL:
        return None
    noun = verb.head if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" else subject
    return Viewpoint(below(noun), frozenset())


def _subject_of(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in _SUBJECTS), None)


def _according_to(clause: Clause) -> Viewpoint | None:
    """ "The bridge is safe, according to the mayor", "per the Herald, it is safe"; not "went according to plan"."""
    bearers = (
        clause.head,
        *(c for c in clause.head.children if c.dep_ in (*_SUBJECTS, "dobj", "attr", "pobj", "npadvmod")),
    )
    for phrase in (c for x in bearers for c in x.children if c.lower_ == "according" and c.dep_ in ("prep", "advmod")):
        apart = phrase.i == phrase.sent.start or phrase.nbor(-1).is_punct
        noun = next((x for to in phrase.children if to.lower_ == "to" for x in to.children if x.dep_ == "pobj"), None)
        if apart and noun is not None:
            return Viewpoint(below(noun), frozenset(phrase.subtree))
    per = next(
        (c for c in clause.head.children if c.lower_ == "per" and c.i == c.sent.start and c.dep_ == "prep"), None
    )
    named = next((x for x in per.children if x.dep_ == "pobj" and x.pos_ == "PROPN"), None) if per is not None else None
    return Viewpoint(below(named), frozenset(per.subtree)) if per is not None and named is not None else None


def _told_above(clause: Clause) -> Viewpoint | None:
    """ "The company insisted on Monday it had followed every rule"."""
    at = first_of(clause.head)
    verb = at.head
    if at.dep_ != "ccomp" or verb.pos_ != "VERB" or is_infinitive(at) or not has_subject(at):
        return None
    if at.i > verb.i:
        return _teller_of(verb)
    return _teller_of(verb) if _only_names_teller(verb) else None


def _only_names_teller(verb: Token) -> bool:
    """ "Pilot error brought down the jet, inquiry finds": no more than who and a verb of saying, after a comma."""
    subject = _subject_of(verb)
    if subject is None or subject.left_edge.i == 0 or subject.left_edge.nbor(-1).text != ",":
        return False
    return all(c.dep_ in (*_SUBJECTS, "ccomp", "punct", "aux", "advmod", "npadvmod") for c in verb.children)


def _teller_of(verb: Token) -> Viewpoint | None:
    if verb.lemma_.lower() not in _telling() or is_turned_back(verb):
        return None
    if not is_passive(verb):
        return _by(_subject_of(verb), verb)
    by = (x for c in verb.children if c.dep_ == "agent" for x in c.children if x.dep_ == "pobj")
    return _by(next(by, None), verb)


def _embedding(head: Token) -> Token | None:
    """The verb of saying or believing right before a finite verb that has no subject of its own between: "who police say fired"."""
    if head.tag_ not in ("VBD", "VBZ", "VBP", "VBN", "VBG") or is_infinitive(head):
        return None
    first = min((c for c in head.children if c.dep_ in ("aux", "auxpass", "neg")), key=lambda t: t.i, default=head)
    first = min(first, head, key=lambda t: t.i)
    if first.i == 0 or first.tag_ not in ("VBD", "VBZ", "VBP", "MD"):
        return None
    verb = first.nbor(-1)
    is_saying = verb.lemma_.lower() in _embedding_verbs()
    return (
        verb if verb.dep_ == "relcl" and verb.pos_ == "VERB" and is_saying and _subject_of(verb) is not None else None
    )


def _told_before(clause: Clause) -> Viewpoint | None:
    """ "The skeleton, which the museum insisted was genuine", "a man who police believe fired the shot"."""
    verb = _embedding(clause.head)
    subjects = (
        [c for c in verb.children if c.dep_ in _SUBJECTS and c.tag_ not in ("WP", "WDT")] if verb is not None else []
    )
    return _by(subjects[-1], verb) if subjects else None


def _convinced(clause: Clause) -> Viewpoint | None:
    """ "Republicans are convinced the ministry lied", "the coach is adamant that his team was robbed"; not "it is certain that …"."""
    found = _conviction(clause.head)
    return None if found is None or any(c.dep_ == "neg" for c in found[1].children) else _by(*found)


def _conviction(head: Token) -> tuple[Token, Token] | None:
    """Who is, or is not, convinced of what a verb tells, and the verb that says so."""
    at = first_of(head)
    verb = at.head
    if at.dep_ != "ccomp" or at.i < verb.i or not has_subject(at):
        return None
    if verb.pos_ == "ADJ" or verb.dep_ == "acomp":
        verb = verb.head
    words = (verb, at.head, *(c for c in verb.children if c.dep_ == "acomp"))
    bearers = (
        verb,
        *(c for c in verb.children if c.dep_ in ("aux", "auxpass")),
    )  # a parser may hang the subject on either
    subject = next((s for v in bearers if (s := _subject_of(v)) is not None), None)
    return (subject, verb) if subject is not None and any(w.lower_ in CONVINCED for w in words) else None


def _claims_its_own(clause: Clause) -> Viewpoint | None:
    """ "The army, which denies shelling the school", "both claim to have won"."""
    head = clause.head
    if head.lemma_.lower() not in _OWN_WORDS or not governs_infinitive(head) or clause.subject is None:
        return None
    return Viewpoint(below(resolve_relative(clause.subject, clause)), frozenset())


def _calls(clause: Clause) -> Viewpoint | None:
    """ "The bridge, which engineers had called sound", "the damages, which it called excessive"."""
    head = clause.head
    named = any(c.dep_ == "oprd" and c.pos_ in ("ADJ", "NOUN") for c in head.children)
    if (
        head.lemma_.lower() not in _CALLING
        or not named
        or any(c.dep_ in ("auxpass", "prt", "neg") for c in head.children)
    ):
        return None
    return _by(_subject_of(head), head)


def _inherited(clause: Clause) -> Viewpoint | None:
    """What a phrase before a main clause covers is also what the clauses joined to it tell, and those that say why or when: "in the
    mayor's view, the dam burst because nobody had checked it"."""
    at = clause.head
    if at.dep_ == "conj" and not any(c.dep_ == "cc" and c.lower_ in ("but", "yet", "though") for c in at.head.children):
        return _covering(at.head, opening=True)
    if at.dep_ != "advcl" or not has_subject(at):
        return None
    marks = {c.lower_ for c in at.children if c.dep_ in ("mark", "advmod", "preconj")}
    return _covering(at.head, opening=False) if marks & _MARKS or "not" in marks else None


def _covering(head: Token, opening: bool) -> Viewpoint | None:
    """The holder that a phrase of another clause names; only where it opens the sentence, if so asked."""
    sentence = head.sent
    if not is_clause_head(head) or not (
        sentence[0].lower_ in _OPENING or any(t.lower_ == "according" for t in sentence)
    ):
        return None  # most sentences
    above = clause_of(head)
    found = next((v for rule in (_according_to, *INITIAL) if (v := rule(above)) is not None), None) or _inherited(above)
    if found is None or (opening and not (found.phrase and min(t.i for t in found.phrase) <= head.sent.start + 1)):
        return None
    return Viewpoint(found.holder, frozenset())


#: Ways to say who tells a clause, in the order in which they are asked.
TELLERS: tuple[Callable[[Clause], Viewpoint | None], ...] = (
    _according_to,
    _told_above,
    _told_before,
    _convinced,
    _claims_its_own,
    _calls,
    _inherited,
)
