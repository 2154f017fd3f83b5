"""Which blocks of a page are the report: trafilatura chooses, our blocks follow, page furniture is filtered."""

import re
from collections import Counter
from collections.abc import Sequence

import trafilatura

from onrecord.reading.html_blocks import Block, without_scripts

_WORD = re.compile(r"\w+")
_N = 3  # words in a row; `_grams` is written for three
_NEAR = 6  # blocks: what stands no farther off belongs to what is kept
_MAX_PAGE, _MAX_BLOCKS = (
    4_000_000,
    20_000,
)  # characters and blocks that the extractor is handed: it may need their square
_LONG = 60  # characters from which on a block counts as a paragraph
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_OUTSIDE = frozenset(("head", "nav", "aside", "footer", "figcaption", "figure", "form", "button", "dialog", "header"))
_TEXT_TAGS = frozenset(
    ("p", "h2", "h3", "h4", "h5", "li", "blockquote", "pre", "td", "th", "tr", "dd", "dt", "br", "div")
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:related\w*|recommend\w*|newsletter\w*|subscri\w+|share|sharing|social\w*|promo\w*|sponsor\w*|cookie\w*|consent|comments?|"
    r"breadcrumbs?|navigation|nav|menu|footer|signup|sign-up|popular|trending|advert\w*|ads?|teasers?|readmore|read-more|also-read|sidebar|"
    r"widget\w*|byline\w*|author-?(?:bio|box|info)|meta|tags?|disclaimer|copyright|paywall|modal|popup|toolbar|\w*tools|reprints?|print|rating|outbrain|taboola)(?:$|[\s_-])"
)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:\w*caption\w*|credit\w*|photo-?credit|image-?(?:caption|credit)|gallery\w*|slideshow\w*)(?:$|[\s_-])"
)


def choose_blocks(html: str, blocks: Sequence[Block]) -> list[int]:
    """Indices of the blocks that are the report's text, in page order; headings inside it included, the headline not.

    Args:
        html: the decoded page.
        blocks: from `walk_blocks`.
    """
    chosen = _extract(html, blocks)
    lines = [_WORD.findall(line) for line in (chosen or "").split("\n")]
    grams = {gram for words in lines for gram in _grams(words)}
    whole = {tuple(words) for words in lines if words}
    picked = [i for i, block in enumerate(blocks) if _is_covered(_WORD.findall(block.text), grams, whole)]
    picked = _main_run(blocks, picked)
    usual = Counter(word for i in picked if len(blocks[i].text) >= _LONG for word in set(blocks[i].marks.split()))
    expected = frozenset(word for word, count in usual.items() if count >= 3)
    main = [i for i in picked if not _is_furniture(blocks[i], expected)]
    for _ in range(2):  # a second time for the neighbours of what the first has found
        main = _with_siblings(blocks, main)
    kept = _once(blocks, [i for i in main if not _is_furniture(blocks[i], expected)])
    while kept and blocks[kept[-1]].tag in _HEADINGS:  # a heading with nothing under it is another box's
        kept.pop()
    return kept


def _extract(html: str, blocks: Sequence[Block]) -> str:
    """The text that trafilatura takes for the page's; the page's longer paragraphs where it fails or the page is too large for it.

    Its second opinions (readability, jusText) are left out: measured, they cost half of the time and gain nothing behind our own filter.
    """
    page = without_scripts(html)
    if len(page) <= _MAX_PAGE and len(blocks) <= _MAX_BLOCKS:
        try:
            found = trafilatura.extract(page, fast=True, include_comments=False, include_tables=True)
        except (ValueError, TypeError, AttributeError, RecursionError, AssertionError):
            found = None
        return str(found or "")
    long = [b.text for b in blocks if len(b.text) >= _LONG and b.linked < len(b.text) / 2]
    return "\n".join(long[:_MAX_BLOCKS])


def _once(blocks: Sequence[Block], picked: list[int]) -> list[int]:
    """The picked blocks without a second printing of a paragraph: pages carry their text twice, for wide and narrow screens."""
    first: dict[str, int] = {}
    printed: set[tuple[str, ...]] = set()
    kept = []
    is_second = False
    for i in picked:
        words = _WORD.findall(blocks[i].text)
        line, grams = " ".join(words), _grams(words)
        elsewhere = first.setdefault(line, blocks[i].container) != blocks[i].container
        is_second = elsewhere and (is_second or len(line) >= _LONG)
        is_all_again = len(grams) > 150 and sum(g in printed for g in grams) > 0.8 * len(grams)
        if not is_second and not is_all_again:
            kept.append(i)
            printed.update(grams)
    return kept


def _grams(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(words, words[1:], words[2:], strict=False))


def _is_covered(words: list[str], grams: set[tuple[str, ...]], whole: set[tuple[str, ...]]) -> bool:
    if len(words) < _N + 2:
        return bool(words) and tuple(words) in whole
    if len(words) > 12 and tuple(words[:_N]) not in grams and tuple(words[4 : 4 + _N]) not in grams:
        return False  # most blocks of a page are decided by their beginning
    mine = _grams(words)
    return sum(map(grams.__contains__, mine)) >= 0.8 * len(mine)


def _main_run(blocks: Sequence[Block], picked: list[int]) -> list[int]:
    """The picked blocks without short ones that stand far from all others (a teaser that repeats words of the text)."""
    long = [i for i in picked if len(blocks[i].text) >= 80]
    if not long:
        return picked
    kept = [i for i in picked if long[0] - _NEAR <= i <= long[-1]]
    for i in picked:
        if 0 < i - kept[-1] <= _NEAR:
            kept.append(i)
    return kept


def _with_siblings(blocks: Sequence[Block], picked: list[int]) -> list[int]:
    """The picked blocks, with those that the extractor lost: between them in the same container, or built exactly like them."""
    long = [i for i in picked if len(blocks[i].text) >= _LONG]
    if not long:
        return picked
    homes = {c for c, n in Counter(blocks[i].container for i in long).items() if n >= 2}
    builds = {b for b, n in Counter((blocks[i].path, blocks[i].marks) for i in long).items() if n >= 3}
    added = set(picked)
    for i, block in enumerate(blocks):
        if i in added or block.tag not in _TEXT_TAGS:
            continue
        inside = long[0] < i < long[-1] and block.container in homes
        is_sentence = len(block.text) >= 100 and block.text.rstrip("\"'”’)").endswith((".", "?", "!", ":"))
        alike = (block.path, block.marks) in builds and is_sentence and i > long[0] - 5
        if inside or alike:
            added.add(i)
    return sorted(added)


def _is_furniture(block: Block, usual: frozenset[str]) -> bool:
    """Whether the block's place on the page says that it is no part of the text.

    Args:
        block: any block.
        usual: class words that the page's own paragraphs bear: they speak against none of them.
    """
    if (block.element is not None and block.element.in_head) or _OUTSIDE.intersection(block.path[-6:]) - {"header"}:
        return True
    near = " ".join(word for word in block.marks.split()[-8:] if word not in usual)
    if len(block.text) < 400 and (_CAPTION.search(near) or _FURNITURE.search(near)):
        return True
    linked = block.linked / max(1, len(block.text))
    return (
        linked > 0.8
        and len(block.text) < 200
        and (block.tag in ("li", "div", "h3", "h4", "h5") or len(block.text.split()) > 3)
    )
