"""A file of kept parses."""

import threading
from pathlib import Path

import pytest

from onrecord.language.packing import Packer, read_packed, unpack, write_packed
from onrecord.language.parsing import load_parser
from onrecord.model import Config, OnRecordError
from onrecord.store.parses import ParseFile


def test_what_is_put_is_found_again_in_the_same_file(tmp_path: Path) -> None:
    path = str(tmp_path / "p")
    first = ParseFile(path)
    first.put({bytes([n % 256, n // 256]): str(n).encode() for n in range(1200)})
    first.put({b"\0\0": b"other"})
    first.close()
    second = ParseFile(path)
    found = second.get([bytes([n % 256, n // 256]) for n in range(1300)])
    assert (len(second), len(found), found[b"\0\0"]) == (1200, 1200, b"0")
    assert second.get([]) == {}


def test_threads_may_share_it(tmp_path: Path) -> None:
    file = ParseFile(str(tmp_path / "p"))
    threads = [threading.Thread(target=lambda n=n: file.put({bytes([n]): b"x"})) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(file) == 8


def test_a_file_that_is_something_else_is_misuse(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("Ferry late again. " * 100, encoding="utf-8")
    with pytest.raises(OnRecordError, match="--parses"):
        ParseFile(str(tmp_path / "p"))


def test_a_written_parse_gives_the_same_words() -> None:
    nlp = load_parser(Config().model)
    doc = nlp("The ferries left Bergen on Monday; “we can’t wait,” said Anna Lie.")
    packed = Packer(nlp.vocab)(doc)
    again = read_packed(write_packed(packed), doc.text)
    assert again == packed
    assert again is not None
    assert [(w.text, w.lemma_, w.tag_, w.head.i, w.ent_type_) for w in unpack(again)] == [
        (t.text, t.lemma_, t.tag_, t.head.i, t.ent_type_) for t in doc
    ]
