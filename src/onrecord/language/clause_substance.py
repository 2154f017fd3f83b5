"""Whether a clause tells enough to be told apart, and is whole."""

from onrecord.language.clause_terms import OBJECTS, SUBJECTS
from onrecord.language.clauses import Clause
from onrecord.model import Term

_FEWEST_TERMS = 2
_SPEAKERS = frozenset({"i", "we"})
_THEMSELVES = frozenset({"it", "they"})  # in what a body is cited to say
#: Verbs of thinking, feeling and speaking: who does so is nothing told, without what.
OF_MINDS = frozenset(
    "think believe hope want feel know realise realize mean see seem like wish need try speak talk look hear understand remember expect"
    " suppose guess doubt fear care mind worry wonder learn say tell add ask answer reply start begin go come happen".split()
)
_SETTING = frozenset("move speak look go judge talk".split())


def is_enough(
    terms: tuple[Term, ...],
    subjects: tuple[str, ...],
    clause: Clause,
    *,
    denied: bool = False,
    reported: bool = False,
) -> bool:
    """Whether a clause has enough words to be told apart: two, or one where it is known whom a pronoun stands for ("she praised nobody",
    "he resigned"), where who speaks denies it ("I was never dismissed"), where a body tells it of itself ("said it would appeal"), or
    where it says that something was not ("there was never any fault", "nobody was hurt").

    Args:
        terms: of the clause.
        subjects: ids of the entities that do it.
        clause: from `find_clauses`.
        denied: whether somebody is quoted with it and tells it in the negative.
        reported: whether somebody is cited with it.
    """
    told = [t for t in terms if t.role != "time" and t.pos != "PRON"]
    no_one = {t.dep_ for t in clause.tokens if t.lower_ in ("nobody", "nothing", "none")}
    pronouns = {t.lemma for t in terms if t.role in ("subject", "object") and t.pos == "PRON"}
    does = any(t.role == "root" and t.pos in ("VERB", "ADJ") and t.lemma not in OF_MINDS for t in told)
    speaks = denied and bool(pronouns & _SPEAKERS)
    known = (bool(subjects) and bool(pronouns)) or speaks
    itself = reported and bool(pronouns & _THEMSELVES)
    of_no_one = (bool(subjects or (itself and does)) and "dobj" in no_one) or (does and bool(no_one & SUBJECTS))
    has = speaks and any(t.pos in ("NOUN", "PROPN") for t in told)  # "we have nothing to do with that man"
    more = of_no_one or has or (known and does) or (itself and not _is_of_mind(told)) or _is_none_such(clause)
    return len(told) + bool(more) >= _FEWEST_TERMS


def _is_of_mind(told: list[Term]) -> bool:
    """Whether the one word that is told is a thought, or says nothing ("it seems", "they know")."""
    return any(t.pos == "ADV" or t.lemma in OF_MINDS for t in told)


def _is_none_such(clause: Clause) -> bool:
    """ "There was never any fault", "it got no such letter"."""
    words = {t.lower_ for t in clause.tokens}
    there = any(c.dep_ == "expl" for c in clause.head.children)
    return bool((there and words & {"never", "no"}) or {"no", "such"} <= words)


def is_fragment(clause: Clause) -> bool:
    """Whether a clause lacks a subject or an object that it needs, or says nothing ("as it is", "what he wanted to hear")."""
    first = clause.tokens[0] if clause.tokens else clause.head
    if first.tag_ == "WP" and first.lower_ == "what" and clause.head.dep_ in ("ccomp", "pcomp"):
        return True
    if clause.subject is None and not any(c.dep_ in ("expl", "agent", "nsubj") for c in clause.head.children):
        return not (clause.head.dep_ == "ROOT" and clause.head.tag_ in ("VBN", "VBD", "VBZ", "VBP"))
    return _sets_scene(clause)


def _sets_scene(clause: Clause) -> bool:
    """ "Moving forward, we …", "Speaking as an anarchist, we …": a participle that only sets the scene for what "I" or "we" say next."""
    head = clause.head
    if head.dep_ != "advcl" or head.tag_ != "VBG" or clause.subject is None or clause.subject.head == head:
        return False
    speaks = clause.subject.lower_ in ("i", "we", "you") or head.lemma_.lower() in _SETTING
    return speaks and head.i < clause.subject.i and not any(c.dep_ in OBJECTS for c in head.children)
