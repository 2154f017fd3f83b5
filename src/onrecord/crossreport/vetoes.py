"""What keeps two propositions of a story apart, however alike their words: each rule is enough.

A false corroboration is worse than a missed one, so a rule fires where it cannot be told that the same is meant: who does it, whom it is
done to, when, where, how many, whether it is so.
"""

import re
from collections.abc import Callable

from onrecord.crossreport.circumstances import (
    clocks_differ,
    dates_differ,
    figures_differ,
    frequencies_differ,
    numbers_differ,
    ordinals_differ,
    places_differ,
    told_as_past,
    told_before,
)
from onrecord.crossreport.items import LIGHT, Item
from onrecord.crossreport.occasions import (
    added_differs,
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
    stages_differ,
)
from onrecord.crossreport.overlap import MUCH, Kin, Overlap, best_match
from onrecord.crossreport.participants import (
    doers_differ,
    heads_of,
    objects_differ,
    owners_differ,
    people_differ,
    pronouns_differ,
    roles_swapped,
    slots_differ,
    subject_missing,
    subjects_differ,
    sufferer_unknown,
    things_differ,
    unnamed_differs,
)
from onrecord.crossreport.tellings import Telling
from onrecord.language.verdicts import ACCOUNTS, FALSE_OF_ACCOUNTS
from onrecord.language.word_relations import are_opposite
from onrecord.resources import read_words

_MOST = 0.6  # share of the longer one that both must tell where they share only who does what
_SUPPORT = frozenset("take make have get give put".split())  # verbs that lend their object a tense ("made an offer")
_NOTHING = frozenset(
    {"~anything", "~nothing", "~something", "~everything", "~what", "~whatever"}
)  # they stand for no object told of
_AGAINST = re.compile(
    r"\b(?:vot|rul|testif|argu|campaign)(?:e|es|ed|ing|ies|ied|y|s)?\s+(?:\w+ly\s+)?against\b(?!\s+\w+ing\b)",
    re.IGNORECASE,
)
_ANY = re.compile(r"\bany\b", re.IGNORECASE)
_REJECTING = frozenset("reject deny dismiss refute rebut dispute disprove repudiate discount".split())


def predicate_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """The predicate of each must be told by the other: in its predicate, or as a noun ("ready to help", "readiness to help")."""
    for one, other in ((a, b), (b, a)):
        roots = [i for i in one.roots if not (i.is_entity or i.is_pronoun)]
        told = tuple(i for i in other.items if i.role not in ("subject", "modifier"))
        if roots and not any(best_match(r, told, kin)[1] for r in roots) and not _is_told_by_noun(one, other, kin):
            return "what is told of the subject differs"
    return None


def _is_told_by_noun(one: Telling, other: Telling, kin: Kin) -> bool:
    """Whether what the other's predicate tells is told with a verb that means little by itself: "made an offer", "offered"."""
    if not one.roots or not all(i.key in _SUPPORT for i in one.roots):
        return False
    verb = max(t.start for t in one.proposition.terms if t.role == "root")
    after = {t.lemma for t in one.proposition.terms if t.start > verb and t.pos == "NOUN"}
    nouns = tuple(
        i for i in one.items if i.role in ("object", "oblique") and i.key in after and not (i.is_inner or i.is_compound)
    )
    return any(best_match(r, nouns, kin)[1] for r in other.roots if not r.is_entity and r.key not in LIGHT)


def reality_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """What is planned, wished or supposed never stands for what is so, but "will return on Saturday" for "return on Saturday"; nor does
    "did not agree to go" for "agreed not to go"."""
    if a.is_actual != b.is_actual and not (a.is_to_come and b.is_to_come):
        return "one tells what is so, the other what might or should be"
    moods = {t.proposition.mood for t in (a, b) if t.proposition.negative and t.proposition.left_open is not None}
    return "one denies that it was settled, the other tells what was settled" if len(moods) > 1 else None


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


def means_little(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """A verb that means little by itself is the same as another only with the same object: "took the battle to", "captured"."""
    for one, other in ((a, b), (b, a)):
        roots = [i for i in one.roots if i.key in LIGHT]
        if not roots:
            continue
        objects = heads_of(one, "object")
        if overlap.shared >= MUCH and all(
            r.key not in _SUPPORT and any(r.key == x.key for x in other.roots) for r in roots
        ):
            continue
        by_pronoun = any(i.role == "object" and i.is_pronoun and i.key not in _NOTHING for i in other.items)
        if objects and not by_pronoun and not any(best_match(o, other.items, kin)[1] for o in objects):
            return "what is done differs"
    return None


def particles_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """One verb that means little by itself, said with another small word: "gave up", "gave"; "took over", "took off"."""
    light = {i.key for i in a.roots} & {i.key for i in b.roots} & LIGHT
    if not light or a.particles == b.particles or a.particles & b.particles:
        return None
    return "what is done differs by a small word"


def ways_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """One verb said with "in" and with "out": "checked into a clinic", "checked out of it"."""
    if a.ways & {(verb, not is_in) for verb, is_in in b.ways}:
        return "what is done differs by a small word"
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


def one_or_many(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """One tells of one, the other of many: "an Indian boat approached", "two boats approached". Not where much else is told alike, but for
    who does it and whom it is done to together: "one docker threw a bottle", "dockers threw bottles". Who denies it of any denies it of
    all."""
    if any(t.proposition.negative and _ANY.search(t.text) for t in (a, b)):
        return None
    differing = {i.role for i, j, _ in overlap.pairs if _is_one_of_many(i, j)}
    if len(differing | _of_heads(a, b)) > 1 or (differing and overlap.shared < MUCH):
        return "one tells of one, the other of many"
    return None


def _of_heads(a: Telling, b: Telling) -> set[str]:
    """ "subject" where all nouns for who does it are in the singular in one and in the plural in the other, and none is a name or a
    word for many ("police")."""
    mine, theirs = (heads_of(t, "subject") for t in (a, b))
    if (
        not mine
        or not theirs
        or any(
            i.is_entity or i.key in read_words("people_nouns.txt") - read_words("person_nouns.txt")
            for i in (*mine, *theirs)
        )
    ):
        return set()
    counts = [{i.is_plural for i in heads} for heads in (mine, theirs)]
    return {"subject"} if all(len(c) == 1 for c in counts) and counts[0] != counts[1] else set()


def _is_one_of_many(i: Item, j: Item) -> bool:
    same_noun = i.key == j.key and i.role == j.role and i.role in ("subject", "object")
    return same_noun and not i.is_entity and not (i.is_inner or j.is_inner) and i.is_plural != j.is_plural


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
    things_differ,
    means_little,
    particles_differ,
    states_differ,
    becoming_differs,
    only_act_shared,
    little_is_shared,
    only_like_words,
    pronouns_differ,
    sufferer_unknown,
    unnamed_differs,
    people_differ,
    others_differ,
    added_differs,
    one_or_many,
    owners_differ,
    slots_differ,
    places_differ,
    dates_differ,
    clocks_differ,
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

#: Those that a figure which both tell with one predicate answers: by whatever words who does it and whom it is done to are told.
OF_FIGURES: frozenset[Veto] = OF_LITTLE | {subject_missing, objects_differ, only_like_words, others_differ}

#: Those that an amount of the same, told by verbs that say no more, answers; and one matter of one sum.
OF_AMOUNTS: frozenset[Veto] = OF_FIGURES | {only_place_and_people, predicate_differs, means_little, states_differ}

#: Those that one loss answers: who "lost 20 million" is whom "the strike cost 20 million".
OF_LOSSES: frozenset[Veto] = OF_AMOUNTS | {roles_swapped, doers_differ}

#: Those that one toll answers, told by whatever verb: whom it befell is counted, and the day of a rise is not the day of the deed.
OF_TOLLS: frozenset[Veto] = OF_LOSSES | {becoming_differs, numbers_differ}

#: Those that no third account outweighs: two groups of tellings of which a pair is kept apart by one of these are never joined.
APART: tuple[Veto, ...] = (frequencies_differ, ordinals_differ, slots_differ)

#: Those that no likeness in meaning outweighs: whether it is so, when, where, how many, which of several, who does it.
AGAINST_MEANING: tuple[Veto, ...] = (
    reality_differs,
    possibility_differs,
    nearly_differs,
    polarity_differs,
    stages_differ,
    particles_differ,
    ways_differ,
    habits_differ,
    is_general,
    things_differ,
    doers_differ,
    named_as_not,
    others_differ,
    added_differs,
    figures_differ,
    numbers_differ,
    dates_differ,
    clocks_differ,
    durations_differ,
    told_before,
    told_as_past,
    places_differ,
    slots_differ,
    frequencies_differ,
    ordinals_differ,
)
