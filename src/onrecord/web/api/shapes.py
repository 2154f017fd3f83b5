"""Answers that only the API gives; what it shares with other faces is in `onrecord.desk.answers`."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from onrecord.desk.answers import ClaimAnswer, Words


@dataclass(frozen=True)
class StoryLine:
    """A story in a list."""

    story: str
    title: str
    reports: int
    independent: int
    corroborated: int  # claims
    disputed: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True)
class Stories:
    stories: list[StoryLine]
    next: str | None = None


@dataclass(frozen=True)
class Claims:
    claims: list[ClaimAnswer]
    next: str | None = None


@dataclass(frozen=True)
class EventAnswer:
    """Who did what to whom, as one report tells it."""

    type: str  # PLOVER
    mode: str | None
    status: str  # actual, attempted, threatened, planned, hypothetical, requested, negated
    date: str | None  # EDTF
    words: Words
    actors: list[Words]
    recipients: list[Words]


@dataclass(frozen=True)
class Events:
    events: list[EventAnswer]
    next: str | None = None


@dataclass(frozen=True)
class FigureTold:
    low: float | None
    high: float | None
    as_of: str | None
    chain: list[str]
    words: Words


@dataclass(frozen=True)
class FigureAnswer:
    """One thing counted, with what each account gives."""

    item: str
    about: str
    unit: str | None
    disputed: bool
    independent: int
    agreed: list[float | None] | None
    told: list[FigureTold]


@dataclass(frozen=True)
class Figures:
    figures: list[FigureAnswer]


@dataclass(frozen=True)
class ActorLine:
    """A person, organisation, place or group."""

    actor: str
    name: str
    kind: str
    country: str | None
    reports: int


@dataclass(frozen=True)
class Actors:
    actors: list[ActorLine]
    next: str | None = None


@dataclass(frozen=True)
class ActorAnswer:
    """An actor with one mention in each of its reports."""

    actor: str
    name: str
    kind: str
    country: str | None
    reports: int
    aliases: list[str]
    mentions: list[Words]
    next: str | None = None


@dataclass(frozen=True)
class OutletLine:
    outlet: str
    publisher: str | None
    reports: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True)
class Outlets:
    outlets: list[OutletLine]
    next: str | None = None


@dataclass(frozen=True)
class CorrectionAnswer:
    """What a person said against what onrecord worked out."""

    id: int
    kind: str
    subject: list[Words]
    against: list[Words]
    reports: list[str]
    made_by: str
    made_at: str
    note: str
    undone_by: str | None
    undone_at: str | None


@dataclass(frozen=True)
class Corrections:
    corrections: list[CorrectionAnswer]
    next: str | None = None


class Place(BaseModel):
    """Characters of a report."""

    model_config = ConfigDict(extra="forbid")
    report: str = Field(min_length=1, max_length=400)
    start: int = Field(ge=0, le=2**31 - 1)
    end: int = Field(ge=1, le=2**31 - 1)


class NewCorrection(BaseModel):
    """A correction to be made; `subject`, `against` and `reports` as docs/correcting.md says for each kind."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal[
        "same_entity",
        "not_same_entity",
        "split_entity",
        "speaker",
        "not_a_claim",
        "same_story",
        "not_same_story",
        "same_copy",
        "not_copy",
    ]
    subject: list[Place] = Field(default=[], max_length=200)
    against: list[Place] = Field(default=[], max_length=200)
    reports: list[str] = Field(default=[], max_length=200)
    note: str = Field(default="", max_length=2000)


@dataclass(frozen=True)
class Made:
    """A correction was kept; it is applied when the record is settled next."""

    id: int


Json = dict[str, Any]
