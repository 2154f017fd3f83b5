"""The application: pages, the files they load, and the guard before them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from starlette.responses import Response

from onrecord.store.opening import Store, open_store
from onrecord.version import __version__
from onrecord.web import api
from onrecord.web.access import Door
from onrecord.web.errors import error_response, register_errors
from onrecord.web.guarding import Guard
from onrecord.web.keeping import Keeper
from onrecord.web.pages import (
    actors,
    adding,
    correcting,
    help,
    history,
    login,
    outlets,
    problems,
    questions,
    reports,
    searching,
    stories,
    story,
)
from onrecord.web.rendering import ASSETS, asset
from onrecord.web.revisions import revision_of, uploads_folder
from onrecord.web.settings import Settings, check_settings
from onrecord.web.tasks import do_task
from onrecord.web.working import Worker

_FOR_EVER = "public, max-age=31536000, immutable"
#: All pages, each in the file that bears its name.
PAGES = (
    stories,
    story,
    reports,
    actors,
    searching,
    outlets,
    correcting,
    history,
    adding,
    problems,
    questions,
    help,
    login,
)


def make_app(settings: Settings, store: Store | None = None) -> FastAPI:
    """The application on a store.

    Args:
        settings: the store's address, who may come in, and how much they may ask for.
        store: the store, where it is open already; it is closed with the application.

    Raises:
        OnRecordError: it would be open to others without a login, or the store cannot be opened.
    """
    check_settings(settings)
    door, store = Door(settings), store or open_store(settings.store)
    worker = Worker(uploads_folder(settings), do_task)

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        worker.start()
        yield
        worker.stop()
        store.close()

    app = FastAPI(
        title="onrecord",
        version=__version__,
        lifespan=running,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.settings, app.state.door, app.state.store, app.state.worker = settings, door, store, worker
    for pages in PAGES:
        app.include_router(pages.router, include_in_schema=False)
    app.include_router(api.router)
    app.add_api_route("/static/{name}", _file, include_in_schema=False)
    register_errors(app)
    app.add_middleware(Keeper, revision=lambda: revision_of(store))
    app.add_middleware(Guard, settings=settings, door=door)  # the last one added stands before all others
    return app


async def _file(request: Request, name: str) -> Response:
    if name not in ASSETS:
        return error_response(request, 404, "There is no such file.")
    content, digest = asset(name)
    lasting = _FOR_EVER if request.query_params.get("v") == digest else "no-cache"
    return Response(content, media_type=ASSETS[name][2], headers={"Cache-Control": lasting, "ETag": f'"{digest}"'})
