"""Words of war that tell of words: "the senator attacked the mayor", "the two clashed over taxes", "he fired back that …".

Such a word tells of violence wherever its sentence names a weapon, a wound, someone armed or a place; of words only where those who take
part are people of public life, or named people in a sentence of politics. Whatever is neither stays as the lexicon has it.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from onrecord.language.event_lexicon import actor_sectors, class_words
from onrecord.language.event_noun_kinds import UNTOUCHED, kind_of
from onrecord.language.event_slots import is_verbal, objects, prepositional
from onrecord.language.event_types import Draft

Token = Any  # a spaCy token

_ATTACKS = frozenset(
    "attack assail assault savage blast slam pound maul blitz hit strike hammer retaliate broadside onslaught offensive barrage".split()
)
_CONTESTS = frozenset(
    "clash battle fight duel skirmish scuffle confrontation fighting crush beat pummel thrash whip rout defeat hurt punch slap".split()
)
_ANSWERS = frozenset({"fire", "shoot"})
_TALKING = frozenset({"LEG", "PTY", "OPP", "JRN", "ELI"})
_TALKERS = frozenset(
    "president minister premier chancellor governor mayor secretary spokesman spokeswoman spokesperson administration frontrunner"
    " front-runner nominee hopeful contender incumbent campaign pundit commentator columnist host anchor left right establishment"
    " ex-president vice-president".split()
)
_SPOKEN = frozenset("comment remark rhetoric tweet insult slur".split())
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_WHERE = ("in", "at", "near", "outside", "inside", "on")


def read_in_words(draft: Draft, persons: Collection[int] = ()) -> Draft | None:
    """The same draft; an ACCUSE where a word of attack tells of words, None where one of contest or answer does.

    Args:
        draft: of any type; only those of violence change.
        persons: places of the words that name a person by what the report tells elsewhere, beside those the parser takes for persons.
    """
    lemma = draft.predicate.token.lemma_.lower()
    if draft.type == "ASSAULT" and lemma in _ATTACKS and _is_on_an_idea(draft):
        return _told_as_words(draft)
    if draft.type not in ("ASSAULT", "COERCE") or _tells_of_force(draft):
        return draft
    talking = tuple(p for p in _people(draft) if p.i in persons or _talks(p))
    if lemma in _ANSWERS:
        return None if _is_answer(draft, talking) else draft
    if lemma in _ATTACKS and _is_verbal_attack(draft, talking):
        return _told_as_words(draft)
    return None if lemma in _CONTESTS and _is_contest(draft, talking) else draft


def _told_as_words(draft: Draft) -> Draft:
    return replace(draft, type="ACCUSE", mode="disapprove", rule=f"{draft.rule}, in words")


def _is_on_an_idea(draft: Draft) -> bool:
    """ "Attacked the mayor's judgement": what cannot be touched is attacked in words, whatever else the sentence names."""
    token = draft.predicate.token
    hit = objects(token) if is_verbal(token) and not draft.predicate.is_noun else []
    return bool(hit) and all(kind_of(h) in UNTOUCHED for h in hit)


def _people(draft: Draft) -> tuple[Token, ...]:
    return (*draft.arguments.actors, *draft.arguments.recipients)


def _tells_of_force(draft: Draft) -> bool:
    """Whether the sentence names a weapon, a wound or someone armed, or, where it is not of politics, the place of the act."""
    token = draft.predicate.token
    signs = class_words("VIOLENCE")
    if any(t.i != token.i and (t.lemma_.lower() in signs or t.lower_ in signs) for t in token.sent):
        return True
    bearers = [token, *([draft.predicate.support] if draft.predicate.support is not None else [])]
    at = [p for b in bearers for word in _WHERE for p in prepositional(b, word)]
    return not _is_of_politics(token) and any(_is_place(p) for p in at)


def _is_place(noun: Token) -> bool:
    return noun.ent_type_ in _PLACES or noun.lemma_.lower() in class_words("TERRITORY") | class_words("ROAD")


def _is_of_politics(token: Token) -> bool:
    words = class_words("POLITICS")
    return any(t.lemma_.lower() in words or t.lower_ in words for t in token.sent)


def _is_answer(draft: Draft, talking: Sequence[Token]) -> bool:
    """ "Shot back that …", "fired back at the mayor"."""
    verb = draft.predicate.token
    is_back = any(c.lower_ == "back" and c.dep_ in ("advmod", "prt") for c in verb.children)
    told = any(c.dep_ in ("ccomp", "parataxis") for c in verb.children) or verb.dep_ in ("ccomp", "parataxis")
    return is_verbal(verb) and is_back and (told or len(talking) == len(_people(draft)) > 0)


def _is_verbal_attack(draft: Draft, talking: Sequence[Token]) -> bool:
    """One by people of public life, or on them in a sentence of politics; none on a country, a place or a target."""
    actors, recipients = draft.arguments.actors, draft.arguments.recipients
    token, is_noun = draft.predicate.token, draft.predicate.is_noun
    if not all(r in talking or _may_be_criticised(r) for r in recipients):
        return False
    by_bodies = all(a in talking or a.ent_type_ == "ORG" for a in actors)
    if is_noun and token.lemma_.lower() == "blast":
        return bool(actors) and by_bodies and _is_of_politics(token)
    if actors and (recipients or is_noun):
        is_told = by_bodies and bool(recipients or set(actors) <= set(talking))
        return is_told and (_is_public(draft) or _is_spoken(token))
    # "attacks on Marlow", "attacking Marlow"; one attack may be of any kind
    if token.tag_ not in ("NNS", "VBG") or not recipients:
        return False
    return _is_spoken(token) or (set(recipients) <= set(talking) and _is_of_politics(token))


def _is_spoken(token: Token) -> bool:
    return any(t.lemma_.lower() in _SPOKEN for t in token.sent)


def _is_contest(draft: Draft, talking: Sequence[Token]) -> bool:
    """Whether all that take part talk, in public life or a sentence of politics."""
    people = [p for p in _people(draft) if p.lower_ != "it"]
    is_quarrel = draft.predicate.token.lemma_ == "clash" and len(people) == 2  # two people clash in words
    return bool(people) and all(p in talking for p in people) and (is_quarrel or _is_public(draft))


def _is_public(draft: Draft) -> bool:
    return _is_of_politics(draft.predicate.token) or any(_holds_forth(p) for p in _people(draft))


def _talks(noun: Token) -> bool:
    """A named person, "he" or "she", or someone of public life."""
    return bool(
        noun.ent_type_ == "PERSON" or noun.lower_ in ("he", "she", "him", "her", "i", "me") or _holds_forth(noun)
    )


def _holds_forth(noun: Token) -> bool:
    """Someone whose trade is words: a lawmaker, a candidate, a party, the press."""
    titles = [c for c in noun.children if c.dep_ == "compound"] if noun.pos_ == "PROPN" else []
    lemmas = [t.lemma_.lower() for t in (noun, *titles)]  # "Governor Marlow"
    return any(lemma in _TALKERS or actor_sectors().get(lemma) in _TALKING for lemma in lemmas)


def _may_be_criticised(noun: Token) -> bool:
    """Whoever is no country, place or target that one takes by force."""
    return noun.ent_type_ not in _PLACES and noun.lemma_.lower() not in class_words("TARGET")
