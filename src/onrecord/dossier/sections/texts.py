"""The reports' texts, cut where a finding begins or ends, so that overlapping findings can all be shown."""

import bisect
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.dossier.lookup import Lookup, Ref, Tag, parts_of
from onrecord.dossier.sections.accounts import ReportLine, report_line
from onrecord.dossier.visible import safe_url
from onrecord.model import Annotations, Report

#: What is underlined, by the letter of its class on the page: claims, quotations, names, times, figures, events.
KINDS = (
    ("c", "claims"),
    ("q", "quotations"),
    ("w", "times"),
    ("f", "figures"),
    ("e", "events"),
    ("n", "names"),
)

Marked = tuple[int, int, str]  # start, end, class


@dataclass(frozen=True)
class Piece:
    """Characters that the same findings cover."""

    start: int
    text: str
    kinds: str  # classes, in the order of KINDS
    anchors: tuple[str, ...]  # of the evidence that begins here


@dataclass(frozen=True)
class Paragraph:
    kind: str  # of the part
    label: str  # "¶3" or what it is
    is_counted: bool  # headline and body, not printed twice
    repeats: bool
    pieces: tuple[Piece, ...]
    anchor: str


@dataclass(frozen=True)
class TextItem:
    tag: Tag
    line: ReportLine
    url: str | None
    shown_url: str
    paragraphs: tuple[Paragraph, ...]
    is_first: bool  # the first report of its account
    is_elsewhere: bool = False  # the page leaves its text to a page of its own


def text_items(
    look: Lookup, annotated: Iterable[Annotations], refs: Iterable[Ref], most: int | None = None
) -> tuple[TextItem, ...]:
    """The reports in page order.

    Args:
        look: the dossier.
        annotated: annotations; those of other reports are passed over.
        refs: what the items of the page stand on; each gets its anchor, and is lit to the character.
        most: texts that the page holds, those that most items stand on; None: all.
    """
    by_id = {a.report.id: a for a in annotated}
    by_number: dict[int, dict[str, Ref]] = {}
    for ref in refs:
        by_number.setdefault(ref.tag.number, {})[ref.anchor] = ref
    numbers = sorted((t.number for t in look.tags.values()), key=lambda n: (-len(by_number.get(n, ())), n))
    here = set(numbers[:most])
    seen: set[str] = set()
    items = []
    for report in look.reports:
        tag = look.tags[report.id]
        line, shown, is_first = report_line(report, tag), report.url or "", tag.letter not in seen
        seen.add(tag.letter)
        if tag.number not in here:
            items.append(TextItem(tag, line, safe_url(report.url), shown, (), is_first, is_elsewhere=True))
            continue
        mine = tuple(by_number.get(tag.number, {}).values())
        marks = _marks(look, report.id, by_id.get(report.id))
        marks += [(s.start, s.end, "") for r in mine for s in r.spans]
        anchors = sorted((r.spans[0].start, r.anchor) for r in mine)
        paragraphs = tuple(_paragraphs(look, report, marks, anchors))
        items.append(TextItem(tag, line, safe_url(report.url), shown, paragraphs, is_first))
    return tuple(items)


def _marks(look: Lookup, report: str, annotations: Annotations | None) -> list[Marked]:
    dossier = look.dossier
    marks: list[Marked] = [
        (s.start, s.end, "c") for c in dossier.claims for a in c.accounts if a.report == report for s in a.spans
    ]
    marks += [(s.start, s.end, "q") for q in dossier.quotations if q.report == report for s in q.quotation.content]
    marks += [(v.event.span.start, v.event.span.end, "e") for v in dossier.events if v.report == report]
    marks += [
        (m.start, m.end, "n")
        for e in dossier.entities
        for m in e.mentions
        if m.report == report and m.form != "pronoun"
    ]
    marks += [(a.start, a.end, "f") for f in dossier.figures for a in f.accounts if a.report == report]
    if annotations is not None:
        marks += [(t.start, t.end, "w") for t in annotations.timexes]
        marks += [(n.start, n.end, "f") for n in annotations.quantities]
    return marks


def _paragraphs(
    look: Lookup, report: Report, marks: Sequence[Marked], anchors: Sequence[tuple[int, str]]
) -> Iterable[Paragraph]:
    number = look.tags[report.id].number
    for index, part in enumerate(parts_of(report), start=1):
        counted = part.kind in ("headline", "body") and part.repeats is None
        inside = [m for m in marks if m[0] < part.end and part.start < m[1]]
        here = [a for a in anchors if part.start <= a[0] < part.end]
        pieces = tuple(cut_text(report.text, (part.start, part.end), inside, here))
        label = look.place(report.id, part.start)
        yield Paragraph(part.kind, label, counted, part.repeats is not None, pieces, f"r{number}-p{index}")


def cut_text(
    text: str, within: tuple[int, int], marks: Sequence[Marked], anchors: Sequence[tuple[int, str]] = ()
) -> Iterable[Piece]:
    """The characters of a stretch in pieces, each with all that covers it; joined they give the stretch again.

    >>> [(p.text, p.kinds) for p in cut_text("abcdef", (0, 6), [(1, 4, "c"), (3, 5, "q")])]
    [('a', ''), ('bc', 'c'), ('d', 'cq'), ('e', 'q'), ('f', '')]
    """
    start, end = within
    edges = {start, end, *(at for at, _ in anchors)}
    edges |= {min(max(at, start), end) for s, e, _ in marks for at in (s, e)}
    cuts = sorted(edges)
    covering: list[set[str]] = [set() for _ in cuts]
    for first, last, kind in marks:
        for index in range(bisect.bisect_left(cuts, max(first, start)), bisect.bisect_left(cuts, min(last, end))):
            covering[index].add(kind)
    begin: dict[int, dict[str, None]] = {}
    for at, name in anchors:
        begin.setdefault(at, {})[name] = None
    for index, (a, b) in enumerate(itertools.pairwise(cuts)):
        kinds = "".join(k for k, _ in KINDS if k in covering[index])
        yield Piece(a, text[a:b], kinds, tuple(begin.get(a, ())))
