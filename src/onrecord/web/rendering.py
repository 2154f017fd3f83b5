"""Pages from templates. Those of the dossier are at hand too: the served record looks like the written one because it is the same."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlencode

import jinja2
from fastapi import Request
from starlette.responses import HTMLResponse, Response

from onrecord.dossier.visible import printed, safe_url, visible
from onrecord.dossier.wording import count, date_words, number_words, told_words
from onrecord.web.access import Visitor

#: What a page may load, and nothing else: name -> (package, place in it, media type).
ASSETS: Mapping[str, tuple[str, str, str]] = {
    "page.css": ("onrecord.dossier", "templates/page.css", "text/css"),
    "page.js": ("onrecord.dossier", "templates/page.js", "text/javascript"),
    "web.css": ("onrecord.web", "static/web.css", "text/css"),
    "web.js": ("onrecord.web", "static/web.js", "text/javascript"),
    "htmx.js": ("onrecord.web", "static/htmx.min.js", "text/javascript"),
    "icon.svg": ("onrecord.web", "static/icon.svg", "image/svg+xml"),
}


def render_page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A whole page.

    Args:
        request: what was asked; the page names who asks and where they are.
        template: of this package.
        status: of HTTP.
        values: what the template reads.
    """
    visitor = request.scope.get("onrecord.visitor") or Visitor("", "reader", "")
    here = {"path": request.url.path, "query": request.url.query, "visitor": visitor}
    return HTMLResponse(render(template, **here, status=status, **values), status)


def keep(answer: Response, seconds: float = 3600) -> Response:
    """The answer, marked as one that may be kept as long as the record does not change, but no longer than `seconds`."""
    answer.headers["X-Onrecord-Keep"] = str(seconds)
    return answer


def render(template: str, **values: Any) -> str:
    """The text of a template, for pages and pieces of pages."""
    return _environment().get_template(template).render(**values)


@cache
def asset(name: str) -> tuple[bytes, str]:
    """A file that pages load, and the hash that its address bears."""
    package, place, _ = ASSETS[name]
    content = resources.files(package).joinpath(*place.split("/")).read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:16]


def asset_address(name: str) -> str:
    """The address of a file: it changes with the content, so that browsers may keep it for ever."""
    return f"/static/{name}?v={asset(name)[1]}"


def address(path: str, **query: Any) -> str:
    """An address with its query; what is empty or None is left out.

    >>> address("/search", q="dam & levee", outlet=None, page=2)
    '/search?q=dam+%26+levee&page=2'
    """
    kept = {k: v for k, v in query.items() if v not in (None, "", False)}
    return f"{path}?{urlencode(kept)}" if kept else path


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader("onrecord.web"), jinja2.PackageLoader("onrecord.dossier")]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )
    made.filters.update(
        printed=printed, visible=visible, classes=" ".join, date_words=date_words, number_words=number_words
    )
    made.globals.update(words_of=_QUESTIONS)
    made.globals.update(asset=asset_address, address=address, count=count, safe_url=safe_url, told_words=told_words)
    return made


#: What a standing question asks for, by its kind.
_QUESTIONS: Mapping[str, str] = {
    "entity": "Reports that name",
    "speaker": "What is said by",
    "claim": "Who tells that",
    "figure": "Values given for",
    "dispute": "Disputed claims",
    "corroborated": "Claims told by several accounts",
}

_SPACE = re.compile(r"\s+")


def shortened(text: str, most: int) -> str:
    """The text on one line, cut between words where it is longer than `most` characters.

    >>> shortened("one two three", 9)
    'one two …'
    """
    line = _SPACE.sub(" ", text).strip()
    return line if len(line) <= most else line[:most].rpartition(" ")[0] + " …"
