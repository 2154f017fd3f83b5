"""One published text and where its characters came from."""

from bisect import bisect_right
from typing import Literal

import msgspec

from onrecord.model.base import Problem, Record, Span

PartKind = Literal["headline", "byline", "dateline", "body", "caption", "credit", "crosshead", "link", "trailer"]

#: Only these parts assert anything: quotations, events, quantities and claims come from nowhere else.
ASSERTING: frozenset[str] = frozenset({"headline", "body"})


class Part(Record, frozen=True):
    """A stretch of the text with one role on the page. Parts are in text order and do not overlap; blank lines are in none."""

    kind: PartKind
    start: int
    end: int
    repeats: Span | None = None  # the earlier part whose words this one prints again

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Segment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """`length` characters of the text that stand in the raw input from `raw` on: `text[start+i]` came from `raw_text[raw+i]`."""

    start: int  # offset into Report.text
    raw: int  # code point offset into the decoded raw input
    length: int


class Origin(Record, frozen=True):
    """Where a report was read from, and the map from its text back to the raw input."""

    path: str  # file as given, with "#n" for the n-th record of a file, "-" for standard input
    sha256: str  # of the raw bytes of the file or record
    encoding: str  # as which the bytes were decoded
    segments: tuple[
        Segment, ...
    ] = ()  # in text order; characters in no segment were put in by reading (a line break, say)

    pages: tuple[int, ...] = ()  # of an input with pages (PDF): offset in the text at which each begins

    def page_of(self, offset: int) -> int | None:
        """Number of the page, from 1, on which the character at `offset` stands; None where the input has no pages."""
        return bisect_right(self.pages, offset) or None

    def raw_offset(self, offset: int) -> int | None:
        """Offset in the decoded raw input of the character at `offset`; None for one that reading put in."""
        for segment in self.segments:
            if segment.start <= offset < segment.start + segment.length:
                return segment.raw + offset - segment.start
        return None


class Report(Record, frozen=True):
    """One published text. `text` never changes after reading; all offsets of all findings point into it."""

    id: str
    text: str
    outlet: str | None = None  # who published it, as printed
    publisher: str | None = None  # the family or owner the outlet belongs to
    url: str | None = None
    title: str | None = None
    published: str | None = None  # EDTF; None where nothing says it
    published_basis: str | None = None  # what says it: "metadata", "dateline", "given", "bounded: ..."
    published_bounds: str | None = None  # EDTF interval that the content of an undated report sets ("2019-04-01/..")
    updated: str | None = None  # EDTF; when its outlet says that it last changed the text
    language: str | None = None  # ISO 639-1
    provider: str | None = (
        None  # agency or outlet that the page names as where its text came from ("AP"), from metadata
    )
    authors: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    origin: Origin | None = None
    problems: tuple[Problem, ...] = ()  # met while reading

    def __post_init__(self) -> None:
        for part in self.parts:
            if part.end > len(self.text):
                raise ValueError(f"report {self.id}: part {part.kind} ends at {part.end}, the text at {len(self.text)}")

    def asserting_parts(self) -> tuple[Part, ...]:
        """The parts that findings may come from: headline and body, repeated ones left out."""
        return tuple(p for p in self.parts if p.kind in ASSERTING and p.repeats is None)
