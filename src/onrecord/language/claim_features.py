"""What two readings share and where they part, as numbers: coverage of one by the other, and signs of contradiction.

The shorter of the two is the thesis, the longer the ground it is held against. All features are about word classes, roles and relations;
no word has a weight of its own.
"""

from dataclasses import dataclass

from onrecord.language.claim_reading import ClauseReading, Reading, Word, one_valued
from onrecord.language.word_relations import are_opposite, likeness

_FARTHEST = 6
_HALF = 0.5
_SAME = 0.7  # likeness from which a word counts as told
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

    def found(self, number: int) -> Word | None:
        """The word of the ground that a word of the thesis is matched with."""
        at, value = self.best[number]
        return self.ground.words[at] if value >= _SAME else None


def match_readings(thesis: Reading, ground: Reading) -> Match:
    """Match the words of the thesis with those of the ground; among equals the nearest clause-mate of other matches is taken."""
    plain = [_best_of(w, ground) for w in thesis.words]
    clauses = [ground.words[at].clause for at, value in plain if value >= _SAME]
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


def conflict_features(thesis: Reading, ground: Reading) -> dict[str, float]:
    """Signs that the thesis contradicts the ground.

    Args:
        thesis: what is held against the ground; usually the shorter one.
        ground: a sentence or a short text.

    Returns:
        Numbers by name; the same names for every pair.
    """
    match = match_readings(thesis, ground)
    clause = main_clause(thesis)
    every = tuple(range(len(thesis.words)))
    names = tuple(n for n in every if thesis.words[n].is_name)
    found = {
        "covered": match.covered(every),
        "names covered": match.covered(names),
        "others covered": match.covered(tuple(n for n in every if n not in names)),
        "a name is missing": float(any(match.best[n][1] < _SAME for n in names)),
        "number differs": number_differs(thesis, ground),
        "number is missing": number_missing(thesis, ground),
        "day differs": float(bool(thesis.days and ground.days and not thesis.days & ground.days)),
        "year differs": float(bool(thesis.years and ground.years and not thesis.years & ground.years)),
        "opposite word": opposite_word(match, every),
        "root denied": root_denied(match, clause),
        "opposite told": opposite_told(match, clause),
        "told of another": told_of_another(match, clause),
    }
    return {**found, **_clause_features(match, clause), **_link_features(match)}


def _link_features(match: Match) -> dict[str, float]:
    """How near to each other in the ground stand the words that hang together in the thesis; 6 steps for words in two sentences."""
    words = match.thesis.words
    steps = [
        (steps_between(match.ground, match.best[n][0], match.best[w.above][0]), w.is_name)
        for n, w in enumerate(words)
        if w.above >= 0 and match.best[n][1] >= _SAME and match.best[w.above][1] >= _SAME
    ]
    far = [s for s, _ in steps]
    return {
        "links": float(len(far)),
        "links kept": sum(s <= 1 for s in far) / len(far) if far else 0.0,
        "steps": sum(far) / len(far) if far else 3.0,
        "farthest": float(max(far, default=3)),
        "steps of names": sum(s for s, name in steps if name) / max(1, sum(name for _, name in steps)),
    }


def steps_between(reading: Reading, a: int, b: int) -> int:
    """Steps from one content word to another along what hangs on what; at most 6."""
    above_a, above_b = _line(reading, a), _line(reading, b)
    common = next((n for n in above_a if n in above_b), None)
    return _FARTHEST if common is None else min(_FARTHEST, above_a.index(common) + above_b.index(common))


def _line(reading: Reading, n: int) -> list[int]:
    found = [n]
    while (
        reading.words[found[-1]].above >= 0 and len(found) <= _FARTHEST and reading.words[found[-1]].above not in found
    ):
        found.append(reading.words[found[-1]].above)
    return found


_CLAUSE_FEATURES = (
    "root covered", "subject covered", "objects covered", "polarity differs", "only ground is open", "another subject", "subject elsewhere",
    "roles exchanged", "object elsewhere", "one-valued", "opposite root", "copula", "thesis is negative", "ground is negative", "together",
)  # fmt: skip


def _clause_features(match: Match, clause: ClauseReading | None) -> dict[str, float]:
    if clause is None:
        return dict.fromkeys(_CLAUSE_FEATURES, 0.0)
    other = aligned_clause(match, clause)
    values = (
        match.covered(clause.roots),
        match.covered(clause.subjects),
        match.covered(clause.objects),
        polarity_differs(match, clause, other),
        float(other is not None and clause.mood in _ACTUAL and other.mood not in _ACTUAL),
        another_subject(match, clause, other),
        subject_elsewhere(match, clause, other),
        roles_exchanged(match, clause, other),
        object_elsewhere(match, clause, other),
        float(any(match.thesis.words[n].lemma in one_valued() for n in (*clause.roots, *clause.objects))),
        opposite_word(match, clause.roots),
        float(not any(match.thesis.words[n].pos == "VERB" for n in clause.roots)),
        float(clause.negative),
        float(other is not None and other.negative),
        together(match, clause, other),
    )
    return dict(zip(_CLAUSE_FEATURES, values, strict=True))


def polarity_differs(match: Match, clause: ClauseReading, other: ClauseReading | None) -> float:
    """Whether the aligned clause is told the other way round, unless what the thesis tells stands in the ground by itself, undenied."""
    if other is None or clause.negative == other.negative:
        return 0.0
    told = [n for n in (clause.roots or clause.objects[-1:]) if match.best[n][1] >= _SAME]
    inside = {match.ground.words[n].lemma for n in other.roots}
    for n in told:
        same = [w for w in match.ground.words if likeness(match.thesis.words[n].lemma, w.lemma) >= _SAME]
        if any(w.lemma not in inside and w.negative == match.thesis.words[n].negative for w in same):
            return 0.0
    return 1.0


def number_differs(thesis: Reading, ground: Reading) -> float:
    """Whether the ground counts what the thesis counts, and to another figure."""
    for number in thesis.numbers:
        same_unit = [m for m in ground.numbers if m.unit and number.unit and likeness(m.unit, number.unit) >= _SAME]
        if same_unit and all(m.value != number.value for m in same_unit):
            return 1.0
    return 0.0


def number_missing(thesis: Reading, ground: Reading) -> float:
    """Whether the thesis has a figure that the ground has not, though it has figures."""
    values = {m.value for m in ground.numbers}
    return float(bool(values) and any(n.value not in values for n in thesis.numbers))


def opposite_word(match: Match, numbers: tuple[int, ...]) -> float:
    """Whether the ground has the opposite of a word of the thesis, and not the word."""
    for n in numbers:
        word = match.thesis.words[n]
        if match.best[n][1] < _SAME and any(are_opposite(word.lemma, w.lemma) for w in match.ground.words):
            return 1.0
    return 0.0


def root_denied(match: Match, clause: ClauseReading | None) -> float:
    """Whether every word of the ground that tells what the thesis tells is told the other way round."""
    if clause is None:
        return 0.0
    for n in clause.roots or clause.objects[-1:]:
        word = match.thesis.words[n]
        same = [
            w for w in match.ground.words if likeness(word.lemma, w.lemma) >= _SAME and w.pos in ("VERB", "NOUN", "ADJ")
        ]
        if same and all(w.negative != word.negative for w in same):
            return 1.0
    return 0.0


def opposite_told(match: Match, clause: ClauseReading | None) -> float:
    """Whether a clause of the ground tells the opposite of the same subject, and none tells the same."""
    if clause is None:
        return 0.0
    for n in clause.roots:
        root = match.thesis.words[n]
        if match.best[n][1] >= _SAME:
            continue
        for other in match.ground.clauses:
            facing = [m for m in other.roots if are_opposite(root.lemma, match.ground.words[m].lemma)]
            turned = any(match.ground.words[m].negative != root.negative for m in facing)
            if (
                facing
                and not turned
                and _share(match, clause.subjects, other.subjects)
                and match.covered(clause.objects) >= _HALF
            ):
                return 1.0
    return 0.0


def told_of_another(match: Match, clause: ClauseReading | None) -> float:
    """Whether the ground tells the same of another name, all of it in one clause, and names the thesis's subject elsewhere."""
    if clause is None:
        return 0.0
    mine = _named(match.thesis, clause.subjects)
    known = {w.lemma for w in match.ground.words}
    for other in match.ground.clauses:
        theirs = _named(match.ground, other.subjects)
        roots = [(match.thesis.words[a].lemma, match.ground.words[b].lemma) for a in clause.roots for b in other.roots]
        told = [match.ground.words[m].lemma for m in other.words]
        rest = [match.thesis.words[n].lemma for n in clause.objects]
        if (
            mine and theirs and not set(mine) & set(told) and set(mine) & known
            and any(likeness(a, b) >= _SAME for a, b in roots)
            and all(any(likeness(r, t) >= _SAME for t in told) for r in rest)
        ):  # fmt: skip
            return 1.0
    return 0.0


def _share(match: Match, mine: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
    return any(
        likeness(match.thesis.words[a].lemma, match.ground.words[b].lemma) >= _SAME for a in mine for b in theirs
    )


def _named(reading: Reading, numbers: tuple[int, ...]) -> list[str]:
    return [reading.words[n].lemma for n in numbers if reading.words[n].is_name]


def another_subject(match: Match, clause: ClauseReading, other: ClauseReading | None) -> float:
    """Whether the aligned clause tells the same of another name."""
    if other is None:
        return 0.0
    mine, theirs = _named(match.thesis, clause.subjects), _named(match.ground, other.subjects)
    return float(bool(mine and theirs) and not any(likeness(a, b) >= _SAME for a in mine for b in theirs))


def subject_elsewhere(match: Match, clause: ClauseReading, other: ClauseReading | None) -> float:
    """Whether the subject is named in the ground, but not in the aligned clause."""
    mine = _named(match.thesis, clause.subjects)
    if other is None or not mine:
        return 0.0
    inside = {match.ground.words[n].lemma for n in other.words}
    return float(not any(m in inside for m in mine) and any(m == w.lemma for m in mine for w in match.ground.words))


def object_elsewhere(match: Match, clause: ClauseReading, other: ClauseReading | None) -> float:
    """Whether a named object is named in the ground, but not in the aligned clause."""
    mine = _named(match.thesis, clause.objects)
    if other is None or not mine:
        return 0.0
    inside = {match.ground.words[n].lemma for n in other.words}
    return float(any(m not in inside and any(m == w.lemma for w in match.ground.words) for m in mine))


def roles_exchanged(match: Match, clause: ClauseReading, other: ClauseReading | None) -> float:
    """Whether who acts in one is acted upon in the other."""
    if other is None:
        return 0.0
    subjects, objects = _named(match.thesis, clause.subjects), _named(match.thesis, clause.objects)
    theirs, acted = _named(match.ground, other.subjects), _named(match.ground, other.objects)
    return float(bool(set(subjects) & set(acted)) and bool(set(objects) & set(theirs)))


def together(match: Match, clause: ClauseReading, other: ClauseReading | None) -> float:
    """Share of the clause's weight that the one aligned clause tells."""
    if other is None:
        return 0.0
    lemmas = [match.ground.words[n].lemma for n in other.words]
    total = sum(match.thesis.words[n].weight for n in clause.words)
    told = sum(
        match.thesis.words[n].weight * max((likeness(match.thesis.words[n].lemma, x) for x in lemmas), default=0.0)
        for n in clause.words
    )
    return told / total if total else 0.0
