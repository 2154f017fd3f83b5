"""What each outlet calls an entity."""

from collections.abc import Sequence

import pytest

from onrecord.crossreport.label_spans import widen_label
from onrecord.crossreport.labels import has_scare_quotes, kind_of
from onrecord.crossreport.namings import find_namings, loaded_terms, tone_of
from onrecord.crossreport.view import StoryView, view_story
from onrecord.model import Annotations, DossierEntity, Entity, Mention, Naming, Quotation, Report, Span, Story

from tests.gold_cases import Case, load_cases


def _annotations(outlet: str, text: str, name: str, quotations: Sequence[Quotation] = ()) -> Annotations:
    starts = [i for i in range(len(text)) if text.startswith(name, i)]
    mentions = tuple(Mention(start=s, end=s + len(name), form="name") for s in starts)
    entity = Entity(id="e1", name=name, kind="person", mentions=mentions)
    return Annotations(
        report=Report(id=outlet.lower(), text=text, outlet=outlet), entities=(entity,), quotations=tuple(quotations)
    )


def _view(*annotated: Annotations) -> StoryView:
    story = Story(id="s1", title="", reports=tuple(a.report.id for a in annotated), independent=1)
    members = tuple((a.report.id, "e1") for a in annotated)
    return view_story(
        story, annotated, [DossierEntity(id="E1", name=annotated[0].entities[0].name, kind="person", members=members)]
    )


@pytest.mark.parametrize("case", load_cases("namings"), ids=lambda c: f"{c.id} {c.title}")
def test_gold(case: Case) -> None:
    lines = [line.split(": ", 1) for line in case.input.split("\n")]
    [(_, name), *reports] = lines
    found = find_namings(_view(*(_annotations(outlet, text, name) for outlet, text in reports)))
    told = [
        f"{n.outlet}: {x.text} | {x.count} | {x.kind} | {' '.join(x.loaded_terms) or '-'}"
        for n in found
        for x in n.labels
    ]
    assert tuple(told) == case.expected


def _one(naming: Naming) -> str:
    return naming.labels[0].text


def test_evidence_holds_the_label_as_printed() -> None:
    text = "They met the warlord Karim Ossa."
    [naming] = find_namings(_view(_annotations("Gazette", text, "Karim Ossa")))
    [evidence] = naming.labels[0].evidence
    assert text[evidence.start : evidence.end] == _one(naming) == "warlord Karim Ossa"


def test_words_that_are_quoted_belong_to_the_speaker() -> None:
    text = "“Karim Ossa must go,” said Lind."
    quotation = Quotation(id="q1", kind="direct", content=(Span(0, 21),), speaker=(Span(27, 31),))
    [naming] = find_namings(_view(_annotations("Gazette", text, "Karim Ossa", [quotation])))
    assert naming.labels[0].owner == "said:Lind"


def test_outlets_that_differ_most_come_first() -> None:
    one = _annotations("Gazette", "The dictator Karim Ossa left.", "Karim Ossa")
    two = _annotations("Courier", "Karim Ossa left.", "Karim Ossa")
    assert all(n.contrast > 0 for n in find_namings(_view(two, one)))
    assert all(n.contrast == 0 for n in find_namings(_view(two)))


def test_scare_quotes_stand_around_the_wording_or_inside_it() -> None:
    text = "The ‘republic’ of Vell. He said “the republic is ours”."
    assert has_scare_quotes(text, Span(5, 13))
    assert not has_scare_quotes(text, Span(37, 45))


def test_a_possessive_closes_no_quotation_marks() -> None:
    text = "He spoke of 'Vell's many enemies'."
    assert not has_scare_quotes(text, Span(13, 17))


def test_so_called_goes_before_the_form() -> None:
    text = "the so-called Vell Republic"
    assert kind_of(text, Span(14, 27), Mention(start=14, end=27, form="name")) == "so-called"


def test_an_article_is_no_part_of_a_label() -> None:
    text = "The rebel leader Ossa"
    assert widen_label(text, Mention(start=17, end=21, form="name", label=Span(0, 21))).of(text) == "rebel leader Ossa"


@pytest.mark.parametrize(
    ("parsed", "label"),
    [
        ("year Mr. Ossa", "Mr. Ossa"),
        ("statement President Ossa", "President Ossa"),
        ("Wednesday owner Ossa", "owner Ossa"),
        ("navy spokesman Commander Ossa", "navy spokesman Commander Ossa"),
        ("team president Ossa", "team president Ossa"),
        ("late Mr. Ossa", "late Mr. Ossa"),
        ("30 p. m. Ossa", "Ossa"),
        ("40-year-old Ossa", "40-year-old Ossa"),
    ],
)
def test_a_word_of_the_clause_is_no_part_of_a_label(parsed: str, label: str) -> None:
    end = len(parsed)
    mention = Mention(start=end - len("Ossa"), end=end, form="name", label=Span(0, end))
    assert widen_label(parsed, mention, is_person=True).of(parsed) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The head of the Red Crescent came.", "head of the Red Crescent"),
        ("Her chief of staff, Lind, came.", "chief of staff"),
        ("The director of external affairs came.", "director"),
        ("The director of the East Asia programme came.", "director"),
        ("The head of Ossa and Lind came.", "head"),
        ("The head of the Red Crescent's garage came.", "head"),
    ],
)
def test_the_body_that_an_office_is_of_belongs_to_the_label(text: str, label: str) -> None:
    start = text.index(label.split()[0])
    end = start + len(label.split()[0])
    names = {text.index(n): text.index(n) + len(n) for n in ("Red Crescent", "Ossa") if n in text}
    mention = Mention(start=start, end=end, form="description")
    assert widen_label(text, mention, names, is_person=True).of(text) == label


def test_the_front_of_a_name_is_no_name_of_somebody_else() -> None:
    text = "The union boss Ana Ossa spoke."
    ana = Entity(
        id="e1", name="Ana", kind="person", mentions=(Mention(start=15, end=18, form="name", label=Span(4, 18)),)
    )
    ossa = Entity(
        id="e2", name="Ossa", kind="person", mentions=(Mention(start=19, end=23, form="name", label=Span(15, 23)),)
    )
    annotated = Annotations(report=Report(id="r", text=text, outlet="Gazette"), entities=(ana, ossa))
    known = [
        DossierEntity(id=i, name=n, kind="person", members=(("r", e),))
        for i, n, e in (("E1", "Ana", "e1"), ("E2", "Ossa", "e2"))
    ]
    view = view_story(Story(id="s1", title="", reports=("r",), independent=1), (annotated,), known)
    [naming] = find_namings(view)
    assert (naming.entity, _one(naming)) == ("E2", "union boss Ana Ossa")


def test_what_was_taken_for_a_label_and_is_none_is_left_out() -> None:
    text = "Mr Ossa and Mr Ossa met Mrs Ossa. The stone hit the head of Ossa."
    ends = [i + 7 for i in range(len(text)) if text.startswith("Mr Ossa", i)] + [
        text.index("Mrs Ossa") + 8,
        text.rindex("Ossa") + 4,
    ]
    mentions = [
        Mention(start=e - 4, end=e, form="name", label=Span(text.rfind("M", 0, e) if e < 40 else e - 4, e))
        for e in ends
    ]
    head = text.index("head")
    mentions.append(Mention(start=head, end=head + 4, form="description", label=Span(head, head + 4)))
    entity = Entity(id="e1", name="Ossa", kind="person", mentions=tuple(mentions))
    annotated = Annotations(report=Report(id="r", text=text, outlet="Gazette"), entities=(entity,))
    known = [DossierEntity(id="E1", name="Ossa", kind="person", members=(("r", "e1"),))]
    [naming] = find_namings(view_story(Story(id="s1", title="", reports=("r",), independent=1), (annotated,), known))
    assert {x.text: x.count for x in naming.labels} == {"Mr Ossa": 2, "Ossa": 1}


def test_an_office_with_of_before_a_name_belongs_to_the_label() -> None:
    text = "Secretary of State Lena Ossa and the brother of Lena Ossa came."
    first = Mention(start=19, end=28, form="name", label=Span(13, 28))
    second = Mention(start=48, end=57, form="name", label=Span(48, 57))
    assert widen_label(text, first, is_person=True).of(text) == "Secretary of State Lena Ossa"
    assert widen_label(text, second, is_person=True).of(text) == "Lena Ossa"


def test_tone_and_loaded_terms() -> None:
    assert loaded_terms("rebels and terrorists") == ("rebel", "terrorist")
    assert loaded_terms("the UN-recognised government") == ("un-recognised",)
    assert (tone_of("brutal regime") or 0) < 0 < (tone_of("beloved hero") or 0)
    assert tone_of("Peace Storm", frozenset({"peace", "storm"})) is None
