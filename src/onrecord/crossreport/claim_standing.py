"""What a claim stands on: how many independent accounts assert it, and whether they vouch for it or only for its having been said."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.crossreport.chains import UNNAMED
from onrecord.crossreport.independence import count_independent
from onrecord.crossreport.same_words import is_quoted, tie_same_speech, tie_same_text
from onrecord.crossreport.view import StoryView
from onrecord.model import Account, Independence, Tie
from onrecord.resources import read_words

_MEDIA = frozenset(
    "media press newspaper newspapers daily broadcaster agency magazine journal channel television tv radio news website outlet"
    " correspondent reporters".split()
)
_PRONOUNS = frozenset("i we you he she they it who which one some someone somebody".split())
_ARTICLE = re.compile(r"^(?:the|an?) ")
_ONLY_SAID = "that it was said is corroborated, not that it is so"


@dataclass(frozen=True)
class Standing:
    """Independent accounts of a claim, what they vouch for, and a sentence about it."""

    independence: Independence
    about: Literal["said", "so"]
    note: str


def weigh_standing(view: StoryView, accounts: Sequence[Account]) -> Standing:
    """Count who asserts a claim.

    Accounts that took it from the same other outlet or agency count once: they have it second hand; so do those that print the same
    long clause word for word. Accounts that quote the same speaker, or the same words, each vouch for its having been said, and count
    for that; that it is so then rests on that speaker alone, which `about` and the note say.

    Args:
        view: the story.
        accounts: of one claim.
    """
    # where nobody asserts it, what counts is who denies it
    asserting = (
        [a for a in accounts if a.stance == "asserts"]
        or [a for a in accounts if a.stance == "denies"]
        or list(accounts)
    )
    cited = _cited(view, asserting)
    second_hand = [t for h, t in _ties(view, cited) if is_media(view, h)]
    counted = count_independent(
        [a.report for a in asserting], (*view.ties, *second_hand, *tie_same_text(view, asserting))
    )
    same_speech = tie_same_speech(view, asserting)
    spoken = (*view.ties, *(t for _, t in _ties(view, cited)), *same_speech)
    apart = count_independent([a.report for a in asserting], spoken)
    rests_on_words = any(len(a.chain) > 1 or is_quoted(view, a) for a in asserting) and apart.count < 2
    unnamed = bool(asserting) and all(a.chain[-1] == UNNAMED for a in asserting)  # who may well be one and the same
    rests_on_words = rests_on_words or unnamed
    about: Literal["said", "so"] = "said" if rests_on_words and not second_hand else "so"
    note = _note(view, asserting, cited, about)
    if not note and same_speech and about == "said":
        note = f"{_outlets(view, asserting)} outlets quote the same words: {_ONLY_SAID}"
    if not note and unnamed and counted.count > 1:
        note = f"Nobody says who said it: {_ONLY_SAID}"
    return Standing(
        counted, about, " ".join(x for x in ("Told only as denied.", note) if x) if _is_only_denied(accounts) else note
    )


def _is_only_denied(accounts: Sequence[Account]) -> bool:
    return bool(accounts) and all(a.stance == "denies" for a in accounts)


def _cited(view: StoryView, accounts: Sequence[Account]) -> dict[str, list[str]]:
    """The reports that cite each holder."""
    named = view.bearers
    found: dict[str, list[str]] = defaultdict(list)
    known: dict[str, str] = {}  # words for a nameless speaker, as they are first printed
    own = _vouching(view, accounts)
    for account in accounts:
        for printed in account.chain[1:]:
            if printed == UNNAMED or printed.removeprefix("said:").casefold() in _PRONOUNS:
                continue  # "he" of one report need not be "he" of another
            holder = named.get(printed.removeprefix("said:").casefold()) or known.setdefault(_key_of(printed), printed)
            if account.report not in own and account.report not in found[holder]:
                found[holder].append(account.report)
    return dict(sorted(found.items()))


def _vouching(view: StoryView, accounts: Sequence[Account]) -> set[str]:
    """The reports that tell a claim in their own voice; a headline names nobody whom the text below it cites."""
    cites = {a.report for a in accounts if len(a.chain) > 1}
    return {a.report for a in accounts if len(a.chain) == 1 and not (a.report in cites and _is_headline(view, a))}


def _is_headline(view: StoryView, account: Account) -> bool:
    parts = view.of(account.report).report.parts
    return any(p.kind == "headline" and p.start <= account.spans[0].start < p.end for p in parts)


def _key_of(printed: str) -> str:
    """What "The police", "police" and "the police" have in common."""
    return _ARTICLE.sub("", printed.removeprefix("said:").casefold())


def _ties(view: StoryView, cited: dict[str, list[str]]) -> list[tuple[str, Tie]]:
    """A tie for each holder that more than one report cites."""
    return [
        (holder, Tie(kind="origin", reports=tuple(sorted(reports)), reason=f"They cite {name_holder(view, holder)}."))
        for holder, reports in cited.items()
        if len(reports) > 1
    ]


def name_holder(view: StoryView, holder: str) -> str:
    """A holder of a chain in words."""
    kind, _, words = holder.partition(":")
    if kind in ("said", "outlet") and words:
        return words
    names = [(view if view.knows(e) else view.whole).entity(e).name for e in holder.split("+") if view.whole.knows(e)]
    return " and ".join(names) or holder


def is_media(view: StoryView, holder: str) -> bool:
    """Whether a holder is another outlet or an agency, by its name."""
    name = name_holder(view, holder)
    return name in read_words("agencies.txt") or bool(_MEDIA.intersection(name.lower().split()))


def _note(view: StoryView, accounts: Sequence[Account], cited: dict[str, list[str]], about: str) -> str:
    """A sentence on the origin that accounts share; empty where they share none."""
    shared = [(h, reports) for h, reports in cited.items() if len(reports) > 1]
    if not shared:
        return ""
    holder, reports = max(shared, key=lambda s: (len(s[1]), s[0]))
    outlets = {view.outlet(r) for r in reports}
    all_of_them = len(reports) == len({a.report for a in accounts})
    how_many = str(len(outlets)) if not all_of_them else "both" if len(outlets) == 2 else f"all {len(outlets)}"
    start = f"{_outlets(view, accounts)} outlets, {how_many} citing {name_holder(view, holder)}"
    return f"{start}: {_ONLY_SAID}" if about == "said" else start


def _outlets(view: StoryView, accounts: Sequence[Account]) -> int:
    return len({view.outlet(a.report) for a in accounts})
