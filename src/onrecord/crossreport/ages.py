"""How old people are said to be: two reports of one month that give one person two ages cannot both be right."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.crossreport.conflicts import Dispute
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.model import Annotations

_AFTER = re.compile(
    r"(?:, (?:aged |now )?(\d{1,3})(?=[,;.)]| and\b)"
    r"|,? (?:who |she |he )?(?:is|was) (?:aged )?(\d{1,3})(?= years? old\b| years? of age\b|[,.;]))"
)
_BEFORE = re.compile(r"\b(\d{1,3})-years?-old (?:(?!and\b|or\b)[a-z][\w'’-]* ){0,4}$")
_YEARS = 5  # that may lie between two reports without a date
_REACH = 60  # characters before a name in which its age stands
_OLDEST = 120
_DAYS = 31  # between two reports, within which a birthday explains one year


def find_ages(view: StoryView, tellings: Sequence[Telling]) -> tuple[Dispute, ...]:
    """Disputes about the age of a person whom two reports name.

    Args:
        view: the story.
        tellings: from `prepare_tellings`.

    Returns:
        For each person and each two ages that differ by more than a birthday explains, one dispute between the first tellings of two
        reports that hold them.
    """
    known: dict[str, dict[tuple[int, str], Telling]] = defaultdict(dict)  # a report's first telling of an age
    by_report: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_report[telling.report].append(telling)
    for annotations in view.annotated:
        for person, age, start in _ages_in(annotations):
            run = view.run_id(annotations.report.id, person)
            inside = (
                t
                for t in by_report[annotations.report.id]
                if any(s.start <= start < s.end for s in t.proposition.spans)
            )
            first = next(inside, None)
            if run is not None and first is not None:
                known[run].setdefault((age, first.report), first)
    found = []
    for run, ages in sorted(known.items()):
        ordered = sorted(ages.items(), key=lambda x: (x[1].id, x[0]))
        for n, ((age, _), a) in enumerate(ordered):
            for (other, _), b in ordered[n + 1 :]:
                if a.report != b.report and _cannot_both_be(age, a, other, b):
                    reason = (
                        f"{view.entity(run).name} is {age} in one and {other} in the other: “{a.text}” and “{b.text}”"
                    )
                    found.append(Dispute(a, b, "number", reason))
    return tuple(found)


def _ages_in(annotations: Annotations) -> Iterator[tuple[str, int, int]]:
    """(entity id, age, where the name begins) of persons whose age stands beside their name."""
    text = annotations.report.text
    for entity in annotations.entities:
        if entity.kind != "person":
            continue
        for mention in entity.mentions:
            if mention.form != "name":
                continue
            match = _AFTER.match(text, mention.end) or _BEFORE.search(
                text[max(0, mention.start - _REACH) : mention.start]
            )
            age = int(next(g for g in match.groups() if g)) if match else 0
            if 0 < age < _OLDEST:
                yield entity.id, age, mention.start


def _cannot_both_be(x: int, a: Telling, y: int, b: Telling) -> bool:
    """Whether two ages contradict each other: reports of about one time, and more than a birthday between them."""
    if a.published is None or b.published is None:
        return abs(x - y) > _YEARS and a.published == b.published  # of a deed and of its trial, for all one can tell
    days = abs((date.fromisoformat(a.published[0]) - date.fromisoformat(b.published[0])).days)
    return days <= _DAYS and abs(x - y) > (1 if days else 0)
