"""Disputes: aligned propositions of the same event that cannot both be so.

Only what tells of the same thing can be in dispute: the two must share nearly all their words, and the date, the place and the figures of
each must allow that the same event is meant. Inside one report a claim is in dispute where the report passes it on and denies it.
"""

import math
import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Literal

from onrecord.crossreport.circumstances import (
    dates_differ,
    figures_differ,
    frequencies_differ,
    numbers_differ,
    places_differ,
)
from onrecord.crossreport.claim_alignment import Pair
from onrecord.crossreport.claim_texts import has_loose_mark
from onrecord.crossreport.occasions import durations_differ, little_is_shared, named_as_not
from onrecord.crossreport.once import once_of
from onrecord.crossreport.overlap import Kin, Overlap, best_match, item_likeness
from onrecord.crossreport.parties import party_fields
from onrecord.crossreport.tellings import Item, Telling
from onrecord.crossreport.vetoes import (
    LIGHT,
    VETOES,
    Veto,
    do_meet,
    doers_differ,
    heads_of,
    is_turned,
    objects_differ,
    only_act_shared,
    opposite_predicates,
    people_differ,
    polarity_differs,
    predicate_differs,
    rejects,
    roles_swapped,
    slots_differ,
    subject_missing,
    subjects_differ,
)
from onrecord.crossreport.view import StoryView
from onrecord.model import Quantity

Kind = Literal["negation", "number", "date", "place", "actor", "attribution"]
_NOT_YET = re.compile(r"\b(?:has|have)(?:n.t| not| yet)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:not|n.t)\s+(?:immediately|fully|exactly|entirely|clearly|necessarily|only|just|even|always|seriously)\b"
    r"|\b(?:further|again|anymore|any more|any longer|no longer|else|no matter|out of|in which)\b"
    r"|\b(?:nobody|no one|no-one) ha(?:s|ve)\b",
    re.IGNORECASE,
)
_BARELY = re.compile(
    r"\b(?:barely|hardly|scarcely|rarely|seldom|almost|nearly|out of|without|lacks?|lacked|no[- ]one)\b", re.IGNORECASE
)
_ADDED = re.compile(r"\b(?:more(?! than)|another|additional|further|others?|extra|each|every|per)\b", re.IGNORECASE)
_NEARLY = 0.8
_NEARLY_BACK = 0.6
_TOLD_BACK = 0.5  # share of the longer one that must be told where all of the shorter one is
_LIKE_IN_ALL = 0.7
_OF_PLANS = frozenset(
    {"number", "date", "place", "actor"}
)  # what two announcements of one thing can be in dispute about
_WILL = re.compile(r"\b(?:will|'ll|is to|are to|is due to|are due to)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|unless|would|could|may|might|should|likely|expected)\b", re.IGNORECASE)
#: Words beside a date that the date tells.
_DAY_PARTS = frozenset(
    "morning afternoon evening night noon midday midnight dawn dusk daybreak early late hour weekend overnight".split()
)
_TOLD_OF_REJECTED = 0.4  # share of a rejection, which names who rejects what, that the rejected account must tell
_ROUGHLY = 0.2  # how far beyond its bounds a rough figure may lie
_AGE = re.compile(r"\b([A-Z][\w'’-]+), (?:aged )?(\d{1,2}),")
_ONLY_ONE = re.compile(r"\bthe (?:only|sole|winning|decisive|opening|deciding)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:shot|struck|hit|\w{2,}ed) first\b", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|both|his|her|its|their)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_REST = 0.9  # share of all words but those in dispute that both must tell
_TOLLS = frozenset({"killed", "injured", "missing", "displaced", "arrested"})


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
    elif not (_is_flat(a) and _is_flat(b)):
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


def _is_flat(telling: Telling) -> bool:
    """Whether a telling says flatly that something is so or is not so, in words that stand by themselves."""
    return telling.proposition.mood in ("asserted", "negated") and not has_loose_mark(telling.text)


def _is_announced(telling: Telling) -> bool:
    """Whether a telling says flatly what will be, on no condition: "will close five factories"."""
    is_plan = telling.proposition.mood == "hypothetical" and _WILL.search(telling.text) is not None
    return is_plan and not _IF.search(telling.text) and not has_loose_mark(telling.text)


Scene = tuple[StoryView, Kin]


def is_turned_round(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One denies what the other tells. "Have not been released" may have changed by the next report; a lost apostrophe denies nothing."""
    lost_apostrophe = a.text != b.text and _letters(a.text) == _letters(b.text)
    if lost_apostrophe or _is_not_yet(a) != _is_not_yet(b) or _is_one_voice(a, b):
        return False
    if not (_is_near(overlap) or _is_told_of_denied(a, b, overlap)) or not _is_of_one_thing(a, b, scene[1]):
        return False
    if any(_tells_further(t, other, scene[1]) for t, other in ((a, b), (b, a)) if t.proposition.negative):
        return False  # "never tested it on children" does not deny that it was tested
    if any(r.key in LIGHT for t in (a, b) for r in t.roots) and overlap.low < _REST:
        return False  # "made an offer", "made the offer public"
    if any(_denies_part(t) for t in (a, b) if t.proposition.negative) or any(_BARELY.search(t.text) for t in (a, b)):
        return False
    if not (a.roots or b.roots) and bool(a.dates) != bool(b.dates):
        return False  # "was not in danger", "was in danger on Sunday": a state may have changed
    return is_turned(a) != is_turned(b) or opposite_predicates(a, b)


def _tells_further(telling: Telling, other: Telling, kin: Kin) -> bool:
    """Whether a telling says of what, where, to or with whom something the other does not tell of at all."""
    heads = [
        i
        for i in telling.items
        if i.role in ("object", "oblique") and not (i.is_inner or i.is_pronoun or i.is_description)
    ]
    return any(i.key not in other.topics and not best_match(i, other.items, kin)[1] for i in heads)


def _is_told_of_denied(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether one tells all that the other denies, down to what it was done to: a denial need not repeat what else was told."""
    if a.proposition.negative == b.proposition.negative:
        return False
    told = overlap.forth if a.proposition.negative else overlap.back
    of_something = any(
        "subject" not in (i.role, j.role) and not (i.role == j.role == "root") for i, j, _ in overlap.pairs
    )
    return told >= _REST and overlap.low >= _TOLD_BACK and of_something


def is_opposed(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """The same of the same, but for predicates that cannot both be true, at one time: "allowed the march", "banned the march"."""
    if _is_one_voice(a, b) or not opposite_predicates(a, b) or a.proposition.negative or b.proposition.negative:
        return False
    dated = bool(a.dates) and bool(b.dates)
    if not dated and (a.published is None or a.published != b.published):
        return False  # what was so may be so no longer
    if any(_BARELY.search(t.text) for t in (a, b)) or not _is_of_one_thing_done(a, b, scene):
        return False  # "hired workers", "dismissed workers"
    roots = [{i.key for i in t.roots} for t in (a, b)]
    return all(_told_besides(x, y, own, scene[1]) >= _REST for x, y, own in ((a, b, roots[0]), (b, a, roots[1])))


def is_rejected(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One tells in a noun or clause what the other rejects: "accused him of forging", "rejected the accusation of forging"."""
    if not (_is_near(overlap) or (overlap.high >= _REST and overlap.low >= _TOLD_OF_REJECTED)) or _is_one_voice(a, b):
        return False
    return rejects(a) != rejects(b) or bool(opposite_predicates(a, b) and do_meet_anywhere(a, b, scene[1]))


def do_meet_anywhere(a: Telling, b: Telling, kin: Kin) -> bool:
    """Whether all that is named in one is named in the other."""
    names = [[i for i in t.items if i.is_entity] for t in (a, b)]
    return all(any(item_likeness(i, j, kin) for j in names[1 - n]) for n in (0, 1) for i in names[n])


def _denies_part(telling: Telling) -> bool:
    """Whether a denial leaves open that it was so in part or before: "was not immediately known", "did not spread further"."""
    return _PART.search(telling.text) is not None


def _is_near(overlap: Overlap) -> bool:
    return overlap.high >= _NEARLY and overlap.low >= _NEARLY_BACK


def _is_of_one_thing(a: Telling, b: Telling, kin: Kin) -> bool:
    """Whether who does it, and whom it is done to, are called alike where both are told of: "the dam", "the power station at the dam"."""
    for role in ("subject", "object"):
        mine, theirs = _told_of(a, role), _told_of(b, role)
        if mine and theirs and not do_meet(mine, theirs, kin):
            return False
        pronouns = [{i.key for i in t.items if i.role == role and i.is_pronoun} for t in (a, b)]
        if (
            any(pronouns)
            and not (mine and theirs)
            and not pronouns[0] & pronouns[1]
            and (mine or theirs or all(pronouns))
        ):
            return False  # nobody knows whom the pronoun means
    return True


def _told_of(telling: Telling, role: str) -> list[Item]:
    """The words that stand for a subject or object; where no noun does, any other: a tagger may take "the safe" for an adjective."""
    others = [i for i in telling.items if i.role == role and not i.is_inner and not i.is_pronoun]
    return heads_of(telling, role) or others


def _is_one_voice(a: Telling, b: Telling) -> bool:
    """Whether both are told by one voice in one report, which does not deny what it tells.

    A clause that borrows its subject ("he caught 59 passes, even while catching none …") speaks of one occasion; unless it is said who
    claims the opposite, it denies nothing of its own report.
    """
    one, other = a.proposition, b.proposition
    if a.report != b.report or one.claimed_by != other.claimed_by:
        return False
    return one.quotation == other.quotation or len(one.spans) > 1 or len(other.spans) > 1


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _is_not_yet(telling: Telling) -> bool:
    return telling.proposition.negative and _NOT_YET.search(telling.text) is not None


def is_miscounted(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """Figures that cannot both be. A toll rises from day to day: it is in dispute only between reports of one day. What is told of another
    area or another year is another figure.

    Measures are compared in one unit only: feet and metres, one may be the other.
    """
    counted = all(q.kind in ("count", "percent", "money", "measure") for t in (a, b) for q in t.figures)
    if any(_ADDED.search(t.text) or len(t.proposition.spans) > 1 for t in (a, b)):
        return False
    if not counted or len(a.figures) != 1 or len(b.figures) != 1 or not _cannot_both_be(a.figures[0], b.figures[0]):
        return False
    if (
        not (_is_near(overlap) or _is_toll_of_same(a, b, overlap))
        or not _is_of_one_thing(a, b, scene[1])
        or not _is_of_one_area(a, b)
    ):
        return False
    if a.figures[0].kind != "count" and any(_tells_further(x, y, scene[1]) for x, y in ((a, b), (b, a))):
        return False  # a share of another area
    if any(q.item_class in _TOLLS for t in (a, b) for q in t.figures):
        days = {scene[0].of(t.report).report.published for t in (a, b)}
        return len(days) == 1 and None not in days
    return bool(a.dates) == bool(b.dates) or a.figures[0].kind == "count"


def _cannot_both_be(x: Quantity, y: Quantity) -> bool:
    """Whether no number is in both, however roughly each is given: "about 2,000" and "more than 10,000", not "almost 40" and "42"."""
    if x.unit != y.unit:
        return False
    bounds = []
    for q in (x, y):
        if q.comparator == "=" and q.value is not None:
            bounds.append((q.value, q.value))
        else:
            open_ = q.low is None and q.high is None
            low, high = (q.value, q.value) if open_ else (q.low, q.high)
            low, high = (-math.inf if low is None else low), (math.inf if high is None else high)
            bounds.append((low - _ROUGHLY * abs(low), high + _ROUGHLY * abs(high)))
    return bounds[0][1] < bounds[1][0] or bounds[1][1] < bounds[0][0]


def _is_toll_of_same(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether one tells all that the other counts, a toll of the same people: "six firefighters were injured"."""
    same = a.figures[0].item_class in _TOLLS and a.figures[0].item_class == b.figures[0].item_class
    people = any(i.key == j.key and i.role == j.role and i.role in ("subject", "object") for i, j, _ in overlap.pairs)
    return same and people and overlap.high >= _REST and overlap.low >= _TOLD_OF_REJECTED


def is_of_other_length(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One exact length of time each, of what is told alike in every other word: "sentenced to three years", "sentenced to five years"."""
    return len(a.durations) == len(b.durations) == 1 and overlap.low >= _REST and bool(heads_of(a, "object"))


def is_of_other_age(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One person with two ages on one day: "Hanna Brandt, 34, was killed", "Hanna Brandt, 51, was killed"."""
    mine, theirs = (set(_AGE.findall(t.text)) for t in (a, b))
    if len(mine) != 1 or len(theirs) != 1 or a.published != b.published or overlap.low < _LIKE_IN_ALL:
        return False
    return mine != theirs and {name for name, _ in mine} == {name for name, _ in theirs}


def _is_of_one_area(a: Telling, b: Telling) -> bool:
    mine, theirs = ({p.entity for p in t.places} for t in (a, b))
    of_one_toll = all(q.item_class in _TOLLS for t in (a, b) for q in t.figures)
    return mine == theirs or (of_one_toll and not (mine and theirs))


def is_misdated(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One date each of what happens once, and all words but the date the same: else they tell of two happenings. To a name it happens
    once even where one tells more of it."""
    shared = {(lemma, how) for lemma, how in once_of(a) & once_of(b) if how != "daily"}
    if not len(a.dates) == len(b.dates) == 1 or not shared:
        return False
    forth, back = sorted((_told_besides(a, b, _DAY_PARTS, scene[1]), _told_besides(b, a, _DAY_PARTS, scene[1])))
    roles = {i.role for i, j, _ in overlap.pairs if i.is_entity and i.role == j.role and not i.is_inner}
    if forth >= _REST or ("object" in roles and back >= _REST and forth >= _NEARLY_BACK):
        return True
    ever = any(how == "ever" for _, how in shared)
    patient = "object" if heads_of(a, "object") or heads_of(b, "object") else "subject"
    return ever and patient in roles and back >= _REST


def is_misplaced(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """What happens once, to the same, in two places."""
    places = [{f"@{p.entity}" for p in t.places} for t in (a, b)]
    if not _is_one_happening(a, b, scene):
        return False
    return all(_told_besides(x, y, mine, scene[1]) >= _REST for x, y, mine in ((a, b, places[0]), (b, a, places[1])))


def is_elsewhere(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """What happens once, to the same, in two places of which one may not be known as a place: "off the coast of Ghana", "… of Togo"."""
    apart = [{i.key for i in t.items if i.slot and i.is_entity} for t in (a, b)]
    if not _is_one_happening(a, b, scene) or not (a.places or b.places):
        return False
    return all(_told_besides(x, y, mine, scene[1]) >= _REST for x, y, mine in ((a, b, apart[0]), (b, a, apart[1])))


def is_of_other_frequency(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """The same done so often, and so often: "struck twice", "struck five times"."""
    counted = {"time", "twice", "thrice"}
    both = ((a, b), (b, a))
    return _is_of_one_thing(a, b, scene[1]) and all(_told_besides(x, y, counted, scene[1]) >= _REST for x, y in both)


def is_other_doer(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """What can be done only once, to the same, by two doers of whom one cannot be the other."""
    view, kin = scene
    mine, theirs = heads_of(a, "subject"), heads_of(b, "subject")
    if len(a.proposition.spans) > 1 or len(b.proposition.spans) > 1:
        return False  # who does it stands elsewhere in the sentence: grammar may have found the wrong one
    first = all(_FIRST.search(t.text) for t in (a, b))  # who did it first, whatever to
    if not mine or not theirs or not (first or (heads_of(a, "object") and _is_one_happening(a, b, scene))):
        return False
    if any(i.is_entity for i in mine) and any(i.is_entity for i in theirs):
        mine, theirs = ([i for i in found if i.is_entity] for found in (mine, theirs))
    if do_meet(mine, theirs, kin) or not all(_exclude(x, y, view) for x in mine for y in theirs):
        return False
    own = [{i.key for i in t.items if i.role == "subject"} for t in (a, b)]
    return all(_told_besides(x, y, doer, kin) >= _REST for x, y, doer in ((a, b, own[0]), (b, a, own[1])))


def is_told_of_another(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One says outright that it was not whom the other names."""
    return overlap.high >= _NEARLY and not _is_one_voice(a, b)


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
    role = "object" if heads_of(a, "object") or heads_of(b, "object") else "subject"
    mine, theirs = ([i for i in heads_of(t, role) if all(i.key[1:] != p.entity for p in t.places)] for t in (a, b))
    if not mine or not theirs or not do_meet(mine, theirs, kin):
        return False
    return all(any(i.is_entity for i in found) or _is_definite(t, role, view) for t, found in ((a, mine), (b, theirs)))


def _is_definite(telling: Telling, role: str, view: StoryView) -> bool:
    start = next((t.start for t in telling.proposition.terms if t.role == role), None)
    return start is not None and _DEFINITE.search(view.of(telling.report).report.text[:start][-24:]) is not None


def _told_besides(a: Telling, b: Telling, left_out: Set[str], kin: Kin) -> float:
    """Share of a telling's weight, apart from some items, that the other tells."""
    rest = [i for i in a.items if i.key not in left_out and not i.is_description]
    whole = sum(i.weight for i in rest)
    return sum(i.weight * best_match(i, b.items, kin)[1] for i in rest) / whole if whole else 0.0


def is_exchanged(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """Who acts and who is acted upon are exchanged, in what cannot be done by both; nothing else differs."""
    exchanged = bool(a.subjects & b.objects) and bool(b.subjects & a.objects)
    return overlap.low >= _REST and exchanged and bool(once_of(a) & once_of(b))


_Rule = Callable[[Telling, Telling, Overlap, Scene], bool]
_DOERS: tuple[Veto, ...] = (subjects_differ, subject_missing, people_differ, doers_differ)
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
    ("number", (figures_differ,), (), is_miscounted),
    ("number", (durations_differ,), (), is_of_other_length),
    ("number", (numbers_differ,), (), is_of_other_age),
    ("number", (frequencies_differ,), (), is_of_other_frequency),
    ("date", (dates_differ,), (only_act_shared, little_is_shared), is_misdated),
    ("place", (places_differ,), (slots_differ, only_act_shared, little_is_shared), is_misplaced),
    ("place", (slots_differ,), (places_differ, only_act_shared, little_is_shared), is_elsewhere),
    ("actor", (roles_swapped, subjects_differ), (doers_differ, places_differ), is_exchanged),
    ("actor", _DOERS, (objects_differ,), is_other_doer),
    ("actor", (named_as_not,), _DOERS, is_told_of_another),
)
