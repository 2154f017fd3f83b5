"""Where names begin and end, mended once all are found: "Briton | Toby Hale", "FURIOUS | Tessa Hale", "Hugo Van | den | Bossche",
"Flight | 418"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from onrecord.language.countries import country_of_demonym
from onrecord.language.kind_evidence import OF_BODIES, body_nouns
from onrecord.language.mentions import NameSpan, make_span
from onrecord.language.name_keys import name_words
from onrecord.language.name_organisations import known_organisations
from onrecord.language.name_people import is_given_name
from onrecord.language.no_names import NO_NAME_ENDINGS, is_common_word
from onrecord.resources import read_words

_PARTICLES = frozenset("van von der den de da do dos di du del della la le ter ten zu".split())
_MOST_PARTICLES = 2
_NUMBERED = frozenset("flight train platform gate unit block route apollo terminal runway".split())
_SOMEBODY = frozenset(
    "briton brit dane swede finn turk pole scot spaniard serb croat kurd arab scotsman latvian filipino".split()
)
_OPENING = frozenset(["“", '"', "``", "‘", "'"])
_FROM = frozenset({"in", "from", "of", "at"})
_SHOUTED = 4  # letters from which a common word in capitals before a name is a shout
_FULL = 2  # words of a name that has a given name


def mend_edges(spans: Sequence[NameSpan]) -> list[NameSpan]:
    """The names cut or extended to what they are.

    Args:
        spans: of one report, in text order.
    """
    cut = [_without_kind(_without_people_of(_without_nationality(_without_shout(s)))) for s in spans]
    return [_with_number(s) for s in _with_particles(cut)]


def _without_shout(span: NameSpan) -> NameSpan:
    """ "FURIOUS | Tessa Hale": a paper's capitals before a name that has none."""
    doc = span.paragraph.doc
    if span.last - span.first <= _FULL or span.titled:
        return span
    word, after = doc[span.first].text, doc[span.first + 1].text
    shouted = word.isupper() and len(word) >= _SHOUTED and word.isalpha() and not after.isupper()
    if not shouted or not (is_common_word(word) or word.lower().endswith(NO_NAME_ENDINGS)) or known_organisations(word):
        return span
    return make_span(span.paragraph, span.first + 1, span.last, "person")


def _without_nationality(span: NameSpan) -> NameSpan:
    """ "Briton | Toby Hale": a word for somebody of a country before a whole name."""
    doc = span.paragraph.doc
    if span.last - span.first <= _FULL or span.titled or not country_of_demonym(doc[span.first].text):
        return span
    rest = name_words(doc[span.first + 1 : span.last].text)
    word = span.words[0]
    is_person = span.kind == "person" or word in _SOMEBODY or word.endswith("man") or is_given_name(rest[0])
    if not is_person or rest[-1] in read_words("organisation_words.txt") or is_given_name(word):
        return span
    return make_span(span.paragraph, span.first + 1, span.last, "person")


def _without_people_of(span: NameSpan) -> NameSpan:
    """ "People in | Cerro Alto": whoever is said to be there is no part of the place."""
    doc = span.paragraph.doc
    for index in range(span.first + 1, span.last - 1):
        before = doc[index - 1]
        if (
            doc[index].lower_ in _FROM
            and span.first == index - 1
            and before.tag_ in ("NNS", "NNPS", "NNP")
            and _opens(before)
            and is_common_word(before.text)
        ):
            return make_span(span.paragraph, index + 1, span.last, "place")
    return span


def _without_kind(span: NameSpan) -> NameSpan:
    """ "Sponsor | Glanzo", "Insurer | Tolmex": what a body is, printed with the capital of a sentence's first word."""
    doc = span.paragraph.doc
    if span.last - span.first != _FULL or not doc[span.first].is_sent_start or span.titled:
        return span
    is_kind = span.words[0] in OF_BODIES or span.words[0] in body_nouns()
    if not is_kind or is_common_word(doc[span.first + 1].text) or known_organisations(span.text):
        return span
    return make_span(span.paragraph, span.first + 1, span.last, "organisation")


def _opens(token: Any) -> bool:
    """Whether a word is the first of a sentence, or of what somebody is quoted with."""
    return bool(token.is_sent_start) or token.nbor(-1).text in _OPENING


def _with_particles(spans: Sequence[NameSpan]) -> list[NameSpan]:
    """ "Hugo Van | den | Bossche", "Pieter | van den | Hoogen"."""
    made: list[NameSpan] = []
    for span in spans:
        last = made[-1] if made else None
        if last is not None and _is_joined(last, span):
            made[-1] = make_span(span.paragraph, last.first, span.last, "person", last.titled)
        else:
            made.append(span)
    return made


def _is_joined(last: NameSpan, span: NameSpan) -> bool:
    if last.paragraph is not span.paragraph or span.last - span.first > _FULL or span.titled:
        return False
    doc = span.paragraph.doc
    gap = [t.lower_ for t in doc[last.last : span.first]]
    ends_in_one = last.words[-1] in _PARTICLES and (last.last - last.first > 1 or last.titled)
    if not 0 < len(gap) <= _MOST_PARTICLES or not all(w in _PARTICLES for w in gap):
        return False
    is_given = last.kind == "person" and len(last.words) == 1 and (len(gap) > 1 or is_given_name(last.words[0]))
    return ends_in_one or is_given


def _with_number(span: NameSpan) -> NameSpan:
    """ "Flight 418" is one thing, and none without its number."""
    doc = span.paragraph.doc
    following: Any = doc[span.last] if span.last < len(doc) else None
    if following is None or len(span.words) > 1 or span.words[0] not in _NUMBERED or not following.text[0].isdigit():
        return span
    return replace(make_span(span.paragraph, span.first, span.last + 1, "other"), kind="other")
