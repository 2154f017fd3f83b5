"""The library as FORMAT.md names it."""

import subprocess
import sys

import onrecord


def test_importing_is_light() -> None:
    code = "import sys, onrecord; sys.exit('spacy' in sys.modules or 'msgspec' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_public_name_is_there() -> None:
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    assert set(onrecord.__all__) <= set(dir(onrecord))
