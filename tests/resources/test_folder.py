"""A user's own word lists replace those of the same name, in the process that names them and its workers, or are refused with a reason."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.model import OnRecordError
from onrecord.resources import FOLDER, fingerprint, read_table, read_words, use_folder

CUES = "# own\nlemma,pos,class,kind,tone\ntweet,V,say,statement,neutral\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "cues.csv").write_text(CUES)
    return tmp_path / "own"


def python(code: str, folder: Path) -> str:
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_lists_of_a_folder_count(folder: Path) -> None:
    code = (
        "import sys; from onrecord import resources as r; r.use_folder(sys.argv[1]); "
        "print([w['lemma'] for w in r.read_table('cues.csv')], len(r.read_words('nicknames.tsv')) > 10, len(r.fingerprint()))"
    )
    assert python(code, folder) == "['tweet'] True 12"


def test_workers_have_them_too(folder: Path) -> None:
    code = (
        "import sys, multiprocessing as m; from onrecord import resources as r; r.use_folder(sys.argv[1])\n"
        "if __name__ == '__main__':\n"
        "    with m.get_context('spawn').Pool(1) as pool: print(len(pool.apply(r.read_table, ('cues.csv',))))"
    )
    assert python(code, folder) == "1"


def test_a_folder_named_too_late_is_refused(folder: Path) -> None:
    code = (
        "import sys; from onrecord import resources as r; from onrecord.model import OnRecordError; r.read_table('cues.csv')\n"
        "try: r.use_folder(sys.argv[1])\nexcept OnRecordError as error: print(error)"
    )
    assert python(code, folder).startswith("cues.csv was read already")


@pytest.mark.parametrize(
    ("name", "message"), [("cue.csv", "no list of that name"), ("", "holds no list"), (None, "no folder")]
)
def test_a_folder_that_replaces_nothing_is_refused(name: str | None, message: str, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    if name is not None:
        folder.mkdir()
    if name:
        (folder / name).write_text("")
    with pytest.raises(OnRecordError, match=message):
        use_folder(str(folder))
    assert FOLDER not in os.environ


def test_without_a_folder_there_is_no_fingerprint() -> None:
    assert fingerprint() == ""


def test_the_command_reads_by_them(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(
        'Ferry late\n"Nobody was hurt," tweeted Kari Holm on Tuesday. The wind had turned, said Ola Berg.'
    )
    command = [
        sys.executable,
        "-m",
        "onrecord.cli",
        "annotate",
        str(tmp_path / "r.txt"),
        "--output",
        "-",
        "--resources",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (found,) = map(json.loads, done.stdout.splitlines())
    assert found["report"]["text"].startswith("Ferry late")
    assert [q["kind"] for q in found["quotations"]] == ["direct"]  # "said" is no cue of the user's list


def test_verbs_by_which_claims_are_told_from_their_being_said_attribute_statements_too() -> None:
    """Two lists, so that a change of one concerns one stage; every verb of the first is known to the second."""
    cues = {r["lemma"] for r in read_table("cues.csv") if r["pos"] == "V"}
    assert len(read_words("speech_verbs.txt")) > 300
    assert read_words("speech_verbs.txt") <= cues
