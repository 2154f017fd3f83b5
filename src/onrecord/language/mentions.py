"""Where names stand: the tagger's spans with their edges mended, and the capitalised words that it passed over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from onrecord.language.countries import country_named, country_of_demonym
from onrecord.language.gazetteer import find_places
from onrecord.language.lexemes import ZONES
from onrecord.language.name_acronyms import spells
from onrecord.language.name_asian import custom_of
from onrecord.language.name_keys import fold, name_words
from onrecord.language.name_organisations import known_organisations
from onrecord.language.name_people import is_given_name, name_suffixes
from onrecord.language.parsing import Paragraph, Parsed
from onrecord.language.titles import is_title_head, title_length, title_roles
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
_LEADING = frozenset("de da do dos del della di du la le von van der den al el bin ibn ben".split())
_INSIDE_BODIES = _POSSESSIVES | {"of", "for", "and", "the", "&"}  # small words inside the names of bodies
_MOST_PIECES = 4  # that one name is broken into
#: A nickname between a given name and a surname: it is no part of the name that others print.
_NICKNAME = re.compile(r"(?<=\w )(?:\([A-Z]\w+\)|[\"“'‘][A-Z]\w+[\"”'’]) (?=[A-Z])")
_TO_BE = frozenset({"designate", "elect"})
_WEAK = "?"  # kind of a word that may be no name: kept only where the report prints it as one elsewhere
_PROPER = frozenset({"NNP", "NNPS"})
_CAPITALISED = _PROPER | {"JJ"}


@dataclass(frozen=True)
class NameSpan:
    """Tokens `[first, last)` of a paragraph that are a name, without titles, article and possessive."""

    paragraph: Paragraph
    first: int
    last: int
    kind: str  # as tagged: person, organisation, place, group, other; "" for words that the tagger passed over
    words: tuple[str, ...]  # folded
    text: str
    start: int  # offset into Report.text
    end: int
    titled: bool = False  # an honorific, a rank or an office stands before it

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands among all tokens of the report."""
        return (self.paragraph.index, self.first)


def make_span(paragraph: Paragraph, first: int, last: int, kind: str, titled: bool = False) -> NameSpan:
    """The span with its folded words."""
    piece = paragraph.doc[first:last]
    text, start = str(piece.text), paragraph.start + int(piece.start_char)
    plain = _NICKNAME.sub(" ", text)
    kind = "person" if plain != text else kind
    return NameSpan(paragraph, first, last, kind, name_words(plain), text, start, start + len(text), titled)


def is_acronym(text: str) -> bool:
    """Whether the text is written as an acronym.

    >>> is_acronym("NATO"), is_acronym("U.N."), is_acronym("MoD"), is_acronym("Oslo")
    (True, True, True, False)
    """
    letters = text.replace(".", "")
    return (
        2 <= len(letters) <= 8 and letters.isalnum() and sum(c.isupper() for c in letters) >= max(2, len(letters) - 2)
    )


def _is_capital(text: str) -> bool:
    return text[:1].isupper() or (text[:1].isdigit() and not text.isdigit())


def _trim(doc: Any, first: int, last: int) -> tuple[int, int]:
    """Edges without article, possessive, punctuation and small words."""
    while first < last and (
        doc[first].text in _EDGES or not _is_capital(doc[first].text) or doc[first].lower_ == "the"
    ):
        if doc[first].lower_ in _LEADING and last - first > 1:
            break
        first += 1
    while first < last and (doc[last - 1].text in _EDGES or not _is_capital(doc[last - 1].text)):
        last -= 1
    return first, last


def _is_title_before(doc: Any, first: int) -> bool:
    """Whether a title stands right before the token; "prime minister-designate" is one."""
    if first > 3 and doc[first - 1].lower_ in _TO_BE and doc[first - 2].text == "-":
        first -= 2
    word = fold(doc[first - 1].text).rstrip(".") if first else ""
    return bool(word) and is_title_head(word) and doc[first - 1].tag_[:2] == "NN"


def _pieces(doc: Any, entity: Any) -> Iterator[tuple[int, int]]:
    """The span, cut where a possessive ends one name and another begins."""
    start = entity.start
    for index in range(entity.start, entity.end):
        if doc[index].text in _POSSESSIVES and index > start:
            yield start, index
            start = index + 1
    if start < entity.end:
        yield start, entity.end


def _tagged(paragraph: Paragraph) -> Iterator[NameSpan]:
    doc = paragraph.doc
    for entity in doc.ents:
        kind = KINDS.get(entity.label_)
        if kind is None:
            continue
        for number, (start, end) in enumerate(_pieces(doc, entity)):
            span = _named(paragraph, start, end, kind if not number else "")
            if span is not None:
                yield span


def _named(paragraph: Paragraph, start: int, end: int, kind: str) -> NameSpan | None:
    """The name in a stretch of tokens, without what is no part of it; None where nothing is left."""
    doc = paragraph.doc
    first, last = _trim(doc, start, end)
    if first >= last:
        return None
    titled = False
    if (
        kind in ("person", "organisation", "place", "")
        and last - first > 1
        and not known_organisations(doc[first:last].text)
    ):
        words = [fold(doc[i].text) for i in range(first, last)]
        if all(w.rstrip(".") in title_roles() or w == "-" for w in words):
            return None
        stripped = title_length(words)
        is_hyphenated = doc[first + stripped].text == "-"  # "Saint-Girons" is one word
        if stripped and not is_hyphenated and words[-1] not in read_words("organisation_words.txt"):
            first, kind, titled = first + stripped, "person", True
    if kind == "person":
        last = _with_syllable(doc, first, last)
    span = make_span(paragraph, first, last, kind, titled or _is_title_before(doc, first))
    return span if span.words and not _is_common(span) else None


def _with_syllable(doc: Any, first: int, last: int) -> int:
    """The end of a name with the small syllable after a hyphen ("Ban Ki-moon")."""
    if last + 1 < len(doc) and doc[last].text == "-" and not doc[last - 1].whitespace_ and not doc[last].whitespace_:
        words = name_words(doc[first : last + 2].text)
        return last + 2 if custom_of(words) in ("korean", "chinese") else last
    return last


def _is_common(span: NameSpan) -> bool:
    """Whether the words name nobody: titles, days, months, a single letter, whom a paper opens with in capitals ("A MAN has …")."""
    follows_article = bool(span.first) and span.paragraph.doc[span.first - 1].lower_ in ("a", "an")
    if follows_article and span.text.isupper() and span.words[0] in read_words("person_nouns.txt"):
        return True
    if (
        len(span.text) < 2
        or (span.text.isupper() and span.text.lower() in ZONES)
        or (span.kind == "" and len(span.words) == 1 and span.words[0] in read_words("calendar.txt"))
    ):
        return True
    if all(w in name_suffixes() for w in span.words):  # "Jr." by itself
        return True
    return all(w in title_roles() for w in span.words) and not span.titled


def _passed_over(paragraph: Paragraph, taken: set[int]) -> Iterator[NameSpan]:
    """Runs of capitalised proper nouns in no tagged span, and adjectives of countries; a sentence's first word not by itself."""
    doc, index, size = paragraph.doc, 0, len(paragraph.doc)
    while index < size:
        token = doc[index]
        if index in taken or token.ent_type_ or not token.text[0].isupper() or token.tag_ not in _CAPITALISED:
            index += 1
            continue
        if token.tag_ == "JJ":
            if country_of_demonym(token.text):
                yield make_span(paragraph, index, index + 1, "group")
            index += 1
            continue
        end = index + 1
        while end < size and end not in taken and doc[end].tag_ in _PROPER and doc[end].text[0].isupper():
            end += 1
        span = _named(paragraph, index, end, "")
        if span is not None:
            weak = len(span.words) == 1 and doc[span.first].is_sent_start and not span.titled
            yield replace(span, kind="person" if _is_who(doc, span.last) else _WEAK) if weak else span
        index = end


def _is_who(doc: Any, end: int) -> bool:
    """Whether "who" follows after a comma: "Delorme, who joined …" is somebody, though nothing else says so."""
    return [t.lower_ for t in doc[end : end + 2]] == [",", "who"]


def find_name_spans(parsed: Parsed) -> list[NameSpan]:
    """Names in text order, without overlap."""
    found: list[NameSpan] = []
    shouting = {p.index for p in parsed.paragraphs if _is_title_case(p)}
    for paragraph in parsed.paragraphs:
        tagged = list(_tagged(paragraph))
        taken = {i for s in tagged for i in range(s.first, s.last)}
        spans = sorted([*tagged, *_passed_over(paragraph, taken)], key=lambda s: s.first)
        found += _spelt_out(paragraph, _whole_bodies(paragraph, _with_operation(paragraph, _glued(paragraph, spans))))
    return _without_strays(_settled(found, shouting) if shouting else found)


def _is_title_case(paragraph: Paragraph) -> bool:
    """Whether a headline capitalises its words, so that capitals tell nothing."""
    if paragraph.part != "headline" and paragraph.text[-1:] in '.!?"”':
        return False
    words = [t.text for t in paragraph.doc if len(t.text) > 3 and t.text[0].isalpha()]
    return len(words) > 3 and sum(w[0].isupper() for w in words) >= 0.8 * len(words) and len(paragraph.doc) < 40


def _settled(spans: list[NameSpan], shouting: set[int]) -> list[NameSpan]:
    """In title case only those names stay that the body prints too, or that tables know; longer runs are cut to them."""
    known = {s.words for s in spans if s.paragraph.index not in shouting and s.kind != _WEAK}
    known |= {w[-1:] for w in known}
    kept = []
    for span in spans:
        if span.paragraph.index not in shouting or _is_tabled(span):
            kept.append(span)
            continue
        inner = _longest_known(span, known)
        if inner is not None:
            kept.append(inner)
    return kept


def _is_tabled(span: NameSpan) -> bool:
    if country_named(span.text) or country_of_demonym(span.text) or known_organisations(span.text):
        return True
    return span.kind == "person" and len(span.words) in (2, 3) and is_given_name(span.words[0])


def _longest_known(span: NameSpan, known: set[tuple[str, ...]]) -> NameSpan | None:
    for size in range(span.last - span.first, 0, -1):
        for first in range(span.first, span.last - size + 1):
            if name_words(span.paragraph.doc[first : first + size].text) in known:
                return make_span(span.paragraph, first, first + size, span.kind)
    return None


def _without_strays(spans: list[NameSpan]) -> list[NameSpan]:
    """A lone capitalised word at the head of a sentence is a name only where it is one, or ends one, elsewhere in the report."""
    names = {w for s in spans if s.kind != _WEAK for w in (s.words, s.words[-1:])}
    names |= {s.words[:1] for s in spans if s.kind == "person" and custom_of(s.words) in ("korean", "chinese")}
    return [replace(s, kind="") if s.kind == _WEAK else s for s in spans if s.kind != _WEAK or s.words in names]


def _glued(paragraph: Paragraph, spans: list[NameSpan]) -> list[NameSpan]:
    """A person's name that the tagger cut short, with the proper nouns that follow at once."""
    made: list[NameSpan] = []
    for span in spans:
        last = made[-1] if made else None
        if (
            last is not None
            and len(last.words) < 4
            and (
                (last.last == span.first and (_goes_on(last, span) or _is_given_before(last, span)))
                or _is_cut_at_nickname(last, span)
            )
        ):
            made[-1] = make_span(paragraph, last.first, span.last, "person", last.titled)
        else:
            made.append(span)
    return made


def _goes_on(last: NameSpan, span: NameSpan) -> bool:
    return last.kind == "person" and span.kind == ""


def _is_given_before(last: NameSpan, span: NameSpan) -> bool:
    """A given name alone, with the rest of the name tagged by itself or passed over; "Florence" is one, and a place."""
    if len(last.words) > 1 or not is_given_name(last.words[0]) or span.titled or span.kind not in ("person", ""):
        return False
    return last.kind == "person" or last.titled or not find_places(last.text)


def _is_cut_at_nickname(last: NameSpan, span: NameSpan) -> bool:
    """ "Karim (Kiki | ) Olsen": the mark that closes the nickname stands between the two."""
    whole = last.paragraph.doc[last.first : span.last].text if span.first == last.last + 1 else ""
    return "person" in (last.kind, span.kind) and bool(_NICKNAME.search(whole))


def _whole_bodies(paragraph: Paragraph, spans: list[NameSpan]) -> list[NameSpan]:
    """Names of bodies that the tagger broke at a small word: "Office | for | Fair Trade", "Nurses | ' | Union"."""
    made: list[NameSpan] = []
    index = 0
    while index < len(spans):
        whole, after = spans[index], index + 1
        for last in range(min(index + _MOST_PIECES, len(spans)) - 1, index, -1):
            pieces = spans[index : last + 1]
            if _is_one_body(paragraph, pieces):
                whole, after = make_span(paragraph, whole.first, pieces[-1].last, "organisation"), last + 1
                break
        made.append(whole)
        index = after
    return made


def _is_one_body(paragraph: Paragraph, pieces: list[NameSpan]) -> bool:
    gaps = [[t.lower_ for t in paragraph.doc[a.last : b.first]] for a, b in pairwise(pieces)]
    if not all(gap and len(gap) < 3 and all(t in _INSIDE_BODIES for t in gap) for gap in gaps):
        return False
    if known_organisations(paragraph.doc[pieces[0].first : pieces[-1].last].text):
        return True
    return all(_is_body_joint(a, gap, b) for a, b, gap in zip(pieces, pieces[1:], gaps, strict=False))


def _is_body_joint(before: NameSpan, gap: list[str], after: NameSpan) -> bool:
    """ "Service for the Markets" after the kind of body that it is; "Nurses' Union" after the people that it is of; "Hale & Ossa"."""
    if gap == ["&"]:
        return not before.titled and not after.titled and len(before.words) + len(after.words) <= _MOST_PIECES
    if gap[0] in ("of", "for"):
        kind = before.words[-1] in read_words("body_heads.txt") | read_words("organisation_words.txt")
        return kind and len(before.words) > 1 and after.kind not in ("person", "group", "place") and not after.titled
    if gap[0] in ("'", "’") and len(gap) == 1 and before.text.endswith("s"):
        people = read_words("person_nouns.txt") | read_words("people_nouns.txt")
        return before.words[-1][:-1] in people and after.words[-1] in read_words("organisation_words.txt")
    return False


def _with_operation(paragraph: Paragraph, spans: list[NameSpan]) -> list[NameSpan]:
    """ "Operation" belongs to the name that follows it."""
    doc = paragraph.doc
    return [
        make_span(paragraph, s.first - 1, s.last, "other") if s.first and doc[s.first - 1].text == "Operation" else s
        for s in spans
        if s.text != "Operation"
    ]


def _spelt_out(paragraph: Paragraph, spans: list[NameSpan]) -> list[NameSpan]:
    """Names before an acronym in brackets, as long as the acronym says: the tagger breaks them at small words and hyphens."""
    doc = paragraph.doc
    for span in [s for s in spans if s.first and doc[s.first - 1].text == "(" and s.last - s.first == 1]:
        first = _expansion_start(doc, span)
        if first is None:
            continue
        spans = [s for s in spans if not (first <= s.first < span.first - 1)]
        kind = "organisation" if span.kind in ("", "person", "place", "other") else span.kind
        spans.append(make_span(paragraph, first, span.first - 1, kind))
    return sorted(spans, key=lambda s: s.first)


def _expansion_start(doc: Any, acronym: NameSpan) -> int | None:
    """The token where the name begins that the acronym stands for; None where no words before it fit."""
    letters = acronym.text.replace(".", "")
    if not is_acronym(acronym.text):
        return None
    end = acronym.first - 1
    for first in range(max(0, end - 2 * len(letters) - 4), end - 1):
        if (
            doc[first].text[:1] != letters[0]
            or not doc[first].text[0].isupper()
            or (doc[first].is_sent_start and doc[first].lower_ == "the")
        ):
            continue
        text = doc[first:end].text
        if spells(letters, name_words(text.replace("-", ""))) or known_organisations(text) & known_organisations(
            letters
        ):
            return first
    return None
