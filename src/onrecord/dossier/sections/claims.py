"""Claims: what is told, on whose word, and how the accounts stand to each other."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.dossier.lookup import Lookup, Ref, anchor
from onrecord.dossier.wording import count, listed, told_words
from onrecord.model import Account, Claim, Conflict

_STANCES = {"asserts": "tells", "denies": "denies", "hedges": "hedges"}
_MAY_BE = "May tell the same; not counted."
_CONFLICTS = {
    "negation": "One side denies what the other tells.",
    "number": "The numbers differ.",
    "date": "The dates differ.",
    "place": "The places differ.",
    "actor": "They differ on who did it.",
    "attribution": "One source is held against another.",
}


@dataclass(frozen=True)
class Telling:
    """One report's account of a claim."""

    ref: Ref
    stance: str  # "tells", "cites", "denies", "hedges"
    cites: tuple[str, ...]  # whom the outlet cites, nearest first
    own_voice: bool

    @property
    def voice(self) -> str:
        """The chain in words: "← Foreign Affairs", or that it is the outlet's own voice."""
        return "in its own voice" if self.own_voice else "".join(f"← {c} " for c in self.cites).strip()


@dataclass(frozen=True)
class Other:
    """What a claim is in conflict with, or what may tell the same."""

    anchor: str  # of the other claim; "" where the page has no room for it
    lead: str
    text: str  # its printed words; "" where the claim's own accounts disagree
    saying: str  # what the two are to each other, a sentence
    reasons: tuple[str, ...]
    tellings: tuple[Telling, ...]


@dataclass(frozen=True)
class ClaimItem:
    """A claim as a reader is shown it."""

    id: str
    anchor: str
    lead: str  # "denied" where nobody tells it; printed words alone would pass for what is told
    text: str
    alignment: str  # corroborated, disputed, single_source
    verdict: str  # "told by 2 independent accounts"
    tellings: tuple[Telling, ...]  # the first of each account; then the rest
    shown: int  # how many of the tellings repeat none before them
    opposed: tuple[Other, ...]
    may_be: tuple[Other, ...]  # what may tell the same
    reasons: tuple[str, ...]
    independent: int
    sure: int  # of the independent accounts, those that are not only probably told alike

    @property
    def lights(self) -> str:
        return " ".join(t.ref.lights for t in self.tellings)

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t.ref.tag.letter for t in self.tellings))


def claim_items(look: Lookup) -> tuple[ClaimItem, ...]:
    """The claims, weightiest first, each with where every account tells it."""
    claims = sorted(look.dossier.claims, key=lambda c: (-c.rank, c.id))
    told = {c.id: _tellings(look, c.accounts) for c in claims}
    by_id = {c.id: c for c in claims}
    return tuple(_item(look, c, told, by_id) for c in claims if told[c.id])


def foremost(claims: Sequence[ClaimItem], most: int) -> tuple[ClaimItem, ...]:
    """The claims a page has room for, in their order: what several tell and what is disputed before what stands alone.

    What they are opposed to but has no room is still told, without a link.
    """
    if len(claims) <= most:
        return tuple(claims)
    told = [c for c in claims if c.alignment != "single_source"]
    alone = [c for c in claims if c.alignment == "single_source"]
    chosen = {c.anchor for c in (*told, *alone)[:most]}
    return tuple(
        dataclasses.replace(c, opposed=_linked(c.opposed, chosen), may_be=_linked(c.may_be, chosen))
        for c in claims
        if c.anchor in chosen
    )


def _linked(others: Sequence[Other], chosen: set[str]) -> tuple[Other, ...]:
    return tuple(o if o.anchor in chosen else dataclasses.replace(o, anchor="") for o in others)


def _item(look: Lookup, claim: Claim, told: dict[str, tuple[Telling, ...]], by_id: dict[str, Claim]) -> ClaimItem:
    tellings = told[claim.id]
    opposed = tuple(_opposed(c, claim, told, by_id) for c in claim.conflicts if c.with_ in by_id)
    return ClaimItem(
        id=claim.id,
        anchor=anchor("claim", claim.id),
        lead=_lead(claim, tellings),
        text=claim.text,
        alignment=claim.alignment,
        verdict=_verdict(claim, tellings),
        tellings=tellings,
        shown=len({(t.ref.tag.letter, t.stance == "denies") for t in tellings}),
        opposed=opposed,
        may_be=tuple(_other(by_id[c.with_], _MAY_BE, (c.reason,), told) for c in claim.may_be if told.get(c.with_)),
        reasons=(claim.note, *claim.reasons) if claim.note else claim.reasons,
        independent=claim.independent,
        sure=claim.independent if claim.sure is None else claim.sure,
    )


def _tellings(look: Lookup, accounts: Sequence[Account]) -> tuple[Telling, ...]:
    """In page order, but what each account first tells, and what it first denies, before anything it repeats: copies come last."""
    found = []
    for account in accounts:
        ref = look.ref(account.report, account.spans)
        if ref is not None:
            own = len(account.chain) <= 1
            stance = _STANCES[account.stance]
            cites = look.cited(account.chain)
            found.append(Telling(ref, "cites" if stance == "tells" and not own else stance, cites, own))
    found.sort(key=lambda t: (t.ref.tag.number, t.ref.spans, t.stance, t.cites))
    seen: set[tuple[str, bool]] = set()
    later = []
    for telling in found:
        side = (telling.ref.tag.letter, telling.stance == "denies")
        later.append(side in seen)
        seen.add(side)
    return tuple(t for _, t in sorted(zip(later, found, strict=True), key=lambda pair: pair[0]))


def _verdict(claim: Claim, tellings: Sequence[Telling]) -> str:
    if claim.alignment == "disputed":
        return _dispute(tellings, claim)
    if claim.alignment == "corroborated":
        told = told_words(claim.independent, claim.sure)
        return f"{_said(tellings)}, {told}" if claim.about == "said" else told
    first = tellings[0].ref.tag
    outlets = [o for o in dict.fromkeys(t.ref.tag.outlet for t in tellings) if not o.startswith("(")]
    return f"only {first.letter}: {listed(outlets[:3])}" if outlets else f"only {first.letter}"


def _lead(claim: Claim, tellings: Sequence[Telling]) -> str:
    stances = {t.stance for t in tellings}
    if stances == {"denies"}:
        return "denied"
    if stances and stances <= {"denies", "hedges"}:
        return "left open"
    return "may happen" if claim.hypothetical else ""


def _said(tellings: Sequence[Telling]) -> str:
    """Who said it, where all who cite somebody cite the same one."""
    named = {t.cites[-1] for t in tellings if t.cites}
    return f"said by {named.pop()}" if len(named) == 1 else "said"


def _dispute(tellings: Sequence[Telling], claim: Claim) -> str:
    for_it = dict.fromkeys(t.ref.tag.letter for t in tellings if t.stance in ("tells", "cites"))
    against = dict.fromkeys(t.ref.tag.letter for t in tellings if t.stance == "denies")
    words = []
    if for_it:
        words.append(f"told in {listed(list(for_it))}")
    if against:
        words.append(f"denied in {listed(list(against))}")
    if not against and any(c.with_ != claim.id for c in claim.conflicts):
        words.append("another claim stands against it")
    return f"disputed: {', '.join(words)}" if words else "disputed"


def _opposed(conflict: Conflict, claim: Claim, told: dict[str, tuple[Telling, ...]], by_id: dict[str, Claim]) -> Other:
    saying, other = _CONFLICTS[conflict.kind], by_id[conflict.with_]
    if other.id == claim.id:
        return Other(anchor("claim", other.id), "", "", saying, conflict.reasons, ())
    return _other(other, saying, conflict.reasons, told)


def _other(claim: Claim, saying: str, reasons: tuple[str, ...], told: dict[str, tuple[Telling, ...]]) -> Other:
    tellings = told[claim.id]
    return Other(anchor("claim", claim.id), _lead(claim, tellings), claim.text, saying, reasons, tellings)


@dataclass(frozen=True)
class Standing:
    """The ten-second view: the weightiest claims of each kind."""

    corroborated: tuple[ClaimItem, ...]
    disputed: tuple[ClaimItem, ...]
    single: tuple[ClaimItem, ...]
    left: int  # how many claims are not among them
    summary: str  # one sentence


def what_stands(claims: Sequence[ClaimItem], most: int = 5) -> Standing:
    """The first claims of each kind; of two that oppose each other only the weightier."""
    kinds = {k: [c for c in claims if c.alignment == k] for k in ("corroborated", "disputed", "single_source")}
    disputed: list[ClaimItem] = []
    for claim in kinds["disputed"]:
        if not any(claim.anchor == o.anchor for d in disputed for o in d.opposed):
            disputed.append(claim)
    corroborated = tuple(kinds["corroborated"][:most])
    single = tuple(kinds["single_source"][: max(2, most - len(corroborated))])
    shown = len(corroborated) + len(disputed[:most]) + len(single)
    return Standing(corroborated, tuple(disputed[:most]), single, len(claims) - shown, _summary(kinds))


def _beside(alone: Sequence[ClaimItem]) -> str:
    """How many claims that rest on one account may be told by another too."""
    number = sum(bool(c.may_be) for c in alone)
    return f" ({number} of them may be told elsewhere in other words)" if number else ""


def _probably(several: Sequence[ClaimItem]) -> str:
    """How many claims are only probably told by more than one account."""
    number = sum(c.sure < 2 for c in several)
    return f" ({number} of them probably)" if number else ""


def _summary(kinds: dict[str, list[ClaimItem]]) -> str:
    total = sum(len(found) for found in kinds.values())
    if not total:
        return "No claim was found."
    several, disputed, alone = (len(kinds[k]) for k in ("corroborated", "disputed", "single_source"))
    parts = (
        f"{several or 'none'} {'is' if several == 1 else 'are'} told by several independent accounts{_probably(kinds['corroborated'])}",
        f"{disputed or 'none'} {'is' if disputed == 1 else 'are'} disputed",
        f"{alone or 'none'} {'rests' if alone == 1 else 'rest'} on one account alone{_beside(kinds['single_source'])}",
    )
    return f"Of {count(total, 'claim')}, {', '.join(parts)}."
