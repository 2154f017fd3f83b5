"""Figures: for each thing counted, an interval an account on one scale."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.dossier.lookup import Lookup, Ref, anchor
from onrecord.dossier.scales import NumberScale, number_scale
from onrecord.dossier.wording import date_words, number_words, range_words
from onrecord.model import Figure, FigureAccount, Span

_KINDS = (
    ("count", "Counted"),
    ("money", "Money"),
    ("percent", "Shares"),
    ("measure", "Measured"),
    ("ratio", "Multiples and ratios"),
    ("change", "Changes"),
    ("ordinal", "Ranks"),
)
_CHANGED = re.compile(r"The number (?P<way>rose|fell) from date to date; the accounts of (?P<last>\S+) are the latest")


@dataclass(frozen=True)
class Interval:
    """One account's figure, and how it is drawn in percent of the line."""

    ref: Ref
    words: str  # as printed
    meaning: str  # "1,000 or more"
    cites: tuple[str, ...]
    as_of: str
    left: float
    right: float
    is_point: bool
    open_left: bool
    open_right: bool
    also: tuple[Ref, ...]  # other reports of the same account that print the same


@dataclass(frozen=True)
class FigureItem:
    anchor: str
    about: str
    verdict: str
    is_disputed: bool
    intervals: tuple[Interval, ...]
    ticks: tuple[tuple[float, str], ...]
    agreed: tuple[float, float] | None  # the stretch that suits all accounts, in percent
    reasons: tuple[str, ...]
    note: str
    kind: str
    accounts: int  # independent

    @property
    def lights(self) -> str:
        return " ".join(i.ref.lights for i in self.intervals)


@dataclass(frozen=True)
class FigureGroup:
    """Figures of one kind: counts are never on one page with multiples without saying so."""

    title: str
    compared: tuple[FigureItem, ...]  # told by several accounts, or disputed
    alone: tuple[FigureItem, ...]  # told once


def figure_groups(look: Lookup) -> tuple[FigureGroup, ...]:
    """By kind; in each the disputed and the most told first."""
    items = [i for f in look.dossier.figures if (i := _item(look, f)) is not None]
    items.sort(key=lambda i: (not i.is_disputed, -i.accounts, -len(i.intervals), i.about, i.anchor))
    groups = []
    for kind, title in _KINDS:
        mine = [i for i in items if i.kind == kind]
        if mine:
            compared = tuple(i for i in mine if i.is_disputed or len(i.intervals) > 1)
            groups.append(FigureGroup(title, compared, tuple(i for i in mine if i not in compared)))
    return tuple(groups)


def _item(look: Lookup, figure: Figure) -> FigureItem | None:
    told = [(a, r) for a in figure.accounts if (r := look.ref(a.report, [Span(a.start, a.end)])) is not None]
    if not told:
        return None
    told.sort(key=lambda pair: (pair[1].tag.number, pair[1].spans))
    scale = number_scale(n for a, _ in told for n in (a.low, a.high) if n is not None)
    intervals = _folded(look, told, scale)
    about = figure.about or figure.item
    return FigureItem(
        anchor=anchor("figure", told[0][1].anchor),
        about=f"{about}, in {figure.unit}" if _needs_unit(figure, about) else about,
        verdict=_verdict(figure, intervals),
        is_disputed=figure.disputed,
        intervals=tuple(intervals),
        ticks=tuple((scale.at(n), number_words(n)) for n in (scale.low, scale.high)) if scale else (),
        agreed=_agreed(figure, scale, intervals),
        reasons=figure.reasons,
        note="Each step of this line multiplies: the figures lie far apart." if scale and scale.is_log else "",
        kind=figure.kind,
        accounts=len({r.tag.letter for _, r in told}),
    )


def _needs_unit(figure: Figure, about: str) -> bool:
    return (
        bool(figure.unit) and figure.kind in ("money", "measure") and (figure.unit or "").lower() not in about.lower()
    )


def _folded(look: Lookup, told: Sequence[tuple[FigureAccount, Ref]], scale: NumberScale | None) -> list[Interval]:
    """An interval an account; what other reports of the same account print of the same figure is named beside it."""
    first: dict[tuple[object, ...], int] = {}
    made: list[tuple[FigureAccount, Ref, list[Ref]]] = []
    for account, ref in told:
        key = (ref.tag.letter, account.low, account.high, account.chain[1:])
        if key in first:
            made[first[key]][2].append(ref)
        else:
            first[key] = len(made)
            made.append((account, ref, []))
    return [_interval(look, a, ref, tuple(also), scale) for a, ref, also in made]


def _interval(
    look: Lookup, account: FigureAccount, ref: Ref, also: tuple[Ref, ...], scale: NumberScale | None
) -> Interval:
    low, high = account.low, account.high
    left = scale.at(low) if scale and low is not None else 2.0
    right = scale.at(high) if scale and high is not None else 98.0
    return Interval(
        ref=ref,
        words=account.exact or ref.exact,
        meaning=_meaning(account),
        cites=look.cited(account.chain),
        as_of=_as_of(account),
        left=left,
        right=right,
        is_point=low is not None and low == high,
        open_left=low is None,
        open_right=high is None,
        also=also,
    )


def _as_of(account: FigureAccount) -> str:
    words = date_words(account.as_of) if account.as_of else ""
    return words if words.startswith(("until", "after")) or not words else f"as of {words}"


def _meaning(account: FigureAccount) -> str:
    """What the printed words come to, where they do not print the number themselves ("dozens", "14 million")."""
    words = account.exact.replace(" ", "")
    shown = [n for n in (account.low, account.high) if n is not None]
    if shown and all(number_words(n) in words or f"{n:.10g}" in words for n in shown):
        return ""
    return range_words(account.low, account.high)


def _agreed(figure: Figure, scale: NumberScale | None, intervals: Sequence[Interval]) -> tuple[float, float] | None:
    if figure.agreed is None or scale is None or len(intervals) < 2:
        return None
    low, high = figure.agreed
    return (scale.at(low) if low is not None else 2.0, scale.at(high) if high is not None else 98.0)


def _verdict(figure: Figure, intervals: Sequence[Interval]) -> str:
    if figure.disputed:
        return "disputed: the accounts cannot all be right"
    if len(intervals) < 2:
        return f"only {intervals[0].ref.tag.letter}"
    if figure.agreed is None:
        return "the accounts differ"
    change = next((m for r in figure.reasons if (m := _CHANGED.match(r))), None)
    if change is not None:
        return f"{change['way']} from date to date, at last {range_words(*figure.agreed)} ({date_words(change['last'][:10])})"
    return f"all accounts hold with {range_words(*figure.agreed)}"
