"""dossier.json keeps the output contract."""

import msgspec

from onrecord.dossier.json import render_json

from tests.dossier.conftest import Made

CONTRACT = {
    "story": {"id", "title", "reports", "independent"},
    "reports": {"id", "outlet", "publisher", "url", "title", "published", "published_basis", "language", "parts"},
    "entities": {"id", "name", "kind", "mentions", "judgements"},
    "claims": {"id", "text", "alignment", "independent", "accounts", "conflicts"},
    "namings": {"entity", "outlet", "labels"},
    "figures": {"item", "about", "accounts", "agreed"},
    "timeline": {"date", "earliest", "latest", "text", "events", "accounts", "independent"},
    "coverage": {"claim", "outlet", "status"},
    "problems": {"stage", "message", "start", "end"},
}


def test_the_keys_are_those_of_the_contract(dam: Made) -> None:
    content = msgspec.json.decode(render_json(dam[0]))
    for name, keys in CONTRACT.items():
        for record in content[name] if isinstance(content[name], list) else [content[name]]:
            assert keys <= set(record)
    claim = next(c for c in content["claims"] if c["conflicts"])
    assert set(claim["conflicts"][0]) >= {"with", "kind", "reasons"}
    assert set(claim["accounts"][0]) >= {"report", "spans", "chain", "stance", "quotation"}


def test_texts_are_left_out_unless_asked_for(dam: Made) -> None:
    without, with_text = (msgspec.json.decode(render_json(dam[0], w))["reports"] for w in (False, True))
    assert all("text" not in r for r in without)
    texts = {r.id: r.text for r in dam[0].reports}
    assert all(r["text"] == texts[r["id"]] for r in with_text)


def test_every_span_gives_its_words(dam: Made) -> None:
    content = msgspec.json.decode(render_json(dam[0], with_text=True))
    texts = {r["id"]: r["text"] for r in content["reports"]}
    for claim in content["claims"]:
        for account in claim["accounts"]:
            assert " … ".join(texts[account["report"]][s:e] for s, e in account["spans"]) == account["exact"]


def test_the_same_dossier_gives_the_same_bytes(dam: Made) -> None:
    assert render_json(dam[0]) == render_json(dam[0])
