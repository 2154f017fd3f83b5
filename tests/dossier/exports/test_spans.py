"""Round trips of characters: what an export marks is exactly what the finding says."""

import io
import json
import re
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from onrecord.dossier.exports.brat import export_brat
from onrecord.dossier.exports.labelstudio import export_labelstudio, labelling_setup
from onrecord.dossier.exports.material import Material
from onrecord.dossier.exports.standoff import EVENT_LABELS, LABELS, LINK_LABELS, pieces, standoff_of
from onrecord.dossier.exports.webannotation import export_webannotation
from onrecord.model import Span
from onrecord.resources import read_table

from tests.dossier.exports.conftest import Run


def _brat(material: Material) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(export_brat(material))) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_brat_text_is_the_report_with_other_breaks_as_spaces(material: Material) -> None:
    files = _brat(material)
    names = json.loads(files["reports.json"])
    assert len(names) == len(material.annotated)
    for name, id in names.items():
        text = material.report(id).text if id in {a.report.id for a in material.annotated} else ""
        printed = files[f"{name}.txt"]
        assert len(printed) == len(text)
        assert all(a == b or a in " ?" for a, b in zip(printed, text, strict=True))


def test_brat_spans_are_the_words_they_name(material: Material) -> None:
    files = _brat(material)
    marks = 0
    for name, lines in files.items():
        if not name.endswith(".ann"):
            continue
        text = files[name.replace(".ann", ".txt")]
        for line in lines.split("\n"):
            if line.startswith("T"):
                _, place, words = line.split("\t")
                label, _, spans = place.partition(" ")
                cut = [text[int(s) : int(e)] for s, e in (p.split() for p in spans.split(";"))]
                assert " ".join(cut) == words
                assert "\n" not in "".join(cut)
                assert label in LABELS
                marks += 1
    assert marks > 20


def test_brat_lines_name_only_marks_that_are_there(material: Material) -> None:
    for name, lines in _brat(material).items():
        if name.endswith(".ann"):
            here = {line.split("\t")[0] for line in lines.split("\n") if line}
            named = set(re.findall(r"[:\s]([TE]\d+)\b", "\n".join(_structure(lines))))
            assert named <= here


def _structure(lines: str) -> list[str]:
    kept = [line.split("\t") for line in lines.split("\n") if line and line[0] in "ERA*#"]
    return ["\t" + cells[1] for cells in kept]


def test_label_studio_regions_are_the_words_they_name(material: Material) -> None:
    tasks = json.loads(export_labelstudio(material))
    assert [t["data"]["report"] for t in tasks] == [a.report.id for a in material.annotated]
    for task in tasks:
        text, result = task["data"]["text"], task["predictions"][0]["result"]
        regions = [r for r in result if r["type"] == "labels"]
        assert len({r["id"] for r in regions}) == len(regions)
        assert all(text[r["value"]["start"] : r["value"]["end"]] == r["value"]["text"] for r in regions)
        ids = {r["id"] for r in regions}
        assert all({r["from_id"], r["to_id"]} <= ids for r in result if r["type"] == "relation")


def test_label_studio_gives_back_every_span_of_every_finding(material: Material) -> None:
    for task, annotations in zip(json.loads(export_labelstudio(material)), material.annotated, strict=True):
        spans: dict[str, list[Span]] = {}
        for region in task["predictions"][0]["result"]:
            if region["type"] == "labels":
                value = region["value"]
                spans.setdefault(region["id"].partition("~")[0], []).append(Span(value["start"], value["end"]))
        for quotation in annotations.quotations:
            assert tuple(spans[quotation.id]) == quotation.content
        for event in annotations.events:
            assert spans[event.id] == [event.span]
        for entity in annotations.entities:
            assert [spans[f"{entity.id}.{n}"] for n in range(1, len(entity.mentions) + 1)] == [
                [m.span] for m in entity.mentions
            ]


def test_the_labelling_setup_knows_every_label(material: Material) -> None:
    setup = labelling_setup()
    tasks = json.loads(export_labelstudio(material))
    results = [r for t in tasks for r in t["predictions"][0]["result"]]
    used = {v for r in results for v in (r["labels"] if r["type"] == "relation" else r["value"]["labels"])}
    assert all(f'value="{label}"' in setup for label in used | set(LABELS) | set(LINK_LABELS))


def test_every_type_that_events_can_have_is_a_label() -> None:
    assert {row["type"] for row in read_table("event_roots.csv")} == set(EVENT_LABELS)


def test_selectors_of_web_annotations_point_at_the_exact_text(material: Material) -> None:
    collection = json.loads(export_webannotation(material))
    items = collection["first"]["items"]
    assert collection["total"] == len(items)
    assert len({item["id"] for item in items}) == len(items)
    texts = [a.report.text for a in material.annotated]
    ids = {item["id"] for item in items}
    for item in items:
        if item["motivation"] == "linking":
            assert {item["target"], item["body"][1]} <= ids
            continue
        for target in item["target"]:
            quoted, placed = target["selector"]
            around = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
            start = placed["start"] - len(quoted["prefix"])
            assert any(
                t[placed["start"] : placed["end"]] == quoted["exact"] and t[start:].startswith(around) for t in texts
            )


def test_every_account_of_a_claim_is_a_web_annotation(examples: Run, material: Material) -> None:
    items = json.loads(export_webannotation(material))["first"]["items"]
    accounts = sum(len(c.accounts) for d in material.dossiers for c in d.claims)
    assert sum(item["motivation"] == "describing" for item in items) == accounts


def test_marks_of_a_report_have_their_own_ids(material: Material) -> None:
    for annotations in material.annotated:
        marks = standoff_of(annotations).marks
        assert len({m.id for m in marks}) == len(marks)


@given(st.text(alphabet="ab \n"), st.integers(0, 30), st.integers(1, 30))
def test_pieces_hold_all_but_breaks_and_the_spaces_beside_them(text: str, start: int, length: int) -> None:
    span = Span(start, start + length)
    cut = pieces(text, [span])
    assert all("\n" not in p.of(text) and p.of(text) == p.of(text).strip() for p in cut)
    assert "".join(p.of(text) for p in cut).replace(" ", "") == span.of(text).replace("\n", "").replace(" ", "")
