"""What happened to those a figure counts: killed, injured, missing, displaced, arrested ...

The words are data (`resources/casualty_classes.csv`); the rules below say by which way of the syntax such a word governs a figure.
"""

from functools import cache
from typing import Any, NamedTuple

from onrecord.resources import read_table, read_words

_PEOPLE = read_words("people_nouns.txt")
_STRICT = frozenset({"released", "recovered", "charged", "deployed", "affected", "dismissed", "infected", "arrested"})
_BELIEFS = frozenset(
    "fear believe confirm report presume find declare pronounce think leave list feare know say consider shoot estimate suspect".split()
)
_TOLLS = frozenset({"toll", "tally"})
_COUNTS = frozenset({"number", "total", "figure", "count"})
_LIGHT = frozenset({"be", "remain", "lie", "stay", "go", "become", "stand", "get", "end"})
_PARTS = frozenset("most some half one none many few majority third quarter several any dozens hundreds percent % part rest".split())
_EVENTS = frozenset(
    "death killing arrest evacuation release kidnapping abduction detention displacement deportation execution murder rescue massacre"
    " expulsion disappearance capture indictment imprisonment jailing conviction slaughter assassination".split()
)


class Fate(NamedTuple):
    """A class of what happened, and the token that says so."""

    name: str
    token: Any


@cache
def _table(column: str) -> dict[str, str]:
    return {word: row["class"] for row in read_table("casualty_classes.csv") for word in row[column].split("|") if word}


def is_state(token: Any) -> bool:
    """Whether the word says in which state someone is: dead, wounded, missing."""
    return token.lower_ in _table("states") and token.pos_ != "PROPN"


def class_word(name: str) -> str:
    """How a class is put in words: "killed or injured" for casualties."""
    return next((row["word"] for row in read_table("casualty_classes.csv") if row["class"] == name), name)


class Counted(NamedTuple):
    """What is counted, as the rules see it."""

    noun: Any  # head of the noun phrase; None where the number stands alone
    anchor: Any  # the token by which the figure hangs in the sentence
    before: int  # first token of the figure with its bound
    after: int  # first token after figure and item


def find_fate(counted: Counted) -> Fate | None:
    """What happened to those counted; None where nothing of a known class did."""
    for rule in RULES_OF_PART if _is_whole(counted) else RULES:
        fate = rule(counted)
        if fate and _fits(fate, counted.noun):
            return _joint(fate)
    return None


def _is_whole(counted: Counted) -> bool:
    """Whether the figure is the whole of which only a part is spoken of ("most of the 58 victims", "one of the three hostages")."""
    noun = counted.noun
    token = noun if noun is not None else counted.anchor
    prep = token.head
    if token.dep_ != "pobj" or prep.lower_ != "of" or prep.i >= counted.before:
        return False
    return prep.head.pos_ in {"NUM", "ADJ", "PRON", "DET"} or prep.head.lower_ in _PARTS


def _fits(fate: Fate, noun: Any) -> bool:
    """Verbs with other senses ("fired 12 rockets", "released 12 files") need people for their object."""
    if noun is None:
        return True
    lemma = noun.lemma_.lower()
    person = lemma in _PEOPLE or noun.lower_ in _PEOPLE or noun.tag_ in {"NNPS", "NNP"}
    if fate.name in {"destroyed", "damaged"}:
        return not person
    if fate.token.lemma_ == "burn":
        return person
    return person or fate.name not in _STRICT or fate.token.i == noun.i or lemma in {"case", "patient"}


def _joint(fate: Fate) -> Fate:
    """Killed *or* injured is one class of its own."""
    if fate.name not in {"killed", "injured"}:
        return fate
    for token in (*fate.token.conjuncts,):
        between = fate.token.doc[min(token.i, fate.token.i) : max(token.i, fate.token.i)]
        other = _of_verb(token) or _table("states").get(token.lower_)
        if {other, fate.name} == {"killed", "injured"} and len(between) <= 3 and any(t.lower_ == "or" for t in between):
            return Fate("casualties", fate.token)
    return fate


def _of_verb(token: Any) -> str | None:
    return _table("objects").get(token.lemma_.lower())


def by_noun(counted: Counted) -> Fate | None:
    """The thing counted is the happening: 44 fatalities, 57 infections, 23 lives claimed."""
    noun = counted.noun
    if noun is None:
        return None
    lemma = noun.lemma_.lower()
    if lemma == "life":
        return Fate("killed", noun) if noun.head.lemma_ in {"claim", "lose", "take", "cost"} else None
    if lemma == "case":
        return Fate("infected", noun) if _is_medical(noun) else None
    name = _table("nouns").get(lemma) or _table("nouns").get(noun.lower_)
    return Fate(name, noun) if name and lemma not in _PEOPLE else None


def _is_medical(noun: Any) -> bool:
    words = {t.lower_ for t in noun.subtree}
    return bool(words & read_words("diseases.txt"))


def by_state_after(counted: Counted) -> Fate | None:
    """The state right after the figure: 12 dead, 30 people wounded, 9 others were missing, 5 feared trapped."""
    doc, after = counted.anchor.doc, counted.after
    passive = direct = True
    for i in range(after, min(after + 7, len(doc))):
        token = doc[i]
        lemma = token.lemma_.lower()
        if is_state(token) and not _is_active(token, passive, direct) and not (token.dep_ == "amod" and token.head.i > i):
            return Fate(_table("states")[token.lower_], token)
        if token.pos_ == "AUX" or lemma in _LIGHT:
            passive = lemma in _LIGHT or (passive and i > after and lemma != "have")
        elif lemma in _BELIEFS and token.tag_ in {"VBN", "VBD"}:
            passive = True
        elif not (token.pos_ in {"ADV", "PART"} or token.lower_ in {"who", "that", "to", "have", "been", "others", "people", "more", "seriously"}):
            return None
        direct = False
    return None


def by_attribute(counted: Counted) -> Fate | None:
    """A state that directly follows the number and stands for the people: "five of the 33 wounded"."""
    doc, i = counted.anchor.doc, counted.after
    if counted.noun is not None or i >= len(doc) or not is_state(doc[i]):
        return None
    return Fate(_table("states")[doc[i].lower_], doc[i])


def _is_active(token: Any, passive: bool, direct: bool) -> bool:
    """Whether the participle is a verb of which the figure is the actor ("12 soldiers have killed ...")."""
    if token.tag_ not in {"VBN", "VBD"} or token.lower_ not in _verb_forms():
        return False
    has_object = any(c.dep_ in {"dobj", "ccomp"} for c in token.children)
    if direct:
        return has_object or _is_quantity_next(token)
    return not passive


def _is_quantity_next(token: Any) -> bool:
    if token.i + 1 >= len(token.doc):
        return False
    following = token.nbor(1)
    return following.pos_ in {"DET", "PRON", "NUM"} and following.lower_ not in {"when", "who", "that", "this", "last", "which"}


@cache
def _verb_forms() -> frozenset[str]:
    return frozenset({"killed", "injured", "wounded", "hurt", "murdered", "arrested", "detained", "displaced", "evacuated",
                      "kidnapped", "abducted", "rescued", "released", "freed", "jailed", "charged", "infected", "executed"})  # fmt: skip


def by_governor(counted: Counted) -> Fate | None:
    """The verb of which the figure is object, passive subject or subject."""
    token = counted.anchor
    for _ in range(3):
        fate = _governed(token)
        if fate:
            return fate
        if token.dep_ in {"conj", "appos"} and token.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"} and token.head.i < token.i:
            token = token.head
        elif token.dep_ == "pobj" and token.head.lower_ in {"including", "among"}:
            token = token.head.head
        else:
            break
    return None


def _governed(token: Any) -> Fate | None:
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
    name = _table("objects").get(lemma) or _of_phrase(verb, lemma)
    if name:
        return Fate(name, verb)
    if lemma in _BELIEFS or lemma in {"make", "leave", "render", "keep", "hold"}:
        return _of_complement(verb)
    if lemma in {"force", "drive", "push", "oblige", "compel", "prompt"} and dep in {"dobj", "nsubjpass"}:
        flight = any(t.lower_ in {"flee", "home", "homes", "leave", "evacuate"} for t in verb.subtree)
        return Fate("displaced", verb) if flight else None
    if lemma == "lose" and dep == "dobj" and (token.lemma_.lower() in _PEOPLE):
        return Fate("killed", verb)
    return _of_next_verb(verb) if dep == "nsubjpass" else None


def _of_next_verb(verb: Any) -> Fate | None:
    """ "were swept away and killed": a second passive of the same subject."""
    for child in verb.children:
        if child.dep_ == "conj" and child.tag_ == "VBN" and not any(c.dep_ in {"nsubj", "nsubjpass", "dobj"} for c in child.children):
            name = _of_verb(child)
            if name:
                return Fate(name, child)
    return None


def _of_phrase(verb: Any, lemma: str) -> str | None:
    """Verbs that need a second word: shot dead, taken hostage, taken into custody, crushed to death, sent to hospital."""
    words = {t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 16] if t.sent == verb.sent}
    near = {t.lower_ for t in verb.doc[max(0, verb.i - 1) : verb.i + 5]}
    if "death" in near and "to" in near and lemma not in {"put", "sentence", "lead"}:
        return "killed"
    if lemma in {"shoot", "gun", "stab", "hack", "beat", "burn", "crush", "find", "sweep"} and "dead" in near:
        return "killed"
    if lemma == "gun" and "down" in near:
        return "killed"
    if lemma in {"take", "hold", "seize", "capture"} and words & {"hostage", "captive"}:
        return "kidnapped"
    if lemma == "seize" and verb.tag_ != "VBN":
        return "kidnapped"
    if lemma in {"take", "hold", "keep"} and "custody" in words:
        return "arrested"
    if lemma in {"sweep", "wash"} and "away" in near:
        return "destroyed"
    if lemma in {"take", "send", "put", "rush", "bring", "admit"} and words & {"hospital", "hospitals"}:
        return "hospitalised"
    return None


def _of_complement(verb: Any) -> Fate | None:
    """What the passive "feared", "left", "found" says of its subject."""
    for child in verb.children:
        if child.dep_ in {"oprd", "acomp", "xcomp", "ccomp", "advcl", "conj", "dobj", "attr"} and child.i > verb.i:
            name = _table("states").get(child.lower_) or _table("subjects").get(child.lemma_.lower())
            if name is None and child.tag_ == "VBN":
                name = _of_verb(child)
            if name:
                return Fate(name, child)
    return None


def _of_subject(token: Any, verb: Any, lemma: str) -> Fate | None:
    name = _table("subjects").get(lemma)
    if name:
        return Fate(name, verb)
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if lemma == "lose" and any(c.lemma_.lower() == "life" for c in objects):
        return Fate("killed", verb)
    if lemma in _LIGHT | _BELIEFS:
        return _of_complement(verb) or _of_place(verb)
    if lemma in {"have", "need", "begin", "start", "continue", "seem"}:
        inner = next((c for c in verb.children if c.dep_ == "xcomp" and any(g.dep_ == "auxpass" for g in c.children)), None)
        name = _of_verb(inner) if inner is not None else None
        return Fate(name, inner) if name else None
    if lemma == "test" and any(c.lower_ == "positive" for c in verb.children):
        return Fate("infected", verb)
    has_be = any(c.dep_ in {"auxpass"} for c in verb.children)
    only_have = any(c.lemma_ == "have" for c in verb.children if c.dep_ == "aux")
    if (verb.tag_ == "VBN" or is_state(verb)) and not objects and (has_be or not only_have):
        name = _of_verb(verb) or _table("states").get(verb.lower_)
        return Fate(name, verb) if name else None
    return None


def _of_place(verb: Any) -> Fate | None:
    """ "were among the dead", "remained in hospital"."""
    for prep in verb.children:
        inner = next((c for c in prep.children if c.dep_ == "pobj"), None)
        if prep.dep_ != "prep" or inner is None:
            continue
        if prep.lower_ == "in" and inner.lower_ == "hospital":
            return Fate("hospitalised", inner)
        if prep.lower_ == "among":
            name = _table("states").get(inner.lower_) or _of_participle(inner)
            if name:
                return Fate(name, inner)
    return None


def _of_participle(noun: Any) -> str | None:
    """The class of a noun's participle or relative clause: those killed, people who died."""
    for child in noun.children:
        if child.dep_ in {"acl", "relcl", "amod"} and (child.i > noun.i or child.dep_ == "amod"):
            passive = child.tag_ == "VBN" and not any(c.dep_ == "dobj" for c in child.children)
            relative = child.dep_ == "relcl" and not any(c.dep_ in {"nsubjpass"} and c.pos_ == "PRON" for c in child.children)
            name = (_of_verb(child) if passive and not relative else None) or _table("subjects").get(child.lemma_.lower())
            name = name or (_table("states").get(child.lower_) if child.dep_ == "amod" else None)
            if name:
                return name
    return None


def _of_genitive(head: Any) -> Fate | None:
    """ "the lives of 400 civilians", "the arrest of 130 officers", "deaths of ten men"."""
    lemma = head.lemma_.lower()
    if lemma == "life":
        return Fate("killed", head) if head.head.lemma_ in {"claim", "cost", "take", "end", "lose"} else None
    if lemma in _EVENTS:
        name = _table("nouns").get(lemma) or _table("objects").get({"release": "release", "capture": "capture"}.get(lemma, ""))
        return Fate(name, head) if name else None
    if lemma == "loss" or lemma in _TOLLS:
        return Fate("killed", head)
    return None


def _of_clause(token: Any) -> Fate | None:
    """A participle or relative clause on the noun itself."""
    name = _of_participle(token)
    if not name:
        return None
    child = next(c for c in token.children if c.dep_ in {"acl", "relcl", "amod"} and _names(c))
    return Fate(name, child)


def _names(child: Any) -> bool:
    return bool(_of_verb(child) or _table("subjects").get(child.lemma_.lower()) or _table("states").get(child.lower_))


def by_verb_before(counted: Counted) -> Fate | None:
    """The verb right before the figure, whatever the parse made of it: "kills 17", "injures hundreds"."""
    doc, i = counted.anchor.doc, counted.before - 1
    while i >= 0 and (doc[i].pos_ == "ADV" or doc[i].lower_ in {"another", "the", "further"}) and not is_state(doc[i]):
        i -= 1
    if i < 0 or doc[i].pos_ in {"AUX", "ADP", "PUNCT"}:
        return None
    token = doc[i]
    name = _of_verb(token) or _of_phrase(token, token.lemma_.lower()) if token.pos_ in {"VERB", "NOUN", "PROPN"} else None
    passive = token.tag_ == "VBN" and any(c.dep_ in {"auxpass", "nsubjpass"} for c in token.children)
    return Fate(name, token) if name and not passive else None


def by_toll(counted: Counted) -> Fate | None:
    """A number that a toll reaches: the death toll rose to 15, put the number of injured at 30."""
    if counted.noun is not None and not is_state(counted.noun):
        return None
    toll = _toll_of(counted.anchor)
    if toll is None:
        return None
    name = _toll_class(toll)
    return Fate(name, toll) if name else None


def _toll_of(anchor: Any) -> Any:
    """The noun whose amount the number is: subject or object of the verb it completes, or the noun before "of"."""
    token = anchor
    if token.dep_ == "pobj" and token.head.dep_ in {"prep", "dative", "agent"}:
        token = token.head.head
        if token.lower_ in {"from", "up", "down"}:
            token = token.head
    elif token.dep_ in {"dobj", "attr", "npadvmod", "acomp", "nsubj", "appos", "nummod", "oprd", "advmod"}:
        token = token.head
    if token.pos_ == "NOUN" and token.i < anchor.i:
        return token
    for child in sorted(token.children, key=lambda c: c.i):
        if child.pos_ in {"NOUN", "PROPN"} and child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and child.i < anchor.i:
            if _toll_class(child):
                return child
    return None


def _toll_class(noun: Any) -> str | None:
    """What a toll, tally or number counts."""
    lemma = noun.lemma_.lower()
    if lemma in _TOLLS | _COUNTS:
        inner = _counted(noun)
        if inner is not None:
            return (
                _table("states").get(inner.lower_)
                or _of_participle(inner)
                or _table("nouns").get(inner.lemma_.lower())
                or _table("nouns").get(inner.lower_)
            )
        words = {c.lower_ for c in noun.children if c.dep_ in {"compound", "amod"}}
        if "injury" in words:
            return "injured"
        return "killed" if lemma == "toll" or "death" in words else _sibling(noun) if lemma == "total" else None
    return _table("nouns").get(lemma) if lemma in {"casualty", "death", "fatality", "infection", "arrest"} else None


def _sibling(noun: Any) -> str | None:
    """ "18 died, taking the total to 214": the total of what the main verb says."""
    verb = noun.head
    return _table("subjects").get(verb.head.lemma_.lower()) or _of_verb(verb.head) if verb.dep_ == "advcl" else None


def _counted(noun: Any) -> Any:
    """What stands after the "of" of "number of"."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ == "of":
            return next((c for c in prep.children if c.dep_ in {"pobj", "pcomp", "amod"}), None)
    return None


def by_list_of_dead(counted: Counted) -> Fate | None:
    """ "Among the dead were four nurses"; "Fourteen of the dead were foreigners"."""
    anchor = counted.anchor
    verb = anchor.head if anchor.dep_ in {"nsubj", "attr", "nsubjpass"} else None
    if verb is None or verb.lemma_ != "be":
        return None
    return _of_place(verb)


def by_person_noun(counted: Counted) -> Fate | None:
    """The noun names people by what happened to them: hostages, refugees, survivors, detainees."""
    noun = counted.noun
    if noun is None:
        return None
    name = _table("nouns").get(noun.lemma_.lower()) or _table("nouns").get(noun.lower_) or _table("states").get(noun.lower_)
    return Fate(name, noun) if name else None


def by_partitive(counted: Counted) -> Fate | None:
    """ "Three of the injured", "fourteen of the dead", "seven of those arrested"."""
    doc, i = counted.anchor.doc, counted.after
    if i + 2 >= len(doc) or doc[i].lower_ != "of" or doc[i + 1].lower_ not in {"the", "those", "its", "their"}:
        return None
    token = doc[i + 2]
    name = _table("states").get(token.lower_) or _of_verb(token)
    return Fate(name, token) if name else None


def counted_by_toll(toll: Any) -> tuple[int, int]:
    """The tokens [first, last) that say what a toll counts: "injured" in "the number of injured", else the toll with its modifiers."""
    inner = _counted(toll) if toll.lemma_.lower() in _TOLLS | _COUNTS else None
    if inner is not None:
        return inner.i, inner.i + 1
    first = min([toll.i, *(c.i for c in toll.children if c.dep_ in {"compound", "amod"} and c.i < toll.i)])
    return first, toll.i + 1


#: Tried in this order; the first that knows wins.
RULES = (
    by_noun,
    by_state_after,
    by_governor,
    by_list_of_dead,
    by_toll,
    by_verb_before,
    by_partitive,
    by_person_noun,
)

#: For a whole of which the sentence speaks only in part, what happened to the part says nothing of it.
RULES_OF_PART = (by_noun, by_attribute, by_person_noun)
