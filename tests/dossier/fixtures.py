"""A hand-made dossier of the dam story of the example reports: every section filled, independent of what the stages find."""

from collections.abc import Iterable

import msgspec

from onrecord.model import (
    Annotations,
    Claim,
    Conflict,
    Copy,
    Coverage,
    Dossier,
    DossierEntity,
    DossierEvent,
    DossierMention,
    DossierQuotation,
    Event,
    Figure,
    IndependentGroup,
    Label,
    Naming,
    Participant,
    Problem,
    Story,
    TimelineEntry,
    Timex,
)

from tests.dossier.desk import (
    BOUZIDI,
    EVENING,
    FIRST,
    GOVERNOR,
    HALYARD,
    LANTERN,
    MINISTER,
    PENNANT,
    SALTMARSH,
    STANDARD,
    STATION,
    UNION,
    Desk,
    example_reports,
)


def dam_dossier() -> tuple[Dossier, tuple[Annotations, ...]]:
    """The dossier and the annotations it came from."""
    every = example_reports()
    ids = (FIRST, HALYARD, SALTMARSH, EVENING, STANDARD, PENNANT, LANTERN)
    # The page gives no date; whatever reading makes of it must not change the letters here.
    every[LANTERN] = msgspec.structs.replace(every[LANTERN], published=None, published_basis=None)
    desk = Desk({i: every[i] for i in ids})
    story = _story(ids)
    dossier = Dossier(
        story=story,
        reports=tuple(desk.reports[i] for i in sorted(ids)),
        entities=tuple(_entities(desk)),
        claims=tuple(_claims(desk)),
        namings=tuple(_namings(desk)),
        figures=tuple(_figures(desk)),
        timeline=tuple(_timeline(desk)),
        coverage=tuple(_coverage(desk, _claims(desk))),
        quotations=tuple(_quotations(desk)),
        events=tuple(_events(desk)),
        copies=(_copy(desk),),
        problems=(
            Problem(stage="timexes", message="No date to hang “Saturday” on.", start=20, end=24, report=LANTERN),
            Problem(stage="reading", message="The page gives no publication date.", report=PENNANT),
        ),
        made_by="onrecord (fixture)",
    )
    return dossier, tuple(_annotations(desk))


def _story(ids: tuple[str, ...]) -> Story:
    groups = (
        IndependentGroup(
            reports=(FIRST, HALYARD, EVENING, SALTMARSH, STANDARD),
            reasons=(
                "saltmarsh-dam reprints halyard-dam-2, which it names as its origin.",
                "quillmoor-evening-dam is a light rewrite of halyard-dam-2.",
                "Quillmoor Evening and The Quillmoor Standard belong to one publisher, Quillmoor Media.",
            ),
        ),
        IndependentGroup(reports=(LANTERN,)),
        IndependentGroup(reports=(PENNANT,)),
    )
    return Story(
        id="s1",
        title="Death toll in Moroccan dam collapse climbs to 61 as ministry denies it was warned",
        reports=tuple(sorted(ids)),
        independent=3,
        groups=groups,
    )


def _copy(desk: Desk) -> Copy:
    words = "pulled nine survivors from a flooded school overnight"
    return Copy(
        reports=(EVENING, HALYARD, SALTMARSH),
        original=HALYARD,
        basis=(
            "saltmarsh-dam names Halyard Press as where its text came from.",
            "92 % of its words stand in halyard-dam-2 in the same order.",
        ),
        spans=tuple(desk.evidence(r, words) for r in (EVENING, HALYARD, SALTMARSH)),
    )


def _entities(desk: Desk) -> Iterable[DossierEntity]:
    names = {
        GOVERNOR: (
            "Youssef el-Mansouri",
            "person",
            {
                HALYARD: "Youssef el-Mansouri",
                STANDARD: "Yusuf al-Mansuri",
                LANTERN: "Youssef El Mansouri",
                PENNANT: "Youssef el Mansouri",
            },
        ),
        MINISTER: (
            "Salma Benhaddou",
            "person",
            {HALYARD: "Salma Benhaddou", STANDARD: "Salma Benhaddou", PENNANT: "Salma Benhaddou"},
        ),
        UNION: ("National Union of Water Engineers", "organisation", {HALYARD: "National Union of Water Engineers"}),
        BOUZIDI: ("Rachid Bouzidi", "person", {HALYARD: "Rachid Bouzidi", PENNANT: "Rachid Bouzidi"}),
        STATION: ("Radio Tamlalt", "organisation", {STANDARD: "Radio Tamlalt"}),
    }
    for id, (name, kind, where) in names.items():
        spans = [(r, desk.span(r, w)) for r, w in where.items()]
        mentions = tuple(DossierMention(report=r, start=s.start, end=s.end, form="name") for r, s in spans)
        yield DossierEntity(id=id, name=name, kind=kind, mentions=mentions)


def _claims(desk: Desk) -> Iterable[Claim]:
    a = desk.account
    yield Claim(
        id="c1",
        text="a dam burst above the Moroccan town of Ait Sarhan",
        alignment="corroborated",
        independent=3,
        rank=9,
        accounts=(
            a(FIRST, "A dam burst above the Moroccan town of Ait Sarhan", GOVERNOR),
            a(LANTERN, "A wall of water hit the Moroccan town of Ait Sarhan on Thursday after the Tamlalt dam broke"),
            a(HALYARD, "a dam collapsed above the Moroccan town of Ait Sarhan"),
            a(SALTMARSH, "a dam collapsed above the Moroccan town of Ait Sarhan"),
            a(PENNANT, "the Tamlalt dam was cracking", stance="hedges"),
        ),
        reasons=("Same event type and place in all accounts.",),
    )
    yield Claim(
        id="c2",
        text="its members had reported cracks in the Tamlalt dam to the Ministry of Water in November",
        alignment="corroborated",
        independent=3,
        about="said",
        note="all cite the National Union of Water Engineers",
        rank=8,
        accounts=(
            a(
                HALYARD,
                "its members had reported cracks in the Tamlalt dam to the Ministry of Water in November",
                UNION,
            ),
            a(
                SALTMARSH,
                "its members had reported cracks in the Tamlalt dam to the Ministry of Water in November",
                UNION,
            ),
            a(LANTERN, "it reported cracks in November", UNION),
            a(PENNANT, "he wrote to her twice", BOUZIDI),
        ),
        reasons=("They share 7 of 9 content words.", "Both are said by the union."),
    )
    yield Claim(
        id="c3",
        text="The water ministry knew for months that the Tamlalt dam was cracking",
        alignment="disputed",
        independent=1,
        rank=7,
        accounts=(
            a(PENNANT, "The water ministry knew for months that the Tamlalt dam was cracking"),
            a(HALYARD, "her ministry had received any warning", MINISTER, stance="denies"),
            a(SALTMARSH, "her ministry had received any warning", MINISTER, stance="denies"),
            a(STANDARD, "her ministry was warned", MINISTER, stance="denies"),
        ),
        conflicts=(
            Conflict(
                with_="c4",
                kind="negation",
                reasons=("One says that no letter reached the ministry, the other that it knew.",),
            ),
        ),
        reasons=("“denied” turns the proposition round.",),
    )
    yield Claim(
        id="c4",
        text="No letter about cracks reached my office",
        alignment="disputed",
        independent=2,
        rank=6,
        about="said",
        accounts=(
            a(HALYARD, "No letter about cracks reached my office", MINISTER),
            a(SALTMARSH, "No letter about cracks reached my office", MINISTER),
            a(EVENING, "No letter about cracks reached my office", MINISTER),
            a(PENNANT, "“no letter about cracks” reached her office", MINISTER),
        ),
        conflicts=(Conflict(with_="c3", kind="negation", reasons=("One says that no letter reached the ministry.",)),),
    )
    yield Claim(
        id="c5",
        text="an official of the ministry had said the letter was filed but never read",
        alignment="single_source",
        independent=1,
        rank=5,
        accounts=(a(STANDARD, "the letter was filed but never read", STATION, "said:an official of the ministry"),),
    )
    yield Claim(
        id="c6",
        text="The so-called inspection of 2023 was a signature on a sheet of paper",
        alignment="single_source",
        independent=1,
        rank=4,
        accounts=(a(PENNANT, "The so-called inspection of 2023 was a signature on a sheet of paper"),),
    )
    yield Claim(
        id="c7",
        text="she announced an inquiry",
        alignment="corroborated",
        independent=2,
        rank=3,
        accounts=(a(HALYARD, "She announced an inquiry"), a(LANTERN, "Salma Benhaddou has announced an inquiry")),
    )
    yield Claim(
        id="c8",
        text="The dam was completed in 1987",
        alignment="corroborated",
        independent=2,
        rank=2,
        accounts=(
            a(FIRST, "The dam was completed in 1987"),
            a(LANTERN, "The dam was built in 1987"),
            a(STANDARD, "was finished in 1987"),
        ),
    )
    yield Claim(
        id="c9",
        text="it would pay for emergency drinking water",
        alignment="single_source",
        independent=1,
        rank=1,
        hypothetical=True,
        accounts=(a(STANDARD, "it would pay for emergency drinking water", "said:A spokeswoman for the World Bank"),),
    )


def _namings(desk: Desk) -> Iterable[Naming]:
    def label(report: str, text: str, *loaded: str, owner: str = "outlet", count: int = 1) -> Label:
        return Label(
            text=text,
            count=count,
            tone=-0.5 if loaded else None,
            loaded=bool(loaded),
            loaded_terms=loaded,
            owner=owner,
            evidence=(desk.evidence(report, text),),
        )

    yield Naming(
        entity=MINISTER,
        outlet="Halyard Press",
        labels=(label(HALYARD, "Water Minister Salma Benhaddou", count=2),),
        contrast=0.6,
    )
    yield Naming(
        entity=MINISTER,
        outlet="The Pennant",
        labels=(label(PENNANT, "a protégée of the construction lobby", "protégée"),),
        contrast=0.6,
    )
    yield Naming(
        entity=MINISTER,
        outlet="The Quillmoor Standard",
        labels=(label(STANDARD, "the minister of water"),),
        contrast=0.6,
    )
    yield Naming(
        entity=GOVERNOR,
        outlet="Halyard Press",
        labels=(label(HALYARD, "Governor Youssef el-Mansouri", count=2), label(HALYARD, "el-Mansouri", count=3)),
    )
    yield Naming(entity=GOVERNOR, outlet="The Quillmoor Standard", labels=(label(STANDARD, "Mr al-Mansuri"),))
    yield Naming(entity=UNION, outlet="Halyard Press", labels=(label(HALYARD, "National Union of Water Engineers"),))
    yield Naming(entity=UNION, outlet="Lantern TV", labels=(label(LANTERN, "National Union of Water Engineers"),))


def _figures(desk: Desk) -> Iterable[Figure]:
    f = desk.figure
    yield Figure(
        item="people killed",
        about="people killed in the dam collapse",
        agreed=None,
        disputed=True,
        independent=3,
        accounts=(
            f(FIRST, "at least 27", 27, None, GOVERNOR),
            f(HALYARD, "61", 61, 61, GOVERNOR),
            f(SALTMARSH, "61", 61, 61, GOVERNOR),
            f(STANDARD, "84", 84, 84, GOVERNOR),
            f(LANTERN, "more than 70", 70, None),
            f(PENNANT, "More than 100", 100, None, "said:residents"),
        ),
        reasons=("84 is below “more than 100”.",),
    )
    yield Figure(
        item="people missing",
        about="people missing",
        agreed=(112, 112),
        independent=2,
        accounts=(f(HALYARD, "112", 112, 112, GOVERNOR), f(LANTERN, "112", 112, 112, GOVERNOR)),
    )
    yield Figure(
        item="volume",
        about="water held by the dam",
        agreed=(14e6, 14e6),
        kind="measure",
        unit="cubic metres",
        accounts=(f(STANDARD, "14 million cubic metres", 14e6, 14e6),),
    )
    yield Figure(
        item="toll",
        about="the toll against what the governor admits",
        agreed=(2, 2),
        kind="ratio",
        accounts=(f(PENNANT, "twice", 2, 2),),
    )


def _timeline(desk: Desk) -> Iterable[TimelineEntry]:
    def entry(
        date: str | None, first: str | None, last: str | None, *where: tuple[str, str], **more: object
    ) -> TimelineEntry:
        accounts = tuple(desk.evidence(r, w) for r, w in where)
        return TimelineEntry(
            date=date,
            earliest=first,
            latest=last,
            text=where[0][1],
            events=((where[0][0], f"v{accounts[0].start}"),),
            accounts=accounts,
            **{"independent": 1, **more},
        )

    yield entry(
        "1987",
        "1987-01-01",
        "1987-12-31",
        (FIRST, "The dam was completed in 1987"),
        (LANTERN, "The dam was built in 1987"),
        independent=2,
    )
    yield entry("2023", "2023-01-01", "2023-12-31", (HALYARD, "the dam had passed an inspection in 2023"))
    yield entry("2024-11-18", "2024-11-18", "2024-11-18", (STANDARD, "a letter to the ministry dated 18 November 2024"))
    yield entry(
        "2025-03-13",
        "2025-03-13",
        "2025-03-13",
        (FIRST, "A dam burst above the Moroccan town of Ait Sarhan early on Thursday"),
        independent=1,
    )
    yield entry(
        "2025-03-13/2025-03-14",
        "2025-03-13",
        "2025-03-14",
        (HALYARD, "rescuers had pulled nine survivors from a flooded school overnight"),
    )
    yield entry("2025-03-14", "2025-03-14", "2025-03-14", (HALYARD, "She announced an inquiry"))
    yield entry(
        None,
        "2025-03-14",
        "2025-04-25",
        (HALYARD, "promised to publish its findings within six weeks"),
        status="planned",
    )
    yield entry(
        None,
        None,
        None,
        (LANTERN, "A wall of water hit the Moroccan town of Ait Sarhan on Thursday"),
        anchor="on Thursday",
    )


def _coverage(desk: Desk, claims: Iterable[Claim]) -> Iterable[Coverage]:
    outlets = sorted({r.outlet or "" for r in desk.reports.values()})
    for claim in claims:
        telling = {desk.reports[a.report].outlet for a in claim.accounts}
        for outlet in outlets:
            yield Coverage(claim=claim.id, outlet=outlet, status="reports" if outlet in telling else "omits")


def _quotations(desk: Desk) -> Iterable[DossierQuotation]:
    q = desk.quotation
    yield q(HALYARD, "q1", "Every hour counts now,", "said", "el-Mansouri", GOVERNOR)
    yield q(SALTMARSH, "q1", "Every hour counts now,", "said", "el-Mansouri", GOVERNOR)
    yield q(EVENING, "q1", "Every hour counts now,", "said", "governor Youssef el-Mansouri", GOVERNOR)
    yield q(HALYARD, "q2", "We wrote to the ministry twice and nobody answered,", "said", "Rachid Bouzidi", BOUZIDI)
    yield q(SALTMARSH, "q2", "We wrote to the ministry twice and nobody answered,", "said", "Rachid Bouzidi", BOUZIDI)
    yield q(
        HALYARD,
        "q3",
        "her ministry had received any warning",
        "denied",
        "Salma Benhaddou",
        MINISTER,
        class_="denial",
        cue_tone="deny",
    )
    yield q(HALYARD, "q4", "No letter about cracks reached my office,", "told", "she", MINISTER)
    yield q(
        PENNANT,
        "q1",
        "“no letter about cracks” reached her office",
        "claims",
        "Minister Salma Benhaddou",
        MINISTER,
        cue_tone="claim",
    )
    yield q(PENNANT, "q2", "he wrote to her twice", "insists", "Rachid Bouzidi", BOUZIDI, cue_tone="stress")
    yield q(
        STANDARD,
        "q1",
        "an official of the ministry had said the letter was filed but never read",
        "reported",
        "Radio Tamlalt",
        STATION,
    )
    yield q(STANDARD, "q2", "the letter was filed but never read", "said", "an official of the ministry", parent="q1")
    yield q(LANTERN, "q1", "The first thing I heard was the trees breaking,", "told", "Fatima Ouhssaine, a baker")


def _events(desk: Desk) -> Iterable[DossierEvent]:
    span, place = desk.span(HALYARD, "denied"), desk.span(HALYARD, "Water Minister Salma Benhaddou")
    event = Event(
        id="v1", span=span, type="STATEMENT", cameo_root="01", actors=(Participant(entity=MINISTER, span=place),)
    )
    yield DossierEvent(report=HALYARD, event=event, actors=(MINISTER,), recipients=())


def _annotations(desk: Desk) -> Iterable[Annotations]:
    words = {FIRST: "Thursday", HALYARD: "Friday", LANTERN: "Thursday", STANDARD: "18 November 2024"}
    for id, report in desk.reports.items():
        spans = [desk.span(id, words[id])] if id in words else []
        timexes = tuple(Timex(id=f"t{n}", start=s.start, end=s.end, type="DATE") for n, s in enumerate(spans, start=1))
        yield Annotations(report=report, timexes=timexes)
