"""Ties between reports: one text, one publisher."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from urllib.parse import urlsplit

from onrecord.model import Copy, Report, Tie
from onrecord.resources import read_table

_PREFIXES = re.compile(r"^(?:www\d?|m|mobile|amp|edition|eu|us|uk|beta)\.")
_SECOND_LEVEL = frozenset(
    "ac co com edu gov net ne or org".split()
)  # "co.uk", "com.au": the name is one label further left
_SHARED_HOSTS = frozenset(  # many publishers' texts stand there
    "archive.org blogspot.com facebook.com flipboard.com google.com linkedin.com livejournal.com medium.com msn.com reddit.com"
    " substack.com t.me telegra.ph tumblr.com twitter.com wordpress.com x.com yahoo.com youtube.com".split()
)
_ROUND_UP = 0.6  # share of a report that stands in several groups of copies from which it is put together from them


def tie_reports(reports: Sequence[Report], copies: Sequence[Copy], families: Mapping[str, str]) -> tuple[Tie, ...]:
    """Why some reports are one account: they print one text, or outlets of one publisher print them.

    Args:
        reports: of a whole run.
        copies: from `find_copies` on them.
        families: the user's own: outlet or host as written -> publisher; they take precedence over the shipped ones.

    Returns:
        Ties sorted by kind and reports. A round-up, put together from texts that have nothing to do with each other, is tied only to
        the one it shares most with: it adds no account and makes none of the others one.
    """
    user = {outlet_key(outlet): publisher for outlet, publisher in families.items()}
    known = {**_shipped(), **user}
    houses: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for report in reports:
        for key, name in publisher_of(report, user, known):
            houses[key].append((report.id, name))
    ties = [*_tie_copies(copies, {r.id: r for r in reports})]
    for house in houses.values():
        ids = tuple(sorted({report for report, _ in house}))
        if len(ids) > 1:
            ties.append(Tie(kind="publisher", reports=ids, reason=f"One publisher: {min(name for _, name in house)}."))
    return tuple(sorted(ties, key=lambda t: (t.kind, t.reports, t.reason)))


def _tie_copies(copies: Sequence[Copy], reports: Mapping[str, Report]) -> Iterator[Tie]:
    shared: dict[str, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for number, copy in enumerate(copies):
        for span in copy.spans:
            shared[span.report][number].append((span.start, span.end))
    left_out = {(report, n) for report, groups in shared.items() for n in _lesser(groups, reports.get(report))}
    for number, copy in enumerate(copies):
        ids = tuple(r for r in copy.reports if (r, number) not in left_out)
        if len(ids) > 1:
            yield Tie(kind="copy", reports=ids, reason=f"One text. {copy.basis[0]}" if copy.basis else "One text.")


def _lesser(groups: Mapping[int, list[tuple[int, int]]], report: Report | None) -> list[int]:
    """Of the copies a report stands in, those it is not tied by: if it is a round-up, all but the one it shares most with."""
    sizes = {n: sum(end - start for start, end in spans) for n, spans in groups.items()}
    if len(groups) < 2 or report is None or sum(sizes.values()) < _ROUND_UP * _length(report):
        return []
    most = max(sizes, key=lambda n: (sizes[n], -n))
    return [n for n in groups if n != most]


def _length(report: Report) -> int:
    return sum(p.end - p.start for p in report.asserting_parts()) or len(report.text)


def publisher_of(report: Report, user: Mapping[str, str], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(key, name) of each house that a report belongs to; reports with a common key are of one publisher.

    A publisher that the input states is believed; without one the outlet's name and then the address are looked up. An outlet is one
    house with itself.

    Args:
        report: its outlet, publisher and url are asked.
        user: the user's families, by `outlet_key`.
        known: these and the shipped ones.
    """
    host = host_of(report.url)
    if report.outlet:
        yield f"outlet {outlet_key(report.outlet)}", report.outlet
    if report.publisher:
        own = user.get(outlet_key(report.outlet or ""))
        stated = own or known.get(outlet_key(report.publisher)) or report.publisher
        yield f"house {outlet_key(stated)}", stated
        return
    family = next((known[key] for key in _keys(report.outlet, host) if key in known), None)
    if family:
        yield f"house {outlet_key(family)}", family
    elif host and not report.outlet and not _SHARED_HOSTS.intersection(_keys(None, host)):
        yield f"host {_site(host)}", _site(host)


def _site(host: str) -> str:
    """The part of a host that someone registered.

    >>> _site("sport.example.co.uk")
    'example.co.uk'
    """
    labels = host.split(".")
    kept = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-kept:])


def _keys(outlet: str | None, host: str | None) -> Iterator[str]:
    """Under which an outlet may stand in a table: its name, and its address and all that stands above it."""
    if outlet:
        yield outlet_key(outlet)
    labels = (host or "").split(".")
    for start in range(len(labels) - 1):
        yield outlet_key(".".join(labels[start:]))


def outlet_key(name: str) -> str:
    """A name for comparison: lower case, without article and punctuation.

    >>> outlet_key("The Guardian"), outlet_key("www.bbc.co.uk")
    ('guardian', 'bbc.co.uk')
    """
    folded = " ".join(name.casefold().replace("’", "'").split())
    folded = folded if " " in folded else _PREFIXES.sub("", folded)
    return folded.removeprefix("the ").strip(" .,")


def house_of(name: str) -> str:
    """The publisher of an outlet as shipped, for comparison; the outlet itself where none is known.

    >>> house_of("AP") == house_of("The Associated Press")
    True
    """
    key = outlet_key(name)
    return outlet_key(_shipped().get(key, key))


def host_of(url: str | None) -> str | None:
    """The host of an address, without "www." and the like; None where there is none.

    >>> host_of("https://www.thesun.co.uk/news/1")
    'thesun.co.uk'
    """
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    host = _PREFIXES.sub("", host.casefold().rstrip("."))
    return host if "." in host else None


@cache
def _shipped() -> dict[str, str]:
    made: dict[str, str] = {}
    for row in read_table("publishers.csv"):
        for name in (row["outlet"], row["host"]):
            if name:
                made.setdefault(outlet_key(name), row["publisher"])
    return made
