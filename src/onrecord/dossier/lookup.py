"""What all sections of a dossier's page share: the letters of the accounts, the place of a span in its report, names for ids.

The letter names the independent account and the number the report: A1 and A2 are two reports of one account, A and B are two accounts.
So nobody can take a wire text and its reprints for several witnesses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.dossier.visible import slug, visible
from onrecord.model import Dossier, IndependentGroup, Part, Report, Span


@dataclass(frozen=True)
class Tag:
    """How a report is called on the page."""

    number: int  # 1.. in page order; "r3" is its anchor
    letter: str  # of its independent account
    label: str  # "A" where the account is one report, else "A1"
    outlet: str  # who published it, or "(report id)"


@dataclass(frozen=True)
class Ref:
    """Characters of one report that an item stands on."""

    tag: Tag
    place: str  # "headline", "¶3", "caption"
    spans: tuple[Span, ...]
    exact: str

    @property
    def anchor(self) -> str:
        return f"r{self.tag.number}-{self.spans[0].start}-{self.spans[-1].end}"

    @property
    def lights(self) -> str:
        """`report:start-end` of each span: what the page's script lights."""
        return " ".join(f"{self.tag.number}:{s.start}-{s.end}" for s in self.spans)


@dataclass(frozen=True)
class Lookup:
    """A dossier with what is asked of it on every line, looked up fast."""

    dossier: Dossier
    tags: dict[str, Tag]
    groups: tuple[IndependentGroup, ...]  # in the order of their letters
    reports: tuple[Report, ...]  # in the order of their numbers
    names: dict[str, str]  # entity id -> name
    unread: frozenset[str] = frozenset()  # ids of reports that were not analysed
    _by_id: dict[str, Report] = field(default_factory=dict, repr=False)
    _parts: dict[str, tuple[tuple[Part, str], ...]] = field(default_factory=dict, repr=False)

    def ref(self, report: str, spans: Iterable[Span]) -> Ref | None:
        """The place of some characters; None where the report is not here or the spans are none of its own."""
        known = self._by_id.get(report)
        inside = tuple(sorted(s for s in spans if known and s.end <= len(known.text)))
        if known is None or not inside:
            return None
        exact = " … ".join(s.of(known.text) for s in inside)
        return Ref(tag=self.tags[report], place=self.place(report, inside[0].start), spans=inside, exact=exact)

    def place(self, report: str, offset: int) -> str:
        """Where in the report an offset lies, as a reader would say it; of a report with pages also the page."""
        origin = self._by_id[report].origin
        page = origin.page_of(offset) if origin else None
        for part, words in self._parts[report]:
            if part.start <= offset < part.end:
                return f"{words}, p. {page}" if page else words
        return ""

    def report(self, report: str) -> Report:
        return self._by_id[report]

    def holder(self, id_or_text: str) -> str:
        """A link of a chain in words: the outlet, the entity's name, or the words that name who is cited."""
        kind, _, rest = id_or_text.partition(":")
        if kind in ("outlet", "said") and rest:
            return rest
        ids = (rest if kind == "entity" and rest else id_or_text).split("+")
        return " and ".join(self.names.get(i, i) for i in ids)  # who speaks together is one link: "e3+e7"

    def cited(self, chain: Sequence[str]) -> tuple[str, ...]:
        """Whom the outlet cites, nearest first; empty for its own voice."""
        return tuple(self.holder(h) for h in chain[1:])


def look_up(dossier: Dossier) -> Lookup:
    """Letters, places and names of a dossier."""
    groups = _ordered_groups(dossier)
    tags: dict[str, Tag] = {}
    by_id = {r.id: r for r in dossier.reports}
    for letter, group in zip(_letters(len(groups)), groups, strict=True):
        for index, report in enumerate(group.reports, start=1):
            label = letter if len(group.reports) == 1 else f"{letter}{index}"
            outlet = visible(by_id[report].outlet or f"({report})")
            tags[report] = Tag(number=len(tags) + 1, letter=letter, label=label, outlet=outlet)
    return Lookup(
        dossier=dossier,
        tags=tags,
        groups=groups,
        reports=tuple(by_id[r] for r in tags),
        names={e.id: e.name for e in dossier.entities} | {n.entity: n.party for n in dossier.namings if n.party},
        unread=frozenset(dossier.unread) & by_id.keys(),
        _by_id=by_id,
        _parts={r.id: tuple(_placed(r)) for r in dossier.reports},
    )


def _ordered_groups(dossier: Dossier) -> tuple[IndependentGroup, ...]:
    """The accounts by first publication; in each the original first. A report that no account names is its own."""
    by_id = {r.id: r for r in dossier.reports}
    originals = {c.original for c in dossier.copies}

    def first(report: str) -> tuple[bool, str, str]:
        published = by_id[report].published
        return published is None, published or "", report

    groups = []
    for group in dossier.story.groups:
        inside = [r for r in group.reports if r in by_id]
        if inside:
            reports = tuple(sorted(inside, key=lambda r: (r not in originals, *first(r))))
            groups.append(IndependentGroup(reports=reports, reasons=group.reasons))
    named = {r for g in groups for r in g.reports}
    groups += [IndependentGroup(reports=(r,)) for r in sorted(by_id) if r not in named]
    return tuple(sorted(groups, key=lambda g: min(first(r) for r in g.reports)))


def _letters(number: int) -> list[str]:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [(alphabet[i // 26 - 1] if i >= 26 else "") + alphabet[i % 26] for i in range(min(number, 702))] + [
        f"Z{i}" for i in range(702, number)
    ]


def _placed(report: Report) -> Iterable[tuple[Part, str]]:
    paragraph = 0
    for part in parts_of(report):
        paragraph += part.kind == "body"
        yield part, f"¶{paragraph}" if part.kind == "body" else part.kind


def parts_of(report: Report) -> tuple[Part, ...]:
    """The report's parts; its lines, taken for body, where it has none."""
    if report.parts or not report.text.strip():
        return report.parts
    made, at = [], 0
    for line in report.text.splitlines(keepends=True):
        if line.strip():
            made.append(Part(kind="body", start=at + len(line) - len(line.lstrip()), end=at + len(line.rstrip())))
        at += len(line)
    return tuple(made)


def anchor(kind: str, name: str) -> str:
    """The id of an item on the page: letters, digits and hyphens."""
    return f"{kind}-{slug(name) or 'x'}"
