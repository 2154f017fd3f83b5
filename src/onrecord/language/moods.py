"""Whether a clause is held to be so, not to be so, or left open: mood and polarity of a clause from its grammar."""

from collections.abc import Callable
from typing import Any

from onrecord.language.clauses import Clause, has_subject, is_infinitive
from onrecord.language.conditions import hangs_on_condition, is_condition, is_inverted
from onrecord.language.governing import (
    content_noun_of,
    content_nouns,
    first_of,
    governors,
    governs_infinitive,
    governs_to,
    words_above,
)
from onrecord.language.negation import is_denied, is_negative, is_turned_back
from onrecord.language.own_denials import is_ruled_out, particle_before
from onrecord.language.predicates import auxiliaries, predicate_of
from onrecord.language.verdicts import is_left_open, is_no_denial, is_not_meant, is_unproven
from onrecord.language.viewpoints import DEEMING, DEEMING_AS
from onrecord.model.findings import PropositionMood
from onrecord.resources import read_words

Token = Any  # a spaCy token

_WISHES = frozenset({"should", "must", "ought", "shall"})
_OPEN = frozenset({"may", "might"})
_AHEAD = frozenset({"will", "would", "'ll", "wo", "’ll"})
_TELLING = frozenset("say report allege claim rumour rumor understand".split())
_HEDGES = frozenset(
    "allegedly apparently arguably conceivably evidently likely maybe ostensibly perhaps possibly potentially presumably probably"
    " purportedly reportedly reputedly seemingly supposedly rarely seldom".split()
)
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
_PERCEIVED = frozenset({"see", "hear", "smell", "feel", "glimpse", "discern", "observe"})
_UNKNOWN = frozenset({"unclear", "uncertain", "unknown"})
_SEEING = frozenset("see know understand imagine comprehend grasp tell fathom".split())
_WHATEVER = frozenset({"regardless", "irrespective", "whatever", "depending"})
_WANTED_DONE = frozenset({"get", "have", "want", "see", "need", "keep"})
_MINDFUL = frozenset("remember know realise realize understand recognise recognize acknowledge accept note".split())
_LETTING = frozenset("allow permit authorise authorize".split())
_CAUSING = frozenset({"let", "make", "help", "have", "watch"})
_DOUBTING = frozenset({"doubt", "question"})  # "nobody doubts that he left"
_STANDING = frozenset({"be", "remain", "stay", "look", "seem", "appear", "come", "put", "leave", "have"})
#: Phrases that with an infinitive or a gerund tell what is near, planned or feared.
_NEARING = frozenset(
    {("on", w) for w in "verge brink point cusp edge course track way".split()}
    | {("in", w) for w in "line talks danger discussions negotiations position order".split()}
    | {("at", w) for w in "risk".split()}
    | {("under", w) for w in "pressure orders instructions obligation threat".split()}
)
_LIKELIHOODS = frozenset("likelihood probability".split())


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
        return above if above.lemma_ in _PERCEIVED | _CAUSING and not own else None
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
    return clause.head.dep_ in ("ROOT", "conj", "ccomp") and _ends_with_question(clause.head)


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
    if any(c.lower_ in _WISHES for c in auxiliaries(head)) and not (is_inverted(head) or _must_have_been(head)):
        return True
    if _has_to(head) or _is_subjunctive(head):
        return not _need_not(head)
    if _is_to_be_said(head):
        return True
    return _is_content_of(head, "requests") or _is_imperative(head)


def _takes_request(clause: Clause) -> bool:
    return _takes(clause, "requests") and not _need_not(clause.head)


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


def _takes(clause: Clause, effect: str) -> bool:
    """Whether a word of the predicate has an effect on an infinitive that it takes: "urged him to leave", "seems to have left"."""
    return any(t.lemma_.lower() in governors(effect) and governs_infinitive(t) for t in predicate_of(clause))


def _is_content_of(head: Token, effect: str) -> bool:
    """Whether a clause tells the content of a noun with an effect on it: "the demand that he leave"."""
    noun = content_noun_of(head)
    return noun is not None and noun.lemma_.lower() in content_nouns(effect) and not _is_beyond(noun)


def _is_beyond(noun: Token) -> bool:
    """ "There is no doubt that he left", "left little doubt that he had"."""
    denied = any(c.lower_ in ("no", "little") for c in noun.children) or noun.head.lower_ in ("without", "beyond")
    return denied and is_no_denial(noun)


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


def _must_have_been(head: Token) -> bool:
    """ "Must have known" concludes; it asks nothing of anyone."""
    words = [c.lower_ for c in auxiliaries(head)]
    return "must" in words and "have" in words


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
    if any(c.lower_ in _AHEAD for c in (*auxiliaries(head), *_of_choice(head))) and not _is_told_back(head):
        return True
    if is_condition(head) or hangs_on_condition(clause) or _is_about_to(head) or _is_to_come(head):
        return True
    return (
        _is_content_of(head, "plans")
        or _is_put_off(head)
        or _is_wished_above(head)
        or _is_aimed_at(head)
        or _is_of_a_wish(head)
        or _is_done_for(head)
    )


def _is_done_for(head: Token) -> bool:
    """ "They ran to get it mended": that it be mended is what they ran for."""
    above = head.head
    small = head.tag_ in ("VB", "VBN") and head.dep_ == "ccomp" and not auxiliaries(head)
    return small and above.dep_ == "advcl" and is_infinitive(above) and above.lemma_ in _WANTED_DONE | _CAUSING


def _takes_plan(clause: Clause) -> bool:
    """ "Plans to leave", "tried to leave"."""
    if _takes(clause, "plans") and not (decides_not_to(clause.head) or _is_not_let(clause)):
        return True
    return any(t.lemma_.lower() in governors("tries") and governs_to(t) for t in predicate_of(clause))


def _is_not_let(clause: Clause) -> bool:
    """ "Was not authorised to speak": that is told as it is."""
    head = clause.head
    return head.lemma_ in _LETTING and head.tag_ == "VBN" and any(c.dep_ == "neg" for c in head.children)


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


def is_hedged(clause: Clause) -> bool:
    """What may be, what is believed or said to be likely, what somebody nearly did."""
    head = clause.head
    modals = auxiliaries(head)
    if any(c.lower_ in _OPEN for c in modals) or _must_have_been(head) or _is_one_of_two(clause):
        return True
    if any(c.lower_ == "could" for c in modals) and not _reports_ability(head):
        return True
    if _has_hedge(clause) or _is_guarded(head):
        return True
    if any(_is_hearsay(t) for t in predicate_of(clause)):
        return True
    if is_unproven(head) or is_left_open(head) or _is_content_of(head, "open"):
        return True
    if (_is_content_of(head, "held") and not is_denied(clause)) or _is_content_of(head, "denied"):
        return True
    if _is_deemed(head) or _is_sayable(head) or any(is_hearsay_aside(c) for c in head.children):
        return True
    governor = next(words_above(head, 1), None)
    if governor is None or governor.pos_ == "NOUN" or is_not_meant(head):
        return False
    if is_turned_back(governor) and (
        is_claim := governor.lemma_ in governors("claims") or governor.lemma_ in _DOUBTING
    ):
        return (
            is_claim and governor.lemma_ not in _DOUBTING
        )  # "nobody claims it" leaves it open, "nobody doubts it" does not
    return governor.lemma_.lower() in governors("hedges")


def _is_sayable(head: Token) -> bool:
    """ "You could say that she caused it", "one might think so"."""
    governor = next(words_above(head, 1), None)
    if governor is None:
        return False
    anyone = any(c.dep_ == "nsubj" and c.lower_ in ("you", "one") for c in governor.children)
    return anyone and any(c.lower_ in ("could", "might", "may", "can") for c in auxiliaries(governor))


def _has_hedge(clause: Clause) -> bool:
    """ "Perhaps he left", "is likely worth a million"."""
    head = clause.head
    if any(t.lower_ in _HEDGES and t.head in (head, head.head) for t in clause.tokens):
        return True
    opened = first_of(head)
    if any(c.lower_ in _HEDGES and c.i == opened.sent.start for c in opened.children):
        return True  # "reportedly, he left and has returned"
    return any(c.lower_ in _HEDGES and c.dep_ == "advmod" for t in predicate_of(clause) for c in t.children)


def _is_one_of_two(clause: Clause) -> bool:
    """ "They fled or were killed", "twenty were killed or wounded": one of the two, and which is not told."""
    at = first_of(clause.head)
    if at.tag_ not in ("VBD", "VBN") and not any(
        c.lower_ == "either" for c in at.subtree if c.i < clause.head.right_edge.i
    ):
        return False  # "people take to the beaches or gather in parks" do both
    if at.dep_ in ("relcl", "acl"):
        return False
    joined: set[str] = set()
    while True:
        after = next((c for c in at.children if c.dep_ == "conj" and c.pos_ in ("VERB", "AUX")), None)
        if after is None or after.left_edge.lower_ == "so":  # "or so they thought"
            break
        joined |= {c.lower_ for c in at.children if c.dep_ == "cc" and at.i < c.i < after.i}
        at = after
    return "or" in joined and not joined & {"and", "but"} and not is_negative(clause)


def _takes_hedge(clause: Clause) -> bool:
    return _takes(clause, "hedges")


def _is_guarded(head: Token) -> bool:
    """ "In all likelihood he left", "almost certainly left", "all but left"."""
    for child in head.children:
        if child.dep_ == "prep" and any(x.lower_ in _LIKELIHOODS for x in child.children):
            return True
        if child.lower_ == "certainly" and child.i > 0 and child.nbor(-1).lower_ in ("almost", "nearly"):
            return True
    before = [head.doc[i].lower_ for i in (head.i - 2, head.i - 1) if i >= 0]
    return before == ["all", "but"] and head.tag_ in ("VBD", "VBN")


def _is_deemed(head: Token) -> bool:
    """ "Were feared dead", "is widely seen as a traitor": by whom is not told."""
    if head.tag_ != "VBN" or not any(c.dep_ == "auxpass" for c in head.children):
        return False
    if any(c.dep_ == "agent" for c in head.children):
        return False
    as_what = head.lemma_.lower() in DEEMING_AS and any(c.dep_ == "prep" and c.lower_ == "as" for c in head.children)
    is_view = head.lemma_.lower() in governors("hedges") | DEEMING
    return as_what or (is_view and any(c.dep_ in ("oprd", "acomp") for c in head.children))


def is_hearsay_aside(verb: Token) -> bool:
    """Whether a verb only says that a sentence is what is said, by nobody in particular: "the judge, it was claimed, took bribes"."""
    if verb.dep_ not in ("parataxis", "ccomp") or verb.tag_ != "VBN":
        return False
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    is_it = subject is not None and subject.lower_ == "it" and verb.nbor(-1).dep_ == "auxpass"
    before = subject.i - 1 if subject is not None else -1
    return (
        is_it
        and before >= 0
        and verb.doc[before].text == ","
        and verb.lemma_.lower() in governors("claims") | governors("hedges")
    )


def _is_hearsay(token: Token) -> bool:
    """ "Is said to have fled": by whom is not told."""
    passive = token.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in token.children)
    return passive and token.lemma_ in _TELLING and governs_infinitive(token)


def _reports_ability(head: Token) -> bool:
    """ "Could not be solved" denies an ability, "could only be solved by force" tells of a need; "could have been" leaves it open.

    So does "said the dam could burst": what "could" passes on is a possibility far oftener than a skill.
    """
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in head.children):
        return False
    if head.tag_ == "VBN" and head.lemma_ in _PERCEIVED and any(c.dep_ == "auxpass" for c in head.children):
        return True  # "smoke could be seen over the port"
    return any(c.dep_ == "neg" or c.lower_ == "only" for c in head.children)


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
