"""What happened to those counted as the syntax tells it: the verb of which they are object or subject, participles, complements."""

from typing import Any

from onrecord.language.quantity_fate_words import PEOPLE, Fate, class_of_verb, class_table, is_state

BELIEFS = frozenset(
    "fear believe confirm report presume find declare pronounce think leave list feare know say consider shoot estimate suspect".split()
)
LIGHT = frozenset({"be", "remain", "lie", "stay", "go", "become", "stand", "get", "end"})
_EVENTS = frozenset(
    "death killing arrest evacuation release kidnapping abduction detention displacement deportation execution murder rescue massacre"
    " expulsion disappearance capture indictment imprisonment jailing conviction slaughter assassination".split()
)


def governed_fate(token: Any) -> Fate | None:
    verb, dep = token.head, token.dep_
    lemma = verb.lemma_.lower()
    fate = None
    if dep in {"dobj", "nsubjpass", "npadvmod", "iobj"}:
        fate = _of_object(token, verb, lemma, dep)
    elif dep == "nsubj":
        fate = _of_subject(token, verb, lemma)
    elif dep == "pobj" and verb.lower_ == "of":
        fate = _of_genitive(verb.head)
    return fate or _of_clause(token)


def _of_object(token: Any, verb: Any, lemma: str, dep: str) -> Fate | None:
    name = class_table("objects").get(lemma) or class_of_phrase(verb, lemma)
    if name:
        return Fate(name, verb)
    if lemma in BELIEFS or lemma in {"make", "leave", "render", "keep", "hold"}:
        return _of_complement(verb)
    if lemma in {"force", "drive", "push", "oblige", "compel", "prompt"} and dep in {"dobj", "nsubjpass"}:
        flight = any(t.lower_ in {"flee", "home", "homes", "leave", "evacuate"} for t in verb.subtree)
        return Fate("displaced", verb) if flight else None
    if lemma == "lose" and dep == "dobj" and (token.lemma_.lower() in PEOPLE):
        return Fate("killed", verb)
    return _of_next_verb(verb) if dep == "nsubjpass" else None


def _of_next_verb(verb: Any) -> Fate | None:
    """ "were swept away and killed": a second passive of the same subject."""
    for child in verb.children:
        if (
            child.dep_ == "conj"
            and child.tag_ == "VBN"
            and not any(c.dep_ in {"nsubj", "nsubjpass", "dobj"} for c in child.children)
        ):
            name = class_of_verb(child)
            if name:
                return Fate(name, child)
    return None


#: (verbs, second words, how many words after the verb they may stand, class): shot dead, taken hostage, washed away ...
_PHRASES: tuple[tuple[frozenset[str], frozenset[str], int, str], ...] = (
    (frozenset("shoot gun stab hack beat burn crush find sweep".split()), frozenset({"dead"}), 4, "killed"),
    (frozenset({"gun"}), frozenset({"down"}), 4, "killed"),
    (
        frozenset("stab hack beat burn crush trample starve freeze choke crush shoot torture stone put".split()),
        frozenset({"death"}),
        6,
        "killed",
    ),
    (frozenset("take hold seize capture".split()), frozenset({"hostage", "captive"}), 15, "kidnapped"),
    (frozenset("take hold keep".split()), frozenset({"custody"}), 15, "arrested"),
    (frozenset("sweep wash".split()), frozenset({"away"}), 4, "destroyed"),
    (frozenset("take send put rush bring admit".split()), frozenset({"hospital", "hospitals"}), 15, "hospitalised"),
)
_PHRASE_VERBS = frozenset(verb for verbs, _, _, _ in _PHRASES for verb in verbs)


def class_of_phrase(verb: Any, lemma: str) -> str | None:
    """Verbs that need a second word: shot dead, taken hostage, taken into custody, crushed to death, sent to hospital."""
    if lemma not in _PHRASE_VERBS:
        return None
    doc = verb.doc
    after: list[str] = []
    for i in range(verb.i + 1, min(verb.i + 16, len(doc))):
        if doc[i].is_sent_start:
            break
        after.append(doc[i].lower_)
    for verbs, seconds, reach, name in _PHRASES:
        if lemma in verbs and seconds.intersection(after[:reach]):
            return name
    return "kidnapped" if lemma == "seize" and verb.tag_ != "VBN" else None


def _of_complement(verb: Any) -> Fate | None:
    """What the passive "feared", "left", "found" says of its subject."""
    for child in verb.children:
        if child.dep_ in {"oprd", "acomp", "xcomp", "ccomp", "advcl", "conj", "dobj", "attr"} and child.i > verb.i:
            name = class_table("states").get(child.lower_) or class_table("subjects").get(child.lemma_.lower())
            if name is None and child.tag_ == "VBN":
                name = class_of_verb(child)
            if name:
                return Fate(name, child)
    return None


def _of_subject(token: Any, verb: Any, lemma: str) -> Fate | None:
    name = class_table("subjects").get(lemma)
    if name:
        return Fate(name, verb)
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if lemma == "lose" and any(c.lemma_.lower() == "life" for c in objects):
        return Fate("killed", verb)
    if lemma in LIGHT | BELIEFS:
        return _of_complement(verb) or fate_of_place(verb)
    if lemma in {"have", "need", "begin", "start", "continue", "seem"}:
        inner = next(
            (c for c in verb.children if c.dep_ == "xcomp" and any(g.dep_ == "auxpass" for g in c.children)), None
        )
        name = class_of_verb(inner) if inner is not None else None
        return Fate(name, inner) if name else None
    if lemma == "test" and any(c.lower_ == "positive" for c in verb.children):
        return Fate("infected", verb)
    has_be = any(c.dep_ in {"auxpass"} for c in verb.children)
    only_have = any(c.lemma_ == "have" for c in verb.children if c.dep_ == "aux")
    if (verb.tag_ == "VBN" or is_state(verb)) and not objects and (has_be or not only_have):
        name = class_of_verb(verb) or class_table("states").get(verb.lower_)
        return Fate(name, verb) if name else None
    return None


def fate_of_place(verb: Any) -> Fate | None:
    """ "were among the dead", "remained in hospital"."""
    for prep in verb.children:
        inner = next((c for c in prep.children if c.dep_ == "pobj"), None)
        if prep.dep_ != "prep" or inner is None:
            continue
        if prep.lower_ == "in" and inner.lower_ == "hospital":
            return Fate("hospitalised", inner)
        if prep.lower_ == "among":
            name = class_table("states").get(inner.lower_) or class_of_participle(inner)
            if name:
                return Fate(name, inner)
    return None


def class_of_participle(noun: Any) -> str | None:
    """The class of a noun's participle or relative clause: those killed, people who died."""
    for child in noun.children:
        if child.dep_ in {"acl", "relcl", "amod"} and (child.i > noun.i or child.dep_ == "amod"):
            passive = child.tag_ == "VBN" and not any(c.dep_ == "dobj" for c in child.children)
            relative = child.dep_ == "relcl" and not any(
                c.dep_ in {"nsubjpass"} and c.pos_ == "PRON" for c in child.children
            )
            name = (class_of_verb(child) if passive and not relative else None) or class_table("subjects").get(
                child.lemma_.lower()
            )
            name = name or (class_table("states").get(child.lower_) if child.dep_ == "amod" else None)
            if name:
                return name
    return None


def _of_genitive(head: Any) -> Fate | None:
    """ "the lives of 400 civilians", "the arrest of 130 officers", "deaths of ten men"."""
    lemma = head.lemma_.lower()
    if lemma == "life":
        return Fate("killed", head) if head.head.lemma_ in {"claim", "cost", "take", "end", "lose"} else None
    if lemma in _EVENTS:
        name = class_table("nouns").get(lemma) or class_table("objects").get(
            {"release": "release", "capture": "capture"}.get(lemma, "")
        )
        return Fate(name, head) if name else None
    if lemma == "loss" or lemma in {"toll", "tally"}:
        return Fate("killed", head)
    return None


def _of_clause(token: Any) -> Fate | None:
    """A participle or relative clause on the noun itself."""
    name = class_of_participle(token)
    if not name:
        return None
    child = next(c for c in token.children if c.dep_ in {"acl", "relcl", "amod"} and _names(c))
    return Fate(name, child)


def _names(child: Any) -> bool:
    return bool(
        class_of_verb(child)
        or class_table("subjects").get(child.lemma_.lower())
        or class_table("states").get(child.lower_)
    )
