"""Two who contradict each other side by side: "police said the crowd had thrown stones; witnesses said nobody had thrown anything".

The sentences stand next to each other, somebody else is cited in each, the verb is the same and turned round; and all that the denial
names, the other names too. A pronoun of either is what the other speaks of.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.crossreport.circumstances import dates_differ, figures_differ
from onrecord.crossreport.conflicts import Dispute
from onrecord.crossreport.items import LIGHT, Item
from onrecord.crossreport.outright_denials import BARELY, denies_part
from onrecord.crossreport.overlap import Kin, Overlap, best_match, item_likeness
from onrecord.crossreport.pointing_back import is_one_mouth, is_pointer, sentences_between
from onrecord.crossreport.same_matter import places_in_a_row
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.resources import read_words

_ALIKE = 0.75  # likeness from which two words tell one thing
_NEAR = 6  # clauses before a denial among which stands what it answers
_NOTHING_SHARED = Overlap(0.0, 0.0, 0.0, ())
_NEARLY = re.compile(r"\b(?:almost|nearly|barely|hardly|scarcely)\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:may|might|could|can|would|should|must)\b")
_NO_ONE = frozenset("one anyone anybody anything any nobody nothing none no-one".split())


def find_answers(view: StoryView, report: Sequence[Telling], kin: Kin) -> Iterator[Dispute]:
    """Disputes between a denial and what somebody else says next to it, either way round.

    Args:
        view: the story.
        report: the tellings of one report, by where they begin.
        kin: entity pairs that may stand for each other.

    Returns:
        `a` is what is denied, `b` the denial.
    """
    told = [t for t in report if t.is_actual and not is_pointer(t) and t.proposition.mood != "hedged"]
    for n, one in enumerate(told):
        for other in told[max(0, n - _NEAR) : n]:
            if one.proposition.negative == other.proposition.negative:
                continue
            denial, case = (one, other) if one.proposition.negative else (other, one)
            if abs(sentences_between(view, other, one)) < 2 and _is_answered(view, denial, case, kin):
                reason = f"“{denial.text}” and “{case.text}” are told against each other"
                yield Dispute(case, denial, "negation", reason)


def _is_answered(view: StoryView, denial: Telling, case: Telling, kin: Kin) -> bool:
    cited = denial.proposition.quotation and case.proposition.quotation
    if not cited or is_one_mouth(view, denial, case) or any(_MAY.search(t.text) for t in (denial, case)):
        return False
    if denial.proposition.denied or denies_part(denial) or BARELY.search(denial.text) or _NEARLY.search(case.text):
        return False
    if dates_differ(denial, case, _NOTHING_SHARED, kin) or figures_differ(denial, case, _NOTHING_SHARED, kin):
        return False
    if not _does_the_same(denial, case):
        return False
    if places_in_a_row(denial) != places_in_a_row(case):
        return False  # "the first bus", "the second"
    named = [i for i in denial.items if _is_named(i)]
    by_pronoun = any(t.pos == "PRON" for t in denial.proposition.terms) or _NO_ONE.intersection(
        denial.text.lower().split()
    )
    return bool(named or by_pronoun) and all(_is_told(i, case, kin) for i in named)


def _does_the_same(denial: Telling, case: Telling) -> bool:
    saying = LIGHT | read_words("speech_verbs.txt")
    verbs = [[i.key for i in t.roots if i.is_verb and i.key not in saying] for t in (denial, case)]
    return denial.particles == case.particles and not set(verbs[0]).isdisjoint(verbs[1])


def _is_named(item: Item) -> bool:
    """Whether a denial names it: an argument of its own, no "nobody" and no pronoun."""
    is_argument = item.role in ("subject", "object", "oblique") and not (
        item.is_inner or item.is_compound or item.is_of_verb
    )
    return is_argument and not (item.is_pronoun or item.key in _NO_ONE)


def _is_told(item: Item, case: Telling, kin: Kin) -> bool:
    """Whether the other tells of it, in a role that allows it, or has a pronoun there."""
    if item.role == "oblique":
        return best_match(item, case.items, kin)[1] > 0
    if any(t.pos == "PRON" and t.role == item.role for t in case.proposition.terms):
        return True
    return any(i.role == item.role and item_likeness(i, item, kin) >= _ALIKE for i in case.items)
