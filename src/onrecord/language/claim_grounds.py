"""What makes two sentences contradict each other: grounds of which each is enough, where the two share most of what they tell.

Each is a sign read from a `Match`: a word told by one is denied by the other, has its opposite there, or stands with another figure or
name. Two sentences of which one merely tells less, or tells of something else besides, contradict nothing.
"""

from dataclasses import dataclass

from onrecord.language.claim_features import SAME, Match, aligned_clause, main_clause
from onrecord.language.claim_reading import ClauseReading, Reading, Word, once_words
from onrecord.language.countries import country_named
from onrecord.language.word_relations import are_converse, are_opposite, likeness, on_one_side

_TELLING = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
_HAVING = frozenset("have include contain hold exist own possess".split())
_CERTAIN = frozenset({"asserted", "negated"})
_NAMED = frozenset({"person", "organisation", "group"})


def conflict_features(match: Match) -> dict[str, float]:
    """Signs that the thesis of a match contradicts its ground, and signs that the two tell of different things.

    Returns:
        1.0 or 0.0 by name; the same names for every pair.
    """
    return {
        "told denied": told_denied(match),
        "polarity differs": polarity_differs(match),
        "opposite of same": opposite_of_same(match),
        "number differs": number_differs(match),
        "once otherwise": once_otherwise(match),
        "roles exchanged": roles_exchanged(match),
        "thing exchanged": thing_exchanged(match),
        "name replaced": name_replaced(match),
        "date exchanged": date_exchanged(match),
        "time exchanged": time_exchanged(match),
        "mood differs": mood_differs(match),
    }


def told_denied(match: Match) -> float:
    """Whether a word on which the thesis rests stands in the ground, and everywhere turned round: what is told, of whom, or to whom."""
    words = match.thesis.words
    heads = [
        n
        for n, w in enumerate(words)
        if w.role in ("root", "subject", "object") and w.pos in _TELLING and not (w.is_name and w.role == "subject")
    ]
    return float(any(is_told_denied(match, n) for n in heads))


def is_told_denied(match: Match, number: int) -> bool:
    """Whether the ground has a word of the thesis, and everywhere turned round."""
    word, best = match.thesis.words[number], match.best[number][1]
    same = [w for w in match.ground.words if best >= SAME and likeness(word.lemma, w.lemma) >= best]
    return bool(same) and all(w.negative != word.negative for w in same)


def _denied_having(match: Match, clause: ClauseReading) -> float:
    """Whether the thesis has something of which the ground tells only that there is none."""
    if clause.negative or not any(match.thesis.words[n].lemma in _HAVING for n in clause.roots):
        return 0.0
    nouns = [n for n in (*clause.subjects, *clause.objects) if match.thesis.words[n].pos == "NOUN"]
    return float(any(is_told_denied(match, n) for n in nouns))


def polarity_differs(match: Match) -> float:
    """Whether the aligned clause is told the other way round, unless what the thesis tells stands in the ground by itself, undenied."""
    clause = main_clause(match.thesis)
    other = aligned_clause(match, clause) if clause is not None else None
    if clause is None or other is None or clause.negative == other.negative:
        return 0.0
    told = [n for n in (clause.roots or clause.objects[-1:]) if match.best[n][1] >= SAME]
    if not any(match.best[n][0] in other.roots for n in told):
        return _denied_having(match, clause)
    inside = {match.ground.words[n].lemma for n in other.roots}
    for n in told:
        same = [w for w in match.ground.words if likeness(match.thesis.words[n].lemma, w.lemma) >= SAME]
        if any(w.lemma not in inside and w.negative == match.thesis.words[n].negative for w in same):
            return 0.0
    return 1.0


def opposites_of(match: Match, number: int) -> tuple[int, ...]:
    """The words of the ground that are opposites of a word of the thesis, or tell the same from the other side."""
    word = match.thesis.words[number]
    return tuple(
        m
        for m, w in enumerate(match.ground.words)
        if are_opposite(word.lemma, w.lemma) or are_converse(word.lemma, w.lemma)
    )


def opposite_of_same(match: Match) -> float:
    """Whether the ground tells the opposite of a word of the thesis, and of the same thing.

    Where it also has the word itself, or one on the same side, the opposite must stand in a clause that tells more of the rest of the
    thesis than the clauses do in which that stands: "rents rose in the north" beside "rents rose in the south and fell in the north".
    """
    words = match.thesis.words
    return float(any(_faces(match, n, m) for n, w in enumerate(words) if not w.is_name for m in opposites_of(match, n)))


def _faces(match: Match, n: int, m: int) -> bool:
    word, facing = match.thesis.words[n], match.ground.words[m]
    if facing.is_name or word.negative != facing.negative or _is_other_side(match, n, m):
        return False
    if not (_is_of_one_thing(match, n, m) and _keeps_objects(match, n, m)):
        return False
    told = [
        k
        for k, w in enumerate(match.ground.words)
        if likeness(word.lemma, w.lemma) >= SAME or on_one_side(word.lemma, w.lemma)
    ]
    return _told_around(match, n, m) > max([0.0, *(_told_around(match, n, k) for k in told)])


def _is_of_one_thing(match: Match, n: int, m: int) -> bool:
    """Whether two words that describe a noun describe the same, or the second is told of the subject of the first."""
    one, other = _described(match.thesis, n), _described(match.ground, m)
    if (one is None) == (other is None) and (not one or not other or likeness(one.lemma, other.lemma) >= SAME):
        return True
    mine = match.thesis.clauses[match.thesis.words[n].clause].subjects if match.thesis.words[n].clause >= 0 else ()
    at = match.ground.words[m].clause
    return at >= 0 and match.share(mine, match.ground.clauses[at].subjects)


def _described(reading: Reading, n: int) -> Word | None:
    """The noun that a word stands before and describes: "old model", "peace accord"."""
    word = reading.words[n]
    if word.pos not in ("ADJ", "NOUN") or not n < word.above <= n + 2:
        return None
    return reading.words[word.above] if reading.words[word.above].pos in ("NOUN", "PROPN") else None


def _keeps_objects(match: Match, n: int, m: int) -> bool:
    """Whether a clause that tells the opposite tells it of one of the things the thesis does, where the ground has them at all."""
    one = next((c for c in match.thesis.clauses if n in c.roots), None)
    at = match.ground.words[m].clause
    if one is None or at < 0:
        return True
    known = tuple(k for k in one.objects if match.best[k][1] >= SAME)
    return not known or match.share(known, match.ground.clauses[at].words)


def _told_around(match: Match, n: int, m: int) -> float:
    """How much of the thesis besides one word is told in the clause of a word of the ground."""
    clause = match.ground.words[m].clause
    near = match.ground.clauses[clause].words if clause >= 0 else (m,)
    lemmas = [match.ground.words[k].lemma for k in near if k != m]
    rest = [w for k, w in enumerate(match.thesis.words) if k != n]
    return sum(w.weight for w in rest if any(likeness(w.lemma, x) >= SAME for x in lemmas))


def _is_other_side(match: Match, n: int, m: int) -> bool:
    """Whether two opposites tell one happening from its two sides ("sold to", "bought by"): who does it in one does not in the other."""
    if not are_converse(match.thesis.words[n].lemma, match.ground.words[m].lemma):
        return False
    one = next((c for c in match.thesis.clauses if n in c.roots), None)
    other = next((c for c in match.ground.clauses if m in c.roots), None)
    if one is None or other is None or not one.subjects:
        return True
    if match.share(one.subjects, other.subjects):
        return False
    return not other.subjects or match.share(one.subjects, other.words)


def number_differs(match: Match) -> float:
    """Whether the ground counts what the thesis counts, by the same noun or in the same place, and to figures that cannot be the same."""
    for number in match.thesis.numbers:
        if number.is_rank:
            continue
        same_unit = [
            m
            for m in match.ground.numbers
            if m.unit
            and number.unit
            and not m.is_rank
            and likeness(m.unit, number.unit) >= SAME
            and _is_of_one_verb(match, number.at, m.at)
        ]
        if same_unit and not any(number.may_be(m) for m in same_unit):
            return 1.0
    return 0.0


def _is_of_one_verb(match: Match, n: int, m: int) -> bool:
    """Whether what two figures count does, or undergoes, the same; also where no verb is near."""
    one, other = _verb_above(match.thesis, n), _verb_above(match.ground, m)
    return one is None or other is None or likeness(one.lemma, other.lemma) >= SAME


def _verb_above(reading: Reading, n: int) -> Word | None:
    """The verb that a figure hangs on, over the noun that it counts."""
    for _ in range(2):
        n = reading.words[n].above if n >= 0 else -1
        if n >= 0 and reading.words[n].pos == "VERB":
            return reading.words[n]
    return None


def once_otherwise(match: Match) -> float:
    """Whether both tell of what happens once to a thing, with another doer or place, or on another day."""
    once = _once_roots(match)
    if not once:
        return 0.0
    if date_exchanged(match):
        return 1.0
    slots = [s for s in exchanged_slots(match) if s.word.above in once and s.word.kind in (*_NAMED, "place")]
    return float(any(s.word.role == "subject" or _are_two_places(s.word, s.rivals) for s in slots))


def _are_two_places(word: Word, rivals: tuple[Word, ...]) -> bool:
    """Whether one place cannot lie in the other: two countries, or two of which neither is one."""
    known = {country_named(w.lemma.title()) is not None for w in (word, *rivals)}
    return word.kind == "place" and len(known) == 1


def _once_roots(match: Match) -> frozenset[int]:
    """The roots of the thesis that the ground tells of one of the same, and of which a thing has only one."""
    words = match.thesis.words
    return frozenset(
        n
        for c in match.thesis.clauses
        for n in c.roots
        if words[n].lemma in once_words()
        and any(_has_party_of(match, c, o) for o in match.ground.clauses if match.share((n,), o.roots))
    )


def _has_party_of(match: Match, one: ClauseReading, other: ClauseReading) -> bool:
    """Whether two clauses have a doer or a thing done to in common, not only a word inside the phrase for it."""
    mine = _heads(match.thesis, one.subjects) + _heads(match.thesis, one.objects)
    return match.share(mine, _heads(match.ground, other.subjects) + _heads(match.ground, other.objects))


def _heads(reading: Reading, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Of some words those that hang on none of the others."""
    return tuple(n for n in numbers if reading.words[n].above not in numbers)


def roles_exchanged(match: Match) -> float:
    """Whether who acts in one is acted upon in the other, in what happens once and cannot be done by both."""
    if not _once_roots(match):
        return 0.0
    for one in match.thesis.clauses:
        for other in match.ground.clauses:
            if (
                match.share(one.roots, other.roots)
                and _named_ones(match.thesis, one)
                and _is_crossed(match, one, other)
            ):
                return 1.0
    return 0.0


def _named_ones(reading: Reading, clause: ClauseReading) -> bool:
    return all(any(reading.words[n].is_name for n in part) for part in (clause.subjects, clause.objects))


def _is_crossed(match: Match, one: ClauseReading, other: ClauseReading) -> bool:
    names = [
        tuple(n for n in part if reading.words[n].is_name)
        for reading, clause in ((match.thesis, one), (match.ground, other))
        for part in (clause.subjects, clause.objects)
    ]
    acts, acted, doer, done_to = names
    crossed = match.share(acts, done_to) and match.share(acted, doer)
    return crossed and not match.share(acts, doer) and not match.share(acted, done_to)


@dataclass(frozen=True)
class Slot:
    """A word of the thesis in whose place the ground has another word of its kind."""

    word: Word
    is_told: bool  # the ground has the word too, elsewhere
    rivals: tuple[Word, ...]


def exchanged_slots(match: Match) -> list[Slot]:
    """The words of the thesis that hang on something which the ground tells too, but there with another word in their place.

    A name stands against a name of one kind, another word against one of its part of speech, both in one role.
    """
    told = [match.told(n) for n in range(len(match.thesis.words))]
    known = frozenset().union(*told)
    found = []
    for n, word in enumerate(match.thesis.words):
        if word.above >= 0 and told[word.above] and (rivals := _rivals(match, n, told, known)):
            found.append(Slot(word, bool(told[n]), rivals))
    return found


def _rivals(match: Match, n: int, told: list[frozenset[int]], known: frozenset[int]) -> tuple[Word, ...]:
    word, words = match.thesis.words[n], match.ground.words
    heads = told[word.above]
    below = {m for m, w in enumerate(words) if w.above in heads} - heads
    if told[n] & (below | heads) or any(words[h].above in told[n] for h in heads):
        return ()
    rivals = (words[m] for m in sorted(below - known))
    return tuple(r for r in rivals if r.role == word.role and _are_of_one_kind(word, r))


def _are_of_one_kind(a: Word, b: Word) -> bool:
    """Names of one kind, or of which it is not known, or words of one part of speech."""
    if a.kind == b.kind:
        return bool(a.kind) or a.pos == b.pos
    return a.is_name and b.is_name and "" in (a.kind, b.kind)


def thing_exchanged(match: Match) -> float:
    """Whether they tell of different things: in place of a noun, a name or "the first" of the thesis the ground has another."""
    once = _once_roots(match)
    slots = [s for s in exchanged_slots(match) if not s.is_told and s.word.kind not in ("number", "date")]
    return float(any(_names_thing(s.word) and not (s.word.is_name and s.word.above in once) for s in slots))


def _names_thing(word: Word) -> bool:
    return word.pos in ("NOUN", "PROPN") or word.is_name or word.kind == "rank"


def name_replaced(match: Match) -> float:
    """Whether the thesis has a name that the ground does not, and the aligned clause another in its role that the thesis does not."""
    clause = main_clause(match.thesis)
    other = aligned_clause(match, clause) if clause is not None else None
    if clause is None or other is None:
        return 0.0
    told = [match.told(n) for n in range(len(match.thesis.words))]
    known = frozenset().union(*told)
    mine = [match.thesis.words[n] for n in clause.words if not told[n]]
    theirs = [match.ground.words[m] for m in other.words if m not in known]
    return float(any(a.is_name and b.is_name and _may_stand(a, b) for a in mine for b in theirs))


def _may_stand(a: Word, b: Word) -> bool:
    """Whether one name stands where the other does: in one role, or as one kind of place."""
    if "date" in (a.kind, b.kind):
        return False
    return a.role == b.role or a.kind == b.kind == "place"


def date_exchanged(match: Match) -> float:
    """Whether both are dated, and by no day, month or year in common."""
    one, other = match.thesis, match.ground
    pairs = ((one.days, other.days), (one.months, other.months), (one.years, other.years))
    return float(any(a and b and not a & b for a, b in pairs))


def time_exchanged(match: Match) -> float:
    """Whether they tell of different times, also where these are no dates: "by noon", "by evening"."""
    slots = (s for s in exchanged_slots(match) if s.word.kind == "date" and not s.is_told)
    return float(date_exchanged(match) > 0 or any(slots))


def mood_differs(match: Match) -> float:
    """Whether one tells what is so and the other what may, should or is planned to be; "will not" is as good as "does not"."""
    clause = main_clause(match.thesis)
    other = aligned_clause(match, clause) if clause is not None else None
    if clause is None or other is None or clause.mood == other.mood == "hypothetical":
        return 0.0
    return float(any(c.mood not in _CERTAIN and not (c.mood == "hypothetical" and c.negative) for c in (clause, other)))
