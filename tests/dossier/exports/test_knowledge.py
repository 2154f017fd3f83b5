"""FollowTheMoney, JSON-LD, GEXF, tables and citations: what readers of these formats find in them."""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from onrecord.dossier.exports.citations import export_citations
from onrecord.dossier.exports.claims_jsonld import export_jsonld
from onrecord.dossier.exports.csv_tables import export_csv
from onrecord.dossier.exports.dates import iso_prefix, shared_prefix, single_day
from onrecord.dossier.exports.ftm import export_ftm
from onrecord.dossier.exports.gexf import export_gexf
from onrecord.dossier.exports.material import Material, gather
from onrecord.dossier.exports.parquet import export_parquet
from onrecord.dossier.tables import tables_of

from tests.dossier.exports.conftest import Run


def _ftm(material: Material) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export_ftm(material).decode("utf-8").split("\n") if line]


def _graph(material: Material) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = json.loads(export_jsonld(material))["@graph"]
    return nodes


def _tables(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# FollowTheMoney


def test_the_library_takes_every_entity_and_loses_no_value(examples: Run) -> None:
    model = pytest.importorskip("followthemoney").model
    for entity in _ftm(gather(*examples)):
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        for name, values in entity["properties"].items():
            kept = [v.strip() for v in values]
            if proxy.schema.get(name).type.name == "date":
                assert all(any(k.startswith(v) for k in kept) for v in proxy.get(name))
                assert len(proxy.get(name)) == len(kept)
            else:
                assert sorted(proxy.get(name)) == sorted(kept), name


def test_hard_reports_are_entities_of_the_library_too(hard: Run) -> None:
    model = pytest.importorskip("followthemoney").model
    for entity in _ftm(gather(*hard)):
        proxy = model.get_proxy(entity, cleaned=False)
        assert proxy.id == entity["id"]
        assert all(proxy.get(name) for name in ("name",) if name in entity["properties"])


def test_ids_are_unique_and_references_lead_to_the_right_schema(material: Material) -> None:
    model = pytest.importorskip("followthemoney").model
    entities = {e["id"]: e for e in _ftm(material)}
    assert len(entities) == len(_ftm(material))
    for entity in entities.values():
        schema = model.get(entity["schema"])
        for name, values in entity["properties"].items():
            if schema.get(name).type.name == "entity":
                wanted = schema.get(name).range
                assert all(model.get(entities[v]["schema"]).is_a(wanted) for v in values)


def test_every_kind_of_entity_is_written(examples: Run) -> None:
    found = {e["schema"] for e in _ftm(gather(*examples))}
    assert found >= {"Article", "Person", "Organization", "Mention", "Event", "Documentation", "UnknownLink", "Note"}


def test_what_no_report_names_is_no_entity(material: Material) -> None:
    printed = " ".join(a.report.text for a in material.annotated).lower()
    people = [e for e in _ftm(material) if e["schema"] in ("Person", "Organization", "PublicBody")]
    named = {e["properties"]["resolved"][0] for e in _ftm(material) if e["schema"] == "Mention"}
    assert {p["id"] for p in people} <= named
    assert all(" ".join(name.lower().split()) for p in people for name in p["properties"]["name"])
    assert printed or not people


def test_descriptions_are_weak_aliases(examples: Run) -> None:
    governor = next(e for e in _ftm(gather(*examples)) if "el Mansouri" in e["properties"].get("name", [""])[0])
    assert "provincial governor" in governor["properties"]["weakAlias"]
    assert "el-Mansouri" in governor["properties"]["alias"]


def test_an_entity_keeps_its_id_when_reports_are_added(examples: Run) -> None:
    dossiers, annotated = examples
    every = {e["id"] for e in _ftm(gather(dossiers, annotated))}
    one = gather(dossiers[:1], annotated)
    articles = {e["id"] for e in _ftm(one) if e["schema"] == "Article"}
    assert articles <= every


def test_only_what_happened_is_an_event_or_a_link(examples: Run) -> None:
    material = gather(*examples)
    actual = sum(t.status == "actual" for d in material.dossiers for t in d.timeline)
    events = [e for e in _ftm(material) if e["schema"] == "Event" and e["properties"].get("keywords") != ["story"]]
    assert len(events) == actual
    assert all(e["properties"]["proof"] for e in events)


def test_a_talk_links_its_parties_and_keeps_a_plain_date(told: Callable[..., Material]) -> None:
    entities = _ftm(told("Anna Lund and Karl Berg met in Oslo in May 2024."))
    names = {e["id"]: e["properties"]["name"] for e in entities if e["schema"] == "Person"}
    links = [e["properties"] for e in entities if e["schema"] == "UnknownLink"]
    assert [sorted(names[i][0] for i in link["subject"] + link["object"]) for link in links] == [
        ["Anna Lund", "Karl Berg"]
    ]
    assert (links[0]["role"], links[0]["date"]) == (["CONSULT"], ["2024-05"])


# JSON-LD


def test_references_of_the_graph_lead_to_its_nodes(material: Material) -> None:
    nodes = _graph(material)
    here = {n["@id"] for n in nodes}
    assert all(ref in here for node in nodes for ref in _references(node))


def _references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [ref for item in value for ref in _references(item)]
    if not isinstance(value, dict):
        return []
    if set(value) == {"@id"}:
        return [value["@id"]]
    return [ref for inner in value.values() for ref in _references(inner)]


def test_an_account_is_quoted_from_its_report_with_its_characters(material: Material) -> None:
    ids = {f"#report-{a.report.id}": a.report.text for a in material.annotated}
    for node in _graph(material):
        text = ids.get(node.get("prov:wasQuotedFrom", {}).get("@id", ""))
        if text is not None:
            spans = [(s["oa:start"], s["oa:end"]) for s in node["oa:hasSelector"]]
            assert node["text"] == " … ".join(text[s:e] for s, e in spans)


def test_who_only_cites_does_not_confirm(material: Material) -> None:
    nodes = {n["@id"]: n for n in _graph(material)}
    for node in _graph(material):
        confirmed = node.get("cito:confirms")
        if confirmed:
            claim = nodes[confirmed["@id"]]
            assert (claim["onrecord:alignment"], claim["onrecord:about"]) == ("corroborated", "so")
            assert node["onrecord:stance"] == "asserts"


def test_a_copy_is_derived_from_its_original(examples: Run) -> None:
    nodes = {n["@id"]: n for n in _graph(gather(*examples))}
    copies = [c for d in examples[0] for c in d.copies if c.original]
    assert copies
    for copy in copies:
        for report in set(copy.reports) - {copy.original}:
            assert {"@id": f"#report-{copy.original}"} in nodes[f"#report-{report}"]["prov:wasDerivedFrom"]


def test_the_graph_is_rdf_with_all_claims(material: Material) -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=export_jsonld(material), format="json-ld", base="http://localhost/")
    schema = rdflib.Namespace("https://schema.org/")
    claims = sum(len(d.claims) for d in material.dossiers)
    assert len(set(graph.subjects(rdflib.RDF.type, schema.Claim))) == claims
    assert len(set(graph.subjects(rdflib.RDF.type, schema.NewsArticle))) == len(material.annotated)


def test_there_is_no_verdict(material: Material) -> None:
    raw = export_jsonld(material)
    assert b"ClaimReview" not in raw
    assert b"reviewRating" not in raw


# GEXF


def test_the_network_is_well_formed_and_its_edges_have_nodes(material: Material) -> None:
    root = ElementTree.fromstring(export_gexf(material))
    space = {"g": "http://gexf.net/1.3"}
    nodes = {n.get("id") for n in root.iterfind(".//g:node", space)}
    edges = list(root.iterfind(".//g:edge", space))
    assert all({e.get("source"), e.get("target")} <= nodes for e in edges)
    assert all(int(e.get("weight", "0")) >= 1 for e in edges)
    assert len({e.get("id") for e in edges}) == len(edges)


def test_networkx_reads_the_network(material: Material) -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_gexf(io.BytesIO(export_gexf(material)))
    assert graph.is_directed()
    assert set(graph.nodes) == {id for id, known in material.entities.items() if known.is_named}


def test_a_copied_sentence_names_two_together_once(examples: Run) -> None:
    graph = ElementTree.fromstring(export_gexf(gather(*examples)))
    edges = [e for e in graph.iter("{http://gexf.net/1.3}edge") if e.get("kind") == "named together"]
    ways = Counter((e.get("source"), e.get("target")) for e in edges)
    assert set(ways.values()) == {1}
    assert all((target, source) in ways for source, target in ways)


# tables


def test_tables_hold_the_rows_of_all_stories(material: Material) -> None:
    files = _tables(export_csv(material))
    for name, head, _ in tables_of(material.dossiers[0]):
        rows = list(csv.reader(io.StringIO(files[name].decode("utf-8"), newline="")))
        expected = sum(len(list(r)) for d in material.dossiers for n, _, r in tables_of(d) if n == name)
        assert rows[0] == ["story", *head]
        assert len(rows) == expected + 1
        assert not [c for row in rows for c in row if c.lstrip().startswith(("=", "+", "@"))]


def test_parquet_has_the_same_cells_as_they_are(material: Material) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    files = _tables(export_parquet(material))
    for name, head, _ in tables_of(material.dossiers[0]):
        table = parquet.read_table(io.BytesIO(files[name.replace(".csv", ".parquet")]))
        rows = [(d.story.id, *row) for d in material.dossiers for n, _, r in tables_of(d) if n == name for row in r]
        assert table.column_names == ["story", *head]
        assert [tuple(r.values()) for r in table.to_pylist()] == rows


# citations


def test_every_report_is_cited_once(examples: Run) -> None:
    text = export_citations(gather(*examples)).decode("utf-8")
    lines = [line for line in text.splitlines() if line.startswith("- [")]
    assert len(lines) == len(examples[1])
    assert sum("<https://example.org/saltmarsh-dam>" in line for line in lines) == 1
    assert "undated" in text


# dates


@pytest.mark.parametrize(
    ("edtf", "kept"),
    [
        ("2020", "2020"),
        ("2020-05~", None),
        ("2020-05/2020-06", None),
        ("2020-13", None),
        ("2020-02-30", None),
        (None, None),
    ],
)
def test_a_date_is_kept_whole_or_not_at_all(edtf: str | None, kept: str | None) -> None:
    assert iso_prefix(edtf) == kept


def test_bounds_are_never_narrowed() -> None:
    assert single_day("2020-05-01", "2020-05-02") is None
    assert shared_prefix("2020-05-01", "2020-05-02") == "2020-05"
    assert shared_prefix("2020-05-01", None) is None
