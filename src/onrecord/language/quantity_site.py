"""Where figures stand: a paragraph with its lexemes, its tokens and what other stages found in it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.language.by_place import ByPlace
from onrecord.language.lexemes import Lexeme
from onrecord.language.parsing import Paragraph
from onrecord.language.quantity_drafts import Draft
from onrecord.model import Annotations, Span, Timex

_NAMES = frozenset({"GPE", "ORG", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "PERSON", "LOC"})


@dataclass(frozen=True)
class Site:
    """One paragraph as the rules of this stage see it. Lexemes and tokens count from the paragraph's start."""

    paragraph: Paragraph
    lexemes: Sequence[Lexeme]
    timexes: tuple[Timex, ...]  # those that touch the paragraph
    dates: ByPlace[Timex]  # the same by place
    names: ByPlace[Span]  # mentions of entities by name
    starts: list[int] = field(default_factory=list)  # where each token begins

    @property
    def doc(self) -> Any:
        return self.paragraph.doc

    def token_at(self, char: int) -> Any:
        """The token that holds a character of the paragraph, or the one before it."""
        return self.doc[max(0, bisect_right(self.starts, char) - 1)]

    def tokens_of(self, first: int, last: int) -> list[Any]:
        """The tokens that lexemes [first, last) touch."""
        a, b = self.token_at(self.lexemes[first].start).i, self.token_at(self.lexemes[last - 1].end - 1).i
        return [self.doc[i] for i in range(a, b + 1)]

    def core(self, draft: Draft) -> list[Any]:
        """The tokens of the numeral with its currency sign and unit."""
        return self.tokens_of(draft.core_first, draft.core_last)

    def numeral(self, draft: Draft) -> list[Any]:
        """The tokens of the numeral alone."""
        return self.tokens_of(draft.numeral.first, draft.numeral.last)

    def span(self, first: int, last: int) -> Span:
        """Where lexemes [first, last) stand in the report's text."""
        return Span(self.paragraph.start + self.lexemes[first].start, self.paragraph.start + self.lexemes[last - 1].end)

    def lower(self, i: int) -> str:
        """The lexeme at i in lower case; "" outside the paragraph."""
        return self.lexemes[i].lower if 0 <= i < len(self.lexemes) else ""

    def is_glued(self, i: int) -> bool:
        """Whether lexeme i follows the one before it without a blank."""
        return 0 < i < len(self.lexemes) and self.lexemes[i - 1].end == self.lexemes[i].start

    def is_capital(self, i: int) -> bool:
        """Whether the lexeme at i is a word with a capital."""
        return 0 <= i < len(self.lexemes) and self.lexemes[i].kind == "w" and self.lexemes[i].text[0].isupper()

    def at_start(self, token: Any) -> bool:
        """Whether a token begins its sentence."""
        return bool(token.is_sent_start) or token.i == 0


def make_site(paragraph: Paragraph, lexemes: Sequence[Lexeme], found: Annotations) -> Site:
    """Gather what touches the paragraph."""
    whole = Span(paragraph.start, paragraph.start + max(1, len(paragraph.text)))
    timexes = tuple(t for t in found.timexes if t.start < whole.end and t.end > whole.start)
    names = sorted({*_mentions(found, whole), *_entities(paragraph)})
    return Site(
        paragraph=paragraph,
        lexemes=lexemes,
        timexes=timexes,
        dates=ByPlace((t.start, t.end, t) for t in timexes),
        names=ByPlace((n.start, n.end, n) for n in names),
        starts=paragraph.doc.starts,
    )


def _mentions(found: Annotations, whole: Span) -> Iterable[Span]:
    for entity in found.entities:
        for mention in entity.mentions:
            if mention.form in {"name", "acronym"} and mention.start < whole.end and mention.end > whole.start:
                yield mention.span


def _entities(paragraph: Paragraph) -> Iterable[Span]:
    """Names as the parser's own recogniser sees them, where they do not begin with the number."""
    for name in paragraph.doc.ents:
        if name.label_ in _NAMES and len(name) > 1 and name[0].text[0].isupper():
            yield paragraph.span(name)
