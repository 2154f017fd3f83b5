"""What `onrecord mcp` does."""

from onrecord.model import OnRecordError


def run_mcp(address: str) -> None:
    """Serves until standard input ends. Standard output belongs to the protocol.

    Raises:
        OnRecordError: there is no store at the address, or the library is not installed.
    """
    try:
        from onrecord.assistant.server import make_server
    except ModuleNotFoundError as error:
        raise OnRecordError("the MCP server needs its library: pip install 'onrecord[mcp]'") from error
    from onrecord.store.opening import open_store

    with open_store(address) as store:
        make_server(store).run("stdio")
