"""A web page -> Report, each character of which is mapped to its place in the page."""

import re
from collections.abc import Sequence
from itertools import islice

import msgspec

from onrecord.model import Origin, Part, Problem, Report, Segment
from onrecord.reading.html_blocks import MAX_BLOCKS, Block, walk_blocks
from onrecord.reading.html_dates import find_published
from onrecord.reading.html_metadata import Metadata, read_metadata
from onrecord.reading.html_selection import choose_blocks
from onrecord.reading.layout import fold
from onrecord.reading.reports import Fields, make_report
from onrecord.reading.time_bounds import MAX_SECONDS, OutOfTime, bounded_time

_STUB = 1500  # characters: a page that shows more is no stub, whatever it asks for
_WALL = re.compile(
    r"\b(?:(?:subscribe|sign up|log in|register|become a (?:member|subscriber))\b.{0,30}\bto (?:continue|keep|read)|"
    r"(?:continue|keep) reading\b.{0,40}\b(?:subscri|account|free trial|log in)|"
    r"(?:article|story|content|text) is (?:only |reserved |available )*(?:for|to) (?:our )?(?:subscribers|members)|"
    r"already a (?:subscriber|member)\?)",
    re.IGNORECASE,
)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
MAX_CHARACTERS = 10_000_000


def read_html(html: str, fields: Fields, path: str, digest: str, given: str | None = None) -> Report:
    """The report on a web page. Its text is written from the page's own characters: headline first, then the chosen blocks, one a line.

    Args:
        html: the decoded page.
        fields: what is known already; it takes precedence over the page's metadata.
        path: what to call the place it was read from.
        digest: SHA-256 of the raw bytes.
        given: EDTF date of the user for pages that give none.

    Problems: no main text was found; the page is too large, or takes too long.
    """
    origin = Origin(path=path, sha256=digest, encoding="utf-8")
    message = f"The page has {len(html)} characters, more than {MAX_CHARACTERS}."
    if len(html) <= MAX_CHARACTERS:
        try:
            with bounded_time(MAX_SECONDS):
                return _read_page(html, fields, origin, given)
        except OutOfTime:
            message = f"The page takes more than {MAX_SECONDS:.0f} seconds to read; it was left."
    problem = Problem(stage="reading", message=message)
    return make_report(msgspec.structs.replace(fields, text=""), origin, problems=(problem,), given=given)


def _read_page(html: str, fields: Fields, origin: Origin, given: str | None) -> Report:
    blocks = list(islice(walk_blocks(html), MAX_BLOCKS))
    chosen = choose_blocks(html, blocks)
    page = read_metadata(html, fields.url)
    stated = dict(page.fields)
    if fields.published is None:
        stated["published"], stated["published_basis"] = find_published(
            html, page.fields.get("published"), fields.url, (blocks, chosen)
        )
    fields = msgspec.structs.replace(fields, **{n: getattr(fields, n) or v for n, v in stated.items()})
    headline = _find_headline(blocks, chosen, fields.title)
    body = [i for i in chosen if i != headline and fold(blocks[i].text) != fold(fields.title or "")]
    text, segments, known = _write(blocks, headline, body)
    return make_report(
        msgspec.structs.replace(fields, text=text),
        msgspec.structs.replace(origin, segments=segments),
        known,
        _problems(page, blocks, body),
        given,
    )


def write_blocks(html: str) -> tuple[str, tuple[Segment, ...]]:
    """All blocks of some markup, one a line, and the map of their characters to it: for markup too short to choose from."""
    blocks = list(islice(walk_blocks(html), MAX_BLOCKS))
    text, segments, _ = _write(blocks, None, range(len(blocks)))
    return text, segments


def _problems(page: Metadata, blocks: Sequence[Block], body: Sequence[int]) -> tuple[Problem, ...]:
    said = []
    if not body:
        said.append("No main text was found on the page.")
    elif _is_stub(page, blocks, body):
        said.append("The page shows only the beginning of the text: the rest is for subscribers.")
    if page.is_live:
        said.append("The page is a live blog: many entries of different times, read as one text.")
    return tuple(Problem(stage="reading", message=message) for message in said)


def _is_stub(page: Metadata, blocks: Sequence[Block], body: Sequence[int]) -> bool:
    """Whether a page that is not free, or that asks for a subscription below its text, shows little text."""
    length = sum(len(blocks[i].text) for i in body)
    if length > _STUB:
        return False
    asked = any(_WALL.search(block.text) for block in blocks[body[0] :] if len(block.text) < 300)
    return page.is_locked or asked


def _find_headline(blocks: Sequence[Block], chosen: Sequence[int], title: str | None) -> int | None:
    """The block that prints the title: the heading before the text whose words are those of the title, else the first h1."""
    last = next((i for i in chosen if blocks[i].tag != "h1"), len(blocks))
    wanted = fold(title) if title else None
    headings = [i for i, b in enumerate(blocks) if b.tag == "h1" and (i <= last or not chosen)]
    for i in headings:
        words = fold(blocks[i].text)
        if wanted and (words == wanted or words in wanted or wanted in words):
            return i
    return headings[-1] if headings else None


def _write(
    blocks: Sequence[Block], headline: int | None, body: Sequence[int]
) -> tuple[str, tuple[Segment, ...], tuple[Part, ...]]:
    lines: list[str] = []
    segments: list[Segment] = []
    known: list[Part] = []
    position = 0
    for index in ([headline] if headline is not None else []) + list(body):
        block = blocks[index]
        start = position
        for run in block.runs:
            last = segments[-1] if segments else None
            if last and last.start + last.length == position and last.raw + last.length == run.raw:
                segments[-1] = Segment(last.start, last.raw, last.length + len(run.text))
            else:
                segments.append(Segment(position, run.raw, len(run.text)))
            position += len(run.text)
        lines.append(block.text)
        if index == headline:
            known.append(Part(kind="headline", start=start, end=position))
        elif block.tag in _HEADINGS:
            known.append(Part(kind="crosshead", start=start, end=position))
        position += 1
    return "\n".join(lines), tuple(segments), tuple(known)
