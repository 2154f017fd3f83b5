"""Who did it and to whom: actor and recipient heads of a predicate, by the slots its reading names and the habits of its type."""

from dataclasses import dataclass
from typing import Any

from onrecord.language.event_concerns import INNER, POINTING, patients, unique
from onrecord.language.event_conditions import carrier_of, word_of
from onrecord.language.event_lexicon import class_words
from onrecord.language.event_noun_phrases import own_actors, owned_by_victim, places_before, targets_before
from onrecord.language.event_predicates import Predicate, support_status
from onrecord.language.event_pronouns import resolved
from onrecord.language.event_slots import (
    conjuncts,
    inner_actors,
    is_actor,
    is_verbal,
    objects,
    prepositional,
    subjects,
    surface_subject,
)

Token = Any  # a spaCy token

#: Where the recipient of a type stands where its reading does not say, first to last; "obj" is the object itself or an actor in it.
_RECIPIENT_SLOTS: dict[str, tuple[str, ...]] = {
    "AGREE": ("obj", "with", "to", "for"),
    "CONSULT": ("obj", "with", "to", "in", "between", "at"),
    "SUPPORT": ("obj", "for", "of", "with", "to", "between"),
    "CONCEDE": ("obj", "to", "for", "on", "against", "of", "from", "in"),
    "COOPERATE": ("with", "obj", "to", "in", "for"),
    "AID": ("dative", "to", "for", "in", "obj", "with"),
    "RETREAT": ("obj", "from", "to", "with", "in", "of"),
    "REQUEST": ("obj", "dative", "on", "from", "to", "that", "for", "of"),
    "ACCUSE": ("obj", "against", "on", "of", "at", "to", "into", "over", "for"),
    "REJECT": ("obj", "to", "with", "from", "by", "of", "for", "on", "against"),
    "THREATEN": ("obj", "to", "against", "with", "on", "that"),
    "SANCTION": ("obj", "on", "against", "to", "with", "from", "of", "for", "in"),
    "PROTEST": ("against", "at", "over", "to", "with", "obj", "for", "in", "of"),
    "MOBILIZE": (
        "to",
        "in",
        "into",
        "on",
        "against",
        "along",
        "near",
        "at",
        "toward",
        "towards",
        "around",
        "over",
        "obj",
    ),
    "COERCE": ("obj", "on", "against", "in", "over", "across", "into", "of", "from"),
    "ASSAULT": ("obj", "on", "against", "at", "of", "with", "into", "in"),
    "STATEMENT": (),
}


@dataclass(frozen=True)
class Arguments:
    """Heads of the noun phrases that take part, in text order."""

    actors: tuple[Token, ...] = ()
    recipients: tuple[Token, ...] = ()


def find_arguments(predicate: Predicate) -> Arguments:
    """Who takes part in a predicate's event.

    An actor must be able to act; a recipient is who or, where no one is named, what it is done to. Two sides of a reciprocal event
    ("Israel and Syria clashed") stand on both sides, those of a consultation among the actors alone.
    """
    actors = _actors(predicate)
    trigger = predicate.trigger
    if trigger.reciprocal and len(actors) > 1:
        named = _without(_explicit(predicate), actors)
        return Arguments(actors, named or (() if trigger.type == "CONSULT" else actors))
    recipients = _without(_recipients(predicate), actors)
    told_by_noun = predicate.consumed or not is_verbal(predicate.token)  # "meetings of the party were held"
    if recipients and not actors and trigger.type == "CONSULT" and trigger.reciprocal and told_by_noun:
        return Arguments(recipients, ())
    if not recipients and not actors and trigger.reciprocal:
        sides = _between(predicate)
        recipients = sides if len(sides) > 1 and trigger.type != "CONSULT" else ()
        actors = sides
    return Arguments(actors, recipients)


def _explicit(predicate: Predicate) -> tuple[Token, ...]:
    """The people in the slots that the reading itself names: "agreed with Turkey"."""
    found = [f for slot in predicate.trigger.recipient if slot != "none" for f in _slot(predicate, slot)]
    return _received([f for f in found if f.ent_type_ not in _TIMES], predicate)


_TIMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})


def _without(recipients: tuple[Token, ...], actors: tuple[Token, ...]) -> tuple[Token, ...]:
    taken = {a.i for a in actors}
    return tuple(r for r in recipients if r.i not in taken)


def _between(predicate: Predicate) -> tuple[Token, ...]:
    for word in ("between", "among", "by", "of", "with"):
        for filler in prepositional(predicate.token, word):
            found = tuple(c for c in conjuncts(filler) if is_actor(c))
            if found and word in ("between", "among"):
                return found
    return tuple(
        m
        for c in predicate.token.children
        if c.dep_ in ("amod", "compound")
        for m in conjuncts(c)
        if m.ent_type_ in ("NORP", "GPE") and c not in places_before(predicate.token)
    )


def _acting(heads: list[Token]) -> tuple[Token, ...]:
    """Those of the coordinated heads that can act; for the others, whoever is named inside their phrase."""
    found: list[Token] = []
    for head in (resolved(h) for h in heads if not _is_empty(h)):
        for each in conjuncts(head):
            if is_actor(each) or _is_staff(each):
                found.append(each)
            else:
                where = places_before(each)  # "the Bergen bombing killed two": Bergen did not
                found += [a for a in inner_actors(each, ("of", "by", "from", "in")) if a not in where]
    return unique(found)


def _is_empty(pronoun: Token) -> bool:
    """ "It is one thing to object": nobody."""
    verb = pronoun.head
    if pronoun.lower_ != "it" or pronoun.dep_ != "nsubj" or verb.lemma_ not in ("be", "seem", "take", "remain"):
        return False
    below = [*verb.children, *(g for c in verb.children if c.dep_ in ("attr", "acomp") for g in c.children)]
    return any(b.dep_ in ("xcomp", "ccomp", "advcl", "acl", "csubj", "relcl") and b.i > verb.i for b in below)


def _is_staff(noun: Token) -> bool:
    """ "Marlow's campaign", "the Roe camp": those who work for someone speak and act, not the one they work for."""
    return noun.lemma_.lower() in ("campaign", "camp") and any(
        c.ent_type_ in ("PERSON", "ORG", "NORP") or c.pos_ == "PROPN"
        for c in noun.children
        if c.dep_ in ("poss", "compound", "amod")
    )


def _actors(predicate: Predicate) -> tuple[Token, ...]:
    token, trigger = predicate.token, predicate.trigger
    if trigger.actor == ("none",):
        return ()
    if predicate.is_noun:
        return _noun_actors(predicate) or _acting([f for slot in trigger.actor for f in _slot(predicate, slot)])
    if trigger.actor:
        return _acting([f for slot in trigger.actor for f in _slot(predicate, slot)])
    if not is_verbal(token):
        verb = token.head if is_verbal(token.head) else carrier_of(token.head)
        return _acting(subjects(verb)) if verb is not None else ()
    return _acting(subjects(token)) or _through_its_noun(token) or _borrowed(predicate)


def _through_its_noun(token: Token) -> tuple[Token, ...]:
    """ "released a statement criticising …": who released it."""
    verb = carrier_of(token.head) if token.dep_ == "acl" and token.tag_ == "VBG" else None
    return _acting(subjects(verb)) if verb is not None else ()


def _borrowed(predicate: Predicate) -> tuple[Token, ...]:
    """ "was killed in police firing": the passive names nobody, the noun of circumstance does."""
    if predicate.trigger.type != "ASSAULT":
        return ()
    found = [f for word in ("in", "during", "after") for f in prepositional(predicate.token, word)]
    found += [c for c in predicate.token.children if c.dep_ == "advcl" and c.tag_ == "VBG"]
    found += [f.nbor(1) for f in found if f.i + 1 < len(f.doc) and f.nbor(1).tag_ == "VBG"]
    acts = [f for f in found if f.lemma_.lower() in _BORROWING or f.lower_ in _BORROWING]
    return _acting([m for f in acts for m in own_actors(f)])


_BORROWING = frozenset(
    "firing fire attack raid strike airstrike shelling bombing bombardment clash encounter shooting operation assault action crackdown"
    " ambush offensive charge lathicharge gunfire shootout bombardment".split()
)


def _noun_actors(predicate: Predicate) -> tuple[Token, ...]:
    token, verb = predicate.token, predicate.support
    if verb is not None:
        if support_status(verb) == "suffered":
            from_whom = prepositional(token, "from") or prepositional(verb, "from")  # "received praise from the king"
            return _acting([*prepositional(token, "by"), *from_whom, *own_actors(token)])
        carried = _acting(subjects(verb))
        if carried:
            return carried
    own = _acting(own_actors(token))
    if own:
        return own
    if (
        predicate.trigger.type == "CONSULT"
        and token.dep_ == "pobj"
        and token.head.lower_ in ("in", "during", "at", "after")
    ):
        return _attending(token.head.head)
    if predicate.trigger.reciprocal and (sides := _between(predicate)):
        return sides
    return _promised(token)


def _promised(noun: Token) -> tuple[Token, ...]:
    """ "requested a meeting", "threatened a raid", "promised a withdrawal": who says so would do it."""
    verb = (
        noun.head
        if noun.dep_ == "dobj"
        else noun.head.head
        if noun.dep_ == "pobj" and noun.head.lower_ == "for"
        else None
    )
    if verb is None or not is_verbal(verb):
        return ()
    is_joint = noun.lower_ in ("meeting", "talks", "dialogue", "summit", "negotiations")
    own = verb.lemma_.lower() in _OWN_ACTS or (is_joint and verb.lemma_.lower() not in _MAKING)
    return _acting(subjects(verb)) if own else ()


_MAKING = frozenset("write read film record watch see report cover describe draft publish imagine stop".split())
_OWN_ACTS = frozenset(
    "threaten promise pledge plan prepare vow offer consider weigh try attempt propose announce schedule refuse".split()
)


def _attending(head: Token) -> tuple[Token, ...]:
    """ "The chief, in a phone call with the premier, confirmed …": who confirmed was on the phone."""
    verb = head if is_verbal(head) else head.head if head.dep_ in ("nsubj", "dobj") else None
    if verb is None or not is_verbal(verb):
        return ()
    return tuple(a for a in _acting(subjects(verb)) if a.pos_ != "PRON" or a.lower_ != "it")


def _slot(predicate: Predicate, slot: str) -> list[Token]:
    token, verb = predicate.token, predicate.support
    if slot == "obj":
        return (
            _given(token) or _beneath_oath(token) or objects(token)
            if is_verbal(token) and not predicate.is_noun
            else (objects(verb) if verb is not None else [])
        )
    if slot == "subj":
        verb = token if is_verbal(token) else verb or token.head
        found = surface_subject(verb) if is_verbal(verb) else None
        return [found] if found is not None else []
    if slot == "poss":
        return [c for c in token.children if c.dep_ == "poss"]
    if slot == "dative":
        bearer = verb or token
        found = [c for c in bearer.children if c.dep_ == "dative"]
        return [p for f in found for p in ([c for c in f.children if c.dep_ == "pobj"] if f.pos_ == "ADP" else [f])]
    if slot == "that":
        return _complement_subjects(token)
    return _by_preposition(predicate, slot)


def _given(verb: Token) -> list[Token]:
    """ "He was spared a trial", "she was denied a visa": of a passive that keeps its object, who got or missed it."""
    if not any(c.dep_ == "auxpass" for c in verb.children) or not any(c.dep_ == "dobj" for c in verb.children):
        return []
    return [c for c in verb.children if c.dep_ == "nsubjpass" and is_actor(c)]


def _beneath_oath(verb: Token) -> list[Token]:
    """ "Scared the hell out of the crowd": an oath for an object gives way to whom it is done to."""
    if not any(c.lemma_.lower() in ("hell", "heck", "crap", "daylights") for c in verb.children if c.dep_ == "dobj"):
        return []
    return prepositional(verb, "out")


def _complement_subjects(token: Token) -> list[Token]:
    found = [c for c in token.children if c.dep_ == "ccomp" and c.i > token.i]
    return [s for c in found for s in c.children if s.dep_ in ("nsubj", "nsubjpass")]


def _by_preposition(predicate: Predicate, word: str) -> list[Token]:
    """The objects of a preposition beside the predicate, beside its object, or beside the verb that carries it."""
    token, verb = predicate.token, predicate.support
    found = prepositional(token, word)
    if not found and verb is not None:
        found = prepositional(verb, word)
    if not found and is_verbal(token):
        inner = [c for c in token.children if c.dep_ in ("dobj", "attr", "nsubjpass", "prt", "prep", "oprd", "advmod")]
        for child in (c for c in inner if c.lower_ != "according"):
            found += [p for p in prepositional(child, word) if p.dep_ == "pobj"]
            if child.dep_ == "prep" and child.lower_ != word:
                found += [
                    q
                    for p in child.children
                    if p.dep_ == "pobj" and p.i in predicate.consumed
                    for q in prepositional(p, word)
                ]
    if predicate.trigger.type in ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"):
        found = [f for f in found if f.i > token.i or is_actor(f)]  # "in the wake of …" in front is circumstance
    return [f for f in found if f.dep_ == "pobj" or is_actor(f)]


def _recipients(predicate: Predicate) -> tuple[Token, ...]:
    trigger = predicate.trigger
    if trigger.recipient == ("none",):
        return ()
    things: list[Token] = []
    slots = trigger.recipient if trigger.strict else _slots(predicate)
    for slot in slots:
        if things and slot not in trigger.recipient and slot != "obj":
            break
        fillers = [f for f in _slot(predicate, slot) if f.ent_type_ not in _TIMES]
        people = _received(fillers, predicate)
        if people:
            return people
        if slot == "obj" or (slot in trigger.recipient and slot != "in"):
            things += [f for f in fillers if f.i not in predicate.means and f.pos_ in ("NOUN", "PROPN", "NUM", "ADJ")]
    if trigger.strict:
        return ()
    aimed_at = _target_of(predicate) or tuple(targets_before(predicate.token))
    return aimed_at or unique(things) or _inside(predicate) or _concerned(predicate)


def _target_of(predicate: Predicate) -> tuple[Token, ...]:
    """ "became the target of a crackdown": who became it."""
    preposition = predicate.token.head
    if preposition.lower_ != "of" or preposition.head.lemma_.lower() not in ("target", "victim", "object", "focus"):
        return ()
    verb = preposition.head.head
    return tuple(_acting([s])) if is_verbal(verb) and (s := surface_subject(verb)) is not None else ()


def _concerned(predicate: Predicate) -> tuple[Token, ...]:
    """Whom the content of a promise, threat, request or refusal concerns: "agreed to open its border to Syrians"."""
    if predicate.trigger.type not in ("AGREE", "THREATEN", "REJECT", "REQUEST", "CONCEDE", "SUPPORT", "COERCE", "AID"):
        return ()
    bearers = [predicate.token, *(predicate.token.doc[i] for i in predicate.consumed)]
    for bearer in bearers:
        for child in bearer.children:
            is_purpose = child.dep_ == "advcl" and predicate.trigger.type == "AID"
            if (is_purpose or child.dep_ in ("xcomp", "ccomp", "acl", "pcomp")) and child.i > bearer.i:
                found = patients(child)
                if found:
                    return found
    return ()


def _slots(predicate: Predicate) -> tuple[str, ...]:
    trigger = predicate.trigger
    own = trigger.recipient
    rest = tuple(s for s in _RECIPIENT_SLOTS.get(trigger.type, ()) if s not in own)
    if predicate.mode == "arrest":
        rest = tuple(s for s in rest if s not in ("in", "over", "across", "into", "from"))  # a town is where, not whom
    if predicate.is_noun:
        rest = tuple(s for s in rest if s not in ("obj",))
        if owned_by_victim(predicate.token) and "poss" not in own:
            rest = ("of", "poss", *rest)
    return own + rest


def _received(fillers: list[Token], predicate: Predicate) -> tuple[Token, ...]:
    found: list[Token] = []
    for filler in fillers:
        for each in conjuncts(filler):
            if predicate.trigger.type == "ACCUSE" and word_of(each) in class_words("ASSAULT"):
                found += _acting(own_actors(each))  # who condemns an attack blames the attacker, not the attacked
            elif each.i in predicate.means:
                found += inner_actors(each, INNER)
            elif is_actor(each) and each.lower_ not in ("it", "who", "which"):
                found.append(each)
            else:
                found += inner_actors(each, INNER)
    return unique([f for f in found if f.lower_ not in POINTING])


def _inside(predicate: Predicate) -> tuple[Token, ...]:
    """An actor inside the phrase of a counted-in noun: "lifted its sanctions on Iran", "broke Syrian ties"."""
    doc = predicate.token.doc
    found = [a for i in predicate.consumed for a in inner_actors(doc[i], INNER)]
    return unique([f for f in found if f.lower_ not in ("its", "their", "his", "her")])
