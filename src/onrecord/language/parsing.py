"""Report -> Parsed: the only place that loads a spaCy pipeline and runs it.

Each paragraph of a headline or body part is parsed by itself, so that a headline is never glued to the first sentence, and each distinct
one only once. Reports are parsed in chunks of a fixed size in the order given, so that the result cannot depend on the number of
workers (docs/decisions/0004-parsing.md).
"""

import hashlib
import importlib
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from onrecord.language.hyphens import keep_whole, lemmatize_whole
from onrecord.language.packing import Packed, Packer, read_packed, unpack, write_packed
from onrecord.language.parser_labels import has_known_labels, relabel
from onrecord.language.word_attributes import REPLACED, WordTable, make_word_table
from onrecord.language.words import Phrase, Word, Words
from onrecord.model import OnRecordError, Report, Span
from onrecord.resources import fingerprint

_LINES = re.compile(r"[^\n\r]+")
_LINE = 6_000  # characters; a longer line is cut behind a sentence or at a blank: what stages do within a paragraph may grow faster than it
_BATCH = 64  # paragraphs the parser takes at a time: a third faster than the few of one report
_KEPT = 32_768  # paragraphs whose parse is kept, per process: some 45 MB
_WORDS = 4  # which words there are (hyphens.py, `plain`): goes into the keys of kept parses
_APOSTROPHE = re.compile(r"(?<=\w)[’ʼ´`‘](?=\w)")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")  # characters of no width: a word must not hold one
#: "wasn’ t", as corpora print it that part words.
_PARTED = re.compile(r"\b(was|were|is|are|did|does|do|has|have|had|would|could|should)n[’'] t\b", re.IGNORECASE)
CHUNK = 16  # reports parsed together

_KNOWN: dict[
    tuple[int, int], OrderedDict[str, Packed]
] = {}  # by parser and by what keeps its parses, for the life of the process


@dataclass(frozen=True)
class Paragraph:
    """A parsed line of the text. `doc[i].idx + start` is a token's offset into `Report.text`."""

    doc: Words
    start: int  # offset of its first character in Report.text
    part: str  # kind of the part it belongs to: "headline" or "body"
    index: int  # running number among the paragraphs of the report

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return self.doc.text

    def span(self, words: Phrase | Word) -> Span:
        """Where words of this paragraph stand in `Report.text`."""
        if isinstance(words, Word):
            return Span(self.start + words.idx, self.start + words.idx + len(words))
        return Span(self.start + words.start_char, self.start + words.end_char)

    def tokens(self, span: Span) -> Phrase | None:
        """The words that a span of `Report.text` touches; None where it touches none of this paragraph."""
        if span.start >= self.start + len(self.text) or span.end <= self.start:
            return None
        inner = self.doc.touching(max(0, span.start - self.start), min(len(self.text), span.end - self.start))
        return inner if inner is not None and len(inner) else None

    def holds(self, span: Span) -> bool:
        """Whether the span lies within this paragraph."""
        return self.start <= span.start and span.end <= self.start + len(self.text)


@dataclass(frozen=True)
class Parsed:
    """A report with its parsed paragraphs, in text order."""

    report: Report
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        return self.report.text

    def paragraph_of(self, span: Span) -> Paragraph | None:
        """The paragraph that holds the span."""
        return next((p for p in self.paragraphs if p.holds(span)), None)


@cache
def load_parser(name: str) -> Language:
    """The spaCy pipeline of that name: a package with `load()`, or a path.

    Sets thinc's NumPy kernels, which give the same output as the generic blis ones in less time. The setting is a context variable
    and is lost in threads, so `parse_reports` sets it again.

    Raises:
        OnRecordError: no such pipeline is installed, or it lacks a dependency parser or part-of-speech tags.
    """
    set_current_ops(NumpyOps(use_blis=False))
    try:
        module = importlib.import_module(name)
    except (ImportError, ValueError):
        module = None
    try:
        nlp: Language = module.load() if module is not None and hasattr(module, "load") else _load_by_name(name)
    except (OSError, ValueError) as error:
        raise OnRecordError(
            f"the spaCy pipeline {name!r} cannot be loaded: {error}. Install it with pip, or name another with --model."
        ) from error
    missing = {"parser"} - set(nlp.pipe_names)
    if missing:
        raise OnRecordError(f"the spaCy pipeline {name!r} has no {', '.join(sorted(missing))}; onrecord needs one.")
    return keep_whole(nlp)


@cache
def _table_of(parser: Language) -> WordTable | None:
    return make_word_table(parser)


@cache
def _packer_of(parser: Language) -> Packer:
    return Packer(parser.vocab)


def _load_by_name(name: str) -> Language:
    import spacy

    return spacy.load(name)


def _pieces(report: Report) -> Iterator[tuple[int, int, str]]:
    """(start, end, part kind) of each line of the asserting parts, blanks at the edges cut off."""
    for part in report.asserting_parts():
        for match in _LINES.finditer(report.text, part.start, part.end):
            start, end = match.span()
            while end - start > _LINE:
                cut = _cut(report.text, start)
                yield start, cut, part.kind
                start = cut
            line = report.text[start:end]
            left, right = len(line) - len(line.lstrip()), len(line) - len(line.rstrip())
            if left + right < len(line):
                yield start + left, end - right, part.kind


def _cut(text: str, start: int) -> int:
    """Where to cut a line that is too long: behind a sentence, else at a blank, else hard."""
    end = start + _LINE
    sentence = text.rfind(". ", start, end)
    blank = text.rfind(" ", start, end)
    return sentence + 1 if sentence > start + _LINE // 2 else blank if blank > start else end


def is_in_language(report: Report, language: str) -> bool:
    """Whether a report is in a parser's language as far as is known. "xx" is spaCy's code of parsers for any language."""
    return report.language is None or language in (report.language, "xx")


class KeptParses(Protocol):
    """Where parses of paragraphs are kept between runs."""

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Key -> what was kept under it; what is not kept is absent."""
        ...

    def put(self, parses: Mapping[bytes, bytes]) -> None:
        """Keep these."""
        ...


def parse_reports(
    reports: Iterable[Report], parser: Language, longest: int = 1_000_000, kept: KeptParses | None = None
) -> Iterator[Parsed]:
    """Parse the headline and body parts of reports, in order.

    Args:
        reports: with their parts set; a report without asserting parts, or in another language than the parser's, gives a Parsed without
            paragraphs. Read CHUNK at a time.
        parser: from `load_parser`.
        longest: characters; a longer report gives a Parsed without paragraphs.
        kept: asked for the parse of a paragraph before it is parsed, and given those that it lacked.
    """
    set_current_ops(NumpyOps(use_blis=False))
    known = _KNOWN.setdefault((id(parser), id(kept)), OrderedDict())
    source = iter(reports)
    while chunk := tuple(islice(source, CHUNK)):
        pieces = [
            list(_pieces(report)) if len(report.text) <= longest and is_in_language(report, parser.lang) else []
            for report in chunk
        ]
        docs = _parse_texts(
            [r.text[s:e] for r, ps in zip(chunk, pieces, strict=True) for s, e, _ in ps], parser, known, kept
        )
        for report, mine in zip(chunk, pieces, strict=True):
            yield Parsed(
                report,
                tuple(Paragraph(docs[report.text[s:e]], s, kind, index) for index, (s, e, kind) in enumerate(mine)),
            )


def _parse_texts(
    texts: list[str], parser: Language, known: OrderedDict[str, Packed], kept: KeptParses | None
) -> dict[str, Words]:
    """The words of each distinct text; what was parsed a while ago is not parsed again: wire copies share their paragraphs."""
    found = {text: known[text] for text in texts if text in known}
    fresh = list(dict.fromkeys(text for text in texts if text not in found))
    made = _from_kept(fresh, parser, kept) if fresh and kept is not None else _made(fresh, parser)
    for text in fresh:
        found[text] = known[text] = made[text]
    for text in found:
        known.move_to_end(text)
    while len(known) > _KEPT:
        known.popitem(last=False)
    return {text: unpack(packed) for text, packed in found.items()}


def _from_kept(texts: list[str], parser: Language, kept: KeptParses) -> dict[str, Packed]:
    """The parses of texts, those that are kept without parsing; the others are kept from now on."""
    meta = parser.meta
    maker = f"{meta.get('lang')} {meta.get('name')} {meta.get('version')} {_WORDS} "
    if not has_known_labels(parser):
        maker += f"{fingerprint()} "  # the table of labels may be the user's own
    keys = {text: hashlib.sha256((maker + text).encode("utf-8", "surrogatepass")).digest()[:16] for text in texts}
    contents = kept.get(list(keys.values()))
    found = {t: p for t in texts if (c := contents.get(keys[t])) is not None and (p := read_packed(c, t)) is not None}
    lacking = [text for text in texts if text not in found]
    made = _made(lacking, parser)
    if made:
        kept.put({keys[text]: write_packed(packed) for text, packed in made.items()})
    return found | made


def plain(text: str) -> str:
    """A text as parsers know it best, character for character: with the apostrophe of a typewriter inside words, and nothing unseen.

    >>> plain("“They didn’t sign,” said O’Neill’s ‘friend’.")
    "“They didn't sign,” said O'Neill's ‘friend’."
    >>> plain("It wasn’ t signed.")
    'It was not signed.'
    """
    return _APOSTROPHE.sub("'", _PARTED.sub(r"\1 not", _UNSEEN.sub(" ", text)))


def _made(texts: list[str], parser: Language) -> dict[str, Packed]:
    """The parses of distinct texts, each with its own characters."""
    packed = map(_packer_of(parser), _pipe(list(map(plain, texts)), parser))
    return {text: made._replace(text=text) for text, made in zip(texts, packed, strict=True)}


def _pipe(texts: list[str], parser: Language) -> Iterator[Doc]:
    """`parser.pipe`, the words' attributes looked up where that gives the same, and other schemes' labels renamed."""
    if not has_known_labels(parser):
        yield from map(relabel, parser.pipe(texts, batch_size=_BATCH))
        return
    table = _table_of(parser)
    if table is None:
        docs = parser.pipe(texts, batch_size=_BATCH)
    else:
        docs = map(table, parser.pipe(texts, batch_size=_BATCH, disable=list(REPLACED)))
    for doc in docs:
        yield lemmatize_whole(doc, parser)
