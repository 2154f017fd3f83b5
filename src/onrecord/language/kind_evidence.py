"""What the words around a name say of its kind, where the tagger, which does not know the name, guesses: "the town of Vila Cova",
"Viorel Gutu, who led …", "Adrian Colworth, 58,"."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from onrecord.language.mentions import NameSpan
from onrecord.language.name_organisations import known_organisations
from onrecord.language.titles import is_title_head
from onrecord.resources import read_table, read_words

_SETTLED = frozenset(
    "city town village port capital province suburb outskirts island islet archipelago district county municipality hamlet neighbourhood"
    " neighborhood mayor resident inhabitant commune parish township beach bay valley lake river hamlet spa".split()
)
_OF_PLACE = frozenset(
    "province island district mayor beach harbour harbor airport residents villagers outskirts".split()
)
_WITHIN = frozenset({"in", "near", "outside", "across", "inside"})
_FIRMS = frozenset(
    "company firm giant conglomerate subsidiary startup start-up retailer airline carmaker automaker brewery bank lender insurer utility"
    " supermarket club team sponsor brand label broadcaster publisher consultancy charity nonprofit union newspaper magazine tabloid"
    " website platform app".split()
)
_NO_NAMED_BODY = frozenset(
    {"forces", "loyalists", "supporters", "rebels", "people", "officials", "delegation", "body", "mission"}
)
_MAKERS = frozenset("maker manufacturer producer operator vendor supplier".split())
#: People told of by where they live; "an analyst from" names a firm.
_HAVING_A_HOME = frozenset(
    "couple family man woman boy girl mum mother father brother sister pensioner teenager tourist student farmer fisherman shopkeeper"
    " holidaymaker villager people resident".split()
)
_LEAVING = frozenset("pluck rescue evacuate ferry fly flee escape sail return depart commute airlift set".split())
_AGES = range(10, 110)
#: Callings that bodies have as well: "its owner, Meridian Lines".
OF_BODIES = frozenset(
    "owner operator maker builder rival competitor parent producer supplier provider publisher seller buyer lender insurer employer"
    " opponent winner champion sponsor landlord member subsidiary partner client customer broadcaster manufacturer creditor investor"
    " shareholder contractor distributor carrier developer retailer importer exporter host backer donor neighbour neighbor".split()
)
_LONGEST = 4  # words of a person's name
_GAP = 2  # words between a name and "who"


def is_described_place(spans: Sequence[NameSpan]) -> bool:
    """Whether a report says that a name is that of a place: "the village of Ak-Terek"; or only ever has people "in" it, whatever it is."""
    if any(s.titled for s in spans):
        return False
    heads = [s.paragraph.doc[s.first : s.last].root for s in spans]
    if any(_is_settled(h) or _comes_from(h) for h in heads):
        return True
    tagged = {s.kind for s in spans if s.kind}
    inside = [h for h in heads if h.dep_ == "pobj" and h.head.lower_ in _WITHIN]
    acting = any(h.dep_ in ("nsubj", "dobj", "nsubjpass") or h.head.lower_ in ("by", "with") for h in heads)
    return bool(inside) and bool(tagged) and tagged <= {"person", "group"} and not acting


def _is_settled(head: Any) -> bool:
    """ "The town of X", "the island of X"; "X island" and "the port city X" say it too."""
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower() in _SETTLED:
        return True
    return head.dep_ in ("compound", "nmod") and head.head.i == head.i + 1 and head.head.lower_ in _OF_PLACE


def is_described_body(spans: Sequence[NameSpan]) -> bool:
    """Whether a report says that a name is a company's or a club's: "the streaming company X", "his team, X", "X, a maker of paints"."""
    return not any(s.titled for s in spans) and any(
        _is_kind_of_body(noun, s) for s in spans for noun in _nouns_beside(s)
    )


def is_described_thing(spans: Sequence[NameSpan]) -> bool:
    """Whether a report says that a name is a ship's, an aircraft's or a work's: "the ferry Santa Irene"."""
    return any(noun.lower_ in read_words("named_things.txt") for s in spans for noun in _nouns_beside(s))


def _nouns_beside(span: NameSpan) -> Iterator[Any]:
    """The noun right before a name, the one that it stands in apposition to, and those that stand so to it; not "the company X founded"."""
    doc = span.paragraph.doc
    head = doc[span.first : span.last].root
    before = doc[span.first - 1] if span.first else None
    if before is not None and before.pos_ == "NOUN" and before.tag_ == "NN" and not _is_doer_of(head, before, span):
        yield before
    yield from (c for c in head.children if c.dep_ == "appos" and c.i >= span.last)
    if head.dep_ == "appos" and not _is_doer_of(head, head.head, span):
        yield head.head


def _is_doer_of(head: Any, noun: Any, span: NameSpan) -> bool:
    """Whether a verb follows that tells what who is named did to what the noun names: "the company Musk founded". Where the noun has no
    other verb, that is how a parser takes "the ferry Rosa left port"."""
    if head.dep_ == "nsubj":
        return bool(head.head.dep_ == "relcl" and head.head.head == noun and noun.dep_ != "ROOT")
    return any(t.pos_ == "VERB" and t.dep_ in ("acl", "relcl") and t.head == noun for t in _after(span)[:1])


def _is_kind_of_body(noun: Any, span: NameSpan) -> bool:
    """A maker may be a man, whose name has two words: "Ola Brandt, a maker of violins"."""
    word = noun.lemma_.lower()
    return bool(noun.pos_ == "NOUN" and (word in _bodies() or (word in _MAKERS and len(span.words) == 1)))


@cache
def body_nouns() -> frozenset[str]:
    """All nouns for bodies: "government", "company", "club"."""
    return frozenset(r["noun"] for r in read_table("body_nouns.tsv"))


@cache
def _bodies() -> frozenset[str]:
    """Nouns for one company or other body; not for what a country has of its own, and not for many people or makers."""
    rows = read_table("body_nouns.tsv")
    named = {r["noun"] for r in rows if not r["country"] and r["class"] not in _NO_NAMED_BODY}
    return frozenset(_FIRMS | (named - _MAKERS))


def _comes_from(head: Any) -> bool:
    """ "A couple from X", "villagers in X", "were ferried from X"."""
    if head.dep_ != "pobj" or head.head.lower_ not in ("from", "in"):
        return False
    if head.head.head.pos_ == "VERB":
        return head.head.lower_ == "from" and head.head.head.lemma_.lower() in _LEAVING
    return head.head.head.lemma_.lower() in _HAVING_A_HOME


def is_described_person(spans: Sequence[NameSpan]) -> bool:
    """Whether a report tells that a name is somebody's: by an age, by "who", or by what he or she is ("…, head of the firm, …")."""
    words = spans[0].words
    if (
        not 2 <= len(words) <= _LONGEST
        or words[-1] in read_words("organisation_words.txt")
        or known_organisations(spans[0].text)
    ):
        return False
    return any(_has_age(s) or _has_who(s) or _has_calling(s) for s in spans)


def _after(span: NameSpan) -> list[Any]:
    return list(span.paragraph.doc[span.last : span.last + 3])


def _has_age(span: NameSpan) -> bool:
    following = _after(span)
    if len(following) < 3 or following[0].text != "," or following[2].text not in (",", "."):
        return False
    return following[1].text.isdigit() and int(following[1].text) in _AGES


def _has_who(span: NameSpan) -> bool:
    words = [t.lower_ for t in _after(span)[:_GAP]]
    return words[:1] == ["who"] or words == [",", "who"] or words == [",", "whose"]


def _has_calling(span: NameSpan) -> bool:
    """ "X, head of the firm": what stands in apposition to the name is a calling; "a spokeswoman, X," has the name for its apposition."""
    head = span.paragraph.doc[span.first : span.last].root
    beside = [c for c in head.children if c.dep_ == "appos" and c.i > head.i]
    if head.dep_ == "appos" and head.head.pos_ == "NOUN":
        beside.append(head.head)
    return any(_is_calling(b) for b in beside)


def _is_calling(noun: Any) -> bool:
    word = noun.lemma_.lower()
    return bool(
        noun.pos_ == "NOUN"
        and word not in OF_BODIES
        and (word in read_words("person_nouns.txt") or is_title_head(word))
    )
