"""What each line of a text is on the page: headline, byline, dateline, body, caption, credit, crosshead, link or trailer.

A line is taken for body unless something speaks against it: a body line lost costs findings, a caption kept costs truth, and both are
measured (quality/). The rules stand in `_RULES`, in the order in which they are asked; each has a gold case in tests/gold/layout.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.model import Part, Span
from onrecord.model.report import PartKind
from onrecord.reading.datelines import AGENCIES, CLOCK, FULL_DATE, WEEKDAY, any_of, match_dateline
from onrecord.reading.dates import try_find_written_date

_LONGEST = 5000  # characters: no furniture is so long, and a rule may need a line's square
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]]*$|[\"”»]$|:$|;$|,$|''$")
_WORD = re.compile(r"\w(?:[\w'’.\-]*\w)?")
_MINOR = frozenset("a an the and or but nor of in on at to for from by with as vs v via over after into is".split())


_DATE_ONLY = re.compile(
    rf"^(?:(?:(?:First |Last )?(?:[Pp]ublished|[Uu]pdated|[Pp]osted|[Mm]odified|[Ii]ssued))(?: on| at)?:?\s*)?(?:{CLOCK},?\s+)?"
    rf"(?:{WEEKDAY},?\s+)?{FULL_DATE}"
    rf"(?:[,\s|·-]+(?:at\s+)?{CLOCK})?\.?$|^(?:Published|Updated|Posted|Last updated)(?: on| at)?:?\s*{CLOCK}\.?$"
)
_BYLINE = re.compile(
    r"^(?:By|BY|Written by|Reported by|Text by|Words by)\s+(?:[A-Z][\w.'’\-]+|the|[a-z]+ staff|staff)"
    r"(?:[\s,]+(?:[A-Z][\w.'’\-]+|and|AND|in|of|for|&|\||the|staff|writer|reporter|correspondent|editor))*[.,]?$"
)
_CREDIT = re.compile(
    "^"
    + any_of(
        r"(?:Photo(?:graph)?|Image|Picture|Pic|Video|Graphic|Map|Source|Credit|File photo|Photo credit|Image credit)s?"
        r"\s*(?:by|via|courtesy of|:|©)\s*.{1,80}",
        rf"(?:©\s*|\(c\)\s*)?{AGENCIES}(?:\s*(?:/|via|and|,)\s*[\w .'’\-]{{1,40}}){{0,3}}",
        rf"[\w.'’\- ]{{2,40}}\s?/\s?{AGENCIES}(?:\s*(?:/|via)\s*[\w .'’\-]{{1,40}})?",
    )
    + r"\.?$"
)
_CAPTION_MARK = re.compile(
    any_of(
        r"\((?:L|R|C|left|right|centre|center|top|bottom|from left|front|back|file|FILE|pictured|L-R)\)",
        r"^(?:Photo|Photograph|Picture|Pic|Image|Above|Below|Top|Main image)s?:\s+\S",
        r"\([A-Z][\w.&'’\- ]{1,40}\s?/\s?[A-Z][\w.&'’\- ]{1,40}\)\s*$",
        r"^(?:FILE|File photo|File picture|Pictured|Caption:|Photo shows|In this (?:photo|image|picture|file|undated))\b",
        r"^This (?:photo|image|picture|undated|handout|satellite)\b.{0,30}\b(?:shows|taken|released|provided)",
        r"^A (?:handout|file) (?:photo|image|picture)",
        r"^An? (?:photo|photograph|image|picture) (?:shows|showing|taken|released|provided|made available)\b",
        r"\[(?:File|Photo|Image|AP|AFP|Reuters|Getty)[^\]]*\]\s*$",
        r"\((?:Photo|Image|File|Picture|AP Photo|Getty)[^)]*\)\s*$",
        r"\b(?:file|handout) (?:photo|picture)\b.{0,12}$",
        r"[,.]\s*(?:Photo|Picture|Image)(?: by|:)\s",
    )
)
_CAPTION_DATE = re.compile(rf"(?:,|\bon|\bin)\s+(?:{WEEKDAY},?\s+)?{FULL_DATE}\.?(?:\s*[\(\[/].{{2,60}}[\)\]/]?)?$")
_LINK = re.compile(
    "^"
    + any_of(
        r"(?i:read|see|watch|listen)(?:\s+(?i:more|also|next|here|now))?\s*[:|>»–—-]",
        r"(?i:read more|read also|see also|also read|related(?: \w+)?|recommended|you (?:may|might) also like|most read|trending)\b",
        r"(?i:editor's picks?|top stories|don't miss|more (?:on|from|about))\b",
        r"https?://\S+$",
        r"www\.\S+$",
        r"[>»•→]\s",
    )
)
_TRAILER_START = re.compile(
    any_of(
        r"\(?(?:additional |further )?(?:reporting|writing|editing|compiled|edited)\s+by\b",
        r"(?:©|\(c\)\s|copyright\b|all rights reserved)",
        r"(?:follow|like|find|join|contact|email|e-mail|tweet|message)\s+(?:us|me|@|the author|our|\w+ (?:on|at))\b",
        r"(?:subscribe|sign up|sign in|log in|register|click here|tap here|share (?:this|on|via)|print this)\b",
        r"(?:download (?:our|the)|get (?:our|the) (?:app|newsletter|latest)|to (?:contact|subscribe|comment|read more|unsubscribe))\b",
        r"(?:tags|topics|filed under|categories|keywords|advertisement|sponsored|comments?|share|tweet|email|print)\s*(?::|$)",
        r"(?:have|got) (?:a|any) (?:news )?(?:tip|story|question)s?\b.{0,60}\?",
        r"(?:if you (?:enjoyed|liked) this|thank you for reading|support (?:our|independent) journalism)\b",
        r"with (?:wires|agencies|agency inputs)\b",
        r"become a (?:member|subscriber|supporter)\b",
        r"more (?:from|on|about|ap)\b.{0,40}https?://",
        r"(?:newsletter|disclaimer|editor's note|corrections?(?:,? [\w ,]{3,20})?)\s*(?::|$)",
        r"(?:an|in an) (?:earlier|previous) version of this (?:article|story|report|post|piece)\b",
    ),
    re.IGNORECASE,
)
_TRAILER_INSIDE = re.compile(
    any_of(
        r"\b(?:contributed (?:to )?(?:this|the) (?:report|story|article)|contributed (?:reporting|writing))\b",
        r"\b(?:reach|contact|follow|e-?mail) (?:the )?(?:reporters?|authors?|writers?|him|her|them|[a-z]+ [a-z]+) (?:at|on|via) "
        r"\S*(?:@|twitter|facebook|x\.com)",
        r"\b(?:can|may) be (?:reached|contacted|followed) (?:at|on|via)\b",
        r"\bfor (?:your )?personal,? non-?commercial use\b|\bdelivered (?:straight |directly )?to your (?:inbox|door|letterbox)\b",
        r"\b(?:all rights reserved|may not be (?:published|reproduced|redistributed))\b",
        r"\b(?:cookie policy|privacy policy|terms of (?:use|service))\b",
        r"\bwithout (?:the )?(?:(?:prior|express|written) )*(?:consent|permission)\b",
        r"\bfollow us on (?:social|twitter|facebook|instagram|x\b|whatsapp|telegram)",
        r"\b(?:sign up (?:for|to) (?:our|the)|subscribe to (?:our|the)|download our app|unsubscribe|newsletter)\b",
    ),
    re.IGNORECASE,
)
#: A line without any of these cannot match `_TRAILER_INSIDE`; looking for them first is ten times faster.
_TRAILER_WORDS = (
    "reserved",
    "may not be",
    "policy",
    "terms of",
    "consent",
    "permission",
    "contribut",
    "with ",
    "reach",
    "contact",
    "follow",
    "mail",
    "commercial",
    "delivered",
    "subscribe",
    "sign up",
    "our app",
    "newsletter",
)


#: "“They told us it was safe”: Halden counts its dead"; a sentence that somebody is quoted with has its stop or comma inside the marks.
_QUOTE_AND_MORE = re.compile(r"[“\"‘][^“”\"\n]*[^\s,.;“”\"][”\"’](?:$|:? (?=\S))|``[^`'\n]*[^\s,.;]''(?:$|:? (?=\S))")
_TITLE_CASE = 0.85  # share of a line's long words that are capitalised, from which it is set in headline capitals


@dataclass(frozen=True)
class _Line:
    """A line with what the rules ask of it."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    is_terminal: bool
    number: int  # among the lines with text
    last: int  # number of the last such line
    title: str | None  # the given title, folded
    is_prose: bool  # whether most long lines of this text end like sentences
    before: "str | None"  # text of the line before
    after: "str | None"

    @property
    def titled(self) -> float:
        """Share of the words longer than three letters that begin with a capital."""
        long = [w for w in self.words if len(w) > 3 and w.lower() not in _MINOR]
        return sum(w[0].isupper() or w[0].isdigit() for w in long) / len(long) if long else 0.0


def fold(text: str) -> str:
    """Words only, lower-cased: what stays of a line in another typography."""
    return " ".join(_WORD.findall(text.lower()))


def _is_link(line: _Line) -> bool:
    return bool(_LINK.match(line.text)) and len(line.words) <= 25


def _is_trailer(line: _Line) -> bool:
    if line.number == 0 or len(line.words) > 60:
        return False
    if _TRAILER_START.match(line.text):
        return True
    lowered = line.text.lower()
    return any(word in lowered for word in _TRAILER_WORDS) and bool(_TRAILER_INSIDE.search(line.text))


def _is_headline(line: _Line) -> bool:
    if line.title and line.number <= 4 and fold(line.text) == line.title:
        return True
    if line.number or line.last == 0 or len(line.words) > 28:
        return False
    if line.text.startswith(("“", '"', "``", "‘")):
        return not line.is_terminal and len(line.words) <= 20 and bool(_QUOTE_AND_MORE.match(line.text))
    if line.text.endswith(".") and 5 <= len(line.words) <= 20:
        return line.titled >= _TITLE_CASE  # in headline capitals, and with a full stop all the same
    return not line.is_terminal or (line.text.endswith(("?", "!")) and len(line.words) <= 16)


def _is_date_line(line: _Line) -> bool:
    return bool(_DATE_ONLY.match(line.text))


def _is_byline(line: _Line) -> bool:
    edge = line.number <= 6 or line.last - line.number <= 3
    return edge and len(line.words) <= 14 and bool(_BYLINE.match(line.text))


def _is_credit(line: _Line) -> bool:
    return len(line.words) <= 12 and bool(_CREDIT.match(line.text))


def _is_caption(line: _Line) -> bool:
    if len(line.words) > 70:
        return False
    return bool(_CAPTION_MARK.search(line.text)) or (_captions_a_picture(line) and line.number > 0)


def _captions_a_picture(line: _Line) -> bool:
    """One sentence that closes on a full date or carries a credit below it: nothing else in a report is written so."""
    one_sentence = len(re.findall(r"[a-z0-9]{3,}[.!?][\"'”’]?\s+[A-Z]", line.text)) == 0
    credited = (
        line.after is not None
        and bool(_CREDIT.match(line.after[:_LONGEST]))
        and len(line.words) <= 50
        and line.number < line.last - 2
    )
    return one_sentence and credited and bool(_CAPTION_DATE.search(line.text) or not line.is_terminal)


def _is_page_furniture(line: _Line) -> bool:
    """A short last line that is no sentence, below prose ("Route 6")."""
    return line.number == line.last > 1 and line.is_prose and not line.is_terminal and len(line.words) <= 5


def _is_stray_headline(line: _Line) -> bool:
    """A line in headline capitals alone between sentences, in the middle of prose: another article's."""
    inside = 0 < line.number <= line.last and line.is_prose and not line.is_terminal
    alone = all(other is None or _TERMINAL.search(other[-80:]) for other in (line.before, line.after))
    return inside and alone and 6 <= len(line.words) <= 22 and line.titled >= 0.75


def _names_a_report(line: _Line) -> bool:
    """Below a line that leads to other reports, what is no sentence is the headline of one."""
    return len(line.words) <= 18 and (not line.is_terminal or line.text.endswith("?"))


def _is_crosshead(line: _Line) -> bool:
    inside = 0 < line.number < line.last and line.is_prose and not line.is_terminal
    return inside and len(line.words) <= 8 and not line.text.startswith(("“", '"', "``", "-", "•", "*"))


#: Asked in this order; the first that answers yes names the part. A line that none claims is body.
_RULES: tuple[tuple[PartKind, Callable[[_Line], bool]], ...] = (
    ("link", _is_link),
    ("credit", _is_credit),
    ("caption", _is_caption),
    ("dateline", _is_date_line),
    ("byline", _is_byline),
    ("trailer", _is_trailer),
    ("headline", _is_headline),
    ("trailer", _is_page_furniture),
    ("link", _is_stray_headline),
    ("crosshead", _is_crosshead),
)


def find_parts(text: str, title: str | None = None, known: Sequence[Part] = ()) -> tuple[Part, ...]:
    """The parts of a text, in text order, without overlap; blank lines belong to none.

    Args:
        text: the report's text.
        title: the title that metadata gives; the first lines are compared with it.
        known: parts whose kind the markup has told already (a figcaption, a heading), in text order; lines inside them keep it.

    Returns:
        A part a line; a line that opens with a dateline gives two. A part that prints an earlier one again names it in `repeats`.
    """
    spans = [_trimmed(text, m.start(), m.end()) for m in _LINE.finditer(text)]
    lines = _lines(text, [(s, e) for s, e in spans if s < e], fold(title) if title else None)
    made: list[Part] = []
    seen: dict[str, Part] = {}
    has_headline = False
    starts = [p.start for p in known]
    for line in lines:
        at = bisect_right(starts, line.start) - 1
        holder = known[at] if at >= 0 and line.end <= known[at].end else None
        told: PartKind | None = holder.kind if holder is not None and holder.kind != "body" else None
        kind: PartKind = told or _kind(line)
        if (
            told is None
            and made
            and made[-1].kind == "link"
            and kind in ("body", "crosshead")
            and _names_a_report(line)
        ):
            kind = "link"
        if kind == "headline" and told is None:
            kind, has_headline = ("crosshead" if has_headline else "headline"), True
        made += _with_repeats(
            _split_dateline(line) if kind == "body" else [Part(kind=kind, start=line.start, end=line.end)], text, seen
        )
    return tuple(_repeat_kinds(made))


def _kind(line: _Line) -> PartKind:
    if len(line.text) > _LONGEST:
        return "body"
    for kind, asks in _RULES:
        if asks(line):
            return kind
    return "body"


def _lines(text: str, spans: list[tuple[int, int]], title: str | None) -> list[_Line]:
    texts = [text[s:e] for s, e in spans]
    long = [t for t in texts if len(t) > 90]
    prose = bool(long) and sum(bool(_TERMINAL.search(t[-80:])) for t in long) >= 0.7 * len(long)
    return [
        _Line(
            start=start,
            end=end,
            text=line,
            words=tuple(_WORD.findall(line[:_LONGEST])),
            is_terminal=bool(_TERMINAL.search(line[-80:])),
            number=number,
            last=len(spans) - 1,
            title=title,
            is_prose=prose,
            before=texts[number - 1] if number else None,
            after=texts[number + 1] if number + 1 < len(texts) else None,
        )
        for number, ((start, end), line) in enumerate(zip(spans, texts, strict=True))
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), end - len(line) + len(line.rstrip())


def _split_dateline(line: _Line) -> list[Part]:
    match = match_dateline(line.text[:_LONGEST], line.number) if line.number <= 6 else None
    if match is None or len(match["line"].split()) > 9:
        return [Part(kind="body", start=line.start, end=line.end)]
    cut = line.start + len(match["line"].rstrip())
    return [
        Part(kind="dateline", start=line.start, end=cut),
        Part(kind="body", start=line.start + match.end(), end=line.end),
    ]


def _with_repeats(parts: list[Part], text: str, seen: dict[str, Part]) -> list[Part]:
    made = []
    for part in parts:
        words = text[part.start : part.end]
        words = fold(words) if len(words) <= _LONGEST else words
        first = seen.get(words) if len(words) > 12 else None
        if first is not None:
            part = Part(kind=part.kind, start=part.start, end=part.end, repeats=Span(first.start, first.end))
        else:
            seen.setdefault(words, part)
        made.append(part)
    return made


def _repeat_kinds(parts: list[Part]) -> list[Part]:
    """A line that is printed again is what its twin is, where only one of the two stands beside its credit."""
    printed = {part.span: part.kind for part in parts}
    kinds: dict[Span, PartKind] = {}
    for part in parts:
        if part.repeats is not None and "caption" in (part.kind, printed[part.repeats]):
            kinds[part.span] = kinds[part.repeats] = "caption"
    return [
        Part(kind=kinds.get(p.span, p.kind), start=p.start, end=p.end, repeats=p.repeats) if p.span in kinds else p
        for p in parts
    ]


def find_dateline_date(text: str, parts: Sequence[Part]) -> str | None:
    """The full date that the datelines give; None where they give none or several. Never from any other part.

    >>> text = "OSLO, 3 March 2020 (AP) - It rained."
    >>> find_dateline_date(text, find_parts(text))
    '2020-03-03'
    """
    datelines = " | ".join(text[p.start : p.end] for p in parts if p.kind == "dateline")
    return try_find_written_date(datelines)
