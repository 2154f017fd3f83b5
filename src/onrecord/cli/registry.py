"""All commands there are: importing a module adds its commands to the one app."""

from onrecord.cli import asking_commands, assistant_commands, serving, store_commands, watch_commands  # noqa: F401 - each adds its commands
from onrecord.cli.commands import app

__all__ = ["app"]
