"""Given mentions described: head word, what governs it, who takes part, when; read off the parse while it is there."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from onrecord.language.name_keys import fold
from onrecord.language.name_people import gender_of_name
from onrecord.language.parsing import Paragraph, Parsed
from onrecord.language.titles import title_genders
from onrecord.model import Annotations, MentionFacts, Neighbour, Span
from onrecord.model.mentions import MentionClass
from onrecord.resources import read_words

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_SUBJECTS = frozenset({"nsubj", "csubj"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "dative"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "appos", "advmod", "prt"})
_OWNED = frozenset({"of", "for", "against"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_PRONOUN_GENDERS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
_HUMAN_PRONOUNS = frozenset({"who", "whom", "whose", "i", "me", "my", "we", "us", "our", "you", "your"})
_NOUN_GENDERS = {
    **dict.fromkeys(
        "man boy gentleman guy husband father grandfather son grandson brother uncle nephew king prince actor".split(),
        "m",
    ),
    **dict.fromkeys(
        "woman girl lady wife mother grandmother daughter granddaughter sister aunt niece queen princess actress".split(),
        "f",
    ),
}
_BESIDE = 60  # characters to either side that the sentence encoder is shown
_HELPERS = frozenset({"be", "have", "do", "get", "make", "take", "give", "hold"})


class _Reader:
    """What the other stages found in one report, by place."""

    def __init__(self, parsed: Parsed, found: Annotations) -> None:
        self.paragraphs = parsed.paragraphs
        self.starts = [p.start for p in parsed.paragraphs]
        self.mentions = sorted((m.start, m.end, e.id) for e in found.entities for m in e.mentions)
        self.kinds = {e.id: e.kind for e in found.entities}
        self.events = {e.span: e.type for e in found.events}
        self.timexes = sorted((t.start, t.earliest, t.latest) for t in found.timexes if t.earliest and t.latest)
        self.sentences = [s.start for s in found.sentences]

    def paragraph(self, span: Span) -> Paragraph | None:
        index = bisect_right(self.starts, span.start) - 1
        return self.paragraphs[index] if index >= 0 and self.paragraphs[index].holds(span) else None

    def entity_at(self, start: int, end: int) -> str | None:
        """The entity of the longest mention that ends with the word."""
        fits = [(s, name) for s, e, name in self.mentions if s <= start and e == end]
        return min(fits)[1] if fits else None


def describe_mentions(
    parsed: Parsed, found: Annotations, spans: Sequence[tuple[Span, MentionClass]]
) -> tuple[MentionFacts | None, ...]:
    """What the sentences say of given mentions.

    Args:
        parsed: the report.
        found: its entities, events, timexes and sentences; each may be missing.
        spans: characters of `Report.text`, and whether they mention an entity or an event.

    Returns:
        Facts in the order of the spans; None for one that lies in no parsed paragraph (a caption) or holds no word.
    """
    reader = _Reader(parsed, found)
    return tuple(_describe(reader, parsed.report.id, span, kind) for span, kind in spans)


def _describe(reader: _Reader, report: str, span: Span, kind: MentionClass) -> MentionFacts | None:
    paragraph = reader.paragraph(span)
    tokens = paragraph.tokens(span) if paragraph is not None else None
    if paragraph is None or tokens is None:
        return None
    head = _head_of(tokens)
    at = paragraph.span(head)
    first, last = span.start - paragraph.start, span.end - paragraph.start
    whole = str(tokens.doc.text)
    return MentionFacts(
        report=report,
        start=span.start,
        end=span.end,
        kind=kind,
        head=_lemma(head),
        pos=str(head.pos_),
        words=tuple(_lemma(t) for t in tokens if t.pos_ in _CONTENT),
        is_name=head.pos_ == "PROPN",
        plural=head.tag_ in ("NNS", "NNPS"),
        definite=any(t.lower_ in _DEFINITE or t.tag_ in ("PRP$", "POS") for t in (*head.lefts, *tokens)),
        being=_being(reader, head, at),
        gender=_gender(tokens, head),
        place_in_clause=_place_in_clause(head),
        entity=reader.entity_at(at.start, at.end),
        type=next((t for s, t in reader.events.items() if s.overlaps(span)), None),
        neighbours=tuple(_neighbours(reader, paragraph, head, span)),
        dates=tuple(_dates(reader, paragraph, head)),
        context=frozenset(_lemma(t) for t in head.sent if t.pos_ in _CONTENT and not t.is_stop),
        sentence=bisect_right(reader.sentences, span.start),
        text=whole[first:last],
        around=whole[max(0, first - _BESIDE) : last + _BESIDE],
    )


def _being(reader: _Reader, head: Any, at: Span) -> str:
    """What kind of thing the head names: by the entity stage, the pronoun, or the list of nouns for persons."""
    entity = reader.entity_at(at.start, at.end)
    if entity is not None:
        return str(reader.kinds[entity]).replace("other", "thing")
    word = fold(head.lemma_)
    if head.pos_ == "PRON":
        return "person" if _PRONOUN_GENDERS.get(head.lower_) or head.lower_ in _HUMAN_PRONOUNS else ""
    if word in read_words("person_nouns.txt") or word in read_words("people_nouns.txt") or head.ent_type_ == "PERSON":
        return "person"
    return {"ORG": "organisation", "GPE": "place", "LOC": "place"}.get(
        head.ent_type_, "thing" if head.pos_ == "NOUN" else ""
    )


def _gender(tokens: Any, head: Any) -> str:
    """m or f, by pronoun, noun, title or given name."""
    told = _PRONOUN_GENDERS.get(head.lower_) or _NOUN_GENDERS.get(fold(head.lemma_))
    if told:
        return told
    for token in tokens:
        word = fold(token.text).rstrip(".")
        found = title_genders().get(word) or (
            gender_of_name(word) if token.pos_ == "PROPN" and token.i < head.i else None
        )
        if found:
            return str(found)
    return ""


def _place_in_clause(head: Any) -> str:
    if head.dep_ in ("nsubj", "csubj") or (head.dep_ == "pobj" and head.head.dep_ == "agent"):
        return "subject"
    return "object" if head.dep_ in _OBJECTS else "other"


def _head_of(tokens: Any) -> Any:
    """The root; the content verb or noun beside a helper."""
    root = tokens.root
    if root.lemma_ in _HELPERS or root.pos_ in ("ADP", "DET", "PUNCT", "PART", "AUX"):
        better = [t for t in tokens if t.pos_ in ("NOUN", "PROPN", "VERB") and t.lemma_ not in _HELPERS]
        return better[-1] if better else root
    return root


def _lemma(token: Any) -> str:
    return fold(token.lemma_ if token.pos_ != "PROPN" else token.text)


def _neighbours(reader: _Reader, paragraph: Paragraph, head: Any, span: Span) -> Iterator[Neighbour]:
    seen = set()
    for role, token in _related(head):
        at = paragraph.span(token)
        if span.start <= at.start < span.end and role != "modifier":
            continue
        key = (role, token.i)
        if key not in seen:
            seen.add(key)
            yield Neighbour(role, _lemma(token), reader.entity_at(at.start, at.end))


def _related(head: Any) -> Iterator[tuple[str, Any]]:
    """(role, word) of what stands beside a mention's head."""
    for child in head.children:
        if child.dep_ in _SUBJECTS or child.dep_ in _OBJECTS:
            yield "subject" if child.dep_ in _SUBJECTS else "object", child
        elif child.dep_ == "poss":
            yield "owner", child
        elif child.dep_ in _MODIFIERS:
            yield "modifier", child
        elif child.dep_ in ("prep", "agent"):
            role = "subject" if child.dep_ == "agent" else "object" if child.lower_ in _OWNED else "oblique"
            yield from ((role, c) for c in child.children if c.dep_ == "pobj")
    yield from _above(head)


def _above(head: Any) -> Iterator[tuple[str, Any]]:
    """What governs the mention, and the other arguments of a verb that only supports it."""
    above = head.head
    if above.i == head.i:
        return
    if above.dep_ == "prep" or above.pos_ == "ADP":
        above = above.head
    yield "governor", above
    if head.pos_ in ("NOUN", "PROPN") and above.pos_ in ("VERB", "AUX"):
        yield from (("subject", c) for c in above.children if c.dep_ in ("nsubj", "nsubjpass") and c.i != head.i)
    elif head.dep_ in ("conj", "xcomp", "advcl") and not any(c.dep_ in _SUBJECTS for c in head.children):
        yield from (("subject", c) for c in above.children if c.dep_ in ("nsubj", "nsubjpass"))
    elif head.dep_ in ("relcl", "acl"):
        yield "object" if head.tag_ == "VBN" else "subject", above


def _dates(reader: _Reader, paragraph: Paragraph, head: Any) -> Iterable[tuple[str, str]]:
    """The times in the sentence of the head."""
    start, end = paragraph.start + head.sent.start_char, paragraph.start + head.sent.end_char
    return dict.fromkeys((earliest, latest) for at, earliest, latest in reader.timexes if start <= at < end)
