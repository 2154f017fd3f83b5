"""A rich display in notebooks. Records know nothing of pages, so IPython is told how to show them when the library is loaded in it."""

import sys

from onrecord.model import Dossier


def register_display() -> bool:
    """Tell a running IPython how to show a Dossier; whether there was one."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None:
        return False
    shell.display_formatter.formatters["text/html"].for_type(Dossier, _show)
    return True


def _show(dossier: Dossier) -> str:
    from onrecord.dossier.display import dossier_html_fragment

    return dossier_html_fragment(dossier)
