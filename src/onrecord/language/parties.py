"""People and bodies that a report describes and does not name: "the protesters", "two gunmen", "the government".

They are no entities, for nothing says that the protesters of one report are those of another. But what an outlet calls them is as telling
as what it calls a president, so the phrases are kept, to be set side by side with those of other outlets.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Any

from onrecord.language.countries import country_of_demonym
from onrecord.language.name_keys import fold
from onrecord.language.parsing import Paragraph, Parsed
from onrecord.language.scene import phrase_start
from onrecord.model import Annotations, Context, Party, Problem
from onrecord.resources import read_table

Token = Any  # a spaCy token

_PLURAL = frozenset({"NNS", "NNPS"})
_COLLECTIVE = frozenset(
    "police government administration regime cabinet junta leadership authority military army militia mob crowd resistance insurgency"
    " rebellion staff workforce gang townspeople townsfolk".split()
)
#: Determiners and modifiers by which a phrase speaks of nobody in particular, or of others than those told of before.
_UNSAID = frozenset(
    "no any every each either neither another other others more further fellow such what which whatever whichever own".split()
)
_BUSINESS = frozenset(
    "executive financial operating information technology marketing compliance investment press".split()
)
_HALVES = frozenset("a. p. m. a.m. p.m. am pm".split())  # of the day: "as of 11 p. m. police were searching"
_LONGEST = 8  # words of a label


def find_parties(parsed: Parsed, found: Annotations, context: Context) -> tuple[tuple[Party, ...], tuple[Problem, ...]]:
    """The phrases by which a report calls people and bodies that it does not name, in text order.

    Args:
        parsed: the report with its parsed paragraphs.
        found: its entities; may be missing.
        context: not used.

    Returns:
        Parties, in text order. A phrase that holds the head of an entity's mention, or that the mention of an entity covers, is none;
        neither is one that speaks of nobody in particular ("any protesters") or of others ("other protesters"). No problems.
    """
    mentions = sorted((m.start, m.end) for e in found.entities for m in e.mentions if m.form != "demonym")
    made = [
        party
        for paragraph in parsed.paragraphs
        for token in paragraph.doc
        if (row := nouns().get(noun_of(token))) is not None and (party := _party(paragraph, token, row, mentions))
    ]
    return tuple(sorted(made, key=lambda p: (p.start, p.end))), ()


@cache
def nouns() -> dict[str, dict[str, str]]:
    """The nouns of parties with their field."""
    return {r["noun"]: r for r in read_table("party_nouns.csv")}


def noun_of(token: Token) -> str:
    """The folded lemma of a common noun; "" for another word."""
    if token.pos_ != "NOUN":
        return ""
    lemma = fold(token.lemma_)
    return lemma if lemma in nouns() or not lemma.endswith("s") else lemma[:-1]


def _party(paragraph: Paragraph, token: Token, row: dict[str, str], mentions: list[tuple[int, int]]) -> Party | None:
    if (token.dep_ in ("compound", "nmod", "amod", "appos") and token.head.i != token.i) or _is_a_thing(token):
        return None
    first = _without_number(paragraph.doc, phrase_start(paragraph.doc, token.i), token.i)
    before = [t for t in token.lefts if t.dep_ in ("det", "amod", "nummod", "poss", "predet")]
    if any(t.lower_ in _UNSAID for t in (*before, *paragraph.doc[first : token.i])) or _is_of_business(
        paragraph.doc, token
    ):
        return None
    last = _last(token, row)
    if last - first >= _LONGEST:
        first, last = token.i, token.i
    span = paragraph.span(paragraph.doc[first : last + 1])
    at = paragraph.span(token)
    if (
        _is_named(token, at.end, mentions)
        or _is_covered(at.start, at.end, mentions)
        or any(t.dep_ == "poss" for t in before)
    ):
        return None
    return Party(
        start=span.start,
        end=span.end,
        head=noun_of(token),
        plural=token.tag_ in _PLURAL or noun_of(token) in _COLLECTIVE,
        definite=any(t.lower_ in ("the", "these", "those", "this", "that") for t in before),
        country=next(_countries(paragraph.doc[first : last + 1]), None),
        part="headline" if paragraph.part == "headline" else "body",
    )


def _is_a_thing(token: Token) -> bool:
    """ "Locked in a cabinet", "on a bench": a body that is a piece of furniture as well, and something is in it; "water bombers" fly."""
    if noun_of(token) == "bomber" and token.i and token.nbor(-1).lower_ in _FLYING:
        return True
    held = token.dep_ == "pobj" and token.head.lower_ in _HOLDING
    return held and noun_of(token) in _FURNITURE and any(t.lower_ in ("a", "an") for t in token.lefts)


_FLYING = frozenset("water stealth dive jet strategic heavy fire firefighting range nuclear".split())
_FURNITURE = frozenset({"cabinet", "bench", "board", "panel", "bar", "band", "chamber", "cell"})
_HOLDING = frozenset({"in", "into", "inside", "on", "onto", "from", "behind", "under"})


def _is_of_business(doc: Any, token: Token) -> bool:
    """Whether an officer is one of a company: "chief executive officer"."""
    return noun_of(token) == "officer" and token.i > 0 and doc[token.i - 1].lower_ in _BUSINESS


def _is_done(doc: Any, first: int) -> bool:
    """Whether a word is what somebody does to people, not what they do: "accused of hiding fighters"."""
    before = doc[first - 1] if first else None
    return (
        before is not None
        and doc[first].lower_.endswith("ing")
        and before.lower_ == "of"
        and before.head.pos_ == "VERB"
    )


def _without_number(doc: Any, first: int, head: int) -> int:
    """Where a phrase begins without the figure that counts it: "at least 40 marchers" are called marchers."""
    if head > first and _is_done(doc, first):
        first += 1
    while first < head and doc[first].lower_ in _HALVES:
        first += 1
    numbers = [int(t.right_edge.i) for t in doc[head].lefts if t.dep_ == "nummod" and t.i >= first]
    return min(max([first, *(n + 1 for n in numbers)]), head)


def _last(token: Token, row: dict[str, str]) -> int:
    """The last token of a label: the head, or what follows "of" where that says whose they are ("opponents of the king")."""
    if row["of"]:
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "to") and child.i == token.i + 1:
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None and inner.right_edge.i == inner.i:
                    return int(inner.i)
    return int(token.i)


def _is_named(token: Token, end: int, mentions: list[tuple[int, int]]) -> bool:
    """Whether a name follows: "the warlord Karim Ossa"; "the attacker, Karim Ossa"."""
    follows = mentions[bisect_left(mentions, (end, 0)) :][:1]
    return any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in token.rights) or any(s - end <= 1 for s, _ in follows)


def _is_covered(start: int, end: int, mentions: list[tuple[int, int]]) -> bool:
    """Whether the mention of an entity holds the head of a phrase."""
    return any(s <= start and end <= e for s, e in mentions[: bisect_left(mentions, (end, 0))][-20:])


def _countries(tokens: Any) -> Iterator[str]:
    for token in tokens:
        if token.text[:1].isupper() and (code := country_of_demonym(token.text)):
            yield code
