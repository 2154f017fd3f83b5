"""What one report says: the findings of the language stages, each with its characters.

Ids are unique within a report: e1.. entities, q1.. quotations, v1.. events, t1.. timexes, n1.. quantities, p1.. propositions.
Field meanings are those of the output contract (docs/format.md).
"""

from typing import Literal

import msgspec

from onrecord.model.base import Problem, Record, Span
from onrecord.model.report import Report

EntityKind = Literal["person", "organisation", "place", "group", "other"]
MentionForm = Literal["name", "acronym", "title", "description", "pronoun", "demonym"]


class Mention(Record, frozen=True):
    """A span that names or refers to an entity: the name or the head noun phrase without article, possessive or relative clause."""

    start: int
    end: int
    form: MentionForm
    label: Span | None = (
        None  # the whole noun phrase as printed, with titles and modifiers ("late ruler Muammar Gaddafi")
    )
    part: Literal["headline", "body", "other"] = "body"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Entity(Record, frozen=True):
    """Someone or something that mentions of this report refer to."""

    id: str
    name: str  # the fullest name printed
    kind: EntityKind
    country: str | None = None  # ISO 3166-1 alpha-3 (XKX for Kosovo)
    mentions: tuple[Mention, ...] = ()  # in text order, never empty in an annotation
    aliases: tuple[str, ...] = ()  # other names and acronyms of it that the report prints
    roles: tuple[str, ...] = ()  # titles and offices the report binds to it ("NATO Secretary General")
    sector: str | None = None  # PLOVER sector (GOV, MIL, REB, COP, ...), from the text or the entity tables
    latitude: float | None = None  # places linked to the gazetteer
    longitude: float | None = None
    wikidata: str | None = None
    metonym_of: str | None = None  # id of the entity it may stand for; possible, never merged
    judgements: tuple[str, ...] = ()  # sentences: why these mentions were held to be one
    period: str | None = None  # year that its mentions speak of, where bodies of one name are told apart by time


QuotationKind = Literal["direct", "indirect", "mixed"]
QuotationClass = Literal["statement", "stance", "request", "denial", "question", "topic"]


class Quotation(Record, frozen=True):
    """An attributed statement: content, cue, speaker (PolNeAR and PARC terms)."""

    id: str
    kind: QuotationKind
    content: tuple[Span, ...]  # in text order, never empty
    cue: tuple[Span, ...] = ()
    speaker: tuple[Span, ...] = ()
    speakers: tuple[str, ...] = ()  # entity ids; empty where the speaker is nobody that is named
    parent: str | None = None  # the quotation this one is nested in
    class_: QuotationClass = msgspec.field(name="class", default="statement")
    negated: bool = False  # "did not say", "declined to comment"
    cue_tone: str = "neutral"  # neutral, claim, doubt, accuse, stress, admit, deny, demand, reveal ...
    cue_lemma: str | None = None
    confidence: float = 1.0  # 0..1
    timex: str | None = None  # when it was said


EventStatus = Literal["actual", "attempted", "threatened", "planned", "hypothetical", "requested", "negated"]


class Participant(Record, frozen=True):
    """Who takes part in an event: the span of its head noun phrase, and the entity if it is one."""

    entity: str | None
    span: Span
    country: str | None = None  # ISO 3166-1 alpha-3
    sector: str | None = None  # PLOVER sector


class Event(Record, frozen=True):
    """Who did what to whom: one predicate, coded in PLOVER 2.0."""

    id: str
    span: Span  # the predicate's words
    type: str  # PLOVER type or STATEMENT
    mode: str | None = None
    cameo_root: str = ""  # "01".."20"
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: str | None = None  # entity id
    date: str | None = None  # EDTF
    timex: str | None = None  # id
    status: EventStatus = "actual"
    quotation: str | None = None  # id of the quotation that asserts it; None: the outlet's own voice
    historical: bool = False  # lies well before the report's time
    contexts: tuple[str, ...] = ()  # PLOVER contexts
    score: float = 1.0  # 0..1, how sure the type is
    rule: str | None = None  # the lexicon entry that fired
    same_as: str | None = None  # id of the first event of this report that tells of the same happening


TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Timex(Record, frozen=True):
    """A temporal expression (TIMEX3; ISO-TimeML) with its EDTF (ISO 8601-2:2019) and bounds."""

    id: str
    start: int
    end: int
    type: TimexType
    value: str | None = None  # TIMEX3
    mod: str | None = (
        None  # TIMEX3: APPROX, START, MID, END, BEFORE, AFTER, ON_OR_BEFORE, ON_OR_AFTER, LESS_THAN, MORE_THAN ...
    )
    edtf: str | None = None
    earliest: str | None = None  # ISO date
    latest: str | None = None  # ISO date
    anchor: str = "unknown"  # "explicit", "published", a timex id, "unknown"
    signal: str | None = None  # since, until, before, after, by ...
    offset: str | None = None  # signed ISO 8601 duration from the anchor for relative ones ("-P2D")

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


Comparator = Literal["=", "~", "<", "<=", ">", ">=", "range"]
QuantityKind = Literal["count", "money", "percent", "ratio", "measure", "ordinal", "change"]


class Quantity(Record, frozen=True):
    """A figure: value or bounds, what is counted, and what happened to it."""

    id: str
    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    comparator: Comparator
    kind: QuantityKind
    unit: str | None = None
    item: Span | None = None  # the noun phrase that says what is counted
    item_class: str | None = None  # killed, injured, missing, displaced, arrested, ...
    quotation: str | None = None
    timex: str | None = None
    about: str | None = (
        None  # a phrase of printed words: the item and what happened to it, "people killed in the violence"
    )
    place: str | None = None  # entity id
    direction: Literal["up", "down"] | None = None  # of a change or multiple; None for an amount

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Sentence(Record, frozen=True):
    """A sentence of an asserting part with its content lemmas."""

    start: int
    end: int
    part: Literal["headline", "body"]
    paragraph: int  # running number of the paragraph in the report, from 0

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


PropositionMood = Literal["asserted", "negated", "hedged", "hypothetical", "requested", "asked"]


class Term(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A content word of a proposition: written as `[lemma, part of speech, role, start, end]`."""

    lemma: str  # lower-cased
    pos: str  # Universal POS
    role: str  # "root", "subject", "object", "oblique", "modifier", "time", "place", "number", "other"
    start: int
    end: int


class Proposition(Record, frozen=True):
    """One clause that can be true or false, in the voice of the outlet or of whoever a quotation names."""

    id: str
    spans: tuple[Span, ...]  # the clause's characters, in text order
    mood: PropositionMood
    terms: tuple[Term, ...]  # content words in text order
    entities: tuple[str, ...] = ()  # entity ids mentioned in it
    subjects: tuple[str, ...] = ()  # entity ids of its grammatical subject
    objects: tuple[str, ...] = ()  # entity ids of its other arguments
    quotation: str | None = None  # innermost quotation whose content holds it; None: the outlet's voice
    event: str | None = None  # id of the event whose predicate it holds
    timexes: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    headline: bool = False
    negative: bool = False  # told in the negative, whatever the mood ("may not leave" is hedged and negative)
    denied: bool = (
        False  # negative by what governs it, not by its own words ("denied that …", "falsely claimed that …")
    )
    claimed_by: Span | None = (
        None  # the words that name who claims it, where no quotation does ("as claimed by X", "in X's view", "X claims to have won")
    )
    refutes: Span | None = (
        None  # the words that name whose account it says is wrong ("reports have falsified US intelligence")
    )
    when: str | None = None  # id of the timex that dates what is told, or told outright to be to come
    to_come: bool = False  # told outright to be to come: "will vote on Friday", or by its day "votes on Friday", unless that day is past
    supposed: bool = False  # under "if", "unless" or as "should he win": told neither as so nor as what may be
    points_back: bool = False  # denies no more than what was said before: "denies this", "that was false", "it was not", "Not so, says …"
    taken_for_granted: bool = False  # named in a noun by a clause that tells something else: "the collapse of the firm"
    left_open: Span | None = (
        None  # the infinitive that is not told to be so, of a clause that is: "to sell the mill" where they agreed to
    )


class Party(Record, frozen=True):
    """A phrase for people or a body that the report does not name: "peaceful protesters", "the government"."""

    start: int
    end: int  # without article
    head: str  # folded lemma of the head noun
    plural: bool  # several people, or a body of many ("the police")
    definite: bool = False  # after "the", "these"
    country: str | None = None  # ISO 3166-1 alpha-3, by an adjective in the phrase
    part: Literal["headline", "body"] = "body"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Annotations(Record, frozen=True):
    """All that the language stages found in one report."""

    report: Report
    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    events: tuple[Event, ...] = ()
    timexes: tuple[Timex, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    parties: tuple[Party, ...] = ()
    problems: tuple[Problem, ...] = ()
    made_by: str = ""  # version of onrecord and name of the parser model
