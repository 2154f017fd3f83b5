"""From tokens to records: spans, entities, countries, place, date and the quotation that asserts an event."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from onrecord.language.event_contexts import contexts_of
from onrecord.language.event_lexicon import actor_sectors, root_of
from onrecord.language.event_noun_phrases import places_before
from onrecord.language.event_slots import conjuncts, phrase_bounds
from onrecord.language.event_types import Draft
from onrecord.language.parsing import Paragraph, Parsed
from onrecord.language.timex_governors import governing_timex
from onrecord.model import Annotations, Entity, Event, Participant, Span, Timex

Token = Any  # a spaCy token

_LOCATIVE = ("in", "at", "near", "outside", "inside", "across", "around", "throughout", "on")
Finding = TypeVar("Finding")
_BUCKET = 1_000  # characters


class _Buckets(Generic[Finding]):
    """Findings by where they stand, so that a long report costs no more a finding than a short one."""

    def __init__(self, rows: Sequence[tuple[int, int, Finding]]) -> None:
        self._rows: dict[int, list[tuple[int, int, Finding]]] = {}
        for row in sorted(rows, key=lambda r: (r[0], r[1])):
            for place in range(row[0] // _BUCKET, row[1] // _BUCKET + 1):
                self._rows.setdefault(place, []).append(row)

    def near(self, span: Span) -> list[tuple[int, int, Finding]]:
        """What may touch a span, by start and end; the same finding may come twice."""
        return [r for place in range(span.start // _BUCKET, span.end // _BUCKET + 1) for r in self._rows.get(place, ())]

    def shortest_around(self, span: Span) -> Finding | None:
        """The shortest finding that covers a span, the first of equals."""
        around = [r for r in self.near(span) if r[0] <= span.start and span.end <= r[1]]
        return min(around, key=lambda r: r[1] - r[0])[2] if around else None


class Describer:
    """Writes up the events of one report; holds its findings in the order in which they are asked for."""

    def __init__(self, parsed: Parsed, found: Annotations) -> None:
        self._parsed = parsed
        self._found = found
        self._mentions = _Buckets([(m.start, m.end, e) for e in found.entities for m in e.mentions])
        self._quoted = _Buckets([(c.start, c.end, q) for q in found.quotations for c in q.content])
        self._timexes = _Buckets([(t.start, t.end, t) for t in found.timexes])
        self._contexts: dict[tuple[int, int], tuple[str, ...]] = {}
        self._now = _report_time(parsed, found)

    def event(self, id_: str, paragraph: Paragraph, draft: Draft) -> Event:
        """The record of one event."""
        span = self._predicate_span(paragraph, draft)
        timex = self._timex(paragraph, draft)
        return Event(
            id=id_,
            span=span,
            type=draft.type,
            mode=draft.mode,
            cameo_root=root_of(draft.type, draft.mode),
            actors=tuple(self._participant(paragraph, a) for a in draft.arguments.actors),
            recipients=tuple(self._participant(paragraph, r) for r in draft.arguments.recipients),
            place=self._place(paragraph, draft),
            date=timex.edtf if timex else None,
            timex=timex.id if timex else None,
            status=draft.status,  # type: ignore[arg-type]
            quotation=self._quotation(span),
            historical=_is_before(timex, self._now),
            contexts=self._contexts_of(paragraph, draft),
            score=round(draft.score, 3),
            rule=draft.rule,
        )

    def persons_of(self, paragraph: Paragraph, draft: Draft) -> frozenset[int]:
        """The places of the words among a draft's participants that name persons."""
        heads = (*draft.arguments.actors, *draft.arguments.recipients)
        kinds = ((h.i, self._entity_at(paragraph.span(h))) for h in heads if h.pos_ == "PROPN")
        return frozenset(i for i, entity in kinds if entity is not None and entity.kind == "person")

    def _contexts_of(self, paragraph: Paragraph, draft: Draft) -> tuple[str, ...]:
        key = (paragraph.index, draft.predicate.token.sent.start)
        if key not in self._contexts:
            self._contexts[key] = contexts_of(draft.predicate.token)
        return self._contexts[key]

    def _predicate_span(self, paragraph: Paragraph, draft: Draft) -> Span:
        predicate = draft.predicate
        tokens = [predicate.token, *([predicate.support] if predicate.support is not None else [])]
        tokens += [paragraph.doc[i] for i in predicate.consumed if abs(i - predicate.token.i) <= 6]
        words = predicate.trigger.particle.split() if predicate.trigger.particle else []
        tokens += [c for c in predicate.token.children if c.lower_ in words and c.i > predicate.token.i]
        first, last = min(t.i for t in tokens), max(t.i for t in tokens)
        if last - first > 12:
            first = last = predicate.token.i
        return paragraph.span(paragraph.doc[first : last + 1])

    def _participant(self, paragraph: Paragraph, head: Token) -> Participant:
        first, last = phrase_bounds(head)
        span = paragraph.span(paragraph.doc[first:last])
        entity = self._entity_at(paragraph.span(head))
        sector = (
            entity.sector if entity is not None and entity.sector else actor_sectors().get(head.lemma_.lower()) or None
        )
        country = entity.country if entity is not None else None
        return Participant(
            entity=entity.id if entity else None,
            span=span,
            country=country or self._country_within(span),
            sector=sector,
        )

    def _entity_at(self, head: Span) -> Entity | None:
        """The entity of the shortest mention that covers a head."""
        return self._mentions.shortest_around(head)

    def _country_within(self, span: Span) -> str | None:
        """The country of a nationality or place named in the phrase: "Turkish troops", "residents of Idlib"."""
        return next(
            (e.country for s, t, e in self._mentions.near(span) if span.start <= s and t <= span.end and e.country),
            None,
        )

    def _quotation(self, span: Span) -> str | None:
        quotation = self._quoted.shortest_around(span)
        return quotation.id if quotation is not None else None

    def _place(self, paragraph: Paragraph, draft: Draft) -> str | None:
        """The place named in a phrase of place of the predicate or of the verb that carries it."""
        bearers = [draft.predicate.token, *([draft.predicate.support] if draft.predicate.support is not None else [])]
        bearers += [paragraph.doc[i] for i in draft.predicate.consumed]
        for before in places_before(draft.predicate.token):
            entity = self._entity_at(paragraph.span(before))
            if entity is not None and entity.kind == "place":
                return entity.id
        for bearer in bearers:
            for child in bearer.children:
                if child.dep_ == "prep" and child.lower_ in _LOCATIVE:
                    found = self._place_under(paragraph, child)
                    if found is not None:
                        return found
        return None

    def _place_under(self, paragraph: Paragraph, preposition: Token) -> str | None:
        for filler in (p for c in preposition.children if c.dep_ == "pobj" for p in conjuncts(c)):
            entity = self._entity_at(paragraph.span(filler))
            if entity is not None and entity.kind == "place":
                return entity.id
            for inner in filler.children:
                if inner.dep_ == "prep" and inner.lower_ in ("of", "in"):
                    found = self._place_under(paragraph, inner)
                    if found is not None:
                        return found
        return None

    def _timex(self, paragraph: Paragraph, draft: Draft) -> Timex | None:
        token = draft.predicate.token
        sentence = paragraph.span(token.sent)
        near = [t for start, end, t in self._timexes.near(sentence) if start < sentence.end and sentence.start < end]
        found = governing_timex(paragraph, token, near) if near else None
        if found is None and near and draft.predicate.support is not None:
            found = governing_timex(paragraph, draft.predicate.support, near)
        return found


def _report_time(parsed: Parsed, found: Annotations) -> str | None:
    """When the report speaks: its date, else the latest day that it names outright."""
    published = getattr(parsed.report, "published", None)
    if published:
        return str(published)[:10]
    days = sorted(t.latest for t in found.timexes if t.latest and t.anchor == "explicit" and t.type == "DATE")
    return days[-1] if days else None


def _is_before(timex: Timex | None, now: str | None) -> bool:
    """Whether a dated event lies more than a year before the report's time."""
    if timex is None or timex.latest is None or now is None or len(now) < 4:
        return False
    try:
        years = int(now[:4]) - int(timex.latest[:4])
    except ValueError:
        return False
    return years > 1 or (years == 1 and timex.latest[4:10] < (now[4:10] or "-00-00"))
