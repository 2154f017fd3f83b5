"""Where a page of answers goes on: the key of its last row, in a form for addresses."""

from collections.abc import Sequence
from typing import Any

import msgspec

from onrecord.model import OnRecordError


class NoSuchPage(OnRecordError):
    """`after` names no place that a page gave."""


def read_cursor(text: str, *kinds: type) -> Sequence[Any]:
    """The key that a page's `next` holds.

    Raises:
        NoSuchPage: it is none that a page gave.
    """
    try:
        values = msgspec.json.decode(bytes.fromhex(text))
        if len(values) != len(kinds):
            raise ValueError(text)
        return [kind(v) for kind, v in zip(kinds, values, strict=True)]
    except (ValueError, TypeError, msgspec.DecodeError) as error:
        raise NoSuchPage("that is no place in these pages; take `next` of the page before") from error


def write_cursor(key: Any) -> str:
    """A key as a page's `next`."""
    return msgspec.json.encode(key).hex()
