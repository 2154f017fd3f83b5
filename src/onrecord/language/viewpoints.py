"""Through whose eyes a clause is told, where no verb of saying tells it: "in the bishop's view", "as he put it", "claims to have won".

Such a clause is no fact of the outlet. So is one whose verb stands in quotation marks that its subject stands before: `Bank 'lied'`.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from onrecord.language.clauses import Clause, has_subject
from onrecord.language.governing import content_noun_of, content_nouns, governors, governs_infinitive
from onrecord.language.predicates import auxiliaries
from onrecord.resources import read_table, read_words

Token = Any  # a spaCy token

_VIEWS = frozenset(
    "view opinion eye mind judgement judgment estimation reckoning telling version perspective word account reading interpretation".split()
)
_AS_IT = frozenset("put see tell have view".split())
_OR_SO = frozenset("think believe say claim hope assume suppose insist argue tell report boast".split())
#: Verbs of holding something to be so, with an adjective or noun for what it is held to be; the second take "as".
DEEMING = frozenset("consider deem judge think believe rate brand label".split())
DEEMING_AS = frozenset("regard view see brand label describe portray depict dismiss denounce condemn hail".split())
_LIKENING = frozenset({"compare", "liken", "equate"})
_FICTIONS = frozenset(
    "novel film movie play series drama sitcom comedy thriller musical opera dream fable tale sequel screenplay".split()
)
_DOUBLE = frozenset({"“", "”", "``", "''", "„", '"'})
_MARKS = {"“": 1, "”": -1, "‘": 1, "’": -1, "``": 1, "''": -1, "„": 1}
_ANY_MARK = frozenset({*_MARKS, '"', "'"})


class Viewpoint(NamedTuple):
    """Who holds what a clause tells, and the phrase that says so."""

    holder: tuple[Token, ...]  # words that name who holds it, in text order
    phrase: frozenset[Token]  # what is no part of what is held; may be empty


def find_viewpoint(clause: Clause) -> Viewpoint | None:
    """Who holds what a clause tells by a phrase in it or beside it; None for what its teller tells.

    Args:
        clause: from `find_clauses`.
    """
    return next((found for rule in VIEWPOINTS if (found := rule(clause)) is not None), None)


def below(token: Token) -> tuple[Token, ...]:
    """A holder's words: a noun's without the clauses and additions that hang on it, and without a comma or "'s" at the end."""
    found = [token]
    for at in found:
        found += [c for c in at.children if c.dep_ not in ("relcl", "acl", "appos", "case")]
    words = sorted(found, key=lambda t: t.i)
    while words and words[-1].is_punct:
        words.pop()
    return tuple(words)


def _in_the_view_of(clause: Clause) -> Viewpoint | None:
    """ "In the bishop's view", "in the eyes of the bishop", "by his own account"; not "in view of the war"."""
    for prep in clause.head.children:
        if prep.dep_ != "prep" or prep.lower_ not in ("in", "from", "by", "to"):
            continue
        noun = next((c for c in prep.children if c.dep_ == "pobj" and c.lemma_.lower() in _VIEWS), None)
        if noun is None or (noun.lemma_ == "account" and prep.lower_ != "by"):
            continue
        owner = _owner_of(noun)
        if owner is not None:
            held = clause.subject if owner.pos_ == "PRON" and clause.subject is not None else owner
            return Viewpoint(below(held), frozenset(prep.subtree))
    return None


def _owner_of(noun: Token) -> Token | None:
    """Whose view it is."""
    poss = next((c for c in noun.children if c.dep_ == "poss"), None)
    if poss is not None or not any(c.dep_ == "det" for c in noun.children):
        return poss
    of = (x for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for x in c.children)
    return next((x for x in of if x.dep_ == "pobj"), None)


def _as_they_put_it(clause: Clause) -> Viewpoint | None:
    """ "As the minister put it"."""
    for verb in clause.head.children:
        is_as = verb.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in verb.children)
        if (
            is_as
            and verb.lemma_ in _AS_IT
            and any(c.dep_ == "dobj" and c.lower_ in ("it", "this") for c in verb.children)
        ):
            return _by_subject(verb, verb)
    return None


def _or_so_they_thought(clause: Clause) -> Viewpoint | None:
    """ "The war was over, or so the generals thought"."""
    for verb in clause.head.children:
        if (
            verb.dep_ == "conj"
            and verb.lemma_ in _OR_SO
            and any(c.lower_ == "so" and c.i < verb.i for c in verb.children)
        ):
            return _by_subject(verb, verb)
    return None


def _to_hear_them(clause: Clause) -> Viewpoint | None:
    """ "To hear his lawyers tell it"; the parser may take "tell" for the verb that "to hear" hangs on."""
    for verb in clause.head.children:
        if verb.dep_ == "advcl" and _is_to_hear(verb):
            told = next((c for c in verb.children if c.dep_ == "ccomp" and has_subject(c)), None)
            return _by_subject(told, verb) if told is not None else None
        if verb.lemma_ == "tell" and verb.i < clause.head.i and any(_is_to_hear(c) for c in verb.children):
            return _by_subject(verb, verb)
    return None


def is_to_hear_them(head: Token) -> bool:
    """Whether a clause is the "to hear him tell it" that only says whose view another clause is."""
    above = head.head if head.dep_ == "ccomp" else head
    return head.lemma_ == "tell" and (_is_to_hear(above) or any(_is_to_hear(c) for c in head.children))


def _is_to_hear(verb: Token) -> bool:
    return verb.lemma_ == "hear" and any(c.tag_ == "TO" for c in verb.children)


def _to_someone(clause: Clause) -> Viewpoint | None:
    """ "To the families, the report is a whitewash", "for the coach, defeat was no disaster"; not "for women, the risk is higher"."""
    head = clause.head
    if head.lemma_ not in ("be", "seem", "look", "remain", "represent"):
        return None
    for prep in head.children:
        if prep.dep_ != "prep" or prep.lower_ not in ("to", "for") or prep.i != head.sent.start:
            continue
        someone = next((c for c in prep.children if c.dep_ == "pobj"), None)
        judged = any(c.dep_ == "attr" or (c.dep_ == "acomp" and prep.lower_ == "to") for c in head.children)
        if someone is not None and judged and _is_someone(someone) and someone.right_edge.nbor(1).text == ",":
            return Viewpoint(below(someone), frozenset(prep.subtree))
    return None


def _is_someone(noun: Token) -> bool:
    """A person or body that can hold a view: named, a pronoun, or a definite noun for people."""
    if noun.ent_type_ in ("PERSON", "NORP", "ORG", "GPE") or noun.lower_ in ("him", "her", "them"):
        return True
    owned = any(c.dep_ == "poss" or c.lower_ in ("the", "many", "some", "most") for c in noun.children)
    return owned and noun.lemma_.lower() in _holders()


@cache
def _holders() -> frozenset[str]:
    speakers = frozenset(row["lemma"] for row in read_table("speaker_nouns.csv"))
    return read_words("people_nouns.txt") | read_words("group_nouns.txt") | speakers


def _by_subject(verb: Token, phrase: Token | None) -> Viewpoint | None:
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return None
    return Viewpoint(below(subject), frozenset(phrase.subtree) if phrase is not None else frozenset())


def _claims_to(clause: Clause) -> Viewpoint | None:
    """ "The general claims to have freed the city"."""
    is_claim = clause.head.lemma_ in ("claim", "profess") and governs_infinitive(clause.head)
    return _of_subject(clause) if is_claim else None


def _deems(clause: Clause) -> Viewpoint | None:
    """ "The government considers the vote illegal", "sees the vote as a farce"."""
    head = clause.head
    if any(c.dep_ == "neg" for c in head.children):
        return None
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in head.children):
        return _deemed_by(head)
    as_what = any(c.dep_ == "prep" and c.lower_ == "as" for c in head.children)
    small = any(
        (c.dep_ == "oprd" or (c.dep_ == "ccomp" and c.pos_ in ("ADJ", "NOUN") and has_subject(c))) and c.i > head.i
        for c in head.children
    )
    is_deemed = (head.lemma_ in DEEMING and small) or (
        head.lemma_ in DEEMING_AS and as_what and any(c.dep_ == "dobj" for c in head.children)
    )
    return _of_subject(clause) if is_deemed else None


def _deemed_by(head: Token) -> Viewpoint | None:
    """ "The pact is regarded by Moscow as a provocation"."""
    as_what = head.lemma_ in DEEMING_AS and any(c.dep_ == "prep" and c.lower_ == "as" for c in head.children)
    what = head.lemma_ in DEEMING and any(c.dep_ in ("oprd", "acomp") for c in head.children)
    by = (x for c in head.children if c.dep_ == "agent" for x in c.children if x.dep_ == "pobj")
    agent = next(by, None) if as_what or what else None
    return Viewpoint(below(agent), frozenset()) if agent is not None else None


def _likens(clause: Clause) -> Viewpoint | None:
    """ "Compared the tax to theft", "put the toll at twelve": so its subject sees it."""
    holding = (
        clause.head,
        *(c for c in clause.head.children if c.dep_ == "dobj"),
    )  # the parser may hang "to" on the object
    words = {c.lower_ for x in holding for c in x.children if c.dep_ in ("prep", "dative")}
    if not any(c.dep_ == "dobj" for c in clause.head.children) or any(c.dep_ == "prt" for c in clause.head.children):
        return None
    is_view = (clause.head.lemma_ in _LIKENING and words & {"to", "with"}) or (
        clause.head.lemma_ in ("put", "estimate") and "at" in words and _counts(clause.head)
    )
    return _of_subject(clause) if is_view else None


def _counts(verb: Token) -> bool:
    """Whether what follows "at" is a figure."""
    at = (x for c in verb.children if c.dep_ == "prep" and c.lower_ == "at" for x in c.subtree)
    return any(x.like_num or x.pos_ == "NUM" for x in at)


def _rejects(clause: Clause) -> Viewpoint | None:
    """ "Claims that the plant leaked have been dismissed by the mayor": the denial is the mayor's."""
    noun = content_noun_of(clause.head)
    if noun is None or noun.head.lemma_.lower() not in governors("negates") | governors("refutes"):
        return None
    if noun.dep_ == "dobj":
        return _by_subject(noun.head, None)
    by = (x for c in noun.head.children if c.dep_ == "agent" for x in c.children if x.dep_ == "pobj")
    agent = next(by, None) if noun.dep_ == "nsubjpass" else None
    return Viewpoint(below(agent), frozenset()) if agent is not None else None


def _owns(clause: Clause) -> Viewpoint | None:
    """ "The minister's claim that the dam was safe", "a claim by the minister that it was"."""
    noun = content_noun_of(clause.head)
    if noun is None or noun.lemma_.lower() not in content_nouns("held") | content_nouns("denied"):
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    by = (
        x
        for c in noun.children
        if c.dep_ in ("prep", "agent") and c.lower_ == "by"
        for x in c.children
        if x.dep_ == "pobj"
    )
    owner = owner or next(by, None)
    return Viewpoint(below(owner), frozenset()) if owner is not None and owner.pos_ != "PRON" else None


def _of_subject(clause: Clause) -> Viewpoint | None:
    """Held by the subject; what "I" or "we" hold is told by whoever speaks."""
    if clause.subject is None or clause.subject.lower_ in ("i", "we"):
        return None
    return Viewpoint(below(clause.subject), frozenset())


def _in_fiction(clause: Clause) -> Viewpoint | None:
    """ "In the novel, the king kills his brother": so the novel tells, in the present tense."""
    head = clause.head
    if head.tag_ not in ("VBZ", "VBP") or auxiliaries(head) or head.lemma_ in read_words("speech_verbs.txt"):
        return None
    for prep in head.children:
        if prep.dep_ == "prep" and prep.lower_ == "in" and prep.i == head.sent.start:
            work = next((c for c in prep.children if c.dep_ == "pobj" and c.lemma_.lower() in _FICTIONS), None)
            if work is not None and any(c.dep_ in ("det", "poss") for c in work.children):
                return Viewpoint(below(work), frozenset(prep.subtree))
    return None


def is_in_others_words(clause: Clause) -> bool:
    """Whether a clause stands in double quotation marks, or its verb, or the word that denies it, in some and its subject does not: `Bank
    'lied to customers'`.

    Args:
        clause: of which no quotation is known that says whose words these are.
    """
    if clause.subject is None or clause.subject.i > clause.head.i:
        return False
    if _is_within_marks(clause.head, _DOUBLE) and _is_within_marks(clause.subject, _DOUBLE):
        return True
    words = [clause.head, *(c for c in clause.head.children if c.dep_ == "neg")]
    return any(_is_within_marks(w) for w in words) and not _is_within_marks(clause.subject)


def _is_within_marks(token: Token, of: frozenset[str] = _ANY_MARK) -> bool:
    """Whether a quotation mark before it in its sentence is still open, and one behind closes it."""
    first, end = token.sent.start, token.sent.start + len(token.sent)
    marks = [t for t in token.doc[first : token.i] if t.text in of and t.tag_ != "POS"]
    is_open = sum(_opens(t, n) for n, t in enumerate(marks)) > 0
    return is_open and any(t.text in of for t in token.doc[token.i + 1 : end])


def _opens(mark: Token, place: int) -> int:
    """1 for a mark that opens, -1 for one that closes; straight ones by turns."""
    return _MARKS.get(mark.text, 1 if place % 2 == 0 else -1)


#: Ways to say whose view a clause tells, in the order in which they are asked.
VIEWPOINTS: tuple[Callable[[Clause], Viewpoint | None], ...] = (
    _in_the_view_of,
    _as_they_put_it,
    _or_so_they_thought,
    _to_hear_them,
    _claims_to,
    _deems,
    _likens,
    _rejects,
    _owns,
    _in_fiction,
    _to_someone,
)
#: Those whose phrase may cover more than its own clause.
INITIAL = (_in_the_view_of, _to_hear_them, _in_fiction, _to_someone)
