"""`onrecord export`: a run's dossiers in a format of other tools."""

from onrecord.cli.running import Request, _refuse_existing, _replacing, compile_run


def run_export(request: Request, to: str) -> int:
    """Reads, annotates, groups, compiles, writes one file.

    Args:
        request: its output is a file, or "-" for standard output.
        to: name of a format.

    Raises:
        OnRecordError: there is no such format, or what it needs is not installed; nothing has been read then.
    """
    from onrecord.dossier.exports.formats import export, find_format

    find_format(to)
    export(to, [], [])  # of nothing: what is not installed is missed now and not after an hour
    _refuse_existing(request)
    with compile_run(request, "Compiling") as run, _replacing(request.output) as out:
        out.write(export(to, list(run.dossiers), run.annotated))
    return run.close()
