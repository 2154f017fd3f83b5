"""Bytes to characters."""

import codecs

import pytest

from onrecord.reading.decoding import decode_bytes, share_of_no_text


@pytest.mark.parametrize(
    ("raw", "declared", "text", "encoding"),
    [
        ("Erdoğan".encode(), None, "Erdoğan", "utf-8"),
        (codecs.BOM_UTF8 + b"Oslo", None, "Oslo", "utf-8-sig"),
        ("Oslo".encode("utf-16"), None, "Oslo", "utf-16"),
        ("Malmö".encode("latin-1"), "latin-1", "Malmö", "latin-1"),
        (b"", None, "", "utf-8"),
    ],
)
def test_known_encodings_are_read_without_a_problem(raw: bytes, declared: str | None, text: str, encoding: str) -> None:
    found, name, problems = decode_bytes(raw, declared)
    assert (found, name, problems) == (text, encoding, ())


def test_a_guess_is_said_to_be_one() -> None:
    raw = "Das Café in Köln war früher größer, sagte der Bürgermeister über die Straße.".encode("cp1252")
    text, _, problems = decode_bytes(raw)
    assert "Köln" in text
    assert "guess" in problems[0].message


def test_a_lie_about_the_encoding_is_not_believed() -> None:
    assert decode_bytes("Zürich".encode(), declared="ascii")[0] == "Zürich"


def test_an_unknown_declared_encoding_does_no_harm() -> None:
    assert decode_bytes(b"\xff\xfe\xfd\x00\x81 abc", declared="x-none")[2]


def test_line_ends_are_kept() -> None:
    assert decode_bytes(b"a\r\nb\rc\n")[0] == "a\r\nb\rc\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_without_a_mark_are_read(encoding: str) -> None:
    text = "The ferry was late, the harbour master said."
    found, name, problems = decode_bytes(text.encode(encoding))
    assert (found, name) == (text, encoding)
    assert "guess" in problems[0].message


def test_what_is_no_text_is_told_by_its_characters() -> None:
    import random

    noise = random.Random(3).randbytes(20_000)
    assert share_of_no_text(decode_bytes(noise)[0]) > 0.05
    assert share_of_no_text("“Ça suffit”, dit-il.\r\n\tПривет, 世界 👋🏽\n") == 0.0
