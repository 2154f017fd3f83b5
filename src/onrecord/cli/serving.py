"""`onrecord serve` and `onrecord token`: the record as pages to work in."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli.commands import _MODEL, Known, Model, Publishers, Resources, Workers, app
from onrecord.model import Config, OnRecordError

_HOST_HELP = "Address to listen on. Any but loopback demands --users or ONRECORD_TOKEN."
_NAME_HELP = "Name by which browsers call this server, where it is not its address. May be given several times."


@app.command()
def serve(  # noqa: PLR0913 - a command's options are its arguments
    store: Annotated[
        str, typer.Option("--store", metavar="STORE", help="record.db, or postgresql://... (docs/web.md).")
    ],
    host: Annotated[str, typer.Option(metavar="ADDRESS", help=_HOST_HELP)] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="Port to listen on.")] = 8321,
    users: Annotated[
        Path | None, typer.Option(metavar="FILE", help="User list (TOML): who may come in, as what.")
    ] = None,
    name: Annotated[list[str] | None, typer.Option(metavar="HOST", help=_NAME_HELP)] = None,
    https: Annotated[
        bool, typer.Option("--https", help="A proxy before it speaks https: cookies are for https only.")
    ] = False,
    uploads: Annotated[
        str, typer.Option(metavar="DIR", help="Folder where uploads wait; by default beside the store.")
    ] = "",
    known: Known = None,
    publishers: Publishers = None,
    model: Model = _MODEL,
    resources: Resources = None,
    workers: Workers = 1,
) -> None:
    """Serve a store as pages to read and correct, on this machine or behind a login."""
    config = Config(
        model=model, workers=workers, known=tuple(map(str, known or ())), publishers=tuple(map(str, publishers or ()))
    )
    options = _Options(store, host, port, users, tuple(name or ()), https, uploads)
    raise typer.Exit(_serve(options, config))


@app.command()
def token(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who it is for.")],
    role: Annotated[str, typer.Option(metavar="reader|editor", help="What they may do.")] = "reader",
) -> None:
    """Make a token for someone and the entry for the user list of `onrecord serve`."""
    from onrecord.web.settings import hash_token, new_token

    if role not in ("reader", "editor"):
        raise OnRecordError(f"--role {role!r}: write reader or editor")
    made = new_token()
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    typer.echo(f'[[user]]\nname = "{quoted}"\nrole = "{role}"\ntoken_sha256 = "{hash_token(made)}"')
    typer.echo(f"The token of {name} (shown this once, it is kept nowhere): {made}", err=True)


@dataclass(frozen=True)
class _Options:
    store: str
    host: str
    port: int
    users: Path | None
    names: tuple[str, ...]
    https: bool
    uploads: str


def _serve(options: _Options, config: Config) -> int:
    try:
        import uvicorn
    except ModuleNotFoundError as error:
        raise OnRecordError("`onrecord serve` needs further libraries: pip install 'onrecord[serve]'") from error
    from onrecord.web.app import make_app
    from onrecord.web.settings import Settings

    settings = Settings(
        store=options.store,
        host=options.host,
        port=options.port,
        names=tuple(n.lower() for n in options.names),
        users=_users(options.users),
        secure=options.https,
        uploads=options.uploads,
        config=config,
    )
    made = make_app(settings)
    sys.setswitchinterval(_SWITCH)
    shown = f"[{options.host}]" if ":" in options.host else options.host
    sys.stderr.write(f"onrecord serves {options.store} on http://{shown}:{options.port}/ (Ctrl-C ends it)\n")
    uvicorn.run(made, host=options.host, port=options.port, **_LIMITS)
    return 0


#: Seconds after which a thread that makes a page lets the one in that answers: at Python's own 5 ms, readers of finished pages wait for it.
_SWITCH = 0.0005

#: No client may hold a connection for nothing, and what waits is bounded.
_LIMITS: dict[str, Any] = {
    "log_level": "warning",
    "proxy_headers": False,
    "server_header": False,
    "timeout_keep_alive": 15,
    "timeout_graceful_shutdown": 10,
    "limit_concurrency": 2000,
    "backlog": 2048,
}


def _users(path: Path | None) -> Any:
    from onrecord.web.settings import read_users, user_of_token

    if path is not None:
        return read_users(path)
    given = os.environ.get("ONRECORD_TOKEN", "")
    return (user_of_token(given),) if given else ()
