"""Word lists as data. Each file says in its first comment lines where it comes from and under which licence."""

import csv
import json
from functools import cache
from importlib import resources
from typing import Any


def _lines(name: str) -> list[str]:
    text = (resources.files(__package__) / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


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
    return json.loads((resources.files(__package__) / name).read_text(encoding="utf-8"))
