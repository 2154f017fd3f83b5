"""Which claims each outlet reports, and which it leaves out."""

from collections.abc import Sequence

from onrecord.crossreport.view import StoryView
from onrecord.model import Claim, Coverage


def cover_claims(view: StoryView, claims: Sequence[Claim]) -> tuple[Coverage, ...]:
    """For each claim and each outlet of the story, whether one of its reports tells of it; in the order of claims, then outlets. Nothing
    is said of an outlet none of whose reports was analysed: what it tells is not known."""
    outlets = sorted({view.outlet(a.report.id) for a in view.annotated if a.sentences})
    made = []
    for claim in claims:
        telling = {view.outlet(account.report) for account in claim.accounts}
        made += [Coverage(claim=claim.id, outlet=o, status="reports" if o in telling else "omits") for o in outlets]
    return tuple(made)
