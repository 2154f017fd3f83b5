"""A citation list: what was read, with the independent account that each report belongs to."""

from collections.abc import Iterator

from onrecord.dossier.exports.encoding import encoded
from onrecord.dossier.exports.material import Material, plain
from onrecord.dossier.lookup import Tag, look_up
from onrecord.dossier.markdown import escaped
from onrecord.dossier.visible import safe_url
from onrecord.model import Dossier, Report


def export_citations(material: Material) -> bytes:
    """Markdown: a heading a story, a line a report, in the order of the dossier's letters (A1 and A2 are one account)."""
    return encoded("\n".join(line for dossier in material.dossiers for line in _story(dossier)))


def _story(dossier: Dossier) -> Iterator[str]:
    look = look_up(dossier)
    yield f"# {escaped(plain(dossier.story.title)) or 'Untitled'}"
    yield ""
    for report in look.reports:
        yield f"- [{look.tags[report.id].label}] {_citation(report, look.tags[report.id])}"
    yield ""


def _citation(report: Report, tag: Tag) -> str:
    url = safe_url(report.url)
    parts = (
        ", ".join(escaped(plain(name)) for name in report.authors),
        escaped(tag.outlet),
        f"“{escaped(plain(report.title))}”" if report.title and plain(report.title) else "untitled",
        escaped(plain(report.published)) if report.published else "undated",
        f"<{url}>" if url else "no address",
        f"SHA-256 of what was read: {report.origin.sha256}" if report.origin and report.origin.sha256 else "",
    )
    return ". ".join(part for part in parts if part)
