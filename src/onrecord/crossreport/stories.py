"""Stories: the reports of one happening."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.crossreport.background import Background
from onrecord.crossreport.furniture import find_furniture
from onrecord.crossreport.independence import count_independent
from onrecord.crossreport.linkage import JOINED, Group, Join, Node, join_groups
from onrecord.crossreport.neighbours import find_neighbours
from onrecord.crossreport.profiles import (
    Frequencies,
    Vector,
    iter_words,
    leads_of,
    likeness_of,
    most_telling,
    multiply,
    names_of,
    profile_sentences,
    weigh_profile,
)
from onrecord.crossreport.wording import Sentence, read_sentences
from onrecord.model import Copy, Judgement, Report, Story, Tie

_NEAR = 0.2  # probability from which two stories that were kept apart are worth a judgement
_WHOLE = 0.6  # share of a report that stands in others from which it is their text and no more
_TITLE_WORDS = range(4, 19)
_FIRST_WORDS = 12  # stand for a headline where there is none


@dataclass(frozen=True)
class Text:
    """One text with the reports that print it: copies are one text, however many print it."""

    reports: tuple[Report, ...]  # sorted by id
    chosen: Report  # the one whose words stand for all: it has the least beside what all share
    sentences: tuple[Sentence, ...]  # its sentences without furniture


def group_stories(
    reports: Sequence[Report], copies: Sequence[Copy], ties: Sequence[Tie], background: Background | None = None
) -> tuple[tuple[Story, ...], tuple[Judgement, ...]]:
    """Group reports by happening. No number of groups is given, and the order of the reports changes nothing.

    Args:
        reports: of a whole run, any order; ids differ.
        copies: among them; copies of one text are always in one story.
        ties: among them, for the count of independent accounts.
        background: what is known of further reports; these are counted there.

    Returns:
        Stories, the largest first; each report in exactly one. Judgements: one for each join, and one for each pair of stories that
        were near enough to be asked about and were kept apart.
    """
    ordered = sorted(reports, key=lambda r: r.id)
    background = background or Background()
    texts = gather_texts(ordered, copies, ties, background.furniture)
    frequencies = Frequencies()
    profiles = [profile_sentences(t.sentences, t.chosen.text, frequencies) for t in texts]
    frequencies = background.extend(frequencies, profiles)
    vectors = [weigh_profile(p, frequencies) for p in profiles]
    names = [names_of(p, frequencies) for p in profiles]
    nodes = [Node(v, n, _day(t), leads_of(p, n)) for v, n, p, t in zip(vectors, names, profiles, texts, strict=True)]
    profiles.clear()  # their memory serves the groups
    groups, joins = join_groups(nodes, find_neighbours(vectors), _given(texts, ties))
    inside = [sorted((r for i in g.members for r in texts[i].reports), key=lambda r: r.id) for g in groups]
    order = sorted(range(len(groups)), key=lambda g: (-len(inside[g]), inside[g][0].id))
    mine = _ties_by_report(ties)
    stories = tuple(
        _tell(f"s{number}", inside[g], mine, choose_title(groups[g], texts, vectors))
        for number, g in enumerate(order, 1)
    )
    words = dict(pair for t in reversed(texts) for pair in iter_words(t.sentences, t.chosen.text))
    return stories, tuple(_judge(j, texts, vectors, words) for j in joins if j.joined or j.likeness >= _NEAR)


def gather_texts(
    ordered: Sequence[Report], copies: Sequence[Copy], ties: Sequence[Tie], furniture: Collection[int] = ()
) -> list[Text]:
    """One text for each set of copies, in the order of the first report of each; without page furniture, that known before too."""
    furniture_of = dict(zip((r.id for r in ordered), _bare_sentences(ordered, furniture), strict=True))
    covered: dict[str, int] = defaultdict(int)
    for copy in copies:
        for span in copy.spans:
            covered[span.report] += span.end - span.start
    whole = {r.id for r in ordered if covered[r.id] >= _WHOLE * sum(s.end - s.start for s in furniture_of[r.id])}
    cores = [(t.kind, t.reason, tuple(r for r in t.reports if r in whole)) for t in ties if t.kind == "copy"]
    alike = count_independent(
        [r.id for r in ordered], [Tie(kind=k, reason=why, reports=ids) for k, why, ids in cores if len(ids) > 1]
    )
    by_id = {r.id: r for r in ordered}
    texts = []
    for group in alike.groups:
        members = tuple(by_id[r] for r in group.reports)
        chosen = max(members, key=lambda r: (covered[r.id] / max(1, len(r.text)), covered[r.id]))
        texts.append(Text(members, chosen, furniture_of[chosen.id]))
    return texts


def _given(texts: Sequence[Text], ties: Sequence[Tie]) -> list[tuple[int, int]]:
    """Pairs of texts of which one excerpts the other: they are in one story."""
    place = {r.id: number for number, text in enumerate(texts) for r in text.reports}
    pairs: set[tuple[int, int]] = set()
    for tie in ties:
        if tie.kind == "copy":
            first, *others = sorted({place[r] for r in tie.reports if r in place})
            pairs.update((first, other) for other in others)
    return sorted(pairs)


def _bare_sentences(ordered: Sequence[Report], known: Collection[int]) -> Iterable[tuple[Sentence, ...]]:
    """The sentences of each report without page furniture; all of them where nothing else is left."""
    sentences = [read_sentences(r) for r in ordered]
    for mine, furniture in zip(sentences, find_furniture(sentences, known), strict=True):
        yield tuple(s for i, s in enumerate(mine) if i not in furniture) or mine


def _day(text: Text) -> date | None:
    """The first day on which a text was published, where its reports say so to the day."""
    days = [d for d in map(published_day, text.reports) if d is not None]
    return min(days, default=None)


def published_day(report: Report) -> date | None:
    """The day of publication; None where it is unknown or only the month or year is known."""
    try:
        return date.fromisoformat((report.published or "")[:10])
    except ValueError:
        return None


def _ties_by_report(ties: Sequence[Tie]) -> Mapping[str, list[Tie]]:
    found: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        for report in tie.reports:
            found[report].append(tie)
    return found


def _tell(name: str, inside: Sequence[Report], ties: Mapping[str, list[Tie]], title: str) -> Story:
    ids = tuple(r.id for r in inside)
    here = {(t.kind, t.reports): t for r in ids for t in ties.get(r, ())}
    found = count_independent(ids, [here[key] for key in sorted(here)])
    return Story(id=name, title=title, reports=ids, independent=found.count, groups=found.groups)


def choose_title(group: Group, texts: Sequence[Text], vectors: Sequence[Vector]) -> str:
    """The headline that says most of what the reports of a story share; printed words. "" where no report has any."""
    best = max(
        group.members,
        key=lambda i: (_has_headline(_named(texts[i])), likeness_of(multiply(vectors[i], group.total)), -i),
    )
    return headline_of(_named(texts[best]))


def _named(text: Text) -> Report:
    """The report that a text is named by: the chosen one, unless it lost its headline and another copy has it."""
    return next((r for r in (text.chosen, *text.reports) if _has_headline(r)), text.chosen)


def headline_of(report: Report) -> str:
    """A report's headline, else its title, else its first words."""
    return _headline(report) or " ".join(report.text.split()[:_FIRST_WORDS]).rstrip(",;:")


def _headline(report: Report) -> str:
    for part in report.parts:
        if part.kind == "headline":
            return report.text[part.start : part.end]
    return report.title or ""


def _has_headline(report: Report) -> bool:
    """Whether one was printed that is neither a label nor a paragraph."""
    return len(_headline(report).split()) in _TITLE_WORDS


def _judge(join: Join, texts: Sequence[Text], vectors: Sequence[Vector], words: Mapping[int, str]) -> Judgement:
    shared = [words.get(code, "") for code in most_telling(vectors[join.a], vectors[join.b], 8)]
    named = ", ".join(dict.fromkeys(w for w in shared if w)) or "nothing telling"
    verdict = "alike enough to tell of one happening" if join.joined else "not alike enough to tell of one happening"
    return Judgement(
        a=texts[join.a].chosen.id,
        b=texts[join.b].chosen.id,
        kind="story",
        same=join.joined,
        score=round(min(1.0, join.likeness), 4),
        reasons=(
            f"Both have: {named}.",
            f"By words, names, numbers and dates, their groups are {verdict} ({join.likeness:.2f}; {JOINED} is asked).",
        ),
    )
