"""Denials that meet what they deny in other words: in general terms, turned round, or by pointing back.

A denial in general terms ("denied that rubber bullets had been fired", "she praised nobody") stands against every telling of a particular
case; what else that telling holds does not matter, so it need not be told by the denial. "No letter reached my office" stands against "we
wrote to the ministry". "No such letter existed", "the inspection never took place" and "denied the accusation" point back to what their
own report told before. All must be the same: what is done, to whom, and where the denial names them, by whom and about what.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache

from onrecord.crossreport.circumstances import dates_differ, figures_differ
from onrecord.crossreport.conflicts import Dispute
from onrecord.crossreport.items import Item
from onrecord.crossreport.messages import Message, read_message, tells_of
from onrecord.crossreport.overlap import Kin, Overlap, item_likeness
from onrecord.crossreport.same_matter import places_in_a_row
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.language.governing import governors
from onrecord.language.word_relations import keys_of, likeness
from onrecord.resources import read_words

_ALIKE = 0.75  # likeness from which a word of the denial counts as told
_NEAR = 400  # characters before a denial in which stands what it points back to
_NOTHING_SHARED = Overlap(0.0, 0.0, 0.0, ())
_NONE_AT_ALL = re.compile(
    r"\b(?:no|never|nobody|no one|none|nothing|neither|any|anyone|anybody|anything)\b", re.IGNORECASE
)
_SO_FAR = re.compile(r"\b(?:has|have)(?: yet)? been\b", re.IGNORECASE)
_OF_ONE_OCCASION = re.compile(
    r"\W{0,2}\s*(?:when|while|whilst|as|during|before|after|until|till|at the time)\b", re.IGNORECASE
)
_NO_OBJECT = re.compile(r"\b(?:nobody|no one|none|nothing|anyone|anybody|anything)\W*$", re.IGNORECASE)
_NO_SUCH = re.compile(r"\bno such (?:[\w-]+ ){0,2}?([\w-]+)\b", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:the|that|this|those|these|such) $", re.IGNORECASE)
_ARGUMENTS = ("subject", "object", "oblique")
_NEUTRAL = frozenset({"claim", "assertion"})
_ACCOUNTS = frozenset("accusation allegation charge claim assertion".split())


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
        for other in _pointed_at(view, denial, by_report[denial.report]):
            found.append(Dispute(other, denial, "negation", f"“{denial.text}” denies this: “{other.text}”"))
    return tuple(found)


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
    if _SO_FAR.search(denial.text):
        return ""  # "no gun has been found" may have changed by the next report
    if _OF_ONE_OCCASION.match(view.of(denial.report).report.text, denial.proposition.spans[-1].end):
        return ""  # "no shots were fired when he was arrested"
    if _is_one_speaker(view, denial, other) or dates_differ(denial, other, _NOTHING_SHARED, kin):
        return ""
    if places_in_a_row(denial) != places_in_a_row(other):
        return ""
    if denial.id in messages and other.id in messages:
        if tells_of(messages[other.id], messages[denial.id], kin):
            return f"“{denial.text}” denies the message that “{other.text}” tells of"
        return ""
    if is_case_of(other, denial, kin) and not figures_differ(denial, other, _NOTHING_SHARED, kin):
        return f"“{denial.text}” denies in general what “{other.text}” tells"
    return ""


def _is_one_speaker(view: StoryView, a: Telling, b: Telling) -> bool:
    """Whether both are held by one speaker, or both by the outlet's own voice in one report."""
    mine, theirs = speakers_of(view, a), speakers_of(view, b)
    return bool(mine & theirs) or (a.report == b.report and a.proposition.quotation == b.proposition.quotation)


def speakers_of(view: StoryView, telling: Telling) -> frozenset[str]:
    """The run-wide ids of those whom the innermost quotation of a telling names."""
    quotation = next((q for q in view.of(telling.report).quotations if q.id == telling.proposition.quotation), None)
    found = (view.run_id(telling.report, e) for e in quotation.speakers) if quotation is not None else ()
    return frozenset(e for e in found if e)


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


def _pointed_at(view: StoryView, denial: Telling, report: Sequence[Telling]) -> list[Telling]:
    """What a denial points back to in its own report; nothing where it does not point, or where both have one speaker."""
    points = denial.proposition.points_back
    if not (points or denial.proposition.negative or any(t.lemma in _ACCOUNTS for t in denial.proposition.terms)):
        return []
    at = denial.proposition.spans[0].start
    low, high = (bisect_left(report, x, key=lambda t: t.proposition.spans[0].start) for x in (at - _NEAR, at))
    before = [
        t
        for t in report[low:high]
        if t.is_actual and not t.proposition.negative and not _is_one_speaker(view, t, denial)
    ]
    before.sort(key=lambda t: t.proposition.spans[0].start, reverse=True)
    if points:
        return _said_just_before(view, denial, before)
    for rule in POINTERS:
        if (found := rule(view, denial, before)) is not None:
            return [found]
    return []


def _said_just_before(view: StoryView, denial: Telling, before: Sequence[Telling]) -> list[Telling]:
    """ "He denies that", "the family have always denied this": all that the nearest quotation of somebody else holds, in the sentence
    before or earlier in this one."""
    spoken = {q.id for q in view.of(denial.report).quotations if q.speaker}
    near = [t for t in before if t.proposition.quotation in spoken and _sentences_between(view, t, denial) in (0, 1)]
    return [t for t in near if t.proposition.quotation == near[0].proposition.quotation]


def is_pointer(telling: Telling) -> bool:
    """Whether a telling says no more than that somebody denies what was said before: without that, it tells nothing."""
    return telling.proposition.points_back


def no_such(view: StoryView, denial: Telling, before: Sequence[Telling]) -> Telling | None:
    """ "no such letter existed": the nearest telling of a letter; where no word told of one, what the sentence before told."""
    match = _NO_SUCH.search(denial.text) if denial.proposition.negative else None
    if match is None:
        return None
    noun = _lemma_at(denial, match.group(1))
    same = next((t for t in before if any(likeness(x.lemma, noun) >= _ALIKE for x in t.proposition.terms)), None)
    return same or next(
        (t for t in before if t.proposition.quotation and _is_in_sentence_before(view, t, denial)), None
    )


def never_was(view: StoryView, denial: Telling, before: Sequence[Telling]) -> Telling | None:
    """ "the inspection never took place": the nearest telling that has the inspection as something that was."""
    terms = denial.proposition.terms
    did_not_happen = any(t.role == "root" and t.lemma in ("exist", "happen", "occur") for t in terms) or (
        [t.lemma for t in terms if t.role in ("root", "object")] == ["take", "place"]
    )
    if not (denial.proposition.negative and did_not_happen):
        return None
    text = view.of(denial.report).report.text
    subject = next(
        (t for t in terms if t.role == "subject" and _POINTING.search(text[max(0, t.start - 8) : t.start])), None
    )
    if subject is None:
        return None
    return next(
        (t for t in before if any(x.lemma == subject.lemma and x.role in _ARGUMENTS for x in t.proposition.terms)), None
    )


def denied_account(view: StoryView, denial: Telling, before: Sequence[Telling]) -> Telling | None:
    """ "denied the accusation": the nearest thing that somebody else said in the tone of an accusation or a claim, else what somebody said
    in the sentence before of whoever denies it; "rejected the claim": whatever somebody said there."""
    terms, text = denial.proposition.terms, view.of(denial.report).report.text
    denies = any(t.lemma in governors("negates") and t.pos == "VERB" for t in terms)
    account = next((t for t in terms if t.lemma in _ACCOUNTS and t.role in ("object", "root")), None)
    if not denies or account is None or denial.proposition.negative:
        return None
    points = _POINTING.search(text[max(0, account.start - 8) : account.start])
    if not points or text[account.end : account.end + 6].startswith((" that ", " of ", " by ", " again")):
        return None
    tones = {q.id: q.cue_tone for q in view.of(denial.report).quotations}
    said = [t for t in before if t.proposition.quotation]
    found = next((t for t in said if tones.get(t.proposition.quotation or "") in ("accuse", "claim")), None)
    if found is not None:
        return found
    about = {x.lemma for x in terms if x.role in ("subject", "other") and x.pos in ("NOUN", "PROPN")}
    fits = account.lemma in _NEUTRAL
    return next((t for t in said if _is_in_sentence_before(view, t, denial) and (fits or _tells_of(t, about))), None)


def _tells_of(telling: Telling, words: set[str]) -> bool:
    return any(x.lemma in words and x.role in _ARGUMENTS for x in telling.proposition.terms)


def _is_in_sentence_before(view: StoryView, telling: Telling, denial: Telling) -> bool:
    return _sentences_between(view, telling, denial) == 1


def _sentences_between(view: StoryView, telling: Telling, denial: Telling) -> int:
    """How many sentences after a telling a denial stands; 0: in the same one."""
    sentences = view.of(denial.report).sentences
    at = [bisect_right(sentences, t.proposition.spans[0].start, key=lambda s: s.start) for t in (telling, denial)]
    return at[1] - at[0]


def _lemma_at(telling: Telling, word: str) -> str:
    """The lemma of a printed word of a telling."""
    near = [t.lemma for t in telling.proposition.terms if t.lemma[:3] == word.lower()[:3]]
    return near[0] if near else word.lower()


#: How a denial points back to what it denies; the first that finds something is taken.
POINTERS: tuple[Callable[[StoryView, Telling, Sequence[Telling]], Telling | None], ...] = (
    no_such,
    never_was,
    denied_account,
)
