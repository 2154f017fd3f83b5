"""Labels that mean one concept: "Mr. Trump" and "the president", "Tehran" and "the Iranians", "the deal" and "the agreement".

Tone has no part in it: "rioters" and "protesters", "dictator" and "leader" must meet, that they can be set against each other.
Read are the labels of one story alone, each as often as it is printed, so that what is said most often decides what a bare title means.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.crossreport.parties import ALTERNATIVE
from onrecord.language.countries import countries, country_named, country_of_capital, country_of_demonym
from onrecord.language.encoding import load_encoder
from onrecord.language.name_keys import fold
from onrecord.language.titles import title_roles
from onrecord.language.word_relations import likeness
from onrecord.resources import read_table, read_words

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*\.?")
_CUT = frozenset(
    "of to in at by with for from between on that who which whose about against over under through into after before as when where"
    " is are was were has have had would will could".split()
)
_DROPPED = frozenset("the a an this that these those his her its their our your my some any all both".split())
_STATE = frozenset(
    "government administration regime official officials officer troops military forces army state nation country authorities"
    " diplomat diplomats leadership delegation side people citizens policymakers".split()
)
_GOVERNING = frozenset(
    "government administration regime authority official troop military country nation lawmaker senator department congress senate"
    " parliament ministry cabinet".split()
)
_LEADERS = frozenset(
    "leader president dictator premier ruler chief strongman minister king chancellor head counterpart".split()
)
_ALIKE = 0.75
_NEAR = 0.4  # product of two mean vectors
_PARTS = frozenset("member participant organizer organiser part rest".split())


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


def group_labels(labels: Sequence[str]) -> tuple[int, ...]:
    """Put labels of one story together.

    Args:
        labels: one for each mention, as printed; the same label may come often.

    Returns:
        For each label the number of its group; equal labels have equal numbers, numbers grow in the order of first mention.
    """
    counts = Counter(labels)
    read = {label: read_label(label) for label in counts}
    keys: dict[str, str] = {}
    for rule in RULES:
        rule(read, counts, keys)
    numbers: dict[str, int] = {}
    return tuple(numbers.setdefault(keys[label], len(numbers)) for label in labels)


@cache
def read_label(label: str) -> Read:
    """Take a label apart.

    >>> read_label("North Korean dictator Kim Jong Un").name, read_label("the Iranian officials").country
    (('kim', 'jong', 'un'), 'IRN')
    """
    words = [w.removesuffix("’s").removesuffix("'s") for w in _WORD.findall(label.replace("\xa0", " "))]
    while words and words[0].lower() in _DROPPED:
        words.pop(0)
    cut = next((n for n, w in enumerate(words) if n and w.lower() in _CUT), len(words))
    core = words[:cut]
    country, ends = _country_in(core)
    name = _name_at_end(core) if not ends else ()
    head = _singular(fold(core[-1])) if core else ""
    after = _country_in(words[cut:])[0]
    titles = tuple(_singular(fold(w).rstrip(".")) for w in core if _is_office(_singular(fold(w).rstrip("."))))
    of = _singular(fold(words[-1])) if words[cut : cut + 1] == ["of"] else ""
    return Read(tuple(core), head, country or after, ends, name, titles, of)


def _country_in(words: Sequence[str]) -> tuple[str, bool]:
    """The country whose name, people, adjective or seat stands last among words, and whether nothing follows it."""
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - 3), end):
            phrase = " ".join(words[start:end])
            if words[start][:1].isupper() and (code := _country_of(phrase)):
                return code, end == len(words)
    return "", False


def _country_of(phrase: str) -> str:
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
def _holders() -> dict[str, str]:
    """The country that somebody leads or led, by the folded last word and by the first and last of the name."""
    found: dict[str, str] = {}
    for r in read_table("office_holders.tsv"):
        words = fold(r["holder"]).replace("-", " ").split()
        if r["owner"] in countries() and words:
            found[words[-1]] = found[words[0]] = r["owner"]
    return found


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
        if not is_name or _is_body(plain):
            break
        found.insert(0, plain)
    return tuple(part for word in found for part in word.split("-"))


def _is_body(word: str) -> bool:
    return word in _STATE or word in _bodies()


@cache
def _bodies() -> frozenset[str]:
    return read_words("body_heads.txt") | read_words("organisation_words.txt")


def _is_office(word: str) -> bool:
    return word in _LEADERS or (
        "office" in title_roles().get(word, frozenset()) or "post" in title_roles().get(word, frozenset())
    )


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


Labels = dict[str, Read]
Keys = dict[str, str]


def by_person(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """A name by the word of it that is used alone ("Kim" of Kim Jong Un), else by its last; a word also printed small is no name."""
    small = {w for r in read.values() for w in r.words if w.islower()}
    small |= {_singular(w) for w in small}
    alone = Counter[str]()
    for label, r in read.items():
        if len(r.name) == 1:
            alone[r.name[0]] += counts[label]
    for label, r in read.items():
        if label not in keys and r.name and not {r.name[-1], _singular(r.name[-1])} & small:
            keys[label] = f"person {_surname(r.name, alone)}"


def _surname(name: tuple[str, ...], alone: Counter[str]) -> str:
    ends = (name[-1], name[0])
    return max(ends, key=lambda w: (alone[w], w == name[-1]))


def by_direction(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """ "the North" is the one country here whose name begins so."""
    named = {r.country for r in read.values() if r.country}
    for label, r in read.items():
        if len(r.words) == 1 and r.words[0] in ("North", "South", "East", "West"):
            fitting = {c for c in named if countries()[c].name.startswith(f"{r.words[0]} ")}
            if len(fitting) == 1:
                keys[label] = f"country {fitting.pop()}"


def by_country(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """The country, its people, its seat and whoever acts for it without a name."""
    for label, r in read.items():
        if label not in keys and r.country and (r.is_country or _is_state(r)):
            keys[label] = f"country {r.country}"


def by_government(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """ "the Trump administration" acts for the country that he leads; a bare "the government" for that of the leader most told of."""
    home = _home(read, counts, keys)
    for label, r in read.items():
        several = (
            r.head in ("country", "nation") and bool(r.words) and fold(r.words[-1]) != r.head
        )  # "the two countries"
        if label not in keys and r.head in _GOVERNING and not several:
            led = next((c for w in r.words if (c := _holders().get(fold(w)))), home)
            if led:
                keys[label] = f"country {led}"


def _home(read: Labels, counts: Counter[str], keys: Keys) -> str:
    """The country whose leader is told of most; where no leader is, the country told of most."""
    led, told = Counter[str](), Counter[str]()
    for label in read:
        kind, _, name = keys.get(label, "").partition(" ")
        if kind == "country":
            told[name] += counts[label]
        elif kind == "person" and name in _holders():
            led[_holders()[name]] += counts[label]
    chosen = led or told
    return min(chosen, key=lambda k: (-chosen[k], k), default="")


def _is_state(r: Read) -> bool:
    return bool(r.words) and any(_is_body(w) for w in (r.head, fold(r.words[-1])))


def by_office(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """A bare title is whoever bears it most often here, of the country that the label names."""
    bearers = _bearers(read, counts, keys)
    for label, r in read.items():
        if label in keys or r.head not in r.titles:
            continue
        office = bearers.get((r.head, r.country), {})
        if not office and r.head in _LEADERS:
            office = bearers.get(("leader", r.country), {})
        if office:
            keys[label] = min(office, key=lambda k: (-office[k], k))
        elif r.country:
            keys[label] = f"country {r.country}"


def _bearers(read: Labels, counts: Counter[str], keys: Keys) -> dict[tuple[str, str], dict[str, int]]:
    """How often each person is told of with an office, by office and country; "" for whatever country."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(Counter)
    for label, r in read.items():
        key = keys.get(label, "")
        if not key.startswith("person"):
            continue
        offices = {(title, country) for title in r.titles for country in (r.country, "")}
        offices |= {("leader", r.country) for title in r.titles if title in _LEADERS and r.country}
        offices |= {("leader", led) for led in [_holders().get(key.removeprefix("person "))] if led}
        for office in sorted(offices):
            found[office][key] += counts[label]
    return found


def by_head(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """What is left by its head noun; heads of one meaning are one. The members of a thing are the thing."""
    heads = Counter[str]()
    for label, r in read.items():
        if label not in keys:
            heads[_thing(r)] += counts[label]
    leaders: list[str] = []
    place: dict[str, str] = {}
    for head in sorted(heads, key=lambda h: (-heads[h], h)):
        place[head] = next((x for x in leaders if likeness(x, head) >= _ALIKE), head)
        if place[head] == head:
            leaders.append(head)
    for label, r in read.items():
        keys.setdefault(label, f"thing {place.get(_thing(r), _thing(r))}")


def _thing(r: Read) -> str:
    """What a label is about by its head; of "the caravan's members" and "members of the caravan" the caravan.

    Words for one kind of people ("protesters", "rioters") are one thing: within a story they are used of the same people.
    """
    if r.head in _PARTS and len(r.words) > 1:
        return _singular(fold(r.words[-2]))
    if r.head in _PARTS and r.of:
        return r.of
    field = _fields().get(r.head)
    return field if field in ALTERNATIVE else r.head.rpartition("-")[2]


@cache
def _fields() -> dict[str, str]:
    return {r["noun"]: r["field"] for r in read_table("party_nouns.csv") if r["field"] != "state"}


def by_meaning(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """Things whose labels mean nearly the same, where the encoder is installed: the largest first takes what is near to it on average."""
    encoder = load_encoder()
    if encoder is None:
        return
    groups: dict[str, list[str]] = defaultdict(list)
    for label, key in keys.items():
        if key.startswith("thing"):
            groups[key].append(label)
    ordered = sorted(groups, key=lambda k: (-sum(counts[x] for x in groups[k]), k))
    centres: list[tuple[str, Any]] = []
    for key in ordered:
        vectors = [encoder.encode(x) * counts[x] for x in sorted(groups[key])]
        centre = sum(vectors[1:], vectors[0]) / sum(counts[x] for x in groups[key])
        near = max(((float(centre @ c), k) for k, c in centres), default=(0.0, ""))
        if near[0] >= _NEAR:
            for label in groups[key]:
                keys[label] = near[1]
        else:
            centres.append((key, centre))


#: Asked in this order; each gives a key to labels that have none.
RULES: tuple[Callable[[Labels, Counter[str], Keys], None], ...] = (
    by_direction,
    by_person,
    by_country,
    by_office,
    by_government,
    by_head,
    by_meaning,
)
