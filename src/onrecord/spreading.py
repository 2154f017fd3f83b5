"""The stages that need more than one report, carried by an engine: the same results, the work done elsewhere.

What is given out is self-contained, so that a cluster's workers need no files and no store: pairs of reports to lay side by side, all
reports to be grouped, a story's annotations to be written up. Whatever no worker bears is done by the run itself.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import msgspec

from onrecord.crossreport.alignment import Match, Wording, align_wordings
from onrecord.crossreport.copies import Aligner
from onrecord.crossreport.stories import group_stories
from onrecord.crossreport.striking import strike_view
from onrecord.crossreport.view import Index, view_story
from onrecord.crossreport.wording import read_sentences
from onrecord.dossier.compiling import compile_story
from onrecord.model import Annotations, Copy, Dossier, DossierEntity, Grouping, Judgement, Record, Report, Story, Tie
from onrecord.scale.engines import Engine, Here, Rows, chunked

_PAIRS = 256  # pairs of reports given out together

_PACK = msgspec.msgpack.Encoder().encode


class _Pairs(Record, frozen=True):
    """Reports to be laid side by side."""

    reports: tuple[Report, ...]
    furniture: tuple[tuple[int, ...], ...]  # of each: sentences left out
    pairs: tuple[tuple[int, int], ...]  # indices into `reports`


class _Grouped(Record, frozen=True):
    """All reports of a run with what ties them."""

    reports: tuple[Report, ...]
    copies: tuple[Copy, ...]
    ties: tuple[Tie, ...]


class _Told(Record, frozen=True):
    """Stories and how they came about."""

    stories: tuple[Story, ...]
    judgements: tuple[Judgement, ...]


class StoryParts(Record, frozen=True):
    """All that the dossier of one story is compiled from."""

    story: Story
    annotated: tuple[Annotations, ...]
    entities: tuple[DossierEntity, ...]
    ties: tuple[Tie, ...]
    copies: tuple[Copy, ...]
    struck: tuple[str, ...] = ()  # ids of reports of it whose accounts are taken out


_READ_PAIRS = msgspec.msgpack.Decoder(_Pairs).decode
_READ_GROUPED = msgspec.msgpack.Decoder(_Grouped).decode
_READ_TOLD = msgspec.msgpack.Decoder(_Told).decode
_READ_MATERIAL = msgspec.msgpack.Decoder(StoryParts).decode
_READ_DOSSIER = msgspec.msgpack.Decoder(Dossier).decode
_READ_MATCHES = msgspec.msgpack.Decoder(list[tuple[Match, ...]]).decode


def align_by(engine: Engine) -> Aligner:
    """What lays pairs of reports side by side with an engine."""

    def align(
        reports: Sequence[Report], wordings: Sequence[Wording], pairs: Sequence[tuple[int, int]]
    ) -> list[tuple[Match, ...]]:
        chunks = ((_PACK(_gather(reports, wordings, some)),) for some in chunked(pairs, _PAIRS))
        return [m for rows in engine.map_rows(_align, chunks, _by_itself(_align)) for m in _READ_MATCHES(rows[0])]

    return align


def _gather(reports: Sequence[Report], wordings: Sequence[Wording], pairs: Sequence[tuple[int, int]]) -> _Pairs:
    numbers = {n: place for place, n in enumerate(dict.fromkeys(n for pair in pairs for n in pair))}
    return _Pairs(
        reports=tuple(Report(id=reports[n].id, text=reports[n].text, parts=reports[n].parts) for n in numbers),
        furniture=tuple(tuple(sorted(wordings[n].furniture)) for n in numbers),
        pairs=tuple((numbers[a], numbers[b]) for a, b in pairs),
    )


def _align(rows: Rows) -> Rows:
    found = []
    for given in map(_READ_PAIRS, rows):
        wordings = [
            Wording(r.id, read_sentences(r), frozenset(f)) for r, f in zip(given.reports, given.furniture, strict=True)
        ]
        found.append(_PACK([align_wordings(wordings[a], wordings[b]).matches for a, b in given.pairs]))
    return tuple(found)


def group_stories_by(
    engine: Engine, reports: Sequence[Report], copies: Sequence[Copy], ties: Sequence[Tie]
) -> tuple[tuple[Story, ...], tuple[Judgement, ...]]:
    """`group_stories` by one of an engine's workers: the joining of groups is one piece of work, wherever it is done."""
    given = _PACK(_Grouped(tuple(reports), tuple(copies), tuple(ties)))
    ((row,),) = engine.map_rows(_group, [(given,)], _by_itself(_group))
    told = _READ_TOLD(row)
    return told.stories, told.judgements


def _group(rows: Rows) -> Rows:
    given = map(_READ_GROUPED, rows)
    return tuple(_PACK(_Told(*group_stories(g.reports, g.copies, g.ties))) for g in given)


def compile_by(engine: Engine, materials: Iterable[StoryParts]) -> Iterator[Dossier]:
    """The dossier of each story, in order."""
    if isinstance(engine, Here):
        yield from map(_compile_one, materials)
        return
    chunks = ((_PACK(material),) for material in materials)
    for (row,) in engine.map_rows(_compile, chunks, _by_itself(_compile)):
        yield _READ_DOSSIER(row)


def _compile_one(m: StoryParts) -> Dossier:
    return compile_story(strike_view(view_story(m.story, m.annotated, m.entities, m.ties, m.copies), m.struck))


def _compile(rows: Rows) -> Rows:
    return tuple(_PACK(_compile_one(material)) for material in map(_READ_MATERIAL, rows))


def _by_itself(work: Callable[[Rows], Rows]) -> Callable[[bytes, str], bytes]:
    return lambda row, why: work((row,))[0]


def gather_materials(
    grouping: Grouping,
    ties: Sequence[Tie],
    annotated: Sequence[Annotations],
    entities: Sequence[DossierEntity],
    struck: Collection[str] = (),
) -> Iterator[StoryParts]:
    """What each story needs, in the order of the grouping; each thing is looked at once, not once a story. Stories that have only struck
    reports are passed over."""
    index = Index(annotated, entities, ties, grouping.copies)
    for story in grouping.stories:
        gone = tuple(r for r in story.reports if r in struck)
        if len(gone) < len(story.reports):
            yield StoryParts(story, *index.share(story), gone)
