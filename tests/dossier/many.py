"""A story of many reports: what must fold, folds."""

from onrecord.model import (
    Annotations,
    Claim,
    Coverage,
    Dossier,
    Figure,
    IndependentGroup,
    Part,
    Report,
    Story,
)

from tests.dossier.desk import Desk


def many_dossier(number: int = 40) -> tuple[Dossier, tuple[Annotations, ...]]:
    """A story of many reports, each its own account: what must fold, folds."""
    reports, claims, figures = [], [], []
    for n in range(number):
        first = "The harbour of Ostervik was closed on Monday by ice"
        body = f"{first}. Some {100 + n} ships wait, outlet {n} says. A pilot said that it was cold."
        text = f"Ice closes the harbour of Ostervik ({n})\n\n{body}"
        start = text.index(body)
        parts = (Part(kind="headline", start=0, end=start - 2), Part(kind="body", start=start, end=len(text)))
        reports.append(
            Report(
                id=f"r{n:03}",
                text=text,
                outlet=f"The Ostervik Observer No. {n}",
                published=f"2025-01-{n % 28 + 1:02}",
                parts=parts,
            )
        )
    desk = Desk({r.id: r for r in reports})
    first = "The harbour of Ostervik was closed on Monday by ice"
    claims.append(
        Claim(
            id="c0",
            text=first,
            alignment="corroborated",
            independent=number,
            accounts=tuple(desk.account(r.id, first) for r in reports),
            rank=99,
        )
    )
    for n, report in enumerate(reports):
        words = f"Some {100 + n} ships wait"
        claims.append(
            Claim(
                id=f"c{n + 1}",
                text=words,
                alignment="single_source",
                independent=1,
                accounts=(desk.account(report.id, words),),
                rank=50 - n,
            )
        )
        figures.append(desk.figure(report.id, str(100 + n), 100 + n, 100 + n))
    said = tuple(desk.quotation(r.id, "q1", "it was cold", "said", "A pilot") for r in reports)
    ids = tuple(r.id for r in reports)
    story = Story(
        id="s9",
        title="Ice closes the harbour of Ostervik",
        reports=ids,
        independent=number,
        groups=tuple(IndependentGroup(reports=(i,)) for i in ids),
    )
    figure = Figure(
        item="ships", about="ships that wait", accounts=tuple(figures), agreed=None, disputed=True, independent=number
    )
    coverage = tuple(
        Coverage(
            claim=c.id,
            outlet=r.outlet or "",
            status="reports" if any(a.report == r.id for a in c.accounts) else "omits",
        )
        for c in claims
        for r in reports
    )
    dossier = Dossier(
        story=story,
        reports=tuple(reports),
        claims=tuple(claims),
        figures=(figure,),
        quotations=said,
        coverage=coverage,
        made_by="onrecord (fixture)",
    )
    return dossier, tuple(Annotations(report=r) for r in reports)
