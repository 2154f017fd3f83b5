"""Parts of the documentation that are made from the code when the site is built: the commands, the decisions, the export formats."""

import re
from pathlib import Path
from typing import Any

import typer
from mkdocs.exceptions import PluginError

_ASKING = re.compile(r"<(?:script|img|iframe)\b[^>]*\bsrc=[\"']?(?:https?:)?//|<link\b(?![^>]*canonical)[^>]*\bhref=[\"']?(?:https?:)?//")
_PLACE = re.compile(r"<!-- made from the code: (\w+) -->")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Fills the places that a page leaves open."""
    return _PLACE.sub(lambda place: _MAKERS[place.group(1)](), markdown)


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """A page that would ask anything of another server is not built."""
    if asked := _ASKING.search(output):
        raise PluginError(f"{page.file.src_uri} asks another server: {asked.group()}")
    return output


def commands() -> str:
    """Each command with its arguments and options, as `--help` prints them."""
    from onrecord.cli.help import app

    root = typer.main.get_command(app)
    context = typer.Context(root, info_name="onrecord")
    pages = []
    for name in root.list_commands(context):  # type: ignore[attr-defined]
        command = root.get_command(context, name)  # type: ignore[attr-defined]
        inner = typer.Context(command, info_name=name, parent=context, max_content_width=76, terminal_width=76)
        words = re.sub(r"(?m)^", "    ", command.get_help(inner).rstrip())
        pages.append(f"## onrecord {name}\n\n{words}\n")
    return "\n".join(pages)


def decisions() -> str:
    """The decisions by number, with their titles."""
    folder = Path(__file__).parent / "decisions"
    titles = {p.name: p.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ") for p in folder.glob("*.md")}
    return "\n".join(f"- [{title}](../decisions/{name})" for name, title in sorted(titles.items()))


_MAKERS = {"commands": commands, "decisions": decisions}
