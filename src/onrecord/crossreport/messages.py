"""Messages: that someone made something known to someone, however it is put ("X warned Y", "X wrote to Y", "no warning reached Y")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.crossreport.overlap import Kin
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.language.word_relations import likeness
from onrecord.model import Term
from onrecord.resources import read_table

_ALIKE = 0.75
_NEAR = 400  # characters before a telling in which its matter may have been named
_TO = re.compile(r"\bto\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)
_NO_RECORD = re.compile(r"\bno records? of\b", re.IGNORECASE)  # "has no record of a letter": received none
_OWN = re.compile(r"\b(my|our|his|her|their|its)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_FAR = 40
_OFFICE = 6  # letters that an office shares with who holds it: minister and ministry, governor and government


@dataclass(frozen=True)
class Message:
    """That a message was sent or had."""

    medium: str  # notice or letter
    told: frozenset[str]  # who was told: "@" and run-wide ids, and lemmas; an office and its holder share one
    teller: frozenset[str]  # likewise; empty where nobody is named
    about: tuple[str, ...]  # lemmas of the matter
    setting: frozenset[str]  # lemmas of it and of what its report told shortly before


def tells_of(case: Message, denied: Message, kin: Kin) -> bool:
    """Whether a message that was sent is one of which the other says that there was none."""
    if case.medium != denied.medium or not _meet(case.told, denied.told, kin):
        return False
    if denied.teller and not _meet(case.teller, denied.teller, kin):
        return False
    return all(any(likeness(word, told) >= _ALIKE for told in case.setting) for word in denied.about)


def _meet(a: frozenset[str], b: frozenset[str], kin: Kin) -> bool:
    return bool(a & b) or any((x[1:], y[1:]) in kin for x in a for y in b)


def read_message(view: StoryView, telling: Telling, tellings: Sequence[Telling]) -> Message | None:
    """The message that a telling tells of; None where it tells of none, or where nobody is said to be told."""
    root = next((t for t in telling.proposition.terms if t.role == "root"), None)
    is_of_record = telling.proposition.negative and _NO_RECORD.search(telling.text) is not None
    verb = "receive" if is_of_record else root.lemma if root is not None else ""
    row = _verbs().get(verb)
    if row is None:
        return None
    terms = [
        t
        for t in telling.proposition.terms
        if t != root and t.role not in ("time", "number") and not (is_of_record and t.lemma == "record")
    ]
    thing = next((t for t in terms if t.lemma in _nouns() and t.role in ("subject", "object", "oblique")), None)
    medium = row["medium"] or (_nouns()[thing.lemma] if thing is not None else "")
    told = [t for t in terms if t != thing and _is_told(view, telling, t, row["told"])]
    if not told and row["told"] == "to" and thing is not None:
        told = [t for t in terms if t.role == "object" and t.start < thing.start]  # "sent the bank a letter"
    if not medium or not told:
        return None
    is_teller = row["told"] != "subject" and (thing is None or thing.role != "subject")
    tellers = [t for t in terms if is_teller and t.role == "subject" and t not in told and t.pos != "PRON"]
    other = [t.lemma for t in terms if t not in (*told, *tellers, thing) and t.pos in ("NOUN", "VERB")]
    return Message(
        medium=medium,
        told=frozenset(key for t in told for key in _keys(view, telling, t)),
        teller=frozenset(key for t in tellers for key in _keys(view, telling, t)),
        about=tuple(other),
        setting=_setting(telling, tellings),
    )


def tells_somebody(telling: Telling, noun: str) -> bool:
    """Whether a clause tells that something was made known in the way that a noun names: "wrote to the ministry", of a letter."""
    medium = _nouns().get(noun)
    verbs = (t.lemma for t in telling.proposition.terms if t.pos == "VERB")
    return medium is not None and any(_verbs().get(verb, {}).get("medium") == medium for verb in verbs)


def _is_told(view: StoryView, telling: Telling, term: Term, where: str) -> bool:
    if where == "to":
        text = view.of(telling.report).report.text
        return term.role != "subject" and _TO.search(text[max(0, term.start - _FAR) : term.start]) is not None
    return term.role == where


def _keys(view: StoryView, telling: Telling, term: Term) -> Iterator[str]:
    """What stands for who is meant by a word: its lemma, the entity, the office, and whoever it belongs to."""
    if term.pos != "PRON":
        yield _office(term.lemma)
    for run in (*_runs_at(view, telling.report, term.start), *_owners(view, telling, term)):
        yield f"@{run}"
        yield from _offices(view, run)


def _office(word: str) -> str:
    return word[:_OFFICE]


def _offices(view: StoryView, run: str) -> Iterator[str]:
    """What an organisation is by its name, and what a person is by office, as their first letters."""
    entity = view.entity(run)
    names = [entity.name] if entity.kind == "organisation" else []
    if entity.kind == "person":
        names = [r for report, e in entity.members for x in view.of(report).entities if x.id == e for r in x.roles]
    for name in names:
        words = name.lower().split(" of ")[0].split()
        if words:
            yield _office(words[-1])


def _runs_at(view: StoryView, report: str, offset: int) -> Iterator[str]:
    for entity in view.of(report).entities:
        run = view.run_id(report, entity.id)
        if run is not None and any(m.start <= offset < m.end for m in entity.mentions):
            yield run


def _owners(view: StoryView, telling: Telling, term: Term) -> Iterator[str]:
    """Whose it is: "her ministry", and in a statement "my office"."""
    text = view.of(telling.report).report.text
    match = _OWN.search(text[max(0, term.start - _FAR) : term.start])
    if match is None:
        return
    if match.group(1).lower() in ("my", "our"):
        quotation = next((q for q in view.of(telling.report).quotations if q.id == telling.proposition.quotation), None)
        for speaker in quotation.speakers if quotation is not None else ():
            if (run := view.run_id(telling.report, speaker)) is not None:
                yield run
        return
    yield from _runs_at(view, telling.report, max(0, term.start - _FAR) + match.start(1))


def _setting(telling: Telling, tellings: Sequence[Telling]) -> frozenset[str]:
    at = telling.proposition.spans[0].start
    near = (t for t in tellings if t.report == telling.report and at - _NEAR <= t.proposition.spans[0].start <= at)
    return frozenset(x.lemma for t in near for x in t.proposition.terms)


@cache
def _verbs() -> dict[str, dict[str, str]]:
    return {r["lemma"]: r for r in read_table("messages.csv") if r["role"] != "noun"}


@cache
def _nouns() -> dict[str, str]:
    return {r["lemma"]: r["medium"] for r in read_table("messages.csv") if r["role"] == "noun"}
