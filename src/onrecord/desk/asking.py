"""Standing questions: what is new in the record since they were asked last, told once.

A run finds, keeps what it found in an outbox in one transaction, then delivers. A run that was killed leaves its outbox to the next;
what may have been delivered already bears the same idempotence key and the same file name, so that it arrives once.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from onrecord.desk.answering import answer_claims, who_said
from onrecord.desk.answers import ClaimAnswer, Words
from onrecord.desk.checking import check_claim
from onrecord.desk.citing import Cited, load_cited
from onrecord.desk.delivering import Delivery, deliver
from onrecord.dossier.wording import told_words
from onrecord.model import Figure, FigureAccount, OnRecordError
from onrecord.store.figures import find_figures
from onrecord.store.opening import Store
from onrecord.store.questions import (
    Question,
    load_alerts,
    load_questions,
    mark_delivered,
    save_alert,
    save_question,
)
from onrecord.store.searching import Page, Query, find_actors, find_claims, find_reports

_MOST_PAGES = 10_000  # of a hundred: a bound for a run that would never end, not for a store


@dataclass(frozen=True)
class Finding:
    """Something that a question asks for, with the characters it stands on."""

    title: str
    words: list[Words]  # never empty

    def keys(self) -> set[str]:
        return {f"{w.report}:{w.start}-{w.end}" for w in self.words}


def ask(store: Store, kind: str, words: str, target: str) -> int:
    """Put a standing question; returns its number.

    Raises:
        OnRecordError: there is no such kind, words are missing, or the target is none.
    """
    if kind not in FINDERS:
        raise OnRecordError(f"{kind!r}: ask for one of {', '.join(FINDERS)}")
    if not words.strip() and kind not in ("dispute", "corroborated"):
        raise OnRecordError(f"a question for {kind} needs words")
    Delivery.read(target)
    with store.writing() as connection:
        return save_question(connection, kind, words.strip(), target)


def run_questions(store: Store, allow_private: bool = False) -> tuple[int, list[str]]:
    """Look for what is new, and deliver it.

    Returns:
        How many alerts were delivered, and sentences on what could not be; those stay in the outbox.
    """
    with store.reading() as connection:
        asked = load_questions(connection)
    sent, failed = 0, []
    for question in asked:
        _find_new(store, question)
        with store.reading() as connection:
            waiting = load_alerts(connection, question.id, waiting=True)
            known = load_alerts(connection, question.id)
        for alert in waiting:
            try:
                deliver(question, alert, known, allow_private)
            except OnRecordError as error:
                failed.append(f"question {question.id}: {error}")
                break
            with store.writing() as connection:
                mark_delivered(connection, question.id, alert["key"])
            sent += 1
    return sent, failed


def _find_new(store: Store, question: Question) -> None:
    """Into the outbox with what no earlier alert of the question was about. Looking takes long, and keeps nobody from writing."""
    with store.reading() as connection:
        found = _unseen(FINDERS[question.kind](connection, question.words), _seen(connection, question))
    if not found:
        return
    with store.writing() as connection:
        for finding in _unseen(found, _seen(connection, question)):  # another run may have been faster
            keys = sorted(finding.keys())
            key = hashlib.sha256("\n".join(keys).encode("utf-8", "replace")).hexdigest()[:32]
            content = {"title": finding.title, "words": msgspec.to_builtins(finding.words), "keys": keys}
            save_alert(connection, question.id, key, content)


def _seen(connection: Connection, question: Question) -> set[str]:
    """The characters that alerts of a question were about."""
    return {key for alert in load_alerts(connection, question.id) for key in alert["content"]["keys"]}


def _unseen(findings: Iterable[Finding], seen: set[str]) -> list[Finding]:
    """Those that have no characters in common with what was seen, nor with one another; `seen` takes them in."""
    fresh = []
    for finding in findings:
        keys = finding.keys()
        if keys and not keys & seen:
            seen |= keys
            fresh.append(finding)
    return fresh


def _pages(connection: Connection, find: Callable[[Connection, Query], Page], query: Query) -> Iterator[Page]:
    for _ in range(_MOST_PAGES):
        page = find(connection, query)
        yield page
        if page.next is None:
            return
        query = msgspec.structs.replace(query, after=page.next)


def _entity(connection: Connection, words: str) -> Iterator[Finding]:
    """Reports that name a person, body or place of that name."""
    from onrecord.desk.correcting import mentions_of

    for actor in find_actors(connection, Query(words=words, limit=20)).rows:
        for page in _pages(connection, find_reports, Query(actor=actor["id"], limit=100)):
            ids = [row["id"] for row in page.rows]
            cited = load_cited(connection, ids)
            for place in mentions_of(connection, actor["id"], ids):
                if found := cited[place.report].words(place.start, place.end):
                    yield Finding(f"{actor['name']} is named by {found.outlet or found.report}", [found])


def _speaker(connection: Connection, words: str) -> Iterator[Finding]:
    query = Query(speaker=words, limit=100)
    for _ in range(_MOST_PAGES):
        page = who_said(connection, query)
        for said in page.statements:
            who = " and ".join(said.actors) or (said.speaker[0].exact if said.speaker else words)
            yield Finding(f"{who}, in {said.content[0].outlet or said.content[0].report}", said.content)
        if page.next is None:
            return
        query = msgspec.structs.replace(query, after=page.next)


def _claim(connection: Connection, words: str) -> Iterator[Finding]:
    """Each telling of the claim, and of what seems to conflict with it."""
    checked = check_claim(connection, words)
    for match in (*checked.same, *checked.conflicting):
        for told in match.claim.told:
            verb = told.stance if match.relation == "same" else "tells what seems to conflict"
            yield Finding(f"{told.words.outlet or told.words.report} {verb}: {words}", [told.words])


def _figure(connection: Connection, words: str) -> Iterator[Finding]:
    """Each value that accounts give for what is counted: one alert a value, however many tell it."""
    for figure in find_figures(connection, words):
        yield from _values(figure, load_cited(connection, sorted({a.report for a in figure.accounts})))


def _values(figure: Figure, cited: Mapping[str, Cited]) -> Iterator[Finding]:
    by_value: dict[tuple[float | None, float | None], list[FigureAccount]] = {}
    for account in figure.accounts:
        by_value.setdefault((account.low, account.high), []).append(account)
    for value, accounts in by_value.items():
        others = dict.fromkeys(a.exact for v, several in by_value.items() if v != value for a in several)
        beside = f" (elsewhere: {', '.join(others)})" if others else ""
        told = [w for a in accounts if (w := cited[a.report].words(a.start, a.end))]
        yield Finding(f"{figure.about}: {accounts[0].exact}{beside}", told)


def _standing(alignment: str, title: str) -> Callable[[Connection, str], Iterator[Finding]]:
    def find(connection: Connection, words: str) -> Iterator[Finding]:
        for page in _pages(connection, find_claims, Query(words=words or None, alignment=alignment, limit=100)):
            for claim in answer_claims(connection, page.rows):
                yield Finding(f"{title}: {_best(claim)}", [t.words for t in claim.told])

    return find


def _best(claim: ClaimAnswer) -> str:
    words = " ".join(claim.told[0].words.exact.split())
    told = told_words(claim.independent, claim.sure, claim.about)
    return f"“{words}”" + (f" ({told})" if claim.alignment == "corroborated" else "")


#: What can be asked for.
FINDERS: dict[str, Callable[[Connection, str], Iterator[Finding]]] = {
    "entity": _entity,
    "speaker": _speaker,
    "claim": _claim,
    "figure": _figure,
    "dispute": _standing("disputed", "Disputed"),
    "corroborated": _standing("corroborated", "Corroborated"),
}
