"""At what time of day one event took place, and how long it lasted: accounts that give other times cannot both be right."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from onrecord.crossreport.circumstances import clocks_differ
from onrecord.crossreport.conflicts import Dispute, is_flat
from onrecord.crossreport.items import Item
from onrecord.crossreport.one_event import Event, event_of, is_of_the_past, may_be_one, on_one_occasion
from onrecord.crossreport.overlap import NOTHING_SHARED, Kin, best_match
from onrecord.crossreport.participants import heads_of
from onrecord.crossreport.pointing_back import is_one_speaker
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.language.word_relations import keys_of

_LASTS = re.compile(r"\b(?:last(?:s|ed|ing)?|took|takes|went on for|goes on for|ran for)\b", re.IGNORECASE)
_ONE_LENGTH = 1.2  # times as long as the other that one length may be and be the same, rounded
_MOST = 200  # tellings of one event that are compared


def find_rival_times(view: StoryView, tellings: Sequence[Telling], kin: Kin) -> tuple[Dispute, ...]:
    """Disputes about the time of day at which one event took place, and about how long it lasted.

    Args:
        view: the story.
        tellings: from `prepare_tellings`.
        kin: entity pairs that may stand for each other.

    Returns:
        In the order of the tellings, the times first. None between what one voice tells: it may tell of two.
    """
    told = [t for t in tellings if (t.clock or t.durations) and is_flat(t) and not t.proposition.negative]
    told = [t for t in told if not is_of_the_past(view, t)]
    return (*_find_clocks(told, kin), *_find_lengths(told, kin))


def _find_clocks(told: Sequence[Telling], kin: Kin) -> Iterator[Dispute]:
    timed: dict[str, list[tuple[Telling, Event]]] = defaultdict(list)
    for telling in told:
        event = event_of(telling) if telling.clock is not None else None
        if event is None:
            continue
        for key in keys_of(event.key):
            timed[key].append((telling, event))
    found: dict[tuple[tuple[str, str], tuple[str, str]], Dispute] = {}
    for listed in timed.values():
        for (a, mine), (b, theirs) in combinations(listed[:_MOST], 2):
            why = clocks_differ(a, b, NOTHING_SHARED, kin)
            if why and not is_one_speaker(a, b) and may_be_one(mine, theirs, kin) and on_one_occasion(a, b, kin):
                found.setdefault((a.id, b.id), Dispute(a, b, "date", f"{why}: “{a.text}” and “{b.text}”"))
    return (found[k] for k in sorted(found))


def _find_lengths(told: Sequence[Telling], kin: Kin) -> Iterator[Dispute]:
    timed = [(t, heads[0]) for t in told if (heads := _what_lasts(t))]
    for (a, mine), (b, theirs) in combinations(timed[:_MOST], 2):
        if (
            is_one_speaker(a, b)
            or a.report == b.report
            or bool(a.dates) != bool(b.dates)
            or not best_match(mine, (theirs,), kin)[1]
        ):
            continue
        if _are_apart(a, b) and on_one_occasion(a, b, kin):
            yield Dispute(a, b, "number", f"the lengths of time differ: “{a.text}” and “{b.text}”")


def _what_lasts(telling: Telling) -> list[Item]:
    """What a clause tells the exact length of; nothing where it tells something else."""
    if len(telling.durations) != 1 or len(telling.lengths) != 1 or not _LASTS.search(telling.text):
        return []
    heads = [i for i in heads_of(telling, "subject") if not (i.is_entity or i.is_compound)]
    return heads if len(heads) == 1 and not heads_of(telling, "object") else []


def _are_apart(a: Telling, b: Telling) -> bool:
    short, long = sorted((a.lengths[0], b.lengths[0]))
    return long > short * _ONE_LENGTH
