"""The user's list of feeds: a TOML file."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onrecord.model import OnRecordError, Record
from onrecord.reading.addresses import without_secrets

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LEAST = 60.0  # seconds between two looks at a feed: less is impolite and tells nothing
_COMMON = {"interval", "pages"}
_OF_LIST = _COMMON | {"feed", "archive", "pause", "timeout"}
_OF_FEED = _COMMON | {"url", "outlet"}


class Feed(Record, frozen=True):
    """One feed of the list."""

    url: str
    outlet: str | None = None  # who publishes what it lists; the page or the feed says it otherwise
    interval: float = 900.0  # seconds between two looks
    pages: bool = True  # whether the page of each item is read; else the item's own text


class FeedList(Record, frozen=True):
    """A list of feeds, and how they are asked."""

    feeds: tuple[Feed, ...]
    archive: str | None = None  # folder of the raw copies
    pause: float = 1.0  # seconds between two requests to a host
    timeout: float = 20.0  # seconds


def read_feed_list(path: str | Path) -> FeedList:
    """The feeds that a file lists.

    Args:
        path: TOML: `interval`, `pages`, `pause`, `timeout`, `archive`, and a table `[[feed]]` with `url` for each feed
            (docs/guides/watching.md).

    Raises:
        OnRecordError: it cannot be read, names no feed, or holds a key or value that means nothing here.
    """
    try:
        with Path(path).open("rb") as file:
            content = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        cause = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise OnRecordError(f"the list of feeds {path} cannot be read: {cause}") from error
    _check_keys(content, _OF_LIST, str(path))
    tables = content.get("feed", [])
    if not isinstance(tables, list) or not tables:
        raise OnRecordError(f'{path} names no feed; write [[feed]] and below it url = "https://..." for each')
    feeds = tuple(_feed(table, content, f"{path}, feed {number}") for number, table in enumerate(tables, 1))
    repeated = sorted({without_secrets(f.url) for f in feeds if sum(g.url == f.url for g in feeds) > 1})
    if repeated:
        raise OnRecordError(f"{path} names {repeated[0]} twice")
    archive = content.get("archive")
    if archive is not None and not isinstance(archive, str):
        raise OnRecordError(f"{path}: archive is the name of a folder")
    return FeedList(
        feeds=feeds,
        archive=None if archive is None else str(Path(path).parent / archive),
        pause=_seconds(content.get("pause", 1.0), f"{path}: pause", 0.0),
        timeout=_seconds(content.get("timeout", 20.0), f"{path}: timeout", 1.0),
    )


def _feed(table: Any, common: Mapping[str, Any], place: str) -> Feed:
    if not isinstance(table, dict):
        raise OnRecordError(f"{place} is no table; write [[feed]]")
    _check_keys(table, _OF_FEED, place)
    given = {**{k: v for k, v in common.items() if k in _COMMON}, **table}
    url, outlet, pages = given.get("url"), given.get("outlet"), given.get("pages", True)
    if not isinstance(url, str) or not re.match(r"https?://[^\s/]", url.strip()):
        raise OnRecordError(f'{place} needs its address: url = "https://..."')
    if not isinstance(pages, bool) or not isinstance(outlet, (str, type(None))):
        raise OnRecordError(f"{place}: pages is true or false, outlet a name")
    interval = _seconds(given.get("interval", 900), f"{place}: interval", _LEAST)
    return Feed(url=url.strip(), outlet=outlet, interval=interval, pages=pages)


def _check_keys(table: Mapping[str, Any], known: set[str], place: str) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise OnRecordError(f"{place}: there is no setting {unknown[0]!r}; there are {', '.join(sorted(known))}")


def _seconds(value: Any, place: str, least: float) -> float:
    """A number of seconds, or a text such as "15m"."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhd])\s*", value) if isinstance(value, str) else None
    if match is not None:
        seconds = float(match[1]) * _UNITS[match[2]]
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = float(value)
    else:
        raise OnRecordError(f'{place} is no length of time; write 90, "90s", "15m", "2h" or "1d"')
    if not least <= seconds <= 30 * 86_400:
        raise OnRecordError(f"{place} is {value}; it lies between {least:g} seconds and 30 days")
    return seconds
