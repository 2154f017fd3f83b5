"""Propositions made ready to be compared: their words weighed, their names turned into run-wide entities, their dates and figures read.

The weight of a word depends on its own report alone: so whether two propositions are the same never depends on which other reports are
there, and adding or striking out a report cannot change it.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.crossreport.view import StoryView
from onrecord.language.word_relations import rarity
from onrecord.model import Annotations, Proposition, Quantity, Term, Timex

_ROLE_WEIGHT = {"root": 1.2, "subject": 1.0, "object": 1.0, "oblique": 0.8, "modifier": 0.5, "other": 0.3}
_UNWEIGHED = frozenset({"time", "number"})
_TOPIC_SHARE = 0.2  # of the propositions of a report
_MODIFIERS = frozenset({"ADJ", "ADV"})


@dataclass(frozen=True)
class Item:
    """A word or an entity of a proposition, with its role and how much it says."""

    key: str  # lemma, or "@" and a run-wide entity id, or "~" and a pronoun of which nobody knows what it stands for
    role: str
    weight: float
    word: str = (
        ""  # the last word of an entity's name as printed, to meet it where another report's name was not recognised
    )

    @property
    def is_pronoun(self) -> bool:
        return self.key.startswith("~")

    @property
    def is_entity(self) -> bool:
        return self.key.startswith("@")


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

    @property
    def id(self) -> tuple[str, str]:
        return self.report, self.proposition.id

    @property
    def weight(self) -> float:
        return sum(i.weight for i in self.items)

    @property
    def is_actual(self) -> bool:
        """Whether it tells what is so or is not so, not what might be, should be or is planned."""
        return self.proposition.mood in ("asserted", "negated", "hedged")

    @property
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
    counts = Counter(key for items in listed for key in {item[0] for item in items})
    total = len(listed)
    topics = frozenset(
        key for key, count in counts.items() if key.startswith("@") and count >= max(3, _TOPIC_SHARE * total)
    )
    timexes = {t.id: t for t in annotations.timexes}
    quantities = {q.id: q for q in annotations.quantities}
    for proposition, items in zip(annotations.propositions, listed, strict=True):
        yield Telling(
            report=annotations.report.id,
            proposition=proposition,
            items=tuple(Item(key, role, w * _scarcity(counts[key], total), word) for key, role, w, word in items),
            subjects=_run_ids(view, annotations.report.id, proposition.subjects),
            objects=_run_ids(view, annotations.report.id, proposition.objects),
            dates=tuple(_bounds(timexes[t]) for t in proposition.timexes if _is_dated(timexes.get(t))),
            figures=tuple(quantities[q] for q in proposition.quantities if q in quantities),
            topics=topics,
            text=" … ".join(s.of(annotations.report.text) for s in proposition.spans),
        )


def _scarcity(count: int, total: int) -> float:
    """How little a word is used in its report: 1 for once among many propositions, lower for what the whole report is about."""
    return math.log(1 + total / count) / math.log(1 + total) if total > 1 else 1.0


def _run_ids(view: StoryView, report: str, ids: Iterable[str]) -> frozenset[str]:
    return frozenset(run for e in ids if (run := view.run_id(report, e)) is not None)


def _items(
    proposition: Proposition, mentions: list[tuple[int, int, str]], view: StoryView, report: str
) -> list[tuple[str, str, float, str]]:
    """(key, role, weight, word) of the words and entities of a proposition; the words of a name become one entity."""
    found: dict[str, tuple[str, float, str]] = {}
    for term in proposition.terms:
        if term.role in _UNWEIGHED:
            continue
        entity = next((run for start, end, run in mentions if start <= term.start and term.end <= end), None)
        key = f"@{entity}" if entity else f"~{term.lemma}" if term.pos == "PRON" else term.lemma
        weight = _weight(term, entity is not None)
        word = term.lemma if entity or term.pos == "PROPN" else ""
        if key not in found or found[key][1] < weight:
            found[key] = (term.role, weight, word)
    for role, ids in (("subject", proposition.subjects), ("object", proposition.objects)):
        for run in sorted(_run_ids(view, report, ids)):
            found.setdefault(f"@{run}", (role, _ROLE_WEIGHT[role], ""))
    return [(key, *rest) for key, rest in found.items()]


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
