"""What happened when, once however often it is told."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.crossreport.chains import holder_chain, proposition_chain
from onrecord.crossreport.claim_standing import weigh_standing
from onrecord.crossreport.happening_reading import Happening
from onrecord.crossreport.happenings import find_happenings
from onrecord.crossreport.tellings import calendar_day
from onrecord.crossreport.view import StoryView
from onrecord.model import Account, Claim, Evidence, TimelineEntry

_LEAST_SHARED = 0.34  # of the words, where neither an actor nor a recipient says more
_LEAST_IN_COMMON = 0.15  # of the words, where neither the day nor both participants say that it is the same
_FAR = 3.0  # times
_ONE_CLAIM = 9.0  # more than any likeness


def build_timeline(view: StoryView, claims: Sequence[Claim] = ()) -> tuple[TimelineEntry, ...]:
    """The happenings of a story in order of time, each once, with every telling.

    Events of one report that are told to be the same (`same_as`) are one telling. Tellings of two reports are one happening where type and
    status agree, no time bound, actor, recipient or place speaks against it, and either actor and recipient agree or enough words do; or
    where they are accounts of one claim and no time speaks against it. A happening never takes two tellings of one report that the report
    itself keeps apart. An unknown time is compatible with any. Accounts are counted as those of claims are.

    Args:
        view: the story.
        claims: of the whole story, with the reports that were struck out of it; what they hold for the same, the timeline does too.

    Returns:
        Dated entries by their earliest day, then the undated ones with the words that would date them in `anchor`; may be empty.
    """
    whole = view.whole
    same = {(a.report, a.proposition): c.id for c in claims for a in c.accounts if a.stance == "asserts"}
    tellings = [
        replace(t, claim=same.get((t.report, t.clause.id)) if t.is_clause and t.clause is not None else None)
        for annotations in whole.annotated
        for t in find_happenings(whole, annotations)
    ]
    groups: list[list[Happening]] = []
    # the best dated and described first, so that what is vague joins what is clear and not the other way round
    for telling in sorted(
        tellings, key=lambda t: (t.bounds[0] is None, -len(t.actors | t.recipients), t.report, t.start)
    ):
        fitting = [(_likeness(telling, group), -n) for n, group in enumerate(groups) if _fits(telling, group)]
        best = max(fitting, default=(0.0, 0))
        if best[0] > 0:
            groups[-best[1]].append(telling)
        else:
            groups.append([telling])
    left = ([t for t in group if view.holds(t.report)] for group in groups)
    entries = [_entry(view, sorted(group, key=lambda t: (t.report, t.start))) for group in left if group]
    return tuple(sorted(entries, key=_order))


def _order(entry: TimelineEntry) -> tuple[bool, str, str, str, tuple[Evidence, ...]]:
    """By the first day, the last, the hour where one is told."""
    _, _, hour = (entry.date or "").partition("T")
    return (
        entry.earliest is None and entry.latest is None,
        entry.earliest or entry.latest or "",
        entry.latest or "",
        hour,
        entry.accounts,
    )


def _fits(telling: Happening, group: Sequence[Happening]) -> bool:
    return all(_compatible(telling, other) for other in group) and all(
        t.report != telling.report or _are_one_claim(t, telling) for t in group
    )


def _are_one_claim(a: Happening, b: Happening) -> bool:
    return a.claim is not None and a.claim == b.claim


def _compatible(a: Happening, b: Happening) -> bool:
    """Whether nothing speaks against the two being one happening."""
    if a.status != b.status or not _may_meet(a.bounds, b.bounds) or _days_differ(a, b) or _tolls_differ(a, b):
        return False
    if _are_one_claim(a, b) and (a.type is None or b.type is None or a.type == b.type):
        return True
    if a.type != b.type or (a.mode and b.mode and a.mode != b.mode):
        return False
    if a.place and b.place and a.place != b.place and not (a.predicates & b.predicates):
        return False
    return _agree(a.actors, b.actors) and _agree(a.recipients, b.recipients)


def _days_differ(a: Happening, b: Happening) -> bool:
    """Whether two days without a year or a week differ: "November 18" and "November 19", "Monday" and "Tuesday"."""
    days = [calendar_day(t.timex) if t.timex is not None else None for t in (a, b)]
    return days[0] is not None and days[1] is not None and not days[0].may_be(days[1])


def _tolls_differ(a: Happening, b: Happening) -> bool:
    """Whether they count the same so differently that no rising toll explains it: a quake that killed ten, one that killed 612."""
    pairs = ((m, n) for x, m in a.tolls for y, n in b.tolls if x == y)
    return any(max(pair) > _FAR * min(pair) + 1 for pair in pairs)


def _agree(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a or not b or bool(a & b)


def _may_meet(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> bool:
    """Whether two intervals of ISO dates share a day; an open or unknown side meets everything."""
    return not ((a[1] and b[0] and a[1] < b[0]) or (b[1] and a[0] and b[1] < a[0]))


def _likeness(telling: Happening, group: Sequence[Happening]) -> float:
    """How much speaks for one happening; 0 where it is not enough."""
    return max(_score(telling, other) for other in group)


def _score(a: Happening, b: Happening) -> float:
    if _are_one_claim(a, b):
        return _ONE_CLAIM
    actors, recipients = bool(a.actors & b.actors), bool(a.recipients & b.recipients)
    union = a.words | b.words
    shared = len(a.words & b.words) / len(union) if union else 0.0
    same_verb = bool(a.predicates & b.predicates)
    same_day = a.bounds[0] is not None and a.bounds == b.bounds
    if a.type is None and not (same_verb and (same_day or a.exact.lower() == b.exact.lower())):
        return 0.0  # what no lexicon knows meets by its verb and its day
    if not (same_day or (actors and recipients) or (same_verb and not a.is_named and not b.is_named)):
        return 0.0  # what is only named ("the deal") meets by more than its name
    if shared < _LEAST_IN_COMMON and not same_day and not (actors and recipients):
        return 0.0  # "insisted that he knew nothing", "insisted that he was not the source"
    score = 0.4 * actors + 0.3 * recipients + 0.2 * same_verb + 0.2 * same_day + shared
    return score if score >= (0.6 if actors or recipients else 0.2 + _LEAST_SHARED) else 0.0


def _entry(view: StoryView, tellings: Sequence[Happening]) -> TimelineEntry:
    dated = [t for t in tellings if t.timex is not None and (t.timex.earliest or t.timex.latest)]
    best = min(dated, key=lambda t: (_width(t.bounds), t.report, t.start)) if dated else None
    teller = best or tellings[0]
    undated = next((t.exact for t in tellings if t.exact), None) if best is None else None
    accounts = [_account(view, t) for t in tellings]
    told = sorted((Evidence(t.report, t.start, t.end), a.chain) for t, a in zip(tellings, accounts, strict=True))
    standing = weigh_standing(view, accounts)
    return TimelineEntry(
        date=best.timex.edtf if best and best.timex else None,
        earliest=best.bounds[0] if best else None,
        latest=best.bounds[1] if best else None,
        text=teller.text,
        events=tuple((t.report, e.id) for t in tellings for e in t.events),
        accounts=tuple(place for place, _ in told),
        independent=standing.independence.count,
        type=next((t.type for t in (teller, *tellings) if t.type), None),
        status=teller.status,
        anchor=undated,
        actors=tuple(sorted({a for t in tellings for a in t.actors})),
        recipients=tuple(sorted({r for t in tellings for r in t.recipients})),
        place=next((t.place for t in tellings if t.place), None),
        chains=tuple(chain for _, chain in told),
        note=standing.note,
    )


def _account(view: StoryView, telling: Happening) -> Account:
    clause = telling.clause
    return Account(
        report=telling.report,
        spans=telling.spans,
        chain=proposition_chain(view, telling.report, clause)
        if clause is not None
        else holder_chain(view, telling.report, telling.quotation),
        stance="asserts",
        quotation=telling.quotation,
        exact=telling.text,
    )


def _width(bounds: tuple[str | None, str | None]) -> tuple[bool, int]:
    """How vague bounds are: open ones most, then by the days between (counted roughly; only compared)."""
    first, last = bounds
    if not first or not last:
        return True, 0
    days = [int(d[:4]) * 372 + int(d[5:7]) * 31 + int(d[8:10]) for d in (first, last)]
    return False, days[1] - days[0]
