"""When a predicate holds: the temporal expression that the syntax binds to it, never merely the nearest one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.language.parsing import Paragraph
from onrecord.model import Timex
from onrecord.resources import read_words

_CLAUSE = frozenset({"ccomp", "advcl", "relcl", "acl", "csubj", "csubjpass", "xcomp", "pcomp", "parataxis", "ROOT"})
_ARGUMENT = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd", "appos"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
#: Verbs that say that something takes place or is done, and nothing else: their time is that of the noun or infinitive they carry.
_LIGHT = read_words("carrying_verbs.txt")
#: Nouns that name a happening, so that "condemned the attack on Saturday" may date the attack alone.
_EVENTIVE_ENDINGS = ("ion", "ment", "ing", "ance", "ence", "ery")
_EVENTIVE = read_words("event_nouns.txt")


@dataclass(frozen=True)
class _Path:
    """The way from a temporal expression up to a predicate: the words between, nearest to the expression first."""

    between: tuple[Any, ...]
    predicate: Any

    @property
    def nouns(self) -> tuple[Any, ...]:
        return tuple(t for t in self.between if t.pos_ in _NOUNS)

    @property
    def crosses_clause(self) -> bool:
        return any(t.pos_ in ("VERB", "AUX") and (t.dep_ in _CLAUSE or t.dep_ == "conj") for t in self.between)


def governing_timex(paragraph: Paragraph, predicate: Any, timexes: Sequence[Timex]) -> Timex | None:
    """The temporal expression that says when the predicate holds.

    A verb is dated by an expression attached to it, by one before the first of several coordinated verbs ("On Monday they met and
    signed"), through a verb that only carries it ("began on Monday to shell"), or by one in a phrase of circumstance ("killed in a
    raid on Monday"). A noun is dated inside its own phrase ("Monday's raid") or by a verb that only carries it ("carried out a raid
    on Monday"). What is attached to another happening ("condemned Monday's raid") dates that one alone.

    Args:
        paragraph: where the predicate stands.
        predicate: its head token, a verb or a noun.
        timexes: of the report, in any order; those outside the sentence are passed over. Only dates and times are considered, and
            durations that are measured from something ("two days after the vote").

    Returns:
        The best attached one, the nearest of equals; None where the syntax attaches none.

    Source: TimeML annotation guidelines 1.2.1, section 2.4 (TLINK of an event with a TIMEX3 in the same clause).
    """
    best: tuple[int, int, int] | None = None
    chosen = None
    for timex in timexes:
        tokens = paragraph.tokens(timex.span) if paragraph.holds(timex.span) else None
        if tokens is None or not _says_when(timex) or not _same_sentence(tokens, predicate):
            continue
        score = _score(tokens.root, predicate)
        rank = (-score, abs(tokens.root.i - predicate.i), timex.start)
        if score and (best is None or rank < best):
            best, chosen = rank, timex
    return chosen


def _says_when(timex: Timex) -> bool:
    return timex.type in ("DATE", "TIME") or (timex.type == "DURATION" and timex.offset is not None)


def _same_sentence(tokens: Any, predicate: Any) -> bool:
    sentence = predicate.sent
    return bool(sentence.start <= tokens.root.i < sentence.end)


def _score(root: Any, predicate: Any) -> int:
    """How firmly the expression with this root is attached to the predicate: 4 directly, down to 1; 0 not at all."""
    path = _climb(root, predicate)
    if path is not None:
        return 3 if _opens_clause(root, path) else _score_inside(path)
    if predicate.dep_ == "conj" and predicate.pos_ in ("VERB", "AUX"):
        return _score_coordinated(root, predicate)
    if _carried_by(predicate):
        above = _climb(root, predicate.head)
        return 2 if above is not None and not above.crosses_clause and not above.nouns else 0
    return 0


def _climb(root: Any, predicate: Any) -> _Path | None:
    """The way up from the root of an expression to the predicate; None where the predicate does not dominate it."""
    between: list[Any] = []
    token = root
    while token.head.i != token.i:
        token = token.head
        if token == predicate:
            return _Path(tuple(between), predicate)
        between.append(token)
    return None


def _opens_clause(root: Any, path: _Path) -> bool:
    """ "On Monday rebels began ...": without its comma the parser glues the day to the noun that follows."""
    first = root.sent[0]
    if not path.between or path.crosses_clause or root.dep_ not in ("compound", "nmod"):
        return False
    return first.pos_ == "ADP" and first.i + 1 == root.left_edge.i and not _names_happening(path.between[0])


def _score_inside(path: _Path) -> int:
    if path.crosses_clause:
        return 0
    if not path.nouns:
        return 4
    if path.predicate.pos_ in ("NOUN", "PROPN"):
        return 1 if not any(_names_happening(n) for n in path.nouns) else 0
    top = path.nouns[-1]
    if not _attached_by_preposition(path):
        return 0
    if top.dep_ in _ARGUMENT:
        # "killed three soldiers on Saturday": no soldier is dated; "condemned the attack on Saturday" may date the attack.
        carried = path.predicate.lemma_.lower() in _LIGHT
        return 2 if carried or not any(_names_happening(n) for n in path.nouns) else 0
    return 2 if len(path.nouns) == 1 else 1


def _attached_by_preposition(path: _Path) -> bool:
    return path.between[0].dep_ in ("prep", "advmod", "mark", "npadvmod")


def _names_happening(noun: Any) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in _EVENTIVE or (len(lemma) > 5 and lemma.endswith(_EVENTIVE_ENDINGS))


def _score_coordinated(root: Any, predicate: Any) -> int:
    """An expression attached to the first of several coordinated verbs dates the others if it stands before them all."""
    first = predicate
    while first.dep_ == "conj":
        first = first.head
    path = _climb(root, first)
    if path is None or path.crosses_clause or path.nouns:
        return 0
    own_subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in predicate.children)
    return 2 if root.i < first.i and not own_subject else 0


def _carried_by(predicate: Any) -> bool:
    """Whether the predicate's time is that of its head: "began to shell", "carried out a raid", "held talks"."""
    head = predicate.head
    if head == predicate or head.lemma_.lower() not in _LIGHT:
        return False
    infinitive = predicate.dep_ == "advcl" and any(c.tag_ == "TO" for c in predicate.children)
    return bool(infinitive or predicate.dep_ in ("xcomp", "dobj", "nsubj", "nsubjpass"))
