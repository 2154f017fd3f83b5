"""What the sections say, in words and places."""

from collections.abc import Sequence

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dossier.lookup import look_up
from onrecord.dossier.page import make_page
from onrecord.dossier.sections.namings import named_items
from onrecord.dossier.sections.texts import cut_text
from onrecord.model import Label, Span

from tests.dossier.conftest import Made
from tests.dossier.desk import HALYARD, LANTERN, PENNANT, SALTMARSH


def test_a_letter_is_an_account_and_a_number_a_report_of_it(dam: Made) -> None:
    tags = look_up(dam[0]).tags
    assert tags[HALYARD].letter == tags[SALTMARSH].letter != tags[PENNANT].letter
    assert tags[HALYARD].label.endswith("1"), "the original of a copied text comes first"
    assert tags[LANTERN].label == tags[LANTERN].letter


def test_a_place_is_said_as_a_reader_would(dam: Made) -> None:
    look = look_up(dam[0])
    report = look.report(PENNANT)
    at = report.text.index("More than 100")
    ref = look.ref(PENNANT, [Span(at, at + 13)])
    assert ref is not None
    assert ref.place == "¶2"
    assert ref.exact == "More than 100"
    assert look.ref(PENNANT, [Span(10**6, 10**6 + 1)]) is None


def test_of_two_opposed_claims_only_the_weightier_heads_the_page(dam: Made) -> None:
    standing = make_page(*dam).standing
    assert [c.id for c in standing.disputed] == ["c3"]
    assert standing.disputed[0].opposed[0].text == "No letter about cracks reached my office"


def test_a_claim_names_who_stands_behind_it(dam: Made) -> None:
    claim = next(c for c in make_page(*dam).claims if c.id == "c5")
    assert claim.verdict == "only A: The Quillmoor Standard"
    assert claim.tellings[0].voice == "← Radio Tamlalt ← an official of the ministry"


def test_a_wording_of_several_owners_is_shown_once(dam: Made) -> None:
    dossier = dam[0]
    naming = next(n for n in dossier.namings if n.outlet == "The Pennant")
    theirs = [msgspec.structs.replace(naming.labels[0], owner=owner) for owner in ("said:a baker", "said:a smith")]
    name = msgspec.structs.replace(
        naming.labels[0], text="Salma Benhaddou", loaded=False, loaded_terms=(), owner="said:a baker"
    )

    def wordings(*labels: Label) -> list[tuple[str, str]]:
        changed = msgspec.structs.replace(naming, labels=labels)
        others = tuple(changed if n is naming else n for n in dossier.namings)
        items = named_items(look_up(msgspec.structs.replace(dossier, namings=others)))
        found = [o for i in items for o in i.outlets if o.outlet == "The Pennant"]
        return [("".join(t for t, _ in w.pieces), w.owner) for o in found for w in o.wordings]

    text = naming.labels[0].text
    assert wordings(*theirs) == [(text, "a baker and a smith")]
    assert wordings(naming.labels[0], *theirs) == [(text, "")], "the outlet says it itself"
    assert wordings(name) == [("Salma Benhaddou", "")], "a plain name is nobody's words"


def test_copies_of_a_quotation_are_one_statement(dam: Made) -> None:
    speaker = next(s for s in make_page(*dam).speakers if s.name == "Youssef el-Mansouri")
    assert len(speaker.said) == 1
    assert speaker.accounts == 1
    assert len(speaker.said[0].refs) == 3


def test_an_undated_entry_keeps_its_words_and_gets_no_mark(dam: Made) -> None:
    timeline = make_page(*dam).timeline
    assert [m.when for m in timeline.undated] == ["on Thursday"]
    assert all(m.mark is None for m in timeline.undated)
    assert all(0 <= m.mark.left <= m.mark.right <= 100 for m in timeline.dated if m.mark)


def test_multiples_are_never_on_a_line_with_counts(dam: Made) -> None:
    assert [g.title for g in make_page(*dam).figures] == ["Counted", "Measured", "Multiples and ratios"]


def test_what_one_account_prints_twice_is_one_interval(dam: Made) -> None:
    toll = make_page(*dam).figures[0].compared[0]
    assert toll.is_disputed
    assert toll.accounts == 3
    assert [len(i.also) for i in toll.intervals if i.words == "61"] == [1]


def test_loaded_words_are_marked_within_their_wording(dam: Made) -> None:
    words = [w.pieces for n in make_page(*dam).named for o in n.outlets for w in o.wordings]
    assert (("a ", False), ("protégée", True), (" of the construction lobby", False)) in words


def test_an_outlet_is_told_what_it_leaves_out(dam: Made) -> None:
    by_outlet = {o.outlet: o for o in make_page(*dam).outlets}
    assert "No letter about cracks reached my office" in [c.text for c in by_outlet["Lantern TV"].left_out]
    assert [c.id for c in by_outlet["The Pennant"].alone] == ["c6"]


def test_an_outlet_is_told_what_would_be_left_without_it(dam: Made) -> None:
    by_outlet = {o.outlet: o for o in make_page(*dam).outlets}
    total = len(dam[0].claims)
    alone = by_outlet["The Pennant"].alone_count
    assert by_outlet["The Pennant"].without.startswith(f"without it {total - alone} of {total} claims are left")


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70), st.sampled_from("cqwfen")), max_size=12),
)
def test_pieces_joined_are_the_text_and_know_what_covers_them(text: str, drawn: Sequence[tuple[int, int, str]]) -> None:
    marks = [(a, b, kind) for a, b, kind in drawn if a < b]
    pieces = list(cut_text(text, (0, len(text)), marks))
    assert "".join(p.text for p in pieces) == text
    for piece in pieces:
        for at in range(piece.start, piece.start + len(piece.text)):
            assert set(piece.kinds) == {kind for a, b, kind in marks if a <= at < b}


def test_what_is_only_denied_never_passes_for_told(dam: Made) -> None:
    dossier, _ = dam
    claim = next(c for c in dossier.claims if c.id == "c3")
    denials = tuple(a for a in claim.accounts if a.stance == "denies")
    denied = msgspec.structs.replace(claim, alignment="single_source", accounts=denials, conflicts=())
    item = make_page(msgspec.structs.replace(dossier, claims=(denied,))).claims[0]
    assert item.lead == "denied"


def test_undated_reports_say_after_which_day_they_came_out(dam: Made) -> None:
    dossier, _ = dam
    basis = 'bounded: after 2020-03-26 ("March 26", characters 5-13)'
    undated = tuple(msgspec.structs.replace(r, published=None, published_basis=basis) for r in dossier.reports)
    page = make_page(msgspec.structs.replace(dossier, reports=undated))
    assert page.facts[-1] == "undated (after 26 March 2020)"
    line = page.accounts[0].first
    assert (line.published, line.basis) == ("undated, after 26 March 2020", "it tells of “March 26”")


def test_a_doubtful_stance_is_marked_and_a_pronoun_names_nobody(dam: Made) -> None:
    dossier = dam[0]
    told = dossier.quotations[0]

    def shown(**changes: object) -> list[tuple[str, bool]]:
        record = msgspec.structs.replace(told.quotation, kind="indirect", speakers=(), **changes)
        changed = msgspec.structs.replace(told, quotation=record, speakers=(), speaker_text="They")
        page = make_page(msgspec.structs.replace(dossier, quotations=(changed,)))
        return [(s.name, "perhaps no statement" in said.notes) for s in page.speakers for said in s.said]

    assert shown(class_="stance", confidence=0.4) == [("A speaker without a name", True)]
    assert shown(class_="stance", confidence=0.7) == [("A speaker without a name", False)]
    assert shown(class_="statement", confidence=0.4) == [("A speaker without a name", False)]
