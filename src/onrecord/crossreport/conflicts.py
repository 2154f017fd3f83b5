"""Disputes: aligned propositions of the same event that cannot both be so.

Only what tells of the same thing can be in dispute: the two must share nearly all their words, and the date, the place and the figures of
each must allow that the same event is meant. Inside one report a claim is in dispute where the report passes it on and denies it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from onrecord.crossreport.circumstances import (
    dates_differ,
    figures_differ,
    frequencies_differ,
    name_one_weekday,
    places_differ,
)
from onrecord.crossreport.claim_alignment import Pair
from onrecord.crossreport.claim_texts import has_loose_mark
from onrecord.crossreport.items import LIGHT, Item
from onrecord.crossreport.number_conflicts import (
    is_miscounted,
    is_of_other_frequency,
    is_of_other_length,
)
from onrecord.crossreport.occasions import durations_differ, little_is_shared, named_as_not, only_like_words
from onrecord.crossreport.once import once_of
from onrecord.crossreport.outright_denials import (
    BARELY,
    denies_part,
    is_denied_outright,
    is_one_voice,
    is_part_denied,
    is_sum_denied,
)
from onrecord.crossreport.overlap import Kin, Overlap, item_likeness
from onrecord.crossreport.participants import (
    do_meet,
    doers_differ,
    heads_of,
    objects_differ,
    owners_differ,
    people_differ,
    roles_swapped,
    slots_differ,
    subject_missing,
    subjects_differ,
)
from onrecord.crossreport.parties import party_fields
from onrecord.crossreport.same_matter import (
    ALL,
    NEARLY,
    NEARLY_BACK,
    REST,
    TOLD_OF_REJECTED,
    Scene,
    is_near,
    is_of_one_thing,
    places_in_a_row,
    tells_further,
    told_besides,
)
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.vetoes import (
    OF_AMOUNTS,
    VETOES,
    Veto,
    is_turned,
    means_little,
    only_act_shared,
    opposite_predicates,
    polarity_differs,
    predicate_differs,
    rejects,
)
from onrecord.crossreport.view import StoryView

Kind = Literal["negation", "number", "date", "place", "actor", "attribution"]
_NOT_YET = re.compile(r"\b(?:has|have)(?:n.t| not| yet)\b|^no (?:[\w-]+ ){1,3}?(?:has|have)\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have)\b", re.IGNORECASE)
_EARLIER = re.compile(r"\bhad\b")
_ONE_WORD = 0.75  # likeness from which two words tell one thing
_TOLD_BACK = 0.5  # share of the longer one that must be told where all of the shorter one is
_TOLD_BACK_OF_OBJECT = 0.4  # the same, where the denial names only whom it befell: "the helicopter was not shot down"
#: What two announcements of one thing can be in dispute about.
_OF_PLANS = frozenset({"number", "date", "place", "actor"})
_WILL = re.compile(r"\b(?:will|['’]ll|is to|are to|is due to|are due to)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|unless|would|could|may|might|should|likely|expected)\b", re.IGNORECASE)
#: Words beside a date that the date tells.
_DAY_PARTS = frozenset(
    "morning afternoon evening night noon midday midnight dawn dusk daybreak early late hour weekend overnight".split()
)
_ONLY_ONE = re.compile(r"\bthe (?:only|sole|winning|decisive|opening|deciding)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:shot|struck|hit|\w{2,}ed) first\b", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|both|his|her|its|their)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Dispute:
    """Two tellings that cannot both be so, or one that says that the other is wrong."""

    a: Telling
    b: Telling
    kind: Kind
    reason: str


def find_dispute(pair: Pair, view: StoryView, kin: Kin) -> Dispute | None:
    """Whether two tellings contradict each other; None where they do not, or where it cannot be told."""
    a, b, overlap = pair
    left = list(RULES)
    if _is_announced(a) and _is_announced(b):
        left = [r for r in RULES if r[0] in _OF_PLANS]
    elif not (is_flat(a) and is_flat(b)) or _are_two_pleas(a, b):
        return None
    fired: list[Veto] = []
    for veto in VETOES:
        if veto(a, b, overlap, kin) is not None:
            fired.append(veto)
            left = [r for r in left if veto in r[1] or veto in r[2]]
            if not left:
                return None  # what most pairs come to, after a veto or two
    for kind, needed, _, rule in left:
        told = next((v for v in fired if v in needed), None)
        if told is not None and rule(a, b, overlap, (view, kin)):
            # what denies it may stand before both, outside their words
            words = f"“{a.text}”" if a.text == b.text else f"“{a.text}” and “{b.text}”"
            return Dispute(a, b, kind, f"{told(a, b, overlap, kin)}: {words}")
    return None


def is_flat(telling: Telling) -> bool:
    """Whether a telling says flatly that something is so or is not so, in words that stand by themselves."""
    is_told = telling.proposition.mood in ("asserted", "negated") and not telling.proposition.taken_for_granted
    return is_told and not has_loose_mark(telling.text)


def _are_two_pleas(a: Telling, b: Telling) -> bool:
    """ "Had pleaded not guilty", "pleaded guilty": who pleads may plead otherwise later."""
    pleads = all(any(x.lemma == "plead" for x in t.proposition.terms) for t in (a, b))
    return pleads and len({bool(_EARLIER.search(t.text)) for t in (a, b)}) > 1


def _is_announced(telling: Telling) -> bool:
    """Whether a telling says flatly what will be, on no condition: "will close five factories"."""
    is_plan = telling.proposition.mood == "hypothetical" and _WILL.search(telling.text) is not None
    return is_plan and not _IF.search(telling.text) and not has_loose_mark(telling.text)


def is_turned_round(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One denies what the other tells. "Have not been released" may have changed by the next report; a lost apostrophe denies nothing."""
    if has_lost_apostrophe(a, b) or _may_have_come(a, b) or _may_have_come(b, a) or is_one_voice(a, b):
        return False
    if not (is_near(overlap) or _is_told_of_denied(a, b, overlap)) or not is_of_one_thing(a, b, scene[1]):
        return False
    if places_in_a_row(a) != places_in_a_row(b):
        return False  # "the lorry", "the second lorry"
    if any(tells_further(t, other, scene[1]) for t, other in ((a, b), (b, a)) if t.proposition.negative):
        return False  # "never tested it on children" does not deny that it was tested
    if any(r.key in LIGHT for t in (a, b) for r in t.roots) and overlap.low < REST:
        return False  # "made an offer", "made the offer public"
    if any(denies_part(t) for t in (a, b) if t.proposition.negative) or any(BARELY.search(t.text) for t in (a, b)):
        return False
    if not (a.roots or b.roots) and bool(a.dates) != bool(b.dates):
        return False  # "was not in danger", "was in danger on Sunday": a state may have changed
    return is_turned(a) != is_turned(b) or opposite_predicates(a, b)


def _is_told_of_denied(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether one tells all that the other denies, down to what it was done to: a denial need not repeat what else was told."""
    if a.proposition.negative == b.proposition.negative:
        return False
    told = overlap.forth if a.proposition.negative else overlap.back
    of_something = any(
        "subject" not in (i.role, j.role) and not (i.role == j.role == "root") and i.is_compound == j.is_compound
        for i, j, _ in overlap.pairs
    )  # "talked in this border town" is not of the border
    denial = a if a.proposition.negative else b
    of_object = {i.role for i, j, v in overlap.pairs if i.role == j.role and v >= _ONE_WORD} >= {"root", "object"}
    is_agentless = of_object and not (_PERFECT.search(denial.text) or heads_of(denial, "subject"))
    enough = _TOLD_BACK_OF_OBJECT if is_agentless else _TOLD_BACK
    return told >= REST and overlap.low >= enough and of_something


def is_opposed(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """The same of the same, but for predicates that cannot both be true, at one time: "allowed the march", "banned the march"."""
    if is_one_voice(a, b) or not opposite_predicates(a, b) or a.proposition.negative or b.proposition.negative:
        return False
    dated = bool(a.dates) and bool(b.dates)
    if not dated and a.published != b.published:
        return False  # what was so may be so no longer
    if any(BARELY.search(t.text) for t in (a, b)) or not _is_of_one_thing_done(a, b, scene):
        return False  # "hired workers", "dismissed workers"
    roots = [{i.key for i in t.roots} for t in (a, b)]
    enough = REST if dated or a.published is not None else ALL  # with no day known, only what is alike in all else
    return all(told_besides(x, y, own, scene[1]) >= enough for x, y, own in ((a, b, roots[0]), (b, a, roots[1])))


def is_rejected(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One tells in a noun or clause what the other rejects: "accused him of forging", "rejected the accusation of forging"."""
    if not (is_near(overlap) or (overlap.high >= REST and overlap.low >= TOLD_OF_REJECTED)) or is_one_voice(a, b):
        return False
    return rejects(a) != rejects(b) or bool(opposite_predicates(a, b) and do_meet_anywhere(a, b, scene[1]))


def do_meet_anywhere(a: Telling, b: Telling, kin: Kin) -> bool:
    """Whether all that is named in one is named in the other."""
    names = [[i for i in t.items if i.is_entity] for t in (a, b)]
    return all(any(item_likeness(i, j, kin) for j in names[1 - n]) for n in (0, 1) for i in names[n])


def has_lost_apostrophe(a: Telling, b: Telling) -> bool:
    """ "I cant", "I can't": the same letters deny nothing."""
    return a.text != b.text and _letters(a.text) == _letters(b.text)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _may_have_come(denial: Telling, other: Telling) -> bool:
    """Whether one tells that something has not been done, which may have come by the time of the other: not where the other dates it before
    the day on which the first appeared."""
    if (
        not denial.proposition.negative
        or not _NOT_YET.search(denial.text)
        or (_NOT_YET.search(other.text) and other.proposition.negative)
    ):
        return False
    return denial.published is None or not other.dates or max(d[1] for d in other.dates) > denial.published[0]


def is_misdated(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One date each of what happens once, and all words but the date the same: else they tell of two happenings. To a name it happens
    once even where one tells more of it."""
    shared = {(lemma, how) for lemma, how in once_of(a) & once_of(b) if how != "daily"}
    one_each = len(a.dates) == len(b.dates) == 1 or len(a.calendar_days) == len(b.calendar_days) == 1
    if not one_each or not shared or name_one_weekday(a, b):
        return False
    told = sorted(told_besides(x, y, _DAY_PARTS | _agent(x, y), scene[1]) for x, y in ((a, b), (b, a)))
    roles = {i.role for i, j, _ in overlap.pairs if i.is_entity and i.role == j.role and not i.is_inner}
    if told[0] >= REST or ("object" in roles and told[1] >= REST and told[0] >= NEARLY_BACK):
        return True
    ever = any(how == "ever" for _, how in shared)
    return ever and _patient(a, b) in roles and told[1] >= NEARLY_BACK


def _agent(telling: Telling, other: Telling) -> frozenset[str]:
    """Who does it, where the other leaves that open: "rescuers found the wreck", "the wreck was found"."""
    named = any(i.role == "subject" for i in other.items)
    return frozenset() if named else frozenset(i.key for i in telling.items if i.role == "subject")


def _patient(a: Telling, b: Telling) -> str:
    """The role of whom it happens to."""
    return "object" if heads_of(a, "object") or heads_of(b, "object") else "subject"


def is_misplaced(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """What happens once, to the same, in two places."""
    apart = tuple(frozenset(i.key for i in t.items if i.slot and i.key[1:] in _spots(t)) for t in (a, b))
    return all(apart) and _is_elsewhere(a, b, overlap, scene, apart)


def _spots(telling: Telling) -> frozenset[str]:
    return frozenset(p.entity for p in telling.places)


def is_elsewhere(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """What happens once, to the same, in two places of which one may not be known as a place: "off the coast of Ghana", "… of Togo"."""
    apart = tuple(frozenset(i.key for i in t.items if i.slot and i.is_entity) for t in (a, b))
    return bool(a.places or b.places) and _is_elsewhere(a, b, overlap, scene, apart)


def _is_elsewhere(a: Telling, b: Telling, overlap: Overlap, scene: Scene, apart: tuple[frozenset[str], ...]) -> bool:
    """Whether all is told alike but for some places; to a name, less need be."""
    if not _is_one_happening(a, b, scene):
        return False
    patient = _patient(a, b)
    named = any(i.is_entity and i.role == j.role == patient and not i.is_inner for i, j, _ in overlap.pairs)
    told = sorted(
        told_besides(x, y, mine | _agent(x, y), scene[1]) for x, y, mine in ((a, b, apart[0]), (b, a, apart[1]))
    )
    return told[0] >= (NEARLY if named else REST)


def is_other_doer(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """What can be done only once, to the same, by two doers of whom one cannot be the other."""
    view, kin = scene
    mine, theirs = heads_of(a, "subject"), heads_of(b, "subject")
    if len(a.proposition.spans) > 1 or len(b.proposition.spans) > 1 or _letters(a.text) == _letters(b.text):
        return False  # who does it stands elsewhere in the sentence, or the same words were read as two people: grammar may be wrong
    first = all(_FIRST.search(t.text) for t in (a, b))  # who did it first, whatever to
    if not mine or not theirs or not (first or (heads_of(a, "object") and _is_one_happening(a, b, scene))):
        return False
    if owners_differ(a, b, overlap, kin):  # "a drone of the army", "a drone of the militia"
        mine, theirs = ([i for i in t.items if i.role == "subject" and i.is_entity] for t in (a, b))
    elif any(i.is_entity for i in mine) and any(i.is_entity for i in theirs):
        mine, theirs = ([i for i in found if i.is_entity] for found in (mine, theirs))
    if do_meet(mine, theirs, kin) or not all(_exclude(x, y, view) for x in mine for y in theirs):
        return False
    own = [{i.key for i in t.items if i.role == "subject"} for t in (a, b)]
    return all(told_besides(x, y, doer, kin) >= REST for x, y, doer in ((a, b, own[0]), (b, a, own[1])))


def is_told_of_another(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One says outright that it was not whom the other names."""
    return overlap.high >= NEARLY and not is_one_voice(a, b)


def _exclude(x: Item, y: Item, view: StoryView) -> bool:
    """Whether one doer cannot be the other: two named ones of one kind, or two of whom reports speak as parties against each other."""
    if x.is_entity and y.is_entity:
        kinds = {view.entity(i.key[1:]).kind for i in (x, y)}
        return len(kinds) == 1 or kinds <= {"organisation", "group", "place"}
    if x.is_entity or y.is_entity:
        return False
    fields = (party_fields().get(x.key), party_fields().get(y.key))
    return None not in fields and fields[0] != fields[1]


def _is_one_happening(a: Telling, b: Telling, scene: Scene) -> bool:
    """Whether both tell of what happens once to a certain thing: ever, or on the same day."""
    shared = once_of(a) & once_of(b)
    if all(_ONLY_ONE.search(t.text) for t in (a, b)):
        shared |= {("", "day")}
    if not shared or not _is_of_one_thing_done(a, b, scene):
        return False
    often = {how for _, how in shared}
    if "ever" in often:
        return True
    return bool(a.dates) == bool(b.dates) and (bool(a.dates) or "day" in often)


def _is_of_one_thing_done(a: Telling, b: Telling, scene: Scene) -> bool:
    """Whether what it happens to is the same, and a certain thing in both: a name, or a noun after "the"."""
    view, kin = scene
    role = _patient(a, b)
    mine, theirs = ([i for i in heads_of(t, role) if all(i.key[1:] != p.entity for p in t.places)] for t in (a, b))
    if not mine or not theirs or not do_meet(mine, theirs, kin):
        return False
    return all(any(i.is_entity for i in found) or _is_definite(t, role, view) for t, found in ((a, mine), (b, theirs)))


def _is_definite(telling: Telling, role: str, view: StoryView) -> bool:
    start = next((t.start for t in telling.proposition.terms if t.role == role), None)
    return start is not None and _DEFINITE.search(view.of(telling.report).report.text[:start][-24:]) is not None


def is_exchanged(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """Who acts and who is acted upon are exchanged, in what cannot be done by both; nothing else differs."""
    exchanged = bool(a.subjects & b.objects) and bool(b.subjects & a.objects)
    return overlap.low >= REST and exchanged and bool(once_of(a) & once_of(b))


_Rule = Callable[[Telling, Telling, Overlap, Scene], bool]
_DOERS: tuple[Veto, ...] = (subjects_differ, subject_missing, people_differ, doers_differ, owners_differ)
#: What may differ where one denies all of what the other tells.
_DENIED_APART: tuple[Veto, ...] = (
    subject_missing,
    objects_differ,
    only_act_shared,
    little_is_shared,
    only_like_words,
    means_little,
)
#: Kinds of dispute in the order in which they are asked: a veto against sameness that must have fired, others that may have, the rule.
RULES: tuple[tuple[Kind, tuple[Veto, ...], tuple[Veto, ...], _Rule], ...] = (
    ("negation", (polarity_differs,), (), is_turned_round),
    (
        "negation",
        (polarity_differs,),
        (predicate_differs, roles_swapped, doers_differ, only_act_shared, little_is_shared),
        is_rejected,
    ),
    ("negation", (polarity_differs,), (predicate_differs, only_act_shared, little_is_shared), is_opposed),
    (
        "negation",
        (polarity_differs,),
        (*_DENIED_APART, owners_differ),
        is_denied_outright,
    ),
    (
        "negation",
        (predicate_differs, polarity_differs),
        (*_DENIED_APART, doers_differ),
        is_part_denied,
    ),
    ("negation", (polarity_differs,), tuple(sorted(OF_AMOUNTS, key=lambda v: v.__name__)), is_sum_denied),
    ("number", (figures_differ,), (), is_miscounted),
    ("number", (durations_differ,), (), is_of_other_length),
    ("number", (frequencies_differ,), (), is_of_other_frequency),
    ("date", (dates_differ,), (only_act_shared, little_is_shared), is_misdated),
    ("place", (places_differ,), (slots_differ, only_act_shared, little_is_shared), is_misplaced),
    ("place", (slots_differ,), (places_differ, only_act_shared, little_is_shared), is_elsewhere),
    ("actor", (roles_swapped, subjects_differ), (doers_differ, owners_differ, places_differ), is_exchanged),
    ("actor", _DOERS, (objects_differ,), is_other_doer),
    ("actor", (named_as_not,), _DOERS, is_told_of_another),
)
