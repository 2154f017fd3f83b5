"""The words and entities of a proposition, each with its role and how much it says."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from onrecord.crossreport.phrase_verbs import phrase_verbs, phrase_words, result_verbs
from onrecord.crossreport.sole_things import Thing
from onrecord.crossreport.view import StoryView
from onrecord.language.word_relations import rarity
from onrecord.model import Annotations, Proposition, Span, Term
from onrecord.resources import read_words

_ROLE_WEIGHT = {"root": 1.2, "subject": 1.0, "object": 1.0, "oblique": 0.8, "modifier": 0.5, "other": 0.3}
_UNWEIGHED = frozenset({"time", "number"})
_MODIFIERS = frozenset({"ADJ", "ADV"})
_INSIDE = re.compile(
    r"\b(?:of|in|at|on|for|from|with|by|near|against|over|under|to|as|beside|inside|outside|between|among|behind|around|along|across"
    r"|off|above|below|after|before|during|through|who|which|that|whose|where|when)\b",
    re.IGNORECASE,
)
_PLURALS = frozenset(
    "men women children people policemen policewomen gunmen firemen fishermen feet teeth mice wives lives".split()
)
_PERSONAL = frozenset("i we you he she they it who one someone somebody".split())
_OF_DESCRIPTION = 0.4  # of the weight that a noun has elsewhere
_POSSESSIVES = ("'s ", "’s ")
_FAILING = frozenset("fail refuse decline neglect omit forget avoid refrain unable unwilling".split())
_SPEAKING = frozenset({"it", "they", "i", "we"})
_OWNER = re.compile(r"((?:[\w.&-]+ ){0,4}[\w.&-]+)['’]s? ")  # "the port authority's", "Celtra Bank's"
_ACCORDING = re.compile(r"\s*according\b", re.IGNORECASE)
#: Verbs that mean little by themselves.
LIGHT = frozenset("take make have get give go come hold put keep bring set see do let run turn find leave".split())
_LONGEST = 1000  # characters of a mention
_BEFORE = 60  # characters in which a preposition stands before its noun
_AFTER_PREPOSITION = re.compile(
    r"\b(in|at|near|from|to|into|onto|off|on|for|against|by|with|of|under|over|inside|outside|through|across)"
    r"\s+(?:(?:the|a|an|his|her|its|their|this|that|these|those)\s+)?(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Item:
    """A word or an entity of a proposition, with its role and how much it says."""

    key: str  # lemma, or "@" and a run-wide entity id, or "~" and a pronoun of which nobody knows what it stands for
    role: str
    weight: float
    word: str = ""  # the first word of an entity's name, to meet it where another report's name was not recognised
    is_inner: bool = False  # stands inside the phrase of another word: the plant of "engineers at the plant"
    is_plural: bool = False  # a common noun in the plural
    is_verb: bool = False
    is_owner: bool = False  # a person to whom belongs who or what is told of: the boy of "the boy's brother"
    is_description: bool = False  # says right before a name who that is: the candidate of "the candidate Mira Dolan"
    slot: str = ""  # the preposition that its phrase follows: the "in" of "in a car park"
    is_compound: bool = False  # a noun before the noun that it tells apart: the security of "a security advisory"
    is_of_verb: bool = (
        False  # tells with the verb what is done, and nothing that it is done to: the rails of "left the rails"
    )
    kind: str = ""  # of an entity: "person", "organisation", "place", ...
    thing: Thing | None = None  # what it stands for where its report tells of one such thing alone

    @cached_property
    def is_pronoun(self) -> bool:
        return self.key.startswith("~")

    @cached_property
    def is_entity(self) -> bool:
        return self.key.startswith("@")


@cache
def person_nouns() -> frozenset[str]:
    """Nouns for people."""
    return read_words("person_nouns.txt") | read_words("people_nouns.txt")


def items_of(
    proposition: Proposition, mentions: list[tuple[int, int, str]], view: StoryView, report: str
) -> list[Item]:
    """The words and entities of a proposition; the words of a name become one entity."""
    mentions = _around(mentions, proposition)
    found: dict[str, Item] = {}
    ends: dict[str, int] = {}  # where the mention ends that an item was made of
    text = view.of(report).report.text
    people = frozenset(s for s, _, run in mentions if view.entity(run).kind == "person")
    inner = _inner_terms(proposition, text, people)
    compounds = _compounds(proposition, text)
    told_by_two = phrase_verbs(proposition, text)
    of_predicate = phrase_words(proposition, text) if told_by_two else frozenset()
    describing = _describing(proposition, [m for m in mentions if view.entity(m[2]).kind != "place"], text)
    for term, end, entity in _weighed_terms(proposition, mentions, _passed_over(proposition, view.of(report))):
        spoken = _speaker_meant(term, proposition, view, report) if entity is None else ""
        lemma = told_by_two.get(term.start, term.lemma)
        key = f"@{entity}" if entity else spoken or (f"~{lemma}" if term.pos == "PRON" else lemma)
        describes = term.start in describing
        weight = _weight(term, entity is not None) * (_OF_DESCRIPTION if describes else 1.0)
        old = found.get(key)
        is_head = entity is not None and ends.get(key) == end and not _follows_comma(term, text)
        if old is None or old.weight < weight or (is_head and old.weight == weight):
            kind = view.entity(entity).kind if entity else ""
            found[key] = Item(
                key,
                term.role,
                weight,
                word=old.word if old and is_head else _printed(term, entity),
                is_inner=term.start in inner and (old is None or not is_head or old.is_inner),
                is_plural=term.pos == "NOUN" and _is_plural(text[term.start : term.end].lower(), term.lemma),
                is_verb=term.pos == "VERB",
                is_owner=(term.lemma in person_nouns() or kind == "person")
                and _owns(term, end or term.end, proposition, text),
                is_description=describes,
                slot=_slot(term, proposition, text),
                is_compound=term.start in compounds,
                is_of_verb=term.start in of_predicate,
                kind=kind,
            )
            ends[key] = end
    for item in _unsaid(proposition, view, report):
        found.setdefault(item.key, item)
    return list(found.values())


def _weighed_terms(
    proposition: Proposition, mentions: list[tuple[int, int, str]], passed_over: Container[int]
) -> Iterator[tuple[Term, int, str | None]]:
    """The words that count, each with where the mention ends that it is part of, and whose that is."""
    for term in proposition.terms:
        if term.role not in _UNWEIGHED and term.start not in passed_over:
            around = ((end, run) for start, end, run in mentions if start <= term.start and term.end <= end)
            yield term, *next(around, (0, None))


def _printed(term: Term, entity: str | None) -> str:
    """The word of a name as printed; "I" meets "I", and "we" meets "we", where only one report tells who says it."""
    speaks = term.pos == "PRON" and term.lemma in ("i", "we")
    return term.lemma if entity or term.pos == "PROPN" or speaks else ""


def _follows_comma(term: Term, text: str) -> bool:
    """ "The military alliance": what the last word is, the name is; not so where another name follows a comma."""
    return "," in text[max(0, term.start - 2) : term.start]


def _unsaid(proposition: Proposition, view: StoryView, report: str) -> Iterator[Item]:
    """Items of no word of their own: verbs for what came of it, and those whom the clause means."""
    for verb in sorted(result_verbs(proposition, view.of(report).report.text)):
        yield Item(verb, "root", _ROLE_WEIGHT["root"] * rarity(verb), is_verb=True)
    for key, role, is_inner in _meant(proposition, view, report):
        yield Item(key, role, _ROLE_WEIGHT[role], is_inner=is_inner, kind=view.entity(key[1:]).kind)


def _around(mentions: list[tuple[int, int, str]], proposition: Proposition) -> list[tuple[int, int, str]]:
    """Of sorted mentions those that may lie in a clause."""
    if not proposition.spans:
        return []
    first, last = proposition.spans[0].start - _LONGEST, proposition.spans[-1].end
    return mentions[bisect_left(mentions, (first,)) : bisect_left(mentions, (last,))]


def _meant(proposition: Proposition, view: StoryView, report: str) -> Iterator[tuple[str, str, bool]]:
    """(key, role, whether inner) of those whom a clause means, named in it or not: whom a pronoun means has the pronoun's role."""
    opens = "object" if any(t.pos == "PRON" and t.role == "object" for t in proposition.terms[:1]) else "subject"
    for role, ids, is_inner in ((opens, proposition.subjects, False), ("object", proposition.objects, True)):
        yield from ((f"@{run}", role, is_inner) for run in sorted(view.run_ids(report, ids)))


def _is_next(term: Term, following: Term, text: str) -> bool:
    """Whether no word stands between two terms: "Vancouver office", "Hong Kong-based"."""
    return not text[term.end : following.start].strip(" -")


def _owns(term: Term, end: int, proposition: Proposition, text: str) -> bool:
    """Whether the phrase that ends here is the owner of what follows: "the boy's brother", not "he's the champion"."""
    following = next((t for t in proposition.terms if t.start >= end), None)
    return following is not None and following.role == term.role and text.startswith(_POSSESSIVES, end)


def _passed_over(proposition: Proposition, annotations: Annotations) -> frozenset[int]:
    """Where the words begin that say no more than another field does: who is cited in the clause itself ("…, according to police"), and
    that the rest is not so ("failed to pay")."""
    roots = [t for t in proposition.terms if t.role == "root"]
    turning = {t.start for t in roots[:-1] if proposition.negative and t.lemma in _FAILING}
    return _cited(proposition, annotations) | turning


def _cited(proposition: Proposition, annotations: Annotations) -> frozenset[int]:
    quotation = next((q for q in annotations.quotations if q.id == proposition.quotation), None)
    if quotation is None or not quotation.cue or not _ACCORDING.match(quotation.cue[0].of(annotations.report.text)):
        return frozenset()
    cited = (*quotation.cue, *quotation.speaker)
    return frozenset(t.start for t in proposition.terms if any(s.start <= t.start < s.end for s in cited))


def _describing(proposition: Proposition, mentions: Iterable[tuple[int, int, str]], text: str) -> frozenset[int]:
    """Where nouns begin that stand right before a name and say who that is: "the candidate Mira Dolan", "the tanker Aurora"."""
    starts = {s for s, _, _ in mentions}
    found: set[int] = set()
    for term, after in zip(reversed(proposition.terms[:-1]), reversed(proposition.terms[1:]), strict=True):
        is_next = term.role == after.role and text[term.end : after.start].isspace()
        if (
            term.pos == "NOUN"
            and is_next
            and term.start not in starts
            and (after.start in starts or after.start in found)
        ):
            found.add(term.start)
    return frozenset(found)


def _compounds(proposition: Proposition, text: str) -> frozenset[int]:
    """Where nouns begin that another noun follows at once: they tell apart what that noun names."""
    nouns = [t for t in proposition.terms if t.pos in ("NOUN", "PROPN")]
    return frozenset(
        x.start for x, y in pairwise(nouns) if x.pos == "NOUN" and x.role == y.role and _is_next(x, y, text)
    )


def _slot(term: Term, proposition: Proposition, text: str) -> str:
    """The preposition that a phrase follows in its clause, lower-cased, of its last word; "" where it follows none."""
    following = next((t for t in proposition.terms if t.start >= term.end), None)
    goes_on = following is not None and following.role == term.role and _is_next(term, following, text)
    if term.role not in ("oblique", "object", "subject") or goes_on:
        return ""
    start = next((s.start for s in proposition.spans if s.start <= term.start < s.end), term.start)
    match = _AFTER_PREPOSITION.search(text[max(start, term.start - _BEFORE) : term.start])
    return match.group(1).lower() if match else ""


def _speaker_meant(term: Term, proposition: Proposition, view: StoryView, report: str) -> str:
    """Who speaks, where "it" or "they" in what is reported of a body means that body ("the club said it had not sold him"), and where
    "I" in someone's own words means who says them, or "we" the body that says them or whose member does ("the bank's chairman").

    Returns:
        The key of the speaker: of the entity, or the noun; "" where the word means no speaker.
    """
    if term.pos != "PRON" or term.lemma not in _SPEAKING or term.role not in ("subject", "object"):
        return ""
    annotations = view.of(report)
    quotation = next((q for q in annotations.quotations if q.id == proposition.quotation), None)
    kinds = ("direct", "mixed") if term.lemma == "we" else ("direct",) if term.lemma == "i" else ("indirect",)
    if quotation is None or quotation.kind not in kinds or not quotation.speaker:
        return ""
    if term.lemma == "we":
        return _body_of(quotation.speaker[0], quotation.speakers, view, report)
    named = sorted(view.run_ids(report, quotation.speakers))
    if named:
        return f"@{named[0]}" if len(named) == 1 else ""
    words = quotation.speaker[0].of(annotations.report.text).lower().split()
    if not words or not words[-1].isalpha() or words[-1] in _PERSONAL:
        return ""
    are_several = words[-1].endswith("s") and not words[-1].endswith(("ss", "us", "is"))
    return "" if term.lemma == "it" and are_several else words[-1]  # "engineers say it was never inspected"


def _body_of(speaker: Span, ids: tuple[str, ...], view: StoryView, report: str) -> str:
    """The key of the body that speaks as "we": the speaker's owner ("the bank's chairman"), or the speaker, if that is a body; else ""."""
    annotations = view.of(report)
    printed = speaker.of(annotations.report.text)
    owner = _OWNER.match(printed)
    bodies = [e for e in annotations.entities if e.kind in ("organisation", "group")]
    if owner is not None:
        end = speaker.start + owner.end(1)
        named = [e.id for e in bodies if any(speaker.start <= m.start and m.end == end for m in e.mentions)]
        runs = sorted(view.run_ids(report, named))
        word = owner.group(1).split()[-1]
        is_body = word.islower() and word not in _PERSONAL | person_nouns()
        return f"@{runs[0]}" if runs else word if is_body else ""
    runs = sorted(view.run_ids(report, [e.id for e in bodies if e.id in ids]))
    return f"@{runs[0]}" if len(runs) == 1 else ""


def _inner_terms(proposition: Proposition, text: str, people: frozenset[int]) -> frozenset[int]:
    """Where the words begin that stand inside the phrase of another: after a preposition or "who" within words of one role, or as the
    owner. A person named after a comma is who the phrase means: "the mayor of Ostrava, Jana Hruba".

    Args:
        proposition: with its terms in text order.
        text: of the report.
        people: where mentions of persons begin.
    """
    found: set[int] = set()
    before: Term | None = None
    inner = False
    for term in proposition.terms:
        if before is None or term.role != before.role or (term.start in people and text[before.end] == ","):
            inner = False
        elif _INSIDE.search(text[before.end : term.start]):
            inner = True
        elif text.startswith(_POSSESSIVES, before.end):
            found.add(before.start)
        if inner:
            found.add(term.start)
        before = term
    return frozenset(found)


def _is_plural(printed: str, lemma: str) -> bool:
    return printed != lemma and (printed.endswith("s") or printed in _PLURALS)


def _weight(term: Term, is_entity: bool) -> float:
    role = _ROLE_WEIGHT.get(term.role, 0.3)
    if is_entity:
        return role
    if term.pos == "PRON":
        return 0.6 * role
    return role * rarity(term.lemma) * (0.6 if term.pos in _MODIFIERS and term.role != "root" else 1.0)
