"""Writes the help page that `onrecord --help` prints: python -m onrecord.cli.help."""

from pathlib import Path

from typer.testing import CliRunner

from onrecord.cli.registry import app


def rendered_help() -> str:
    """The help page as typer makes it, at a fixed width."""
    result = CliRunner().invoke(app, ["--help"], prog_name="onrecord", terminal_width=100)
    return result.output


if __name__ == "__main__":
    Path(__file__).with_name("help.txt").write_text(rendered_help(), encoding="utf-8")
