"""The chain of holders begins with the outlet and goes inwards."""

from onrecord.crossreport.chains import UNNAMED, holder_chain
from onrecord.crossreport.view import StoryView, view_story
from onrecord.model import Annotations, DossierEntity, Quotation, Report, Span, Story

TEXT = "Smith said the ministry told Jones and Lee that aid workers reported ten dead."


def _view(quotations: tuple[Quotation, ...]) -> StoryView:
    report = Report(id="r1", text=TEXT, outlet="Daily")
    entities = tuple(
        DossierEntity(id=f"E{i}", name=n, kind="person", members=(("r1", f"e{i}"),))
        for i, n in enumerate(("Smith", "Jones", "Lee"), 1)
    )
    story = Story(id="s1", title="t", reports=("r1",), independent=1)
    return view_story(story, [Annotations(report=report, quotations=quotations)], entities)


def _quotation(id_: str, parent: str | None = None, speakers: tuple[str, ...] = (), words: str = "") -> Quotation:
    at = TEXT.find(words)
    speaker = (Span(at, at + len(words)),) if words else ()
    return Quotation(
        id=id_, kind="indirect", content=(Span(11, len(TEXT)),), parent=parent, speakers=speakers, speaker=speaker
    )


def test_the_outlets_own_voice_has_a_chain_of_one() -> None:
    assert holder_chain(_view(()), "r1", None) == ("outlet:Daily",)


def test_outermost_holder_comes_first_and_a_nameless_one_keeps_its_words() -> None:
    view = _view((_quotation("q1", None, ("e1",)), _quotation("q2", "q1", (), "aid workers")))
    assert holder_chain(view, "r1", "q2") == ("outlet:Daily", "E1", "said:aid workers")


def test_several_speakers_are_one_holder() -> None:
    assert holder_chain(_view((_quotation("q1", None, ("e3", "e2")),)), "r1", "q1") == ("outlet:Daily", "E2+E3")


def test_words_in_quotation_marks_are_somebodys() -> None:
    quotation = Quotation(id="q1", kind="direct", content=(Span(11, len(TEXT)),))
    assert holder_chain(_view((quotation,)), "r1", "q1") == ("outlet:Daily", UNNAMED)


def test_what_was_reported_is_somebodys() -> None:
    told, noted = (
        Quotation(id="q1", kind="indirect", content=(Span(11, len(TEXT)),), cue_lemma=lemma)
        for lemma in ("report", "note")
    )
    assert holder_chain(_view((told,)), "r1", "q1") == ("outlet:Daily", UNNAMED)
    assert holder_chain(_view((noted,)), "r1", "q1") == ("outlet:Daily",)


def test_a_level_without_speaker_is_skipped_and_a_circle_ends() -> None:
    view = _view((_quotation("q1", "q2"), _quotation("q2", "q1", ("e1",))))
    assert holder_chain(view, "r1", "q1") == ("outlet:Daily", "E1")
