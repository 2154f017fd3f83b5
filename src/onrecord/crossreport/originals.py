"""Which report of several that print one text probably came first, and why."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.crossreport.publishers import house_of, outlet_key
from onrecord.model import Report
from onrecord.resources import read_words

_TOP, _FOOT = 400, 300  # characters at either end in which a credit line stands
# "AZILAL, Morocco, March 14 (HPA) — ": an agency that no list knows is still named by where it stands.
_DATELINE = re.compile(r"^[A-Z]{2}[^\n()!?]{0,60}\(([A-Z]{2,6})\)[ \t]*(?:[—–-]|$)", re.MULTILINE)
_BYLINE = re.compile(r"^[ \t]*(?:By|From|Source:?|Via|Credit:?)[ \t]+([^\n]{2,60})$", re.MULTILINE)


@dataclass(frozen=True)
class Printed:
    """A report of a group of copies with what speaks for or against its being the first."""

    report: Report
    credits: tuple[str, ...]  # agencies or outlets that it names as where its text comes from
    begins: bool  # the shared text stands at its very beginning
    covers: float  # share of its own words that stand in others of the group
    size: int  # own content words


Rule = Callable[[Sequence[Printed]], tuple[str, str] | None]


def find_original(group: Sequence[Printed]) -> tuple[str | None, tuple[str, ...]]:
    """(report id or None, sentences that say why).

    Args:
        group: sorted by report id.
    """
    notes = tuple(f"Report {p.report.id} carries the credit line ({credit})." for p in group for credit in p.credits)
    for rule in _RULES:
        found = rule(group)
        if found is not None:
            return (found[0] or None), (*notes, found[1])
    return None, (*notes, "Which of them came first is unknown.")


def credits_of(report: Report) -> tuple[str, ...]:
    """The agencies or outlets that a report names as where its text comes from: metadata, dateline, byline, credit line.

    >>> credits_of(Report(id="a", text="OSLO (AP) - It rained."))
    ('AP',)
    """
    found = [report.provider] if report.provider else []
    ends = (report.text[:_TOP], report.text[max(_TOP, len(report.text) - _FOOT) :])
    for end in ends:
        found += [next(filter(None, match.groups())) for match in _credit().finditer(end)]
    found += _DATELINE.findall(report.text[:_TOP])
    found += [author for author in report.authors if author in read_words("agencies.txt")]
    return tuple(dict.fromkeys(found))


@cache
def _credit() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(a) for a in read_words("agencies.txt")), key=len, reverse=True))
    return re.compile(
        rf"[(\[]({names})[)\]]|^[ \t]*(?:Source|By|Via|Credit)?:?[ \t]*({names})[ \t]*$|[/–—-][ \t]?({names})[ \t]*$",
        re.MULTILINE,
    )


def _by_outlet(group: Sequence[Printed]) -> tuple[str, str] | None:
    """One report's own outlet is the one that the others credit: by an agency's name, in a byline, or by its initials in a dateline."""
    credited = {house_of(credit) for p in group for credit in p.credits}
    own = [p for p in group if p.report.outlet and house_of(p.report.outlet) in credited]
    own = own or [p for p in group if any(_credits(other, p.report) for other in group if other is not p)]
    if len(own) == 1:
        name = own[0].report.id
        return name, f"Report {name} is probably the original: its outlet, {own[0].report.outlet}, is the one credited."
    return None


def _credits(other: Printed, report: Report) -> bool:
    """Whether a report names the outlet or publisher of another as where its text comes from; not its own house."""
    houses = {name for name in (report.outlet, report.publisher) if name}
    own = {outlet_key(name) for name in (other.report.outlet, other.report.publisher) if name}
    names = {outlet_key(name) for name in houses} - own
    initials = {
        "".join(word[0] for word in name.split() if word[0].isupper()) for name in houses if outlet_key(name) in names
    }
    bylines = {outlet_key(line) for line in (*_BYLINE.findall(other.report.text[:_TOP]), *other.report.authors)}
    return bool(
        names & (bylines | {outlet_key(c) for c in other.credits})
        or {i for i in initials if len(i) > 1} & set(other.credits)
    )


def _by_agency(group: Sequence[Printed]) -> tuple[str, str] | None:
    """All who credit anyone credit one agency, which is not among them: the original is not here."""
    credited = sorted({credit for p in group for credit in p.credits})
    if len({house_of(c) for c in credited}) == 1 and sum(bool(p.credits) for p in group) * 2 >= len(group):
        return (
            "",
            f"The text is probably {credited[0]}'s, whose own report is not among these: the original is unknown.",
        )
    return None


def _by_lack_of_credit(group: Sequence[Printed]) -> tuple[str, str] | None:
    """All but one say that they took the text from elsewhere."""
    free = [p for p in group if not p.credits]
    if len(free) == 1 and len(group) > 2:
        name = free[0].report.id
        return name, f"Report {name} is probably the original: all others carry a credit line."
    return None


def _by_date(group: Sequence[Printed]) -> tuple[str, str] | None:
    """One was published before all others. An undated report among them leaves it open."""
    dated = sorted((p.report.published or "", p.report.id) for p in group)
    if not all(date for date, _ in dated):
        return None
    (first, name), (second, _) = dated[:2]
    if first < second and not second.startswith(first):
        return name, f"Report {name} is probably the original: published {first}, before all others (next: {second})."
    return None


def _by_containment(group: Sequence[Printed]) -> tuple[str, str] | None:
    """One begins as the others do and goes on where they stop."""
    longest = sorted(group, key=lambda p: (-p.size, p.report.id))
    first, second = longest[0], longest[1]
    if first.begins and first.size > 1.15 * second.size and all(p.begins and p.covers > 0.95 for p in longest[1:]):
        name = first.report.id
        return name, f"Report {name} is probably the original: it begins as the others do and goes on where they stop."
    return None


#: Asked in this order; the first that decides names the original (an empty id: known not to be among them).
_RULES: tuple[Rule, ...] = (_by_outlet, _by_date, _by_agency, _by_lack_of_credit, _by_containment)
