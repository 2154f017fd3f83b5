"""Copies: reports that repeat another's text: word for word, cut, re-titled, edited, or as an excerpt inside a report of their own."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from onrecord.crossreport.alignment import Alignment, Match, Wording, align_wordings
from onrecord.crossreport.background import Background
from onrecord.crossreport.furniture import find_furniture, sentence_key
from onrecord.crossreport.originals import Printed, credits_of, find_original
from onrecord.crossreport.shingles import propose_pairs
from onrecord.crossreport.wording import read_sentences
from onrecord.model import Copy, Evidence, Judgement, Report

_MOST = 0.5  # share of the shorter text from which a few sentences will do
_MOST_WORDS = 12
_SOME = 0.2  # share of the shorter text from which an excerpt counts
_SOME_WORDS = 25
_SOME_SENTENCES = 2
_WORD_FOR_WORD = 0.7  # likeness of one sentence at least, of _FIRM_WORDS words, without which a few alike prove little
_FIRM_WORDS = 6
_WHOLE = 0.75  # share of a report that stands in another from which it has no text of its own to speak of
_OVERLAP = 0.3  # share of two passages of one report from which they are the same passage

#: What lays pairs of wordings side by side: (reports, their wordings, pairs of indices) -> the matches of each pair, in order.
Aligner = Callable[[Sequence[Report], Sequence[Wording], Sequence[tuple[int, int]]], list[tuple[Match, ...]]]


def align_here(
    reports: Sequence[Report], wordings: Sequence[Wording], pairs: Sequence[tuple[int, int]]
) -> list[tuple[Match, ...]]:
    """The matches of each pair."""
    return [align_wordings(wordings[a], wordings[b]).matches for a, b in pairs]


def find_copies(
    reports: Sequence[Report], align: Aligner = align_here, background: Background | None = None
) -> tuple[tuple[Copy, ...], tuple[Judgement, ...]]:
    """Group the reports that repeat one text.

    Candidates share several rare runs of words; each pair is then aligned sentence by sentence, with quotations and page furniture set
    aside. A report that excerpts two unrelated texts stands in two groups, and does not make one of them.

    Args:
        reports: of a whole run, any order; ids differ.
        align: lays pairs side by side, here or elsewhere: it is most of the work.
        background: what is known of further reports; the furniture found is added to it.

    Returns:
        Copies sorted by their reports, their spans by report and place; and one judgement for each pair that was aligned and has at
        least one passage in common, sorted by ids. Both may be empty.
    """
    ordered = sorted(reports, key=lambda r: r.id)
    sentences = [read_sentences(r) for r in ordered]
    furniture = find_furniture(sentences, background.furniture if background else ())
    if background:
        background.furniture.update(sentence_key(s[i]) for s, f in zip(sentences, furniture, strict=True) for i in f)
    wordings = [Wording(r.id, s, f) for r, s, f in zip(ordered, sentences, furniture, strict=True)]
    pairs = propose_pairs(wordings)
    found = zip(pairs, align(ordered, wordings, pairs), strict=True)
    aligned = [Alignment(wordings[a], wordings[b], matches) for (a, b), matches in found]
    links = [alignment for alignment in aligned if is_copy(alignment)]
    by_id = {r.id: r for r in ordered}
    copies = [_describe(group, by_id) for group in _grouped(links)]
    return tuple(sorted(copies, key=lambda c: c.reports)), tuple(_judge(a) for a in aligned if a.matches)


def is_copy(alignment: Alignment) -> bool:
    """Whether what two reports share is more than two reporters on one matter would share."""
    if alignment.part >= _MOST:
        return alignment.shared >= _MOST_WORDS
    enough = alignment.shared >= _SOME_WORDS and len(alignment.matches) >= _SOME_SENTENCES
    firm = any(m.likeness >= _WORD_FOR_WORD and m.shared >= _FIRM_WORDS for m in alignment.matches)
    return enough and firm and alignment.part >= _SOME


def _judge(alignment: Alignment) -> Judgement:
    same = is_copy(alignment)
    return Judgement(
        a=alignment.a.report,
        b=alignment.b.report,
        kind="copy",
        same=same,
        score=round(alignment.part, 4),
        reasons=(_amount(alignment), "One text." if same else "Too little for one text."),
    )


def _amount(alignment: Alignment) -> str:
    """How much of the shorter text is shared, as a sentence."""
    swapped = alignment.part_of_b > alignment.part_of_a
    shorter, other = (alignment.b, alignment.a) if swapped else (alignment.a, alignment.b)
    passages = len(alignment.matches)
    noun = "sentence" if passages == 1 else "sentences"
    return (
        f"{100 * alignment.part:.0f} % of the wording of report {shorter.report} ({passages} {noun}, quotations aside) "
        f"stands in report {other.report}."
    )


def _grouped(links: Sequence[Alignment]) -> Iterator[list[Alignment]]:
    """Links that concern one text. Two links meet in a report; they concern one text if they share a passage of it, or if one of the
    two reports at the far ends has hardly any text of its own."""
    parent = list(range(len(links)))

    def root(link: int) -> int:
        while parent[link] != link:
            parent[link] = parent[parent[link]]
            link = parent[link]
        return link

    ends: dict[str, list[tuple[int, frozenset[int], bool]]] = defaultdict(list)
    for number, link in enumerate(links):
        ends[link.a.report].append((number, frozenset(m.a for m in link.matches), link.part_of_b >= _WHOLE))
        ends[link.b.report].append((number, frozenset(m.b for m in link.matches), link.part_of_a >= _WHOLE))
    for _, met in sorted(ends.items()):
        for i, (one, passages, whole) in enumerate(met):
            for other, others, other_whole in met[:i]:
                overlap = len(passages & others) >= _OVERLAP * min(len(passages), len(others))
                if overlap or whole or other_whole:
                    parent[root(one)] = root(other)
    groups: dict[int, list[Alignment]] = defaultdict(list)
    for number, link in enumerate(links):
        groups[root(number)].append(link)
    yield from groups.values()


def _describe(group: Sequence[Alignment], reports: dict[str, Report]) -> Copy:
    ids = sorted({r for link in group for r in (link.a.report, link.b.report)})
    passages: dict[str, set[int]] = defaultdict(set)
    wordings: dict[str, Wording] = {}
    for link in group:
        wordings |= {link.a.report: link.a, link.b.report: link.b}
        passages[link.a.report].update(m.a for m in link.matches)
        passages[link.b.report].update(m.b for m in link.matches)
    printed = [_printed(reports[r], wordings[r], passages[r]) for r in ids]
    original, why = find_original(printed)
    amounts = tuple(_amount(link) for link in sorted(group, key=lambda g: (-g.part, g.a.report, g.b.report))[:8])
    spans = tuple(
        Evidence(r, start, end)
        for r in ids
        for start, end in _stretches(wordings[r], sorted(passages[r]), reports[r].text)
    )
    return Copy(reports=tuple(ids), original=original, basis=amounts + why, spans=spans)


def _printed(report: Report, wording: Wording, passages: set[int]) -> Printed:
    covered = sum(len(wording.words[i]) for i in passages)
    return Printed(
        report=report,
        credits=credits_of(report),
        begins=any(i in passages for i in (0, 1)),
        covers=covered / max(1, wording.size),
        size=wording.size,
    )


def _stretches(wording: Wording, passages: Sequence[int], text: str) -> Iterator[tuple[int, int]]:
    """Spans of the shared sentences; neighbours in one line make one."""
    start = end = -1
    for i in passages:
        sentence = wording.sentences[i]
        if start >= 0 and not text[end : sentence.start].strip() and "\n" not in text[end : sentence.start]:
            end = sentence.end
            continue
        if start >= 0:
            yield start, end
        start, end = sentence.start, sentence.end
    if start >= 0:
        yield start, end
