"""One browser for all tests of the page, and the pages it opens."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.dossier.html import render_html

from tests.browser.chromium import PROGRAM, Chromium
from tests.dossier.fixtures import dam_dossier
from tests.dossier.hostile import hostile_dossier
from tests.dossier.many import many_dossier

_MAKERS = {"dam": dam_dossier, "hostile": hostile_dossier, "many": many_dossier}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    skipped = pytest.mark.skip(reason="no Chromium here; on Debian: apt-get install chromium")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if PROGRAM is None:
                item.add_marker(skipped)


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    made = Chromium()
    yield made
    made.close()


@pytest.fixture
def visit(browser: Chromium, tmp_path: Path) -> Iterator[Callable[..., Chromium]]:
    """Opens one of the hand-made dossiers; what it logged and asked for is checked when the test is done."""

    def go(name: str, fragment: str = "", width: int = 1280, height: int = 900, scripts: bool = True) -> Chromium:
        path = tmp_path / f"{name}.html"
        page = render_html(*_MAKERS[name]())
        page = page if scripts else re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
        path.write_text(page, encoding="utf-8")
        browser.size(width, height)
        browser.open(f"{path.as_uri()}{fragment}")
        return browser

    yield go
    assert browser.console == []
    assert [r for r in browser.requests if not r.startswith("file:///")] == []
    assert len(browser.requests) <= 1, "the page itself, and nothing more"
