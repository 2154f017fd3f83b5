"""The independent accounts: who stands on their own feet, and who repeats whom."""

import re
from dataclasses import dataclass

from onrecord.dossier.lookup import Lookup, Ref, Tag, anchor
from onrecord.dossier.wording import count, date_words, language_words, span_words
from onrecord.model import Copy, Report, Span


@dataclass(frozen=True)
class ReportLine:
    """A report in the list of accounts."""

    tag: Tag
    title: str
    published: str  # in words
    basis: str  # what says so
    notes: tuple[str, ...]  # "2 captions (1 printed twice): not counted"


@dataclass(frozen=True)
class Shared:
    """A text that several reports print."""

    anchor: str
    labels: tuple[str, ...]
    basis: tuple[str, ...]
    passages: tuple[Ref, ...]

    @property
    def lights(self) -> str:
        return " ".join(p.lights for p in self.passages)


@dataclass(frozen=True)
class AccountItem:
    """One independent account."""

    letter: str
    first: ReportLine
    rest: tuple[ReportLine, ...]  # what repeats it or comes from the same hand: not counted again
    reasons: tuple[str, ...]
    shared: tuple[Shared, ...]


def account_items(look: Lookup) -> tuple[AccountItem, ...]:
    """The accounts in the order of their letters."""
    items = []
    for group in look.groups:
        lines = [report_line(look.report(r), look.tags[r], r in look.unread) for r in group.reports]
        shared = tuple(_shared(look, c) for c in look.dossier.copies if set(c.reports) & set(group.reports))
        items.append(AccountItem(lines[0].tag.letter, lines[0], tuple(lines[1:]), group.reasons, shared))
    return tuple(items)


def report_line(report: Report, tag: Tag, is_unread: bool = False) -> ReportLine:
    """A report as one line: how it is called, what it is headed, when it came out, and whether it was not analysed."""
    basis = report.published_basis or ""
    published = date_words(report.published)
    if bound := _bound(report):
        words = re.search(r'"([^"]+)"', basis)
        published, basis = f"undated, after {date_words(bound)}", f"it tells of “{words[1]}”" if words else ""
    unread = [_unread_words(report)] if is_unread else []
    return ReportLine(tag, title_of(report), published, basis, tuple(unread + _notes(report)))


def _unread_words(report: Report) -> str:
    return f"not analysed (in {language_words(report.language)})" if report.language else "not analysed"


def _bound(report: Report) -> str | None:
    """The latest day that an undated report tells of as past: it came out after that."""
    if report.published and report.published.endswith("/.."):
        return report.published.removesuffix("/..")
    found = (
        None if report.published else re.match(r"bounded: after (\d{4}(?:-\d\d){0,2})", report.published_basis or "")
    )
    return found[1] if found else None


def title_of(report: Report) -> str:
    """The headline, or the title its metadata gives, or its first words."""
    for part in report.parts:
        if part.kind == "headline":
            return part.span.of(report.text)
    return report.title or " ".join(report.text.split()[:12]) or "(empty)"


def _notes(report: Report) -> list[str]:
    kinds = [p.kind for p in report.parts if p.kind in ("caption", "link", "trailer", "credit")]
    twice = sum(p.repeats is not None for p in report.parts)
    words = [
        count(kinds.count("caption"), "caption"),
        count(kinds.count("credit"), "credit"),
        count(kinds.count("link"), "link to another report", "links to other reports"),
        count(kinds.count("trailer"), "trailer"),
    ]
    found = [w for w in words if not w.startswith("no ")]
    if twice:
        found.append(f"{count(twice, 'part')} printed twice")
    return [f"not counted: {', '.join(found)}"] if found else []


def _shared(look: Lookup, copy: Copy) -> Shared:
    spans: dict[str, list[Span]] = {}
    for evidence in copy.spans:
        spans.setdefault(evidence.report, []).append(evidence.span)
    passages = [look.ref(r, found) for r, found in spans.items()]
    inside = sorted((look.tags[r] for r in copy.reports if r in look.tags), key=lambda t: t.number)
    return Shared(
        anchor=anchor("copy", "-".join(t.label for t in inside)),
        labels=tuple(t.label for t in inside),
        basis=copy.basis,
        passages=tuple(sorted((p for p in passages if p), key=lambda p: p.tag.number)),
    )


def dates_of(look: Lookup) -> str:
    """When the reports were published, in words; of undated ones the day after which they came out, where they tell of one."""
    dated = sorted(r.published for r in look.reports if r.published and "/" not in r.published)
    undated = len(look.reports) - len(dated)
    if dated:
        words = f"published {span_words(dated[0], dated[-1])}"
        return f"{words}; {undated} undated" if undated else words
    bounds = [b for r in look.reports if (b := _bound(r))]
    return f"undated (after {date_words(max(bounds))})" if bounds else "undated"
