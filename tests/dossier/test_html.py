"""The page as a document: self-contained, inert, whole."""

import re
from collections import Counter

import lxml.html
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dossier.html import render_html, source_hash
from onrecord.model import Account, Claim, Dossier, Report, Span, Story

from tests.dossier.conftest import Made

ALL = ("dam", "many", "hostile", "empty")


@pytest.fixture(params=ALL)
def page(request: pytest.FixtureRequest) -> str:
    return render_html(*request.getfixturevalue(request.param))


def test_the_policy_admits_the_one_style_and_the_one_script_by_hash_and_nothing_else(page: str) -> None:
    tree = lxml.html.document_fromstring(page)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "http" not in policy
    [style], [script] = tree.xpath("//style/text()"), tree.xpath("//script/text()")
    assert source_hash(str(style)) in policy
    assert source_hash(str(script)) in policy


def test_nothing_on_the_page_asks_for_another_file(page: str) -> None:
    tree = lxml.html.document_fromstring(page)
    assert not tree.xpath("//*[@src or @srcset or @data or @action or @background or @poster]")
    assert not tree.xpath("//link | //iframe | //object | //embed | //base | //form | //img | //audio | //video")
    assert not re.search(r"url\((?!#)|@import", tree.xpath("//style/text()")[0])
    assert tree.xpath("//use/@href | //a/@href")
    for address in tree.xpath("//use/@href | //a/@href"):
        assert address.startswith(("#", "https://example.org/"))


def test_no_element_carries_a_handler_or_a_style(page: str) -> None:
    for element in lxml.html.document_fromstring(page).iter():
        if isinstance(element.tag, str):
            assert not [name for name in element.keys() if name.startswith("on") or name == "style"]  # noqa: SIM118


def test_every_anchor_stands_once_and_every_link_leads_somewhere(page: str) -> None:
    tree = lxml.html.document_fromstring(page)
    ids = Counter(tree.xpath("//@id"))
    assert [i for i, n in ids.items() if n > 1] == []
    assert [a for a in tree.xpath("//a/@href | //use/@href") if a.startswith("#") and a[1:] not in ids] == []


def test_every_item_names_its_characters(page: str) -> None:
    tree = lxml.html.document_fromstring(page)
    for item in tree.xpath("//*[contains(concat(' ', @class, ' '), ' item ')]"):
        assert re.fullmatch(r"\d+:\d+-\d+( \d+:\d+-\d+)*", item.get("data-ev"))


def test_the_same_dossier_gives_the_same_page(dam: Made) -> None:
    assert render_html(*dam) == render_html(*dam)


def test_the_order_of_reports_changes_nothing(dam: Made) -> None:
    dossier, annotated = dam
    turned = msgspec.structs.replace(dossier, reports=dossier.reports[::-1])
    assert render_html(turned, annotated[::-1]) == render_html(dossier, annotated)


def test_lit_pieces_hold_the_words_of_the_report(dam: Made) -> None:
    dossier, annotated = dam
    tree = lxml.html.document_fromstring(render_html(dossier, annotated))
    report = next(r for r in dossier.reports if r.id == "pennant-dam")
    for piece in tree.xpath("//details[contains(., 'no accident')]//span[@data-s]"):
        assert piece.text_content() == report.text[int(piece.get("data-s")) : int(piece.get("data-e"))]


def test_what_a_hostile_report_prints_stays_text(hostile: Made) -> None:
    page = render_html(*hostile)
    tree = lxml.html.document_fromstring(page)
    assert len(tree.xpath("//script")) == 1
    assert len(tree.xpath("//style")) == 1
    assert not tree.xpath("//a[starts-with(translate(@href, 'JAVSCRIPT', 'javscript'), 'javascript')]")
    for text in ("<script>alert(1)</script>", "javascript:alert(6)", "{{ 7*7 }} {% raw %}"):
        assert text in tree.text_content()
    assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069]", page)
    assert "RLO" in tree.text_content()
    assert "NUL" in tree.text_content()


def test_many_reports_are_folded_and_the_fold_says_how_many(many: Made) -> None:
    text = lxml.html.document_fromstring(render_html(*many)).text_content()
    assert "40 independent accounts" in text
    assert "32 more accounts" in text
    assert "31 more claims" in text
    assert "34 more places" in text


def test_a_dossier_in_which_nothing_was_found_says_so(empty: Made) -> None:
    text = lxml.html.document_fromstring(render_html(*empty)).text_content()
    assert "No claim was found" in text
    assert "This report holds no text" in text


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.characters(), min_size=1, max_size=80), st.text(max_size=20))
def test_whatever_a_report_prints_the_page_holds_one_script_and_one_style(text: str, name: str) -> None:
    report = Report(id=name, text=text, outlet=name, title=text, url=text, published=name)
    claim = Claim(
        id="c1",
        text=text,
        alignment="single_source",
        independent=1,
        accounts=(
            Account(
                report=name, spans=(Span(0, len(text)),), chain=(f"outlet:{name}", f"said:{text}"), stance="asserts"
            ),
        ),
    )
    story = Story(id=name, title=text, reports=(name,), independent=1)
    page = render_html(Dossier(story=story, reports=(report,), claims=(claim,)))
    tree = lxml.html.document_fromstring(page.encode("utf-8"))
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert not tree.xpath("//@*[starts-with(name(), 'on') or name() = 'style' or name() = 'src']")
