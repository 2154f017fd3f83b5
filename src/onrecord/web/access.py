"""Who is asking: nobody in particular on one's own machine, else someone with a token or a session that a token opened."""

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass

from fastapi import HTTPException, Request

from onrecord.web.settings import Role, Settings, User, hash_token

COOKIE = "onrecord_session"
_LASTS = 12 * 3600.0  # seconds a session lasts
_MOST_SESSIONS = 10_000


@dataclass(frozen=True)
class Visitor:
    """Who asks, and what they may do."""

    name: str
    role: Role
    form_token: str  # must come back with every form that changes something
    has_session: bool = False  # came in by the login page

    @property
    def may_edit(self) -> bool:
        return self.role == "editor"


class Door:
    """Lets people in. Sessions live in memory only: a restart logs everybody out, and a copied store opens nothing."""

    def __init__(self, settings: Settings) -> None:
        self._users = settings.users
        self._secret = secrets.token_bytes(32)
        self._sessions: OrderedDict[str, tuple[User, float]] = OrderedDict()
        self.secure = settings.secure

    def visitor(self, request: Request) -> Visitor | None:
        """Who a request comes from; None where a login is needed."""
        if not self._users:
            return Visitor("you", "editor", self._form_token("open"))
        bearer = request.headers.get("authorization", "")
        if bearer.lower().startswith("bearer "):
            user = self.user(bearer[7:].strip())
            return Visitor(user.name, user.role, "") if user else None
        return self._by_session(request.cookies.get(COOKIE, ""))

    def user(self, token: str) -> User | None:
        """Whose token it is. Every user is compared, each in constant time, so that the time taken tells nothing."""
        digest, found = hash_token(token), None
        for user in self._users:
            if hmac.compare_digest(digest, user.token_sha256):
                found = user
        return found

    def open_session(self, user: User) -> str:
        """The value of the cookie for someone who has shown their token."""
        value = secrets.token_urlsafe(32)
        self._sessions[_digest(value)] = (user, time.monotonic() + _LASTS)
        while len(self._sessions) > _MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return value

    def close_session(self, value: str) -> None:
        """The cookie opens nothing any more."""
        self._sessions.pop(_digest(value), None)

    def _by_session(self, value: str) -> Visitor | None:
        user, ends = self._sessions.get(_digest(value), (None, 0.0))
        if user is None or ends < time.monotonic():
            return None
        return Visitor(user.name, user.role, self._form_token(value), has_session=True)

    def _form_token(self, session: str) -> str:
        return hmac.new(self._secret, b"form " + session.encode(), hashlib.sha256).hexdigest()


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def visitor_of(request: Request) -> Visitor:
    """Who a request comes from; the guard has let them in already."""
    visitor = request.scope["onrecord.visitor"]
    assert isinstance(visitor, Visitor)
    return visitor


def require_editor(request: Request) -> Visitor:
    """Who a request comes from, if they may change the record.

    Raises:
        HTTPException: 403, for a reader.
    """
    visitor = visitor_of(request)
    if not visitor.may_edit:
        raise HTTPException(403, "Readers cannot change the record; ask for the role editor.")
    return visitor


def check_form(request: Request, form_token: object) -> None:
    """Whether a form was made by this server for this visitor.

    Raises:
        HTTPException: 403, for a form from elsewhere or from before a restart.
    """
    expected = visitor_of(request).form_token
    if (
        not expected
        or not isinstance(form_token, str)
        or not hmac.compare_digest(form_token.encode(), expected.encode())
    ):
        raise HTTPException(403, "This form is no longer good. Go back, load the page again, and send it once more.")
