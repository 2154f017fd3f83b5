"""Corrections made in brat and Label Studio come back: who speaks, who is who, what is no claim; what cannot be carried is a Problem."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.desk.adding import add_reports
from onrecord.desk.importing import Imported, import_corrections
from onrecord.desk.settling import settle
from onrecord.dossier.exports.formats import export
from onrecord.model import Context, OnRecordError, Origin
from onrecord.reading.reports import Fields, make_report
from onrecord.store.corrections import load_corrections
from onrecord.store.loading import load_annotations, load_dossier
from onrecord.store.opening import Store, open_store
from onrecord.store.searching import Query, find_stories

TEXT = (
    "Mayor Ines Duarte said the old bridge over the Sorva would stay closed until June.\n"
    "Engineer Paulo Reis warned that two pillars had cracked. Duarte thanked Reis for the report."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "record.db"), create=True) as opened:
        fields = Fields(text=TEXT, id="a", outlet="The Courier")
        report = make_report(fields, Origin(path="a", sha256="", encoding="utf-8"))
        add_reports(opened, [report], Context())
        yield opened


def exported(store: Store, to: str) -> bytes:
    with store.reading() as connection:
        annotated = list(load_annotations(connection, ["a"]).values())
        stories = [load_dossier(connection, r["id"]) for r in find_stories(connection, Query()).rows]
    return export(to, [d for d in stories if d], annotated)


class Task:
    """A task of Label Studio as a person changes it."""

    def __init__(self, store: Store) -> None:
        (self.task,) = json.loads(exported(store, "labelstudio"))
        self.result: list[dict[str, Any]] = self.task["predictions"][0]["result"]

    def region(self, words: str, label: str) -> dict[str, Any]:
        return next(r for r in self.regions(label) if r["value"]["text"] == words)

    def regions(self, label: str) -> list[dict[str, Any]]:
        return [r for r in self.result if r["type"] == "labels" and r["value"]["labels"] == [label]]

    def mark(self, words: str, label: str, name: str = "x1") -> None:
        start = TEXT.index(words)
        value = {"start": start, "end": start + len(words), "text": words, "labels": [label]}
        self.result.append({"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value})

    def drop(self, *ids: str) -> None:
        self.result[:] = [
            r for r in self.result if r.get("id") not in ids and not {r.get("from_id"), r.get("to_id")} & {*ids}
        ]

    def save(self, folder: Path) -> Path:
        annotation = {
            "id": 7,
            "completed_by": {"id": 3, "email": "ada@example.org"},
            "updated_at": "2026-11-20T10:11:12.345678Z",
            "result": self.result,
        }
        path = folder / "project.json"
        path.write_text(json.dumps([{**self.task, "predictions": [], "annotations": [annotation]}]))
        return path


def kept(store: Store) -> list[Any]:
    with store.reading() as connection:
        return [k.correction for k in load_corrections(connection)]


def speaker_of(store: Store, words: str) -> str:
    settle(store, Context())
    with store.reading() as connection:
        dossier = load_dossier(connection, find_stories(connection, Query()).rows[0]["id"])
        assert dossier is not None
        return next(q.speaker_text for q in dossier.quotations if words in q.content_text)


@pytest.mark.parametrize("tool", ["labelstudio", "brat"])
def test_what_nobody_changed_is_no_correction(store: Store, tmp_path: Path, tool: str) -> None:
    if tool == "labelstudio":
        path = Task(store).save(tmp_path)
    else:
        path = tmp_path / "brat.zip"
        path.write_bytes(exported(store, "brat"))
    assert import_corrections(store, path, "Ada") == Imported((), 0, ())


def test_another_speaker_in_label_studio(store: Store, tmp_path: Path) -> None:
    task = Task(store)
    content = next(r for r in task.regions("Content") if "pillars" in r["value"]["text"])
    task.drop(f"{content['id']}.speaker")
    reis = next(r for r in task.regions("Person") if "Duarte" in r["value"]["text"])
    task.result.append(
        {"type": "relation", "from_id": content["id"], "to_id": reis["id"], "direction": "right", "labels": ["speaker"]}
    )
    done = import_corrections(store, task.save(tmp_path))
    assert (len(done.kept), done.problems) == (1, ())
    (correction,) = kept(store)
    assert (correction.kind, correction.made_by, correction.made_at) == (
        "speaker",
        "ada@example.org",
        "2026-11-20T10:11:12Z",
    )
    assert "Duarte" in speaker_of(store, "two pillars had cracked")
    again = import_corrections(store, task.save(tmp_path))
    assert (again.kept, again.problems) == ((), ())


def test_two_entities_become_one_and_one_becomes_two(store: Store, tmp_path: Path) -> None:
    task = Task(store)
    people = {r["value"]["text"]: r for r in task.regions("Person")}
    assert len({r["id"].partition(".")[0] for r in people.values()}) == 2, sorted(people)
    first, second = (next(r for n, r in people.items() if name in n) for name in ("Ines", "Paulo"))
    task.result.append({"type": "relation", "from_id": first["id"], "to_id": second["id"], "labels": ["same"]})
    assert len(import_corrections(store, task.save(tmp_path)).kept) == 1
    assert kept(store)[-1].kind == "same_entity"
    task = Task(store)
    task.result[:] = [r for r in task.result if r.get("labels") != ["same"]]
    done = import_corrections(store, task.save(tmp_path))
    assert {c.kind for c in kept(store)[1:]} == {"split_entity"}
    assert len(done.kept) == 2
    settle(store, Context())


def test_no_claim_by_mark_and_by_taking_a_statement_out(store: Store, tmp_path: Path) -> None:
    task = Task(store)
    content = next(r for r in task.regions("Content") if "pillars" in r["value"]["text"])
    task.drop(content["id"], f"{content['id']}.cue", f"{content['id']}.speaker")
    task.mark("the old bridge over the Sorva would stay closed until June", "NotAClaim")
    done = import_corrections(store, task.save(tmp_path))
    assert done.problems == ()
    assert [c.kind for c in kept(store)] == ["not_a_claim", "not_a_claim"]
    settle(store, Context())
    with store.reading() as connection:
        dossier = load_dossier(connection, "s1")
    assert dossier is not None
    assert not [c.text for c in dossier.claims if "pillars" in c.text or "closed" in c.text]


def test_what_no_correction_carries_is_told(store: Store, tmp_path: Path) -> None:
    task = Task(store)
    task.mark("report", "Organisation")
    task.drop(task.regions("Person")[0]["id"])
    done = import_corrections(store, task.save(tmp_path))
    assert done.kept == ()
    assert {p.message.split(";")[0] for p in done.problems} >= {
        "The mark Organisation is new",
        "The mark Person was taken out",
    }
    assert all(p.report == "a" for p in done.problems)


def test_another_text_another_analysis_or_an_unknown_report_is_refused(store: Store, tmp_path: Path) -> None:
    for field, value, message in (
        ("text", "Another text.", "not be read"),
        ("text", TEXT + " More.", "not that of the report"),
        ("made_by", "onrecord 0.0.1", "another analysis"),
        ("report", "zz", "no analysed report 'zz'"),
    ):
        task = Task(store)
        task.task["data"][field] = value
        done = import_corrections(store, task.save(tmp_path))
        assert done.kept == ()
        assert message in done.problems[0].message


def brat_files(store: Store, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(exported(store, "brat"))) as archive:
        archive.extractall(folder / "brat")
    return folder / "brat" / "a.ann"


def test_speaker_merge_and_no_claim_in_brat(store: Store, tmp_path: Path) -> None:
    path = brat_files(store, tmp_path)
    lines = path.read_text().splitlines()
    number = {
        line.split("\t")[2]: line.split("\t")[0] for line in lines if line.startswith("T") and "\tPerson " in line
    }
    content = next(x.split("\t")[0] for x in lines if "\tContent " in x and "pillars" in x)
    ines, paulo = (next(t for n, t in number.items() if name in n) for name in ("Ines", "Paulo"))
    lines = [x for x in lines if not (x.startswith("R") and "SpeakerOf" in x and x.endswith(f"Arg2:{content}"))]
    start = TEXT.index("thanked Reis for the report")
    lines += [
        f"R90\tSpeakerOf Arg1:{ines} Arg2:{content}",
        f"*\tEquiv {ines} {paulo}",
        f"T90\tNotAClaim {start} {start + 27}\tthanked Reis for the report",
    ]
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(OnRecordError, match="--by"):
        import_corrections(store, tmp_path / "brat")
    done = import_corrections(store, tmp_path / "brat", "Bo")
    assert sorted(c.kind for c in kept(store)) == ["not_a_claim", "same_entity", "speaker"]
    assert {c.made_by for c in kept(store)} == {"Bo"}
    assert done.problems == ()
    assert "Duarte" in speaker_of(store, "two pillars had cracked")
    again = import_corrections(store, tmp_path / "brat", "Bo")
    assert again.kept == ()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.json", b"[1, 2]", "no JSON of Label Studio"),
        ("x.json", b"{", "no JSON of Label Studio"),
        ("x.zip", b"no zip", "cannot be read"),
        ("missing.zip", None, "cannot be read"),
    ],
)
def test_files_of_something_else_are_refused(
    store: Store, tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(OnRecordError, match=message):
        import_corrections(store, tmp_path / name, "Ada")


def test_an_annotation_that_makes_no_sense_is_a_problem(store: Store, tmp_path: Path) -> None:
    task = Task(store)
    task.result[0]["value"]["start"] = 10**6
    done = import_corrections(store, task.save(tmp_path))
    assert "could not be read" in done.problems[0].message
