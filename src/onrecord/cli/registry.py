"""All commands there are: importing a module adds its commands to the one app."""

import onrecord.cli.serving  # noqa: F401 - it adds its commands
from onrecord.cli.commands import app

__all__ = ["app"]
