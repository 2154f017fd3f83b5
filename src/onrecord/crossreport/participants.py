"""Whether two propositions can tell of the same people and things: who does it, whom or what it is done to, whose that is.

Vetoes like those of `vetoes.py`, which asks them: each is enough to keep two propositions apart.
"""

import re
from functools import cache

from onrecord.crossreport.circumstances import may_be_one_place
from onrecord.crossreport.cores import in_common_role, undergoes
from onrecord.crossreport.items import Item, person_nouns
from onrecord.crossreport.overlap import MUCH, Kin, Overlap, best_match, item_likeness
from onrecord.crossreport.tellings import Telling
from onrecord.language.word_relations import are_opposite
from onrecord.resources import read_table, read_words

_ONE_PERSON = frozenset({"he", "she"})
_THIRD = _ONE_PERSON | {"they", "it"}
_MOST_OF_PRONOUN = 0.5  # share of the longer one told alike from which a pronoun may stand for a person the other names
_MOST_OF_NOUN = 0.35
_LEAST_OF_ONE = 1.2  # and matched weight
_ONE_ACT = 0.9  # likeness from which two predicates are one act
_LATER_WORDS = re.compile(r"(?<=\s)[^\W\d_]+")


def subjects_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Two subjects that are different entities."""
    if not a.subjects or not b.subjects or a.subjects & b.subjects:
        return None
    if any((x, y) in kin for x in a.subjects for y in b.subjects):
        return None
    return "the subjects are different entities"


def subject_missing(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Subjects that have nothing in common. A noun may stand for a name ("the alliance"), but then much else must be told alike."""
    mine, theirs = ([i for i in t.items if i.role == "subject" and not i.is_inner] for t in (a, b))
    if (
        not mine
        or not theirs
        or any(best_match(i, _no_owners(b), kin)[1] for i in mine)
        or any(best_match(i, _no_owners(a), kin)[1] for i in theirs)
    ):
        return None
    if (
        overlap.shared >= MUCH
        and _more_is_told(overlap)
        and (_may_be_anyone(mine, theirs) or _may_be_anyone(theirs, mine))
    ):
        return None
    could_be_named = any(i.is_entity for i in mine) != any(i.is_entity for i in theirs)
    could_be_named = could_be_named and not any(
        _is_of_its_own(t) for t in (a, b) if not any(i.is_entity and i.role == "subject" for i in t.items)
    )
    if could_be_named and (
        overlap.shared >= MUCH
        or any(_means_its_topic(x, y, overlap) or _may_be_that_person(x, y, overlap) for x, y in ((a, b), (b, a)))
    ):
        return None
    return "the subjects share nothing"


def _may_be_anyone(mine: list[Item], theirs: list[Item]) -> bool:
    """Whether a pronoun of which nobody knows for whom it stands may stand for the others: "they" for all, "he" for people."""
    if not all(i.is_pronoun and i.key[1:] in _THIRD for i in mine) or any(i.is_pronoun for i in theirs):
        return False
    people = all(i.kind == "person" or i.key in person_nouns() for i in theirs)
    return people or all(i.key[1:] not in _ONE_PERSON for i in mine)


def _is_of_its_own(telling: Telling) -> bool:
    """Whether a subject without a name is told apart by a proper adjective: "the Kurdish militia"."""
    words = {i.key for i in telling.items if i.role == "subject"}
    return any(w.lower() in words and w[:1].isupper() for w in _LATER_WORDS.findall(telling.text))


def _means_its_topic(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether a noun of one may well stand for who the other names, because that is what its report is about, and more than who does what
    is told alike: "the company fixed the flaw", "Orvo fixed the flaw"."""
    nouns = {i.key for i in a.items if i.role == "subject" and not (i.is_entity or i.is_inner)}
    names = {i.key for i in b.items if i.role == "subject" and i.is_entity and not i.is_inner}
    known = a.topics & names
    if not known or len(names) > 1:
        return False
    fitting = person_nouns() if known & {f"@{p}" for p in b.people} else body_nouns()
    return _more_is_told(overlap) and bool(nouns & fitting)


def _may_be_that_person(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether a pronoun or a noun for a person of one may well stand for the person whom the other names, of whom its own report tells,
    and most else is told alike: "he pulled a gun on two guards", "Comeaux pulled a gun on two guards"."""
    mine = [i for i in a.items if i.role == "subject" and not i.is_inner]
    theirs = {i.key[1:] for i in b.items if i.role == "subject" and not i.is_inner and i.is_entity}
    if len(theirs) != 1 or not theirs <= (b.people & a.cast):
        return False
    pronoun = all(i.is_pronoun and i.key[1:] in _ONE_PERSON for i in mine)
    noun = any(i.key in person_nouns() and not i.is_plural for i in mine)
    enough = _MOST_OF_PRONOUN if pronoun else _MOST_OF_NOUN
    return (pronoun or noun) and overlap.low >= enough and overlap.shared >= _LEAST_OF_ONE and _more_is_told(overlap)


def _more_is_told(overlap: Overlap) -> bool:
    """Whether more than who does what is told alike."""
    return any(
        {i.role, j.role} & {"object", "oblique"} and not (i.is_inner or i.is_pronoun) for i, j, _ in overlap.pairs
    )


@cache
def body_nouns() -> frozenset[str]:
    """Nouns for bodies of people: "company", "police"."""
    rows = read_table("body_nouns.tsv")
    return frozenset(r["noun"] for r in rows) | read_words("body_heads.txt") | read_words("organisation_words.txt")


def roles_swapped(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Who does it in one undergoes it in the other: "pirates seized a ship", "the navy seized the pirates". Only who or what a noun or
    a name stands for can act: "a military approach" and "no military solution" exchange nothing."""
    roles = {
        (in_common_role(i, a, b).role, in_common_role(j, b, a).role)
        for i, j, _ in overlap.pairs
        if _can_act(i, a) and _can_act(j, b)
    }
    crossed = ("subject", "object") in roles or ("object", "subject") in roles
    opens = a.proposition.left_open or b.proposition.left_open  # who "was ordered to pay" is to pay
    exchanged = _named_roles_cross(overlap) or (crossed and not opens and ("subject", "subject") not in roles)
    return "who acts and who is acted upon are exchanged" if exchanged else None


def _named_roles_cross(overlap: Overlap) -> bool:
    """Whether names change places, whatever nouns stand before them: "the club Ferro beat the club Sampa"."""
    roles = {(i.role, j.role) for i, j, _ in overlap.pairs if i.is_entity and j.is_entity}
    return {("subject", "object"), ("object", "subject")} <= roles and ("subject", "subject") not in roles


def _can_act(item: Item, telling: Telling) -> bool:
    if item.is_inner:
        return False
    nouns = (t.lemma for t in telling.proposition.terms if t.pos in ("NOUN", "PROPN"))
    return item.is_entity or item.is_pronoun or item.key in nouns


def doers_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Who does it in one is told of in the other only as something else: "pirates fired at the ship", "the ship fired back"."""
    for one, other in ((a, b), (b, a)):
        mine, theirs = heads_of(one, "subject"), heads_of(other, "subject")
        if not mine or not theirs or do_meet(mine, theirs, kin) or undergoes(one, other):
            continue
        elsewhere = [i for i in other.items if i.role in ("object", "oblique") and not i.is_inner]
        if do_meet(mine, elsewhere, kin):
            return "who does it in one is told of as something else in the other"
    return None


def heads_of(telling: Telling, role: str) -> list[Item]:
    """The words and names that stand for a subject or object themselves, not inside its phrase; pronouns and adjectives do not count."""
    nouns = {t.lemma for t in telling.proposition.terms if t.pos in ("NOUN", "PROPN")}
    return [i for i in telling.items if i.role == role and not i.is_inner and (i.is_entity or i.key in nouns)]


def do_meet(mine: list[Item], theirs: list[Item], kin: Kin) -> bool:
    """Whether an item of one stands for one of the other."""
    return any(item_likeness(i, j, kin) for i in mine for j in theirs)


def objects_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Each tells of an object of which the other tells nothing: "sings ballads", "sings the anthem"."""
    mine, theirs = (
        [i for i in heads_of(x, "object") if i.key not in y.topics and all(i.key[1:] != s.entity for s in x.places)]
        for x, y in ((a, b), (b, a))
    )
    if not mine or not theirs or overlap.shared >= 2 * MUCH:
        return None
    if (
        overlap.shared >= MUCH
        and _is_one_act(overlap)
        and not any(are_opposite(i.key, j.key) for i in mine for j in theirs)
    ):
        return None
    told = any(best_match(i, _no_owners(b), kin)[1] for i in mine)
    told = told or any(best_match(i, _no_owners(a), kin)[1] for i in theirs)
    return None if told or _may_be_someone(a, mine, b, theirs) else "what it is done to differs"


def _is_one_act(overlap: Overlap) -> bool:
    """Whether both tell one predicate, or one to the news, of one subject, with a circumstance that both name."""
    pairs = [(i, j, v) for i, j, v in overlap.pairs if v >= _ONE_ACT]
    told = {i.role for i, j, _ in pairs if i.role == j.role and not (i.is_inner or j.is_inner)}
    return {"root", "subject"} <= told and any({i.role, j.role} & {"object", "oblique"} for i, j, _ in pairs)


def things_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Each tells of another named thing of one kind, by its name or by a noun for it: "the vessel" is the Aurora here, the Vesta there."""
    for role in ("subject", "object"):
        mine, theirs = ([i for i in heads_of(t, role) if i.thing is not None] for t in (a, b))
        if any(_is_named_apart(i, j, kin) for i in mine for j in theirs):
            return "they tell of two things of one kind"
    return None


def _is_named_apart(i: Item, j: Item, kin: Kin) -> bool:
    """Whether a noun of one stands for another named thing than the other's noun or name."""
    if i.thing is None or j.thing is None or (i.is_entity and j.is_entity) or (i.thing.entity, j.thing.entity) in kin:
        return False
    return bool(i.thing.classes & j.thing.classes) and not i.thing.may_be(j.thing)


def owners_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Who does it is told alike but for whose it is: "a drone of the army", "a drone of the militia"; "Kurdish", "Syrian"."""
    mine, theirs = ([i for i in t.items if i.role == "subject" and i.is_entity] for t in (a, b))
    mine = [i for i in mine if i.key not in b.topics and not best_match(i, b.items, kin)[1]]
    theirs = [i for i in theirs if i.key not in a.topics and not best_match(i, a.items, kin)[1]]
    differ = any(i.kind == j.kind and not _may_be_one(i, a, j, b) for i in mine for j in theirs)
    return "each names another as whose it is" if differ else None


def slots_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """After one preposition each names what the other does not tell of at all: "off the coast of Ghana", "off the coast of Togo"."""
    for i in named_after(a):
        for j in named_after(b):
            if i.slot != j.slot or i.key in b.topics or j.key in a.topics or i.word == j.word:
                continue
            if best_match(i, b.items, kin)[1] or best_match(j, a.items, kin)[1] or _may_be_one(i, a, j, b):
                continue
            return "each names another after the same preposition"
    return None


def named_after(telling: Telling) -> list[Item]:
    """The names that a preposition goes before: "off the coast of Ghana"."""
    return [i for i in telling.items if i.slot and i.is_entity and i.role == "oblique"]


def _may_be_one(i: Item, a: Telling, j: Item, b: Telling) -> bool:
    """Whether one place may lie in the other."""
    spots = [next((s for s in t.places if s.entity == x.key[1:]), None) for x, t in ((i, a), (j, b))]
    return spots[0] is not None and spots[1] is not None and may_be_one_place(spots[0], spots[1])


def _no_owners(telling: Telling) -> tuple[Item, ...]:
    """What stands for who or what is told of: not the boy of "the boy's brother"."""
    return tuple(i for i in telling.items if not i.is_owner)


def _may_be_someone(a: Telling, mine: list[Item], b: Telling, theirs: list[Item]) -> bool:
    """Whether one names a person and the other has a noun that may stand for that person: "Banky", "one man"."""

    def is_person(telling: Telling, item: Item) -> bool:
        return item.key[1:] in telling.people

    return any(
        (is_person(a, i) and j.key in person_nouns()) or (is_person(b, j) and i.key in person_nouns())
        for i in mine
        for j in theirs
    )


def pronouns_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Two pronouns of which nobody knows for whom they stand: "I was stopped", "the police stopped him"."""
    for role in ("subject", "object"):
        mine, theirs = ([i for i in t.items if i.role == role and not i.is_inner] for t in (a, b))
        unknown = mine and theirs and all(i.is_pronoun for i in (*mine, *theirs))
        if unknown and not {i.key for i in mine} & {i.key for i in theirs}:
            return "it is not known who is meant"
    return None


def sufferer_unknown(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """One tells of "him" whom nobody knows, the other of somebody, and no more than what befell them and where is told alike: "he was
    rushed to St Mary's", "the teenager was rushed to St Mary's"."""
    told = [(i, j) for i, j, _ in overlap.pairs if i.role != "modifier"]
    if any({i.role, j.role} & {"subject", "object"} for i, j in told) or set(a.dates) & set(b.dates):
        return None
    for one, other in ((a, b), (b, a)):
        mine, theirs = ([i for i in t.items if i.role == "object" and not i.is_inner] for t in (one, other))
        if (
            mine
            and theirs
            and all(i.is_pronoun and i.key[1:] in _THIRD for i in mine)
            and not any(i.is_pronoun for i in theirs)
        ):
            return "it is not known whom it befell"
    return None


def unnamed_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """One names a person of whom the other's whole report, which does name people, knows nothing, and the other tells of nobody. Not
    where much else is told alike."""
    if overlap.shared >= MUCH:
        return None
    for one, other in ((a, b), (b, a)):
        if one.people or not other.people or not one.cast or other.people & one.cast:
            continue
        if any((i.key[1:], person) in kin for i in one.items if i.is_entity for person in other.people):
            continue  # one word, which a tagger takes for somebody here, for a company there
        if not any(i.is_pronoun or i.key in person_nouns() for i in one.items):
            return "one tells of a person whom the other's report does not know"
    return None


def people_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Each names a person whom the other does not name."""
    mine, theirs = a.people - b.people, b.people - a.people
    if not mine or not theirs or any((x, y) in kin for x in mine for y in theirs):
        return None
    return "they tell of different people"
