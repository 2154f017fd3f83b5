"""Clauses that tell what would be, on what condition, or of whom a rule holds: "if he wins", "anyone who wins", "when he wins" of what is
to come."""

from typing import Any

from onrecord.language.clauses import Clause, has_subject
from onrecord.language.governing import first_of
from onrecord.language.predicates import auxiliaries

Token = Any  # a spaCy token

_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided", "supposing"})
_GRANTED = frozenset("provided providing supposing assuming case condition event".split())  # "provided that", "in case"
_NO_CLAUSE = frozenset("so not anything any possible necessary".split())  # "if so, he won"
_ANYONE = frozenset("anyone anybody whoever whomever whatever".split())
_ALL_WHO = frozenset("everyone everybody those people".split())
_TIMES = frozenset("when whenever once until till after before soon".split())
_TURNS = frozenset("before until till once".split())
_MAY = frozenset({"could", "would", "might", "may"})
_UP_TO = frozenset("once until till".split())
_FACING = frozenset("face risk await".split())  # "faces life when he is sentenced"
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ASKING = frozenset("ask wonder see check know tell doubt question inquire decide determine sure certain".split())
_RULING = frozenset("will wo would shall must may can".split())
_PRESENT = frozenset({"VBZ", "VBP"})


def is_condition(head: Token) -> bool:
    """Whether a clause states a condition, a case that may come, or somebody whom a rule would meet.

    Args:
        head: the clause's verb; a verb joined to the verb of a condition shares it.
    """
    first = first_of(head)
    return _is_marked(head) or any(
        rule(first) for rule in CONDITIONS
    )  # "when and if he comes": the second bears its own


def is_supposed(clause: Clause) -> bool:
    """Whether a clause stands under "if", "unless", "in case" or as "should he win": nobody tells that it is so, nor that it may be.

    Args:
        clause: a clause; a verb joined to the verb of a condition shares it. Where the parser overlooked the word, it counts right
            before the clause.
    """
    head = clause.head
    heads = dict.fromkeys((head, first_of(head)))
    if any(rule(at) for at in heads for rule in (_is_marked, is_inverted, _is_granted)):
        return True
    first = clause.tokens[0].i if clause.tokens else 0
    if first <= head.sent.start or clause.lead is not None or head.doc[first].lower_ in _NO_CLAUSE:
        return False
    before = head.doc[first - 1].lower_
    return before in _CONDITIONS or (before == "case" and first > 1 and head.doc[first - 2].lower_ == "in")


def hangs_on_condition(clause: Clause) -> bool:
    """Whether a main clause holds only if another does: "if the tests are right, the virus came from a farm".

    Not so after "even if", nor where "if" asks ("see if he left").
    """
    head = first_of(clause.head)
    if head.lemma_.lower() in _ASKING:
        return False
    return any(
        c.dep_ == "advcl"
        and (has_subject(c) or c.tag_ == "VBN")  # "if convicted, he faces ten years"
        and any(m.dep_ == "mark" and m.lower_ in ("if", "unless") for m in c.children)
        and not any(m.lower_ in ("even", "as", "only") and m.i < c.i for m in c.children)
        and not _is_not_enough(c)
        for c in head.children
    )


def _is_not_enough(head: Token) -> bool:
    """ "If that wasn't bad enough, he also lost his job": he did."""
    return any(c.dep_ == "neg" for c in head.children) and any(t.lower_ == "enough" for t in head.subtree)


def is_inverted(head: Token) -> bool:
    """ "Had he turned back", "were the dam to break", "could pay should he win": a condition without "if"."""
    if _is_behind_outcome(head):
        return True
    at = head.head if head.dep_ == "ccomp" and head.head.lower_ in ("were", "had") else head
    if at.dep_ not in ("advcl", "ccomp"):
        return False
    opening = next((c for c in at.children if c.dep_ == "aux"), at)
    if opening.lower_ not in ("had", "were", "should"):
        return False
    bearers = (
        at,
        *(c for c in at.children if c.dep_ == "ccomp"),
    )  # in "were the dam to break" the parser gives it to "break"
    subject = next((c for x in bearers for c in x.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None or opening.i > subject.i:
        return False
    ahead = opening.lower_ == "had" and any(
        c.tag_ == "MD" for c in auxiliaries(at.head)
    )  # "would have lived had he stayed"
    behind = opening.lower_ == "should" and at.dep_ == "ccomp" and at.head.pos_ == "VERB" and at.head.i < opening.i
    return bool(opening.i == head.sent.start or opening.nbor(-1).is_punct or ahead or behind)


def _is_behind_outcome(head: Token) -> bool:
    """ "Than it would have been had he not stayed": the parser takes "had" for the verb of the outcome."""
    subject = next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None or subject.i > head.i or head.tag_ not in ("VBN", "VBD"):
        return False
    had = subject.left_edge.i - 1
    if had <= head.sent.start or head.doc[had].lower_ != "had":
        return False
    return any(t.tag_ == "MD" for t in head.doc[head.sent.start : had])


def _is_marked(head: Token) -> bool:
    """ "If he wins", "unless he wins", "as though he had won"."""
    marks = {c.lower_ for c in head.children if c.dep_ == "mark"}
    return bool(marks & _CONDITIONS) or {"as", "though"} <= marks or _is_parted(head)


def _is_parted(head: Token) -> bool:
    """ "If for some reason she is ill": the parser may take the verb for one that tells of the reason."""
    phrase = head.head.head
    is_told = head.dep_ == "relcl" and head.head.dep_ == "pobj" and any(c.dep_ in _SUBJECTS for c in head.children)
    before = phrase.left_edge.i - 1
    is_own = not any(c.tag_ in ("WDT", "WP", "WRB") or c.lower_ == "that" for c in head.children)
    return is_told and is_own and before >= 0 and head.doc[before].lower_ in ("if", "unless")


def _is_granted(head: Token) -> bool:
    """ "Provided that he wins", "in case he wins", "as long as he wins"."""
    if head.dep_ not in ("ccomp", "acl", "advcl", "pcomp"):
        return False
    above = head.head
    if above.lower_ in _GRANTED:
        return above.dep_ in ("prep", "pobj", "advcl", "mark")
    is_first = any(c.lower_ in ("as", "so") and c.i < above.i for c in above.children)
    return above.lower_ == "long" and is_first and above.i + 1 < len(above.doc) and above.nbor(1).lower_ == "as"


def _is_outcome(head: Token) -> bool:
    """What "so that" says something is for or would lead to: "closed the road so that nobody could pass"."""
    if head.dep_ not in ("advcl", "ccomp") or not any(c.dep_ == "aux" and c.tag_ == "MD" for c in head.children):
        return False
    that = next((c for c in head.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    return that is not None and that.i > 0 and that.nbor(-1).lower_ == "so"


def _is_rule(head: Token) -> bool:
    """Whom a rule would meet: "anyone who enters", "drivers who use a phone will lose their licences"."""
    if head.dep_ != "relcl":
        return False
    lead = head.head
    marks = [c for c in lead.children if c.i < lead.i and c.dep_ in ("det", "nummod", "poss", "predet", "amod")]
    if lead.lower_ in _ANYONE or any(c.lower_ == "any" for c in marks):
        return True
    is_open = lead.lower_ in _ALL_WHO or (lead.tag_ == "NNS" and not any(c.dep_ != "amod" for c in marks))
    is_timeless = is_present(head) and not any(c.lemma_ == "have" for c in auxiliaries(head))
    return is_open and is_timeless and not _is_set_apart(head) and _is_ruled(_verb_over(lead))


def _is_set_apart(head: Token) -> bool:
    """ "Nurses, who work at night, …" tells of all nurses."""
    before = head.left_edge.i - 1
    return before >= 0 and bool(head.doc[before].is_punct)


def _verb_over(noun: Token) -> Token:
    """The verb of the clause that a noun stands in."""
    return next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX")), noun)


def _is_time_to_come(head: Token) -> bool:
    """ "The ban will be lifted when the river falls": in the present tense, of what is to come."""
    if head.dep_ not in ("advcl", "acl", "relcl"):
        return False
    if not is_present(head):
        return _is_outstanding(head)
    opening = {c.lower_ for c in head.children if c.dep_ in ("mark", "advmod") and c.i < head.i}
    above = _verb_over(head)
    if "whenever" in opening:
        return True
    if opening & _UP_TO and any(c.dep_ in _SUBJECTS for c in head.children) and is_present(above):
        return True  # "takes effect once both ratify it", "pressure until it gives up its weapons"
    return bool(opening & _TIMES or head.head.lower_ == "soon") and (
        _is_ahead(above) or above.lemma_ in _FACING or any(c.tag_ == "TO" for c in above.children)
    )


def _is_outstanding(head: Token) -> bool:
    """ "It could take until May before the line was mended", "would print it only after he died": not yet, as far as is told."""
    opening = {c.lower_ for c in head.children if c.dep_ in ("mark", "advmod") and c.i < head.i}
    above = _verb_over(head)
    helpers = {c.lower_ for c in auxiliaries(above) if c.tag_ == "MD"}
    settled = any(c.dep_ == "neg" or c.lower_ == "later" for c in above.children) or any(
        c.lower_ == "have" for c in auxiliaries(above)
    )
    only_after = "after" in opening and any(c.lower_ == "only" for c in head.children)
    return bool((opening & _TURNS or only_after) and helpers & _MAY) and not settled and head.tag_ in ("VBD", "VBN")


def is_present(head: Token) -> bool:
    """Whether a verb or its first auxiliary is in the present tense."""
    finite = next((c for c in auxiliaries(head)), head)
    return finite.tag_ in _PRESENT


def _is_ruled(verb: Token) -> bool:
    """ "Will lose their licences", "must register", "face a fine"."""
    return verb.lemma_.lower() == "face" or any(c.lower_ in _RULING for c in auxiliaries(verb))


def _is_ahead(verb: Token) -> bool:
    return any(c.tag_ == "MD" for c in auxiliaries(verb))


#: Ways to state a condition or a case that may come.
CONDITIONS = (_is_marked, is_inverted, _is_granted, _is_outcome, _is_rule, _is_time_to_come)
