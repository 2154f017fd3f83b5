"""Propositions made ready to be compared: their words weighed, their names turned into run-wide entities, their dates and figures read.

The weight of a word depends on its own report alone: so whether two propositions are the same never depends on which other reports are
there, and adding or striking out a report cannot change it.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property

from onrecord.crossreport.view import StoryView
from onrecord.language.countries import country_named
from onrecord.language.word_relations import rarity
from onrecord.model import Annotations, Proposition, Quantity, Term, Timex
from onrecord.resources import read_table

_ROLE_WEIGHT = {"root": 1.2, "subject": 1.0, "object": 1.0, "oblique": 0.8, "modifier": 0.5, "other": 0.3}
_UNWEIGHED = frozenset({"time", "number"})
_TOPIC_SHARE = 0.2  # of the propositions of a report
_MODIFIERS = frozenset({"ADJ", "ADV"})
_INSIDE = re.compile(
    r"\b(?:of|in|at|on|for|from|with|by|near|against|over|under|to|as|beside|inside|outside|between|among|behind|around|along|across"
    r"|off|above|below|after|before|during|through|who|which|that|whose|where|when)\b",
    re.IGNORECASE,
)
_PLURALS = frozenset(
    "men women children people policemen policewomen gunmen firemen fishermen feet teeth mice wives lives".split()
)
_PERSONAL = frozenset("i we you he she they it who one someone somebody".split())
_OFTEN = {"twice": 2.0, "thrice": 3.0}
_TWICE = re.compile(r"\b(twice|thrice)\b(?! (?:as|the|that|its|their|a|an|more)\b)", re.IGNORECASE)
_TIMES = re.compile(
    r"\s+times\b(?! (?:as|the|that|its|their|a|an|more|less|higher|lower|larger|over)\b)", re.IGNORECASE
)
_OF_DESCRIPTION = 0.4  # of the weight that a noun has elsewhere
_POSSESSIVES = ("'s ", "’s ")
_FAILING = frozenset("fail refuse decline neglect omit forget avoid refrain unable unwilling".split())
_ACCORDING = re.compile(r"\s*according\b", re.IGNORECASE)
_BEFORE = 60  # characters in which a preposition stands before its noun
_AFTER_PREPOSITION = re.compile(
    r"\b(in|at|near|from|to|into|onto|off|on|for|against|by|with|of|under|over|inside|outside|through|across)"
    r"\s+(?:(?:the|a|an|his|her|its|their|this|that|these|those)\s+)?(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")
_LENGTH = re.compile(r"PT?\d+[YMWDHS]")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Item:
    """A word or an entity of a proposition, with its role and how much it says."""

    key: str  # lemma, or "@" and a run-wide entity id, or "~" and a pronoun of which nobody knows what it stands for
    role: str
    weight: float
    word: str = ""  # the first word of an entity's name, to meet it where another report's name was not recognised
    is_inner: bool = False  # stands inside the phrase of another word: the plant of "engineers at the plant"
    is_plural: bool = False  # a common noun in the plural
    is_verb: bool = False
    is_description: bool = (
        False  # stands right before a name and says who that is: the candidate of "the candidate Mira Dolan"
    )
    slot: str = ""  # the preposition that its phrase follows: the "in" of "in a car park"

    @cached_property
    def is_pronoun(self) -> bool:
        return self.key.startswith("~")

    @cached_property
    def is_entity(self) -> bool:
        return self.key.startswith("@")


@dataclass(frozen=True)
class Spot:
    """A place on the map."""

    entity: str  # run-wide id
    country: str  # ISO 3166-1 alpha-3; "" unknown
    is_country: bool
    latitude: float | None
    longitude: float | None
    is_region: bool = False  # a state or province, in which towns lie
    name: str = ""  # folded


@dataclass(frozen=True)
class Telling:
    """One proposition of one report, ready to be compared."""

    report: str
    proposition: Proposition
    items: tuple[Item, ...]
    subjects: frozenset[str]  # run-wide ids
    objects: frozenset[str]
    dates: tuple[tuple[str, str], ...]  # (earliest, latest) ISO days
    figures: tuple[Quantity, ...]
    text: str  # the printed words
    topics: frozenset[str] = frozenset()  # entities that its report names so often that a clause need not
    people: frozenset[str] = frozenset()  # run-wide ids of the persons named in it, by whatever word
    cast: frozenset[str] = frozenset()  # run-wide ids of all persons of its report
    places: tuple[Spot, ...] = ()  # towns, regions and countries named in it, other than as who acts
    published: tuple[str, str] | None = None  # (earliest, latest) ISO day on which its report appeared
    loose_numbers: tuple[float, ...] = ()  # numbers in digits of which no figure was read
    times: tuple[float, ...] = ()  # how often it was done ("twice", "five times")
    durations: tuple[str, ...] = ()  # TIMEX3 values of the lengths of time told of, where they are exact ("P3Y")

    @property
    def id(self) -> tuple[str, str]:
        return self.report, self.proposition.id

    @cached_property
    def weight(self) -> float:
        return sum(i.weight for i in self.items)

    @property
    def is_actual(self) -> bool:
        """Whether it tells what is so or is not so, not what might be, should be or is planned."""
        return self.proposition.mood in ("asserted", "negated", "hedged")

    @cached_property
    def roots(self) -> tuple[Item, ...]:
        return tuple(i for i in self.items if i.role == "root")


def prepare_tellings(view: StoryView) -> tuple[Telling, ...]:
    """The propositions of all reports of a story, by report id, then in text order."""
    return tuple(t for annotations in view.annotated for t in _prepare_report(view, annotations))


def _prepare_report(view: StoryView, annotations: Annotations) -> Iterable[Telling]:
    mentions = sorted(
        (m.start, m.end, run)
        for e in annotations.entities
        for m in e.mentions
        if (run := view.run_id(annotations.report.id, e.id)) is not None
    )
    listed = [_items(p, mentions, view, annotations.report.id) for p in annotations.propositions]
    counts = Counter(key for items in listed for key in {item.key for item in items})
    total = len(listed)
    topics = frozenset(
        key for key, count in counts.items() if key.startswith("@") and count >= max(3, _TOPIC_SHARE * total)
    )
    people = _people(view, annotations)
    spots = _spots(view, annotations)
    published = _day_of(annotations.report.published)
    timexes = {t.id: t for t in annotations.timexes}
    quantities = {q.id: q for q in annotations.quantities}
    for proposition, items in zip(annotations.propositions, listed, strict=True):
        yield Telling(
            report=annotations.report.id,
            proposition=proposition,
            items=tuple(replace(item, weight=item.weight * _scarcity(counts[item.key], total)) for item in items),
            subjects=_run_ids(view, annotations.report.id, proposition.subjects),
            objects=_run_ids(view, annotations.report.id, proposition.objects),
            dates=tuple(_bounds(timexes[t]) for t in proposition.timexes if _is_dated(timexes.get(t))),
            figures=tuple(quantities[q] for q in proposition.quantities if q in quantities),
            topics=topics,
            text=" … ".join(s.of(annotations.report.text) for s in proposition.spans),
            people=frozenset(i.key[1:] for i in items if i.key[1:] in people)
            | (people & _run_ids(view, annotations.report.id, (*proposition.subjects, *proposition.objects))),
            cast=people,
            places=tuple(spots[i.key[1:]] for i in items if i.key[1:] in spots and i.role not in ("subject", "root")),
            published=published,
            loose_numbers=_loose_numbers(proposition, quantities, timexes),
            times=_times(proposition, annotations),
            durations=_durations(proposition, timexes),
        )


def _people(view: StoryView, annotations: Annotations) -> frozenset[str]:
    return _run_ids(view, annotations.report.id, (e.id for e in annotations.entities if e.kind == "person"))


def _spots(view: StoryView, annotations: Annotations) -> dict[str, Spot]:
    """The places of a report that are named as such, by run-wide id; what only lends its adjective ("Libyan") is none."""
    found = {}
    for entity in annotations.entities:
        run = view.run_id(annotations.report.id, entity.id)
        if run is not None and entity.kind == "place" and any(m.form in ("name", "acronym") for m in entity.mentions):
            is_country = country_named(entity.name) is not None
            where = entity.country or "", is_country, entity.latitude, entity.longitude
            found[run] = Spot(run, *where, is_region=entity.name in _regions(), name=entity.name.casefold())
    return found


@cache
def _regions() -> frozenset[str]:
    return frozenset(r["name"] for r in read_table("regions.tsv"))


def _day_of(published: str | None) -> tuple[str, str] | None:
    """The day of an EDTF date that names one."""
    match = _DAY.match(published or "")
    return (match.group(1), match.group(1)) if match else None


def _loose_numbers(
    proposition: Proposition, quantities: dict[str, Quantity], timexes: dict[str, Timex]
) -> tuple[float, ...]:
    read = [(q.start, q.end) for n in proposition.quantities if (q := quantities.get(n)) is not None]
    read += [(t.start, t.end) for n in proposition.timexes if (t := timexes.get(n)) is not None]
    return tuple(
        float(t.lemma.replace(",", ""))
        for t in proposition.terms
        if t.role == "number" and _DIGITS.fullmatch(t.lemma) and not any(start <= t.start < end for start, end in read)
    )


def _durations(proposition: Proposition, timexes: dict[str, Timex]) -> tuple[str, ...]:
    found = (timexes[t] for t in proposition.timexes if t in timexes)
    return tuple(
        t.value for t in found if t.type == "DURATION" and not t.mod and t.value and _LENGTH.fullmatch(t.value)
    )


def _times(proposition: Proposition, annotations: Annotations) -> tuple[float, ...]:
    """How often something was done: "twice", "five times"; not how much more ("five times as many"), not "at times"."""
    text = annotations.report.text
    found = []
    for span in proposition.spans:
        found += [_OFTEN[m.group(1).lower()] for m in _TWICE.finditer(text, span.start, span.end)]
        counted = (
            q for q in annotations.quantities if q.kind == "count" and span.start <= q.start and q.end <= span.end
        )
        found += [q.value for q in counted if q.value is not None and _TIMES.match(text, _end_of_number(q, text))]
    return tuple(found)


def _end_of_number(quantity: Quantity, text: str) -> int:
    """Where the number of a quantity ends that may hold the word it counts."""
    inside = text.find("times", quantity.start, quantity.end)
    return len(text[:inside].rstrip()) if inside >= 0 else quantity.end


def _scarcity(count: int, total: int) -> float:
    """How little a word is used in its report: 1 for once among many propositions, lower for what the whole report is about."""
    return math.log(1 + total / count) / math.log(1 + total) if total > 1 else 1.0


def _run_ids(view: StoryView, report: str, ids: Iterable[str]) -> frozenset[str]:
    return frozenset(run for e in ids if (run := view.run_id(report, e)) is not None)


def _items(proposition: Proposition, mentions: list[tuple[int, int, str]], view: StoryView, report: str) -> list[Item]:
    """The words and entities of a proposition; the words of a name become one entity."""
    found: dict[str, Item] = {}
    ends: dict[str, int] = {}  # where the mention ends that an item was made of
    text = view.of(report).report.text
    people = frozenset(s for s, _, run in mentions if view.entity(run).kind == "person")
    inner = _inner_terms(proposition, text, people)
    passed_over = _passed_over(proposition, view.of(report))
    describing = _describing(proposition, [m for m in mentions if view.entity(m[2]).kind != "place"], text)
    for term in proposition.terms:
        if term.role in _UNWEIGHED or term.start in passed_over:
            continue
        end, entity = next(((e, run) for s, e, run in mentions if s <= term.start and term.end <= e), (0, None))
        spoken = _speaker_meant(term, proposition, view, report) if entity is None else ""
        key = f"@{entity}" if entity else spoken or (f"~{term.lemma}" if term.pos == "PRON" else term.lemma)
        describes = term.start in describing
        weight = _weight(term, entity is not None) * (_OF_DESCRIPTION if describes else 1.0)
        # "I" meets "I" where only one report tells who says it
        word = term.lemma if entity or term.pos == "PROPN" or (term.pos == "PRON" and term.lemma == "i") else ""
        old = found.get(key)
        # "the military alliance": what the last word is, the name is; not so where another name follows a comma
        is_head = entity is not None and ends.get(key) == end and "," not in text[max(0, term.start - 2) : term.start]
        if old is None or old.weight < weight or (is_head and old.weight == weight):
            plural = term.pos == "NOUN" and _is_plural(text[term.start : term.end].lower(), term.lemma)
            is_inner = term.start in inner and (old is None or not is_head or old.is_inner)
            own = old.word if old and is_head else word
            slot = _slot(term, proposition, text)
            found[key] = Item(key, term.role, weight, own, is_inner, plural, term.pos == "VERB", describes, slot)
            ends[key] = end
    for role, ids in (("subject", proposition.subjects), ("object", proposition.objects)):
        for run in sorted(_run_ids(view, report, ids)):
            found.setdefault(f"@{run}", Item(f"@{run}", role, _ROLE_WEIGHT[role], is_inner=role == "object"))
    return list(found.values())


def _is_next(term: Term, following: Term, text: str) -> bool:
    """Whether no word stands between two terms: "Vancouver office", "Hong Kong-based"."""
    return not text[term.end : following.start].strip(" -")


def _passed_over(proposition: Proposition, annotations: Annotations) -> frozenset[int]:
    """Where the words begin that say no more than another field does: who is cited in the clause itself ("…, according to police"), and
    that the rest is not so ("failed to pay")."""
    roots = [t for t in proposition.terms if t.role == "root"]
    turning = {t.start for t in roots[:-1] if proposition.negative and t.lemma in _FAILING}
    return _cited(proposition, annotations) | turning


def _cited(proposition: Proposition, annotations: Annotations) -> frozenset[int]:
    quotation = next((q for q in annotations.quotations if q.id == proposition.quotation), None)
    if quotation is None or not quotation.cue or not _ACCORDING.match(quotation.cue[0].of(annotations.report.text)):
        return frozenset()
    cited = (*quotation.cue, *quotation.speaker)
    return frozenset(t.start for t in proposition.terms if any(s.start <= t.start < s.end for s in cited))


def _describing(proposition: Proposition, mentions: Iterable[tuple[int, int, str]], text: str) -> frozenset[int]:
    """Where nouns begin that stand right before a name and say who that is: "the candidate Mira Dolan", "the tanker Aurora"."""
    starts = {s for s, _, _ in mentions}
    found: set[int] = set()
    for term, after in zip(reversed(proposition.terms[:-1]), reversed(proposition.terms[1:]), strict=True):
        is_next = term.role == after.role and text[term.end : after.start].isspace()
        if (
            term.pos == "NOUN"
            and is_next
            and term.start not in starts
            and (after.start in starts or after.start in found)
        ):
            found.add(term.start)
    return frozenset(found)


def _slot(term: Term, proposition: Proposition, text: str) -> str:
    """The preposition that a phrase follows in its clause, lower-cased, of its last word; "" where it follows none."""
    following = next((t for t in proposition.terms if t.start >= term.end), None)
    if term.role != "oblique" or (
        following is not None and following.role == "oblique" and _is_next(term, following, text)
    ):
        return ""
    start = next((s.start for s in proposition.spans if s.start <= term.start < s.end), term.start)
    match = _AFTER_PREPOSITION.search(text[max(start, term.start - _BEFORE) : term.start])
    return match.group(1).lower() if match else ""


def _speaker_meant(term: Term, proposition: Proposition, view: StoryView, report: str) -> str:
    """Who speaks, where "it" or "they" in what is reported of a body means that body ("the club said it had not sold him"), and where
    "I" in someone's own words means who says them.

    Returns:
        The key of the speaker: of the entity, or the noun; "" where the word means no speaker.
    """
    if term.pos != "PRON" or term.lemma not in ("it", "they", "i") or term.role not in ("subject", "object"):
        return ""
    annotations = view.of(report)
    quotation = next((q for q in annotations.quotations if q.id == proposition.quotation), None)
    kind = "direct" if term.lemma == "i" else "indirect"
    if quotation is None or quotation.kind != kind or not quotation.speaker:
        return ""
    named = sorted(_run_ids(view, report, quotation.speakers))
    if named:
        return f"@{named[0]}" if len(named) == 1 else ""
    words = quotation.speaker[0].of(annotations.report.text).lower().split()
    return words[-1] if words and words[-1].isalpha() and words[-1] not in _PERSONAL else ""


def _inner_terms(proposition: Proposition, text: str, people: frozenset[int]) -> frozenset[int]:
    """Where the words begin that stand inside the phrase of another: after a preposition or "who" within words of one role, or as the
    owner. A person named after a comma is who the phrase means: "the mayor of Ostrava, Jana Hruba".

    Args:
        proposition: with its terms in text order.
        text: of the report.
        people: where mentions of persons begin.
    """
    found: set[int] = set()
    before: Term | None = None
    inner = False
    for term in proposition.terms:
        if before is None or term.role != before.role or (term.start in people and text[before.end] == ","):
            inner = False
        elif _INSIDE.search(text[before.end : term.start]):
            inner = True
        elif text.startswith(_POSSESSIVES, before.end):
            found.add(before.start)
        if inner:
            found.add(term.start)
        before = term
    return frozenset(found)


def _is_plural(printed: str, lemma: str) -> bool:
    return printed != lemma and (printed.endswith("s") or printed in _PLURALS)


def _weight(term: Term, is_entity: bool) -> float:
    role = _ROLE_WEIGHT.get(term.role, 0.3)
    if is_entity:
        return role
    if term.pos == "PRON":
        return 0.6 * role
    return role * rarity(term.lemma) * (0.6 if term.pos in _MODIFIERS and term.role != "root" else 1.0)


def _is_dated(timex: Timex | None) -> bool:
    return timex is not None and bool(timex.earliest and timex.latest)


def _bounds(timex: Timex) -> tuple[str, str]:
    return timex.earliest or "", timex.latest or ""
