"""A web page as blocks of text, each character with its place in the page.

No extractor maps its text back to the page (trafilatura issues 302 and 639, inscriptis issue 77), and lxml keeps line numbers only.
So the page is walked once over its raw characters: tags open and close blocks, text runs keep their raw offsets, and the text of a
block is written from them. The map is thereby exact by construction, never searched for.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import NamedTuple

#: The inside of a tag. What is repeated never gives back what it took, and an unclosed tag ends at the next "<": no page costs more
#: than its length.
INSIDE = r"(?:\"[^\"]*+\"|'[^']*+'|[^<>\"']++|[\"'])*+"
#: What a page is made of, in the order in which it is tried at a "<". Bodies of scripts and the like are one token and never text.
_TOKEN = re.compile(
    r"<!--(?:[^-]++|-(?!->))*+(?:-->)?|<!\[CDATA\[(?:[^\]]++|\](?!\]>))*+(?:\]\]>)?|<[!?][^<>]*+>?"
    rf"|<(?P<raw>script|style|template|svg|iframe|textarea|select|object|math|noscript)\b{INSIDE}"
    r"(?:(?<=/)>|>(?:[^<]++|<(?!/(?P=raw)\b))*+(?:</(?P=raw)\b[^<>]*+>?)?|)"
    rf"|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/<>]*+)(?P<attributes>{INSIDE})>?",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"<!--(?:[^-]++|-(?!->))*+(?:-->)?"
    rf"|<(?P<raw>script|style|template|svg|iframe|noscript)\b{INSIDE}"
    r"(?:(?<=/)>|>(?:[^<]++|<(?!/(?P=raw)\b))*+(?:</(?P=raw)\b[^<>]*+>?)?|)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#\d{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[a-zA-Z][a-zA-Z0-9]{1,31};)")
#: Blanks that do not stay as they are: a single space does.
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0\u200b\ufeff]{2,}|[\t\r\n\f\v\u00a0\u200b\ufeff]")
_INVISIBLE = "\u200b\ufeff"
_MARK = re.compile(
    r"\b(?:class|id|itemprop|role|data-testid)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE
)
_BLOCKS = frozenset(
    (
        "address article aside blockquote body br center dd details dialog div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html li main nav ol p pre section summary "
        "table tbody tfoot thead title tr ul "
    ).split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CELLS = frozenset(("td", "th"))  # cells of a row stand in one line
_CLOSED_BY_BLOCK = frozenset(("p",))
#: An element that an opening tag of this name ends, where its own closing tag is missing.
_CLOSES = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "tr": ("tr", "td", "th"),
    "td": ("td", "th"),
    "th": ("td", "th"),
}
_LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 span a b i em strong font u li blockquote".split())
_MAX_DEPTH = 400
MAX_BLOCKS = 100_000  # of one page; the rest of it is left out
_NEAREST = 12  # names and class words that are kept of the elements around a block


class Run(NamedTuple):
    """Characters of a block that stand in the page as they are: `text` begins at `raw`."""

    text: str
    raw: int


class Element:
    """An open element; knows the one it stands in."""

    __slots__ = ("_marks", "_path", "attributes", "in_head", "linked", "name", "number", "parent")

    def __init__(self, name: str, attributes: str, number: int, parent: "Element | None") -> None:
        self.name = name
        self.attributes = attributes
        self.number = number  # offset of its tag: tells elements of one name apart
        self.parent = parent
        self.linked: bool = name == "a" or (parent is not None and parent.linked)
        self.in_head: bool = name == "head" or (parent is not None and parent.in_head)
        self._marks: str | None = None
        self._path: tuple[str, ...] | None = None

    @property
    def marks(self) -> str:
        """The nearest class and id words of the element and those around it, innermost last, lower-cased."""
        if self._marks is None:
            own, above = _marks(self.attributes), self.parent.marks if self.parent else ""
            self._marks = " ".join(f"{above} {own}".split()[-_NEAREST:]) if above and own else above or own
        return self._marks

    @property
    def path(self) -> tuple[str, ...]:
        """Names of the element and the nearest around it, outermost first."""
        if self._path is None:
            self._path = (*(self.parent.path if self.parent else ()), self.name)[-_NEAREST:]
        return self._path


@dataclass
class Block:
    """A stretch of text between two block boundaries."""

    element: Element | None = None  # the innermost element it stands in
    runs: list[Run] = field(default_factory=list)
    linked: int = 0  # characters inside links

    @cached_property
    def text(self) -> str:
        """The characters of a finished block."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def path(self) -> tuple[str, ...]:
        """Names of the open elements, outermost first."""
        return self.element.path if self.element else ()

    @cached_property
    def marks(self) -> str:
        """Class and id words of the open elements, innermost last, lower-cased."""
        return self.element.marks if self.element else ""

    @cached_property
    def container(self) -> int:
        """Number of the element that the block's own element stands in."""
        element = self.element
        while element is not None and element.name in _LEAVES:
            element = element.parent
        return element.number if element else 0

    @cached_property
    def tag(self) -> str:
        """The innermost block element."""
        return next((name for name in reversed(self.path) if name in _BLOCKS), "")


def walk_blocks(html: str) -> Iterator[Block]:
    """The blocks of a page that hold text, in page order; blanks are collapsed and cut off at the edges.

    Args:
        html: the decoded page. Broken markup is read as browsers do, roughly: an unclosed element ends with its parent.
    """
    stack = _Stack()
    block = Block()
    position = 0
    for match in _TOKEN.finditer(html):
        start, end = match.span()
        if start > position:
            _add_text(block, html, position, start, stack.top)
        position = end
        name = match["name"]
        if name is None:
            continue
        name = name.lower()
        if name in _BLOCKS:
            yield from _finished(block)
            stack.move(match, name)
            block = Block(stack.top)
        else:
            if name in _CELLS:
                _add_run(block, " ", start)
            stack.move(match, name)
    if position < len(html):
        _add_text(block, html, position, len(html), stack.top)
    yield from _finished(block)


def without_scripts(html: str) -> str:
    """The page without comments, scripts, styles and the like: what an extractor has to parse."""
    pieces = []
    position = 0
    for match in _SILENT.finditer(html):
        pieces.append(html[position : match.start()])
        position = match.end()
    pieces.append(html[position:])
    return "".join(pieces)


class _Stack:
    """The open elements."""

    def __init__(self) -> None:
        self.top: Element | None = None
        self._depth = 0
        self._open: Counter[str] = (
            Counter()
        )  # names of the open elements: a closing tag without an opening one costs nothing

    def move(self, tag: re.Match[str], name: str) -> None:
        """Open or close an element."""
        if tag["close"]:
            while self._open[name] and self._pop() != name:
                pass
            return
        if name in _VOID or self._depth >= _MAX_DEPTH:
            return
        if self.top is not None and _is_closed_by(self.top.name, name):
            self._pop()
        self.top = Element(name, tag["attributes"], tag.start(), self.top)
        self._depth += 1
        self._open[name] += 1

    def _pop(self) -> str | None:
        if self.top is None:
            return None
        name = self.top.name
        self.top = self.top.parent
        self._depth -= 1
        self._open[name] -= 1
        return name


def _is_closed_by(name: str, following: str) -> bool:
    return (name in _CLOSED_BY_BLOCK and following in _BLOCKS) or name in _CLOSES.get(following, ())


def _marks(attributes: str) -> str:
    if "=" not in attributes:
        return ""
    words = " ".join(a or b or c for a, b, c in _MARK.findall(attributes[:2000])).lower().split()
    return " ".join(words[-_NEAREST:])


def _add_text(block: Block, html: str, start: int, end: int, element: Element | None) -> None:
    if not block.runs and html[start:end].isspace():
        return
    before = len(block.runs)
    if html.find("&", start, end) < 0:
        _add_plain(block, html, start, end)
    else:
        _add_with_references(block, html, start, end)
    if element is not None and element.linked:
        block.linked += sum(len(run.text) for run in block.runs[before:])


def _add_with_references(block: Block, html: str, start: int, end: int) -> None:
    position = start
    for match in _REFERENCE.finditer(html, start, end):
        character = unescape(match.group())
        if character == match.group():
            continue
        _add_plain(block, html, position, match.start())
        _add_run(block, " " if character.isspace() or character in _INVISIBLE else character, match.start())
        position = match.end()
    _add_plain(block, html, position, end)


def _add_plain(block: Block, html: str, start: int, end: int) -> None:
    position = start
    for match in _BLANKS.finditer(html, start, end):
        if match.start() > position:
            _add_run(block, html[position : match.start()], position)
        _add_run(block, " ", match.start())
        position = match.end()
    if position < end:
        _add_run(block, html[position:end], position)


def _add_run(block: Block, text: str, raw: int) -> None:
    """Add characters; a blank is left out at the beginning of a block and behind another blank."""
    if text[0] == " " and (not block.runs or block.runs[-1].text[-1] == " "):
        text, raw = text[1:], raw + 1
        if not text:
            return
    block.runs.append(Run(text, raw))


def _finished(block: Block) -> Iterator[Block]:
    while block.runs and block.runs[-1].text[-1] == " ":
        text, raw = block.runs.pop()
        if len(text) > 1:
            block.runs.append(Run(text[:-1], raw))
    if block.runs:
        yield block
