"""Who may come in, from where, and how much they may ask for: everything `onrecord serve` is told."""

import hashlib
import ipaddress
import secrets
import tomllib
from pathlib import Path
from typing import Literal

from onrecord.model import Config, OnRecordError, Record

Role = Literal["reader", "editor"]

#: A token shorter than this could be guessed; those that `onrecord token` makes have 43 characters.
SHORTEST_TOKEN = 20


class User(Record, frozen=True):
    """Someone of the user list. Only the hash of the token is kept; a random token needs no slow hash."""

    name: str
    role: Role
    token_sha256: str  # hexadecimal


class Settings(Record, frozen=True):
    """The settings of a server."""

    store: str = "record.db"  # address of the store
    host: str = "127.0.0.1"  # address to listen on
    port: int = 8321
    names: tuple[str, ...] = ()  # further names it may be called by in the browser's address bar
    users: tuple[User, ...] = ()  # empty: no login, which only loopback may have
    secure: bool = False  # behind a proxy that speaks https: the cookie is for https only
    costly_a_minute: int = 240  # searches and comparisons a client may ask for in a minute, where there is a login
    most_upload: int = 64_000_000  # bytes of one upload
    uploads: str = ""  # folder where uploads wait; "": beside the store, or the system's for temporary files
    config: Config = Config()  # how added reports are analysed

    @property
    def is_open(self) -> bool:
        """Whether everybody who reaches it may read and edit: on loopback, without a user list."""
        return not self.users


def check_settings(settings: Settings) -> Settings:
    """The settings, if a server may run on them.

    Raises:
        OnRecordError: it would be open to others without a login.
    """
    if settings.is_open and not is_loopback(settings.host):
        raise OnRecordError(
            f"on {settings.host} others can reach the record: give --users FILE or the environment variable ONRECORD_TOKEN "
            "(`onrecord token NAME` makes one), or leave --host out to serve this machine only"
        )
    return settings


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def hash_token(token: str) -> str:
    """How a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A token that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


def user_of_token(token: str) -> User:
    """The one user of a server that is given a single token.

    Raises:
        OnRecordError: the token is short enough to be guessed.
    """
    if len(token) < SHORTEST_TOKEN:
        raise OnRecordError(
            f"ONRECORD_TOKEN has fewer than {SHORTEST_TOKEN} characters; `onrecord token NAME` makes a good one"
        )
    return User(name="editor", role="editor", token_sha256=hash_token(token))


def read_users(path: Path) -> tuple[User, ...]:
    """The user list: a TOML file with a `[[user]]` of name, role and token_sha256 for each.

    Raises:
        OnRecordError: it cannot be read, or an entry lacks or misspells something.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("user", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OnRecordError(f"the user list {path} cannot be read: {error}") from error
    users = tuple(_user(entry, path) for entry in entries)
    if not users:
        raise OnRecordError(f"the user list {path} names nobody; `onrecord token NAME` prints an entry for it")
    if len({u.name for u in users}) < len(users):
        raise OnRecordError(f"the user list {path} has a name twice")
    return users


def _user(entry: object, path: Path) -> User:
    given = entry if isinstance(entry, dict) else {}
    name, role, token = str(given.get("name", "")), given.get("role"), str(given.get("token_sha256", "")).lower()
    if not name.strip() or role not in ("reader", "editor") or len(token) != 64 or set(token) - set("0123456789abcdef"):
        raise OnRecordError(
            f"the user list {path}: the entry {name!r} needs a name, a role (reader or editor) and token_sha256 (64 hexadecimal digits)"
        )
    return User(name=name, role=role, token_sha256=token)
