"""Publisher families in the user's own files: which outlets belong to one house."""

import csv
from collections.abc import Iterable

from onrecord.model import OnRecordError


def load_families(paths: Iterable[str]) -> dict[str, str]:
    """The user's publisher families: outlet name or host, folded -> publisher.

    Raises:
        OnRecordError: a file cannot be read or lacks the columns `outlet` and `publisher`.
    """
    families: dict[str, str] = {}
    for path in paths:
        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise OnRecordError(f"the publisher families {path} cannot be read: {error}") from error
        if not rows or not {"outlet", "publisher"} <= set(rows[0]):
            raise OnRecordError(f"the publisher families {path} need a header line with the columns outlet,publisher")
        families.update({row["outlet"].strip().casefold(): row["publisher"].strip() for row in rows if row["outlet"]})
    return families
