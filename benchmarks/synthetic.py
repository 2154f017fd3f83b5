"""Reports with findings that nobody wrote: as many as one likes, made from a seed, for measuring stores. The words mean nothing."""

import datetime
import random
from dataclasses import dataclass, field
from itertools import accumulate

from onrecord.model import (
    Account,
    Annotations,
    Claim,
    Dossier,
    DossierEntity,
    Entity,
    Event,
    IndependentGroup,
    Mention,
    Origin,
    Part,
    Participant,
    Quantity,
    Quotation,
    Report,
    Span,
    Story,
    Timex,
)

_ONSETS = "b br c ch d dr f g gr h j k kl l m n p pr r s sh st t tr v w z".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = "n r l s t m nd rt ck".split()
_TYPES = "AGREE CONSULT SUPPORT COOPERATE AID YIELD REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
_KINDS = ("person", "organisation", "place", "group")
_WORDS = 300  # a report
#: findings a report: 12 entities with 34 mentions, 16 quotations, 16 events, 10 timexes, 12 quantities: 100
_ENTITIES, _MENTIONS, _QUOTATIONS, _EVENTS, _TIMEXES, _QUANTITIES = 12, 34, 16, 16, 10, 12


@dataclass
class World:
    """Words, names and outlets that reports are made of, and the reports of each story."""

    reports: int
    seed: int = 1
    words: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    stories: list[list[int]] = field(default_factory=list)  # numbers of the reports of each story
    casts: list[list[int]] = field(default_factory=list)  # numbers of the actors of each story

    def __post_init__(self) -> None:
        rng = random.Random(self.seed)
        self.words = sorted({_word(rng, rng.choice((1, 2, 2, 3))) for _ in range(30_000)})
        rng.shuffle(self.words)
        self.weights = list(
            accumulate(1 / (rank + 10) for rank in range(len(self.words)))
        )  # Zipf's law, flattened at the top
        actors = max(50, self.reports // 4)
        self.names = [f"{_word(rng, 2).title()} {_word(rng, 3).title()}" for _ in range(actors)]
        self.fame = list(accumulate(1 / (rank + 5) for rank in range(actors)))
        self.outlets = [
            f"{_word(rng, 2).title()} {rng.choice(('Times', 'Post', 'Herald', 'Press', 'Online'))}" for _ in range(120)
        ]
        self._group(rng)

    def _group(self, rng: random.Random) -> None:
        """Stories of 1 to 40 reports, the first of one in fifty of all."""
        at, size = 0, max(1, self.reports // 50)
        while at < self.reports:
            self.stories.append(list(range(at, min(at + size, self.reports))))
            self.casts.append(sorted(set(rng.choices(range(len(self.names)), cum_weights=self.fame, k=30))))
            at, size = at + size, min(40, int(rng.paretovariate(1.1)))

    def report(self, number: int, story: int) -> Annotations:
        """A report of a story with its hundred findings."""
        rng = random.Random(f"{self.seed} {number}")
        text, starts = self._text(rng)
        span = _Spans(rng, text, starts)
        day = datetime.date(2015, 1, 1) + datetime.timedelta(days=(story * 7) % 4000 + rng.randrange(5))
        report = Report(
            id=f"r{number:06}",
            text=text,
            outlet=rng.choice(self.outlets),
            url=f"https://example.org/{number}",
            title=text[: starts[8] - 1],
            published=day.isoformat(),
            language="en",
            parts=(Part("headline", 0, starts[8] - 1), Part("body", starts[8], len(text))),
            origin=Origin(path=f"made/{number}", sha256=f"{number:064x}", encoding="utf-8"),
        )
        cast = rng.sample(self.casts[story], min(_ENTITIES, len(self.casts[story])))
        entities = [
            Entity(f"e{n}", self.names[a], _KINDS[a % 4], mentions=(span.mention(),)) for n, a in enumerate(cast, 1)
        ]
        entities += [
            Entity(f"e{n}", span.words(2), "other", mentions=(span.mention(),))
            for n in range(len(cast) + 1, _ENTITIES + 1)
        ]
        spare = _MENTIONS - _ENTITIES
        more = [[span.mention() for _ in range(spare // _ENTITIES + (n < spare % _ENTITIES))] for n in range(_ENTITIES)]
        return Annotations(
            report=report,
            entities=tuple(
                Entity(e.id, e.name, e.kind, mentions=(*e.mentions, *m)) for e, m in zip(entities, more, strict=True)
            ),
            quotations=tuple(_quotation(n, span) for n in range(1, _QUOTATIONS + 1)),
            events=tuple(_event(n, span) for n in range(1, _EVENTS + 1)),
            timexes=tuple(_timex(n, span, day) for n in range(1, _TIMEXES + 1)),
            quantities=tuple(_quantity(n, span) for n in range(1, _QUANTITIES + 1)),
            made_by="synthetic",
        )

    def _text(self, rng: random.Random) -> tuple[str, list[int]]:
        words = rng.choices(self.words, cum_weights=self.weights, k=_WORDS)
        words = [w.title() if n % 17 == 0 else w + "." if n % 17 == 16 else w for n, w in enumerate(words)]
        return " ".join(words), list(accumulate((len(w) + 1 for w in words), initial=0))

    def actors(self, annotated: list[tuple[int, Annotations]]) -> list[DossierEntity]:
        """Who is named in reports, under run-wide ids, with each report's own entity."""
        members: dict[str, list[tuple[str, str]]] = {}
        for _, a in annotated:
            for e in a.entities:
                if e.kind != "other":
                    members.setdefault(e.name, []).append((a.report.id, e.id))
        number = {name: n for n, name in reversed(list(enumerate(self.names, 1)))}
        return [
            DossierEntity(f"a{number[n]}", n, _KINDS[(number[n] - 1) % 4], members=tuple(m)) for n, m in members.items()
        ]

    def dossier(self, story: int, annotated: list[Annotations]) -> Dossier:
        """A story with thirty claims, each told by up to six of its reports."""
        rng = random.Random(f"{self.seed} story {story}")
        reports = tuple(a.report for a in annotated)
        groups = tuple(IndependentGroup((r.id,)) for r in reports)
        record = Story(f"s{story + 1}", reports[0].title or "", tuple(r.id for r in reports), len(groups), groups)
        claims = tuple(_claim(n, rng, annotated) for n in range(1, 31))
        return Dossier(story=record, reports=reports, claims=claims, made_by="synthetic")


class _Spans:
    """Stretches of words of one text."""

    def __init__(self, rng: random.Random, text: str, starts: list[int]) -> None:
        self.rng, self.text, self.starts = rng, text, starts

    def __call__(self, words: int) -> Span:
        at = self.rng.randrange(8, _WORDS - words)
        return Span(self.starts[at], self.starts[at + words] - 1)

    def words(self, count: int) -> str:
        return self(count).of(self.text)

    def mention(self) -> Mention:
        span = self(2)
        return Mention(span.start, span.end, "name")

    def entity(self) -> str:
        return f"e{self.rng.randint(1, _ENTITIES)}"


def _word(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables)) + rng.choice(_CODAS)


def _quotation(n: int, span: _Spans) -> Quotation:
    return Quotation(f"q{n}", "indirect", (span(span.rng.randint(8, 20)),), (span(1),), (span(2),), (span.entity(),))


def _event(n: int, span: _Spans) -> Event:
    one, other = (Participant(span.entity(), span(2)) for _ in range(2))
    return Event(f"v{n}", span(1), span.rng.choice(_TYPES), actors=(one,), recipients=(other,))


def _timex(n: int, span: _Spans, day: datetime.date) -> Timex:
    s, d = span(2), day.isoformat()
    return Timex(f"t{n}", s.start, s.end, "DATE", value=d, edtf=d, earliest=d, latest=d, anchor="published")


def _quantity(n: int, span: _Spans) -> Quantity:
    s, value = span(2), float(span.rng.randrange(1000))
    return Quantity(f"n{n}", s.start, s.end, value, value, value, "=", "count", about=span.words(3))


def _claim(n: int, rng: random.Random, annotated: list[Annotations]) -> Claim:
    told = rng.sample(annotated, min(len(annotated), rng.randint(1, 6)))
    accounts = []
    for a in told:
        q = rng.choice(a.quotations)
        exact = q.content[0].of(a.report.text)
        accounts.append(
            Account(a.report.id, q.content, (f"outlet:{a.report.outlet}",), "asserts", quotation=q.id, exact=exact)
        )
    alignment = "single_source" if len(told) == 1 else rng.choice(("corroborated", "corroborated", "disputed"))
    return Claim(f"c{n}", accounts[0].exact, alignment, len(told), tuple(accounts), rank=rng.random())
