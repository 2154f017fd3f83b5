"""Through whose hands a telling came: the outlet first, then whoever it cites, and whoever that one cites."""

from onrecord.crossreport.view import StoryView
from onrecord.model import Proposition, Quotation, Span
from onrecord.resources import read_words

#: Holds words in quotation marks, or what "was reported", where nothing says who speaks.
UNNAMED = "said:someone not named"
_OWN = frozenset("note add stress emphasise emphasize acknowledge concede remember bet list write ask".split())
#: Verbs by which somebody else has said it, not the outlet, which itself notes and adds.
_REPORTING = read_words("speech_verbs.txt") - _OWN


def holder_chain(view: StoryView, report_id: str, quotation_id: str | None) -> tuple[str, ...]:
    """The holders of a telling, from the outlet inwards.

    Args:
        view: the story.
        report_id: the report that tells it.
        quotation_id: the innermost quotation of that report whose content holds it; None for the outlet's own voice.

    Returns:
        "outlet:NAME" first, then one holder a level from the outermost quotation to the innermost: a run-wide entity id, several
        joined with "+", "said:WORDS" for a speaker that is no entity, or `UNNAMED`. A level without any speaker gives no holder
        where nobody need have spoken ("is expected to"); a parent that is unknown, or that leads back to itself, ends the chain.
    """
    levels: list[Quotation] = []
    at = quotation_id
    while (known := view.quotation(report_id, at)) is not None and all(q.id != at for q in levels):
        levels.append(known)
        at = known.parent
    holders = (_holder(view, report_id, q) for q in reversed(levels))
    return (f"outlet:{view.outlet(report_id)}", *(h for h in holders if h))


def proposition_chain(view: StoryView, report_id: str, proposition: Proposition) -> tuple[str, ...]:
    """The holders of a proposition, from the outlet inwards: of its quotation, else whoever the clause itself says claims it."""
    chain = holder_chain(view, report_id, proposition.quotation)
    if proposition.claimed_by is None or proposition.quotation is not None:
        return chain
    return (*chain, _claimant(view, report_id, proposition.claimed_by))


def _claimant(view: StoryView, report_id: str, words: Span) -> str:
    """Who is named by the words of a clause: an entity where a mention of it is just these words."""
    found = view.of(report_id)
    of = (e.id for e in found.entities if any((m.start, m.end) == (words.start, words.end) for m in e.mentions))
    run = next((r for e in of if (r := view.run_id(report_id, e))), None)
    return run or f"said:{' '.join(words.of(found.report.text).split())}"


def _holder(view: StoryView, report_id: str, quotation: Quotation) -> str:
    """Who speaks in a quotation, as one holder; "" where nobody is named and nobody need have spoken."""
    found = (view.run_id(report_id, e) for e in quotation.speakers)
    ids = sorted({e for e in found if e})
    if ids:
        return "+".join(ids)
    text = view.of(report_id).report.text
    words = " ".join(" ".join(s.of(text) for s in quotation.speaker).split())
    if words:
        return f"said:{words}"
    return UNNAMED if quotation.kind != "indirect" or quotation.cue_lemma in _REPORTING else ""
