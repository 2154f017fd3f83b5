"""A web page as blocks of text, each character with its place in the page.

No extractor maps its text back to the page (trafilatura issues 302 and 639, inscriptis issue 77), and lxml keeps line numbers only.
So the page is walked once over its raw characters: tags open and close blocks, text runs keep their raw offsets, and the text of a
block is written from them. The map is thereby exact by construction, never searched for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

#: What a page is made of, in the order in which it is tried at a "<". Bodies of scripts and the like are one token and never text.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*>"
    r"|<(?P<raw>script|style|template|svg|iframe|textarea|select|object|math|noscript)\b[^>]*(?:/>|>.*?(?:</(?P=raw)\s*>|\Z))"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>",
    re.DOTALL | re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#\d{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[a-zA-Z][a-zA-Z0-9]{1,31};)")
_BLANK = re.compile(r"[ \t\r\n\f\v\u00a0\u200b\ufeff]+")
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


@dataclass(frozen=True)
class Run:
    """Characters of a block that stand in the page as they are: `text` begins at `raw`."""

    text: str
    raw: int


@dataclass
class Block:
    """A stretch of text between two block boundaries."""

    path: tuple[str, ...]  # names of the open elements, outermost first
    marks: str  # class and id words of the open elements, innermost last, lower-cased
    container: int = 0  # number of the element that the block's own element stands in
    runs: list[Run] = field(default_factory=list)
    linked: int = 0  # characters inside links

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def tag(self) -> str:
        """The innermost block element."""
        return next((name for name in reversed(self.path) if name in _BLOCKS), "")


def walk_blocks(html: str) -> Iterator[Block]:
    """The blocks of a page that hold text, in page order; blanks are collapsed and cut off at the edges.

    Args:
        html: the decoded page. Broken markup is read as browsers do, roughly: an unclosed element ends with its parent.
    """
    stack: list[_Open] = []
    block = Block((), "")
    position = 0
    for match in _TOKEN.finditer(html):
        if match.start() > position:
            _add_text(block, html, position, match.start(), stack)
        position = match.end()
        name = match["name"]
        if name is None:
            continue
        name = name.lower()
        if name in _BLOCKS:
            yield from _finished(block)
        elif name in _CELLS:
            _add_run(block, " ", match.start())
        _move(stack, match, name)
        if name in _BLOCKS:
            marks = " ".join(o.marks for o in stack if o.marks)
            block = Block(tuple(o.name for o in stack), marks, _container(stack))
    if position < len(html):
        _add_text(block, html, position, len(html), stack)
    yield from _finished(block)


@dataclass(frozen=True)
class _Open:
    """An element that is not closed yet."""

    name: str
    marks: str
    number: int  # offset of its tag: tells elements of one name apart


def _container(stack: list[_Open]) -> int:
    outside = [o.number for o in stack if o.name not in _LEAVES]
    return outside[-1] if outside else 0


def _move(stack: list[_Open], tag: re.Match[str], name: str) -> None:
    """Open or close an element."""
    if tag["close"]:
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth].name == name:
                del stack[depth:]
                return
        return
    if name in _VOID or len(stack) >= _MAX_DEPTH:
        return
    if stack and ((stack[-1].name in _CLOSED_BY_BLOCK and name in _BLOCKS) or stack[-1].name in _CLOSES.get(name, ())):
        stack.pop()
    stack.append(_Open(name, _marks(tag["attributes"]), tag.start()))


_MARK = re.compile(
    r"\b(?:class|id|itemprop|role|data-testid)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE
)


def _marks(attributes: str) -> str:
    if "=" not in attributes:
        return ""
    return " ".join(a or b or c for a, b, c in _MARK.findall(attributes)).lower()


def _add_text(block: Block, html: str, start: int, end: int, stack: list[_Open]) -> None:
    before = len(block.runs)
    position = start
    for match in _REFERENCE.finditer(html, start, end):
        _add_plain(block, html, position, match.start())
        character = unescape(match.group())
        if character != match.group():
            _add_run(block, " " if _BLANK.fullmatch(character) else character, match.start())
        else:
            _add_plain(block, html, match.start(), match.end())
        position = match.end()
    _add_plain(block, html, position, end)
    if any(o.name == "a" for o in stack):
        block.linked += sum(len(run.text) for run in block.runs[before:])


def _add_plain(block: Block, html: str, start: int, end: int) -> None:
    position = start
    for match in _BLANK.finditer(html, start, end):
        if match.start() > position:
            block.runs.append(Run(html[position : match.start()], position))
        _add_run(block, " ", match.start())
        position = match.end()
    if position < end:
        block.runs.append(Run(html[position:end], position))


def _add_run(block: Block, text: str, raw: int) -> None:
    if text == " " and (not block.runs or block.runs[-1].text == " "):
        return
    block.runs.append(Run(text, raw))


def _finished(block: Block) -> Iterator[Block]:
    while block.runs and block.runs[-1].text == " ":
        block.runs.pop()
    if block.runs:
        yield block
