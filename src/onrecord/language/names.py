"""Mentions and the entities they refer to."""

from onrecord.language.identities import Identity, gather_identities
from onrecord.language.mentions import NameSpan, find_name_spans
from onrecord.language.parsing import Parsed
from onrecord.model import Annotations, Context, Entity, Mention, Problem, Span

_LEFT = frozenset({"compound", "amod", "nmod", "poss", "nummod", "case", "advmod", "npadvmod", "punct"})


def find_names(parsed: Parsed, found: Annotations, context: Context) -> tuple[tuple[Entity, ...], tuple[Problem, ...]]:
    """Who and what the headline and body of a report mention.

    Args:
        parsed: the report; spans of the mentions index into its text.
        found: not used yet.
        context: the user's known entities take precedence.

    Returns:
        Entities in the order of their first mention, ids e1, e2 ...; mentions in text order, no two with the same span.
    """
    identities = gather_identities(find_name_spans(parsed))
    return tuple(_entity(number, identity) for number, identity in enumerate(identities, 1)), ()


def _entity(number: int, identity: Identity) -> Entity:
    mentions = tuple(_mention(span, identity) for span in identity.spans)
    names = dict.fromkeys(s.text for s in identity.spans if s.text != identity.name)
    return Entity(
        id=f"e{number}",
        name=identity.name,
        kind=identity.kind,  # type: ignore[arg-type]
        country=identity.country,
        mentions=mentions,
        aliases=tuple(names),
        judgements=tuple(dict.fromkeys(identity.reasons)),
    )


def _mention(span: NameSpan, identity: Identity) -> Mention:
    form = "acronym" if span.text in identity.acronyms else "name"
    if identity.kind == "group" and identity.country:
        form = "demonym"
    return Mention(
        start=span.start,
        end=span.end,
        form=form,  # type: ignore[arg-type]
        label=label_of(span),
        part="headline" if span.paragraph.part == "headline" else "body",
    )


def label_of(span: NameSpan) -> Span:
    """The noun phrase as printed: titles and modifiers before the name, without its leading article."""
    doc, first = span.paragraph.doc, span.first
    head = doc[span.first : span.last].root
    for child in head.lefts:
        if child.i < first and child.dep_ in _LEFT:
            first = child.left_edge.i
            break
    while first < span.first and (doc[first].pos_ in ("DET", "PUNCT", "ADV") or doc[first].text in ("’s", "'s")):
        first += 1
    return Span(span.paragraph.start + int(doc[first].idx), span.end)
