"""The dossier as CSV tables: one row a finding, for spreadsheets and for R, pandas or Stata."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.dossier.lookup import Lookup, look_up
from onrecord.dossier.visible import visible
from onrecord.model import Dossier

Cell = str | int | float | bool | None
Rows = Iterable[Sequence[Cell]]

#: A cell that begins so is taken for a formula by spreadsheets; white space and full-width forms in front do not stop them.
_FORMULA = re.compile(r"^[\s\u00a0\u3000]*[=+\-@＝＋－＠|%]")


def render_tables(dossier: Dossier) -> dict[str, str]:
    """Each table by the name of its file.

    Text is on one line with unseen characters named; a text that a spreadsheet would run as a formula has an apostrophe before it.
    Offsets (`start`, `end`) are half-open code points of the report's text.
    """
    return {name: written(head, rows) for name, head, rows in tables_of(dossier)}


def tables_of(dossier: Dossier) -> Iterator[tuple[str, Sequence[str], Rows]]:
    """(file, columns, rows) of each table, the cells as they are: whoever writes them guards them."""
    look = look_up(dossier)
    return ((name, head, rows(look)) for name, head, rows in _TABLES)


def guarded(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs.

    >>> guarded("=1+1"), guarded(-3), guarded("a\\nb")
    ("'=1+1", -3, 'a b')
    """
    if not isinstance(cell, str):
        return cell
    text = visible(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def written(head: Sequence[str], rows: Rows) -> str:
    """A table as CSV with every cell guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
    return out.getvalue()


def _reports(look: Lookup) -> Rows:
    for report in look.reports:
        tag = look.tags[report.id]
        yield (
            report.id,
            tag.label,
            tag.letter,
            report.outlet,
            report.publisher,
            report.url,
            report.title,
            report.published,
            report.published_basis,
            report.language,
        )


def _claims(look: Lookup) -> Rows:
    for claim in look.dossier.claims:
        for account in claim.accounts:
            ref = look.ref(account.report, account.spans)
            if ref is None:
                continue
            yield (
                claim.id,
                claim.text,
                claim.alignment,
                claim.about,
                claim.independent,
                claim.independent if claim.sure is None else claim.sure,
                account.report,
                ref.tag.label,
                ref.tag.outlet,
                account.stance,
                " <- ".join(look.holder(h) for h in account.chain),
                ref.spans[0].start,
                ref.spans[-1].end,
                ref.exact,
                "; ".join(c.with_ for c in claim.conflicts),
                "; ".join(c.with_ for c in claim.may_be),
            )


def _quotations(look: Lookup) -> Rows:
    for said in look.dossier.quotations:
        record = said.quotation
        yield (
            said.report,
            record.id,
            record.kind,
            "; ".join(look.names.get(s, s) for s in said.speakers),
            said.speaker_text,
            said.cue_text,
            said.content_text,
            record.content[0].start,
            record.content[-1].end,
            record.class_,
            record.negated,
            record.cue_tone,
            record.parent,
        )


def _events(look: Lookup) -> Rows:
    for told in look.dossier.events:
        event = told.event
        yield (
            told.report,
            event.id,
            event.type,
            event.mode,
            event.cameo_root,
            event.status,
            "; ".join(look.names.get(a, a) for a in told.actors),
            "; ".join(look.names.get(r, r) for r in told.recipients),
            event.date,
            event.span.start,
            event.span.end,
            event.quotation,
        )


def _figures(look: Lookup) -> Rows:
    for number, figure in enumerate(look.dossier.figures, start=1):
        for told in figure.accounts:
            chain = " <- ".join(look.holder(h) for h in told.chain)
            label = look.tags[told.report].label if told.report in look.tags else ""
            yield (
                number,
                figure.about,
                figure.item,
                figure.kind,
                figure.unit,
                figure.disputed,
                told.report,
                label,
                chain,
                told.exact,
                told.comparator,
                told.low,
                told.high,
                told.as_of,
                told.start,
                told.end,
            )


def _timeline(look: Lookup) -> Rows:
    for number, entry in enumerate(look.dossier.timeline, start=1):
        chains = entry.chains or ((),) * len(entry.accounts)  # a dossier of an older release has none
        for place, chain in zip(entry.accounts, chains, strict=True):
            yield (
                number,
                entry.date,
                entry.earliest,
                entry.latest,
                entry.anchor,
                entry.status,
                entry.type,
                entry.text,
                entry.independent,
                " <- ".join(look.holder(h) for h in chain),
                place.report,
                place.start,
                place.end,
            )


def _namings(look: Lookup) -> Rows:
    for naming in look.dossier.namings:
        for label in naming.labels:
            owner = label.owner if label.owner == "outlet" else look.holder(label.owner)
            first = label.evidence[0] if label.evidence else None
            yield (
                naming.entity,
                look.names.get(naming.entity, ""),
                naming.outlet,
                label.text,
                label.count,
                label.tone,
                label.loaded,
                "; ".join(label.loaded_terms),
                owner,
                first.report if first else None,
                first.start if first else None,
                first.end if first else None,
                "party" if naming.party else "entity",
                "; ".join(look.names.get(c.with_, c.with_) for c in naming.may_be),
            )


def _entities(look: Lookup) -> Rows:
    for entity in look.dossier.entities:
        for mention in entity.mentions:
            report = look.report(mention.report) if mention.report in look.tags else None
            exact = report.text[mention.start : mention.end] if report else ""
            yield (
                entity.id,
                entity.name,
                entity.kind,
                entity.country,
                mention.report,
                mention.form,
                exact,
                mention.start,
                mention.end,
            )


def _coverage(look: Lookup) -> Rows:
    texts = {c.id: c.text for c in look.dossier.claims}
    return ((c.claim, texts.get(c.claim, ""), c.outlet, c.status) for c in look.dossier.coverage)


def _copies(look: Lookup) -> Rows:
    for number, copy in enumerate(look.dossier.copies, start=1):
        for place in copy.spans:
            yield (
                number,
                "; ".join(copy.reports),
                copy.original,
                "; ".join(copy.basis),
                place.report,
                place.start,
                place.end,
            )


def _problems(look: Lookup) -> Rows:
    return ((p.report, p.stage, p.message, p.start, p.end) for p in look.dossier.problems)


#: File, columns, rows.
_TABLES = (
    (
        "reports.csv",
        "report label account outlet publisher url title published published_basis language".split(),
        _reports,
    ),
    (
        "claims.csv",
        "claim text alignment about independent sure report label outlet stance chain start end exact conflicts_with may_be".split(),
        _claims,
    ),
    (
        "quotations.csv",
        "report quotation kind speakers speaker cue content start end class negated cue_tone parent".split(),
        _quotations,
    ),
    (
        "events.csv",
        "report event type mode cameo_root status actors recipients date start end quotation".split(),
        _events,
    ),
    (
        "figures.csv",
        "figure about item kind unit disputed report label chain exact comparator low high as_of start end".split(),
        _figures,
    ),
    (
        "timeline.csv",
        "entry date earliest latest anchor status type text independent chain report start end".split(),
        _timeline,
    ),
    (
        "namings.csv",
        "entity name outlet wording count tone loaded loaded_terms owner report start end kind may_be".split(),
        _namings,
    ),
    ("entities.csv", "entity name kind country report form exact start end".split(), _entities),
    ("coverage.csv", "claim text outlet status".split(), _coverage),
    ("copies.csv", "copy reports original basis report start end".split(), _copies),
    ("problems.csv", "report stage message start end".split(), _problems),
)
