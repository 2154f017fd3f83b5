"""Whom the speakers of statements mean."""

from collections.abc import Callable

import pytest

from onrecord.model import Annotations

#: A text, and who says its statements, "-" for nobody of whom the report has a name.
CASES = {
    "he who claims something in a side clause is the subject of the clause beside it": (
        "Tom Haines said Peter Orwell lied when he claimed the captain knew about the leak.",
        ["Tom Haines", "Peter Orwell"],
    ),
    "he is none of those named in what he says": (
        "Tom Haines said the road was closed.\n\n“My vote goes to Peter Orwell,” he said.\n\n“Friends may quarrel,” he said.",
        ["Tom Haines"] * 3,
    ),
    "he is not whom he speaks of": (
        "Tom Haines said it was late.\n\nOf the two he likes Peter Orwell best.\n\n“A good baker learns every day,” he said of Orwell.",
        ["Tom Haines"] * 3,
    ),
    "he is not whom the mayor, of whom there is no name, told of": (
        "The mayor said that Adam Berg had led the leak. “No shots were fired,” he said.",
        ["-", "-"],
    ),
    "he may be somebody who is named after the mayor spoke": (
        "The mayor said that Adam Berg had left. Berg was in Lund. “No shots were fired,” he said.",
        ["-", "Adam Berg"],
    ),
    "he is not whom he is asked about": (
        "Tom Haines said it was late.\n\nThe town likes Peter Orwell. “He is kind,” Haines said. Asked about Peter Orwell's plan,"
        " he said it was weak.",
        ["Tom Haines", "Tom Haines", "-", "Tom Haines"],
    ),
    "he talks on where nobody else is the subject of a sentence": (
        "Leo Turk, the owner, spoke on Monday.\n\nTurk said that between Peter Orwell and a stranger he would take the former. He added"
        " that it was late.",
        ["Leo Turk"] * 2,
    ),
    "he is who was the subject of the sentence before": (
        "Peter Hale was accused by Tom Keller of lying. He said the charge was absurd.",
        ["Peter Hale"],
    ),
    "another subject in between may be he": (
        "Peter Hale said the road was closed. The police arrested Viktor Holm on Monday. He said he was innocent.",
        ["Peter Hale", "Viktor Holm"],
    ),
    "he in quotation marks is not who speaks them": (
        "“He said, ‘Leave it to me, I know the way.’ That worries people,” said Adam Berg, a baker from Lund.",
        ["Adam Berg", "-"],
    ),
    "who speaks within a quotation does not speak on behind it": (
        "“Then Ida Moll said, ‘It is late,’ and I left. I was shocked,” Hanna Berg said.\n\n“She took my hand,” she said.",
        ["Hanna Berg", "Ida Moll", "Hanna Berg"],
    ),
    "he is not somebody named before a stranger": (
        "Tom Haines said that it was late.\n\nSander is getting ready for a long vote. He is suggesting that members should leave.",
        ["Tom Haines", "-"],
    ),
    "a name of a people may be a family name": (
        "Leo Turk, the owner, spoke on Monday.\n\n“It is early,” said Turk. He added that he had slept.",
        ["Leo Turk"] * 2,
    ),
}


@pytest.mark.parametrize("text", CASES)
def test_speakers(text: str, annotate: Callable[..., Annotations]) -> None:
    report, speakers = CASES[text]
    found = annotate(report)
    names = {e.id: e.name for e in found.entities}
    assert [" and ".join(names[s] for s in q.speakers) or "-" for q in found.quotations] == speakers
