"""Whether the wording around a trigger tells the event at all: "critical condition", "let's", "asked whether", "seeks shelter" tell none.

Between two given parties such a word may still name their relation (`code_event`); a report that prints it has told nothing of the kind.
"""

from collections.abc import Callable
from typing import Any

from onrecord.language.event_kinds import is_person
from onrecord.language.event_lexicon import actor_sectors, class_words, triggers
from onrecord.language.event_noun_kinds import is_thing, kind_of
from onrecord.language.event_slots import is_actor, is_passive, is_verbal, objects, prepositional, surface_subject
from onrecord.language.event_types import KIND, Draft

Token = Any  # a spaCy token

_PLEASED = frozenset(
    "nice glad pleased good great lovely honoured honored delighted wonderful pleasure honour honor".split()
)
_WH = frozenset("who whom whose what which when where why how whether if".split())
_CONSEQUENCES = frozenset(
    "consequence retaliation reprisal action response war strike attack sanction measure punishment force revenge expulsion".split()
)
_KNOWING = frozenset(
    {"EDU", "MED", "SOC", "JRN", "ELI", "LAB", "AGR", "CVL"}
)  # who warns of what others or nature may do
_AHEAD = frozenset("will would shall can could 'll wo".split())


def _is_predicated(draft: Draft) -> bool:
    """ "The aide is critical of the plan"; not "a critical update", "the eager crowd"."""
    token = draft.predicate.token
    if (
        token.pos_ != "ADJ"
        or draft.predicate.is_noun
        or is_verbal(token)
        or token.dep_ not in ("amod", "compound", "nmod")
    ):
        return True
    return any(c.dep_ in ("prep", "xcomp", "ccomp") and c.i > token.i for c in token.children)


def _takes_its_complement(draft: Draft) -> bool:
    """ "Hostile to the plan"; "a hostile crowd" and "she grew hostile" refuse nothing."""
    token = draft.predicate.token
    if draft.type != "REJECT" or is_verbal(token) or token.lower_ not in ("opposed", "hostile", "resistant"):
        return True
    return bool(prepositional(token, "to"))


def _is_no_set_phrase(draft: Draft) -> bool:
    """ "In charge of the port", "return the favour", "look into the camera", "demonstrate unity": the object makes another sense."""
    token = draft.predicate.token
    if token.lemma_ == "charge" and draft.predicate.is_noun:
        return token.head.lower_ not in ("in", "of") and token.head.lemma_ != "take"
    if not is_verbal(token):
        return True
    if token.lemma_ == "look" and draft.type == "ACCUSE":
        return not all(is_thing(f) or kind_of(f) == "artifact" for f in prepositional(token, "into"))
    told = objects(token)
    if token.lemma_ == "return":
        return not any(o.lemma_.lower() in ("favor", "favour", "compliment", "call", "serve") for o in told)
    if token.lemma_ == "demonstrate":
        return not told or not all(kind_of(o) for o in told)
    return token.lemma_ != "call" or draft.type != "CONSULT" or not any(_is_quote_behind(o) for o in told)


def _is_quote_behind(noun: Token) -> bool:
    """ "Called us “kin”": what somebody was called."""
    return noun.i + 1 < len(noun.doc) and noun.nbor(1).text in ("“", '"', "``", "''", "‘")


def _is_invested_in_somebody(draft: Draft) -> bool:
    """ "Invests in Iceland"; money put into a roof works with nobody."""
    token = draft.predicate.token
    return draft.type != "COOPERATE" or token.lemma_ != "invest" or any(is_actor(r) for r in draft.arguments.recipients)


def _is_critical_of(draft: Draft) -> bool:
    """ "Critical of the plan"; "the hour is critical" and "in critical condition" blame nobody."""
    token = draft.predicate.token
    return token.lower_ != "critical" or draft.type != "ACCUSE" or bool(prepositional(token, "of"))


def _is_blame(draft: Draft) -> bool:
    """ "Charges a toll of $5", "frost is to blame": a price and a cause."""
    token = draft.predicate.token
    if draft.type != "ACCUSE" or not is_verbal(token):
        return True
    if token.lemma_ == "charge":
        return not any(t.ent_type_ == "MONEY" for t in token.subtree)
    return token.lemma_ != "blame" or token.head.lemma_ != "be" or token.dep_ not in ("xcomp", "ccomp", "acomp")


def _grants_something(draft: Draft) -> bool:
    """ "Let's go", "let alone", "let the feast begin": a wish or a set phrase, no leave given."""
    token = draft.predicate.token
    if token.lemma_ != "let":
        return True
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is not None and after.lower_ in ("'s", "’s", "us", "me", "alone", "by", "down"):
        return False
    is_imperative = (
        token.tag_ == "VB"
        and token.dep_ in ("ROOT", "ccomp")
        and not any(c.dep_ in ("nsubj", "aux") for c in token.children)
    )
    return not is_imperative


def _asks_for_a_deed(draft: Draft) -> bool:
    """ "Asked whether it rained", "begs the question", "he asked, “Did you?”": nobody is asked for anything but, at best, an answer."""
    token = draft.predicate.token
    if draft.type != "REQUEST" or token.lemma_ not in ("ask", "beg", "inquire") or not is_verbal(token):
        return True
    if any(o.lemma_.lower() == "question" for o in objects(token)):
        return False
    if any(is_actor(c) for c in token.children if c.dep_ in ("dobj", "dative", "nsubjpass") and c.i < token.i + 8):
        return True  # "asked the mayor why"
    clauses = [c for c in token.children if c.dep_ in ("ccomp", "pcomp") and c.tag_ != "VB"]
    clauses += [
        g for c in token.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pcomp" and g.tag_ != "VBG"
    ]
    return not any(_is_question(c) for c in clauses)


def _is_question(clause: Token) -> bool:
    if any(c.dep_ == "aux" and c.tag_ == "TO" for c in clause.children):
        return False
    tokens = list(clause.subtree)
    return any(t.lower_ in _WH for t in tokens[:3]) or any(t.text == "?" for t in tokens) or clause.sent[-1].text == "?"


def _is_no_loose_reading(draft: Draft) -> bool:
    """ "Submitted documents", "is expected to rise", "failed to notice": between two given parties that tells something, else nothing."""
    verb = draft.predicate.token
    if not is_verbal(verb):
        return True
    if (verb.lemma_, draft.type) == ("submit", "CONCEDE"):
        return not objects(verb) and not is_passive(verb) and verb.dep_ != "relcl"
    if verb.lemma_ == "meet" and any(a.lemma_.lower() in _PLEASED for a in (verb.head, *verb.head.children)):
        return verb.dep_ not in ("xcomp", "ccomp", "advcl")  # "nice to meet you"
    if _is_meant(draft):
        return True
    return (verb.lemma_, draft.type) not in _LOOSE or draft.predicate.trigger.score > _LOOSE[(verb.lemma_, draft.type)]


def _is_meant(draft: Draft) -> bool:
    """ "Failed to sign", "returned the bones to the museum": what makes a loose reading a firm one."""
    verb = draft.predicate.token
    if verb.lemma_ == "fail":
        words = class_words("AGREE") | class_words("COOPERATION")
        return any(c.dep_ == "xcomp" and c.lemma_.lower() in words for c in verb.children)
    return verb.lemma_ == "return" and any(t.lower_ == "to" and t.i > verb.i and t.tag_ == "IN" for t in verb.subtree)


#: Readings too loose for a report, each up to the score that the lexicon gives its vaguest row.
_LOOSE = {
    ("expect", "REQUEST"): 1.0,
    ("need", "REQUEST"): 1.0,
    ("respect", "SUPPORT"): 1.0,
    ("honor", "SUPPORT"): 0.79,
    ("fail", "REJECT"): 0.45,
    ("return", "RETREAT"): 0.5,
}


def _seeks_a_deed(draft: Draft) -> bool:
    """ "Seeks an inquiry", "wants Norland to leave"; not "seeks shelter", "sought a bigger share", "people they wanted to please"."""
    verb, trigger = draft.predicate.token, draft.predicate.trigger
    if draft.type != "REQUEST" or not is_verbal(verb):
        return True
    if verb.lemma_ == "seek" and trigger.score <= 0.4:
        sought = objects(verb)
        return any(("noun", s.lemma_.lower()) in triggers() or _is_sought(s) for s in sought)
    if verb.lemma_ == "want":
        told = surface_subject(verb)
        return verb.dep_ != "relcl" and told is not None and told.pos_ != "PRON"
    return True


_GRANTED = frozenset(
    "refuge asylum sanctuary redress permission compensation damages custody bail mercy recognition".split()
)


def _is_sought(noun: Token) -> bool:
    """Help, a refuge or a punishment: what only others can give."""
    words = class_words("PENALTY") | class_words("SANCTIONS") | class_words("AID")
    return noun.ent_type_ != "MONEY" and noun.lemma_.lower() in words | _GRANTED


def _warns_of_own_deeds(draft: Draft) -> bool:
    """Who warns of what he would do himself threatens; a scientist who warns of a flood, a paper that warns of a slump does not."""
    token = draft.predicate.token
    if draft.type != "THREATEN" or draft.is_derived or token.lemma_.lower() not in ("warn", "warning", "caution"):
        return True
    if any(f.lemma_.lower() in _CONSEQUENCES for f in prepositional(token, "of")):
        return True
    actors = draft.arguments.actors
    if actors and all(actor_sectors().get(a.lemma_.lower()) in _KNOWING for a in actors):
        return False
    clause = next((c for c in token.children if c.dep_ in ("ccomp", "acl") and c.i > token.i), None)
    subject = None if clause is None else next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if clause is not None and subject is not None:
        return is_actor(subject) and any(c.dep_ == "aux" and c.lower_ in _AHEAD for c in clause.children)
    feared = prepositional(token, "of") + prepositional(token, "about")
    return not feared or any(is_actor(f) for f in feared)


def _demands_of_somebody(draft: Draft) -> bool:
    """ "Said the mayor must resign"; "said this must end" asks nobody."""
    if draft.type != "REQUEST" or not any(c.slot == "modal" for c in draft.predicate.trigger.conditions):
        return True
    return any(is_actor(r) for r in draft.arguments.recipients)


def _promises_a_deed(draft: Draft) -> bool:
    """ "Assured them that help would come"; "assured them that all was well" promises nothing."""
    token = draft.predicate.token
    if draft.type != "AGREE" or token.lemma_ not in ("assure", "reassure", "guarantee"):
        return True
    to_come = any(t.dep_ == "aux" and t.i > token.i and t.lower_ in _AHEAD for t in token.subtree)
    return token.lemma_ == "guarantee" or to_come


def _is_ready_for_others(draft: Draft) -> bool:
    """ "Willing to meet the union" agrees to something; "eager to hear", "willing to spend" does not."""
    token = draft.predicate.token
    if draft.type != "AGREE" or is_verbal(token) or token.pos_ != "ADJ":
        return True
    deeds = [c for c in token.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > token.i]
    return not deeds or any(_is_kind(d) for d in deeds)


def _is_kind(verb: Token) -> bool:
    rows = triggers().get(("verb", verb.lemma_.lower()), ())
    return any(r.type in KIND for r in rows) or verb.lemma_ in ("work", "talk", "listen", "go")


def _advises_to_do(draft: Draft) -> bool:
    """ "Advised the mayor to wait", "advised against it"; "advises on cables" asks for nothing."""
    token = draft.predicate.token
    if draft.type != "REQUEST" or token.lemma_ not in ("advise", "counsel") or not is_verbal(token):
        return True
    return bool(
        objects(token)
        or prepositional(token, "against")
        or any(c.dep_ in ("ccomp", "xcomp") and c.i > token.i for c in token.children)
    )


def _marches_in_numbers(draft: Draft) -> bool:
    """A march is of many or against something: one who "marches toward victory" protests against nothing."""
    token = draft.predicate.token
    if (
        draft.type != "PROTEST"
        or token.lemma_ not in ("march", "parade", "rally", "desert", "rebel")
        or not is_verbal(token)
    ):
        return True
    if token.lemma_ == "desert":
        return bool(draft.arguments.actors)
    if any(prepositional(token, word) for word in ("against", "over", "for")) or draft.arguments.recipients:
        return True
    actors = draft.arguments.actors
    return (
        len(actors) != 1 or actors[0].tag_ in ("NNS", "NNPS") or not (is_person(actors[0]) and actors[0].pos_ != "NUM")
    )


def _is_told_of_a_body(draft: Draft) -> bool:
    """ "A heart attack", "a sense of siege": a modifier of body or mind before the noun."""
    token = draft.predicate.token
    before = [c for c in token.children if c.dep_ in ("compound", "amod") and c.i < token.i]
    noun = next((token.doc[i] for i in draft.predicate.consumed), None)
    before += [c for c in noun.children if c.dep_ in ("compound", "amod")] if noun is not None else []
    return draft.type != "ASSAULT" or not any(b.lower_ in class_words("AILMENT") for b in before)


#: What must hold of the wording of an event that a report tells.
WORDINGS: tuple[Callable[[Draft], bool], ...] = (
    _is_predicated,
    _takes_its_complement,
    _is_no_set_phrase,
    _is_invested_in_somebody,
    _is_critical_of,
    _is_blame,
    _grants_something,
    _asks_for_a_deed,
    _is_no_loose_reading,
    _seeks_a_deed,
    _warns_of_own_deeds,
    _demands_of_somebody,
    _promises_a_deed,
    _is_ready_for_others,
    _advises_to_do,
    _marches_in_numbers,
    _is_told_of_a_body,
)
