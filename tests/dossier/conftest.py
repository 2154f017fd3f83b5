"""The hand-made dossiers, built once."""

import pytest

from onrecord.model import Annotations, Dossier

from tests.dossier.fixtures import dam_dossier
from tests.dossier.hostile import hostile_dossier
from tests.dossier.many import many_dossier

Made = tuple[Dossier, tuple[Annotations, ...]]


@pytest.fixture(scope="session")
def dam() -> Made:
    return dam_dossier()


@pytest.fixture(scope="session")
def many() -> Made:
    return many_dossier()


@pytest.fixture(scope="session")
def hostile() -> Made:
    return hostile_dossier()


@pytest.fixture(scope="session")
def empty() -> Made:
    """One report in which nothing was found."""
    from onrecord.model import Report, Story

    report = Report(id="r", text="")
    return Dossier(story=Story(id="s", title="", reports=("r",), independent=1), reports=(report,)), ()
