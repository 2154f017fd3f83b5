"""One happening, one event: which events of a report retell an earlier one ("a call told four times")."""

import msgspec

from onrecord.model import Annotations, Event, Timex

_COMPARED = 100  # earlier events of one kind and participant: a limit for hostile input


def mark_retellings(events: tuple[Event, ...], found: Annotations) -> tuple[Event, ...]:
    """The same events; those that retell an earlier one point to the first of its kind.

    Two events are one where type and status agree, at least one named participant is shared on each side (on either side for
    a consultation), none contradicts the other, and their times can be the same.
    """
    timexes = {t.id: t for t in found.timexes}
    firsts: dict[tuple[str, str, str], list[Event]] = {}  # by type, status and one of those who take part
    made = []
    for event in events:
        keys = [(event.type, event.status, id_) for id_ in sorted(set.union(*_ids(event)))]
        known = [f for key in keys for f in firsts.get(key, ())[:_COMPARED]]
        first = next((f for f in known if _retells(event, f, timexes)), None)
        if first is None:
            for key in keys:
                firsts.setdefault(key, []).append(event)
            made.append(event)
        else:
            made.append(msgspec.structs.replace(event, same_as=first.id))
    return tuple(made)


def _retells(event: Event, first: Event, timexes: dict[str, Timex]) -> bool:
    if event.type != first.type or event.type == "STATEMENT" or event.status != first.status:
        return False
    if event.mode != first.mode and event.mode is not None and first.mode is not None:
        return False
    return _same_people(event, first) and _same_time(event, first, timexes)


def _same_people(event: Event, first: Event) -> bool:
    actors, others = _ids(event)
    actors_before, others_before = _ids(first)
    if event.type == "CONSULT":
        both, before = actors | others, actors_before | others_before
        return len(both & before) >= 2 or (bool(both) and both == before and len(both) > 1)
    return bool(actors & actors_before) and bool(others & others_before)


def _ids(event: Event) -> tuple[set[str], set[str]]:
    return {a.entity for a in event.actors if a.entity}, {r.entity for r in event.recipients if r.entity}


def _same_time(event: Event, first: Event, timexes: dict[str, Timex]) -> bool:
    if event.timex is None or first.timex is None:
        return event.historical == first.historical
    a, b = timexes.get(event.timex), timexes.get(first.timex)
    if a is None or b is None or None in (a.earliest, a.latest, b.earliest, b.latest):
        return event.date == first.date
    return bool(a.earliest <= b.latest and b.earliest <= a.latest)  # type: ignore[operator]
