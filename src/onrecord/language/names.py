"""Mentions and the entities they refer to."""

from typing import Any

from onrecord.language.bodies import find_bodies
from onrecord.language.callings import find_callings
from onrecord.language.identities import gather_identities
from onrecord.language.identity import Identity, Nominal
from onrecord.language.mentions import NameSpan, find_name_spans, is_acronym
from onrecord.language.name_edges import mend_edges
from onrecord.language.name_keys import fold
from onrecord.language.no_names import is_title_of, whole_names, with_given_names, without_dates, without_no_names
from onrecord.language.offices import find_holders, find_roles
from onrecord.language.owned_bodies import find_owned_bodies
from onrecord.language.parsing import Paragraph, Parsed
from onrecord.language.places import locate
from onrecord.language.pronouns import bind_pronouns
from onrecord.language.pronouns_further import bind_further_pronouns
from onrecord.language.scene import Scene
from onrecord.language.titles import is_title_head
from onrecord.language.user_names import apply_user_names, with_user_names
from onrecord.model import Annotations, Context, Entity, Mention, Problem, Span

_DAYS = frozenset({"yesterday", "today", "tomorrow", "tonight"})
_LEFT = frozenset({"compound", "amod", "nmod", "poss", "nummod"})

#: What is worked out about the names of a report, in running order: each step sees what those above it found.
_STEPS = (
    locate,
    find_bodies,
    find_owned_bodies,
    find_roles,
    find_holders,
    find_callings,
    bind_pronouns,
    bind_further_pronouns,
)


def find_names(parsed: Parsed, found: Annotations, context: Context) -> tuple[tuple[Entity, ...], tuple[Problem, ...]]:
    """Who and what the headline and body of a report mention.

    Args:
        parsed: the report; spans of the mentions index into its text.
        found: its timexes tell two bodies of one name apart by their time.
        context: the user's known entities take precedence.

    Returns:
        Entities in the order of their first mention, ids e1, e2 ...; each with its mentions in text order. Mentions may lie within others:
        "Libyan" within "Libyan government".
    """
    spans = without_dates(
        without_no_names(mend_edges(with_given_names(whole_names(find_name_spans(parsed))))), found.timexes
    )
    identities = gather_identities(with_user_names(parsed, spans, context.known))
    identities = apply_user_names(identities, context.known)
    named = {(s.paragraph.index, i): e for e in identities for s in e.spans for i in range(s.first, s.last)}
    scene = Scene(parsed, identities, found.timexes, named)
    for step in _STEPS:
        step(scene)
    starting = {s.place: s for e in identities for s in e.spans}
    kept = sorted(
        (i for i in scene.identities if (i.spans or i.nominals) and not _is_title(i, starting)), key=_first_mention
    )
    ids = {id(identity): f"e{number}" for number, identity in enumerate(kept, 1)}
    return tuple(_entity(identity, ids) for identity in kept), ()


def _is_title(identity: Identity, starting: dict[tuple[int, int], NameSpan]) -> bool:
    """Whether its names are all titles of those that follow them; known by now, since they give those their offices."""
    return bool(identity.spans) and all(
        is_title_of(s, starting.get((s.paragraph.index, s.last))) for s in identity.spans
    )


def _first_mention(identity: Identity) -> tuple[int, int]:
    return min([*((s.start, -s.end) for s in identity.spans), *((n.start, -n.end) for n in identity.nominals)])


def _entity(identity: Identity, ids: dict[int, str]) -> Entity:
    mentions = {
        (m.start, m.end): m
        for m in (*(_mention(n) for n in identity.nominals), *(_named(s, identity) for s in identity.spans))
    }
    name = identity.name
    latitude, longitude = identity.coordinates or (None, None)
    return Entity(
        id=ids[id(identity)],
        name=name,
        kind=identity.kind,  # type: ignore[arg-type]
        country=identity.country,
        mentions=tuple(mentions[key] for key in sorted(mentions)),
        aliases=tuple(dict.fromkeys(s.text for s in identity.spans if s.text != name)),
        roles=tuple(dict.fromkeys(r.text for r in identity.roles)),
        sector=identity.sector,
        latitude=latitude,
        longitude=longitude,
        metonym_of=ids.get(id(identity.metonym_of)),
        judgements=tuple(dict.fromkeys(identity.reasons)),
        period=identity.period,
    )


def _part(paragraph: Paragraph) -> str:
    return "headline" if paragraph.part == "headline" else "body"


def _mention(nominal: Nominal) -> Mention:
    return Mention(
        start=nominal.start,
        end=nominal.end,
        form=nominal.form,
        label=Span(nominal.start, nominal.end) if nominal.form != "pronoun" else None,
        part=_part(nominal.paragraph),  # type: ignore[arg-type]
    )


def _named(span: NameSpan, identity: Identity) -> Mention:
    form = "acronym" if is_acronym(span.text) and identity.kind != "person" else "name"
    if span.kind == "group" or (identity.kind == "group" and identity.country):
        form = "demonym" if identity.country else form
    return Mention(
        start=span.start,
        end=span.end,
        form=form,  # type: ignore[arg-type]
        label=label_of(span),
        part=_part(span.paragraph),  # type: ignore[arg-type]
    )


def label_of(span: NameSpan) -> Span:
    """The noun phrase as printed: titles and modifiers before the name, without its leading article."""
    doc, first = span.paragraph.doc, span.first
    head = doc[span.first : span.last].root
    for child in head.lefts:
        if child.i < first and child.dep_ in _LEFT:
            first = child.left_edge.i
            break
    first = min(first, span.first - _title_run(doc, span.first))
    for index in range(span.first - 1, first - 1, -1):
        if doc[index].pos_ in ("CCONJ", "VERB", "PUNCT", "ADP") and doc[index].text != "-":
            first = index + 1
            break
    while first < span.first and (
        doc[first].pos_ in ("DET", "PUNCT", "ADV")
        or doc[first].tag_ in ("POS", "PRP$")
        or doc[first].lower_ in _DAYS
        or (span.kind == "person" and doc[first].text[0].isdigit())
    ):
        first += 1
    return Span(span.paragraph.start + int(doc[first].idx), span.end)


def _title_run(doc: Any, end: int) -> int:
    """How many words right before a name are its title with modifiers, where the parser takes the name for an apposition to them."""
    if not end or not is_title_head(fold(doc[end - 1].text).rstrip(".")):
        return 0
    first = end - 1
    while first and doc[first - 1].pos_ in ("ADJ", "NOUN", "PROPN"):
        first -= 1
    return end - first
