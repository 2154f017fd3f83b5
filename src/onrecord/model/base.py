"""What every record has in common: immutable, closed, compared by value.

Records hold nothing that could hold them in turn, so the collector of cycles need not look at them (`gc=False`): a run keeps millions,
and to walk over them all took a share of every stage that grew with the run.
"""

import msgspec


class OnRecordError(Exception):
    """Misuse or a broken configuration: says what, where, and what to do about it. Bad data never raises; see Problem."""


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Base of all records. A change makes a new record (`msgspec.structs.replace`). Fields are atoms, records, tuples or frozen sets."""


class Span(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """Half-open range of Unicode code points of `Report.text`; written as `[start, end]`.

    >>> Span(3, 7).of("In Oslo.")
    'Oslo'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"[{self.start}, {self.end}) is no span: start must be at least 0 and below end")

    def of(self, text: str) -> str:
        """The characters this span stands for."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Evidence(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """Characters of one report, named from outside it; written as `[report id, start, end]`."""

    report: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Problem(Record, frozen=True):
    """Something a stage could not read or settle. Emitted instead of a guess; the other reports go on."""

    stage: str  # the stage that met it
    message: str  # a sentence for a person
    start: int | None = None  # where in the report's text; None where it has no place there
    end: int | None = None
    report: str | None = None  # report id; None inside the report's own annotations


class Judgement(Record, frozen=True):
    """Whether two things are the same, with the reasons. Kept, so that a merge can be explained and undone.

    `onrecord.compare_names` and `onrecord.compare_claims` return one too.
    """

    a: str  # id or text of the first thing
    b: str  # id or text of the second thing
    kind: str  # what was compared: "name", "entity", "copy", "story", "claim"
    same: bool | None  # None: unsure
    score: float  # 0..1, grows with sameness
    reasons: tuple[str, ...] = ()  # sentences, the weightiest first
    verdict: str | None = None  # claims only: "same", "conflict" or "different"
