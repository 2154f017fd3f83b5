"""Whether a clause is told in the negative: by its own words, by the verb that takes it, or by what it shares with the clause before it."""

from typing import Any

from onrecord.language.clauses import Clause, has_subject, is_content, is_infinitive
from onrecord.language.governing import (
    content_noun_of,
    content_nouns,
    first_of,
    governors,
    words_above,
)
from onrecord.language.own_denials import ITS_OWN, word_at
from onrecord.language.predicates import predicate_of, shares_form
from onrecord.language.turning_verbs import decides_against, is_for_a_purpose, turns_infinitive, turns_round
from onrecord.language.verdicts import ONLY, is_about_it, is_called_untrue, is_no_denial, is_not_meant, verdict_of

Token = Any  # a spaCy token

NEGATORS = frozenset("not n't never no neither nor nobody no-one none nothing nowhere hardly scarcely without".split())
_STILL = frozenset({"yet", "ever", "even", "longer", "anymore", "long", "always"})
_ANY = frozenset("any anyone anybody anything anywhere ever".split())
_HARDLY = frozenset({"hardly", "scarcely"})
_SCANT = frozenset({"few", "little"})
_NEGATIVE = NEGATORS | _SCANT | {"barely"}  # words that may bear on a clause
_BEFORE_LAST = frozenset("last next past first latest coming previous".split())
_EXCEPTING = frozenset({"but", "except", "save", "other"})
_COMPARING = frozenset({"less", "more", "short"})
_PHRASES = {
    "in": None, "at": None, "under": None, "on": frozenset({"account", "occasion"}), "by": frozenset({"means"}),
    "to": frozenset({"avail", "extent"}),
}  # fmt: skip
_NO_PHRASES = frozenset(
    {"time", "doubt", "part", "case", "mood", "hurry", "uncertain"}
)  # "in no time", "in no small part"
_DONE_ALL_THE_SAME = frozenset(  # "lost no time in closing it" closed it at once
    {
        ("lose", "time"), ("waste", "time"), ("spare", "effort"), ("spare", "expense"), ("pull", "punch"),
        ("make", "secret"), ("make", "bone"), ("mince", "word"), ("take", "chance"), ("leave", "stone"),
    }
)  # fmt: skip
_SIZES = frozenset("small mean ordinary uncertain".split())  # "no small feat" is a great one
_OF_DEEDS = frozenset(
    "refuse decline fail neglect omit avoid refrain abstain stop cease quit halt".split()
)  # these deny no sentence
_LYING = frozenset({"pretend"})  # "pretended that he had left": told wrongly, see `is_wrongly_told`
_DECIDING = frozenset({"vote", "decide", "rule"})
_TAKING_FOR = frozenset("think believe assume suppose".split())
_RAISING = frozenset("think believe suppose expect reckon".split())
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr")


def is_negative(clause: Clause) -> bool:
    """Whether an odd number of negations bear on what the clause tells.

    Counted are "not", "never", "no" on an argument, words that come to the same ("few", "hardly anyone", "almost"), a verb that turns
    its infinitive round ("failed to leave"), a governor that turns the whole clause round ("denied that he left"), and a negation that
    the clause shares with the one it is joined to ("did not take the bridge or burn the mill").
    """
    own = sum(1 for t in (*_nor_before(clause), *clause.tokens) if t.lower_ in _NEGATIVE and _negates(t, clause))
    own += sum(1 for rule in ITS_OWN if rule(clause))
    if is_about_it(clause.head) and (verdict := verdict_of(clause.head)) is not None:
        own = int(not verdict)  # "it is a lie that we shot"
    if own and _is_taken_back(clause.head):
        own -= 1
    below = sum(1 for t in predicate_of(clause) if turns_infinitive(t) and not _is_of_another(t, clause))
    if clause.head.lemma_ in _DECIDING:
        below += sum(1 for t in clause.tokens if decides_against(t, clause.head))
    above = 1 if is_denied(clause) else 0
    shared = 1 if not own and _shares_negation(clause.head) else 0
    return (own + below + above + shared) % 2 == 1


def _nor_before(clause: Clause) -> list[Token]:
    """The "nor" that opens a sentence, which its clause leaves out as it does any conjunction: "Nor has he left"."""
    return [c for c in clause.head.children if c.lower_ == "nor" and c not in clause.tokens]


def is_denied(clause: Clause) -> bool:
    """Whether a clause is turned round by what governs it, so that its own words tell what is denied."""
    if is_not_meant(clause.head) or _is_doubted_above(clause.head):
        return True
    if is_called_untrue(clause.head) or any(_denies(g, clause.head) for g in words_above(clause.head, 1)):
        return True
    noun = content_noun_of(clause.head)
    turning = content_nouns("false") | content_nouns("denied")
    return noun is not None and noun.lemma_.lower() in turning and not is_turned_back(noun.head)


def _is_of_another(verb: Token, clause: Clause) -> bool:
    """Whether somebody else is to do what a verb of the predicate says: "forced the ministry to stop paying"."""
    if verb == clause.head:
        return False
    told_to = (c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i) if verb.dep_ == "xcomp" else ()
    return any(told_to) or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _is_doubted_above(head: Token) -> bool:
    """ "I do not think that it helped" holds that it did not (neg-raising; Horn, A natural history of negation, 1989, 5.2)."""
    governor = next(words_above(head, 1), None)
    if governor is None or head.i < governor.i or first_of(head).dep_ != "ccomp":
        return False
    if governor.lemma_.lower() in _RAISING and any(c.dep_ == "neg" for c in governor.children):
        return True
    return governor.lemma_.lower() in _TAKING_FOR and governor.tag_ == "VBD" and _is_put_right(head, governor)


def _is_put_right(head: Token, governor: Token) -> bool:
    """ "Thought it was thunder, but it was a blast": what they thought was not so."""
    for verb in (head, governor):
        if not any(c.dep_ == "cc" and c.lower_ == "but" for c in verb.children):
            continue
        told = next((c for c in verb.children if c.dep_ == "conj"), None)
        subject = (
            next((c for c in told.children if c.dep_ in ("nsubj", "nsubjpass")), None) if told is not None else None
        )
        if told is not None and told.i > head.i and subject is not None:
            return subject.lower_ in ("it", "that", "this") and told.lemma_ == head.lemma_
    return False


def _denies(governor: Token, head: Token) -> bool:
    """ "Denied that he left", "dismissed claims that he left"; not "a ban, lifted last year", nor "he offered help, she refused"."""
    if _is_behind_colon(governor, head):
        return False  # "denied this: “no driver was drunk”": what is said instead
    if _is_rejected(governor):
        return True
    if governor.pos_ == "NOUN" and not is_content(first_of(head)):
        return False
    if governor.lemma_.lower() in _OF_DEEDS | _LYING and not is_infinitive(head) and has_subject(first_of(head)):
        return False
    return turns_round(governor) and not is_turned_back(governor) and not is_for_a_purpose(governor)


def _is_behind_colon(governor: Token, head: Token) -> bool:
    between = head.doc[governor.i : head.i] if governor.i < head.i else ()
    return any(t.text == ":" and t.head in (governor, head) for t in between)


def _is_rejected(noun: Token) -> bool:
    """ "dismissed claims that guards had beaten him" denies that they had."""
    return (
        noun.pos_ == "NOUN"
        and noun.dep_ in ("dobj", "nsubjpass")
        and noun.head.lemma_.lower() in governors("negates") | governors("refutes")
        and not is_turned_back(noun.head)
    )


def is_turned_back(governor: Token) -> bool:
    """ "Nobody disputes that it was used" holds that it was; who can "neither confirm nor deny" it does neither."""
    before = governor.head.children if governor.dep_ == "conj" else ()
    is_cut = any(c.dep_ == "cc" and c.lower_ in ("but", "yet") for c in before)  # "do not dispute this but deny that"
    if not is_cut and any(c.dep_ in ("preconj", "neg") for c in before):
        return True
    few = (
        c for c in governor.children if c.lower_ == "few" and c.dep_ == "amod"
    )  # "few dispute that …", read as of a noun
    return any(few) or any(c.dep_ == "neg" or (c.dep_ == "nsubj" and _is_nobody(c)) for c in governor.children)


def _is_nobody(subject: Token) -> bool:
    """ "Nobody", "no one", "no witness", "few", "hardly anyone"."""
    if subject.lower_ in ("nobody", "none", "neither", "few"):
        return not any(c.lower_ == "a" for c in subject.children)
    return any(
        (c.dep_ == "det" and c.lower_ in ("no", "neither"))
        or (c.lower_ == "few" and not any(d.dep_ == "det" for d in subject.children))
        or (c.lower_ in _HARDLY | {"barely"} and subject.lower_ in _ANY)
        for c in subject.children
    )


def _shares_negation(head: Token) -> bool:
    """ "Never targeted civilians or resorted to force", "did not take the bridge and burn the mill": the negation is carried on.

    "Or" carries it on to any verb, "and" to one that needs the auxiliary of the negated verb; "but" ends it.
    """
    if head.dep_ != "conj" or head.head == head:
        return False
    before = head.head
    joined_by = {c.lower_ for c in before.children if c.dep_ == "cc"}
    if "but" in joined_by or not (joined_by & {"or", "nor"} or (head.tag_ == "VB" and shares_form(head))):
        return False
    return any(c.dep_ in ("neg", "preconj") and c.lower_ in NEGATORS for c in before.children) or _shares_negation(
        before
    )


def is_contrasted(negator: Token) -> bool:
    """Whether "not" sets off a noun from the one before it: "pilot error, not ice, brought it down"."""
    noun = negator.head
    before = negator.i > 0 and (negator.nbor(-1).is_punct or negator.nbor(-1).dep_ == "cc")
    return before and noun.i < negator.i and any(c.dep_ in ("appos", "conj") and c.i > negator.i for c in noun.children)


def is_highest(token: Token) -> bool:
    """ "has never been stronger" tells that it is strong."""
    if token.lower_ != "never":
        return False
    compared = [c for c in token.head.children if c.dep_ in ("acomp", "advmod") and c.tag_ in ("JJR", "RBR")]
    return any(not any(c.lower_ == "than" for c in t.children) for t in compared)


def _is_no_denial_before(token: Token) -> bool:
    """ "Not only the army", "not long after", "nothing but smoke", "no more than a drill": what follows is told all the same."""
    following, after = word_at(token, 1), word_at(token, 2)
    if token.lower_ in ("not", "n't"):
        if following == "the" and after == "only":
            return True  # "is not the only one to oppose it"
        return following in ONLY or (following == "long" and after in ("after", "before", "ago"))
    if token.lower_ in ("nobody", "nothing", "none"):
        return following in _EXCEPTING or (following in _COMPARING and after in ("than", "of"))
    if token.lower_ == "no":
        return (
            (following == "one" and after in _EXCEPTING)
            or following in _SIZES | {"less", "fewer"}
            or after == "than"  # "no other than the king"
        )
    return token.lower_ in _HARDLY and following in ("had", "was", "were", "has", "have")  # "hardly had he left when …"


def _negates(token: Token, clause: Clause) -> bool:
    """Whether a word of `_NEGATIVE` bears on the clause's predicate or on one of its arguments, not on something deeper."""
    if token.lower_ in _SCANT:
        return _is_scant(token, clause)
    if _opens_inversion(token, clause):
        return True
    if token.lower_ == "barely":
        return _denies_any(token, clause)  # "barely touched it" touched it
    if (
        is_highest(token)
        or _is_no_denial_before(token)
        or _is_of_a_phrase(token, clause)
        or (token.dep_ == "neg" and is_contrasted(token))
    ):
        return False
    if token.dep_ in ("neg", "preconj", "advmod") and _is_argument(token.head, clause):
        # "not a single soldier", "neither the mayor nor the governor"
        return bool(token.dep_ != "advmod") or _denies_any(token, clause)
    if _denies_any(token, clause) or _denies_verb(token, clause):
        return True
    if token.dep_ == "neg":
        return _is_adverbial_negation(token, clause)
    if token.dep_ == "det":
        return _is_no_before_argument(token, clause)
    if token.dep_ in _ARGUMENTS:
        return bool(token.head == clause.head or token == clause.subject)
    return _opens_denial(token, clause)


def _opens_inversion(token: Token, clause: Clause) -> bool:
    """ "Not since 1953 has the river risen so high"; not "not until Friday did they leave"."""
    opens = token.lower_ == "not" and token.i == token.sent.start and token.head.dep_ == "prep"
    if not opens or token.head.head != clause.head or token.head.lower_ in ("until", "till"):
        return False
    subject = clause.subject
    return subject is not None and any(c.dep_ in ("aux", "auxpass") and c.i < subject.i for c in clause.head.children)


def _is_of_a_phrase(token: Token, clause: Clause) -> bool:
    """ "Short of water but not of bread", "injured, but not seriously": only what follows is denied."""
    if (
        token.dep_ != "neg"
        or token.i <= clause.head.i
        or word_at(token, -1) not in ("but", "and", "though", "if", ",", "–", "—")
    ):
        return False
    return token.head.pos_ not in ("VERB", "AUX") or token.head == clause.head


def _is_scant(token: Token, clause: Clause) -> bool:
    """ "Few voters knew", "little was done": hardly any; not "a few voters", "the last few days", "little girls"."""
    noun = token if token.dep_ in _ARGUMENTS else token.head
    if token.dep_ not in (*_ARGUMENTS, "amod", "det") or not _is_argument(noun, clause):
        return False
    others = [c for c in noun.children if c.i < noun.i and c != token]
    if is_no_denial(noun) or any(
        c.dep_ in ("det", "poss", "nummod", "predet") or c.lower_ in _BEFORE_LAST for c in others
    ):
        return False
    if any(c.lower_ in ("as", "a", "no", "not") for c in token.children):
        return False
    return bool(token.lower_ == "few" or noun == token or (noun.pos_ == "NOUN" and noun.tag_ == "NN"))


def _denies_any(token: Token, clause: Clause) -> bool:
    """ "Hardly any soldiers", "barely anyone"."""
    if token.dep_ not in ("advmod", "neg") or token.head.lower_ not in _ANY:
        return False
    return _is_argument(token.head, clause) or _is_argument(token.head.head, clause)


def _denies_verb(token: Token, clause: Clause) -> bool:
    """ "Hardly moved", "neither moved nor spoke", "was neither free nor fair"."""
    if token.lower_ == "neither" and token.dep_ == "preconj":
        return token.head in predicate_of(clause)
    return bool(token.head == clause.head and token.lower_ in _HARDLY | {"nowhere"} and token.dep_ == "advmod")


def _is_adverbial_negation(token: Token, clause: Clause) -> bool:
    """ "Did not leave", "is no longer in force", "is no more dangerous"; not "injured, but not seriously"."""
    of_adverb = token.head.dep_ in ("advmod", "conj") and token.head.pos_ == "ADV"
    if of_adverb and token.head.lower_ not in _STILL:
        return token.head.lower_ == "more" and token.head.head in predicate_of(clause)
    words = predicate_of(clause)
    if token.head.dep_ == "conj" and token.head.tag_ == "VBG" and token.head.head.pos_ == "ADJ":
        return False  # "is pleased with the harvest and not needing a loan"
    return token.head in words or (token.head.head in words and token.head.dep_ in ("aux", "conj", "advmod"))


def _is_no_before_argument(token: Token, clause: Clause) -> bool:
    """ "No soldier left", "at no point"; not "no-fly zone", "no doubt that"."""
    noun = token.head
    if noun.lower_ == "matter" or is_no_denial(noun) or token.i + 1 >= len(token.doc):
        return False
    if (noun.head.lemma_.lower(), noun.lemma_.lower()) in _DONE_ALL_THE_SAME:
        return False
    is_joined = token.doc[token.i + 1].text == "-" and token.head.lower_ != "one"
    return not is_joined and _is_argument(noun, clause)


def _opens_denial(token: Token, clause: Clause) -> bool:
    """ "Nor did she leave"; not "neither he nor she"."""
    if token.lower_ != "nor" or token.dep_ not in ("cc", "preconj", "advmod") or token.head != clause.head:
        return False
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is not None and following.dep_ in ("aux", "auxpass") and following.head == clause.head


def _is_argument(token: Token, clause: Clause) -> bool:
    if token.dep_ in _ARGUMENTS:
        return bool(token.head == clause.head or token == clause.subject) or token.head.dep_ == "xcomp"
    if token.dep_ in ("dep", "ccomp") and token.pos_ == "NOUN":
        return bool(token.head == clause.head and token.i < clause.head.i)  # "no survivors, coastguard says"
    if token.dep_ != "pobj" or token.head.head != clause.head:
        return False
    if token.lower_ in _NO_PHRASES and (token.head.lower_, token.lower_) != ("at", "time"):
        return False
    nouns = _PHRASES.get(token.head.lower_, frozenset())
    return nouns is None or token.lower_ in nouns


def _is_taken_back(head: Token) -> bool:
    """ "Did not win until May" won in May; who "cannot but accept", or "could not help laughing", does."""
    negated = any(c.dep_ == "neg" for c in head.children)
    if not negated:
        return False
    if head.lemma_ == "be" and any(c.dep_ == "prep" and c.lower_ == "without" for c in head.children):
        return True  # "is not without risk"
    if head.lemma_ == "help" and any(c.dep_ == "xcomp" and c.tag_ == "VBG" for c in head.children):
        return True
    return any(c.i > head.i and _opens_with_until(c) for c in head.children) or any(
        c.lower_ == "but" and c.dep_ == "advmod" and c.i < head.i for c in head.children
    )


def _opens_with_until(phrase: Token) -> bool:
    """ "Until May", "until he had won"."""
    if phrase.dep_ == "prep":
        return phrase.lower_ in ("until", "till")
    return phrase.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in ("until", "till") for c in phrase.children)
