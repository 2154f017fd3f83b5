"""Where names stand: the tagger's spans with their edges mended, and the capitalised words that it passed over."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from onrecord.language.countries import country_named
from onrecord.language.name_keys import fold, name_words
from onrecord.language.parsing import Paragraph, Parsed
from onrecord.language.titles import title_length, title_roles
from onrecord.resources import read_words

#: The tagger's labels that name someone or something, and what kind of thing.
KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "other",
    "LAW": "other",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
}
_POSSESSIVES = frozenset({"'s", "’s", "'", "’", "`s"})
_EDGES = frozenset("\"'“”‘’`´.,;:()[]-–—/*•|«»!?…&") | {"``", "''", "--", "...", "'s", "’s"}
_JOINING = frozenset({"of", "for", "and", "the", "de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "von", "van",
                      "der", "den", "al", "el", "bin", "ibn", "ben", "bint", "al-", "y", "&"})  # fmt: skip
_PROPER = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True)
class NameSpan:
    """Tokens `[first, last)` of a paragraph that are a name, without titles, article and possessive."""

    paragraph: Paragraph
    first: int
    last: int
    kind: str  # as tagged: person, organisation, place, group, other; "" for words that the tagger passed over
    words: tuple[str, ...]  # folded
    text: str

    @property
    def start(self) -> int:
        return self.paragraph.start + int(self.paragraph.doc[self.first].idx)

    @property
    def end(self) -> int:
        token = self.paragraph.doc[self.last - 1]
        return self.paragraph.start + int(token.idx) + len(token)

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands among all tokens of the report."""
        return (self.paragraph.index, self.first)


@cache
def _calendar() -> frozenset[str]:
    return read_words("calendar.txt")


def make_span(paragraph: Paragraph, first: int, last: int, kind: str) -> NameSpan:
    """The span with its folded words."""
    text = paragraph.doc[first:last].text
    return NameSpan(paragraph, first, last, kind, name_words(text), text)


def _is_capital(text: str) -> bool:
    return text[:1].isupper() or (text[:1].isdigit() and not text.isdigit())


def _trim(doc: Any, first: int, last: int) -> tuple[int, int]:
    """Edges without article, possessive, punctuation and small words."""
    while first < last and (
        doc[first].text in _EDGES or not _is_capital(doc[first].text) or doc[first].lower_ == "the"
    ):
        if doc[first].lower_ in ("al", "el", "de", "von", "van", "bin") and last - first > 1:
            break
        first += 1
    while first < last and (doc[last - 1].text in _EDGES or not _is_capital(doc[last - 1].text)):
        last -= 1
    return first, last


def _without_title(doc: Any, first: int, last: int) -> int:
    return first + title_length([fold(doc[i].text) for i in range(first, last)])


def _tagged(paragraph: Paragraph) -> Iterator[NameSpan]:
    doc = paragraph.doc
    for entity in doc.ents:
        kind = KINDS.get(entity.label_)
        if kind is None:
            continue
        first, last = _trim(doc, entity.start, entity.end)
        if first < last and kind in ("person", "organisation", "place"):
            stripped = _without_title(doc, first, last)
            if stripped > first:
                first, kind = stripped, "person"
        if first < last:
            yield make_span(paragraph, first, last, kind)


def _passed_over(paragraph: Paragraph, taken: set[int]) -> Iterator[NameSpan]:
    """Runs of capitalised proper nouns in no tagged span, the first word of a sentence by itself left out."""
    doc, index, size = paragraph.doc, 0, len(paragraph.doc)
    while index < size:
        token = doc[index]
        if index in taken or token.ent_type != 0 or token.tag_ not in _PROPER or not token.text[0].isupper():
            index += 1
            continue
        end = index + 1
        while end < size and end not in taken and doc[end].tag_ in _PROPER and doc[end].text[0].isupper():
            end += 1
        first, last = _trim(doc, index, end)
        first = _without_title(doc, first, last) if first < last else first
        if first < last and not (last - first == 1 and (doc[first].is_sent_start or _is_common(doc[first].text))):
            yield make_span(paragraph, first, last, "")
        index = end


def _is_common(text: str) -> bool:
    return fold(text) in title_roles() or fold(text) in _calendar() or len(text) < 2


def find_name_spans(parsed: Parsed) -> list[NameSpan]:
    """Names in text order, without overlap."""
    found: list[NameSpan] = []
    for paragraph in parsed.paragraphs:
        tagged = [s for s in _tagged(paragraph) if not (len(s.words) == 1 and _is_common(s.text)) and s.words]
        taken = {i for s in tagged for i in range(s.first, s.last)}
        found += sorted([*tagged, *_passed_over(paragraph, taken)], key=lambda s: s.first)
    return found


def retagged(span: NameSpan, kind: str) -> NameSpan:
    """The same span as another kind."""
    return replace(span, kind=kind)


def is_place_word(text: str) -> bool:
    """Whether the text names a country."""
    return country_named(text) is not None
