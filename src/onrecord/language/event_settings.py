"""What a report is about, where that decides what its words tell: in a report of a match nobody fights a war.

A word of violence has the sense that the report around it gives it: blows of a bout, harm done by a quake, attacks on machines. The report
is weighed as a whole, since one sentence rarely says which it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from onrecord.language.event_lexicon import class_words
from onrecord.language.event_slots import is_verbal, objects
from onrecord.language.event_types import Draft
from onrecord.language.parsing import Paragraph

Token = Any  # a spaCy token

_SPORT_WORDS = 2  # different words of sport, without which a report is not of sport
_GAME_WORDS = 4  # and words of games, counted half
_COMPUTING_WORDS = 4
_POLITICS_WORDS = 5
_OF_PLAY = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "RETREAT", "AID", "CONCEDE", "AGREE", "REJECT"})
_OF_LAW = frozenset({"arrest", "resign", "release", "demo", "strike"})
_HARM = frozenset(
    "kill injure wound hurt harm maim destroy damage level flatten wreck devastate burn hit strike rock destruction cripple".split()
)
_IN_WORDS = frozenset({"attack", "fire", "assault", "hit", "slam", "blast", "assail", "onslaught"})
_ON_MACHINES = frozenset(
    {"attack", "assault", "strike", "hit", "hack", "target", "hijack", "infiltrate", "storm", "blast", "raid"}
)


class Setting(NamedTuple):
    """What a report is about."""

    is_sport: bool = False
    is_calamity: bool = False  # an accident or a force of nature, more than violence
    is_computing: bool = False
    is_politics: bool = False  # of parties and elections, more than of violence


def setting_of(paragraphs: Sequence[Paragraph]) -> Setting:
    """The setting of a whole report; all False for one of politics, war or crime."""
    names = ("SPORT", "GAME", "CALAMITY", "COMPUTING", "POLITICS", "FORCE")
    seen: dict[str, list[str]] = {name: [] for name in names}
    for paragraph in paragraphs:
        for token in paragraph.doc:
            if token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB"):
                continue
            for name in names:
                words = class_words(name)
                if token.lower_ in words or token.lemma_.lower() in words:
                    seen[name].append(token.lemma_.lower())
    different = {name: len(set(words)) for name, words in seen.items()}
    played = different["SPORT"] + different["GAME"] / 2
    return Setting(
        is_sport=different["SPORT"] >= max(_SPORT_WORDS, different["FORCE"]) and played >= _GAME_WORDS,
        is_calamity=len(seen["CALAMITY"]) > len(seen["FORCE"]),
        is_computing=different["COMPUTING"] >= max(_COMPUTING_WORDS, different["FORCE"]),
        is_politics=different["POLITICS"] >= max(_POLITICS_WORDS, 2 * different["FORCE"]),
    )


def read_in_setting(draft: Draft, setting: Setting) -> Draft | None:
    """The same draft, or what its setting makes of it: a COERCE by machine where it is told of computers, None where nothing was done."""
    for rule in RULES:
        found = rule(draft, setting)
        if found is not draft:
            return found
    return draft


def _in_computing(draft: Draft, setting: Setting) -> Draft | None:
    """ "Attacked the browser", "strikes on servers": by machine, and no violence."""
    token = draft.predicate.token
    told = (token, *(token.doc[i] for i in draft.predicate.consumed))  # "launched an attack"
    if draft.type != "ASSAULT" or not any(t.lemma_.lower() in _ON_MACHINES for t in told) or _has_sign(token, "FORCE"):
        return draft
    if not (
        token.lemma_ == "hack" or (setting.is_computing and _has_sign(token, "COMPUTING")) or _is_on_a_machine(draft)
    ):
        return draft
    return replace(draft, type="COERCE", mode="cyber", rule=f"{draft.rule}, of computers")


def _is_on_a_machine(draft: Draft) -> bool:
    """Whether what is attacked, or what the attack is made with, belongs to computers."""
    beside = [c for c in draft.predicate.token.children if c.dep_ in ("compound", "amod")]
    words = class_words("COMPUTING")
    return any(t.lemma_.lower() in words for t in (*draft.arguments.recipients, *beside))


def _in_sport(draft: Draft, setting: Setting) -> Draft | None:
    """ "The champion fights him in March": a game."""
    if not setting.is_sport or draft.type not in _OF_PLAY or draft.mode in _OF_LAW:
        return draft
    return draft if _has_sign(draft.predicate.token, "FORCE") else None


def _in_politics(draft: Draft, setting: Setting) -> Draft | None:
    """ "Attacking critics", "came under fire from the mayor" between candidates: in words."""
    token = draft.predicate.token
    if setting.is_politics and draft.mode == "seize" and not _has_sign(token, "FORCE"):
        return (
            None if any(token.doc[i].lower_ == "control" for i in draft.predicate.consumed) else draft
        )  # of a chamber
    words = [token.lemma_.lower(), *(token.doc[i].lower_ for i in draft.predicate.consumed)]
    if not setting.is_politics or draft.type != "ASSAULT" or not any(w in _IN_WORDS for w in words):
        return draft
    people = (*draft.arguments.actors, *draft.arguments.recipients)
    if _has_sign(token, "FORCE") or not people or any(p.ent_type_ in ("GPE", "LOC", "FAC") for p in people):
        return draft
    return replace(draft, type="ACCUSE", mode="disapprove", rule=f"{draft.rule}, in politics")


def _in_calamity(draft: Draft, setting: Setting) -> Draft | None:
    """ "Eight were killed", "houses were destroyed" beside a quake: nobody did it."""
    token = draft.predicate.token
    if draft.arguments.actors or draft.type not in ("ASSAULT", "COERCE") or token.lemma_.lower() not in _HARM:
        return draft
    if _has_sign(token, "FORCE"):
        return draft
    return None if setting.is_calamity or _has_sign(token, "CALAMITY") else draft


def _in_play(draft: Draft, setting: Setting) -> Draft | None:
    """ "Released an update", "deployed the patch": what a report of computers gives out is neither freed nor sent to war."""
    token = draft.predicate.token
    if not setting.is_computing or not (
        draft.type == "MOBILIZE" or draft.mode in ("release", "withdraw") or token.lemma_ == "quit"
    ):
        return draft
    things = objects(token) if is_verbal(token) else []
    words = class_words("COMPUTING")
    is_given_out = any(t.lemma_.lower() in words for t in token.sent) or any(t.lemma_.lower() in words for t in things)
    return None if is_given_out and not _has_sign(token, "FORCE") else draft


def _has_sign(token: Token, name: str) -> bool:
    words = class_words(name)
    return any(t.i != token.i and (t.lower_ in words or t.lemma_.lower() in words) for t in token.sent)


#: What a setting makes of a draft; the first rule that changes it decides.
RULES: tuple[Callable[[Draft, Setting], Draft | None], ...] = (
    _in_computing,
    _in_sport,
    _in_politics,
    _in_calamity,
    _in_play,
)
