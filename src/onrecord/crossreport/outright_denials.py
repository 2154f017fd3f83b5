"""Denials without exception: who denies ever, or any, of what another tells of that same person or body; and a sum that is denied.
`conflicts.py` asks these rules."""

import re

from onrecord.crossreport.amounts import share_amount
from onrecord.crossreport.items import LIGHT
from onrecord.crossreport.overlap import Overlap, best_match
from onrecord.crossreport.same_matter import Scene
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
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
_ON_OCCASION = re.compile(r"\b(?:when|while|as|during|after|before|until|since|because|unless)\b", re.IGNORECASE)
_ONE_PREDICATE = 0.75  # likeness from which two words tell one thing


def is_denied_outright(a: Telling, b: Telling, overlap: Overlap, scene: Scene) -> bool:
    """Somebody denies ever, or any, of what the other tells of that same body or person: "made no calls", "called three times"."""
    if a.proposition.negative == b.proposition.negative or is_one_voice(a, b):
        return False
    denial, told = (a, b) if a.proposition.negative else (b, a)
    if not _EVER.search(denial.text) or denies_part(denial) or BARELY.search(denial.text):
        return False
    if _ON_OCCASION.search(denial.text):
        return False  # "no shots were fired when he was arrested"
    shared = [(i, j) for i, j, v in overlap.pairs if v >= _ONE_PREDICATE]
    of_one = any(
        i.role == j.role and i.role in ("subject", "object") and i.is_entity and i.key == j.key for i, j in shared
    )
    of_one = of_one or _is_of_office(denial, told, scene[0]) or _is_of_office(told, denial, scene[0])
    acts = [(i, j) for i, j in shared if i.role == j.role == "root" and i.is_verb and j.is_verb]
    does = any(not {i.key, j.key} & (LIGHT | read_words("speech_verbs.txt")) for i, j in acts)
    rest = [
        i
        for i in denial.items
        if i.role in ("object", "oblique") and not (i.is_pronoun or i.is_of_verb or i.is_compound)
    ]
    return does and of_one and all(best_match(i, told.items, scene[1])[1] for i in rest)


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
