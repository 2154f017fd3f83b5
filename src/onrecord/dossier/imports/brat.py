"""brat's standoff files, changed by people: the ZIP or folder that `onrecord export --to brat` wrote."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from onrecord.dossier.exports.brat import brat_lines
from onrecord.dossier.exports.standoff import EVENT_LABELS, Link, Mark, Standoff
from onrecord.dossier.imports.differences import STAGE, Edited
from onrecord.model import Annotations, OnRecordError, Problem, Span

_TEXT_BOUND = re.compile(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t")
_RELATION = re.compile(r"R\S*\t(\w+?)Of Arg1:(\S+) Arg2:(\S+)")
_NOTE_ID = re.compile(r"^#\S*\tAnnotatorNotes (\S+)\tid=([^;\s]+)")
_MOST = 2_000_000_000  # bytes of a ZIP's contents


def read_brat(path: Path, by: str) -> tuple[list[Edited], list[Problem]]:
    """What people annotated.

    Args:
        path: a folder or a ZIP of `NAME.ann` and `NAME.txt` with the `reports.json` of the export.
        by: who said it: the files do not say. When is the time of the file.

    Returns:
        What came back, and problems on files that cannot be read.

    Raises:
        OnRecordError: it is no such folder or ZIP.
    """
    files = _read_files(path)
    names, made_by = _names(files, "reports.json"), _names(files, "analyses.json")
    if not names:
        raise OnRecordError("there is no reports.json: it says which file is of which report; keep it beside them")
    edited, problems = [], []
    for name, report in sorted(names.items()):
        if f"{name}.ann" not in files:
            problems.append(Problem(stage=STAGE, message=f"There is no {name}.ann.", report=report))
            continue
        content, when = files[f"{name}.ann"]
        text = files[f"{name}.txt"][0].decode("utf-8", "replace") if f"{name}.txt" in files else None
        try:
            standoff = _parse(content.decode("utf-8", "replace").split("\n"), text)
        except ValueError as error:
            message = f"The annotations could not be read ({error}); nothing of them was taken over."
            problems.append(Problem(stage=STAGE, message=message, report=report))
            continue
        edited.append(Edited(report, text, standoff, made_by.get(name), by, when))
    return edited, problems


def brat_standoff(annotations: Annotations) -> Standoff:
    """The marks and links of a report as its .ann file has them: cut at line breaks."""
    return _parse(brat_lines(annotations), annotations.report.text)


def _parse(lines: Iterable[str], text: str | None) -> Standoff:
    """The marks and links of an .ann file; marks bear the ids in their notes, without a note those of the file."""
    several = list(lines)
    ids = {m[1]: m[2] for line in several if (m := _NOTE_ID.match(line))}
    marks: dict[str, Mark] = {}
    for line in several:
        if m := _TEXT_BOUND.match(line):
            spans = tuple(Span(*map(int, part.split())) for part in m[3].split(";"))
            if not all(0 <= s.start < s.end <= (len(text) if text is not None else s.end) for s in spans):
                raise ValueError(f"{m[1]} lies outside of the text")
            marks[m[1]] = Mark(ids.get(m[1], m[1]), m[2], spans)
    return Standoff(tuple(marks.values()), tuple(_links(several, {t: m.id for t, m in marks.items()})))


def _links(lines: list[str], ids: Mapping[str, str]) -> Iterator[Link]:
    for line in lines:
        if line.startswith("*\tEquiv "):
            first, *others = [ids[t] for t in line[8:].split() if t in ids] or [""]
            yield from (Link("same", first, other) for other in others)
        elif (m := _RELATION.match(line)) and m[2] in ids and m[3] in ids:
            yield Link(m[1].lower(), ids[m[3]], ids[m[2]])
        elif line.startswith("E"):
            yield from _roles(line, ids)


def _roles(line: str, ids: Mapping[str, str]) -> Iterator[Link]:
    """The participants of an event line: `E1\tAID:T3 Actor:T4 Actor2:T7`."""
    head, *roles = line.partition("\t")[2].split()
    label, _, trigger = head.partition(":")
    if label in EVENT_LABELS and trigger in ids:
        for role in roles:
            name, _, mark = role.partition(":")
            if mark in ids:
                yield Link(name.rstrip("0123456789").lower(), ids[trigger], ids[mark])


def _read_files(path: Path) -> dict[str, tuple[bytes, str]]:
    """File name -> (content, time as the store writes it)."""
    try:
        if path.is_dir():
            return {
                str(p.relative_to(path)): (p.read_bytes(), _time(p.stat().st_mtime))
                for p in sorted(path.rglob("*"))
                if p.suffix in (".ann", ".txt", ".json")
            }
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            if sum(i.file_size for i in archive.infolist()) > _MOST:
                raise OnRecordError(f"{path} holds more than {_MOST} bytes")
            return {
                i.filename: (archive.read(i), _time(datetime(*i.date_time, tzinfo=UTC).timestamp()))
                for i in archive.infolist()
                if not i.is_dir()
            }
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        raise OnRecordError(f"{path} cannot be read: {error}") from error


def _time(seconds: float) -> str:
    """The moment as the store writes it; "" for the first day of a ZIP, which is no time at all."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year > 1980 else ""


def _names(files: Mapping[str, tuple[bytes, str]], name: str) -> dict[str, str]:
    """A table of the export by the names of its files; empty where there is none."""
    if name not in files:
        return {}
    try:
        return msgspec.json.decode(files[name][0], type=dict[str, str])
    except msgspec.DecodeError as error:
        raise OnRecordError(f"{name} cannot be read: {error}") from error
