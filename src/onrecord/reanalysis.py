"""Stages again on reports analysed before: which have changed since, what each sees of the others, what came out differently.

A stage that changed is run on every report. One that only sees what such a stage finds is run on the reports in which that came out
differently: a stage depends on nothing but its code, its lists, the parse, the settings and what it sees of the others, so that where
all of these are as they were, so is what it finds (early cutoff, as build systems have it: docs/decisions/0102-early-cutoff.md).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from onrecord.language.parsing import CHUNK, Parsed
from onrecord.model import Annotations, Context, Record, Report
from onrecord.pipeline import (
    LANGUAGE_STAGES,
    annotate_parsed,
    context_of_workers,
    decode_annotations,
    give_up,
    parse_in,
)
from onrecord.scale.collecting import collect_seldom
from onrecord.scale.engines import Here, Rows, chunked, open_engine

#: What each stage sees of what others found: where that comes out differently, the stage runs anew.
NEEDS: dict[str, tuple[str, ...]] = {
    "sentences": (),
    "timexes": (),
    "entities": ("timexes",),
    "quotations": ("timexes", "entities"),
    "quantities": ("timexes", "entities", "quotations"),
    "events": ("timexes", "entities", "quotations"),
    "propositions": ("timexes", "entities", "quotations", "quantities", "events"),
    "parties": ("entities",),
}

_IMPORT = re.compile(r"^\s*(?:from|import) (onrecord\.[\w.]+)", re.MULTILINE)
_LIST = re.compile(r'"(\w+\.(?:csv|tsv|txt|json))"')
_ID = re.compile(r"[a-z]\d+\Z")  # e3, q12: numbers that move when a finding before them comes or goes


class Again(Record, frozen=True):
    """A report, what was found in it before, and the stages that changed since; all are run where nothing was found before."""

    report: Report
    before: Annotations | None
    stages: tuple[str, ...]


class Redone(Record, frozen=True):
    """What is found in a report now, and the stages that were run for it, in running order."""

    found: Annotations
    ran: tuple[str, ...]


class Change(Record, frozen=True):
    """What a stage finds in a report that it did not find before, and the other way round. Numbers of findings are left out."""

    report: str
    stage: str
    gone: tuple[Any, ...]
    new: tuple[Any, ...]


_PACK = msgspec.msgpack.Encoder().encode
_UNPACK = msgspec.msgpack.Decoder(Again).decode
_LINE = msgspec.json.Encoder().encode
_READ = msgspec.json.Decoder(Redone).decode


def stage_marks() -> dict[str, str]:
    """Stage -> a word for its code and word lists; it changes when one of them does.

    Counted are the module of the stage, all that it imports of onrecord, and the lists that any of them names.
    """
    return {name: _mark(stage.__module__) for name, stage in LANGUAGE_STAGES}


@cache
def _mark(module: str) -> str:
    whole = hashlib.sha256()
    for name, content in sorted(read_by(module).items()):
        whole.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return whole.hexdigest()[:12]


def read_by(module: str) -> dict[str, bytes]:
    """What a stage depends on: the module, those of onrecord that it imports, and the word lists that any of them names, by name.

    Args:
        module: of a stage, with its packages.
    """
    seen: dict[str, bytes] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen[name] = _source(name)
        text = seen[name].decode("utf-8")
        waiting += [n for n in _IMPORT.findall(text) if n.startswith(("onrecord.language", "onrecord.model"))]
        for word_list in _LIST.findall(text):
            file = resources.files("onrecord.resources") / word_list
            if file.is_file():
                seen.setdefault(word_list, file.read_bytes())
    return seen


def _source(module: str) -> bytes:
    spec = find_spec(module)
    return Path(spec.origin).read_bytes() if spec is not None and spec.origin else b""


def changed_stages(before: Mapping[str, str] | None, now: Mapping[str, str]) -> tuple[str, ...]:
    """The stages whose code or word lists changed, in running order.

    Args:
        before: the marks of the earlier analysis; None where they are not known: all count as changed.
        now: from `stage_marks`.
    """
    return tuple(name for name in now if before is None or before.get(name) != now[name])


class Cutoff:
    """Decides, stage by stage in running order, what is run anew on one report: what changed, and what sees something new."""

    def __init__(self, given: Again) -> None:
        self._given = given
        self._other: dict[str, bool] = {}  # stage that was run -> whether it found something else
        self.ran: list[str] = []

    def __call__(self, name: str, found: Annotations) -> bool:
        """Whether the stage of that name is run.

        Args:
            name: of the stage.
            found: what the stages before it found.
        """
        again = name in self._given.stages or any(self._is_other(seen, found) for seen in NEEDS[name])
        if again:
            self.ran.append(name)
        return again

    def _is_other(self, stage: str, found: Annotations) -> bool:
        if stage not in self.ran:
            return False
        if stage not in self._other:
            self._other[stage] = _LINE(getattr(found, stage)) != _LINE(getattr(self._given.before, stage))
        return self._other[stage]


def reannotate(given: Iterable[Again], context: Context) -> Iterator[Redone]:
    """The annotations of each report with some stages run anew, in order, by the engine that the settings name.

    They are those that all stages would find. Parses come from the file that the settings name; what it lacks is parsed.

    Args:
        given: analysed before with these settings.
        context: settings and the user's knowledge.
    """
    with open_engine(context.config) as engine:
        if isinstance(engine, Here):
            yield from _reannotate(given, context)
            return
        work = partial(_reannotate_chunk, context=context_of_workers(context))
        chunks = (tuple(map(_PACK, chunk)) for chunk in chunked(given, CHUNK))
        for rows in engine.map_rows(work, chunks, _give_up):
            yield from map(_READ, rows)


def _reannotate(given: Iterable[Again], context: Context) -> Iterator[Redone]:
    for chunk in chunked(given, CHUNK):
        for one, parsed in zip(chunk, parse_in((g.report for g in chunk), context), strict=True):
            yield redo_stages(one, parsed, context)


def redo_stages(given: Again, parsed: Parsed, context: Context) -> Redone:
    """The stages that changed, and those that see something new by it, run on one report.

    Args:
        given: the report with what was found before.
        parsed: the same report.
        context: the settings of the analysis before.
    """
    if given.before is None:
        return Redone(annotate_parsed(parsed, context), tuple(NEEDS))
    cutoff = Cutoff(given)
    found = annotate_parsed(parsed, context, given.before, cutoff)
    return Redone(found, tuple(cutoff.ran))


def _reannotate_chunk(rows: Rows, context: Context) -> Rows:
    collect_seldom()
    return tuple(map(_LINE, _reannotate(map(_UNPACK, rows), context)))


def _give_up(row: bytes, why: str) -> bytes:
    return _LINE(
        Redone(decode_annotations(give_up(_UNPACK(row).report, why)), tuple(NEEDS))
    )  # all that was found is gone, and told to be


def compare_findings(before: Annotations | None, after: Annotations, stages: Collection[str]) -> tuple[Change, ...]:
    """What stages find differently, in running order; empty where all is as it was.

    Args:
        before: the earlier analysis; None for a report that had none.
        after: the later one of the same report.
        stages: names of the stages to compare.
    """
    found = []
    for stage in (s for s in NEEDS if s in stages):
        if before is not None and _LINE(getattr(before, stage)) == _LINE(getattr(after, stage)):
            continue
        old, new = ([_plain(f) for f in getattr(a, stage)] if a is not None else [] for a in (before, after))
        gone, fresh = _missing(old, new), _missing(new, old)
        if gone or fresh:
            found.append(Change(after.report.id, stage, gone, fresh))
    return tuple(found)


def _missing(mine: list[Any], theirs: list[Any]) -> tuple[Any, ...]:
    """Those of mine that are not among theirs, each as often as it is missing."""
    left = Counter(map(_LINE, theirs))
    found = []
    for finding in mine:
        line = _LINE(finding)
        if left[line]:
            left[line] -= 1
        else:
            found.append(finding)
    return tuple(found)


def _plain(finding: Any) -> Any:
    """A finding as plain values, without the numbers of findings."""
    if isinstance(finding, msgspec.Struct):
        return _plain(msgspec.to_builtins(finding))
    if isinstance(finding, dict):
        return {key: _plain(value) for key, value in finding.items()}
    if isinstance(finding, (list, tuple)):
        return [_plain(value) for value in finding if not (isinstance(value, str) and _ID.match(value))]
    return None if isinstance(finding, str) and _ID.match(finding) else finding
