"""Label Studio: a task a report, what onrecord found as a prediction that a person corrects."""

from typing import Any

from onrecord.dossier.exports.encoding import json_page
from onrecord.dossier.exports.material import Material
from onrecord.dossier.exports.standoff import LABELS, LINK_LABELS, Mark, standoff_of
from onrecord.model import Annotations


def export_labelstudio(material: Material) -> bytes:
    """A JSON list of tasks. Offsets are code points of `data.text`, half-open.

    A finding of several stretches is as many regions, joined by "part" relations. Ids of regions are those of the findings.
    """
    return json_page([_task(annotations) for annotations in material.annotated])


def labelling_setup() -> str:
    """The labelling setup that a project for these tasks needs (Settings, Labeling Interface, Code)."""
    labels = "".join(f'    <Label value="{label}"/>\n' for label in LABELS)
    relations = "".join(f'    <Relation value="{label}"/>\n' for label in (*LINK_LABELS, "part"))
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{labels}  </Labels>\n'
        f"  <Relations>\n{relations}  </Relations>\n"
        '  <Text name="text" value="$text"/>\n</View>\n'
    )


def _task(annotations: Annotations) -> dict[str, Any]:
    report = annotations.report
    standoff = standoff_of(annotations)
    regions = [region for mark in standoff.marks for region in _regions(mark, report.text)]
    relations = [_relation(k.label, k.first, k.second) for k in standoff.links]
    parts = [
        _relation("part", mark.id, f"{mark.id}~{number}")
        for mark in standoff.marks
        for number in range(2, len(mark.spans) + 1)
    ]
    return {
        "data": {
            "text": report.text,
            "report": report.id,
            "outlet": report.outlet,
            "title": report.title,
            "url": report.url,
            "published": report.published,
            "made_by": annotations.made_by,
        },
        "predictions": [{"model_version": annotations.made_by or "onrecord", "result": regions + relations + parts}],
    }


def _regions(mark: Mark, text: str) -> list[dict[str, Any]]:
    notes = [f"{name}={value}" for name, value in mark.notes]
    return [
        {
            "id": mark.id if number == 1 else f"{mark.id}~{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": span.start, "end": span.end, "text": span.of(text), "labels": [mark.label]},
            "meta": {"text": notes} if number == 1 and notes else {},
        }
        for number, span in enumerate(mark.spans, start=1)
    ]


def _relation(label: str, first: str, second: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": first, "to_id": second, "direction": "right", "labels": [label]}
