"""Corrections that people made in brat or Label Studio, into a store: kept once, with who and when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from onrecord.crossreport.report_corrections import correct_findings
from onrecord.desk.correcting import keep_correction
from onrecord.dossier.exports.brat import brat_text
from onrecord.dossier.exports.standoff import Standoff, standoff_of
from onrecord.dossier.imports.brat import brat_standoff, read_brat
from onrecord.dossier.imports.differences import STAGE, Edited, find_corrections
from onrecord.dossier.imports.labelstudio import read_labelstudio
from onrecord.model import Annotations, Correction, OnRecordError, Problem
from onrecord.store.corrections import load_corrections
from onrecord.store.loading import load_annotations
from onrecord.store.opening import Store

#: Tool -> (its marks of a report, its text of a report).
_TOOLS: dict[str, tuple[Callable[[Annotations], Standoff], Callable[[str], str]]] = {
    "brat": (brat_standoff, brat_text),
    "labelstudio": (standoff_of, str),
}


@dataclass(frozen=True)
class Imported:
    """What became of a file."""

    kept: tuple[int, ...]  # numbers of the corrections that are new
    known: int  # corrections that hold already
    problems: tuple[Problem, ...]  # what was not taken over, and why


def import_corrections(store: Store, path: Path, by: str = "", tool: str = "") -> Imported:
    """Keep the corrections that a file holds; the next `settle` applies them.

    What people left as it was exported is no correction, also where others corrected it in the meantime.

    Args:
        store: the one that was exported, or one with the same reports and analysis.
        path: the JSON of Label Studio, or a ZIP or folder of brat.
        by: who said it; needed where the file does not say.
        tool: brat or labelstudio; "": by the file.

    Raises:
        OnRecordError: the file is none of either tool, or nobody is named as who said it; nothing was kept.
    """
    tool = tool or ("labelstudio" if path.suffix.lower() == ".json" else "brat")
    if tool not in _TOOLS:
        raise OnRecordError(f"{tool!r} is no tool whose corrections can be read; take brat or labelstudio")
    edited, problems = read_brat(path, by) if tool == "brat" else read_labelstudio(_content(path), by)
    with store.writing() as connection:
        found, told = _compare(connection, edited, tool)
        nameless = [c for c in found if not c.made_by]
        if nameless:
            raise OnRecordError("the file does not say who corrected; name them: --by NAME")
        holding = {_what(k.correction) for k in load_corrections(connection)}
        fresh = [c for c in dict.fromkeys(found) if _what(c) not in holding]
        numbers = tuple(keep_correction(connection, c) for c in fresh)
    return Imported(numbers, len(found) - len(fresh), (*problems, *told))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OnRecordError(f"{path} cannot be read: {error}") from error


def _what(correction: Correction) -> Correction:
    """What a correction says, whoever said it and when."""
    return msgspec.structs.replace(correction, made_by="", made_at="", note="")


def _compare(connection: Connection, edited: Sequence[Edited], tool: str) -> tuple[list[Correction], list[Problem]]:
    corrections = tuple(k.correction for k in load_corrections(connection))
    annotated = load_annotations(connection, sorted({e.report for e in edited}))
    marks_of, text_of = _TOOLS[tool]
    found: list[Correction] = []
    problems: list[Problem] = []
    for one in edited:
        known = annotated.get(one.report)
        reason = _unfit(one, known, text_of)
        if known is None or reason:
            problems.append(Problem(stage=STAGE, message=reason, report=one.report))
            continue
        plain, plain_problems = find_corrections(one.report, marks_of(known), one.standoff)
        put_right = correct_findings(known, corrections)
        if put_right is not known:
            made, told = find_corrections(one.report, marks_of(put_right), one.standoff)
            plain = [c for c in plain if c in made]
            plain_problems = [p for p in plain_problems if p in told]
        found += [msgspec.structs.replace(c, made_by=one.by, made_at=one.at) for c in plain]
        problems += plain_problems
    return found, problems


def _unfit(one: Edited, known: Annotations | None, text_of: Callable[[str], str]) -> str:
    """Why nothing of a report can be taken over; "": it can."""
    if known is None:
        return f"The store has no analysed report {one.report!r}; what was said of it was not taken over."
    if one.text is not None and one.text != text_of(known.report.text).encode("utf-8", "replace").decode():
        return "The text that was annotated is not that of the report; nothing of it was taken over."
    if one.analysis and known.made_by and one.analysis != known.made_by:
        return f"It was exported from another analysis ({one.analysis}); nothing of it was taken over. Export it again."
    return ""
