"""Reading the record: stories, claims, statements, events, figures, reports, actors, outlets."""

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import Response

from onrecord.desk import answering
from onrecord.desk.answers import Checked, Reports, Statements, StoryAnswer, Stretch
from onrecord.desk.checking import MOST_CHARACTERS, check_claim
from onrecord.dossier.json import render_json
from onrecord.model import OnRecordError
from onrecord.store import searching
from onrecord.store.loading import load_annotations, load_dossier, load_reports
from onrecord.web.api import listing
from onrecord.web.api.answering import After, Cleaned, Day, Id, Limit, Name, Words, answer, missing, store_of
from onrecord.web.api.shapes import ActorAnswer, Actors, Claims, Events, Figures, Json, Outlets, Stories

router = APIRouter(tags=["record"])

Alignment = Annotated[Literal["corroborated", "disputed", "single_source"] | None, Query(description="Of a claim.")]
Kind = Annotated[Literal["person", "organisation", "place", "group", "other"] | None, Query()]


def narrowed(
    outlet: Name = None, since: Day = None, until: Day = None, after: After = None, limit: Limit = 50
) -> searching.Query:
    """The part of a question that most lists share."""
    return searching.Query(outlet=outlet, since=since, until=until, after=after or None, limit=limit)


Narrowed = Annotated[searching.Query, Depends(narrowed)]


@router.get("/stories", response_model=Stories)
def list_stories(
    request: Request, query: Narrowed, words: Words = None, alignment: Alignment = None, actor: Name = None
) -> Response:
    """Stories, the latest first."""
    asked = msgspec.structs.replace(query, words=words, alignment=alignment, actor=actor)
    with store_of(request).reading() as connection:
        return answer(request, listing.stories(searching.find_stories(connection, asked)))


@router.get("/stories/{story}", response_model=StoryAnswer)
def show_story(request: Request, story: Id, after: After = None, limit: Limit = 50) -> Response:
    """A story: its independent accounts with the reasons, and its claims, the weightiest first."""
    try:
        with store_of(request).reading() as connection:
            query = searching.Query(after=after or None, limit=limit)
            return answer(request, answering.answer_story(connection, story, query))
    except OnRecordError as error:
        raise HTTPException(404, str(error)) from error


@router.get("/stories/{story}/dossier", response_model=Json)
def show_dossier(request: Request, story: Id, texts: bool = False) -> Response:
    """The whole dossier of a story, as `onrecord dossier` writes it (docs/format.md)."""
    with store_of(request).reading() as connection:
        dossier = load_dossier(connection, story)
    if dossier is None:
        raise missing("story", story)
    return answer(request, render_json(dossier, texts))


@router.get("/stories/{story}/figures", response_model=Figures)
def show_figures(request: Request, story: Id) -> Response:
    """What is counted in a story, and what each account gives."""
    with store_of(request).reading() as connection:
        dossier = load_dossier(connection, story)
        if dossier is None:
            raise missing("story", story)
        return answer(request, listing.figures(connection, dossier))


@router.get("/claims", response_model=Claims)
def list_claims(
    request: Request, query: Narrowed, words: Words = None, alignment: Alignment = None, story: Name = None
) -> Response:
    """Claims with who tells them in which words, by story, the weightiest first. Days do not narrow them."""
    asked = msgspec.structs.replace(query, words=words, alignment=alignment, story=story)
    with store_of(request).reading() as connection:
        page = searching.find_claims(connection, asked)
        return answer(request, Claims(answering.answer_claims(connection, page.rows), page.next))


@router.get("/check", response_model=Checked)
def check_sentence(
    request: Request,
    sentence: Annotated[str, Query(min_length=1, max_length=MOST_CHARACTERS), Cleaned],
    story: Name = None,
) -> Response:
    """Which claims tell the same as a sentence, and on how many independent accounts. No verdict on whether it is so."""
    if not sentence.strip():
        raise HTTPException(404, "The sentence is empty.")
    with store_of(request).reading() as connection:
        return answer(request, check_claim(connection, sentence, story))


@router.get("/statements", response_model=Statements)
def list_statements(
    request: Request, query: Narrowed, words: Words = None, speaker: Name = None, story: Name = None
) -> Response:
    """Statements by speaker (an actor's id, or words of the name), story, outlet, day or words."""
    asked = msgspec.structs.replace(query, words=words, speaker=speaker, story=story)
    with store_of(request).reading() as connection:
        return answer(request, answering.who_said(connection, asked))


@router.get("/events", response_model=Events)
def list_events(
    request: Request, query: Narrowed, type: Name = None, actor: Name = None, story: Name = None
) -> Response:
    """Events by PLOVER type, actor (an id), story, outlet or day. Mind the status: a threat is an event too."""
    asked = msgspec.structs.replace(query, type=type, actor=actor, story=story)
    with store_of(request).reading() as connection:
        return answer(request, listing.events(connection, searching.find_events(connection, asked)))


@router.get("/reports", response_model=Reports)
def list_reports(request: Request, query: Narrowed, words: Words = None, story: Name = None) -> Response:
    """Reports, the latest first, with the sentences that hold the words."""
    asked = msgspec.structs.replace(query, words=words, story=story)
    with store_of(request).reading() as connection:
        return answer(request, answering.search_reports(connection, asked))


@router.get("/reports/{report:path}", response_model=Json)
def show_report(request: Request, report: Id) -> Response:
    """A report with its text and parts, as it was read."""
    with store_of(request).reading() as connection:
        found = next(load_reports(connection, [report]), None)
    if found is None:
        raise missing("report", report)
    return answer(request, found)


@router.get("/annotations/{report:path}", response_model=Json)
def show_annotations(request: Request, report: Id) -> Response:
    """All that was found in a report, as `onrecord annotate` writes it."""
    with store_of(request).reading() as connection:
        found = load_annotations(connection, [report]).get(report)
    if found is None:
        raise missing("analysed report", report)
    return answer(request, found)


@router.get("/spans/{report:path}", response_model=Stretch)
def show_span(
    request: Request,
    report: Id,
    start: Annotated[int, Query(ge=0, le=2**31 - 1)],
    end: Annotated[int, Query(ge=1, le=2**31 - 1)],
    around: Annotated[int, Query(ge=0, le=2000)] = 200,
) -> Response:
    """The exact characters of a report (4,000 at most), with what stands around them."""
    try:
        with store_of(request).reading() as connection:
            return answer(request, answering.read_span(connection, report, start, end, around))
    except OnRecordError as error:
        raise HTTPException(404, str(error)) from error


@router.get("/actors", response_model=Actors)
def list_actors(
    request: Request, words: Words = None, kind: Kind = None, after: After = None, limit: Limit = 50
) -> Response:
    """People, organisations, places and groups, those in most reports first."""
    query = searching.Query(words=words, type=kind, after=after or None, limit=limit)
    with store_of(request).reading() as connection:
        return answer(request, listing.actors(searching.find_actors(connection, query)))


@router.get("/actors/{actor}", response_model=ActorAnswer)
def show_actor(request: Request, actor: Id, after: After = None, limit: Limit = 50) -> Response:
    """An actor with its names and a mention in each of its reports."""
    with store_of(request).reading() as connection:
        found = listing.actor(connection, actor, after or None, limit)
    if found is None:
        raise missing("actor", actor)
    return answer(request, found)


@router.get("/outlets", response_model=Outlets)
def list_outlets(request: Request, after: After = None, limit: Limit = 50) -> Response:
    """The outlets of the record, by name."""
    with store_of(request).reading() as connection:
        return answer(request, listing.outlets(connection, after or None, limit))
