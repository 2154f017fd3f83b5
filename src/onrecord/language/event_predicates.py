"""Which words tell of an event: the lexicon's triggers, with their conditions checked against the parse."""

from dataclasses import dataclass, replace
from typing import Any

from onrecord.language.event_conditions import carrier_of, fillers_of, fits, has_particle, is_name, word_of
from onrecord.language.event_lexicon import NO_EVENT, Trigger, governor_effects, support_verbs, triggers

Token = Any  # a spaCy token


@dataclass(frozen=True)
class Predicate:
    """A trigger found in the text: `token` bears the event; `support` is the verb that carries a noun; `consumed` nouns tell no
    second one, and `means` among them (the aid that is sent) are nobody it is done to."""

    token: Token
    trigger: Trigger
    support: Token | None = None
    consumed: tuple[int, ...] = ()
    means: tuple[int, ...] = ()
    mode: str | None = None

    @property
    def is_noun(self) -> bool:
        return self.trigger.rule.split("(")[1].startswith("noun")


def find_predicates(doc: Any) -> tuple[Predicate, ...]:
    """The predicates of a parsed paragraph, in text order.

    A noun that a verb's reading already counts in ("lift sanctions") is no predicate of its own; one that a support verb carries
    ("held talks") takes that verb along.
    """
    found = [p for token in doc if (p := _predicate(token)) is not None]
    verbs = {p.token.i: p for p in found}
    found = [_by_its_noun(p, verbs) for p in found]
    verbs = {p.token.i: p for p in found}
    consumed = {i for p in found for i in p.consumed if not p.is_noun or p.support is None}
    kept = []
    for predicate in found:
        if (predicate.token.i in consumed and predicate.support is None) or predicate.trigger.type == NO_EVENT:
            continue
        kept.append(_with_mode(_with_support(predicate, verbs), found))
    return tuple({p.token.i: p for p in reversed(kept)}.values())[::-1]


def _by_its_noun(predicate: Predicate, found: dict[int, Predicate]) -> Predicate:
    """ "launched a verbal attack": under a verb that only carries it, a noun with a reading of its own decides."""
    if predicate.is_noun or support_verbs().get(_support_key(predicate.token) or "") != "actual":
        return predicate
    for i in predicate.consumed:
        noun = found.get(i)
        if (
            noun is not None
            and noun.trigger.type != predicate.trigger.type
            and noun.trigger.weight >= 1.7
            and noun.trigger.type != NO_EVENT
        ):
            return replace(noun, support=predicate.token)
    return predicate


def _predicate(token: Token) -> Predicate | None:
    for pos in _parts_of_speech(token):
        rows = triggers().get((pos, _lemma(token, pos)))
        for trigger in rows or ():
            match = _matches(token, trigger)
            if match is not None:
                consumed, means = match
                return Predicate(token, trigger, None, tuple(consumed), tuple(means), trigger.mode)
    return None


def _parts_of_speech(token: Token) -> tuple[str, ...]:
    if token.pos_ in ("VERB", "AUX"):
        if token.tag_ == "VBG" and _is_nominal(token):
            return ("noun", "verb")
        is_state = token.tag_ == "VBN" and (
            token.dep_ in ("acomp", "oprd") or any(c.dep_ == "auxpass" for c in token.children)
        )
        return ("verb", "adj") if is_state else ("verb",)
    if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and not token.ent_type_):
        return ("noun",)
    return ("adj",) if token.pos_ == "ADJ" else ()


def _is_nominal(token: Token) -> bool:
    """ "in police firing", "the bombing": a gerund that the tagger calls a verb but that stands as a noun."""
    if token.i == 0 or any(c.dep_ in ("dobj", "aux", "nsubj") for c in token.children):
        return False
    before = token.nbor(-1)
    return bool(
        before.pos_ in ("DET", "ADJ", "NOUN", "PROPN")
        and token.dep_ in ("advcl", "pobj", "pcomp", "dobj", "nsubj", "conj")
    )


def _lemma(token: Token, pos: str) -> str:
    if pos == "noun" and token.tag_ == "VBG":
        return str(token.lower_)
    return word_of(token)


def _matches(token: Token, trigger: Trigger) -> tuple[list[int], list[int]] | None:
    """The nouns a reading counts in and those of them that are means (maybe none), None where a condition fails."""
    if trigger.particle and not has_particle(token, trigger.particle):
        return None
    consumed: list[int] = []
    means: list[int] = []
    for condition in trigger.conditions:
        fillers = [f for f in fillers_of(token, condition.slot) if fits(f, condition, token)]
        if condition.negated == bool(fillers):
            return None
        if condition.slot in _COUNTED_IN and not condition.anything:
            nouns = [f.i for f in fillers if not is_name(f)]
            consumed += nouns
            is_beaten = trigger.type == "ASSAULT" and _FOUGHT.intersection(condition.classes)  # "defeated the rebels"
            is_means = not condition.classes or _MEANS.intersection(condition.classes)
            means += nouns if is_means and not is_beaten else []
    return consumed, means


_COUNTED_IN = frozenset({"obj", "of", "to", "in", "for", "on", "under"})


#: Classes of what an event is done with; of every other class is whom it is done to.
_MEANS = frozenset(
    "AID GOODS MILITARY PEACEKEEPERS POLICE WEAPONS ORDNANCE TIES SANCTIONS RESTRICTION TALKS ACCORD DISAPPROVAL INFORMATION EXERCISE"
    " PROTEST ASSAULT PENALTY INSULT CROWDWEAPON BOMB".split()
)


_FOUGHT = frozenset({"MILITARY", "REBEL", "POLICE"})


def _support_key(verb: Token) -> str | None:
    lemma = verb.lemma_.lower()
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), None)
    for key in ((f"{lemma} {particle}" if particle else lemma), lemma):
        if key in support_verbs():
            return key
    return None


def support_status(verb: Token) -> str:
    """What a support verb makes of the event its noun names: "actual", "planned", "suffered" or "ended"."""
    return support_verbs().get(_support_key(verb) or "", "actual")


def is_only_planned(predicate: Predicate) -> bool:
    """ "Plans a march": the verb that the reading counts the noun to puts the event off."""
    own = governor_effects().get((predicate.token.lemma_.lower(), "verb"))
    return (
        own == "planned" and bool(predicate.consumed) and predicate.trigger.type in ("PROTEST", "MOBILIZE", "ASSAULT")
    )


def _with_support(predicate: Predicate, verbs: dict[int, Predicate]) -> Predicate:
    if not predicate.is_noun:
        return predicate
    verb = carrier_of(predicate.token)
    if verb is None or verb.i in verbs or _support_key(verb) is None:
        return predicate
    return replace(predicate, support=verb)


def _with_mode(predicate: Predicate, found: list[Predicate]) -> Predicate:
    """A noun counted in says how, where it tells of the same type: "carried out drone strikes"."""
    inner = next(
        (p for p in found if p.token.i in predicate.consumed and p.trigger.type == predicate.trigger.type and p.mode),
        None,
    )
    if inner is None or predicate.mode not in (None, inner.mode):
        return predicate
    return replace(predicate, mode=inner.mode)
