"""What the tests of all packages share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.language.parsing import Parsed, load_parser, parse_reports
from onrecord.model import Annotations, Context, Origin, Report
from onrecord.reading.reports import Fields, make_report

from tests.postgres import Cluster, private_cluster


@pytest.fixture(scope="session")
def context() -> Context:
    return Context()


@pytest.fixture(scope="session")
def make() -> Callable[..., Report]:
    """A report from a text and what else is known of it."""

    def build(text: str, **fields: object) -> Report:
        return make_report(Fields(text=text, **fields), Origin(path="test", sha256="", encoding="utf-8"))

    return build


@pytest.fixture(scope="session")
def parse(make: Callable[..., Report], context: Context) -> Callable[..., Parsed]:
    """A parsed report from a text."""

    def build(text: str, **fields: object) -> Parsed:
        return next(parse_reports([make(text, **fields)], load_parser(context.config.model)))

    return build


@pytest.fixture(scope="session")
def annotate(parse: Callable[..., Parsed], context: Context) -> Callable[..., Annotations]:
    """All findings of a text."""
    from onrecord.pipeline import annotate_parsed

    def build(text: str, **fields: object) -> Annotations:
        return annotate_parsed(parse(text, **fields), context)

    return build


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A private PostgreSQL server; what needs it is skipped where none is installed."""
    with private_cluster() as cluster:
        if cluster is None:
            pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that does not exist yet, on either database."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.create()
