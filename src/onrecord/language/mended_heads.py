"""Attachments that parsers get wrong over and over, put right before any stage looks: what a second verb of saying is joined to ("…, adding
that …" too), what "that" after a time or a medium hangs on ("denied in a statement that …"), whom "who" tells of, and the verb of a
sentence whose subject is described by a participle ("a ferry carrying 140 people capsized"), that is taken for an adjective ("the bank
lowered borrowing costs") or for a description ("Two trams damaged in depot blaze").

"The firm said the drug was safe and promised to publish the data": firms promise, drugs do not. "Observers from the African Union, who
visited the polls": "who" is somebody. Only where the words that are met (resources: nouns for people and groups) leave no other reading.
"""

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from onrecord.resources import read_words

if TYPE_CHECKING:
    from onrecord.language.words import Columns

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_OWN = _SUBJECTS | {"aux", "auxpass", "mark"}
#: What only somebody can do, most of it with words.
_SPEAKING = frozenset(
    "accuse admit announce apologise apologize appeal ask beg blame condemn congratulate criticise criticize demand denounce deny hail"
    " attend hire meet resign sign sue testify visit choose decide agree opt vote intend insist invite pledge praise promise refuse rule"
    " say tell thank threaten urge vow warn".split()
)
#: What a speaker goes on with: "…, adding that …".
_TELLING_ON = frozenset(
    "accuse add argue assert blame cite claim complain condemn contend criticise criticize declare deny explain insist note praise promise"
    " say stress tell urge vow warn".split()
)
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_COUNTED = frozenset({*_NOUNS, "NUM"})  # "Two killed"
_DOERS = (
    "er",
    "or",
    "ist",
    "man",
    "men",
    "woman",
    "women",
    "ers",
    "ors",
    "ists",
)  # what a noun for somebody may end in
_HEADS = frozenset({"head"})  # of a body: "who" tells that it is somebody
_STEPS = 3  # how many nouns up "who" may have to climb: "the owner of a bakery in the town of Orla, who …"
#: In what something is said.
_MEDIA = frozenset(
    "statement interview letter speech report briefing conference tweet post email e-mail article hearing court memo note message broadcast"
    " address testimony submission filing blog book memoir ruling judgment judgement study paper document video affidavit column".split()
)
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday day week month year decade hour minute second morning"
    " afternoon evening night noon time"
    " january february march april may june july august september october november december".split()
)
_HOLDING = frozenset("think believe suspect fear hope doubt know assume".split())
#: Verbs that are done to somebody, with what follows in a phrase or an infinitive ("accused of", "urged to").
_NEEDING_OBJECT = frozenset(
    "accuse acquit allow appoint arrest ask ban blame cancel charge clear convict declare deport detain evict expel find fine force impose"
    " injure jail kill name order permit praise rescue seize sentence sue suspect suspend tell unearth unveil urge wound".split()
)
_OF_CRIMES = frozenset("accuse acquit clear convict suspect rob warn inform notify accuse strip".split())  # take "of"
#: Where something moves: "skidded off the runway", "swooped on the barn".
_WAYS = frozenset(
    "off into onto out past through toward towards away back up down over across ashore under on from".split()
)
_OF_ACTIVE = frozenset({"aux", "auxpass", "dobj", "dative", "ccomp", "attr", "oprd", "neg", "prt"})
_COMPLEMENTS = frozenset({"prep", "xcomp", "advcl", "agent"})
_SIGNS = 2  # that a noun and a participle are a sentence
_REACH = 60  # words around a verb among which those that hang on it are looked for
_SPACED = 1
_SHIFTED = frozenset({"had", "would", "'d", "’d"})
_CLAUSES = frozenset({"ROOT", "ccomp", "parataxis"})
_OF_VERBS = frozenset({"prep", "cc", "conj", "punct", "advmod", "npadvmod", "advcl", "intj", "parataxis"})
_UNPLACED = frozenset({"ccomp", "dep", "npadvmod", "ROOT"})  # what becomes of a subject that is left without its verb


def mend_heads(columns: "Columns") -> "Columns":
    """The words of a paragraph with those put right; the same object where nothing is wrong, which is nearly always.

    Args:
        columns: as the parser gave them.
    """
    labels = zip(columns.deps, columns.tags, strict=True)
    joined = [
        i
        for i, (dep, tag) in enumerate(labels)
        if dep in ("relcl", "acl")
        or (dep == "conj" and (tag in _FINITE or tag in ("VBN", "VB")))
        or (dep == "advcl" and tag == "VBG")
        or (dep == "amod" and (tag in _FINITE or tag == "VBN"))
        or (dep == "ROOT" and tag in ("VBN", "VBD"))
    ]
    if not joined:
        return columns
    tree = _Tree(columns)
    for i in joined:
        if columns.deps[i] == "conj":
            _join_again(tree, i)
        elif columns.deps[i] == "advcl":
            _tell_on(tree, i)
        elif columns.deps[i] == "amod":
            _lift_verb(tree, i)
        elif columns.deps[i] == "ROOT":
            _turn_passive(tree, i)
        elif _make_predicate(tree, i) or _make_headline(tree, i) or _make_sentence(tree, i):
            continue
        elif not _give_to_verb(tree, i) and columns.deps[i] == "relcl":
            _hang_on_somebody(tree, i)
    if tree.heads == columns.heads and tree.deps == columns.deps:
        return columns
    return columns._replace(heads=tree.heads, deps=tree.deps, tags=tree.tags)


@cache
def _person_nouns() -> frozenset[str]:
    return read_words("people_nouns.txt") | read_words("person_nouns.txt") | _HEADS


@cache
def _telling_verbs() -> frozenset[str]:
    return read_words("speech_verbs.txt") | _HOLDING


class _Tree:
    """A paragraph's columns, its words read where they are asked for."""

    def __init__(self, columns: "Columns") -> None:
        self.columns, self.heads, self.deps = columns, list(columns.heads), list(columns.deps)
        self.tags = list(columns.tags)
        widths = (size + (flags & _SPACED) for size, flags in zip(columns.sizes, columns.flags, strict=True))
        self._starts = [0, *accumulate(widths)]

    def lower(self, i: int) -> str:
        """The word in lower case."""
        return self.columns.text[self._starts[i] : self._starts[i] + self.columns.sizes[i]].lower()

    def lemma(self, i: int) -> str:
        return (self.columns.lemmas[i] or self.lower(i)).lower()

    def head(self, i: int) -> int:
        return i + self.heads[i]

    def below(self, i: int) -> list[int]:
        """The words that hang on one; they stand in its sentence, so not far off."""
        around = range(max(0, i - _REACH), min(len(self.heads), i + _REACH))
        return [k for k in around if self.heads[k] and k + self.heads[k] == i]

    def is_person(self, i: int) -> bool:
        return self.columns.names[i] in ("PERSON", "NORP") or (
            self.columns.poses[i] == "NOUN" and self.lemma(i) in _person_nouns()
        )

    def is_somebody(self, i: int) -> bool:
        """A person, or a body that can speak; a name may be one, a noun in "-er" too."""
        if self.columns.poses[i] == "PROPN" or self.columns.names[i] in _NAMES or self.is_person(i):
            return True
        return self.lemma(i) in read_words("group_nouns.txt") or self.lower(i).endswith(_DOERS)

    def is_thing(self, i: int) -> bool:
        """A noun for what cannot speak."""
        return self.columns.poses[i] in _NOUNS and not self.is_somebody(i)


def _join_to_teller(tree: _Tree, verb: int) -> None:
    """ "Said the drug was safe and promised …", "says its weapons are clean and accuses …": joined to the verb of saying."""
    inner = tree.head(verb)
    outer = tree.head(inner)
    tags, deps = tree.columns.tags, tree.deps
    if deps[inner] != "ccomp" or outer >= inner or tree.lemma(verb) not in _SPEAKING:
        return
    theirs, own = tree.below(inner), tree.below(verb)
    subject = next((k for k in theirs if deps[k] in _SUBJECTS), None)
    if subject is None or subject < outer or any(deps[k] in _OWN for k in own):
        return
    acts = tags[outer] == "VBD" and tags[verb] == "VBN" and any(deps[k] == "dobj" for k in own)
    if tags[outer] != tags[verb] and not acts:
        return  # "must be closed and blamed years of neglect": with an object it is no passive
    is_apart = any(deps[k] == "aux" and tags[k] == "MD" for k in theirs)  # "must arm and warn", not "and warned"
    if not is_apart and not tree.is_thing(subject):
        return
    tree.heads[verb], tree.tags[verb] = outer - verb, tags[outer]
    for k in theirs:
        if deps[k] in ("cc", "punct") and inner < k < verb:
            tree.heads[k] = outer - k


def _join_again(tree: _Tree, verb: int) -> None:
    """A second verb, to what is told or to who tells it."""
    if not _join_to_told(tree, verb):
        _join_to_teller(tree, verb)


def _join_to_told(tree: _Tree, verb: int) -> bool:
    """ "The palace said the envoy had apologised, and had promised help": behind a plain "said", what had or would be done is told by it
    (backshift; Quirk et al., A comprehensive grammar of the English language, 1985, 14.31)."""
    outer, deps = tree.head(verb), tree.deps
    if tree.columns.tags[outer] != "VBD" or tree.lemma(outer) not in _telling_verbs() or not outer < verb:
        return False
    theirs, own = tree.below(outer), tree.below(verb)
    if any(deps[k] in ("aux", "auxpass") for k in theirs) or any(deps[k] in _SUBJECTS for k in own):
        return False
    if not any(deps[k] == "aux" and tree.lower(k) in _SHIFTED for k in own):
        return False
    inner = next((k for k in reversed(theirs) if deps[k] == "ccomp" and outer < k < verb), None)
    if inner is None or not any(deps[k] in _SUBJECTS for k in tree.below(inner)):
        return False
    tree.heads[verb] = inner - verb
    for k in theirs:
        if deps[k] in ("cc", "punct") and inner < k < verb:
            tree.heads[k] = inner - k
    return True


def _tell_on(tree: _Tree, verb: int) -> None:
    """ "Denied that its ships had fired, saying …", "said the treaty was a mistake, adding that …": ships and treaties say nothing."""
    inner = tree.head(verb)
    outer = tree.head(inner)
    deps = tree.deps
    if deps[inner] != "ccomp" or not outer < inner < verb or tree.lemma(verb) not in _TELLING_ON:
        return
    if tree.columns.tags[verb - 1] not in (",", ":") or tree.columns.poses[outer] != "VERB":
        return
    subject = next((k for k in tree.below(inner) if deps[k] in _SUBJECTS), None)
    if subject is not None and subject > outer and (tree.columns.poses[subject] == "PRON" or tree.is_thing(subject)):
        tree.heads[verb] = outer - verb


def _give_to_verb(tree: _Tree, clause: int) -> bool:
    """ "Denied in a statement that it had turned her away", "suspected for years that …": what is denied or suspected is told by the
    clause, not by the noun before it."""
    noun = tree.head(clause)
    preposition = tree.head(noun)
    verb = tree.head(preposition)
    deps = tree.columns.deps
    if deps[noun] != "pobj" or deps[preposition] != "prep" or tree.columns.poses[verb] != "VERB":
        return False
    if tree.lemma(noun) not in (_MEDIA if tree.lower(preposition) == "in" else _TIMES) or verb > preposition:
        return False
    if tree.lemma(verb) not in _telling_verbs() or any(deps[k] in ("ccomp", "dobj") for k in tree.below(verb)):
        return False
    below = tree.below(clause)
    if not any(deps[k] == "mark" and tree.lower(k) == "that" for k in below) or not any(
        deps[k] in _SUBJECTS for k in below
    ):
        return False
    tree.heads[clause], tree.deps[clause] = verb - clause, "ccomp"
    return True


def _make_predicate(tree: _Tree, verb: int) -> bool:
    """ "A ferry carrying 140 people capsized off Borawan, the coast guard said": it capsized; no people were "capsized"."""
    deps, tags, poses = tree.columns.deps, tree.columns.tags, tree.columns.poses
    inner = tree.head(verb)
    participle = tree.head(inner)
    subject = tree.head(participle)
    if (
        tags[verb] != "VBN"
        or (deps[verb], deps[inner], deps[participle]) != ("acl", "dobj", "acl")
        or tags[participle] != "VBG"
    ):
        return False
    if poses[subject] not in _NOUNS or deps[subject] not in _UNPLACED or not subject < participle < inner < verb:
        return False
    below = tree.below(subject)
    if any(deps[k] in _OWN or (poses[k] in ("VERB", "AUX") and tags[k] in _FINITE) for k in below):
        return False
    outer, label = tree.head(subject), "ROOT" if deps[subject] == "ROOT" else "ccomp"
    tree.heads[verb], tree.deps[verb], tree.tags[verb] = (outer - verb if label == "ccomp" else 0), label, "VBD"
    tree.heads[subject], tree.deps[subject] = verb - subject, "nsubj"
    for k in below:
        if k > verb:
            tree.heads[k] = verb - k
            tree.deps[k] = "advcl" if deps[k] == "acl" else deps[k]
    return True


def _make_headline(tree: _Tree, verb: int) -> bool:
    """ "Three men arrested after brawl", a line of its own without a full stop: they were; not "a house built on sand"."""
    deps, tags, subject = tree.columns.deps, tree.columns.tags, tree.head(verb)
    if (tags[verb], deps[verb], deps[subject]) != ("VBN", "acl", "ROOT") or tree.columns.poses[subject] not in _COUNTED:
        return False
    finite = (k for k, tag in enumerate(tags) if tag in _FINITE or tag == "MD")
    if subject > verb or "." in tags or any(k < verb or deps[k] != "advcl" for k in finite):
        return False  # "Two killed as cable car falls"
    below = tree.below(subject)
    if any(deps[k] in ("det", "acl", "relcl") and k != verb for k in below):
        return False
    tree.heads[verb], tree.deps[verb] = 0, "ROOT"
    tree.heads[subject], tree.deps[subject] = verb - subject, "nsubjpass"
    for k in below:
        if k > verb:
            tree.heads[k] = verb - k
    return True


def _make_sentence(tree: _Tree, verb: int) -> bool:
    """ "Last July, a turboprop skidded off the runway.", "Hours later police swooped on the barn and took a pistol.": a whole sentence
    without another verb, of which time, a second verb or the way it went shows that it is no description of a noun."""
    deps, tags, subject = tree.deps, tree.tags, tree.head(verb)
    is_verb = tags[verb] in ("VBN", "VBD") and (deps[verb], deps[subject]) == ("acl", "ROOT")
    if not is_verb or tree.columns.poses[subject] not in _NOUNS:
        return False
    below, own = tree.below(subject), tree.below(verb)
    stops = any(tags[k] == "." and k > verb for k in below)
    if not stops or subject > verb or tags[verb - 1] == "," or any(deps[k] in ("agent", "xcomp") for k in own):
        return False
    first = min(below)
    is_time = tree.lemma(first) in _TIMES
    described = _OWN | {"relcl", "acl", "appos", "cop"}
    if any(deps[k] in described for k in below if k != verb and not (k == first and is_time)):
        return False
    told_when = first < subject and (is_time or deps[first] in ("npadvmod", "advmod", "prep"))
    goes_on = any(deps[k] == "conj" and tags[k] in _FINITE for k in below)
    moves = verb + 1 < len(tags) and tree.lower(verb + 1) in _WAYS and tree.lemma(verb) not in _NEEDING_OBJECT
    if tags[verb] == "VBN" and told_when + goes_on + moves < _SIGNS:
        return False
    tree.heads[verb], deps[verb], tags[verb] = 0, "ROOT", "VBD"
    tree.heads[subject], deps[subject] = verb - subject, "nsubj"
    for k in below:
        if k > verb or (k < subject and deps[k] in ("npadvmod", "advmod", "prep", "punct", "nsubj")):
            tree.heads[k] = verb - k
            deps[k] = "npadvmod" if deps[k] == "nsubj" else deps[k]
    return True


def _turn_passive(tree: _Tree, verb: int) -> None:
    """ "Curfew imposed in port city", "Minister urged to quit": without an object, by verbs that need one, it is done to the subject."""
    deps, tags = tree.deps, tree.tags
    if tags[verb] == "VBD" and tree.lemma(verb) not in _NEEDING_OBJECT:
        return
    below = tree.below(verb)
    subject = next((k for k in below if deps[k] == "nsubj"), None)
    if subject is None or "." in tags or any(deps[k] in _OF_ACTIVE for k in below) or subject > verb:
        return
    if tags[verb] == "VBD" and not any(deps[k] in _COMPLEMENTS and k > verb for k in below):
        return
    tags[verb], deps[subject] = "VBN", "nsubjpass"


def _lift_verb(tree: _Tree, verb: int) -> None:
    """ "The bank lowered borrowing costs on Wednesday and cut its forecast": an adjective has no subject, so it is the verb, and the noun
    behind it its object."""
    noun = tree.head(verb)
    deps = tree.deps
    while deps[noun] == "compound" and tree.head(noun) > noun:  # "accused finance minister Paul Weiss"
        noun = tree.head(noun)
    if noun < verb or deps[noun] not in _CLAUSES or tree.columns.poses[noun] not in _NOUNS:
        return
    if not any(deps[k] in _SUBJECTS and k < verb for k in tree.below(verb)):
        return
    below = [k for k in tree.below(noun) if k != verb]
    if any(deps[k] in _OWN for k in below):
        return
    for k in below:
        if k < verb or (
            k > noun and deps[k] in _OF_VERBS and (tree.lower(k) != "of" or tree.lemma(verb) in _OF_CRIMES)
        ):
            tree.heads[k] = verb - k
    if tree.tags[verb] == "VBN":
        tree.tags[verb] = "VBD"
    tree.heads[verb], deps[verb] = (0 if deps[noun] == "ROOT" else tree.head(noun) - verb), deps[noun]
    tree.heads[noun], deps[noun] = verb - noun, "dobj"


def _hang_on_somebody(tree: _Tree, verb: int) -> None:
    """ "The head of the rescue service, who flew over the slope": the head flew."""
    lead, deps, poses = tree.head(verb), tree.columns.deps, tree.columns.poses
    if deps[lead] != "pobj" or tree.is_person(lead):
        return
    if not any(tree.lower(k) == "who" and deps[k] in _SUBJECTS for k in tree.below(verb)):
        return
    apart = any(tree.columns.tags[k] in (",", ":", "-LRB-", "HYPH") for k in range(lead + 1, verb))
    if tree.lemma(lead) in read_words("group_nouns.txt") and not apart:
        return  # "the band who left"
    at = lead
    for _ in range(_STEPS):
        preposition = tree.head(at)
        noun = tree.head(preposition)
        if deps[preposition] != "prep" or poses[noun] not in _NOUNS or noun >= at:
            return
        if tree.is_person(noun):
            tree.heads[verb] = noun - verb
            return
        if deps[noun] != "pobj":
            return
        at = noun
