"""A label taken apart: its head noun, the country in it, the person's name it ends in, its titles, and whose it says the thing is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.crossreport.items import person_nouns
from onrecord.crossreport.parties import party_fields
from onrecord.language.countries import country_named, country_of_capital, country_of_demonym
from onrecord.language.kind_evidence import body_nouns
from onrecord.language.name_keys import fold
from onrecord.language.titles import title_roles
from onrecord.resources import read_table, read_words

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"([^\W_]+(?:[.-][^\W_]+)*)(?:[’']s|(?<=s)[’'])(?=\s)")
_BELONGING = re.compile(r"\b(?:of|for|to) (?:[Tt]he )?(?:[^\W_]+\.? )*?([^\W_]+)$")
_CUT = frozenset(
    "of to in at by with for from between on that who which whose about against over under through into after before as when where"
    " is are was were has have had would will could".split()
)
_DROPPED = frozenset("the a an this that these those his her its their our your my some any all both".split())
_STATE = frozenset(
    "government administration regime official officials officer troops military forces army state nation country authorities"
    " diplomat diplomats leadership delegation side people citizens policymakers".split()
)
_MANY = frozenset(
    "group number series set list majority rest couple pair lot hundred thousand dozen score million".split()
)
_LONGEST = 7  # words of the name of a body of state
LEADERS = frozenset(
    "leader president dictator premier ruler chief strongman minister king chancellor head counterpart".split()
)


@dataclass(frozen=True)
class Read:
    """A label taken apart."""

    words: tuple[
        str, ...
    ]  # of the phrase up to what only qualifies it, without articles and possessive endings; as printed
    head: str  # its last word, folded and in the singular
    country: str  # ISO code of the country that it names or whose adjective stands in it; "" for none
    is_country: bool  # whether it ends in the name, the people or the seat of a country
    name: tuple[str, ...]  # folded words of the person's name it ends in; empty for none
    titles: tuple[str, ...]  # folded words of offices in it
    of: str = ""  # the last word of what follows "of", folded and in the singular
    is_plural: bool = False  # whether its head is printed in the plural
    owners: tuple[str, ...] = ()  # folded words with a possessive ending, and the last of "of", "for" or "to" somebody
    members: str = ""  # head of the people of which it is a group ("a convoy of refugees"); "" where it is none


@cache
def read_label(label: str) -> Read:
    """Take a label apart.

    >>> read_label("North Korean dictator Kim Jong Un").name, read_label("the Iranian officials").country
    (('kim', 'jong', 'un'), 'IRN')
    >>> read_label("the mayor's lawyers").owners, read_label("a convoy of two hundred refugees").members
    (('mayor',), 'refugee')
    """
    printed = label.replace("\xa0", " ")
    words = words_of(label)
    while words and words[0].lower() in _DROPPED:
        words.pop(0)
    cut = next(
        (n for n in range(1, len(words)) if words[n].lower() in _CUT or _is_doing(words[n - 1], words[n])), len(words)
    )
    core = words[:cut]
    country, ends = _country_in(core)
    head = singular(fold(core[-1])) if core else ""
    rest = words[cut:]
    is_of = rest[:1] == ["of"]
    return Read(
        words=tuple(core),
        head=head,
        country=country or _country_in(rest)[0],
        is_country=ends,
        name=_name_at_end(core) if not ends else (),
        titles=tuple(t for w in core if is_office(t := singular(fold(w).rstrip(".")))),
        of=singular(fold(rest[-1])) if is_of else "",
        is_plural=bool(core) and fold(core[-1]) != head,
        owners=_owners(printed),
        members=_members(rest[1:]) if is_of and head in group_nouns() and head not in _MANY else "",
    )


def _is_doing(noun: str, word: str) -> bool:
    """Whether a word only says what people do: "marchers heading north"."""
    return word.islower() and word.endswith("ing") and is_people(singular(fold(noun)))


def words_of(label: str) -> list[str]:
    """The words of a label as printed, without possessive endings."""
    return [w.removesuffix("’s").removesuffix("'s") for w in _WORD.findall(label.replace("\xa0", " "))]


def _owners(label: str) -> tuple[str, ...]:
    found = [m.group(1) for m in _POSSESSIVE.finditer(label)]
    belonging = _BELONGING.search(label)
    return tuple(fold(w).rstrip(".") for w in (*found, *([belonging.group(1)] if belonging else [])))


def _members(words: Sequence[str]) -> str:
    """The head of the people that words name in the plural, past "hundreds of" and the like; "" for others."""
    start = 0
    for number, word in enumerate(words[:-1]):
        if word.lower() == "of" and singular(fold(words[number - 1])) in _MANY:
            start = number + 1
    people = read_label(" ".join(words[start:]))
    return people.head if people.is_plural and is_people(people.head) else ""


def is_people(noun: str) -> bool:
    """Whether a noun in the singular means a person or people.

    >>> is_people("lawyer"), is_people("team"), is_people("border")
    (True, True, False)
    """
    return noun in person_nouns() or noun in party_fields() or noun in ("team", "staff", "people", "family")


@cache
def group_nouns() -> frozenset[str]:
    """Nouns for groups of people or things."""
    return read_words("group_nouns.txt") | (body_nouns() - person_nouns())


def _country_in(words: Sequence[str]) -> tuple[str, bool]:
    """The country whose name, people, adjective, body or seat stands last among words, and whether nothing follows it."""
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - _LONGEST), end):
            phrase = " ".join(words[start:end])
            if words[start][:1].isupper() and (code := country_of(phrase)):
                return code, end == len(words)
    return "", False


def country_of(phrase: str) -> str:
    """The country that a phrase names, whose people, adjective, capital, seat or body it is; "" for none."""
    key = phrase.lower().replace(".", "")
    return (
        country_named(phrase)
        or country_of_demonym(phrase)
        or country_of_capital(phrase)
        or _seats().get(key)
        or _agencies().get(key, "")
    )


@cache
def _agencies() -> dict[str, str]:
    """Bodies of one country: "CIA", "Federal Bureau of Investigation"."""
    rows = [r for r in read_table("organisations.tsv") if r["country"] and r["sector"] not in ("JRN", "BUS", "MED")]
    return {n.lower(): r["country"] for r in rows for n in f"{r['acronyms']};{r['names']}".split(";") if n}


@cache
def _seats() -> dict[str, str]:
    return {r["name"]: r["iso3"] for r in read_table("metonyms.tsv")}


def _name_at_end(words: Sequence[str]) -> tuple[str, ...]:
    """The capitalised words at the end of a phrase that are no title, no country and no word for a body."""
    found: list[str] = []
    for word in reversed(words):
        plain = fold(word).rstrip(".")
        is_name = (
            word[:1].isupper() and not country_of_demonym(word) and not (plain in title_roles() and len(plain) > 1)
        )
        if not is_name or is_body(plain) or singular(plain) in body_nouns():
            break
        found.insert(0, plain)
    return tuple(part for word in found for part in word.split("-"))


def is_body(word: str) -> bool:
    """Whether a folded word means a body of state, an organisation or those who act for it."""
    return word in _STATE or word in _bodies()


@cache
def _bodies() -> frozenset[str]:
    return read_words("body_heads.txt") | read_words("organisation_words.txt")


def is_office(word: str) -> bool:
    """Whether a folded word in the singular is an office that somebody holds."""
    return word in LEADERS or bool({"office", "post"} & title_roles().get(word, frozenset()))


def singular(word: str) -> str:
    """A folded noun in the singular, by its ending.

    >>> singular("countries"), singular("troops"), singular("crisis")
    ('country', 'troop', 'crisis')
    """
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
