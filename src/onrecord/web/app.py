"""The application: pages, the files they load, and the guard before them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from starlette.responses import Response

from onrecord.version import __version__
from onrecord.web.access import Door
from onrecord.web.errors import error_response, register_errors
from onrecord.web.guarding import Guard
from onrecord.web.pages import help, login
from onrecord.web.rendering import ASSETS, asset
from onrecord.web.settings import Settings, check_settings

_FOR_EVER = "public, max-age=31536000, immutable"


def make_app(settings: Settings) -> FastAPI:
    """The application on a store.

    Args:
        settings: the store's address, who may come in, and how much they may ask for.

    Raises:
        OnRecordError: it would be open to others without a login.
    """
    check_settings(settings)
    door = Door(settings)

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        yield

    app = FastAPI(
        title="onrecord",
        version=__version__,
        lifespan=running,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.settings = settings
    app.state.door = door
    for pages in (help, login):
        app.include_router(pages.router, include_in_schema=False)
    app.add_api_route("/static/{name}", _file, include_in_schema=False)
    register_errors(app)
    app.add_middleware(Guard, settings=settings, door=door)
    return app


async def _file(request: Request, name: str) -> Response:
    if name not in ASSETS:
        return error_response(request, 404, "There is no such file.")
    content, digest = asset(name)
    lasting = _FOR_EVER if request.query_params.get("v") == digest else "no-cache"
    return Response(content, media_type=ASSETS[name][2], headers={"Cache-Control": lasting, "ETag": f'"{digest}"'})
