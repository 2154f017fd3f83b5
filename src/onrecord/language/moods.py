"""Whether a clause is held to be so, not to be so, or left open: mood and polarity of a clause from its grammar."""

from collections.abc import Callable
from typing import Any

from onrecord.language.clauses import Clause, has_subject, is_infinitive
from onrecord.language.conditions import hangs_on_condition, is_condition, is_inverted
from onrecord.language.governing import (
    first_of,
    governors,
    governs_infinitive,
    governs_to,
    words_above,
)
from onrecord.language.hedges import PERCEIVED, is_content_of, is_hedged, must_have_been, takes
from onrecord.language.negation import is_negative
from onrecord.language.own_denials import is_ruled_out, particle_before
from onrecord.language.predicates import auxiliaries, predicate_of
from onrecord.model.findings import PropositionMood
from onrecord.resources import read_words

Token = Any  # a spaCy token

_WISHES = frozenset({"should", "must", "ought", "shall"})
_AHEAD = frozenset({"will", "would", "'ll", "wo", "’ll"})
_SETTLING = frozenset("decide choose opt elect vote resolve".split())
_DOINGS = frozenset(
    "job work role task duty practice response reaction answer tactic strategy approach result effect thing".split()
)
_ASKING_FOR = frozenset({"insist", "propose", "suggest", "recommend", "rule", "agree", "move", "stipulate"})
_ENSURING = frozenset({"ensure", "guarantee"})
_SEEKING = frozenset(
    "seek want pursue demand need propose envisage envision favour favor imagine draft negotiate request".split()
)
_DEFINITE = frozenset("the this that these those his her its their our".split())
_PUTTING_OFF = frozenset({"hold", "put", "call", "stave"})
_UNKNOWN = frozenset({"unclear", "uncertain", "unknown"})
_SEEING = frozenset("see know understand imagine comprehend grasp tell fathom".split())
_WHATEVER = frozenset({"regardless", "irrespective", "whatever", "depending"})
_WANTED_DONE = frozenset({"get", "have", "want", "see", "need", "keep"})
_MINDFUL = frozenset("remember know realise realize understand recognise recognize acknowledge accept note".split())
OF_LEAVE = frozenset("allow permit authorise authorize license".split())
_CAUSING = frozenset({"let", "make", "help", "have", "watch"})
_STANDING = frozenset({"be", "remain", "stay", "look", "seem", "appear", "come", "put", "leave", "have"})
#: Phrases that with an infinitive or a gerund tell what is near, planned or feared.
_NEARING = frozenset(
    {("on", w) for w in "verge brink point cusp edge course track way".split()}
    | {("in", w) for w in "line talks danger discussions negotiations position order".split()}
    | {("at", w) for w in "risk".split()}
    | {("under", w) for w in "pressure orders instructions obligation threat".split()}
)


def mood_of(clause: Clause) -> tuple[PropositionMood, bool]:
    """The mood of a clause, and whether it is told in the negative.

    Returns:
        The mood by the first rule of `MOODS` that fires, "asserted" or "negated" where none does; the polarity apart from it, since
        "may not leave" is both hedged and negative. Of a verb with an infinitive both are those of what the infinitive tells.
    """
    negative = is_negative(clause)
    borne = _bearer_of(clause.head)
    told = clause if borne is None else Clause(borne, clause.tokens, clause.lead, clause.subject)
    for mood, rule in MOODS:
        if rule(clause) or (borne is not None and rule(told)):
            return mood, negative
    return ("negated" if negative else "asserted"), negative


def _bearer_of(head: Token) -> Token | None:
    """The verb above whose mood a bare infinitive shares: "may see trade return", "are going to close the mill, sell the dam and leave"."""
    if head.tag_ not in ("VB", "VBN") or head.head == head:
        return None
    above = head.head
    if head.tag_ == "VBN":
        return above if head.dep_ == "ccomp" and above.lemma_ in _WANTED_DONE and not auxiliaries(head) else None
    if head.dep_ == "ccomp":
        own = any(c.dep_ in ("aux", "mark") for c in head.children)
        return above if above.lemma_ in PERCEIVED | _CAUSING and not own else None
    while above.dep_ == "conj" and above.tag_ == "VB":
        above = above.head
    taken = any(c.dep_ == "xcomp" and c.tag_ == "VB" and c.i < head.i for c in above.children)
    return above if head.dep_ == "conj" and above.tag_ != "VB" and taken else None


def mood_beside(clause: Clause, content: frozenset[Token]) -> PropositionMood:
    """The mood of a clause without what its verb makes of an infinitive: of "agreed to sell" that of the agreeing.

    Args:
        clause: from `find_clauses`.
        content: the infinitive with all that hangs on it.
    """
    told = Clause(clause.head, tuple(t for t in clause.tokens if t not in content), clause.lead, clause.subject)
    for mood, rule in MOODS:
        if rule not in OF_INFINITIVES and rule(told):
            return mood
    return "negated" if is_negative(told) else "asserted"


def is_asked(clause: Clause) -> bool:
    """A question, or what "asked whether" takes."""
    if any(c.dep_ == "mark" and c.lower_ == "whether" for c in clause.head.children) or _is_not_known(clause.head):
        return True
    if clause.head.dep_ in ("ROOT", "conj", "ccomp"):
        return _ends_with_question(clause.head) or _asks_by_order(clause.head)
    return _is_of_one_asked_about(clause.head)


def _asks_by_order(head: Token) -> bool:
    """ "How many trees did you fell", without a question mark: a word that asks, and the auxiliary before the subject."""
    subject = next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    helper = next((c for c in head.children if c.dep_ in ("aux", "auxpass")), None)
    if subject is None or helper is None or helper.i > subject.i or subject.tag_ in ("WP", "WDT"):
        return False
    is_marked = any(
        t.text == "?" for t in head.sent[-2:]
    )  # "should he stay or should he go?" hangs the mark on the second
    return head.left_edge.tag_ in ("WRB", "WP", "WDT") or (is_marked and helper.i == head.left_edge.i)


def _is_of_one_asked_about(head: Token) -> bool:
    """ "Was he a thief who robbed his bank?" asks whether he robbed it; "was he the thief who robbed it?" takes it that somebody did."""
    noun = head.head
    if head.dep_ != "relcl" or noun.dep_ != "attr" or any(c.lower_ in _DEFINITE for c in noun.children):
        return False
    verb = noun.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and subject.i > verb.i and verb.i < noun.i and _ends_with_question(verb)


def _is_not_known(head: Token) -> bool:
    """ "I do not see how anyone can trust her", "regardless of who wins": nobody tells that someone can, nor who did."""
    first = first_of(head)
    if first.left_edge.tag_ not in ("WRB", "WP", "WDT"):
        return False
    above = first.head
    if above.lower_ in _UNKNOWN or any(c.dep_ == "acomp" and c.lower_ in _UNKNOWN for c in above.children):
        return True
    if first.dep_ == "pcomp":
        return above.lower_ in _WHATEVER or above.head.lower_ in _WHATEVER or above.head.lemma_ == "depend"
    unseen = any(c.dep_ == "neg" for c in above.children)
    return first.dep_ == "ccomp" and above.lemma_ in _SEEING and unseen


def _ends_with_question(head: Token) -> bool:
    """Whether the sentence of a main clause, or of one right under it, ends in a question mark, which hangs on the main verb."""
    top = head if head.dep_ == "ROOT" else head.head
    if top.dep_ != "ROOT":
        return False
    return any(c.text == "?" for c in top.rights) or any(c.text == "?" for c in head.rights)


def is_requested(clause: Clause) -> bool:
    """What should be, what someone is urged to do, an order."""
    head = clause.head
    if any(c.lower_ in _WISHES for c in auxiliaries(head)) and not (is_inverted(head) or must_have_been(head)):
        return True
    if _has_to(head) or _is_subjunctive(head):
        return not _need_not(head)
    if _is_to_be_said(head):
        return True
    return is_content_of(head, "requests") or _is_imperative(head)


def _takes_request(clause: Clause) -> bool:
    return takes(clause, "requests") and not _need_not(clause.head)


def _is_subjunctive(head: Token) -> bool:
    """ "Demanded that he be released", "insisted that the firm pay": not told as so, by the verb's bare form."""
    governor = next(words_above(head, 1), None)
    if governor is None or governor.lemma_.lower() not in governors("requests") | _ASKING_FOR or not has_subject(head):
        return False
    finite = min((*auxiliaries(head), head), key=lambda t: t.i)
    if finite.tag_ not in ("VB", "VBP"):
        return False
    subject = next(c for c in (*head.children, head) if c.dep_ in ("nsubj", "nsubjpass", "expl") or c == head)
    is_single = subject.tag_ in ("NN", "NNP") or subject.lower_ in ("he", "she", "it")
    return finite.lower_ == "be" or finite.tag_ == "VB" or is_single


def _has_to(head: Token) -> bool:
    """ "Has to leave", "cannot but leave"; who "had to leave" did."""
    if any(c.lower_ == "but" and c.dep_ == "advmod" and c.i < head.i for c in head.children):
        return any(c.dep_ == "neg" for c in head.children)
    is_present = head.lemma_ == "have" and not any(c.tag_ == "MD" or c.lower_ == "did" for c in auxiliaries(head))
    is_present = is_present and head.tag_ in ("VBZ", "VBP", "VB")
    takes = is_present and any(c.dep_ == "xcomp" and any(x.tag_ == "TO" for x in c.children) for c in head.children)
    return takes and not any(c.lower_ in ("yet", "still") for c in head.children)


def _is_to_be_said(head: Token) -> bool:
    """ "She should say that he lied": nobody has said so; who "must remember that he lied" is told that he did."""
    governor = next(words_above(head, 1), None)
    if governor is None or governor.lemma_ in _MINDFUL or governor.lemma_.lower() not in read_words("speech_verbs.txt"):
        return False
    return any(c.lower_ in _WISHES for c in auxiliaries(governor))


def _need_not(head: Token) -> bool:
    """ "Do not have to be perfect": nobody asks that they be, nor that they be not."""
    return head.lemma_ in ("have", "need") and any(c.dep_ == "neg" for c in head.children)


def _is_imperative(head: Token) -> bool:
    bare = (
        head.tag_ == "VB"
        and head.dep_ == "ROOT"
        and not any(c.dep_ in ("aux", "nsubj", "nsubjpass", "expl") for c in head.children)
    )
    return bare and head.i == head.sent.start


def is_hypothetical(clause: Clause) -> bool:
    """What would be, what is planned, and what stands under "if"."""
    head = clause.head
    ahead = (c for c in (*auxiliaries(head), *_of_choice(head)) if c.lower_ in _AHEAD and not _is_given_name(c))
    if any(ahead) and not _is_told_back(head):
        return True
    if is_condition(head) or hangs_on_condition(clause) or _is_about_to(head) or _is_to_come(head):
        return True
    return (
        is_content_of(head, "plans")
        or _is_put_off(head)
        or _is_wished_above(head)
        or _is_aimed_at(head)
        or _is_of_a_wish(head)
        or _is_done_for(head)
    )


def _is_given_name(helper: Token) -> bool:
    """ "Will Moor rowed first": no verb behind "will" has the form of the past."""
    is_name: bool = helper.text == "Will" and helper.head.tag_ == "VBD" and helper.nbor(1).tag_ == "NNP"
    return is_name


def _is_done_for(head: Token) -> bool:
    """ "They ran to get it mended": that it be mended is what they ran for."""
    above = head.head
    small = head.tag_ in ("VB", "VBN") and head.dep_ == "ccomp" and not auxiliaries(head)
    return small and above.dep_ == "advcl" and is_infinitive(above) and above.lemma_ in _WANTED_DONE | _CAUSING


def _takes_plan(clause: Clause) -> bool:
    """ "Plans to leave", "tried to leave"."""
    if takes(clause, "plans") and not (decides_not_to(clause.head) or _is_not_let(clause)):
        return True
    return any(t.lemma_.lower() in governors("tries") and governs_to(t) for t in predicate_of(clause))


def _is_not_let(clause: Clause) -> bool:
    """ "Was not authorised to speak": that is told as it is."""
    head = clause.head
    return head.lemma_ in OF_LEAVE and head.tag_ == "VBN" and any(c.dep_ == "neg" for c in head.children)


def _is_aimed_at(head: Token) -> bool:
    """ "To ensure that the bridge holds", "to make sure that it holds": what is aimed at; who "ensured that it held" did so."""
    governor = next(words_above(head, 1), None)
    if governor is None:
        return False
    verb = governor.head if governor.lower_ in ("sure", "certain") else governor
    return (verb.lemma_ in _ENSURING or verb != governor) and is_infinitive(verb)


def _is_of_a_wish(head: Token) -> bool:
    """ "Will seek a deal in which the army gives up the port": what stands in the present of a thing that is only sought."""
    first = first_of(head)
    noun = first.head
    if first.dep_ != "relcl" or head.tag_ not in ("VBZ", "VBP") or any(c.lower_ in _DEFINITE for c in noun.children):
        return False
    governor = noun.head.head if noun.head.dep_ == "prep" else noun.head
    is_ahead = any(c.lower_ in _AHEAD for c in auxiliaries(governor)) or is_infinitive(governor)
    return (
        governor.pos_ == "VERB" and governor.lemma_ in _SEEKING and (is_ahead or governor.tag_ in ("VBG", "VBZ", "VBP"))
    )


def _is_wished_above(head: Token) -> bool:
    """ "Hopes that he wins", "wants to see him win", "aims to show that he won"."""
    for governor in words_above(head, 3):
        if governor.lemma_.lower() in governors("plans") and governor.pos_ in ("VERB", "AUX"):
            return True
        if not is_infinitive(governor):
            return False
    return False


def _is_put_off(head: Token) -> bool:
    """ "Held off selling", "did not rule out selling": the parser may take it for a clause beside the verb."""
    particle = particle_before(head)
    if particle is None:
        return False
    is_negated = any(c.dep_ == "neg" for c in particle.head.children)
    return particle.head.lemma_ in _PUTTING_OFF if particle.lower_ == "off" else is_negated and is_ruled_out(head)


def _is_told_back(head: Token) -> bool:
    """ "Two of the gang, who would later turn informers", "he would go on to win": what came after, told as past; not "said he would later
    turn"."""
    if not any(c.lower_ == "would" for c in auxiliaries(head)) or any(c.lower_ == "have" for c in auxiliaries(head)):
        return False
    if first_of(head).dep_ not in ("ROOT", "relcl", "advcl") or any(
        c.dep_ == "neg" or (c.dep_ == "advcl" and has_subject(c)) for c in head.children
    ):
        return False
    goes_on = head.lemma_ == "go" and any(c.lower_ == "on" for c in head.children) and _takes_to(head)
    return goes_on or any(c.lower_ == "later" and c.dep_ == "advmod" for c in head.children)


def _takes_to(head: Token) -> bool:
    return any(c.dep_ in ("xcomp", "advcl") and any(x.tag_ == "TO" for x in c.children) for c in head.children)


def _of_choice(head: Token) -> tuple[Token, ...]:
    """The auxiliaries of the verb that one after "than" is set against: "would rather sell him than raise his pay"."""
    is_other = head.dep_ == "advcl" and head.left_edge.lower_ == "than"
    return auxiliaries(head.head) if is_other else ()


def decides_not_to(head: Token) -> bool:
    """ "Decided not to charge him": that is settled."""
    return (
        head.lemma_.lower() in _SETTLING
        and head.tag_ in ("VBD", "VBN")
        and any(c.dep_ == "xcomp" and any(x.dep_ == "neg" for x in c.children) for c in head.children)
    )


def _is_to_come(head: Token) -> bool:
    """ "Is to visit", "was to have visited", and in a headline "President to visit"."""
    if head.lemma_ == "be" and not any(c.dep_ in ("csubj", "attr", "acomp") or _is_doing(c) for c in head.children):
        taken = [c for c in head.children if c.dep_ == "xcomp"]
        return any(x.tag_ == "TO" and x.i == head.i + 1 for c in taken for x in c.children)
    opens = any(c.tag_ == "TO" and c.dep_ == "aux" for c in head.children)
    is_own = head.dep_ in ("ROOT", "pcomp", "csubj", "advcl")  # "calls for the dam to be drained"
    return opens and is_own and any(c.dep_ in ("nsubj", "nsubjpass") for c in head.children)


def _is_doing(subject: Token) -> bool:
    """ "His job was to guard the gate" tells what he did."""
    return subject.dep_ == "nsubj" and subject.lemma_.lower() in _DOINGS


def _is_about_to(head: Token) -> bool:
    """ "Were about to take the bridge", "on the verge of taking it", "on course to take it": what is near, and not yet."""
    if head.lemma_ not in _STANDING:
        return False
    about = any(c.dep_ == "acomp" and c.lower_ == "about" and governs_infinitive(c) for c in head.children)
    phrases = [(c.lower_, x) for c in head.children if c.dep_ == "prep" for x in c.children if x.dep_ == "pobj"]
    return about or any((prep, x.lower_) in _NEARING and _leads_to_deed(x, head) for prep, x in phrases)


def _leads_to_deed(noun: Token, head: Token) -> bool:
    """Whether a deed hangs on a noun, or on the verb after it: "in talks to buy it", "at risk of losing it"."""
    after = [c for c in (*noun.children, *head.children) if c.i > noun.i]
    if any(c.dep_ in ("acl", "relcl", "xcomp", "advcl") and any(x.tag_ == "TO" for x in c.children) for c in after):
        return True
    return any(c.dep_ == "prep" and any(x.dep_ == "pcomp" for x in c.children) for c in after)


def _takes_hedge(clause: Clause) -> bool:
    return takes(clause, "hedges")


#: The rules in the order in which they are asked.
MOODS: tuple[tuple[PropositionMood, Callable[[Clause], bool]], ...] = (
    ("asked", is_asked),
    ("requested", is_requested),
    ("requested", _takes_request),
    ("hypothetical", is_hypothetical),
    ("hypothetical", _takes_plan),
    ("hedged", _takes_hedge),
    ("hedged", is_hedged),
)
#: Those that say what a verb makes of the infinitive that it takes.
OF_INFINITIVES: tuple[Callable[[Clause], bool], ...] = (_takes_request, _takes_plan, _takes_hedge)
