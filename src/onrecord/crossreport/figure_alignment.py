"""Whether two figures count the same thing: what is counted, what happened to it, where; never how many."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.crossreport.view import StoryView
from onrecord.model import Annotations, Quantity
from onrecord.resources import read_words

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: Nouns that count people as such; "civilians" or "children" are a part of them and counted apart.
GENERIC = frozenset(
    "people person persons others other dead deaths death fatalities fatality bodies body lives life toll victims victim casualties"
    " casualty killed injured wounded hurt missing those them more displaced arrested arrests arrest infections infection cases"
    " case evacuees homeless number injuries individuals tally total detained".split()
)
#: What happened to people that a story has one number for.
TOLLS = frozenset({"killed", "injured", "casualties", "missing"})
_EMPTY = frozenset(
    "a an the of in on at to by for from with and or as that who which were was is are be been have has had his her its their this"
    " these those after during when into near over under against inside outside across amid off along it he she they not".split()
)
_BODIES = frozenset("body bodies corpse corpses remains".split())
_NEAR = 60  # days
_LEAST_ALIKE = 2  # words that both must use of what they count, for a dispute
_ALIKE = 0.75  # and what share of the shorter one's words these must be
_PART_OF = re.compile(r"\s+of (?:his|her|its|their|the|those|these|them)\b", re.IGNORECASE)
_MORE = re.compile(r"\s+(?:more|others?|further|additional)\b", re.IGNORECASE)
_OPENING = 2  # sentences of the body
_EARLIER = frozenset("prior previous previously earlier former separate another".split())  # of another occasion
_LEAST_TELLING = 3  # people of whom two accounts may speak by different nouns
_TELLING = 100
_SHORT = 4  # letters that two inflected forms of one word share at least


@dataclass(frozen=True)
class Telling:
    """One figure of one report, ready to be compared."""

    report: str
    quantity: Quantity
    head: str  # last word of the item, singular; "" for generic ones
    context: frozenset[str]  # other content words of what it is about, stemmed
    place: str | None  # run-wide entity id
    day: str  # ISO date of what is told, else of the report; "" where neither is known
    doers: frozenset[str] = frozenset()  # run-wide ids of whom its clause has for its subject
    is_part: bool = False  # a part of another figure, or what was added to it: "three of his eleven", "two more bodies"
    leads: bool = False  # stands in the headline or what its report opens with


def make_telling(view: StoryView, annotations: Annotations, quantity: Quantity, day: str) -> Telling:
    """What of a figure is compared.

    Args:
        view: the story.
        annotations: of the report that tells it.
        quantity: the figure.
        day: ISO date or moment of what is told, or of the report; "" where neither is known.
    """
    text = annotations.report.text
    item = [w.lower() for w in _WORD.findall(quantity.item.of(text))] if quantity.item else []
    head = item[-1] if item else ""
    generic = bool(quantity.item_class) and (not head or head in GENERIC)
    words = [w.lower() for w in _WORD.findall(quantity.about or "")]
    context = frozenset(_stem(w) for w in words if w not in _EMPTY and w not in GENERIC and w != head)
    modifiers = frozenset(_stem(w) for w in item[:-1] if w not in _EMPTY)
    return Telling(
        report=annotations.report.id,
        quantity=quantity,
        head="" if generic else _stem(head),
        context=context | modifiers,
        day=day[:10],
        place=view.run_id(annotations.report.id, quantity.place) if quantity.place else None,
        doers=_doers(view, annotations, quantity),
        is_part=_PART_OF.match(text, quantity.end) is not None
        or _is_added(text, quantity)
        or _is_found_of_more(annotations, quantity, head),
        leads=_leads(annotations, quantity),
    )


def _is_added(text: str, quantity: Quantity) -> bool:
    """ "Two more bodies", "another nine": what came on top of a toll, and is none."""
    start = quantity.start - len("another ")
    return _MORE.match(text, quantity.end) is not None or text[max(0, start) : quantity.start].lower() == "another "


def _is_found_of_more(annotations: Annotations, quantity: Quantity, head: str) -> bool:
    """ "Recovered two bodies" in a report that tells of more dead: those found on one occasion."""
    others = (q.value or 0 for q in annotations.quantities if q.item_class == "killed")
    return head in _BODIES and quantity.value is not None and max(others, default=0) > quantity.value


def _leads(annotations: Annotations, quantity: Quantity) -> bool:
    """Whether a figure stands in the headline or in the first sentences of the body, or is the only one of its class that is told."""
    text = annotations.report.text
    alike = {q.value for q in annotations.quantities if q.item_class == quantity.item_class and not _is_added(text, q)}
    if quantity.item_class is not None and len(alike) == 1:
        return True
    body = [s for s in annotations.sentences if s.part == "body"][:_OPENING]
    headlines = [s for s in annotations.sentences if s.part == "headline"]
    return any(s.start <= quantity.start < s.end for s in (*headlines, *body))


def _doers(view: StoryView, annotations: Annotations, quantity: Quantity) -> frozenset[str]:
    clauses = [p for p in annotations.propositions if quantity.id in p.quantities]
    smallest = min(clauses, key=lambda p: sum(s.end - s.start for s in p.spans), default=None)
    found = (view.run_id(annotations.report.id, e) for e in (smallest.subjects if smallest else ()))
    return frozenset(e for e in found if e)


def _stem(word: str) -> str:
    """A word without its plural or tense, roughly; enough to compare words of two reports on one happening."""
    for ending in ("ies", "ing", "ed", "es", "s", "’s", "'s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT - 1 and not word.endswith("ss"):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def judge_same(a: Telling, b: Telling) -> tuple[bool, str]:
    """Whether two figures of one story count the same thing, and why.

    Returns:
        (same, a sentence). Unsure counts as not the same: two figures side by side mislead nobody, a false dispute does.
    """
    p, q = a.quantity, b.quantity
    if (p.kind == "change") != (q.kind == "change") or (p.kind, _base(p.unit)) != (q.kind, _base(q.unit)):
        return False, "They are of different kinds or units."
    if p.item_class != q.item_class:
        return False, "They say that different things happened."
    if a.is_part != b.is_part and p.item_class:
        return False, "One of them counts a part."
    if p.direction != q.direction and p.kind in {"change", "ratio"}:
        return False, "One rises and the other falls."
    if a.head != b.head and not _are_same_people(a, b) and not _is_share_of(a, b):
        return False, "They count different things."
    if a.place and b.place and a.place != b.place:
        return False, "They are of different places."
    if not _are_near(a.day, b.day):
        return False, "They are of different times."
    return _judge_context(a, b)


def _are_same_people(a: Telling, b: Telling) -> bool:
    """Four civilians and four villagers, killed in one place or where one of the two does not say: as many, to whom the same happened."""
    p, q = a.quantity, b.quantity
    if (
        p.item_class is None
        or p.value is None
        or p.value != q.value
        or p.value < _LEAST_TELLING
        or a.is_part
        or b.is_part
    ):
        return False
    heads = {a.head, b.head}
    if not all(not h or h in _people() for h in heads):
        return False
    says_less = not (a.context and b.context)
    return says_less or bool(a.context & b.context) or (a.place is not None and a.place == b.place)


def _is_share_of(a: Telling, b: Telling) -> bool:
    """ "A 15 per cent pay rise" and "a pay rise of 15 per cent": the noun of the one is what the other is said of."""
    is_share = a.quantity.kind in ("percent", "money") and a.quantity.value == b.quantity.value
    return is_share and any(not x.head and y.head in x.context for x, y in ((a, b), (b, a)))


@cache
def _people() -> frozenset[str]:
    return frozenset(_stem(w) for w in read_words("people_nouns.txt"))


def can_conflict(a: Telling, b: Telling) -> bool:
    """Whether two figures that do not agree can be in dispute: what they count is told in much the same words, or is a toll.

    >>> from onrecord.model import Quantity
    >>> made = [Telling("r1", Quantity("n1", 0, 1, kind="count"), "point", frozenset(c.split()), None, "") for c in ("ford", "lead")]
    >>> can_conflict(*made)
    False
    """
    if (a.context | b.context) & _EARLIER or a.is_part or b.is_part:
        return False
    if a.quantity.item_class:
        return True
    if a.doers and b.doers and not a.doers & b.doers:
        return False
    shared, sizes = len(a.context & b.context), sorted((len(a.context), len(b.context)))
    return shared >= _LEAST_ALIKE and shared >= _ALIKE * sizes[0] and 2 * shared >= sizes[1]


def are_tolls_of_the_story(a: Telling, b: Telling) -> bool:
    """Whether both are the toll that their reports open with: of people, as many as there are, of no earlier happening.

    A story is of one happening, so these count it, whatever words tell of it ("dead in the Vrutky disaster", "killed in central Slovakia").
    """
    if a.report == b.report or not (a.leads and b.leads) or a.is_part or b.is_part:
        return False
    p, q = a.quantity, b.quantity
    if p.item_class != q.item_class or p.item_class not in TOLLS or (a.context | b.context) & _EARLIER:
        return False
    if (a.place and b.place and a.place != b.place) or not _are_near(a.day, b.day):
        return False
    return all(not t.head or t.head in _people() for t in (a, b))


def _are_near(a: str, b: str) -> bool:
    """Whether two days may belong to one happening; days that are unknown or no full dates may."""
    try:
        apart = abs((date.fromisoformat(a) - date.fromisoformat(b)).days)
    except ValueError:
        return True
    return apart <= _NEAR


def _base(unit: str | None) -> str:
    return (unit or "").partition(" per ")[0]


def _is_telling(quantity: Quantity) -> bool:
    """Whether a number is so seldom met by chance that two equal ones are one: a share, a sum, a large count."""
    return quantity.value is not None and (quantity.kind in ("percent", "money") or quantity.value >= _TELLING)


def _judge_context(a: Telling, b: Telling) -> tuple[bool, str]:
    shared = sorted(a.context & b.context)
    if a.quantity.item_class:
        if shared or (a.place and a.place == b.place):
            return True, f"Both tell how many were {a.quantity.item_class}" + (
                f"; shared words: {', '.join(shared)}." if shared else "."
            )
        if not a.context or not b.context:
            return (
                True,
                f"Both tell how many were {a.quantity.item_class} in this story, and one says no more than that.",
            )
        same = a.quantity.value is not None and a.quantity.value == b.quantity.value
        return same, "They have the same number." if same else "Nothing shows that they tell of one happening."
    smaller = min(len(a.context), len(b.context))
    if a.head and smaller == 0:
        same = a.context == b.context or (a.quantity.value is not None and a.quantity.value == b.quantity.value)
        return same, f'Both count "{a.head}".' if same else "One of them does not say of what."
    if shared and _is_telling(a.quantity) and a.quantity.value == b.quantity.value:
        return True, f"They have the same number, and both are about: {', '.join(shared)}."
    if len(shared) >= 2 or (shared and 2 * len(shared) >= smaller):
        return True, f"Both are about: {', '.join(shared)}."
    return False, "They share too few words."
