"""How far an event has happened: actual, attempted, threatened, planned, hypothetical, requested or negated, by grammar.

The status is read off the predicate's own clause first (negation, modal verb, adjective), then off whatever it depends on, climbing
the parse: "called for talks" makes talks requested, "poised to attack" an attack planned. What no rule knows under an infinitive is
hypothetical: silent rather than wrong.
"""

from collections.abc import Callable
from typing import Any

from onrecord.language.clauses import clause_of, is_clause_head
from onrecord.language.event_conditions import is_ranked
from onrecord.language.event_lexicon import governor_effects
from onrecord.language.event_modals import status_of_modal
from onrecord.language.event_negations import is_negated
from onrecord.language.event_predicates import Predicate, is_only_planned, support_status
from onrecord.language.event_prepositions import status_of_preposition
from onrecord.language.event_slots import NOMINAL, is_asked_of, is_subjunctive, is_verbal, surface_subject
from onrecord.language.governing import governs_infinitive
from onrecord.language.moods import mood_of

Token = Any  # a spaCy token

_OF_TYPE = {"AGREE": "planned", "REQUEST": "requested", "REJECT": "negated", "THREATEN": "threatened"}
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided", "supposing"})
_DEPTH = 12  # governors climbed: a limit for hostile input


def status_of(predicate: Predicate, types: dict[int, str]) -> str:
    """The status of a predicate's event.

    Args:
        predicate: from `find_predicates`.
        types: token index -> type of the predicates of the paragraph; an AGREE makes what it governs planned, a REQUEST requested.
    """
    if predicate.support is not None:
        own = _of_noun(predicate.token)
        if own != "actual":
            return own
        if support_status(predicate.support) == "planned":
            return "planned"
        return _as_told(_climb(predicate.support, types, 0), predicate.support)
    status = _as_told(_climb(predicate.token, types, 0), predicate.token)
    return "planned" if status == "actual" and is_only_planned(predicate) else status


def _as_told(status: str, token: Token) -> str:
    """A status of "actual" or "negated" by what the whole clause tells: "almost killed her" and "few signed" did not.

    A clause that its condition leaves open ("anyone who attacks") is hypothetical. Of a verb with an infinitive ("refused to attack") the
    clause tells what the infinitive does, so the verb keeps its own status.
    """
    if status not in ("actual", "negated") or not is_clause_head(token) or governs_infinitive(token):
        return status
    mood, negative = mood_of(clause_of(token))
    if mood == "negated":
        return "negated"
    if mood == "asserted" and not negative:
        return "actual"
    return "hypothetical" if mood == "hypothetical" and status == "actual" else status


def _climb(token: Token, types: dict[int, str], depth: int) -> str:
    if depth > _DEPTH:
        return "hypothetical"
    for rule in RULES:
        found = rule(token, types, depth)
        if found is not None:
            return found
    return "actual"


def _own_negation(token: Token, types: dict[int, str], depth: int) -> str | None:
    """ "Asked them not to march" tells what is asked for, not what did not happen."""
    if not is_negated(token):
        return None
    is_asked = token.dep_ in ("xcomp", "ccomp") and _has_to(token) and types.get(token.head.i) == "REQUEST"
    return "requested" if is_asked else "negated"


def _own_modal(token: Token, types: dict[int, str], depth: int) -> str | None:
    if token.dep_ in ("advcl", "ccomp") and _is_inverted(token):
        return "hypothetical"
    return status_of_modal(token, types)


def _own_adjective(token: Token, types: dict[int, str], depth: int) -> str | None:
    return None if is_verbal(token) else _none_if_actual(_of_noun(token))


def _of_noun(token: Token) -> str:
    for child in token.children:
        if child.dep_ in ("amod", "det", "compound", "advmod"):
            effect = governor_effects().get((child.lower_, "mod"))
            if effect:
                return effect
    return "actual"


def _none_if_actual(status: str) -> str | None:
    return status if status != "actual" else None


def _condition(token: Token, types: dict[int, str], depth: int) -> str | None:
    if token.dep_ in ("advcl", "ccomp", "pcomp") and any(
        c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in token.children
    ):
        return "hypothetical"
    if token.dep_ in ("csubj", "csubjpass") or (token.dep_ == "advcl" and _is_inverted(token)):
        return "hypothetical"
    return None


def _is_inverted(token: Token) -> bool:
    """ "Should the rebels seize the mine", "Had the navy fired": a condition without "if"."""
    first = token.left_edge
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return (
        subject is not None
        and first.dep_ in ("aux", "auxpass")
        and first.i < subject.i
        and first.lower_ in ("should", "had", "were")
    )


def _coordinated(token: Token, types: dict[int, str], depth: int) -> str | None:
    """ "will not attack or bomb": a conjunct without its own subject and auxiliary shares those of the first."""
    if token.dep_ != "conj":
        return None
    if not is_verbal(token):
        return _climb(token.head, types, depth + 1) if token.head.pos_ in NOMINAL or is_verbal(token.head) else None
    if token.tag_ in ("VBD", "VBZ", "VBP") and _has_to(token.head):
        return _embedding(_finite(token.head), types, depth + 1)
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in token.children) or not is_verbal(token.head):
        return _embedding(token.head, types, depth + 1)
    if token.tag_ in ("VB", "VBG", "VBN"):
        return _climb(token.head, types, depth + 1)
    return _embedding(token.head, types, depth + 1)


def _finite(token: Token) -> Token:
    """ "He hoped to win, and the troops fired": no infinitive, but the verb above it, is what a finite verb is joined to."""
    for _ in range(_DEPTH):
        if _has_to(token) and token.dep_ in ("xcomp", "ccomp", "advcl", "acl", "conj"):
            token = token.head
    return token


def _embedding(token: Token, types: dict[int, str], depth: int) -> str | None:
    """What the clause of a token depends on, its own markers left aside."""
    for rule in (_condition, _coordinated, _clause, _phrase):
        found = rule(token, types, depth)
        if found is not None:
            return found
    return None


def _clause(token: Token, types: dict[int, str], depth: int) -> str | None:
    if not is_verbal(token):
        return None
    head, dep = token.head, token.dep_
    if dep in ("ccomp", "parataxis") and any(t.text == ";" for t in token.doc[token.i : max(token.i, head.i)]):
        return None  # a sentence of its own
    if is_asked_of(token):
        return "requested"
    if dep == "pcomp":
        return _after_preposition(head, types, depth)
    if dep in ("xcomp", "ccomp", "acl", "acomp", "oprd", "dep"):
        if dep == "acl" and not _has_to(token):
            return None
        return _from_governor(token, head, types, depth)
    if dep == "advcl":
        return _of_purpose(head, types, depth) if _has_to(token) else None
    if dep == "relcl":
        return "planned" if _has_to(token) and not is_ranked(head) else None
    return _of_root(token)


def _of_purpose(head: Token, types: dict[int, str], depth: int) -> str | None:
    """ "Came to praise", "asked her to praise", "went on to praise"."""
    if types.get(head.i) == "REQUEST":
        return "requested"
    outer = _climb(head, types, depth + 1)
    if _goes_on(head):
        return _none_if_actual(outer)
    return outer if outer in ("negated", "hypothetical", "requested") else "planned"


def _goes_on(verb: Token) -> bool:
    """ "Went on to praise": it was done."""
    return bool(verb.lemma_ == "go" and any(c.lower_ == "on" and c.dep_ == "prt" for c in verb.children))


def _of_root(token: Token) -> str | None:
    if token.dep_ != "ROOT":
        return None
    last = token.sent[-1]
    if token.lemma_ in ("ask", "inquire", "enquire") and token.left_edge.dep_ not in ("aux", "advmod"):
        return None  # "she asked why he left?"
    if last.lower_ == "?" or (len(token.sent) > 1 and token.sent[-2].lower_ == "?"):
        return "hypothetical"
    if token.tag_ == "VB" and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in token.children):
        return "requested"
    return None


def _has_to(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def _effect(head: Token, types: dict[int, str]) -> str | None:
    if types.get(head.i) in _OF_TYPE:
        return _OF_TYPE[types[head.i]]
    if head.lower_ == "going":
        return "planned"
    pos = "verb" if is_verbal(head) else "adj" if head.pos_ == "ADJ" else "noun"
    particle = next((f" {c.lower_}" for c in head.children if c.dep_ == "prt"), "")
    effects = governor_effects()
    lemma = head.lemma_.lower()
    return (
        effects.get((lemma + particle, pos))
        or effects.get((lemma, pos))
        or (effects.get((head.lower_, "adj")) if pos == "verb" else None)
    )


def _from_governor(token: Token, head: Token, types: dict[int, str], depth: int) -> str | None:
    effect = _effect(head, types)
    if _has_to(token) and is_ranked(head):
        return None  # "the first to sign" has signed
    if _has_to(token) and _had_to(head):
        return _none_if_actual(_climb(head if is_verbal(head) else head.head, types, depth + 1))
    if token.dep_ == "ccomp" and not _has_to(token):
        return _from_saying(token, head, effect, types, depth)
    if effect is None:
        if head.lemma_.lower() in _HOLDING and (held := _of_holder(head)) is not None:
            return held
        if _has_to(token):
            return _outer(head, types, depth) if head.lemma_ == "be" else "hypothetical"
        return _none_if_actual(_climb(head, types, depth + 1))
    return _combined(effect, head, types, depth)


_HOLDING = frozenset({"include", "involve", "entail", "mean", "comprise"})


def _of_holder(verb: Token) -> str | None:
    """ "A plan which includes closing two mines": what the plan makes of it; also where "which" stands behind "a plan in the town"."""
    noun = surface_subject(verb)
    for _ in range(3):
        if noun is None or noun.pos_ not in NOMINAL:
            return None
        effect = governor_effects().get((noun.lemma_.lower(), "noun"))
        if effect is not None or noun.dep_ != "pobj":
            return _none_if_actual(effect) if effect else None
        noun = noun.head.head
    return None


def _had_to(head: Token) -> bool:
    """ "had to fire", "was able to arrest": in the past tense it was done."""
    if head.lemma_ == "have":
        return bool(head.tag_ == "VBD")
    return bool(head.lower_ == "able" and head.head.tag_ == "VBD")


def _from_saying(token: Token, head: Token, effect: str | None, types: dict[int, str], depth: int) -> str | None:
    """ "said that", "denied that", "demanded that", "fears that": what the verb of the speaker makes of the clause."""
    if _is_bare_infinitive(token) and (effect == "actual" or head.lemma_ == "have"):
        return _none_if_actual(_climb(head, types, depth + 1))  # "might have him speak", "hope to see her win"
    if head.lemma_.lower() in ("suggest", "indicate", "imply") and token.tag_ != "VB":
        return "hypothetical"
    if head.lemma_ == "be":
        states = [c for c in head.children if c.dep_ == "acomp"]
        return (
            "hypothetical" if any(governor_effects().get((c.lower_, "adj")) == "hypothetical" for c in states) else None
        )
    if head.lemma_.lower() in ("deny", "refute"):
        return "negated"
    if effect == "requested" and (_is_past(token) or (head.lemma_ in _TELLING and _is_present(token))):
        return None  # "told reporters that the tanker had left"
    if types.get(head.i) == "REJECT" or (
        effect in ("hypothetical", "requested", "planned", "threatened") and types.get(head.i) != "ACCUSE"
    ):
        return effect if effect != "planned" else None
    if any(c.dep_ == "neg" for c in head.children) and head.lemma_.lower() in ("think", "believe", "say"):
        return "hypothetical"
    return None


_TELLING = frozenset({"tell", "insist", "advise"})


def _is_bare_infinitive(verb: Token) -> bool:
    return bool(verb.tag_ == "VB" and not any(c.dep_ in ("aux", "auxpass", "mark") for c in verb.children))


def _is_present(verb: Token) -> bool:
    if is_subjunctive(verb):
        return False
    finite = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), verb)
    return bool(finite.tag_ in ("VBZ", "VBP"))


def _is_past(verb: Token) -> bool:
    """Whether a verb or its first auxiliary is in the past tense of the indicative."""
    finite = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), verb)
    return bool(finite.tag_ == "VBD")


def _outer(head: Token, types: dict[int, str], depth: int) -> str:
    """ "is to visit"."""
    found = _climb(head, types, depth + 1)
    return "planned" if found == "actual" else found


def _combined(effect: str, head: Token, types: dict[int, str], depth: int) -> str | None:
    outer = _climb(head, types, depth + 1)
    if effect == "actual":
        return _none_if_actual(outer)
    if not is_verbal(head) and head.pos_ in NOMINAL:
        return effect  # "the call for talks was rejected": talks were asked for all the same
    if effect == outer == "negated" and is_verbal(head):
        return "actual"  # "did not hesitate to fire him"
    if outer in ("negated", "hypothetical") and effect != "negated":
        return outer
    return effect


def _after_preposition(preposition: Token, types: dict[int, str], depth: int) -> str | None:
    """ "accused of bombing", "the threat of bombing", "without bombing", "by bombing"."""
    word, head = preposition.lower_, preposition.head
    own = status_of_preposition(preposition)
    if own is not None:
        return own
    if types.get(head.i) == "ACCUSE" or (types.get(head.i) in ("COERCE", "SANCTION") and word == "for"):
        return "hypothetical"  # what someone is accused of or held for is alleged
    if types.get(head.i) in _OF_TYPE and word in ("of", "to", "for", "on", "with", "from", "against", "by"):
        if word == "by":
            return None
        return _combined(_OF_TYPE[types[head.i]], head, types, depth)
    effect = _effect(head, types)
    if effect is not None and word in ("of", "to", "for", "on", "from", "at", "in", "with", "about", "against"):
        if effect == "actual" or (is_verbal(head) and word in ("in", "with", "at")):
            return _none_if_actual(_climb(head, types, depth + 1)) if is_verbal(head) else None
        return _combined(effect, head, types, depth)
    if word in ("before", "against"):
        return "hypothetical"
    if is_verbal(head) and word in ("at", "upon"):  # "we can do so at the request of the government"
        found = _climb(head, types, depth + 1)
        return found if found == "hypothetical" else None
    if is_verbal(head) and word in ("by", "in", "after", "through"):
        return _none_if_actual(_climb(head, types, depth + 1)) if word == "by" else None
    return None


def _phrase(token: Token, types: dict[int, str], depth: int) -> str | None:
    """A noun's status by the verb or noun it depends on: "called for talks", "fears of an attack", "prevented a massacre"."""
    if is_verbal(token):
        return None
    head, dep = token.head, token.dep_
    if dep == "pobj":
        return _after_preposition(head, types, depth)
    if dep in ("dobj", "nsubjpass", "attr", "oprd") and is_verbal(head):
        return _as_object(token, head, types, depth)
    if dep == "acomp" and is_verbal(head):  # "whether the firm is willing to sign"
        return _none_if_actual(_climb(head, types, depth + 1))
    return None


def _as_object(token: Token, head: Token, types: dict[int, str], depth: int) -> str | None:
    effect = _effect(head, types)
    if head.lemma_.lower() in _RECALLING:
        return None
    if effect in (None, "actual"):
        if head.lemma_ == "be" or effect == "actual":
            return _none_if_actual(_climb(head, types, depth + 1))
        modal = _climb(head, types, depth + 1)
        return modal if modal in ("planned", "requested") and (head.lemma_.lower() in _MAKING) else None
    if is_verbal(head) and effect == "hypothetical" and head.lemma_.lower() in _FACTIVE:
        return None
    return _combined(effect, head, types, depth)


_MAKING = frozenset(
    "hold have make take give conduct launch stage mount issue offer provide impose commit begin start deliver".split()
)
_RECALLING = frozenset("mark commemorate remember mourn recall".split())  # "to mark the murder": it was done
_FACTIVE = frozenset("discuss debate study fear follow back support defend justify believe explore".split())

#: The rules, in the order in which they are tried; the first that answers decides.
RULES: tuple[Callable[[Token, dict[int, str], int], str | None], ...] = (
    _own_negation,
    _own_modal,
    _own_adjective,
    _condition,
    _coordinated,
    _clause,
    _phrase,
)
