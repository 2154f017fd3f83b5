"""Denials without exception: who denies ever, or any, of what another tells of that same person or body; and a sum that is denied.
`conflicts.py` asks these rules."""

import re

from onrecord.crossreport.amounts import share_amount
from onrecord.crossreport.items import LIGHT, Item
from onrecord.crossreport.overlap import Kin, Overlap, best_match
from onrecord.crossreport.same_matter import Scene
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.language.word_relations import likeness
from onrecord.resources import read_words

_PART = re.compile(
    r"\b(?:not|n.t)\s+(?:immediately|fully|exactly|entirely|clearly|necessarily|only|just|even|always|seriously)\b"
    r"|\bnot\s+(?:all|every\w*|each|many|much)\b"
    r"|\b(?:further|again|anymore|any more|any longer|no longer|else|no matter|out of|in which)\b"
    r"|\b(?:nobody|no one|no-one) ha(?:s|ve)\b",
    re.IGNORECASE,
)
#: Words that deny nearly all.
BARELY = re.compile(
    r"\b(?:barely|hardly|scarcely|rarely|seldom|almost|nearly|out of|without|lacks?|lacked|no[- ]one)\b", re.IGNORECASE
)
_EVER = re.compile(
    r"\b(?:never|no|nobody|nothing|none|any|anything|anybody|ever|not a single|at no time)\b", re.IGNORECASE
)
#: Words that deny it of everybody and always: "the border was not raised by either side", "no shots were fired at any time".
_BY_NO_ONE = re.compile(
    r"\bby (?:either (?:side|party|delegation|of (?:them|the two))|anyone|anybody|any side)\b"
    r"|\bat (?:any|no) (?:time|point|stage|moment)\b",
    re.IGNORECASE,
)
_EVER_NOUNS = frozenset({"time", "point", "stage", "moment"})
_ON_OCCASION = re.compile(r"\b(?:when|while|as|during|after|before|until|since|because|unless)\b", re.IGNORECASE)
#: "Any part in the raid", "responsibility for it", "nothing to do with it": what is denied is to have taken part.
_PART_IN = re.compile(
    r"\b(?:(?P<rejects>den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?)|no|any|not)\s+(?:\w+\s+){0,2}?"
    r"(?:part|role|involvement|hand|complicity|participation|responsibility|involved)\s+(?:in|for)\b"
    r"|\bnothing\s+to\s+do\s+with\b|\bnot\s+behind\b",
    re.IGNORECASE,
)
_REJECTING = frozenset({"deny", "reject"})
#: Verbs of whoever takes part in what their object names.
_TAKING_PART = frozenset(
    "lead organise organize plan carry stage launch commit join finance fund order mastermind plot execute perpetrate conduct mount"
    " orchestrate prepare direct start instigate hatch head coordinate".split()
)
_STEM = 4  # letters of a word by which it is found in a text
_ONE_PREDICATE = 0.75  # likeness from which two words tell one thing


def is_denied_outright(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """Somebody denies ever, or any, of what the other tells of that same body or person: "made no calls", "called three times"."""
    if a.proposition.negative == b.proposition.negative or is_one_voice(a, b):
        return False
    denial, told = (a, b) if a.proposition.negative else (b, a)
    by_no_one = _BY_NO_ONE.search(denial.text) is not None
    if not (by_no_one or _EVER.search(denial.text)) or denies_part(denial) or BARELY.search(denial.text):
        return False
    if _ON_OCCASION.search(denial.text):
        return False  # "no shots were fired when he was arrested"
    shared = [(i, j) for i, j, v in overlap.pairs if v >= _ONE_PREDICATE]
    of_one = any(
        i.role == j.role and i.role in ("subject", "object") and i.is_entity and i.key == j.key for i, j in shared
    )
    of_one = of_one or _is_of_office(denial, told, scene[0]) or _is_of_office(told, denial, scene[0])
    of_one_thing = by_no_one and any(i.role == j.role == "object" and not i.is_pronoun for i, j in shared)
    acts = [(i, j) for i, j in shared if i.role == j.role == "root" and i.is_verb and j.is_verb]
    does = any(not {i.key, j.key} & (LIGHT | read_words("speech_verbs.txt")) for i, j in acts)
    rest = [
        i
        for i in denial.items
        if i.role in ("object", "oblique")
        and not (i.is_pronoun or i.is_of_verb or i.is_compound or i.key in _EVER_NOUNS)
    ]
    does = does or (of_one_thing and any(i.key not in LIGHT for i, _ in acts))  # "fire shots" is no speech
    return does and (of_one or of_one_thing) and all(best_match(i, told.items, scene[1])[1] for i in rest)


def denies_any_part(telling: Telling) -> bool:
    """ "Denies any part in the raid", "had nothing to do with it"."""
    if not telling.proposition.negative and all(t.lemma not in _REJECTING for t in telling.proposition.terms):
        return False  # most; it is asked of every pair
    part = _PART_IN.search(telling.text)
    return part is not None and (telling.proposition.negative or part["rejects"] is not None)


def is_part_denied(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One denies any part in what the other says that same person or body did: "led the coup", "denies any role in the coup"."""
    of_a = denies_any_part(a)
    if of_a == denies_any_part(b) or is_one_voice(a, b):
        return False
    denial, told = (a, b) if of_a else (b, a)
    part = _PART_IN.search(denial.text)
    if part is None or told.proposition.negative or not _is_by_same(denial, told, scene[1]):
        return False
    behind = denial.text[part.end() :].lower()
    matter = [i for i in denial.items if i.role in ("object", "oblique", "root") and _is_named_in(i, behind)]
    return bool(matter) and _takes_part(told, matter[0], scene[1])


def _is_by_same(denial: Telling, told: Telling, kin: Kin) -> bool:
    """Whether who denies, or tells of it, is who did it in the other."""
    mine = {i.key for i in denial.items if i.role in ("subject", "other") and i.is_entity and not i.is_inner}
    theirs = {i.key for i in told.items if i.role == "subject" and i.is_entity and not i.is_inner}
    return bool(mine & theirs) or any((x[1:], y[1:]) in kin for x in mine for y in theirs)


def _is_named_in(item: Item, words: str) -> bool:
    return not item.is_pronoun and (item.word or item.key)[:_STEM].lower() in words


def _takes_part(told: Telling, matter: Item, kin: Kin) -> bool:
    """Whether somebody did what a noun names, or led it: "attacked the base", "led the attack"."""
    does = [i for i in told.roots if i.is_verb]
    if any(likeness(matter.key, i.key) >= _ONE_PREDICATE for i in does):
        return True
    objects = tuple(i for i in told.items if i.role in ("object", "oblique") and not i.is_inner)
    return any(i.key in _TAKING_PART for i in does) and best_match(matter, objects, kin)[1] >= _ONE_PREDICATE


def _is_of_office(named: Telling, other: Telling, view: StoryView) -> bool:
    """Whether who acts in one is a person, and in the other an office that this person alone holds in the story: "Premier Kate Hale", "the
    premier"."""
    people = {i.key[1:] for i in named.items if i.role == "subject" and i.is_entity and not i.is_inner}
    nouns = {i.key for i in other.items if i.role == "subject" and not (i.is_entity or i.is_inner)}
    return bool(people and nouns) and any(_holders_of(noun, view) == people for noun in nouns)


def _holders_of(office: str, view: StoryView) -> set[str | None]:
    """Run-wide ids of those whom a report of the story gives an office."""
    return {
        view.run_id(a.report.id, e.id)
        for a in view.annotated
        for e in a.entities
        if any(role.lower().split()[-1:] == [office] for role in e.roles)
    }


def is_sum_denied(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """One denies what the other tells of one amount: "is losing $2 million a day", "denied that it was costing $2 million a day"."""
    return share_amount(a, b, overlap) and not is_one_voice(a, b) and a.proposition.negative != b.proposition.negative


def denies_part(telling: Telling) -> bool:
    """Whether a denial leaves open that it was so in part or before: "was not immediately known", "did not spread further"."""
    return _PART.search(telling.text) is not None


def is_one_voice(a: Telling, b: Telling) -> bool:
    """Whether both are told by one voice in one report, which does not deny what it tells.

    A clause that borrows its subject ("he caught 59 passes, even while catching none …") speaks of one occasion; unless it is said who
    claims the opposite, it denies nothing of its own report.
    """
    one, other = a.proposition, b.proposition
    if a.report != b.report or one.claimed_by != other.claimed_by:
        return False
    return one.quotation == other.quotation or len(one.spans) > 1 or len(other.spans) > 1
