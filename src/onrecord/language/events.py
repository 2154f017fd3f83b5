"""Political and conflict events: who did what to whom, in PLOVER 2.0, with status, time, place and who asserts it.

Predicates come from a lexicon (resources/event_triggers.csv), participants, status and derived types from the parse. Nothing is coded
from captions, crossheads and links, since those parts are never parsed.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from onrecord.language.event_arguments import Arguments, find_arguments
from onrecord.language.event_identity import mark_retellings
from onrecord.language.event_kinds import KINDS
from onrecord.language.event_lexicon import class_words
from onrecord.language.event_noun_phrases import places_before
from onrecord.language.event_predicates import Predicate, find_predicates
from onrecord.language.event_pronouns import BODIES
from onrecord.language.event_records import Describer
from onrecord.language.event_settings import Setting, read_in_setting, setting_of
from onrecord.language.event_slots import is_actor, is_passive, is_verbal
from onrecord.language.event_status import status_of
from onrecord.language.event_types import Draft, derive_types, settle_types
from onrecord.language.event_war_words import read_in_words
from onrecord.language.event_wordings import WORDINGS
from onrecord.language.parsing import Paragraph, Parsed
from onrecord.model import Annotations, Context, Event, Problem

Token = Any  # a spaCy token

#: Events less sure than this are not coded (benchmarks/events.md has the curve).
THRESHOLD = 0.4


def find_events(parsed: Parsed, found: Annotations, context: Context) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    """The events of a report, by place in the text.

    Args:
        parsed: the report with its parse.
        found: with the entities, timexes and quotations of the report.
        context: unused; the lexicon is one for all.

    Returns:
        Events without overlap of meaning but maybe of words (a promise of aid is an AGREE and a planned AID); possibly none.

    Source: PLOVER codebook, draft 2.0 (Open Event Data Alliance), for the types; status is ours.
    """
    describer = Describer(parsed, found)
    setting = setting_of(parsed.paragraphs)
    events: list[Event] = []
    for paragraph in parsed.paragraphs:
        for known in _told_once(draft_events(paragraph)):
            draft = _in_its_report(known, setting, describer.persons_of(paragraph, known))
            if draft is not None and all(rule(draft) for rule in TELLING):
                events.append(describer.event(f"v{len(events) + 1}", paragraph, draft))
    return mark_retellings(tuple(events), found), ()


def _in_its_report(draft: Draft, setting: Setting, persons: frozenset[int]) -> Draft | None:
    """The draft as the report around it has it meant; None where it tells of nothing."""
    told = read_in_words(draft, persons)
    return read_in_setting(told, setting) if told is not None else None


def draft_events(paragraph: Paragraph) -> tuple[Draft, ...]:
    """The events of one paragraph with their participants as tokens, in the order of their predicates."""
    predicates = find_predicates(paragraph.doc)
    types = settle_types(predicates)
    drafts = tuple(d for p in predicates if (d := read_in_words(_draft(p, types))) is not None)
    drafts = derive_types(_with_inherited(drafts))
    return tuple(d for d in drafts if all(rule(d) for rule in KEEPING))


def _draft(predicate: Predicate, types: dict[int, str]) -> Draft:
    trigger = predicate.trigger
    return Draft(
        predicate=predicate,
        type=types[predicate.token.i],
        mode=predicate.mode,
        status=status_of(predicate, types),
        arguments=find_arguments(predicate),
        score=trigger.score,
        rule=trigger.rule,
    )


def _with_inherited(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """A promise, threat, request or refusal without a recipient of its own is made to those whom its content concerns."""
    made = []
    for place, draft in enumerate(drafts):
        if draft.type in ("AGREE", "THREATEN", "REQUEST", "REJECT") and not _has_people(draft):
            inner = next((d for d in drafts[max(0, place - 3) : place + 8] if _is_content(d, draft)), None)
            if inner is not None:
                taken = {a.i for a in draft.arguments.actors}
                people = (
                    inner.arguments.recipients
                    if draft.type != "REQUEST"
                    else inner.arguments.actors + inner.arguments.recipients
                )
                people = tuple(p for p in people if p.i not in taken)
                if people:
                    draft = replace(draft, arguments=Arguments(draft.arguments.actors, people))
        made.append(draft)
    return tuple(made)


def _has_people(draft: Draft) -> bool:
    return any(is_actor(r) for r in draft.arguments.recipients)


def _is_content(inner: Draft, outer: Draft) -> bool:
    head: Any = inner.predicate.support or inner.predicate.token
    if any(t.text == ";" for t in head.doc[head.i : max(head.i, outer.predicate.token.i)]):
        return False  # a sentence of its own before it
    for _ in range(4):
        if head.dep_ == "ROOT" or inner is outer:
            return False
        head = head.head
        if head.i == outer.predicate.token.i:
            return True
    return False


def _sure_enough(draft: Draft) -> bool:
    return draft.score >= THRESHOLD


def _has_participant(draft: Draft) -> bool:
    """Nobody acting and nobody concerned: no event. A noun alone needs someone; a verb at least someone or something concerned."""
    if draft.arguments.actors:
        return True
    if draft.type in ("ASSAULT", "COERCE", "SANCTION", "RETREAT", "ACCUSE", "CONCEDE", "MOBILIZE", "PROTEST"):
        predicate = draft.predicate
        return bool(
            draft.arguments.recipients or predicate.support is not None or predicate.consumed
        ) or _is_told_outright(draft)
    return False


def _is_told_outright(draft: Draft) -> bool:
    """ "432 arrests", "were detained", "the Bergen shooting": nobody is named, but it is said that it was done, or where."""
    token = draft.predicate.token
    if draft.type in ("ASSAULT", "PROTEST") and places_before(token):
        return True
    return draft.mode == "arrest" and (token.tag_ == "NNS" or is_passive(token))


def _is_spoken_by_someone(draft: Draft) -> bool:
    return draft.type != "STATEMENT" or (
        bool(draft.arguments.actors) and is_verbal(draft.predicate.token) and draft.status == "actual"
    )


def _is_no_force_of_nature(draft: Draft) -> bool:
    """ "devastated by Cyclone Nargis" is no assault."""
    heads = draft.arguments.actors if draft.type in ("ASSAULT", "COERCE", "THREATEN") else ()
    nature = class_words("DISASTER")
    return not any(
        w.lower_ in nature or w.lemma_.lower() in nature for h in heads for w in (h, *h.lefts) if w.dep_ != "poss"
    )


def _told_once(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """ "Will back her": of a state or a body a promise, of a person support to come; "will resign" is no promise. No verb tells both."""
    promised = {d.predicate.token.i for d in drafts if d.is_derived and d.type == "AGREE" and _is_stance(d)}
    return tuple(
        d
        for d in drafts
        if d.predicate.token.i not in promised
        or (d.type == "AGREE") == (d.predicate.trigger.mode != "resign" and _is_of_bodies(d))
    )


def _is_stance(draft: Draft) -> bool:
    """To support or to resign, which one does alone; a treaty is signed with someone, a crew freed for someone."""
    trigger = draft.predicate.trigger
    return (trigger.type == "SUPPORT" and not trigger.reciprocal) or trigger.mode == "resign"


def _is_of_bodies(draft: Draft) -> bool:
    actors = draft.arguments.actors
    return all(a.ent_type_ in ("GPE", "NORP", "ORG") or a.lemma_.lower() in BODIES for a in actors)


#: What must hold, beside that, of an event that a report tells; not of a relation between two that are given.
TELLING: tuple[Callable[[Draft], bool], ...] = (*KINDS, *WORDINGS)

#: What must hold of an event to be coded.
KEEPING: tuple[Callable[[Draft], bool], ...] = (
    _sure_enough,
    _has_participant,
    _is_spoken_by_someone,
    _is_no_force_of_nature,
)
