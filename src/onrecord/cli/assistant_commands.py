"""`onrecord mcp`: a store as tools for an assistant."""

from onrecord.cli.commands import app
from onrecord.cli.store_commands import StoreOption


@app.command()
def mcp(store: StoreOption) -> None:
    """Offer a store to an assistant as read-only tools (Model Context Protocol, over standard input and output)."""
    from onrecord.cli.assisting import run_mcp

    run_mcp(store)
