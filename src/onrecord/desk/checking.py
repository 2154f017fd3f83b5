"""Check a sentence against the record: which stored claims tell it, which tell what cannot stand beside it, on how many accounts.

There is no verdict. Corroboration is a count of independent accounts, and whether something is so is for a person.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, select

from onrecord.crossreport.independence import count_independent
from onrecord.crossreport.publishers import tie_reports
from onrecord.desk.answering import answer_claims
from onrecord.desk.answers import Checked, ClaimAnswer, Match
from onrecord.language.claim_matching import compare_claims
from onrecord.model import Judgement, OnRecordError
from onrecord.resources import read_words
from onrecord.store import schema_stories as st
from onrecord.store.likeness import find_alike, load_claims
from onrecord.store.loading import load_reports
from onrecord.store.story_saving import load_setting
from onrecord.store.tie_saving import load_copy_ties

MOST_CHARACTERS = 600  # of a sentence
_REPORTS, _COMPARED = 24, 16  # reports looked into; claims compared


def check_claim(connection: Connection, sentence: str, story: str | None = None) -> Checked:
    """What the reports of a store say of a sentence.

    Args:
        connection: of a reading transaction.
        sentence: one claim in plain words.
        story: look only there.

    Raises:
        OnRecordError: the sentence is empty or too long.
    """
    sentence = " ".join(sentence.split())
    if not sentence or len(sentence) > MOST_CHARACTERS:
        raise OnRecordError(f"give one sentence of at most {MOST_CHARACTERS} characters")
    candidates = _candidates(connection, sentence, story)
    matches = [m for m in (_match(sentence, claim) for claim in candidates) if m]
    same = sorted((m for m in matches if m.relation == "same"), key=_rank)
    conflicting = sorted((m for m in matches if m.relation == "conflict"), key=_rank)
    return Checked(
        sentence=sentence,
        asserting=_count(connection, _reports(same, "asserts")),
        denying=_count(connection, _reports(same, "denies")),
        hedging=_count(connection, _reports(same, "hedges")),
        conflicting_accounts=_count(connection, _reports(conflicting, "asserts")),
        same=same,
        conflicting=conflicting,
        note=_note(same, conflicting),
    )


def _rank(match: Match) -> tuple[float, str, str]:
    return -match.score, match.claim.story, match.claim.claim


def _candidates(connection: Connection, sentence: str, story: str | None) -> list[ClaimAnswer]:
    """The claims that share most words with a sentence."""
    words = _content_words(sentence)
    a = st.claim_accounts.c
    reports = find_alike(connection, words, _REPORTS)
    chosen = select(a.story_id, a.claim_id, a.exact).where(a.report_id.in_(reports))
    if story:
        chosen = chosen.where(a.story_id == story)
    stems = {w[:5] for w in words}
    shared: dict[tuple[str, str], int] = {}
    for row in connection.execute(chosen):
        count = len(stems & {w[:5] for w in _content_words(row.exact)})
        key = (row.story_id, row.claim_id)
        shared[key] = max(count, shared.get(key, 0))
    best = sorted((key for key in shared if shared[key]), key=lambda k: (-shared[k], k))[:_COMPARED]
    return answer_claims(connection, load_claims(connection, best))


def _content_words(text: str) -> list[str]:
    common = read_words("function_words.txt")
    return [w for w in re.findall(r"\w+", text.casefold()) if w not in common and (len(w) > 2 or w.isdigit())]


def _match(sentence: str, claim: ClaimAnswer) -> Match | None:
    """How a claim relates to the sentence: by the best of the words in which it is asserted."""
    told = dict.fromkeys(" ".join(t.words.exact.split()) for t in claim.told if t.stance == "asserts")
    wordings = list(told)[:2] or [" ".join(claim.told[0].words.exact.split())]
    judged = [compare_claims(sentence, words) for words in wordings]
    related = [j for j in judged if j.verdict in ("same", "conflict")]
    if not related:
        return None
    best: Judgement = max(related, key=lambda j: (j.verdict == "same", j.score))
    return Match(str(best.verdict), best.score, list(best.reasons), claim)


def _reports(matches: Iterable[Match], stance: str) -> set[str]:
    return {t.words.report for m in matches for t in m.claim.told if t.stance == stance}


def _count(connection: Connection, reports: set[str]) -> int:
    """How many independent accounts some reports are, by THE counting function."""
    if len(reports) < 2:
        return len(reports)
    families = msgspec.json.decode(load_setting(connection, "families") or "{}", type=dict[str, str])
    by_publisher = tie_reports(list(load_reports(connection, sorted(reports))), (), families)
    return count_independent(reports, [*load_copy_ties(connection, reports), *by_publisher]).count


def _note(same: Sequence[Match], conflicting: Sequence[Match]) -> str:
    if not same and not conflicting:
        return "No claim of this record tells this or stands against it. That says nothing of whether it is so."
    said = any(m.claim.about == "said" for m in same)
    only = (
        " Where a claim is about what was said, it is corroborated that it was said, not that it is so." if said else ""
    )
    doubt = any(m.claim.sure is not None for m in same)
    probable = " Some accounts are only probably told alike, in other words: see `sure`." if doubt else ""
    against = " What seems to conflict was found by its words alone: read both." if conflicting else ""
    return f"This is what reports tell; whether it is so, the record does not say.{only}{probable}{against}"
