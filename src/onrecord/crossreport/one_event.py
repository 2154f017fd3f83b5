"""Which event of a story a clause tells to have happened, and whether two clauses can mean the same one.

"The fire broke out", "the blaze began", "the attack came" and "the assault was carried out" each tell that an event took place and no more
of it than that: the noun says which. Other clauses tell it by their verb ("the ferry sank", "the gunmen stormed the bank").
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from onrecord.crossreport.circumstances import LONG_PAST, no_news_before, places_differ, told_as_past, told_before
from onrecord.crossreport.items import LIGHT, Item
from onrecord.crossreport.occasions import added_differs, habits_differ, is_general, others_differ, possibility_differs
from onrecord.crossreport.once import once_of
from onrecord.crossreport.overlap import NOTHING_SHARED, Kin, best_match
from onrecord.crossreport.participants import heads_of
from onrecord.crossreport.same_matter import places_in_a_row
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.language.word_relations import likeness

_ALIKE = 0.75  # likeness from which two words mean one thing
#: Predicates of events, with the small word that they are said with where they need one.
_TAKES_PLACE = frozenset("begin start erupt commence ignite occur happen come conduct stage hold unfold".split())
_WITH_PARTICLE = frozenset({("break", "out"), ("flare", "up"), ("go", "off")})
_ELSEWHERE = re.compile(
    r"\b(?:earlier|previous|previously|similar|past|last (?:year|month|week)|(?:a|two|three|four|five|\d+) "
    r"(?:weeks?|months?|years?) (?:ago|earlier|before|later))\b",
    re.IGNORECASE,
)
_SO_FAR = re.compile(
    r"(?:\b(?:has|have)(?:n.t)?|['’](?:s|ve))(?: not)?(?: yet)? been\b|^no (?:[\w-]+ ){1,3}?(?:has|have) ",
    re.IGNORECASE,
)
_UNTIL_THEN = frozenset({"before", "until", "by"})
_AT_THAT_TIME = re.compile(
    r"\W{0,2}\s*(?:when|while|whilst|as|during|before|after|until|till|at the time)\b", re.IGNORECASE
)
_VETOES = (
    told_as_past,
    told_before,
    habits_differ,
    possibility_differs,
    is_general,
    others_differ,
    added_differs,
)


@dataclass(frozen=True)
class Event:
    """What a clause tells to have happened: by a noun ("the fire broke out"), or by its verb and whom it befell ("the ferry sank")."""

    key: str  # lemma of the noun or of the verb
    heads: tuple[Item, ...]  # whom it befell, or who did it; none where a noun tells it
    within: tuple[Item, ...]  # what else tells which of several it is: "the attack on the barracks"


def event_of(telling: Telling) -> Event | None:
    """The event that a clause tells to have taken place; None where it tells something else."""
    verbs = [i for i in telling.roots if i.is_verb and not i.is_entity]
    if len(verbs) != 1:
        return None
    verb = verbs[0].key
    inner = tuple(
        i
        for i in telling.items
        if (i.is_inner or i.is_compound) and i.role in ("subject", "object") and not i.is_pronoun
    )
    takes_place = verb in _TAKES_PLACE or any((verb, p) in _WITH_PARTICLE for p in telling.particles)
    if takes_place:
        told = [i for i in heads_of(telling, "subject") or heads_of(telling, "object") if not i.is_compound]
        nouns = [i for i in told if not i.is_entity]
        return Event(nouns[0].key, (), inner) if len(nouns) == 1 and nouns[0].key not in LIGHT else None
    if verb in LIGHT or not once_of(telling):
        return None
    heads = tuple(i for i in heads_of(telling, "object") or heads_of(telling, "subject") if not i.is_compound)
    return Event(verb, heads, inner) if heads else None


def may_be_one(a: Event, b: Event, kin: Kin) -> bool:
    """Whether two events may be one: told by one noun or verb, of the same, and nothing tells one apart from the other."""
    if likeness(a.key, b.key) < _ALIKE:
        return False
    if a.heads and b.heads and not any(best_match(i, b.heads, kin)[1] >= _ALIKE for i in a.heads):
        return False
    return not a.within or not b.within or any(best_match(i, b.within, kin)[1] for i in a.within)


def on_one_occasion(a: Telling, b: Telling, kin: Kin, anywhere: bool = False, ever: bool = False) -> bool:
    """Whether nothing in two clauses of one story says that they speak of two occasions: an earlier one, a similar one, another place (not
    asked with `anywhere`), the second of several, what is long past (not with `ever`) or only possible."""
    if places_in_a_row(a) != places_in_a_row(b) or any(_ELSEWHERE.search(t.text) for t in (a, b)):
        return False
    if not anywhere and places_differ(a, b, NOTHING_SHARED, kin) is not None:
        return False
    asked = (v for v in _VETOES if not (ever and v is told_as_past))
    return all(veto(a, b, NOTHING_SHARED, kin) is None for veto in asked)


def is_of_the_past(view: StoryView, telling: Telling) -> bool:
    """Whether the sentence of a clause, or of a report without a day the year or month it names, puts it long before its report: "in August
    2019, when two people died"."""
    annotations, at = view.of(telling.report), telling.proposition.spans[0].start
    number = bisect_right(annotations.sentences, at, key=lambda s: s.start) - 1
    sentence = annotations.sentences[number] if number >= 0 else None
    if sentence is None or at >= sentence.end:
        return False
    if telling.published is None:
        return LONG_PAST.search(annotations.report.text, sentence.start, sentence.end) is not None
    before = no_news_before(telling.published[0])
    first, last = (bisect_left(annotations.timexes, x, key=lambda t: t.start) for x in (sentence.start, sentence.end))
    inside = (t for t in annotations.timexes[first:last] if t.type in ("DATE", "TIME"))
    return any(t.latest is not None and t.latest < before for t in inside)


def holds_for_a_moment(view: StoryView, denial: Telling) -> bool:
    """Whether a denial may hold no longer by the next report, or is of one moment only: "no gun has been found", "no shots were fired when
    he was arrested"."""
    annotations, named = view.of(denial.report), set(denial.proposition.timexes)
    if any(t.id in named and t.signal in _UNTIL_THEN for t in annotations.timexes):
        return True  # "had received no warning before April"
    is_of_one = _AT_THAT_TIME.match(annotations.report.text, denial.proposition.spans[-1].end) is not None
    return is_of_one or _SO_FAR.search(denial.text) is not None
