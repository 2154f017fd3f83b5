"""When a predicate holds: the temporal expression that the syntax binds to it, never merely the nearest one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.language.parsing import Paragraph
from onrecord.language.timex_tense import is_set_for
from onrecord.model import Timex
from onrecord.resources import read_words

_CLAUSE = frozenset({"ccomp", "advcl", "relcl", "acl", "csubj", "csubjpass", "xcomp", "pcomp", "parataxis", "ROOT"})
_ARGUMENT = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd", "appos"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
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
        score = _score_of(timex, tokens, predicate)
        rank = (-score, abs(tokens.root.i - predicate.i), timex.start)
        if score and (best is None or rank < best):
            best, chosen = rank, timex
    return chosen


def _says_when(timex: Timex) -> bool:
    return timex.type in ("DATE", "TIME") or (timex.type == "DURATION" and timex.offset is not None)


def _same_sentence(tokens: Any, predicate: Any) -> bool:
    sentence = predicate.sent
    return bool(sentence.start <= tokens.root.i < sentence.end)


def _score_of(timex: Timex, tokens: Any, predicate: Any) -> int:
    """How firmly the expression is attached, where it stands beside a clause before where the parser hangs it."""
    measured_from = _clause_after(tokens)
    if (
        measured_from is not None and timex.offset is not None
    ):  # "two days after the plane vanished" does not date the vanishing
        path = _climb(measured_from, predicate)
        return 0 if path is None else min(1, _score_inside(path))  # behind a date that it has besides
    teller = _teller(timex, tokens)
    if teller is not None and (teller == predicate or teller.is_ancestor(predicate)):
        return 4 if teller == predicate else 0
    return _score(_whole_root(tokens), predicate)


def _whole_root(tokens: Any) -> Any:
    """The root of the stretch that a day gives its name to: "over Easter weekend" hangs where the weekend does."""
    root = tokens.root
    names_a_stretch = root.dep_ in ("compound", "nmod", "poss", "amod") and root.head.lower_ in _STRETCHES
    return root.head if names_a_stretch and root.head.i >= root.i else root


_STRETCHES = frozenset("weekend week holiday holidays period break season celebrations festivities".split())


def _clause_after(tokens: Any) -> Any | None:
    """The verb of a clause of "after" or "before" that follows the expression at once."""
    following = tokens.doc[tokens.end] if tokens.end < len(tokens.doc) else None
    if following is None or following.lower_ not in ("after", "before") or following.dep_ != "mark":
        return None
    return following.head


def _teller(timex: Timex, tokens: Any) -> Any | None:
    """The verb of telling that an expression follows at once ("said on Friday gunmen had ..."), whatever clause it is hung into."""
    doc, first = tokens.doc, tokens.start
    preposition = doc[first - 1] if first and doc[first - 1].pos_ == "ADP" else None
    place = first - 1 if preposition is None else first - 2
    if (
        place < 0
        or doc[place].pos_ != "VERB"
        or not any(c.dep_ == "ccomp" and c.i > tokens.root.i for c in doc[place].children)
    ):
        return None
    is_owner = tokens.end < len(doc) and doc[tokens.end].tag_ == "POS"
    is_day = len((timex.value or "").split("T")[0]) == 10 and not (timex.value or "").startswith("XXXX-XX")
    if is_owner or tokens.root.dep_ in ("nsubj", "nsubjpass") or (preposition is None and not is_day):
        return None
    return doc[place]


def _score(root: Any, predicate: Any) -> int:
    """How firmly the expression with this root is attached to the predicate: 4 directly, down to 1; 0 not at all."""
    path = _climb(root, predicate)
    if path is not None and _is_perfect(predicate) and any(t.dep_ in _SUBJECTS for t in path.between):
        return 0  # "his victory on 9 July has been struck out": of what has been done since, no day is told
    if path is not None:
        return (
            3
            if _opens_clause(root, path)
            else _score_inside(path, root) or (3 if _told_in(root, predicate) else _score_subject(root, predicate))
        )
    if predicate.dep_ == "conj" and predicate.pos_ in ("VERB", "AUX"):
        return _score_coordinated(root, predicate)
    if predicate.pos_ == "VERB" and _shares_head(root, predicate):
        return 2
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


def _score_inside(path: _Path, root: Any = None) -> int:
    if path.crosses_clause or _is_meant_for(path) or _is_measured_from(path) or _is_due_then(path):
        return 0
    if not path.nouns:
        return 4
    if path.predicate.pos_ in ("NOUN", "PROPN"):
        return 1 if not any(_names_happening(n) for n in path.nouns) else 0
    top = path.nouns[-1]
    adverb = root is not None and root.dep_ in ("advmod", "npadvmod") and root.pos_ in ("ADV", "ADJ")
    if not (adverb or _attached_by_preposition(path)):
        return 0  # of "the door of a museum early on Monday" an adverb belongs to the verb, whatever noun it is hung on
    if top.dep_ in _ARGUMENT:
        # "killed three soldiers on Saturday": no soldier is dated; "condemned the attack on Saturday" may date the attack.
        carried = path.predicate.lemma_.lower() in _LIGHT
        return 2 if carried or not any(_names_happening(n) for n in path.nouns) else 0
    return 2 if len(path.nouns) == 1 else 1


def _is_measured_from(path: _Path) -> bool:
    """ "The worst violence since riots in 2008", "its lowest level since May": the date is that of what it is measured by."""
    since = next((t for t in path.between if t.dep_ == "prep" and t.lower_ in ("since", "in")), None)
    if since is not None and since.head in path.nouns and any(_is_record(c) for c in since.head.children):
        return True
    return any(
        n.dep_ == "pobj" and n.head.lower_ in _MEASURING and n != path.predicate and _names_happening(n)
        for n in path.nouns
    )


def _is_record(word: Any) -> bool:
    return bool(word.tag_ == "JJS" or word.lower_ in ("first", "only", "record"))


_MEASURING = frozenset({"since", "until", "till", "before", "than", "like"})

#: Verbs that put something on a date "for" which they set it.
_SETTING = frozenset(
    "schedule plan set slate book call fix postpone delay move shift bill time reschedule earmark due".split()
)


def _is_meant_for(path: _Path) -> bool:
    """ "The budget for 2024", "a goal for June": what something is meant for is not when it is done, unless it is put on that date."""
    preposition = path.between[0] if path.between else None
    if preposition is None or preposition.dep_ != "prep" or preposition.lower_ != "for":
        return False
    return path.predicate.lemma_.lower() not in _SETTING and path.predicate.pos_ in ("VERB", "AUX")


def _is_due_then(path: _Path) -> bool:
    """ "Promised a budget by June", "announced a lockdown from Monday": when what is promised is due, not when it was promised."""
    preposition = next((t.lower_ for t in path.between if t.dep_ == "prep"), "")
    return is_set_for(path.predicate.lemma_.lower(), preposition)


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


def _shares_head(root: Any, predicate: Any) -> bool:
    """ "sank on Sunday, killing 40": what a participle adds happens with its verb."""
    head = predicate.head
    if predicate.dep_ != "advcl" or predicate.tag_ != "VBG" or predicate.i < head.i:
        return False
    if any(c.dep_ in ("mark", "nsubj", "aux", "prep") and c.i < predicate.i for c in predicate.children):
        return False
    above = _climb(root, head)
    return above is not None and not above.nouns and not above.crosses_clause and root.i < predicate.i


def _told_in(root: Any, predicate: Any) -> bool:
    """ "In a statement issued on Tuesday, the bank admitted": the telling is dated by its statement."""
    path = _climb(root, predicate)
    clauses = [t for t in path.between if t.pos_ in ("VERB", "AUX")] if path is not None else []
    if len(clauses) != 1 or clauses[0].dep_ != "acl" or clauses[0].lemma_.lower() not in _ISSUED:
        return False
    noun = clauses[0].head
    return bool(noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.head == predicate)


_ISSUED = frozenset("issue release publish post broadcast air print send read circulate".split())


def _is_perfect(predicate: Any) -> bool:
    helpers = [c for c in predicate.children if c.dep_ in ("aux", "auxpass")]
    return any(h.lemma_.lower() == "have" and h.tag_ in ("VBZ", "VBP") for h in helpers)


def _score_subject(root: Any, predicate: Any) -> int:
    return int(predicate.tag_ == "VBD" and _dates_subject(root, predicate))


def _dates_subject(root: Any, predicate: Any) -> bool:
    """ "Saturday's attack killed nine", "the protests of 2011 toppled two governments": what a happening does, it does at its time."""
    if not any(c.dep_ == "dobj" for c in predicate.children):
        return False
    subject = next((c for c in predicate.children if c.dep_ == "nsubj"), None)
    path = _climb(root, subject) if subject is not None and _names_happening(subject) else None
    if path is None or path.nouns or path.crosses_clause:
        return False
    return bool(root.dep_ == "poss" if not path.between else path.between[0].dep_ == "prep")


def _carried_by(predicate: Any) -> bool:
    """Whether the predicate's time is that of its head: "began to shell", "carried out a raid", "held talks"."""
    head = predicate.head
    if head == predicate or head.lemma_.lower() not in _LIGHT:
        return False
    infinitive = predicate.dep_ == "advcl" and any(c.tag_ == "TO" for c in predicate.children)
    return bool(infinitive or predicate.dep_ in ("xcomp", "dobj", "nsubj", "nsubjpass"))
