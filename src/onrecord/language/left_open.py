"""What a clause tells as a fact while the infinitive that it takes stays open: "agreed to sell the mill" says that they agreed, not that it
was sold.

Verbs that imply their infinitive ("managed to sell it") or its opposite ("failed to sell it") leave nothing open: the two together are what
is told (Karttunen, Implicative verbs, Language 47, 1971).
"""

from typing import Any, NamedTuple

from onrecord.language.clauses import Clause, is_passive
from onrecord.language.event_slots import is_actor
from onrecord.language.governing import governors
from onrecord.language.moods import OF_LEAVE, decides_not_to
from onrecord.model import Quotation
from onrecord.resources import read_words

Token = Any  # a spaCy token

_TAKEN = frozenset({"xcomp", "ccomp", "advcl"})
_PHASES = frozenset("begin start continue keep resume".split())  # "began trying to reach them": they tried
_ONLY_ACTIVE = frozenset({"expect", "prepare", "seek", "mean"})  # "is expected to win" tells nothing of him
#: Who is not allowed to leave did not; who is may have. Of what is no somebody they tell a cause: "the delay allowed him to equalise".
_OF_ORDERS = OF_LEAVE | frozenset("order command direct instruct require clear summon forbid".split())
_GERUNDS = frozenset("consider mull contemplate ponder weigh propose delay postpone discuss debate".split())
_DECIDING = frozenset(
    "agree decide vote opt elect resolve plan intend want wish vow pledge promise threaten offer swear propose aim hope".split()
)


class LeftOpen(NamedTuple):
    """The word of a predicate that is told, and the infinitive under it that is not told to be so."""

    governor: Token
    content: frozenset[Token]  # the infinitive with all that hangs on it


def find_left_open(clause: Clause, saying: Quotation | None) -> LeftOpen | None:
    """What a clause leaves open of what it tells; None where it tells all of it or nothing.

    What somebody is cited to ask for ("urged residents to leave") stays theirs, and so do words in quotation marks.

    Args:
        clause: from `find_clauses`.
        saying: the quotation whose cue its verb is.
    """
    governor = _governor_of(clause.head)
    lemma = governor.lemma_.lower()
    if decides_not_to(clause.head):
        return None
    if lemma not in governors("opens") or (is_passive(governor) and lemma in _ONLY_ACTIVE):
        return None
    taken = [c for c in governor.children if _is_taken(c, governor)]
    if not taken or (lemma in OF_LEAVE and not _gives_leave(clause, governor)):
        return None
    if saying is not None and not (is_passive(governor) or lemma in _OF_ORDERS or _is_own_resolve(saying)):
        return None
    return LeftOpen(governor, frozenset(t for c in taken for t in c.subtree))


def is_cause(clause: Clause) -> bool:
    """Whether a clause tells what allowed something, not who: "heavy rain has allowed farmers to sow"."""
    is_leave = clause.head.lemma_.lower() in OF_LEAVE and not is_passive(clause.head)
    return is_leave and clause.subject is not None and not is_actor(clause.subject)


def is_refusal(head: Token) -> bool:
    """ "Refused to meet them": what was not done; not "refused to comment", which tells that nothing was said."""
    taken = next((c for c in head.children if c.dep_ == "xcomp"), None)
    words = read_words("speech_verbs.txt")
    return head.lemma_ == "refuse" and taken is not None and taken.lemma_.lower() not in words


def _is_own_resolve(saying: Quotation) -> bool:
    return saying.class_ in ("statement", "stance") and saying.kind == "indirect"


def _governor_of(head: Token) -> Token:
    """The verb that may take an infinitive: the clause's own, or the one whose beginning it tells ("began trying to")."""
    return next((c for c in head.children if c.dep_ == "xcomp"), head) if head.lemma_ in _PHASES else head


def _is_taken(word: Token, governor: Token) -> bool:
    """ "To sell it", "selling it" after a verb that takes a gerund; not what it is done for."""
    if word.i < governor.i or word.dep_ not in _TAKEN:
        return False
    if word.tag_ == "VBG":
        return word.dep_ == "xcomp" and governor.lemma_ in _GERUNDS
    if not any(c.tag_ == "TO" for c in word.children):
        return False
    if word.dep_ != "advcl":
        return True
    # "was cleared to land", "council votes to close": the parser may take it for a purpose
    return is_passive(governor) or (
        governor.lemma_ in _DECIDING and not any(c.dep_ == "dobj" for c in governor.children)
    )


def _gives_leave(clause: Clause, governor: Token) -> bool:
    if any(c.dep_ == "neg" for c in clause.head.children):
        return False
    return is_passive(governor) or (clause.subject is not None and is_actor(clause.subject))
