"""Who asked for talks, a call or a visit: readouts of two sides that each name another as who did."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.crossreport.conflicts import Dispute, is_flat
from onrecord.crossreport.one_event import on_one_occasion
from onrecord.crossreport.overlap import Kin
from onrecord.crossreport.pointing_back import is_one_speaker
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView

_ASKING = r"(?:initiative|request|invitation|instigation|behest|urging)"
_AT_REQUEST = re.compile(
    rf"\b(?:(?:at|on|upon) the {_ASKING} (?:of|from)\b(?P<of>[^,;.]*)"
    rf"|(?:at|on|upon) (?P<whose>(?:[\w.-]+ ){{0,4}}[\w.-]+)['’]s? (?:own )?{_ASKING}\b"
    rf"|(?:at|on|upon) (?:an? )?(?P<from>[\w-]+) {_ASKING}\b)",
    re.IGNORECASE,
)
_ASKS = frozenset("request initiate propose solicit seek suggest instigate".split())
#: Words for one kind of encounter; what a report calls a call, another may call a conversation.
_ENCOUNTERS = tuple(
    frozenset(words.split())
    for words in (
        "call conversation phone telephone talk discussion speak contact exchange",
        "meeting meet talk summit session negotiation consultation receive host encounter discussion",
        "visit trip stay travel tour receive",
    )
)
_MOST = 200  # tellings that are compared


@dataclass(frozen=True)
class _Asked:
    """A clause that says who asked for an encounter."""

    telling: Telling
    kinds: frozenset[int]
    by: frozenset[str]  # run-wide ids
    countries: frozenset[str]


def find_rival_initiators(view: StoryView, tellings: Sequence[Telling], kin: Kin) -> tuple[Dispute, ...]:
    """Disputes about who asked for talks: "at the initiative of the Turkish side", "was requested by the Russian side".

    Args:
        view: the story.
        tellings: from `prepare_tellings`.
        kin: entity pairs that may stand for each other.

    Returns:
        In the order of the tellings; only between parties whose countries are known and differ.
    """
    told = (t for t in tellings if is_flat(t) and not t.proposition.negative)
    asked = [a for a in (_read(view, t) for t in told) if a is not None][:_MOST]
    return tuple(
        Dispute(
            a.telling,
            b.telling,
            "actor",
            f"each names another who asked for it: “{a.telling.text}” and “{b.telling.text}”",
        )
        for a, b in combinations(asked, 2)
        if a.kinds & b.kinds
        and _are_two(a, b, kin)
        and not is_one_speaker(a.telling, b.telling)
        and on_one_occasion(a.telling, b.telling, kin, anywhere=True)
    )


def _read(view: StoryView, telling: Telling) -> _Asked | None:
    words = {i.key for i in telling.items if not i.is_entity}
    kinds = frozenset(n for n, listed in enumerate(_ENCOUNTERS) if listed & words)
    by = _by_passive(telling) or _at_request(view, telling) if kinds else frozenset()
    if not by:
        return None
    countries = frozenset(c for run in by if (c := view.entity(run).country))
    return _Asked(telling, kinds, by, countries)


def _by_passive(telling: Telling) -> frozenset[str]:
    """Whom a clause names as who asked, by its verb: "the call, which was requested by Moscow"."""
    if not any(i.key in _ASKS for i in telling.roots):
        return frozenset()
    encounters = frozenset().union(*_ENCOUNTERS)
    is_of_one = any(i.role == "object" and i.key in encounters and not i.is_inner for i in telling.items)
    subjects = (i.key[1:] for i in telling.items if i.role == "subject" and i.is_entity and not i.is_inner)
    return frozenset(subjects) if is_of_one else frozenset()


def _at_request(view: StoryView, telling: Telling) -> frozenset[str]:
    """Whom a clause names so: "at the invitation of Chile", "at Ankara's request", "on a Russian initiative"."""
    report = view.of(telling.report)
    for span in telling.proposition.spans:
        match = _AT_REQUEST.search(report.report.text, span.start, span.end)
        if match is None:
            continue
        start, end = next(match.span(g) for g in ("of", "whose", "from") if match[g])
        named = [e.id for e in report.entities if any(start <= m.start and m.end <= end for m in e.mentions)]
        return view.run_ids(telling.report, named)
    return frozenset()


def _are_two(a: _Asked, b: _Asked, kin: Kin) -> bool:
    if a.by & b.by or any((x, y) in kin for x in a.by for y in b.by):
        return False
    return bool(a.countries and b.countries) and not a.countries & b.countries
