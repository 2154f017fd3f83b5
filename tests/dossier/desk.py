"""Finds words in the example reports, so that hand-made dossiers are written in words and not in offsets."""

import onrecord
from onrecord.examples import example_paths
from onrecord.model import Account, DossierQuotation, Evidence, FigureAccount, Quotation, Report, Span

HALYARD, SALTMARSH, EVENING = "halyard-dam-2", "saltmarsh-dam", "quillmoor-evening-dam"
FIRST, STANDARD, PENNANT, LANTERN = "halyard-dam-1", "quillmoor-standard-dam", "pennant-dam", "lantern-dam"
GOVERNOR, MINISTER, UNION, BOUZIDI, STATION = "e1", "e2", "e3", "e4", "e5"


def example_reports() -> dict[str, Report]:
    """The example reports by id."""
    with example_paths() as paths:
        return {r.id: r for r in onrecord.read(paths)}


class Desk:
    """Finds words in reports, so that the fixtures are written in words and not in offsets."""

    def __init__(self, reports: dict[str, Report]) -> None:
        self.reports = reports

    def span(self, report: str, words: str) -> Span:
        at = self.reports[report].text.index(words)
        return Span(at, at + len(words))

    def evidence(self, report: str, words: str) -> Evidence:
        span = self.span(report, words)
        return Evidence(report, span.start, span.end)

    def account(self, report: str, words: str, *cited: str, stance: str = "asserts") -> Account:
        outlet = self.reports[report].outlet or f"({report})"
        return Account(
            report=report,
            spans=(self.span(report, words),),
            chain=(f"outlet:{outlet}", *cited),
            stance=stance,
            exact=words,
        )

    def figure(self, report: str, words: str, low: float | None, high: float | None, *cited: str) -> FigureAccount:
        span = self.span(report, words)
        outlet = self.reports[report].outlet or f"({report})"
        return FigureAccount(
            report=report,
            start=span.start,
            end=span.end,
            low=low,
            high=high,
            as_of=None,
            chain=(f"outlet:{outlet}", *cited),
            exact=words,
        )

    def quotation(
        self, report: str, id: str, content: str, cue: str, speaker: str, *speakers: str, **more: object
    ) -> DossierQuotation:
        text = self.reports[report].text
        spans = (self.span(report, content),)
        at = text.index(cue, max(0, spans[0].start - 120)) if cue else 0
        said = Quotation(
            id=id,
            kind="direct" if text[max(0, spans[0].start - 1)] in '“"‘' else "indirect",
            content=spans,
            cue=(Span(at, at + len(cue)),) if cue else (),
            speaker=(self.span(report, speaker),) if speaker else (),
            speakers=speakers,
            **more,
        )
        return DossierQuotation(
            report=report, quotation=said, speakers=speakers, speaker_text=speaker, content_text=content, cue_text=cue
        )
