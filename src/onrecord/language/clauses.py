"""Clauses of a parsed paragraph: which verbs head one, and which tokens belong to it.

A clause here is what can be true or false by itself: a finite verb or a participle with what depends on it, without the clauses inside
it that stand for themselves (what was said, what follows "and", what a comma sets apart). Infinitives stay with the verb that governs
them ("is ready to help", "tried to leave"), since only the two together say what is held to be so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

Token = Any  # a spaCy token

_VERBAL = frozenset({"VERB", "AUX"})
_OWN = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "pcomp", "acl", "csubj", "dep"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_PERCEIVING = frozenset("see hear watch witness notice observe".split())  # what is seen to happen is told as happening
_COMPLETING = frozenset("dobj attr acomp nsubjpass".split())
_OF_ACCOUNTS = frozenset(  # verbs of what is done with a claim: "the report that the panel made"
    "make issue bring publish spread repeat file give receive face deny reject hear hold write read see accept dismiss support investigate"
    " submit commission release leak obtain send prepare present quote cite believe share tell use need have know level raise voice express"
    " put propose draft draw feel want get find produce order deliver do say call pose bring".split()
)
_SURE = frozenset({"question", "doubt"})
_TO_WHOM = frozenset(
    "ask award bequeath charge deny offer owe pay promise show teach".split()
)  # "the questions he was asked"
_PLACE = attrgetter("i")
_LOOSE = frozenset({"ccomp", "parataxis", "advcl", "conj", "pcomp", "csubj", "dep"})


@dataclass(frozen=True)
class Clause:
    """A clause head with the tokens that belong to it, in text order."""

    head: Token
    tokens: tuple[Token, ...]
    lead: Token | None = None  # the noun that a relative clause or participle tells of
    subject: Token | None = None  # its own or the one it shares, from `subject_of`


def find_clauses(doc: Any) -> tuple[Clause, ...]:
    """The clauses of a doc, in the order of their heads.

    Args:
        doc: parsed by spaCy with the CLEAR dependency labels of its English models.
    """
    heads = [t for t in doc if is_clause_head(t)]
    inside = {t.i for t in heads}
    return tuple(_clause(head, inside) for head in heads)


def clause_of(head: Token) -> Clause:
    """The clause of one verb that heads one, as `find_clauses` would give it."""
    return _clause(head, {t.i for t in head.sent if is_clause_head(t)})


def is_clause_head(token: Token) -> bool:
    """Whether a token heads a clause of its own."""
    if token.pos_ not in _VERBAL or token.dep_ not in _OWN:
        return False
    rule = _RULES.get(token.dep_)
    return rule(token) if rule else True


def _finite(token: Token) -> bool:
    """A clause after a verb: "said he left", "saw them leave"; not "help Libya build" or "urged him to leave"."""
    if token.head.lemma_.lower() in _PERCEIVING and has_subject(token) and not is_infinitive(token):
        return True
    if token.tag_ != "VB":
        return has_subject(token) or token.tag_ != "VBG"
    return any(c.dep_ == "aux" and (c.tag_ == "MD" or c.lower_ in ("did", "do", "does")) for c in token.children)


def _conjunct(token: Token) -> bool:
    """ "He came and left" has two clauses; "ready to help and advise" and "the armed and wounded" have one; so has "was charged with theft
    and inciting a riot": no gerund stands beside a verb of another form."""
    if token.tag_ == "VBG" and token.head.tag_ != "VBG" and not (has_subject(token) or _has_aux(token)):
        return False
    return is_clause_head(token.head) and not (is_infinitive(token) and not has_subject(token))


def _adverbial(token: Token) -> bool:
    """ "Expressing concern, he …" and "after he left" tell something; "to counter attacks" says what for.

    Of a past participle in mid-sentence ("held a call – initiated by …") grammar does not say what it tells of.
    """
    if is_infinitive(token) or _is_charge(token):
        return False
    return (
        has_subject(token)
        or token.tag_ != "VBN"
        or _has_aux(token)
        or token.left_edge.i < token.head.i
        or _is_coordinated(token)
    )


def _is_charge(token: Token) -> bool:
    """ "Charged with fraud, forging papers and bribing a clerk": a list of deeds that somebody is charged with."""
    verb = token.head
    listed = any(
        c.dep_ == "prep" and verb.i < c.i < token.i and c.lower_ in ("of", "with", "on", "for") for c in verb.children
    )
    return (
        token.tag_ == "VBG"
        and verb.lemma_ in _CHARGING
        and listed
        and not (has_subject(token) or token.left_edge.i < verb.i)
    )


def _relative(token: Token) -> bool:
    return not is_infinitive(token)


def _with_subject(token: Token) -> bool:
    """ "with more than 1,000 killed" and "with the chief saying"; not "by building"."""
    return has_subject(token)


def is_content(token: Token) -> bool:
    """Whether a verb tells the content of the noun it hangs on: "the claim that he left", not "the claim that he made".

    Where the parser takes the clause for a relative one, a complement of its own shows that it is none: "the theory that they used gas".
    """
    that = next((c for c in token.children if c.lower_ == "that" and c.dep_ in ("mark", "dobj")), None)
    if that is None or not has_subject(token) or that.i > token.i:
        return False
    is_complete = any(c.dep_ in _COMPLETING and c != that for c in token.children)
    if token.dep_ == "acl":
        return bool(that.dep_ == "mark") and (is_complete or token.lemma_.lower() not in _OF_ACCOUNTS)
    return token.dep_ == "relcl" and is_complete


def opens_with_that(token: Token) -> bool:
    """Whether a verb's clause has "that" before its subject: "that he left", "that the panel made"."""
    that = next((c for c in token.children if c.lower_ == "that" and c.dep_ in ("mark", "dobj")), None)
    subject = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
    return that is not None and subject is not None and that.i < subject.i < token.i


def may_tell(token: Token) -> bool:
    """Whether a clause behind a noun for what is told can be its content: "a report that police lied", not "a report that they made"."""
    return token.dep_ in ("relcl", "acl") and opens_with_that(token) and token.lemma_.lower() not in _OF_ACCOUNTS


def tells_without_that(token: Token) -> bool:
    """ "No evidence the guards took the money": behind a noun for what is told a clause that lacks nothing; not "evidence they took"."""
    own = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
    if (
        token.dep_ not in ("relcl", "acl")
        or len(own) != 1
        or own[0].tag_ in ("WP", "WDT")
        or token.left_edge.i != token.head.i + 1
    ):
        return False
    if token.lemma_.lower() in _OF_ACCOUNTS or token.head.lemma_.lower() in _SURE:
        return False  # "there is no question we are stronger"
    is_complete = any(c.dep_ in ("dobj", "attr", "acomp") and c.i > token.i for c in token.children)
    return is_complete or (own[0].dep_ == "nsubjpass" and token.lemma_.lower() not in _TO_WHOM)


def _after_noun(token: Token) -> bool:
    return is_content(token) or _participle(token)


def _participle(token: Token) -> bool:
    """ "talks, led by the UN," tells who led them; "the talks led by the UN" only says which talks."""
    if _is_of_one_group(token):
        return True
    before = token.left_edge.i - 1
    apart = before >= 0 and token.doc[before].is_punct
    return apart and token.tag_ in ("VBN", "VBG") and any(c.dep_ in ("agent", "prep", "dobj") for c in token.children)


def _is_of_one_group(token: Token) -> bool:
    """ "Was among hundreds rescued from the roof": what is told of them is the participle, not that somebody is among them."""
    noun = token.head
    among = noun.head
    of_them = token.tag_ == "VBN" and noun.dep_ == "pobj" and among.lower_ == "among" and among.head.lemma_ == "be"
    return of_them and any(c.dep_ in ("agent", "prep", "npadvmod") for c in token.children)


_TAKEN = frozenset({"dobj", "prep", "prt", "xcomp", "ccomp", "acomp", "dative"})
#: Verbs of what is hardly ever done without saying to whom or what.
_ON_SOMEBODY = frozenset(
    "shoot stab beat rape kill attack wound injure maim torture strangle assault ambush arrest detain seize kidnap abduct capture rob raid"
    " storm search bomb shell destroy damage loot ransack burn behead execute interrogate handcuff charge convict fine jail deport evict"
    " suspend sack buy sell catch confiscate impound".split()
)
_CHARGING = frozenset("accuse charge convict suspect indict acquit clear arrest detain jail try".split())
_RULES = {
    "ccomp": _finite,
    "conj": _conjunct,
    "advcl": _adverbial,
    "relcl": _relative,
    "pcomp": _with_subject,
    "acl": _after_noun,
    "csubj": _with_subject,
    "dep": _with_subject,
}


def _is_coordinated(token: Token) -> bool:
    """ "responded but never targeted": the parser may hang the second verb on the first as a side clause; "but" shows what it is."""
    return any(t.dep_ == "cc" for t in token.doc[max(0, token.left_edge.i - 1) : token.i])


def has_subject(token: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in token.children)


def is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def subject_of(head: Token) -> Token | None:
    """The subject of a clause: its own, or the one it shares with the clause it hangs on ("He came and left", "Leaving, he said")."""
    at, steps = head, 0
    while steps < 8:
        own = next((c for c in at.children if c.dep_ in ("nsubj", "nsubjpass", "csubj", "csubjpass")), None)
        if own is not None:
            return noun_told_of(at) if at.dep_ == "relcl" and own.tag_ in ("WDT", "WP") else own
        if at.dep_ in ("relcl", "acl"):
            return noun_told_of(at)
        if at.dep_ not in ("conj", "advcl", "xcomp") or at.head == at:
            return None
        at, steps = at.head, steps + 1
    return None


def noun_told_of(head: Token) -> Token:
    """The noun that a relative clause or participle tells of: of "it was Lund, not Berg, who opened the sluice" that is Lund; not so "tea,
    not a drink that keeps one awake"."""
    noun, named = head.head, head.head.head
    before = noun.left_edge.i - 1
    if (
        noun.dep_ not in ("appos", "conj")
        or named.dep_ != "attr"
        or before <= named.i
        or noun.doc[before].lower_ != "not"
    ):
        return noun
    is_cleft = any(c.dep_ in _SUBJECTS and c.lower_ == "it" for c in named.head.children)
    return named if is_cleft else noun


def is_passive(head: Token) -> bool:
    """Whether the subject undergoes what the clause tells."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in head.children):
        return True
    return head.tag_ == "VBN" and head.dep_ in ("acl", "advcl", "pcomp", "conj") and not _has_aux(head)


def _has_aux(head: Token) -> bool:
    return any(c.dep_ == "aux" for c in head.children)


def resolve_relative(token: Token, clause: Clause) -> Token:
    """The noun that "who" or "which" stands for; any other token itself."""
    return clause.lead if clause.lead is not None and token.tag_ in ("WDT", "WP", "WP$") else token


def _clause(head: Token, heads: set[int]) -> Clause:
    subject = subject_of(head)
    is_of_noun = head.dep_ in ("relcl", "acl") and not (_is_circumstance(head) or is_content(head))
    lead = noun_told_of(head) if is_of_noun else None
    tokens = _after_but(head, sorted(_walk(head, heads), key=_PLACE))
    tokens = _trim(tokens)
    if is_content(head) and tokens and tokens[0].lower_ == "that":
        tokens = tokens[1:]
    if lead is not None:
        tokens = _trim([t for t in _walk(lead, heads) if t.i < head.left_edge.i]) + tokens
    elif not has_subject(head) and subject is not None:
        tokens += _trim(sorted(_walk(subject, heads), key=_PLACE))
    if (shared := shared_object(head)) is not None:
        tokens = [*tokens, *_walk(shared, heads)]
    kept = {t for t in tokens if not (t.dep_ == "prep" and _lost_its_object(t, heads))}
    return Clause(head, tuple(_trim(sorted(kept, key=_PLACE))), lead, subject)


def shared_object(head: Token) -> Token | None:
    """Whom or what a verb does it to, where only the verb right behind it says so: "he shot and killed the guard" shot the guard."""
    if head.lemma_.lower() not in _ON_SOMEBODY or any(c.dep_ in _TAKEN and c.i > head.i for c in head.children):
        return None
    if is_passive(head):
        return None
    after = next((c for c in head.children if c.dep_ == "conj" and c.tag_ == head.tag_), None)
    if after is None or after.i != head.i + 2 or has_subject(after) or head.doc[head.i + 1].dep_ not in ("cc", "punct"):
        return None
    return next((c for c in after.children if c.dep_ == "dobj" and c.i > after.i), None) or shared_object(after)


def _is_circumstance(head: Token) -> bool:
    """ "Tuesday, when police used gas": the clause tells of the police; "when" only says that it was on Tuesday."""
    return has_subject(head) and any(c.tag_ == "WRB" for c in head.children)


def _after_but(head: Token, tokens: list[Token]) -> list[Token]:
    """The tokens after the conjunction, where a word before it was hung on the wrong verb ("responded militarily but never …")."""
    if head.dep_ != "advcl":
        return tokens
    cuts = [
        n
        for n, t in enumerate(tokens)
        if t.dep_ == "cc" and t.i < head.i and t.head.i < t.i and t.head.dep_ == "advmod"
    ]
    return tokens[cuts[-1] + 1 :] if cuts else tokens


def _lost_its_object(token: Token, heads: set[int]) -> bool:
    """A preposition whose clause stands for itself ("…, with the chief saying")."""
    below = list(token.children)
    alone = [c.i in heads and _stands_alone(c) for c in below]
    return any(alone) and all(a or _is_mark(c) for a, c in zip(alone, below, strict=True))


def _walk(token: Token, heads: set[int]) -> Iterator[Token]:
    """A token and what hangs on it, without the clauses that stand for themselves."""
    stack = [token]
    while stack:
        at = stack.pop()
        yield at
        stack += [c for c in at.children if c.i not in heads or not _stands_alone(c)]


def _stands_alone(token: Token) -> bool:
    """Whether a clause inside another, by its head, is left out of it: all but a relative clause or participle that no comma sets apart."""
    if token.dep_ in _LOOSE:
        return True
    before = token.left_edge.i - 1
    return before >= 0 and bool(token.doc[before].is_punct)


def _trim(tokens: list[Token]) -> list[Token]:
    """Tokens without the connectives and marks at their edges."""
    kept = list(tokens)
    while kept and _is_edge(kept[0]):
        kept.pop(0)
    while kept and (_is_mark(kept[-1]) or kept[-1].is_space or kept[-1].dep_ == "cc"):
        kept.pop()
    return kept


def _is_mark(token: Token) -> bool:
    """A mark that says nothing; "%" does."""
    return bool(token.is_punct) and token.text not in _SAYING


_SAYING = frozenset({"%", "‰"})


def _is_edge(token: Token) -> bool:
    if _is_mark(token) or token.is_space or token.dep_ in ("cc", "punct"):
        return True
    if token.tag_ == "WRB" and token.dep_ == "advmod":
        return True
    return token.dep_ == "mark" or (token.lower_ in _CONNECTIVES and token.dep_ in ("advmod", "cc", "mark", "prep"))


#: Words that tie a clause to the one before and are no part of what it says.
_CONNECTIVES = frozenset(
    "however moreover meanwhile furthermore therefore nevertheless nonetheless additionally also but and or so yet that".split()
)


def ranges(tokens: tuple[Token, ...]) -> list[tuple[int, int]]:
    """Character ranges of tokens within their doc: neighbours are joined, also over punctuation that stands between them.

    Quotation marks at an edge are left out, a gap of words makes a new range.
    """
    found: list[tuple[int, int]] = []
    last: Token | None = None
    for token in tokens:
        if last is not None and (
            last.i + 1 == token.i or all(_is_mark(t) or t.is_space for t in token.doc[last.i + 1 : token.i])
        ):
            found[-1] = (found[-1][0], token.idx + len(token))
        elif not _is_mark(token) and not token.is_space:
            found.append((token.idx, token.idx + len(token)))
        else:
            continue
        last = token
    return [(start, end) for start, end in found if end > start]
