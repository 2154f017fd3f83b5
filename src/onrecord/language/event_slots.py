"""Who and what stands where around a predicate: subject, object, complements and prepositional objects, by the parse.

Passives, relative clauses, participles, control and coordination are undone here, so that the rest asks for "subj" and "obj" alone.
"""

from collections.abc import Iterator
from typing import Any

from onrecord.language.event_lexicon import actor_sectors, governor_effects, person_nouns

Token = Any  # a spaCy token

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "obj"})
_NAMES = frozenset({"PERSON", "NORP", "GPE", "ORG", "LOC", "FAC"})
_NOT_NAMES = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "CARDINAL", "QUANTITY", "EVENT", "LAW", "WORK_OF_ART", "LANGUAGE"}
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_PERSONAL = frozenset("i we he she they it you him her them us me who".split())
_DEPTH = 8  # clauses that control is followed through: a limit for hostile input


def is_verbal(token: Token) -> bool:
    """A verb in the parse, auxiliaries included."""
    return bool(token.pos_ in VERBAL or token.tag_.startswith("VB"))


def is_passive(token: Token) -> bool:
    """ "was attacked", "the attacked village", "people killed in": the grammatical subject suffers."""
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in token.children):
        return True
    if token.lemma_ in _TRANSITIVE and token.tag_ in ("VBD", "VBN") and _lacks_object(token):
        return True
    if token.tag_ != "VBN":
        return token.tag_ == "VBD" and token.dep_ in ("acl", "conj") and _is_bare_participle(token)
    if token.dep_ in ("acl", "amod", "advcl"):
        return not any(c.dep_ == "aux" for c in token.children)
    if token.dep_ == "conj" and not any(c.dep_ in ("aux", "dobj", "nsubj") for c in token.children):
        return is_verbal(token.head) and is_passive(token.head)
    return not any(c.dep_ in ("aux", "dobj") for c in token.children)


#: Verbs that never go without an object: "4 policemen killed", "dozens arrested" are passives whatever the tagger says.
_TRANSITIVE = frozenset(
    "kill arrest injure wound detain jail imprison abduct kidnap behead assassinate murder nab".split()
)


def _lacks_object(token: Token) -> bool:
    if any(c.dep_ in ("dobj", "ccomp", "aux", "xcomp") for c in token.children):
        return False
    return token.dep_ not in ("relcl", "conj", "ccomp", "advcl", "acl")


def _is_bare_participle(token: Token) -> bool:
    if any(c.dep_ in ("aux", "dobj", "nsubj") for c in token.children):
        return False
    return bool(token.dep_ == "acl" or (is_verbal(token.head) and token.head.tag_ == "VBN" and is_passive(token.head)))


def is_subjunctive(verb: Token) -> bool:
    """ "Insisted that he leave": a clause that asks for what it tells; the tagger may take its verb for a plural."""
    first = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), verb)
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if subject is None or first.tag_ != "VBP":
        return bool(first.tag_ == "VB")
    return subject.lower_ in ("he", "she", "it") or (subject.tag_ == "NN" and not _is_joined(subject))


def _is_joined(noun: Token) -> bool:
    return any(c.dep_ == "conj" for c in noun.children) or noun.lemma_.lower() in actor_sectors()  # "the police leave"


def surface_subject(token: Token, depth: int = 0) -> Token | None:
    """The subject as the grammar has it, found through relative pronouns, coordination and control; None where there is none."""
    if depth > _DEPTH:
        return None
    own = _own_subject(token)
    if own is not None:
        return _antecedent(own, token)
    head, dep = token.head, token.dep_
    if dep in ("acl", "relcl") and head.pos_ in NOMINAL:
        return _of_noun_clause(token, head, depth)
    if dep in ("conj", "advcl", "parataxis", "dep", "ccomp", "xcomp", "pcomp", "prep", "acl", "acomp", "oprd"):
        return _of_governor(token, head, depth)
    return None


def _own_subject(verb: Token) -> Token | None:
    """The first subject, or one behind a colon, bracket or quotation mark after it: "OSLO: The king said", "… Ann Roe,” the king said"."""
    own = [c for c in verb.children if c.dep_ in _SUBJECTS and c.lower_ != "there"]
    if len(own) < 2 or own[-1].i > verb.i:
        return own[0] if own else None
    between = "".join(t.text for t in verb.doc[own[0].i + 1 : own[-1].i])
    return own[-1] if any(mark in between for mark in _PARTING) else own[0]


_PARTING = (":", ")", "”", "’’", "''", '"', "--", "—", "–")


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ in _RELATIVE and verb.dep_ in ("relcl", "ccomp", "acl"):
        head = verb.head
        return _sufferer(head, subject, verb) if head.pos_ in NOMINAL else subject
    if subject.lower_ in _RELATIVE and verb.dep_ == "conj" and verb.head.dep_ == "relcl":
        return verb.head.head
    return subject


def _sufferer(noun: Token, relative: Token, verb: Token) -> Token:
    """ "Families of miners who were killed": the miners were."""
    if relative.dep_ != "nsubjpass" or noun.lemma_.lower() not in _BEREFT:
        return noun
    near = [p for p in prepositional(noun, "of") if p.i < verb.i and is_actor(p)]
    return near[-1] if near else noun


_BEREFT = frozenset(
    "family relative parent mother father widow widower orphan friend survivor name body remains".split()
)


def _of_noun_clause(token: Token, noun: Token, depth: int) -> Token | None:
    """ "troops attacking", "people killed": the noun; "the plan to attack": whose plan it is."""
    if token.tag_ in ("VBG", "VBN", "VBD") and not _has_to(token):
        return noun
    if is_asked_of(token):
        return noun
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    if noun.dep_ in _OBJECTS | {"attr", "pobj", "nsubjpass"}:
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        return surface_subject(verb, depth + 1) if is_verbal(verb) else None
    return noun if noun.dep_ in _SUBJECTS and is_actor(noun) else None


def is_asked_of(token: Token) -> bool:
    """ "Urged the party leader to resign", where the parser takes the infinitive for a clause of the noun."""
    noun, verb = token.head, token.head.head
    if token.dep_ not in ("acl", "relcl") or not _has_to(token) or noun.dep_ not in _OBJECTS or not is_actor(noun):
        return False
    return governor_effects().get((verb.lemma_.lower(), "verb")) == "requested"


def _of_governor(token: Token, head: Token, depth: int) -> Token | None:
    if token.dep_ == "pcomp" or head.pos_ == "ADP":
        return _through_preposition(head, depth)
    if token.dep_ == "ccomp" and not _has_to(token):
        return None
    controlled = _controller(token, head)
    if controlled is not None:
        return controlled
    if head.pos_ == "ADJ" and not is_verbal(head):
        return surface_subject(head.head, depth + 1) if is_verbal(head.head) else None
    if head.pos_ in NOMINAL:
        return None
    if token.dep_ == "advcl" and token.tag_ == "VBG":  # "rebels overran the base, officials said, killing …"
        told = next((c for c in head.children if c.dep_ == "ccomp" and c.i < head.i), None)
        if told is not None:
            return surface_subject(told, depth + 1)
    return surface_subject(head, depth + 1)


def _controller(token: Token, head: Token) -> Token | None:
    """ "urged Iran to leave": Iran; "promised Iran to leave": the one who promised, whom the caller looks for."""
    if (
        token.dep_ not in ("xcomp", "ccomp")
        or not is_verbal(head)
        or head.lemma_ in ("promise", "vow", "pledge", "threaten")
    ):
        return None
    controlled = next((c for c in head.children if c.dep_ in _OBJECTS or c.dep_ == "dative"), None)
    if controlled is None and head.lemma_ == "call":
        controlled = next(
            (p for c in head.children if c.lower_ in ("on", "upon") for p in c.children if p.dep_ == "pobj"), None
        )
    return controlled


def _through_preposition(preposition: Token, depth: int) -> Token | None:
    """ "accused Iran of arming": Iran; "helped by building": who helped."""
    verb = preposition.head
    if not is_verbal(verb):
        return next((c for c in verb.children if c.dep_ == "poss"), None) if verb.pos_ in NOMINAL else None
    if preposition.lower_ in ("of", "from", "with", "for"):
        patient = next(iter(objects(verb)), None)
        if patient is not None:
            return patient
    return surface_subject(verb, depth + 1)


def _has_to(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def subjects(token: Token) -> list[Token]:
    """Who acts: the logical subject of a verb; of a passive, whom "by" names."""
    if not is_passive(token):
        found = surface_subject(token)
        return [found] if found is not None and found.i != token.i else []
    return _by_whom(token)


def _by_whom(token: Token) -> list[Token]:
    return [
        p
        for c in token.children
        if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")
        for p in c.children
        if p.dep_ == "pobj"
    ]


def objects(token: Token) -> list[Token]:
    """To whom it is done: the logical object of a verb."""
    direct = [c for c in token.children if c.dep_ in _OBJECTS]
    if direct:
        return [_relative_object(c, token) for c in direct]
    if is_passive(token):
        found = surface_subject(token)
        return [found] if found is not None and found.i != token.i else []
    told = [
        s
        for c in token.children
        if c.dep_ in ("ccomp", "xcomp") and _has_to(c)
        for s in c.children
        if s.dep_ in _SUBJECTS
    ]
    if told:
        return told
    if token.dep_ == "relcl" and not any(c.lower_ in _RELATIVE and c.dep_ in _SUBJECTS for c in token.children):
        return (
            [token.head]
            if any(c.dep_ in _SUBJECTS for c in token.children) and not _is_adverbial_relative(token)
            else []
        )
    if token.dep_ == "conj" and is_verbal(token.head) and token.tag_ == token.head.tag_:
        return [c for c in token.head.children if c.dep_ in _OBJECTS and c.i > token.i]
    return _shared_object(token)


def _shared_object(token: Token) -> list[Token]:
    """ "Shot and killed a guard": the verb right behind "and" brings the object of both."""
    second = next((c for c in token.children if c.dep_ == "conj" and is_verbal(c)), None)
    if second is None or second.i - token.i > 2 or any(c.dep_ in _SUBJECTS for c in second.children):
        return []
    return [c for c in second.children if c.dep_ in _OBJECTS]


def _is_adverbial_relative(token: Token) -> bool:
    return any(
        c.lower_ in ("where", "when", "why", "how") for c in token.subtree if c.i < token.i and c.head.i == token.i
    )


def _relative_object(child: Token, verb: Token) -> Token:
    return verb.head if child.lower_ in _RELATIVE and verb.dep_ == "relcl" else child


def prepositional(token: Token, preposition: str) -> list[Token]:
    """The objects of a preposition that depends on the token."""
    found = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative", "prt", "advmod") and child.lower_ == preposition:
            found += [p for p in child.children if p.dep_ in ("pobj", "pcomp")]
            for inner in child.children:  # "out of", "away from"
                if inner.dep_ == "prep":
                    found += [p for p in inner.children if p.dep_ == "pobj" and preposition in ("out",)]
    return found


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, in text order of the coordination."""
    found, queue = [token, *_before_and(token), *_before_comma(token)], [token]
    while queue and len(found) < 50:
        first = queue.pop(0)
        for child in first.children:
            if (child.dep_ == "conj" and child.pos_ not in VERBAL) or _is_listed(child, first):
                found.append(child)
                queue.append(child)
    return sorted(found, key=lambda t: t.i)


def _is_listed(child: Token, first: Token) -> bool:
    """ "NATO chief, Libyan premier discuss": a headline's comma stands for "and" where the verb is in the plural."""
    if child.dep_ != "appos" or first.dep_ != "nsubj" or first.head.tag_ not in ("VBP", "VB"):
        return False
    return bool(first.tag_ in ("NN", "NNP") and child.tag_ in ("NN", "NNP"))


def _before_comma(token: Token) -> list[Token]:
    """The first of "Polish premier, Czech president discuss gas", which the parser takes for a noun with a relative clause."""
    verb = token.head
    if (
        token.dep_ != "nsubj"
        or verb.dep_ != "relcl"
        or verb.tag_ not in ("VBP", "VB")
        or token.tag_ not in ("NN", "NNP")
    ):
        return []
    first = token.left_edge
    is_listed = first.i > 0 and first.nbor(-1).lower_ == "," and verb.head.dep_ == "ROOT" and verb.head.i == first.i - 2
    return [verb.head] if is_listed else []


def _before_and(token: Token) -> list[Token]:
    """ "Stoltenberg and President Erdogan", which the parser takes for one long name: the name before "and"."""
    inner = [c for c in token.lefts if c.dep_ in ("compound", "nmod") and any(g.dep_ == "cc" for g in c.children)]
    found = [c for c in inner if c.ent_type_ in _NAMES]
    for child in token.lefts:
        if (
            child.dep_ == "cc"
            and child.i
            and child.nbor(-1).ent_type_ in _NAMES
            and child.nbor(-1).head.i in (token.i, child.i)
        ):
            found.append(child.nbor(-1))
    return found


def is_actor(token: Token) -> bool:
    """Whether a noun phrase with this head may act: a name that is no date or sum, a noun that names an actor, a personal pronoun."""
    if token.ent_type_ in _NAMES:
        return True
    if token.pos_ == "PRON":
        return token.lower_ in _PERSONAL
    lemma = token.lemma_.lower()
    if lemma in actor_sectors() or (token.pos_ == "NOUN" and lemma in person_nouns()):
        return True
    return bool((token.pos_ == "PROPN" or _is_acronym(token)) and token.ent_type_ not in _NOT_NAMES)


def _is_acronym(token: Token) -> bool:
    if not (token.is_upper and token.is_alpha and len(token) > 1):
        return False
    beside = token.doc[max(0, token.i - 3) : token.i + 4]
    return any(t.is_lower for t in beside)


def inner_actors(token: Token, prepositions: tuple[str, ...], depth: int = 3) -> list[Token]:
    """The actors inside a noun phrase whose head is none: "Israel" of "Israel's attack", "the Russian president's decision"."""
    for child in token.children:
        if child.dep_ == "poss" and is_actor(child):
            return conjuncts(child)
    before = [c for c in token.children if c.dep_ in ("compound", "amod", "nmod")]
    named = next((c for c in before if c.ent_type_ in _NAMES), None)
    if named is not None:
        return [named]
    found = _actors_after(token, prepositions, depth) if depth else []
    small = [c for c in before if c.pos_ == "PROPN" and c.is_lower]  # "a jewellery theft"
    return found or _makers(token) or [c for c in before if c.pos_ in NOMINAL and is_actor(c) and c not in small]


def _actors_after(token: Token, prepositions: tuple[str, ...], depth: int) -> list[Token]:
    for word in prepositions:
        for filler in prepositional(token, word):
            found = conjuncts(filler) if is_actor(filler) else inner_actors(filler, prepositions, depth - 1)
            if found:
                return [f for f in found if is_actor(f)] or found
    return []


def _makers(token: Token) -> list[Token]:
    """ "the missiles fired by the army"."""
    makers = [p for c in token.children if c.dep_ == "acl" for p in _by_whom(c) if is_actor(p)]
    return conjuncts(makers[0]) if makers else []


def phrase_bounds(token: Token) -> tuple[int, int]:
    """First token and the one after the last of the noun phrase of a head: with its modifiers and "of", without clauses and conjuncts."""
    left = min((t.i for c in token.lefts if c.dep_ not in _LEFT_OUT for t in c.subtree), default=token.i)
    left = max([left, *(c.i + 1 for b in _before_and(token) for c in token.doc[b.i : token.i] if c.dep_ == "cc")])
    right = max((t.i for c in token.rights if _belongs(c) for t in _short_subtree(c)), default=token.i)
    return min(left, token.i), max(right, token.i) + 1


_LEFT_OUT = frozenset({"det", "punct", "cc", "preconj", "prep", "advmod", "predet", "mark"})


def _belongs(child: Token) -> bool:
    if child.dep_ == "appos":  # "the dictator Muammar al-Qaddafi"
        return bool(child.pos_ == "PROPN" and child.left_edge.i == child.head.i + 1)
    return bool(child.dep_ in ("nummod", "compound") or (child.dep_ == "prep" and child.lower_ == "of"))


def _short_subtree(token: Token) -> Iterator[Token]:
    queue, seen = [token], 0
    while queue and seen < _PHRASE:
        token = queue.pop()
        seen += 1
        yield token
        queue += [c for c in token.children if c.dep_ not in _OUTSIDE]


_PHRASE = 80  # words of a phrase: a limit for hostile input
_OUTSIDE = frozenset({"relcl", "acl", "appos", "conj", "cc", "punct", "advcl"})
