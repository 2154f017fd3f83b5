"""The dossier as Markdown: the same sections and words as the page, for mails, wikis and version control."""

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.dossier.lookup import Ref
from onrecord.dossier.page import Page, make_page
from onrecord.dossier.sections.accounts import ReportLine
from onrecord.dossier.sections.claims import ClaimItem, Other, Telling
from onrecord.dossier.sections.figures import FigureItem
from onrecord.dossier.sections.matrix import UNREAD
from onrecord.dossier.sections.namings import Wording
from onrecord.dossier.sections.timeline import Moment
from onrecord.dossier.visible import visible
from onrecord.dossier.wording import count
from onrecord.model import Dossier

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_LINE_START = re.compile(r"^(\s*)((?:\d+(?=[.)](?:\s|$)))?)([-+=]|(?<=\d)[.)])")  # "1. ", "- "; not "1.13"
_SIGNS = {"tells": "●", "cites": "◐", "hedges": "◌", "denies": "✕", "omits": "–", UNREAD: "?"}


def render_markdown(dossier: Dossier) -> str:
    """The dossier as CommonMark with pipe tables. Nothing of a report is markup in it."""
    page = make_page(dossier)
    blocks = [block for section in _SECTIONS for block in section(page)]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Text of others that stays text: on one line, unseen characters named, no markup.

    >>> escaped("<b>*x*</b> | y")
    '\\\\<b\\\\>\\\\*x\\\\*\\\\</b\\\\> \\\\| y'
    """
    return _LINE_START.sub(r"\1\2\\\3", _SPECIAL.sub(r"\\\1", visible(text)))


def _head(page: Page) -> Iterator[str]:
    yield f"# {escaped(page.title)}"
    yield f"**{escaped(' · '.join(page.facts))}**"
    yield page.standing.summary


def _accounts(page: Page) -> Iterator[str]:
    yield "## Accounts"
    yield "A letter is an independent account; B1 and B2 are two reports of one account."
    lines = []
    for account in page.accounts:
        first = account.first
        lines.append(
            f"- **{first.tag.label}** {escaped(first.tag.outlet)}, {escaped(first.published)}{_unread(first)}: {escaped(first.title)}"
        )
        lines += [
            f"  - not counted again: **{r.tag.label}** {escaped(r.tag.outlet)}, {escaped(r.published)}{_unread(r)}"
            for r in account.rest
        ]
        lines += [f"  - {escaped(reason)}" for reason in account.reasons]
    yield "\n".join(lines)


def _unread(line: ReportLine) -> str:
    """That a report was not analysed; what else is noted of it the page shows."""
    return "".join(f", {escaped(n)}" for n in line.notes if n.startswith("not analysed"))


def _stands(page: Page) -> Iterator[str]:
    standing = page.standing
    for title, claims in (
        ("Told by several independent accounts", standing.corroborated),
        ("Disputed", standing.disputed),
        ("On one account alone", standing.single),
    ):
        if claims:
            yield f"## {title}"
            yield "\n".join(line for claim in claims for line in _claim(claim))
    if standing.left:
        yield f"And {count(standing.left, 'claim')} more, in the table below and in claims.csv."


def _claim(claim: ClaimItem) -> Iterator[str]:
    yield f"- {_claimed(claim)} ({escaped(claim.verdict)})"
    yield f"  - {_tellings(claim.tellings)}"
    for other in (*claim.opposed, *claim.may_be):
        yield f"  - {other.saying} {_claimed(other) if other.text else ''} {_tellings(other.tellings)}".rstrip()
    for reason in claim.reasons:
        yield f"  - why: {escaped(reason)}"


def _claimed(claim: ClaimItem | Other) -> str:
    return f"{claim.lead}: {_quoted(claim.text)}" if claim.lead else _quoted(claim.text)


def _quoted(text: str) -> str:
    return f"“{escaped(text)}”"


def _tellings(tellings: Sequence[Telling], most: int = 8) -> str:
    words = [f"{_place(t.ref)} {escaped(t.stance)} {escaped(t.voice)}".strip() for t in tellings[:most]]
    return "; ".join(words) + (f"; and {len(tellings) - most} more" if len(tellings) > most else "")


def _place(ref: Ref) -> str:
    return f"**{ref.tag.label}** {ref.place}".strip()


def _places(refs: Iterable[Ref]) -> str:
    return ", ".join(_place(r) for r in refs)


def _matrix(page: Page) -> Iterator[str]:
    if not page.matrix.rows:
        return
    yield "## Claims by outlet"
    legend = "● tells in its own voice, ◐ cites another, ◌ hedges, ✕ denies, – says nothing of it"
    yield f"{legend}, ? not analysed" if page.matrix.has_unread else legend
    columns = page.matrix.columns
    lines = [
        f"| Claim | {' | '.join(escaped(c.outlet) for c in columns)} |",
        f"|---|{':-:|' * len(columns)}",
    ]
    for row in page.matrix.rows:
        lines.append(f"| {_claimed(row.claim)} | {' | '.join(_SIGNS[c.act] for c in row.cells)} |")
    yield "\n".join(lines)


def _said(page: Page) -> Iterator[str]:
    if not page.speakers:
        return
    yield "## Who said what"
    for speaker in page.speakers:
        lines = [f"**{escaped(speaker.name)}**", ""]
        for said in speaker.said:
            words = ", ".join([said.cue, *said.notes]) if said.cue else ", ".join(said.notes)
            through = f", through {escaped(' ← '.join(said.through))}" if said.through else ""
            lines.append(f"- {_quoted(said.content)} ({escaped(words)}{through}) {_places(said.refs)}")
        yield "\n".join(lines)


def _timeline(page: Page) -> Iterator[str]:
    found = page.timeline
    for title, moments in (
        ("Timeline", found.dated),
        ("Without a date", found.undated),
        ("Without words of time", found.wordless),
    ):
        if moments:
            yield f"## {title}"
            yield "\n".join(_moment(m) for m in moments)


def _moment(moment: Moment) -> str:
    when = f"**{escaped(moment.when)}** " if moment.when else ""
    return f"- {when}{_quoted(moment.text)} {_notes(moment.notes)}{_places(moment.refs)}"


def _notes(notes: Sequence[str]) -> str:
    return f"({escaped(', '.join(notes))}) " if notes else ""


def _figures(page: Page) -> Iterator[str]:
    if page.figures:
        yield "## Figures"
    for group in page.figures:
        yield f"### {group.title}"
        yield "\n".join(line for figure in (*group.compared, *group.alone) for line in _figure(figure))


def _figure(figure: FigureItem) -> Iterator[str]:
    yield f"- {escaped(figure.about)}: {escaped(figure.verdict)}"
    for told in figure.intervals:
        cites = "".join(f" ← {c}" for c in told.cites)
        more = ", ".join(w for w in (told.meaning, told.as_of) if w)
        yield f"  - {_place(told.ref)}{escaped(cites)}: {_quoted(told.words)}{f' ({more})' if more else ''}"


def _named(page: Page) -> Iterator[str]:
    if not page.named:
        return
    yield "## Who is called what"
    lines = []
    for item in page.named:
        others = "; ".join(f"may be {escaped(m.name)}" for m in item.may_be)
        notes = " ".join(x for x in (item.note, f"({others})" if others else "") if x)
        lines.append(f"- **{escaped(item.name)}** {notes}".rstrip())
        for outlet in item.outlets:
            words = "; ".join(_wording(w) for w in outlet.wordings)
            lines.append(f"  - {escaped(outlet.outlet)}: {words}")
    yield "\n".join(lines)


def _wording(wording: Wording) -> str:
    words = "".join(f"*{escaped(t)}*" if loaded else escaped(t) for t, loaded in wording.pieces)
    return f"{words} (in the words of {escaped(wording.owner)})" if wording.owner else words


def _left_out(page: Page) -> Iterator[str]:
    found = [o for o in page.outlets if o.left_out_count or o.alone_count]
    if not found:
        return
    yield "## Left out, and on one outlet alone"
    lines = []
    for outlet in found:
        lines.append(f"- **{escaped(outlet.outlet)}**{f' ({outlet.without})' if outlet.without else ''}")
        lines += [f"  - leaves out: {_claimed(c)} (told in {', '.join(c.letters[:6])})" for c in outlet.left_out]
        lines += [f"  - on it alone: {_claimed(c)}" for c in outlet.alone]
    yield "\n".join(lines)


def _problems(page: Page) -> Iterator[str]:
    if not page.problems:
        return
    yield "## Problems"
    lines = []
    for problem in page.problems:
        where = f"**{', '.join(problem.labels[:12])}** " if problem.labels else ""
        lines.append(f"- {where}{escaped(problem.message)} ({escaped(problem.stage)})")
    yield "\n".join(lines)


def _foot(page: Page) -> Iterator[str]:
    yield f"Made by {escaped(page.made_by or 'onrecord')}. Words in “…” are printed in a report; all others are onrecord's."


_SECTIONS = (_head, _accounts, _stands, _matrix, _said, _timeline, _figures, _named, _left_out, _problems, _foot)
