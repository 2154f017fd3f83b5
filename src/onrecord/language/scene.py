"""What the rules about one report's entities look at and add to: its paragraphs, its identities, and which token means whom."""

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from onrecord.language.identity import Identity, Nominal
from onrecord.language.parsing import Paragraph, Parsed
from onrecord.model import MentionForm, Timex
from onrecord.resources import read_table

_EDGE_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod", "npadvmod", "advmod"})


@cache
def described_nouns() -> frozenset[str]:
    """Nouns by which someone may be described: heads of titles, nouns for bodies, and those for countries."""
    titles = {row["word"] for row in read_table("titles.tsv") if row["role"] != "modifier"}
    return frozenset(titles | {row["noun"] for row in read_table("body_nouns.tsv")} | {"country", "nation", "capital"})


@dataclass
class Scene:
    """Lives within the stage only."""

    parsed: Parsed
    identities: list[Identity]
    timexes: tuple[Timex, ...] = ()
    named: dict[tuple[int, int], Identity] = field(default_factory=dict)  # (paragraph, token) of names -> who
    nominal: dict[tuple[int, int], Identity] = field(
        default_factory=dict
    )  # (paragraph, head token) of descriptions -> who

    def at(self, paragraph: Paragraph, token: int) -> Identity | None:
        """Whom the token means."""
        key = (paragraph.index, token)
        return self.named.get(key) or self.nominal.get(key)

    def people(self) -> list[Identity]:
        """The persons, in the order of their first mention."""
        return [i for i in self.identities if i.kind == "person"]

    def bind(self, identity: Identity, paragraph: Paragraph, head: int, form: MentionForm, reason: str) -> None:
        """Make the noun phrase of a head token a mention of the identity."""
        first = phrase_start(paragraph.doc, head)
        identity.nominals.append(Nominal(paragraph, first, head + 1, form))
        identity.reasons.append(reason)
        self.nominal[(paragraph.index, head)] = identity

    @cached_property
    def heads(self) -> tuple[tuple[Paragraph, Any, str], ...]:
        """(paragraph, token, folded word) of what may be the head of a noun phrase that describes someone, in text order."""
        wanted = described_nouns()
        return tuple(
            (paragraph, token, word)
            for paragraph in self.parsed.paragraphs
            for token in paragraph.doc
            if ((word := token.lower_) in wanted or token.lemma_ in wanted)
            and (paragraph.index, token.i) not in self.named
            if token.tag_[:2] == "NN"
        )


def phrase_start(doc: Any, head: int) -> int:
    """The first token of a noun phrase before its head, without its leading article, possessive pronoun and number."""
    first = head
    for child in doc[head].lefts:
        if child.dep_ in _EDGE_MODIFIERS:
            first = min(first, child.left_edge.i)
    while first < head:
        token = doc[first]
        if token.dep_ == "nummod" and token.head.i == head:
            first = min(int(token.right_edge.i) + 1, head)  # "between 9,000 and 11,000 marchers"
        elif token.pos_ in ("DET", "PUNCT", "ADV", "CCONJ") or token.tag_ in ("PRP$", "POS"):
            first += 1
        else:
            break
    return first


def owner_of(scene: Scene, paragraph: Paragraph, head: int) -> Identity | None:
    """Whose a title or body is: the name nearest before its head, or after "of"."""
    doc = paragraph.doc
    for index in range(head - 1, phrase_start(doc, head) - 1, -1):
        found = scene.at(paragraph, index)
        if found is not None and found.kind != "person":
            return found
    for child in doc[head].rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "at"):
            for inner in child.children:
                found = scene.at(paragraph, inner.i)
                if found is not None and found.kind != "person":
                    return found
    return None


def determiner(doc: Any, head: int) -> str:
    """ "the", "a", "no" ...; "name" for a possessive name, "its" for a possessive pronoun, "" for none."""
    for child in doc[head].lefts:
        if child.dep_ == "det" or child.pos_ == "DET":
            return str(child.lower_)
        if child.tag_ == "PRP$":
            return "its"
        if child.dep_ == "poss":
            return "name"
    start = phrase_start(doc, head)
    return str(doc[start - 1].lower_) if start and doc[start - 1].pos_ == "DET" else ""
