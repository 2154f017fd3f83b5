"""The commands that correct a store: correct, undo, corrections."""

import sys
from pathlib import Path
from typing import get_args

from onrecord.cli.progress import told_progress
from onrecord.desk.correcting import OF_REPORTS, correct, describe, read_place
from onrecord.desk.importing import import_corrections
from onrecord.desk.settling import settle
from onrecord.model import Context, Correction, OnRecordError
from onrecord.model.corrections import CorrectionKind
from onrecord.store.corrections import load_corrections, undo_correction
from onrecord.store.loading import load_reports
from onrecord.store.opening import open_store

DONE = 0


def run_correct(address: str, said: tuple[str, tuple[str, ...], tuple[str, ...]], by: str, note: str) -> int:
    """Keeps what a person said and settles the store anew."""
    kind, what, against = said
    if kind not in get_args(CorrectionKind):
        raise OnRecordError(f"{kind!r} is no kind of correction; choose one of {', '.join(get_args(CorrectionKind))}")
    with open_store(address) as store:
        with store.reading() as connection:
            places = () if kind in OF_REPORTS else tuple(read_place(connection, w) for w in what)
            others = tuple(read_place(connection, w) for w in against)
        correction = Correction(
            kind=kind,  # type: ignore[arg-type]
            subject=places,
            against=others,
            reports=what if kind in OF_REPORTS else (),
            made_by=by,
            note=note,
        )
        number = correct(store, correction)
        with told_progress() as told:
            done = settle(store, Context(), told)
    sys.stderr.write(f"correction {number} kept; {done.changed} stories changed\n")
    return DONE


def run_import(address: str, file: Path, by: str, tool: str) -> int:
    """Keeps what people changed in a tool, settles the store, and says what could not be taken over."""
    with open_store(address) as store:
        done = import_corrections(store, file, by, tool)
        changed = 0
        if done.kept:
            with told_progress() as told:
                changed = settle(store, Context(), told).changed
    for p in done.problems:
        place = f" [{p.start}, {p.end})" if p.start is not None else ""
        sys.stderr.write(f"{p.report}{place}: {p.message}\n")
    sys.stderr.write(
        f"{len(done.kept)} corrections kept, {done.known} known already, {len(done.problems)} changes not taken over; "
        f"{changed} stories changed\n"
    )
    return DONE


def run_undo(address: str, number: int, by: str) -> int:
    """Undoes a correction and settles the store anew."""
    with open_store(address) as store:
        with store.writing() as connection:
            undo_correction(connection, number, by)
        with told_progress() as told:
            done = settle(store, Context(), told)
    sys.stderr.write(f"correction {number} undone; {done.changed} stories changed\n")
    return DONE


def run_history(address: str) -> int:
    """Every correction, in words."""
    with open_store(address) as store, store.reading() as connection:
        kept = load_corrections(connection, undone=True)
        named = {e.report for k in kept for e in (*k.correction.subject, *k.correction.against)}
        texts = {r.id: r.text for r in load_reports(connection, sorted(named))}
    for k in kept:
        note = f" ({k.correction.note})" if k.correction.note else ""
        undone = f"; undone by {k.undone_by}, {k.undone_at}" if k.undone_at else ""
        who = f"{k.correction.made_by}, {k.correction.made_at}"
        sys.stdout.write(f"{k.id}  {describe(k.correction, texts)}{note}\n    {who}{undone}\n")
    if not kept:
        sys.stderr.write("nothing was corrected\n")
    return DONE
