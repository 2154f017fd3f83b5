"""Whether two propositions can tell of one occasion and of the same one: a habit and a deed, three years and five, another, not him.

Vetoes like those of `vetoes.py`, which asks them: each is enough to keep two propositions apart.
"""

import re
from functools import cache
from itertools import pairwise

from onrecord.crossreport.items import Item
from onrecord.crossreport.once import once_of
from onrecord.crossreport.overlap import MUCH, Kin, Overlap
from onrecord.crossreport.tellings import Telling
from onrecord.language.word_relations import likeness
from onrecord.resources import read_table

_HABIT = re.compile(
    r"\b(?:often|usually|typically|generally|normally|regularly|routinely|commonly|frequently|occasionally|sometimes|always|rarely|seldom"
    r"|tends? to|in (?:many|most) (?!of\b)\w+|(?:every|each) (?:day|night|morning|evening|weekend|week|month|year|time"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:could|may|might|can)\s+(?:\w+ly\s+|also\s+|still\s+|soon\s+|yet\s+|not\s+)*(?!have\b|be\b|not\b)[a-z]+\b",
    re.IGNORECASE,
)
_BECOMING = re.compile(r"\bbec(?:o|a)m(?:e|es|ing)\b", re.IGNORECASE)
_NOT_WHO = re.compile(r"(?:,| and| but) not (?:by )?(?:the |an? )?((?:[\w-]+ ){0,2}[\w-]+)\W*$", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?<!among )(?<!each )(?<!the )(?<!and )(?<!or )(?:another|other|others|additional|separate|unrelated)\b(?! than)"
    r"|^an? (?:second|third|fourth|fifth) [a-z]",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"\b(?:another|an additional|a further)\s+"
    r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?)\b)",
    re.IGNORECASE,
)
_ANYONE = re.compile(r"(?:those|anyone|anybody|everyone|whoever|people) (?:who|that|whom)\b", re.IGNORECASE)
_OF_COURTS = frozenset({"arrest", "charge", "plea", "verdict", "sentence"})
_SAME = 0.75  # likeness from which two words are one
_SHORT_OF = frozenset("nearly almost barely hardly scarcely".split())
_VERBS = frozenset({"VERB", "AUX"})
_JUST_WAS = frozenset("happen occur arise".split())
_ENOUGH_OF_LITTLE = 0.75  # share of the longer one that both must tell where they share only who does what
_NEARLY_ALL = 0.9
_ALL = 0.99
_ROUGHLY = 1.5  # how many times as long one of two rough lengths may be


def habits_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """What someone often does is not what someone did: "often issues a patch", "issued a patch"."""
    return "one tells of a habit" if bool(_HABIT.search(a.text)) != bool(_HABIT.search(b.text)) else None


def stages_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Two stages of one course of things: who was charged was not convicted yet, and an offer made is not an offer taken. Nor is who was
    charged over a death the one who died."""
    mine, theirs = (_stages(t) for t in (a, b))
    for course in sorted(mine.keys() & theirs.keys()):
        if mine[course].isdisjoint(theirs[course]):
            return "they tell of two stages of one course"
    for one, other in ((mine, b), (theirs, a)):
        told = one.get("case", set()) & _OF_COURTS
        if told and not any(_names_stage(other, stage) for stage in told):
            return "one tells of a case of which the other does not tell"
    return None


def _names_stage(telling: Telling, stage: str) -> bool:
    """Whether a telling names a stage of a case by any of its words."""
    words = [w for w, listed in _stages_of_words().items() if ("case", stage) in listed]
    told = {t.lemma for t in telling.proposition.terms} | {i.key for i in telling.items}
    return any(likeness(x, w) >= _SAME for x in told for w in words)


def _stages(telling: Telling) -> dict[str, set[str]]:
    """The stages that the predicates of a telling belong to, by course."""
    found: dict[str, set[str]] = {}
    for root in telling.roots:
        for course, stage in _stages_of_words().get(root.key, ()):
            found.setdefault(course, set()).add(stage)
    return found


@cache
def _stages_of_words() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read_table("stages.csv"):
        for word in row["words"].split():
            found.setdefault(word, []).append((row["course"], row["stage"]))
    return found


def possibility_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """What could or may come is not what came: "could clinch the title", "clinched the title". "May have clinched" is only careful."""
    possible = [_is_possible(t) for t in (a, b)]
    return "one tells what is possible, the other what is so" if possible[0] != possible[1] else None


def _is_possible(telling: Telling) -> bool:
    """ "Can take the port" tells what somebody is able to do, and is no hedge."""
    match = _POSSIBLE.search(telling.text)
    return match is not None and (telling.proposition.mood == "hedged" or match.group().lower().startswith("can"))


def nearly_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """What nearly or hardly was is not what was: "nearly drowned", "barely landed a punch"."""
    return "one tells what nearly or hardly was" if _is_nearly(a) != _is_nearly(b) else None


def _is_nearly(telling: Telling) -> bool:
    """Whether the predicate is told to fall short; "nearly 40 people drowned" did drown."""
    terms = telling.proposition.terms
    pairs = pairwise(terms)
    return any(t.lemma in _SHORT_OF and following.role == "root" and following.pos in _VERBS for t, following in pairs)


def becoming_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """What someone was is not what someone became, where both tell of a state and not of a deed."""
    becoming = [_BECOMING.search(t.text) is not None for t in (a, b)]
    nouns = [any(t.role == "root" and t.pos == "NOUN" for t in x.proposition.terms) for x in (a, b)]
    return "one tells what was, the other what it became" if becoming[0] != becoming[1] and all(nouns) else None


def durations_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Both tell how long, and no length of one is one of the other: "a three-year sentence", "a five-year sentence"; "just over ten
    seconds", "half a minute"."""
    if a.durations and b.durations and not set(a.durations) & set(b.durations):
        return "the lengths of time differ"
    if (
        not a.lengths
        or not b.lengths
        or any(1 / _ROUGHLY <= x / y <= _ROUGHLY for x in a.lengths for y in b.lengths if y)
    ):
        return None
    return "the lengths of time lie far apart"


def only_like_words(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Whoever and whatever is told of only has like words, and little of it: "the strike was scheduled", "a protest is scheduled"."""
    told_of = [(i, j, v) for i, j, v in overlap.pairs if not i.role == j.role == "root"]
    if not told_of or overlap.shared >= MUCH or any(_is_one(i, j) for i, j, _ in told_of):
        return None
    counted = {q.value for q in a.figures if q.value is not None} & {q.value for q in b.figures if q.value is not None}
    return None if counted else "no word for who or what is told of is the same"


def _is_one(i: Item, j: Item) -> bool:
    """Whether two items are one word or one name, or each the only thing of its kind in its report, not only like each other."""
    if i.key == j.key or i.is_entity or j.is_entity or likeness(i.key, j.key) == 1.0:
        return True
    return i.thing is not None and j.thing is not None and i.thing.may_be(j.thing)


def little_is_shared(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """Who does it and what is done, and the other goes on: "he was hiding", "he hid behind the door"; "the crash that occurred". Not where
    it can be done only once, nor where all that the shorter one tells is told of one date, nor where both say on which day it is to be."""
    pairs = [(i, j) for i, j, _ in overlap.pairs if i.role != "modifier"]
    if {i.role for i, _ in pairs} | {j.role for _, j in pairs} > {"root", "subject"}:
        return None
    if not all(i.role in ("root", "subject") and j.role in ("root", "subject") for i, j in pairs):
        return None
    if overlap.low < _NEARLY_ALL and any(i.role == "root" and i.key in _JUST_WAS for i, _ in pairs):
        return "they share no more than that it happened"
    if _are_set_for_one_day(a, b) or (overlap.high >= _ALL and set(a.dates) & set(b.dates)):
        return None
    once = any(how == "ever" for _, how in once_of(a) & once_of(b))
    return "they share no more than who does what" if overlap.low < _ENOUGH_OF_LITTLE and not once else None


def _are_set_for_one_day(a: Telling, b: Telling) -> bool:
    if not (a.is_to_come and b.is_to_come):
        return False
    return any(first == last for first, last in {*a.dates} & {*b.dates}) or any(
        day.date or day.weekday for day in {*a.calendar_days} & {*b.calendar_days}
    )


def named_as_not(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """One says of the other's subject that it was not that one: "hackers stole the data", "an employee stole the data, not hackers"."""
    for one, other in ((a, b), (b, a)):
        denied = {w.lower() for match in _NOT_WHO.finditer(one.text) for w in match.group(1).split()}
        names = {w for t in other.proposition.terms if t.role == "subject" for w in _forms(t.lemma)}
        if denied & names and not other.proposition.negative and not _NOT_WHO.search(other.text):
            return "one says that it was not whom the other names"
    return None


def _forms(lemma: str) -> tuple[str, str]:
    return lemma, f"{lemma}s"


def others_differ(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """One speaks of another one, or of others, the other does not."""
    if bool(_OTHERS.search(a.text)) == bool(_OTHERS.search(b.text)):
        return None
    return "one speaks of another one"


def added_differs(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """One counts those that come on top of others, the other speaks of no others: "another 20,000 marched"."""
    for one, other in ((a, b), (b, a)):
        if _ADDED.search(one.text) and not _OTHERS.search(other.text):
            return "one counts more of them"
    return None


def is_general(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str | None:
    """ "Those who were killed by drunk drivers" are nobody in particular."""
    if bool(_ANYONE.match(a.text)) == bool(_ANYONE.match(b.text)):
        return None
    return "one speaks of nobody in particular"
