"""Clauses with a verb of saying whose content is no clause but a noun of theirs: what do they tell?

"The king signed the decree" tells what the king did, and the outlet vouches for it; "he condemned the raid" how he stands to it; "he
expressed concern", "he announced a ban" what he said, which is told of the noun.
"""

from functools import cache
from typing import Any

from onrecord.language.clause_terms import role_of
from onrecord.language.clauses import Clause, is_clause_head, is_content, is_infinitive, is_passive
from onrecord.language.governing import governors
from onrecord.language.parsing import Paragraph
from onrecord.language.verdicts import ACCOUNTS
from onrecord.model import Quotation, Span, Term
from onrecord.model.findings import PropositionMood
from onrecord.resources import read_table, read_words

Token = Any  # a spaCy token

_VERBAL = frozenset({"VERB", "AUX"})
_OF_WHAT = frozenset("of for with to about over against from".split())
_NOUNS = frozenset({"NOUN", "PROPN"})
_TOPICS = frozenset({"discuss", "debate"})
#: What the verbs of one effect (resources/governors.csv) make of a noun that they take.
_MOODS: dict[str, PropositionMood] = {"requests": "requested", "plans": "hypothetical", "hedges": "hedged"}
_NAMING_TOO = frozenset({"call", "ask"})  # with "for" or "on" they want something
_FOR = frozenset({"for", "on", "upon"})
_OF_DEEDS = frozenset({"hesitate", "refuse", "decline", "fail"})
_REJECTING = frozenset({"reject", "dismiss", "rebuff", "refuse", "decline", "spurn"})


@cache
def _readings() -> dict[str, str]:
    return {row["verb"]: row["reading"] for row in read_table("noun_contents.csv")}


def reading_of(clause: Clause, saying: Quotation, paragraph: Paragraph) -> str:
    """What a clause tells whose head is the cue of a quotation.

    Args:
        clause: with the cue as head.
        saying: the quotation of that cue.
        paragraph: where both stand.

    Returns:
        "act": its doing, by whoever tells the clause; "stance": how its subject stands to the noun; "said": what the noun names;
        "clause": what a clause of that noun tells by itself ("denied reports that the talks had failed"); "" where the content holds a
        clause of the verb or words in quotation marks.
    """
    tops = _tops(clause, saying, paragraph)
    if any(
        is_clause_head(t) and t.head != clause.head and (t.head.lemma_.lower() in ACCOUNTS or is_content(t))
        for t in tops
    ):
        return "clause"
    if any(is_infinitive(t) and t.head.lower_ == "order" and t.head.dep_ == "pobj" for t in tops):
        return "act"  # "gathered in order to take the port"
    if saying.kind != "indirect" or not tops or any(_is_verbal(t) for t in tops):
        return ""
    verb = clause.head.lemma_.lower()
    if any(is_small_clause(t) for t in tops):
        return "stance" if verb == "call" or _readings().get(verb) == "stance" else "act"
    if verb in _REJECTING and any(_noun_of(t).lemma_.lower() in ACCOUNTS for t in tops):
        return "said"
    if verb == "call" and not any(t.dep_ == "dobj" for t in tops):
        return "said"  # "called for a ceasefire"
    is_stance = saying.class_ == "stance" or any(_is_someone(t) for t in tops)
    return _readings().get(verb, "stance" if is_stance else "said")


def truth_of_content(
    clause: Clause, saying: Quotation, reading: str, paragraph: Paragraph, truth: tuple[PropositionMood, bool]
) -> tuple[PropositionMood, bool]:
    """Mood and polarity of a clause that says in a noun or a gerund what was said, by the verb that says it.

    "Expects a recession" leaves it open, "denied the massacre" holds that there was none, "did not deny it" neither; who "is accused of"
    something, by nobody named, has not been said to have done it by anyone who can be cited.

    Args:
        clause: with the cue as head.
        saying: the quotation of that cue.
        reading: from `reading_of`.
        paragraph: where both stand.
        truth: of the clause by its grammar.

    Returns:
        Mood, and whether it is told in the negative. "Denied the accusation" is left as it is: what it denies is what the accusation says.
    """
    mood, negative = truth
    if saying.class_ == "request" and reading not in ("act", "stance") and clause.head.lemma_ != "plead":
        return "requested", negative
    if reading in ("act", "stance", "clause") or mood not in ("asserted", "negated"):
        return truth
    lemma = clause.head.lemma_.lower()
    if lemma == "plead":
        return ("negated" if negative else "asserted"), negative
    tops = _tops(clause, saying, paragraph)
    if saying.class_ == "denial" and any(is_infinitive(t) for t in tops) and lemma in _OF_DEEDS:
        return truth  # "did not hesitate to fire him", "never refused to open": by the grammar of the clause
    if saying.class_ == "denial" or _rules_out(clause.head):
        if any(_noun_of(t).lemma_.lower() in ACCOUNTS for t in tops):
            return truth
        if lemma in _REJECTING and not negative and any(is_infinitive(t) for t in tops):
            return "hypothetical", False  # "rejected plans to widen the road": that is no denial
        is_negated = saying.negated or any(c.dep_ == "neg" for c in clause.head.children)
        return ("hedged", negative) if is_negated else ("negated", True)
    effect = next((e for e in _MOODS if lemma in governors(e)), None)
    of_topic = lemma in _TOPICS  # "discussed a mission", "discussed whether to meet": that they did is not open
    if effect is not None and not (of_topic or _is_no_request(clause.head)) and not any(is_infinitive(t) for t in tops):
        return _MOODS[effect], negative
    if (
        saying.cue_tone == "accuse"
        and is_passive(clause.head)
        and not any(c.dep_ == "agent" for c in clause.head.children)
    ):
        return ("hedged" if mood == "asserted" else mood), negative
    return truth


def _is_no_request(verb: Token) -> bool:
    """ "Called him a “liar”", "was asked about the bridge"; not "called for a ceasefire", "asked for help"."""
    wanting = any(c.dep_ in ("prep", "prt") and c.lower_ in _FOR for c in verb.children)
    named = verb.lemma_ == "call" and any(c.dep_ in ("dobj", "oprd") for c in verb.children)
    return verb.lemma_ in _NAMING_TOO and (named or not wanting)


def _rules_out(verb: Token) -> bool:
    return bool(verb.lemma_ == "rule") and any(c.dep_ == "prt" and c.lower_ == "out" for c in verb.children)


def _tops(clause: Clause, saying: Quotation, paragraph: Paragraph) -> list[Token]:
    """The words of the content that hang on words outside it."""
    near = (t for s in saying.content for t in paragraph.tokens(s) or ())
    held = [t for t in near if not t.is_punct and is_within(paragraph.start + t.idx, saying.content)]
    inside = set(held)
    return [t for t in held if t.head not in inside]


def _is_verbal(top: Token) -> bool:
    """A clause, an infinitive or a gerund: "that …", "to …", "bombing the bridge"."""
    return top.pos_ in _VERBAL or _gerund(top) is not None


def _gerund(top: Token) -> Token | None:
    """ "bombing" in "of bombing the bridge", "to bombing it"; not in "by bombing the bridge", which says how."""
    if top.dep_ != "prep" or top.lower_ not in _OF_WHAT:
        return None
    return next((c for c in top.children if c.dep_ == "pcomp" and c.tag_ == "VBG"), None)


def is_small_clause(top: Token) -> bool:
    """ "the girl dead", "the nurse guilty", "his cousin minister": a predicate without a verb."""
    return top.dep_ in ("ccomp", "oprd") and top.pos_ not in _VERBAL


def _noun_of(top: Token) -> Token:
    """The noun of a phrase, also behind its preposition."""
    return next((c for c in top.children if c.dep_ == "pobj"), top)


def _is_someone(top: Token) -> bool:
    """Whether the content begins with people as the object of the verb: those it is done or said to."""
    people = read_words("people_nouns.txt")
    return top.dep_ == "dobj" and (top.ent_type_ == "PERSON" or (top.pos_ in _NOUNS and top.lemma_.lower() in people))


def of_content(
    terms: tuple[Term, ...], saying: Quotation, clause: Clause, paragraph: Paragraph
) -> tuple[tuple[Term, ...], Token | None]:
    """The terms of a clause that says in a noun or a gerund what was said: that word is what is told; the saying around it is not.

    "He expressed concern" tells something of him, "he confirmed the alliance's readiness" of the alliance, "he accused the guards of
    beating prisoners" of the guards, "he admitted beating them" of him.

    Returns:
        The terms in their new roles, and whom they tell something of; None where that is not said.
    """
    held = [t for t in clause.tokens if is_within(paragraph.start + t.idx, saying.content)]
    root = _root_of(held)
    asked = next((c for c in root.children if is_infinitive(c)), None) if root is not None else None
    if asked is not None and saying.class_ == "request" and asked in held:
        root = asked  # "called on the president to resign"
    subject = _subject_of(root, saying, clause)
    start = paragraph.start + root.idx if root is not None else -1
    theirs = {paragraph.start + t.idx for t in subject.subtree} if subject is not None else set()
    inner = {paragraph.start + t.idx: t for t in root.subtree} if root is not None and root.pos_ == "VERB" else {}
    made = []
    for term in terms:
        role = term.role
        if term.start == start:
            role = "root"
        elif term.start in inner:
            role = role_of(inner[term.start], Clause(inner[start], clause.tokens, None, subject))
        elif term.start in theirs and not (inner and term.role == "oblique"):
            role = "object" if inner and is_passive(inner[start]) else "subject"
        elif not is_within(term.start, saying.content):
            role = "other"
        made.append(Term(term.lemma, term.pos, role, term.start, term.end))
    return tuple(made), subject


def _root_of(held: list[Token]) -> Token | None:
    """The word of a content that is told: its verb or gerund, else its noun, or the noun that it hangs on."""
    tops = [t for t in held if t.head not in held]
    gerund = next(
        (g for t in tops for g in (_gerund(t), t if t.tag_ == "VBG" and t.dep_ == "pcomp" else None) if g), None
    )
    if gerund is not None:
        return gerund
    verb = next((t for t in tops if t.pos_ == "VERB"), None)
    if verb is not None:
        return verb
    root = next((t for t in tops if t.pos_ == "NOUN"), None)
    if root is None or root.head.dep_ == "prep":
        root = _attitude(held) or root or next((t for t in held if t.pos_ in ("NOUN", "VERB")), None)
    return root


def _subject_of(root: Token | None, saying: Quotation, clause: Clause) -> Token | None:
    """Whom a content tells something of: the owner of its noun; whom the speaker accuses, asks or tells, else the speaker."""
    if root is None:
        return None
    own = next((c for c in root.children if c.dep_ in ("poss", "nsubj")), None)
    if own is not None and (own.tag_ != "PRP$" or saying.class_ not in ("stance", "request")):
        return own  # "expressing his concern" tells of who expresses it
    if root.dep_ in ("acl", "relcl"):
        return root.head
    if root.pos_ == "VERB" and not is_passive(clause.head):
        spoken_to = next((c for c in clause.head.children if c.dep_ == "dobj" and c.i < root.i and c != root), None)
        return spoken_to or clause.subject
    return clause.subject if root.pos_ == "VERB" or saying.class_ in ("stance", "request") else None


def _attitude(held: list[Token]) -> Token | None:
    """The noun that a content hangs on by a preposition: "concern" where what was said is "over the violence"."""
    top = next((t for t in held if t.dep_ == "prep" and t.head not in held), None)
    return top.head if top is not None and top.head.pos_ == "NOUN" else None


def is_within(offset: int, spans: tuple[Span, ...]) -> bool:
    return any(span.start <= offset < span.end for span in spans)
