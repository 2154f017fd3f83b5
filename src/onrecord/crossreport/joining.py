"""Stories that grow: a new report joins the stories known, without grouping all reports anew.

The same likeness and the same threshold decide as in `group_stories`. What differs: a report is placed when it comes, by what is known by
then. Each time a story has doubled, its own reports are grouped anew, so that two look-alike happenings part once there is enough of
each. The outcome may still differ from that of a batch; tests/crossreport/test_stories.py states how much at most.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.crossreport.linkage import (
    JOINED,
    Group,
    Node,
    closeness,
    contrast,
    group_of,
    join_groups,
    join_two,
    lead_contrast,
)
from onrecord.crossreport.neighbours import find_neighbours
from onrecord.crossreport.profiles import (
    Frequencies,
    leads_of,
    multiply,
    names_of,
    profile_sentences,
    telling_features,
    weigh_profile,
)
from onrecord.crossreport.stories import published_day
from onrecord.crossreport.wording import read_sentences
from onrecord.model import Judgement, Report

_FEATURES = 40  # telling features of a report that are looked up
_RECENT = 64  # reports kept for each feature, the latest ones
_MERGED = 0.6  # probability from which two known stories are joined for a report that lies between them
_SETTLED = 4  # reports from which a story that has doubled is grouped anew
_CANDIDATES = 12  # stories that a report is compared with


@dataclass
class StoryStream:
    """The stories known so far, with what is needed to add to them. Changed by `join_stories` alone."""

    frequencies: Frequencies = field(default_factory=Frequencies)
    reports: list[str] = field(default_factory=list)  # ids in order of arrival
    groups: dict[int, Group] = field(default_factory=dict)
    place: dict[int, int] = field(default_factory=dict)  # report number -> group
    postings: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))  # feature -> report numbers
    weights: dict[int, float] = field(default_factory=dict)  # of names
    nodes: list[Node] = field(default_factory=list)  # of the reports, as they were weighed on arrival
    next_group: int = 0

    def stories(self) -> tuple[tuple[str, ...], ...]:
        """The ids of the reports of each story; sorted."""
        return tuple(sorted(tuple(sorted(self.reports[m] for m in g.members)) for g in self.groups.values()))


def open_stream(reports: Iterable[Report] = ()) -> StoryStream:
    """A stream that has taken in some reports, in their order."""
    stream = StoryStream()
    for report in reports:
        join_stories(stream, report)
    return stream


def join_stories(stream: StoryStream, report: Report) -> tuple[Judgement, ...]:
    """Place a new report: in the story it is likest to, or in one of its own; then join stories that it has brought together.

    Args:
        stream: is changed.
        report: its id must be new to the stream.

    Returns:
        A judgement for each join made. None: the report opens a story.
    """
    number = len(stream.reports)
    stream.reports.append(report.id)
    node = _take_in(stream, report)
    made: list[Judgement] = []
    current = _add(stream, group_of(number, node))
    least = JOINED
    while (best := _nearest(stream, current, node, least)) is not None:
        made.append(_judge(stream, current, best[1], best[0]))
        joined = join_two(stream.groups, current, best[1], stream.next_group)
        current = _add(stream, joined)
        least = _MERGED
    size = len(stream.groups[current].members)
    if size >= _SETTLED and size & (size - 1) == 0:
        made += _settle(stream, current)
    for feature in _telling(node):
        stream.postings[feature] = [*stream.postings[feature][1 - _RECENT :], number]
    return tuple(made)


def _add(stream: StoryStream, group: Group) -> int:
    """Give a group its number and its members their place."""
    number = stream.next_group
    stream.groups[number] = group
    stream.place.update(dict.fromkeys(group.members, number))
    stream.next_group += 1
    return number


def _take_in(stream: StoryStream, report: Report) -> Node:
    profile = profile_sentences(read_sentences(report), report.text, stream.frequencies)
    stream.frequencies.add(profile)
    names = names_of(profile, stream.frequencies)
    stream.weights.update(names)
    vector = weigh_profile(profile, stream.frequencies)
    node = Node(vector, names, published_day(report), leads_of(profile, names))
    stream.nodes.append(node)
    return node


def _settle(stream: StoryStream, current: int) -> list[Judgement]:
    """Group the reports of one story anew; where they fall into several, it is split."""
    members = stream.groups[current].members
    nodes = [stream.nodes[m] for m in members]
    parts, _ = join_groups(nodes, find_neighbours([n.vector for n in nodes]))
    if len(parts) == 1:
        return []
    del stream.groups[current]
    for part in parts:
        part.members, part.links = [members[i] for i in part.members], {}
        _add(stream, part)
    first, *others = [stream.reports[min(p.members)] for p in parts]
    return [
        Judgement(
            a=first,
            b=other,
            kind="story",
            same=False,
            score=0.0,
            reasons=(
                f"With what is known by now, report {other} tells of another happening than report {first}: the story is split.",
            ),
        )
        for other in others
    ]


def _telling(node: Node) -> list[int]:
    return telling_features(node.vector, _FEATURES)


def _nearest(stream: StoryStream, current: int, node: Node, least: float) -> tuple[float, int] | None:
    """(closeness, group) of the group that is closest to the current one, if it is close enough."""
    votes: Counter[int] = Counter()
    for feature in _telling(node):
        votes.update({stream.place[n] for n in stream.postings.get(feature, ())})
    votes.pop(current, None)
    group = stream.groups[current]
    found = []
    for other, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]:
        far = stream.groups[other]
        between = multiply(group.total, far.total)
        value = closeness(group, far, between)
        if value >= JOINED:
            differ = contrast(group, far, stream.weights), lead_contrast(group, far, stream.weights)
            value = closeness(group, far, between, *differ)
        found.append((value, -other))
    best = max(found, default=None)
    return (best[0], -best[1]) if best is not None and best[0] >= least else None


def _judge(stream: StoryStream, a: int, b: int, value: float) -> Judgement:
    one, two = (stream.reports[min(stream.groups[g].members)] for g in (a, b))
    return Judgement(
        a=one,
        b=two,
        kind="story",
        same=True,
        score=round(min(1.0, value), 4),
        reasons=(
            f"Measured by words, names, numbers and dates, the stories of {one} and {two} are one ({value:.2f}; {JOINED} is asked).",
        ),
    )
