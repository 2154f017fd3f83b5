"""Who said what: quotations by speaker, what several reports print of one utterance said once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.dossier.lookup import Lookup, Ref, anchor
from onrecord.model import DossierQuotation, Quotation

_KINDS = {"direct": "word for word", "indirect": "in the outlet's words", "mixed": "partly word for word"}
_CLASSES = {
    "stance": "a stance",
    "request": "a request",
    "denial": "a denial",
    "question": "a question",
    "topic": "only the topic is told",
}
_TONES = {
    "claim": "the cue casts doubt",
    "doubt": "the cue casts doubt",
    "accuse": "the cue accuses",
    "stress": "the cue stresses",
    "admit": "the cue admits",
    "deny": "the cue denies",
}
UNNAMED = "A speaker without a name"
_UNSURE = 0.5  # confidence below which every second reading is wrong (PolNeAR, development part)
#: Words that name nobody, where it is not known whom they stand for.
_PRONOUNS = frozenset("he she it they we i you who which that this these those one some others another".split())


@dataclass(frozen=True)
class Said:
    """One utterance as one or more reports print it."""

    anchor: str
    content: str
    cue: str  # as printed
    speaker: str  # as printed
    notes: tuple[str, ...]  # "word for word", "a denial"
    refs: tuple[Ref, ...]  # content, one a report
    frame: Ref | None  # speaker and cue in the first of them
    through: tuple[str, ...]  # whom the outlet has it from: the speaker of the quotation around it

    @property
    def lights(self) -> str:
        return " ".join(r.lights for r in (*self.refs, self.frame) if r)

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(r.tag.letter for r in self.refs))


@dataclass(frozen=True)
class Speaker:
    name: str
    anchor: str
    said: tuple[Said, ...]

    @property
    def accounts(self) -> int:
        return len({letter for s in self.said for letter in s.letters})


def speakers(look: Lookup) -> tuple[Speaker, ...]:
    """Speakers by how many accounts quote them, then by how much; those without a name last."""
    by_key = {(q.report, q.quotation.id): q for q in look.dossier.quotations}
    found: dict[str, list[DossierQuotation]] = {}
    for quotation in look.dossier.quotations:
        if quotation.report in look.tags:
            found.setdefault(_speaker(look, quotation), []).append(quotation)
    made = [(name, _merged(look, qs, by_key)) for name, qs in found.items()]
    named = [Speaker(name, f"by-{said[0].anchor}", said) for name, said in made if said]
    return tuple(sorted(named, key=lambda s: (s.name == UNNAMED, -s.accounts, -len(s.said), s.name)))


def _speaker(look: Lookup, quotation: DossierQuotation) -> str:
    names = [look.names[s] for s in quotation.speakers if s in look.names]
    printed = " ".join(quotation.speaker_text.split())
    return " and ".join(names) or (UNNAMED if printed.casefold() in _PRONOUNS else printed) or UNNAMED


def _merged(
    look: Lookup, quotations: Sequence[DossierQuotation], by_key: dict[tuple[str, str], DossierQuotation]
) -> tuple[Said, ...]:
    ordered = sorted(quotations, key=lambda q: (look.tags[q.report].number, q.quotation.content))
    same: dict[str, list[DossierQuotation]] = {}
    for quotation in ordered:
        same.setdefault(_folded(quotation.content_text), []).append(quotation)
    made = [_said(look, qs, by_key) for qs in same.values()]
    return tuple(sorted((s for s in made if s), key=lambda s: -len(s.letters)))


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _said(
    look: Lookup, same: Sequence[DossierQuotation], by_key: dict[tuple[str, str], DossierQuotation]
) -> Said | None:
    refs = [look.ref(q.report, q.quotation.content) for q in same]
    first, record = same[0], same[0].quotation
    if refs[0] is None:
        return None
    frame = look.ref(first.report, (*record.cue, *record.speaker))
    notes = [
        _KINDS[record.kind],
        _CLASSES.get(record.class_, ""),
        _TONES.get(record.cue_tone, ""),
        "not said" if record.negated else "",
        "perhaps no statement" if _is_unsure(record) else "",
    ]
    return Said(
        anchor=anchor("quote", f"{refs[0].tag.number}-{record.id}"),
        content=first.content_text,
        cue=first.cue_text,
        speaker=first.speaker_text,
        notes=tuple(n for n in notes if n),
        refs=tuple(r for r in refs if r),
        frame=frame,
        through=tuple(_through(look, first, by_key)),
    )


def _is_unsure(record: Quotation) -> bool:
    """Whether a verb that is none of saying may have been taken for one ("needs", "is trying")."""
    return record.confidence < _UNSURE and record.kind == "indirect" and record.class_ in ("stance", "topic", "request")


def _through(look: Lookup, quotation: DossierQuotation, by_key: dict[tuple[str, str], DossierQuotation]) -> list[str]:
    found: list[str] = []
    parent, seen = quotation.quotation.parent, {quotation.quotation.id}
    while parent and parent not in seen and (quotation.report, parent) in by_key:
        seen.add(parent)
        outer = by_key[(quotation.report, parent)]
        found.append(_speaker(look, outer))
        parent = outer.quotation.parent
    return found
