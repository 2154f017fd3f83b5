"""The one place that states the version; every finding names it through the stage that made it."""

__version__ = "0.1.0"
