"""Figures about the same thing: what every account gives, what they agree on, and where they cannot all be right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.crossreport.chains import holder_chain
from onrecord.crossreport.figure_alignment import (
    GENERIC,
    TOLLS,
    Telling,
    are_tolls_of_the_story,
    can_conflict,
    judge_same,
    make_telling,
)
from onrecord.crossreport.figure_intervals import (
    GROWING,
    SHRINKING,
    Interval,
    agree,
    latest,
    may_follow,
    printed_interval,
    widened,
)
from onrecord.crossreport.independence import count_independent
from onrecord.crossreport.view import StoryView
from onrecord.model import Annotations, Figure, FigureAccount, Quantity, Quotation, Span, Timex

_BARE = GENERIC | frozenset("men women children times time percent things thing ones one".split())
_SOMEBODY = frozenset("survivor victim refugee hostage detainee evacuee patient prisoner captive".split())
_TOLL = "Both are the toll that their reports open with."
_OPENING = 2  # characters: a quotation mark before the first figure of what is asked


@dataclass(frozen=True)
class _Entry:
    """A telling with its account and the moment it holds for."""

    telling: Telling
    account: FigureAccount
    interval: Interval
    moment: str  # ISO date of what the report says, else of its publication; "" where neither is known
    is_asked: bool = False  # how much is asked for, which contradicts nothing that is paid


def reconcile_figures(view: StoryView) -> tuple[Figure, ...]:
    """The figures of a story, each with every account of it.

    Figures are one if they count the same thing (see `figure_alignment`). `agreed` is what all accounts allow. A toll that rises from
    date to date is no dispute: the latest accounts are agreed on then. Figures in denials and questions are left out, and those that
    nothing says the thing of.

    Returns:
        Those with most independent accounts first, then in the order of the text; empty for a story without figures. `reasons` are
        sentences: why the accounts were held to be about one thing, and where they contradict each other.
    """
    groups = ([e for e in group if view.holds(e.account.report)] for group in _with_tolls(_group(_entries(view.whole))))
    figures = [_figure(view, group) for group in groups if group]
    return tuple(
        sorted(
            figures, key=lambda f: (-f.independent, -len(f.accounts), f.kind != "count", f.about, f.accounts[0].report)
        )
    )


def _group(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    """The figures that count one thing; those that say little of it come last and join the largest group that they may belong to."""
    groups: list[list[_Entry]] = []
    for entry in sorted(entries, key=lambda e: not e.telling.context):
        fitting = [
            g for g in groups if all(judge_same(entry.telling, e.telling)[0] and _go_together(entry, e) for e in g)
        ]
        group = max(fitting, key=lambda g: (_has_same(g, entry), len(g)), default=None)
        if group is None:
            groups.append([entry])
        elif not any(_is_repeated(entry, e) for e in group):
            group.append(entry)
    return groups


def _with_tolls(groups: Sequence[list[_Entry]]) -> list[list[_Entry]]:
    """The groups, those joined that are tolls of the story in other words and agree, follow each other in time or cannot all be right.

    In an order that a copy of a report, which adds no words and no number, does not change.
    """
    made: list[list[_Entry]] = []
    for group in sorted(groups, key=_told_in):
        toll = next((g for g in made if all(_are_one_toll(a, b) for a in group for b in g)), None)
        if toll is None:
            made.append(list(group))
        else:
            toll += group
    return made


def _told_in(group: Sequence[_Entry]) -> list[tuple[str, tuple[str, ...], str]]:
    return sorted({(e.moment, tuple(sorted(e.telling.context)), e.account.exact) for e in group})


def _are_one_toll(a: _Entry, b: _Entry) -> bool:
    if not are_tolls_of_the_story(a.telling, b.telling):
        return False
    wide = [widened(e.interval, e.telling.quantity) for e in (a, b)]
    later = may_follow(a.telling.quantity.item_class, [(a.moment, wide[0]), (b.moment, wide[1])])
    return later or wide[0].meet(wide[1]) is not None or _are_rivals(a, b)


def _are_rivals(a: _Entry, b: _Entry) -> bool:
    """Whether two reports of known days give tolls that cannot both be right: "five dead" and "four passengers died" on one day. One says
    no more than that: of what each tells more, nothing shows that it is the same."""
    is_dated = bool(a.moment and b.moment) and not (a.telling.context and b.telling.context)
    of_people = a.telling.quantity.item_class in GROWING
    return is_dated and of_people and a.account.report != b.account.report and can_conflict(a.telling, b.telling)


def _has_same(group: Sequence[_Entry], entry: _Entry) -> bool:
    """Whether a group has the very number: "four dead" of one village is no other count of the six killed in all."""
    return any(e.interval == entry.interval for e in group)


def _go_together(a: _Entry, b: _Entry) -> bool:
    """Whether two figures that seem to count one thing agree, follow each other in time, or are in dispute.

    One voice in one report contradicts itself so seldom that two numbers of it count two things. Others are in dispute only where what
    they count is told in much the same words.
    """
    if a.is_asked != b.is_asked:
        return False
    wide = [widened(e.interval, e.telling.quantity) for e in (a, b)]
    if wide[0].meet(wide[1]) is not None:
        return True
    growing = a.telling.quantity.item_class in GROWING
    if may_follow(a.telling.quantity.item_class, [(a.moment, wide[0]), (b.moment, wide[1])]):
        return True
    one_voice = a.account.report == b.account.report and a.account.chain == b.account.chain
    # of a month without a year, and of arrests without a day, nobody knows whether they are the same
    recurring = growing and a.telling.quantity.item_class not in TOLLS
    undated = any((e.account.as_of or "").startswith("XXXX") for e in (a, b))
    undated = undated or (recurring and not (a.moment and b.moment))
    return not (one_voice or undated) and can_conflict(a.telling, b.telling)


def _entries(view: StoryView) -> list[_Entry]:
    """All figures of the story that say what they count, by report and place in the text, those of headlines last."""
    found: list[_Entry] = []
    for annotations in view.annotated:
        titles = [p.span for p in annotations.report.parts if p.kind == "headline"]
        ordered = sorted(annotations.quantities, key=lambda q: (any(t.contains(q.span) for t in titles), q.start))
        entries = [_entry(view, annotations, q) for q in ordered if _is_told(annotations, q)]
        found += _without_short(entries, titles)
    return found


def _without_short(entries: Sequence[_Entry], titles: Sequence[Span]) -> Iterator[_Entry]:
    """Without the tolls of a headline that only leave out "at least": "Eleven dead" over "at least 11 miners were killed"."""
    bounds = {
        (e.telling.quantity.item_class, e.telling.quantity.value)
        for e in entries
        if e.interval.low != e.interval.high and not _is_in(e, titles)
    }
    for entry in entries:
        quantity = entry.telling.quantity
        is_toll = quantity.item_class is not None and quantity.value is not None
        if not (is_toll and (quantity.item_class, quantity.value) in bounds and _is_in(entry, titles)):
            yield entry


def _is_in(entry: _Entry, spans: Sequence[Span]) -> bool:
    return any(s.start <= entry.account.start < s.end for s in spans)


def _is_told(annotations: Annotations, quantity: Quantity) -> bool:
    """Whether the report gives the figure as true and says of what."""
    if quantity.kind == "ordinal" or quantity.about is None:
        return False
    if quantity.about.lower() in _BARE and (quantity.item_class is None or _is_since(annotations, quantity)):
        return False  # "35 bodies" says what happened to them; of "1,240 deaths since May" nobody knows what else there was
    text = annotations.report.text
    if quantity.value == 1 and quantity.item_class is None and quantity.kind == "count":
        return False  # "one of the largest"
    item = quantity.item.of(text).lower() if quantity.item else ""
    if quantity.value == 1 and item.removesuffix("s") in _SOMEBODY:
        return False  # "one survivor told how …": who speaks, not how many there are
    if quantity.kind == "ratio" and quantity.about.lower().removesuffix("s") in ("percentage point", "point"):
        return False  # "by half a percentage point"
    if text[max(0, quantity.start - 6) : quantity.start].lower().endswith(" from "):
        return False  # what it was before
    if _is_known_pair(text, quantity) or _did_not_happen(annotations, quantity):
        return False
    holder = _holder(annotations, quantity)
    if holder is None or holder.class_ == "request":
        return holder is None or (not holder.negated and _is_asked_of(quantity, holder, text))
    return not (holder.negated or holder.class_ in {"denial", "question"})


def _is_since(annotations: Annotations, quantity: Quantity) -> bool:
    """Whether it counts what was from some day on, or until one."""
    return any(t.id == quantity.timex and t.signal is not None for t in annotations.timexes)


def _holder(annotations: Annotations, quantity: Quantity) -> Quotation | None:
    return next((q for q in annotations.quotations if q.id == quantity.quotation), None)


def _is_asked_of(quantity: Quantity, request: Quotation, text: str) -> bool:
    """Whether a figure in a request says how much is asked ("wants €3 million"), or counts what there is: whom it is asked of ("told 400
    guests to stay"), or all that something is asked for ("that all 140 engines be checked")."""
    if quantity.kind in ("money", "percent"):
        return True
    opens = quantity.start - request.content[0].start <= _OPENING
    return opens or text[max(0, quantity.start - len("all ")) : quantity.start].lower() == "all "


def _is_known_pair(text: str, quantity: Quantity) -> bool:
    """ "Between the two countries", "our two nations": words for two that were named, not a number that is told."""
    if quantity.value != 2 or quantity.kind != "count" or quantity.item_class or quantity.comparator != "=":
        return False
    return bool(_POINTING.search(text[max(0, quantity.start - 8) : quantity.start]))


_POINTING = re.compile(r"\b(?:the|these|those|our|their|its|his|her|your|both)\s+$", re.IGNORECASE)


def _did_not_happen(annotations: Annotations, quantity: Quantity) -> bool:
    """Whether it counts those to whom something only could be done, or was not: "could kill millions"."""
    if quantity.item_class is None:
        return False
    return any(
        e.status in _UNREAL and any(r.span.overlaps(quantity.span) for r in e.recipients) for e in annotations.events
    )


_UNREAL = frozenset({"hypothetical", "negated", "requested", "threatened", "planned"})


def _entry(view: StoryView, annotations: Annotations, quantity: Quantity) -> _Entry:
    report = annotations.report
    exact = quantity.span.of(report.text)
    interval = printed_interval(quantity, exact)
    timex = next((t for t in annotations.timexes if t.id == quantity.timex), None)
    account = FigureAccount(
        report=report.id,
        start=quantity.start,
        end=quantity.end,
        low=interval.low,
        high=interval.high,
        as_of=timex.edtf if timex else None,
        chain=holder_chain(view, report.id, quantity.quotation),
        comparator=quantity.comparator,
        exact=exact,
    )
    moment = _moment(timex, report.published or "")
    if report.published and timex is not None and _is_last_known(annotations, quantity, timex):
        moment = report.published
    elif moment and report.published and moment[:10] < report.published[:10]:
        moment = f"{moment[:10]}, told {report.published[:10]}"  # of one evening a later report knows more
    holder = _holder(annotations, quantity)
    asked = holder is not None and holder.class_ == "request"
    return _Entry(make_telling(view, annotations, quantity, moment), account, interval, moment, asked)


def _is_last_known(annotations: Annotations, quantity: Quantity, timex: Timex) -> bool:
    """Whether a toll is the highest that its report knows: "a bridge which fell on Tuesday, killing 14" gives the day of the fall, and how
    many are known to be dead when the report is written; not "by Tuesday evening nine had died"."""
    if quantity.item_class not in TOLLS & GROWING or timex.signal is not None:
        return False
    return all(
        (q.value or 0) <= (quantity.value or 0) for q in annotations.quantities if q.item_class == quantity.item_class
    )


def _is_repeated(a: _Entry, b: _Entry) -> bool:
    """Whether one report says the same again: with the same holders, or for short in its headline."""
    if a.account.report != b.account.report or a.interval != b.interval:
        return False
    same_day = a.account.as_of in {b.account.as_of, None}
    return same_day and (a.account.chain == b.account.chain or len(a.account.chain) == 1)


def _moment(timex: Timex | None, published: str) -> str:
    """The last day that an expression names; of a stretch that still goes on ("growth this year") the report's own."""
    if timex is None or not timex.latest:
        return published
    goes_on = bool(published) and (timex.earliest or published) <= published[:10] < timex.latest
    return published if goes_on else timex.latest


def _figure(view: StoryView, group: Sequence[_Entry]) -> Figure:
    agreed, disputed, reasons = _settle(view, group)
    best = max(group, key=lambda e: (len(e.telling.context), -len(e.telling.quantity.about or ""), e.account.report))
    quantity = best.telling.quantity
    about = quantity.about or ""
    item = quantity.item.of(view.of(best.telling.report).report.text) if quantity.item else ""
    item = " ".join(item.split())
    return Figure(
        item=item if _is_specific(item) else about,
        about=about,
        accounts=tuple(e.account for e in group),
        agreed=(agreed.low, agreed.high) if agreed is not None else None,
        disputed=disputed,
        unit=quantity.unit,
        kind=quantity.kind,
        reasons=tuple(dict.fromkeys((*_alike(group), *reasons))),
        independent=count_independent((e.account.report for e in group), view.ties).count,
    )


def _is_specific(item: str) -> bool:
    """Whether an item names its thing by itself: "Libyan cities", but neither "people" nor "death toll"."""
    words = item.lower().split()
    return len(words) > 1 and not all(word in _BARE for word in words)


def _alike(group: Sequence[_Entry]) -> list[str]:
    """Why the accounts were held to be about one thing."""
    judged = ((judge_same(e.telling, group[0].telling), e) for e in group[1:])
    return [
        why if same or not are_tolls_of_the_story(e.telling, group[0].telling) else _TOLL for (same, why), e in judged
    ]


def _settle(view: StoryView, group: Sequence[_Entry]) -> tuple[Interval | None, bool, list[str]]:
    """(what is agreed on, whether they are disputed, sentences)."""
    wide = [widened(e.interval, e.telling.quantity) for e in group]
    agreed = agree([e.interval for e in group], wide)
    if agreed is not None:
        return agreed, False, []
    dated = [(e.moment, w) for e, w in zip(group, wide, strict=True)]
    item_class = group[0].telling.quantity.item_class
    if may_follow(item_class, dated):
        last = max(e.moment for e in group)
        way = "fell" if item_class in SHRINKING else "rose"
        return latest([(e.moment, e.interval) for e in group]) or latest(dated), False, [
            f"The number {way} from date to date; the accounts of {last[:10]} are the latest."
        ]  # fmt: skip
    return None, True, _conflicts(view, group, wide)


def _conflicts(view: StoryView, group: Sequence[_Entry], wide: Sequence[Interval]) -> list[str]:
    """Which accounts cannot both be right, one sentence a pair of different words."""
    found = []
    for i, a in enumerate(group):
        for j in range(i + 1, len(group)):
            b = group[j]
            pair = [(a.moment, wide[i]), (b.moment, wide[j])]
            grown = may_follow(a.telling.quantity.item_class, pair)
            if wide[i].meet(wide[j]) is None and not grown:
                found.append(
                    f'"{a.account.exact}" ({view.outlet(a.account.report)}) and "{b.account.exact}"'
                    f" ({view.outlet(b.account.report)}) cannot both be right."
                )
    return list(dict.fromkeys(found))
