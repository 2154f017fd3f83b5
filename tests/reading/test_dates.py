"""Publication dates of metadata and datelines."""

import pytest

from onrecord.reading.dates import try_find_written_date, try_parse_published


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2020-05-17", "2020-05-17"),
        ("2020-05", "2020-05"),
        ("2020", "2020"),
        ("2020~", "2020~"),
        ("2020-05-17T10:30:00Z", "2020-05-17T10:30:00Z"),
        ("2020-05-17T10:30:00+02:00", "2020-05-17T10:30:00+02:00"),
        ("2020-05-17 10:30:00", "2020-05-17T10:30:00"),
        ("Sun, 17 May 2020 10:30:00 +0000", "2020-05-17T10:30:00Z"),
        ("None", None),
        ("", None),
        ("yesterday", None),
        ("2020-13-40", None),
        (None, None),
        (2020, "2020"),
    ],
)
def test_metadata_dates(given: object, date: str | None) -> None:
    assert try_parse_published(given) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("TRIPOLI, March 3, 2020 (AP)", "2020-03-03"),
        ("3rd Sept. 2019", "2019-09-03"),
        ("Published 2020-02-29", "2020-02-29"),
        ("February 30, 2020", None),
        ("TRIPOLI, March 3", None),
        ("May 1, 2019 and May 2, 2019", None),
    ],
)
def test_written_dates(line: str, date: str | None) -> None:
    assert try_find_written_date(line) == date
