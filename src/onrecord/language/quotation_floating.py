"""Quotations that stand as sentences of their own, attributed by nothing beside them."""

from collections.abc import Sequence

from onrecord.language.quotation_contents import Finder
from onrecord.language.quotation_cues import DASHES
from onrecord.language.quotation_nesting import Nested
from onrecord.language.quotation_ranking import Statement
from onrecord.language.quotation_regions import Region

_FLOATING = 5  # words that a floating quotation must have
_NOBODY = frozenset({"nobody", "none", "neither", "no-one"})  # "Nobody would comment. “…”": somebody else speaks

_ISSUING = frozenset("circulate issue post publish release send".split())
_ISSUED = frozenset("communique email letter memo message note release statement".split())


def find_floating(finder: Finder, nested: Sequence[Nested]) -> list[Nested]:
    """Add quotations that stand as sentences of their own and that nothing attributes: the speaker is the previous one.

    A name inside the quotation is never taken for its speaker. Without a previous speaker in the paragraph, or in the one before it
    where the quotation is all its paragraph has, it has none: the words are somebody's, but not the reporter's.
    """
    t = finder.t
    taken = {i for n in nested for s, e in n.statement.content for i in range(s, e)}
    taken |= {n.statement.cue for n in nested}
    result = list(nested)
    for region in finder.regions.items:
        if region.carried or not _floats(finder, region) or any(i in taken for i in range(region.start, region.end)):
            continue
        before = [
            n.statement
            for n in nested
            if n.parent < 0
            and n.statement.speaker >= 0
            and _last(n.statement) <= region.start
            and not _is_nobody(finder, n.statement.speaker)
            and not _is_aside(finder, n.statement)
        ]
        near = 1 if region.whole else 0
        place = t.paragraph[region.start]
        before = [s for s in before if place - t.paragraph[max(s.cue, _last(s) - 1)] <= near]
        content = ((finder.next_word[region.start], finder.past_word[finder.carried_end(region)]),)
        speaker = _issuer(finder, region)
        if speaker < 0 and before:
            speaker = max(before, key=_last).speaker
        result.append(Nested(Statement(-1, content, speaker, 0.5, "floating"), -1))
    return _reordered(result)


def _is_nobody(finder: Finder, speaker: int) -> bool:
    t = finder.t
    return t.lower[speaker] in _NOBODY or (t.lower[speaker] == "one" and t.lower[speaker - 1] == "no")


def _is_aside(finder: Finder, statement: Statement) -> bool:
    """Whether somebody speaks in a clause that only describes a thing: "letters that had members asking for more"."""
    t, at = finder.t, statement.cue
    while at >= 0 and t.head[at] != at:
        if t.dep[at] == "relcl" and t.head[at] < statement.speaker:
            return True
        at = t.head[at]
    return False


def _issuer(finder: Finder, region: Region) -> int:
    """Who issued a statement in the sentence right before a quotation that is all its paragraph has; -1 for nobody."""
    t = finder.t
    if not region.whole or region.start == 0:
        return -1
    low, high = t.sentences[t.sentence[region.start - 1]]
    verb = next((k for k in range(low, high) if t.head[k] == k), -1)
    if t.lemma[verb] not in _ISSUING or t.paragraph[region.start] - t.paragraph[low] > 1:
        return -1
    issued = any(t.dep[k] == "dobj" and t.lemma[k] in _ISSUED for k in t.children[verb])
    return next((k for k in t.children[verb] if t.dep[k] == "nsubj"), -1) if issued else -1


def _last(statement: Statement) -> int:
    return max(statement.content[-1][1], statement.cue + 1)


def _floats(finder: Finder, region: Region) -> bool:
    """Whether a region is one or more whole sentences: it opens one, ends one, and has a verb."""
    t = finder.t
    start, end = finder.next_word[region.start], finder.past_word[region.end]
    if region.single or end - start < _FLOATING or finder.verbs[end] == finder.verbs[start]:
        return False
    first = t.sentences[t.sentence[start]][0]
    opens = finder.next_word[first] == start or t.text[region.start - 1] in (".", "!", "?", "”", '"')
    ends = any(t.text[k] in (".", "!", "?", "…") for k in range(end, region.end)) or not region.closed
    signed = region.end < len(t.text) and t.text[region.end].lstrip('”"').startswith(tuple(DASHES))
    return opens and ends and not signed


def _reordered(nested: list[Nested]) -> list[Nested]:
    """In text order again, parents' numbers adjusted."""
    roots = [_root(nested, k) for k in range(len(nested))]
    order = sorted(range(len(nested)), key=lambda k: (_at(nested[roots[k]].statement), roots[k], k))
    number = {old: new for new, old in enumerate(order)}
    return [Nested(nested[k].statement, number.get(nested[k].parent, -1)) for k in order]


def _root(nested: list[Nested], k: int) -> int:
    while nested[k].parent >= 0:
        k = nested[k].parent
    return k


def _at(statement: Statement) -> int:
    return min(statement.content[0][0], statement.cue) if statement.cue >= 0 else statement.content[0][0]
