"""Capitals that name nobody: a common word that opens a sentence, a shout before a colon, a title before a name, a sum of money; and one
that is part of a name though it is a common word too ("said Per Almqvist")."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from onrecord.language.by_place import ByPlace
from onrecord.language.countries import country_named, country_of_demonym
from onrecord.language.gazetteer import find_places
from onrecord.language.mentions import NameSpan, make_span
from onrecord.language.name_keys import fold
from onrecord.language.name_organisations import known_organisations
from onrecord.language.name_people import is_given_name
from onrecord.language.titles import is_title_head
from onrecord.model import Timex
from onrecord.resources import read_table

_SUM = re.compile(r"[A-Za-z]{1,4}(?:[$€£]\d[\d.,]*(?:k|m|mn|bn|tn)?|\d[\d.,]*(?:mn|bn|tn))$")
_PROPER = frozenset({"NNP", "NNPS"})
_NAME_AND_SURNAME = 2  # words
_VESSEL = re.compile(r"M/?V\.?$")
_COMMON = 8000  # rank of a word in running text up to which it is nobody's name by itself
NO_NAME_ENDINGS = ("ed", "ing", "y", "ful", "ous", "less")  # of words that are rarely names
_SHOUTED = 5  # letters from which a common word in capitals is no acronym


def without_no_names(spans: Sequence[NameSpan]) -> list[NameSpan]:
    """The spans that name someone or something.

    A common word is a name where the report prints it with a capital inside a sentence too, or where tables know it.

    Args:
        spans: of one report, in text order.
    """
    inside = {s.words for s in spans if not _opens(s)}
    below = {w for s in spans if s.paragraph.part != "headline" for w in s.words}
    return [s for s in spans if not (_is_no_name(s, s.words in inside) or _is_said_nowhere(s, below))]


def _is_said_nowhere(span: NameSpan, below: Collection[str]) -> bool:
    """ "Airliner lands safely": one word that opens a headline, taken for a person whom the text below does not name; no surname is."""
    if span.paragraph.part != "headline" or span.first or len(span.words) > 1 or span.titled or not below:
        return False
    following = span.paragraph.doc[1] if len(span.paragraph.doc) > 1 else None
    acts = following is not None and following.tag_ in ("VBZ", "VBP", "VBD") and following.text[0].islower()
    is_known = country_named(span.text) or known_organisations(span.text) or is_given_name(span.words[0])
    return span.kind == "person" and acts and span.words[0] not in below and not is_known


def without_dates(spans: Sequence[NameSpan], timexes: Sequence[Timex]) -> list[NameSpan]:
    """The spans that are no part of a date: "Easter", "Good Friday"; a person's name is one all the same.

    Args:
        spans: of one report, in text order.
        timexes: of the report.
    """
    dates = ByPlace((t.start, t.end, t) for t in timexes if t.type in ("DATE", "TIME"))

    def is_in_date(name: NameSpan) -> bool:
        return any(d.start <= name.start and name.end <= d.end for d in dates.touching(name.start, name.end))

    return [s for s in spans if s.kind == "person" or not is_in_date(s)]


def with_given_names(spans: Sequence[NameSpan]) -> list[NameSpan]:
    """ "Said Per | Almqvist", "told Will | Hale": with a given name before them that the parser took for a common word.

    Args:
        spans: of one report, in text order.
    """
    taken = {(s.paragraph.index, i) for s in spans for i in range(s.first, s.last)}
    return [_with_given_name(s) if (s.paragraph.index, s.first - 1) not in taken else s for s in spans]


def whole_names(spans: Sequence[NameSpan]) -> list[NameSpan]:
    """The spans cut to names: without the adjective that a sentence opens with ("Slimy | Adrian Hale"), apart from an acronym in a bracket
    that the tagger took in ("Directorate of Health | (DGS"); a ship with its "MV".

    Args:
        spans: of one report, in text order.
    """
    made: list[NameSpan] = []
    for piece in (p for span in spans for p in _cut(span)):
        if (
            made
            and _VESSEL.match(made[-1].text)
            and piece.paragraph is made[-1].paragraph
            and piece.first == made[-1].last
        ):
            made[-1] = make_span(piece.paragraph, made[-1].first, piece.last, "other")
        else:
            made.append(piece)
    return made


def _cut(span: NameSpan) -> list[NameSpan]:
    doc = span.paragraph.doc
    brackets = [i for i in range(span.first, span.last) if doc[i].text == "("]
    if brackets and ")" not in span.text and span.first < brackets[0] < span.last - 1:
        at = brackets[0]
        pieces = ((span.first, at), (at + 1, span.last))
        return [make_span(span.paragraph, first, last, span.kind) for first, last in pieces]
    has_epithet = len(span.words) > _NAME_AND_SURNAME and _opens(span) and not is_given_name(span.words[0])
    if has_epithet and is_given_name(span.words[1]) and _is_epithet(doc[span.first]):
        return [make_span(span.paragraph, span.first + 1, span.last, "person", span.titled)]
    return [span]


def _is_epithet(token: Any) -> bool:
    word = fold(token.text)
    return bool(token.tag_[:2] == "JJ" or word in _ranked() or word.endswith(("y", "ed", "ing")))


def _with_given_name(span: NameSpan) -> NameSpan:
    before = span.paragraph.doc[span.first - 1] if span.first > 1 else None
    if before is None or len(span.words) > 1 or span.titled or span.kind not in ("person", "other", ""):
        return span
    if before.is_sent_start or not before.text[0].isupper() or before.tag_ in _PROPER or before.nbor(-1).is_punct:
        return span
    is_given = before.lower_ == "per" or is_given_name(before.lower_)
    return make_span(span.paragraph, span.first - 1, span.last, "person") if is_given else span


def _opens(span: NameSpan) -> bool:
    return span.first == 0 or bool(span.paragraph.doc[span.first].is_sent_start)


def _is_no_name(span: NameSpan, is_inside: bool) -> bool:
    if _SUM.match(span.text) or _is_kicker(span):
        return True
    if len(span.words) > 1 or span.titled:
        return False
    shouted = span.text.isupper() and len(span.text) >= _SHOUTED and not span.paragraph.text.isupper()
    if not is_common_word(span.text):
        if _is_plain_noun(span) and _opens(span) and not is_inside:
            return True
        return shouted and span.text.lower().endswith(NO_NAME_ENDINGS[3:])
    return shouted or (_opens(span) and not is_inside and not span.text.isupper())


def _is_plain_noun(span: NameSpan) -> bool:
    """ "Flags will fly at half-mast": the plural of a common word, with the capital of a first word."""
    word = span.text.lower()
    if not word.endswith("s") or word[:-1] not in _ranked() or is_given_name(word):
        return False
    if country_named(span.text) or country_of_demonym(span.text) or known_organisations(span.text):
        return False
    following = span.paragraph.doc[span.last] if span.last < len(span.paragraph.doc) else None
    return following is not None and following.text[0].islower() and following.pos_ in ("VERB", "AUX")


def is_title_of(span: NameSpan, following: NameSpan | None) -> bool:
    """Whether a name is the title of the one that follows at once and no second somebody: "Transport Secretary | Imelda Quirante"."""
    ends_in_title = is_title_head(fold(span.text.split()[-1]).rstrip("."))
    return ends_in_title and following is not None and (following.titled or following.kind == "person")


def _is_kicker(span: NameSpan) -> bool:
    """ "DEATH BOAT: …": what a headline shouts before its colon."""
    doc = span.paragraph.doc
    after = doc[span.last].text if span.last < len(doc) else ""
    return (
        span.paragraph.part == "headline"
        and span.first == 0
        and after in (":", "!")
        and len(span.words) > 1
        and span.text.isupper()
    )


@cache
def _ranked() -> frozenset[str]:
    return frozenset(r["word"] for r in read_table("word_ranks.csv") if int(r["rank"]) <= _COMMON)


def is_common_word(text: str) -> bool:
    """Whether a word is a common one, and nobody's name that tables know."""
    word = text.lower()
    if word not in _ranked() or is_given_name(word):
        return False
    return not (country_named(text) or country_of_demonym(text) or known_organisations(text) or find_places(text))
