"""How to read the pages, and the keys."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.web.rendering import render_page

router = APIRouter()


@router.get("/help")
async def show_help(request: Request) -> Response:
    """The page of help."""
    return render_page(request, "help.html.j2")
