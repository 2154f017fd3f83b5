"""`onrecord export`: a run's dossiers in a format of other tools."""

from onrecord.cli.running import (
    Request,
    _close,
    _context,
    _counted,
    _progress,
    _read,
    _refuse_existing,
    _replacing,
    _struck,
    _unreadable,
)


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
    from onrecord.pipeline import annotate_in_processes, compile_dossiers, group_reports, load_families, strike_out

    context = _context(request)
    reports = sorted(_read(request), key=lambda r: r.id)
    struck = _struck(reports, request.without)
    grouping, ties = group_reports(reports, load_families(request.publishers))
    grouping, reports = strike_out(grouping, struck), [r for r in reports if r.id not in struck]
    annotated = list(_progress(annotate_in_processes(reports, context), "Annotating", len(reports)))
    made = compile_dossiers(grouping, ties, annotated, context)
    dossiers = list(_progress(made, "Compiling", len(grouping.stories)))
    with _replacing(request.output) as out:
        out.write(export(to, dossiers, annotated))
    return _close(_counted(grouping, reports), [a.report for a in annotated if _unreadable(a.report)])
