"""Word lists as data. Each file says in its first comment lines where it comes from and under which licence.

A user's own folder may hold lists that replace those of the same name: other cues, or another language (docs/guides/languages.md). It is
named once, before anything is read: many lists are read when the module that needs them is loaded.
"""

import csv
import hashlib
import json
import os
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from onrecord.model import OnRecordError

#: The environment variable that names the user's folder; worker processes inherit it.
FOLDER = "ONRECORD_RESOURCES"
_read: set[str] = set()  # names of the lists that were read


def use_folder(folder: str) -> None:
    """Let the lists of a folder replace those of the same name, in this process and the workers it starts.

    Args:
        folder: with files named as in `onrecord/resources`, in the same form.

    Raises:
        OnRecordError: there is no such folder, it holds a file that is no list of onrecord, or a list was read already from elsewhere.
    """
    path = Path(folder).resolve()
    if not path.is_dir():
        raise OnRecordError(f"there is no folder {folder}")
    here = Path(str(resources.files(__package__)))
    names = sorted(p.name for p in path.iterdir() if p.suffix in (".csv", ".tsv", ".txt", ".json"))
    unknown = [name for name in names if not (here / name).is_file()]
    if unknown:
        raise OnRecordError(f"{folder} holds {unknown[0]}, but onrecord has no list of that name to replace")
    if not names:
        raise OnRecordError(f"{folder} holds no list; name them as in {here}")
    late = sorted(_read & set(names)) if os.environ.get(FOLDER) != str(path) else []
    if late:
        raise OnRecordError(f"{late[0]} was read already; name the folder before anything else of onrecord is used")
    os.environ[FOLDER] = str(path)


def fingerprint() -> str:
    """Of the lists of the user's folder, so that results made with others are not taken for these; "" where there is none."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return ""
    lists = sorted(p for p in Path(folder).iterdir() if p.suffix in (".csv", ".tsv", ".txt", ".json"))
    return hashlib.sha256(b"".join(p.name.encode() + b"\0" + p.read_bytes() for p in lists)).hexdigest()[:12]


def read_text(name: str) -> str:
    """The content of a file of this package, or of the user's folder where that has one of the name."""
    folder = os.environ.get(FOLDER)
    own = Path(folder, name) if folder else None
    _read.add(name)
    return (own if own is not None and own.is_file() else resources.files(__package__) / name).read_text(
        encoding="utf-8"
    )


def _lines(name: str) -> list[str]:
    return [line for line in read_text(name).splitlines() if line.strip() and not line.startswith("#")]


@cache
def read_words(name: str) -> frozenset[str]:
    """The entries of a list, one a line, as written. Lines that begin with # are comments.

    Args:
        name: file name in this package, such as "cues.txt".
    """
    return frozenset(line.strip() for line in _lines(name))


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a comma- or tab-separated table with a header line, as text. Lines that begin with # are comments.

    Args:
        name: file name in this package, ending in .csv or .tsv.
    """
    return tuple(csv.DictReader(_lines(name), delimiter="\t" if name.endswith(".tsv") else ","))


@cache
def read_json(name: str) -> Any:
    """The content of a JSON file of this package (model weights and their card)."""
    return json.loads(read_text(name))
