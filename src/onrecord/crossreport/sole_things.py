"""Of which things a report tells only one: there "the vessel" of one report may be "the ferry" of another.

Words that are only broadly alike join nothing by themselves: a harbour has many boats. But where a report that tells of a ferry mentions no
other boat, whatever it calls a vessel or a boat is that ferry (Prince 1981: a definite noun takes up what was introduced; Hobbs 1978).
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord.crossreport.view import StoryView
from onrecord.model import Annotations, Mention, Proposition, Term
from onrecord.resources import read_words

_WORD_BEFORE = re.compile(r"([\w'’-]+)\s+$")
_TAKING_UP = frozenset("the this that its his her their our my your".split())
_OWNING = ("'s", "’s", "s'", "s’")
_NOBODYS = frozenset("no any every each some which what whichever".split())
_LONGEST = 40  # characters of a word
_WORDS = 4  # between a determiner and its noun
_NEW = frozenset("a an another one".split())
_APART = frozenset("other another second third separate neighbouring nearby different rival".split())


@dataclass(frozen=True)
class _Use:
    """One use of a noun for a thing."""

    term: Term
    determiner: str  # lower-cased; "the" for whatever takes up what is known, "" for none
    before: str  # the words between determiner and noun, lower-cased
    is_plural: bool


def sole_things(propositions: Iterable[Proposition], text: str) -> dict[int, frozenset[int]]:
    """The nouns that stand for the only thing of its class of which a report tells.

    Args:
        propositions: of the report.
        text: of the report.

    Returns:
        Where each begins -> the numbers of its classes (lines of `thing_classes.txt`); nouns of other things are left out.
    """
    told = tuple(propositions)
    uses = {
        t.start: use
        for p in told
        for t in _heads(p, text)
        if (use := _use(t, text)).determiner or use.is_plural or p.headline  # not "opened fire"
    }
    ordered = [uses[start] for start in sorted(uses)]
    together = [[uses[t.start] for t in p.terms if t.start in uses] for p in told]
    found: dict[int, set[int]] = defaultdict(set)
    for number in sorted({n for u in ordered for n in class_numbers(u.term.lemma)}):
        mine = [u for u in ordered if number in class_numbers(u.term.lemma)]
        apart = set(_met_by_another(together, number))
        for use in _sole_uses(mine):
            if use.term.lemma not in apart and not use.is_plural:
                found[use.term.start].add(number)
    met = {n for u in ordered if len(numbers := class_numbers(u.term.lemma)) == 1 for n in numbers}
    return {
        start: frozenset(numbers) for start, numbers in found.items() if len(numbers & met) < 2 or len(numbers) == 1
    }


def named_things(annotations: Annotations, view: StoryView) -> dict[str, frozenset[int]]:
    """The classes of things that a report says named things are of: "the ferry Santa Irene", "Tonara, a company". What other reports say
    does not count: whether two accounts are one never depends on a third.

    Args:
        annotations: of the report.
        view: its story.

    Returns:
        Run-wide entity id -> numbers of classes; people are left out.
    """
    found: dict[str, set[int]] = defaultdict(set)
    text = annotations.report.text
    for entity in annotations.entities:
        run = view.run_id(annotations.report.id, entity.id)
        if run is None or entity.kind in ("person", "group"):
            continue
        for mention in entity.mentions:
            described = mention.form == "description"
            words = text[mention.start : mention.end] if described else _before(mention, entity.kind, text)
            if last := words.lower().split()[-1:]:
                found[run] |= class_numbers(last[0])
    return {run: frozenset(numbers) for run, numbers in found.items() if numbers}


def _before(mention: Mention, kind: str, text: str) -> str:
    """What stands in the noun phrase of a name before it; of what is neither a body nor a place the word before it, however parsed."""
    match = _WORD_BEFORE.search(text, max(0, mention.start - _LONGEST), mention.start) if kind == "other" else None
    if match is not None:
        return match.group(1)
    return text[mention.label.start : mention.start] if mention.label is not None else ""


@dataclass(frozen=True)
class Thing:
    """What a noun or name stands for where its report tells of no other of the kind."""

    classes: frozenset[int]
    entity: str = ""  # run-wide id, where the report names it

    def may_be(self, other: "Thing") -> bool:
        """Whether two may be one thing: of one class, and not named apart."""
        return bool(self.classes & other.classes) and (
            not self.entity or not other.entity or self.entity == other.entity
        )


def things_of(annotations: Annotations, named: Mapping[str, frozenset[int]]) -> dict[int, Thing]:
    """What the nouns of a report stand for, by where each begins.

    Args:
        annotations: of the report.
        named: from `named_things`, of the same report.
    """
    found = {}
    for start, classes in sole_things(annotations.propositions, annotations.report.text).items():
        bearing = [run for run, numbers in sorted(named.items()) if numbers & classes]
        if len(bearing) < 2:
            found[start] = Thing(classes, bearing[0] if bearing else "")
    return found


@cache
def class_numbers(noun: str) -> frozenset[int]:
    """The classes of things that a noun names.

    >>> bool(class_numbers("ferry") & class_numbers("vessel")), bool(class_numbers("ferry") & class_numbers("lorry"))
    (True, False)
    """
    return _classes().get(noun, frozenset())


@cache
def _classes() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(sorted(read_words("thing_classes.txt"))):
        for noun in line.split():
            found[noun].add(number)
    return {noun: frozenset(numbers) for noun, numbers in found.items()}


def _heads(proposition: Proposition, text: str) -> Iterator[Term]:
    """The nouns of a clause that name a thing and stand before no other noun ("the ship", not "the ship owner")."""
    for term, following in pairwise((*proposition.terms, None)):
        if term is None or term.pos != "NOUN" or not class_numbers(term.lemma):
            continue
        goes_on = following is not None and following.pos in ("NOUN", "PROPN") and following.role == term.role
        if not goes_on or following is None or text[term.end : following.start].strip(" -"):
            yield term


def _use(term: Term, text: str) -> _Use:
    printed = text[term.start : term.end].lower()
    is_plural = printed != term.lemma and printed.endswith("s")
    before: list[str] = []
    at = term.start
    while len(before) < _WORDS and (match := _WORD_BEFORE.search(text, max(0, at - _LONGEST), at)) is not None:
        word = match.group(1).lower()
        if word in _NEW | _NOBODYS | _TAKING_UP or word.endswith(_OWNING):
            return _Use(term, "the" if word not in _NEW | _NOBODYS else word, " ".join(before), is_plural)
        if word in read_words("function_words.txt") - _APART:
            break
        before.insert(0, word)
        at = match.start()
    return _Use(term, "", "", is_plural)


def _sole_uses(uses: list[_Use]) -> Iterator[_Use]:
    """Of the uses of nouns of one class, in text order, those that stand for one thing: of a noun that is told in the singular and by one
    description, before another of the class is introduced; and after that the noun that the first was introduced by."""
    new = [u for u in uses if u.determiner in _NEW]
    introduced = Counter(u.term.lemma for u in new)
    limit = new[1].term.start if len(new) > 1 else math.inf
    plain = [u for u in uses if not _is_apart(u)]
    several = {u.term.lemma for u in plain if u.is_plural}
    described: dict[str, set[str]] = defaultdict(set)
    for use in plain:
        if use.before and use.determiner == "the":
            described[use.term.lemma].add(use.before)
    for use in plain:
        noun = use.term.lemma
        known = use.term.start < limit or (introduced[noun] == 1 and noun == new[0].term.lemma)
        if known and noun not in several and len(described[noun]) <= 1 and use.determiner not in _NOBODYS:
            yield use


def _is_apart(use: _Use) -> bool:
    """Whether a use names others than the one: "the other four vessels", "another ship"."""
    return use.determiner == "another" or bool(_APART & set(use.before.split()))


def _met_by_another(together: Iterable[list[_Use]], number: int) -> Iterator[str]:
    """Nouns of a class of which two stand in one clause, each in its own role: "the ferry hit the tanker"."""
    for uses in together:
        mine = [u for u in uses if number in class_numbers(u.term.lemma)]
        if len({u.term.role for u in mine}) > 1:
            yield from (u.term.lemma for u in mine)
