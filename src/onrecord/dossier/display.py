"""A dossier in a notebook: a fragment without scripts and without a style sheet, since notebooks strip both."""

from collections.abc import Sequence

from markupsafe import Markup

from onrecord.dossier.page import make_page
from onrecord.dossier.sections.claims import ClaimItem, Telling
from onrecord.dossier.visible import printed
from onrecord.model import Dossier

_SANS = "font-family:system-ui,'Segoe UI','Noto Sans',Arial,sans-serif"
_SERIF = "font-family:Charter,'Iowan Old Style',Georgia,'Noto Serif',serif"
_HEAD = Markup(
    '<div style="{}"><h3 style="{};font-size:1.4em;margin:.2em 0">{}</h3><p style="margin:.1em 0"><b>{}</b><br>{}</p>'
)
_LIST = Markup('<h4 style="margin:.8em 0 .2em">{}</h4><ul style="margin:0;padding-left:1.2em">{}</ul>')
_CLAIM = Markup('<li style="margin:.3em 0"><b>{}</b><span style="{};font-size:1.1em">{}</span><br><b>{}</b><br>{}</li>')
_PLACE = Markup("<span><b>{}</b> {} {}</span>")


def dossier_html_fragment(dossier: Dossier) -> str:
    """What a notebook shows of a dossier: title, facts, and the weightiest claims with where they stand.

    Safe to put into any page: everything from a report is escaped, nothing in it acts.
    """
    page = make_page(dossier)
    standing = page.standing
    head = _HEAD.format(_SANS, _SERIF, printed(page.title), " · ".join(page.facts), standing.summary)
    lists = [
        _claims("Told by several independent accounts", standing.corroborated),
        _claims("Disputed", standing.disputed),
        _claims("On one account alone", standing.single),
    ]
    accounts = Markup("<br>").join(
        Markup("<b>{}</b> {}").format(
            a.letter, ", ".join(dict.fromkeys(line.tag.outlet for line in (a.first, *a.rest)))
        )
        for a in page.accounts[:26]
    )
    more = f" and {len(page.accounts) - 26} more" if len(page.accounts) > 26 else ""
    foot = Markup("<details><summary>Accounts</summary>{}{}</details></div>").format(accounts, more)
    return str(head + Markup("").join(lists) + foot)


def _claims(title: str, claims: Sequence[ClaimItem]) -> Markup:
    if not claims:
        return Markup("")
    return _LIST.format(title, Markup("").join(_claim(c) for c in claims))


def _claim(claim: ClaimItem) -> Markup:
    lead = f"{claim.lead}: " if claim.lead else ""
    places = Markup(" · ").join(_place(t) for t in claim.tellings[:6])
    return _CLAIM.format(lead, _SERIF, printed(claim.text), printed(claim.verdict), places)


def _place(telling: Telling) -> Markup:
    stance = "" if telling.stance in ("tells", "cites") else f"{telling.stance} "
    return _PLACE.format(telling.ref.tag.label, telling.ref.place, printed(f"{stance}{telling.voice}"))
