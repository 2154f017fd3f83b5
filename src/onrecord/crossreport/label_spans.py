"""How far the label of a mention reaches: the title before a name, the body that an office is of, nothing of the clause around it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from onrecord.crossreport.items import person_nouns
from onrecord.language.countries import country_named, country_of_demonym
from onrecord.language.name_keys import fold
from onrecord.language.titles import is_title_head, title_roles
from onrecord.language.word_relations import noun_lemmas
from onrecord.model import Mention, Span
from onrecord.resources import read_table, read_words

_BEFORE = re.compile(r"([^\W\d_][\w’'-]*)[ \u00a0]+$")
_OFFICE_OF = re.compile(r"([^\W\d_][\w’'-]*)[ \u00a0]of[ \u00a0]$")
_OF = re.compile(r"[ \u00a0]of[ \u00a0](?:the |its |his |her |their )?")
_OWNS = re.compile(r"[’']s?\b")  # "head of the ministry's disaster unit" is no head of the ministry
_LAST_WORD = re.compile(r"([^\W_]+(?:-[^\W_]+)*)(?=[.,;:!?)”\"]|$| ([a-z]+))")
_MORE_OF_NAME = re.compile(r"(?:[ \u00a0](?:[^\W\da-z]|\d+[a-z])[^\s,.;:!?]*)*([ \u00a0](?:and|&)[ \u00a0][^\W\da-z])?")
_NOUN_AFTER = re.compile(r"[ \u00a0]([a-z][a-z-]+)")
_WORDS = re.compile(r"\S+")
_FARTHEST = 60  # characters before a name in which its title may stand
_QUALIFIERS = frozenset(
    "former late then ex deposed ousted embattled acting interim self-styled so-called notorious old new".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_HALVES = frozenset("am pm a.m. p.m. a. p. m.".split())  # of the day
_HONORIFICS = frozenset("mr mrs ms miss dr".split())
_ARTICLES = re.compile(r"^(?:the|a|an|this|that|these|those|its|his|her|their|our)\s+", re.IGNORECASE)


def widen_label(text: str, mention: Mention, ends: Mapping[int, int] | None = None, is_person: bool = False) -> Span:
    """The words of a mention's label: with the title before a name, and the body that an office is of; no article.

    A word that the parser took into the label from the clause around it is left out ("In that year Mr. Ossa …").

    Args:
        text: the report's text.
        mention: its label may be missing.
        ends: where the name that starts at an offset ends, for the names of the report.
        is_person: whether it is a person who is mentioned.
    """
    span = mention.label or mention.span
    start = _without_article(text, span)
    if mention.form in ("name", "acronym") and start < mention.start and is_person:
        start = _without_clause(text, start, mention.start)
    taken = _with_title(text, start)
    office = _OFFICE_OF.search(text[max(0, taken - _FARTHEST) : taken])
    has_more = (
        mention.form == "name" and taken < mention.start and text[taken].isupper()
    )  # "State" of "Secretary of State Ossa"
    if office and has_more and is_title_head(_plain(office.group(1))):
        taken = _with_title(text, taken - (office.end() - office.start(1)))
    end = _with_body(text, span.end, ends or {}) if mention.form in ("title", "description") else span.end
    return Span(taken, end)


def _plain(word: str) -> str:
    return fold(word).rstrip(".")


def _without_article(text: str, span: Span) -> int:
    match = _ARTICLES.match(text[span.start : span.end])
    return span.start + match.end() if match and match.end() < span.end - span.start else span.start


def _without_clause(text: str, start: int, name: int) -> int:
    """Where a label begins without a day, a figure, or a noun that says nothing of a person, right before a title."""
    words = [(m.group(), start + m.start()) for m in _WORDS.finditer(text[start:name])]
    words.append((text[name:].split()[0], name))
    for (word, _), (following, at) in pairwise(words):
        before, after = _plain(word), _plain(following)
        is_figure = following[0].isupper() and (word.isdigit() or word in _HALVES)
        is_time = is_figure or (word[0].isupper() and before in _DAYS)
        if is_time or (at < name and following[0].isupper() and _is_stray(before, after, word)):
            start = at
    return start


def _is_stray(before: str, after: str, word: str) -> bool:
    """Whether a small word before a capitalised title, or the country of one, belongs to something else."""
    if not word.isalpha() or not word.islower() or before in _QUALIFIERS or _says_who(before):
        return False
    if after in _HONORIFICS:
        return True
    is_title = is_title_head(after) or bool(country_named(after.title()) or country_of_demonym(after.title()))
    return is_title and before in noun_lemmas()


def _says_who(word: str) -> bool:
    return word in person_nouns() or word in title_roles() or word in _bodies()


@cache
def _bodies() -> frozenset[str]:
    return (
        frozenset(r["noun"] for table in ("party_nouns.csv", "body_nouns.tsv") for r in read_table(table))
        | read_words("body_heads.txt")
        | read_words("organisation_words.txt")
    )


def _with_title(text: str, start: int) -> int:
    """Where a label begins with the loaded title before it ("then Libyan dictator …")."""
    taken = start
    for word, at in _words_before(text, start):
        qualifies = word.lower() in _QUALIFIERS or (word[0].isupper() and word.lower() not in ("the", "a", "an"))
        if word.lower() not in titles() and not (taken < start and qualifies):
            break
        taken = at
    return taken


def _words_before(text: str, offset: int) -> Iterator[tuple[str, int]]:
    """The words before an offset with where they start, nearest first, as long as only blanks part them."""
    start = max(0, offset - _FARTHEST)
    while offset > start:
        match = _BEFORE.search(text[start:offset])
        if match is None:
            return
        offset = start + match.start(1)
        yield match.group(1), offset


def _with_body(text: str, end: int, ends: Mapping[int, int]) -> int:
    """Where an office ends with the name, or the one word, of what it is the office of ("head of the Red Crescent", "chief of staff")."""
    of = _OF.match(text, end)
    if of is None:
        return end
    full = _end_of_body(text, of, ends)
    return end if full is None or _OWNS.match(text, full) else full


def _end_of_body(text: str, of: re.Match[str], ends: Mapping[int, int]) -> int | None:
    if (named := ends.get(of.end())) is not None:
        more = _MORE_OF_NAME.match(text, named)
        return None if more is None or more.group(1) or _qualifies(text, more.end()) else more.end()
    word = _LAST_WORD.match(text, of.end())
    if word is None or not word.group(1).islower() or word.group(1) in read_words("function_words.txt"):
        return None
    follows = word.group(2)
    return word.end(1) if follows is None or follows in read_words("function_words.txt") else None


def _qualifies(text: str, end: int) -> bool:
    """Whether a name only says which of a thing is meant: "director of the East Asia programme" is no director of East Asia."""
    word = _NOUN_AFTER.match(text, end)
    following = word.group(1) if word is not None else ""
    return following in noun_lemmas() and following not in _LANDS and following not in read_words("function_words.txt")


_LANDS = frozenset(
    "province region district county city state prefecture governorate island town area".split()
)  # "of Orla province"


@cache
def titles() -> frozenset[str]:
    """Lower-cased words that stand before a name and say what its bearer is: nouns among the loaded terms for people."""
    return frozenset(
        r["term"]
        for r in read_table("loaded_terms.csv")
        if r["plays"] in ("rule", "violence", "betrayal", "legitimacy")
    )
