"""Events for tables of events: each happening once a story, with all its tellings and its parties."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.dossier.exports.dates import single_day
from onrecord.dossier.exports.encoding import digest
from onrecord.dossier.exports.material import Material, plain
from onrecord.model import Dossier, Event, Participant, TimelineEntry

#: Words that name nobody, where the grammar did not say whom they stand for.
_PRONOUNS = frozenset(
    "he she it they we i you him her them us me who whom which that this these those one ones some others another both all each".split()
)


@dataclass(frozen=True)
class Party:
    """Who takes part: an identity of the run, or the printed words where it is none."""

    entity: str | None  # run-wide id
    name: str
    country: str | None  # ISO 3166-1 alpha-3
    sector: str | None  # PLOVER
    printed: str

    @property
    def is_someone(self) -> bool:
        """Whether a reader of a table of pairs could tell who it is: "the site" and "way" are nobody."""
        return bool(self.entity or self.country or self.sector)


@dataclass(frozen=True)
class Happening:
    """Something that was done or said, once, however often it is told."""

    story: str
    tellings: tuple[tuple[str, Event], ...]  # (report id, event), by report id and place in the text
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: str | None  # run-wide id
    edtf: str | None
    earliest: str | None  # ISO day
    latest: str | None
    independent: int  # independent accounts that tell it

    @property
    def event(self) -> Event:
        return self.tellings[0][1]

    @property
    def report(self) -> str:
        return self.tellings[0][0]

    @property
    def day(self) -> str | None:
        return single_day(self.earliest, self.latest)

    @property
    def reports(self) -> tuple[str, ...]:
        return tuple(sorted({report for report, _ in self.tellings}))

    @property
    def mode(self) -> str | None:
        return next((e.mode for _, e in self.tellings if e.mode), None)

    @property
    def key(self) -> str:
        """A number that stands for it, in hexadecimal: of the characters that tell it first."""
        return digest((self.report, self.event.span.start, self.event.span.end, self.event.type, self.event.status))


def find_happenings(material: Material) -> tuple[Happening, ...]:
    """All happenings of a run, by story and first telling.

    What the timeline of a story joins is one happening. Other events (statements; what was denied, asked for or imagined) are joined
    within a report where it says that they are the same, and not across reports.
    """
    return tuple(h for dossier in material.dossiers for h in _of_story(material, dossier))


def _of_story(material: Material, dossier: Dossier) -> Iterable[Happening]:
    events = {(a.report.id, e.id): e for r in dossier.reports for a in [material.annotations(r.id)] for e in a.events}
    entries = {key: entry for entry in dossier.timeline for key in entry.events}
    groups: dict[tuple[str, ...], list[tuple[str, Event]]] = {}
    for (report, id), event in events.items():
        entry = entries.get((report, id))
        first = entry.events[0] if entry else (report, event.same_as or id, event.type, event.status)
        groups.setdefault(first, []).append((report, event))
    made = [_happening(material, dossier.story.id, told, entries.get(_key(told[0]))) for told in groups.values()]
    return sorted(made, key=lambda h: (h.report, h.event.span, h.event.id))


def _key(telling: tuple[str, Event]) -> tuple[str, str]:
    return telling[0], telling[1].id


def _happening(
    material: Material, story: str, told: Sequence[tuple[str, Event]], entry: TimelineEntry | None
) -> Happening:
    tellings = tuple(sorted(told, key=lambda t: (t[0], t[1].span, t[1].id)))
    edtf, earliest, latest = (entry.date, entry.earliest, entry.latest) if entry else _dated(material, tellings)
    places = (material.run_id(report, e.place) for report, e in tellings)
    return Happening(
        story=story,
        tellings=tellings,
        actors=_parties(material, [(r, e.actors) for r, e in tellings]),
        recipients=_parties(material, [(r, e.recipients) for r, e in tellings]),
        place=entry.place if entry else next((p for p in places if p), None),
        edtf=edtf,
        earliest=earliest,
        latest=latest,
        independent=entry.independent if entry else 1,
    )


def _dated(material: Material, tellings: Sequence[tuple[str, Event]]) -> tuple[str | None, str | None, str | None]:
    for report, event in tellings:
        for timex in material.annotations(report).timexes:
            if timex.id == event.timex and (timex.earliest or timex.latest):
                return timex.edtf, timex.earliest, timex.latest
    return None, None, None


def _parties(material: Material, told: Sequence[tuple[str, Sequence[Participant]]]) -> tuple[Party, ...]:
    """The parties of the telling that knows most of them, and those of the others that are identities of the run."""
    listed = [tuple(_party(material, report, p) for p in participants) for report, participants in told]
    named = [tuple(p for p in parties if p.entity or p.printed.casefold() not in _PRONOUNS) for parties in listed]
    best = max(named, key=lambda parties: (sum(p.entity is not None for p in parties), len(parties)), default=())
    others = (p for parties in named for p in parties if p.entity)
    return tuple({p.entity or p.printed.casefold(): p for p in (*others, *best)}.values())


def _party(material: Material, report: str, participant: Participant) -> Party:
    id = material.run_id(report, participant.entity)
    printed = plain(participant.span.of(material.report(report).text))
    known = material.entities.get(id) if id else None
    return Party(
        entity=id,
        name=plain(known.name) if known else printed,
        country=participant.country or (known.country if known else None),
        sector=participant.sector or (known.sector if known else None),
        printed=printed,
    )


def dyads(happening: Happening) -> Iterator[tuple[Party | None, Party | None]]:
    """Who to whom, one pair at a time; a talk without recipients is one of each party with each other, both ways."""
    actors = [p for p in happening.actors if p.is_someone]
    recipients = [p for p in happening.recipients if p.is_someone]
    if happening.event.type == "CONSULT" and not recipients and len(actors) > 1:
        yield from ((a, b) for a in actors for b in actors if a is not b)
    elif actors and recipients:
        pairs = [(a, r) for a in actors for r in recipients if _identity(a) != _identity(r)]
        yield from pairs or ((a, None) for a in actors)
    else:
        yield from ((a, None) for a in actors)
        yield from ((None, r) for r in recipients)


def _identity(party: Party) -> str:
    return party.entity or party.printed.casefold()
