"""Clauses that can be true or false, with whoever vouches for them: the raw material of claims.

Left out are what tells only that something was said (the saying is in the quotations), questions, and clauses too bare to be told apart.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

from onrecord.language.claimants import find_claimant, find_claiming, is_as
from onrecord.language.clause_substance import OF_MINDS, is_enough, is_fragment
from onrecord.language.clause_terms import CONTENT, SUBJECTS, content_terms
from onrecord.language.clause_times import find_time, is_to_come
from onrecord.language.clauses import (
    Clause,
    find_clauses,
    ranges,
    resolve_relative,
)
from onrecord.language.conditions import is_supposed
from onrecord.language.denying_fragments import find_denying_fragments, without_fragments
from onrecord.language.found_index import Index, is_aim, names_within
from onrecord.language.governing import content_noun_of, content_nouns, governors
from onrecord.language.hedges import is_hearsay_aside
from onrecord.language.held import held_by, with_claimant, with_denial_undone, with_verdict, without_holder
from onrecord.language.left_open import find_left_open, is_cause, is_refusal
from onrecord.language.moods import mood_beside, mood_of
from onrecord.language.negation import is_denied
from onrecord.language.noun_contents import is_small_clause, of_content, reading_of, truth_of_content
from onrecord.language.noun_events import find_noun_events, terms_of, words_of
from onrecord.language.parsing import Paragraph, Parsed
from onrecord.language.pointing_denials import denier_of, denies_what_was_said, without_comment
from onrecord.language.tellers import find_teller, is_believed, is_told_by_nobody_named
from onrecord.language.viewpoints import Viewpoint, find_viewpoint, is_in_others_words, is_to_hear_them
from onrecord.model import Annotations, Context, Problem, Proposition, Quotation, Span
from onrecord.model.findings import PropositionMood
from onrecord.resources import read_words

Token = Any  # a spaCy token

_MOVING = frozenset("go come begin start happen".split())
_DEEDS_TOO = frozenset(  # verbs of speech that tell of a deed where nothing is said with them
    "apologise apologize begin close commit concede confess continue cry finish gather hold laugh leak lie open pass proceed protest react"
    " resist show start".split()
)
_WAYS = frozenset("off out down up over through".split())
_NESTED = 6  # how many mentions that begin before a word may hold it


def find_propositions(
    parsed: Parsed, found: Annotations, context: Context
) -> tuple[tuple[Proposition, ...], tuple[Problem, ...]]:
    """The clauses of the headline and body that can be true or false, in text order.

    Args:
        parsed: the report with its parsed paragraphs.
        found: entities, quotations, events, timexes and quantities of the report; each may be missing.
        context: not used.

    Returns:
        Propositions p1, p2, ...; their spans may overlap, since a clause may hold another. A clause that is attributed to someone
        who claims the opposite ("never did so, as claimed by …") gives two. No problems.
    """
    index = Index(found)
    made: list[Proposition] = []
    for paragraph in parsed.paragraphs:
        claiming = find_claiming(paragraph.doc)
        told: list[Proposition] = []
        for clause in find_clauses(paragraph.doc):
            told += _propositions(clause, find_claimant(clause, claiming), paragraph, index)
        if fragments := list(find_denying_fragments(paragraph, index)):
            told = [*without_fragments(told, fragments), *fragments]
        made += [*told, *_taken_for_granted(paragraph, index, told)]
    ordered = sorted(made, key=lambda p: (p.spans[0], p.spans[-1].end, p.negative))
    return tuple(_numbered(p, i) for i, p in enumerate(ordered, start=1)), ()


def _numbered(proposition: Proposition, number: int) -> Proposition:
    import msgspec

    return msgspec.structs.replace(proposition, id=f"p{number}")


def _propositions(clause: Clause, claimant: Token | None, paragraph: Paragraph, index: Index) -> Iterator[Proposition]:
    """None, one or two propositions of a clause."""
    telling = _read(clause, paragraph, index)
    if telling is None:
        return
    by_another = claimant is None and _noun_of_lie(clause) is None
    viewpoint = _viewpoint(clause, telling.speech) if by_another else None
    made = _made(telling, without_comment(without_holder(clause, claimant, viewpoint)), paragraph, index)
    if made is None:
        return
    made = with_denial_undone(made, clause, paragraph)
    if viewpoint is not None:
        made = held_by(made, viewpoint, paragraph)
    for proposition in with_claimant(made, claimant, paragraph, index.quotations):
        yield from with_verdict(proposition, clause, paragraph, index.quotations)


def _taken_for_granted(paragraph: Paragraph, index: Index, told: list[Proposition]) -> Iterator[Proposition]:
    """The happenings that nouns of a paragraph name and that its clauses do not tell themselves, by whoever tells those."""
    roots = {t.start for p in told for t in p.terms if t.role == "root"}
    for event in find_noun_events(paragraph.doc):
        start = paragraph.start + event.noun.idx
        speech = index.innermost(start)
        if start in roots or index.is_unsaid(speech):
            continue
        speech, terms = index.voice_of(speech), terms_of(event, paragraph.start)
        if _viewpoint(event.clause, speech) or (speech is None and _is_not_vouched_for(event.clause)):
            continue
        spans = tuple(Span(paragraph.start + s, paragraph.start + e) for s, e in ranges(words_of(event)))
        if not is_enough(terms, (), event.clause):
            continue
        inside = names_within(index.mentions, spans)
        doer = next((t for t, role in event.roles.items() if role == "subject"), None)
        subjects = _entities_of(doer, event.clause, paragraph, index)
        yield Proposition(
            id="",
            spans=spans,
            mood="asserted",
            terms=terms,
            entities=inside,
            subjects=subjects,
            objects=tuple(e for e in inside if e not in subjects),
            quotation=speech,
            event=next(iter(names_within(index.events, spans)), None),
            timexes=names_within(index.timexes, spans),
            quantities=names_within(index.quantities, spans),
            headline=paragraph.part == "headline",
            taken_for_granted=True,
        )


class _Telling(NamedTuple):
    """How a clause is told."""

    mood: PropositionMood
    negative: bool
    rejects: bool  # by the verb of saying, not by the clause's own words
    points_back: bool
    supposed: bool
    content: Quotation | None  # what is told is what this quotation names in a noun, an infinitive or a gerund
    speech: str | None  # the quotation that vouches for it
    left_open: frozenset[Token]


def _read(clause: Clause, paragraph: Paragraph, index: Index) -> _Telling | None:
    """How a clause is told; None where it is asked, said by nobody, or tells no more than that something was said."""
    mood, negative = mood_of(clause)
    saying = index.said_with(paragraph.span(clause.head))
    points_back = denies_what_was_said(clause)
    is_deed = points_back or is_cause(clause) or is_refusal(clause.head)
    reading = "" if saying is None else "act" if is_deed else reading_of(clause, saying, paragraph)
    if mood == "asked" or reading == "clause":
        return None
    opened = _left_open(clause, saying)
    if opened:
        mood = mood_beside(clause, opened)
    elif not (is_deed or _tells_more(clause, saying, paragraph)):
        return None
    denier = saying if points_back else None  # "Brown denies this": held by Brown
    if opened or reading == "act":
        saying = None  # nobody's saying is told: what is done is, by whoever tells the clause
    if points_back and denier_of(clause) is None:
        mood, negative = "negated", True  # "this was a lie": by whoever tells the clause
    told_negative = negative
    if saying is not None:
        mood, negative = truth_of_content(clause, saying, reading, paragraph, (mood, negative))
    speech = denier.id if denier else _holder(saying, _around(clause, mood, paragraph, index), paragraph)
    if denier is None and index.is_unsaid(speech):
        return None
    speech = speech if denier else index.voice_of(_judging(speech, clause, paragraph, index))
    supposed = is_supposed(clause)
    if supposed and mood in ("asserted", "negated"):
        mood = "hypothetical"  # the parser overlooked the "if"
    if speech is None and mood in ("asserted", "negated") and _is_not_vouched_for(clause):
        mood = "hedged"
    is_content = saying is not None and speech == saying.id and reading != "stance"
    rejects, content = negative and not told_negative, saying if is_content else None
    return _Telling(mood, negative, rejects, points_back, supposed, content, speech, opened)


def _around(clause: Clause, mood: PropositionMood, paragraph: Paragraph, index: Index) -> str | None:
    """The quotation that a clause stands in; what only says which thing somebody aims at stands outside what is aimed at."""
    inner = index.innermost(paragraph.start + clause.head.idx)
    is_given = clause.lead is not None and mood in ("asserted", "negated")
    return index.beyond_aims(inner, paragraph) if is_given else inner


def _noun_of_lie(clause: Clause) -> Token | None:
    """ "Fiction" in "he kept up the fiction that he was ill": whoever tells of him says that he was not."""
    noun = content_noun_of(clause.head)
    is_lie = noun is not None and noun.dep_ == "dobj" and noun.lemma_.lower() in content_nouns("false")
    return noun if is_lie else None


def _judging(speech: str | None, clause: Clause, paragraph: Paragraph, index: Index) -> str | None:
    """Who says that a clause is not so, where a noun for a lie takes it: not whose lie it is."""
    noun = _noun_of_lie(clause)
    if noun is None:
        return speech
    kept = index.said_with(paragraph.span(noun.head))
    return kept.parent if kept is not None and kept.id == speech else speech


def _left_open(clause: Clause, saying: Quotation | None) -> frozenset[Token]:
    """The infinitive of a clause that tells as a fact that somebody decided, promised, tried or was allowed to do it; else empty."""
    opened = find_left_open(clause, saying)
    if opened is None or mood_beside(clause, opened.content) not in ("asserted", "negated"):
        return frozenset()
    return opened.content


def _made(telling: _Telling, own: Clause, paragraph: Paragraph, index: Index) -> Proposition | None:
    """The proposition of a clause; None where its words are too few to be told apart."""
    spans = tuple(Span(paragraph.start + s, paragraph.start + e) for s, e in ranges(own.tokens))
    terms = tuple(content_terms(own, paragraph.start))
    subjects = _entities_of(own.subject, own, paragraph, index)
    denied = telling.mood == "negated" and telling.speech is not None
    enough = is_enough(terms, subjects, own, denied=denied, reported=telling.speech is not None)
    if not spans or not (telling.points_back or enough) or is_fragment(own):
        return None
    if telling.content is not None:
        terms, subject = of_content(terms, telling.content, own, paragraph)
        subjects = _entities_of(subject, own, paragraph, index)
    inside = names_within(index.mentions, spans)
    left_open = _span_of(telling.left_open, own, paragraph)
    when = find_time(own, telling.mood, paragraph, index.in_order, left_open)
    return Proposition(
        id="",
        spans=spans,
        mood=telling.mood,
        terms=terms,
        entities=tuple(dict.fromkeys((*inside, *subjects))),
        subjects=subjects,
        objects=tuple(e for e in inside if e not in subjects),
        quotation=telling.speech,
        event=next(iter(names_within(index.events, spans)), None),
        timexes=names_within(index.timexes, spans),
        quantities=names_within(index.quantities, spans),
        headline=paragraph.part == "headline",
        negative=telling.negative,
        denied=telling.negative and (is_denied(own) or telling.rejects),
        refutes=_refuted(own, paragraph),
        when=when.id if when is not None else None,
        to_come=paragraph.part != "headline" and is_to_come(own, telling.mood, when),
        supposed=telling.supposed,
        points_back=telling.points_back,
        left_open=left_open,
        claimed_by=_denier(telling, own, paragraph),
    )


def _denier(telling: _Telling, clause: Clause, paragraph: Paragraph) -> Span | None:
    """The words for who denies what was said before, where no quotation names them: "a claim Brown rejected"."""
    who = denier_of(clause) if telling.points_back and telling.speech is None else None
    if who is None:
        return None
    return paragraph.span(who.doc[who.left_edge.i : who.right_edge.i + 1])


def _span_of(words: frozenset[Token], clause: Clause, paragraph: Paragraph) -> Span | None:
    """From the first to the last of some words of a clause; None where it holds none."""
    inside = [t for t in clause.tokens if t in words and not t.is_punct]
    return Span(paragraph.start + inside[0].idx, paragraph.start + inside[-1].idx + len(inside[-1])) if inside else None


def _viewpoint(clause: Clause, speech: str | None) -> Viewpoint | None:
    """Through whose eyes a clause is told; who tells it is asked for where no quotation says so."""
    found = find_viewpoint(clause)
    return find_teller(clause) if found is None and speech is None else found


def _is_not_vouched_for(clause: Clause) -> bool:
    return is_in_others_words(clause) or is_believed(clause.head) or is_told_by_nobody_named(clause.head)


def _holder(saying: Quotation | None, inner: str | None, paragraph: Paragraph) -> str | None:
    """The quotation that vouches for a clause.

    A clause that says in a noun what someone said ("confirmed its readiness") is held by that someone. That leaders discussed something,
    that a minister declined to comment, or that rebels planned to leave, is told by whoever tells that clause.
    """
    if saying is None:
        return inner
    if is_aim(saying, paragraph):
        return saying.parent
    return saying.parent if saying.negated or saying.class_ in ("question", "topic") else saying.id


def is_saying(clause: Clause) -> bool:
    """Whether a clause only says who holds another one: "he said that …", "as claimed by the press"."""
    head = clause.head
    if head.dep_ == "advcl" and head.lemma_.lower() in governors("claims") and is_as(head):
        return True
    if is_hearsay_aside(head) or is_to_hear_them(head):
        return True
    if head.lemma_.lower() not in read_words("speech_verbs.txt") or _goes_somewhere(head):
        return False
    if any(is_small_clause(c) for c in head.children):
        return False
    if any(c.dep_ == "ccomp" and c.tag_ != "VB" and not _is_aside(c) for c in head.children):
        return True
    told = [
        c for c in head.children if c.dep_ not in (*SUBJECTS, "aux", "neg", "punct", "advmod", "mark", "cc", "npadvmod")
    ]
    if head.lemma_.lower() in _DEEDS_TOO:
        told = [c for c in told if c.dep_ != "advcl"]  # "has not conceded, whatever they say"
    if not told and (head.lemma_.lower() in _DEEDS_TOO or _is_whole(head)):
        return False  # "the talks continued", "the mayor conceded on Sunday"
    return all(c.dep_ in ("ccomp", "parataxis", "conj", "advcl") for c in told)


def _goes_somewhere(verb: Token) -> bool:
    """ "The siren did not go off", "the fire went out": with its small word a verb that may bring a speech tells a deed."""
    return verb.lemma_ in _MOVING and any(c.i == verb.i + 1 and c.lower_ in _WAYS for c in verb.children)


def _is_whole(verb: Token) -> bool:
    """Whether a verb of speech is all that its sentence tells, and no saying ("the driver has not been charged", "services resumed")."""
    if (
        verb.dep_ != "ROOT"
        or verb.lemma_.lower() in OF_MINDS - _MOVING
        or '"' in verb.sent.text
        or "”" in verb.sent.text
    ):
        return False
    return all(
        c.dep_ in (*SUBJECTS, "aux", "auxpass", "neg", "punct", "advmod", "npadvmod", "prep") for c in verb.children
    )


def _is_aside(verb: Token) -> bool:
    """Whether a verb only says who said the sentence before it: "the truce held, observers said"."""
    before = verb.left_edge.i - 1
    return (
        before >= 0
        and verb.doc[before].text in (",", "”", '"')
        and verb.left_edge.i > verb.head.i
        and verb.lemma_.lower() in read_words("speech_verbs.txt")
        and all(c.dep_ in (*SUBJECTS, "aux", "punct", "advmod", "npadvmod", "prep") for c in verb.children)
    )


def _tells_more(clause: Clause, saying: Quotation | None, paragraph: Paragraph) -> bool:
    """Whether a clause tells more than that something was said."""
    return not is_saying(clause) and (saying is None or not _is_only_saying(clause, saying, paragraph))


def _is_only_saying(clause: Clause, quotation: Quotation, paragraph: Paragraph) -> bool:
    """Whether a clause with a cue in it tells no more than that something was said.

    It tells more where the content of the quotation is no clause but a noun of this clause ("expressed concern over the violence").
    """
    content, head = quotation.content, clause.head
    own = (t for t in clause.tokens if t == head or head.is_ancestor(t))  # a subject that it shares is not of it
    inside = [paragraph.start + t.idx for t in own if t.pos_ in CONTENT]
    return not any(s.start <= offset < s.end for offset in inside for s in content)


def _refuted(clause: Clause, paragraph: Paragraph) -> Span | None:
    """The words that name whose account a clause says is wrong: the object of "falsified", "debunked", "contradicted"."""
    if clause.head.lemma_.lower() not in governors("refutes"):
        return None
    names = [c for c in clause.head.children if c.dep_ in ("dobj", "nsubjpass")]
    if not names:
        return None
    noun = names[0]
    kept = [t for t in noun.subtree if t.i <= noun.i and t.dep_ != "det"]
    return Span(paragraph.start + kept[0].idx, paragraph.start + noun.idx + len(noun)) if kept else None


def _entities_of(subject: Token | None, clause: Clause, paragraph: Paragraph, index: Index) -> tuple[str, ...]:
    """The entities that the head of the subject, or a noun joined to it by "and", names."""
    if subject is None:
        return ()
    heads = [resolve_relative(subject, clause)]
    heads += [c for c in heads[0].subtree if c.dep_ == "conj" and c.head in heads]
    named: list[tuple[int, str]] = []
    for offset in (paragraph.start + h.idx for h in heads):
        behind = bisect_left(index.mentions, (offset + 1,))
        near = index.mentions[max(0, behind - _NESTED) : behind]
        named += [(start, name) for start, end, name in near if offset < end]
    return tuple(dict.fromkeys(name for _, name in sorted(named)))
