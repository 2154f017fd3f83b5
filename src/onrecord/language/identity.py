"""A person, organisation, place or group of one report in the making: its names, its other mentions, its roles."""

from collections import Counter
from dataclasses import dataclass, field

from onrecord.language.countries import usual_name
from onrecord.language.mentions import NameSpan
from onrecord.language.name_people import is_given_name
from onrecord.language.parsing import Paragraph
from onrecord.model import MentionForm

Key = tuple[str, ...]


@dataclass(frozen=True)
class Nominal:
    """A mention that is no name: tokens `[first, last)` of a paragraph."""

    paragraph: Paragraph
    first: int
    last: int
    form: MentionForm

    @property
    def start(self) -> int:
        return self.paragraph.start + int(self.paragraph.doc[self.first].idx)

    @property
    def end(self) -> int:
        token = self.paragraph.doc[self.last - 1]
        return self.paragraph.start + int(token.idx) + len(token)


@dataclass(frozen=True, eq=False)
class Role:
    """A title or office that the report binds to a person."""

    text: str  # as printed
    office: str | None  # head, government, minister foreign ...; None for a rank or honorific
    owner: "Identity | None"  # the organisation or country it is an office of
    country: str | None  # ISO 3166-1 alpha-3
    is_past: bool = False  # "former", "late"


@dataclass(eq=False)
class Identity:
    """An entity in the making: lives within the stage only."""

    kind: str
    key: Key  # the folded words of its fullest name
    spans: list[NameSpan] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    country: str | None = None
    is_country: bool = False  # a country itself, not only something of it
    reasons: list[str] = field(default_factory=list)
    nominals: list[Nominal] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)  # what the report calls it: airline, alliance
    sector: str | None = None
    gender: str | None = None
    period: str | None = None  # year its mentions speak of
    metonym_of: "Identity | None" = None
    coordinates: tuple[float, float] | None = None

    @property
    def name(self) -> str:
        """The fullest name printed; of equally full ones the first."""
        if not self.spans:
            nominal = self.nominals[0]
            return str(nominal.paragraph.doc[nominal.first : nominal.last].text)
        usual = usual_name(Counter(s.text for s in self.spans)) if self.is_country else None
        names = [s for s in self.spans if not self._is_called(s)] or self.spans
        return usual or max(names, key=lambda s: (len(s.words), -s.start)).text

    def _is_called(self, span: NameSpan) -> bool:
        """Whether somebody puts a word before a full name: "Honest Ida Moll" beside "Ida Moll"."""
        first, *rest = span.words
        is_full = len(rest) > 1 and any(list(s.words) == rest for s in self.spans)
        return (
            self.kind == "person" and is_full and is_given_name(rest[0]) and len(first) > 1 and not is_given_name(first)
        )

    def absorb(self, other: "Identity", reason: str) -> None:
        """Take over what the other one has."""
        self.spans += other.spans
        self.acronyms += other.acronyms
        self.country = self.country or other.country
        self.sector = self.sector or other.sector
        self.reasons += [reason, *other.reasons]
        if len(other.key) > len(self.key):
            self.key = other.key
