"""Propositions made ready to be compared: their words weighed, their names turned into run-wide entities, their dates and figures read.

The weight of a word depends on its own report alone: so whether two propositions are the same never depends on which other reports are
there, and adding or striking out a report cannot change it.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from onrecord.crossreport.clocks import Clock, read_clock
from onrecord.crossreport.items import Item, items_of
from onrecord.crossreport.same_words import quoted_words
from onrecord.crossreport.sole_things import Thing, named_things, things_of
from onrecord.crossreport.tolls import Toll, read_toll
from onrecord.crossreport.view import StoryView
from onrecord.language.countries import country_named
from onrecord.model import Annotations, Proposition, Quantity, Timex
from onrecord.resources import read_table

_TOPIC_SHARE = 0.2  # of the propositions of a report
_OFTEN = {"twice": 2.0, "thrice": 3.0}
_TWICE = re.compile(r"\b(twice|thrice)\b(?! (?:as|the|that|its|their|a|an|more)\b)", re.IGNORECASE)
_TIMES = re.compile(
    r"\s+times\b(?! (?:as|the|that|its|their|a|an|more|less|higher|lower|larger|over)\b)", re.IGNORECASE
)
_PARTICLE = re.compile(r"\s+(up|out|off|down|away|back|over|apart|aside)\b", re.IGNORECASE)
_WAY = re.compile(r"\s+(?:(in|into|on|onto)|out|off)\b", re.IGNORECASE)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")
_CALENDAR_DAY = re.compile(r"(?:XXXX|\d{4})-(?:(\d\d(?:-\d\d)?)|WXX-(\d))(?:T|$)")
_LENGTH = re.compile(r"P(?=.)((?:[\d.]+[YMWD])*)(?:T((?:[\d.]+[HMS])+))?")
_PART = re.compile(r"([\d.]+)([YMWDHS])")
_DAYS = {"Y": 365.25, "M": 30.44, "W": 7.0, "D": 1.0, "TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


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
class CalendarDay:
    """What is known of a day without its year.

    >>> CalendarDay("11-19", "").may_be(CalendarDay("11", "5"))
    True
    """

    date: str  # "11-19" or "11"; "" unknown
    weekday: str  # ISO, "1" is Monday; "" unknown

    def may_be(self, other: "CalendarDay") -> bool:
        """Whether the two may be one day."""
        dates = self.date.startswith(other.date) or other.date.startswith(self.date)
        return dates and (not self.weekday or not other.weekday or self.weekday == other.weekday)


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
    durations: tuple[float, ...] = ()  # in days, of the lengths of time told of that are exact
    particles: frozenset[str] = frozenset()  # the small words that its verbs are said with: "up" of "gave up"
    ways: frozenset[tuple[str, bool]] = frozenset()  # its verbs that are said with "in", "on" (True) or "out", "off"
    lengths: tuple[float, ...] = ()  # in days, of all lengths of time, rough ones too
    calendar_days: tuple[CalendarDay, ...] = ()  # of its dates, whether the year is known or not
    speakers: frozenset[str] = frozenset()  # run-wide ids of who says it, where a quotation holds it
    quoted: tuple[str, ...] = ()  # its words that stand in quotation marks, folded
    toll: Toll | None = None  # how many were killed, hurt, arrested, if that is what it tells
    clock: Clock | None = None  # the time of day that it gives

    @property
    def id(self) -> tuple[str, str]:
        return self.report, self.proposition.id

    @cached_property
    def weight(self) -> float:
        return sum(i.weight for i in self.items)

    @property
    def is_actual(self) -> bool:
        """Whether it tells what is so or is not so, not what might be, should be or is planned, nor that this was agreed, tried or ordered:
        what was agreed meets what is planned."""
        return self.proposition.left_open is None and self.is_told_as_so

    @property
    def is_told_as_so(self) -> bool:
        """Whether it tells that something is so or is not so, if only that somebody agreed to do it."""
        return self.proposition.mood in ("asserted", "negated", "hedged")

    @property
    def is_to_come(self) -> bool:
        """Whether it says outright that something is to come, on a day that is not before the day of its report."""
        is_past = self.published is not None and any(latest < self.published[0] for _, latest in self.dates)
        return self.proposition.to_come and not is_past

    @cached_property
    def roots(self) -> tuple[Item, ...]:
        return tuple(i for i in self.items if i.role == "root")


def prepare_tellings(view: StoryView) -> tuple[Telling, ...]:
    """What all reports of a story tell, by report id, then in text order: their propositions but for what is only supposed."""
    return tuple(t for annotations in view.annotated for t in _prepare_report(view, annotations))


def _prepare_report(view: StoryView, annotations: Annotations) -> Iterable[Telling]:
    told = [p for p in annotations.propositions if not p.supposed]
    mentions = mentions_of(view, annotations)
    listed = [items_of(p, mentions, view, annotations.report.id) for p in told]
    scarcity, topics = _tell_apart(listed)
    people = _people(view, annotations)
    spots = _spots(view, annotations)
    published = _day_of(annotations.report.published)
    timexes = {t.id: t for t in annotations.timexes}
    quantities = {q.id: q for q in annotations.quantities}
    speakers = {q.id: q.speakers for q in annotations.quotations}
    things = things_of(annotations, named := named_things(annotations, view))
    for proposition, items in zip(told, listed, strict=True):
        figures = tuple(quantities[q] for q in proposition.quantities if q in quantities)
        yield Telling(
            report=annotations.report.id,
            proposition=proposition,
            items=tuple(_weighed(i, scarcity, _thing(i, proposition, things, named)) for i in items),
            subjects=_doers(items) & view.run_ids(annotations.report.id, proposition.subjects),
            objects=view.run_ids(annotations.report.id, proposition.objects),
            dates=_dates(proposition, timexes),
            figures=figures,
            topics=topics,
            text=" … ".join(s.of(annotations.report.text) for s in proposition.spans),
            people=people & {*(i.key[1:] for i in items), *_meant(proposition, view, annotations)},
            cast=people,
            places=tuple(spots[i.key[1:]] for i in items if i.key[1:] in spots and i.role not in ("subject", "root")),
            published=published,
            loose_numbers=_loose_numbers(proposition, quantities, timexes),
            times=_times(proposition, figures, annotations.report.text),
            durations=_lengths(proposition, timexes, exact=True),
            lengths=_lengths(proposition, timexes),
            calendar_days=_calendar_days(proposition, timexes),
            speakers=view.run_ids(annotations.report.id, speakers.get(proposition.quotation or "", ())),
            quoted=quoted_words(annotations.report.text, proposition.spans) if proposition.quotation else (),
            particles=_particles(proposition, annotations.report.text),
            ways=_ways(proposition, annotations.report.text),
            clock=read_clock([timexes[t] for t in proposition.timexes if t in timexes], annotations.report.text),
            toll=read_toll(proposition, (i.key for i in items if i.role == "root"), figures, annotations.report.text),
        )


def _weighed(item: Item, scarcity: Mapping[str, float], thing: Thing | None) -> Item:
    return replace(item, weight=item.weight * scarcity[item.key], thing=thing)


def mentions_of(view: StoryView, annotations: Annotations) -> list[tuple[int, int, str]]:
    """(start, end, run-wide id) of the mentions of a report, in text order."""
    runs = ((view.run_id(annotations.report.id, e.id), e.mentions) for e in annotations.entities)
    return sorted((m.start, m.end, run) for run, mentions in runs if run is not None for m in mentions)


def _tell_apart(listed: Sequence[Sequence[Item]]) -> tuple[dict[str, float], frozenset[str]]:
    """How much the items of a report tell by how few of its propositions hold them; the entities that it is about."""
    counts = Counter(key for items in listed for key in {item.key for item in items})
    often = max(3, _TOPIC_SHARE * len(listed))
    topics = frozenset(key for key, count in counts.items() if key.startswith("@") and count >= often)
    return {key: _scarcity(count, len(listed)) for key, count in counts.items()}, topics


def _meant(proposition: Proposition, view: StoryView, annotations: Annotations) -> frozenset[str]:
    """Those whom a clause is about, by run-wide id."""
    return view.run_ids(annotations.report.id, (*proposition.subjects, *proposition.objects))


def _dates(proposition: Proposition, timexes: Mapping[str, Timex]) -> tuple[tuple[str, str], ...]:
    """The days of a clause, each once: "on 13 May in the morning" is one."""
    return tuple(dict.fromkeys(_bounds(timexes[t]) for t in proposition.timexes if _is_dated(timexes.get(t))))


def _thing(
    item: Item, proposition: Proposition, things: Mapping[int, Thing], named: Mapping[str, frozenset[int]]
) -> Thing | None:
    """The one thing of its report that an item stands for, named or not."""
    if item.is_entity:
        return Thing(named[item.key[1:]], item.key[1:]) if item.key[1:] in named else None
    return next((things[t.start] for t in proposition.terms if t.lemma == item.key and t.start in things), None)


def _people(view: StoryView, annotations: Annotations) -> frozenset[str]:
    return view.run_ids(annotations.report.id, (e.id for e in annotations.entities if e.kind == "person"))


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


def _doers(items: Iterable[Item]) -> frozenset[str]:
    """Run-wide ids of who does it: in the passive not the subject of grammar."""
    return frozenset(i.key[1:] for i in items if i.is_entity and i.role == "subject")


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


def _lengths(proposition: Proposition, timexes: dict[str, Timex], exact: bool = False) -> tuple[float, ...]:
    found = (timexes[t] for t in proposition.timexes if t in timexes)
    values = (t.value for t in found if t.type == "DURATION" and t.value and not (exact and t.mod))
    return tuple(_length(m) for v in values if (m := _LENGTH.fullmatch(v)) is not None)


def _length(match: re.Match[str]) -> float:
    """Days of a TIMEX3 duration: "P2W", "PT1H10M"."""
    days, clock = ([(float(n), unit) for n, unit in _PART.findall(part or "")] for part in match.groups())
    return round(sum(n * _DAYS[unit] for n, unit in days) + sum(n * _DAYS[f"T{unit}"] for n, unit in clock), 6)


def _calendar_days(proposition: Proposition, timexes: dict[str, Timex]) -> tuple[CalendarDay, ...]:
    found = (calendar_day(timexes[n]) for n in proposition.timexes if n in timexes)
    return tuple(dict.fromkeys(day for day in found if day is not None))


def calendar_day(timex: Timex) -> CalendarDay | None:
    """What is known of the day that an expression names, by its EDTF date, or by its TIMEX3 value where year or week are open
    ("XXXX-11-19", "XXXX-WXX-5"); None where it names no day or month."""
    if timex.type not in ("DATE", "TIME"):
        return None
    when = timex.edtf or timex.value or ""
    match = _CALENDAR_DAY.match(when)
    if match is None:
        return CalendarDay("", "") if when.startswith("XXXX-XX") else None  # "today"
    known = _DAY.match(when)
    return CalendarDay(match.group(1) or "", _weekday(known.group(1)) if known else match.group(2) or "")


def _weekday(day: str) -> str:
    try:
        return str(date.fromisoformat(day).isoweekday())
    except ValueError:
        return ""  # no day of the calendar


def _particles(proposition: Proposition, text: str) -> frozenset[str]:
    roots = (t for t in proposition.terms if t.role == "root")
    return frozenset(m.group(1).lower() for t in roots if (m := _PARTICLE.match(text, t.end)))


def _ways(proposition: Proposition, text: str) -> frozenset[tuple[str, bool]]:
    roots = (t for t in proposition.terms if t.role == "root" and t.pos == "VERB")
    return frozenset((t.lemma, bool(m.group(1))) for t in roots if (m := _WAY.match(text, t.end)))


def _times(proposition: Proposition, figures: Sequence[Quantity], text: str) -> tuple[float, ...]:
    """How often something was done: "twice", "five times"; not how much more ("five times as many"), not "at times"."""
    found = []
    for span in proposition.spans:
        found += [_OFTEN[m.group(1).lower()] for m in _TWICE.finditer(text, span.start, span.end)]
        counted = (q for q in figures if q.kind == "count" and span.start <= q.start and q.end <= span.end)
        found += [q.value for q in counted if q.value is not None and _TIMES.match(text, _end_of_number(q, text))]
    return tuple(found)


def _end_of_number(quantity: Quantity, text: str) -> int:
    """Where the number of a quantity ends that may hold the word it counts."""
    inside = text.find("times", quantity.start, quantity.end)
    return len(text[:inside].rstrip()) if inside >= 0 else quantity.end


def _scarcity(count: int, total: int) -> float:
    """How little a word is used in its report: 1 for once among many propositions, lower for what the whole report is about."""
    return math.log(1 + total / count) / math.log(1 + total) if total > 1 else 1.0


def _is_dated(timex: Timex | None) -> bool:
    return timex is not None and bool(timex.earliest and timex.latest)


def _bounds(timex: Timex) -> tuple[str, str]:
    return timex.earliest or "", timex.latest or ""
