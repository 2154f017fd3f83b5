"""A report that tries to act: tags, handlers, addresses, template marks, unseen characters, spreadsheet formulas."""

from onrecord.model import (
    Annotations,
    Claim,
    Dossier,
    DossierEntity,
    DossierMention,
    Label,
    Naming,
    Part,
    Problem,
    Report,
    Story,
    TimelineEntry,
)

from tests.dossier.desk import Desk

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> says mayor\n\n"
    "The mayor said “</p></body><script>document.title='owned'</script>” on Monday. "
    "He wrote \u202egnp.exe\u202c, a NUL \x00, a bell \x07 and {{ 7*7 }} {% raw %}.\n\n"
    '<a href="javascript:alert(3)" onclick="alert(4)">Click</a> --> ]]> &amp; </style><style>*{display:none}</style>'
)


def hostile_dossier() -> tuple[Dossier, tuple[Annotations, ...]]:
    """A report that tries to act, with findings inside its tricks."""
    parts = []
    at = 0
    for line in HOSTILE.split("\n"):
        if line:
            parts.append(Part(kind="body" if parts else "headline", start=at, end=at + len(line)))
        at += len(line) + 1
    outlet = 'Evil\u202e"><script>alert(5)</script>'
    evil = Report(
        id='../../x"><script>',
        text=HOSTILE,
        outlet=outlet,
        url="javascript:alert(6)",
        title="</title><script>alert(7)</script>",
        parts=tuple(parts),
        published="<b>",
    )
    other = Report(
        id="plain",
        text="The mayor said nothing on Monday.",
        outlet="=cmd|' /C calc'!A0",
        url='https://example.org/"onmouseover=alert(8)',
    )
    desk = Desk({evil.id: evil, other.id: other})
    words = "</p></body><script>document.title='owned'</script>"
    claim = Claim(
        id='c"><script>1',
        text=words,
        alignment="disputed",
        independent=1,
        note="<img src=x>",
        reasons=("<script>alert(9)</script>",),
        accounts=(
            desk.account(evil.id, words, "said:<svg onload=alert(10)>"),
            desk.account(other.id, "The mayor said nothing", stance="denies"),
        ),
    )
    entity = DossierEntity(
        id="e1",
        name="<b>mayor</b>",
        kind="person",
        mentions=tuple(
            DossierMention(report=r, start=s.start, end=s.end, form="name")
            for r in (evil.id, other.id)
            for s in [desk.span(r, "mayor")]
        ),
    )
    label = Label(
        text="\u202egnp.exe\u202c",
        count=1,
        tone=None,
        loaded=True,
        evidence=(desk.evidence(evil.id, "\u202egnp.exe\u202c"),),
        owner="<i>",
        loaded_terms=("exe",),
    )
    naming = Naming(entity="e1", outlet=outlet, labels=(label,))
    quotation = desk.quotation(evil.id, "q1", words, "said", "The mayor", "e1")
    timeline = TimelineEntry(
        date=None,
        earliest=None,
        latest=None,
        text=words,
        events=(),
        accounts=(desk.evidence(evil.id, "on Monday"),),
        independent=1,
        anchor="<u>on Monday",
    )
    story = Story(
        id="../../etc", title="<script>alert(11)</script>\u202eegap", reports=(evil.id, other.id), independent=2
    )
    dossier = Dossier(
        story=story,
        reports=(evil, other),
        claims=(claim,),
        entities=(entity,),
        namings=(naming,),
        quotations=(quotation,),
        timeline=(timeline,),
        problems=(Problem(stage="<x>", message="<script>alert(12)</script>", report=evil.id),),
        made_by='"><script>alert(13)</script>',
    )
    return dossier, tuple(Annotations(report=r) for r in (evil, other))
