"""A sentence by itself, read for comparing it with another: its words weighed, its clauses with who does what, its figures and years.

Unlike a proposition of a report it has no entities, quotations or dates worked out by other stages: only its own words.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.language.clause_terms import LIGHT_WORDS, TIME_WORDS, role_of
from onrecord.language.clauses import Clause, find_clauses
from onrecord.language.governing import governors
from onrecord.language.moods import mood_of
from onrecord.language.negation import NEGATORS, is_highest
from onrecord.language.packing import read_words
from onrecord.language.parsing import load_parser
from onrecord.language.predicates import is_only_named
from onrecord.language.propositions import is_saying
from onrecord.language.word_relations import rarity
from onrecord.model import Config
from onrecord.model.findings import PropositionMood
from onrecord.resources import read_table

Token = Any  # a spaCy token

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
_POS_WEIGHT = {"PROPN": 1.3, "NOUN": 1.0, "VERB": 0.8, "ADJ": 0.6, "ADV": 0.4, "NUM": 0.7}
_KINDS = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group", "DATE": "date",
    "TIME": "date", "CARDINAL": "number", "PERCENT": "number", "MONEY": "number", "QUANTITY": "number",
}  # fmt: skip
_DIGITS = re.compile(r"(\d[\d,]*(?:\.\d+)?)(mn?|bn|tn)?$")
_ACCOUNTS = frozenset(
    "accusation allegation charge claim assertion report suggestion account rumour rumor idea theory notion criticism".split()
)
_KEEPING = frozenset("keep stop bar ban block deter discourage prohibit hinder save protect".split())
_RANK = re.compile(r"(\d+)(?:st|nd|rd|th)$")
_HUNDRED = 100.0
_LOOSE = 0.1  # how far off an approximate figure may be
_OPEN_ABOVE = re.compile(
    r"\b(?:(?:at|no) (?:least|less than|fewer than)|(?:more|higher|greater) than|over|above|exceeding|minimum)$"
)
_OPEN_BELOW = re.compile(r"\b(?:at most|no more than|up to|(?:less|fewer|lower) than|under|below|maximum)$")
_ABOUT = re.compile(r"\b(?:about|around|some|roughly|approximately|nearly|almost|estimated|circa|close to)$")
_ROOMS = 12  # longest chain of heads that is followed
_LONGEST = 20_000  # characters that are read


@dataclass(frozen=True)
class Word:
    """A content word of a sentence."""

    lemma: str
    pos: str  # Universal POS
    weight: float
    role: str  # in its clause, as in `Term`
    clause: int  # number of the clause, -1 for none
    is_name: bool
    negative: bool = False  # denied by a word that bears on it
    above: int = -1  # number of the content word it hangs on, over function words; -1 for none
    only_named: bool = False  # a deed that is not said to be done: "accused of taking it"
    kind: str = ""  # of what it names or counts: "person", "organisation", "place", "group", "date", "number", "rank"; "" for none


@dataclass(frozen=True)
class ClauseReading:
    """A clause: what is told (roots), of whom (subjects), what else; each a number into `Reading.words`."""

    roots: tuple[int, ...]
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    words: tuple[int, ...]
    negative: bool
    mood: PropositionMood
    is_saying: bool
    is_open: bool = False  # nobody knows whom its subject means: a pronoun, or none


@dataclass(frozen=True)
class Number:
    """A figure and the noun it counts; `unit` is that noun's lemma, or "%" or a currency sign."""

    value: float
    unit: str
    is_rank: bool = False  # "seventh": a place in a row
    at: int = -1  # number of the word in `Reading.words`
    low: float = 0.0  # what it may be: the value itself, more for "at least", about it for "some"
    high: float = 0.0

    def may_be(self, other: "Number") -> bool:
        """Whether both can mean one figure."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True)
class Reading:
    """A sentence or a short text, read."""

    text: str
    words: tuple[Word, ...]
    clauses: tuple[ClauseReading, ...]
    numbers: tuple[Number, ...]
    years: frozenset[str]
    days: frozenset[str]  # month and day of exact dates ("july 14")
    months: frozenset[str]

    @property
    def weight(self) -> float:
        return sum(w.weight for w in self.words)


@lru_cache(maxsize=20_000)
def read_claim(text: str) -> Reading:
    """Read one text with the default parser; remembered, so that comparing all pairs of a list parses each once."""
    return read_doc(read_words(load_parser(Config().model)(" ".join(text[:_LONGEST].split()) or ".")))


def read_doc(doc: Any) -> Reading:
    """Read a parsed text."""
    clauses = find_clauses(doc)
    owner = {t.i: n for n, c in enumerate(clauses) for t in c.tokens}
    for n, c in enumerate(
        clauses
    ):  # a word of two nested clauses belongs to the inner one, a shared subject to its own clause
        owner.update({t.i: n for t in c.head.subtree if t.i in {u.i for u in c.tokens}})
    tokens = [t for t in doc if _is_content(t)]
    number = {t.i: n for n, t in enumerate(tokens)}
    words = tuple(_word(t, owner.get(t.i, -1), clauses, number) for t in tokens)
    return Reading(
        text=doc.text,
        words=words,
        clauses=tuple(_clause(c, number, words) for c in clauses),
        numbers=tuple(figure for t in doc if (figure := _number(t, number)) is not None),
        years=frozenset(t.text for t in doc if _is_year(t)),
        days=frozenset(d for t in doc if (d := _day(t)) is not None),
        months=frozenset(t.lower_ for t in doc if t.lower_ in _months() and t.pos_ == "PROPN"),
    )


def _is_content(token: Token) -> bool:
    if token.pos_ not in _CONTENT or not any(c.isalnum() for c in token.text):
        return False
    lemma = token.lemma_.lower()
    possesses = lemma == "own" and token.pos_ == "VERB"
    return lemma not in NEGATORS and (lemma not in LIGHT_WORDS or token.pos_ in ("NUM", "PROPN") or possesses)


def _word(token: Token, clause: int, clauses: tuple[Clause, ...], number: dict[int, int]) -> Word:
    lemma = token.lemma_.lower()
    is_name = token.pos_ == "PROPN" or token.ent_type_ in ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC")
    weight = _POS_WEIGHT[token.pos_] * rarity(lemma)
    role = "other"
    if clause >= 0:
        own = clauses[clause]
        role = "root" if token == own.head else role_of(token, own)
    return Word(
        lemma,
        token.pos_,
        max(weight, 0.4) if is_name else weight,
        role,
        clause,
        is_name,
        is_denied_word(token),
        _above(token, number),
        is_only_named(token),
        _kind(token),
    )


def _kind(token: Token) -> str:
    if token.lower_ in rank_words() or _RANK.match(token.lower_):
        return "rank"
    if token.like_num and token.ent_type_ != "DATE":
        return "number"
    return _KINDS.get(token.ent_type_, "")


def is_denied_word(token: Token) -> bool:
    """Whether an odd number of denials bear on a word: "not" on it or its copula, "no" on its subject or object, a verb."""
    holders = [token]
    if token.dep_ in ("attr", "acomp") and token.head.lemma_ == "be":
        holders.append(token.head)
    if token.dep_ == "dobj" and token.head.lemma_ in ("have", "get", "make", "do", "take", "receive", "give"):
        holders.append(token.head)
    count = sum(1 for h in holders for c in h.children if _is_denial(c) or (_is_none(c) and c != token))
    count += token.dep_ == "pobj" and token.head.lower_ == "without"
    if token.dep_ in ("xcomp", "ccomp", "pcomp", "dobj", "acl"):
        above = token.head if token.dep_ != "pcomp" else token.head.head
        count += _denies(above, token)
        count += token.dep_ == "pcomp" and (token.head.lower_ == "without" or _keeps_from(token.head))
        if token.dep_ == "xcomp":
            count += any(
                _is_denial(c) for h in (above, above.head) if h == above or above.dep_ == "acomp" for c in h.children
            )
    count += any(c.lower_ in ("no", "neither") and c.dep_ == "det" for c in token.children) and token.dep_ in (
        "dobj",
        "attr",
    )
    if token.dep_ == "conj" and not count:
        carried = any(c.lower_ in ("or", "nor") for c in token.head.children) or _is_object_denied(token.head)
        count = int(is_denied_word(token.head)) if carried else 0
    return count % 2 == 1


def _keeps_from(preposition: Token) -> bool:
    """ "prevented from leaving"; not "lived from fishing"."""
    above = preposition.head.lemma_.lower()
    return preposition.lower_ == "from" and (above in governors("negates") or above in _KEEPING)


def _denies(verb: Token, token: Token) -> bool:
    """ "refused the visa", "dismissed the claim"; not "dismissed the workers"."""
    if verb.lemma_.lower() not in governors("negates") or not (token.pos_ == "VERB" or token.dep_ == "dobj"):
        return False
    return verb.lemma_ != "dismiss" or token.dep_ != "dobj" or token.lemma_.lower() in _ACCOUNTS


def _is_object_denied(token: Token) -> bool:
    """ "refused the loan and the visa" refuses both."""
    return token.dep_ == "dobj" and _denies(token.head, token)


def _is_denial(token: Token) -> bool:
    """ "not" on a verb; "nor did she leave"."""
    return not is_highest(token) and bool(
        token.dep_ == "neg" or (token.lower_ == "nor" and token.dep_ == "cc" and token.i < token.head.i)
    )


def _is_none(token: Token) -> bool:
    """ "no letter", "neither side" as subject or object."""
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "attr"):
        return False
    return token.lower_ in ("none", "nobody", "nothing", "neither") or any(
        c.lower_ in ("no", "neither") and c.dep_ == "det" for c in token.children
    )


def _above(token: Token, number: dict[int, int]) -> int:
    """The content word that a word hangs on; a copula stands for what it tells ("the president is ill")."""
    at = token
    for _ in range(_ROOMS):
        if at.head == at:
            return -1
        at = at.head
        if at.i in number:
            return number[at.i]
        told = next((c for c in at.children if c.dep_ in ("attr", "acomp") and c.i in number and c != token), None)
        if at.lemma_ == "be" and told is not None and not told.is_ancestor(token):
            return number[told.i]
    return -1


def _clause(clause: Clause, number: dict[int, int], words: tuple[Word, ...]) -> ClauseReading:
    mood, negative = mood_of(clause)
    inside = tuple(number[t.i] for t in clause.tokens if t.i in number)
    roles = {
        n: ("root" if t == clause.head else role_of(t, clause))
        for t in clause.tokens
        if (n := number.get(t.i)) is not None
    }
    return ClauseReading(
        roots=tuple(n for n in inside if roles[n] == "root"),
        subjects=tuple(n for n in inside if roles[n] == "subject"),
        objects=tuple(n for n in inside if roles[n] in ("object", "oblique")),
        words=inside,
        negative=negative,
        mood=mood,
        is_saying=is_saying(clause),
        is_open=clause.subject is None or clause.subject.pos_ == "PRON" or clause.subject.tag_ in ("WDT", "WP"),
    )


def _number(token: Token, number: dict[int, int]) -> Number | None:
    """The figure that a token is, unless it is a year or the day of a date."""
    if (
        not (token.like_num or token.lower_ in rank_words() or _RANK.match(token.lower_) or _DIGITS.match(token.lower_))
        or _is_year(token)
        or (token.ent_type_ == "DATE" and _day(token.head) is not None)
    ):
        return None
    rank = _RANK.match(token.lower_)
    value = float(rank.group(1)) if rank else _value(token)
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if value is None or _is_one_of(token, following):
        return None
    scale = following.lower_.rstrip(".") if following is not None else ""
    if scale in _scales() and token.lower_ not in _scales():
        value *= _scales()[scale]
    elif token.lower_ in _scales() and token.i and token.doc[token.i - 1].like_num:
        return None
    low, high = _bounds(token, value)
    return Number(
        value, _unit(token), rank is not None or token.lower_ in rank_words(), number.get(token.i, -1), low, high
    )


def _bounds(token: Token, value: float) -> tuple[float, float]:
    """The least and the most that a figure can mean, by the words before it."""
    before = [t.lower_ for t in token.doc[max(0, token.i - 3) : token.i]]
    words = " ".join(w for w in before if w not in ("a", "total", "of", "the", "$", "€", "£"))
    if _OPEN_ABOVE.search(words):
        return value, math.inf
    if _OPEN_BELOW.search(words):
        return -math.inf, value
    if _ABOUT.search(words):
        return (1 - _LOOSE) * value, (1 + _LOOSE) * value
    return value, value


def _is_one_of(token: Token, following: Token | None) -> bool:
    """ "one of the largest", "one another" and "no one" count nothing."""
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return token.lower_ == "one" and (
        (following is not None and following.lower_ in ("of", "another")) or before == "no"
    )


def _value(token: Token) -> float | None:
    if digits := _DIGITS.match(token.lower_):
        return float(digits.group(1).replace(",", "")) * _scales().get(digits.group(2) or "", 1.0)
    return _words().get(token.lower_, rank_words().get(token.lower_))


@lru_cache(maxsize=1)
def _words() -> dict[str, float]:
    names = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
        " nineteen twenty"
    ).split()
    found = {w: float(n) for n, w in enumerate(names)}
    found.update(zip("thirty forty fifty sixty seventy eighty ninety".split(), range(30, 100, 10), strict=True))
    found.update({"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0})
    return found


@lru_cache(maxsize=1)
def rank_words() -> dict[str, float]:
    """Words for a place in a row."""
    names = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth".split()
    return {w: float(n) for n, w in enumerate(names, start=1)}


@lru_cache(maxsize=1)
def _scales() -> dict[str, float]:
    """What the number before is multiplied by."""
    words = {w: v for w, v in _words().items() if v >= _HUNDRED}
    return {**words, "mn": 1e6, "m": 1e6, "bn": 1e9, "tn": 1e12}


def _unit(token: Token) -> str:
    around = token.doc[max(0, token.i - 1) : token.i + 3]
    for t in around:
        if t.text in ("%", "$", "€", "£") or t.lower_ in ("percent", "cent"):
            return "%" if t.text in "%" or t.lower_ in ("percent", "cent") else t.text
    at = token
    for _ in range(_ROOMS):
        if at.pos_ in ("NOUN", "PROPN") and at != token:
            return str(at.lemma_.lower())
        if at.head == at:
            break
        at = at.head
    return ""


def _is_year(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) == 4 and 1000 <= int(token.text) <= 2100


def _day(token: Token) -> str | None:
    """ "14 July" and "July 14" as "july 14"; None for any other token."""
    if token.lower_ not in _months():
        return None
    for other in token.doc[max(0, token.i - 1) : token.i + 2]:
        digits = re.sub(r"(?:st|nd|rd|th)$", "", other.text)
        if digits.isdigit() and 1 <= int(digits) <= 31:
            return f"{token.lower_} {int(digits)}"
    return None


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    return TIME_WORDS & frozenset(
        "january february march april may june july august september october november december".split()
    )


@lru_cache(maxsize=1)
def once_words() -> frozenset[str]:
    """The predicates of what happens only once to a thing, or hardly twice on one day (resources/once_events.csv)."""
    return frozenset(r["lemma"] for r in read_table("once_events.csv"))
