"""THE table of export formats. What each loses is said here and in docs/exports.md."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from onrecord.dossier.exports.brat import export_brat
from onrecord.dossier.exports.citations import export_citations
from onrecord.dossier.exports.claims_jsonld import export_jsonld
from onrecord.dossier.exports.csv_tables import export_csv
from onrecord.dossier.exports.ftm import export_ftm
from onrecord.dossier.exports.gdelt import export_gdelt
from onrecord.dossier.exports.gexf import export_gexf
from onrecord.dossier.exports.icews import export_icews
from onrecord.dossier.exports.labelstudio import export_labelstudio
from onrecord.dossier.exports.material import Material, gather
from onrecord.dossier.exports.parquet import export_parquet
from onrecord.dossier.exports.plover import export_plover
from onrecord.dossier.exports.records import export_records
from onrecord.dossier.exports.webannotation import export_webannotation
from onrecord.model import Annotations, Dossier, OnRecordError


class Format(NamedTuple):
    """One format."""

    name: str  # as given to --to
    title: str
    ending: str  # of a file of it
    export: Callable[[Material], bytes]
    carries: str
    loses: str


FORMATS: tuple[Format, ...] = (
    Format(
        "ftm",
        "FollowTheMoney",
        ".ftm.json",
        export_ftm,
        "reports, named people and organisations, mentions, roles, what happened, claims",
        "offsets, events that are not actual, figures, namings, places but as words, dates with doubt but as words",
    ),
    Format(
        "webannotation",
        "W3C Web Annotation",
        ".jsonld",
        export_webannotation,
        "every finding and every account of a claim, with its characters",
        "entities across reports, figures across reports, timeline, namings, coverage, copies, judgements",
    ),
    Format(
        "jsonld",
        "schema.org Claim with CiTO and PROV-O",
        ".jsonld",
        export_jsonld,
        "reports, claims, their accounts with who is cited, conflicts, copies",
        "entities that no claim cites, events, figures, timeline, namings, the order of a chain, reasons",
    ),
    Format(
        "brat",
        "brat standoff",
        ".zip",
        export_brat,
        "texts and the findings of each report",
        "all that needs several reports; line breaks inside a finding",
    ),
    Format(
        "labelstudio",
        "Label Studio tasks",
        ".json",
        export_labelstudio,
        "texts and the findings of each report as predictions",
        "all that needs several reports",
    ),
    Format(
        "csv",
        "CSV tables",
        ".zip",
        export_csv,
        "the tables of the dossiers, all stories in one file each",
        "texts, unseen characters, spans between the first and last of a finding, judgements",
    ),
    Format(
        "parquet",
        "Parquet tables",
        ".zip",
        export_parquet,
        "the same tables, with types and the texts as printed",
        "texts, spans between the first and last of a finding, judgements",
    ),
    Format(
        "gexf",
        "GEXF network",
        ".gexf",
        export_gexf,
        "named entities, who did what to whom, who is named together",
        "characters, claims, quotations, events without both parties",
    ),
    Format(
        "plover",
        "PLOVER records",
        ".jsonl",
        export_plover,
        "events with an actor, once a story, with status, accounts and characters",
        "statements, events without an actor, claims, figures",
    ),
    Format(
        "gdelt",
        "GDELT 2.0 events",
        ".tsv",
        export_gdelt,
        "actual events and statements as pairs of parties",
        "status (only actual events are in it), characters, modes, FIPS and ADM codes, Goldstein scale, tone",
    ),
    Format(
        "icews",
        "ICEWS events",
        ".csv",
        export_icews,
        "actual events as pairs of parties",
        "events without both parties, status, characters, intensity, district, province",
    ),
    Format(
        "citations",
        "citation list",
        ".md",
        export_citations,
        "outlet, title, date and address of each report, by account",
        "all that the reports say",
    ),
    Format(
        "records",
        "the records themselves, JSON lines",
        ".jsonl",
        export_records,
        "everything: texts, findings, dossiers, judgements",
        "nothing",
    ),
)


def export(name: str, dossiers: Sequence[Dossier], annotated: Iterable[Annotations]) -> bytes:
    """The dossiers of a run in a format: the same bytes for the same run.

    Args:
        name: of FORMATS.
        dossiers: of one run.
        annotated: the annotations that they were compiled of.

    Raises:
        OnRecordError: there is no such format, or what it needs is not installed.
    """
    return find_format(name).export(gather(dossiers, annotated))


def find_format(name: str) -> Format:
    """The format of a name.

    Raises:
        OnRecordError: there is none.
    """
    for known in FORMATS:
        if known.name == name:
            return known
    raise OnRecordError(f"--to {name!r}: no such format; take one of {', '.join(f.name for f in FORMATS)}")
