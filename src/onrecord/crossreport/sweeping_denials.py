"""Denials that there was any such thing, set against those who tell of one: "nobody was hurt", "there was no guard in the museum", "the
inspection never took place", "gas was not discussed", "nothing pointed to sabotage".

What such a denial names must be told by the other, and the two may not be of two occasions; where it names no more than one noun ("there
were no apologies"), all who tell of such a thing in the story must tell it of the same person or body.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from onrecord.crossreport.circumstances import dates_differ
from onrecord.crossreport.conflicts import Dispute, is_flat
from onrecord.crossreport.items import LIGHT, Item, person_nouns
from onrecord.crossreport.one_event import holds_for_a_moment, is_of_the_past, on_one_occasion
from onrecord.crossreport.outright_denials import denies_part
from onrecord.crossreport.overlap import NOTHING_SHARED, Kin, best_match, item_likeness
from onrecord.crossreport.pointing_back import is_one_mouth, is_pointer
from onrecord.crossreport.same_matter import Scene
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.language.word_relations import keys_of
from onrecord.resources import read_table

_ALIKE = 0.75  # likeness from which a word of the denial counts as told
_NOBODY = re.compile(r"(?:nobody|no[- ]one|none)\b", re.IGNORECASE)
_THERE_WAS_NO = re.compile(
    r"there (?:was|were|had been|has been|have been|is|are)(?:n['’]t| not| never)?\b", re.IGNORECASE
)
_ANOTHER_TIME = re.compile(
    r"\b(?:in|at|on|during|for) (?:that|the) (?:first|second|other|next|last|previous)\b|\b(?:not|n.t) (?:enough|sufficient)\b",
    re.IGNORECASE,
)
_OF_THAT = re.compile(r"\b(?:never|such|(?:that|this) \w+ (?:never|did not|didn.t|was not|wasn.t))\b", re.IGNORECASE)
_NEVER_WAS = frozenset("happen occur exist hold make give conduct stage".split())
_TALKED_OF = frozenset("discuss raise mention address touch".split())
#: What is said of talks in which a matter came up.
_TALKS = frozenset(
    "agree discuss raise mention demand ask request promise offer accept propose decide settle talk pledge undertake press urge".split()
)
_MATTERS = frozenset("question matter issue topic subject idea point".split())
_SHOTS = frozenset("shot bullet round ammunition weapon gun gunfire firearm rifle pistol fire".split())
_SHOOTING = frozenset("fire shoot discharge".split())
_EITHER = frozenset("side party delegation anyone anybody nobody one".split())  # "was not raised by either side"
_SIGN_NOUNS = frozenset("sign evidence indication trace proof hint clue".split())
_SIGN_VERBS = frozenset("point indicate suggest hint".split())
_DAYS = 14  # between two reports, within which they are of one occasion
_ARGUMENTS = ("subject", "object", "oblique")


class _Told:
    """What a story tells to be so, looked up by what it tells of."""

    def __init__(self, tellings: Sequence[Telling], kin: Kin) -> None:
        self.kin = kin
        told = [t for t in tellings if is_flat(t) and not t.proposition.negative]
        self.counting = [t for t in told if any(f.item_class for f in t.figures)]
        self.of_signs = [t for t in told if _signs_of(t)]
        self.of_shots = [t for t in told if _tells_of_shots(t)]
        self.of_talks = [t for t in told if any(i.key in _TALKS for i in t.roots)]
        self._posted: dict[str, list[Telling]] = defaultdict(list)
        for telling in told:
            for key in sorted({k for i in telling.items if _is_told_as(i) for k in keys_of(i.key)}):
                self._posted[key].append(telling)

    def of(self, noun: Item) -> list[Telling]:
        """Those that tell that there was such a thing: by their predicate ("apologised"), or as whom or what they are about."""
        found = {t.id: t for key in keys_of(noun.key) for t in self._posted.get(key, ())}
        return [t for _, t in sorted(found.items()) if any(_is_alike(noun, i) for i in t.items if _is_told_as(i))]


def find_sweeping_denials(view: StoryView, tellings: Sequence[Telling], kin: Kin) -> tuple[Dispute, ...]:
    """Disputes between denials that there was any such thing and those who tell of one.

    Args:
        view: the story.
        tellings: from `prepare_tellings`.
        kin: entity pairs that may stand for each other.

    Returns:
        In the order of the denials; `a` is what is denied, `b` the denial.
    """
    told = _Told(tellings, kin)
    found = []
    for denial in tellings:
        if not (is_flat(denial) and _denies_flatly(view, denial)):
            continue
        for case in _cases(denial, told):
            if not is_one_mouth(view, case, denial) and _are_of_one_time(denial, case, (view, kin)):
                reason = f"“{denial.text}” denies that there was such a thing: “{case.text}”"
                found.append(Dispute(case, denial, "negation", reason))
    return tuple(found)


def _denies_flatly(view: StoryView, telling: Telling) -> bool:
    """Whether a clause denies for good, in words of its own: not "has been found", "none when he arrived"; and not by pointing back."""
    is_denial = telling.proposition.negative and not is_pointer(telling) and len(telling.proposition.spans) == 1
    is_partial = denies_part(telling) or _ANOTHER_TIME.search(telling.text)
    return is_denial and not is_partial and not holds_for_a_moment(view, telling)


def _cases(denial: Telling, told: _Told) -> Sequence[Telling]:
    """What a denial denies, by the first shape that it has."""
    return next((found for shape in SHAPES if (found := shape(denial, told)) is not None), ())


def _are_of_one_time(denial: Telling, case: Telling, scene: Scene) -> bool:
    """Whether both may be of one occasion; a denial that appeared on an earlier day may only not have known yet."""
    if denial.published is not None and case.published is not None:
        after = (date.fromisoformat(denial.published[0]) - date.fromisoformat(case.published[0])).days
        if not 0 <= after <= _DAYS:
            return False
    view, kin = scene
    ever = _OF_THAT.search(denial.text) is not None
    if not ever and is_of_the_past(view, case):
        return False
    return dates_differ(denial, case, NOTHING_SHARED, kin) is None and on_one_occasion(denial, case, kin, ever=ever)


def nobody_suffered(denial: Telling, told: _Told) -> list[Telling] | None:
    """ "Nobody was hurt", "no one was arrested", "there were no civilian casualties": against a figure of those whom it befell."""
    roots = [i.key for i in denial.roots]
    if len(roots) != 1 or not (_NOBODY.match(denial.text) or _THERE_WAS_NO.match(denial.text)):
        return None
    classes = _fates().get(roots[0], frozenset())
    rest = [i for i in denial.items if i.role in _ARGUMENTS and not i.is_pronoun]
    counting = [t for t in told.counting if any(f.item_class in classes for f in t.figures)]
    return [t for t in counting if _all_told(rest, t, told.kin)] if classes else None


def nothing_pointed_to(denial: Telling, told: _Told) -> list[Telling] | None:
    """ "Nothing pointed to sabotage", "there was no evidence of sabotage": against signs of it."""
    matter = _signs_of(denial)
    return [t for t in told.of_signs if _all_told(matter, t, told.kin)] if matter else None


def there_was_none(denial: Telling, told: _Told) -> list[Telling] | None:
    """ "There were no apologies", "there was no guard in the museum", "the inspection never took place"."""
    noun = _denied_noun(denial)
    if noun is None or noun.key in LIGHT:
        return None
    rest = [i for i in denial.items if i is not noun and i.role in _ARGUMENTS]
    rest = [i for i in rest if not (i.is_pronoun or i.key in ("place", "such"))]
    cases = told.of(noun)
    if not rest:  # who knows which of several is meant; and "there was no deal" is not of who "deals with complaints"
        cases = [t for t in cases if not any(i.is_verb and i.key == noun.key for i in t.roots)]
        if len({_doers(t) for t in cases}) != 1:
            return None
    return [t for t in cases if _all_told(rest, t, told.kin) and (_is_done(noun, t) or _stand_alike(rest, t, told.kin))]


def _is_done(noun: Item, case: Telling) -> bool:
    """Whether a clause tells of a thing by what is done: "attacked the convoy" of "no attack on the convoy"."""
    return any(i.is_verb and _is_alike(noun, i) for i in case.roots)


def _stand_alike(items: Sequence[Item], case: Telling, kin: Kin) -> bool:
    """Whether what a denial names after a preposition stands after that same one: "no passengers on the bus", not
    "passengers saw the bus"."""
    placed = [i for i in items if i.slot]
    return all(any(j.slot == i.slot and item_likeness(i, j, kin) for j in case.items) for i in placed)


def was_not_discussed(denial: Telling, told: _Told) -> list[Telling] | None:
    """ "The price of gas was not discussed": against what was agreed, asked or promised of it. Who "never mentioned Berg" says nothing of
    what was talked of."""
    if any(i.role == "subject" and not (i.is_plural or i.key in _EITHER) for i in denial.items):
        return None
    verbs = [i.key for i in denial.roots if i.is_verb]
    named = [
        i for i in denial.items if i.role == "object" and not (i.is_pronoun or i.is_compound or i.kind == "person")
    ]
    matter = [i for i in named if i.key not in _MATTERS] if len(named) > 1 else named  # "the question of the border"
    if len(verbs) != 1 or verbs[0] not in _TALKED_OF or not matter or matter[0].key in _MATTERS:
        return None
    return [t for t in told.of_talks if _all_told(matter, t, told.kin, in_compounds=False)]


def nobody_shot(denial: Telling, told: _Told) -> list[Telling] | None:
    """ "No weapon was discharged", "no live rounds were used against the crowd": against whoever tells of shots, whoever fired them."""
    verbs = [i.key for i in denial.roots if i.is_verb]
    named = [i for i in denial.items if i.role in _ARGUMENTS and not i.is_pronoun]
    weapons = [i for i in named if i.role == "object" and i.key in _SHOTS]
    if len(verbs) != 1 or verbs[0] not in _SHOOTING | {"use"} or not weapons or any(i.role == "subject" for i in named):
        return None
    rest = [i for i in named if i.role == "oblique" and not i.is_compound]
    return [t for t in told.of_shots if _all_told(rest, t, told.kin)]


#: How a denial sweeps; the first whose shape it has decides.
SHAPES: tuple[Callable[[Telling, _Told], list[Telling] | None], ...] = (
    nobody_suffered,
    nothing_pointed_to,
    there_was_none,
    nobody_shot,
    was_not_discussed,
)


def _all_told(items: Sequence[Item], case: Telling, kin: Kin, in_compounds: bool = True) -> bool:
    """Whether a clause tells all of some items; a "border town" does not tell of the border."""
    others = [i for i in case.items if in_compounds or not (i.is_compound and i.role == "oblique")]
    return all(best_match(i, others, kin)[1] >= _ALIKE for i in items)


def _denied_noun(denial: Telling) -> Item | None:
    """Of what a clause says that there was none; None where it denies something else."""
    if _THERE_WAS_NO.match(denial.text):
        return next((i for i in denial.roots if not (i.is_entity or i.is_verb)), None)
    verbs = [i.key for i in denial.roots if i.is_verb]
    if len(verbs) != 1 or verbs[0] not in _NEVER_WAS:
        return None
    nouns = [i for i in denial.items if i.role in ("subject", "object") and not (i.is_inner or i.is_compound)]
    nouns = [i for i in nouns if not (i.slot or i.key == "place")]
    return nouns[0] if len(nouns) == 1 and not (nouns[0].is_entity or nouns[0].is_pronoun) else None


def _is_told_as(item: Item) -> bool:
    is_named = item.is_entity or item.is_inner or item.is_compound
    return item.role in ("root", "subject", "object") and not is_named


def _is_alike(noun: Item, other: Item) -> bool:
    return item_likeness(noun, other, frozenset()) >= _ALIKE


def _tells_of_shots(telling: Telling) -> bool:
    """ "Fired repeatedly with machine guns", "opened fire on them", "shot the guard"; not "fired the coach", "shot a film"."""
    verbs = {i.key for i in telling.roots if i.is_verb}
    told_of = [i for i in telling.items if i.role == "object" and not (i.is_inner or i.is_pronoun)]
    objects = {i.key for i in told_of}
    of_people = all(i.is_entity or i.is_description or i.key in person_nouns() | _SHOTS for i in told_of)
    if ("shoot" in verbs and of_people) or (verbs & {"open", "fire", "discharge"} and objects & _SHOTS):
        return True
    return "fire" in verbs and not objects


def _doers(telling: Telling) -> frozenset[str]:
    """Who does it: the names, else the nouns."""
    subjects = [i for i in telling.items if i.role == "subject" and not (i.is_inner or i.is_description)]
    return frozenset(i.key for i in subjects if i.is_entity) or frozenset(i.key for i in subjects)


def _signs_of(telling: Telling) -> list[Item]:
    """Of what a clause says that there are or are no signs; nothing where it says something else."""
    roots = {i.key for i in telling.roots}
    others = {i.key for i in telling.items if i.role == "object"}
    if not (roots & (_SIGN_NOUNS | _SIGN_VERBS) or (others & _SIGN_NOUNS and roots <= {"find", "see", "show"})):
        return []
    return [
        i
        for i in telling.items
        if i.role in ("object", "oblique") and not (i.is_pronoun or i.key in _SIGN_NOUNS or i.is_compound)
    ]


@cache
def _fates() -> dict[str, frozenset[str]]:
    """By verb or noun for what befell people, the classes of figures that count them."""
    found: dict[str, set[str]] = {}
    for row in read_table("casualty_classes.csv"):
        for column in ("objects", "subjects", "nouns"):
            for word in row[column].split("|"):
                found.setdefault(word, set()).add(row["class"])
    casualties = found.get("casualty", set()) | found["kill"] | found["injure"]
    return {word: frozenset(casualties if word == "casualty" else classes) for word, classes in found.items() if word}
