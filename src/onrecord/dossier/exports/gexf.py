"""GEXF 1.3 for Gephi, NetworkX and igraph: who did what to whom, and who is named together."""

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from onrecord.dossier.exports.happenings import Happening, dyads, find_happenings
from onrecord.dossier.exports.material import Material, plain
from onrecord.model import Annotations

_NO_XML = re.compile("[\ufffe\uffff]")
_ENTITY_FIELDS = (("kind", "string"), ("country", "string"), ("mentions", "integer"), ("reports", "integer"))
_LINK_FIELDS = (
    ("type", "string"),
    ("mode", "string"),
    ("status", "string"),
    ("independent", "integer"),
    ("reports", "string"),
    ("edtf", "string"),
)


@dataclass(frozen=True)
class Edge:
    """A line between two nodes."""

    source: str
    target: str
    weight: int
    fields: dict[str, str]
    start: str | None = None
    end: str | None = None


def export_gexf(material: Material) -> bytes:
    """Nodes are the named identities of the run; edges are deeds and meetings.

    A deed is a happening, from a known actor to a known recipient (weight: reports that tell it); a meeting is one each way for two that a
    sentence names (weight: such sentences; one that is printed again counts once).
    All edges are directed, since NetworkX reads no graph that mixes kinds.
    """
    shown = {id: known for id, known in material.entities.items() if known.is_named}
    edges = [*_deeds(material), *_meetings(material)]
    root = ElementTree.Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    graph = ElementTree.SubElement(
        root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
    )
    _declare(graph, "node", _ENTITY_FIELDS)
    _declare(graph, "edge", _LINK_FIELDS)
    nodes = ElementTree.SubElement(graph, "nodes")
    for id, known in shown.items():
        node = ElementTree.SubElement(nodes, "node", {"id": id, "label": _text(known.name)})
        counts = {
            "mentions": str(len(known.mentions)),
            "reports": str(len({report for report, _ in known.mentions})),
        }
        _fill(node, _ENTITY_FIELDS, {"kind": known.kind, "country": known.country or "", **counts})
    lines = ElementTree.SubElement(graph, "edges")
    for number, edge in enumerate(e for e in edges if e.source in shown and e.target in shown):
        _draw(lines, number, edge)
    ElementTree.indent(root)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _deeds(material: Material) -> Iterator[Edge]:
    for happening in find_happenings(material):
        for actor, recipient in dyads(happening):
            if actor and recipient and actor.entity and recipient.entity:
                yield _deed(happening, actor.entity, recipient.entity)


def _deed(happening: Happening, actor: str, recipient: str) -> Edge:
    fields = {
        "type": happening.event.type,
        "mode": happening.mode or "",
        "status": happening.event.status,
        "independent": str(happening.independent),
        "reports": " ".join(happening.reports),
        "edtf": happening.edtf or "",
    }
    start, end = (d if d and len(d) == 10 else None for d in (happening.earliest, happening.latest))
    return Edge(actor, recipient, len(happening.reports), fields, start, end)


def _meetings(material: Material) -> Iterator[Edge]:
    """Pairs that a sentence names; a sentence that another report prints word for word is the same sentence."""
    seen: set[str] = set()
    pairs: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], set[str]] = {}
    for annotations in material.annotated:
        report = annotations.report
        for text, named in _sentences(material, annotations):
            for pair in itertools.combinations(sorted(named), 2):
                pairs[pair] += text not in seen
                where.setdefault(pair, set()).add(report.id)
            seen.add(text)
    for pair in sorted(pairs):
        fields = {"type": "named together", "reports": " ".join(sorted(where[pair]))}
        for source, target in (pair, pair[::-1]):
            yield Edge(source, target, max(1, pairs[pair]), fields)


def _sentences(material: Material, annotations: Annotations) -> Iterable[tuple[str, set[str]]]:
    mentions = sorted(
        (m.start, run)
        for e in annotations.entities
        if (run := material.run_id(annotations.report.id, e.id))
        for m in e.mentions
        if m.form in ("name", "acronym")
    )
    starts = [start for start, _ in mentions]
    for sentence in annotations.sentences:
        first, last = bisect.bisect_left(starts, sentence.start), bisect.bisect_left(starts, sentence.end)
        yield plain(sentence.span.of(annotations.report.text)), {run for _, run in mentions[first:last]}


def _declare(graph: ElementTree.Element, of: str, fields: Iterable[tuple[str, str]]) -> None:
    declared = ElementTree.SubElement(graph, "attributes", {"class": of})
    for name, kind in fields:
        ElementTree.SubElement(declared, "attribute", {"id": name, "title": name, "type": kind})


def _fill(element: ElementTree.Element, fields: Iterable[tuple[str, str]], values: dict[str, str]) -> None:
    filled = ElementTree.SubElement(element, "attvalues")
    for name, _ in fields:
        if values.get(name):
            ElementTree.SubElement(filled, "attvalue", {"for": name, "value": _text(values[name])})


def _draw(lines: ElementTree.Element, number: int, edge: Edge) -> None:
    given = {
        "id": str(number),
        "source": edge.source,
        "target": edge.target,
        "type": "directed",
        "kind": edge.fields["type"],
        "label": edge.fields["type"],
        "weight": str(edge.weight),
    }
    dates = {name: date for name, date in (("start", edge.start), ("end", edge.end)) if date}
    _fill(ElementTree.SubElement(lines, "edge", {**given, **dates}), _LINK_FIELDS, edge.fields)


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", plain(text))
