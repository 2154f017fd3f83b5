"""Who acts, who undergoes and where it happens inside the phrase of a noun that tells an event: "the army's raid", "an Acme boycott"."""

from functools import cache
from typing import Any

from onrecord.language.countries import is_country_word
from onrecord.language.event_lexicon import actor_sectors, class_words
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
    " explosion blast slaughter lynching vigil violence unrest picket sit-in talk summit meeting conference negotiation".split()
)
_VISITED = frozenset({"visit", "trip", "tour"})
_HARMING = frozenset("shooting stabbing slaying lynching".split())
_FORCES = frozenset({"MIL", "COP", "REB", "PRM", "UAF", "CRM"})
_INQUIRERS = frozenset({"GOV", "LEG", "JUD", "COP", "MIL", "SPY", "JRN", "SOC", "EDU", "BUS"})
_BARRING = frozenset("ban prohibition restriction crackdown purge persecution deportation".split())
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
        is_owner = child.dep_ == "poss" and noun.lower_ not in SUFFERED and not _is_victim(child, noun)
        if is_owner or (child.dep_ in _BEFORE and child.i < noun.i and _may_do(child, noun) and child.i not in others):
            found.append(child)
    return found


def owned_by_victim(noun: Token) -> bool:
    """Whether the possessor of a noun of harm underwent it: "the leader's arrest", "the boy's shooting", not "the army's raid"."""
    return noun.lower_ in SUFFERED or any(_is_victim(c, noun) for c in noun.children if c.dep_ == "poss")


def _is_victim(owner: Token, noun: Token) -> bool:
    """ "The boy's shooting": what one without a weapon owns of it befell him."""
    return noun.lemma_.lower() in _HARMING and not (
        owner.ent_type_ in ("GPE", "NORP", "ORG") or actor_sectors().get(owner.lemma_.lower()) in _FORCES
    )


def _may_do(word: Token, noun: Token) -> bool:
    """Whether a word before a noun names who does it: "police raid", "Danish vote"; not "general strike", "gang inquiry", "Muslim ban"."""
    sector = actor_sectors().get(word.lemma_.lower())
    is_noun = word.pos_ in ("NOUN", "PROPN") or word.lower_ in class_words("FORCE")  # "military", "terrorist"
    if not is_actor(word) or not (word.ent_type_ or (is_noun and (sector is not None or word.is_upper))):
        return False
    lemma = noun.lemma_.lower()
    if word.ent_type_ == "NORP" and lemma in _BARRING:
        return is_country_word(word.text)
    if lemma in _EXAMINED and word.pos_ == "NOUN":
        return sector in _INQUIRERS
    return not (lemma in _VISITED and word.ent_type_ == "GPE")


def places_before(noun: Token) -> list[Token]:
    """ "The Fernhill shooting", "the Geneva talks": a name of a place that is no country says where."""
    lemma = noun.lemma_.lower()
    if lemma not in _LOCATED and lemma not in _VISITED:
        return []
    return [c for c in _names_before(noun) if _is_place(c) and (lemma in _VISITED or not _is_country(c))]


def targets_before(noun: Token) -> list[Token]:
    """ "An Acme boycott", "the Marlow inquiry": whom it is aimed at, where the phrase names nobody else."""
    lemma = noun.lemma_.lower()
    if any(prepositional(noun, word) for word in ("of", "against", "into", "on")):
        return []
    names = _names_before(noun)
    if lemma in _BARRING:
        return [c for c in noun.children if c.i < noun.i and c.ent_type_ == "NORP" and not is_country_word(c.text)]
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
