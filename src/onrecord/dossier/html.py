"""A dossier as one self-contained page: no request leaves it, nothing of a report acts in it, and it reads without scripts."""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup

from onrecord.dossier.page import make_page
from onrecord.dossier.sections.texts import KINDS
from onrecord.dossier.visible import printed, visible
from onrecord.model import Annotations, Dossier


def render_html(dossier: Dossier, annotated: Iterable[Annotations] = ()) -> str:
    """The page of a story.

    Args:
        dossier: of one story.
        annotated: annotations of its reports (others are passed over); times are underlined from them.

    Returns:
        A whole HTML document. Its content security policy admits the one style sheet and the one script in it, by hash, and nothing else.
    """
    return render("dossier.html.j2", page=make_page(dossier, annotated), kinds=KINDS)


def render(template: str, **values: object) -> str:
    """A page from a template, with the style sheet and script that all pages share."""
    style, script = asset("page.css"), asset("page.js")
    return (
        _environment()
        .get_template(template)
        .render(
            **values,
            style=Markup(style),
            script=Markup(script),
            style_hash=source_hash(style),
            script_hash=source_hash(script),
        )
    )


def source_hash(text: str) -> str:
    """How a content security policy names a text.

    >>> source_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def asset(name: str) -> str:
    """One of the page's own files."""
    return (resources.files("onrecord.dossier") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("onrecord.dossier"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters.update(printed=printed, visible=visible, classes=" ".join)
    return made
