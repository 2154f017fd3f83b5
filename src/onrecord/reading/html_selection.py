"""Which blocks of a page are the report: trafilatura chooses, our blocks follow, page furniture is filtered."""

import re
from collections.abc import Sequence

import trafilatura

from onrecord.reading.html_blocks import Block

_WORD = re.compile(r"\w+")
_N = 3
_TEXT_TAGS = frozenset(("p", "h2", "h3", "h4", "li", "blockquote", "pre"))
_FURNITURE_MARKS = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|newsletter|subscri\w+|share|sharing|social|promo\w*|sponsor\w*|cookie\w*|consent|comments?|"
    r"breadcrumbs?|navigation|menu|footer|signup|sign-up|most-?(?:read|popular)|trending|advert\w*|ads?|teaser\w*|read-?more|also-?read)(?:$|[\s_-])"
)
_CAPTION_MARKS = re.compile(
    r"(?:^|[\s_-])(?:caption\w*|figcaption|credit\w*|photo-?credit|image-?(?:caption|credit)|copyright)(?:$|[\s_-])"
)


def choose_blocks(html: str, blocks: Sequence[Block]) -> list[int]:
    """Indices of the blocks that are the report's text, in page order; headings inside it included, the headline not.

    Args:
        html: the decoded page.
        blocks: from `walk_blocks`.
    """
    chosen = trafilatura.extract(
        html, favor_precision=True, include_comments=False, include_tables=False, deduplicate=False, with_metadata=False
    )
    lines = [_WORD.findall(line) for line in (chosen or "").split("\n")]
    grams = {gram for words in lines for gram in _grams(words)}
    whole = {tuple(words) for words in lines if words}
    picked = [i for i, block in enumerate(blocks) if _is_covered(_WORD.findall(block.text), grams, whole)]
    main = _with_siblings(blocks, _main_run(blocks, picked))
    return [i for i in main if not _is_furniture(blocks[i])]


def _grams(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + _N]) for i in range(len(words) - _N + 1)]


def _is_covered(words: list[str], grams: set[tuple[str, ...]], whole: set[tuple[str, ...]]) -> bool:
    if len(words) < _N + 2:
        return bool(words) and tuple(words) in whole
    mine = _grams(words)
    return sum(g in grams for g in mine) >= 0.8 * len(mine)


def _main_run(blocks: Sequence[Block], picked: list[int]) -> list[int]:
    """The picked blocks without short ones that stand far from all others (a teaser that repeats words of the text)."""
    long = [i for i in picked if len(blocks[i].text) >= 80]
    if not long:
        return picked
    return [i for i in picked if long[0] - 6 <= i <= long[-1] + 6]


def _with_siblings(blocks: Sequence[Block], picked: list[int]) -> list[int]:
    """The picked blocks and those between them that stand in the same container: the extractor lost a paragraph of the text."""
    homes: dict[int, list[int]] = {}
    for i in picked:
        if len(blocks[i].text) >= 60:
            homes.setdefault(blocks[i].container, []).append(i)
    first = {home: (inside[0], inside[-1]) for home, inside in homes.items() if len(inside) >= 2}
    added = set(picked)
    for i, block in enumerate(blocks):
        if block.container not in first or i in added:
            continue
        start, end = first[block.container]
        inside = start < i < end and block.tag in _TEXT_TAGS
        leads = (
            start - 4 <= i < start
            and block.tag == "p"
            and len(block.text) >= 100
            and block.text.endswith((".", "”", '"'))
        )
        if inside or leads:
            added.add(i)
    return sorted(added)


def _is_furniture(block: Block) -> bool:
    if "nav" in block.path or "figcaption" in block.path or "footer" in block.path:
        return True
    near = block.marks[-160:]
    if _CAPTION_MARKS.search(near):
        return len(block.text) < 400
    linked = block.linked / max(1, len(block.text))
    return linked > 0.9 and len(block.text) < 200 and block.tag in ("li", "p", "div", "h3", "h4", "h5")
