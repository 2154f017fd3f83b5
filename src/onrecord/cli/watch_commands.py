"""`onrecord watch`: feeds into a store."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.commands import Known, Model, Publishers, Resources, Workers, _paths, app
from onrecord.cli.store_commands import _MODEL, StoreOption


@app.command()
def watch(  # noqa: PLR0913 - a command's options are its arguments
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS", help="TOML: a table [[feed]] with url for each feed.")],
    store: StoreOption,
    once: Annotated[bool, typer.Option("--once", help="Ask every feed once, read what is new, and stop.")] = False,
    status: Annotated[bool, typer.Option("--status", help="Only say how each feed is doing; ask nothing.")] = False,
    archive: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the raw copies (WARC); else `archive` of FEEDS, or STORE-pages."),
    ] = None,
    known: Known = None,
    publishers: Publishers = None,
    model: Model = _MODEL,
    resources: Resources = None,
    workers: Workers = 1,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Permit addresses that are not of the public internet.")
    ] = False,
) -> None:
    """Watch feeds politely: archive, keep and analyse what they bring; Ctrl-C ends it, the next run goes on from there."""
    from onrecord.cli.running import Request
    from onrecord.cli.watching import run_status, run_watch

    if status:
        raise typer.Exit(run_status(store))
    request = Request(
        inputs=(str(feeds),),
        output="-",
        known=_paths(known),
        publishers=_paths(publishers),
        model=model,
        workers=workers,
    )
    raise typer.Exit(run_watch(request, store, archive, once=once, allow_private=allow_private))
