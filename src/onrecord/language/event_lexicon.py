"""The lexicon of events as records: triggers and their conditions, word classes, governors, support verbs, who can act.

All of it is data (resources/event_*.csv): adding an event rule is a row and a gold case, no Python.
"""

from dataclasses import dataclass
from functools import cache

from onrecord.resources import read_table, read_words

#: The 16 types of PLOVER 2.0, and STATEMENT for what CAMEO codes as 01.
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "SANCTION", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT", "STATEMENT",
)  # fmt: skip
NO_EVENT = "NONE"  # a row of this type says that the word tells of no event here
_DEFAULT_SCORE = 0.8
_BROAD = frozenset({"ACTOR", "PERSON", "STATE"})


@dataclass(frozen=True)
class Condition:
    """One thing that must stand beside a trigger: `slot` is filled by one of `words` or a word of one of `classes`."""

    slot: str  # obj, subj, mod, attr, comp, advmod or a preposition
    words: frozenset[str]
    classes: tuple[str, ...]  # names in capitals: rows of event_classes.csv, or ACTOR, PERSON, SINGLE
    anything: bool = False  # "*"
    negated: bool = False  # "not:" before it

    @property
    def weight(self) -> float:
        """2 for named words and classes, less for "anybody" and "anything"."""
        if self.anything:
            return 1.0
        return 1.7 if not self.words and set(self.classes) <= _BROAD else 2.0


@dataclass(frozen=True)
class Trigger:
    """One reading of a word: which event it tells of, and when."""

    rule: str  # where it stands in the lexicon, for explanations: "attack (verb, ASSAULT)"
    particle: str | None  # "out" of "carry out"
    type: str
    mode: str | None
    conditions: tuple[Condition, ...]
    recipient: tuple[str, ...]  # slots to look in first; empty: by type
    actor: tuple[str, ...]
    reciprocal: bool
    strict: bool  # no recipient but in those slots
    score: float

    @property
    def weight(self) -> float:
        """How specific it is: the more conditions, and the narrower, the earlier it is tried."""
        return sum(c.weight for c in self.conditions) + 3 * bool(self.particle)


@cache
def class_words(name: str) -> frozenset[str]:
    """The lemmas of a word class; empty for a name that is none."""
    return frozenset(
        word.lower()
        for row in read_table("event_classes.csv")
        if row["class"] == name
        for word in row["lemmas"].split("|")
    )


@cache
def actor_sectors() -> dict[str, str]:
    """Lemma of a noun that names an actor -> its PLOVER sector; the first row that names it decides.

    >>> actor_sectors()["policeman"]
    'COP'
    """
    found: dict[str, str] = {}
    for row in read_table("event_actors.csv"):
        for word in row["lemmas"].split("|"):
            found.setdefault(word.lower(), row["sector"])
    return found


@cache
def person_nouns() -> frozenset[str]:
    """Lemmas of nouns that name a person, whatever their sector."""
    return read_words("person_nouns.txt")


@cache
def governor_effects() -> dict[tuple[str, str], str]:
    """(lemma, "verb" | "noun" | "adj" | "mod") -> status of what depends on it; "actual" hands the status through."""
    found: dict[tuple[str, str], str] = {}
    for row in read_table("event_governors.csv"):
        for word in row["lemmas"].split("|"):
            found.setdefault((word, row["pos"]), row["effect"])
    return found


@cache
def support_verbs() -> dict[str, str]:
    """Lemma of a support verb, with its particle if it has one -> what it makes of the event its object names."""
    return {word: row["status"] for row in read_table("event_support_verbs.csv") for word in row["lemmas"].split("|")}


@cache
def root_of(type_: str, mode: str | None) -> str:
    """The two-digit CAMEO root of a PLOVER type and mode; "" for a type that is none.

    >>> root_of("ASSAULT", "aerial"), root_of("ACCUSE", None)
    ('19', '11')
    """
    roots = {(row["type"], row["mode"]): row["root"] for row in read_table("event_roots.csv")}
    return roots.get((type_, mode or ""), roots.get((type_, ""), ""))


@cache
def triggers() -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """(part of speech, lemma of the head word) -> its readings, the most specific first, else in the order of the file."""
    found: dict[tuple[str, str], list[Trigger]] = {}
    for row in read_table("event_triggers.csv"):
        for lemma in row["lemmas"].split("|"):
            head, trigger = _read_trigger(lemma, row)
            found.setdefault((row["pos"], head), []).append(trigger)
    return {key: tuple(sorted(rows, key=lambda t: (-t.weight, t.type != NO_EVENT))) for key, rows in found.items()}


def _read_trigger(lemma: str, row: dict[str, str]) -> tuple[str, Trigger]:
    words = lemma.split()
    tokens = (row["conditions"] or "").split()
    told = {t.split(":", 1)[0]: t.split(":", 1)[1] for t in tokens if t[:2] in ("r:", "a:", "s:")}
    conditions = tuple(_read_condition(t) for t in tokens if "=" in t)
    trigger = Trigger(
        rule=f"{lemma} ({row['pos']}, {row['type']}{', ' + ' '.join(tokens) if conditions else ''})",
        particle=" ".join(words[1:]) or None,
        type=row["type"],
        mode=row["mode"] or None,
        conditions=conditions,
        recipient=tuple(told["r"].split("/")) if "r" in told else (),
        actor=tuple(told["a"].split("/")) if "a" in told else (),
        reciprocal="recip" in tokens,
        strict="strict" in tokens,
        score=float(told.get("s", _DEFAULT_SCORE)),
    )
    return words[0], trigger


def _read_condition(text: str) -> Condition:
    negated = text.startswith("not:")
    slot, values = text.removeprefix("not:").split("=", 1)
    options = values.split("/")
    return Condition(
        slot=slot.removeprefix("mod.") if slot != "mod" else slot,
        words=frozenset(o for o in options if not o.isupper()),
        classes=tuple(o for o in options if o.isupper()),
        anything="*" in options,
        negated=negated,
    )
