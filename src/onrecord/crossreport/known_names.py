"""Who and what two clauses name, and whether they name others: compared by what is known of the names of a story.

Entity resolution leaves apart what it is not sure of. Here two names that share a telling word ("the Saints", "New Orleans Saints") may be
one, so that what is found to differ differs for certain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.fuzz import ratio

from onrecord.crossreport.cores import in_common_role
from onrecord.crossreport.items import Item, person_nouns
from onrecord.crossreport.overlap import Kin, best_match
from onrecord.crossreport.participants import body_nouns, heads_of
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.resources import read_table

_SHORT = 2  # letters of a word of a name that says nothing: "of", "al"
_ONE_GIVEN_NAME = 60.0  # likeness of two given names, of 100, from which they may be one: "Betty", "Bettie"
_NAMED = frozenset({"person", "organisation", "group", "place"})


@dataclass(frozen=True)
class Known:
    """What is known of the entities of a story: which may stand for each other, and the telling words of their names."""

    kin: Kin
    words: Mapping[str, frozenset[str]]  # run-wide id -> words, folded
    names: Mapping[str, str]  # run-wide id -> the name of a person, folded

    def match(self, item: Item, others: Sequence[Item]) -> float:
        """How like an item is the one most like it; two whose names share a telling word may be one."""
        found = best_match(item, others, self.kin)[1]
        if not found and item.is_entity:
            found = float(any(self._may_be_one(item.key[1:], o.key[1:]) for o in others if o.is_entity))
        return found

    def _may_be_one(self, one: str, other: str) -> bool:
        """Whether two names share a telling word, and are not those of two of one family."""
        if not self.words.get(one, frozenset()) & self.words.get(other, frozenset()):
            return False
        given = [name.split()[0] for name in (self.names.get(one, ""), self.names.get(other, "")) if " " in name]
        return len(given) < 2 or ratio(*given) >= _ONE_GIVEN_NAME or given[0][0] == given[1][0]

    def is_named(self, item: Item) -> bool:
        """Whether an item is an entity that the clause calls by a word of its name, not by a pronoun or a noun."""
        return (
            item.is_entity and item.kind in _NAMED and item.word.casefold() in self.words.get(item.key[1:], frozenset())
        )


def know(view: StoryView, kin: Kin) -> Known:
    """What a story knows of its entities."""
    words = {e.id: frozenset(w for n in (e.name, *e.aliases) for w in _telling_words(n)) for e in view.entities}
    return Known(kin, words, {e.id: e.name.casefold() for e in view.entities if e.kind == "person"})


def _telling_words(name: str) -> list[str]:
    words = [w for w in name.casefold().split() if len(w) > _SHORT]
    return [w for w in words if w not in _common_words()] or words


@cache
def _common_words() -> frozenset[str]:
    """Words of names that many bear: "bank", "judge", "united"."""
    titles = {w for row in read_table("titles.tsv") for w in row["word"].casefold().split()}
    return frozenset(person_nouns() | body_nouns() | titles)


def tell_others(a: Telling, b: Telling, role: str, known: Known) -> frozenset[Item]:
    """What stands in a role in two tellings that both fill it, where none of either is told by the other in any role."""
    mine, theirs = ([i for i in t.roots if not i.is_pronoun] if role == "root" else heads_of(t, role) for t in (a, b))
    if not mine or not theirs or any(t.pos == "PRON" and t.role == role for x in (a, b) for t in x.proposition.terms):
        return frozenset()  # whom a pronoun means is not sure enough to be somebody else
    told = any(known.match(i, b.items) for i in mine) or any(known.match(i, a.items) for i in theirs)
    return frozenset() if told else frozenset((*mine, *theirs))


def rest_told(a: Telling, b: Telling, but: frozenset[Item], known: Known) -> float:
    """How much of one telling the other tells, some items left aside, from the side from which it is more."""
    shares = []
    for one, other in ((a, b), (b, a)):
        rest = [i for i in one.items if i not in but]
        weight = sum(i.weight for i in rest)
        shares.append(sum(i.weight * known.match(i, other.items) for i in rest) / weight if weight else 0.0)
    return max(shares)


def name_others(a: Telling, b: Telling, known: Known) -> bool:
    """Whether each names somebody or something of one kind, in one role, that the other does not: "Israel sank it", "Egypt sank it"."""
    mine, theirs = (
        [i for i in x.items if known.is_named(i) and not known.match(i, y.items)] for x, y in ((a, b), (b, a))
    )
    return any(i.kind == j.kind and i.role == j.role for i in mine for j in theirs)


def exchange_names(a: Telling, b: Telling) -> bool:
    """Whether who does it in one is whom it is done to in the other, and the other way round: "Ferro beat Sampa", "Sampa beat Ferro"; by
    one verb whom it is done to may stand in a phrase."""
    is_one_verb = bool({i.key for i in a.roots} & {i.key for i in b.roots})
    undergoing = ("object", "oblique") if is_one_verb else ("object",)
    mine, theirs = (
        [{i.key for i in t.items if i.is_entity and i.role in roles} for roles in (("subject",), undergoing)]
        for t in (a, b)
    )
    return bool(mine[0] & theirs[1] and mine[1] & theirs[0])


def undergo_other(a: Telling, b: Telling, known: Known) -> bool:
    """Whether who does it in one undergoes it in the other, beside whom it is done to in the one: "teachers saved nine children", "nine
    children and teachers were saved"."""
    for one, other in ((a, b), (b, a)):
        doers, undergoing, theirs = (
            [i for i in t.items if in_common_role(i, t, u).role == role and not (i.is_inner or i.is_pronoun)]
            for t, u, role in ((one, other, "subject"), (one, other, "object"), (other, one, "object"))
        )
        both = [[j for j in theirs if known.match(j, [i])] for i in doers]
        rest = [[j for j in theirs if known.match(j, [i])] for i in undergoing]
        if any(x != y for d in both for x in d for r in rest for y in r):
            return True
    return False
