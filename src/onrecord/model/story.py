"""What many reports say together: copies, independence, stories, and the dossier of one story."""

from typing import Literal

import msgspec

from onrecord.model.base import Evidence, Judgement, Problem, Record, Span
from onrecord.model.findings import EntityKind, Event, MentionForm, Quotation
from onrecord.model.report import Report


class Copy(Record, frozen=True):
    """Reports that repeat one text (syndication, reprint, excerpt)."""

    reports: tuple[str, ...]  # ids, sorted; at least two
    original: str | None  # id of the report that probably came first; None: unknown
    basis: tuple[str, ...]  # sentences: why copies, why that original
    spans: tuple[Evidence, ...]  # the shared passages, in each report


TieKind = Literal[
    "copy", "publisher", "origin", "account"
]  # "account": one account of the story, by ties through other reports


class Tie(Record, frozen=True):
    """Why some reports are one account and not several."""

    kind: TieKind
    reports: tuple[str, ...]  # ids, sorted; at least two
    reason: str  # a sentence


class IndependentGroup(Record, frozen=True):
    """One independent account: the reports that count once together, and why."""

    reports: tuple[str, ...]
    reasons: tuple[str, ...] = ()  # empty for a report that stands alone


class Independence(Record, frozen=True):
    """How many independent accounts, which, and why: never just a number."""

    count: int
    groups: tuple[IndependentGroup, ...]


class Story(Record, frozen=True):
    """The reports of one happening (TDT and Media Cloud call one report a "story")."""

    id: str
    title: str
    reports: tuple[str, ...]  # ids, sorted
    independent: int
    groups: tuple[IndependentGroup, ...] = ()  # the independent accounts


class StoryChange(Record, frozen=True):
    """Two known stories that became one, or one that became two, when new reports joined them."""

    kind: Literal["merged", "split"]
    story: str  # id of the one that goes on
    other: str  # id of the one that went into it, or that came out of it
    report: str  # id of a report that moved
    reasons: tuple[str, ...]  # sentences


class Grouping(Record, frozen=True):
    """Every report in exactly one story; the copies among them; why."""

    stories: tuple[Story, ...]
    copies: tuple[Copy, ...]
    judgements: tuple[Judgement, ...] = ()
    problems: tuple[Problem, ...] = ()


class Joined(Record, frozen=True):
    """What became of the stories of a stream when new reports joined them."""

    stories: tuple[Story, ...]  # that are new or hold other reports than before
    changes: tuple[StoryChange, ...]  # known stories that became one, or several


class DossierMention(Record, frozen=True):
    report: str
    start: int
    end: int
    form: MentionForm
    label: Span | None = None


class EntityJudgement(Record, frozen=True):
    """Whether this entity is the same as another, or why mentions of several reports were held to be one."""

    with_: str = msgspec.field(name="with")
    same: bool | None
    score: float
    reasons: tuple[str, ...]


class DossierEntity(Record, frozen=True):
    """One identity across the reports of a run: the same id in all dossiers of the run."""

    id: str
    name: str
    kind: EntityKind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[DossierMention, ...] = ()
    judgements: tuple[EntityJudgement, ...] = ()
    members: tuple[tuple[str, str], ...] = ()  # (report id, entity id in that report's annotations)
    metonym_of: str | None = None


Alignment = Literal["corroborated", "disputed", "single_source"]
Stance = Literal["asserts", "denies", "hedges"]


class Account(Record, frozen=True):
    """One report's telling of a claim."""

    report: str
    spans: tuple[Span, ...]
    chain: tuple[
        str, ...
    ]  # "outlet:NAME" first, then whoever it cites: entity ids, or "said:TEXT" for a speaker that is no entity
    stance: Stance
    quotation: str | None = None  # id within that report
    proposition: str | None = None  # id within that report
    event: str | None = None  # id within that report
    exact: str = ""  # the characters of the spans, joined by " … "


class Conflict(Record, frozen=True):
    with_: str = msgspec.field(name="with")  # claim id; the claim's own id where accounts of it contradict each other
    kind: Literal["negation", "number", "date", "place", "actor", "attribution"]
    reasons: tuple[str, ...]


class Claim(Record, frozen=True):
    """One proposition, and who vouches for it through which chain."""

    id: str
    text: str  # printed words of the best account
    alignment: Alignment
    independent: int  # independent accounts that assert it
    accounts: tuple[Account, ...]
    sure: int | None = (
        None  # how many of them, where the others are only probably told alike, in other words; None: all
    )
    conflicts: tuple[Conflict, ...] = ()
    groups: tuple[IndependentGroup, ...] = ()
    about: Literal["said", "so"] = "so"  # corroborated that it was said, or that it is so
    note: str = ""  # "2 outlets, both citing NATO's readout"
    hypothetical: bool = False
    rank: float = 0.0  # weight in the story, for ordering; never shown
    reasons: tuple[str, ...] = ()  # why these accounts were held to tell the same
    may_be: tuple[
        "Counterpart", ...
    ] = ()  # claims of other accounts that may tell the same: not counted, for a reader to judge


class Label(Record, frozen=True):
    """One wording an outlet uses for an entity."""

    text: str
    count: int
    tone: float | None  # -1..1 from a licensed lexicon; None: no word of it is in the lexicon
    loaded: bool
    evidence: tuple[Evidence, ...]
    owner: str = "outlet"  # "outlet" or the entity id or words of whoever is quoted with it
    loaded_terms: tuple[str, ...] = ()
    kind: str = "name"  # name, title, description, so-called, scare quotes


class Counterpart(Record, frozen=True):
    """Whom else the words of a naming may mean, or what else a claim may be: never held to be the same, shown side by side."""

    with_: str = msgspec.field(name="with")  # entity id, or the id of a party; for a claim the id of another
    reason: str  # a sentence


class Naming(Record, frozen=True):
    """What an outlet calls an entity, or people and bodies that no report of the story names ("rebels")."""

    entity: str  # entity id; for a party the story's id, a slash and what it is called ("s1/rebels")
    outlet: str
    labels: tuple[Label, ...]
    contrast: float = 0.0  # how far these labels lie from those of the other outlets, for ordering
    party: str = ""  # what a party is called most; "" for an entity
    may_be: tuple[Counterpart, ...] = ()


class FigureAccount(Record, frozen=True):
    report: str
    start: int
    end: int
    low: float | None
    high: float | None
    as_of: str | None  # EDTF
    chain: tuple[str, ...]
    comparator: str = "="
    exact: str = ""  # the printed words


class Figure(Record, frozen=True):
    """One thing counted, with every account's interval."""

    item: str
    about: str
    accounts: tuple[FigureAccount, ...]
    agreed: tuple[float | None, float | None] | None  # None: the accounts cannot all be right
    disputed: bool = False
    unit: str | None = None
    kind: str = "count"
    reasons: tuple[str, ...] = ()
    independent: int = 1


class TimelineEntry(Record, frozen=True):
    """Something that happened (or was said), once however often it is told."""

    date: str | None  # EDTF; None: undated
    earliest: str | None
    latest: str | None
    text: str  # printed words of one account
    events: tuple[tuple[str, str], ...]  # (report id, event id); none where no event of the lexicon is told
    accounts: tuple[Evidence, ...]  # the predicates that tell it
    independent: int
    type: str | None = None  # PLOVER type; None: of no type that the lexicon knows
    status: str = "actual"
    anchor: str | None = None  # for undated ones: the relative words as printed ("on Saturday")
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    chains: tuple[tuple[str, ...], ...] = ()  # one for each account: "outlet:NAME" first, then whoever it cites
    note: str = ""  # what the accounts vouch for, where they share an origin


class Coverage(Record, frozen=True):
    claim: str
    outlet: str
    status: Literal["reports", "omits"]


class DossierQuotation(Record, frozen=True):
    """A quotation with its report and the run-wide ids of its speakers."""

    report: str
    quotation: Quotation
    speakers: tuple[str, ...]  # run-wide entity ids
    speaker_text: str  # as printed; "" where none is
    content_text: str
    cue_text: str


class DossierEvent(Record, frozen=True):
    report: str
    event: Event
    actors: tuple[str, ...]  # run-wide entity ids
    recipients: tuple[str, ...]


class Dossier(Record, frozen=True):
    """The sourced record of one story."""

    story: Story
    reports: tuple[Report, ...]
    entities: tuple[DossierEntity, ...] = ()
    claims: tuple[Claim, ...] = ()
    namings: tuple[Naming, ...] = ()
    figures: tuple[Figure, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    quotations: tuple[DossierQuotation, ...] = ()
    events: tuple[DossierEvent, ...] = ()
    copies: tuple[Copy, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: tuple[
        str, ...
    ] = ()  # ids of reports that no stage has read (another language, too long, no text): what they tell is not here
    without: tuple[str, ...] = ()  # outlets whose accounts were taken out
    made_by: str = ""
