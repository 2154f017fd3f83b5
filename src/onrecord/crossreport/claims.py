"""Claims: propositions aligned across reports, and who vouches for each through which chain."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from onrecord.crossreport.ages import find_ages
from onrecord.crossreport.chains import proposition_chain
from onrecord.crossreport.claim_alignment import TellingId, find_pairs, lead_reports, may_tell_the_same, speaking_for
from onrecord.crossreport.claim_counterparts import find_counterparts
from onrecord.crossreport.claim_grouping import Aligned, group_tellings
from onrecord.crossreport.claim_standing import Standing, weigh_standing
from onrecord.crossreport.claim_texts import choose_text
from onrecord.crossreport.conflicts import Dispute, Kind, find_dispute
from onrecord.crossreport.denials import find_denials
from onrecord.crossreport.initiators import find_rival_initiators
from onrecord.crossreport.known_names import know
from onrecord.crossreport.likely_same import find_likely
from onrecord.crossreport.likely_turned import find_turned
from onrecord.crossreport.overlap import Kin
from onrecord.crossreport.pointing_back import is_pointer
from onrecord.crossreport.refutations import find_refutations
from onrecord.crossreport.rival_times import find_rival_times
from onrecord.crossreport.rival_tolls import find_rival_tolls
from onrecord.crossreport.sweeping_denials import find_sweeping_denials
from onrecord.crossreport.tellings import Telling, prepare_tellings
from onrecord.crossreport.view import StoryView
from onrecord.model import Account, Claim, Conflict
from onrecord.model.story import Stance


def align_claims(view: StoryView) -> tuple[Claim, ...]:
    """The claims of a story, the weightiest first.

    Args:
        view: the story with its annotations, run-wide entities, copies and ties.

    Returns:
        Claims c1, c2, ... in the order in which a reader should meet them; each telling is an account of exactly one.
    """
    whole = view.whole
    tellings = prepare_tellings(whole)
    kin = speaking_for(whole)
    near = find_pairs(tellings, kin)
    pairs = tuple(p for p in near if may_tell_the_same(*p))
    contradictions = tuple(d for pair in pairs if (d := find_dispute(pair, whole, kin)) is not None)
    leaders = lead_reports(whole)
    refutations = find_refutations(whole, tellings)
    known = know(whole, kin)
    refuted = {t.id for d in refutations for t in (d.a, d.b)}
    likely = find_likely(whole, [t for t in tellings if t.id not in refuted], leaders, near, known)
    groups = _with_denials(group_tellings(leaders, tellings, pairs, known, likely), contradictions)
    others = (
        *find_denials(whole, tellings, kin),
        *find_sweeping_denials(whole, tellings, kin),
        *find_turned(whole, likely, kin),
        *find_ages(whole, tellings),
        *find_rival_times(whole, tellings, kin),
        *find_rival_tolls(whole, tellings, kin),
        *find_rival_initiators(whole, tellings, kin),
        *_counterparts(whole, refutations, tellings),
    )
    if whole is not view:
        groups = _left(view, groups, contradictions)
        contradictions, refutations, others = (_between(view, d) for d in (contradictions, refutations, others))
    place = {t.id: n for n, g in enumerate(groups) for t in g.tellings}
    denials: dict[int, list[Dispute]] = defaultdict(list)
    for dispute in (*refutations, *(d for d in others if is_pointer(d.b))):
        denials[place[dispute.a.id]].append(dispute)
    disputes = (*contradictions, *(d for d in others if not is_pointer(d.b)))
    gone = {d.b.id for d in refutations} | _contained(groups) | {t.id for t in tellings if is_pointer(t)}
    drafts = []
    for number, group in enumerate(groups):
        if not all(t.id in gone for t in group.tellings):
            drafts.append((number, _draft(view, group, denials[number], kin)))
    claims = _finish(drafts, disputes, place, frozenset(place[d.a.id] for d in refutations))
    beside = find_counterparts(view, claims, near, likely, kin)
    return tuple(msgspec.structs.replace(c, may_be=beside[c.id]) if beside.get(c.id) else c for c in claims)


def _between(view: StoryView, disputes: Iterable[Dispute]) -> tuple[Dispute, ...]:
    """The disputes between reports that were not struck out."""
    return tuple(d for d in disputes if view.holds(d.a.report) and view.holds(d.b.report))


def _left(view: StoryView, groups: Iterable[Aligned], contradictions: Sequence[Dispute]) -> tuple[Aligned, ...]:
    """Groups without the tellings of struck reports, and without what these were told to contradict."""
    gone = {d.reason for d in contradictions} - {d.reason for d in _between(view, contradictions)}
    found = []
    for group in groups:
        tellings = tuple(t for t in group.tellings if view.holds(t.report))
        if tellings:
            several = len(tellings) > 1
            parts = (tuple(t for t in part if view.holds(t.report)) for part in group.parts)
            reasons = tuple(r for r in group.reasons if several and r not in gone)
            found.append(Aligned(tellings, reasons, tuple(p for p in parts if p)))
    return tuple(found)


def _contained(groups: Sequence[Aligned]) -> set[TellingId]:
    """Tellings that stand in a larger one of their report and that nothing else tells: the larger one tells them."""
    by_report: dict[str, list[tuple[int, int, Telling]]] = defaultdict(list)
    for telling in (t for g in groups for t in g.tellings):
        by_report[telling.report] += [(s.start, s.end, telling) for s in telling.proposition.spans]
    alone = {g.tellings[0].id for g in groups if len(g.tellings) == 1}
    found: set[TellingId] = set()
    for stretches in by_report.values():
        open_: list[tuple[int, Telling]] = []  # (end, telling) of what has begun and not ended
        for start, end, telling in sorted(stretches, key=lambda x: (x[0], -x[1], x[2].id)):
            open_ = [x for x in open_ if x[0] > start]
            if telling.id in alone and any(_holds(other, telling) for _, other in open_):
                found.add(telling.id)
            open_.append((end, telling))
    return found


def _holds(larger: Telling, smaller: Telling) -> bool:
    """Whether all characters of one telling stand in another, longer one."""
    ours, theirs = smaller.proposition.spans, larger.proposition.spans
    inside = all(any(x.contains(s) for x in theirs) for s in ours)
    return inside and sum(x.end - x.start for x in theirs) > sum(s.end - s.start for s in ours)


def _with_denials(groups: Sequence[Aligned], contradictions: Sequence[Dispute]) -> tuple[Aligned, ...]:
    """Groups in which what one asserts and another denies stands together: one claim, with accounts for and against."""
    place = {t.id: n for n, g in enumerate(groups) for t in g.tellings}
    parent = list(range(len(groups)))

    def root(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    reasons: dict[int, list[str]] = defaultdict(list)
    for dispute in contradictions:
        if dispute.kind == "negation" and dispute.a.proposition.negative != dispute.b.proposition.negative:
            x, y = sorted((root(place[dispute.a.id]), root(place[dispute.b.id])))
            parent[y] = x
            reasons[x] += [dispute.reason, *(reasons.pop(y, ()) if x != y else ())]
    members: dict[int, list[int]] = defaultdict(list)
    for n in range(len(groups)):
        members[root(n)].append(n)
    return tuple(
        Aligned(
            tuple(
                sorted((t for n in ns for t in groups[n].tellings), key=lambda t: (t.report, t.proposition.spans[0]))
            ),
            tuple(dict.fromkeys([r for n in ns for r in groups[n].reasons] + reasons[top])),
            _parts([groups[n] for n in ns]),
        )
        for top, ns in sorted(members.items())
    )


def _parts(groups: Sequence[Aligned]) -> tuple[tuple[Telling, ...], ...]:
    """What the rules join of groups that stand together since one denies what the other asserts."""
    if not any(g.parts for g in groups):
        return ()
    return tuple(part for g in groups for part in g.parts or (g.tellings,))


def _counterparts(view: StoryView, refutations: Sequence[Dispute], tellings: Sequence[Telling]) -> tuple[Dispute, ...]:
    """What a refutation sets against the refuted account: what is told as someone's finding in the same sentence, after it."""
    found = []
    for dispute in refutations:
        sentences = view.of(dispute.b.report).sentences
        start = dispute.b.proposition.spans[0].start
        sentence = next((s for s in sentences if s.start <= start < s.end), None)
        for telling in tellings:
            inside = sentence is not None and telling.report == dispute.b.report and telling.id != dispute.b.id
            if (
                inside
                and sentence is not None
                and start < telling.proposition.spans[0].start < sentence.end
                and telling.proposition.quotation
            ):
                found.append(Dispute(dispute.a, telling, "attribution", dispute.reason))
    return tuple(found)


def _draft(view: StoryView, group: Aligned, denials: Sequence[Dispute], kin: Kin) -> tuple[Claim, Standing]:
    """A claim without id and conflicts with other claims, and what its standing rests on."""
    positive = any(not t.proposition.negative or t.proposition.denied for t in group.tellings)
    accounts = [_account(view, t, _stance(t, positive)) for t in group.tellings]
    accounts += [_account(view, d.b, "denies") for d in denials]
    standing = weigh_standing(view, accounts)
    sure = _sure(view, group, accounts)
    against = any(a.stance == "denies" for a in accounts) and any(a.stance != "denies" for a in accounts)
    claim = Claim(
        id="",
        text=choose_text(view, group.tellings, positive, None if against else kin),
        alignment="disputed" if against else "corroborated" if standing.independence.count > 1 else "single_source",
        independent=standing.independence.count,
        accounts=tuple(accounts),
        sure=sure if sure is not None and sure < standing.independence.count else None,
        groups=standing.independence.groups,
        about=standing.about,
        note=standing.note,
        hypothetical=not all(t.is_told_as_so for t in group.tellings),
        rank=_rank(view, group, standing),
        reasons=tuple(dict.fromkeys((*group.reasons, *(d.reason for d in denials)))),
    )
    return claim, standing


def _sure(view: StoryView, group: Aligned, accounts: Sequence[Account]) -> int | None:
    """How many independent accounts the rules alone join; None where that is what all is joined by."""
    if not group.parts:
        return None
    of = {(a.report, a.proposition): a for a in accounts}
    return max(weigh_standing(view, [of[t.id] for t in part]).independence.count for part in group.parts)


def _stance(telling: Telling, positive: bool) -> Stance:
    """Whether a telling holds what the claim says. A claim is told in the negative only if all its accounts tell it so."""
    if telling.proposition.negative and (positive or telling.proposition.denied):
        return "denies"
    return "hedges" if telling.proposition.mood == "hedged" else "asserts"


def _account(view: StoryView, telling: Telling, stance: Stance) -> Account:
    proposition = telling.proposition
    return Account(
        report=telling.report,
        spans=proposition.spans,
        chain=proposition_chain(view, telling.report, proposition),
        stance=stance,
        quotation=proposition.quotation,
        proposition=proposition.id,
        event=proposition.event,
        exact=telling.text,
    )


def _rank(view: StoryView, group: Aligned, standing: Standing) -> float:
    """How early a reader should meet a claim: many independent accounts, at the head of reports, told as fact, as an event or a toll."""
    first = min(t.proposition.spans[0].start / max(1, len(view.of(t.report).report.text)) for t in group.tellings)
    headline = any(t.proposition.headline for t in group.tellings)
    event = any(t.proposition.event or any(f.item_class for f in t.figures) for t in group.tellings)
    actual = group.tellings[0].is_told_as_so
    weight = max(t.weight for t in group.tellings)
    return round(
        2.0 * standing.independence.count + 0.3 * len(group.tellings) + (1.0 - first) + 0.7 * headline + 0.5 * event
        + 1.0 * actual + 0.1 * min(weight, 8.0), 4
    )  # fmt: skip


def _finish(
    drafts: Sequence[tuple[int, tuple[Claim, Standing]]],
    disputes: Sequence[Dispute],
    place: dict[TellingId, int],
    refuted: frozenset[int],
) -> tuple[Claim, ...]:
    """The claims in order, with ids and the conflicts between them; `refuted` are the groups whose account is called wrong."""
    ordered = sorted(drafts, key=lambda d: (-d[1][0].rank, d[1][0].accounts[0].report, d[1][0].accounts[0].spans[0]))
    ids = {number: f"c{n}" for n, (number, _) in enumerate(ordered, start=1)}
    conflicts: dict[int, dict[tuple[str, Kind], list[str]]] = defaultdict(lambda: defaultdict(list))
    for dispute in disputes:
        a, b = place[dispute.a.id], place[dispute.b.id]
        if a in ids and b in ids and a != b:
            for mine, theirs in ((a, b), (b, a)):
                conflicts[mine][ids[theirs], dispute.kind].append(dispute.reason)
    made = []
    for number, (claim, _) in ordered:
        listed = dict(conflicts[number])
        if claim.alignment == "disputed":
            own: Kind = "attribution" if number in refuted else "negation"
            listed[ids[number], own] = list(claim.reasons[-1:] or ("One account denies what another asserts.",))
        made.append(
            msgspec.structs.replace(
                claim,
                id=ids[number],
                alignment="disputed" if listed else claim.alignment,
                conflicts=tuple(
                    Conflict(with_=with_, kind=kind, reasons=tuple(dict.fromkeys(reasons)))
                    for (with_, kind), reasons in sorted(listed.items())
                ),
            )
        )
    return tuple(made)
