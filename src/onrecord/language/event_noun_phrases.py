"""Who acts, who undergoes and where it happens inside the phrase of a noun that tells an event: "the army's raid", "an Acme boycott"."""

from functools import cache
from typing import Any

from onrecord.language.countries import is_country_word
from onrecord.language.event_lexicon import actor_sectors
from onrecord.language.event_slots import is_actor, prepositional
from onrecord.language.gazetteer import find_places
from onrecord.resources import read_table

Token = Any  # a spaCy token

#: Nouns whose possessor undergoes them: "Gaddafi's ouster", "the leader's arrest".
SUFFERED = frozenset(
    "arrest detention imprisonment killing murder assassination execution ouster overthrow dismissal abduction kidnapping release expulsion"
    " deportation conviction extradition slaying beating removal sacking rape poisoning apprehension capture impeachment indictment hanging"
    " freeing internment incarceration beheading toppling bombing destruction demolition annexation".split()
)
_BEFORE = frozenset({"compound", "amod", "nmod", "nsubj", "dep"})
_NAMED = frozenset({"GPE", "LOC", "FAC"})
_LOCATED = frozenset(
    "shooting massacre bombing attack killing murder riot protest demonstration march rally clash siege hijacking kidnapping stabbing"
    " explosion blast slaughter lynching talk summit meeting conference negotiation".split()
)
_REFUSED = frozenset({"boycott"})
_EXAMINED = frozenset("investigation probe inquiry enquiry audit inquest prosecution trial indictment".split())


def own_actors(noun: Token) -> list[Token]:
    """Who is named as the doer inside a noun's phrase: possessor, "by", nationality or a noun before it."""
    found = list(prepositional(noun, "by"))
    before = noun.nbor(-1) if noun.i else None
    if noun.tag_ == "VBG" and before is not None and before.dep_ in ("pobj", "compound", "nsubj") and is_actor(before):
        found.append(before)  # "in police firing", which the parser takes for "in police, firing"
    others = {t.i for t in (*places_before(noun), *targets_before(noun))}
    for child in noun.children:
        is_owner = child.dep_ == "poss" and noun.lower_ not in SUFFERED
        if is_owner or (child.dep_ in _BEFORE and child.i < noun.i and is_actor(child) and child.i not in others):
            found.append(child)
    return found


def places_before(noun: Token) -> list[Token]:
    """ "The Fernhill shooting", "the Geneva talks": a name of a place that is no country says where."""
    if noun.lemma_.lower() not in _LOCATED:
        return []
    return [c for c in _names_before(noun) if _is_place(c) and not _is_country(c)]


def targets_before(noun: Token) -> list[Token]:
    """ "An Acme boycott", "the Marlow inquiry": whom it is aimed at, where the phrase names nobody else."""
    lemma = noun.lemma_.lower()
    if any(prepositional(noun, word) for word in ("of", "against", "into")):
        return []
    names = _names_before(noun)
    if lemma in _REFUSED:
        return [c for c in names if c.ent_type_ not in ("NORP", "DATE", "TIME", "CARDINAL", "ORDINAL")]
    return [c for c in names if c.ent_type_ == "PERSON"] if lemma in _EXAMINED else []


def _names_before(noun: Token) -> list[Token]:
    return [c for c in noun.children if c.dep_ in ("compound", "nmod") and c.i < noun.i and c.pos_ == "PROPN"]


def _is_place(name: Token) -> bool:
    if name.lemma_.lower() in actor_sectors() or _whole(name).lower() in _seats():
        return False
    return name.ent_type_ in _NAMED or bool(find_places(_whole(name)))


@cache
def _seats() -> frozenset[str]:
    """Places that stand for who sits there: "the White House"."""
    return frozenset(row["name"] for row in read_table("metonyms.tsv"))


def _is_country(name: Token) -> bool:
    return is_country_word(name.text) or is_country_word(_whole(name))


def _whole(name: Token) -> str:
    """The name with what stands before it: "Monte Verde"."""
    return " ".join(t.text for t in name.doc[name.left_edge.i : name.i + 1])
