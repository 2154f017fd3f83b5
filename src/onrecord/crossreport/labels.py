"""The wordings by which reports name entities: the noun phrase around each mention, and whose wording it is."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.crossreport.chains import holder_chain
from onrecord.crossreport.items import person_nouns
from onrecord.crossreport.label_spans import widen_label
from onrecord.crossreport.view import StoryView
from onrecord.language.name_keys import fold
from onrecord.language.titles import is_title_head
from onrecord.model import Annotations, DossierEntity, Evidence, Mention, Quotation, Span
from onrecord.resources import read_table

_MARKS = {"“": "”", "‘": "’", '"': '"', "'": "'"}
_QUOTED = re.compile(r"“[^”\n]*”|``(?:(?!'')[^\n])*''|\"[^\"\n]*\"|‘[^’\n]*’")
_DISTANCING = re.compile(
    r"(?:so-called|so called|self-styled|self-proclaimed|self-declared|supposed|alleged)\s+$", re.IGNORECASE
)
_DISTANCED = re.compile(
    r"^(?:the\s+)?(?:so-called|so called|self-styled|self-proclaimed|self-declared|supposed|alleged)\b", re.IGNORECASE
)
_NAMES = ("name", "acronym")
_ADDRESSES = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f"}
_Spanned = tuple[Span, Mention, str]  # label, mention, run-wide id
_STRAIGHT = str.maketrans("’‘", "''")


@dataclass(frozen=True)
class Wording:
    """One mention of an entity with the words that name it."""

    entity: str  # run-wide id
    outlet: str
    text: str  # as printed, blanks made one
    kind: str  # name, title, description, so-called, scare quotes
    owner: str  # "outlet", or the holder whose words they are
    evidence: Evidence
    name_words: frozenset[str]  # lower-cased words of the entity's names

    @property
    def key(self) -> str:
        """What makes two wordings one label: the words without article and case."""
        return self.text.casefold().translate(_STRAIGHT)


def read_wordings(view: StoryView) -> tuple[Wording, ...]:
    """The wordings of all entities in headlines and bodies, by report, then by place; pronouns are none.

    Left out are those that somebody else's mention must have given: "Mrs Ossa" of whom most reports call "Mr Ossa".
    """
    found = tuple(_read_all(view))
    called: dict[str, Counter[str]] = defaultdict(Counter)
    for wording in found:
        if gender := _gender(wording):
            called[wording.entity][gender] += 1
    return tuple(w for w in found if _gender(w) in ("", *_told_most(called[w.entity])))


def _gender(wording: Wording) -> str:
    return _ADDRESSES.get(wording.text.partition(" ")[0].lower().rstrip("."), "")


def _told_most(genders: Counter[str]) -> list[str]:
    return [g for g, n in genders.items() if n == max(genders.values())]


def _read_all(view: StoryView) -> Iterator[Wording]:
    by_run = {e.id: e for e in view.entities}
    people = {e.id for e in view.entities if e.kind == "person"}
    for annotations in view.annotated:
        mentions = [
            (m, run)
            for e in annotations.entities
            for m in e.mentions
            if (run := view.run_id(annotations.report.id, e.id))
        ]
        quotations = sorted(annotations.quotations, key=lambda q: (q.content[0].start, q.id))
        text = annotations.report.text
        ends = {m.start: m.end for m, _ in mentions if m.form in _NAMES} | {p.start: p.end for p in annotations.parties}
        spans = [(widen_label(text, m, ends, run in people), m, run) for m, run in mentions]
        spans = _without_fronts(text, spans, people)
        for span, mention, run in sorted(spans, key=lambda x: (x[1].start, x[1].end, x[2])):
            if _is_part_of_label(mention, run, spans):
                continue
            if run in by_run and not _is_mistaken(text, span, mention, by_run[run], ends):
                yield _wording(view, annotations, (mention, span), by_run[run], quotations)


def _is_mistaken(text: str, span: Span, mention: Mention, entity: DossierEntity, ends: Mapping[int, int]) -> bool:
    """Whether a mention is no label: a pronoun, a caption's, a person said of a body, the head of somebody ("the head of Lena Ossa")."""
    if mention.form == "pronoun" or mention.part == "other":
        return True
    if mention.form not in ("title", "description"):
        return False
    head = fold(mention.span.of(text).split()[-1])
    if entity.kind in ("organisation", "place") and head in _people():
        return True
    return any(
        end == span.end and entity.name.endswith(text[start:end]) and text[mention.end : start].split() == ["of"]
        for start, end in ends.items()
        if mention.end < start
    )


@cache
def _people() -> frozenset[str]:
    """Nouns for people of a party ("gunman"), which no body is."""
    return person_nouns() & frozenset(r["noun"] for r in read_table("party_nouns.csv"))


def _without_fronts(text: str, spans: Sequence[_Spanned], people: Collection[str]) -> list[_Spanned]:
    """Without names that are but the front of a person's name or title ("Ana" of "union boss Ana Tello"); its label takes them in."""
    hosts = {m.start: s for s, m, run in spans if m.form in _NAMES and run in people and s.start < m.start}
    fronts = {
        mention.end + 1: (span, mention)
        for span, mention, run in spans
        if mention.form in _NAMES
        and (host := hosts.get(mention.end + 1)) is not None
        and host.start <= mention.start
        and (run in people or is_title_head(fold(mention.span.of(text).split()[-1]).rstrip(".")))
    }
    gone = {mention for _, mention in fronts.values()}
    return [
        (Span(min(span.start, fronts[m.start][0].start), span.end) if m.start in fronts else span, m, run)
        for span, m, run in spans
        if m not in gone
    ]


def _is_part_of_label(mention: Mention, run: str, spans: Sequence[_Spanned]) -> bool:
    """Whether a mention stands in the label of a name of the same entity ("dictator" in "dictator Muammar Gaddafi")."""
    if mention.form not in ("title", "description"):
        return False
    named = ((span, m) for span, m, other in spans if other == run and m.form in _NAMES)
    return any(span.contains(mention.span) or 0 <= m.start - mention.end <= 1 for span, m in named)


def _wording(
    view: StoryView,
    annotations: Annotations,
    named: tuple[Mention, Span],
    entity: DossierEntity,
    quotations: Sequence[Quotation],
) -> Wording:
    text, report = annotations.report.text, annotations.report
    mention, span = named
    return Wording(
        entity=entity.id,
        outlet=view.outlet(report.id),
        text=" ".join(span.of(text).split()),
        kind=_kind_of_entity(text, span, mention, entity),
        owner=owner_of_words(view, annotations, mention, quotations),
        evidence=Evidence(report.id, span.start, span.end),
        name_words=frozenset(w.lower() for n in (entity.name, *entity.aliases) for w in re.findall(r"\w+", n)),
    )


def kind_of(text: str, span: Span, mention: Mention) -> str:
    """What sort of wording it is; "so-called" and scare quotes go before the form of the mention."""
    if _DISTANCING.search(text[max(0, span.start - 20) : span.start]) or _DISTANCED.match(span.of(text)):
        return "so-called"
    if has_scare_quotes(text, span):
        return "scare quotes"
    if mention.form == "title":
        return "title"
    return "description" if mention.form == "description" else "name"


def _kind_of_entity(text: str, span: Span, mention: Mention, entity: DossierEntity) -> str:
    """As `kind_of`; but a nickname or the title of a song in quotation marks is a name like others."""
    kind = kind_of(text, span, mention)
    return "name" if kind == "scare quotes" and mention.form == "name" and entity.kind in ("person", "other") else kind


def has_scare_quotes(text: str, span: Span) -> bool:
    """Whether quotation marks stand around the wording or around some of its words, and around no more than that."""
    closing = _MARKS.get(text[span.start - 1]) if span.start else None
    after = text[span.end + 1 : span.end + 2]
    if closing and text[span.end : span.end + 1] == closing and '"' not in span.of(text) and not after.isalpha():
        return True  # "'Iran's" closes nothing
    return any(match.end() - match.start() < span.end - span.start for match in _QUOTED.finditer(span.of(text)))


def owner_of_words(view: StoryView, annotations: Annotations, mention: Mention, quotations: Sequence[Quotation]) -> str:
    """Whose words a mention is: of whoever is quoted word for word, else the outlet's.

    Args:
        view: the story.
        annotations: of the mention's report.
        mention: with its offsets.
        quotations: of that report, by the start of their content.
    """
    at = bisect_right([q.content[0].start for q in quotations], mention.start)
    for quotation in reversed(quotations[:at]):
        if any(s.contains(mention.span) for s in quotation.content) and _word_for_word(
            annotations.report.text, quotation, mention
        ):
            chain = holder_chain(view, annotations.report.id, quotation.id)
            return chain[-1] if len(chain) > 1 else "outlet"
    return "outlet"


def _word_for_word(text: str, quotation: Quotation, mention: Mention) -> bool:
    if quotation.kind == "direct":
        return True
    return any(
        content.start + m.start() <= mention.start and mention.end <= content.start + m.end()
        for content in quotation.content
        for m in _QUOTED.finditer(content.of(text))
    )
