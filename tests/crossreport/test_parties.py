"""Unnamed parties: grouped by their noun, told apart by country and side, never merged on a guess."""

from collections.abc import Callable

from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.namings import find_namings
from onrecord.crossreport.parties import find_counterparts, group_parties
from onrecord.crossreport.view import StoryView, view_story
from onrecord.model import Annotations, Context, Story

Annotate = Callable[..., Annotations]


def _view(annotate: Annotate, **texts: str) -> StoryView:
    annotated = [annotate(t, id=o.lower(), outlet=o) for o, t in sorted(texts.items())]
    story = Story(id="s1", title="", reports=tuple(a.report.id for a in annotated), independent=1)
    return view_story(story, annotated, resolve_entities(annotated, Context())[0])


def _names(view: StoryView) -> set[str]:
    return {p.name for p in group_parties(view)}


def test_one_noun_is_one_party_across_outlets(annotate: Annotate) -> None:
    view = _view(annotate, A="Police met the protesters.", B="The peaceful protesters went home. Protesters sang.")
    [party] = [p for p in group_parties(view) if p.head == "protester"]
    assert {r for r, _ in party.phrases} == {"a", "b"}
    assert len(party.phrases) == 3


def test_rebels_and_protesters_stay_two_and_are_set_side_by_side(annotate: Annotate) -> None:
    view = _view(annotate, A="The army fired at rebels in the square.", B="The army fired at protesters in the square.")
    parties = group_parties(view)
    assert {"rebels", "protesters"} <= {p.name for p in parties}
    found = {p.name: p for p in parties}
    others = find_counterparts(view, parties)[found["rebels"].id]
    assert [c.with_ for c in others] == [found["protesters"].id]
    assert "no report says whether" in others[0].reason


def test_country_and_side_tell_parties_apart(annotate: Annotate) -> None:
    view = _view(
        annotate,
        A="Israeli settlers left. Russian settlers came.",
        B="Pro-government protesters met anti-government protesters in the square.",
    )
    parties = group_parties(view)
    assert sum(p.head == "settler" for p in parties) == 2
    assert {p.side for p in parties if p.head == "protester"} == {"pro-government", "anti-government"}
    counterparts = find_counterparts(view, parties)
    assert not any(counterparts.get(p.id) for p in parties if p.head in ("settler", "protester"))


def test_whose_they_are_tells_parties_apart(annotate: Annotate) -> None:
    view = _view(
        annotate,
        A="The Obama administration changed the rule. The Bush administration had made the rule.",
        B="The administration changed the rule.",
    )
    parties = [p for p in group_parties(view) if p.head == "administration"]
    assert sorted(len(p.phrases) for p in parties) == [1, 1, 1]
    assert len({p.owner for p in parties}) == 3
    owned = [p for p in parties if p.owner]
    assert not any(c.with_ == owned[1].id for c in find_counterparts(view, parties).get(owned[0].id, ()))


def test_which_of_them_tells_parties_apart(annotate: Annotate) -> None:
    view = _view(
        annotate,
        A="The deputy fired. A second deputy ran to the car.",
        B="A court officer met a police officer. The government fell. The previous government had fallen in May. "
        "State police left, city police stayed.",
    )
    found = {(p.head, p.which) for p in group_parties(view)}
    assert {("deputy", ""), ("deputy", "second"), ("government", ""), ("government", "former")} <= found
    assert {("police", "state"), ("police", "city"), ("officer", "court"), ("officer", "")} <= found


def test_a_phrase_without_country_joins_the_only_one(annotate: Annotate) -> None:
    view = _view(annotate, A="Israeli settlers blocked the road.", B="The settlers blocked the road.")
    [party] = [p for p in group_parties(view) if p.head == "settler"]
    assert (party.country, len(party.phrases)) == ("ISR", 2)


def test_one_and_many_are_two(annotate: Annotate) -> None:
    view = _view(annotate, A="The gunman fled into the wood.", B="Gunmen fled into the wood.")
    parties = group_parties(view)
    assert len([p for p in parties if p.head == "gunman"]) == 2
    assert find_counterparts(view, parties) == {}


def test_a_government_without_name_may_be_the_named_one(annotate: Annotate) -> None:
    view = _view(
        annotate,
        A="The request came from the UN-recognised Government of National Accord (GNA) of Libya.",
        B="The Libyan government asked for help on Monday.",
    )
    reasons = [c.reason for found in find_counterparts(view, group_parties(view)).values() for c in found]
    assert "Both are called a government of Libya." in reasons


def test_namings_of_parties_rank_what_outlets_call_differently(annotate: Annotate) -> None:
    view = _view(annotate, A="The army fired at thugs in the square.", B="The army fired at protesters in the square.")
    found = [n for n in find_namings(view) if n.party]
    assert {(n.outlet, n.labels[0].text) for n in found if n.labels[0].text != "army"} == {
        ("A", "thugs"),
        ("B", "protesters"),
    }
    assert found[0].labels[0].text in ("thugs", "protesters")
    assert found[0].contrast > 0
    assert all(e.report in ("a", "b") for n in found for x in n.labels for e in x.evidence)


def test_quoted_words_belong_to_who_said_them(annotate: Annotate) -> None:
    view = _view(annotate, A="“The terrorists must leave,” said Maria Kovacs. The protesters stayed.")
    owners = {x.text: x.owner for n in find_namings(view) if n.party for x in n.labels}
    assert owners["terrorists"] != "outlet"
    assert owners["protesters"] == "outlet"


def test_a_story_without_parties_has_none(annotate: Annotate) -> None:
    assert _names(_view(annotate, A="The bridge fell.")) == set()
