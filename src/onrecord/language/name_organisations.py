"""Whether two names of organisations or groups are one's, by the names alone."""

from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.language.countries import country_named, country_of_demonym
from onrecord.language.name_acronyms import SMALL, spells, spells_abroad
from onrecord.language.name_keys import name_words
from onrecord.language.name_people import Verdict, romanise
from onrecord.language.name_sounds import sounds_alike
from onrecord.resources import read_table, read_words

Words = tuple[str, ...]

_WEAK = frozenset({
    "grp", "co", "org", "agency", "news", "corp", "movement", "militants", "militia", "network", "newspaper",
    "magazine", "holding", "plc", "inc", "airline", "airlines", "forces", "party", "rebel",
    "fighter", "militant",
})  # fmt: skip
_GROUPS = frozenset({"grp", "co", "corp", "holding", "plc", "inc"})


#: Legal forms that stand before the name in Russia and its neighbours, France and elsewhere.
_LEADING_FORMS = frozenset(
    {"oao", "ooo", "pao", "zao", "ao", "jsc", "ojsc", "pjsc", "cjsc", "llc", "pt", "srl", "sarl", "sa", "gup", "fgup"}
)


class OrganisationName(NamedTuple):
    """A name taken apart."""

    text: str
    words: Words  # folded, in order, without legal form
    terms: Words  # content words as terms: translated, countries as codes, sorted
    acronym: str  # upper-case letters where the name is an acronym, otherwise ""


@cache
def _terms() -> dict[str, str]:
    return {row["word"]: row["term"] for row in read_table("organisation_terms.tsv")}


@cache
def _known() -> dict[Words, frozenset[int]]:
    """Words of a name or acronym -> rows of the table of organisations."""
    found: dict[Words, set[int]] = {}
    for number, row in enumerate(read_table("organisations.tsv")):
        for name in (*(row["acronyms"] or "").split(";"), *(row["names"] or "").split(";")):
            if name:
                found.setdefault(_plain(name_words(name)), set()).add(number)
    return {words: frozenset(rows) for words, rows in found.items()}


def _plain(words: Words) -> Words:
    return tuple(w.removesuffix("'s") for w in words if w not in SMALL) or words


def known_organisations(name: str) -> frozenset[int]:
    """Rows of the table of organisations that bear the name or acronym; empty where none does."""
    return _known().get(_plain(name_words(name)), frozenset())


def _without_legal_form(words: Words) -> Words:
    forms = read_words("legal_forms.txt")
    for size in range(min(6, len(words) - 1), 0, -1):
        if " ".join(words[-size:]) in forms:
            return _without_legal_form(words[:-size]) if len(words) - size > 1 else words[:-size]
    for size in range(min(5, len(words) - 1), 0, -1):
        if (size > 1 or words[0] in _LEADING_FORMS) and " ".join(words[:size]) in forms:
            return words[size:]
    return words


@lru_cache(maxsize=32_768)
def take_apart_organisation(name: str) -> OrganisationName:
    """The parts of an organisation's name.

    >>> take_apart_organisation("U.S. Department of State").terms
    ('USA', 'dept', 'state')
    """
    text = romanise(name).strip()
    letters = text.replace(".", "").replace("-", "")
    acronym = (
        letters
        if 2 <= len(letters) <= 8
        and letters.isalnum()
        and sum(c.isupper() for c in letters) >= max(2, len(letters) - 2)
        else ""
    )
    words = tuple(w.removesuffix("'s") for w in name_words(text))
    words = _without_legal_form(words) if not acronym else words
    return OrganisationName(text, words, tuple(sorted(_to_terms(words))), acronym.upper())


def _to_terms(words: Words) -> list[str]:
    found, index = [], 0
    while index < len(words):
        pair = " ".join(words[index : index + 2])
        if index + 1 < len(words) and (country_named(pair) or country_of_demonym(pair)):
            found.append(country_named(pair) or country_of_demonym(pair) or "")
            index += 2
            continue
        word = words[index]
        index += 1
        if word in SMALL or word == "&":
            continue
        country = "USA" if word in ("us", "usa") else country_named(word) or country_of_demonym(word)
        found.append(country or _terms().get(word) or _terms().get(_spelling(word)) or _spelling(word))
    return found or list(words)


def _spelling(word: str) -> str:
    """American spelling, singular."""
    word = word.replace("isation", "ization").replace("our", "or") if len(word) > 5 else word
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def compare_organisations(a: str, b: str) -> Verdict:
    """Whether two names of organisations are one's: a verdict with its reason."""
    x, y = take_apart_organisation(a), take_apart_organisation(b)
    if not x.words or not y.words:
        return None, 0.0, "One of the names has no letters that can be compared."
    for rule in _RULES:
        verdict = rule(x, y)
        if verdict is not None:
            return verdict
    return False, 0.1, "The names have content words without counterpart."


def _equal(x: OrganisationName, y: OrganisationName) -> Verdict | None:
    if x.terms == y.terms or _run_together(x.words) == _run_together(y.words):
        return True, 1.0, "The names have the same content words."
    return None


def _run_together(words: Words) -> str:
    return "".join(w for w in words if w not in _GROUPS) or "".join(words)


def _rows_of(name: OrganisationName) -> frozenset[int]:
    """Rows of the table that bear the name, with or without its country before it ("US Defense Department")."""
    rows = _known().get(_plain(name.words), frozenset())
    if rows or len(name.words) < 2:
        return rows
    country = "USA" if name.words[0] == "us" else country_named(name.words[0]) or country_of_demonym(name.words[0])
    if not country:
        return rows
    table = read_table("organisations.tsv")
    rest = _known().get(_plain(name.words[1:]), frozenset())
    return frozenset(n for n in rest if table[n]["country"] == country)


def _table(x: OrganisationName, y: OrganisationName) -> Verdict | None:
    rows, others = _rows_of(x), _rows_of(y)
    if rows & others:
        return True, 0.97, "Both are names of one organisation in the table of organisations."
    return (
        (False, 0.03, "They are names of two organisations in the table of organisations.") if rows and others else None
    )


def _acronyms(x: OrganisationName, y: OrganisationName) -> Verdict | None:
    if bool(x.acronym) == bool(y.acronym):
        return (
            (False, 0.05, "They are different acronyms.") if x.acronym and len(x.words) == len(y.words) == 1 else None
        )
    short, full = (x, y) if x.acronym else (y, x)
    if len(full.words) > 1:
        if spells(short.acronym, full.words) or spells(short.acronym, name_words(full.text)):
            return True, 0.85, "One is the acronym of the other."
        language = None if _rows_of(short) else spells_abroad(short.acronym, full.words)
        if language:
            return True, 0.8, f"One is the acronym of the other's {language.capitalize()} name."
        return False, 0.1, "The acronym does not fit the other's words."
    return None


def _paired(x: OrganisationName, y: OrganisationName) -> Verdict | None:
    """Words that are the same, or spelt otherwise; what is left over may only be words that say what kind of body it is."""
    mine, theirs = list(x.terms), list(y.terms)
    for term in x.terms:
        match = next((t for t in theirs if t == term), None) or next((t for t in theirs if _alike(term, t)), None)
        if match is not None:
            mine.remove(term)
            theirs.remove(match)
    rest, shared = mine + theirs, len(x.terms) - len(mine)
    if not shared:
        return None
    if not rest:
        return True, 0.93, "Each content word has its counterpart in another spelling."
    core = [t for t in x.terms if t not in _WEAK and t not in mine]
    if core and all(t in _WEAK for t in rest) and (not mine or not theirs or all(t in _GROUPS for t in rest)):
        return True, 0.85, "The names differ in words only that say what kind of body it is."
    return None


def _alike(a: str, b: str) -> bool:
    return (
        len(a) > 3
        and len(b) > 3
        and not (a.isupper() or b.isupper())
        and a not in organisation_terms()
        and sounds_alike(a, b)
    )


@cache
def organisation_terms() -> frozenset[str]:
    """Terms that many organisations' names share: "bank", "ministry"."""
    return frozenset(_terms().values())


_RULES = (_equal, _table, _acronyms, _paired)
