"""`onrecord export`: a run's dossiers in a format of other tools."""

import sys
from collections.abc import Sequence

from onrecord.cli.running import DONE, Request, _refuse_existing, _replacing, compile_run
from onrecord.dossier.wording import count


def run_export(request: Request, to: str) -> int:
    """Reads, annotates, groups, compiles, writes one file.

    Args:
        request: its output is a file, or "-" for standard output.
        to: name of a format.

    Raises:
        OnRecordError: there is no such format, or what it needs is not installed; nothing has been read then.
    """
    from onrecord.dossier.exports.formats import export

    _check(request, to)
    with compile_run(request, "Compiling") as run, _replacing(request.output) as out:
        out.write(export(to, list(run.dossiers), run.annotated))
    return run.close()


def run_export_store(request: Request, to: str, address: str, stories: Sequence[str]) -> int:
    """Reads dossiers and findings of a store, as corrected, writes one file.

    Args:
        request: its output is a file, or "-" for standard output.
        to: name of a format.
        address: of the store.
        stories: ids; none: all.

    Raises:
        OnRecordError: there is no such format, store or story; or what the format needs is not installed.
    """
    from onrecord.desk.exporting import load_material
    from onrecord.dossier.exports.formats import export
    from onrecord.store.opening import open_store

    _check(request, to)
    with open_store(address) as store, store.reading() as connection:
        dossiers, annotated = load_material(connection, stories)
    with _replacing(request.output) as out:
        out.write(export(to, dossiers, annotated))
    sys.stderr.write(f"{count(len(dossiers), 'story', 'stories')}, {count(len(annotated), 'report')} exported\n")
    return DONE


def _check(request: Request, to: str) -> None:
    from onrecord.dossier.exports.formats import export, find_format

    find_format(to)
    export(to, [], [])  # of nothing: what is not installed is missed now and not after an hour
    _refuse_existing(request)
