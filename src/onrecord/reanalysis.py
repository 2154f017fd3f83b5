"""Stages again on reports analysed before: which have changed since, what each sees of the others, what came out differently."""

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

from onrecord.language.parsing import CHUNK
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

#: What each stage sees of what others found: where one runs anew, those that see it do too.
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
    """A report, what was found in it before, and the stages to run anew; all of them where nothing was found before."""

    report: Report
    before: Annotations | None
    stages: tuple[str, ...]


class Change(Record, frozen=True):
    """What a stage finds in a report that it did not find before, and the other way round. Numbers of findings are left out."""

    report: str
    stage: str
    gone: tuple[Any, ...]
    new: tuple[Any, ...]


_PACK = msgspec.msgpack.Encoder().encode
_UNPACK = msgspec.msgpack.Decoder(Again).decode
_LINE = msgspec.json.Encoder().encode


def stage_marks() -> dict[str, str]:
    """Stage -> a word for its code and word lists; it changes when one of them does.

    Counted are the module of the stage, all that it imports of onrecord, and the lists that any of them names.
    """
    return {name: _mark(stage.__module__) for name, stage in LANGUAGE_STAGES}


@cache
def _mark(module: str) -> str:
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
    whole = hashlib.sha256()
    for name in sorted(seen):
        whole.update(name.encode() + b"\0" + hashlib.sha256(seen[name]).digest())
    return whole.hexdigest()[:12]


def _source(module: str) -> bytes:
    spec = find_spec(module)
    return Path(spec.origin).read_bytes() if spec is not None and spec.origin else b""


def stages_to_run(before: Mapping[str, str] | None, now: Mapping[str, str]) -> tuple[str, ...]:
    """The stages that changed, and those that see what they find, in running order.

    Args:
        before: the marks of the earlier analysis; None where they are not known: all run.
        now: from `stage_marks`.
    """
    chosen: list[str] = []
    for name in now:
        if before is None or before.get(name) != now[name] or set(NEEDS[name]) & set(chosen):
            chosen.append(name)
    return tuple(chosen)


def reannotate(given: Iterable[Again], context: Context) -> Iterator[Annotations]:
    """The annotations of each report with some stages run anew, in order, by the engine that the settings name.

    Parses come from the file that the settings name; what it lacks is parsed.
    """
    with open_engine(context.config) as engine:
        if isinstance(engine, Here):
            yield from _reannotate(given, context)
            return
        work = partial(_reannotate_chunk, context=context_of_workers(context))
        chunks = (tuple(map(_PACK, chunk)) for chunk in chunked(given, CHUNK))
        for rows in engine.map_rows(work, chunks, _give_up):
            yield from map(decode_annotations, rows)


def _reannotate(given: Iterable[Again], context: Context) -> Iterator[Annotations]:
    for chunk in chunked(given, CHUNK):
        for one, parsed in zip(chunk, parse_in((g.report for g in chunk), context), strict=True):
            yield annotate_parsed(parsed, context, one.before, one.stages)


def _reannotate_chunk(rows: Rows, context: Context) -> Rows:
    collect_seldom()
    return tuple(map(_LINE, _reannotate(map(_UNPACK, rows), context)))


def _give_up(row: bytes, why: str) -> bytes:
    return give_up(_UNPACK(row).report, why)


def compare_findings(before: Annotations | None, after: Annotations, stages: Collection[str]) -> tuple[Change, ...]:
    """What stages find differently, in running order; empty where all is as it was.

    Args:
        before: the earlier analysis; None for a report that had none.
        after: the later one of the same report.
        stages: names of the stages to compare.
    """
    found = []
    for stage in (s for s in NEEDS if s in stages):
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
