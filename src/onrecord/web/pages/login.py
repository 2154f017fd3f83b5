"""Coming in with a token, and leaving."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.access import COOKIE, Door, check_form
from onrecord.web.rendering import render_page

router = APIRouter()


@router.get("/login")
async def show_login(request: Request) -> Response:
    """The page that asks for a token."""
    return render_page(request, "login.html.j2", next=_inside(request.query_params.get("next")), refused=False)


@router.post("/login")
async def open_door(request: Request) -> Response:
    """Opens a session for a right token."""
    door: Door = request.app.state.door
    form = await request.form(max_files=0, max_fields=4)
    user = door.user(str(form.get("token", "")).strip())
    target = _inside(str(form.get("next", "")))
    if user is None:
        return render_page(request, "login.html.j2", status=401, next=target, refused=True)
    answer = RedirectResponse(target, 303)
    answer.set_cookie(
        COOKIE, door.open_session(user), max_age=12 * 3600, httponly=True, samesite="strict", secure=door.secure
    )
    return answer


@router.get("/logout")
async def ask_to_leave(request: Request) -> Response:
    """The page with the button that ends the session."""
    return render_page(request, "logout.html.j2")


@router.post("/logout")
async def close_door(request: Request) -> Response:
    """Ends the session."""
    form = await request.form(max_files=0, max_fields=4)
    check_form(request, form.get("form_token"))
    request.app.state.door.close_session(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer


def _inside(target: str | None) -> str:
    """Where to go on: a path of this server, whatever the address said.

    >>> _inside("/stories/s1"), _inside("//evil.example/"), _inside("https://evil.example"), _inside("/\\\\evil.example")
    ('/stories/s1', '/', '/', '/')
    """
    if not target or not target.startswith("/") or target[1:2] in ("/", "\\") or any(ord(c) < 0x20 for c in target):
        return "/"
    return target
