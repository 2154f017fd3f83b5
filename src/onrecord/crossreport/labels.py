"""The wordings by which reports name entities: the noun phrase around each mention, and whose wording it is."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.crossreport.chains import holder_chain
from onrecord.crossreport.view import StoryView
from onrecord.model import Annotations, DossierEntity, Evidence, Mention, Quotation, Span
from onrecord.resources import read_table

_OPENING = "“‘\"'"
_CLOSING = "”’\"'"
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|‘[^’\n]*’")
_DISTANCING = re.compile(
    r"(?:so-called|so called|self-styled|self-proclaimed|self-declared|supposed|alleged)\s+$", re.IGNORECASE
)
_DISTANCED = re.compile(
    r"^(?:the\s+)?(?:so-called|so called|self-styled|self-proclaimed|self-declared|supposed|alleged)\b", re.IGNORECASE
)
_BEFORE = re.compile(r"([^\W\d_][\w’'-]*)[ \u00a0]+$")
_FARTHEST = 60  # characters before a name in which its title may stand
_STRAIGHT = str.maketrans("’‘", "''")
_QUALIFIERS = frozenset(
    "former late then ex deposed ousted embattled acting interim self-styled so-called notorious old new".split()
)
_ARTICLES = re.compile(r"^(?:the|a|an|this|that|these|those|its|his|her|their|our)\s+", re.IGNORECASE)


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


def read_wordings(view: StoryView) -> Iterator[Wording]:
    """The wordings of all entities in headlines and bodies, by report, then by place; pronouns are none."""
    by_run = {e.id: e for e in view.entities}
    for annotations in view.annotated:
        mentions = [
            (m, run)
            for e in annotations.entities
            for m in e.mentions
            if (run := view.run_id(annotations.report.id, e.id))
        ]
        quotations = sorted(annotations.quotations, key=lambda q: (q.content[0].start, q.id))
        for mention, run in sorted(mentions, key=lambda x: (x[0].start, x[0].end, x[1])):
            if _is_part_of_label(mention, run, mentions):
                continue
            if mention.form != "pronoun" and mention.part != "other" and run in by_run:
                yield _wording(view, annotations, mention, by_run[run], quotations)


def _is_part_of_label(mention: Mention, run: str, mentions: Sequence[tuple[Mention, str]]) -> bool:
    """Whether a mention stands in the label of a name of the same entity ("dictator" in "dictator Muammar Gaddafi")."""
    if mention.form not in ("title", "description"):
        return False
    named = (m for m, other in mentions if other == run and m.form in ("name", "acronym"))
    return any((m.label or m.span).contains(mention.span) or 0 <= m.start - mention.end <= 1 for m in named)


def _wording(
    view: StoryView, annotations: Annotations, mention: Mention, entity: DossierEntity, quotations: Sequence[Quotation]
) -> Wording:
    text, report = annotations.report.text, annotations.report
    span = widen_label(text, mention)
    return Wording(
        entity=entity.id,
        outlet=view.outlet(report.id),
        text=" ".join(span.of(text).split()),
        kind=kind_of(text, span, mention),
        owner=owner_of_words(view, annotations, mention, quotations),
        evidence=Evidence(report.id, span.start, span.end),
        name_words=frozenset(w.lower() for n in (entity.name, *entity.aliases) for w in re.findall(r"\w+", n)),
    )


def widen_label(text: str, mention: Mention) -> Span:
    """The words of a mention's label, with a title before the name that the label left out ("then Libyan dictator …"); no article.

    Args:
        text: the report's text.
        mention: its label may be missing.
    """
    span = mention.label or mention.span
    start = _without_article(text, span)
    taken = start
    for word, at in _words_before(text, start):
        qualifies = word.lower() in _QUALIFIERS or (word[0].isupper() and word.lower() not in ("the", "a", "an"))
        if word.lower() not in titles() and not (taken < start and qualifies):
            break
        taken = at
    return Span(taken, span.end)


def _without_article(text: str, span: Span) -> int:
    match = _ARTICLES.match(text[span.start : span.end])
    return span.start + match.end() if match and match.end() < span.end - span.start else span.start


def _words_before(text: str, offset: int) -> Iterator[tuple[str, int]]:
    """The words before an offset with where they start, nearest first, as long as only blanks part them."""
    start = max(0, offset - _FARTHEST)
    while offset > start:
        match = _BEFORE.search(text[start:offset])
        if match is None:
            return
        offset = start + match.start(1)
        yield match.group(1), offset


@cache
def titles() -> frozenset[str]:
    """Lower-cased words that stand before a name and say what its bearer is: nouns among the loaded terms for people."""
    return frozenset(
        r["term"]
        for r in read_table("loaded_terms.csv")
        if r["plays"] in ("rule", "violence", "betrayal", "legitimacy")
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


def has_scare_quotes(text: str, span: Span) -> bool:
    """Whether quotation marks stand around the wording or around some of its words, and around no more than that."""
    around = text[max(0, span.start - 1) : span.end + 1]
    if len(around) > 2 and around[0] in _OPENING and around[-1] in _CLOSING and not around[1:-1].strip().count('"'):
        return True
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
