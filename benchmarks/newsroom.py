"""Reports of made-up happenings with the findings that a parse would give them: for measuring how stories grow, without parsing.

Each story has a place, people, bodies and a dozen facts; a report tells some of them in words of its own, beside sentences that could stand
anywhere; a quarter of the reports print another one again. Words are English by rank (resources/word_ranks.csv), names are made of
syllables; nothing was published anywhere.
"""

import datetime
import random
from dataclasses import dataclass, field
from itertools import accumulate

from onrecord.model import Annotations, Entity, Mention, Origin, Part, Proposition, Quotation, Report, Span
from onrecord.model.findings import Term
from onrecord.resources import read_table, read_words

_ONSETS = "b br ch d dr f g gr h j k kl l m n p pr r s sh st t tr v w z".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = "n r l s t m nd rt ck".split()
_GIVEN = "Ada Bruno Carla David Elena Farid Greta Hassan Ines Jonas Karin Leo Maria Nadia Omar Paul Rosa Samuel Tara Victor".split()
_BODIES = "Ministry Council Institute Union Agency Court Company Party".split()


@dataclass
class Tale:
    """What happened, and who is in it."""

    day: datetime.date
    place: str
    people: list[str]
    bodies: list[str]
    facts: list[tuple[int, list[str]]]  # (number of who did it, words)
    reports: list[int] = field(default_factory=list)


@dataclass
class Newsroom:
    """Tales and which report tells which."""

    reports: int
    seed: int = 1

    def __post_init__(self) -> None:
        rng = random.Random(self.seed)
        silent = read_words("function_words.txt")
        ranked = [row["word"] for row in read_table("word_ranks.csv") if row["word"].isalpha()]
        self.common = [w for w in ranked[:3000] if len(w) > 2 and w not in silent]
        self.weights = list(accumulate(1 / (n + 10) for n in range(len(self.common))))
        self.telling = [w for w in ranked[3000:] if len(w) > 3]
        self.places = [_name(rng, 2) for _ in range(200)]
        self.surnames = [_name(rng, rng.choice((2, 2, 3))) for _ in range(max(300, self.reports // 5))]
        self.outlets = [f"{_name(rng, 2)} {rng.choice(('Times', 'Post', 'Herald', 'Press'))}" for _ in range(120)]
        self.tales: list[Tale] = []
        self.of: list[int] = []  # tale of each report, in order of arrival
        self._tell(rng)

    def _tell(self, rng: random.Random) -> None:
        while len(self.of) < self.reports:
            size = 1 if rng.random() < 0.5 else min(60, int(1 + rng.paretovariate(0.9)))
            self.of += [len(self.tales)] * size
            self.tales.append(self._tale(rng))
        self.of = self.of[: self.reports]
        rng.shuffle(self.of)
        self.of.sort(key=lambda n: self.tales[n].day.toordinal() + n % 4)
        for number, tale in enumerate(self.of):
            self.tales[tale].reports.append(number)

    def _tale(self, rng: random.Random) -> Tale:
        people = [f"{rng.choice(_GIVEN)} {rng.choice(self.surnames)}" for _ in range(5)]
        place = rng.choice(self.places)
        bodies = [f"{place} {rng.choice(_BODIES)}", f"{rng.choice(self.surnames)} {rng.choice(_BODIES)}"]
        topic = rng.sample(self.telling, 40)
        facts = [(rng.randrange(7), rng.sample(topic, 6) + rng.sample(self.common, 2)) for _ in range(12)]
        day = datetime.date(2022, 1, 1) + datetime.timedelta(days=rng.randrange(900))
        return Tale(day, place, people, bodies, facts)

    def report(self, number: int) -> Annotations:
        """A report with its findings."""
        tale = self.tales[self.of[number]]
        rank = tale.reports.index(number)
        rng = random.Random(f"{self.seed} {number}")
        copied = rank and rng.random() < 0.25
        told = random.Random(f"{self.seed} {tale.reports[rng.randrange(rank)]}") if copied else rng
        written = _Page()
        self._write(written, tale, told)
        outlet = rng.choice(self.outlets)
        day = tale.day + datetime.timedelta(days=min(rank // 4, 9))
        text = "".join(written.text)
        cut = text.index("\n")
        report = Report(
            id=f"n{number:06}",
            text=text,
            outlet=outlet,
            url=f"https://example.org/{number}",
            title=text[:cut],
            published=day.isoformat(),
            language="en",
            parts=(Part("headline", 0, cut), Part("body", cut + 1, len(text))),
            origin=Origin(path=f"made/{number}", sha256=f"{number:064x}", encoding="utf-8"),
        )
        return Annotations(
            report=report,
            entities=tuple(written.entities()),
            quotations=tuple(written.quotations),
            propositions=tuple(written.propositions),
            made_by="synthetic",
        )

    def _write(self, page: "_Page", tale: Tale, rng: random.Random) -> None:
        cast = [*tale.people, *tale.bodies]
        kinds = ["person"] * 5 + ["organisation"] * 2
        facts = rng.sample(tale.facts, 8)
        page.put(tale.place, "place")
        page.put(" ".join([facts[0][1][0], *facts[0][1][3:6], *facts[1][1][:2]]).capitalize())
        page.put("\n", glue=True)
        for who, words in facts:
            order = [w for w in words if rng.random() < 0.85] or words
            order += rng.choices(self.common, cum_weights=self.weights, k=rng.randrange(6, 11))
            page.sentence(cast[who], kinds[who], order, tale.place if rng.random() < 0.4 else None, rng.random() < 0.35)
        for _ in range(5):
            words = rng.choices(self.common, cum_weights=self.weights, k=rng.randrange(14, 20))
            page.sentence(None, "", words, None, False)


class _Page:
    """A text in the making, with what stands where."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.size = 0
        self.names: dict[str, tuple[str, list[Mention]]] = {}
        self.quotations: list[Quotation] = []
        self.propositions: list[Proposition] = []

    def put(self, words: str, kind: str = "", glue: bool = False) -> Span:
        if self.size and not glue and self.text[-1] != "\n":
            self.text.append(" ")
            self.size += 1
        start = self.size
        self.text.append(words)
        self.size += len(words)
        if kind:
            self.names.setdefault(words, (kind, []))[1].append(Mention(start, self.size, "name"))
        return Span(start, self.size)

    def sentence(self, who: str | None, kind: str, words: list[str], place: str | None, said: bool) -> None:
        speaker = self.put(who, kind) if who else None
        cue = self.put("said") if said and speaker else None
        spans = [self.put(w.capitalize() if n == 0 and speaker is None else w) for n, w in enumerate(words)]
        if place:
            self.put("in")
            self.put(place, "place")
        self.put(".", glue=True)
        content = Span(spans[0].start, self.size - 1)
        name = None
        if cue and speaker and who:
            name = f"q{len(self.quotations) + 1}"
            self.quotations.append(Quotation(name, "indirect", (content,), (cue,), (speaker,), (self.id_of(who),)))
        terms = tuple(
            Term(w.lower(), "VERB" if n == 0 else "NOUN", "root" if n == 0 else "object", s.start, s.end)
            for n, (w, s) in enumerate(zip(words, spans, strict=True))
        )
        mine = (self.id_of(who),) if who and not name else ()
        self.propositions.append(
            Proposition(
                f"p{len(self.propositions) + 1}",
                (content,),
                "asserted",
                terms[:7],
                entities=mine,
                subjects=mine,
                quotation=name,
            )
        )

    def id_of(self, name: str) -> str:
        return f"e{list(self.names).index(name) + 1}"

    def entities(self) -> list[Entity]:
        return [
            Entity(f"e{n}", name, kind, mentions=tuple(m)) for n, (name, (kind, m)) in enumerate(self.names.items(), 1)
        ]


def _name(rng: random.Random, syllables: int) -> str:
    return ("".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables)) + rng.choice(_CODAS)).title()
