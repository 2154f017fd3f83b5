"""Denials that meet what they deny in other words: in general terms, turned round, or by pointing back (`pointing_back.py`).

A denial in general terms ("denied that rubber bullets had been fired", "she praised nobody") stands against every telling of a particular
case; what else that telling holds does not matter, so it need not be told by the denial. "No letter reached my office" stands against "we
wrote to the ministry". All must be the same: what is done, to whom, and where the denial names them, by whom and about what.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from onrecord.crossreport.answering_back import find_answers
from onrecord.crossreport.circumstances import dates_differ, figures_differ
from onrecord.crossreport.conflicts import Dispute
from onrecord.crossreport.items import Item
from onrecord.crossreport.messages import Message, read_message, tells_of
from onrecord.crossreport.one_event import holds_for_a_moment
from onrecord.crossreport.overlap import NOTHING_SHARED, Kin, item_likeness
from onrecord.crossreport.pointing_back import find_pointed, is_one_speaker
from onrecord.crossreport.same_matter import places_in_a_row
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.language.word_relations import keys_of, likeness
from onrecord.resources import read_words

_ALIKE = 0.75  # likeness from which a word of the denial counts as told
_NONE_AT_ALL = re.compile(
    r"\b(?:no|never|nobody|no one|none|nothing|neither|any|anyone|anybody|anything)\b", re.IGNORECASE
)
_NO_OBJECT = re.compile(r"\b(?:nobody|no one|none|nothing|anyone|anybody|anything)\W*$", re.IGNORECASE)
_ARGUMENTS = ("subject", "object", "oblique")


def find_denials(view: StoryView, tellings: Sequence[Telling], kin: Kin) -> tuple[Dispute, ...]:
    """Disputes between a denial and what it denies in other words.

    Args:
        view: the story.
        tellings: from `prepare_tellings`.
        kin: entity pairs that may stand for each other.

    Returns:
        Disputes in the order of the tellings; `a` is what is denied, `b` the denial.
    """
    told = [t for t in tellings if t.is_actual and not t.proposition.negative]
    by_report: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_report[telling.report].append(telling)
    for told_there in by_report.values():
        told_there.sort(key=lambda t: t.proposition.spans[0].start)
    messages = {
        t.id: m for t in tellings if t.is_actual and (m := read_message(view, t, by_report[t.report])) is not None
    }
    posted = _post(told)
    carrying = [t for t in told if t.id in messages]
    found = []
    for denial in tellings:
        if denial.proposition.negative and denial.is_actual and is_general(denial):
            for other in carrying if denial.id in messages else _candidates(denial, posted):
                if reason := _meets(denial, other, messages, (view, kin)):
                    found.append(Dispute(other, denial, "negation", reason))
        found += find_pointed(view, denial, by_report[denial.report])
    known = {(d.a.id, d.b.id) for d in found}
    answers = (d for report in sorted(by_report) for d in find_answers(view, by_report[report], kin))
    return (*found, *(d for d in answers if (d.a.id, d.b.id) not in known))


def _post(told: Sequence[Telling]) -> dict[str, list[Telling]]:
    """The tellings by each key of what they tell of, so that a denial is not held against all of them."""
    posted: dict[str, list[Telling]] = defaultdict(list)
    for telling in told:
        for key in sorted({k for i in telling.items if i.role in _ARGUMENTS for k in _keys(i)}):
            posted[key].append(telling)
    return posted


def _keys(item: Item) -> tuple[str, ...]:
    return (item.key,) if item.is_entity or item.is_pronoun else keys_of(item.key)


def _candidates(denial: Telling, posted: dict[str, list[Telling]]) -> list[Telling]:
    """The tellings that share an argument with a denial: of all its arguments the one that fewest share."""
    named = [i for i in denial.items if i.role in ("subject", "object") and not i.is_pronoun and not _is_no_one(i)]
    shared = [{t.id: t for key in _keys(i) for t in posted.get(key, ())} for i in named]
    fewest = min(shared, key=len, default={})
    return [fewest[k] for k in sorted(fewest)]


def is_general(telling: Telling) -> bool:
    """Whether a denial says that there was no case at all: by a word like "no", or by the verb that denies the clause.

    What shares its subject with another clause ("he left without catching any passes") denies it of that occasion only.
    """
    if len(telling.proposition.spans) > 1:
        return False
    return telling.proposition.denied or _NONE_AT_ALL.search(telling.text) is not None


def _meets(
    denial: Telling, other: Telling, messages: dict[tuple[str, str], Message], scene: tuple[StoryView, Kin]
) -> str:
    """Why one denies the other; empty where it does not, or where both have one speaker."""
    view, kin = scene
    if (
        holds_for_a_moment(view, denial)
        or is_one_speaker(denial, other)
        or dates_differ(denial, other, NOTHING_SHARED, kin)
    ):
        return ""
    if places_in_a_row(denial) != places_in_a_row(other):
        return ""
    if denial.id in messages and other.id in messages:
        if tells_of(messages[other.id], messages[denial.id], kin):
            return f"“{denial.text}” denies the message that “{other.text}” tells of"
        return ""
    if is_case_of(other, denial, kin) and not figures_differ(denial, other, NOTHING_SHARED, kin):
        return f"“{denial.text}” denies in general what “{other.text}” tells"
    return ""


def is_case_of(case: Telling, general: Telling, kin: Kin) -> bool:
    """Whether one tells a case of what the other tells in general: all that the general one tells, in the same roles.

    Args:
        case: told in the positive.
        general: the clause that is denied, in its own words.
        kin: entity pairs that may stand for each other.
    """
    roots = [i for i in general.roots if not i.is_entity]
    if len(roots) != 1 or not any(_does_as_much(i.key, roots[0].key) for i in case.roots if not i.is_entity):
        return False
    rest = [i for i in general.items if i.role != "root"]
    named = [i for i in rest if i.role in ("subject", "object") and not i.is_pronoun]
    if not any(i.role == "object" for i in named) and not (named and _NO_OBJECT.search(general.text)):
        return False
    return all(any(_tells(j, i, kin) for j in case.items) for i in rest if not _is_no_one(i))


def _tells(item: Item, wanted: Item, kin: Kin) -> bool:
    if item.role != wanted.role and (wanted.role in ("subject", "object") or item.role == "subject"):
        return False
    return item_likeness(item, wanted, kin) >= _ALIKE


def _is_no_one(item: Item) -> bool:
    return item.key in ("one", "anyone", "anybody", "anything", "any")


def _does_as_much(narrow: str, wide: str) -> bool:
    return likeness(narrow, wide) >= _ALIKE or wide in entailed_by(narrow)


@cache
def _entailments() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in sorted(read_words("entailed_predicates.txt")):
        narrow, wide = (side.split() for side in line.split("|"))
        for word in narrow:
            found[word] = found.get(word, frozenset()) | (frozenset(wide) - {word})
    return found


def entailed_by(verb: str) -> frozenset[str]:
    """The wider predicates that hold where a verb holds.

    >>> "use" in entailed_by("shoot"), "shoot" in entailed_by("use")
    (True, False)
    """
    return _entailments().get(verb, frozenset())
