"""What a person changed on the marks of one report -> corrections. What no correction can carry is a Problem, never passed over."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.dossier.exports.standoff import KIND_LABELS, NOT_A_CLAIM, Link, Mark, Standoff
from onrecord.model import Correction, Evidence, Problem, Span

STAGE = "import"
_MENTIONS = frozenset(KIND_LABELS.values())

Found = tuple[list[Correction], list[Problem]]


@dataclass(frozen=True)
class Edited:
    """What came back of one report."""

    report: str  # id
    text: str | None  # as the tool has it; None where it does not say
    standoff: Standoff
    analysis: str | None  # what made the findings that were exported; None where it does not say
    by: str = ""
    at: str = ""  # ISO 8601


def find_corrections(report: str, base: Standoff, edited: Standoff) -> Found:
    """The corrections that turn one set of marks into another.

    Read are: who speaks (the link `speaker` of a Content), which mentions are one entity (the links `same`), contents taken out and
    characters marked as no claim.

    Args:
        report: id.
        base: what was exported.
        edited: what came back; marks that were exported have the ids they had, or the same label and characters.

    Returns:
        Corrections without who and when; problems on what cannot be taken over. Both may be empty.
    """
    edited = _aligned(base, edited)
    old = {m.id: m for m in base.marks}
    new = {m.id: m for m in edited.marks}
    corrections = [
        *_speakers(report, base, edited),
        *_entities(report, base, edited),
        *_no_claims(report, old, new),
    ]
    return corrections, list(_not_taken(report, base, edited))


def _aligned(base: Standoff, edited: Standoff) -> Standoff:
    """The edited marks under the ids of the base, where label and characters are those of a mark there."""
    old = {m.id: m for m in base.marks}
    same = {(m.label, m.spans): m.id for m in base.marks}
    kept = {m.id for m in edited.marks if m.id in old and old[m.id].label == m.label}
    names: dict[str, str] = {}
    for mark in edited.marks:
        there = same.get((mark.label, mark.spans))
        if mark.id in kept or there is None or there in kept or there in names.values():
            names[mark.id] = mark.id if mark.id in kept or mark.id not in old else f"new {mark.id}"
        else:
            names[mark.id] = there
    return Standoff(
        tuple(replace(m, id=names[m.id]) for m in edited.marks),
        tuple(Link(k.label, names.get(k.first, k.first), names.get(k.second, k.second)) for k in edited.links),
    )


def _evidence(report: str, spans: Sequence[Span]) -> tuple[Evidence, ...]:
    return tuple(Evidence(report, s.start, s.end) for s in spans)


def _speakers(report: str, base: Standoff, edited: Standoff) -> Iterator[Correction]:
    old, new = _speaker_spans(base), _speaker_spans(edited)
    marks = {m.id: m for m in edited.marks}
    for content, spans in old.items():
        if content in marks and new.get(content) != spans:
            said = max(marks[content].spans, key=lambda s: s.end - s.start)
            yield Correction(
                kind="speaker", subject=_evidence(report, [said]), against=_evidence(report, new.get(content) or ())
            )


def _speaker_spans(standoff: Standoff) -> dict[str, tuple[Span, ...]]:
    """Content -> the characters of its speakers."""
    marks = {m.id: m for m in standoff.marks}
    found: dict[str, set[Span]] = {m.id: set() for m in standoff.marks if m.label == "Content"}
    for link in standoff.links:
        if link.label == "speaker" and link.first in found and link.second in marks:
            found[link.first].update(marks[link.second].spans)
    return {content: tuple(sorted(spans, key=lambda s: (s.start, s.end))) for content, spans in found.items()}


def _entities(report: str, base: Standoff, edited: Standoff) -> Iterator[Correction]:
    """Mentions that are one entity now and were not, and the other way round."""
    marks = {m.id: m for m in edited.marks}
    home = {m.id: _entity_of(m.id) for m in base.marks if m.label in _MENTIONS}
    groups = _groups(edited, home.keys() & marks.keys())
    for group in groups:
        first = {home[m]: m for m in reversed(group)}
        if len(first) > 1:
            named = [marks[m].spans[0] for m in sorted(first.values(), key=lambda m: marks[m].spans[0].start)]
            yield Correction(kind="same_entity", subject=_evidence(report, named))
    for entity in dict.fromkeys(home.values()):
        parts = [mine for g in groups if (mine := [m for m in g if home[m] == entity])]
        if len(parts) > 1:
            main, *others = sorted(parts, key=lambda p: -len(p))
            for part in others:
                yield Correction(
                    kind="split_entity",
                    subject=_evidence(report, [marks[m].spans[0] for m in part]),
                    against=_evidence(report, [marks[main[0]].spans[0]]),
                )


def _entity_of(mention: str) -> str:
    return mention.rpartition(".")[0]


def _groups(standoff: Standoff, wanted: frozenset[str] | set[str]) -> list[list[str]]:
    """Mentions that `same` links tie, in text order."""
    parent = {m.id: m.id for m in standoff.marks}

    def root(mark: str) -> str:
        while parent[mark] != mark:
            mark = parent[mark]
        return mark

    for link in standoff.links:
        if link.label == "same" and link.first in parent and link.second in parent:
            parent[root(link.second)] = root(link.first)
    found: dict[str, list[str]] = {}
    for mark in standoff.marks:
        if mark.id in wanted:
            found.setdefault(root(mark.id), []).append(mark.id)
    return list(found.values())


def _no_claims(report: str, old: Mapping[str, Mark], new: Mapping[str, Mark]) -> Iterator[Correction]:
    for mark in new.values():
        if mark.label == NOT_A_CLAIM and mark.id not in old:
            yield Correction(kind="not_a_claim", subject=_evidence(report, mark.spans))
    for mark in old.values():
        if mark.label == "Content" and mark.id not in new:
            yield Correction(kind="not_a_claim", subject=_evidence(report, mark.spans))


def _not_taken(report: str, base: Standoff, edited: Standoff) -> Iterator[Problem]:
    """What changed and no correction says."""
    old = {m.id: m for m in base.marks}
    new = {m.id: m for m in edited.marks}
    gone_contents = {m.id for m in base.marks if m.label == "Content" and m.id not in new}
    speakers = {k.second for k in edited.links if k.label == "speaker"}
    for mark in base.marks:
        if mark.id in new:
            was, now = (mark.label, mark.spans), (new[mark.id].label, new[mark.id].spans)
            if was != now and mark.label != "Speaker":
                yield _problem(report, mark, "was changed to another label or other characters")
        elif mark.label not in ("Content", "Speaker") and _entity_of(mark.id) not in gone_contents:
            yield _problem(report, mark, "was taken out")
    for mark in edited.marks:
        if mark.id not in old and mark.label != NOT_A_CLAIM and mark.id not in speakers:
            yield _problem(report, mark, "is new")
    counts = Counter(_link_key(k) for k in base.links if _is_kept(k, new))
    counts.subtract(Counter(_link_key(k) for k in edited.links))
    for (label, first, second), count in sorted(counts.items()):
        if count and label not in ("same", "speaker"):
            what = "was taken out" if count > 0 else "is new"
            at = (new.get(first) or new.get(second) or old[first]).spans[0]
            message = f"The link “{label}” {what}; onrecord has no correction for that, it was not taken over."
            yield Problem(stage=STAGE, message=message, start=at.start, end=at.end, report=report)


def _is_kept(link: Link, marks: Mapping[str, Mark]) -> bool:
    return link.first in marks and link.second in marks


def _link_key(link: Link) -> tuple[str, str, str]:
    return link.label, link.first, link.second


def _problem(report: str, mark: Mark, what: str) -> Problem:
    at = mark.spans[0]
    message = f"The mark {mark.label} {what}; onrecord has no correction for that, it was not taken over."
    return Problem(stage=STAGE, message=message, start=at.start, end=mark.spans[-1].end, report=report)
