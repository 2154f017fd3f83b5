"""Labels that mean one concept: "Mr. Trump" and "the president", "Tehran" and "the Iranians", "the deal" and "the agreement".

Tone has no part in it: "rioters" and "protesters", "dictator" and "leader" must meet, that they can be set against each other.
Read are the labels of one story alone, each as often as it is printed, so that what is said most often decides what a bare title means.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cache

from onrecord.crossreport.items import person_nouns
from onrecord.crossreport.label_meaning import LabelGroup, join_by_meaning
from onrecord.crossreport.label_reading import LEADERS, Read, country_of, is_body, is_people, read_label, singular
from onrecord.crossreport.parties import ALTERNATIVE, party_fields
from onrecord.language.countries import countries
from onrecord.language.name_keys import fold
from onrecord.language.word_relations import likeness, noun_lemmas
from onrecord.resources import read_table

_GOVERNING = frozenset(
    "government administration regime authority official troop military country nation lawmaker senator department congress senate"
    " parliament ministry cabinet".split()
)
_IN_SERVICE = frozenset("officer agent inspector prosecutor".split())  # several of them are the state
_SECTORS_OF_STATE = frozenset("GOV LEG JUD COP MIL".split())
_ALIKE = 0.75
_ONE = "thing one "  # begins the key of what is one person without a name
_PARTS = frozenset("member participant organizer organiser part rest".split())
_SHORTEST_ACRONYM = 3
_INITIALS = re.compile(r"\b[A-Z]")
_WORD_START = re.compile(r"[^\W_]+")


def group_labels(labels: Sequence[str]) -> tuple[int, ...]:
    """Put labels of one story together.

    Args:
        labels: one for each mention, as printed; the same label may come often.

    Returns:
        For each label the number of its group; equal labels have equal numbers, numbers grow in the order of first mention.
    """
    counts = Counter(labels)
    read = {label: read_label(label) for label in sorted(counts)}
    keys: dict[str, str] = {}
    for rule in RULES:
        rule(read, counts, keys)
    numbers: dict[str, int] = {}
    return tuple(numbers.setdefault(keys[label], len(numbers)) for label in labels)


Labels = dict[str, Read]
Keys = dict[str, str]


def by_direction(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """ "the North" is the one country here whose name begins so."""
    named = {r.country for r in read.values() if r.country}
    for label, r in read.items():
        if len(r.words) == 1 and r.words[0] in ("North", "South", "East", "West"):
            fitting = {c for c in named if countries()[c].name.startswith(f"{r.words[0]} ")}
            if len(fitting) == 1:
                keys[label] = f"country {fitting.pop()}"


def by_acronym(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """ "JCPOA" and "J.C.P.O.A." are one, and the one label whose initials they are."""
    named: dict[str, list[str]] = defaultdict(list)
    for label in read:
        initials = "".join(w[0] for w in _WORD_START.findall(label) if w[0].isupper())
        if len(initials) >= _SHORTEST_ACRONYM:
            named[initials].append(label)
    for label, r in read.items():
        letters = r.words[0].replace(".", "") if len(r.words) == 1 else ""
        if letters.isupper() and len(letters) >= _SHORTEST_ACRONYM and not country_of(r.words[0]):
            spelt = [x for x in named[letters] if x not in keys and len(read[x].words) > 1]
            keys.update(dict.fromkeys([label, *spelt], f"thing {letters.lower()}"))


def by_person(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """A name by the word of it that is used alone ("Kim" of Kim Jong Un), else by its last; a word also printed small is no name."""
    small = {w for r in read.values() for w in r.words if w.islower()}
    small |= {singular(w) for w in small}
    alone = Counter[str]()
    for label, r in read.items():
        if len(r.name) == 1:
            alone[r.name[0]] += counts[label]
    firsts: dict[str, set[str]] = defaultdict(set)
    for label, r in read.items():
        if label in keys or not r.name:
            continue
        surname = _surname(r.name, alone)
        if not {surname, singular(surname)} & small:
            keys[label] = f"person {surname}"
            firsts[r.name[0]] |= {surname} if len(r.name) > 1 else set()
    for label, r in read.items():  # a first name alone is whoever has it, where one has
        if keys.get(label) == f"person {''.join(r.name)}" and len(fitting := firsts[r.name[0]] - {r.name[0]}) == 1:
            keys[label] = f"person {next(iter(fitting))}"


def _surname(name: tuple[str, ...], alone: Counter[str]) -> str:
    ends = (name[-1], name[0])
    return max(ends, key=lambda w: (alone[w], w == name[-1]))


def by_country(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """The country, its people, its seat and whoever acts for it without a name."""
    for label, r in read.items():
        if label not in keys and r.country and (r.is_country or _is_state(r)):
            keys[label] = f"country {r.country}"


def _is_state(r: Read) -> bool:
    return bool(r.words) and any(is_body(w) for w in (r.head, fold(r.words[-1])))


def by_office(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """A bare title is whoever bears it most often here, of the country that the label names; several bearers are nobody's label."""
    bearers = _bearers(read, counts, keys)
    for label, r in read.items():
        if label in keys or r.head not in r.titles:
            continue
        office = Counter[str]()
        if not r.is_plural and not (r.head in LEADERS and _is_special(r)):
            office = bearers[r.head, r.country]
            if not office and r.head in LEADERS:
                office = bearers["leader", r.country]
        if office:
            keys[label] = _most(office)
        elif r.country and (r.is_plural or r.head not in LEADERS or not _is_special(r)):
            keys[label] = f"country {r.country}"


def _is_special(r: Read) -> bool:
    """Whether the word before an office says of what: a security chief and a vice president are not who leads the country."""
    before = fold(r.words[-2]).rstrip(".") if len(r.words) > 1 else ""
    if before in ("vice", "deputy"):
        return True
    plain = before in r.titles or is_body(before) or not before.isalpha() or bool(country_of(r.words[-2]))
    return not plain and r.words[-2].islower() and before in noun_lemmas()


def _bearers(read: Labels, counts: Counter[str], keys: Keys) -> dict[tuple[str, str], Counter[str]]:
    """How often each person is told of with an office, by office and country; "" for whatever country."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for label, r in read.items():
        key = keys.get(label, "")
        if not key.startswith("person"):
            continue
        offices = {(title, country) for title in r.titles for country in (r.country, "")}
        offices |= {("leader", r.country) for title in r.titles if title in LEADERS and r.country}
        offices |= {("leader", led) for led in [_holders().get(key.removeprefix("person "))] if led}
        for office in sorted(offices):
            found[office][key] += counts[label]
    return found


@cache
def _holders() -> dict[str, str]:
    """The country that somebody leads or led, by the folded last word and by the first and last of the name."""
    found: dict[str, str] = {}
    for r in read_table("office_holders.tsv"):
        words = fold(r["holder"]).replace("-", " ").split()
        if r["owner"] in countries() and words:
            found[words[-1]] = found[words[0]] = r["owner"]
    return found


def by_government(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """ "the Trump administration" acts for the country that he leads; a bare "the government" for that of the leader most told of."""
    home = _home(read, counts, keys)
    for label, r in read.items():
        if label in keys:
            continue
        several = r.head in ("country", "nation") and r.is_plural  # "the two countries"
        if r.head in _GOVERNING and not several:
            led = next((c for w in r.words if (c := _holders().get(fold(w)))), home)
            if led:
                keys[label] = f"country {led}"
        elif home and (_is_body_of_state(r) or (r.head in _IN_SERVICE and r.is_plural)):
            keys[label] = f"country {home}"


def _is_body_of_state(r: Read) -> bool:
    """Whether a label names a body of state without its country: "the Senate Budget Committee"."""
    return bool(r.words) and r.words[-1][:1].isupper() and r.head in _bodies_of_state()


@cache
def _bodies_of_state() -> frozenset[str]:
    rows = [r for r in read_table("event_actors.csv") if r["sector"] in _SECTORS_OF_STATE]
    return frozenset(w for r in rows for w in r["lemmas"].split("|") if is_body(w) and w not in person_nouns())


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
    return _most(chosen)


def _most(counts: Counter[str]) -> str:
    """What is counted most, the first by the alphabet where several are; "" where nothing is."""
    return min(counts, key=lambda k: (-counts[k], k), default="")


def by_head(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """What is left by its head noun; heads of one meaning are one. One person is not several people, and people are whose they are."""
    left = [x for x in read if x not in keys]
    alone = [x for x in left if _is_one(read[x])]
    several = [x for x in left if not _is_one(read[x])]
    places = _join_heads([(read[x], counts[x]) for x in alone])
    keys.update({x: f"{_ONE}{places[_thing(read[x])]}" for x in alone})
    places = _join_heads([(read[x], counts[x]) for x in several])
    heads = {x: places[_thing(read[x])] for x in several}
    owners = _owners(read, keys)
    whose = {
        x: next((owners[w] for w in reversed(read[x].owners) if w in owners), "") if is_people(heads[x]) else ""
        for x in several
    }
    most: dict[str, Counter[str]] = defaultdict(Counter)  # owners of each head
    for x in several:
        most[heads[x]][whose[x]] += counts[x] if whose[x] else 0
    for x in several:
        owner = whose[x] or _most(most[heads[x]])
        keys[x] = f"thing {heads[x]} of {owner}" if owner else f"thing {heads[x]}"


def _is_one(r: Read) -> bool:
    return r.head in person_nouns() and not r.is_plural


def _join_heads(labels: Sequence[tuple[Read, int]]) -> dict[str, str]:
    """For each head that of its group: heads of one meaning, and a group ("caravan") with the people of whom it is one."""
    heads = Counter[str]()
    for r, count in labels:
        heads[_thing(r)] += count
    place: dict[str, str] = {}
    for head in sorted(heads, key=lambda h: (-heads[h], h)):
        leaders = [x for x in place if place[x] == x]
        place[head] = next(
            (x for x in leaders if likeness(x, head) >= _ALIKE and is_people(x) == is_people(head)), head
        )
    for r, _ in labels:
        members = _field(r.members)
        if r.members and members in place and place[members] != place[_thing(r)]:
            kept, gone = sorted((place[members], place[_thing(r)]), key=lambda h: (-heads[h], h))
            place = {h: kept if p == gone else p for h, p in place.items()}
    return place


def _owners(read: Labels, keys: Keys) -> dict[str, str]:
    """The key of the person that each word means: a surname, or a title that stands for somebody."""
    titles = {r.head: keys[x] for x, r in read.items() if len(r.words) == 1 and keys.get(x, "").startswith("person")}
    return titles | {k.removeprefix("person "): k for k in keys.values() if k.startswith("person")}


def _thing(r: Read) -> str:
    """What a label is about by its head; of "the caravan's members" and "members of the caravan" the caravan.

    Words for one kind of people ("protesters", "rioters") are one thing: within a story they are used of the same people.
    """
    if r.head in _PARTS and len(r.words) > 1:
        return singular(fold(r.words[-2]))
    if r.head in _PARTS and r.of:
        return r.of
    return _field(r.head)


def _field(head: str) -> str:
    field = party_fields().get(head)
    return field if field in ALTERNATIVE else head.rpartition("-")[2]


def by_meaning(read: Labels, counts: Counter[str], keys: Keys) -> None:
    """Things whose labels mean nearly the same."""
    found: dict[str, list[str]] = defaultdict(list)
    for label, key in keys.items():
        if key.startswith("thing"):
            found[key].append(label)
    groups = [
        LabelGroup(key, tuple(labels), _kind(key, [(read[x], counts[x]) for x in labels]), key.partition(" of ")[2])
        for key, labels in found.items()
    ]
    joined = join_by_meaning(groups, counts)
    for label, key in keys.items():
        keys[label] = joined.get(key, key)


def _kind(key: str, labels: Sequence[tuple[Read, int]]) -> str:
    if key.startswith(_ONE):
        return "person"
    return "people" if sum(count if is_people(r.head) else -count for r, count in labels) > 0 else "thing"


#: Asked in this order; each gives a key to labels that have none.
RULES: tuple[Callable[[Labels, Counter[str], Keys], None], ...] = (
    by_direction,
    by_acronym,
    by_person,
    by_country,
    by_office,
    by_government,
    by_head,
    by_meaning,
)
