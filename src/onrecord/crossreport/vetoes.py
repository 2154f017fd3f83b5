"""What keeps two propositions of a story apart, however alike their words: each rule is enough.

A false corroboration is worse than a missed one, so a rule fires where it cannot be told that the same is meant: who does it, whom it is
done to, when, where, how many, whether it is so.
"""

import re
from collections.abc import Callable
from functools import cache

from onrecord.crossreport.circumstances import (
    dates_differ,
    figures_differ,
    frequencies_differ,
    may_be_one_place,
    numbers_differ,
    ordinals_differ,
    places_differ,
    told_as_past,
    told_before,
)
from onrecord.crossreport.cores import in_common_role, undergoes
from onrecord.crossreport.items import Item, person_nouns
from onrecord.crossreport.occasions import (
    becoming_differs,
    durations_differ,
    habits_differ,
    is_general,
    little_is_shared,
    named_as_not,
    nearly_differs,
    only_like_words,
    others_differ,
    possibility_differs,
)
from onrecord.crossreport.overlap import Kin, Overlap, best_match, item_likeness
from onrecord.crossreport.tellings import Telling
from onrecord.language.verdicts import ACCOUNTS, FALSE_OF_ACCOUNTS
from onrecord.language.word_relations import are_opposite
from onrecord.resources import read_table, read_words

_MOST = 0.6  # share of the longer one that both must tell where they share only who does what
LIGHT = frozenset("take make have get give go come hold put keep bring set see do let run turn find leave".split())
_AGAINST = re.compile(
    r"\b(?:vot|rul|testif|argu|campaign)(?:e|es|ed|ing|ies|ied|y|s)?\s+(?:\w+ly\s+)?against\b(?!\s+\w+ing\b)",
    re.IGNORECASE,
)
_LATER_WORDS = re.compile(r"(?<=\s)[^\W\d_]+")
_REJECTING = frozenset("reject deny dismiss refute rebut dispute disprove repudiate".split())
MUCH = 2.2  # matched weight that makes up for what one leaves out, or for a subject that is only described


def predicate_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """The predicate of each must be told by the other: in its predicate, or as a noun ("ready to help", "readiness to help")."""
    for one, other in ((a, b), (b, a)):
        roots = [i for i in one.roots if not (i.is_entity or i.is_pronoun)]
        told = tuple(i for i in other.items if i.role not in ("subject", "modifier"))
        if roots and not any(best_match(r, told, kin)[1] for r in roots):
            return "what is told of the subject differs"
    return None


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
    could_be_named = any(i.is_entity for i in mine) != any(i.is_entity for i in theirs)
    could_be_named = could_be_named and not any(
        _is_of_its_own(t) for t in (a, b) if not any(i.is_entity and i.role == "subject" for i in t.items)
    )
    if could_be_named and (
        overlap.shared >= MUCH or _means_its_topic(a, b, overlap) or _means_its_topic(b, a, overlap)
    ):
        return None
    return "the subjects share nothing"


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
    fitting = person_nouns() if known & {f"@{p}" for p in b.people} else _body_nouns()
    told = any("object" in (i.role, j.role) and not i.is_inner for i, j, _ in overlap.pairs)
    return told and bool(nouns & fitting)


@cache
def _body_nouns() -> frozenset[str]:
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
    exchanged = _named_roles_cross(overlap) or (crossed and ("subject", "subject") not in roles)
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


def reality_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """What is planned, wished or supposed never stands for what is so."""
    return None if a.is_actual == b.is_actual else "one tells what is so, the other what might or should be"


def polarity_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """One is told in the negative; or the predicates are opposites."""
    turned = is_turned(a) != is_turned(b)
    if turned != opposite_predicates(a, b):
        return "one tells the opposite of the other"
    return None


def is_turned(telling: Telling) -> bool:
    """Whether a telling is in the negative: by its own words, because who is told of rejects what a noun of it names, or because the vote
    or ruling that it tells of went against what it names."""
    return (telling.proposition.negative != _rejects_account(telling)) != _is_against(telling)


def _is_against(telling: Telling) -> bool:
    """ "Voted against the bill"; "voted against sending troops" is told in the negative already."""
    return _AGAINST.search(telling.text) is not None


def _rejects_account(telling: Telling) -> bool:
    """ "rejected the accusation", "dismissed claims that …", "called the report that … false"; not "dismissed calls to quit"."""
    lemmas = {t.lemma for t in telling.proposition.terms}
    return bool(lemmas & ACCOUNTS) and (
        bool(lemmas & FALSE_OF_ACCOUNTS) or any(v in _REJECTING for v in _sayings(telling))
    )


def rejects(telling: Telling) -> bool:
    """Whether a telling is that somebody rejects what a noun or a clause of it names."""
    return telling.proposition.denied or _rejects_account(telling)


def _sayings(telling: Telling) -> list[str]:
    """The verbs by which a clause says what a noun of it names ("rejected the accusation"): they are no predicate of it."""
    return [t.lemma for t in telling.proposition.terms if t.pos == "VERB" and t.role == "other"]


def opposite_predicates(a: Telling, b: Telling) -> bool:
    """Whether a predicate of one is the opposite of a predicate of the other."""
    mine, theirs = (
        [*(i.key for i in t.roots if not i.is_entity), *(() if t.proposition.negative else _sayings(t))] for t in (a, b)
    )  # what is told in the negative since it is denied is not denied once more
    told = {i.key for i in a.items}, {i.key for i in b.items}
    if _rejects_account(a) != _rejects_account(b):
        return False  # that is told by `is_turned`
    return any(are_opposite(x, y) and not (x in told[1] and y in told[0]) for x in mine for y in theirs)


def only_place_and_people(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """What is shared must hold a word besides names: the same people do many things."""
    if any(not i.is_entity and not i.is_pronoun and i.role != "modifier" for i, _, _ in overlap.pairs):
        return None
    return "they share names only"


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
    told = any(best_match(i, _no_owners(b), kin)[1] for i in mine)
    told = told or any(best_match(i, _no_owners(a), kin)[1] for i in theirs)
    return None if told or _may_be_someone(a, mine, b, theirs) else "what it is done to differs"


def owners_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Who does it is told alike but for whose it is: "a drone of the army", "a drone of the militia"; "Kurdish", "Syrian"."""
    mine, theirs = ([i for i in t.items if i.role == "subject" and i.is_entity] for t in (a, b))
    mine = [i for i in mine if i.key not in b.topics and not best_match(i, b.items, kin)[1]]
    theirs = [i for i in theirs if i.key not in a.topics and not best_match(i, a.items, kin)[1]]
    return "each names another as whose it is" if mine and theirs else None


def slots_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """After one preposition each names what the other does not tell of at all: "off the coast of Ghana", "off the coast of Togo"."""
    for i in _named_after(a):
        for j in _named_after(b):
            if i.slot != j.slot or i.key in b.topics or j.key in a.topics or i.word == j.word:
                continue
            if best_match(i, b.items, kin)[1] or best_match(j, a.items, kin)[1] or _may_be_one(i, a, j, b):
                continue
            return "each names another after the same preposition"
    return None


def _named_after(telling: Telling) -> list[Item]:
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


def means_little(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """A verb that means little by itself is the same as another only with the same object: "took the battle to", "captured"."""
    for one, other in ((a, b), (b, a)):
        roots = [i for i in one.roots if i.key in LIGHT]
        if not roots:
            continue
        objects = heads_of(one, "object")
        by_pronoun = any(i.role == "object" and i.is_pronoun for i in other.items)
        if objects and not by_pronoun and not any(best_match(o, other.items, kin)[1] for o in objects):
            return "what is done differs"
    return None


def states_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """What someone is or has, and what someone does: the same only where the other tells of that state too ("was on probation")."""
    for one, other in ((a, b), (b, a)):
        if any(not r.is_entity for r in one.roots) or not any(not r.is_entity for r in other.roots):
            continue
        state = next((i for i in one.items if i.role != "subject" and not i.is_inner and not i.is_pronoun), None)
        told = [i for i in other.items if i.role != "subject"]
        if state is not None and not best_match(state, tuple(told), kin)[1]:
            return "one tells of a state of which the other does not tell"
    return None


def only_act_shared(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Who does it and what is done are alike, and both go on differently: "sings ballads at home", "can sing and dance"."""
    if overlap.low >= _MOST:
        return None
    roles = {i.role for i, _, _ in overlap.pairs if i.role != "modifier"} | {
        j.role for _, j, _ in overlap.pairs if j.role != "modifier"
    }
    return "they share no more than who does what" if roles <= {"root", "subject"} else None


def pronouns_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Two pronouns of which nobody knows for whom they stand: "I was stopped", "the police stopped him"."""
    for role in ("subject", "object"):
        mine, theirs = ([i for i in t.items if i.role == role and not i.is_inner] for t in (a, b))
        unknown = mine and theirs and all(i.is_pronoun for i in (*mine, *theirs))
        if unknown and not {i.key for i in mine} & {i.key for i in theirs}:
            return "it is not known who is meant"
    return None


def unnamed_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """One names a person of whom the other's whole report, which does name people, knows nothing, and the other tells of nobody."""
    for one, other in ((a, b), (b, a)):
        if one.people or not other.people or not one.cast or other.people & one.cast:
            continue
        if not any(i.is_pronoun or i.key in person_nouns() for i in one.items):
            return "one tells of a person whom the other's report does not know"
    return None


def people_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Each names a person whom the other does not name."""
    mine, theirs = a.people - b.people, b.people - a.people
    if not mine or not theirs or any((x, y) in kin for x in mine for y in theirs):
        return None
    return "they tell of different people"


def one_or_many(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """One tells of one, the other of many: "an Indian boat approached", "two boats approached". Not where much else is told alike."""
    if overlap.shared >= MUCH:
        return None
    for i, j, _ in overlap.pairs:
        same_noun = i.key == j.key and i.role == j.role and i.role in ("subject", "object")
        if same_noun and not i.is_entity and not (i.is_inner or j.is_inner) and i.is_plural != j.is_plural:
            return "one tells of one, the other of many"
    return None


Veto = Callable[[Telling, Telling, Overlap, Kin], str | None]
#: Each is enough to keep two propositions apart; asked in this order.
VETOES: tuple[Veto, ...] = (
    reality_differs,
    possibility_differs,
    nearly_differs,
    habits_differ,
    is_general,
    only_place_and_people,
    predicate_differs,
    subjects_differ,
    subject_missing,
    roles_swapped,
    doers_differ,
    named_as_not,
    objects_differ,
    means_little,
    states_differ,
    becoming_differs,
    only_act_shared,
    little_is_shared,
    only_like_words,
    pronouns_differ,
    unnamed_differs,
    people_differ,
    others_differ,
    one_or_many,
    owners_differ,
    slots_differ,
    places_differ,
    dates_differ,
    durations_differ,
    told_before,
    told_as_past,
    figures_differ,
    numbers_differ,
    frequencies_differ,
    ordinals_differ,
    polarity_differs,
)

#: Those that rest on how a clause was parsed, and on its words and numbers alone: the same words of the same people and things tell the
#: same, however they were parsed.
OF_WORDS: frozenset[Veto] = frozenset(
    {
        only_place_and_people,
        means_little,
        predicate_differs,
        subject_missing,
        roles_swapped,
        doers_differ,
        objects_differ,
        states_differ,
        only_act_shared,
        little_is_shared,
        figures_differ,
        numbers_differ,
    }
)

#: Those that say only that little is shared: no objection where it is the core of what is told.
OF_LITTLE: frozenset[Veto] = frozenset({only_act_shared, little_is_shared})
