"""One browser for all tests of the page, and the pages it opens."""

import fcntl
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
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


@pytest.fixture(scope="session")
def example_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the example reports: made once, whatever the number of test processes."""
    pytest.importorskip("uvicorn")
    from onrecord.desk.adding import add_reports
    from onrecord.examples import example_paths
    from onrecord.model import Context
    from onrecord.reading.inputs import read_reports
    from onrecord.store.opening import open_store

    base = tmp_path_factory.getbasetemp()
    path = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "examples.db"
    with Path(f"{path}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            made = path.with_suffix(".part")
            with open_store(str(made), create=True) as store, example_paths() as paths:
                add_reports(store, read_reports(paths), Context())
            made.rename(path)
    return path


@pytest.fixture(scope="session")
def site(example_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `onrecord serve` on a copy of that store."""
    folder = tmp_path_factory.mktemp("served")
    store = shutil.copy(example_record, folder / "record.db")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from onrecord.cli.main import main; main()", "serve"]
    command += ["--store", str(store), "--port", str(port)]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/help", server)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.1)


@pytest.fixture
def tour(browser: Chromium, site: str) -> Iterator[Callable[..., Chromium]]:
    """Opens a page of the served record; that nothing was logged, and nothing asked of others, is checked when the test is done."""

    def go(path: str = "/", width: int = 1280, height: int = 900, dark: bool = False) -> Chromium:
        browser.size(width, height, dark)
        browser.open(site + path)
        return browser

    browser.console.clear()
    browser.requests.clear()
    yield go
    assert browser.console == []
    assert [r for r in browser.requests if not r.startswith((f"{site}/", "data:"))] == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core; from a package that carries it, which is not imported."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("no axe-core here: pip install --no-deps axe-playwright-python")
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")
