"""brat: a .txt and an .ann a report, with the configuration that brat wants beside them, as a ZIP."""

import re
from collections.abc import Iterator

from onrecord.dossier.exports.encoding import encoded, json_page, packed
from onrecord.dossier.exports.material import Material, file_names, plain
from onrecord.dossier.exports.standoff import (
    EVENT_LABELS,
    KIND_LABELS,
    NOT_A_CLAIM,
    PLAIN_LABELS,
    Link,
    Mark,
    pieces,
    standoff_of,
)
from onrecord.model import Annotations

#: What ends a line for some program though it is no line feed: a space in the .txt, so that offsets stay.
_OTHER_BREAKS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029\t]")


def export_brat(material: Material) -> bytes:
    """A ZIP with `NAME.txt` and `NAME.ann` a report, `reports.json` (name -> report id), `analyses.json` and `annotation.conf`.

    Offsets are code points of the .txt, which are those of the report.
    """
    names = file_names(a.report.id for a in material.annotated)
    files = {
        "annotation.conf": encoded(_CONFIGURATION),
        "reports.json": json_page({n: i for i, n in names.items()}),
        "analyses.json": json_page({names[a.report.id]: a.made_by for a in material.annotated if a.made_by}),
    }
    for annotations in material.annotated:
        name = names[annotations.report.id]
        files[f"{name}.txt"] = encoded(brat_text(annotations.report.text))
        files[f"{name}.ann"] = encoded("".join(f"{line}\n" for line in brat_lines(annotations)))
    return packed(files)


def brat_text(text: str) -> str:
    """A text as it stands in the .txt."""
    return _OTHER_BREAKS.sub(" ", text)


def brat_lines(annotations: Annotations) -> Iterator[str]:
    """The lines of the .ann file of a report."""
    text = brat_text(annotations.report.text)
    standoff = standoff_of(annotations)
    numbers: dict[str, str] = {}
    for mark in standoff.marks:
        cut = pieces(text, mark.spans)
        if not cut:
            continue
        numbers[mark.id] = f"T{len(numbers) + 1}"
        places = ";".join(f"{s.start} {s.end}" for s in cut)
        words = " ".join(s.of(text) for s in cut)
        yield f"{numbers[mark.id]}\t{mark.label} {places}\t{words}"
    marks = [m for m in standoff.marks if m.id in numbers]
    links = [k for k in standoff.links if k.first in numbers and k.second in numbers]
    yield from _events(marks, links, numbers)
    yield from _relations(links, numbers)
    yield from _comments(marks, numbers)


def _events(marks: list[Mark], links: list[Link], numbers: dict[str, str]) -> Iterator[str]:
    """An E line a predicate with its participants; numbered roles from the second on, as brat has them (Actor, Actor2)."""
    events = [m for m in marks if m.label in EVENT_LABELS]
    for number, mark in enumerate(events, start=1):
        roles, counts = [], {"actor": 0, "recipient": 0}
        for link in links:
            if link.first == mark.id and link.label in counts:
                counts[link.label] += 1
                nth = "" if counts[link.label] == 1 else str(counts[link.label])
                roles.append(f" {link.label.capitalize()}{nth}:{numbers[link.second]}")
        yield f"E{number}\t{mark.label}:{numbers[mark.id]}{''.join(roles)}"
        status = dict(mark.notes).get("status")
        if status:
            yield f"A{number}\tStatus E{number} {status}"


def _relations(links: list[Link], numbers: dict[str, str]) -> Iterator[str]:
    number = 0
    chains: dict[str, list[str]] = {}
    for link in links:
        if link.label == "same":
            chains.setdefault(link.first, [numbers[link.first]]).append(numbers[link.second])
        elif link.label not in ("actor", "recipient"):
            number += 1
            yield f"R{number}\t{link.label.capitalize()}Of Arg1:{numbers[link.second]} Arg2:{numbers[link.first]}"
    for chain in chains.values():
        yield f"*\tEquiv {' '.join(chain)}"


def _comments(marks: list[Mark], numbers: dict[str, str]) -> Iterator[str]:
    for number, mark in enumerate(marks, start=1):
        words = "; ".join(f"{name}={value}" for name, value in (("id", mark.id), *mark.notes))
        yield f"#{number}\tAnnotatorNotes {numbers[mark.id]}\t{plain(words)}"


_STATUSES = "actual|attempted|threatened|planned|hypothetical|requested|negated"
_ENTITIES = (*KIND_LABELS.values(), *PLAIN_LABELS, NOT_A_CLAIM)
_CONFIGURATION = "\n".join(
    (
        "[entities]",
        *_ENTITIES,
        "",
        "[relations]",
        "CueOf\tArg1:Cue, Arg2:Content",
        "SpeakerOf\tArg1:Speaker, Arg2:Content",
        "NestedOf\tArg1:Content, Arg2:Content",
        "ItemOf\tArg1:Item, Arg2:Quantity",
        "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
        *(f"Equiv\tArg1:{label}, Arg2:{label}, <REL-TYPE>:symmetric-transitive" for label in KIND_LABELS.values()),
        "",
        "[events]",
        *(f"{label}\tActor*:Actor, Recipient*:Recipient" for label in EVENT_LABELS),
        "",
        "[attributes]",
        f"Status\tArg:<EVENT>, Value:{_STATUSES}",
        "",
    )
)
