"""Which readings count where rules and rankers differ, before they are nested."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.language.quotation_contents import Finder, Fragments
from onrecord.language.quotation_ranking import Statement
from onrecord.language.quotation_rules import PREFERRED, TRUSTED
from onrecord.language.quotation_speaker_rules import recorded_person

_SURE = 0.99
_UNSURE = 0.36  # what holds it stays
_FEWEST = 3  # words of a sentence in quotation marks
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def settle_readings(finder: Finder, by_rule: Sequence[Statement], ranked: Sequence[Statement]) -> list[Statement]:
    """The readings of rules that are surer than those of the rankers, those of the rankers, then those where the rankers are silent.

    Args:
        finder: the report.
        by_rule: what the rules read off it.
        ranked: what the rankers chose.
    """
    first = [replace(s, confidence=_SURE) for s in by_rule if s.rule in PREFERRED]
    first += [s for s in by_rule if _is_missed(finder, s, ranked)]
    owned = [replace(s, confidence=_UNSURE) for s in by_rule if s.rule == "noun_of_owner"]
    taken = {s.cue for s in first}
    chosen = first + [s for s in ranked if s.cue not in taken and not _is_owned(s, owned)]
    known = {s.cue for s in chosen}
    asides = [s.content[0] for s in first if s.rule == "which_according_to"]
    chosen += [s for s in by_rule if s.cue not in known and (s.rule in TRUSTED or _ends_with(s, asides))]
    chosen += [s for s in owned if s.cue not in known]
    return [_whole(finder, _without(finder, s, asides)) for s in chosen]


def _is_missed(finder: Finder, statement: Statement, ranked: Sequence[Statement]) -> bool:
    """Whether somebody's verb of saying has a sentence in quotation marks beside it of which the rankers say nothing."""
    if statement.rule != "quoted_beside_cue" or not _says(finder, statement):
        return False
    told = all(_is_sentence(finder, part) for part in statement.content)
    return told and not any(_meet(statement.content, s.content) for s in ranked)


def _says(finder: Finder, statement: Statement) -> bool:
    """Whether a verb is finite and has a subject that may speak, or is that of somebody in a recording."""
    t, cue, speaker = finder.t, statement.cue, statement.speaker
    if speaker < 0 or finder.regions.at[speaker] >= 0 or t.tag[speaker] in ("WDT", "WP", "DT"):
        return False
    if speaker == recorded_person(t, cue):
        return True
    return t.dep[speaker] == "nsubj" and (t.tag[cue] in _FINITE or any(t.tag[k] == "MD" for k in t.children[cue]))


def _is_sentence(finder: Finder, part: tuple[int, int]) -> bool:
    """Whether words in double marks hold a verb with its subject, or begin with one that orders."""
    start, end = part
    region = finder.regions.of(start)
    if region is None or region.single or region is not finder.regions.of(end - 1) or end - start < _FEWEST:
        return False
    has_subject = finder.subjects[end] > finder.subjects[start] or finder.t.tag[start] == "VB"
    return finder.verbs[end] > finder.verbs[start] and has_subject


def _is_owned(statement: Statement, owned: Sequence[Statement]) -> bool:
    """Whether a reading gives to another what is said under a noun of somebody's: "supports the contention of the mayor that"."""
    return any(s.cue != statement.cue and s.content == statement.content for s in owned)


def _ends_with(statement: Statement, asides: Sequence[tuple[int, int]]) -> bool:
    """Whether a reading of a verb of saying has one of some clauses at its end."""
    start, end = statement.content[-1]
    return statement.rule == "clause_complement" and any(start < low < end == high for low, high in asides)


def _without(finder: Finder, statement: Statement, asides: Sequence[tuple[int, int]]) -> Statement:
    """A reading without a clause at its end that is told on somebody else's word."""
    start, end = statement.content[-1]
    for low, high in asides:
        if start < low < end <= high:
            return replace(statement, content=(*statement.content[:-1], (start, finder.past_word[low])))
    return statement


def _whole(finder: Finder, statement: Statement) -> Statement:
    """A reading with all sentences of the quotation marks that it begins and ends in, where it has only the nearest of them."""
    t, content = finder.t, list(statement.content)
    opened, closed = finder.regions.of(content[0][0]), finder.regions.of(content[-1][1] - 1)
    own = finder.regions.of(statement.cue)
    start, end = content[0][0], content[-1][1]
    begins = start == finder.next_word[t.sentences[t.sentence[start]][0]]
    if opened is not None and not opened.single and opened is not own and begins:
        content[0] = (finder.next_word[finder.carried_start(opened)], content[0][1])
    ends = end == finder.past_word[t.sentences[t.sentence[end - 1]][1]]
    if closed is not None and not closed.single and closed is not own and ends:
        content[-1] = (content[-1][0], finder.past_word[finder.carried_end(closed)])
    return replace(statement, content=tuple(content))


def _meet(a: Fragments, b: Fragments) -> bool:
    return any(start < high and low < end for start, end in a for low, high in b)
