"""`dossier.json`: the output contract (docs/format.md), with what else the dossier holds beside it."""

from typing import Any

import msgspec

from onrecord.model import Dossier


def render_json(dossier: Dossier, with_text: bool = False) -> bytes:
    """The dossier as JSON: sorted keys, one item a line, the same bytes for the same dossier.

    Args:
        dossier: of one story.
        with_text: put in the reports' texts (and the maps back to their raw input, which say nothing without them).
    """
    content: dict[str, Any] = msgspec.to_builtins(dossier)
    if not with_text:
        content["reports"] = [_without_text(report) for report in content["reports"]]
    return msgspec.json.format(msgspec.json.encode(content, order="sorted"), indent=1) + b"\n"


def _without_text(report: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in report.items() if key != "text"}
    if kept.get("origin"):
        kept["origin"] = {key: value for key, value in kept["origin"].items() if key != "segments"}
    return kept
