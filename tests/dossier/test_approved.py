"""The dossiers of the example reports, as approved: a change of what is found shows as a diff of `tests/approved/*.md`.

`ONRECORD_APPROVE=1 pytest tests/dossier/test_approved.py` writes them anew; read the diff before committing it.
"""

import os
from pathlib import Path

import pytest

import onrecord
from onrecord.api import annotate_many
from onrecord.crossreport import likely_same
from onrecord.dossier.markdown import render_markdown
from onrecord.examples import example_paths

APPROVED = Path(__file__).parent.parent / "approved"


@pytest.fixture(scope="module")
def dossiers() -> dict[str, str]:
    """The Markdown of each story, by its first report, as it is without the optional encoder."""
    with example_paths() as paths:
        annotated = list(annotate_many(onrecord.read(paths)))
    stories = onrecord.group(annotated).stories
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(likely_same, "load_encoder", lambda: None)
        return {s.reports[0]: render_markdown(onrecord.compile_dossier(s, annotated)) for s in stories}


def test_the_examples_give_the_approved_dossiers(dossiers: dict[str, str]) -> None:
    if "ONRECORD_APPROVE" in os.environ:
        APPROVED.mkdir(exist_ok=True)
        for old in APPROVED.glob("*.md"):
            old.unlink()
        for name, text in dossiers.items():
            (APPROVED / f"{name}.md").write_text(text, encoding="utf-8")
    if not APPROVED.is_dir():
        pytest.skip("nothing is approved yet")
    assert dossiers == {p.stem: p.read_text(encoding="utf-8") for p in APPROVED.glob("*.md")}
