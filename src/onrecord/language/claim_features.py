"""What two readings share and where they part, as numbers: coverage of one by the other, and signs of contradiction.

The shorter of the two is the thesis, the longer the ground it is held against. All features are about word classes, roles and relations;
no word has a weight of its own.
"""

from dataclasses import dataclass

from onrecord.language.claim_reading import ClauseReading, Reading, Word
from onrecord.language.word_relations import likeness

SAME = 0.7  # likeness from which a word counts as told
_ACTUAL = frozenset({"asserted", "negated"})


@dataclass(frozen=True)
class Match:
    """Each word of the thesis with the number of the word of the ground most like it, and how like (0: none)."""

    thesis: Reading
    ground: Reading
    best: tuple[tuple[int, float], ...]

    def covered(self, numbers: tuple[int, ...]) -> float:
        """Share of the weight of some words of the thesis that the ground tells; 1 for none."""
        total = sum(self.thesis.words[n].weight for n in numbers)
        return sum(self.thesis.words[n].weight * self.best[n][1] for n in numbers) / total if total else 1.0

    def told(self, number: int) -> frozenset[int]:
        """The words of the ground that tell a word of the thesis; a figure only by the same digits."""
        word, words = self.thesis.words[number], self.ground.words
        if word.kind == "number":
            bare = word.lemma.replace(",", "")
            return frozenset(m for m, w in enumerate(words) if w.lemma.replace(",", "") == bare)
        return frozenset(m for m, w in enumerate(words) if likeness(word.lemma, w.lemma) >= SAME)

    def share(self, mine: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
        """Whether some words of the thesis and some of the ground have one in common."""
        return any(
            likeness(self.thesis.words[a].lemma, self.ground.words[b].lemma) >= SAME for a in mine for b in theirs
        )


def match_readings(thesis: Reading, ground: Reading) -> Match:
    """Match the words of the thesis with those of the ground; among equals the nearest clause-mate of other matches is taken."""
    plain = [_best_of(w, ground) for w in thesis.words]
    clauses = [ground.words[at].clause for at, value in plain if value >= SAME]
    favoured = max(sorted(set(clauses)), key=clauses.count) if clauses else -1
    return Match(thesis, ground, tuple(_best_of(w, ground, favoured) for w in thesis.words))


def _best_of(word: Word, ground: Reading, clause: int = -2) -> tuple[int, float]:
    best = (-1, 0.0, False)
    for n, other in enumerate(ground.words):
        value = likeness(word.lemma, other.lemma)
        if value and (value, other.clause == clause) > best[1:]:
            best = (n, value, other.clause == clause)
    return best[0], best[1]


def main_clause(reading: Reading) -> ClauseReading | None:
    """The clause that tells most: the heaviest that does not only say who says the rest."""
    telling = [c for c in reading.clauses if not c.is_saying] or list(reading.clauses)
    return max(telling, key=lambda c: sum(reading.words[n].weight for n in c.words), default=None)


def aligned_clause(match: Match, clause: ClauseReading) -> ClauseReading | None:
    """The clause of the ground that tells most of a clause of the thesis."""
    wanted = [(n, match.thesis.words[n]) for n in clause.words]
    best: tuple[float, ClauseReading] | None = None
    for other in match.ground.clauses:
        lemmas = [match.ground.words[n].lemma for n in other.words]
        value = sum(w.weight * max((likeness(w.lemma, x) for x in lemmas), default=0.0) for _, w in wanted)
        value += sum(0.5 for n in clause.roots if any(likeness(match.thesis.words[n].lemma, x) for x in lemmas))
        if best is None or value > best[0]:
            best = (value, other)
    return best[1] if best is not None and best[0] > 0 else None


def basic_features(match: Match) -> dict[str, float]:
    """How far the ground tells the thesis, and what of its names, figures and dates it does not tell.

    Returns:
        Numbers by name; the same names for every pair.
    """
    thesis, ground = match.thesis, match.ground
    clause = main_clause(thesis)
    every = tuple(range(len(thesis.words)))
    other = aligned_clause(match, clause) if clause is not None else None
    return {
        "covered": match.covered(every),
        "root covered": match.covered(clause.roots) if clause is not None else 0.0,
        "a name is missing": float(any(match.best[n][1] < SAME for n in every if thesis.words[n].is_name)),
        "number is missing": number_missing(thesis, ground),
        "day differs": float(bool(thesis.days and ground.days and not thesis.days & ground.days)),
        "year differs": float(bool(thesis.years and ground.years and not thesis.years & ground.years)),
        "only named in one": float(_is_only_named(match)),
        "only ground is open": float(
            clause is not None and other is not None and clause.mood in _ACTUAL and other.mood not in _ACTUAL
        ),
    }


def _is_only_named(match: Match) -> bool:
    """Whether one tells as done what the other only names: "took bribes" and "was accused of taking bribes"."""
    for word, (m, value) in zip(match.thesis.words, match.best, strict=True):
        if value < SAME or m < 0:
            continue
        other = match.ground.words[m]
        if (word.only_named and other.role == "root") or (other.only_named and word.role == "root"):
            return True
    return False


def number_missing(thesis: Reading, ground: Reading) -> float:
    """Whether the thesis has a figure that the ground has not, though it has figures."""
    values = {m.value for m in ground.numbers}
    plain = any(not m.is_rank for m in ground.numbers)
    return float(plain and any(n.value not in values and not n.is_rank for n in thesis.numbers))
