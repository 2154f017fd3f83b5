"""Clauses that deny no more than what was said before: "the family have always denied this", "that is disputed by Lockgate", "said that was
false", "called it nonsense", "the authority says that it was not"; ", which he denies"."""

from collections.abc import Callable
from typing import Any

from onrecord.language.clause_terms import CONTENT, SUBJECTS
from onrecord.language.clauses import Clause
from onrecord.language.negation import is_turned_back
from onrecord.language.verdicts import ACCOUNTS, FALSE_OF_ACCOUNTS, verdict_of

Token = Any  # a spaCy token

_REJECTING = frozenset("deny reject dismiss refute dispute contest rebut contradict".split())
#: Verbs that reject with a particle: "ruled that out", "laughed it off".
_WITH_PARTICLE = {
    "rule": frozenset({"out"}),
    "laugh": frozenset({"off"}),
    "shrug": frozenset({"off"}),
    "wave": frozenset({"away", "aside"}),
    "brush": frozenset({"off", "aside", "away"}),
    "bat": frozenset({"away", "aside", "off"}),
}
_HAPPENING = frozenset({"happen", "occur", "exist"})
_POINTING = frozenset("this that it them these both all of".split())
_CALLING = frozenset("call brand label dismiss describe denounce decry reject".split())
_DEMONSTRATIVE = frozenset({"this", "that", "these", "those"})
_THAT = frozenset({"this", "that", "it", "these", "those", "they"})
_PERSONS = frozenset("i we you he she".split())
_MADE_THINGS = frozenset("fake fiction hoax fabrication invention fantasy fictitious fabricated bogus mistaken".split())
_SO = frozenset({"so", "true"})
_ASIDE = frozenset({"mark", "punct", "neg", "aux", "cc", "advmod", "intj", *SUBJECTS})
_OTHERWISE = frozenset({"otherwise", "differently"})
_HOLDING = frozenset(
    "insist say claim argue maintain see think believe testify swear contend tell put view remember".split()
)
_ACCEPTING = frozenset("accept buy recognise recognize".split())
_STRESSING = frozenset(
    "certainly simply actually definitely absolutely really clearly plainly most either however though just ever".split()
)
_PLAINLY = frozenset("simply plainly factually flatly completely totally utterly demonstrably".split())
_PARTLY = frozenset("always necessarily entirely quite fully exactly strictly altogether literally all".split())


def denies_what_was_said(clause: Clause) -> bool:
    """Whether a clause denies no more than "this" or "it": what was said before."""
    return any(rule(clause) for rule in RULES)


def denier_of(clause: Clause) -> Token | None:
    """The head of who denies, where the clause itself says so: "Brown denies this", "that is disputed by Brown"; None where whoever tells
    the clause does."""
    if _is_false(clause) or is_elliptic_denial(clause):
        return None
    agents = (x for c in clause.head.children if c.dep_ == "agent" for x in c.children if x.dep_ == "pobj")
    subjects = (c for c in clause.head.children if c.dep_ == "nsubj")
    return next(agents, None) or next(subjects, None)


def is_elliptic_denial(clause: Clause) -> bool:
    """ "It was not", "they didn't": an auxiliary that denies what was said before, with nothing but a pronoun."""
    head = clause.head
    is_full = head.tag_ in ("VBG", "VBN") or any(c.dep_ in ("aux", "auxpass") for c in head.children)
    if head.dep_ == "relcl" or not (head.pos_ == "AUX" or (head.lemma_ in ("do", "have") and not is_full)):
        return False
    if not any(c.dep_ == "neg" or _is_nothing_of_the_kind(c) for c in head.children):
        return False
    subjects = [c for c in head.children if c.dep_ in SUBJECTS]
    if len(subjects) != 1 or subjects[0].lower_ not in _THAT | _PERSONS:
        return False
    if subjects[0].lower_ == "you" and subjects[0].i and subjects[0].nbor(-1).lower_ in ("and", "or"):
        return False  # "days when you want to sail and you are not": that is anybody, on such a day
    nothing = any(_is_nothing_of_the_kind(c) for c in head.children)
    rest = (c for c in head.children if not (_is_nothing_of_the_kind(c) or _is_behind_comma(c)))
    return all(c.dep_ in _ASIDE or _is_next_clause(c) for c in rest) and (nothing or not _tells_more(clause))


def _is_behind_comma(word: Token) -> bool:
    """ "They were not, after a test of five shops"."""
    first = word.left_edge.i
    return word.dep_ in ("prep", "advcl") and word.i > word.head.i and word.doc[first - 1].text == ","


def _is_next_clause(word: Token) -> bool:
    """ "And the company knew it"; not "cannot and will not pay", of which the first is said of the second."""
    return word.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in word.children)


def _is_nothing_of_the_kind(word: Token) -> bool:
    return word.lower_ == "nothing" and {"kind", "sort"} & {t.lower_ for t in word.subtree} != set()


def _rejects_it(clause: Clause) -> bool:
    """ "Denied this", "flatly denies it", "dismissed this as gossip", "denied that: …"; not "neither confirmed nor denied that"."""
    head = clause.head
    if not _is_rejecting(head) or is_turned_back(head):
        return False
    if _is_set_apart(head) or _is_of_comment(clause) or _denies_doing_so(head):
        return True
    denied = next((c for c in head.children if c.dep_ == "dobj"), None)
    if denied is None or not (_is_which(denied, clause) or {t.lower_ for t in denied.subtree} <= _POINTING):
        return False
    colon = next((c.i for c in head.children if c.text == ":" and c.i > head.i), len(head.doc))
    behind = (c for c in head.children if head.i < c.i < colon)
    return all(c.dep_ in (*_ASIDE, "prep", "npadvmod", "dobj", "conj", "advcl", "prt") for c in behind)


def _is_rejecting(verb: Token) -> bool:
    particles = _WITH_PARTICLE.get(verb.lemma_.lower())
    if particles is not None:
        return any(c.lower_ in particles and c.dep_ in ("prt", "advmod", "prep") for c in verb.children)
    return verb.lemma_.lower() in _REJECTING


def _denies_doing_so(verb: Token) -> bool:
    """ "Denies doing so", "denied having done so"."""
    done = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.lemma_ == "do" and c.i > verb.i]
    return any(x.lower_ in ("so", "it", "this", "that") for c in done for x in c.children)


def _is_of_comment(clause: Clause) -> bool:
    """ "…, something he has denied", "…, a claim she rejects": what the noun stands for has just been told."""
    lead = clause.lead
    if lead is None or lead.left_edge.i == 0 or lead.doc[lead.left_edge.i - 1].text != ",":
        return False
    is_told = lead.lower_ == "something" or (lead.lemma_.lower() in ACCOUNTS and lead.left_edge.lower_ in ("a", "an"))
    own = [c for c in clause.head.children if c.dep_ == "dobj" and c.lower_ not in ("that", "which")]
    return is_told and not own and any(c.dep_ in SUBJECTS for c in clause.head.children)


def _is_which(denied: Token, clause: Clause) -> bool:
    """ "Was drunk, which he denies"; not "two charges, which he denies"."""
    of_account = clause.lead is not None and clause.lead.lemma_.lower() in ACCOUNTS
    return denied.lower_ == "which" and denied.i > 0 and denied.nbor(-1).text == "," and not of_account


def _is_set_apart(head: Token) -> bool:
    """ "Denied that:", "denied it." with the word behind the verb read as part of what follows."""
    return head.i + 2 < len(head.doc) and head.nbor(1).lower_ in _POINTING and head.nbor(2).text == ":"


def _is_rejected(clause: Clause) -> bool:
    """ "That is disputed by Lockgate", "this was denied"."""
    head = clause.head
    subject = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
    is_it = subject is not None and subject.lower_ in _THAT and not any(True for _ in subject.children)
    return is_it and head.dep_ != "relcl" and head.lemma_.lower() in _REJECTING and not is_turned_back(head)


def _is_false(clause: Clause) -> bool:
    """ "That was false", "this is not true", "it did not happen"; not "it is false that he left", nor "it is a fake"."""
    head = clause.head
    subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
    if subject is None or not (subject.lower_ in _THAT or _is_account(subject)) or head.dep_ == "relcl":
        return False
    if subject.lower_ in _THAT and any(True for _ in subject.children):
        return False
    if subject.lower_ == "they":
        return False  # "rumours … they are unfounded" are not what was told last
    if head.lemma_ in _HAPPENING and any(c.dep_ == "neg" for c in head.children):
        return all(c.dep_ in _ASIDE and c.tag_ != "MD" and _is_no_limit(c) for c in head.children)
    if any(c.lower_ in _PARTLY or (c.dep_ == "prep" and c.i < head.i) for c in head.children):
        return False  # "that is not always the case", "inside the bank that is not true"
    if any(c.dep_ in ("ccomp", "csubj", "xcomp", "relcl") or c.lemma_ in _MADE_THINGS for c in head.children):
        return False
    words = [c for c in head.children if c.dep_ in ("acomp", "attr", "oprd")]
    if any(c.dep_ in ("relcl", "acl") or c.lower_ in ("that", "to") for word in words for c in word.children):
        return False  # "it is a lie that he left", "it is not true to life"
    if verdict_of(head) is False or any(w.lower_ == "wrong" and _is_plainly(w) for w in words):
        return True
    denied = any(c.dep_ == "neg" for c in head.children)
    return (
        head.lemma_ == "be" and denied and any(c.lower_ in _SO and c.dep_ in ("acomp", "advmod") for c in head.children)
    )


def _is_no_limit(word: Token) -> bool:
    """Not "before", "again", "here" of "it had not happened before": something like it had not."""
    return word.dep_ != "advmod" or word.lower_ in _STRESSING | {"never"}


def _is_plainly(word: Token) -> bool:
    """ "Simply wrong", "factually wrong" is no judgement of a deed."""
    near = (*word.children, *word.head.children)
    return any(c.lower_ in _PLAINLY and c.dep_ == "advmod" for c in near)


def _is_account(noun: Token) -> bool:
    """ "This report", "the allegation", "the firm's claim"; not "the report on the fire"."""
    kept = {c.lower_ for c in noun.children if c.dep_ != "poss"}
    return noun.lemma_.lower() in ACCOUNTS and any(True for _ in noun.children) and kept <= _DEMONSTRATIVE | {"the"}


def _disagrees(clause: Clause) -> bool:
    """ "Insists otherwise", "sees it differently", "disagrees", "begs to differ", "does not accept that"."""
    head = clause.head
    below = [c for c in head.children if c.i > head.i]
    if head.lemma_ == "beg" and any(c.lemma_ == "differ" for c in below):
        return True
    if head.lemma_.lower() in _ACCEPTING:
        told = [c for c in below if c.dep_ == "dobj"]
        return any(c.dep_ == "neg" for c in head.children) and len(told) == 1 and told[0].lower_ in ("this", "that")
    if any(c.dep_ in ("neg", "ccomp", "xcomp") for c in head.children):
        return False
    if head.lemma_ == "disagree":
        return all(c.dep_ in ("punct", "advmod", "cc", "conj", "advcl") for c in below)
    if any(c.dep_ == "dobj" and c.lower_ not in _THAT | {"things"} for c in below):
        return False  # "views the law differently"
    return head.lemma_.lower() in _HOLDING and any(c.lower_ in _OTHERWISE and c.dep_ == "advmod" for c in below)


def without_comment(clause: Clause) -> Clause:
    """A clause without the aside that denies it: "…, a claim the operator rejects"."""
    comments = [
        t
        for t in clause.tokens
        if (t.lower_ == "something" or t.lemma_.lower() in ACCOUNTS)
        and t != clause.lead
        and t.left_edge.i > 0
        and t.doc[t.left_edge.i - 1].text == ","
        and any(c.dep_ == "relcl" and c.lemma_.lower() in _REJECTING for c in t.children)
    ]
    if not comments:
        return clause
    gone = {t.i for comment in comments for t in comment.subtree} | {c.left_edge.i - 1 for c in comments}
    return Clause(clause.head, tuple(t for t in clause.tokens if t.i not in gone), clause.lead, clause.subject)


def _calls_it_false(clause: Clause) -> bool:
    """ "Called that nonsense", "branded it a lie"."""
    head = clause.head
    if head.lemma_.lower() not in _CALLING or is_turned_back(head):
        return False
    told = [t for t in clause.tokens if t.i > head.i]
    if not told or told[0].lower_ not in _THAT:
        return False
    rest = [t for t in told[1:] if t.pos_ in CONTENT]
    verdicts = [t for t in rest if t.lemma_.lower() in FALSE_OF_ACCOUNTS - _MADE_THINGS - {"wrong"}]
    return bool(verdicts) and all(t in verdicts or t.pos_ in ("ADV", "ADJ") for t in rest)


def _tells_more(clause: Clause) -> bool:
    rest = (t for t in clause.tokens if t != clause.head and t.pos_ in CONTENT)
    return any(t.dep_ != "advmod" or t.lower_ not in _STRESSING for t in rest)


#: How a clause denies what was said before; one is enough.
RULES: tuple[Callable[[Clause], bool], ...] = (
    _rejects_it,
    _is_rejected,
    _is_false,
    _calls_it_false,
    _disagrees,
    is_elliptic_denial,
)
