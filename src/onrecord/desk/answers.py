"""What a store answers to programs: every item with the characters it stands on, and which independent account they belong to.

Plain dataclasses, since the faces (MCP, REST) hand them to pydantic for their schemas.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """Characters of one report, to be cited: `exact` is `text[start:end]` of it, offsets in Unicode code points."""

    report: str
    outlet: str | None
    published: str | None  # EDTF; None: undated
    url: str | None
    story: str | None
    account: int | None  # number of the independent account within the story: reports with one number count once
    start: int
    end: int
    exact: str


@dataclass(frozen=True)
class ReportHit:
    """A report that holds the words looked for."""

    report: str
    title: str | None
    words: list[Words]  # never empty


@dataclass(frozen=True)
class Reports:
    """A page of reports."""

    reports: list[ReportHit]
    next: str | None = None  # ask again with after=next for the next page


@dataclass(frozen=True)
class AccountGroup:
    """One independent account of a story: the reports that count once together, and why."""

    account: int
    reports: list[str]
    outlets: list[str]
    reasons: list[str]  # empty for a report that stands alone


@dataclass(frozen=True)
class Told:
    """One report's telling of a claim."""

    stance: str  # asserts, denies, hedges
    chain: list[str]  # the outlet first, then whoever it cites, and so on
    words: Words


@dataclass(frozen=True)
class Against:
    """Why another claim (or another account of the same claim) cannot stand beside this one."""

    claim: str
    kind: str
    reasons: list[str]


@dataclass(frozen=True)
class ClaimAnswer:
    """One claim of a story. Corroborated means told by independent accounts, not that it is so."""

    story: str
    claim: str
    alignment: str  # corroborated, disputed, single_source
    independent: int  # independent accounts that assert it
    sure: int | None  # of these, those not only probably told alike, in other words; null: all
    about: str  # "said": corroborated that it was said; "so": that it is so
    hypothetical: bool
    told: list[Told]  # never empty
    against: list[Against]


@dataclass(frozen=True)
class StoryAnswer:
    """A story with its independent accounts and a page of its claims, the weightiest first."""

    story: str
    title: str  # the title of one of its reports
    independent: int
    first_day: str | None
    last_day: str | None
    accounts: list[AccountGroup]
    claims: list[ClaimAnswer]
    next: str | None = None


@dataclass(frozen=True)
class Statement:
    """What someone is quoted with."""

    kind: str  # direct, indirect, mixed
    type: str  # statement, stance, request, denial, question, topic
    negated: bool
    speaker: list[Words]  # as printed; empty where nobody is named
    actors: list[str]  # names of the people or bodies that the speaker was found to be
    cue: list[Words]
    content: list[Words]  # never empty


@dataclass(frozen=True)
class Statements:
    """A page of statements."""

    statements: list[Statement]
    next: str | None = None


@dataclass(frozen=True)
class Match:
    """A claim of the record that tells the same as the sentence asked for, or what cannot stand beside it."""

    relation: str  # same, conflict
    score: float
    reasons: list[str]
    claim: ClaimAnswer


@dataclass(frozen=True)
class Checked:
    """What the record's reports say of a sentence. No verdict: whether it is so, no report decides."""

    sentence: str
    asserting: int  # independent accounts that assert it
    denying: int  # independent accounts that deny it
    hedging: int
    conflicting_accounts: int  # independent accounts that assert something that seems to conflict with it: read both
    same: list[Match]
    conflicting: list[Match]
    note: str


@dataclass(frozen=True)
class Stretch:
    """A stretch of a report with what stands around it."""

    words: Words
    before: str
    after: str
    title: str | None
    parts: list[str] = field(default_factory=list)  # kinds of the parts it lies in: headline, body, caption ...
