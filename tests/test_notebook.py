"""A dossier shows itself in a notebook, and nothing happens where there is none."""

import sys
from types import SimpleNamespace

import pytest

from onrecord.model import Dossier, Story
from onrecord.notebook import register_display


def test_without_ipython_nothing_is_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    assert register_display() is False


def test_in_a_notebook_a_dossier_is_shown_as_html(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: dict[type, object] = {}
    formatter = SimpleNamespace(for_type=shown.__setitem__)
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters={"text/html": formatter}))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    assert register_display() is True
    dossier = Dossier(story=Story(id="s1", title="Ferry <late>", reports=(), independent=0), reports=())
    html = shown[Dossier](dossier)  # type: ignore[operator]
    assert "Ferry &lt;late&gt;" in html
    assert "<script" not in html
