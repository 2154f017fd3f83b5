"""Whether letters are the acronym of a name: by its own words, or by those of another language in which it was coined."""

from functools import cache, lru_cache

from onrecord.language.countries import country_named, country_of_demonym
from onrecord.resources import read_table

Words = tuple[str, ...]

SMALL = frozenset({
    "of", "the", "and", "for", "in", "on", "to", "a", "de", "la", "le", "les", "des", "du", "et", "del", "y", "e",
    "der", "die", "das", "und", "fur", "al", "el", "ul", "as", "ash", "s", "against", "with", "by",
})  # fmt: skip
_CUTS = frozenset({"of", "for", "in", "on", "to", "de", "du", "des", "against", "and"})  # what follows may be left out
_FEWEST_ABROAD = 3  # letters: two meet by accident in some language


def spells(acronym: str, words: Words) -> bool:
    """Whether the letters are the initials of the words; small words and further letters of a word may stand for themselves.

    >>> spells("ICRC", ("international", "committee", "of", "the", "red", "cross")), spells("GNA", ("libyan", "national", "army"))
    (True, False)
    """
    content = [w for w in words if w not in SMALL]
    initials = "".join(w[0] for w in content)
    letters = "".join(c for c in acronym.lower() if c.isalnum())
    if letters in (initials, "".join(w[0] for w in words)) or (
        len(letters) > 3 and sorted(letters) == sorted(initials)
    ):
        return True
    if len(content) > 1 and len(letters) >= len(content) and _consumes(letters, content):
        return True
    return len(letters) > 3 and any(letters == "".join(w[0] for w in short) for short in _shortened(words))


def _shortened(words: Words) -> list[list[str]]:
    """The content words without what follows a small word, or without a country's adjective at the end: what acronyms leave out."""
    cuts = [i for i, w in enumerate(words) if w in _CUTS]
    cuts += [len(words) - 1] if len(words) > 3 and country_of_demonym(words[-1]) else []
    kept = ([w for w in words[:cut] if w not in SMALL] for cut in cuts)
    return [k for k in kept if len(k) > 2]


def _consumes(letters: str, content: list[str]) -> bool:
    """Whether the letters are, in order, the first and perhaps a further letter of every content word; "ex-" may give its x."""
    if not content:
        return not letters
    first = content[0]
    if not letters or (letters[0] != first[0] and not (letters[0] == "x" and first.startswith("ex"))):
        return False
    if _consumes(letters[1:], content[1:]):
        return True
    return len(letters) > 1 and letters[1] in first[1:] and _consumes(letters[2:], content[1:])


@cache
def _renderings() -> dict[str, dict[str, frozenset[str]]]:
    """Language -> English word -> initials of its renderings."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for row in read_table("organisation_translations.tsv"):
        for language, cell in row.items():
            if language != "english" and cell:
                found.setdefault(language, {})[row["english"]] = frozenset(w[0] for w in cell.split(";"))
    return found


@lru_cache(maxsize=32_768)
def spells_abroad(acronym: str, words: Words) -> str | None:
    """The language in which the letters are the initials of the name's words, in whatever order that language has them.

    >>> spells_abroad("PKK", ("kurdistan", "workers", "party")), spells_abroad("PKK", ("labour", "party"))
    ('kurdish', None)
    """
    letters = sorted(c for c in acronym.lower() if c.isalnum())
    if len(letters) < _FEWEST_ABROAD:
        return None
    content = [w for w in words if w not in SMALL and w != "s"]
    if len(content) != len(letters):
        return None
    for language, table in _renderings().items():
        choices = [table.get(w) or _own_initial(w) for w in content]
        if sum(w in table for w in content) >= 2 and all(choices) and _fits(letters, choices):
            return language
    return None


def _own_initial(word: str) -> frozenset[str]:
    """Names of countries keep their initial; a word that is not in the table gives none."""
    return frozenset(word[0]) if country_named(word) or country_of_demonym(word) else frozenset()


def _fits(letters: list[str], choices: list[frozenset[str]]) -> bool:
    """Whether each letter can be given to one word."""
    if not choices:
        return not letters
    options = (i for i, c in enumerate(letters) if c in choices[0])
    return any(_fits(letters[:i] + letters[i + 1 :], choices[1:]) for i in options)
