"""After when an undated report must have been published, from the past dates it states. A bound, never a date."""

from collections.abc import Sequence

from onrecord.language.parsing import Parsed
from onrecord.language.timex_tense import find_tense
from onrecord.model import Timex

_NO_LOWER_BOUND = frozenset({"until", "till", "before", "by", "through", "prior to"})


def bound_publication(parsed: Parsed, timexes: Sequence[Timex]) -> tuple[str | None, str]:
    """The open interval in which the report was published, by the latest date in its body of which it tells as past.

    Only dates with a written year count, in a clause whose verb is in the past tense: "in 2018" bounds, "March 26" and "by 2030" do not.
    The report may still be much younger; whatever is told may also be wrong, so nothing is resolved by it.

    Args:
        parsed: the report; one with a publication date gets none.
        timexes: of the report.

    Returns:
        EDTF ("2019-04-01/..") and the reason as `published_basis` has it ("bounded: after 2019-04-01 ..."); (None, why not) where nothing
        bounds it.
    """
    if parsed.report.published is not None:
        return None, "the report has a publication date"
    stated = [t for t in timexes if _is_past(parsed, t)]
    if not stated:
        return None, "no past date with a year is stated in the body"
    latest = max(stated, key=lambda t: (_reached(t), -t.start))
    words, day = parsed.text[latest.start : latest.end], _reached(latest)
    return (f"{day}/..", f'bounded: after {day} ("{words}", characters {latest.start}-{latest.end})')


def _reached(timex: Timex) -> str:
    """The first day by which all of it had begun: of a stretch from one month to another, the other's first."""
    end = (timex.edtf or "").partition("/")[2]
    day = end + "-01-01"[len(end) - 4 :] if len(end) in (4, 7, 10) and end.replace("-", "").isdigit() else ""
    return max(day, timex.earliest or "")


def _is_past(parsed: Parsed, timex: Timex) -> bool:
    if (
        timex.anchor != "explicit"
        or timex.type not in ("DATE", "TIME")
        or timex.earliest is None
        or timex.signal in _NO_LOWER_BOUND
    ):
        return False
    paragraph = parsed.paragraph_of(timex.span)
    if paragraph is None or paragraph.part != "body":
        return False
    return find_tense(paragraph.doc, timex.start - paragraph.start, timex.end - paragraph.start) == "past"
