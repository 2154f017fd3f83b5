"""Refutations: where a report says that an account which it passes on is wrong ("reports have falsified US intelligence")."""

from collections.abc import Sequence

from onrecord.crossreport.conflicts import Dispute
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.model import Annotations, Quotation, Span


def find_refutations(view: StoryView, tellings: Sequence[Telling]) -> tuple[Dispute, ...]:
    """Where a report says that an account it passes on is wrong ("reports have falsified US intelligence").

    Returns:
        One dispute for each telling that the account holds: `a` is what was refuted, `b` the refutation.
    """
    found = []
    for refutation in tellings:
        words = refutation.proposition.refutes
        if words is None:
            continue
        annotations = view.of(refutation.report)
        accounts = _accounts_of(words, annotations)
        for telling in tellings if accounts else ():
            before = telling.report == refutation.report and telling.proposition.spans[0].start < words.start
            if before and telling.proposition.quotation in accounts and _is_main(telling, tellings):
                reason = f"“{refutation.text}” says that what “{telling.text}” rests on is wrong"
                found.append(Dispute(telling, refutation, "attribution", reason))
    return tuple(found)


def _is_main(telling: Telling, tellings: Sequence[Telling]) -> bool:
    """Whether a telling is what an account says, not a relative clause in it."""
    own = telling.proposition.spans[0]
    others = (t.proposition for t in tellings if t.report == telling.report and t.id != telling.id)
    return not any(
        p.quotation == telling.proposition.quotation and p.spans[0].start < own.start < p.spans[-1].end for p in others
    )


def _accounts_of(words: Span, annotations: Annotations) -> frozenset[str]:
    """The quotations before `words` whose speaker they name: all the words of the shorter stand in the longer."""
    text = annotations.report.text
    named = _word_set(words.of(text))
    return frozenset(
        q.id for q in annotations.quotations if q.content[0].start < words.start and _names_speaker(named, q, text)
    )


def _names_speaker(named: frozenset[str], quotation: Quotation, text: str) -> bool:
    speaker = (
        frozenset().union(*(_word_set(s.of(text)) for s in quotation.speaker)) if quotation.speaker else frozenset()
    )
    return bool(named and speaker) and (named <= speaker or speaker <= named)


def _word_set(words: str) -> frozenset[str]:
    return frozenset(
        w for w in "".join(c if c.isalnum() else " " for c in words.lower()).split() if w not in ("the", "a", "s")
    )
